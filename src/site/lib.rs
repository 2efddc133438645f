//! All files to a `Site`: addresses and their collisions, sections and their order, terms, series, data, links.
//!
//! Derives, never patches. Each phase is a type that is made of the one before it and holds it unchanged: the `Parts`, an
//! `Addressed` site, its `Catalog` (with the plan), the linked `Site`. A `markdown::Page` stays as it was read; what
//! follows from the others stands beside it.

mod address;
mod addressed;
pub mod addresses;
mod addressing;
pub mod agenda;
mod catalog;
mod contacts;
mod demanded;
mod drawn;
mod exchange;
mod find;
mod gather;
mod hidden;
mod index;
mod languages;
mod leads;
mod length;
mod linking;
mod listing;
mod lists;
mod lost;
mod lost_words;
mod model;
mod phases;
mod pictures;
pub mod plan;
mod published;
mod redirects;
mod references;
mod resolve;
mod review;
mod searched;
mod site;
mod structure;
mod suggestion;
mod taxonomy;
pub mod track;
mod translated;
mod versions;

pub use addressed::Addressed;
pub use addressing::Parts;
pub use catalog::Catalog;
pub use drawn::{CARD_TEMPLATE, ICONS, MANIFEST};
pub use exchange::Exchanged;
pub use hidden::{Hidden, Unpublished};
pub use linking::SUGGESTIONS;
pub use lists::{Section, Term, Terms};
pub use lost::{file_print, words};
pub use model::{
    AddressedFile, AnchorCheck, AnchorChecks, Asker, Given, Glossary, Linked, Looked, PageId, SectionId, Series,
    SiteFile, SitePage, Target, Use,
};
pub use phases::Findings;
pub use pictures::{beside, broken};
pub use plan::{Owner, numbered};
pub use resolve::{Found, Named, Referrer, Resolved};
pub use review::due;
pub use site::Site;
pub use suggestion::relative;
pub use translated::Translation;
