//! What is done once a site is published for good: its addresses are put into the address book.

use std::path::Path;

use super::failure::Failure;
use super::terminal::Terminal;
use crate::addresses;
use crate::build::{Build, Recorded};
use crate::disk::texts;

/// Puts every address of a published site into `content/addresses.yaml`. To be called after the site was published, by
/// every command that does so for readers.
pub fn record(root: &Path, build: &Build, terminal: &Terminal) -> Result<(), Failure> {
    match build.recorded() {
        Recorded::Same => Ok(()),
        Recorded::New { text, count } => write(root, &text, count, terminal),
        Recorded::Refused { message, help } => Err(Failure::Asked { message, help }),
    }
}

fn write(root: &Path, text: &str, new: usize, terminal: &Terminal) -> Result<(), Failure> {
    let file = addresses::FILE;
    texts::replace(&root.join(file), text.as_bytes()).map_err(|cause| Failure::Asked {
        message: format!("the site was built, but {file} cannot be written: {cause}"),
        help: "allow your account to write there, then run: vertebra build --release".to_owned(),
    })?;
    if !terminal.quiet {
        let what = match new {
            0 => "changes to known addresses".to_owned(),
            1 => "1 new address".to_owned(),
            new => format!("{new} new addresses"),
        };
        terminal.result(&format!("{file} keeps {what}. Keep this file with the site.\n"));
    }
    Ok(())
}
