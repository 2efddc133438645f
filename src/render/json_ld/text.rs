//! Finds definitions and questions in the finished text of a page: what readers see is what machines are told.

use vertebra_html::{HtmlPiece, pieces};

/// A term of a glossary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossaryTerm {
    pub id: String,
    pub name: String,
    pub text: String,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaqItem {
    pub question: String,
    pub answer: String,
}

/// The terms of definition lists that have an id, with what is said of them.
pub fn definitions(html: &str) -> Vec<GlossaryTerm> {
    let mut found: Vec<GlossaryTerm> = Vec::new();
    // Several terms may share a definition.
    let mut open = 0;
    let mut reader = Reader::default();
    for piece in pieces(html) {
        match &piece {
            HtmlPiece::Start { name, attributes } if name == "dt" => {
                if found.last().is_some_and(|term| !term.text.is_empty()) {
                    open = 0;
                }
                let id = attributes.iter().find(|(name, _)| name == "id").map(|(_, id)| id.clone());
                found.push(GlossaryTerm { id: id.unwrap_or_default(), name: String::new(), text: String::new() });
                open += 1;
                reader.take();
            }
            HtmlPiece::Start { name, .. } if name == "dd" => _ = reader.take(),
            HtmlPiece::End(name) if name == "dt" => {
                let name = reader.take();
                found.last_mut().into_iter().for_each(|term| term.name = name.clone());
            }
            HtmlPiece::End(name) if name == "dd" => {
                let text = reader.take();
                let first = found.len() - open.min(found.len());
                found[first..].iter_mut().for_each(|term| add(&mut term.text, &text));
            }
            HtmlPiece::End(name) if name == "dl" => open = 0,
            _ => reader.read(&piece),
        }
    }
    found.retain(|term| !term.id.is_empty() && !term.text.is_empty());
    found
}

/// Headings and summaries that ask something, each with the text up to the next one.
pub fn questions(html: &str) -> Vec<FaqItem> {
    let mut found: Vec<FaqItem> = Vec::new();
    let mut asked: Option<String> = None;
    let mut reader = Reader::default();
    for piece in pieces(html) {
        match &piece {
            HtmlPiece::Start { name, .. } if asks(name) => finish(&mut asked, reader.take(), &mut found),
            HtmlPiece::End(name) if name == "details" => finish(&mut asked, reader.take(), &mut found),
            HtmlPiece::End(name) if asks(name) => asked = Some(reader.take()).filter(|text| text.ends_with('?')),
            _ => reader.read(&piece),
        }
    }
    finish(&mut asked, reader.take(), &mut found);
    found
}

fn asks(name: &str) -> bool {
    matches!(name, "h2" | "h3" | "h4" | "summary")
}

fn finish(asked: &mut Option<String>, answer: String, found: &mut Vec<FaqItem>) {
    if let Some(question) = asked.take().filter(|_| !answer.is_empty()) {
        found.push(FaqItem { question, answer });
    }
}

fn add(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}

/// Gathers text, without the marks of notes.
#[derive(Default)]
struct Reader {
    text: String,
    /// How deep inside elements whose text is left out.
    left_out: usize,
}

impl Reader {
    fn read(&mut self, piece: &HtmlPiece) {
        match piece {
            HtmlPiece::Start { name, .. } if name == "sup" => self.left_out += 1,
            HtmlPiece::End(name) if name == "sup" => self.left_out = self.left_out.saturating_sub(1),
            HtmlPiece::Start { name, .. } | HtmlPiece::End(name) if is_block(name) => self.text.push(' '),
            HtmlPiece::Text(text) if self.left_out == 0 => self.text.push_str(text),
            _ => {}
        }
    }

    /// What was gathered, with single spaces.
    fn take(&mut self) -> String {
        self.left_out = 0;
        std::mem::take(&mut self.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Elements that begin and end a line of their own.
fn is_block(name: &str) -> bool {
    matches!(name, "p" | "div" | "ul" | "ol" | "li" | "br" | "table" | "tr" | "td" | "th" | "blockquote" | "section")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_have_the_text_that_readers_see() {
        let html = "<dl><dt id=\"fascia\">Fascia</dt><dd><p>Thin <b>tissue</b> &amp; more.<sup>1</sup></p></dd>\
            <dt id=\"a\">A</dt>\n<dt id=\"b\">B</dt>\n<dd>Both.</dd><dd>Really.</dd><dt>No id</dt><dd>x</dd></dl>";
        let told: Vec<_> =
            definitions(html).into_iter().map(|it| format!("{}={}: {}", it.id, it.name, it.text)).collect();
        assert_eq!(told, ["fascia=Fascia: Thin tissue & more.", "a=A: Both. Really.", "b=B: Both. Really."]);
    }

    #[test]
    fn only_what_asks_is_a_question() {
        let html = "<h2>Before</h2><p>x</p><h2>Does it help?</h2><p>It may.</p><ul><li>One</li><li>Two</li></ul>\
            <details><summary>Will it hurt?</summary><p>A little.</p></details><p>after</p><h2>Empty?</h2>";
        let told: Vec<_> = questions(html).into_iter().map(|it| format!("{} {}", it.question, it.answer)).collect();
        assert_eq!(told, ["Does it help? It may. One Two", "Will it hurt? A little."]);
    }
}
