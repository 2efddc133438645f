//! `vertebra new site`: a small complete site to begin with.

use std::path::Path;

use jiff::Zoned;

use super::arguments::SiteArguments;
use super::failure::{Exit, Failure};
use super::scaffold::{self, ScaffoldNames};
use super::schema::set_up_vscode;
use super::terminal::Terminal;
use vertebra_disk::transaction::create_site;
use vertebra_edit::{FileEdit, FileEdits};

/// Writes the files of a new site.
pub fn run(
    site: &SiteArguments,
    (name, theme, vscode): (&Path, &str, bool),
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let Some(title) = title_of(name) else {
        return Err(Failure::Usage {
            message: format!("\"{}\" is not a valid folder name", name.display()),
            help: "write a name such as: vertebra new site my-clinic".to_owned(),
        });
    };
    let folder = site.root.join(name);
    let now = Zoned::now();
    let time_zone = now.time_zone().iana_name().unwrap_or("Etc/UTC");
    let files = scaffold::files(&ScaffoldNames { title: &title, time_zone, today: now.date(), theme });
    let edits = files.into_iter().map(|(path, text)| FileEdit::create(path, text)).collect();
    create_site(&folder, &FileEdits::new("new site", edits))?;
    let told = if vscode { set_up_vscode(&folder)? } else { String::new() };
    if !terminal.quiet {
        let folder = folder.strip_prefix(".").unwrap_or(&folder).display();
        terminal.result(&format!(
            "Created a new site in {folder}/. Its texts are in {folder}/content/.\n{told}To preview it, run: vertebra serve --root {folder}\n"
        ));
    }
    Ok(Exit::Fine)
}

/// `my-clinic` is called "My clinic".
fn title_of(name: &Path) -> Option<String> {
    let words = name.file_name()?.to_str()?.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}
