//! What texts of a site must not say and pages must not lack, as data: the program's own short list, `rules.yaml` of the
//! theme and those it extends, `content/data/rules.yaml`. Each may add to what stands before it, change it by name, or
//! switch it off.
//!
//! Holds no word about health itself, knows no Markdown and tells no page anything: `document` and `site` ask it.

mod expand;
mod links;
mod model;
mod phones;
mod placeholder;
mod read;
mod requirements;
mod wording;

pub use links::{LinkWrapper, real_address};
pub use model::Rules;
pub use phones::phone_digits;
pub use placeholder::Placeholders;
pub use read::{FILE, Layer, Types, general, read};
pub use requirements::{Demand, Demands, ReadabilityLimit};
pub use wording::{FoundPhrase, Group, Wording, WordingCode};
