//! What of a page the rest of its site hangs on: its address, whether it is published, where it is listed, what others
//! may link to. While none of it changes, a page can be exchanged without looking at the others.

use super::lost::arguments;
use super::pictures::{is_file_name, wanted};
use vertebra_base::datetime::Moment;
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};
use vertebra_base::span::Spanned;
use vertebra_markdown::Page;

/// The fingerprint of all that other parts of a site are derived from. `titled`: the title of this page names more than
/// itself, such as its section or its term.
pub fn structure(page: &Page, titled: bool) -> Fingerprint {
    let front = &page.front;
    let mut all = Fingerprinter::new();
    all.text(page.source.as_str()).optional(titled.then_some(&front.title.value));
    all.optional(text(&front.slug))
        .optional(text(&front.url))
        .text(&front.kind.value)
        .flag(front.draft)
        .flag(front.noindex);
    for at in [&front.date, &front.publish_at, &front.expires] {
        moment(&mut all, at);
    }
    moment(&mut all, &front.reviewed.as_ref().and_then(|review| review.on.clone()));
    let every = front.reviewed.as_ref().and_then(|review| review.every);
    all.optional(every.map(|days| days.to_string()).as_deref());
    all.optional(front.weight.map(|weight| weight.to_string()).as_deref());
    all.optional(front.paginate.map(|size| size.to_string()).as_deref());
    all.optional(text(&front.series)).optional(text(&front.key));
    all.flag(front.holds_translations);
    if let Some(translated) = &front.translated {
        all.optional(text(&translated.of)).optional(text(&translated.from));
        let reviewed = translated.reviewed.as_ref();
        all.optional(reviewed.and_then(|review| text(&review.by)));
        moment(&mut all, &reviewed.and_then(|review| review.on.clone()));
    }
    all.optional(text(&front.expires_to));
    texts(&mut all, front.aliases.iter().map(|alias| &alias.value));
    texts(&mut all, front.menus.iter().map(|menu| &menu.value));
    for (taxonomy, terms) in &front.terms {
        all.text(taxonomy);
        texts(&mut all, terms.iter().map(|term| &term.value));
    }
    texts(&mut all, &page.anchors);
    texts(&mut all, page.notes.iter().flat_map(|note| std::iter::once(&note.id).chain(&note.marks)));
    texts(&mut all, page.terms.iter().flat_map(|term| [&term.id, &term.name]));
    texts(&mut all, wanted(page));
    arguments(&page.body, &mut |value| {
        if is_file_name(value) {
            all.flag(true).text(value);
        }
    });
    all.finish()
}

fn text(value: &Option<Spanned<String>>) -> Option<&str> {
    value.as_ref().map(|value| value.value.as_str())
}

fn texts<'a>(all: &mut Fingerprinter, texts: impl IntoIterator<Item = &'a String>) {
    for text in texts {
        all.flag(true).text(text);
    }
    all.flag(false);
}

fn moment(all: &mut Fingerprinter, moment: &Option<Spanned<Moment>>) {
    // With the zone: the same instant in another one is another day in an address.
    all.optional(moment.as_ref().map(|moment| moment.value.zoned.to_string()).as_deref());
    all.flag(moment.as_ref().is_some_and(|moment| moment.value.has_time));
}
