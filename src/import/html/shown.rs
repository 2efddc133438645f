//! What readers of a web page see of an element: its words, and what its pictures are called.

use vertebra_html::Handle;

/// What no reader of a page sees.
pub(super) const SKIPPED: [&str; 7] = ["script", "style", "noscript", "template", "head", "title", "meta"];

/// How deep elements are looked through one by one.
const DEEPEST: usize = 200;

/// The words of an element, with single spaces.
pub(super) fn words(node: &Handle) -> String {
    let mut text = String::new();
    add(node, &mut text, 0);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn add(node: &Handle, text: &mut String, depth: usize) {
    if depth > 0 && SKIPPED.contains(&node.tag()) {
        return;
    }
    text.push_str(&node.own_text());
    if node.tag() == "img" {
        text.push_str(&node.attribute("alt").unwrap_or_else(|| "a picture".to_owned()));
    }
    if depth < DEEPEST {
        node.children.borrow().iter().for_each(|child| add(child, text, depth + 1));
    } else {
        text.push_str(&node.all_text());
    }
    text.push(' ');
}
