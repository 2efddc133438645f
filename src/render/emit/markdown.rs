//! A finished page as Markdown: what its `main` element shows, with every address whole.
//!
//! Made of the HTML that readers get, so that it says what the page says. Knows elements and roles, never the classes of
//! a theme. Source of the form: CommonMark, with the tables of GitHub.

use htmd::element_handler::{HandlerResult, Handlers};
use htmd::options::{BulletListMarker, Options};
use htmd::{Element, HtmlToMarkdown};
use vertebra_base::link::{Kind, Link};

/// What a reader of plain text has no use for.
const LEFT_OUT: [&str; 10] =
    ["script", "style", "template", "svg", "nav", "button", "form", "input", "noscript", "iframe"];

/// Elements that may be hidden from everybody but eyes.
const MAYBE_HIDDEN: [&str; 9] = ["span", "div", "p", "i", "b", "em", "img", "section", "figure"];

/// The Markdown of a page; none when its HTML cannot be read. `origin` has no slash at its end, `url` is the page's own
/// address.
pub fn markdown(html: &str, origin: &str, url: &str) -> Option<String> {
    let whole = Addresses { origin: origin.to_owned(), url: url.to_owned() };
    let options = Options {
        bullet_list_marker: BulletListMarker::Dash,
        ul_bullet_spacing: 1,
        ol_number_spacing: 1,
        ..Options::default()
    };
    let pictures = whole.clone();
    let converter = HtmlToMarkdown::builder()
        .options(options)
        .skip_tags(LEFT_OUT.to_vec())
        .add_handler(vec!["a"], move |handlers: &dyn Handlers, it: Element| link(&whole, handlers, it))
        .add_handler(vec!["img"], move |_: &dyn Handlers, it: Element| picture(&pictures, &it))
        .add_handler(MAYBE_HIDDEN.to_vec(), |handlers: &dyn Handlers, it: Element| unless_hidden(handlers, it))
        .add_handler(vec!["dt"], |handlers: &dyn Handlers, it: Element| Some(term(handlers, &it)))
        .add_handler(vec!["dd"], |handlers: &dyn Handlers, it: Element| Some(definition(handlers, &it)))
        .add_handler(vec!["summary"], |handlers: &dyn Handlers, it: Element| {
            Some(format!("\n\n**{}**\n\n", inside(handlers, &it)).into())
        })
        .build();
    let text = converter.convert(&row_headers(main(html))).ok()?;
    Some(format!("{}\n\n---\n\nSource: <{url}>\n", tidy(&text)))
}

/// What stands between `<main …>` and `</main>`; all of it where there is no such element.
fn main(html: &str) -> &str {
    let start = html.find("<main").and_then(|at| Some(at + html[at..].find('>')? + 1));
    let end = html.rfind("</main>");
    match (start, end) {
        (Some(start), Some(end)) if start <= end => &html[start..end],
        _ => html,
    }
}

