//! Where sentences end: at a full stop that is not that of `Dr.`, `e.g.` or `3.5`.

use std::ops::Range;

/// Shortenings that a name or a number follows, so that the full stop behind them ends nothing.
const BEFORE_NAMES: &[&str] = &[
    "dr", "dra", "mr", "mrs", "ms", "mx", "prof", "st", "sr", "sra", "srta", "d", "vs", "cf", "e.g", "i.e", "p.ej",
    "ej", "fig", "figs", "vol", "pp", "p", "pág", "págs", "núm", "al", "approx", "aprox", "dept", "tel", "ave", "avda",
    "av", "blvd", "ext", "ud", "uds", "art",
];
/// Shortenings that may end a sentence: they do when a capital follows.
const BEFORE_NUMBERS: &[&str] = &["no", "nos", "nr"];

/// The sentences of a text, without the white space around them. Text after the last full stop is one too.
pub fn sentences(text: &str, language: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        let end = at + c.len_utf8();
        let closing = text[end..].len() - text[end..].trim_start_matches(is_closing).len();
        let end = end + closing;
        if ends_here(text, at, end, language) {
            push(text, start..end, &mut found);
            start = end;
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

/// Whether a text ends as a sentence does, quotation marks and brackets aside.
pub fn ends_with_sentence(text: &str) -> bool {
    let closing = |c: char| is_closing(c) && !matches!(c, '.' | '!' | '?' | '…');
    text.trim_end().trim_end_matches(closing).ends_with(['.', '!', '?', '…', ':', ';', ','])
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    let end = range.start + piece.trim_end().len();
    if start < end {
        found.push(start..end);
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '\u{fffc}' | '.' | '!' | '?' | '…')
}

/// Whether the mark at `at` ends a sentence; `end` is the place behind it and what closes with it.
fn ends_here(text: &str, at: usize, end: usize, language: &str) -> bool {
    let rest = &text[end..];
    let next = rest.trim_start();
    if next.is_empty() {
        return true;
    }
    // `3.5`, `www.example.org`
    if next.len() == rest.len() {
        return false;
    }
    let first = next.trim_start_matches(['"', '\'', '(', '[', '“', '‘', '«', '¿', '¡', '\u{fffc}', '*']).chars().next();
    if first.is_some_and(char::is_lowercase) {
        return false;
    }
    if !text[at..].starts_with('.') || text[..at].ends_with(['.', '!', '?']) {
        return true;
    }
    let before = &text[..at];
    let word =
        before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '«')).next().unwrap_or("");
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    // `J. Smith`; but "I" is a word, and so are the letters of a list in Spanish.
    if initial && word != "I" {
        return false;
    }
    let word = word.to_lowercase();
    let number = first.is_some_and(|c| c.is_ascii_digit());
    // "Sr." stands before a name in Spanish and behind one in English.
    let behind = language == "en" && matches!(&*word, "sr" | "p" | "d" | "av" | "al");
    !(BEFORE_NAMES.contains(&&*word) && !behind || BEFORE_NUMBERS.contains(&&*word) && number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, language: &str) -> Vec<String> {
        sentences(text, language).into_iter().map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn sentences_end_where_readers_stop() {
        for (text, count) in [
            ("Ask Dr. Smith. Then rest.", 2),
            ("It took 3.5 hours. Rest.", 2),
            ("See a doctor, e.g. Mrs. Jones, first.", 1),
            ("Some things (heat, cold, etc.) help.", 1),
            ("Use heat, cold, etc. Then rest.", 2),
            ("We open at 9 a.m. and close at 5 p.m. on Fridays.", 1),
            ("Is it safe? Ask! Then go.", 3),
            ("\"Stop!\" she said.", 1),
            ("He said \"stop.\" Then he left.", 2),
            ("Wait … and see. Go.", 2),
            ("J. A. Smith wrote it.", 1),
            ("It is I. You are next.", 2),
            ("See No. 5 in the list. No. It is not there.", 3),
            ("Visit www.example.org. Then call.", 2),
            ("No full stop", 1),
            ("   ", 0),
            ("Version 2. Second part.", 2),
            ("It works?! Really.", 2),
        ] {
            assert_eq!(cut(text, "en").len(), count, "{:?}", cut(text, "en"));
        }
        assert_eq!(cut("Pregunte a la Dra. Pérez. ¿Duele? Diga que pare.", "es").len(), 3);
        assert_eq!(cut("Llame al Sr. López, p.ej. Mañana.", "es").len(), 1);
        assert_eq!(cut("One. “Two.” (Three.) Four", "en"), ["One.", "“Two.”", "(Three.)", "Four"]);
    }

    #[test]
    fn places_are_those_of_the_text() {
        for text in ["a. É b.  C", "…", "?.!", "“a”. B", "x.\u{fffc} Y"] {
            for range in sentences(text, "en") {
                assert!(!text[range].trim().is_empty());
            }
        }
    }
}
