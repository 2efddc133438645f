//! Marks of Markdown that stand in the text readers see: what was meant as a link, as bold text or as a heading, and is
//! printed as it was typed, since something about it is not as CommonMark wants it.
//!
//! Knows marks by how they look in the finished text, and never looks at code. A mark with a backslash before it, or
//! written as an entity, is meant as it is.

use std::collections::BTreeSet;
use std::ops::Range;

use super::LintInput;
use super::links_shown;
use super::shown::{Leftover, is_field, is_plain, is_typed, shown};
use crate::body::{CAPTION_MARKS, TABLE_FORMS as FORMS, inline};
use crate::prose::{Block, BlockKind, OBJECT};
use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::span::Span;
use vertebra_html::HtmlPiece;

/// More of them on one page say one thing over and over.
const MOST: usize = 40;

/// Tells what is left over.
pub fn check(said: &LintInput, out: &mut Vec<Diagnostic>) {
    // Most pages hold none of the signs.
    if !may_hold_marks(&said.prose.text) {
        return;
    }
    let notes = StarNotes::of(said);
    // A cell too many explains the marks that it was cut from.
    let is_cut = |block: &Block| {
        let between = |row: &&Span| said.file.get(block.span.start as usize..row.start as usize);
        block.kind == BlockKind::Cell
            && said.prose.cut_rows.iter().any(|row| between(&row).is_some_and(|text| !text.contains('\n')))
    };
    let mut told = 0;
    for (number, block) in said.prose.blocks.iter().enumerate() {
        let text = said.prose.of(block);
        if !may_hold_marks(text) || is_cut(block) || block.kind == BlockKind::Markdown && !leaves_marks(text) {
            continue;
        }
        let mut found = Vec::new();
        links_shown::find(said, block, &mut found);
        emphasis(said, (number, block), &notes, &mut found);
        characters(said, block, &mut found);
        let mut kinds = BTreeSet::new();
        for leftover in found {
            // What was meant for a link explains the brackets around it.
            // And of values in such a field the reader of its Markdown tells.
            let is_explained = leftover.kind == "bracket" && (kinds.contains("link") || kinds.contains("picture"))
                || leftover.kind == "braces" && block.kind == BlockKind::Markdown;
            if is_explained || !kinds.insert(leftover.kind) || told >= MOST {
                continue;
            }
            told += 1;
            let leftover = if is_plain(said, block) { leftover.in_plain_text() } else { leftover };
            let span = said.prose.span(leftover.range);
            let diagnostic = match leftover.weight {
                Severity::Error => Diagnostic::error("link-shown", said.source, span, leftover.message),
                Severity::Warning => Diagnostic::warning("markup-shown", said.source, span, leftover.message),
                Severity::Note => Diagnostic::note("markup-shown", said.source, span, leftover.message),
            };
            out.push(diagnostic.with_help(leftover.help));
        }
    }
}

/// Whether a field that the theme shows as Markdown still holds signs when it is shown.
fn leaves_marks(text: &str) -> bool {
    let mut is_code = false;
    vertebra_html::pieces(&inline(text).body.html).iter().any(|piece| match piece {
        HtmlPiece::Start { name, .. } => {
            is_code |= name == "code";
            false
        }
        HtmlPiece::End(name) => {
            is_code &= name != "code";
            false
        }
        HtmlPiece::Text(text) => !is_code && may_hold_marks(text),
        HtmlPiece::Comment(_) | HtmlPiece::Other => false,
    })
}

/// Most texts hold none of the signs, and each is looked through once for that.
fn may_hold_marks(text: &str) -> bool {
    // These ranges of ASCII hold brackets, braces, the backslash and the marks of code, emphasis and tags.
    holds_byte(text, |b| matches!(b, b'['..=b'`' | b'{'..=b'~' | b'<'..=b'>' | b'*' | b'#'))
        || holds_any(text, b'!', &["!–", "!--", "!!! "])
        || holds_any(text, b'%', &["%%"])
        || holds_any(text, b':', &[":::"])
}

/// Whether a text holds some words that all begin with one sign, which most texts hold once or twice.
fn holds_any(text: &str, sign: u8, words: &[&str]) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(sign, bytes).any(|at| words.iter().any(|word| bytes[at..].starts_with(word.as_bytes())))
}

