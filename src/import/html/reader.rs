//! What is known while a document is gone through, and what was gathered by then. Reads no element itself.

use std::collections::{BTreeMap, BTreeSet};

use super::style::Sheet;
use crate::imported::ImportSource;
use crate::model::{Block, Document, InlineStyle, Kind, Lost, Piece, first_words};
use crate::shift::Shift;
use vertebra_html::Handle;

/// Goes through a document and gathers what a page can hold.
pub(super) struct Reader<'a> {
    pub(super) source: &'a ImportSource<'a>,
    pub(super) sheet: Sheet,
    pub(super) document: Document,
    pub(super) blocks: Vec<Block>,
    /// The text of the paragraph that is being read.
    pub(super) pieces: Vec<Piece>,
    pub(super) block: Option<usize>,
    pub(super) next: usize,
    /// Names of places that wait for the paragraph they belong to.
    pub(super) pending: Vec<String>,
    /// What the next paragraph will be, the innermost last.
    pub(super) places: Vec<Place>,
    /// What the paragraph loses of its look.
    pub(super) looks: BTreeSet<&'static str>,
    /// What the next paragraph loses by standing where it cannot.
    pub(super) moved: Vec<String>,
    pub(super) has_fonts: bool,
    pub(super) has_contents: bool,
    /// The elements that hold notes, which are read before the text.
    pub(super) divisions: Vec<Handle>,
    /// Texts of comments by their names.
    pub(super) comments: BTreeMap<String, String>,
    /// Pictures that were taken out already, by their addresses.
    pub(super) names: BTreeMap<String, Option<String>>,
}

/// What a paragraph is.
#[derive(Debug, Clone)]
pub(super) enum Place {
    Heading(u8),
    Quote,
    Caption,
    /// An entry of a list; a second paragraph goes on with it.
    Item {
        level: usize,
        number: Option<u64>,
        list: String,
        started: bool,
    },
    /// An entry of a list as Word writes it: a paragraph that begins with a mark.
    WordItem {
        level: usize,
        list: String,
    },
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a ImportSource<'a>, sheet: Sheet) -> Self {
        Reader {
            source,
            sheet,
            document: Document::default(),
            blocks: Vec::new(),
            pieces: Vec::new(),
            block: None,
            next: 0,
            pending: Vec::new(),
            places: Vec::new(),
            looks: BTreeSet::new(),
            moved: Vec::new(),
            has_fonts: false,
            has_contents: false,
            divisions: Vec::new(),
            comments: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }

    /// The number of the paragraph that is being read.
    pub(super) fn id(&mut self) -> usize {
        *self.block.get_or_insert_with(|| {
            self.next += 1;
            self.next
        })
    }

    pub(super) fn lose(&mut self, what: impl Into<String>, words: &str) {
        let lost = Lost { block: Some(self.id()), what: what.into(), words: first_words(words) };
        if !self.document.lost.contains(&lost) {
            self.document.lost.push(lost);
        }
    }

    /// Tells of the paragraph that begins here what was said of the next one.
    pub(super) fn lose_moved(&mut self, words: &str) {
        for what in std::mem::take(&mut self.moved) {
            self.lose(what, words);
        }
    }

    /// What was told of one paragraph is told of another, of which it has become a part.
    pub(super) fn joined(&mut self, id: usize) {
        let Some(whole) = self.blocks.last().map(|block| block.id) else { return };
        self.document.lost.iter_mut().filter(|lost| lost.block == Some(id)).for_each(|lost| lost.block = Some(whole));
    }

    pub(super) fn finish(mut self) -> Document {
        let mut blocks = std::mem::take(&mut self.blocks);
        // The line above the notes.
        while !self.document.notes.is_empty() && matches!(blocks.last().map(|it| &it.kind), Some(Kind::Rule)) {
            blocks.pop();
        }
        self.document.blocks = blocks;
        for (lost, what) in [
            (self.has_fonts, "fonts and font sizes: the site has its own"),
            (self.has_contents, "the table of contents: the site generates its own"),
        ] {
            if lost {
                self.document.lost.push(Lost { block: None, what: what.to_owned(), words: String::new() });
            }
        }
        self.document
    }
}

/// What holds for everything inside an element.
#[derive(Debug, Clone, Default)]
pub(super) struct Inside {
    pub style: InlineStyle,
    /// Letters above or below the line.
    pub shift: Option<Shift>,
    /// Lists around it.
    pub lists: usize,
}
