//! Signs that other programs draw and a page here shows as they were typed: `:smile:` and formulas between `$$`. A theme
//! may bring a script that draws them, so they are notes.

use super::LintInput;
use vertebra_base::diagnostic::Diagnostic;

/// Tells the first of each kind.
pub fn check(said: &LintInput, out: &mut Vec<Diagnostic>) {
    let text = &said.prose.text;
    if let Some((at, name)) = emoji(text) {
        let span = said.prose.span(at..at + name.len());
        let message = "this name of a picture sign is shown to readers as it is";
        out.push(
            Diagnostic::note("markup-shown", said.source, span, message).with_help("type the sign itself, such as ☺"),
        );
    }
    if let Some(range) = formula(text) {
        let message = "this formula is shown to readers as it is";
        out.push(
            Diagnostic::note("markup-shown", said.source, said.prose.span(range), message)
                .with_help("write it in plain text, such as x² + y², or show an image of it"),
        );
    }
}

/// `:smile:`, a word of its own between two colons.
fn emoji(text: &str) -> Option<(usize, &str)> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b':', bytes).find_map(|at| {
        let is_begun =
            at.checked_sub(1).is_none_or(|before| bytes[before].is_ascii_whitespace() || bytes[before] == b'(');
        let first = bytes.get(at + 1).filter(|first| is_begun && (first.is_ascii_lowercase() || **first == b'+'))?;
        let is_name =
            |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-' | b'+');
        let length = bytes[at + 1..].iter().take(40).position(|byte| !is_name(byte))?;
        let ends = bytes[at + 1 + length] == b':' && !bytes.get(at + length + 2).is_some_and(u8::is_ascii_alphanumeric);
        (ends && (length > 1 && first.is_ascii_lowercase() || length == 2)).then(|| (at, &text[at..at + length + 2]))
    })
}

/// `$$x^2$$`, in one paragraph. Dollar signs beside words are prices: `$$` for a restaurant, `$$$` for another.
fn formula(text: &str) -> Option<std::ops::Range<usize>> {
    let mut places = memchr::memmem::find_iter(text.as_bytes(), "$$");
    let at = places.next()?;
    let inside = &text[at + 2..];
    let length = inside.find("$$")?;
    let is_formula = !inside[..length].contains("\n\n") && inside[..length].contains(['\\', '^', '=']);
    is_formula.then_some(at..at + length + 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_signs_and_formulas() {
        for text in [":smile:", "Well (:+1:)", "so :white_check_mark:."] {
            assert!(emoji(text).is_some(), "{text}");
        }
        for text in ["at 9:30:15", "a:b:c", ":-)", "Note: this: that", "std::vec::Vec", ":::", ": x :", "Hours :9:"] {
            assert!(emoji(text).is_none(), "{text}");
        }
        assert!(formula("so $$x^2$$ is").is_some());
        for text in ["$$", "$$ or $$$", "$5 and $$6", "from $$ to $$"] {
            assert!(formula(text).is_none(), "{text}");
        }
    }
}
