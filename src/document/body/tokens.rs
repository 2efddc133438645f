//! Raw HTML as a list of tags and texts, read as browsers read it.

use std::cell::{Cell, RefCell};

use html5ever::tokenizer::states::{RawKind, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states,
};

/// A piece of HTML.
#[derive(Debug, PartialEq)]
pub enum Piece {
    Start {
        name: String,
        attributes: Vec<(String, String)>,
    },
    End(String),
    /// Entities resolved.
    Text(String),
    Comment(String),
    /// `<!doctype …>`.
    Other,
}

struct Sink {
    pieces: RefCell<Vec<Piece>>,
    /// Inside an element whose contents are no text for readers, such as `<script>`.
    dropped: Cell<bool>,
}

/// Takes HTML apart. What lies inside `<script>`, `<style>` and the like is left out.
pub fn pieces(html: &str) -> Vec<Piece> {
    let sink = Sink { pieces: RefCell::default(), dropped: Cell::new(false) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(html.into());
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink.pieces.take()
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut pieces = self.pieces.borrow_mut();
        match token {
            Token::TagToken(tag) => return self.tag(tag, &mut pieces),
            Token::CharacterTokens(text) if !self.dropped.get() => match pieces.last_mut() {
                Some(Piece::Text(before)) => before.push_str(&text),
                _ => pieces.push(Piece::Text(text.to_string())),
            },
            Token::CommentToken(text) => pieces.push(Piece::Comment(text.to_string())),
            Token::DoctypeToken(_) => pieces.push(Piece::Other),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Sink {
    fn tag(&self, tag: Tag, pieces: &mut Vec<Piece>) -> TokenSinkResult<()> {
        let name = tag.name.to_string();
        if tag.kind == TagKind::EndTag {
            self.dropped.set(false);
            pieces.push(Piece::End(name));
            return TokenSinkResult::Continue;
        }
        let raw = raw_kind(&name);
        self.dropped.set(raw.is_some());
        let attributes = tag.attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
        pieces.push(Piece::Start { name, attributes });
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }
}

/// How browsers read what lies inside an element, when not as HTML.
fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(ScriptData),
        "textarea" | "title" => Some(states::Rcdata),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" | "plaintext" => Some(states::Rawtext),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_read_as_browsers_do() {
        let start = |name: &str| Piece::Start { name: name.into(), attributes: Vec::new() };
        assert_eq!(
            pieces("<B>a &amp; b</B><script>if (a<b) x</script><!-- c -->"),
            [
                start("b"),
                Piece::Text("a & b".into()),
                Piece::End("b".into()),
                start("script"),
                Piece::End("script".into()),
                Piece::Comment(" c ".into()),
            ]
        );
        let attributes = vec![("title".to_owned(), "x\"y".to_owned())];
        assert_eq!(pieces("<a title='x&quot;y'"), [], "a tag that is never closed is none");
        assert_eq!(pieces("<a title='x&quot;y'>"), [Piece::Start { name: "a".into(), attributes }]);
    }
}
