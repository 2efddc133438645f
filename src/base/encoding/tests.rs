//! Files in the encodings that editors' programs write, and what is said of them.

use super::*;
use encoding_rs as rs;

/// The message, and the words and names that are offered.
fn told(bytes: &[u8]) -> (String, Vec<String>) {
    let mut out = Vec::new();
    let source = SourcePath::new("a.md");
    let text = decode(&source, bytes, &mut out);
    check_nul(&source, &text, &mut out);
    let message = out
        .iter()
        .map(|d| format!("{} {}: {}", d.code, d.span.map_or("-".into(), |s| s.start.to_string()), d.message))
        .collect::<Vec<_>>()
        .join("\n");
    let offered = readings(bytes).into_iter().map(|it| format!("{}: {}", it.name, it.words)).collect();
    let offered = if message.starts_with("encoding") { offered } else { Vec::new() };
    (message, offered)
}

#[test]
fn encodings_are_named() {
    for (bytes, expected) in [
        (&b"ok"[..], ""),
        (b"\xef\xbb\xbfok", ""),
        (
            b"it\x92s",
            "encoding 2: this file is not saved as UTF-8 (byte 0x92 here, probably an apostrophe saved by Windows)",
        ),
        (b"caf\xe9", "encoding 3: this file is not saved as UTF-8 (byte 0xe9 here, probably \"é\" saved by Windows)"),
        (
            b"\x8et\x8e d\x8ej\x88",
            "encoding 0: this file is not saved as UTF-8 (byte 0x8e here, probably a letter saved by an old Mac)",
        ),
        (b"\xff\xfea\0", "encoding -: this file is saved as UTF-16, not as UTF-8"),
        (b"a\0b\0", "encoding -: this file is saved as UTF-16, not as UTF-8"),
        (b"\0a\0b", "encoding -: this file is saved as UTF-16, not as UTF-8"),
        (
            b"a\0b",
            "nul 1: there is a NUL character here (byte 0x00), which does not belong in text; the file may be damaged",
        ),
    ] {
        assert_eq!(told(bytes).0, expected, "{bytes:?}");
    }
}

/// A text in an encoding, which must have all its letters.
fn saved(text: &str, encoding: &'static rs::Encoding) -> Vec<u8> {
    let (bytes, _, wrong) = encoding.encode(text);
    assert!(!wrong, "{} has not all of {text}", encoding.name());
    bytes.into_owned()
}

#[test]
fn pages_of_every_encoding_are_read_with_their_own_words() {
    for (encoding, line) in [
        (rs::WINDOWS_1252, "À la première visite, l’équipe vous reçoit à l’accueil."),
        (rs::WINDOWS_1250, "Masaż głęboki łagodzi ból pleców i poprawia krążenie krwi."),
        (rs::ISO_8859_2, "Příliš žluťoučký kůň úpěl ďábelské ódy."),
        (rs::WINDOWS_1251, "Массаж спины снимает боль и усталость."),
        (rs::KOI8_U, "Массаж спины снимает боль и усталость."),
        (rs::WINDOWS_1253, "Το μασάζ ανακουφίζει από τον πόνο στην πλάτη."),
        (rs::WINDOWS_1254, "Sırt ağrısı için masaj çok iyi gelir, şimdi başvurun."),
        (rs::WINDOWS_1255, "עיסוי גב מקל על הכאב ומרגיע את השרירים."),
        (rs::WINDOWS_1256, "التدليك يخفف آلام الظهر ويريح العضلات."),
        (rs::SHIFT_JIS, "初めての方へのご案内です。"),
        (rs::EUC_JP, "初めての方へのご案内です。"),
        (rs::GB18030, "按摩可以缓解背部的疼痛和疲劳。"),
        (rs::BIG5, "按摩可以緩解背部的疼痛和疲勞。"),
        (rs::EUC_KR, "등 마사지는 통증을 줄여 줍니다."),
    ] {
        let page = format!("---\ntitle: T\n---\n\n{line}\n");
        let bytes = saved(&page, encoding);
        let (message, offered) = told(&bytes);
        assert!(message.contains(": this file is not saved as UTF-8 (byte 0x"), "{message}");
        let first = offered.first().unwrap_or_else(|| panic!("nothing is offered for {}", encoding.name()));
        let (name, words) = first.split_once(": ").expect("a name");
        let begin: String = line.chars().take(12).collect();
        assert!(words.starts_with(&begin), "{}: {offered:?}", encoding.name());
        let named = rs::Encoding::for_label(name.as_bytes()).expect("a name that can be typed");
        assert_eq!(read_as(&bytes, named).as_deref(), Ok(&*page), "{name}");
    }
}

#[test]
fn of_few_words_every_reading_is_shown_that_makes_words() {
    for (encoding, text) in [
        (rs::GB18030, "title: 工具\n"),
        (rs::SHIFT_JIS, "title: 日本語\n"),
        (rs::WINDOWS_1251, "title: Привет\n"),
        (rs::WINDOWS_1250, "title: Masaż\n"),
        (rs::WINDOWS_1257, "title: Masažas\n---\nNugaros masažas mažina skausmą.\n"),
    ] {
        let bytes = saved(text, encoding);
        let offered = told(&bytes).1;
        let right = offered.iter().find(|it| it.ends_with(text.lines().next().unwrap_or_default()));
        let right = right.unwrap_or_else(|| panic!("{}: {offered:?}", encoding.name()));
        let name = right.split(": ").next().and_then(|name| rs::Encoding::for_label(name.as_bytes()));
        assert_eq!(read_as(&bytes, name.expect("a name")).as_deref(), Ok(text));
    }
}

#[test]
fn a_text_of_two_bytes_a_character_is_known_with_a_mark_and_without() {
    let text = "---\ntitle: Masaż\n---\nłagodzi 痛み.\n";
    let marked = format!("\u{feff}{text}");
    let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    for (bytes, name) in
        [(little(&marked), "utf-16"), (big(&marked), "utf-16"), (little(text), "UTF-16LE"), (big(text), "UTF-16BE")]
    {
        assert_eq!(told(&bytes).1, [format!("{name}: title: Masaż")]);
        let encoding = rs::Encoding::for_label(name.as_bytes()).expect("a name");
        assert_eq!(read_as(&bytes, encoding).as_deref(), Ok(text));
    }
}

#[test]
fn a_byte_in_a_text_of_utf_8_is_read_alone() {
    let bytes = ["---\ntitle: Über uns\n---\nGrüße aus Köln: it".as_bytes(), b"\x92s na\xefve"].concat();
    let (message, offered) = told(&bytes);
    assert_eq!(
        message,
        "encoding 46: this character is not saved as UTF-8, although the rest of the file is (byte 0x92 here, probably an apostrophe saved by Windows)"
    );
    assert_eq!(offered, ["windows-1252: Grüße aus Köln: it’s naïve"]);
    let read = read_as(&bytes, rs::WINDOWS_1252).expect("a text");
    assert!(read.ends_with("Grüße aus Köln: it’s naïve"), "{read}");
    // An encoding of several bytes would take the letters beside it.
    assert!(read_as(&bytes, rs::SHIFT_JIS).is_err());
}

#[test]
fn bytes_that_no_encoding_makes_words_of_have_no_command_with_a_name() {
    let mut noise = Vec::new();
    let mut state = 7u32;
    for _ in 0..600 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise.push((state >> 24) as u8 | 1);
    }
    assert_eq!(told(&noise).1, Vec::<String>::new());
}
