//! Bytes to text: UTF-8 is read, other encodings are named and refused. The one reader of every file that editors type.

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::path::SourcePath;
use crate::span::Span;

/// Bytes before a bad one that are looked at to guess what wrote it.
const SAMPLE: usize = 4096;

/// Reads a file as UTF-8. Other encodings are named and refused; the text then stands in for the diagnostics only.
pub fn decode<'b>(source: &SourcePath, bytes: &'b [u8], out: &mut Vec<Diagnostic>) -> Cow<'b, str> {
    if let [0xff, 0xfe, ..] | [0xfe, 0xff, ..] = bytes {
        out.push(refuse(source, None, "this file is saved as UTF-16, not as UTF-8".to_owned(), Some("utf-16")));
        return Cow::Borrowed("");
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) => {
            out.push(bad_byte(source, bytes, error.valid_up_to()));
            String::from_utf8_lossy(bytes)
        }
    }
}

/// Reports a character that damaged files have and texts never do.
pub fn check_nul(source: &SourcePath, text: &str, out: &mut Vec<Diagnostic>) {
    if let Some(at) = text.find('\0') {
        let message =
            "there is a NUL character here (byte 0x00), which does not belong in text; the file may be damaged";
        let span = Span::new(at, at + 1);
        out.push(Diagnostic::error("nul", source, span, message).with_help("type this line again and save the file"));
    }
}

fn bad_byte(source: &SourcePath, bytes: &[u8], at: usize) -> Diagnostic {
    let byte = bytes[at];
    let sample = &bytes[at..bytes.len().min(at + SAMPLE)];
    if !looks_western(sample) {
        let message = format!("this file is not saved as UTF-8 (byte 0x{byte:02x} here, from another encoding)");
        return refuse(source, Some(Span::at(at)), message, None);
    }
    let mac = looks_like_mac(sample);
    let system = if mac { "an old Mac" } else { "Windows" };
    let probably = match windows_1252(byte) {
        _ if mac => format!("probably a letter saved by {system}"),
        Some('‘' | '’') => format!("probably an apostrophe saved by {system}"),
        Some('“' | '”') => format!("probably a quotation mark saved by {system}"),
        Some('–' | '—') => format!("probably a dash saved by {system}"),
        Some('\u{a0}') => format!("probably a no-break space saved by {system}"),
        Some(c) => format!("probably \"{c}\" saved by {system}"),
        None => "from a program that uses another encoding".to_owned(),
    };
    let message = format!("this file is not saved as UTF-8 (byte 0x{byte:02x} here, {probably})");
    let name = if mac { "macintosh" } else { "windows-1252" };
    refuse(source, Some(Span::at(at)), message, (mac || windows_1252(byte).is_some()).then_some(name))
}

/// `name` is the encoding that the file is probably saved in.
fn refuse(source: &SourcePath, span: Option<Span>, message: String, name: Option<&str>) -> Diagnostic {
    // The command writes what it reads: a wrong name in it would destroy the text.
    let run = match name {
        Some(name) => format!("\nor run: vertebra fix --encoding {name} {source}"),
        None => format!(
            "\nor, if you know how it was saved (such as gbk, shift_jis, windows-1251), run: vertebra fix --encoding NAME {source}"
        ),
    };
    Diagnostic::error("encoding", source, span, message)
        .with_help(format!("in your editor, choose: Save with encoding > UTF-8{run}"))
        .with_note("the file was not changed")
}

/// The characters of Windows-1252 that UTF-8 writes otherwise (WHATWG Encoding, index windows-1252).
fn windows_1252(byte: u8) -> Option<char> {
    const HIGH: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”',
        '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => Some(HIGH[usize::from(byte - 0x80)]).filter(|c| *c != '\0'),
        0xa0..=0xff => Some(char::from(byte)),
        _ => None,
    }
}

/// In languages of the West, letters with marks and quotation marks stand among plain letters; in other encodings, letters
/// stand beside each other that have no place in ASCII.
fn looks_western(bytes: &[u8]) -> bool {
    let is_high = |at: usize| bytes.get(at).is_some_and(|byte| !byte.is_ascii());
    let high = (0..bytes.len()).filter(|at| is_high(*at));
    let (all, beside) = high.fold((0, 0), |(all, beside), at| {
        let joined = is_high(at + 1) || at.checked_sub(1).is_some_and(is_high);
        (all + 1, beside + usize::from(joined))
    });
    beside * 2 <= all
}

/// The old Mac encoding puts letters where Windows has almost none, and the other way round.
fn looks_like_mac(bytes: &[u8]) -> bool {
    let count = |range: std::ops::RangeInclusive<u8>| bytes.iter().filter(|byte| range.contains(byte)).count();
    let dashes_and_quotes = bytes.iter().filter(|byte| matches!(byte, 0x91..=0x97 | 0x85)).count();
    count(0x80..=0x9f) > dashes_and_quotes + count(0xa0..=0xff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_named() {
        for (bytes, expected) in [
            (&b"ok"[..], ""),
            (b"\xef\xbb\xbfok", ""),
            (
                b"it\x92s",
                "encoding 2: this file is not saved as UTF-8 (byte 0x92 here, probably an apostrophe saved by Windows)",
            ),
            (
                b"caf\xe9",
                "encoding 3: this file is not saved as UTF-8 (byte 0xe9 here, probably \"é\" saved by Windows)",
            ),
            (
                b"\x8et\x8e d\x8ej\x88",
                "encoding 0: this file is not saved as UTF-8 (byte 0x8e here, probably a letter saved by an old Mac)",
            ),
            // GBK, Shift_JIS, windows-1251.
            (
                b"\xb9\xa4\xbe\xdf",
                "encoding 0: this file is not saved as UTF-8 (byte 0xb9 here, from another encoding)",
            ),
            (
                b"\x93\xfa\x96\x7b\x8c\xea",
                "encoding 0: this file is not saved as UTF-8 (byte 0x93 here, from another encoding)",
            ),
            (
                b"\xcf\xf0\xe8\xe2\xe5\xf2",
                "encoding 0: this file is not saved as UTF-8 (byte 0xcf here, from another encoding)",
            ),
            (b"\xff\xfea\0", "encoding -: this file is saved as UTF-16, not as UTF-8"),
            (
                b"a\0b",
                "nul 1: there is a NUL character here (byte 0x00), which does not belong in text; the file may be damaged",
            ),
        ] {
            let mut out = Vec::new();
            let source = SourcePath::new("a.md");
            let text = decode(&source, bytes, &mut out);
            check_nul(&source, &text, &mut out);
            let shown: Vec<_> = out
                .iter()
                .map(|d| format!("{} {}: {}", d.code, d.span.map_or("-".into(), |s| s.start.to_string()), d.message))
                .collect();
            assert_eq!(shown.join("\n"), expected, "{bytes:?}");
        }
    }
}
