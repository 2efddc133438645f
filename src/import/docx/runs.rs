//! The text inside a paragraph: runs, links, fields, notes.

use super::blocks::alternative;
use super::reader::{Field, Reader};
use super::styles::switch;
use super::xml::{El, Node};
use crate::links;
use crate::model::{InlineStyle, Piece, PieceKind, Target};
use crate::shift::{Shift, shifted};

/// Fields lie in each other no deeper than this.
const DEEPEST_FIELD: usize = 20;

impl Reader<'_> {
    /// What stands in a paragraph or in a part of it.
    pub(super) fn runs(&mut self, el: &El, style: &InlineStyle, out: &mut Vec<Piece>) {
        for child in el.children() {
            match child.name.as_str() {
                "w:r" => self.run(child, style, out),
                "w:hyperlink" => {
                    let style = self.linked(child, style);
                    self.runs(child, &style, out);
                }
                "w:fldSimple" => {
                    let instruction = child.attribute("w:instr").unwrap_or_default().to_owned();
                    let mut style = style.clone();
                    if let Some(link) = self.field_link(&instruction) {
                        style.link = Some(link);
                    }
                    self.runs(child, &style, out);
                }
                "w:sdt" => {
                    self.form(child);
                    child.child("w:sdtContent").into_iter().for_each(|inner| self.runs(inner, style, out));
                }
                "w:ins" | "w:moveTo" | "w:smartTag" | "w:customXml" | "w:bdo" | "w:dir" => self.runs(child, style, out),
                "w:del" | "w:moveFrom" => self.deleted(child),
                "w:bookmarkStart" => self.bookmark(child),
                "m:oMath" | "m:oMathPara" => self.equation(child, style, out),
                "mc:AlternateContent" => {
                    alternative(child).into_iter().for_each(|inner| self.runs(inner, style, out));
                }
                _ => {}
            }
        }
    }

    fn linked(&mut self, el: &El, style: &InlineStyle) -> InlineStyle {
        let mut style = style.clone();
        let anchor = el.attribute("w:anchor").filter(|it| !it.is_empty());
        let outside = el.attribute("r:id").and_then(|id| self.relations.get(id)).map(|it| it.target.clone());
        match (outside, anchor) {
            (Some(address), None) => style.link = self.link(&address),
            (Some(address), Some(anchor)) => style.link = self.link(&format!("{address}#{anchor}")),
            (None, Some(anchor)) => style.link = Some(Target::Anchor(anchor.to_owned())),
            (None, None) => {}
        }
        style
    }

    /// Where an address leads, with a word on what was done to it.
    fn link(&mut self, address: &str) -> Option<Target> {
        let (target, told) = links::target(address);
        if let Some(what) = told {
            self.lose(what, address);
        }
        target
    }

    /// `HYPERLINK "https://…"`, `HYPERLINK \l "place"`, `REF place \h`.
    fn field_link(&mut self, instruction: &str) -> Option<Target> {
        let words = words(instruction);
        let (name, rest) = words.split_first()?;
        match name.to_uppercase().as_str() {
            "HYPERLINK" => {
                let place = rest.iter().position(|word| word == "\\l").and_then(|at| rest.get(at + 1));
                let address = rest.first().filter(|word| !word.starts_with('\\'));
                match (address, place) {
                    (Some(address), None) => self.link(address),
                    (Some(address), Some(place)) => self.link(&format!("{address}#{place}")),
                    (None, Some(place)) => Some(Target::Anchor(place.clone())),
                    (None, None) => None,
                }
            }
            "REF" if rest.iter().any(|word| word == "\\h") => rest.first().map(|place| Target::Anchor(place.clone())),
            "FORMTEXT" | "FORMCHECKBOX" | "FORMDROPDOWN" => {
                self.lose("a form field; its text was kept", "");
                None
            }
            _ => None,
        }
    }

    fn run(&mut self, el: &El, outer: &InlineStyle, out: &mut Vec<Piece>) {
        let style = self.style(el.child("w:rPr"), outer, el);
        let Some(style) = style else { return };
        let before = out.len();
        self.inside_run(el, &style, out);
        // 10⁶ is another number than 106.
        let shift = el.child("w:rPr").and_then(shift_of);
        for piece in out.iter_mut().skip(before) {
            if let (PieceKind::Text(text), Some(shift)) = (&mut piece.kind, shift)
                && let Some(set) = shifted(text, shift)
            {
                *text = set;
            }
        }
    }

    fn inside_run(&mut self, el: &El, style: &InlineStyle, out: &mut Vec<Piece>) {
        for child in el.children() {
            let mut style = style.clone();
            if style.link.is_none() {
                style.link = self.fields.iter().rev().find_map(|field| field.link.clone());
            }
            match child.name.as_str() {
                "w:fldChar" => self.field(child.attribute("w:fldCharType").unwrap_or_default()),
                "w:instrText" => {
                    if let Some(field) = self.fields.last_mut() {
                        field.instruction.push_str(&child.text_of(&["w:instrText"]));
                    }
                }
                // The instruction of a field is no text.
                _ if self.fields.iter().any(|field| !field.in_result) => {}
                "w:t" => out.push(Piece::text(letters(child), &style)),
                "w:tab" | "w:ptab" => out.push(Piece::text(" ", &style)),
                "w:noBreakHyphen" => out.push(Piece::text("\u{2011}", &style)),
                "w:br" if matches!(child.attribute("w:type"), Some("page" | "column")) => {
                    out.push(Piece::text(" ", &style));
                }
                "w:br" | "w:cr" => out.push(Piece { kind: PieceKind::Break, style }),
                "w:sym" => self.symbol(child, &style, out),
                "w:footnoteReference" | "w:endnoteReference" => {
                    let kind = child.name.trim_end_matches("Reference");
                    let id = child.attribute("w:id").unwrap_or_default();
                    out.push(Piece { kind: PieceKind::Note(format!("{kind} {id}")), style: InlineStyle::default() });
                }
                "w:commentReference" => self.comment(child.attribute("w:id").unwrap_or_default()),
                "w:drawing" => self.drawing(child, &style, out),
                "w:pict" => self.old_drawing(child, &style, out),
                "w:object" => self.lose("an embedded object, such as an Excel sheet", ""),
                "w:ruby" => child.child("w:rubyBase").into_iter().for_each(|base| self.runs(base, &style, out)),
                "mc:AlternateContent" => {
                    alternative(child).into_iter().for_each(|inner| self.inside_run(inner, &style, out));
                }
                _ => {}
            }
        }
    }

    /// The style of a run; none for text that was hidden.
    fn style(&mut self, properties: Option<&El>, outer: &InlineStyle, run: &El) -> Option<InlineStyle> {
        let mut style = outer.clone();
        let Some(properties) = properties else { return Some(style) };
        let look = self.styles.get(properties.value("w:rStyle"));
        let on = |name| switch(properties, name);
        if on("w:vanish") == Some(true) {
            let text = run.text_of(&["w:t"]);
            if !text.trim().is_empty() {
                self.lose("hidden text", &text);
            }
            return None;
        }
        style.strong |= on("w:b").or(look.strong).unwrap_or(false);
        style.emphasis |= on("w:i").or(look.emphasis).unwrap_or(false);
        style.struck |= on("w:strike").or(on("w:dstrike")).unwrap_or(false);
        let has_letters = !run.text_of(&["w:t"]).trim().is_empty();
        let is_link = style.link.is_some() || self.fields.iter().any(|field| field.link.is_some());
        if !has_letters {
            return Some(style);
        }
        let value = |name| properties.value(name).unwrap_or_default();
        // Black and what the reader's settings say is no color that anybody chose.
        let color = value("w:color").to_lowercase();
        if !matches!(color.as_str(), "" | "auto" | "000000") && !is_link {
            self.looks.insert("text color");
        }
        let fill = properties.child("w:shd").and_then(|it| it.attribute("w:fill")).unwrap_or_default().to_lowercase();
        if !matches!(value("w:highlight"), "" | "none") || !matches!(fill.as_str(), "" | "auto" | "ffffff") {
            self.looks.insert("background color of text");
        }
        if !matches!(value("w:u"), "" | "none") && !is_link {
            self.looks.insert("underlining, which readers take for links");
        }
        if shift_of(properties).is_some_and(|shift| shifted(&run.text_of(&["w:t"]), shift).is_none()) {
            self.looks.insert("superscript or subscript");
        }
        if on("w:caps") == Some(true) || on("w:smallCaps") == Some(true) {
            self.looks.insert("capital letters that were only formatting");
        }
        self.has_fonts |= properties.child("w:rFonts").is_some() || properties.child("w:sz").is_some();
        Some(style)
    }

    fn field(&mut self, step: &str) {
        match step {
            "begin" if self.fields.len() < DEEPEST_FIELD => self.fields.push(Field::default()),
            "separate" => {
                let instruction = self.fields.last().map(|field| field.instruction.clone()).unwrap_or_default();
                let link = self.field_link(&instruction);
                if let Some(field) = self.fields.last_mut() {
                    (field.in_result, field.link) = (true, link);
                }
            }
            "end" => {
                if let Some(field) = self.fields.pop().filter(|field| !field.in_result) {
                    self.field_link(&field.instruction);
                }
            }
            _ => {}
        }
    }

    fn comment(&mut self, id: &str) {
        let (author, text) = self.comments.get(id).cloned().unwrap_or_default();
        let what = if author.is_empty() { "a comment".to_owned() } else { format!("a comment by {author}") };
        self.lose(what, &text);
    }
}

/// Letters that a run sets above or below the line: by their form, or by so many half points.
/// Source: ECMA-376-1, 17.3.2.42 and 17.3.2.24.
fn shift_of(properties: &El) -> Option<Shift> {
    match properties.value("w:vertAlign") {
        Some("superscript") => return Some(Shift::Up),
        Some("subscript") => return Some(Shift::Down),
        _ => {}
    }
    let raised: i32 = properties.value("w:position")?.parse().ok()?;
    (raised != 0).then_some(if raised > 0 { Shift::Up } else { Shift::Down })
}

/// Letters as they stand: in `w:t`, spaces count.
fn letters(el: &El) -> String {
    el.nodes
        .iter()
        .filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::El(_) => None,
        })
        .collect()
}

/// The words of an instruction; those in quotes are one.
fn words(instruction: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = instruction.trim();
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix('"') {
            Some(inside) => inside.split_once('"').unwrap_or((inside, "")),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    words
}
