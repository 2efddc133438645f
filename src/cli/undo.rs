//! `vertebra undo`: takes back the last change to files of the site that a command made, and says of changes that were
//! cut off what became of them.

use super::arguments::{Command, New, SiteArguments};
use super::failure::{Exit, Failure};
use super::terminal::Terminal;
use vertebra_disk::transaction::{self, Recovered, Recovery};
use vertebra_disk::{address_book, read};
use vertebra_site::addresses;

/// Takes the last change back.
pub fn run(site: &SiteArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    read::check_site(&site.root)?;
    let undone = transaction::undo(&site.root)?;
    if undone.files.iter().any(|file| file.as_str() == addresses::FILE) {
        // What is taken back here is taken back on purpose.
        let _ = address_book::keep(&site.root, addresses::FILE);
    }
    let files: String = undone.files.iter().map(|path| format!("  {path}\n")).collect();
    if !terminal.quiet {
        let command = undone.command;
        terminal.result(&format!("{files}What \"vertebra {command}\" had changed is as it was before.\n"));
    }
    Ok(Exit::Fine)
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
        Recovery::TakenBack => "; its changes have been taken back",
        Recovery::NotBegun => " before it changed anything",
    };
    let mut text = format!("\"vertebra {}\" was interrupted{what}.\n", recovered.command);
    for path in &recovered.left {
        let copy = recovered.copies.join(path.as_str());
        text += &format!(
            "{path} has been changed since and was left alone; what it said before is in {}\n",
            copy.display()
        );
    }
    text
}
