//! Links, headings and pictures of a text: addresses that lead through other websites, characters that nobody sees, and
//! pictures that stand in the text as a long row of letters.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use crate::Edit;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::path::SourcePath;
use vertebra_base::slug::slugify_or;
use vertebra_base::span::Span;
use vertebra_markdown::{definition_address, markdown_options};
use vertebra_media::image_file;

use super::{Fix, FixContext, Fixes, NewFile, Refused, address, base64};

/// A text as the parser of Markdown sees it. All places are bytes of the file.
pub struct Events<'t> {
    pub all: Vec<(Event<'t>, Range<usize>)>,
    /// `[label]: target` by their labels.
    definitions: Vec<(String, Range<usize>)>,
}

/// Reads the body of a file.
pub fn events(text: &str, body_start: usize) -> Events<'_> {
    let parser = Parser::new_ext(&text[body_start..], markdown_options(false));
    let place = |range: Range<usize>| range.start + body_start..range.end + body_start;
    let mut definitions: Vec<_> =
        parser.reference_definitions().iter().map(|(label, it)| (label.to_owned(), place(it.span.clone()))).collect();
    definitions.sort_by_key(|(_, range)| range.start);
    let all = parser.into_offset_iter().map(|(event, range)| (event, place(range))).collect();
    Events { all, definitions }
}

/// What can be changed in links, headings and pictures.
pub fn find(subject: &FixContext, text: &str, events: &Events, found: &mut Fixes) {
    for (at, (event, range)) in events.all.iter().enumerate() {
        match event {
            Event::Start(Tag::Heading { .. }) => heading(text, range.clone(), found),
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) => {
                let Some(target) = target(text, range, dest_url) else { continue };
                unseen_target(text, target.clone(), found);
                wrapped(text, target, found);
            }
            Event::Start(Tag::Image { link_type: LinkType::Inline, dest_url, .. }) => {
                let Some(target) = target(text, range, dest_url) else { continue };
                picture(subject, (text, target), &alt(&events.all[at + 1..]), found);
            }
            _ => {}
        }
    }
    for (label, range) in &events.definitions {
        let Some(target) = defined(text, range) else { continue };
        wrapped(text, target.clone(), found);
        let named = |(event, _): &(Event, Range<usize>)| matches!(event, Event::Start(Tag::Image { id, .. }) if id.eq_ignore_ascii_case(label));
        let alt = events.all.iter().position(named).map(|at| alt(&events.all[at + 1..])).unwrap_or_default();
        picture(subject, (text, target), &alt, found);
    }
}

/// The words up to the end of a picture.
fn alt(events: &[(Event, Range<usize>)]) -> String {
    let inside = events.iter().take_while(|(event, _)| !matches!(event, Event::End(TagEnd::Image)));
    inside.filter_map(|(event, _)| if let Event::Text(text) = event { Some(&**text) } else { None }).collect()
}

/// Where the address stands in `[text](address "title")`, with the `<` and `>` around it.
fn target(text: &str, range: &Range<usize>, address: &str) -> Option<Range<usize>> {
    let whole = &text[range.clone()];
    for (at, mark) in whole.rmatch_indices("](") {
        let from = at + mark.len();
        let start = from + (whole[from..].len() - whole[from..].trim_start().len());
        let end = start + length(&whole[start..]);
        let typed = whole[start..end].trim_start_matches('<').trim_end_matches('>');
        if plain(typed) == plain(address) {
            return Some(range.start + start..range.start + end);
        }
    }
    None
}

/// Where the address stands in `[label]: address "title"`.
fn defined(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let address = definition_address(&text[range.clone()])?;
    let (start, end) = (range.start + address.start, range.start + address.end);
    let around = usize::from(text[..start].ends_with('<'));
    Some(start - around..end + around)
}

/// The length of an address. Source of the form: CommonMark 0.31, section 6.3, "link destination".
fn length(text: &str) -> usize {
    if text.starts_with('<') {
        return text.find('>').map_or(text.len(), |at| at + 1);
    }
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            c if c.is_ascii_whitespace() => return at,
            _ => {}
        }
    }
    text.len()
}

/// An address without the ways to write its characters.
fn plain(address: &str) -> String {
    address.replace("&amp;", "&").replace('\\', "")
}

