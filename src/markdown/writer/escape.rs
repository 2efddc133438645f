//! Texts and addresses as they are typed in Markdown, so that they are read as the same again.

/// Where a text stands: what has a meaning differs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum EscapeContext {
    Text,
    Heading,
    Cell,
}

/// A text with a backslash before every character that Markdown would read as a mark.
pub fn escape(text: &str, before: Option<char>, next: Option<char>, place: EscapeContext) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (number, &(at, c)) in chars.iter().enumerate() {
        let previous = if number == 0 { before } else { Some(chars[number - 1].1) };
        let following = chars.get(number + 1).map(|(_, c)| *c).or(next);
        let is_mark = match c {
            '\\' | '*' | '`' | '[' | ']' | '<' | '~' | '{' | '}' => true,
            // Inside a word it is only a letter.
            '_' => !(previous.is_some_and(char::is_alphanumeric) && following.is_some_and(char::is_alphanumeric)),
            '&' => looks_like_entity(&text[at..]),
            '|' => true,
            '!' => following == Some('['),
            // Two of them would become a dash.
            '-' => previous == Some('-') || following == Some('-'),
            // A link or a note would go on.
            '(' | ':' => number == 0 && before == Some(']'),
            '#' => place == EscapeContext::Heading && text[at..].trim_end().chars().all(|c| c == '#'),
            _ => false,
        };
        if is_mark {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// What has a meaning only at the beginning of a line.
pub fn at_line_starts(text: &str, place: EscapeContext) -> String {
    if place != EscapeContext::Text {
        return text.to_owned();
    }
    let lines: Vec<String> = text.split('\n').map(line_start).collect();
    lines.join("\n")
}

fn line_start(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &line[digits..];
    if (1..=9).contains(&digits) && rest.starts_with(['.', ')']) && (rest.len() == 1 || rest[1..].starts_with(' ')) {
        return format!("{}\\{rest}", &line[..digits]);
    }
    match line.chars().next() {
        Some('#' | '>' | '+' | '-' | '=' | ':') => format!("\\{line}"),
        _ => line.to_owned(),
    }
}

/// A text as code within a line, between more backticks than stand in it beside each other. Source: CommonMark 6.1.
pub fn code(text: &str, place: EscapeContext) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // A table is parted into cells before its code is seen.
    let text = if place == EscapeContext::Cell { text.replace('|', "\\|") } else { text };
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// An address as it is typed between round brackets.
pub fn typed(address: &str) -> String {
    let mut typed = String::with_capacity(address.len());
    for (at, c) in address.char_indices() {
        match c {
            ' ' | '(' | ')' | '<' | '>' | '\\' | '{' | '}' | '|' | '`' | '"' | '[' | ']' | '*' => {
                typed.push_str(&format!("%{:02X}", u32::from(c)));
            }
            '&' if looks_like_entity(&address[at..]) => typed.push_str("&amp;"),
            c if c.is_control() || c.is_whitespace() => {}
            c => typed.push(c),
        }
    }
    typed
}

/// Whether a text beginning with `&` could be read as a character by its name.
fn looks_like_entity(text: &str) -> bool {
    let name =
        text[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '#').map(|end| (&text[1..=end], &text[end + 1..]));
    name.is_some_and(|(name, rest)| !name.is_empty() && rest.starts_with(';'))
}
