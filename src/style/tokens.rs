//! The custom properties of a theme's style sheets, such as its colors, for light and for dark screens.
//!
//! Reads only blocks of `:root`, and no conditions but that of a dark screen.

use std::collections::BTreeMap;
use std::ops::Range;

/// A property: its value on light ground, and on dark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub name: String,
    pub light: String,
    pub dark: String,
}

/// The properties of a text of CSS, in the order in which they are written. `var(…)` is put in its place where it stands
/// alone.
pub fn read(css: &str) -> Vec<Token> {
    let mut tokens = raw(css);
    let values: [BTreeMap<String, String>; 2] = [
        tokens.iter().map(|token| (token.name.clone(), token.light.clone())).collect(),
        tokens.iter().map(|token| (token.name.clone(), token.dark.clone())).collect(),
    ];
    for token in &mut tokens {
        token.light = resolved(&token.light, &values[0]);
        token.dark = resolved(&token.dark, &values[1]);
    }
    tokens
}

/// Where a property gets the value that counts on light or on dark screens, in a text of CSS as it was typed; nothing if
/// the text does not set it.
pub fn place_of(css: &str, name: &str, dark: bool) -> Option<Range<usize>> {
    let mut place = None;
    each(&blank_comments(css), |text, range, is_dark| {
        let own = text.strip_prefix("--").and_then(|rest| rest.split(':').next());
        if own.is_some_and(|own| own.trim_end() == name) && (dark || !is_dark) {
            place = Some(range);
        }
    });
    place
}

/// As `read`, with the values as they are written.
fn raw(css: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    each(&blank_comments(css), |text, _, dark| declare(text, dark, &mut tokens));
    tokens
}

/// Gives every declaration of the whole page, where it stands, and whether it is for dark screens.
fn each(css: &str, mut declaration: impl FnMut(&str, Range<usize>, bool)) {
    let mut open: Vec<String> = Vec::new();
    let mut from = 0;
    for (at, mark) in css.match_indices(['{', '}', ';']) {
        let text = css[from..at].trim();
        let start = from + css[from..at].len() - css[from..at].trim_start().len();
        from = at + 1;
        match mark {
            "{" => open.push(text.to_lowercase()),
            _ => {
                if let Some(dark) = screen(&open) {
                    declaration(text, start..start + text.len(), dark);
                }
                if mark == "}" {
                    open.pop();
                }
            }
        }
    }
}

/// Whether blocks that are open hold declarations of the whole page: false on every screen, true on dark ones.
fn screen(open: &[String]) -> Option<bool> {
    let (":root", around) = open.split_last().map(|(last, rest)| (last.as_str(), rest))? else { return None };
    let mut around = around.iter().filter(|prelude| !prelude.starts_with("@layer"));
    match (around.next(), around.next()) {
        (None, _) => Some(false),
        (Some(prelude), None) if prelude.replace(' ', "") == "@media(prefers-color-scheme:dark)" => Some(true),
        _ => None,
    }
}

/// Takes in a declaration of a custom property.
fn declare(text: &str, dark: bool, tokens: &mut Vec<Token>) {
    let Some((name, value)) = text.split_once(':') else { return };
    let Some(name) = name.trim().strip_prefix("--") else { return };
    let value = value.trim();
    let both = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')')?.split_once(','));
    let (light, in_dark) = both.map_or((value, value), |(light, dark)| (light.trim(), dark.trim()));
    match tokens.iter_mut().find(|token| token.name == name) {
        Some(token) if dark => token.dark = value.to_owned(),
        Some(token) => (token.light, token.dark) = (light.to_owned(), in_dark.to_owned()),
        None => tokens.push(Token { name: name.to_owned(), light: light.to_owned(), dark: in_dark.to_owned() }),
    }
}

/// The value behind `var(--name, fallback)`, as far as it is that alone.
fn resolved(value: &str, all: &BTreeMap<String, String>) -> String {
    let mut value = value;
    // Properties may name each other in a circle.
    for _ in 0..8 {
        let Some(inner) = value.strip_prefix("var(--").and_then(|rest| rest.strip_suffix(')')) else { break };
        let (name, fallback) = inner.split_once(',').map_or((inner, None), |(name, rest)| (name, Some(rest.trim())));
        let Some(next) = all.get(name.trim()).map(String::as_str).or(fallback) else { break };
        value = next;
    }
    value.to_owned()
}

/// The same text with spaces where comments stand, so that every place stays.
pub(crate) fn blank_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        let end = after.find("*/").map_or(after.len(), |end| end + 2);
        out.push_str(before);
        out.extend(std::iter::repeat_n(' ', end + 2));
        rest = &after[end..];
    }
    out + rest
}

/// The names of the properties that a value goes through until it is a color, itself included: `link`, `setting-accent`.
pub fn names_behind(css: &str, name: &str, dark: bool) -> Vec<String> {
    let (raw, mut names) = (raw(css), vec![name.to_owned()]);
    while names.len() < 8 {
        let Some(token) = names.last().and_then(|last| raw.iter().find(|token| token.name == *last)) else { break };
        let value = if dark { &token.dark } else { &token.light };
        let Some(inner) = value.strip_prefix("var(--").and_then(|rest| rest.strip_suffix(')')) else { break };
        let (next, fallback) = inner.split_once(',').map_or((inner, None), |(name, rest)| (name, Some(rest.trim())));
        if raw.iter().any(|token| token.name == next.trim()) {
            names.push(next.trim().to_owned());
        } else {
            let Some(next) = fallback.and_then(|it| it.strip_prefix("var(--")?.strip_suffix(')')) else { break };
            names.push(next.split(',').next().unwrap_or(next).trim().to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_for_both_grounds() {
        let css = "/* a { --no: 1; } */ :root { --ink: #111; --edge: var(--ink); --both: light-dark(#fff, #000); --set: var(--setting, var(--ink)) }\n\
                   .card { --own: 1; }\n@media print { :root { --ink: #000; } }\n\
                   @layer tokens { @media (prefers-color-scheme: dark) { :root { --ink: #eee; } } }";
        let shown: Vec<_> = read(css).into_iter().map(|t| format!("{} {} {}", t.name, t.light, t.dark)).collect();
        assert_eq!(shown, ["ink #111 #eee", "edge #111 #eee", "both #fff #000", "set #111 #eee"]);
    }

    #[test]
    fn the_way_of_a_value_is_known() {
        let css = ":root { --setting-accent: #111111; --link: var(--setting-accent, var(--teal)); --teal: #222222; --rule: var(--none, var(--teal)) }";
        assert_eq!(names_behind(css, "link", false), ["link", "setting-accent"]);
        assert_eq!(names_behind(css, "rule", true), ["rule", "teal"]);
    }
}
