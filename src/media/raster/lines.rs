//! A text broken into lines by the widths of a font's letters. SVG has no lines of its own.

use super::Fonts;
use super::fonts::{Measure, is_silent};

/// How a text will be set.
#[derive(Debug, Clone)]
pub struct TextStyle<'a> {
    /// The font's family; empty for the theme's first one.
    pub family: &'a str,
    /// 400 for regular, 700 for bold.
    pub weight: u16,
    /// In the units of the drawing.
    pub size: f32,
}

/// What stands at the end of a text that goes on.
const ELLIPSIS: &str = "…";

impl Fonts {
    /// The width of a text on one line, in the units of the drawing. Pairs of letters that a font moves closer together
    /// are not looked at, so a text is never wider than this says.
    pub fn width(&self, text: &str, style: &TextStyle) -> f32 {
        Ruler::new(self, style).width(text)
    }

    /// The lines of a text that may be `width` wide; at most `max` of them, 0 for any number. The last one ends in an
    /// ellipsis when there is more. Lines of one text are made equally long where that takes no line more.
    pub fn lines(&self, text: &str, style: &TextStyle, width: f32, max: usize) -> Vec<String> {
        let ruler = Ruler::new(self, style);
        let words: Vec<Word> = text.split_whitespace().flat_map(|word| ruler.pieces(word, width)).collect();
        let space = ruler.width(" ");
        let lines = fill(&words, space, width);
        if max > 0 && lines.len() > max {
            return ruler.shorten(lines, width, max);
        }
        let widest = words.iter().map(|word| word.width).fold(0.0, f32::max);
        // The narrowest measure that needs no more lines, to a fiftieth of the whole.
        let narrower = (1..50).map(|step| width * step as f32 / 50.0).filter(|narrow| widest <= *narrow);
        let narrowest = narrower.map(|narrow| fill(&words, space, narrow)).find(|filled| filled.len() <= lines.len());
        narrowest.unwrap_or(lines)
    }
}

/// A word, or the part of one that fits on a line.
struct Word {
    text: String,
    width: f32,
}

/// As many words a line as fit.
fn fill(words: &[Word], space: f32, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0.0;
    for word in words {
        match lines.last_mut() {
            Some(line) if used + space + word.width <= width => {
                line.push(' ');
                line.push_str(&word.text);
                used += space + word.width;
            }
            _ => {
                lines.push(word.text.clone());
                used = word.width;
            }
        }
    }
    lines
}

/// Measures texts that are set in one way.
struct Ruler<'a> {
    faces: Vec<Measure<'a>>,
    size: f32,
}

impl<'a> Ruler<'a> {
    fn new(fonts: &'a Fonts, style: &TextStyle) -> Self {
        let family = if style.family.is_empty() { fonts.family() } else { style.family };
        Ruler { faces: fonts.measures(family, style.weight), size: style.size }
    }

    fn width(&self, text: &str) -> f32 {
        text.chars().map(|letter| self.letter(letter)).sum::<f32>() * self.size
    }

    /// A letter that no face has counts as a wide one.
    fn letter(&self, letter: char) -> f32 {
        if is_silent(letter) && letter != ' ' {
            return 0.0;
        }
        self.faces.iter().find_map(|face| face.width(letter)).unwrap_or(1.0)
    }

    /// A word, cut where it is wider than a whole line. Soft hyphens are places to cut, nothing else.
    fn pieces(&self, word: &str, width: f32) -> Vec<Word> {
        let mut pieces: Vec<Word> = Vec::new();
        for letter in word.chars().filter(|letter| *letter != '\u{ad}') {
            let wide = self.letter(letter) * self.size;
            match pieces.last_mut() {
                Some(piece) if piece.width + wide <= width || piece.width == 0.0 => {
                    piece.text.push(letter);
                    piece.width += wide;
                }
                _ => pieces.push(Word { text: letter.to_string(), width: wide }),
            }
        }
        pieces
    }

