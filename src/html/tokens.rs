//! The one door to html5ever's tokenizer: tokens as browsers that run scripts read them, each with its place in the text.
//!
//! Source: HTML Standard, 13.2.5 (tokenization) and 13.2.6.4 (how the contents of some elements are read). Builds no tree,
//! so an end tag that closes nothing is handed on like any other.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use super::crowded::crowded;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states,
};

/// What is seen on the way through a text.
pub enum HtmlToken<'a> {
    /// A start tag, with its attributes resolved and each there once.
    Start(&'a Tag),
    /// The name of an end tag, in small letters.
    End(&'a str),
    /// A piece of text, entities resolved. A run of text may come in several pieces.
    Text(&'a str),
    Comment(&'a str),
    Doctype,
}

/// Whether places are wanted: to know them costs a little.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Positions {
    Wanted,
    /// Every place is empty and at the beginning.
    Unwanted,
}

/// Goes through a text; of a tag, the first [`MOST_ATTRIBUTES`](super::crowded::MOST_ATTRIBUTES) attributes are read. `see` gets each token and its bytes in `html`: for a tag or a comment from its `<` to behind its
/// `>`; for a piece of text those between the tags around it.
pub fn tokenize(html: &str, places: Positions, see: impl FnMut(HtmlToken<'_>, Range<usize>)) {
    let sink = Sink { see: RefCell::new(see), begun: Cell::new(0), fed: Cell::new((0, 0)), is_seen: Cell::new(true) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    let whole = StrTendril::from(html);
    let left_out = crowded(html);
    let feed_part = |range: Range<usize>| {
        // Tendrils count in 32 bits, as does everything that holds one.
        let (Ok(start), Ok(length)) = (u32::try_from(range.start), u32::try_from(range.len())) else { return };
        input.push_back(whole.subtendril(start, length));
        while !input.is_empty() {
            let _ = tokenizer.feed(&input);
        }
    };
    let feed = |range: Range<usize>| {
        let mut from = range.start;
        for out in left_out.iter().filter(|out| out.start < range.end && out.end > range.start) {
            if out.start > from {
                feed_part(from..out.start);
            }
            from = from.max(out.end.min(range.end));
        }
        if from < range.end {
            feed_part(from..range.end);
        }
    };
    match places {
        Positions::Unwanted => feed(0..html.len()),
        // The tokenizer does not tell where it stands, so it is fed up to each place where a tag may begin or end.
        Positions::Wanted => {
            let mut done = 0;
            let cuts = memchr::memchr2_iter(b'<', b'>', html.as_bytes());
            let cuts = cuts.map(|at| if html.as_bytes()[at] == b'<' { at } else { at + 1 });
            for cut in cuts.chain([html.len()]).filter(|cut| *cut > 0) {
                if cut > done {
                    tokenizer.sink.piece(done..cut);
                    feed(done..cut);
                    done = cut;
                }
            }
        }
    }
    tokenizer.end();
}

struct Sink<F> {
    see: RefCell<F>,
    /// Where the token began that is being read.
    begun: Cell<usize>,
    /// The piece of the text that was fed last.
    fed: Cell<(usize, usize)>,
    /// A token was seen since that piece began, so that nothing older is open.
    is_seen: Cell<bool>,
}

impl<F> Sink<F> {
    /// The next piece of the text.
    fn piece(&self, range: Range<usize>) {
        // What ended before this piece began it cannot belong to.
        if self.is_seen.replace(false) {
            self.begun.set(range.start);
        }
        self.fed.set((range.start, range.end));
    }
}

impl<F: FnMut(HtmlToken<'_>, Range<usize>)> TokenSink for Sink<F> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut result = TokenSinkResult::Continue;
        let seen = match &token {
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => HtmlToken::End(&tag.name),
            Token::TagToken(tag) => {
                result = inside(&tag.name);
                HtmlToken::Start(tag)
            }
            Token::CharacterTokens(text) => HtmlToken::Text(text),
            Token::CommentToken(text) => HtmlToken::Comment(text),
            Token::DoctypeToken(_) => HtmlToken::Doctype,
            Token::NullCharacterToken | Token::EOFToken | Token::ParseError(_) => return TokenSinkResult::Continue,
        };
        let (start, end) = self.fed.get();
        let place = self.begun.replace(start)..end;
        (self.see.borrow_mut())(seen, place);
        self.is_seen.set(true);
        result
    }
}

/// Whether an element holds text alone, which is not read as HTML.
pub fn holds_no_html(name: &str) -> bool {
    inside(name) != TokenSinkResult::Continue
}

/// How browsers that run scripts read what lies inside an element.
fn inside(name: &str) -> TokenSinkResult<()> {
    let kind: RawKind = match name {
        "script" => ScriptData,
        "textarea" | "title" => states::Rcdata,
        "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => states::Rawtext,
        "plaintext" => return TokenSinkResult::Plaintext,
        _ => return TokenSinkResult::Continue,
    };
    TokenSinkResult::RawData(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every token with the bytes that it is said to stand at; pieces of one run of text as one.
    fn seen(html: &str) -> Vec<String> {
        let mut all: Vec<(Range<usize>, String)> = Vec::new();
        tokenize(html, Positions::Wanted, |seen, place| {
            let what = match seen {
                HtmlToken::Start(tag) => format!("start {}", &*tag.name),
                HtmlToken::End(name) => format!("end {name}"),
                HtmlToken::Text(text) => match all.last_mut() {
                    Some((range, before)) if before.starts_with("text ") => {
                        before.push_str(text);
                        range.end = place.end;
                        return;
                    }
                    _ => format!("text {text}"),
                },
                HtmlToken::Comment(_) => "comment".to_owned(),
                HtmlToken::Doctype => "doctype".to_owned(),
            };
            all.push((place, what));
        });
        all.into_iter().map(|(place, what)| format!("{what} = {}", &html[place])).collect()
    }

    #[test]
    fn every_token_stands_where_it_is_written() {
        assert_eq!(
            seen("<!doctype html><P class=a>x &lt; y</p><!-- <b> --><br/>é"),
            [
                "doctype = <!doctype html>",
                "start p = <P class=a>",
                "text x < y = x &lt; y",
                "end p = </p>",
                "comment = <!-- <b> -->",
                "start br = <br/>",
                "text é = é",
            ]
        );
    }

    #[test]
    fn marks_inside_values_scripts_and_texts_move_no_place() {
        assert_eq!(seen("<a title='<b>'>1 < 2")[0], "start a = <a title='<b>'>");
        assert_eq!(seen("1 <<b>")[1], "start b = <b>");
        assert_eq!(seen("a &am<i>")[1], "start i = <i>");
        assert_eq!(
            seen("<script>if (a<b) '</b>'</script><i>")[1..],
            ["text if (a<b) '</b>' = if (a<b) '</b>'", "end script = </script>", "start i = <i>"]
        );
        assert_eq!(seen("<plaintext><p></plaintext>")[1..], ["text <p></plaintext> = <p></plaintext>"]);
        assert_eq!(seen("<a title='never closed"), [""; 0]);
    }

    #[test]
    fn places_change_nothing_else() {
        let html =
            "<!doctype html><title>a<b></title><p id=x>1<2 &amp; 3</p><noscript><i></noscript><!--<-->\r\n<x y='>'>z";
        let all = |places| {
            let mut all = String::new();
            tokenize(html, places, |seen, _| match seen {
                HtmlToken::Start(tag) => all.push_str(&format!("[{} {}]", &*tag.name, tag.attrs.len())),
                HtmlToken::End(name) => all.push_str(&format!("[/{name}]")),
                HtmlToken::Text(text) => all.push_str(text),
                HtmlToken::Comment(text) => all.push_str(&format!("[!{text}]")),
                HtmlToken::Doctype => all.push_str("[doctype]"),
            });
            all
        };
        assert_eq!(all(Positions::Wanted), all(Positions::Unwanted));
    }
}
