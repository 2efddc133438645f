//! HTML as Google Docs, Word and LibreOffice export it, and plain HTML.
//!
//! `tree` reads it as browsers do, `style` knows what is bold; `body` goes through it, `tables` through tables, `notes`
//! through what only such exports have: notes, comments, and lists that are none in the HTML of Word.

mod body;
mod notes;
mod pictures;
mod style;
mod tables;
mod tree;

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::model::{Block, Document, Kind, Lost, Piece, first_words};
use super::{NotRead, Source};
use style::Sheet;
use tree::Handle;

/// Reads a document.
pub(super) fn read(source: &Source) -> Result<Document, NotRead> {
    let text = decode(source.bytes)?;
    if tree::most_open(&text) > tree::MOST_OPEN {
        let message = format!("this file has more than {} elements inside each other", tree::MOST_OPEN);
        return Err(NotRead::new(&message, "save the document again as HTML, or copy its text into a new one"));
    }
    let root = tree::parse(&text);
    let (mut styles, mut title, mut body) = (String::new(), None, None);
    root.each(&mut |node| match node.tag() {
        "style" => styles.push_str(&node.all_text()),
        "title" if title.is_none() => title = Some(node.all_text().split_whitespace().collect::<Vec<_>>().join(" ")),
        "body" if body.is_none() => body = Some(node.clone()),
        _ => {}
    });
    let mut reader = Reader::new(source, Sheet::read(&styles));
    reader.document.title = title.filter(|title| !title.is_empty());
    if let Some(body) = body {
        reader.gather_notes(&body);
        reader.walk(&body, &body::Inside::default(), 0);
        reader.flush();
    }
    Ok(reader.finish())
}

/// The text in the encoding that the file names; without one, UTF-8.
fn decode(bytes: &[u8]) -> Result<String, NotRead> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = marked.or_else(|| declared(bytes)).unwrap_or(UTF_8);
    let (text, _, broken) = encoding.decode(bytes);
    if broken && encoding != UTF_16LE && encoding != UTF_16BE {
        let help = "save the document again as HTML, with the encoding UTF-8";
        return Err(NotRead::new(&format!("this file is not {}, in which it should be saved", encoding.name()), help));
    }
    Ok(text.into_owned())
}

/// `<meta charset=windows-1252>`, `<meta http-equiv=… content="text/html; charset=windows-1252">`.
/// Source: HTML Standard, 13.2.3.2, which looks at the first 1024 bytes; Word writes more before it.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
    let (_, after) = start.split_once("charset")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(value.len());
    Encoding::for_label(&value.as_bytes()[..end])
}

/// Goes through a document and gathers what a page can hold.
struct Reader<'a> {
    source: &'a Source<'a>,
    sheet: Sheet,
    document: Document,
    blocks: Vec<Block>,
    /// The text of the paragraph that is being read.
    pieces: Vec<Piece>,
    block: Option<usize>,
    next: usize,
    /// Names of places that wait for the paragraph they belong to.
    pending: Vec<String>,
    /// What the next paragraph will be, the innermost last.
    places: Vec<Place>,
    /// What the paragraph loses of its look.
    looks: BTreeSet<&'static str>,
    has_fonts: bool,
    has_contents: bool,
    /// The elements that hold notes, which are read before the text.
    divisions: Vec<Handle>,
    /// Texts of comments by their names.
    comments: BTreeMap<String, String>,
    /// Pictures that were taken out already, by their addresses.
    names: BTreeMap<String, Option<String>>,
}

/// What a paragraph is.
#[derive(Debug, Clone)]
enum Place {
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
    fn new(source: &'a Source<'a>, sheet: Sheet) -> Self {
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
            has_fonts: false,
            has_contents: false,
            divisions: Vec::new(),
            comments: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }

    /// The number of the paragraph that is being read.
    fn id(&mut self) -> usize {
        *self.block.get_or_insert_with(|| {
            self.next += 1;
            self.next
        })
    }

    fn lose(&mut self, what: impl Into<String>, words: &str) {
        let lost = Lost { block: Some(self.id()), what: what.into(), words: first_words(words) };
        if !self.document.lost.contains(&lost) {
            self.document.lost.push(lost);
        }
    }

    fn finish(mut self) -> Document {
        let mut blocks = std::mem::take(&mut self.blocks);
        // The line above the notes.
        while !self.document.notes.is_empty() && matches!(blocks.last().map(|it| &it.kind), Some(Kind::Rule)) {
            blocks.pop();
        }
        self.document.blocks = blocks;
        for (lost, what) in [
            (self.has_fonts, "fonts and sizes of letters: the site has its own"),
            (self.has_contents, "the table of contents: the site makes its own"),
        ] {
            if lost {
                self.document.lost.push(Lost { block: None, what: what.to_owned(), words: String::new() });
            }
        }
        self.document
    }

    /// Reads something apart from what is being read, and gives its paragraphs.
    fn apart(&mut self, node: &Handle, inside: &body::Inside, depth: usize) -> Vec<Block> {
        let kept = (
            std::mem::take(&mut self.blocks),
            std::mem::take(&mut self.pieces),
            self.block.take(),
            std::mem::take(&mut self.places),
            std::mem::take(&mut self.looks),
        );
        node.children.borrow().iter().for_each(|child| self.walk(child, inside, depth + 1));
        self.flush();
        let blocks;
        (blocks, self.pieces, self.block, self.places, self.looks) =
            (std::mem::replace(&mut self.blocks, kept.0), kept.1, kept.2, kept.3, kept.4);
        blocks
    }
}
