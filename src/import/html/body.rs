//! The elements of a document, one after the other.

use super::around::is_around;
use super::reader::{Inside, Place, Reader};
use super::shown::{SKIPPED, words};
use super::style::is_sign_font;
use crate::links;
use crate::model::{Block, Item, Kind, Part, Piece, PieceKind, Target, is_blank, plain};
use crate::shift::{Shift, shifted};
use vertebra_html::{Handle, is_block};

/// How deep elements may lie in each other; of what lies deeper, the text is kept.
const DEEPEST: usize = 200;

impl Reader<'_> {
    /// Leaves out an element that holds something for readers: its words, and what its pictures are called.
    fn lose_part(&mut self, what: &'static str, node: &Handle) {
        let words = words(node);
        if !words.is_empty() {
            self.lose(what, &words);
        }
    }

    /// Reads an element and all that is in it.
    pub(super) fn walk(&mut self, node: &Handle, inside: &Inside, depth: usize) {
        if depth > DEEPEST {
            self.text(&node.all_text(), inside);
            return;
        }
        let tag = node.tag().to_owned();
        let is_hidden = || {
            let by_attribute = node.attribute("hidden").is_some_and(|how| how != "until-found");
            by_attribute || self.sheet.look(&node.classes(), node.attribute("style").as_deref()).hidden
        };
        if !tag.is_empty() && is_hidden() {
            return self.lose_part("hidden text", node);
        }
        match tag.as_str() {
            "" => {
                self.text(&node.own_text(), inside);
                self.children(node, inside, depth);
            }
            "noscript" => self.lose_part("text for browsers without scripts", node),
            tag if SKIPPED.contains(&tag) => {}
            _ if is_around(node) => self.leave(node),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.out_of_place("a heading", node);
                let level = tag.as_bytes().get(1).map_or(1, |digit| digit.saturating_sub(b'0'));
                self.block_of(node, inside, depth, Some(Place::Heading(level)));
            }
            "p" => self.paragraph(node, inside, depth),
            "blockquote" => {
                self.out_of_place("a quotation", node);
                self.block_of(node, inside, depth, Some(Place::Quote));
            }
            "ul" | "ol" => {
                self.out_of_place("a list", node);
                self.list(node, inside, depth);
            }
            "dl" => self.terms(node, inside, depth),
            "table" => {
                self.out_of_place("a table", node);
                self.table(node, inside, depth);
            }
            "pre" => self.code(node),
            "code" | "tt" | "kbd" | "samp" if is_code(node) => {
                let inner = self.styled(node, inside);
                self.anchor(node);
                self.pieces.push(Piece { kind: PieceKind::Code(node.all_text()), style: inner.style });
            }
            // Browsers show the marks, which stand nowhere in the text.
            "q" => {
                self.text("\"", inside);
                let inner = self.styled(node, inside);
                self.children(node, &inner, depth);
                self.text("\"", inside);
            }
            "hr" => {
                self.flush();
                let id = self.id();
                if let Some(Place::Item { .. } | Place::Quote) = self.places.last() {
                    self.lose("the place of a line, which stood inside a list or a quotation", "");
                }
                self.block = None;
                self.blocks.push(Block { id, anchors: Vec::new(), kind: Kind::Rule });
            }
            "br" => self.line_break(node, inside),
            "img" => self.image(node, inside),
            "a" => self.link(node, inside, depth),
            "del" => self.lose_part("deleted text (tracked changes)", node),
            "iframe" | "object" | "embed" | "video" | "audio" | "canvas" => {
                let from = node.attribute("src").or(node.attribute("data")).unwrap_or_default();
                self.lose("embedded content from another program or website", &from);
            }
            "svg" => self.lose("a drawing; save it as an image and add it if readers need it", &node.all_text()),
            "math" => {
                let text = node.all_text();
                self.lose("an equation; its characters are now on one line", &text);
                self.text(&text, inside);
            }
            "input" if Piece::task(node).is_some() => self.pieces.extend(Piece::task(node)),
            "input" | "select" | "textarea" | "button" => self.lose("a form field", &node.all_text()),
            "abbr" => {
                let meant = node.attribute("title").unwrap_or_default();
                if !meant.trim().is_empty() {
                    self.lose("the meaning of an abbreviation; write it out after its first use", &meant);
                }
                let inner = self.styled(node, inside);
                self.children(node, &inner, depth);
            }
            "details" => {
                let words = node.all_text();
                self.division(node, inside, depth);
                self.lose_of_last("text that readers could collapse; all of it is now shown", &words);
            }
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
    pub(super) fn block_of(&mut self, node: &Handle, inside: &Inside, depth: usize, place: Option<Place>) {
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

    fn line_break(&mut self, node: &Handle, inside: &Inside) {
        let style = node.attribute("style").unwrap_or_default();
        let of_page = style.contains("page-break") || style.contains("mso-break") || node.attribute("clear").is_some();
        match of_page {
            true => self.text(" ", inside),
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
    pub(super) fn anchor(&mut self, node: &Handle) {
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
        let shift = match tag {
            "sup" => Some(Shift::Up),
            "sub" => Some(Shift::Down),
            _ => look.shift,
        };
        inner.shift = shift.or(inner.shift);
        let is_lost = shift.is_some_and(|shift| shifted(&node.all_text(), shift).is_none());
        // Links have a color, a line and a place of their own.
        let of_links = [
            (color, "text color"),
            (tag == "u" || look.underlined == Some(true), "underlining, which readers take for links"),
            (is_lost, "superscript or subscript"),
        ];
        // The marks of lists are signs; what they look like is not text.
        let is_mark = || node.around(&["p"]).is_some_and(|it| it.classes().iter().any(|it| it.starts_with("MsoList")));
        let of_font = look.signs || (tag == "font" && node.attribute("face").is_some_and(|face| is_sign_font(&face)));
        let has_signs = of_font && !is_mark();
        let of_all = [
            (has_signs, "letters of a font of signs, which look different there"),
            (look.backed || tag == "mark", "background color of text"),
            (centered, "centered text"),
        ];
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

    pub(super) fn text(&mut self, text: &str, inside: &Inside) {
        if text.is_empty() {
            return;
        }
        // 10⁶ is another number than 106.
        let set = inside.shift.and_then(|shift| shifted(text, shift));
        self.pieces.push(Piece::text(set.as_deref().unwrap_or(text), &inside.style));
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
        self.lose_moved(&words);
        let id = self.id();
        let kind = match self.places.last_mut() {
            None => Kind::Paragraph(pieces),
            Some(Place::Heading(level)) => Kind::Heading(*level, pieces),
            Some(Place::Quote) => Kind::Quote(pieces),
            Some(Place::Caption) => Kind::Caption(pieces),
            Some(Place::Item { started: true, level, list, .. }) => {
                if let Some(Block { kind: Kind::Item(item), .. }) = self.blocks.last_mut() {
                    let is_own = item.list == *list && item.level == *level;
                    item.parts.push(Part::Words(pieces));
                    if !is_own {
                        self.lose("text behind a list inside an entry; it goes on with the last entry now", &words);
                    }
                    self.joined(id);
                    return self.block = None;
                }
                Kind::Paragraph(pieces)
            }
            Some(Place::Item { level, number, list, started }) => {
                *started = true;
                Kind::Item(Item {
                    level: *level,
                    number: *number,
                    list: list.clone(),
                    parts: vec![Part::Words(pieces)],
                })
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

/// Whether an element of code is nothing but letters: what holds a link, a picture or lines of its own is read like text.
fn is_code(node: &Handle) -> bool {
    let mut plain = true;
    node.each(&mut |it| {
        plain &= !matches!(it.tag(), "a" | "img" | "br" | "svg" | "math" | "sup" | "sub") && !is_block(it.tag())
    });
    plain && !node.all_text().trim().is_empty()
}

/// A span that holds nothing but a link is a part of the link.
fn is_link_around(node: &Handle) -> bool {
    let mut links = 0;
    node.each(&mut |it| links += usize::from(it.tag() == "a"));
    links > 0
}
