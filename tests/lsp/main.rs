//! The language server as an editor's program meets it: the real program, real files, real messages.

mod completion;
mod editor;
mod protocol;
mod questions;
mod random;
mod renames;
mod typing;

use support::{Site, files};

/// The files of a text with heads such as `-- content/a.md --`.
pub fn site(more: &str) -> Site {
    let site = Site::empty();
    for (path, text) in files(include_str!("site.txt")).into_iter().chain(files(more)) {
        site.write(&path, text);
    }
    site
}
