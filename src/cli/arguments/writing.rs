//! What can be typed for the commands that help with writing: `schema`, `import`, `new clinic`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::common::DayArguments;

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

#[derive(Debug, Args)]
pub struct NewPageArguments {
    /// What kind of page: page, or another type that your theme knows; on a terminal you are asked
    #[arg(value_name = "TYPE")]
    pub kind: Option<String>,
    /// The title, in quotation marks; the file is named after it
    pub title: Option<String>,
    /// The folder inside `content` to put it in
    #[arg(long = "in", value_name = "FOLDER")]
    pub folder: Option<String>,
    #[command(flatten)]
    pub day: DayArguments,
}

/// What stands below the help of `new page`.
pub const PAGE_HELP: &str = "\
On a terminal you are asked for what you have not typed. The page starts as a draft and is not published before you remove
the line draft: true.

Examples:
  vertebra new page                                            asks for everything
  vertebra new page page \"Your first visit\" --in guides
  vertebra new page technique \"Deep tissue massage\" --in techniques";

#[derive(Debug, Args)]
pub struct NewClinicArguments {
    /// What the clinic is called, in quotation marks
    pub name: Option<String>,
    /// The folder inside `content` to put it in; if you do not say, that of the other clinics
    #[arg(long = "in", value_name = "FOLDER")]
    pub folder: Option<String>,
    /// Its telephone number
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
    /// Country, its two letters
    #[arg(long, value_name = "COUNTRY")]
    pub country: Option<String>,
    /// Opening hours, with semicolons between days
    #[arg(long, value_name = "HOURS")]
    pub hours: Option<String>,
    #[command(flatten)]
    pub day: DayArguments,
}

/// What stands below the help of `new clinic`.
pub const CLINIC_HELP: &str = "\
On a terminal you are asked for what you have not typed; an empty answer means that nobody knows, and the page says so.
Numbers and times are checked as they are typed. The page starts as a draft.

Examples:
  vertebra new clinic
  vertebra new clinic \"Example Clinic\" --phone \"(310) 555-0100\" --city \"Santa Monica\" --state CA --country US
  vertebra new clinic \"Example Clinic\" --hours \"mon-fri: 9:00 am - 5:00 pm; sat: by appointment; sun: closed\"";
