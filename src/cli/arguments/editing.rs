//! What can be typed behind the commands that change the editor's own files, and behind those that publish.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};
use jiff::civil::Date;

use super::common::DayArguments;

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

pub const UNDO_HELP: &str = "\
Takes back what the last fix, rename, remove, review, new page or import did to the files of your site; each further undo
takes back the change before that. Files that you have changed since are never overwritten: then nothing is taken back,
unless you add --keep-changed. The last 50 changes are kept in .vertebra/backup. Nothing that you published is taken back:
the finished site in public stays, and so do the published addresses in content/addresses.yaml.

Examples:
  vertebra undo
  vertebra undo --keep-changed    leaves files as they are that you have changed since

The exit status is 0 when a change was taken back, and 2 when there is none or a file has been changed since.";

/// `vertebra undo`.
#[derive(Debug, Default, Args)]
pub struct UndoArguments {
    /// Leave files as they are that you have changed since, and take back all else
    #[arg(long)]
    pub keep_changed: bool,
}

pub const REVIEW_HELP: &str = "\
Without a page, it lists who is to look at which page, and when. With one, it writes down that a person has reviewed it:
only when somebody types it, never by itself. A review is the check of the whole page; mending a slip is none.

Examples:
  vertebra review                                        what is due, by date and person
  vertebra review --by ana                               what is due for one person
  vertebra review guides/first-visit.md --by ana         ana has reviewed this page today
  vertebra review guides/first-visit.md --by ana --on 2026-11-18
  vertebra review guides/first-visit.md --by ana --every \"12 months\"
  vertebra review guides/first-visit.es.md --by luis     luis has reviewed this translation";

pub const DUE_HELP: &str = "\
One list by day: reviews, translations that wait or are out of date, pages that appear and disappear, holidays, details
and evidence that were checked long ago, notices that end, security.txt.

Examples:
  vertebra due
  vertebra due --days 30
  vertebra due --format json";

/// In which form a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ListFormat {
    #[default]
    Text,
    Json,
}

/// `vertebra review`.
#[derive(Debug, Args)]
pub struct ReviewArguments {
    /// The page that was reviewed; if you name none, all that is due is listed
    #[arg(value_name = "PAGE", value_hint = ValueHint::FilePath, requires = "by")]
    pub page: Option<PathBuf>,
    /// The person, by the key in content/data/people.yaml
    #[arg(long, value_name = "KEY")]
    pub by: Option<String>,
    /// The day of the review, written year-month-day; if you do not say, today
    #[arg(long, value_name = "DAY", value_parser = day, requires = "page")]
    pub on: Option<Date>,
    /// How often the page is to be reviewed, such as "12 months"
    #[arg(long, value_name = "TIME", requires = "page")]
    pub every: Option<String>,
    /// Do not ask
    #[arg(short, long, requires = "page")]
    pub yes: bool,
    /// How the list is printed
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_default_value = true, conflicts_with = "page")]
    pub format: ListFormat,
    #[command(flatten)]
    pub day: DayArguments,
}

fn day(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "write the day as year-month-day, such as 2026-12-24")
}

/// `vertebra due`.
#[derive(Debug, Args)]
pub struct DueArguments {
    /// How many days ahead to look
    #[arg(long, value_name = "N", default_value_t = 90, value_parser = clap::value_parser!(u16).range(0..=3650))]
    pub days: u16,
    /// How the list is printed
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_default_value = true)]
    pub format: ListFormat,
    #[command(flatten)]
    pub day: DayArguments,
}

pub const PUBLISH_HELP: &str = "\
Runs every check, shows what visitors will see change, asks you, and puts the finished site in place, all at once. Nothing
is written when anything is wrong. Every address that is published is remembered in content/addresses.yaml.

Examples:
  vertebra publish
  vertebra publish --full              shows every line that changes
  vertebra publish --yes               does not ask
  vertebra publish --allow-removing 12";

/// `vertebra publish`.
#[derive(Debug, Args)]
pub struct PublishArguments {
    /// The folder to publish into; if you do not say, public in the site's folder
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Show every page and every line that changes
    #[arg(long)]
    pub full: bool,
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
    /// Treat warnings as mistakes
    #[arg(long)]
    pub strict: bool,
    /// How many pages may go at once, instead of what content/site.yaml says
    #[arg(long, value_name = "N")]
    pub allow_removing: Option<usize>,
    #[command(flatten)]
    pub day: DayArguments,
}
