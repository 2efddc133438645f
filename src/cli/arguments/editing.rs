//! What can be typed behind the commands that change the editor's own files, and behind those that publish.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};
use jiff::civil::Date;

use super::common::DayArguments;

pub const FIX_HELP: &str = "\
Fixes only what cannot change the meaning of a page: tabs and curly quotes in the fields at its top, formatting pasted
from Word or Google Docs, links that go through Google or Outlook, invisible characters. Every change is shown, and you are
asked to confirm. A copy of each changed file is kept in .vertebra/backup.

Examples:
  vertebra fix                                   all pages and data
  vertebra fix guides/first-visit.md
  vertebra fix --dry-run                         only show what would change
  vertebra fix --undo                            undo the last change
  vertebra fix --encoding windows-1252 contact.md
  vertebra fix --extract-images guides/first-visit.md
  vertebra fix --strip-location guides/room.jpg";

/// `vertebra fix`.
#[derive(Debug, Args)]
pub struct FixArguments {
    /// Pages, data files or folders in `content/` [default: all]
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub files: Vec<PathBuf>,
    /// Show what would change, without changing anything
    #[arg(long, conflicts_with = "yes")]
    pub dry_run: bool,
    /// Do not ask for confirmation
    #[arg(short, long)]
    pub yes: bool,
    /// Undo the last change to your files
    #[arg(long, conflicts_with_all = ["files", "encoding", "extract_images", "strip_location"])]
    pub undo: bool,
    /// Convert the named files from this encoding to UTF-8, such as windows-1252, macintosh or utf-16
    #[arg(long, value_name = "NAME", requires = "files")]
    pub encoding: Option<String>,
    /// Save images that were pasted into the text as files, in the folder images next to the page
    #[arg(long)]
    pub extract_images: bool,
    /// Remove the GPS location from an image file
    #[arg(long, value_name = "IMAGE", value_hint = ValueHint::FilePath)]
    pub strip_location: Vec<PathBuf>,
}

pub const UNDO_HELP: &str = "\
Undoes what the last fix, rename, remove, review, new page or import changed in the files of your site. Run it again to undo
the change before that. If you have edited one of the files since, nothing is undone, unless you add --keep-changed. The
last 50 changes are kept in .vertebra/backup. What you published stays: the built site in public/ and the published addresses
in content/addresses.yaml.

Examples:
  vertebra undo
  vertebra undo --keep-changed    leaves files as they are that you have changed since

The exit status is 0 when a change was taken back, and 2 when there is none or a file has been changed since.";

/// `vertebra undo`.
#[derive(Debug, Default, Args)]
pub struct UndoArguments {
    /// Leave files that you have changed since as they are, and undo the rest
    #[arg(long)]
    pub keep_changed: bool,
}

pub const REVIEW_HELP: &str = "\
Without a page, lists who has to review which page, and when. With a page, records that a person has reviewed it; this never
happens automatically. A review means checking the whole page; correcting a typo is not a review.

Examples:
  vertebra review                                        list what is due, by date and person
  vertebra review --by ana                               list what is due for one person
  vertebra review guides/first-visit.md --by ana         record that ana reviewed this page today
  vertebra review guides/first-visit.md --by ana --on 2026-11-18
  vertebra review guides/first-visit.md --by ana --every \"12 months\"
  vertebra review guides/first-visit.es.md --by luis     record that luis reviewed this translation";

pub const DUE_HELP: &str = "\
One list by date: reviews, translations that await review or are out of date, pages that appear or expire, holidays, details
and evidence to check again, notices that end, security.txt.

Examples:
  vertebra due
  vertebra due --days 30
  vertebra due --format json";

/// The format of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ListFormat {
    #[default]
    Text,
    Json,
}

/// `vertebra review`.
#[derive(Debug, Args)]
pub struct ReviewArguments {
    /// The page that was reviewed [default: list everything that is due]
    #[arg(value_name = "PAGE", value_hint = ValueHint::FilePath, requires = "by")]
    pub page: Option<PathBuf>,
    /// The reviewer: a key in content/data/people.yaml
    #[arg(long, value_name = "KEY")]
    pub by: Option<String>,
    /// Date of the review (YYYY-MM-DD) [default: today]
    #[arg(long, value_name = "DATE", value_parser = day, requires = "page")]
    pub on: Option<Date>,
    /// How often to review the page, such as "12 months"
    #[arg(long, value_name = "INTERVAL", requires = "page")]
    pub every: Option<String>,
    /// Do not ask for confirmation
    #[arg(short, long, requires = "page")]
    pub yes: bool,
    /// Format of the list
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_default_value = true, conflicts_with = "page")]
    pub format: ListFormat,
    #[command(flatten)]
    pub day: DayArguments,
}

fn day(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "write the date as year-month-day, such as 2026-12-24")
}

/// `vertebra due`.
#[derive(Debug, Args)]
pub struct DueArguments {
    /// Number of days to look ahead
    #[arg(long, value_name = "N", default_value_t = 90, value_parser = clap::value_parser!(u16).range(0..=3650))]
    pub days: u16,
    /// Format of the list
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_default_value = true)]
    pub format: ListFormat,
    #[command(flatten)]
    pub day: DayArguments,
}

pub const PUBLISH_HELP: &str = "\
Runs all checks, shows what will change for visitors, asks you to confirm, and writes the site to public/ all at once. If
there is any error, nothing is written. Every published address is recorded in content/addresses.yaml.

Examples:
  vertebra publish
  vertebra publish --full              show every line that changes
  vertebra publish --yes               do not ask for confirmation
  vertebra publish --allow-removing 12";

/// `vertebra publish`.
#[derive(Debug, Args)]
pub struct PublishArguments {
    /// Output folder [default: public/ in the site folder]
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Show every page and line that changes
    #[arg(long)]
    pub full: bool,
    /// Do not ask for confirmation
    #[arg(short, long)]
    pub yes: bool,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// Allow up to N pages to be removed, overriding content/site.yaml
    #[arg(long, value_name = "N")]
    pub allow_removing: Option<usize>,
    #[command(flatten)]
    pub day: DayArguments,
}
