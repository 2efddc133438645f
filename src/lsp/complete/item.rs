//! One thing that can be written, as clients take it.

use lsp_types::CompletionItemKind;
use serde_json::{Value, json};

use crate::cursor::TextPosition;
use vertebra_base::span::Span;

/// Something that can be written.
#[derive(Debug, Clone)]
pub struct Completion {
    pub label: String,
    pub kind: CompletionItemKind,
    /// A few words beside the label.
    pub detail: Option<String>,
    /// Markdown, shown below.
    pub about: Option<String>,
    pub text: Vec<SnippetPart>,
    /// What typed letters are looked for in, where that is more than the label.
    pub filter: Option<String>,
    /// Small numbers come first.
    pub rank: u8,
}

/// A part of what is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SnippetPart {
    Text(String),
    /// A place to type in, with the text that stands there first.
    Stop(String),
    /// A place to choose one of some words.
    Choice(Vec<String>),
    /// Where the cursor ends.
    End,
}

impl Completion {
    /// A word that is written as it is shown.
    pub fn word(label: impl Into<String>, kind: CompletionItemKind) -> Self {
        let label = label.into();
        let text = vec![SnippetPart::Text(label.clone())];
        Completion { label, kind, detail: None, about: None, text, filter: None, rank: 5 }
    }

    /// Something else is written than is shown.
    pub fn writing(mut self, text: impl Into<String>) -> Self {
        self.text = vec![SnippetPart::Text(text.into())];
        self
    }

    /// With a few words beside it.
    pub fn with_detail(mut self, detail: Option<impl Into<String>>) -> Self {
        self.detail = detail.map(Into::into);
        self
    }

    /// With an explanation.
    pub fn with_about(mut self, about: Option<impl Into<String>>) -> Self {
        self.about = about.map(Into::into);
        self
    }

    /// In the place of a span; `order` keeps things of one rank in their order.
    pub fn shown(&self, spot: &TextPosition, span: Span, order: usize) -> Value {
        let snippets = spot.client.snippets && self.text.iter().any(|piece| !matches!(piece, SnippetPart::Text(_)));
        let mut shown = json!({
            "label": self.label,
            "kind": self.kind,
            "sortText": format!("{}{order:05}", self.rank),
            "filterText": self.filter.as_ref().unwrap_or(&self.label),
            "insertTextFormat": if snippets { 2 } else { 1 },
            "textEdit": {"range": spot.range(span), "newText": written(&self.text, snippets)},
        });
        if let Some(detail) = &self.detail {
            shown["detail"] = json!(detail);
        }
        if let Some(about) = &self.about {
            shown["documentation"] = json!({"kind": "markdown", "value": about});
        }
        shown
    }
}

/// The bytes from a start to the place, and on to the end of the word that stands there already.
pub fn word(spot: &TextPosition, start: usize, ends: impl Fn(char) -> bool) -> Span {
    let after = spot.after();
    let rest = after.find(ends).unwrap_or(after.len());
    Span::new(start, spot.offset + rest)
}

/// All items, in the place of a span.
pub fn all(spot: &TextPosition, span: Span, items: impl IntoIterator<Item = Completion>) -> Vec<Value> {
    items.into_iter().enumerate().map(|(order, item)| item.shown(spot, span, order)).collect()
}

/// The text of some pieces. Source of the form with stops: LSP 3.17, "Snippet Syntax".
fn written(pieces: &[SnippetPart], snippets: bool) -> String {
    let escaped = |text: &str, more: &[char]| -> String {
        let special = |c: &char| matches!(c, '\\' | '$' | '}') || more.contains(c);
        text.chars().flat_map(|c| special(&c).then_some('\\').into_iter().chain([c])).collect()
    };
    let mut text = String::new();
    let mut number = 0;
    for piece in pieces {
        match piece {
            SnippetPart::Text(words) if snippets => text += &escaped(words, &[]),
            SnippetPart::Text(words) => text += words,
            SnippetPart::Stop(words) if snippets => {
                number += 1;
                text += &format!("${{{number}:{}}}", escaped(words, &[]));
            }
            SnippetPart::Stop(words) => text += words,
            SnippetPart::Choice(words) if snippets => {
                number += 1;
                let words: Vec<_> = words.iter().map(|word| escaped(word, &[',', '|'])).collect();
                text += &format!("${{{number}|{}|}}", words.join(","));
            }
            SnippetPart::Choice(words) => text += words.first().map_or("", String::as_str),
            SnippetPart::End if snippets => text += "$0",
            SnippetPart::End => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_with_and_without_stops() {
        let text = |text: &str| SnippetPart::Text(text.to_owned());
        let choice = SnippetPart::Choice(vec!["a,b".to_owned(), "c".to_owned()]);
        let pieces = [text("x {a} $"), SnippetPart::Stop("Heading".to_owned()), text(" "), choice, SnippetPart::End];
        assert_eq!(written(&pieces, true), "x {a\\} \\$${1:Heading} ${2|a\\,b,c|}$0");
        assert_eq!(written(&pieces, false), "x {a} $Heading a,b");
    }
}
