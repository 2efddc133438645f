//! A text in another encoding than UTF-8: read strictly in one that is named, and the readings among which a person who
//! knows the text can choose. Nothing here decides for anybody.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, ISO_8859_2, MACINTOSH, SHIFT_JIS, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1254, WINDOWS_1257,
};

/// Bytes that are looked at for a guess.
const SAMPLE: usize = 64 * 1024;
/// So many bytes beyond ASCII, of letters that are not Latin, are enough to tell encodings apart.
const ENOUGH: usize = 24;
/// Readings that are shown at most.
const MOST: usize = 4;
/// Characters of a text that are shown at most, before and behind the first one beyond ASCII.
const SHOWN: (usize, usize) = (30, 40);

/// A text as an encoding has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodingCandidate {
    /// Its name, as `vertebra fix --encoding` takes it. Source: WHATWG Encoding, section 4.2.
    pub name: &'static str,
    /// The first words with a character beyond ASCII, as they then read.
    pub words: String,
}

/// Reads a whole text in an encoding. Where most of it is UTF-8 already, only the bytes that are not are read so.
///
/// # Errors
///
/// The line, from 1, of the first thing that the encoding does not have, or that no text has.
pub fn read_as(bytes: &[u8], encoding: &'static Encoding) -> Result<String, usize> {
    if is_mixed(bytes) && encoding.is_single_byte() {
        let mut text = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            let line = text.matches('\n').count();
            text.push_str(&whole(chunk.invalid(), encoding).map_err(|inside| inside + line)?);
        }
        return Ok(text);
    }
    whole(bytes, encoding)
}

fn whole(bytes: &[u8], encoding: &'static Encoding) -> Result<String, usize> {
    // The mark at the start of a file says which of the two orders of bytes it has; no other encoding has one.
    let (text, wrong) = if is_wide(encoding) {
        let (text, _, wrong) = encoding.decode(bytes);
        (text, wrong)
    } else {
        encoding.decode_without_bom_handling(bytes)
    };
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t') || c == '\u{fffd}';
    match text.find(odd) {
        None if !wrong => Ok(text.into_owned()),
        at => Err(text[..at.unwrap_or(0)].matches('\n').count() + 1),
    }
}

fn is_wide(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// Whether most of a text is UTF-8 and some bytes are not: it was put together from files of different encodings. No one
/// encoding reads it; each would destroy the letters of the other.
pub fn is_mixed(bytes: &[u8]) -> bool {
    let (mut letters, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii() && *c != '\u{feff}').count();
        bad += chunk.invalid().len();
    }
    bad > 0 && letters > bad
}

/// The encoding of a text of two bytes a character, by its mark or by where the bytes of its plain letters are.
pub(super) fn utf_16(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Some("utf-16"),
        _ if bytes.len() % 2 == 1 || !bytes.contains(&0) => return None,
        _ => {}
    }
    // What editors type begins with letters of ASCII, of which each has a zero beside it, always on the same side.
    let head = &bytes[..bytes.len().min(16)];
    let zeros = |at: usize| head.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let most = |zeros: usize| zeros >= 2 && zeros * 4 >= head.len();
    match (zeros(0), zeros(1)) {
        (0, second) if most(second) && whole(bytes, UTF_16LE).is_ok() => Some("utf-16le"),
        (first, 0) if most(first) && whole(bytes, UTF_16BE).is_ok() => Some("utf-16be"),
        _ => None,
    }
}

