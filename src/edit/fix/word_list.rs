//! Lists as Word writes them into HTML: paragraphs with a bullet or a number in front, and a level in their style.

use super::style::{HtmlAttributes, declarations, get};

/// A paragraph of such a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordListItem {
    /// From 1.
    pub level: usize,
    /// The bullet or number that Word typed.
    pub marker: String,
    /// What it says, as HTML.
    pub html: String,
}

/// The level of a list at which a paragraph stands; none for other paragraphs.
pub fn level(attributes: &HtmlAttributes) -> Option<usize> {
    let list = declarations(get(attributes, "style").unwrap_or_default()).find(|(name, _)| name == "mso-list")?.1;
    let level = list.split_whitespace().find_map(|word| word.strip_prefix("level")?.parse().ok());
    level.filter(|level| (1..=9).contains(level))
}

/// Whether an element holds only a bullet or a number.
pub fn is_marker_element(attributes: &HtmlAttributes) -> bool {
    declarations(get(attributes, "style").unwrap_or_default())
        .any(|(name, value)| name == "mso-list" && value.eq_ignore_ascii_case("ignore"))
}

/// Whether a word is a bullet or a number in front of a line.
pub fn is_marker(word: &str) -> bool {
    is_number(word) || matches!(word, "·" | "•" | "§" | "o" | "▪" | "-" | "–" | "●" | "○" | "■" | "v" | "Ø" | "ü")
}

fn is_number(word: &str) -> bool {
    let Some(inner) = word.strip_suffix(['.', ')']) else { return false };
    let inner = inner.strip_prefix('(').unwrap_or(inner);
    let digits = inner.bytes().all(|byte| byte.is_ascii_digit());
    let roman = inner.bytes().all(|byte| b"ivxIVX".contains(&byte));
    let letter = inner.len() == 1 && inner.is_ascii();
    !inner.is_empty() && (digits && inner.len() <= 3 || roman && inner.len() <= 4 || letter)
}

/// The list as HTML.
pub fn html(items: &[WordListItem]) -> String {
    let mut out = String::new();
    let mut open: Vec<(usize, &str)> = Vec::new();
    for item in items {
        let kind = if is_number(&item.marker) { "ol" } else { "ul" };
        while open.last().is_some_and(|(level, _)| *level > item.level) {
            close(&mut out, &mut open);
        }
        match open.last() {
            Some((level, known)) if *level == item.level && *known == kind => out.push_str("</li>"),
            Some((level, _)) if *level == item.level => {
                close(&mut out, &mut open);
                out.push_str(&format!("<{kind}>"));
                open.push((item.level, kind));
            }
            _ => {
                out.push_str(&format!("<{kind}>"));
                open.push((item.level, kind));
            }
        }
        out.push_str("<li>");
        out.push_str(item.html.trim());
    }
    while !open.is_empty() {
        close(&mut out, &mut open);
    }
    out
}

fn close(out: &mut String, open: &mut Vec<(usize, &str)>) {
    if let Some((_, kind)) = open.pop() {
        out.push_str(&format!("</li></{kind}>"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_become_lists_in_lists() {
        let item = |level, marker: &str, html: &str| WordListItem { level, marker: marker.into(), html: html.into() };
        let items = [item(1, "·", "a"), item(2, "1.", "b"), item(2, "2.", "c"), item(1, "·", "d"), item(1, "1)", "e")];
        assert_eq!(html(&items), "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul><ol><li>e</li></ol>");
    }

    #[test]
    fn bullets_and_numbers_are_told_from_words() {
        for marker in ["·", "o", "1.", "12)", "(a)", "iv.", "§"] {
            assert!(is_marker(marker), "{marker}");
        }
        for word in ["or", "2026.", "12345.", "massage.", ".", ")"] {
            assert!(!is_marker(word), "{word}");
        }
    }
}
