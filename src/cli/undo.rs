//! `vertebra undo`: takes back the last change to files of the site that a command made, and says of changes that were
//! cut off what became of them.

use super::arguments::{Command, New, SiteArguments, UndoArguments};
use super::failure::{Exit, Failure};
use super::terminal::Terminal;
use vertebra_disk::read;
use vertebra_disk::transaction::{self, ChangedFile, Recovered, Recovery, Undone};

/// Takes the last change back.
pub fn run(site: &SiteArguments, asked: &UndoArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    read::check_site(&site.root)?;
    let undone = match asked.keep_changed {
        true => transaction::undo_the_rest(&site.root)?,
        false => transaction::undo(&site.root)?,
    };
    if !terminal.quiet {
        terminal.result(&taken_back(&undone));
    }
    Ok(Exit::Fine)
}

/// The files, and `Undone: "vertebra fix".`
fn taken_back(undone: &Undone) -> String {
    let command = &undone.command;
    let files: String = undone.files.iter().map(|path| format!("  {path}\n")).collect();
    if undone.left.is_empty() {
        return format!("{files}Undone: \"vertebra {command}\".\n");
    }
    let left: String = undone.left.iter().map(|changed| format!("  {}\n", changed.file)).collect();
    let copies: String = undone.left.iter().filter_map(ChangedFile::copied).map(|copied| copied + "\n").collect();
    let what = match undone.files.is_empty() {
        true => format!("\"vertebra {command}\" was not undone, because you have changed these files since:"),
        false => format!("The rest of \"vertebra {command}\" was undone. Changed since, and not undone:"),
    };
    format!("{files}{what}\n{left}{copies}")
}

/// Finishes or takes back what an earlier command was cut off in, before anything else reads or writes the site.
pub fn recover(site: &SiteArguments, command: &Command, terminal: &Terminal) -> Result<(), Failure> {
    let needs_no_site =
        matches!(command, Command::Explain(_) | Command::Completions { .. } | Command::New(New::Site { .. }));
    if needs_no_site {
        return Ok(());
    }
    if let Some(recovered) = transaction::recover(&site.root)? {
        terminal.remark(&told(&recovered));
    }
    Ok(())
}

/// `"vertebra rename a.md b.md" was interrupted; its change is now complete.`
fn told(recovered: &Recovered) -> String {
    let what = match recovered.outcome {
        Recovery::Finished => "; its change is now complete",
        Recovery::TakenBack => "; its changes have been undone",
        Recovery::NotBegun => " before it changed anything",
    };
    let mut text = format!("\"vertebra {}\" was interrupted{what}.\n", recovered.command);
    for path in &recovered.left {
        let copy = recovered.copies.join(path.as_str());
        text += &format!(
            "{path} has been changed since and was left as it is; its earlier version is in {}\n",
            copy.display()
        );
    }
    text
}