/// The readings of a text that make words of it, the likeliest first. Only one where there is hardly a doubt; none where
/// no encoding gives words.
pub fn readings(bytes: &[u8]) -> Vec<EncodingCandidate> {
    if let Some(name) = utf_16(bytes) {
        return reading(bytes, name).into_iter().collect();
    }
    if is_mixed(bytes) {
        return reading(bytes, "windows-1252").into_iter().collect();
    }
    let guessed = guess(bytes);
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let others: &[&'static Encoding] = if !looks_western(bytes) {
        if high >= ENOUGH { &[] } else { &[GBK, SHIFT_JIS, BIG5, EUC_KR, WINDOWS_1251] }
    } else if guessed == WINDOWS_1252 || guessed == MACINTOSH {
        &[]
    } else {
        &[WINDOWS_1252, WINDOWS_1250, ISO_8859_2, WINDOWS_1254, WINDOWS_1257]
    };
    let mut found: Vec<EncodingCandidate> = Vec::new();
    for encoding in std::iter::once(guessed).chain(others.iter().copied()) {
        let name = if encoding == GBK { "gb18030" } else { encoding.name() };
        let Some(reading) = reading(bytes, name) else { continue };
        if found.len() < MOST && !found.iter().any(|known| known.words == reading.words) {
            found.push(reading);
        }
    }
    found
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if looks_western(sample) && looks_like_mac(sample) {
        return MACINTOSH;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// A text as an encoding has it, if that has all its bytes and makes words of them.
fn reading(bytes: &[u8], name: &str) -> Option<EncodingCandidate> {
    let encoding = Encoding::for_label(name.as_bytes())?;
    let text = read_as(bytes, encoding).ok()?;
    let name = match name {
        "utf-16" => "utf-16",
        _ => encoding.name(),
    };
    let is_bad = |line: &&str| line.contains(|c: char| !c.is_ascii() && c != '\u{feff}');
    let (line, at) = match is_mixed(bytes) {
        true => {
            let before = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            (text[start..].lines().next()?, before.len() - start)
        }
        false => {
            let line = text.lines().find(is_bad).or_else(|| text.lines().find(|line| !line.trim().is_empty()))?;
            (line, line.find(|c: char| !c.is_ascii()).unwrap_or(0))
        }
    };
    makes_words(&text).then(|| EncodingCandidate { name, words: words_around(line, at) })
}

/// The part of a line around a byte, cut between words where there are any.
fn words_around(line: &str, at: usize) -> String {
    let line = line.trim_start_matches('\u{feff}');
    let at = line.floor_char_boundary(at);
    let before: Vec<char> = line[..at].chars().rev().take(SHOWN.0).collect();
    let is_cut = before.len() < line[..at].chars().count();
    let before: String = before.into_iter().rev().collect();
    let before = if is_cut { before.split_once(' ').map_or(&*before, |(_, rest)| rest) } else { &*before };
    let rest: String = line[at..].chars().take(SHOWN.1).collect();
    let after_is_cut = rest.len() < line[at..].len();
    let after = if after_is_cut { rest.rsplit_once(' ').map_or(&*rest, |(first, _)| first) } else { &*rest };
    let mark = |cut: bool| if cut { "…" } else { "" };
    format!("{}{before}{after}{}", mark(is_cut), mark(after_is_cut)).trim().to_owned()
}

/// Whether a text holds nothing that no language writes: signs between letters, characters that are nobody's.
fn makes_words(text: &str) -> bool {
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        let beside_letters = before.is_alphabetic() || after.is_alphabetic();
        let is_quote = matches!(c, '‘'..='‟' | '«' | '»' | '‹' | '›' | '–' | '—' | '…' | '·' | '\u{a0}' | '\u{ad}');
        let begins = matches!(c, '¿' | '¡') && !before.is_alphabetic();
        let is_sign = !c.is_ascii() && !c.is_alphanumeric() && !is_quote && !begins && !is_of_script(c);
        // Letters of half a width were for terminals.
        let is_nobodys = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{ff61}'..='\u{ff9f}');
        if is_nobodys || is_sign && beside_letters || matches!(c, '¹' | '²' | '³' | 'º' | 'ª') && after.is_alphabetic()
        {
            return false;
        }
        before = c;
    }
    true
}

/// Marks over letters, and the signs of scripts that are not Latin.
fn is_of_script(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5f4}' | '\u{600}'..='\u{6ff}' | '\u{e30}'..='\u{e5b}' | '\u{200c}'..='\u{200f}' | '\u{3000}'..='\u{30ff}' | '\u{ff00}'..='\u{ffef}')
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
