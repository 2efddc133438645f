//! Stretches of text as Markdown that reads as the same text again: marks of Markdown in it are escaped, and emphasis
//! stands only where CommonMark sees it (section 6.2, left- and right-flanking runs).

use pulldown_cmark::{Event, Options, Parser};

use super::escape::{EscapeContext, at_line_starts, code, escape, typed};
use super::pieces::{InlineStyle, Piece, PieceKind, Target};
use super::tidy::{invisible, tidy};

const LOST_EMPHASIS: &str = "bold or italic on part of a word next to a punctuation mark; the text was kept";

/// One stretch of the result: text as it is typed, or a mark that opens or closes a pair.
#[derive(Debug, Clone)]
enum Token {
    Text(String),
    /// A picture, a note, or the end of a link: never escaped, never taken away.
    Fixed(String),
    Mark {
        mark: &'static str,
        opens: bool,
        pair: usize,
    },
}

/// Writes some pieces on one line, or on several where the text has breaks. Says in `troubles` what Markdown cannot say.
pub fn write(pieces: &[Piece], place: EscapeContext, troubles: &mut Vec<&'static str>) -> String {
    let pieces = tidy(pieces, place);
    let mut tokens = Vec::new();
    let mut pairs = 0;
    group(&pieces, 0, place, &mut pairs, &mut tokens);
    while let Some(pair) = blind(&tokens) {
        tokens.retain(|token| !matches!(token, Token::Mark { pair: it, .. } if *it == pair));
        troubles.push(LOST_EMPHASIS);
    }
    let text = at_line_starts(&typed_out(&tokens, place), place);
    // Many marks beside each other mean what only a reader of Markdown can tell; then the words count.
    let has_marks = tokens.iter().any(|token| matches!(token, Token::Mark { .. }));
    if has_marks && read_again(&text) != said(&pieces) {
        tokens.retain(|token| !matches!(token, Token::Mark { .. }));
        troubles.push(LOST_EMPHASIS);
        return at_line_starts(&typed_out(&tokens, place), place);
    }
    text
}

fn typed_out(tokens: &[Token], place: EscapeContext) -> String {
    let mut text = String::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Text(words) => {
                let next = tokens.get(at + 1).and_then(first_char);
                text.push_str(&escape(words, text.chars().next_back(), next, place));
            }
            Token::Fixed(words) => text.push_str(words),
            Token::Mark { mark, .. } => text.push_str(mark),
        }
    }
    text
}

/// The text of some Markdown, as the reader of pages reads it, without spaces.
fn read_again(markdown: &str) -> String {
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES | Options::ENABLE_WIKILINKS;
    let text = Parser::new_ext(markdown, options).filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.into_string()),
        Event::FootnoteReference(name) => Some(format!("[^{name}]")),
        _ => None,
    });
    text.flat_map(|text| text.chars().collect::<Vec<_>>()).filter(|c| !c.is_whitespace()).collect()
}

/// The text of some pieces, in the same form.
fn said(pieces: &[Piece]) -> String {
    let text = pieces.iter().map(|piece| match &piece.kind {
        PieceKind::Text(text) | PieceKind::Code(text) => text.clone(),
        PieceKind::Picture { alt, decorative, .. } => format!("{alt}{}", if *decorative { "{decorative}" } else { "" }),
        PieceKind::Note(name) => format!("[^{name}]"),
        PieceKind::Task(done) => task(*done).to_owned(),
        PieceKind::Break => String::new(),
    });
    text.collect::<String>().chars().filter(|c| !c.is_whitespace() && !c.is_control() && !invisible(*c)).collect()
}

/// The layers of style, from the outermost.
fn layer(style: &InlineStyle, depth: usize) -> Option<&'static str> {
    let (set, mark) = match depth {
        1 => (style.strong, "**"),
        2 => (style.emphasis, "*"),
        3 => (style.struck, "~~"),
        _ => (false, ""),
    };
    set.then_some(mark)
}

/// Pieces with the marks around those that share a style: links outermost, then bold, italic, struck.
fn group(pieces: &[Piece], depth: usize, place: EscapeContext, pairs: &mut usize, out: &mut Vec<Token>) {
    if depth == 4 {
        pieces.iter().for_each(|piece| out.push(token(piece, place)));
        return;
    }
    if depth == 0 {
        for run in pieces.chunk_by(|a, b| a.style.link == b.style.link) {
            match run.first().and_then(|piece| piece.style.link.as_ref()) {
                Some(target) => link(run, target, place, pairs, out),
                None => group(run, 1, place, pairs, out),
            }
        }
        return;
    }
    for run in pieces.chunk_by(|a, b| layer(&a.style, depth) == layer(&b.style, depth)) {
        let Some(mark) = run.first().and_then(|piece| layer(&piece.style, depth)) else {
            group(run, depth + 1, place, pairs, out);
            continue;
        };
        let mut inner = Vec::new();
        group(run, depth + 1, place, pairs, &mut inner);
        let (before, inner, after) = without_edges(inner);
        out.extend(before);
        if inner.is_empty() {
            out.extend(after);
            continue;
        }
        *pairs += 1;
        out.push(Token::Mark { mark, opens: true, pair: *pairs });
        out.extend(inner);
        out.push(Token::Mark { mark, opens: false, pair: *pairs });
        out.extend(after);
    }
}

