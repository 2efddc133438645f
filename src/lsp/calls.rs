//! The components that a page calls, wherever in it they stand.

use vertebra_markdown::{Body, Directive, Filling, NoteContent, Page};

/// Every call on a page, those inside of others after the one that holds them.
pub fn all(page: &Page) -> Vec<&Directive> {
    let mut found = Vec::new();
    gather(&page.body, &mut found);
    for note in &page.notes {
        if let NoteContent::Text(body) = &note.content {
            gather(body, &mut found);
        }
    }
    found
}

fn gather<'a>(body: &'a Body, found: &mut Vec<&'a Directive>) {
    for hole in &body.holes {
        if let Filling::Directive(directive) = &hole.filling {
            found.push(directive);
            if let Some(inside) = &directive.body {
                gather(inside, found);
            }
        }
    }
}
