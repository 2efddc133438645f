//! All files to a `Site`: addresses and their collisions, sections and their order, terms, series, data, links.
//!
//! Derives, never patches. Each phase is a type that is made of the one before it and holds it unchanged: the `Parts`, an
//! `Addressed` site, its `Catalog` (with the plan), the linked `Site`. A `markdown::Page` stays as it was read; what
//! follows from the others stands beside it.

mod address;
mod addressed;
pub mod addresses;
mod addressing;
mod catalog;
mod contacts;
pub mod deps;
mod exchanged;
mod find;
mod hidden;
mod hidden_files;
mod index;
mod languages;
mod leads;
mod length;
mod linking;
mod listing;
mod lists;
mod lookup_tables;
mod lost;
mod lost_headings;
mod lost_words;
mod model;
mod moved_headings;
mod page_requirements;
mod phases;
mod pictures;
pub mod plan;
mod published;
mod redirects;
mod references;
mod replace_page;
mod resolve;
mod review;
pub mod schedule;
mod searched;
mod site;
mod social_cards;
mod standing;
mod structure;
mod suggestion;
mod taxonomy;
mod translated;
mod unmatched;
mod unused_files;
mod versions;

pub use addressed::Addressed;
pub use addressing::Parts;
pub use catalog::Catalog;
pub use hidden::{Hidden, Unpublished};
pub use leads::TextLinks;
pub use linking::SUGGESTIONS;
pub use lists::{Section, TaxonomyTerms, Term};
pub use lost::{file_print, words};
pub use model::{
    AddressedFile, AnchorCheck, AnchorChecks, FileUse, Given, Glossary, LinkTarget, Linked, Looked, LookupScope,
    PageId, SectionId, SeriesPages, SiteFile, SitePage,
};
pub use phases::Findings;
pub use pictures::{beside, broken};
pub use plan::{Owner, numbered};
pub use replace_page::PageUpdate;
pub use resolve::{Destination, NamedTarget, Referrer, Resolved};
pub use review::due;
pub use site::Site;
pub use social_cards::{CARD_TEMPLATE, ICONS, MANIFEST};
pub use standing::{Standing, StandingContext};
pub use suggestion::relative;
pub use translated::Translation;
