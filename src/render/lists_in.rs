//! The items of the lists in a text, found in its HTML.

use vertebra_html::{HtmlToken, Positions, tokenize};
use vertebra_markdown::Body;

/// An item of a list.
#[derive(Debug, PartialEq, Eq)]
pub struct ListItem {
    /// Its first words, plain.
    pub text: String,
}

/// How many characters of an item are kept: enough to know it by.
const SHOWN: usize = 40;

/// The items of all lists of a text; those of lists inside others are left out.
pub fn items(body: &Body) -> Vec<ListItem> {
    let mut found: Vec<ListItem> = Vec::new();
    let (mut depth, mut reading) = (0usize, false);
    tokenize(&body.html, Positions::Unwanted, |seen, _| match seen {
        HtmlToken::Start(tag) if matches!(&*tag.name, "ul" | "ol") => (depth, reading) = (depth + 1, false),
        HtmlToken::End("ul" | "ol") => (depth, reading) = (depth.saturating_sub(1), false),
        HtmlToken::Start(tag) if &*tag.name == "li" && depth == 1 => {
            found.push(ListItem { text: String::new() });
            reading = true;
        }
        HtmlToken::End("li") => reading = false,
        HtmlToken::Text(text) if reading => found.last_mut().into_iter().for_each(|item| item.text.push_str(text)),
        _ => {}
    });
    for item in &mut found {
        item.text = shortened(&item.text);
    }
    found
}

/// The words of an item, with one space between, no longer than needed.
fn shortened(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
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
