//! Files that are saved in another encoding: read in the one that the editor names, never in one that we guess.

use encoding_rs::{Encoding, UTF_8};
use vertebra_base::encoding;

/// Why a file cannot be read in the encoding that was named.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadEncoding {
    #[error("\"{0}\" is not a known encoding")]
    Unknown(String),
    #[error("this file is already saved as UTF-8")]
    IsUtf8,
    #[error("this file is not {0}: line {1} contains a character that {0} does not have")]
    Other(&'static str, usize),
}

/// Reads a file in the encoding that was named: `windows-1252`, `macintosh`, `utf-16`. Source of the names: WHATWG
/// Encoding, section 4.2.
pub fn decode(bytes: &[u8], name: &str) -> Result<String, BadEncoding> {
    let unknown = || BadEncoding::Unknown(name.to_owned());
    let label = match name.to_ascii_lowercase().as_str() {
        "mac" | "mac-roman" | "macroman" => "macintosh".to_owned(),
        "windows" | "cp1252" | "ansi" => "windows-1252".to_owned(),
        other => other.to_owned(),
    };
    let encoding = Encoding::for_label(label.as_bytes()).filter(|it| *it != UTF_8).ok_or_else(unknown)?;
    let marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if !marked && std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        return Err(BadEncoding::IsUtf8);
    }
    encoding::read_as(bytes, encoding).map_err(|line| BadEncoding::Other(encoding.name(), line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_as_they_were_saved() {
        let utf16 = |text: &str| [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let wide: Vec<u8> = utf16("It’s");
        for (bytes, name, text) in [
            (&b"It\x92s caf\xe9\r\n"[..], "windows-1252", "It’s café\r\n"),
            (b"caf\x8e", "macintosh", "café"),
            (&wide, "utf-16", "It’s"),
            (&wide, "UTF-16LE", "It’s"),
        ] {
            assert_eq!(decode(bytes, name).as_deref(), Ok(text), "{name}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for (bytes, name, words) in [
            (&b"caf\xc3\xa9"[..], "windows-1252", "this file is already saved as UTF-8"),
            (b"a\xe9", "klingon", "\"klingon\" is not a known encoding"),
            (b"a\xe9", "utf-8", "\"utf-8\" is not a known encoding"),
            (
                b"a\nb\x81",
                "windows-1252",
                "this file is not windows-1252: line 2 contains a character that windows-1252 does not have",
            ),
            (b"a\xe9b", "utf-16", "this file is not UTF-16LE: line 1 contains a character that UTF-16LE does not have"),
        ] {
            assert_eq!(decode(bytes, name).map_err(|it| it.to_string()), Err(words.to_owned()));
        }
    }
}
