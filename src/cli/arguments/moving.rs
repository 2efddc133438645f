//! What can be typed for the commands that rename and remove pages.

use clap::{Args, ValueHint};

use super::common::DayArguments;

#[derive(Debug, Args)]
pub struct RenameArguments {
    /// A page, a file or a folder inside `content`, the address of a page, or a heading: page.md#its-id
    #[arg(value_name = "OLD", value_hint = ValueHint::FilePath)]
    pub old: String,
    /// Its new name inside `content`; a name that ends in / is a folder to move it into. The new words of a heading, or
    /// its new id: "#new-id"
    #[arg(value_name = "NEW", value_hint = ValueHint::FilePath, required_unless_present = "slug")]
    pub new: Option<String>,
    /// Keep the file's name, and change only the last part of the address
    #[arg(long, value_name = "WORD", conflicts_with = "new")]
    pub slug: Option<String>,
    #[command(flatten)]
    pub how: HowArguments,
}

#[derive(Debug, Args)]
pub struct RemoveArguments {
    /// A page inside `content`, or its address
    #[arg(value_name = "PAGE", value_hint = ValueHint::FilePath)]
    pub page: String,
    /// The page that takes its place: the old address and all links lead there
    #[arg(long, value_name = "OTHER", value_hint = ValueHint::FilePath)]
    pub to: Option<String>,
    #[command(flatten)]
    pub how: HowArguments,
}

/// How files are changed.
#[derive(Debug, Args)]
pub struct HowArguments {
    /// Only show what would change
    #[arg(long, conflicts_with = "yes")]
    pub dry_run: bool,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub day: DayArguments,
}

/// What stands below the help of `rename`.
pub const RENAME_HELP: &str = "\
Every link to the page is changed, in all pages, menus, settings and data, and so are the links in the page itself. Its
old address leads to the new one. What would change is shown first. Translations beside the page (page.es.md) move with
it. A heading that readers may know keeps its id when its words change. More in docs/addresses.md.

Examples:
  vertebra rename techniques/deep-tissue.md techniques/firm-pressure.md
  vertebra rename faq.md guides/                           moves it into the folder guides
  vertebra rename guides advice                            a whole folder
  vertebra rename faq.md --slug questions                  another address, the same file
  vertebra rename faq.md#costs \"What it costs\"             other words of a heading
  vertebra rename faq.md#costs \"#prices\"                   another id, and every link to it
  vertebra rename faq.md questions.md --dry-run            only shows what would change";

/// What stands below the help of `remove`.
pub const REMOVE_HELP: &str = "\
The address of the page is kept in content/addresses.yaml: it leads to the other page, or says that it is gone for good.
Without --to, a page that others link to is not removed: the links are listed, to be mended first.

Examples:
  vertebra remove guides/prevention.md --to guides/your-plan.md
  vertebra remove guides/prevention.md --dry-run           only shows what would change";