fn span(range: &Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

fn wrapped(text: &str, target: Range<usize>, found: &mut Fixes) {
    let typed = text[target.clone()].trim_start_matches('<').trim_end_matches('>');
    if let Some(real) = address::unwrapped(&plain(typed)) {
        let edit = Edit::new(span(&target), address::typed(&real));
        found.fixes.push(Fix::one("link-wrapped", span(&target), edit));
    }
}

/// Characters of an address that nobody sees or types.
fn unseen_target(text: &str, target: Range<usize>, found: &mut Fixes) {
    let hidden = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    push_unseen(text, target, |_, c, _| hidden(c).then_some(""), found);
}

/// Characters of a heading that nobody sees. A fixed space stays where French typography or a number needs it.
fn heading(text: &str, range: Range<usize>, found: &mut Fixes) {
    let with = |before: char, c: char, after: char| match c {
        '\u{a0}' if matches!(after, ':' | ';' | '?' | '!' | '%' | '»' | '€') => None,
        '\u{a0}' if matches!(before, '«' | '§' | '№') || before.is_numeric() || after.is_numeric() => None,
        // Scripts that write no spaces show with it where a line may end.
        '\u{200b}' if matches!(before, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}') => {
            None
        }
        c => vertebra_yaml::unseen(c),
    };
    push_unseen(text, range, with, found);
}

fn push_unseen(
    text: &str,
    range: Range<usize>,
    with: impl Fn(char, char, char) -> Option<&'static str>,
    found: &mut Fixes,
) {
    if text[range.clone()].is_ascii() {
        return;
    }
    let mut edits = Vec::new();
    let mut before = ' ';
    let mut letters = text[range.clone()].char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let after = letters.peek().map_or(' ', |(_, c)| *c);
        if let Some(with) = with(before, c, after) {
            let start = range.start + at;
            edits.push(Edit::new(Span::new(start, start + c.len_utf8()), with));
        }
        before = c;
    }
    if let Some(first) = edits.first() {
        let at = first.span;
        found.fixes.push(Fix::many("invisible-characters", at, edits));
    }
}

/// A picture inside the text becomes a file beside the page, in the folder `images`.
fn picture(subject: &FixContext, (text, target): (&str, Range<usize>), alt: &str, found: &mut Fixes) {
    let typed = text[target.clone()].trim_start_matches('<').trim_end_matches('>');
    if !typed.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:")) {
        return;
    }
    let at = Span::new(target.start, (target.start + 40).min(target.end));
    let mut refuse = |why: &str| found.refused.push(Refused { code: "image-inline", at, why: why.to_owned() });
    if !subject.extract_images {
        return refuse("to save the image as a file, add --extract-images");
    }
    let Some(bytes) = base64::picture(typed) else { return refuse("the data of this image cannot be read") };
    let Ok(looked) = image_file::look(&bytes) else { return refuse("this image is damaged, or not an image") };
    let name = match slugify_or(alt, "") {
        slug if slug.is_empty() => format!("picture-{}", Fingerprint::of_bytes(&bytes).short()),
        slug => slug.chars().take(60).collect::<String>().trim_end_matches('-').to_owned(),
    };
    let taken: Vec<&NewFile> = found.fixes.iter().filter_map(|fix| fix.file.as_ref()).collect();
    let file = free(subject, &taken, &name, looked.kind.ending(), bytes);
    let link = format!("images/{}", file.path.file_name());
    let mut fix = Fix::one("image-inline", at, Edit::new(span(&target), link));
    fix.file = Some(file);
    found.fixes.push(fix);
}

/// The first name that no other picture has. The same picture under the same name is that picture.
fn free(subject: &FixContext, taken: &[&NewFile], name: &str, ending: &str, bytes: Vec<u8>) -> NewFile {
    let mut number = 1;
    loop {
        let name = if number == 1 { name.to_owned() } else { format!("{name}-{number}") };
        let path = SourcePath::new(format!("{}/images/{name}.{ending}", subject.source.folder()));
        let other = taken.iter().find(|file| file.path == path).map(|file| file.bytes.as_slice());
        let other = other.or_else(|| subject.files.get(&path).map(|content| content.held()));
        // Not on disks that tell no capital from a small letter, either.
        let alike = |known: &SourcePath| known != &path && known.as_str().eq_ignore_ascii_case(path.as_str());
        if other.is_none_or(|other| other == bytes) && !subject.files.files.keys().any(alike) {
            return NewFile { path, bytes };
        }
        number += 1;
    }
}
