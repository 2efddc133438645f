//! Files that nobody wrote to be published, by their names: the table, and copies of pages.

mod copies;
mod table;

pub use copies::{copy, is_judged_by_text};
pub use table::{
    DRAFTS, SETTINGS, SetAside, foreign, ignored, is_about_folder, is_other_markdown, maybe_drafts, other_format,
    set_aside,
};