/// The heads of rows as plain cells: Markdown has heads of columns only, and a cell that is left out moves the others.
fn row_headers(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<th ") {
        let Some(end) = rest[at..].find('>').map(|end| at + end + 1) else { break };
        let (tag, close) = (&rest[at..end], rest[end..].find("</th>").map(|close| end + close));
        plain.push_str(&rest[..at]);
        match close.filter(|_| tag.contains("scope=\"row") || tag.contains("scope=row")) {
            Some(close) => {
                plain.push_str("<td>");
                plain.push_str(&rest[end..close]);
                plain.push_str("</td>");
                rest = &rest[close + "</th>".len()..];
            }
            None => {
                plain.push_str(tag);
                rest = &rest[end..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// What addresses inside the page are made whole with.
#[derive(Clone)]
struct Addresses {
    origin: String,
    url: String,
}

impl Addresses {
    fn whole(&self, address: &str) -> String {
        match address.as_bytes() {
            [b'#', ..] => format!("{}{address}", self.url),
            [b'/', b'/', ..] => format!("https:{address}"),
            [b'/', ..] => format!("{}{address}", self.origin),
            _ => address.to_owned(),
        }
    }
}

fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

fn is_hidden(element: &Element) -> bool {
    attribute(element, "aria-hidden") == Some("true") || attribute(element, "hidden").is_some()
}

fn inside(handlers: &dyn Handlers, element: &Element) -> String {
    handlers.walk_children(element.node).content.trim().to_owned()
}

fn unless_hidden(handlers: &dyn Handlers, element: Element) -> Option<HandlerResult> {
    if is_hidden(&element) { None } else { handlers.fallback(element) }
}

/// A link with its whole address. A number to call is text, a mark of a note its number, and the ways back from a note
/// are left out.
fn link(whole: &Addresses, handlers: &dyn Handlers, element: Element) -> Option<HandlerResult> {
    let href = attribute(&element, "href").unwrap_or_default();
    let text = inside(handlers, &element);
    if is_hidden(&element) || href.starts_with("#mark-") || text.is_empty() {
        return None;
    }
    if attribute(&element, "role") == Some("doc-noteref") {
        return Some(format!("\\[{text}\\]").into());
    }
    if matches!(Link::parse(href).kind, Kind::Empty | Kind::Mail | Kind::Telephone) {
        return Some(text.into());
    }
    let address = whole.whole(href).replace('(', "%28").replace(')', "%29").replace(' ', "%20");
    Some(format!("[{}]({address})", text.replace('\n', " ")).into())
}

/// A picture that says something.
fn picture(whole: &Addresses, element: &Element) -> Option<HandlerResult> {
    let alt = attribute(element, "alt").unwrap_or_default().replace(['\n', '[', ']'], " ");
    let src = attribute(element, "src").unwrap_or_default();
    if is_hidden(element) || alt.trim().is_empty() || src.is_empty() {
        return None;
    }
    let address = whole.whole(src).replace('(', "%28").replace(')', "%29").replace(' ', "%20");
    Some(format!("![{}]({address})", alt.trim()).into())
}

/// Stands between a term and what is said of it, until the text is whole.
const TERM: &str = "\u{1}";

fn term(handlers: &dyn Handlers, element: &Element) -> HandlerResult {
    format!("\n\n- **{}**{TERM}\n\n", inside(handlers, element)).into()
}

/// What is said of a term stands behind it, or below it when it has several lines.
fn definition(handlers: &dyn Handlers, element: &Element) -> HandlerResult {
    let text = inside(handlers, element);
    if !text.contains('\n') {
        return format!("\n\n{TERM}{text}\n\n").into();
    }
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!("  {line}") });
    format!("\n\n{}\n\n", lines.collect::<Vec<_>>().join("\n")).into()
}

/// Plain spaces and hyphens, one empty line between blocks, terms with what is said of them.
fn tidy(text: &str) -> String {
    let text = text.replace('\u{a0}', " ").replace('\u{2011}', "-");
    let text =
        text.replace(&format!("{TERM}\n\n{TERM}"), ": ").replace(&format!("\n{TERM}"), "\n  ").replace(TERM, ":");
    let mut lines: Vec<&str> = Vec::new();
    for line in text.trim().lines() {
        // Two spaces at the end of a line break it; any others mean nothing.
        let bare = line.trim_end();
        let line = if line.ends_with("  ") && !bare.is_empty() && !bare.ends_with('>') { line } else { bare };
        let before = lines.last().copied().unwrap_or_default();
        let is_term = |line: &str| line.starts_with("- **");
        let two_back = lines.len().checked_sub(2).map_or("", |at| lines[at]);
        if line.is_empty() && before.is_empty() {
            continue;
        }
        if is_term(line) && before.is_empty() && is_term(two_back) {
            lines.pop();
        }
        // A table that follows its caption at once would be read as part of it.
        if line.starts_with('|') && !before.is_empty() && !before.starts_with('|') {
            lines.push("");
        }
        lines.push(line);
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, wanted: &str) {
        let text = markdown(html, "https://example.org", "https://example.org/a/").unwrap();
        assert_eq!(text, format!("{wanted}\n\n---\n\nSource: <https://example.org/a/>\n"));
    }

    #[test]
    fn only_what_main_shows_is_kept() {
        check(
            "<nav>menu</nav><main id=\"x\"><h1>A</h1><nav>here</nav><p>Text.<span aria-hidden=\"true\">↑</span></p>\
             <script>x</script><img src=\"/d.png\" alt=\"\"></main><footer>f</footer>",
            "# A\n\nText.",
        );
    }

    #[test]
    fn addresses_are_whole_and_numbers_are_text() {
        check(
            "<main><p><a href=\"/b/\">B</a> <a href=\"#c\">C</a> <a href=\"https://d.example/\">D</a> \
             <a href=\"tel:+1\">(310)\u{a0}828\u{2011}7757</a> said<sup><a href=\"#ref-x\" role=\"doc-noteref\">1</a></sup> \
             <a href=\"#mark-x\">back</a></p><p><img src=\"/p.png\" alt=\"A room\"></p></main>",
            "[B](https://example.org/b/) [C](https://example.org/a/#c) [D](https://d.example/) (310) 828-7757 said\\[1\\]\n\n\
             ![A room](https://example.org/p.png)",
        );
    }

    #[test]
    fn tables_keep_their_cells_and_lists_of_terms_their_terms() {
        check(
            "<main><table><caption>Six</caption><thead><tr><th scope=\"col\">A</th><th scope=\"col\">B</th></tr></thead>\
             <tbody><tr><th scope=\"row\">1</th><td>2</td></tr></tbody></table>\
             <dl><div><dt>Phone</dt><dd>unknown</dd></div><div><dt>Hours</dt><dd>none</dd></div>\
             <dt>Does</dt><dd><ul><li>x</li><li>y</li></ul></dd></dl></main>",
            "Six\n\n| A | B |\n| - | - |\n| 1 | 2 |\n\n\
             - **Phone**: unknown\n- **Hours**: none\n- **Does**:\n\n  - x\n  - y",
        );
    }

    #[test]
    fn framed_components_are_quotations_and_details_are_open() {
        check(
            "<main><blockquote><div><h3><span>Important: </span>Stop</h3><p>Now.</p></div></blockquote>\
             <details><summary>Will it hurt?</summary><p>A little.</p></details></main>",
            "> ### Important: Stop\n>\n> Now.\n\n**Will it hurt?**\n\nA little.",
        );
    }
}