/// Whether a text holds a byte that passes a test. Looks at many bytes at once, since most texts hold none.
fn holds_byte(text: &str, test: impl Fn(u8) -> bool) -> bool {
    text.as_bytes().chunks(64).any(|chunk| chunk.iter().fold(0, |found, byte| found | u8::from(test(*byte))) != 0)
}

/// Stars that mark a remark below a table or a price, as on paper: `90 dollars*`, and below it `*Without tax.`
#[derive(Default)]
struct StarNotes {
    /// How many stars, and in which block.
    begins: BTreeSet<(usize, usize)>,
    ends: BTreeSet<(usize, usize)>,
}

impl StarNotes {
    fn of(said: &LintInput) -> Self {
        let mut notes = StarNotes::default();
        if memchr::memchr(b'*', said.prose.text.as_bytes()).is_none() {
            return notes;
        }
        for (number, block) in said.prose.blocks.iter().enumerate() {
            let text = said.prose.of(block);
            for run in runs(text).filter(|run| run.mark == '*') {
                match () {
                    () if run.range.start == 0 => _ = notes.begins.insert((run.range.len(), number)),
                    () if run.ends_word() => _ = notes.ends.insert((run.range.len(), number)),
                    () => {}
                }
            }
        }
        notes
    }

    /// Whether a star has its partner in another block.
    fn holds(&self, run: &Run, block: usize) -> bool {
        let elsewhere = |all: &BTreeSet<(usize, usize)>| all.iter().any(|it| it.0 == run.range.len() && it.1 != block);
        run.mark == '*' && (run.range.start == 0 && elsewhere(&self.ends) || run.ends_word() && elsewhere(&self.begins))
    }
}

/// The same mark, once or more.
struct Run {
    mark: char,
    range: Range<usize>,
    before: char,
    after: char,
}

impl Run {
    fn ends_word(&self) -> bool {
        !self.before.is_whitespace() && !self.after.is_alphanumeric()
    }

    /// `O*NET`, `_redirects`: as likely a name as a slip.
    fn may_be_name(&self) -> bool {
        self.range.len() == 1
            && (self.mark == '_' || self.mark == '*' && is_letter(self.before) && is_letter(self.after))
    }

    /// Whether it looks like a mark that has lost its partner, rather than like arithmetic, a name or a line of stars.
    fn is_markup(&self) -> bool {
        let (before, after) = (self.before, self.after);
        let is_apart = before.is_whitespace() && after.is_whitespace() && self.range.start > 0;
        let in_digits = before.is_ascii_digit() && after.is_ascii_digit();
        match (self.mark, self.range.len()) {
            ('*', 1) => !(is_apart || in_digits || before == '/' || before.is_whitespace() && after == '.'),
            ('*', 2) => !in_digits,
            ('*', _) => !is_apart,
            ('_', _) => is_letter(before) != is_letter(after) && !matches!(before, '/' | '@' | '.' | '-'),
            ('~', length) => length == 2,
            _ => true,
        }
    }
}

/// Something that a word may begin or end with; a value and a piece of code too.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == OBJECT
}

fn runs(text: &str) -> impl Iterator<Item = Run> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text.as_bytes()[at..];
        let start = at + rest.iter().position(|byte| matches!(byte, b'*' | b'_' | b'~' | b'`'))?;
        let mark = text[start..].chars().next()?;
        let end = start + text[start..].find(|c| c != mark).unwrap_or(text.len() - start);
        at = end;
        let before = text[..start].chars().next_back().unwrap_or(' ');
        let after = text[end..].chars().next().unwrap_or(' ');
        Some(Run { mark, range: start..end, before, after })
    })
}

fn emphasis(said: &LintInput, (number, block): (usize, &Block), notes: &StarNotes, found: &mut Vec<Leftover>) {
    let at = block.range.start;
    for run in runs(said.prose.of(block)) {
        let place = run.range.start + at..run.range.end + at;
        if !run.is_markup() || notes.holds(&run, number) || !is_typed(said, block, place.clone()) {
            continue;
        }
        let mark = run.mark.to_string().repeat(run.range.len());
        let (kind, use_it) = match (run.mark, run.range.len()) {
            ('`', _) => ("code", format!("for code, put {mark} on both sides: {mark}code{mark}")),
            ('~', _) => ("strike", "for struck text, write ~~words~~, without spaces inside".to_owned()),
            (_, 1) => ("emphasis", format!("for italic text, write {mark}words{mark}, without spaces inside")),
            _ => ("emphasis", format!("for bold text, write {mark}words{mark}, without spaces inside")),
        };
        let message = format!("this {mark} is shown to readers as it is");
        let help = format!("{use_it}\nto show the sign itself, write \\{}", run.mark);
        let weight = if run.may_be_name() { Severity::Note } else { Severity::Warning };
        found.push(Leftover { weight, ..shown(place, kind, message, help) });
    }
}

