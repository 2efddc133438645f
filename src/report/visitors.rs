//! What readers of a page will see change: the words of its main part, before and after.

use vertebra_edit::{Line, diff};
use vertebra_html::{HtmlPiece, pieces};
use vertebra_render::emit::markdown;

/// Words that are shown on both sides of what differs in a line.
const AROUND: usize = 6;
/// Words of a line that are shown at most.
const MOST: usize = 40;

/// The title of a page, as browsers show it; empty when it has none.
pub fn title(html: &str) -> String {
    let facts = vertebra_html::read(html);
    let heading = facts.headings.iter().find(|it| it.level == 1 && !it.text.is_empty());
    heading.map_or_else(|| facts.title.split_whitespace().collect::<Vec<_>>().join(" "), |it| it.text.clone())
}

/// True for a page that only leads to another one.
pub fn leads_on(html: &str) -> bool {
    let is_refresh = |piece: &HtmlPiece| match piece {
        HtmlPiece::Start { name, attributes } => {
            let mut named = attributes.iter().filter(|(name, _)| name == "http-equiv");
            name == "meta" && named.any(|(_, value)| value.eq_ignore_ascii_case("refresh"))
        }
        _ => false,
    };
    pieces(html).iter().any(is_refresh)
}

/// The lines of the main part that differ, `-` before the old ones and `+` before the new; long ones only where they
/// differ. Empty when readers see the same words.
pub fn words(before: &str, after: &str) -> Vec<String> {
    let text = |html: &str| markdown(html, "", "");
    let mut lines = Vec::new();
    let (mut gone, mut new): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let all = diff(&text(before), &text(after));
    for line in all.into_iter().chain([Line::Same(String::new())]) {
        match line {
            Line::Removed(text) if new.is_empty() => gone.push(text),
            Line::Added(text) => new.push(text),
            other => {
                lines.extend(pairs(&gone, &new));
                gone.clear();
                new.clear();
                if let Line::Removed(text) = other {
                    gone.push(text);
                }
            }
        }
    }
    lines
}

/// Old lines beside the new ones that took their place.
fn pairs(gone: &[String], new: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    for at in 0..gone.len().max(new.len()) {
        let (old, new) = (gone.get(at).map_or("", String::as_str), new.get(at).map_or("", String::as_str));
        let (old, new) = window(old, new);
        lines.extend((!old.is_empty()).then(|| format!("- {old}")));
        lines.extend((!new.is_empty()).then(|| format!("+ {new}")));
    }
    lines
}

/// Two lines, cut down to what differs and a few words around it.
fn window(old: &str, new: &str) -> (String, String) {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    if a.is_empty() || b.is_empty() {
        return (cut(&a, 0, a.len()), cut(&b, 0, b.len()));
    }
    let same_start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let rest = a.len().min(b.len()) - same_start;
    let same_end = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let start = same_start.saturating_sub(AROUND);
    let end = same_end.saturating_sub(AROUND);
    (cut(&a, start, a.len() - end), cut(&b, start, b.len() - end))
}

fn cut(words: &[&str], start: usize, end: usize) -> String {
    let shown = &words[start..end];
    let before = if start > 0 { "… " } else { "" };
    let more = shown.len().saturating_sub(MOST);
    let after = if more > 0 || end < words.len() { " …" } else { "" };
    format!("{before}{}{after}", shown[..shown.len() - more].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(main: &str) -> String {
        format!(
            "<html><head><title>T</title></head><body><nav>menu</nav><main><h1>A &amp; <em>b</em></h1>{main}</main></body></html>"
        )
    }

    #[test]
    fn only_words_that_readers_see_count() {
        let before = page("<p class=\"x\">One two three.</p>");
        assert!(words(&before, &page("<p>One two  three.</p>").replace("menu", "other")).is_empty());
        assert_eq!(words(&before, &page("<p>One four three.</p>")), ["- One two three.", "+ One four three."]);
        assert_eq!(words(&before, &page("<p>One two three.</p><p>More.</p>")), ["+ More."]);
        assert_eq!(title(&before), "A & b");
        assert_eq!(title("<title>Only this</title>"), "Only this");
        assert_eq!(title("<!-- <h1>No</h1> --><title>A</title><h1 class='a>b'>1 &lt; 2</h1>"), "1 < 2");
        assert!(leads_on("<META http-equiv='Refresh' content='0; url=/b/'>"));
        assert!(!leads_on("<p>Write http-equiv=refresh <!-- <meta http-equiv=refresh> -->"));
    }

    #[test]
    fn of_a_long_line_only_what_differs_is_shown() {
        let long = (1..60).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        let other = long.replace(" 30 ", " thirty ");
        assert_eq!(
            words(&page(&format!("<p>{long}</p>")), &page(&format!("<p>{other}</p>"))),
            ["- … 24 25 26 27 28 29 30 31 32 33 34 35 36 …", "+ … 24 25 26 27 28 29 thirty 31 32 33 34 35 36 …"]
        );
    }
}
