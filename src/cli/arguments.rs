//! What can be typed, and the help that explains it.

mod checking;
mod common;
mod editing;
mod lsp;
mod moving;
mod writing;

pub use checking::{CheckAsked, ExplainArguments, ExternalArguments};
pub use common::{CheckArguments, DayArguments, Format, ThreadArguments};
pub use editing::{DueArguments, FixArguments, ListFormat, PublishArguments, ReviewArguments, UndoArguments};
pub use lsp::LspArguments;
pub use moving::{HowArguments, RemoveArguments, RenameArguments};
pub use writing::{ImportArguments, NewClinicArguments, NewPageArguments, SchemaArguments};

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use vertebra_schema::theme::{DEFAULT, EMBEDDED};

/// Makes a website from a folder of text files.
#[derive(Debug, Parser)]
#[command(name = "vertebra", version, arg_required_else_help = true, disable_help_subcommand = true)]
#[command(after_help = "\
Examples:
  vertebra new site my-clinic          start a new site in the folder my-clinic
  vertebra build                       make the site in public/
  vertebra serve                       show the site in your browser while you write
  vertebra check                       look for mistakes, write nothing
  vertebra why guides/first-visit.md   where a page is published, or why it is not

Help for one command: vertebra build --help")]
pub struct Arguments {
    #[command(flatten)]
    pub site: SiteArguments,
    #[command(subcommand)]
    pub command: Command,
}

const EVERYWHERE: &str = "Options of every command";

/// What every command takes.
#[derive(Debug, Args)]
pub struct SiteArguments {
    /// The folder of the site: the one that holds the folder `content`
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "DIR", default_value = ".", hide_default_value = true)]
    #[arg(value_hint = ValueHint::DirPath)]
    pub root: PathBuf,
    /// Say less: only what is wrong
    #[arg(short, long, global = true, help_heading = EVERYWHERE, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more: every mistake, also when there are many of one kind
    #[arg(short, long, global = true, help_heading = EVERYWHERE)]
    pub verbose: bool,
    /// When to use colours; if you do not say, on a terminal only, and not where NO_COLOR is set
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "WHEN", default_value = "auto", hide_default_value = true)]
    pub color: ColorChoice,
}

/// When to print in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    Auto,
    Always,
    Never,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the site, in the folder public
    #[command(after_help = "\
The finished site is put in place all at once, and only if no mistake was found. Files that are the same as before are
not touched. Files that Vertebra did not write are never deleted.

Examples:
  vertebra build
  vertebra build --watch             and again whenever you save a file
  vertebra build --verify            is what is published what a build gives?
  vertebra build --release           for your readers: remembers every address
  vertebra build --drafts            also publish pages that say draft: true
  vertebra build --out /srv/www      into another folder
  vertebra build --date 2026-12-24   as if it were Christmas Eve")]
    Build(BuildArguments),
    /// Look for mistakes without writing anything
    #[command(after_help = "\
Looks at more than a build does: at every finished page as browsers and screen readers see it, at all pages beside each
other, and at the colors of the theme.

Examples:
  vertebra check
  vertebra check --strict            treat warnings as mistakes
  vertebra check --reading           how hard every page is to read
  vertebra check --external          ask other websites whether links still lead somewhere
  vertebra check --format github     for the robots of GitHub: see docs/formats.md")]
    Check(CheckAsked),
    /// Show the site in your browser while you write
    #[command(after_help = "\
Every page is shown as it will be published, and is loaded again when you save it. Drafts are shown too, and say that they
are drafts. The folder public is not touched. To end the preview, press Ctrl and C.

Examples:
  vertebra serve                      then open http://127.0.0.1:4000/
  vertebra serve --open               opens it for you
  vertebra serve --navigate           shows the page that you have just saved
  vertebra serve --date 2026-12-24    as it will be on Christmas Eve
  vertebra serve --built              shows the finished site in public, as a web server would")]
    Serve(ServeArguments),
    /// Start a new site, a new page or the page of a clinic
    #[command(subcommand, arg_required_else_help = true, disable_help_subcommand = true)]
    #[command(after_help = "\
Examples:
  vertebra new site my-clinic
  vertebra new page page \"Your first visit\" --in guides")]
    New(New),
    /// Say where a page is published, or exactly why it is not
    #[command(after_help = "\
Examples:
  vertebra why guides/first-visit.md
  vertebra why /guides/first-visit/
  vertebra why https://example.org/guides/first-visit/")]
    Why(WhyArguments),
    /// Say more about a message: what it means, what to do, why it matters
    #[command(after_help = "\
Examples:
  vertebra explain               all of them, by topic
  vertebra explain link-broken   the word in square brackets in a message")]
    Explain(ExplainArguments),
    /// List the pages that are not published today: drafts, scheduled and expired ones
    #[command(after_help = "\