fn link(run: &[Piece], target: &Target, place: EscapeContext, pairs: &mut usize, out: &mut Vec<Token>) {
    let mut inner = Vec::new();
    group(run, 1, place, pairs, &mut inner);
    let (before, inner, after) = without_edges(inner);
    out.extend(before);
    if !inner.is_empty() {
        let address = match target {
            Target::Address(address) => typed(address),
            Target::Titled { address, title } => {
                format!("{} \"{}\"", typed(address), one_line(title).replace('\\', "\\\\").replace('"', "\\\""))
            }
            Target::Anchor(name) => format!("#{name}"),
        };
        out.push(Token::Fixed("[".to_owned()));
        out.extend(inner);
        out.push(Token::Fixed(format!("]({address})")));
    }
    out.extend(after);
}

/// Spaces at the edges stand outside of marks: inside, the marks would be read as text.
fn without_edges(mut tokens: Vec<Token>) -> (Option<Token>, Vec<Token>, Option<Token>) {
    let (mut before, mut after) = (None, None);
    if let Some(Token::Text(text)) = tokens.first_mut() {
        let kept = text.trim_start().to_owned();
        before = Some(Token::Text(text[..text.len() - kept.len()].to_owned()));
        *text = kept;
    }
    if let Some(Token::Text(text)) = tokens.last_mut() {
        let kept = text.trim_end().to_owned();
        after = Some(Token::Text(text[kept.len()..].to_owned()));
        *text = kept;
    }
    let is_full = |token: &Token| !matches!(token, Token::Text(text) if text.is_empty());
    tokens.retain(is_full);
    (before.filter(is_full), tokens, after.filter(is_full))
}

fn token(piece: &Piece, place: EscapeContext) -> Token {
    match &piece.kind {
        PieceKind::Text(text) => Token::Text(text.clone()),
        PieceKind::Code(text) => Token::Fixed(code(text, place)),
        PieceKind::Break => Token::Fixed("\\\n".to_owned()),
        PieceKind::Note(number) => Token::Fixed(format!("[^{number}]")),
        PieceKind::Task(done) => Token::Fixed(task(*done).to_owned()),
        PieceKind::Picture { name, alt, decorative } => {
            let mark = if *decorative { "{decorative}" } else { "" };
            Token::Fixed(format!(
                "![{}]({}){mark}",
                escape(&one_line(alt), None, None, EscapeContext::Heading),
                typed(name)
            ))
        }
    }
}

/// Source: GFM, "task list items".
fn task(done: bool) -> &'static str {
    if done { "[x]" } else { "[ ]" }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn first_char(token: &Token) -> Option<char> {
    match token {
        Token::Text(text) | Token::Fixed(text) => text.chars().next(),
        Token::Mark { mark, .. } => mark.chars().next(),
    }
}

fn last_char(token: &Token) -> Option<char> {
    match token {
        Token::Text(text) | Token::Fixed(text) => text.chars().next_back(),
        Token::Mark { mark, .. } => mark.chars().next_back(),
    }
}

/// A pair of which a mark would be read as text where it stands.
fn blind(tokens: &[Token]) -> Option<usize> {
    for (at, token) in tokens.iter().enumerate() {
        let Token::Mark { mark, opens, pair } = token else { continue };
        let same =
            |other: &Token| matches!(other, Token::Mark { mark: it, .. } if it.chars().next() == mark.chars().next());
        let run_start = tokens[..at].iter().rposition(|it| !same(it)).map_or(0, |before| before + 1);
        let run_end = tokens[at..].iter().position(|it| !same(it)).map_or(tokens.len(), |length| at + length);
        let run = &tokens[run_start..run_end];
        // Where one pair ends and another begins, the marks run into each other.
        let mixed = run.iter().any(|it| matches!(it, Token::Mark { opens: other, .. } if other != opens));
        let before = run_start.checked_sub(1).and_then(|at| last_char(&tokens[at]));
        let after = tokens.get(run_end).and_then(first_char);
        let (inside, outside) = if *opens { (after, before) } else { (before, after) };
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let is_mark = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
        let seen = !is_space(inside) && (!is_mark(inside) || is_space(outside) || is_mark(outside));
        if mixed || !seen {
            return Some(*pair);
        }
    }
    None
}
