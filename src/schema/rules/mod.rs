//! What texts of a site must not say and pages must not lack, as data: the program's own short list, `rules.yaml` of the
//! theme and those it extends, `content/data/rules.yaml`. Each may add to what stands before it, change it by name, or
//! switch it off.
//!
//! Holds no word about health itself, knows no Markdown and tells no page anything: `document` and `site` ask it.

mod demands;
mod expand;
mod links;
mod phones;
mod placeholder;
mod read;
mod wording;

pub use demands::{Demand, Demands, Limit};
pub use links::{LinkWrapper, real_address};
pub use phones::phone_digits;
pub use placeholder::Placeholders;
pub use read::{FILE, Layer, Types, general, read};
pub use wording::{Code, Found, Group, Wording};

/// All that is asked of the texts of a site. Empty by default: nothing is asked, and nothing is looked for.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    pub wording: Wording,
    pub placeholders: Placeholders,
    /// Services that links go through on the way to where they lead.
    pub wrappers: Vec<LinkWrapper>,
    /// Numbers that belong to no record and are right nevertheless: their digits, without a country code of one digit.
    pub known_phones: Vec<String>,
    pub demands: Demands,
    /// Readability is measured though nobody set a limit: for a preview, or because somebody asked.
    pub measures: bool,
}

impl Rules {
    /// Whether pages of a type are measured.
    pub fn measures(&self, kind: &str) -> bool {
        self.measures || self.demands.reading.as_ref().is_some_and(|limit| limit.holds_for(kind))
    }
}
