//! What is done when a site is published for good: its addresses are put into the address book.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::terminal::Terminal;
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_disk::address_book;
use vertebra_disk::transaction::Transaction;
use vertebra_edit::{FileEdit, FileEdits};
use vertebra_engine::{AddressUpdate, Build};
use vertebra_site::addresses;

/// Refuses to publish when the address book has lost what it kept when the site was last published from this computer: it was
/// removed, or cut short.
pub fn check_book(root: &Path, build: &Build) -> Result<(), Failure> {
    let book = &build.site().book;
    let Some(before) = address_book::copy(root).filter(|_| !book.damaged) else { return Ok(()) };
    let (file, copy) = (addresses::FILE, address_book::COPY);
    let is_there = |url: &UrlPath| build.site().plan.at(url).is_some();
    let forgotten = addresses::forgotten(&before, book, &is_there);
    let Some(first) = forgotten.first() else { return Ok(()) };
    let message = if book.exists {
        let more = forgotten.len() - 1;
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{file} no longer lists some addresses that it listed when you last published: {first}{more}")
    } else {
        format!("{file} is missing; it records every address ever published, so that none is lost")
    };
    let help = format!(
        "restore its last version: git checkout -- {file}\nor copy {copy} to {file}; the copy was made when you last published\n\
         to drop the missing addresses on purpose, delete {copy}"
    );
    Err(Failure::Usage { message, help })
}

/// The address book with the addresses of a site that is about to be published, ready to be put in place.
pub struct PreparedAddressBook {
    root: PathBuf,
    transaction: Transaction,
    /// How many addresses are new; none where the book says all already.
    new: Option<usize>,
}

impl PreparedAddressBook {
    /// Makes the new book ready, for the command that is to be named when it is cut off. To be called before the site is
    /// published: what keeps the book from being written then keeps the site from being published.
    pub fn prepare(root: &Path, build: &Build, command: &str) -> Result<Self, Failure> {
        let path = SourcePath::new(addresses::FILE);
        let (edits, new) = match build.recorded() {
            AddressUpdate::Same => (Vec::new(), None),
            AddressUpdate::New { text, count } => {
                let before = build.snapshot().get(&path).cloned();
                (vec![FileEdit::Write { path, before, after: text.into_bytes() }], Some(count))
            }
            AddressUpdate::Refused { message, help } => return Err(Failure::Usage { message, help }),
        };
        // What is online is a fact: no undo takes it out of the book.
        let transaction = Transaction::prepare_for_good(root, &FileEdits::new(command, edits))?;
        Ok(PreparedAddressBook { root: root.to_owned(), transaction, new })
    }

    /// Puts the book in place, once the site was published.
    pub fn record(self, terminal: &Terminal) -> Result<(), Failure> {
        let file = addresses::FILE;
        self.transaction.commit().map_err(|error| Failure::Usage {
            message: format!("the site was built, but its addresses were not added to {file}: {error}"),
            help: "fix this, then run: vertebra build --release".to_owned(),
        })?;
        // The copy is only there in case of an accident: without it, nothing is lost.
        let _ = address_book::keep(&self.root, file);
        if let Some(new) = self.new.filter(|_| !terminal.quiet) {
            let what = match new {
                0 => "changes to known addresses".to_owned(),
                1 => "1 new address".to_owned(),
                new => format!("{new} new addresses"),
            };
            terminal.result(&format!("{file}: recorded {what}. Keep this file with the site.\n"));
        }
        Ok(())
    }
}
