//! The language server as an editor's program meets it: the real program, real files, real messages.

mod editor;
mod protocol;
mod questions;
mod random;
mod renames;
mod typing;

use std::fs;

use support::Site;

/// The files of a text with heads such as `-- content/a.md --`.
pub fn site(more: &str) -> Site {
    let site = Site::empty();
    for part in [include_str!("site.txt"), more] {
        let mut rest = part;
        while let Some((head, text)) = rest.strip_prefix("-- ").and_then(|rest| rest.split_once(" --\n")) {
            let end = text.find("\n-- ").map_or(text.len(), |at| at + 1);
            site.write(head, &text[..end]);
            rest = &text[end..];
        }
    }
    fs::create_dir_all(site.path().join("content")).unwrap();
    site
}
