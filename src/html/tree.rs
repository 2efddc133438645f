//! HTML as a tree, read as browsers read it (HTML Standard, section 13.2), by html5ever. Limits keep what was made to harm
//! from filling the memory or the time.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use super::crowded::{MOST_ATTRIBUTES, crowded};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, QualName, parse_document};

/// A node of the tree: an element, a text, or something without a meaning here.
pub struct HtmlNode {
    name: Option<QualName>,
    attributes: RefCell<Vec<(String, String)>>,
    text: RefCell<String>,
    parent: RefCell<Weak<HtmlNode>>,
    pub children: RefCell<Vec<Handle>>,
}

pub type Handle = Rc<HtmlNode>;

impl HtmlNode {
    fn new(name: Option<QualName>, attributes: Vec<(String, String)>, text: String) -> Handle {
        Rc::new(HtmlNode {
            name,
            attributes: RefCell::new(attributes),
            text: RefCell::new(text),
            parent: RefCell::default(),
            children: RefCell::default(),
        })
    }

    /// The name of an element in small letters; empty for what is none.
    pub fn tag(&self) -> &str {
        self.name.as_ref().map_or("", |name| &*name.local)
    }

    pub fn attribute(&self, name: &str) -> Option<String> {
        self.attributes.borrow().iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }

    /// What a text says; empty for an element.
    pub fn own_text(&self) -> String {
        self.text.borrow().clone()
    }

    /// The classes of an element.
    pub fn classes(&self) -> Vec<String> {
        self.attribute("class").unwrap_or_default().split_whitespace().map(str::to_owned).collect()
    }

    /// The element that it stands in.
    pub fn above(&self) -> Option<Handle> {
        self.parent.borrow().upgrade()
    }

    /// The nearest element around it of one of these names.
    pub fn around(&self, tags: &[&str]) -> Option<Handle> {
        let mut next = self.parent.borrow().upgrade();
        while let Some(node) = next {
            if tags.contains(&node.tag()) {
                return Some(node);
            }
            next = node.parent.borrow().upgrade();
        }
        None
    }

    /// The first element of a name, itself or below.
    pub fn first(self: &Rc<Self>, tag: &str) -> Option<Handle> {
        let mut found = None;
        self.each(&mut |node| {
            if found.is_none() && node.tag() == tag {
                found = Some(Rc::clone(node));
            }
        });
        found
    }

    /// Every element below, itself first, in order; without calling itself, since a tree may be deep.
    pub fn each(self: &Rc<Self>, visit: &mut dyn FnMut(&Handle)) {
        let mut open = vec![Rc::clone(self)];
        while let Some(node) = open.pop() {
            visit(&node);
            open.extend(node.children.borrow().iter().rev().cloned());
        }
    }

    /// All texts below, one after the other.
    pub fn all_text(self: &Rc<Self>) -> String {
        let mut text = String::new();
        self.each(&mut |node| text.push_str(&node.text.borrow()));
        text
    }
}

impl Drop for HtmlNode {
    /// Nodes let go of each other one by one: a tree of a hundred thousand levels must not end the program.
    fn drop(&mut self) {
        let mut open = std::mem::take(self.children.get_mut());
        while let Some(node) = open.pop() {
            if let Ok(mut node) = Rc::try_unwrap(node) {
                open.append(node.children.get_mut());
            }
        }
    }
}

/// Why a text is not read as a tree: what was made of it would be too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooMuch {
    /// More than this many elements lie inside each other.
    Nested(usize),
    /// It would become more than this many elements and texts.
    Nodes(usize),
    /// An element has more than this many attributes.
    Attributes(usize),
}

/// How many elements may be open at a time. For each of them, a reader that works as browsers do looks through all others.
const MOST_OPEN: usize = 5_000;
/// How many elements and texts may be made. A reader repeats what is marked and never closed in each paragraph that follows,
/// so that a short text can become any number of them.
const MOST_NODES: usize = 1_000_000;
/// Elements that have no end, or that end by themselves. Source: HTML Standard, 13.1.2 and 13.1.2.4.
const ENDING: [&str; 36] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param",
    "html", "head", "body", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup",
    "option", "optgroup", "rt", "rp", "rb", "rtc", "frame",
];

