//! What was read, as text.

use super::Options;
use crate::body::BodyParts;
use crate::page::{Argument, Body, Directive, Filling, Image, NoteContent, WrittenLink};
use vertebra_base::diagnostic::Diagnostic;

pub fn parts(parts: &BodyParts, diagnostics: &[Diagnostic], file: &str, options: &Options) -> String {
    let text = |span: vertebra_base::span::Span| file.get(span.range()).unwrap_or("OUT OF BOUNDS").replace('\n', "⏎");
    let mut out = body(&parts.body, &parts.links);
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    for note in &parts.notes {
        let content = match &note.content {
            NoteContent::Text(note) => body(note, &parts.links).trim_end().to_owned(),
            NoteContent::Entry(entry) => format!("{} {}", entry.field, entry.key.value),
        };
        out += &format!("note {} #{} from {:?}: {content}\n", note.number, note.id, note.marks);
    }
    for wanted in options.list("show") {
        match wanted {
            "links" => {
                for link in &parts.links {
                    out += &format!("link {:?} {:?} at «{}»\n", link.kind, link.target, text(link.span));
                }
            }
            "headings" => {
                for h in &parts.headings {
                    out += &format!("heading {} #{} {:?} at «{}»\n", h.level, h.id, h.title, text(h.span));
                }
            }
            "terms" => {
                for term in &parts.terms {
                    out += &format!("term #{} {:?} at «{}»\n", term.id, term.name, text(term.span));
                }
            }
            "anchors" => out += &format!("anchors {}\n", parts.anchors.join(" ")),
            "summary" => out += &format!("summary {:?}\n", parts.summary),
            "words" => out += &format!("words {}\n", parts.words),
            "spans" => {
                for hole in &parts.body.holes {
                    if let Filling::Directive(d) = &hole.filling {
                        out += &format!("span «{}» name «{}»\n", text(d.span), text(d.name_span));
                    }
                }
            }
            other => panic!("nothing is called {other}"),
        }
    }
    for d in diagnostics {
        let place = d.span.map_or("-".to_owned(), text);
        out += &format!("{:?}[{}] «{place}»: {}\n", d.severity, d.code, d.message);
        for line in d.help.iter().flat_map(|help| help.lines()) {
            out += &format!("  help: {line}\n");
        }
    }
    out
}

fn body(body: &Body, links: &[WrittenLink]) -> String {
    let mut out = String::new();
    let mut done = 0;
    for hole in &body.holes {
        out += &body.html[done..hole.at];
        done = hole.at;
        out += &match &hole.filling {
            Filling::Address(link) => format!("⟦{}⟧", links[*link].target),
            Filling::Image(image) => self::image(image, links),
            Filling::Directive(directive) => self::directive(directive, links),
        };
    }
    out + &body.html[done..]
}

/// As the tag will say it that is put into the hole.
fn line(line: Option<u32>) -> String {
    line.map(|line| format!(" data-source=\"{line}\"")).unwrap_or_default()
}

fn image(image: &Image, links: &[WrittenLink]) -> String {
    let title = image.title.as_ref().map(|title| format!(" title={title:?}")).unwrap_or_default();
    let flags = [(image.decorative, " decorative"), (image.alone, " alone")];
    let flags: String = flags.into_iter().filter_map(|(on, flag)| on.then_some(flag)).collect();
    let attribute = |it: &Argument| match &it.name {
        Some(name) => format!(" {name}={:?}", it.value),
        None => format!(" {}", it.value),
    };
    let attributes: String = image.attributes.iter().map(attribute).collect();
    let line = line(image.line);
    format!("⟦image {} {:?}{title}{attributes}{flags}{line}⟧", links[image.link].target, image.alt)
}

fn directive(directive: &Directive, links: &[WrittenLink]) -> String {
    let mut out = format!("⟦{}", directive.name);
    if let Some(heading) = &directive.heading {
        out += &format!(" {heading:?}");
    }
    for argument in &directive.arguments {
        match &argument.name {
            Some(name) => out += &format!(" {name}={:?}", argument.value),
            None => out += &format!(" {:?}", argument.value),
        }
    }
    if directive.alone {
        out += " alone";
    }
    out += &line(directive.line);
    if let Some(inner) = &directive.body {
        out += &format!(": {}", body(inner, links).trim_end());
    }
    out + "⟧"
}