/// Signs that mean something only together with others.
fn characters(said: &LintInput, block: &Block, found: &mut Vec<Leftover>) {
    let text = said.prose.of(block);
    let start = block.range.start;
    let mut add = |at: usize, length: usize, kind, message: String, help: &str| {
        let place = start + at..start + at + length;
        if is_typed(said, block, place.clone()) {
            found.push(shown(place, kind, message, help.to_owned()));
        }
    };
    let before = |at: usize| text[..at].chars().next_back().unwrap_or(' ');
    let after = |at: usize| text[at..].chars().next().unwrap_or(' ');
    let source = said.file.get(block.span.range()).unwrap_or("");
    // Where the file has them side by side, its line is told.
    if text.starts_with("##") && !source.starts_with("##") && block.kind != BlockKind::Heading {
        let help = "leave an empty line before it, and a space after the number signs; to show the sign, write \\#";
        add(0, 1, "heading", "this line is meant as a heading, but it is shown to readers as text".to_owned(), help);
    }
    // Formulas hold backslashes, and several of them.
    let is_formula = text.contains('$') || text.match_indices('\\').count() > 1;
    let is_caption = is_caption(said, block);
    for (at, c) in text.char_indices() {
        let next = after(at + c.len_utf8());
        match c {
            // Formulas hold backslashes.
            '\\' if !is_formula && !text[at..].starts_with("\\o/") => {
                let help = "remove it; to show it, write two: \\\\";
                add(at, 1, "backslash", "this backslash is shown to readers as it is".to_owned(), help);
            }
            '<' if is_field(block) && (next.is_ascii_alphabetic() || next == '/') => {
                let help = "a field holds plain text: remove the tag";
                add(at, 1, "tag", "HTML does not work here, so this tag is shown to readers".to_owned(), help);
            }
            '<' if (next.is_ascii_alphabetic() || next == '/')
                && !text[at..].starts_with("<o:p")
                && !text[at..].starts_with("</o:p") =>
            {
                let help = "close the tag with >; to show the sign itself, write \\<";
                add(at, 1, "tag", "this < begins an HTML tag that is never closed".to_owned(), help);
            }
            '<' if text[at..].starts_with("<!") => {
                let help = "write a remark for editors like this, on lines of its own: <!-- remark -->";
                add(at, 2, "comment", "this remark is shown to readers as it is".to_owned(), help);
            }
            // `<https://example.org` is a link behind a sign.
            '<' if next == OBJECT && is_open_address(said, start + at) => {
                add(at, 1, "address", "this < is shown to readers as it is".to_owned(), "close the address with >");
            }
            '!' if at == 0 && text.starts_with("!!! ") => {
                let help = "write a block: ::: note, then the text, then :::";
                add(at, 3, "foreign", "this is a block of another program, shown to readers as it is".to_owned(), help);
            }
            '=' | '^' | '~' | '%' | '[' => {
                if let Some((length, message, help)) = foreign_mark(text, at) {
                    add(at, length, "foreign", message.to_owned(), help);
                }
            }
            '!' if text[at..].starts_with("!–") || text[at..].starts_with("!--") => {
                let help = "write a remark for editors like this, on lines of its own: <!-- remark -->";
                add(at, 1, "comment", "this remark is shown to readers as it is".to_owned(), help);
            }
            '}' if next == '}' && before(at) != '}' && !text.contains("{{<") && !text.contains("{{%") => {
                let help = "to fill in a value, write {{ before its name; to show two braces, write \\}}";
                add(at, 2, "braces", "these braces close nothing, so they are shown to readers".to_owned(), help);
            }
            '{' if is_caption && FORMS.contains(&&text[at..]) => {}
            '{' if matches!(next, '#' | '.' | ':')
                && !before(at).is_alphanumeric()
                && (next != ':' || closes(&text[at..]))
                && is_word(&text[at + 2..]) =>
            {
                let help = "remove them: braces like these work at the end of a heading and directly after an image";
                add(at, 1, "braces", "these braces are shown to readers as they are".to_owned(), help);
            }
            // `<https://example.org>s`: the address ended too early.
            '>' if !before(at).is_whitespace()
                && text[..at].rfind(OBJECT).is_some_and(|from| is_rest(&text[from..at])) =>
            {
                let help = "an address ends with the first >; write one > behind all of it";
                add(at, 1, "address", "this > closes nothing, so it is shown to readers".to_owned(), help);
            }
            ':' if text[at..].starts_with(":::") && before(at) != ':' => {
                let help = "put the colons on a line of their own, with an empty line before";
                add(at, 3, "colons", "these colons are shown to readers as they are".to_owned(), help);
            }
            _ => {}
        }
    }
}

