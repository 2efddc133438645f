//! What the HTML of word processors marks in ways of its own: notes, comments, and Word's lists.

use std::rc::Rc;

use super::reader::{Inside, Place, Reader};
use crate::model::{Item, Kind, Part, Piece, PieceKind, first_words};
use vertebra_html::Handle;

/// What a link at a number in the text leads to.
#[derive(Debug, PartialEq)]
enum Reference {
    Note,
    Comment,
}

/// The kind of place that a name stands for: `ftnt1` (Google Docs), `_ftn1`, `_edn1` (Word), `sdfootnote1sym`
/// (LibreOffice) are notes, `cmnt1` and `_msocom_1` comments.
fn reference(name: &str) -> Option<Reference> {
    let numbered = |start: &str, end: &str| {
        let rest = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
        rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let notes = [("ftnt", ""), ("_ftn", ""), ("_edn", ""), ("sdfootnote", "sym"), ("sdendnote", "sym")];
    if notes.iter().any(|(start, end)| numbered(start, end)) {
        return Some(Reference::Note);
    }
    (numbered("cmnt", "") || numbered("_msocom_", "")).then_some(Reference::Comment)
}

/// The name of the note that an element is the beginning of: a link back to the text, with a name of its own.
fn note_name(link: &Handle) -> Option<String> {
    let back = link.attribute("href")?;
    let is_back = back.contains("_ref") || back.contains("ftnref") || back.contains("ednref") || back.ends_with("anc");
    let name = link.attribute("id").or(link.attribute("name")).filter(|name| reference(name).is_some())?;
    is_back.then_some(name)
}

impl Reader<'_> {
    /// Reads all notes and comments before the text that refers to them.
    pub(super) fn gather_notes(&mut self, body: &Handle) {
        let mut links = Vec::new();
        body.each(&mut |node| {
            if node.tag() == "a" {
                links.extend(note_name(node).map(|name| (name, node.clone())));
            }
        });
        let mut found: Vec<(String, Handle)> = Vec::new();
        for (name, link) in links {
            // The innermost element around a note holds it and nothing else; notes in one element are no notes.
            let Some(node) = link.around(&["div", "aside", "li"]) else { continue };
            match found.iter().position(|(_, known)| Rc::ptr_eq(known, &node)) {
                Some(at) => _ = found.remove(at),
                None => found.push((name, node)),
            }
        }
        self.divisions = found.iter().map(|(_, node)| node.clone()).collect();
        for (name, node) in found {
            if reference(&name) == Some(Reference::Comment) {
                let text = node.all_text();
                let text = text.trim().trim_start_matches('[');
                let text = text.split_once(']').map_or(text, |(_, text)| text).trim().to_owned();
                self.comments.insert(name, text);
                continue;
            }
            let blocks = self.apart(&node, &Inside::default(), 0);
            self.pending.clear();
            self.document.notes.push((name, blocks));
        }
    }

    /// Whether an element is a note or a comment, which was read before.
    pub(super) fn is_note(&self, node: &Handle) -> bool {
        node.classes().iter().any(|class| class == "msocomtxt") || self.divisions.iter().any(|it| Rc::ptr_eq(it, node))
    }

    /// Links at the numbers of notes and comments.
    pub(super) fn is_reference(&mut self, node: &Handle, address: &str) -> bool {
        if note_name(node).is_some() {
            return true;
        }
        let Some(name) = address.strip_prefix('#') else { return false };
        match reference(name) {
            Some(Reference::Note) => {
                // The look of the number is not that of the text.
                self.looks.remove("superscript or subscript");
                self.pieces.push(Piece { kind: PieceKind::Note(name.to_owned()), style: Default::default() });
                true
            }
            Some(Reference::Comment) => {
                self.looks.remove("superscript or subscript");
                let text = self.comments.get(name).cloned().unwrap_or_default();
                self.lose("a comment", &text);
                true
            }
            None => false,
        }
    }

    /// A paragraph that Word shows as an entry of a list: `<p class=MsoListParagraph style='margin-left:1.0in'>`.
    pub(super) fn word_item(&self, node: &Handle) -> Option<Place> {
        let style = node.attribute("style").unwrap_or_default();
        let named = node.classes().iter().any(|class| class.starts_with("MsoListParagraph"));
        let list = style.split("mso-list:").nth(1).map(|rest| rest.split([';', '"']).next().unwrap_or(rest).trim());
        if !named && list.is_none_or(|list| list == "none") {
            return None;
        }
        let said = list.and_then(|list| list.split("level").nth(1)?.split(' ').next()?.parse::<usize>().ok());
        let level = said.unwrap_or_else(|| indent(&style)).clamp(1, 9) - 1;
        let list = list.and_then(|list| list.split(' ').next()).unwrap_or("list");
        Some(Place::WordItem { level, list: format!("word {list}") })
    }

    /// A paragraph of Word without its mark: `·`, `1.`, `a)`. Without a mark it is no entry.
    pub(super) fn of_word(&mut self, mut pieces: Vec<Piece>, level: usize, list: String) -> Kind {
        let text: String = pieces.iter().map(text_of).collect();
        let start = text.len() - text.trim_start().len();
        let mark = text[start..].split(char::is_whitespace).next().unwrap_or_default();
        let behind = &text[start + mark.len()..];
        let number = number_of(mark);
        let is_bullet = mark == "o" || (mark.chars().count() == 1 && !mark.chars().all(char::is_alphanumeric));
        if mark.is_empty() || !(is_bullet || number.is_some()) || !behind.starts_with(['\u{a0}', ' ', '\n', '\t', '\r'])
        {
            return Kind::Paragraph(pieces);
        }
        let end = text.len() - behind.trim_start().len();
        cut(&mut pieces, end);
        if let Some((_, true)) = number {
            let words = first_words(&text[end..]);
            self.lose("letters or Roman numerals in a list; replaced with numbers", &words);
        }
        let number = number.map(|(number, _)| number);
        Kind::Item(Item { level, number, list, parts: vec![Part::Words(pieces)] })
    }
}

