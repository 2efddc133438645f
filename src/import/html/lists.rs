//! Lists, lists of terms and lines of code; and what is said where one of them cannot stay in its place.

use super::reader::{Inside, Place, Reader};
use crate::model::{Block, Item, Kind, Part};
use crate::shift::{Shift, shifted};
use vertebra_html::Handle;

/// How deep elements may lie in code; of what lies deeper, the text is kept.
const DEEPEST: usize = 200;

impl Reader<'_> {
    pub(super) fn list(&mut self, node: &Handle, inside: &Inside, depth: usize) {
        self.flush();
        let ordered = node.tag() == "ol";
        let mut number: u64 = node.attribute("start").and_then(|it| it.trim().parse().ok()).unwrap_or(1);
        let counts_down = ordered && node.attribute("reversed").is_some();
        if counts_down && node.attribute("start").is_none() {
            number = node.children.borrow().iter().filter(|child| child.tag() == "li").count() as u64;
        }
        let letters = node.attribute("type").is_some_and(|it| it != "1");
        // Google Docs writes lists inside lists one after the other, with the level at the end of a class.
        let kix = node.classes().into_iter().find(|class| class.starts_with("lst-kix"));
        let (list, level) = match kix.as_deref().and_then(|class| class.rsplit_once('-')) {
            Some((list, level)) => (list.to_owned(), level.parse().unwrap_or(inside.lists)),
            None => {
                self.next += 1;
                (format!("list {}", self.next), inside.lists)
            }
        };
        let inner = Inside { lists: inside.lists + 1, ..self.styled(node, inside) };
        let children = node.children.borrow().clone();
        for child in &children {
            if child.tag() != "li" {
                self.walk(child, &inner, depth + 1);
                continue;
            }
            number = child.attribute("value").and_then(|it| it.trim().parse().ok()).unwrap_or(number);
            let (list, level) = (list.clone(), level.min(8));
            let place = Place::Item { level, number: ordered.then_some(number), list, started: false };
            self.block_of(child, &inner, depth + 1, Some(place));
            number = if counts_down { number.saturating_sub(1) } else { number.saturating_add(1) };
        }
        if letters && ordered {
            self.lose("letters or Roman numerals in a list; replaced with numbers", &node.all_text());
            self.block = None;
        }
    }

    /// A list of terms: each is an entry, in bold, with what is said of it below.
    pub(super) fn terms(&mut self, node: &Handle, inside: &Inside, depth: usize) {
        self.out_of_place("a list of terms", node);
        self.flush();
        if !node.all_text().trim().is_empty() {
            self.moved.push("the form of a list of terms; it is a list now, with the terms in bold".to_owned());
        }
        self.next += 1;
        let (list, level) = (format!("list {}", self.next), inside.lists.min(8));
        let inner = Inside { lists: inside.lists + 1, ..self.styled(node, inside) };
        let mut bold = inner.clone();
        bold.style.strong = true;
        let mut open = false;
        for child in terms_of(node) {
            let is_term = child.tag() == "dt";
            if is_term || (!open && child.tag() == "dd") {
                if open {
                    self.places.pop();
                }
                self.places.push(Place::Item { level, number: None, list: list.clone(), started: false });
                open = true;
            }
            self.block_of(&child, if is_term { &bold } else { &inner }, depth + 1, None);
        }
        if open {
            self.places.pop();
        }
    }

    /// Texts with line breaks that count.
    pub(super) fn code(&mut self, node: &Handle) {
        self.flush();
        let mut text = String::new();
        lines_of(node, &mut text, 0);
        node.each(&mut |it| {
            if it.tag() == "img" {
                let name = it.attribute("alt").filter(|alt| !alt.trim().is_empty()).or(it.attribute("src"));
                self.lose("an image inside code", &name.unwrap_or_default());
            }
        });
        if text.trim().is_empty() {
            return self.block = None;
        }
        let text = text.trim_matches('\n').to_owned();
        let id = self.id();
        self.lose_moved(&text);
        self.block = None;
        match (self.places.last_mut(), self.blocks.last_mut()) {
            (Some(Place::Item { started: true, level, list, .. }), Some(Block { kind: Kind::Item(item), .. }))
                if item.list == *list && item.level == *level =>
            {
                item.parts.push(Part::Code(text));
                self.joined(id);
            }
            (Some(Place::Item { started, level, number, list }), _) if !*started => {
                *started = true;
                let item = Item { level: *level, number: *number, list: list.clone(), parts: vec![Part::Code(text)] };
                let anchors = std::mem::take(&mut self.pending);
                self.blocks.push(Block { id, anchors, kind: Kind::Item(item) });
            }
            (around, _) => {
                let is_inside = around.is_some();
                if is_inside {
                    self.block = Some(id);
                    self.lose("code inside a list or a quotation; it is now below it", &text);
                    self.block = None;
                }
                let anchors = std::mem::take(&mut self.pending);
                self.blocks.push(Block { id, anchors, kind: Kind::Code(text) });
            }
        }
    }

    /// Says that a paragraph of this kind leaves the list or the quotation in which it stands.
    pub(super) fn out_of_place(&mut self, what: &str, node: &Handle) {
        let around = match self.places.last() {
            Some(Place::Item { .. }) if matches!(node.tag(), "ul" | "ol" | "dl") => return,
            Some(Place::Item { .. } | Place::WordItem { .. }) => "an entry of a list",
            Some(Place::Quote) => "a quotation",
            Some(Place::Heading(_) | Place::Caption) | None => return,
        };
        // What stands before it keeps its place.
        self.flush();
        if !node.all_text().trim().is_empty() {
            self.moved.push(format!("the place of {what}, which stood inside {around}"));
        }
    }

    /// Says that the paragraph that was read last lost something.
    pub(super) fn lose_of_last(&mut self, what: &str, words: &str) {
        let open = std::mem::replace(&mut self.block, self.blocks.last().map(|block| block.id));
        self.lose(what, words);
        self.block = open;
    }
}

/// The terms and what is said of them, also where each pair stands in an element of its own.
fn terms_of(node: &Handle) -> Vec<Handle> {
    let children = node.children.borrow();
    let of = |child: &Handle| match child.tag() {
        "div" => child.children.borrow().clone(),
        _ => vec![child.clone()],
    };
    children.iter().flat_map(of).collect()
}

/// The text of an element in which `<br>` begins a line.
fn lines_of(node: &Handle, text: &mut String, depth: usize) {
    match node.tag() {
        "br" => text.push('\n'),
        "" => text.push_str(&node.own_text()),
        _ if depth > DEEPEST => return text.push_str(&node.all_text()),
        // Code has no raised letters of its own.
        tag @ ("sup" | "sub") => {
            let shift = if tag == "sup" { Shift::Up } else { Shift::Down };
            let inside = node.all_text();
            return text.push_str(shifted(&inside, shift).as_deref().unwrap_or(&inside));
        }
        _ => {}
    }
    node.children.borrow().iter().for_each(|child| lines_of(child, text, depth + 1));
}
