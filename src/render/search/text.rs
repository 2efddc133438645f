//! The text of a page as people read it, out of its HTML: for the words in it and for the lines shown under a result.
//!
//! What components add (addresses, tables of data) is not there: it is known only when a page is rendered, and belongs to
//! the page that keeps it.

use vertebra_markdown::{Body, Filling, Page};

/// A page's text, and the entries of its definition lists.
#[derive(Debug, Default)]
pub struct Text {
    pub all: String,
    pub entries: Vec<Entry>,
}

/// A term that is explained: its id in the page, and what is said about it.
#[derive(Debug, Default, PartialEq)]
pub struct Entry {
    pub id: String,
    pub meaning: String,
}

/// The text of a page.
pub fn of_page(page: &Page) -> Text {
    let mut text = Text::default();
    let mut open = None;
    body(&mut text, &mut open, &page.body);
    close(&mut text, &mut open);
    text
}

/// The entry that is being read, and where its text begins.
type Open = Option<(String, usize)>;

fn body(text: &mut Text, open: &mut Open, body: &Body) {
    let mut done = 0;
    let mut tag = None;
    for hole in &body.holes {
        let until = hole.at.clamp(done, body.html.len());
        html(text, open, &mut tag, &body.html[done..until]);
        done = until;
        match &hole.filling {
            Filling::Directive(directive) => {
                if let Some(heading) = &directive.heading {
                    part(&mut text.all);
                    text.all.push_str(heading);
                    part(&mut text.all);
                }
                if let Some(inner) = &directive.body {
                    self::body(text, open, inner);
                }
            }
            Filling::Image(image) => {
                part(&mut text.all);
                text.all.push_str(&image.alt);
                part(&mut text.all);
            }
            Filling::Address(_) => {}
        }
    }
    html(text, open, &mut tag, &body.html[done..]);
}

/// Adds a piece of HTML. A hole may stand inside a tag, so the tag that is open goes on in the next piece.
fn html(text: &mut Text, open: &mut Open, tag: &mut Option<String>, piece: &str) {
    let mut rest = piece;
    loop {
        if let Some(begun) = tag {
            // Attributes are written with `>` escaped.
            let Some(end) = rest.find('>') else {
                begun.push_str(rest);
                return;
            };
            begun.push_str(&rest[..end]);
            rest = &rest[end + 1..];
            let whole = tag.take().unwrap_or_default();
            tagged(text, open, &whole);
        }
        let Some(at) = rest.find('<') else {
            words(&mut text.all, rest);
            return;
        };
        words(&mut text.all, &rest[..at]);
        rest = &rest[at + 1..];
        *tag = Some(String::new());
    }
}

fn tagged(text: &mut Text, open: &mut Open, tag: &str) {
    let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
    // Marks inside a word part nothing.
    if !matches!(
        name,
        "a" | "abbr" | "b" | "bdi" | "code" | "del" | "em" | "i" | "mark" | "s" | "small" | "span" | "strong"
    ) {
        part(&mut text.all);
    }
    match (tag.starts_with('/'), name) {
        (false, "dt") | (true, "dl") => {
            close(text, open);
            let id = tag.split_once(" id=\"").and_then(|(_, rest)| rest.split('"').next());
            *open = id.map(|id| (id.to_owned(), usize::MAX));
        }
        (true, "dt") => {
            if let Some((_, from)) = open {
                *from = text.all.len();
            }
        }
        _ => {}
    }
}

fn close(text: &mut Text, open: &mut Open) {
    if let Some((id, from)) = open.take() {
        let meaning = text.all.get(from..).unwrap_or_default().trim().to_owned();
        text.entries.push(Entry { id, meaning });
    }
}

/// A space, unless one stands there.
fn part(all: &mut String) {
    if !all.is_empty() && !all.ends_with(' ') {
        all.push(' ');
    }
}

/// Adds escaped text, with single spaces.
fn words(all: &mut String, escaped: &str) {
    let mut rest = escaped;
    while let Some(at) = rest.find(|c: char| c == '&' || c.is_whitespace()) {
        all.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, len) = entity(rest);
        if c.is_whitespace() {
            part(all)
        } else {
            all.push(c)
        }
        rest = &rest[len..];
    }
    all.push_str(rest);
}

/// The first character and its bytes: one of the few that the writer of HTML escapes, or any other as it stands.
fn entity(rest: &str) -> (char, usize) {
    const ENTITIES: [(&str, char); 6] =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\''), ("&nbsp;", ' ')];
    let known = ENTITIES.iter().find(|(name, _)| rest.starts_with(name));
    let plain = || rest.chars().next().map_or((' ', rest.len()), |c| (c, c.len_utf8()));
    known.map_or_else(plain, |(name, c)| (*c, name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use vertebra_base::path::SourcePath;
    use vertebra_schema::Schema;

    fn text(markdown: &str) -> Text {
        let schema = Schema::default();
        let file = format!("---\ntitle: A\n---\n{markdown}");
        of_page(&vertebra_markdown::parse(&SourcePath::new("content/a.md"), file.as_bytes(), &schema).page)
    }

    #[test]
    fn the_text_is_what_people_read() {
        let read = text(
            "## A & B\n\nOne *tw*o [three](b.md \"x > y\")\nfour.\n\n::: note Five\nsix < 7\n:::\n\n- eight\n- `<b>`\n",
        );
        assert_eq!(read.all.trim(), "A & B One two three four. Five six < 7 eight <b>");
    }

    #[test]
    fn terms_have_their_meaning() {
        let read = text("Fascia\n: Thin tissue.\n\nKnot\n: A *sore* spot.\n: Or two.\n\nAfter.\n");
        let entries: Vec<_> = read.entries.iter().map(|it| (it.id.as_str(), it.meaning.as_str())).collect();
        assert_eq!(entries, [("fascia", "Thin tissue."), ("knot", "A sore spot. Or two.")]);
        assert!(read.all.ends_with("After. "), "{}", read.all);
    }
}