    /// The first lines, the last of which says that there is more.
    fn shorten(&self, mut lines: Vec<String>, width: f32, max: usize) -> Vec<String> {
        lines.truncate(max);
        if let Some(last) = lines.last_mut() {
            while self.width(last) + self.width(ELLIPSIS) > width {
                match last.rfind(' ') {
                    Some(at) => last.truncate(at),
                    None if last.pop().is_some() => {}
                    None => break,
                }
            }
            let end = last.trim_end_matches([' ', ',', ';', ':', '.', '-', '–', '—']).len();
            last.truncate(end);
            last.push_str(ELLIPSIS);
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fonts of the default theme.
    fn fonts() -> Fonts {
        let file = |bytes: &'static [u8]| std::sync::Arc::from(bytes);
        let (fonts, unreadable) = Fonts::read([
            file(include_bytes!("../../../themes/clinic/fonts/AtkinsonHyperlegibleNext-Regular.ttf")),
            file(include_bytes!("../../../themes/clinic/fonts/AtkinsonHyperlegibleNext-Bold.ttf")),
        ]);
        assert!(unreadable.is_empty());
        fonts
    }

    const BOLD: TextStyle = TextStyle { family: "", weight: 700, size: 80.0 };

    #[test]
    fn no_line_is_wider_than_it_may_be() {
        let fonts = fonts();
        let text = "When massage is not enough, and what a doctor can do about pain that stays";
        for width in [360.0, 450.0, 700.0, 1040.0] {
            let lines = fonts.lines(text, &BOLD, width, 0);
            assert_eq!(lines.join(" "), text);
            for line in &lines {
                assert!(fonts.width(line, &BOLD) <= width, "{line:?} at {width}");
            }
        }
    }

    #[test]
    fn lines_are_made_equally_long() {
        assert_eq!(
            fonts().lines("Trigger point therapy for the back", &BOLD, 1040.0, 0),
            ["Trigger point", "therapy for the back"]
        );
    }

    #[test]
    fn a_text_that_goes_on_ends_in_an_ellipsis() {
        let fonts = fonts();
        let lines = fonts.lines("one two, three, four, five, six, seven, eight, nine", &BOLD, 460.0, 2);
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(
            lines[0].starts_with("one two") && lines[1].starts_with("three") && lines[1].ends_with('…'),
            "{lines:?}"
        );
        assert!(lines.iter().all(|line| fonts.width(line, &BOLD) <= 460.0));
    }

    #[test]
    fn a_word_that_is_too_long_is_cut() {
        let fonts = fonts();
        let lines = fonts.lines("Donaudampfschifffahrtsgesellschaft", &BOLD, 500.0, 0);
        assert!(lines.len() > 1, "{lines:?}");
        assert_eq!(lines.concat(), "Donaudampfschifffahrtsgesellschaft");
    }

    #[test]
    fn bold_letters_are_wider_and_those_of_the_font_are_known() {
        let fonts = fonts();
        let regular = TextStyle { weight: 400, ..BOLD };
        assert!(fonts.width("massage", &BOLD) > fonts.width("massage", &regular));
        assert_eq!(fonts.missing("Dolor de espalda: ¿qué ayuda? – “Łódź”"), None);
        assert_eq!(fonts.missing("back \u{5d2}\u{5d1}"), Some('\u{5d2}'));
        assert_eq!(Fonts::default().missing("a"), Some('a'));
    }

    #[test]
    fn nothing_gives_no_lines_and_no_room_gives_letters() {
        let fonts = fonts();
        assert!(fonts.lines(" ", &BOLD, 100.0, 3).is_empty());
        assert_eq!(fonts.lines("ab", &BOLD, 0.0, 0), ["a", "b"]);
        assert_eq!(fonts.lines("ab cd", &BOLD, 0.0, 1), ["…"]);
    }
}
