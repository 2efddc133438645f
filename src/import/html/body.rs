//! The elements of a document, one after the other.

use super::reader::{Inside, Place, Reader};
use crate::links;
use crate::model::{Block, InlineStyle, Item, Kind, Piece, PieceKind, Target, is_blank, plain};
use vertebra_html::{Handle, is_block};

/// How deep elements may lie in each other; of what lies deeper, the text is kept.
const DEEPEST: usize = 200;

const SKIPPED: [&str; 7] = ["script", "style", "noscript", "template", "head", "title", "meta"];

impl Reader<'_> {
    /// Reads an element and all that is in it.
    pub(super) fn walk(&mut self, node: &Handle, inside: &Inside, depth: usize) {
        if depth > DEEPEST {
            self.text(&node.all_text(), &inside.style);
            return;
        }
        let tag = node.tag().to_owned();
        if !tag.is_empty() && self.sheet.look(&node.classes(), node.attribute("style").as_deref()).hidden {
            let text = node.all_text();
            return if text.trim().is_empty() { Default::default() } else { self.lose("hidden text", &text) };
        }
        match tag.as_str() {
            "" => {
                self.text(&node.own_text(), &inside.style);
                self.children(node, inside, depth);
            }
            tag if SKIPPED.contains(&tag) => {}
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = tag.as_bytes().get(1).map_or(1, |digit| digit.saturating_sub(b'0'));
                self.block_of(node, inside, depth, Some(Place::Heading(level)));
            }
            "p" => self.paragraph(node, inside, depth),
            "blockquote" => self.block_of(node, inside, depth, Some(Place::Quote)),
            "ul" | "ol" => self.list(node, inside, depth),
            "table" => self.table(node, inside, depth),
            "pre" => self.code(node),
            "hr" => {
                self.flush();
                let id = self.id();
                self.block = None;
                self.blocks.push(Block { id, anchors: Vec::new(), kind: Kind::Rule });
            }
            "br" => self.line_break(node, inside),
            "img" => self.image(node, inside),
            "a" => self.link(node, inside, depth),
            "del" => {
                let text = node.all_text();
                if !text.trim().is_empty() {
                    self.lose("deleted text (tracked changes)", &text);
                }
            }
            "iframe" | "object" | "embed" | "video" | "audio" | "canvas" => {
                let from = node.attribute("src").or(node.attribute("data")).unwrap_or_default();
                self.lose("embedded content from another program or website", &from);
            }
            "svg" => self.lose("a drawing; save it as an image and add it if readers need it", &node.all_text()),
            "math" => {
                let text = node.all_text();
                self.lose("an equation; its characters are now on one line", &text);
                self.text(&text, &inside.style);
            }
            "input" | "select" | "textarea" | "button" => self.lose("a form field", &node.all_text()),
            tag if is_block(tag) => self.division(node, inside, depth),
            _ => {
                let inside = self.styled(node, inside);
                self.anchor(node);
                self.children(node, &inside, depth);
            }
        }
    }

    /// Reads something apart from what is being read, and gives its paragraphs.
    pub(super) fn apart(&mut self, node: &Handle, inside: &Inside, depth: usize) -> Vec<Block> {
        let kept = (
            std::mem::take(&mut self.blocks),
            std::mem::take(&mut self.pieces),
            self.block.take(),
            std::mem::take(&mut self.places),
            std::mem::take(&mut self.looks),
        );
        node.children.borrow().iter().for_each(|child| self.walk(child, inside, depth + 1));
        self.flush();
        let blocks;
        (blocks, self.pieces, self.block, self.places, self.looks) =
            (std::mem::replace(&mut self.blocks, kept.0), kept.1, kept.2, kept.3, kept.4);
        blocks
    }

    pub(super) fn children(&mut self, node: &Handle, inside: &Inside, depth: usize) {
        let children = node.children.borrow().clone();
        children.iter().for_each(|child| self.walk(child, inside, depth + 1));
    }

    fn division(&mut self, node: &Handle, inside: &Inside, depth: usize) {
        if self.is_note(node) {
            return;
        }
        self.block_of(node, inside, depth, None);
    }

    fn paragraph(&mut self, node: &Handle, inside: &Inside, depth: usize) {
        let classes = node.classes();
        let is = |name: &str| classes.iter().any(|class| class.eq_ignore_ascii_case(name));
        if classes.iter().any(|class| class.to_lowercase().starts_with("msotoc")) {
            self.has_contents = true;
            return;
        }
        let place = if is("title") || is("MsoTitle") || is("MsoTitleCxSpFirst") {
            Some(Place::Heading(0))
        } else if is("MsoQuote") || is("MsoIntenseQuote") {
            Some(Place::Quote)
        } else {
            self.word_item(node)
        };
        self.block_of(node, inside, depth, place);
    }

    /// An element that begins and ends paragraphs.
    fn block_of(&mut self, node: &Handle, inside: &Inside, depth: usize, place: Option<Place>) {
        self.flush();
        let inside = self.styled(node, inside);
        self.anchor(node);
        let placed = place.is_some();
        self.places.extend(place);
        self.children(node, &inside, depth);
        self.flush();
        if placed {
            self.places.pop();
        }
    }

    fn list(&mut self, node: &Handle, inside: &Inside, depth: usize) {
        self.flush();
        let ordered = node.tag() == "ol";
        let mut number: u64 = node.attribute("start").and_then(|it| it.trim().parse().ok()).unwrap_or(1);
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
            number = number.saturating_add(1);
        }
        if letters && ordered {
            self.lose("letters or Roman numerals in a list; replaced with numbers", &node.all_text());
            self.block = None;
        }
    }

    /// Texts with line breaks that count.
    fn code(&mut self, node: &Handle) {
        self.flush();
        let text = node.all_text();
        let id = self.id();
        self.block = None;
        if !text.trim().is_empty() {
            let anchors = std::mem::take(&mut self.pending);
            self.blocks.push(Block { id, anchors, kind: Kind::Code(text.trim_matches('\n').to_owned()) });
        }
    }

    fn line_break(&mut self, node: &Handle, inside: &Inside) {
        let style = node.attribute("style").unwrap_or_default();
        let of_page = style.contains("page-break") || style.contains("mso-break") || node.attribute("clear").is_some();
        match of_page {
            true => self.text(" ", &inside.style),
            false => self.pieces.push(Piece { kind: PieceKind::Break, style: inside.style.clone() }),
        }
    }

    fn link(&mut self, node: &Handle, inside: &Inside, depth: usize) {
        let Some(address) = node.attribute("href") else {
            self.anchor(node);
            let inner = self.styled(node, inside);
            return self.children(node, &inner, depth);
        };
        if self.is_reference(node, &address) {
            return;
        }
        let mut inner = self.styled(node, inside);
        inner.style.link = self.target(&address);
        self.anchor(node);
        self.children(node, &inner, depth);
    }

    fn target(&mut self, address: &str) -> Option<Target> {
        let (target, told) = links::target(address);
        if let Some(what) = told {
            self.lose(what, address);
        }
        target
    }

    /// Names by which links lead to this element.
    fn anchor(&mut self, node: &Handle) {
        let names = [node.attribute("id"), node.attribute("name").filter(|_| node.tag() == "a")];
        self.pending.extend(names.into_iter().flatten().filter(|name| !name.is_empty()));
    }

    /// The style inside an element, by its name, its classes and its own style.
    pub(super) fn styled(&mut self, node: &Handle, inside: &Inside) -> Inside {
        let mut inner = inside.clone();
        let tag = node.tag();
        match tag {
            "b" | "strong" => inner.style.strong = true,
            "i" | "em" | "cite" | "dfn" | "var" => inner.style.emphasis = true,
            "s" | "strike" => inner.style.struck = true,
            _ => {}
        }
        let look = self.sheet.look(&node.classes(), node.attribute("style").as_deref());
        inner.style.strong = look.strong.unwrap_or(inner.style.strong);
        inner.style.emphasis = look.emphasis.unwrap_or(inner.style.emphasis);
        inner.style.struck |= look.struck.unwrap_or(false);
        self.has_fonts |= look.fonts || (tag == "font" && node.attribute("face").or(node.attribute("size")).is_some());
        let color = look.colored || (tag == "font" && node.attribute("color").is_some_and(|it| it != "#000000"));
        let centered = look.centered || tag == "center" || node.attribute("align").is_some_and(|it| it == "center");
        // Links have a color, a line and a place of their own.
        let of_links = [
            (color, "text color"),
            (tag == "u" || look.underlined == Some(true), "underlining, which readers take for links"),
            (matches!(tag, "sup" | "sub") || look.raised, "superscript or subscript"),
        ];
        let of_all = [(look.backed || tag == "mark", "background color of text"), (centered, "centered text")];
        let lost =
            |told: &[(bool, &'static str)]| told.iter().filter(|(lost, _)| *lost).map(|(_, what)| *what).collect();
        let (of_links, of_all): (Vec<_>, Vec<_>) = (lost(&of_links), lost(&of_all));
        if (of_links.is_empty() && of_all.is_empty()) || node.all_text().trim().is_empty() {
            return inner;
        }
        if inner.style.link.is_none() && tag != "a" && !is_link_around(node) {
            self.looks.extend(of_links);
        }
        self.looks.extend(of_all);
        inner
    }

    pub(super) fn text(&mut self, text: &str, style: &InlineStyle) {
        if text.is_empty() {
            return;
        }
        self.pieces.push(Piece::text(text, style));
    }

    /// Ends the paragraph that is being read.
    pub(super) fn flush(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        let looks = std::mem::take(&mut self.looks);
        if is_blank(&pieces) {
            return self.block = None;
        }
        let words = plain(&pieces);
        looks.into_iter().filter(|_| !words.is_empty()).for_each(|look| self.lose(look, &words));
        let id = self.id();
        let kind = match self.places.last_mut() {
            None => Kind::Paragraph(pieces),
            Some(Place::Heading(level)) => Kind::Heading(*level, pieces),
            Some(Place::Quote) => Kind::Quote(pieces),
            Some(Place::Caption) => Kind::Caption(pieces),
            Some(Place::Item { started: true, .. }) => {
                if let Some(Block { kind: Kind::Item(item), .. }) = self.blocks.last_mut() {
                    item.paragraphs.push(pieces);
                    return self.block = None;
                }
                Kind::Paragraph(pieces)
            }
            Some(Place::Item { level, number, list, started }) => {
                *started = true;
                Kind::Item(Item { level: *level, number: *number, list: list.clone(), paragraphs: vec![pieces] })
            }
            Some(Place::WordItem { level, list }) => {
                let (level, list) = (*level, list.clone());
                self.of_word(pieces, level, list)
            }
        };
        let anchors = std::mem::take(&mut self.pending);
        self.blocks.push(Block { id, anchors, kind });
        self.block = None;
    }
}

/// A span that holds nothing but a link is a part of the link.
fn is_link_around(node: &Handle) -> bool {
    let mut links = 0;
    node.each(&mut |it| links += usize::from(it.tag() == "a"));
    links > 0
}
