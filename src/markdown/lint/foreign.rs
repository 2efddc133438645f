//! Tags of other site generators, which a page brings along when it moves here: they mean nothing and would be printed.
//!
//! Each name is told once for a file, at its first place.

use std::collections::BTreeMap;

use super::LintInput;
use vertebra_base::diagnostic::Diagnostic;

/// What tags begin with, and whose they are.
const OPENINGS: [(&str, &str); 3] = [("{%", "Jekyll, Eleventy or Zola"), ("{{<", "Hugo"), ("{{%", "Hugo")];

/// What to write for a tag. Several names mean the same in several generators.
const CURES: &[(&[&str], &str)] = &[
    (&["comment", "endcomment"], "a remark for editors is written <!-- remark -->"),
    (&["highlight", "endhighlight", "raw", "endraw"], "write code between two lines of three backticks: ```"),
    (&["ref", "relref", "link", "post_url", "internal_link"], "write a link to the file of the page: [words](page.md)"),
    (&["figure", "image", "img", "picture"], "write an image like this: ![what it shows](picture.jpg)"),
    (&["youtube", "vimeo", "video", "gist", "tweet", "embed"], "link to it: [words](https://www.example.com/)"),
    (
        &["note", "tip", "info", "hint", "warning", "caution", "danger", "alert", "notice", "callout", "admonition"],
        "write a block: ::: note, then the text, then :::",
    ),
    (
        &["details", "expand", "collapse", "accordion"],
        "write a block: ::: details Its heading, then the text, then :::",
    ),
    (&["include", "include_relative", "render", "partial", "import"], "put the text itself here"),
];

/// A tag of another generator, found for the first time.
struct ForeignTag {
    at: usize,
    length: usize,
    whose: &'static str,
    count: usize,
}

/// Tells them.
pub fn check(said: &LintInput, out: &mut Vec<Diagnostic>) {
    let text = &said.prose.text;
    if memchr::memchr(b'{', text.as_bytes()).is_none() {
        return;
    }
    let mut tags: BTreeMap<String, ForeignTag> = BTreeMap::new();
    for (opening, whose) in OPENINGS {
        for (at, _) in text.match_indices(opening) {
            if opening == "{%" && text[..at].ends_with('{') {
                continue;
            }
            let name = text[at + opening.len()..].trim_start_matches(['-', '/', ' ']);
            let length = name.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(0);
            let name = name[..length].trim_end_matches('-');
            if name.is_empty() {
                continue;
            }
            let end = name.as_ptr() as usize + name.len() - text.as_ptr() as usize;
            // The end of a pair belongs to its beginning.
            let key = name.strip_prefix("end").filter(|begin| tags.contains_key(*begin)).unwrap_or(name).to_owned();
            let tag = ForeignTag { at, length: end - at, whose, count: 0 };
            tags.entry(key).or_insert(tag).count += 1;
        }
    }
    for (name, tag) in tags {
        let span = said.prose.span(tag.at..tag.at + tag.length);
        let message = format!("this \"{name}\" is a tag of {}; here it would be shown to readers as it is", tag.whose);
        let cure = CURES.iter().find(|(names, _)| names.contains(&&*name)).map(|(_, cure)| *cure);
        let diagnostic = Diagnostic::error("template-leftover", said.source, span, message)
            .with_help(cure.unwrap_or("write what it stands for in Markdown, or remove it"));
        out.push(match tag.count {
            1 => diagnostic,
            count => diagnostic.with_note(format!("it is in this file {count} times")),
        });
    }
}
