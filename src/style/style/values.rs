//! Whether browsers can read the value of a property, and what was probably meant.
//!
//! The parser says what it can read. What it cannot may be newer or older than the parser: a value is called invalid only
//! if it is made of nothing but words and functions that the parser knows well.

use std::ops::Range;

use lightningcss::properties::custom::{CustomProperty, Token, TokenList, TokenOrValue};
use lightningcss::properties::{Property, PropertyId};
use lightningcss::stylesheet::ParserOptions;

use super::names::{COMMON_VALUES, KEYWORDS, PROPERTIES};
use super::unknown_to_parser;
use crate::tokens::blank_comments;
use vertebra_base::diagnostic::nearest;

/// What is wrong with a value.
pub struct InvalidValue {
    /// In the value.
    pub range: Range<usize>,
    pub message: String,
    pub help: String,
}

/// Values that every property has.
const WIDE: [&str; 6] = ["inherit", "initial", "unset", "revert", "revert-layer", "revert-rule"];

/// Units of length, angle, time and resolution, for suggestions.
const UNITS: [&str; 16] =
    ["px", "em", "rem", "ex", "ch", "lh", "vw", "vh", "vmin", "vmax", "cm", "mm", "pt", "deg", "ms", "fr"];

/// What is wrong with the value of a property that is known, or nothing.
pub fn check(property: &str, value: &str) -> Option<InvalidValue> {
    let plain = blank_comments(value);
    let end = plain.to_ascii_lowercase().rfind("!important").unwrap_or(plain.len());
    let value = plain[..end].trim_end();
    // Escapes and other exclamation marks are for browsers of long ago.
    if value.contains(['\\', '!']) || WIDE.iter().any(|word| word.eq_ignore_ascii_case(value)) {
        return None;
    }
    if let Some(invalid) = missing_semicolon(property, value) {
        return Some(invalid);
    }
    let tokens = tokens(value)?;
    if !only_known(&tokens.0) {
        return None;
    }
    match Property::parse_string(PropertyId::from(property), value, ParserOptions::default()).ok()? {
        Property::Unparsed(_) if unknown_to_parser::allows(property, &words(value)) => None,
        Property::Unparsed(_) => Some(invalid(property, value, &tokens.0)),
        Property::Custom(_) => not_a_keyword(property, value),
        _ => without_unit(property, value, &tokens.0),
    }
}

/// The tokens of a value, whatever property it is for.
fn tokens(value: &str) -> Option<TokenList<'_>> {
    match Property::parse_string(PropertyId::from("--x"), value, ParserOptions::default()).ok()? {
        Property::Custom(CustomProperty { value, .. }) => Some(value),
        _ => None,
    }
}

/// Whether the parser knows all that a value is made of: no variables, no functions that are newer than it is, no words
/// of one browser.
fn only_known(tokens: &[TokenOrValue]) -> bool {
    tokens.iter().all(|token| match token {
        TokenOrValue::Var(_)
        | TokenOrValue::Env(_)
        | TokenOrValue::UnresolvedColor(_)
        | TokenOrValue::DashedIdent(_)
        | TokenOrValue::Token(Token::CurlyBracketBlock | Token::AtKeyword(_)) => false,
        TokenOrValue::Token(Token::Ident(word)) => !word.starts_with('-'),
        TokenOrValue::Function(function) => {
            let name = function.name.0.to_ascii_lowercase();
            let nested = |token: &TokenOrValue| matches!(token, TokenOrValue::Function(_));
            // Colors that are made from others, or calculated, are newer than those of numbers.
            let color = unknown_to_parser::COLOR_FUNCTIONS.contains(&&*name);
            let newer = |token: &TokenOrValue| {
                nested(token) || matches!(token, TokenOrValue::Token(Token::Ident(word)) if *word == "from")
            };
            unknown_to_parser::is_known_function(&name)
                && !(color && function.arguments.0.iter().any(newer))
                && only_known(&function.arguments.0)
        }
        _ => true,
    })
}

/// The words of a value outside of strings, in small letters.
fn words(value: &str) -> Vec<String> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '%');
    value.split(|c| !is_part(c)).filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect()
}

