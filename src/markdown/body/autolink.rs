//! An address in running text becomes a link, where one may stand.

use std::ops::Range;

use super::reader::Reader;
use crate::page::{Filling, LinkKind};

impl Reader<'_, '_> {
    /// Whether an address at this place may become a link: there are none inside links, code and pictures.
    pub fn takes_addresses(&self) -> bool {
        let holds = |name: &str| matches!(name, "a" | "code" | "pre" | "kbd" | "samp" | "button" | "label");
        !self.task.plain && self.open_links.is_empty() && !self.elements.iter().any(|open| holds(&open.name))
    }

    /// Writes an address as a link; `range` is its place in the prepared text.
    pub fn link_address(&mut self, shown: &str, target: String, range: Range<usize>) {
        let span = self.span(range);
        let link = self.add_link(target, LinkKind::Link, span);
        self.at.push("<a href=\"");
        self.at.hole(Filling::Address(link));
        self.at.push("\">");
        self.at.text(shown);
        self.at.push("</a>");
        self.prose.object(span);
        self.read_text(shown);
    }
}
