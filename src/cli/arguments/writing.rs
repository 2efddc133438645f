//! What can be typed for the commands that help with writing: `schema`, `import`, `new clinic`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::DayArguments;

#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// Which one: site, page, a type of page, data/people, theme; if you do not say, all of them
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Write files into this folder instead of printing; files of an earlier time are replaced
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Write everything that Visual Studio Code needs into .vscode in the site's folder
    #[arg(long, conflicts_with_all = ["name", "out"])]
    pub vscode: bool,
}

/// What stands below the help of `schema`.
pub const SCHEMA_HELP: &str = "\
A schema says what a file may hold, in a form that editors know: they complete names, show what each field is for, and
underline mistakes while you type. More in docs/editors.md.

Examples:
  vertebra schema                      lists the schemas of this site
  vertebra schema clinic               prints the one for pages of the type clinic
  vertebra schema --out schemas        writes all of them into the folder schemas
  vertebra schema --vscode             sets up Visual Studio Code, and again after a change of the theme";

#[derive(Debug, Args)]
pub struct ImportArguments {
    /// The document: a .docx or .html file
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// The folder inside `content` to put the page in
    #[arg(long = "in", value_name = "FOLDER", default_value = "", hide_default_value = true)]
    pub folder: String,
    /// What kind of page; if you do not say, the one that site.yaml gives to the folder, else page
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Option<String>,
    /// The title; if you do not say, the one of the document
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// Write nothing: show the page and what would be left out
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub day: DayArguments,
}

/// What stands below the help of `import`.
pub const IMPORT_HELP: &str = "\
Headings, lists, tables, links, bold and italic, notes and pictures are kept. Everything else is left out, and told line by
line. The page starts as a draft. Files that exist are never replaced. More in docs/importing.md.

Examples:
  vertebra import \"First visit.docx\" --in guides
  vertebra import Soreness.html --in guides --type guide --title \"Soreness after a massage\"
  vertebra import report.docx --dry-run      shows the page, writes nothing";
