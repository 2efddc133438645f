//! What looks like a telephone number or a street address in the text of a page. Whether it is that of somebody is known
//! only when all pages are.

use std::ops::Range;

use super::LintInput;
use crate::page::{Contacts, StreetAddress};
use vertebra_base::span::Spanned;
use vertebra_schema::FieldKind;
use vertebra_schema::rules::phone_digits;

/// More of them on one page are a list of something else.
const MOST: usize = 50;
/// Source: ITU-T E.164, the most digits that a number has.
const LONGEST: usize = 15;
/// `](tel:`
const NEAR: u32 = 8;

/// The numbers and addresses of a page, in a site that has records of them. Nothing where there are none.
pub fn find(said: &LintInput) -> Option<Box<Contacts>> {
    let declares = |test: &dyn Fn(&vertebra_schema::Field) -> bool| {
        said.schema.types.values().any(|kind| kind.fields.iter().any(test))
    };
    let text = &said.prose.text;
    let mut contacts = Contacts::default();
    if declares(&|field| field.kind == FieldKind::Phone) {
        let place = |(range, digits): (Range<usize>, String)| Spanned::new(digits, said.prose.span(range));
        contacts.phones = phones(text).into_iter().take(MOST).map(place).collect();
        for link in said.links.iter().filter(|link| link.target.starts_with("tel:")) {
            let digits = phone_digits(&link.target);
            let told = |phone: &Spanned<String>| {
                phone.value == digits && link.span.start >= phone.span.end && link.span.start - phone.span.end <= NEAR
            };
            if !digits.is_empty() && !contacts.phones.iter().any(told) {
                contacts.phones.push(Spanned::new(digits, link.span));
            }
        }
    }
    if declares(&|field| field.property.as_deref() == Some("address.streetAddress")) {
        contacts.streets = streets(text)
            .into_iter()
            .take(MOST)
            .map(|(range, number)| {
                let text = text[range.clone()].to_owned();
                StreetAddress { number, text, span: said.prose.span(range) }
            })
            .collect();
    }
    let found = !contacts.phones.is_empty() || !contacts.streets.is_empty();
    found.then(|| Box::new(contacts))
}

/// A run of digits with what parts them.
struct Run {
    range: Range<usize>,
    plus: bool,
    /// The lengths of the groups.
    groups: Vec<usize>,
    /// Where each group ends.
    ends: Vec<usize>,
    /// What stands between them.
    between: String,
}

/// Telephone numbers in a text, with their digits: in the international form, in that of North America, and with the 0 that
/// most other countries dial first.
fn phones(text: &str) -> Vec<(Range<usize>, String)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(digit) = bytes[at..].iter().position(u8::is_ascii_digit).map(|next| next + at) {
        let run = run(text, digit);
        at = run.range.end.max(digit + 1);
        if let Some(end) = number(text, &run) {
            let range = run.range.start..end;
            found.push((range.clone(), phone_digits(&text[range])));
            at = end;
        }
    }
    found
}

/// All digits from one on that may be one number.
fn run(text: &str, digit: usize) -> Run {
    let before = &text[..digit];
    let bare = before.trim_end_matches(['(', ' ']);
    let opened = before.strip_suffix('(').unwrap_or(before);
    let plus = before.ends_with('+') || opened.len() < before.len() && bare.ends_with('+');
    let start = if plus { bare.len() - 1 } else { opened.len() };
    let mut run = Run { range: start..digit, plus, groups: Vec::new(), ends: Vec::new(), between: String::new() };
    let (mut group, mut gap, mut total) = (0, String::new(), 0);
    for (at, c) in text[digit..].char_indices() {
        match c {
            '0'..='9' => {
                if group == 0 && !run.groups.is_empty() {
                    run.between.push_str(&gap);
                }
                gap.clear();
                group += 1;
                total += 1;
                run.range.end = digit + at + 1;
                if total > LONGEST + 3 {
                    break;
                }
            }
            ' ' | '-' | '.' | '(' | ')' | '‑' | '–' | '/' if gap.chars().count() < 2 => {
                if group > 0 {
                    run.groups.push(group);
                    run.ends.push(run.range.end);
                    group = 0;
                }
                gap.push(c);
            }
            _ => break,
        }
    }
    if group > 0 {
        run.groups.push(group);
        run.ends.push(run.range.end);
    }
    run
}

/// Where the telephone number ends that a run begins with, if it does.
fn number(text: &str, run: &Run) -> Option<usize> {
    let before = text[..run.range.start].chars().next_back();
    let belongs =
        |c: char| c.is_alphanumeric() || matches!(c, '.' | '/' | '-' | '_' | ':' | '=' | '#' | '@' | '$' | '€' | '£');
    if before.is_some_and(belongs) || is_of_a_book(&text[..run.range.start]) {
        return None;
    }
    let digits: usize = run.groups.iter().sum();
    let end = if run.plus {
        // With the country code of North America the number has its own form.
        let american = text[run.range.clone()].trim_start_matches(['+', '(', ' ']).starts_with('1');
        match run.groups.as_slice() {
            [1, 3, 3, 4, ..] if american => run.ends[3],
            _ if (8..=LONGEST).contains(&digits) => run.range.end,
            _ => return None,
        }
    } else {
        match run.groups.as_slice() {
            [3, 3, 4, ..] if american(text, run, 0) => run.ends[2],
            [1, 3, 3, 4, ..] if text[run.range.clone()].starts_with('1') && american(text, run, 1) => run.ends[3],
            [10] | [3, 7] if american(text, run, 0) => run.range.end,
            [_, ..] if (9..=11).contains(&digits) && trunk(text, run) => run.range.end,
            [_, ..] if (10..=LONGEST + 2).contains(&digits) && abroad(text, run) => run.range.end,
            [4, 3, 3] | [4, 6] | [10] if free(text, run) => run.range.end,
            _ => return None,
        }
    };
    let mut behind = text[end..].chars();
    let next = behind.next();
    let goes_on = next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '_' | '%' | '@'))
        || matches!(next, Some('.' | '-' | ',')) && behind.next().is_some_and(|c| c.is_ascii_digit());
    (!goes_on).then_some(end)
}

