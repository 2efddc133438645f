//! The XML of a document as a tree. Limits keep what was made to harm from filling the memory or the stack.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::NotRead;

/// What to do about a document that is too much for one page.
pub(super) const IN_PARTS: &str = "import it in parts: one document for each page of the site";

/// How deep elements may lie in each other; what lies deeper is left out.
const DEEPEST: usize = 200;
/// How many elements a part may have; a book of a thousand pages has about a million.
const MOST: usize = 2_000_000;
/// How many paragraphs a part may have: ten times those of a long book.
const MOST_PARAGRAPHS: usize = 50_000;

/// An element by its name as it is written, `w:p`.
#[derive(Debug, Default)]
pub(super) struct El {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub nodes: Vec<Node>,
}

#[derive(Debug)]
pub(super) enum Node {
    El(El),
    Text(String),
}

impl El {
    /// An attribute by its name as it is written, `w:val`.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The elements right inside.
    pub fn children(&self) -> impl Iterator<Item = &El> {
        self.nodes.iter().filter_map(|node| match node {
            Node::El(el) => Some(el),
            Node::Text(_) => None,
        })
    }

    /// The first element of a name right inside.
    pub fn child(&self, name: &str) -> Option<&El> {
        self.children().find(|el| el.name == name)
    }

    /// `w:val` of an element right inside.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("w:val")
    }

    /// The first element of a name anywhere inside.
    pub fn find(&self, name: &str) -> Option<&El> {
        self.children().find_map(|el| if el.name == name { Some(el) } else { el.find(name) })
    }

    /// Every element of a name anywhere inside, in order.
    pub fn all<'a>(&'a self, name: &str, found: &mut Vec<&'a El>) {
        for el in self.children() {
            if el.name == name {
                found.push(el);
            }
            el.all(name, found);
        }
    }

    /// The text of all elements of some names anywhere inside.
    pub fn text_of(&self, names: &[&str]) -> String {
        let mut text = String::new();
        self.collect(names, &mut text);
        text
    }

    fn collect(&self, names: &[&str], text: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(words) if names.contains(&self.name.as_str()) => text.push_str(words),
                Node::Text(_) => {}
                Node::El(el) => {
                    if el.name == "w:p" && !text.is_empty() && !text.ends_with(' ') {
                        text.push(' ');
                    }
                    el.collect(names, text);
                }
            }
        }
    }
}

/// Refuses a part with more in it than a document has, by the beginnings of its tags alone.
pub(super) fn check(bytes: &[u8]) -> Result<(), NotRead> {
    let (mut elements, mut paragraphs) = (0, 0);
    for at in memchr::memchr_iter(b'<', bytes) {
        match &bytes[at + 1..] {
            [b'/' | b'!' | b'?', ..] => continue,
            [b'w', b':', b'p', b' ' | b'>' | b'/' | b'\t' | b'\r' | b'\n', ..] => paragraphs += 1,
            _ => {}
        }
        elements += 1;
    }
    if paragraphs > MOST_PARAGRAPHS {
        let message = format!("this document has {paragraphs} paragraphs; the limit is {MOST_PARAGRAPHS}");
        return Err(NotRead::new(&message, IN_PARTS));
    }
    if elements > MOST {
        return Err(NotRead::new("this document has more parts than can be read", IN_PARTS));
    }
    Ok(())
}

/// Reads a part as far as it can be read.
pub(super) fn parse(bytes: &[u8]) -> El {
    let text = decode(bytes);
    let mut reader = Reader::from_str(&text);
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends) = (false, true);
    let mut open = vec![El::default()];
    // How many elements are open that lie too deep.
    let mut skipped = 0;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(_) if open.len() > DEEPEST => skipped += 1,
            Event::Start(start) => open.push(element(&start)),
            Event::Empty(start) if skipped == 0 => add(&mut open, Node::El(element(&start))),
            Event::End(_) if skipped > 0 => skipped -= 1,
            Event::End(_) if open.len() > 1 => close(&mut open),
            Event::Text(text) if skipped == 0 => {
                if let Ok(text) = text.xml_content(XmlVersion::Implicit1_0) {
                    add(&mut open, Node::Text(text.into_owned()));
                }
            }
            Event::CData(data) if skipped == 0 => {
                add(&mut open, Node::Text(String::from_utf8_lossy(&data).into_owned()));
            }
            Event::GeneralRef(name) if skipped == 0 => {
                let c = match name.resolve_char_ref() {
                    Ok(Some(c)) => Some(c),
                    _ => named(&name),
                };
                add(&mut open, Node::Text(c.map(String::from).unwrap_or_default()));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().unwrap_or_default()
}

fn named(name: &[u8]) -> Option<char> {
    Some(match name {
        b"amp" => '&',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        _ => return None,
    })
}

fn add(open: &mut [El], node: Node) {
    if let Some(el) = open.last_mut() {
        el.nodes.push(node);
    }
}

fn close(open: &mut Vec<El>) {
    if let Some(el) = open.pop() {
        add(open, Node::El(el));
    }
}

fn element(start: &BytesStart) -> El {
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false).flatten() {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_or_else(|_| String::from_utf8_lossy(&attribute.value).into_owned(), |it| it.into_owned());
        attributes.push((String::from_utf8_lossy(attribute.key.as_ref()).into_owned(), value));
    }
    El { name: String::from_utf8_lossy(start.name().as_ref()).into_owned(), attributes, nodes: Vec::new() }
}

/// UTF-8, or UTF-16 where the first bytes say so. Source: XML 1.0, appendix F.
fn decode(bytes: &[u8]) -> String {
    let (text, _, _) = encoding_rs::UTF_8.decode(bytes);
    text.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_counted_before_they_are_read() {
        let refused = |unit: &str, count: usize| check(unit.repeat(count).as_bytes()).err().map(|fault| fault.message);
        let most = "the limit is 50000";
        assert_eq!(refused("<w:p/>", MOST_PARAGRAPHS), None);
        for unit in ["<w:p/>", "<w:p>x</w:p>", "<w:p w:rsidR=\"1\"></w:p>"] {
            assert!(refused(unit, MOST_PARAGRAPHS + 1).is_some_and(|message| message.contains(most)), "{unit}");
        }
        assert_eq!(refused("<w:pPr></w:pPr>", MOST), None, "an end is no element, and properties are no paragraph");
        assert!(refused("<w:t>", MOST + 1).is_some());
    }
}
