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
    })?;
    Some(relative(folder, near))
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
    fn the_way_to_a_file_is_written_as_in_links() {
        assert_eq!(relative("content/guides", "content/techniques/x.md"), "../techniques/x.md");
        assert_eq!(relative("content", "content/a/x.md"), "a/x.md");
    }
}
