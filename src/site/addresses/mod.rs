//! The address book of a site, `content/addresses.yaml`: every address that was ever published, those that are gone, and
//! where old ones lead now. Reads the file, changes its text, and turns all old addresses into one list of redirects.
//!
//! Knows texts and addresses only: what stands at an address today is told by whoever asks.

mod book;
mod flatten;
mod lines;
mod redirect;
mod words;
mod write;

pub use book::{AddressBook, Gone, RedirectEntry, forgotten, read};
pub use flatten::{AddressState, Old, flatten};
pub use lines::{PublishedAddress, plain, written};
pub use redirect::{Origin, Redirect, RedirectTarget, Redirects};
pub use vertebra_schema::address_book::FILE;
pub use words::MinHash;
pub use write::{AddressBookChange, change};
