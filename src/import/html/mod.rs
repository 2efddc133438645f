//! HTML as Google Docs, Word and LibreOffice export it, and plain HTML.
//!
//! `style` knows what is bold; `body` goes through it, `lists` through lists and code, `tables` through tables, `notes`
//! through what only such exports have: notes, comments, and lists that are none in the HTML of Word.

mod around;
mod body;
mod lists;
mod notes;
mod pictures;
mod reader;
mod shown;
mod style;
mod tables;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::model::Document;
use super::{ImportSource, NotRead};
use reader::{Inside, Reader};
use style::Sheet;
use vertebra_html::{TooMuch, parse};

/// Reads a document.
pub(super) fn read(source: &ImportSource) -> Result<Document, NotRead> {
    let text = decode(source.bytes)?;
    let root = parse(&text).map_err(too_much)?;
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
        let main = around::main_of(&body);
        if let Some(main) = &main {
            // The heading of the page may stand above its text.
            let heading = main.first("h1").is_none().then(|| body.first("h1")).flatten();
            heading.iter().for_each(|heading| reader.walk(heading, &Inside::default(), 0));
            reader.leave_around(&body, main);
        }
        reader.walk(main.as_ref().unwrap_or(&body), &Inside::default(), 0);
        reader.flush();
    }
    Ok(reader.finish())
}

fn too_much(what: TooMuch) -> NotRead {
    let message = match what {
        TooMuch::Nested(most) => format!("this file has more than {most} nested elements"),
        TooMuch::Attributes(most) => format!("an element of this file has more than {most} attributes"),
        TooMuch::Nodes(most) => {
            format!("this file would become more than {most} elements, because bold or italic text never ends in it")
        }
    };
    NotRead::new(&message, "save the document again as HTML, or copy its text into a new one")
}

/// The text in the encoding that the file names; without one, UTF-8.
fn decode(bytes: &[u8]) -> Result<String, NotRead> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = marked.or_else(|| declared(bytes)).unwrap_or(UTF_8);
    let (text, _, broken) = encoding.decode(bytes);
    if broken && encoding != UTF_16LE && encoding != UTF_16BE {
        let help = "save the document again as HTML, with the encoding UTF-8";
        return Err(NotRead::new(&format!("this file is not saved as {}, as it states", encoding.name()), help));
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