fn text_of(piece: &Piece) -> &str {
    match &piece.kind {
        PieceKind::Text(text) => text,
        _ => "",
    }
}

/// Takes so many bytes of text from the beginning.
fn cut(pieces: &mut Vec<Piece>, mut bytes: usize) {
    for piece in pieces.iter_mut() {
        if let PieceKind::Text(text) = &mut piece.kind {
            let length = text.len().min(bytes);
            text.drain(..length);
            bytes -= length;
        }
    }
    pieces.retain(|piece| !matches!(&piece.kind, PieceKind::Text(text) if text.is_empty()));
}

/// The number before an entry, and whether it was written in letters.
fn number_of(mark: &str) -> Option<(u64, bool)> {
    let inner = mark.strip_suffix(['.', ')'])?.trim_start_matches('(');
    if let Ok(number) = inner.parse::<u64>() {
        return Some((number, false)).filter(|_| inner.len() <= 4);
    }
    let mut letters = inner.chars();
    match (letters.next(), letters.next()) {
        (Some(c), None) if c.is_ascii_alphabetic() => Some((u64::from(c.to_ascii_lowercase() as u8 - b'a') + 1, true)),
        _ if !inner.is_empty() && inner.len() <= 6 && inner.to_lowercase().bytes().all(|c| b"ivxlc".contains(&c)) => {
            Some((roman(&inner.to_lowercase()), true))
        }
        _ => None,
    }
}

fn roman(text: &str) -> u64 {
    let value = |c| match c {
        'i' => 1,
        'v' => 5,
        'x' => 10,
        'l' => 50,
        _ => 100,
    };
    let values: Vec<u64> = text.chars().map(value).collect();
    let sum = values.iter().enumerate().fold(0i64, |sum, (at, value)| {
        let smaller = values.get(at + 1).is_some_and(|next| next > value);
        let value = i64::try_from(*value).unwrap_or_default();
        if smaller { sum - value } else { sum + value }
    });
    u64::try_from(sum).unwrap_or(1).max(1)
}

/// How many half inches a paragraph is set in.
fn indent(style: &str) -> usize {
    let value = style.split("margin-left:").nth(1).map(|rest| rest.split(';').next().unwrap_or(rest).trim());
    let Some(value) = value else { return 1 };
    let end = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
    let number: f64 = value[..end].parse().unwrap_or(0.0);
    let inches = match &value[end..] {
        "in" => number,
        "cm" => number / 2.54,
        "mm" => number / 25.4,
        "px" => number / 96.0,
        _ => number / 72.0,
    };
    ((inches * 2.0).round() as usize).clamp(1, 9)
}
