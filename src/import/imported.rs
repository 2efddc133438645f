//! What goes in and what comes out: a file of another program, and the page that was made of it, or why there is none.
//! Reads nothing.

/// What is to be read.
pub struct ImportSource<'a> {
    /// The name of the file, for its ending.
    pub name: &'a str,
    pub bytes: &'a [u8],
    /// What the pictures are called, before a number: the name of the page.
    pub stem: &'a str,
    /// Files that stand beside the document, by the path that it names them by: pictures of HTML.
    pub beside: &'a dyn Fn(&str) -> Option<Vec<u8>>,
}

/// A document as Markdown.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// What the document is called, if it says so.
    pub title: Option<String>,
    /// The text, from the line below the front matter.
    pub body: String,
    pub pictures: Vec<ImportedImage>,
    /// In the order of the text.
    pub dropped: Vec<Dropped>,
}

/// A picture, to be written beside the page under its name.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedImage {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Something that was left out or changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Dropped {
    /// The line of `body` at which its paragraph begins, from 1; none where no line is left of it.
    pub line: Option<usize>,
    /// What it was, and what became of it.
    pub what: String,
    /// The first words of its paragraph.
    pub words: String,
}

/// Why a file is no document that can be read: one sentence, and what to do.
#[derive(Debug, Clone, PartialEq)]
pub struct NotRead {
    pub message: String,
    pub help: String,
}

impl NotRead {
    pub(crate) fn new(message: &str, help: &str) -> NotRead {
        NotRead { message: message.to_owned(), help: help.to_owned() }
    }
}
