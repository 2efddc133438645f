//! What is being typed at a place of a text in Markdown: a link, a term, a component. Looks at one line, and at the blocks
//! of code above it.

/// Something half typed. Numbers are bytes of the line, up to the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinePlace {
    /// `](…`: where the target begins; whether it is that of a picture.
    Target { start: usize, picture: bool },
    /// `[[…`
    Term { start: usize },
    /// `[^…`
    Note { start: usize },
    /// `::: …`: where the name begins, and how many colons there are.
    Block { start: usize, colons: usize },
    /// `{{ …`
    Value { start: usize },
    /// What stands behind a component's name: where its arguments begin.
    Arguments { name: String, start: usize, block: bool },
    /// `![…](…){…`
    Picture { start: usize },
}

/// What is being typed at the end of a piece of a line.
pub fn find(before: &str) -> Option<LinePlace> {
    block(before).or_else(|| inside(before))
}

fn block(before: &str) -> Option<LinePlace> {
    let line = before.trim_start_matches([' ', '\t', '>', '-', '*', '+']);
    let rest = line.trim_start_matches(':');
    let colons = line.len() - rest.len();
    if colons < 3 {
        return None;
    }
    let name = rest.trim_start();
    let start = before.len() - name.len();
    let end = name.find(|c: char| !is_name(c)).unwrap_or(name.len());
    if end == name.len() {
        return Some(LinePlace::Block { start, colons });
    }
    let open = name.rfind('{').filter(|open| !name[*open..].contains('}') && !name[..*open].ends_with('{'))?;
    Some(LinePlace::Arguments { name: name[..end].to_owned(), start: start + open + 1, block: true })
}

fn inside(before: &str) -> Option<LinePlace> {
    if before.matches('`').count() % 2 == 1 {
        return None;
    }
    let value = before.rfind("{{").filter(|at| !before[*at..].contains("}}") && !before[..*at].ends_with('\\'));
    if let Some(at) = value {
        let name = before[at + 2..].trim_start();
        let start = before.len() - name.len();
        let end = name.find(|c: char| !is_name(c)).unwrap_or(name.len());
        return Some(match end == name.len() {
            true => LinePlace::Value { start },
            false => LinePlace::Arguments { name: name[..end].to_owned(), start: start + end, block: false },
        });
    }
    let open = |mark: &str, close: &[char]| {
        let at = before.rfind(mark)?;
        let rest = &before[at + mark.len()..];
        (!rest.contains(close)).then_some(at + mark.len())
    };
    let picture = open("{", &['}']).filter(|start| {
        let before = &before[..start - 1];
        before.ends_with(')') && before.rfind("![").is_some_and(|at| before[at..].contains("]("))
    });
    if let Some(start) = picture {
        return Some(LinePlace::Picture { start });
    }
    let places = [
        open("](", &[')', ' ', '\t'])
            .map(|start| (start, LinePlace::Target { start, picture: is_picture(&before[..start]) })),
        open("[[", &[']']).map(|start| (start, LinePlace::Term { start })),
        open("[^", &[']', ' ']).map(|start| (start, LinePlace::Note { start })),
    ];
    places.into_iter().flatten().max_by_key(|(start, _)| *start).map(|(_, place)| place)
}

/// Whether the square brackets that end here are those of a picture.
fn is_picture(before: &str) -> bool {
    let mut depth = 0usize;
    for (at, c) in before.trim_end_matches('(').char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' if depth <= 1 => return before[..at].ends_with('!'),
            '[' => depth -= 1,
            _ => {}
        }
    }
    false
}

pub fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// Whether the end of a text lies inside a block of code. Source: CommonMark, "Fenced code blocks".
pub fn in_code(text: &str) -> bool {
    let mut open: Option<(char, usize)> = None;
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        // The line that is being typed opens nothing yet.
        if lines.peek().is_none() {
            break;
        }
        let line = line.trim_start_matches([' ', '>']).trim_end();
        let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = mark.map_or(0, |mark| line.len() - line.trim_start_matches(mark).len());
        match (open, mark) {
            (None, Some(mark)) if length >= 3 => open = Some((mark, length)),
            (Some((own, least)), Some(mark)) if own == mark && length >= least && line.len() == length => open = None,
            _ => {}
        }
    }
    open.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_being_typed() {
        let place = |text: &str| find(text).map_or("-".to_owned(), |place| format!("{place:?}"));
        for (text, expected) in [
            ("See [x](", "Target { start: 8, picture: false }"),
            ("See [x](../tech", "Target { start: 8, picture: false }"),
            ("See ![a [b] c](", "Target { start: 15, picture: true }"),
            ("See [![a](b.png)](", "Target { start: 18, picture: false }"),
            ("See [x](a.md) and", "-"),
            ("See [x](a.md \"t", "-"),
            ("[[ass", "Term { start: 2 }"),
            ("a [[b]] c", "-"),
            ("say[^", "Note { start: 5 }"),
            (":::", "Block { start: 3, colons: 3 }"),
            ("- :::: no", "Block { start: 7, colons: 4 }"),
            ("::: note A heading", "-"),
            ("::: note A heading {le", "Arguments { name: \"note\", start: 20, block: true }"),
            ("Call {{", "Value { start: 7 }"),
            ("Call {{ pho", "Value { start: 8 }"),
            ("Call {{ phone ", "Arguments { name: \"phone\", start: 13, block: false }"),
            ("Call {{ phone x }} [", "-"),
            ("![a](b.png){wi", "Picture { start: 12 }"),
            ("a {", "-"),
            ("`[x](", "-"),
            ("", "-"),
        ] {
            assert_eq!(place(text), expected, "{text}");
        }
    }

    #[test]
    fn code_is_left_alone() {
        for (text, expected) in [
            ("```\n[x](", true),
            ("```\na\n```\n[x](", false),
            ("```", false),
            ("~~~~ md\n~~~\n", true),
            ("> ```\n> a", true),
            ("a\n", false),
        ] {
            assert_eq!(in_code(text), expected, "{text}");
        }
    }
}
