//! What can be typed for the commands that help with writing: `schema`, `import`, `new clinic`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

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
