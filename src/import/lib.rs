//! Documents of other programs as pages: `.docx` of Word, LibreOffice and Google Docs, and HTML as those export it.
//!
//! Pure: bytes go in; Markdown, pictures and a list of what was left out come out. Headings, lists, tables, links, bold and
//! italic, notes and pictures are kept; looks are not. Whatever is left out is told, with the first words of its paragraph:
//! nothing goes without a word. Never fails on what is inside a document, however broken it is.

mod docx;
mod finish;
mod html;
mod inline;
mod links;
mod lists;
mod model;
mod write;

use model::Document;

/// What is to be read.
pub struct Source<'a> {
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
    pub pictures: Vec<Picture>,
    /// In the order of the text.
    pub dropped: Vec<Dropped>,
}

/// A picture, to be written beside the page under its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
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

/// The largest file that is read, in bytes: more is no page.
pub const LARGEST: usize = 100 * 1024 * 1024;

/// Reads a document.
pub fn read(source: &Source) -> Result<Imported, NotRead> {
    let ending = source.name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_lowercase());
    if source.bytes.len() > LARGEST {
        return Err(NotRead::new(
            "this file is larger than 100 MB",
            "make its pictures smaller, or import it in parts",
        ));
    }
    let document: Document = match ending.as_str() {
        "docx" => docx::read(source)?,
        "html" | "htm" | "xhtml" => html::read(source)?,
        "doc" | "odt" | "rtf" | "pages" => {
            let help = "open it in Word, LibreOffice or Pages and save it as .docx, then import that file";
            return Err(NotRead::new(&format!("a .{ending} file cannot be read"), help));
        }
        _ => {
            let help = "save the text as .docx or as .html, then import that file";
            return Err(NotRead::new("only .docx and .html files can be imported", help));
        }
    };
    Ok(write::page(finish::finish(document)))
}

impl NotRead {
    fn new(message: &str, help: &str) -> NotRead {
        NotRead { message: message.to_owned(), help: help.to_owned() }
    }
}
