//! The items of the lists in a text, found in its HTML. Knows only as much of HTML as the Markdown reader writes.

use vertebra_markdown::Body;

/// An item of a list.
#[derive(Debug, PartialEq, Eq)]
pub struct Item {
    /// Its first words, plain.
    pub text: String,
}

/// How many characters of an item are kept: enough to know it by.
const SHOWN: usize = 40;

/// The items of all lists of a text; those of lists inside others are left out.
pub fn items(body: &Body) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    let (mut depth, mut reading) = (0usize, false);
    let mut rest = body.html.as_str();
    while let Some(at) = rest.find('<') {
        if reading {
            add(&mut found, &rest[..at]);
        }
        let Some(end) = rest[at..].find('>') else { break };
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        match tag.split_whitespace().next().unwrap_or("") {
            "ul" | "ol" => (depth, reading) = (depth + 1, false),
            "/ul" | "/ol" => (depth, reading) = (depth.saturating_sub(1), false),
            "li" if depth == 1 => {
                found.push(Item { text: String::new() });
                reading = true;
            }
            "/li" => reading = false,
            _ => {}
        }
    }
    for item in &mut found {
        item.text = shortened(&item.text);
    }
    found
}

fn add(found: &mut [Item], text: &str) {
    if let Some(item) = found.last_mut() {
        item.text.push_str(text);
    }
}

/// The words of an item, with one space between, no longer than needed.
fn shortened(text: &str) -> String {
    let plain = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", words[..at].trim_end()),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_those_of_the_outer_lists() {
        let html = "<p>One.</p>\n<ul>\n<li>do <em>not</em> run\n<ul>\n<li>inner</li>\n</ul>\n</li>\n<li><p>do &amp; be</p>\n</li>\n</ul>\n<ol start=\"3\">\n<li>last</li>\n</ol>\n";
        let texts: Vec<_> =
            items(&Body { html: html.to_owned(), holes: Vec::new() }).into_iter().map(|item| item.text).collect();
        assert_eq!(texts, ["do not run", "do & be", "last"]);
    }

    #[test]
    fn a_long_item_is_cut() {
        let body = Body { html: format!("<ul><li>{}</li></ul>", "word ".repeat(30)), holes: Vec::new() };
        assert_eq!(items(&body)[0].text, format!("{}…", "word ".repeat(8).trim_end()));
    }
}