/// Whether digits from a group on are those of a number of the North American Numbering Plan: three parts, of which the
/// first two begin with 2 to 9. Where hyphens, stops or brackets part them, nothing else is written so.
fn american(text: &str, run: &Run, skip: usize) -> bool {
    let digits: Vec<char> = text[run.range.clone()].chars().filter(char::is_ascii_digit).skip(skip).take(10).collect();
    let marked = run.between.contains(['-', '.', ')', '‑']) && !run.between.contains('/');
    let valid = digits.len() == 10 && [0, 3].iter().all(|at| ('2'..='9').contains(&digits[*at]));
    marked && run.groups.len() > 1 || valid && !run.between.contains('/')
}

/// `020 7946 0958`, `091555999`
fn trunk(text: &str, run: &Run) -> bool {
    let first =
        text[run.range.clone()].trim_start_matches('(').strip_prefix('0').is_some_and(|it| !it.starts_with('0'));
    first && run.groups.len() <= 5 && !run.between.contains(['.', '/', '–'])
}

/// `00353 91 555 999`: the 00 is dialled for a + in most countries. Source: ITU-T E.123, E.164.
fn abroad(text: &str, run: &Run) -> bool {
    let country = text[run.range.clone()].trim_start_matches('(').strip_prefix("00");
    country.is_some_and(|it| it.starts_with(|c: char| matches!(c, '1'..='9'))) && !run.between.contains(['.', '/', '–'])
}

/// `1800 555 131`: numbers that cost nothing or little, in the form of Ireland and Australia.
fn free(text: &str, run: &Run) -> bool {
    let first = text[run.range.clone()].get(..4).unwrap_or_default();
    matches!(first, "1800" | "1850" | "1890" | "1300") && !run.between.contains(['.', '/', '–'])
}

/// The number of a book, a paper or a trial stands behind its name.
fn is_of_a_book(before: &str) -> bool {
    let word = before.trim_end().trim_end_matches([':', '.']).rsplit([' ', '\n', '(']).next().unwrap_or("");
    ["isbn", "issn", "pmid", "pmcid", "doi", "nct", "isrctn"].iter().any(|name| word.eq_ignore_ascii_case(name))
}

/// What may be a street with its number, `1301 20th Street`: a number, and words that begin with a capital or a digit.
fn streets(text: &str) -> Vec<(Range<usize>, String)> {
    const WORDS: usize = 4;
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|next| next + at) {
        let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        at = start + length;
        let before = text[..start].chars().next_back();
        if length > 5 || before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '"' | '“' | ',')) {
            continue;
        }
        let mut end = at;
        for _ in 0..WORDS {
            let Some(rest) = text[end..].strip_prefix(' ') else { break };
            let word = rest.split([' ', '\n', ',', ';', '(', ')']).next().unwrap_or("");
            if !word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
                break;
            }
            end += 1 + word.len();
        }
        if end > at {
            found.push((start..end, text[start..at].to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_told_from_other_numbers() {
        let found = |text: &str| phones(text).into_iter().map(|(range, _)| text[range].to_owned()).collect::<Vec<_>>();
        for (text, expected) in [
            ("Call (310) 828-7775 to ask.", &["(310) 828-7775"][..]),
            ("310-828-7775, 310.828.7775 or 310 828 7775.", &["310-828-7775", "310.828.7775", "310 828 7775"]),
            ("1-310-828-7775 or +1 (310) 828-7775", &["1-310-828-7775", "+1 (310) 828-7775"]),
            ("Call 3108287775.", &["3108287775"]),
            ("+44 20 7946 0958 and 020 7946 0958", &["+44 20 7946 0958", "020 7946 0958"]),
            ("Freephone 1800 555 131, 1850 555131 or 1800555131.", &["1800 555 131", "1850 555131", "1800555131"]),
            ("091555999 or 00353 91 555 999 or 0035391555999", &["091555999", "00353 91 555 999", "0035391555999"]),
            ("In 1800 people lived here, 1800 555 of them; 1800 55 13 or 0.91555999, 000000000", &[]),
            ("(310)828-7775 in 2026", &["(310)828-7775"]),
            ("Call 911 or 988.", &[]),
            ("2026-11-20 10:30, 1999-2003, 9:00-17:00", &[]),
            ("2017;166(7):514-530 and 155(1):1-9", &[]),
            ("doi 10.1002/14651858.CD001929.pub3", &[]),
            ("10.7326/M16-2367, NCT00371384, ISBN 0-306-40615-2", &[]),
            ("PMID: 2108287775", &[]),
            ("$3,000,000 and 1 000 000 000 people", &[]),
            ("at https://example.org/310-828-7775", &[]),
            ("401 adults aged 20 to 65, 12 345 678", &[]),
            ("192.168.1.1 and 1.2.3", &[]),
            ("part 310-828-77751 and x310-828-7775", &[]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn streets_begin_with_a_number() {
        let found = |text: &str| streets(text).into_iter().map(|(range, _)| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("We are at 1301 20th Street, Suite 400."), ["1301 20th Street"]);
        assert_eq!(found("At 12 Main St. Bring 2 towels and 10 minutes."), ["12 Main St. Bring 2"]);
        assert!(found("In 2023, 401 adults").is_empty());
    }
}
