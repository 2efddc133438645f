//! What can be typed behind the commands that change the editor's own files, and behind those that publish.

use std::path::PathBuf;

use clap::{Args, ValueHint};

pub const FIX_HELP: &str = "\
Mends only what cannot change what a page says: Tabs and curly quotes at the top of a page, formatting that came along
from Word or Google Docs, links that lead through Google or Outlook, characters that nobody can see. You are shown every
change and asked first. A copy of each file as it was is kept in .vertebra/backup.

Examples:
  vertebra fix                                   looks at all pages and data
  vertebra fix guides/first-visit.md
  vertebra fix --dry-run                         only shows what would change
  vertebra fix --undo                            takes the last change back
  vertebra fix --encoding windows-1252 contact.md
  vertebra fix --extract-images guides/first-visit.md
  vertebra fix --strip-location guides/room.jpg";

/// `vertebra fix`.
#[derive(Debug, Args)]
pub struct FixArguments {
    /// Pages, data files or folders inside `content`; if you name none, all of them
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub files: Vec<PathBuf>,
    /// Show what would change, and change nothing
    #[arg(long, conflicts_with = "yes")]
    pub dry_run: bool,
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
    /// Take back what the last change did to your files
    #[arg(long, conflicts_with_all = ["files", "encoding", "extract_images", "strip_location"])]
    pub undo: bool,
    /// How the named files were saved, such as windows-1252, macintosh or utf-16; they are saved as UTF-8
    #[arg(long, value_name = "NAME", requires = "files")]
    pub encoding: Option<String>,
    /// Save pictures that were pasted into the text as files, in the folder images beside the page
    #[arg(long)]
    pub extract_images: bool,
    /// Take the place where a picture was taken out of its file
    #[arg(long, value_name = "PICTURE", value_hint = ValueHint::FilePath)]
    pub strip_location: Vec<PathBuf>,
}
