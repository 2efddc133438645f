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

/// A text in the letters above or below the line; none when one of its letters has no such form.
pub(crate) fn shifted(text: &str, shift: Shift) -> Option<String> {
    let table: &[(char, char)] = match shift {
        Shift::Up => &UP,
        Shift::Down => &DOWN,
    };
    let letter = |c: char| table.iter().find(|(plain, _)| *plain == c).map(|(_, set)| *set);
    text.chars().map(|c| if c.is_whitespace() { Some(c) } else { letter(c) }).collect()
}
