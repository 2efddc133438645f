//! What texts of a site must not say and pages must not lack, as data: the program's own short list, `rules.yaml` of the
//! theme and those it extends, `content/data/rules.yaml`. Each may add to what stands before it, change it by name, or
//! switch it off.
//!
//! Knows no subject itself, no Markdown and tells no page anything: `document` and `site` ask it.

mod expand;
mod links;
mod model;
mod phones;
mod placeholder;
mod read;
mod require;
mod requirements;
mod wording;
mod words;

pub use links::{LinkWrapper, real_address};
pub use model::Rules;
pub use phones::phone_digits;
pub use placeholder::Placeholders;
pub use read::{Layer, general, read};
pub use requirements::{Need, ReadabilityLimit, Requirement, Requirements};
pub use wording::{FoundPhrase, Group, Wording, WordingCode};
pub use words::{FILE, PageTypes};
