//! Letters above or below the line: those that have a character of their own stay what they are, `10⁶`, `H₂O`.

/// Where letters stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shift {
    Up,
    Down,
}

/// Source: Unicode, "Superscripts and Subscripts" and "Latin-1 Supplement".
const UP: [(char, char); 18] = [
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('+', '⁺'),
    ('-', '⁻'),
    ('−', '⁻'),
    ('–', '⁻'),
    ('=', '⁼'),
    ('(', '⁽'),
    (')', '⁾'),
    ('n', 'ⁿ'),
];
const DOWN: [(char, char); 17] = [
    ('0', '₀'),
    ('1', '₁'),
    ('2', '₂'),
    ('3', '₃'),
    ('4', '₄'),
    ('5', '₅'),
    ('6', '₆'),
    ('7', '₇'),
    ('8', '₈'),
    ('9', '₉'),
    ('+', '₊'),
    ('-', '₋'),
    ('−', '₋'),
    ('–', '₋'),
    ('=', '₌'),
    ('(', '₍'),
    (')', '₎'),
];

/// Fractions that have a character of their own. Source: Unicode, "Number Forms" and "Latin-1 Supplement".
const FRACTIONS: [(&str, &str); 11] = [
    ("1/2", "½"),
    ("1/3", "⅓"),
    ("2/3", "⅔"),
    ("1/4", "¼"),
    ("3/4", "¾"),
    ("1/5", "⅕"),
    ("1/6", "⅙"),
    ("1/8", "⅛"),
    ("3/8", "⅜"),
    ("5/8", "⅝"),
    ("7/8", "⅞"),
];

/// A text in the letters above or below the line; none when one of its letters has no such form. One that holds a digit is
/// never left on the line, where it would be read with the number before it: `1<sup>1/2</sup>` is not 11/2.
pub(crate) fn shifted(text: &str, shift: Shift) -> Option<String> {
    let (table, mark): (&[(char, char)], _) = match shift {
        Shift::Up => (&UP, '^'),
        Shift::Down => (&DOWN, '_'),
    };
    let letter = |c: char| table.iter().find(|(plain, _)| *plain == c).map(|(_, set)| *set);
    let set: Option<String> = text.chars().map(|c| if c.is_whitespace() { Some(c) } else { letter(c) }).collect();
    set.or_else(|| fraction(text.trim())).or_else(|| {
        let has_digit = text.contains(|c: char| c.is_ascii_digit());
        has_digit.then(|| if text.contains(' ') { format!("{mark}({text})") } else { format!("{mark}{text}") })
    })
}

/// `1/2` as `½`, `1/16` as `¹⁄₁₆`.
fn fraction(text: &str) -> Option<String> {
    if let Some((_, one)) = FRACTIONS.iter().find(|(plain, _)| *plain == text) {
        return Some((*one).to_owned());
    }
    let (above, below) = text.split_once('/').filter(|(above, below)| !above.is_empty() && !below.is_empty())?;
    let set = |text: &str, table: &[(char, char)]| {
        let digit = |c: char| table.iter().find(|(plain, _)| *plain == c && c.is_ascii_digit()).map(|(_, set)| *set);
        text.chars().map(digit).collect::<Option<String>>()
    };
    Some(format!("{}\u{2044}{}", set(above, &UP)?, set(below, &DOWN)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_other_numbers() {
        for (text, expected) in [
            ("6", Some("⁶")),
            ("1/2", Some("½")),
            ("1/16", Some("¹⁄₁₆")),
            ("6,5", Some("^6,5")),
            ("2a", Some("^2a")),
            ("st", None),
            ("and/or", None),
        ] {
            assert_eq!(shifted(text, Shift::Up).as_deref(), expected, "{text}");
        }
        assert_eq!(shifted("2.5", Shift::Down).as_deref(), Some("_2.5"));
    }
}
