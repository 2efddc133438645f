//! What is done when a site is published for good: its addresses are put into the address book.

use std::path::Path;

use super::failure::Failure;
use super::terminal::Terminal;
use vertebra_base::path::SourcePath;
use vertebra_disk::transaction::Transaction;
use vertebra_edit::{FileEdit, FileEdits};
use vertebra_engine::{Build, Recorded};
use vertebra_site::addresses;

/// The address book with the addresses of a site that is about to be published, ready to be put in place.
pub struct Book {
    transaction: Transaction,
    /// How many addresses are new; none where the book says all already.
    new: Option<usize>,
}

impl Book {
    /// Makes the new book ready, for the command that is to be named when it is undone. To be called before the site is
    /// published: what keeps the book from being written then keeps the site from being published.
    pub fn prepare(root: &Path, build: &Build, command: &str) -> Result<Self, Failure> {
        let path = SourcePath::new(addresses::FILE);
        let (edits, new) = match build.recorded() {
            Recorded::Same => (Vec::new(), None),
            Recorded::New { text, count } => {
                let before = build.snapshot().get(&path).cloned();
                (vec![FileEdit::Write { path, before, after: text.into_bytes() }], Some(count))
            }
            Recorded::Refused { message, help } => return Err(Failure::Asked { message, help }),
        };
        let transaction = Transaction::prepare(root, &FileEdits::new(command, edits))?;
        Ok(Book { transaction, new })
    }

    /// Puts the book in place, once the site was published.
    pub fn record(self, terminal: &Terminal) -> Result<(), Failure> {
        let file = addresses::FILE;
        self.transaction.commit().map_err(|error| Failure::Asked {
            message: format!("the site was built, but its addresses were not added to {file}: {error}"),
            help: "once that is solved, run: vertebra build --release".to_owned(),
        })?;
        if let Some(new) = self.new.filter(|_| !terminal.quiet) {
            let what = match new {
                0 => "changes to known addresses".to_owned(),
                1 => "1 new address".to_owned(),
                new => format!("{new} new addresses"),
            };
            terminal.result(&format!("{file} keeps {what}. Keep this file with the site.\n"));
        }
        Ok(())
    }
}
