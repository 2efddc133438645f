//! What a change does to a text, line by line, for the eyes: what nobody can see is drawn, and no line fills the screen.

use super::excerpt::visible;
use super::paint::{Paint, Painter};
use vertebra_edit::{Line, diff};

/// Characters of a line that are shown: a picture inside a text has millions.
const LONGEST_LINE: usize = 300;

/// The change of one file; nothing when there is none.
pub fn changes(path: &str, before: &str, after: &str, painter: Painter) -> String {
    let lines = diff(before, after);
    if lines.is_empty() {
        return String::new();
    }
    let mut out = format!("{}\n", painter.paint(Paint::Strong, path));
    for line in lines {
        let text = match line {
            Line::Head(text) => painter.paint(Paint::Faint, &text),
            Line::Same(text) => format!(" {}", shown(&text, false)).trim_end().to_owned(),
            Line::Removed(text) => painter.paint(Paint::Error, &format!("-{}", shown(&text, true))),
            Line::Added(text) => painter.paint(Paint::Note, &format!("+{}", shown(&text, true))),
        };
        out.push_str(&text);
        out.push('\n');
    }
    out
}

/// A line as it can be seen. In a line that changes, what cannot be seen may be all that changes.
fn shown(line: &str, changed: bool) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars().take(LONGEST_LINE) {
        match c {
            '\t' if !changed => out.push(' '),
            '\u{a0}' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{2028}' | '\u{2029}' | '\u{feff}' if changed => {
                out.push_str(&format!("<U+{:04X}>", u32::from(c)));
            }
            c => out.push(visible(c)),
        }
    }
    match line.chars().count().saturating_sub(LONGEST_LINE) {
        0 => out,
        more => format!("{out} … and {more} more characters"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_drawn() {
        let before = "a\nb\u{a0}b\ntitle:\tX\u{a0}Y\r\nc\u{1b}[31m\n";
        let after = "a\nb\u{a0}b\ntitle: X Y\r\nc\u{1b}[31m\n";
        assert_eq!(
            changes("content/a.md", before, after, Painter::PLAIN),
            "content/a.md\n@@ -1,4 +1,4 @@\n a\n b\u{a0}b\n-title:→X<U+00A0>Y\n+title: X Y\n c␛[31m\n"
        );
        assert_eq!(changes("a.md", "x", "x", Painter::PLAIN), "");
    }

    #[test]
    fn a_picture_in_a_text_does_not_fill_the_screen() {
        let long = format!("![a](data:image/png;base64,{})\n", "A".repeat(5000));
        let text = changes("a.md", &long, "![a](images/a.png)\n", Painter::PLAIN);
        assert!(text.len() < 500 && text.contains(" … and 4728 more characters\n+![a](images/a.png)"), "{text}");
    }
}
