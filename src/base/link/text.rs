//! The letters of an address: decoded once, composed, and encoded again. Knows nothing of what they mean.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The characters that a path in an address holds as they are. Source: RFC 3986, section 3.3, less the quotation mark.
const KEPT: AsciiSet = NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b':')
    .remove(b'@')
    .remove(b'=');

/// A path in plain letters, with everything encoded that has no place in an address.
pub fn encode(path: &str) -> Cow<'_, str> {
    utf8_percent_encode(path, &KEPT).into()
}

/// A part of an address in plain letters: decoded once, and composed. What is no UTF-8 stays a mark of replacement.
pub fn decoded(text: &str) -> Cow<'_, str> {
    match percent_decode_str(text).decode_utf8_lossy() {
        Cow::Borrowed(text) => composed(text),
        Cow::Owned(text) => match composed(&text) {
            Cow::Borrowed(_) => Cow::Owned(text),
            Cow::Owned(text) => Cow::Owned(text),
        },
    }
}

/// A name in the form in which names are compared and published: a letter and its accent are one character. Macs and
/// the archives they make have names with two. Source: Unicode Standard Annex 15, form C.
pub fn composed(text: &str) -> Cow<'_, str> {
    match text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.nfc().collect()),
    }
}
