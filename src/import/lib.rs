//! Documents of other programs as pages: `.docx` of Word, LibreOffice and Google Docs, and HTML as those export it.
//!
//! Pure: bytes go in; Markdown, pictures and a list of what was left out come out. Headings, lists, tables, links, bold and
//! italic, notes and pictures are kept; looks are not. Whatever is left out is told, with the first words of its paragraph:
//! nothing goes without a word. Never fails on what is inside a document, however broken it is.
//!
//! ```
//! use vertebra_import::{ImportSource, read};
//!
//! let bytes = b"<title>Prices</title><h1>Prices</h1><p>An hour is <b>90 dollars</b>.</p>";
//! let source = ImportSource { name: "prices.html", bytes, stem: "prices", beside: &|_| None };
//! let page = read(&source).map_err(|fault| fault.message)?;
//! assert_eq!(page.title.as_deref(), Some("Prices"));
//! assert_eq!(page.body, "An hour is **90 dollars**.\n");
//! # Ok::<(), String>(())
//! ```

mod docx;
mod finish;
mod html;
mod imported;
mod links;
mod lists;
mod model;
mod shift;
mod write;

pub use imported::{Dropped, ImportSource, Imported, ImportedImage, NotRead};

use model::Document;

/// The largest file that is read, in bytes: more is no page.
pub const LARGEST: usize = 100 * 1024 * 1024;

/// Reads a document.
pub fn read(source: &ImportSource) -> Result<Imported, NotRead> {
    let ending = source.name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_lowercase());
    if source.bytes.len() > LARGEST {
        return Err(NotRead::new("this file is larger than 100 MB", "make its images smaller, or import it in parts"));
    }
    let document: Document = match ending.as_str() {
        "docx" => docx::read(source)?,
        "html" | "htm" | "xhtml" => html::read(source)?,
        "doc" | "odt" | "rtf" | "pages" => {
            let help = "open it in Word, LibreOffice or Pages and save it as .docx, then import that file";
            return Err(NotRead::new(&format!(".{ending} files cannot be imported"), help));
        }
        "zip" => {
            let help = "unpack it, then import the .html file inside; its images must stay next to it";
            return Err(NotRead::new("a .zip file contains other files", help));
        }
        "md" | "markdown" | "mdx" => {
            let help = "copy it into the folder content under a name that ends in .md, then run: vertebra check";
            return Err(NotRead::new("a Markdown file needs no import", help));
        }
        _ => {
            let help = "save the text as .docx or as .html, then import that file";
            return Err(NotRead::new("only .docx and .html files can be imported", help));
        }
    };
    Ok(write::page(finish::finish(document)))
}
