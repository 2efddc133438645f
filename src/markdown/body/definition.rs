//! Where the addresses stand of links that are defined elsewhere in a text: `[name]: address`. For those who change them.

use std::ops::Range;

use pulldown_cmark::Parser;

use super::ids::visible;
use super::note::fold;
use super::prepare::Prepared;
use super::reader::Reader;
use super::walk::options;
use super::writer::slice;
use crate::front;
use crate::page::Page;
use vertebra_base::span::{Span, Spanned};

/// The addresses of all links that a page defines, as they are read, and where they stand in its file. Source of the
/// form, which may go over several lines: CommonMark 4.7.
pub fn link_definitions(page: &Page, text: &str) -> Vec<Spanned<String>> {
    let (_, body_start) = front::split(text);
    let prepared = Prepared::new(text, body_start, page.front.citable.iter().map(|entry| entry.key.value.as_str()));
    let parser = Parser::new_ext(&prepared.text, options(false));
    let mut found = Vec::new();
    for (_, definition) in parser.reference_definitions().iter() {
        let Some(address) = definition_address(slice(&prepared.text, definition.span.clone())) else { continue };
        let place = |at: usize| prepared.place(definition.span.start + at);
        if let Some((start, end)) = place(address.start).zip(place(address.end)) {
            let target = visible(&prepared.restore(&definition.dest)).into_owned();
            found.push(Spanned::new(target, Span::new(start, end)));
        }
    }
    found.sort_by_key(|definition| definition.span.start);
    found
}

/// Where the address stands in a definition, without the angle brackets that may be around it. Between the name and the
/// address may be the end of a line, and the marks with which lines of a quotation begin.
pub fn definition_address(definition: &str) -> Option<Range<usize>> {
    let mut escaped = false;
    let name_ends = |c: char| {
        let ends = c == ']' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    };
    let behind_name = definition.find(name_ends)? + "]:".len();
    let rest = definition.get(behind_name..)?;
    let mut begins = rest.len() - rest.trim_start().len();
    if rest[..begins].contains('\n') {
        begins = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '>').len();
    }
    let (open, inner) = match rest[begins..].strip_prefix('<') {
        Some(inner) => (1, inner),
        None => (0, &rest[begins..]),
    };
    escaped = false;
    let ends = |c: char| {
        let ends = if open == 1 { c == '>' && !escaped } else { c.is_whitespace() };
        escaped = c == '\\' && !escaped;
        ends
    };
    let length = inner.find(ends).unwrap_or(inner.len());
    let start = behind_name + begins + open;
    Some(start..start + length)
}

impl Reader<'_, '_> {
    /// A link or an image takes its address from a definition.
    pub fn use_definition(&mut self, name: &str) {
        if !name.is_empty() {
            self.used_definitions.insert(fold(name));
        }
    }

    /// A definition is never shown; of one that nothing uses, readers see nothing at all.
    pub fn report_unused(&mut self, definitions: Vec<(String, Range<usize>)>) {
        for (name, range) in definitions {
            let line = slice(&self.task.prepared.text, range.clone());
            let address = definition_address(line).map_or("", |place| slice(line, place));
            // An address that nobody needs any more is no loss; a word is.
            let is_address = address.contains(['/', '.', '#', ':', '@']) && !line.contains(['"', '\'']);
            if !is_address && !self.used_definitions.contains(&name) {
                let span = self.first_line(range);
                let message = "no link uses this line, so nothing of it is shown to readers";
                let help = format!(
                    "write [words][{name}] where the link belongs, or remove the line\nif it is a text, write \\[ at its beginning"
                );
                self.warning("definition-unused", span, message, help);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_behind_its_name() {
        for (definition, expected) in [
            ("[a]: b.md", "b.md"),
            ("[a]:b.md \"Title\"", "b.md"),
            ("[a]:\n  b.md\n  'Title'", "b.md"),
            ("[a\nlonger name]:\r\n<b c.md>\n", "b c.md"),
            ("[a \\] b]: b.md", "b.md"),
            ("[a]:\n> > b.md\n> > 'T'", "b.md"),
            ("[a]:\n> <b.md>", "b.md"),
            ("[a]: <b\\>c.md>", "b\\>c.md"),
            ("[a]: <>", ""),
        ] {
            let place = definition_address(definition).unwrap();
            assert_eq!(&definition[place], expected, "{definition:?}");
        }
    }
}
