//! A finished page as Markdown: what its `main` element shows, with every address whole.
//!
//! Made of the HTML that readers get, so that it says what the page says. Knows elements and roles, never the classes of
//! a theme. Source of the form: CommonMark, with the tables of GitHub.

use htmd::element_handler::{HandlerResult, Handlers};
use htmd::options::{BulletListMarker, Options};
use htmd::{Element, HtmlToMarkdown};

/// What a reader of plain text has no use for.
const LEFT_OUT: [&str; 10] =
    ["script", "style", "template", "svg", "nav", "button", "form", "input", "noscript", "iframe"];

/// Elements that may be hidden from everybody but eyes.
const MAYBE_HIDDEN: [&str; 9] = ["span", "div", "p", "i", "b", "em", "img", "section", "figure"];

/// The Markdown of a page; none when its HTML cannot be read. `origin` has no slash at its end, `url` is the page's own
/// address.
pub fn markdown(html: &str, origin: &str, url: &str) -> Option<String> {
    let whole = Addresses { origin: origin.to_owned(), url: url.to_owned() };
    let options = Options { bullet_list_marker: BulletListMarker::Dash, ul_bullet_spacing: 1, ol_number_spacing: 1, ..Options::default() };
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
    let text = converter.convert(main(html)).ok()?;
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
    if href.is_empty() || href.starts_with("tel:") || href.starts_with("mailto:") {
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

fn term(handlers: &dyn Handlers, element: &Element) -> HandlerResult {
    format!("\n\n- **{}**\n", inside(handlers, element)).into()
}

/// What is said of a term stands below it, indented: it may hold lists.
fn definition(handlers: &dyn Handlers, element: &Element) -> HandlerResult {
    let text = inside(handlers, element);
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!("  {line}") });
    format!("\n\n{}\n\n", lines.collect::<Vec<_>>().join("\n")).into()
}

/// Plain spaces and hyphens, no spaces at the ends of lines, one empty line between blocks.
fn tidy(text: &str) -> String {
    let text = text.replace('\u{a0}', " ").replace('\u{2011}', "-");
    let mut tidy = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.trim().lines() {
        let line = if line.ends_with("  ") { line.trim_end().to_owned() + "  " } else { line.trim_end().to_owned() };
        empty = if line.trim().is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            tidy.push_str(if empty == 0 { &line } else { "" });
            tidy.push('\n');
        }
    }
    tidy.trim_end().to_owned()
}
