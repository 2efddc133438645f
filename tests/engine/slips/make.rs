//! One slip in one page, at a place that chance chooses.

use support::dice::Dice;

/// What hands hit by mistake.
const CHARACTERS: [char; 21] =
    ['*', '_', '`', '[', ']', '(', ')', '<', '>', '!', '|', '#', ':', '{', '}', '"', '-', '~', '\\', '=', ' '];

/// A page with a slip in it.
pub struct Slip {
    pub text: String,
    pub what: String,
    /// The line of the slip, counted from 1.
    pub line: usize,
    /// Where the text differs first, in bytes of both texts.
    pub at: usize,
    /// Bytes that were taken away and put in at that place.
    pub removed: usize,
    pub added: usize,
}

fn changed(text: &str, at: usize, removed: usize, added: &str, what: String) -> Slip {
    let mut made = text.to_owned();
    made.replace_range(at..at + removed, added);
    let line = text[..at].matches('\n').count() + 1;
    Slip { text: made, what: format!("line {line}: {what}"), line, at, removed, added: added.len() }
}

/// Makes a slip.
pub fn slip(text: &str, dice: &mut Dice) -> Slip {
    loop {
        let made = match dice.below(10) {
            0..4 => insert(text, dice),
            4..8 => delete(text, dice),
            _ => line(text, dice),
        };
        if made.text != text {
            return made;
        }
    }
}

fn insert(text: &str, dice: &mut Dice) -> Slip {
    let mut at = dice.below(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let c = CHARACTERS[dice.below(CHARACTERS.len() - 1)];
    let (before, after) = near(text, at, at);
    changed(text, at, 0, &c.to_string(), format!("{before}⟦+{c}⟧{after}"))
}

fn delete(text: &str, dice: &mut Dice) -> Slip {
    let places: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| CHARACTERS[..20].contains(c)).collect();
    let (at, c) = places[dice.below(places.len())];
    let (before, after) = near(text, at, at + c.len_utf8());
    changed(text, at, c.len_utf8(), "", format!("{before}⟦-{c}⟧{after}"))
}

fn line(text: &str, dice: &mut Dice) -> Slip {
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let at = starts[dice.below(starts.len())];
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    let shown = &text[at..end];
    match dice.below(3) {
        0 => changed(text, at, (end + 1).min(text.len()) - at, "", format!("cut {shown:?}")),
        1 if end < text.len() => changed(text, end, 1, " ", format!("joined {shown:?} with the next line")),
        _ => {
            let by = 1 + dice.below(4);
            changed(text, at, 0, &" ".repeat(by), format!("indented {shown:?} by {by}"))
        }
    }
}

/// What stands around a place, to be shown.
fn near(text: &str, from: usize, to: usize) -> (String, String) {
    let before: String = text[..from].chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = text[to..].chars().take(24).collect();
    (before.replace('\n', "⏎"), after.replace('\n', "⏎"))
}
