//! Pages that are copies of a page beside them: made by downloads, by hand, by a system or a sync program.

use super::table::{SetAside, is_about_folder, parted, stem};

const COPY: &str = "a copy";

/// What stands before or behind the name of a page in that of its copy, in small letters. `N` is a number.
const COPY_ENDS: [&str; 26] = [
    " (N)",
    "(N)",
    " copy",
    " copy N",
    " - copy",
    " - copy (N)",
    " kopie",
    " - kopie",
    " - copia",
    " copia",
    " - copie",
    " copie",
    " - kopia",
    " - kópia",
    " (copy)",
    " (kopie)",
    " (copia)",
    " (copie)",
    " - コピー",
    " - копия",
    ".bak",
    ".backup",
    "-backup",
    "_backup",
    ".conflict",
    " [conflict]",
];
const COPY_BEGINS: [&str; 5] = ["copy of ", "kopie von ", "copia de ", "copie de ", "kopia "];

/// As `set_aside`, for a page that is a copy of one beside it. `text` is what stands in a file, if it is there.
pub fn copy<'f>(path: &str, text: impl Fn(&str) -> Option<&'f [u8]>) -> Option<SetAside> {
    let (stem, ending) = parted(path);
    if !ending.eq_ignore_ascii_case("md") {
        return None;
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = |stem: &str| {
        let original = format!("{folder}/{stem}.{ending}");
        text(&original).is_some().then_some(original)
    };
    let small = stem.to_lowercase();
    let begun = COPY_BEGINS.iter().filter_map(|begin| stem.get(small.strip_prefix(begin).map(|_| begin.len())?..));
    let ended = COPY_ENDS.iter().filter_map(|end| without_end(stem, &small, end));
    let certain = ended.chain(begun).find_map(beside);
    let original = certain.or_else(|| {
        let original = beside(maybe_copy(stem)?)?;
        let title = |path: &str| text(path).and_then(title);
        (title(path).is_some() && title(path) == title(&original)).then_some(original)
    })?;
    Some(SetAside { what: COPY, folder: None, original: Some(original) })
}

/// The name of the page that this may be a copy of: macOS and OneDrive name them `page 2.md`, `page-LAPTOP-1A2B3C4.md`. People
/// name pages so too, but do not give both one title.
fn maybe_copy(stem: &str) -> Option<&str> {
    let of_computer = || ["-DESKTOP-", "-LAPTOP-"].iter().find_map(|sign| Some(stem.split_once(sign)?.0));
    let small = stem.to_lowercase();
    let by_hand =
        || ["-copy", "_copy", "-kopie", "-old", "_old", ".old"].iter().find_map(|end| without_end(stem, &small, end));
    without_end(stem, &small, " N").or_else(of_computer).or_else(by_hand)
}

/// Whether the text of a page decides how it is treated, or how one beside it is. `begins` says whether the path of some
/// file begins so.
pub fn is_judged_by_text(path: &str, begins: impl Fn(&str) -> bool) -> bool {
    let bare = path.rsplit_once('.').map_or(path, |(bare, _)| bare);
    let has_copies = || {
        [" ", "-DESKTOP-", "-LAPTOP-", "-copy", "_copy", "-kopie", "-old", "_old", ".old"]
            .iter()
            .any(|sign| begins(&format!("{bare}{sign}")))
    };
    is_about_folder(path) || maybe_copy(stem(path)).is_some() || has_copies()
}

/// The line of a page that says its title.
fn title(bytes: &[u8]) -> Option<&[u8]> {
    bytes.split(|byte| *byte == b'\n').take(30).find(|line| line.starts_with(b"title:")).map(<[u8]>::trim_ascii_end)
}

/// A name without what its copy has behind it. `small` is the name in small letters.
fn without_end<'s>(name: &'s str, small: &str, end: &str) -> Option<&'s str> {
    let digits = |text: &'s str| text.trim_end_matches(|c: char| c.is_ascii_digit());
    let rest = match end.split_once('N') {
        None => small.strip_suffix(end)?.len(),
        Some((before, behind)) => {
            let inside = name.get(..name.len().checked_sub(behind.len())?).filter(|_| name.ends_with(behind))?;
            let bare = digits(inside);
            small.get(..bare.len()).filter(|_| bare.len() < inside.len())?.strip_suffix(before)?.len()
        }
    };
    // Small letters may need another number of bytes; then the name is none of these.
    name.get(..rest).filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_one_of_a_page_beside_it() {
        let page = |title: &str| format!("---\ntitle: {title}\n---\n");
        let files = std::collections::BTreeMap::from_iter(
            [
                ("visit", "Visit"),
                ("visit 2", "Visit"),
                ("visit 3", "The third visit"),
                ("part 2", "Part"),
                ("visit-old", "Visit"),
                ("visit_old", "The old visit"),
                ("ÄX", "X"),
            ]
            .map(|(stem, title)| (format!("content/{stem}.md"), page(title))),
        );
        let text = |path: &str| files.get(path).map(String::as_bytes);
        let original = |name: &str| copy(&format!("content/{name}"), text).and_then(|found| found.original);
        for name in [
            "visit (1).md",
            "visit(12).md",
            "visit copy.md",
            "visit copy 2.md",
            "visit - Copy.md",
            "visit - Copy (3).md",
            "Copy of visit.md",
            "Kopie von visit.md",
            "visit - Kopie.md",
            "visit 2.md",
            "visit (copy).md",
            "visit-backup.md",
            "visit.bak.md",
            "visit-old.md",
        ] {
            assert_eq!(original(name).as_deref(), Some("content/visit.md"), "{name}");
        }
        assert_eq!(original("ÄX (1).md").as_deref(), Some("content/ÄX.md"));
        for name in [
            "visit.md",
            "visit 3.md",
            "visit_old.md",
            "part 2.md",
            "talk (1).md",
            "copy.md",
            " (1).md",
            "visit (1).jpg",
            "visit ().md",
        ] {
            assert_eq!(original(name), None, "{name}");
        }
    }
}
