//! What stands around the text of a saved web page: its menu, header and footer, and notices about cookies.
//!
//! Finds them, and leaves them out with a word; never touches the text itself.

use std::rc::Rc;

use super::reader::Reader;
use super::shown::words;
use crate::model::{Lost, first_words};
use vertebra_html::Handle;

const WHAT: &str = "a part around the text of a web page: a menu, a header, a footer or a notice";

/// The one element that says that it holds the text; with several, the whole page is its text.
pub(super) fn main_of(body: &Handle) -> Option<Handle> {
    let mut found = Vec::new();
    body.each(&mut |node| {
        let is_main = node.tag() == "main" || node.attribute("role").is_some_and(|role| role == "main");
        if is_main && node.around(&["main", "table", "li", "dl", "pre", "blockquote"]).is_none() {
            found.push(Rc::clone(node));
        }
    });
    found.pop().filter(|main| found.is_empty() && !words(main).is_empty())
}

/// Whether an element stands around the text, where no `<main>` says so. Source: HTML Standard, 4.3.8 and 4.3.9: a header
/// or a footer is that of the nearest section, else that of the page. A header with the first heading belongs to the text.
pub(super) fn is_around(node: &Handle) -> bool {
    let role = node.attribute("role").unwrap_or_default();
    let of_page = || node.around(&["article", "section", "blockquote", "figure", "td", "li"]).is_none();
    let is_part = match node.tag() {
        "nav" => true,
        "header" | "footer" => of_page(),
        "div" | "section" | "aside" | "dialog" => is_about_cookies(node),
        _ => false,
    };
    let has_role = matches!(role.as_str(), "navigation" | "banner" | "contentinfo");
    (is_part || has_role) && node.first("h1").is_none()
}

/// Web pages call such notices `cookie-banner`, `cookieConsent`, `gdpr-cookie-bar`.
fn is_about_cookies(node: &Handle) -> bool {
    const KINDS: [&str; 8] = ["banner", "notice", "consent", "bar", "popup", "modal", "message", "overlay"];
    let names = node.attribute("id").into_iter().chain(node.classes());
    names
        .map(|name| name.to_lowercase())
        .any(|name| name.contains("cookie") && KINDS.iter().any(|it| name.contains(it)))
}

impl Reader<'_> {
    /// Tells all that stands beside an element, part by part.
    pub(super) fn leave_around(&mut self, body: &Handle, main: &Handle) {
        let mut path = vec![Rc::clone(main)];
        while let Some(parent) = path.last().filter(|node| !Rc::ptr_eq(node, body)).and_then(|node| node.above()) {
            path.push(parent);
        }
        for pair in path.windows(2).rev() {
            for child in pair[1].children.borrow().iter().filter(|child| !Rc::ptr_eq(child, &pair[0])) {
                self.leave(child);
            }
        }
    }

    /// Tells what stands in an element that is left out.
    pub(super) fn leave(&mut self, node: &Handle) {
        let words = words(node);
        if !words.is_empty() {
            let lost = Lost { block: None, what: WHAT.to_owned(), words: first_words(&words) };
            self.document.lost.push(lost);
        }
    }
}
