//! What can be typed for the commands that help with writing: `schema`, `import`, `new clinic`.

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
  vertebra schema clinic               print the schema for pages of the type clinic
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
  vertebra import Soreness.html --in guides --type guide --title \"Soreness after a massage\"
  vertebra import report.docx --dry-run      show the page, write nothing";

#[derive(Debug, Args)]
pub struct NewPageArguments {
    /// Page type: page, or another type of your theme; in a terminal you are asked
    #[arg(value_name = "TYPE")]
    pub kind: Option<String>,
    /// Title, in quotation marks; the file is named after it
    pub title: Option<String>,
    /// Folder in `content/` for the page
    #[arg(long = "in", value_name = "FOLDER")]
    pub folder: Option<String>,
    #[command(flatten)]
    pub day: DayArguments,
}

/// The text after the options of `new page`.
pub const PAGE_HELP: &str = "\
In a terminal, you are asked for anything you leave out. The page starts as a draft: to publish it, delete the line
draft: true.

Examples:
  vertebra new page                                            ask for everything
  vertebra new page page \"Your first visit\" --in guides
  vertebra new page technique \"Deep tissue massage\" --in techniques";

#[derive(Debug, Args)]
pub struct NewClinicArguments {
    /// Name of the clinic, in quotation marks
    pub name: Option<String>,
    /// Folder in `content/` for the page [default: the folder of the other clinics]
    #[arg(long = "in", value_name = "FOLDER")]
    pub folder: Option<String>,
    /// Phone number
    #[arg(long, value_name = "NUMBER")]
    pub phone: Option<String>,
    /// Street and number
    #[arg(long, value_name = "STREET")]
    pub street: Option<String>,
    /// City or town
    #[arg(long, value_name = "CITY")]
    pub city: Option<String>,
    /// State or region, such as CA
    #[arg(long, value_name = "STATE")]
    pub state: Option<String>,
    /// ZIP code
    #[arg(long, value_name = "CODE")]
    pub postcode: Option<String>,
    /// Country: its two-letter code
    #[arg(long, value_name = "COUNTRY")]
    pub country: Option<String>,
    /// Opening hours, with semicolons between days
    #[arg(long, value_name = "HOURS")]
    pub hours: Option<String>,
    #[command(flatten)]
    pub day: DayArguments,
}

/// The text after the options of `new clinic`.
pub const CLINIC_HELP: &str = "\
In a terminal, you are asked for anything you leave out. If something is not known, press Enter: the page then says that it
is not known. Numbers and times are checked as you type them. The page starts as a draft.

Examples:
  vertebra new clinic
  vertebra new clinic \"Example Clinic\" --phone \"(310) 555-0100\" --city \"Santa Monica\" --state CA --country US
  vertebra new clinic \"Example Clinic\" --hours \"mon-fri: 9:00 am - 5:00 pm; sat: by appointment; sun: closed\"";
