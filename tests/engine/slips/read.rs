//! What a finished page says: its words, and marks of Markdown that stand in its running text. Knows nothing of how the
//! program reads Markdown.

use std::collections::BTreeMap;

use vertebra_html::{HtmlToken, Positions, is_block, tokenize};

/// How often something is there.
pub type Counts = BTreeMap<String, i64>;

/// Stands for code in a running text.
const CODE: char = '\u{fffc}';

/// A finished page.
#[derive(Debug, Default)]
pub struct Reading {
    pub words: Counts,
    /// A block a line, code left out.
    pub running: String,
}

/// Adds the runs of letters and digits of a text.
pub fn count_words(text: &str, words: &mut Counts) {
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_owned()).or_default() += 1;
    }
}

/// Reads the part of a page that its source makes.
pub fn finished(html: &str) -> Reading {
    let mut page = Reading::default();
    let (mut code, mut silent, mut marked) = (0usize, 0usize, false);
    // A word may be part bold and part not.
    let mut words = String::new();
    let mut href: Option<String> = None;
    tokenize(html, Positions::Unwanted, |seen, _| match seen {
        HtmlToken::Start(tag) => {
            let name = &*tag.name;
            code += usize::from(matches!(name, "code" | "pre" | "kbd" | "samp"));
            // The number of a note is nobody's word.
            let is_mark = name == "sup" && tag.attrs.iter().any(|it| &*it.value == "note-mark");
            silent += usize::from(matches!(name, "script" | "style" | "title") || is_mark);
            marked |= is_mark;
            if is_block(name) || matches!(name, "br" | "td" | "th" | "li" | "dd" | "dt") {
                page.running.push('\n');
                words.push(' ');
            }
            if name == "a" {
                let leads = tag.attrs.iter().find(|it| &*it.name.local == "href");
                href = leads.map(|it| it.value.to_string());
            }
            for attribute in &tag.attrs {
                if matches!(&*attribute.name.local, "alt" | "title" | "content" | "value") {
                    words.push_str(&format!(" {} ", attribute.value));
                }
            }
        }
        HtmlToken::End(name) => {
            if name == "a" {
                href = None;
            }
            if matches!(name, "code" | "pre" | "kbd" | "samp") {
                code = code.saturating_sub(1);
                page.running.push(CODE);
            }
            let ends_mark = name == "sup" && std::mem::take(&mut marked);
            silent = silent.saturating_sub(usize::from(matches!(name, "script" | "style" | "title") || ends_mark));
            if is_block(name) || matches!(name, "td" | "th" | "li" | "dd" | "dt") {
                page.running.push('\n');
                words.push(' ');
            }
        }
        HtmlToken::Text(_) if silent > 0 => {}
        HtmlToken::Text(text) => {
            words.push_str(text);
            // An address that is its own text is no running text.
            let is_address = href.as_ref().is_some_and(|href| {
                let encoded = text.replace('[', "%5B").replace(']', "%5D");
                !text.contains(' ') && (href.contains(text) || href.contains(&encoded))
            });
            if code == 0 {
                page.running.push_str(if is_address { "@" } else { text });
            }
        }
        HtmlToken::Comment(_) | HtmlToken::Doctype => {}
    });
    count_words(&words, &mut page.words);
    page
}

/// The marks of Markdown in a running text: what each looks like, and how often it is there.
pub fn marks(running: &str) -> Counts {
    let mut found = Counts::new();
    let mut add = |name: &str, count: usize| *found.entry(name.to_owned()).or_default() += count as i64;
    for mark in [
        "](", "![", "**", "__", "~~", "[^", "[!", "<!--", "-->", "{%", "%}", "{{", "}}", ":::", "[[", "]]", "`", "][",
        "{#", ":\\",
    ] {
        add(mark, running.matches(mark).count());
    }
    for line in running.lines() {
        let line = line.trim();
        let hashes = line.len() - line.trim_start_matches('#').len();
        add("##x", usize::from((2..=6).contains(&hashes) && hashes < line.len()));
        let unpaired = line.matches('[').count() != line.matches(']').count();
        add("[ or ]", usize::from(unpaired));
        add("|", usize::from(line.matches('|').count() > 1));
        add("* ", usize::from(line.starts_with("* ") || line.starts_with("+ ") || line.starts_with("• ")));
    }
    let chars: Vec<char> = running.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map_or(' ', |at| chars[at]);
        let after = chars.get(at + 1).copied().unwrap_or(' ');
        let digits = before.is_ascii_digit() && after.is_ascii_digit();
        match c {
            '*' if (!before.is_whitespace() || !after.is_whitespace()) && !digits => add("*", 1),
            '_' if !before.is_alphanumeric() && after.is_alphanumeric() => add("_", 1),
            '_' if before.is_alphanumeric() && !after.is_alphanumeric() => add("_", 1),
            '{' if after == '.' && chars.get(at + 2).is_some_and(|c| c.is_alphabetic()) => add("{.", 1),
            '\\' => add("\\", 1),
            '<' if after.is_alphabetic() || after == '/' => add("<x", 1),
            _ => {}
        }
    }
    found.retain(|_, count| *count > 0);
    found
}
