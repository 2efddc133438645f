//! What a link that leads nowhere was meant to name. Knows the paths of a site, and nothing else of it.

use vertebra_base::diagnostic::nearest;
use vertebra_base::link::{Link, composed, decoded, encode};
use vertebra_markdown::Page;

/// The nearest path to one that does not exist, written as the editor would write it.
pub fn suggestion(page: &Page, target: &str, known: &[&str]) -> Option<String> {
    // Paths of Windows have another slash.
    if target.contains('\\') {
        let slashed = target.replace('\\', "/");
        let is_there = page.source.file_named(&decoded(&slashed)).is_some_and(|path| known.contains(&path.as_str()));
        return if is_there { Some(slashed) } else { suggestion(page, &slashed, known) };
    }
    let parts = Link::parse(target);
    let folder = page.source.folder();
    // In a name, a number sign or a question mark has to be encoded: else it begins another part of the address.
    let whole = page.source.file_named(&decoded(target)).filter(|_| !parts.rest().is_empty());
    if let Some(named) = whole.and_then(|whole| known.iter().find(|path| *composed(path) == *whole)) {
        return Some(encode(&relative(folder, named)).into_owned());
    }
    let wanted = page.source.file_named(&parts.decoded_path())?;
    // The same name in other capital and small letters is nearer than any other.
    if let Some(named) = known.iter().find(|path| path.to_lowercase() == wanted.to_lowercase()) {
        return Some(relative(folder, named));
    }
    // A page is linked by its source file, not by the file that is made of it.
    let stem = wanted.strip_suffix(".html").or_else(|| wanted.strip_suffix(".htm"));
    let made_of = stem.and_then(|stem| {
        let folder = stem.strip_suffix("index").map(str::to_owned).filter(|folder| folder.ends_with('/'));
        let sources = [Some(format!("{stem}.md")), folder.map(|folder| format!("{}.md", folder.trim_end_matches('/')))];
        sources.into_iter().flatten().find_map(|source| known.iter().find(|path| ***path == source))
    });
    if let Some(named) = made_of {
        return Some(relative(folder, named));
    }
    // What all paths have in common makes none of them nearer.
    let bare = |path| {
        let path: &str = path;
        let path = path.strip_prefix("content/").unwrap_or(path);
        path.strip_suffix(".md").unwrap_or(path)
    };
    let alike =
        known.iter().copied().filter(|path| path.len().abs_diff(wanted.len()) <= 4 && *path != "content/404.md");
    let near = nearest(bare(&wanted), alike.map(bare));
    let near = near.and_then(|near| known.iter().copied().find(|path| bare(path) == near)).or_else(|| {
        // The right name in the wrong folder is the commonest slip after a wrong letter.
        let name = wanted.rsplit('/').next()?;
        let mut same = known.iter().filter(|path| path.rsplit('/').next() == Some(name));
        same.next().filter(|_| same.next().is_none()).copied()
    });
    let near = near.or_else(|| lengthened(&wanted, known))?;
    Some(relative(folder, near))
}

/// The only page of the same folder whose name is the wanted one with words before or behind it, or a part of that:
/// `about-us.md` for `about.md`, as files are called when they are moved.
fn lengthened<'k>(wanted: &str, known: &[&'k str]) -> Option<&'k str> {
    let (folder, name) = wanted.rsplit_once('/')?;
    let stem = name.strip_suffix(".md")?;
    let is_part = |long: &str, short: &str| {
        let rest = long.strip_prefix(short).map(|rest| rest.starts_with(['-', '_', ' ']));
        let before = long.strip_suffix(short).map(|rest| rest.ends_with(['-', '_', ' ']));
        rest.or(before).unwrap_or(false)
    };
    let is_it = |path: &&&str| {
        let own =
            path.rsplit_once('/').filter(|(own, _)| *own == folder).and_then(|(_, name)| name.strip_suffix(".md"));
        own.is_some_and(|own| is_part(own, stem) || is_part(stem, own))
    };
    let mut found = known.iter().filter(is_it);
    found.next().filter(|_| found.next().is_none()).copied()
}

/// The way from a folder to a file, as links are written: `../techniques/deep-tissue.md`.
pub fn relative(folder: &str, file: &str) -> String {
    let from: Vec<&str> = folder.split('/').collect();
    let to: Vec<&str> = file.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from.len() - shared);
    format!("{up}{}", to[shared..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_was_given_a_longer_name_is_found() {
        let known = [
            "content/about-us.md",
            "content/guides/our-about.md",
            "content/prices-2026.md",
            "content/a-b.md",
            "content/a-c.md",
        ];
        assert_eq!(lengthened("content/about.md", &known), Some("content/about-us.md"));
        assert_eq!(lengthened("content/guides/about.md", &known), Some("content/guides/our-about.md"));
        assert_eq!(lengthened("content/prices-2026-old.md", &known), Some("content/prices-2026.md"));
        assert_eq!(lengthened("content/a.md", &known), None, "there are two");
        assert_eq!(lengthened("content/abo.md", &known), None);
    }

    #[test]
    fn the_way_to_a_file_is_written_as_in_links() {
        assert_eq!(relative("content/guides", "content/techniques/x.md"), "../techniques/x.md");
        assert_eq!(relative("content", "content/a/x.md"), "a/x.md");
    }
}