/// Two declarations in one: `color: red` and on the next line `margin: 0`.
fn missing_semicolon(property: &str, value: &str) -> Option<InvalidValue> {
    let mut depth = 0usize;
    let mut quote = None;
    for (at, c) in value.char_indices() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', _) => quote = Some(c),
            ('(' | '[' | '{', _) => depth += 1,
            (')' | ']' | '}', _) => depth = depth.saturating_sub(1),
            (':', _) if depth == 0 => {
                let before = value[..at].trim_end();
                let start = before.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '-')? + 1;
                let (first, next) = (before[..start].trim_end(), before[start..].to_ascii_lowercase());
                let is_property = PROPERTIES.contains(next.as_str()) || next.starts_with("--");
                if first.is_empty() || !is_property {
                    return None;
                }
                let last = first.rfind(char::is_whitespace).map_or(0, |at| at + 1);
                return Some(InvalidValue {
                    range: last..first.len(),
                    message: format!("a semicolon is missing before \"{next}\""),
                    help: format!("write: {property}: {first};"),
                });
            }
            _ => {}
        }
    }
    None
}

/// A value of a property that has only words, and not this one.
fn not_a_keyword(property: &str, value: &str) -> Option<InvalidValue> {
    let known = KEYWORDS.get(property)?;
    let word = value.to_ascii_lowercase();
    let is_word = word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !is_word || known.contains(word.as_str()) {
        return None;
    }
    let help = match nearest(&word, known.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("write one of: {}", known.iter().copied().collect::<Vec<_>>().join(", ")),
    };
    Some(InvalidValue { range: 0..value.len(), message: message(property, value), help })
}

/// A length without a unit, which only zero may be (CSS Values 4, section 6).
fn without_unit(property: &str, value: &str, tokens: &[TokenOrValue]) -> Option<InvalidValue> {
    if !unknown_to_parser::takes_lengths_only(property) {
        return None;
    }
    let number = tokens.iter().find_map(|token| match token {
        TokenOrValue::Token(Token::Number { value, .. }) if *value != 0.0 => Some(value.to_string()),
        _ => None,
    })?;
    let start = value.find(&number)?;
    Some(InvalidValue {
        range: start..start + number.len(),
        message: format!("the length {number} has no unit"),
        help: format!("write a unit, for example: {number}px"),
    })
}

fn message(property: &str, value: &str) -> String {
    let short: String = value.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("browsers ignore this value of \"{property}\": {short}")
}

/// An invalid value, with the words to type if there is one change that makes it valid.
fn invalid(property: &str, value: &str, tokens: &[TokenOrValue]) -> InvalidValue {
    let reads = |value: &str| {
        let parsed = Property::parse_string(PropertyId::from(property), value, ParserOptions::default());
        !matches!(parsed, Err(_) | Ok(Property::Unparsed(_) | Property::Custom(_)))
    };
    let message = message(property, value);
    let all = 0..value.len();
    for (range, near) in corrections(value) {
        let changed = format!("{}{near}{}", &value[..range.start], &value[range.end..]);
        if reads(&changed) {
            return InvalidValue { range: all, message, help: format!("write: {property}: {changed};") };
        }
    }
    let has_hash = |token: &TokenOrValue| matches!(token, TokenOrValue::Token(Token::Hash(_) | Token::IDHash(_)));
    let help = if tokens.iter().any(has_hash) {
        "after #, write 3, 4, 6 or 8 digits or letters from a to f, for example: #005eb8"
    } else if value.contains("calc(") {
        "write a space before and after + and -, and a value on both sides"
    } else {
        "correct it, or remove the line"
    };
    InvalidValue { range: all, message, help: help.to_owned() }
}

/// Changes of one word, unit or space that are near, with what to write there.
fn corrections(value: &str) -> Vec<(Range<usize>, String)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '%');
    let mut out = Vec::new();
    let mut at = 0;
    let mut before: Option<Range<usize>> = None;
    for piece in value.split_inclusive(|c| !is_part(c)) {
        let word = piece.trim_end_matches(|c| !is_part(c));
        let range = at..at + word.len();
        at += piece.len();
        if word.is_empty() {
            continue;
        }
        let digits = word.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(word.len());
        let small = word.to_ascii_lowercase();
        if digits == 0 {
            let mut tried: Vec<&str> = Vec::new();
            while let Some(near) = nearest(&small, COMMON_VALUES.iter().copied().filter(|it| !tried.contains(it))) {
                tried.push(near);
            }
            out.extend(tried.into_iter().map(|near| (range.clone(), near.to_owned())));
            let number = before.filter(|before| value[before.clone()].bytes().all(|b| b.is_ascii_digit() || b == b'.'));
            if let Some(number) = number.filter(|_| UNITS.contains(&&*small)) {
                out.push((number.end..range.start, String::new()));
            }
        } else if let Some(unit) = nearest(&small[digits..], UNITS) {
            out.push((range.start + digits..range.end, unit.to_owned()));
        }
        before = Some(range);
    }
    out
}
