//! The rule that HTML is read in one way, by the crate `html`: whoever looks for its tags in a text reads them otherwise than
//! browsers do, and is led astray by a comment, a script or a quotation mark.

use crate::source::Source;
use crate::text::find_word;

/// The only file that may ask for what is safe in HTML.
const SANITIZER: &str = "src/markdown/body/sanitize.rs";

/// What looks for tags in other texts: in XML, in Markdown as somebody pasted it, and in what the file itself wrote just before.
const NO_PAGES: &[&str] = &[
    "src/check/site_rules/sitemap.rs",
    "src/edit/fix/inline.rs",
    "src/edit/fix/verify.rs",
    "src/import/docx/xml.rs",
    "src/markdown/body/plain.rs",
    "src/markdown/body/raw.rs",
    "src/markdown/body/table.rs",
];

/// Calls that look for something in a text, behind which a bracket of a tag would stand.
const SEARCHES: &[&str] =
    &["find(", "split(", "split_once(", "match_indices(", "contains(", "memchr_iter(", "memrchr_iter(", ".matches("];

pub fn html_is_read_in_one_way(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| !file.path.starts_with("src/html/") && !file.is_test) {
        let mut uses = find_word(&file.code, "html5ever");
        if file.path != SANITIZER {
            uses.extend(find_word(&file.code, "ammonia"));
        }
        faults.extend(uses.into_iter().map(|at| file.fault(at, "reads HTML by itself; ask the crate html")));
        if NO_PAGES.contains(&file.path.as_str()) {
            continue;
        }
        // The insides of a letter are blanks in `code`; every byte has the same place there.
        let signs = file.text.match_indices("'<'").map(|(at, _)| at);
        let texts = file.strings.iter().filter(|(_, text)| is_tag(text)).map(|(at, _)| *at);
        let found: std::collections::BTreeSet<usize> = signs.chain(texts).filter(|at| is_sought(file, *at)).collect();
        faults.extend(found.into_iter().map(|at| file.fault(at, "looks for tags in a text; ask the crate html")));
    }
    faults
}

/// `<main`, `</h1>`, `<!--`: not `<` alone, and nothing that is written rather than found.
fn is_tag(text: &str) -> bool {
    text.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
}

fn is_sought(file: &Source, at: usize) -> bool {
    let before = file.code[..at].trim_end_matches(['b', 'r', '&']);
    let first = SEARCHES.iter().any(|call| before.ends_with(call));
    // `match c { '<' => inside = true, … }`.
    first || file.code.get(at + "'<'".len()..).is_some_and(|rest| rest.trim_start().starts_with("=> inside"))
}
