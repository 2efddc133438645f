//! Footnotes and citations: marks in the text, notes apart from it, numbered together in order of first mention.
//!
//! A note may be defined before it is mentioned and may mention others, so the events of definitions are set aside and
//! read when the text is over.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::reader::{FrameKind, Mention, PendingNote, Reader};
use crate::page::{Footnote, NoteContent};
use vertebra_base::diagnostic::did_you_mean;
use vertebra_base::slug::slugify;

/// A label longer than this is no label.
const LONGEST_LABEL: usize = 100;

impl<'a> Reader<'a, '_> {
    /// True when an event belongs to a definition.
    pub fn in_definition(&self, event: &Event) -> bool {
        !self.notes.collecting.is_empty() || matches!(event, Event::Start(Tag::FootnoteDefinition(_)))
    }

    /// Takes an event of a definition.
    pub fn set_aside(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => self.begin_definition(&label, range),
            Event::End(TagEnd::FootnoteDefinition) => {
                self.notes.collecting.pop();
            }
            _ => {
                if let Some(definition) = self.notes.collecting.last() {
                    self.notes.definitions[*definition].events.push((event, range));
                }
            }
        }
    }

    fn begin_definition(&mut self, label: &str, range: Range<usize>) {
        let folded = fold(label);
        let number = self.notes.definitions.len();
        let length = label.len() + 3;
        let span = self.span(range.start..range.start + length);
        let added = self.task.prepared.place(range.start).is_none();
        self.notes.collecting.push(number);
        self.notes.definitions.push(PendingNote { label: label.to_owned(), span, added, events: Vec::new() });
        match self.notes.by_label.get(&folded).copied() {
            Some(before) if self.notes.definitions[before].added => {
                let entry = self.task.front.citable.iter().find(|entry| fold(&entry.key.value) == folded);
                let field = entry.map_or("", |entry| entry.field.as_str());
                let message =
                    format!("\"{label}\" is one of this page's {field} keys, so it cannot have a text as well");
                self.error("note-twice", span, message, "remove this line, or rename the footnote");
            }
            Some(_) => {
                let message = format!("the footnote [^{label}] is defined twice");
                self.error("note-twice", span, message, "keep one of them, or rename the other");
            }
            None => {
                self.notes.by_label.insert(folded, number);
            }
        }
    }

    /// Writes the mark of a note.
    pub fn mark(&mut self, label: &str) {
        let folded = fold(label);
        let place = match self.notes.numbers.get(&folded) {
            Some(place) => *place,
            None => self.first_mention(label, folded),
        };
        let mark = self.ids.unique(self.notes.mentions[place].mark.clone());
        let number = (place + 1).to_string();
        self.at.push("<sup class=\"note-mark\"><a");
        self.at.attribute("id", &mark);
        self.at.push(" href=\"#");
        self.at.text(&self.notes.mentions[place].id);
        self.at.push("\" role=\"doc-noteref\" aria-label=\"Note ");
        self.at.push(&number);
        self.at.push("\">");
        self.at.push(&number);
        self.at.push("</a></sup>");
        self.notes.mentions[place].marks.push(mark);
    }

    fn first_mention(&mut self, label: &str, folded: String) -> usize {
        let entry = self.task.front.citable.iter().find(|entry| fold(&entry.key.value) == folded);
        let content = entry.cloned().map(NoteContent::Entry);
        let name = slugify(label);
        let name = if name.is_empty() { (self.notes.mentions.len() + 1).to_string() } else { name };
        let id = self.ids.unique(note_id(&name, content.is_some()));
        self.notes.mentions.push(Mention {
            folded: folded.clone(),
            id,
            mark: format!("mark-{name}"),
            marks: Vec::new(),
            content,
        });
        self.notes.numbers.insert(folded, self.notes.mentions.len() - 1);
        self.notes.mentions.len() - 1
    }

    /// Sees whether a `[` that the parser left as text begins the mark of a note that does not exist.
    pub fn check_mark(&mut self, start: usize) {
        let source = self.task.prepared.source(start..self.task.prepared.text.len());
        let Some(rest) = source.strip_prefix("[^") else { return };
        let end = rest.char_indices().take_while(|(at, _)| *at < LONGEST_LABEL);
        let end = end.into_iter().find(|(_, c)| c.is_whitespace() || matches!(c, ']' | '['));
        let Some((length, ']')) = end.filter(|(length, _)| *length > 0) else { return };
        let span = self.span(start..start + length + 3);
        self.notes.unknown.push((rest[..length].to_owned(), span));
    }

    /// Reads the notes that were mentioned, which may mention more of them.
    pub fn read_notes(&mut self, mut read: impl FnMut(&mut Self, Event<'a>, Range<usize>)) -> Vec<Footnote> {
        let mut notes = Vec::new();
        while notes.len() < self.notes.mentions.len() {
            let place = notes.len();
            let content = match self.notes.mentions[place].content.take() {
                Some(content) => content,
                None => self.read_note(place, &mut read),
            };
            let id = self.notes.mentions[place].id.clone();
            notes.push(Footnote { number: place + 1, id, content, marks: Vec::new() });
        }
        // Later notes may have added marks to earlier ones.
        for (note, mention) in notes.iter_mut().zip(&mut self.notes.mentions) {
            note.marks = std::mem::take(&mut mention.marks);
        }
        self.add_uncited(&mut notes);
        self.report_notes();
        notes
    }

    fn read_note(&mut self, place: usize, read: &mut impl FnMut(&mut Self, Event<'a>, Range<usize>)) -> NoteContent {
        let definition = self.notes.by_label.get(&self.notes.mentions[place].folded).copied();
        let events = definition.map(|number| std::mem::take(&mut self.notes.definitions[number].events));
        self.push_frame(FrameKind::Note);
        self.begin_container();
        for (event, range) in events.unwrap_or_default() {
            read(self, event, range);
        }
        self.end_container();
        self.end_late();
        let html = self.pop_frame().map(|(html, _)| html).unwrap_or_default();
        NoteContent::Text(self.finish_body(html))
    }

    fn add_uncited(&mut self, notes: &mut Vec<Footnote>) {
        for entry in &self.task.front.citable {
            let key = &entry.key;
            let folded = fold(&key.value);
            // A key that is listed twice counts once.
            if self.notes.numbers.insert(folded, notes.len()).is_none() {
                let id = self.ids.unique(note_id(&slugify(&key.value), true));
                let content = NoteContent::Entry(entry.clone());
                notes.push(Footnote { number: notes.len() + 1, id, content, marks: Vec::new() });
            }
        }
    }

    fn report_notes(&mut self) {
        let definitions = std::mem::take(&mut self.notes.definitions);
        let labels: Vec<&str> = definitions.iter().map(|definition| &*definition.label).collect();
        for (label, span) in std::mem::take(&mut self.notes.unknown) {
            let near = did_you_mean(&label, labels.iter().copied());
            let help = near.unwrap_or_else(|| {
                let fields = self.task.kind.into_iter().flat_map(|kind| &kind.fields).filter(|field| field.is_cited());
                let fields: String =
                    fields.map(|field| format!(", or add {label} to \"{}\" at the top", field.name)).collect();
                format!("add a line [^{label}]: with the text of the footnote{fields}")
            });
            self.error("note-unknown", span, format!("there is no footnote \"{label}\""), help);
        }
        for definition in definitions.iter().filter(|definition| !definition.added) {
            if !self.notes.numbers.contains_key(&fold(&definition.label)) {
                let label = &definition.label;
                let message = "nothing in the text refers to this footnote, so it is not shown".to_owned();
                self.warning("note-unused", definition.span, message, format!("write [^{label}] where it belongs"));
            }
        }
    }
}

/// The parser takes no heed of capitals and kinds of space in labels.
pub fn fold(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn note_id(name: &str, is_entry: bool) -> String {
    format!("{}-{name}", if is_entry { "ref" } else { "note" })
}
