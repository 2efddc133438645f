//! What can be typed for the commands that help with writing: `schema`, `import`, `new page`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::common::DayArguments;

#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// Which schema: site, page, a page type, data/people, theme [default: list all]
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Write files into this folder instead of printing; earlier schema files are replaced
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Write everything that Visual Studio Code needs into .vscode/ in the site folder
    #[arg(long, conflicts_with_all = ["name", "out"])]
    pub vscode: bool,
}

/// The text after the options of `schema`.
pub const SCHEMA_HELP: &str = "\
A JSON Schema describes what a file may contain. With it, editors complete names, show what each field is for, and
underline mistakes while you type. See docs/editors.md.

Examples:
  vertebra schema                      list the schemas of this site
  vertebra schema article              print the schema for pages of the type article
  vertebra schema --out schemas        write all schemas into the folder schemas
  vertebra schema --vscode             set up Visual Studio Code; run it again when the theme changes";

#[derive(Debug, Args)]
pub struct ImportArguments {
    /// The document: a .docx or .html file
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Folder in `content/` for the page
    #[arg(long = "in", value_name = "FOLDER", default_value = "", hide_default_value = true)]
    pub folder: String,
    /// Page type [default: the folder's type in site.yaml, else page]
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Option<String>,
    /// Title [default: the title of the document]
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// Show the page and what would be left out, without writing anything
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub day: DayArguments,
}

/// The text after the options of `import`.
pub const IMPORT_HELP: &str = "\
Headings, lists, tables, links, bold, italic, footnotes and images are kept. Everything else is left out and listed. The page
starts as a draft. Existing files are never overwritten. See docs/importing.md.

Examples:
  vertebra import \"First visit.docx\" --in guides
  vertebra import Soreness.html --in guides --type article --title \"Sore the day after\"
  vertebra import report.docx --dry-run      show the page, write nothing";

#[derive(Debug, Clone, Args)]
pub struct NewPageArguments {
    /// Page type: page, or another type of your theme; in a terminal you are asked
    #[arg(value_name = "TYPE")]
    pub kind: Option<String>,
    /// Title, in quotation marks; the file is named after it
    pub title: Option<String>,
    /// Folder in `content/` for the page; it may be a new one [default: where pages of the type are]
    #[arg(long = "in", value_name = "FOLDER")]
    pub folder: Option<String>,
    /// Value of a field of the type; can be repeated. `--phone VALUE` is short for `--set phone=VALUE`
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    pub fields: Vec<String>,
    #[command(flatten)]
    pub day: DayArguments,
}

/// The text after the options of `new page`.
pub const PAGE_HELP: &str = "\
In a terminal, you are asked for anything you leave out, and for what pages of the type must have. If you do not know
something, press Enter: the page then says so. Values are checked as you type them. The page starts as a draft: to publish it,
delete the line draft: true.

Examples:
  vertebra new page                                            ask for everything
  vertebra new page page \"Your first visit\" --in guides
  vertebra new article \"Your first visit\"                      the word page can be left out
  vertebra new page article \"Opening soon\" --set author=ana    with a field of the type";
