//! The custom properties of a theme's style sheets, such as its colours, and how well two colours can be told apart.
//!
//! For pages that show what a theme is made of. Reads only blocks of `:root`; understands colours written `#rrggbb`.

use std::collections::BTreeMap;

use tera::{Kwargs, Map, TeraResult, Value};

use super::slot::Slot;
use super::values::put;
use crate::track::Fact;

/// A property: its value on light ground, and on dark.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Token {
    name: String,
    light: String,
    dark: String,
}

/// `tokens()`: the custom properties of all style sheets in the order in which they are written, each with `name`,
/// `light` and `dark`.
pub fn tokens(slot: &Slot, _: &Kwargs) -> TeraResult<Value> {
    // Which style sheets there are at all.
    slot.log(Fact::Names);
    let mut css = String::new();
    for file in slot.shared.site.theme.styles.values() {
        slot.log(Fact::File(file.source.clone()));
        css.push_str(&String::from_utf8_lossy(&file.bytes));
        css.push('\n');
    }
    let shown = |token: Token| {
        let mut map = Map::new();
        put(&mut map, "name", token.name);
        put(&mut map, "light", token.light);
        put(&mut map, "dark", token.dark);
        Value::from(map)
    };
    Ok(Value::from(read(&css).into_iter().map(shown).collect::<Vec<_>>()))
}

/// `contrast(a="#ffffff", b="#000000")`: how well two colours can be told apart, from 1 to 21, or none when one of them
/// is no colour of the form `#rrggbb`. Source: WCAG 2.2, contrast ratio and relative luminance.
pub fn contrast(_: &Slot, kwargs: &Kwargs) -> TeraResult<Value> {
    let [a, b] = [kwargs.must_get::<&str>("a")?, kwargs.must_get::<&str>("b")?].map(luminance);
    let (Some(a), Some(b)) = (a, b) else { return Ok(Value::none()) };
    let ratio = (a.max(b) + 0.05) / (a.min(b) + 0.05);
    // Cut, not rounded: 4.49 does not reach 4.5.
    Ok(Value::from(format!("{:.1}", (ratio * 10.0).floor() / 10.0)))
}

fn luminance(color: &str) -> Option<f64> {
    let hex = color.trim().strip_prefix('#')?;
    let wide: String = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
    if wide.len() != 6 || !wide.is_ascii() {
        return None;
    }
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&wide[at..at + 2], 16).ok()?) / 255.0;
        Some(if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * channel(0)? + 0.7152 * channel(2)? + 0.0722 * channel(4)?)
}

fn read(css: &str) -> Vec<Token> {
    let css = without_comments(css);
    let mut tokens: Vec<Token> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut from = 0;
    for (at, mark) in css.match_indices(['{', '}', ';']) {
        let text = css[from..at].trim();
        from = at + 1;
        match mark {
            "{" => open.push(text.to_lowercase()),
            _ => {
                declare(text, &open, &mut tokens);
                if mark == "}" {
                    open.pop();
                }
            }
        }
    }
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

/// Takes in a declaration of a custom property of the whole page.
fn declare(text: &str, open: &[String], tokens: &mut Vec<Token>) {
    let Some((name, value)) = text.split_once(':') else { return };
    let Some(name) = name.trim().strip_prefix("--") else { return };
    let Some((":root", around)) = open.split_last().map(|(last, rest)| (last.as_str(), rest)) else { return };
    let mut around = around.iter().filter(|prelude| !prelude.starts_with("@layer"));
    let dark = match (around.next(), around.next()) {
        (None, _) => false,
        (Some(prelude), None) if prelude.replace(' ', "") == "@media(prefers-color-scheme:dark)" => true,
        _ => return,
    };
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

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
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
    fn luminance_is_that_of_the_guidelines() {
        assert_eq!(luminance("#ffffff"), Some(1.0));
        assert_eq!(luminance("#000"), Some(0.0));
        assert_eq!(luminance("red"), None);
        // Source: WCAG 2.2, the pair that is named as just enough for text.
        let grey = luminance("#767676").unwrap();
        assert!(1.05 / (grey + 0.05) >= 4.5, "{grey}");
    }
}
