//! The fingerprint of a page's text: all that its own output shows and no other page sees.

use super::page::{Argument, Body, Filling, NoteContent, Page};
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};

impl Page {
    /// The fingerprint of the text with its headings, notes and links as written. Places in the file are left out: what
    /// only moves is the same text, unless its lines are shown.
    pub fn text_print(&self) -> Fingerprint {
        *self.text_print.get_or_init(|| {
            let mut all = Fingerprinter::new();
            body(&mut all, &self.body);
            for heading in &self.headings {
                all.flag(true).text(&heading.id).text(&heading.title).number(heading.level.into());
            }
            all.flag(false).number(self.words as u64);
            // Only the page itself says what it is in the words of schema.org.
            for name in self
                .front
                .structured
                .iter()
                .flat_map(|names| std::iter::once("").chain(names.iter().map(String::as_str)))
            {
                all.flag(true).text(name);
            }
            all.flag(false);
            for note in &self.notes {
                all.flag(true).number(note.number as u64).text(&note.id);
                note.marks.iter().for_each(|mark| _ = all.flag(true).text(mark));
                match &note.content {
                    NoteContent::Text(text) => body(all.flag(false).flag(true), text),
                    NoteContent::Entry(entry) => {
                        _ = all.flag(false).flag(false).text(&entry.file).text(&entry.key.value)
                    }
                }
            }
            all.finish()
        })
    }
}

fn body(all: &mut Fingerprinter, body: &Body) {
    all.text(&body.html).number(body.holes.len() as u64);
    for hole in &body.holes {
        all.number(hole.at as u64);
        match &hole.filling {
            Filling::Address(link) => _ = all.number(0).number(*link as u64),
            Filling::Image(image) => {
                all.number(1).number(image.link as u64).text(&image.alt).optional(image.title.as_deref());
                all.flag(image.decorative).flag(image.alone).number(image.line.unwrap_or(0).into());
                arguments(&mut *all, &image.attributes);
            }
            Filling::Directive(directive) => {
                all.number(2).text(&directive.name).optional(directive.heading.as_deref()).flag(directive.alone);
                all.number(directive.line.unwrap_or(0).into());
                arguments(&mut *all, &directive.arguments);
                all.flag(directive.body.is_some());
                if let Some(inner) = &directive.body {
                    self::body(all, inner);
                }
            }
        }
    }
}

fn arguments(all: &mut Fingerprinter, arguments: &[Argument]) {
    all.number(arguments.len() as u64);
    for argument in arguments {
        all.optional(argument.name.as_deref()).text(&argument.value);
    }
}