Examples:
  vertebra list
  vertebra list drafts
  vertebra list --date 2026-12-24    as it will be on Christmas Eve")]
    List(ListArguments),
    /// Give a page another name or another address; links follow, and the old address leads to the new one
    #[command(after_help = moving::RENAME_HELP)]
    Rename(RenameArguments),
    /// Remove a page; its address is kept, and leads to another page or says that it is gone
    #[command(after_help = moving::REMOVE_HELP)]
    Remove(RemoveArguments),
    /// Mend what can be mended without changing what a page says
    #[command(after_help = editing::FIX_HELP)]
    Fix(FixArguments),
    /// Take back the last change that a command made to your files
    #[command(after_help = editing::UNDO_HELP)]
    Undo(UndoArguments),
    /// List the reviews that are due, or write down that a person has reviewed a page
    #[command(after_help = editing::REVIEW_HELP)]
    Review(ReviewArguments),
    /// List what will have to be done, by day
    #[command(after_help = editing::DUE_HELP)]
    Due(DueArguments),
    /// Check everything, show what visitors will see change, and publish the site
    #[command(after_help = editing::PUBLISH_HELP)]
    Publish(PublishArguments),
    /// Make a page from a document of Word or Google Docs
    #[command(after_help = writing::IMPORT_HELP)]
    Import(ImportArguments),
    /// Say what the files of the site may hold, in a form that editors know
    #[command(after_help = writing::SCHEMA_HELP)]
    Schema(SchemaArguments),
    /// Help while you write: the language server that editors such as VS Code start
    #[command(after_help = lsp::HELP)]
    Lsp(LspArguments),
    /// Print a script that completes commands when you press Tab
    #[command(after_help = "\
Example:
  vertebra completions bash > ~/.local/share/bash-completion/completions/vertebra")]
    Completions {
        /// The name of your shell
        shell: clap_complete::Shell,
    },
}

/// What is to be begun.
#[derive(Debug, Subcommand)]
pub enum New {
    /// Start a new site in a folder of its own
    #[command(after_help = "Examples:\n  vertebra new site my-clinic\n  vertebra new site my-notes --theme plain")]
    Site {
        /// The name of the folder to create
        #[arg(value_hint = ValueHint::DirPath)]
        name: PathBuf,
        /// The look of the site: one of the themes that come with Vertebra
        #[arg(long, value_parser = EMBEDDED, default_value = DEFAULT)]
        theme: String,
        /// Set up Visual Studio Code: it then completes and checks the settings while you type
        #[arg(long)]
        vscode: bool,
    },
    /// Start a new page, with all the fields that its type has
    #[command(after_help = writing::PAGE_HELP)]
    Page(NewPageArguments),
    /// Start the page of a clinic, with what is known of it
    #[command(after_help = writing::CLINIC_HELP)]
    Clinic(NewClinicArguments),
}

#[derive(Debug, Args)]
pub struct BuildArguments {
    /// The folder to publish into; if you do not say, public in the site's folder
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Publish into a folder that holds other files, and replace those in the way of a page; the others are kept
    #[arg(long)]
    pub force: bool,
    /// Go on after the build: keep the finished site right as you write, until you press Ctrl-C
    #[arg(long, conflicts_with = "format")]
    pub watch: bool,
    /// With --watch: look for changes every so many seconds, for folders on a network or in Windows seen from Linux
    #[arg(long, value_name = "SECONDS", requires = "watch", value_parser = parse_seconds)]
    pub poll: Option<Duration>,
    /// Write nothing: say which published files differ from what a build from nothing gives
    #[arg(long, conflicts_with_all = ["watch", "force", "format"])]
    pub verify: bool,
    /// Publish for readers: every address is kept in content/addresses.yaml, so that none is ever lost
    #[arg(long, conflicts_with_all = ["watch", "verify", "drafts"])]
    pub release: bool,
    #[command(flatten)]
    pub common: CheckArguments,
}

#[derive(Debug, Args)]
pub struct ServeArguments {
    /// The number at the end of the address; if another program has it, the next one is taken
    #[arg(long, value_name = "PORT", default_value_t = 4000)]
    pub port: u16,
    /// The address to answer at; 0.0.0.0 lets every computer in your network see the site, drafts too
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub bind: IpAddr,
    /// Open the site in your browser
    #[arg(long)]
    pub open: bool,
    /// Take the browser to the page that you save
    #[arg(long)]
    pub navigate: bool,
    /// What a click with Alt held starts, such as: code -g {file}:{line}
    #[arg(long, value_name = "COMMAND", value_hint = ValueHint::CommandString)]
    pub editor: Option<String>,
    /// Look for changes every so many seconds, for folders on other computers, which tell nobody
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    pub poll: Option<Duration>,
    /// Show the finished site as a web server would, instead of the one you are writing
    #[arg(long, conflicts_with_all = ["navigate", "editor", "poll", "date"])]
    pub built: bool,
    /// The folder of the finished site; if you do not say, public in the site's folder
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath, requires = "built")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub day: DayArguments,
    #[command(flatten)]
    pub threads: ThreadArguments,
}

#[derive(Debug, Args)]
pub struct WhyArguments {
    /// A file, such as guides/first-visit.md, or an address, such as /guides/first-visit/
    #[arg(value_name = "PATH-or-URL", value_hint = ValueHint::FilePath)]
    pub query: String,
    #[command(flatten)]
    pub day: DayArguments,
}

#[derive(Debug, Args)]
pub struct ListArguments {
    /// Only these pages
    pub which: Option<Which>,
    #[command(flatten)]
    pub day: DayArguments,
}

/// A kind of page that is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Which {
    Drafts,
    Scheduled,
    Expired,
    /// Translations that wait for a review, or are out of date
    Translations,
}

fn parse_seconds(text: &str) -> Result<Duration, &'static str> {
    let number = text.parse().ok().filter(|number| (0.1..=3600.0).contains(number));
    number.map(Duration::from_secs_f64).ok_or("write a number of seconds from 0.1 to 3600, such as 2")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }
}
