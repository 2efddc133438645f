//! What can be typed, and the help that explains it.

mod checking;
mod common;
mod editing;
mod lsp;
mod moving;
mod theme;
mod writing;

pub use checking::{CheckAsked, ExplainArguments, ExternalArguments};
pub use common::{CheckArguments, DayArguments, Format, ThreadArguments};
pub use editing::{DueArguments, FixArguments, ListFormat, PublishArguments, ReviewArguments, UndoArguments};
pub use lsp::LspArguments;
pub use moving::{HowArguments, RemoveArguments, RenameArguments};
pub use theme::{ThemeCheckArguments, ThemeCommand};
pub use writing::{ImportArguments, NewPageArguments, SchemaArguments};

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use vertebra_schema::config::default_theme;
use vertebra_schema::theme::EMBEDDED;

/// Build a website from a folder of text files.
#[derive(Debug, Parser)]
#[command(name = "vertebra", version, arg_required_else_help = true, disable_help_subcommand = true)]
#[command(after_help = "\
Examples:
  vertebra new site my-site            start a new site in the folder my-site
  vertebra build                       build the site into public/
  vertebra serve                       preview the site in your browser while you write
  vertebra check                       check for problems, write nothing
  vertebra why guides/first-visit.md   show where a page is published, or why it is not

Help for one command: vertebra build --help")]
pub struct Arguments {
    #[command(flatten)]
    pub site: SiteArguments,
    #[command(subcommand)]
    pub command: Command,
}

const EVERYWHERE: &str = "Global options";

/// The options of every command.
#[derive(Debug, Args)]
pub struct SiteArguments {
    /// Site folder: the folder that contains `content/`
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "DIR", default_value = ".", hide_default_value = true)]
    #[arg(value_hint = ValueHint::DirPath)]
    pub root: PathBuf,
    /// Print less: problems only
    #[arg(short, long, global = true, help_heading = EVERYWHERE, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print more: every problem, even when there are many of one kind
    #[arg(short, long, global = true, help_heading = EVERYWHERE)]
    pub verbose: bool,
    /// When to use color [default: auto: in a terminal, unless NO_COLOR is set]
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "WHEN", default_value = "auto", hide_default_value = true)]
    pub color: ColorChoice,
}

/// When to print in color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    Auto,
    Always,
    Never,
}

/// The command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site into public/
    #[command(after_help = "\
The site is written all at once, and only if there are no errors. Unchanged files are not touched. Files not created by
Vertebra are never deleted.

Examples:
  vertebra build
  vertebra build --watch             build again whenever you save a file
  vertebra build --verify            compare the output with a clean build
  vertebra build --release           for your readers: records every address
  vertebra build --drafts            include drafts; written to .vertebra/public-with-drafts/
  vertebra build --out /srv/www      write to another folder
  vertebra build --date 2026-12-24   as if today were Christmas Eve")]
    Build(BuildArguments),
    /// Check the whole site for problems, without writing anything
    #[command(after_help = "\
Checks more than a build does: each finished page as browsers and screen readers see it, all pages compared with each
other, and the theme's colors.

Examples:
  vertebra check
  vertebra check --strict            treat warnings as errors
  vertebra check --reading           show how hard each page is to read
  vertebra check --external          check links to other websites
  vertebra check --format github     annotations in GitHub Actions: see docs/formats.md")]
    Check(CheckAsked),
    /// Preview the site in your browser while you write
    #[command(after_help = "\
Pages are shown as they will be published, and reload when you save them. Drafts are shown too, and are marked as drafts.
The folder public/ is not touched. To stop the preview, press Ctrl-C.

Examples:
  vertebra serve                      then open http://127.0.0.1:4000/
  vertebra serve --open               open it in your browser
  vertebra serve --navigate           show each page when you save it
  vertebra serve --date 2026-12-24    show the site as it will be on Christmas Eve
  vertebra serve --built              serve the built site in public/ as a web server would")]
    Serve(ServeArguments),
    /// Create a site, or a page of one of your theme's types
    #[command(subcommand, arg_required_else_help = true, disable_help_subcommand = true)]
    #[command(after_help = "\
Examples:
  vertebra new site my-site
  vertebra new page                                 ask for everything
  vertebra new article \"Your first visit\"           a page of a type that your theme has
  vertebra new page article \"Your first visit\"      the same

Page types are those of your theme. To choose from a list of them, run: vertebra new page
Without a terminal, vertebra schema lists them.")]
    New(New),
    /// Show where a page is published, or why it is not
    #[command(after_help = "\
Examples:
  vertebra why guides/first-visit.md
  vertebra why /guides/first-visit/
  vertebra why https://example.org/guides/first-visit/")]
    Why(WhyArguments),
    /// Explain a message: what it means, how to fix it, why it matters
    #[command(after_help = "\
Examples:
  vertebra explain               list all codes by topic
  vertebra explain link-broken   explain the code in square brackets in a message")]
    Explain(ExplainArguments),
    /// List unpublished pages: drafts, scheduled, expired, and translations awaiting review
    #[command(after_help = "\
