//! What is known while a document is gone through, and what was gathered by then. Reads no element itself.

use std::collections::{BTreeMap, BTreeSet};

use super::package::{Package, Relations};
use super::styles::{Numberings, Styles};
use crate::model::{Block, Document, Lost, Target, first_words};

/// The names of the elements that hold letters.
pub(super) const LETTERS: [&str; 1] = ["w:t"];

/// Goes through a document and gathers what a page can hold.
pub(super) struct Reader<'a> {
    pub(super) package: Package<'a>,
    /// What the part that is being read refers to.
    pub(super) relations: Relations,
    pub(super) styles: Styles,
    pub(super) numberings: Numberings,
    pub(super) comments: BTreeMap<String, (String, String)>,
    pub(super) stem: String,
    pub(super) document: Document,
    /// Pictures that were taken out already, by the names of their parts.
    pub(super) names: BTreeMap<String, Option<String>>,
    pub(super) next: usize,
    /// The paragraph that is being read.
    pub(super) block: Option<usize>,
    /// Names of places that wait for the paragraph they belong to.
    pub(super) pending: Vec<String>,
    /// What stands in the boxes of the paragraph, to be put below it.
    pub(super) below: Vec<Block>,
    pub(super) fields: Vec<Field>,
    /// What the paragraph loses of its look.
    pub(super) looks: BTreeSet<&'static str>,
    pub(super) has_fonts: bool,
    pub(super) has_contents: bool,
}

/// A field: an instruction, and the text that it gave the last time.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub(super) instruction: String,
    pub(super) in_result: bool,
    pub(super) link: Option<Target>,
}

impl Reader<'_> {
    pub(super) fn new_id(&mut self) -> usize {
        self.next += 1;
        self.next
    }

    pub(super) fn lose(&mut self, what: impl Into<String>, words: &str) {
        let lost = Lost { block: self.block, what: what.into(), words: first_words(words) };
        if !self.document.lost.contains(&lost) {
            self.document.lost.push(lost);
        }
    }
}