/// Whether the file has an address behind the `<` at a place of the text, and no `>` behind it.
fn is_open_address(said: &LintInput, at: usize) -> bool {
    let rest = said.file.get(said.prose.span(at..at + 1).range().start..).unwrap_or("");
    let word = rest.split(char::is_whitespace).next().unwrap_or("");
    word.starts_with("<http") && !word.contains('>')
}

/// Marks that mean something to other programs and nothing here: their length, what is wrong, and what to write.
fn foreign_mark(text: &str, at: usize) -> Option<(usize, &'static str, &'static str)> {
    let rest = &text[at..];
    let before = text[..at].chars().next_back();
    let pair = |mark: &str| {
        let inside = rest.strip_prefix(mark)?;
        let inside = &inside[..inside.find(mark)?];
        let is_tight = !inside.starts_with(char::is_whitespace) && !inside.ends_with(char::is_whitespace);
        (!inside.is_empty() && is_tight && !inside.contains('\n') && !inside.starts_with(mark)).then_some(inside)
    };
    // `H~2~O`, `10^6^`
    let is_script = |mark: &str| {
        before.is_some_and(char::is_alphanumeric)
            && pair(mark).is_some_and(|inside| inside.len() < 5 && inside.chars().all(char::is_alphanumeric))
    };
    let is_apart = before.is_none_or(|c| !c.is_alphanumeric() && c != '=');
    match &rest[..1] {
        "=" if is_apart && pair("==").is_some_and(|inside| inside.contains(char::is_alphabetic)) => {
            Some((2, "these signs are shown to readers as they are", "for marked text, write <mark>words</mark>"))
        }
        "%" if is_apart && pair("%%").is_some() => {
            let help = "write a remark for editors like this, on lines of its own: <!-- remark -->";
            Some((2, "this remark is shown to readers as it is", help))
        }
        "^" if rest.starts_with("^[") => {
            let help = "write [^1] here, and the note on a line of its own: [^1]: words";
            Some((2, "this footnote is shown to readers as it is", help))
        }
        "^" if is_script("^") => {
            Some((1, "these signs are shown to readers as they are", "for a number above the line, write <sup>2</sup>"))
        }
        "~" if is_script("~") => {
            Some((1, "these signs are shown to readers as they are", "for a number below the line, write <sub>2</sub>"))
        }
        "[" if text.trim().eq_ignore_ascii_case("[toc]") => {
            Some((5, "this is shown to readers as it is", "remove it: the theme makes lists of headings"))
        }
        _ => None,
    }
}

/// The words about a table, which may say how it is shown.
fn is_caption(said: &LintInput, block: &Block) -> bool {
    let source = said.file.get(block.span.range()).unwrap_or("");
    block.kind == BlockKind::Paragraph && CAPTION_MARKS.iter().any(|mark| source.starts_with(mark))
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '#'))
}

/// What may be the end of an address that was cut off.
fn is_rest(text: &str) -> bool {
    let rest = text.trim_start_matches(OBJECT);
    !rest.is_empty() && !rest.contains(char::is_whitespace)
}

/// Braces with one word in them.
fn closes(text: &str) -> bool {
    let end = text.find('}').unwrap_or(0);
    end > 2 && end < 40 && !text[..end].contains(OBJECT)
}