Examples:
  vertebra list
  vertebra list drafts
  vertebra list --date 2026-12-24    as it will be on Christmas Eve")]
    List(ListArguments),
    /// Rename or move a page; links are updated and the old address redirects
    #[command(after_help = moving::RENAME_HELP)]
    Rename(RenameArguments),
    /// Remove a page; redirect its address or mark it as gone
    #[command(after_help = moving::REMOVE_HELP)]
    Remove(RemoveArguments),
    /// Fix problems automatically, without changing what a page says
    #[command(after_help = editing::FIX_HELP)]
    Fix(FixArguments),
    /// Undo the last change that a command made to your files
    #[command(after_help = editing::UNDO_HELP)]
    Undo(UndoArguments),
    /// List reviews that are due, or record that someone reviewed a page
    #[command(after_help = editing::REVIEW_HELP)]
    Review(ReviewArguments),
    /// List upcoming tasks by date: reviews, holidays, pages that appear or expire
    #[command(after_help = editing::DUE_HELP)]
    Due(DueArguments),
    /// Check the site, show what will change for visitors, and write it to public/ for upload
    #[command(after_help = editing::PUBLISH_HELP)]
    Publish(PublishArguments),
    /// Create a draft page from a Word or Google Docs document
    #[command(after_help = writing::IMPORT_HELP)]
    Import(ImportArguments),
    /// Print JSON Schemas for the site's files, for completion in text editors
    #[command(after_help = writing::SCHEMA_HELP)]
    Schema(SchemaArguments),
    /// List the theme's files, copy one to change it, or check a theme
    #[command(subcommand, arg_required_else_help = true, disable_help_subcommand = true, after_help = theme::HELP)]
    Theme(ThemeCommand),
    /// Run the language server (started by VS Code and other editors)
    #[command(after_help = lsp::HELP)]
    Lsp(LspArguments),
    /// Print a script that completes commands when you press Tab
    #[command(after_help = "\
Example:
  vertebra completions bash > ~/.local/share/bash-completion/completions/vertebra")]
    Completions {
        /// Your shell
        shell: clap_complete::Shell,
    },
}

/// What to create.
#[derive(Debug, Subcommand)]
pub enum New {
    /// Create a site in a new folder
    #[command(after_help = "Examples:\n  vertebra new site my-site\n  vertebra new site my-notes --theme plain")]
    Site {
        /// The name of the folder to create
        #[arg(value_hint = ValueHint::DirPath)]
        name: PathBuf,
        /// Theme of the site: one of the themes included with Vertebra
        #[arg(long, value_parser = EMBEDDED, default_value = default_theme())]
        theme: String,
        /// Set up Visual Studio Code to complete and check the settings while you type
        #[arg(long)]
        vscode: bool,
    },
    /// Create a page with all the fields of its type
    #[command(after_help = writing::PAGE_HELP)]
    Page(NewPageArguments),
}

#[derive(Debug, Args)]
pub struct BuildArguments {
    /// Output folder [default: public/ in the site folder; with --drafts, .vertebra/public-with-drafts/]
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Write into a folder that contains other files; overwrite those that conflict with the site, keep the rest
    #[arg(long)]
    pub force: bool,
    /// Rebuild whenever a file changes, until you press Ctrl-C
    #[arg(long, conflicts_with = "format")]
    pub watch: bool,
    /// With --watch: check for changes every SECONDS seconds (for network folders, or Windows folders under WSL)
    #[arg(long, value_name = "SECONDS", requires = "watch", value_parser = parse_seconds)]
    pub poll: Option<Duration>,
    /// Write nothing; list output files that differ from a clean build
    #[arg(long, conflicts_with_all = ["watch", "force", "format"])]
    pub verify: bool,
    /// Also record every address in content/addresses.yaml, so that none can be lost
    #[arg(long, conflicts_with_all = ["watch", "verify", "drafts"])]
    pub release: bool,
    #[command(flatten)]
    pub common: CheckArguments,
}

#[derive(Debug, Args)]
pub struct ServeArguments {
    /// Port to listen on; if it is in use, the next free port
    #[arg(long, value_name = "PORT", default_value_t = 4000, value_parser = parse_port)]
    pub port: u16,
    /// IP address to listen on; 0.0.0.0 shows the site, including drafts, to your whole network
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", value_parser = parse_bind)]
    pub bind: IpAddr,
    /// Another host name to answer to: of this computer in your network, of a proxy or a tunnel; can be repeated
    #[arg(long = "allow-host", value_name = "NAME")]
    pub allow_hosts: Vec<String>,
    /// Open the site in your browser
    #[arg(long)]
    pub open: bool,
    /// Go to each page in the browser when you save it
    #[arg(long)]
    pub navigate: bool,
    /// Editor command for Alt+click, for example: code -g {file}:{line}
    #[arg(long, value_name = "COMMAND", value_hint = ValueHint::CommandString)]
    pub editor: Option<String>,
    /// Check for changes every SECONDS seconds (for network folders)
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    pub poll: Option<Duration>,
    /// Serve the built site as a web server would, instead of the preview
    #[arg(long, conflicts_with_all = ["navigate", "editor", "poll", "date"])]
    pub built: bool,
    /// Folder of the built site [default: public/ in the site folder]
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
    /// List only these pages
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
    /// Translations that await review or are out of date
    Translations,
}

/// `localhost` is what people call the address 127.0.0.1.
fn parse_bind(text: &str) -> Result<IpAddr, &'static str> {
    if text.eq_ignore_ascii_case("localhost") {
        return Ok(IpAddr::from([127, 0, 0, 1]));
    }
    text.trim_matches(['[', ']'])
        .parse()
        .map_err(|_| "use an IP address of this computer, such as 127.0.0.1, or localhost")
}

fn parse_port(text: &str) -> Result<u16, &'static str> {
    text.parse().map_err(|_| "use a number from 1 to 65535, such as 4000; 0 takes any free port")
}

fn parse_seconds(text: &str) -> Result<Duration, &'static str> {
    let number = text.parse().ok().filter(|number| (0.1..=3600.0).contains(number));
    number.map(Duration::from_secs_f64).ok_or("use a number of seconds from 0.1 to 3600, such as 2")
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