/// How many elements are open at a time, told by the tags alone: at most so many as a reader will find.
fn most_open(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    let (mut now, mut most) = (0usize, 0);
    for at in memchr::memchr_iter(b'<', bytes) {
        let rest = &text[at + 1..];
        let (ends, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let length = rest.bytes().take(32).take_while(u8::is_ascii_alphanumeric).count();
        let name = rest[..length].to_ascii_lowercase();
        if ENDING.contains(&name.as_str()) {
            continue;
        }
        let count = open.entry(name).or_default();
        if !ends {
            *count += 1;
            now += 1;
        } else if *count > 0 {
            *count -= 1;
            now -= 1;
        }
        most = most.max(now);
    }
    most
}

/// Reads a text as a document.
///
/// # Errors
///
/// When there is more in it than any page has.
pub fn parse(text: &str) -> Result<Handle, TooMuch> {
    if most_open(text) > MOST_OPEN {
        return Err(TooMuch::Nested(MOST_OPEN));
    }
    if !crowded(text).is_empty() {
        return Err(TooMuch::Attributes(MOST_ATTRIBUTES));
    }
    let sink = Sink { document: HtmlNode::new(None, Vec::new(), String::new()), made: Cell::new(0) };
    let mut parser = parse_document(sink, Default::default());
    // Tag by tag, so that it can be left off: the parser itself knows no limit.
    let mut done = 0;
    for cut in memchr::memchr_iter(b'>', text.as_bytes()).map(|at| at + 1).chain([text.len()]) {
        parser.process(text[done..cut].into());
        done = cut;
        if parser.tokenizer.sink.sink.made.get() > MOST_NODES {
            return Err(TooMuch::Nodes(MOST_NODES));
        }
    }
    Ok(parser.finish())
}

struct Sink {
    document: Handle,
    made: Cell<usize>,
}

impl Sink {
    fn make(&self, name: Option<QualName>, attributes: Vec<(String, String)>, text: String) -> Handle {
        self.made.set(self.made.get() + 1);
        HtmlNode::new(name, attributes, text)
    }

    /// Puts something at a place among the children of a node; a text joins the text before it.
    fn insert(&self, parent: &Handle, at: usize, child: NodeOrText<Handle>) {
        let child = match child {
            NodeOrText::AppendNode(node) => {
                detach(&node);
                node
            }
            NodeOrText::AppendText(text) => {
                let children = parent.children.borrow();
                let before =
                    at.checked_sub(1).and_then(|at| children.get(at)).filter(|it| !it.text.borrow().is_empty());
                if let Some(before) = before {
                    before.text.borrow_mut().push_str(&text);
                    return;
                }
                self.make(None, Vec::new(), text.to_string())
            }
        };
        *child.parent.borrow_mut() = Rc::downgrade(parent);
        let mut children = parent.children.borrow_mut();
        let at = at.min(children.len());
        children.insert(at, child);
    }
}

fn plain(attributes: Vec<Attribute>) -> Vec<(String, String)> {
    attributes.into_iter().map(|it| (it.name.local.to_string(), it.value.to_string())).collect()
}

fn detach(node: &Handle) {
    if let Some(parent) = node.parent.borrow_mut().upgrade() {
        parent.children.borrow_mut().retain(|child| !Rc::ptr_eq(child, node));
    }
    *node.parent.borrow_mut() = Weak::new();
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Handle;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Handle {
        self.document
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Rc::clone(&self.document)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        static NONE: std::sync::LazyLock<QualName> =
            std::sync::LazyLock::new(|| QualName::new(None, Default::default(), Default::default()));
        target.name.as_ref().unwrap_or(&NONE)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        self.make(Some(name), plain(attributes), String::new())
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.make(None, Vec::new(), String::new())
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.make(None, Vec::new(), String::new())
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let end = parent.children.borrow().len();
        self.insert(parent, end, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let has_parent = element.parent.borrow().upgrade().is_some();
        match has_parent {
            true => self.append_before_sibling(element, child),
            false => self.append(previous, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        Rc::clone(target)
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        Rc::ptr_eq(one, other)
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let Some(parent) = sibling.parent.borrow().upgrade() else { return };
        if let NodeOrText::AppendNode(node) = &child {
            detach(node);
        }
        let at = parent.children.borrow().iter().position(|it| Rc::ptr_eq(it, sibling)).unwrap_or(0);
        self.insert(&parent, at, child);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        let mut known = target.attributes.borrow_mut();
        for (name, value) in plain(attributes) {
            if !known.iter().any(|(it, _)| *it == name) {
                known.push((name, value));
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        detach(target);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        let children = std::mem::take(&mut *node.children.borrow_mut());
        for child in &children {
            *child.parent.borrow_mut() = Rc::downgrade(parent);
        }
        parent.children.borrow_mut().extend(children);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_elements_are_counted_by_their_tags() {
        for (text, expected) in [
            ("", 0),
            ("a < b <3 <div>x</div> <DIV class=a>y</div>", 1),
            ("<div><span>x</span><b>y</b></div>", 2),
            ("<p>one<p>two<br><br><ul><li>a<li>b</ul>", 1),
            ("</div></div><div>", 1),
            ("<i><i><i>", 3),
        ] {
            assert_eq!(most_open(text), expected, "{text}");
        }
    }

    #[test]
    fn what_grows_without_end_is_left_off() {
        let read = |text: &str| parse(text).err();
        assert_eq!(read(&"<div>".repeat(200_000)), Some(TooMuch::Nested(MOST_OPEN)));
        assert_eq!(read(&"<p>x".repeat(100_000)), None);
        // Each paragraph repeats all that is marked before it.
        let marked: String = (0..2_000).map(|at| format!("<p><b id=a{at}>x</p>")).collect();
        assert_eq!(read(&marked), Some(TooMuch::Nodes(MOST_NODES)));
        assert_eq!(read(&"<b><i>".repeat(1_000)), None);
        let attributes: String = (0..1_000_000).map(|at| format!(" a{at}")).collect();
        assert_eq!(read(&format!("<p{attributes}>x")), Some(TooMuch::Attributes(MOST_ATTRIBUTES)));
    }
}
