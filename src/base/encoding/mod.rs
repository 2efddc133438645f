//! Bytes to text: UTF-8 is read, other encodings are named and refused. The one reader of every file that editors type.

mod reading;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::path::SourcePath;
use crate::span::Span;

pub use reading::{EncodingCandidate, is_mixed, read_as, readings};

/// Reads a file as UTF-8. Other encodings are named and refused; the text then stands in for the diagnostics only.
pub fn decode<'b>(source: &SourcePath, bytes: &'b [u8], out: &mut Vec<Diagnostic>) -> Cow<'b, str> {
    if reading::utf_16(bytes).is_some() {
        out.push(refuse(source, bytes, None, "this file is saved as UTF-16, not as UTF-8".to_owned()));
        return Cow::Borrowed("");
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) => {
            let at = error.valid_up_to();
            out.push(refuse(source, bytes, Some(at), bad_byte(bytes, at)));
            String::from_utf8_lossy(bytes)
        }
    }
}

/// The text of a file that is saved as UTF-8.
pub fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok().filter(|_| reading::utf_16(bytes).is_none())
}

/// What to do about a file in another encoding: the command for each reading of it, with the words as they then are.
pub fn offers(source: &SourcePath, bytes: &[u8]) -> String {
    let run = |name: &str| format!("vertebra fix --encoding {name} {source}");
    match &*readings(bytes) {
        [] => {
            format!(
                "if you know how the file was saved (such as gb18030, shift_jis, windows-1251), run: {}",
                run("NAME")
            )
        }
        [one] => format!("if the text should read \"{}\", run: {}", one.words, run(one.name)),
        several => {
            let lines: Vec<_> = several.iter().map(|it| format!("\"{}\": {}", it.words, run(it.name))).collect();
            let none = format!("if none of them is correct and you know how the file was saved: {}", run("NAME"));
            format!("run the command next to the correct text:\n{}\n{none}", lines.join("\n"))
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

fn bad_byte(bytes: &[u8], at: usize) -> String {
    let byte = bytes[at];
    let (what, from) = match (is_mixed(bytes), &*readings(bytes)) {
        (true, _) => ("this character is not saved as UTF-8, although the rest of the file is", of_windows(byte)),
        (_, [one]) if one.name == "windows-1252" => ("this file is not saved as UTF-8", of_windows(byte)),
        (_, [one]) if one.name == "macintosh" => {
            ("this file is not saved as UTF-8", ", probably a letter saved by an old Mac".to_owned())
        }
        (_, [one]) => ("this file is not saved as UTF-8", format!(", probably saved as {}", one.name)),
        _ => ("this file is not saved as UTF-8", ", from another encoding".to_owned()),
    };
    format!("{what} (byte 0x{byte:02x} here{from})")
}

fn of_windows(byte: u8) -> String {
    match windows_1252(byte) {
        Some('‘' | '’') => ", probably an apostrophe saved by Windows".to_owned(),
        Some('“' | '”') => ", probably a quotation mark saved by Windows".to_owned(),
        Some('–' | '—') => ", probably a dash saved by Windows".to_owned(),
        Some('\u{a0}') => ", probably a no-break space saved by Windows".to_owned(),
        Some(c) => format!(", probably \"{c}\" saved by Windows"),
        None => ", from another encoding".to_owned(),
    }
}

/// `at` is the byte at which it cannot be UTF-8.
fn refuse(source: &SourcePath, bytes: &[u8], at: Option<usize>, message: String) -> Diagnostic {
    let first = match is_mixed(bytes) {
        true => "type this character again and save the file",
        false => "in your editor, choose: Save with encoding > UTF-8",
    };
    Diagnostic::error("encoding", source, at.map(Span::at), message)
        .with_help(format!("{first}\nor {}", offers(source, bytes)))
        .with_note(
            "the file was not changed; the command shows the new text before it writes, and vertebra undo restores the old one",
        )
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
