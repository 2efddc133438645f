//! What can be typed for the commands that rename and remove pages.

use clap::{Args, ValueHint};

use super::common::DayArguments;

#[derive(Debug, Args)]
pub struct RenameArguments {
    /// A page, file or folder in `content/`, the address of a page, or a heading: page.md#its-id
    #[arg(value_name = "OLD", value_hint = ValueHint::FilePath)]
    pub old: String,
    /// Its new name in `content/`; a name that ends in / is a folder to move it into. For a heading, its new text, or
    /// its new id: "#new-id"
    #[arg(value_name = "NEW", value_hint = ValueHint::FilePath, required_unless_present = "slug")]
    pub new: Option<String>,
    /// Keep the file name, and change only the last part of the address
    #[arg(long, value_name = "SLUG", conflicts_with = "new")]
    pub slug: Option<String>,
    #[command(flatten)]
    pub how: HowArguments,
}

#[derive(Debug, Args)]
pub struct RemoveArguments {
    /// A page in `content/`, or its address
    #[arg(value_name = "PAGE", value_hint = ValueHint::FilePath)]
    pub page: String,
    /// The replacement page: the old address redirects there and all links are updated
    #[arg(long, value_name = "OTHER", value_hint = ValueHint::FilePath)]
    pub to: Option<String>,
    #[command(flatten)]
    pub how: HowArguments,
}

/// How files are changed.
#[derive(Debug, Args)]
pub struct HowArguments {
    /// Show what would change, without changing anything
    #[arg(long, conflicts_with = "yes")]
    pub dry_run: bool,
    /// Do not ask for confirmation
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub day: DayArguments,
}

/// The text after the options of `rename`.
pub const RENAME_HELP: &str = "\
All links to the page are updated, in pages, menus, settings and data, and so are the links in the page itself. Its old
address redirects to the new one. All changes are shown before you confirm. Translations next to the page (page.es.md) move
with it. A published heading keeps its id when its text changes. See docs/addresses.md.

Examples:
  vertebra rename techniques/deep-tissue.md techniques/firm-pressure.md
  vertebra rename faq.md guides/                           move it into the folder guides
  vertebra rename guides advice                            rename a whole folder
  vertebra rename faq.md --slug questions                  change the address, keep the file
  vertebra rename faq.md#costs \"What it costs\"             change the text of a heading
  vertebra rename faq.md#costs \"#prices\"                   change its id, and every link to it
  vertebra rename faq.md questions.md --dry-run            only show what would change";

/// The text after the options of `remove`.
pub const REMOVE_HELP: &str = "\
The address of the page is kept in content/addresses.yaml: it redirects to the other page, or is marked as gone. Without
--to, a page that other pages link to is not removed: the links are listed, so that you can change them first.

Examples:
  vertebra remove guides/prevention.md --to guides/your-plan.md
  vertebra remove guides/prevention.md --dry-run           only show what would change";
