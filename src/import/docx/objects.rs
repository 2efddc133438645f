//! What is no text in a document: pictures, boxes, drawings, symbols, equations.

use super::reader::Reader;
use super::xml::El;
use crate::ImportedImage;
use crate::model::{InlineStyle, Piece, PieceKind};
use vertebra_media::image_file;

impl Reader<'_> {
    /// A drawing as Word has made them since 2007. Source: ECMA-376, part 1, 20.4.
    pub(super) fn drawing(&mut self, el: &El, style: &InlineStyle, out: &mut Vec<Piece>) {
        let about = el.find("wp:docPr");
        let alt = about.and_then(|it| it.attribute("descr").or(it.attribute("title"))).unwrap_or_default();
        let decorative = about
            .and_then(|it| it.find("adec:decorative"))
            .is_some_and(|it| matches!(it.attribute("val"), Some("1" | "true")));
        let has_box = self.boxes(el);
        let mut pictures = Vec::new();
        el.all("pic:pic", &mut pictures);
        for one in &pictures {
            let own = one.find("pic:cNvPr").and_then(|it| it.attribute("descr")).filter(|it| !it.trim().is_empty());
            // Several in one frame share the words about it only if they have none of their own.
            let alt = own.filter(|_| pictures.len() > 1 || alt.trim().is_empty()).unwrap_or(alt);
            let Some(blip) = one.find("a:blip") else { continue };
            match (blip.attribute("r:embed"), blip.attribute("r:link")) {
                (Some(id), _) => self.picture(id, (alt, decorative), style, out),
                (None, Some(id)) => self.picture(id, (alt, decorative), style, out),
                (None, None) => {}
            }
        }
        if pictures.is_empty() && !has_box {
            let uri = el.find("a:graphicData").and_then(|it| it.attribute("uri")).unwrap_or_default();
            let what = match uri.rsplit('/').next() {
                Some("chart") => "a chart; save it as an image and add it",
                Some("diagram") => "a diagram; save it as an image and add it",
                _ => "a drawing; save it as an image and add it if readers need it",
            };
            self.lose(what, alt);
        }
    }

    /// A drawing of older versions (VML).
    pub(super) fn old_drawing(&mut self, el: &El, style: &InlineStyle, out: &mut Vec<Piece>) {
        let has_box = self.boxes(el);
        let mut pictures = Vec::new();
        el.all("v:imagedata", &mut pictures);
        let alt = el.find("v:shape").and_then(|it| it.attribute("alt")).unwrap_or_default();
        for one in &pictures {
            let alt = if alt.is_empty() { one.attribute("o:title").unwrap_or_default() } else { alt };
            if let Some(id) = one.attribute("r:id") {
                self.picture(id, (alt, false), style, out);
            }
        }
        let is_rule = el.find("v:rect").is_some_and(|it| it.attribute("o:hr").is_some());
        if pictures.is_empty() && !has_box {
            self.lose(if is_rule { "a horizontal line" } else { "a drawing" }, alt);
        }
    }

    /// The texts of boxes go below the paragraph that holds them.
    fn boxes(&mut self, el: &El) -> bool {
        let mut boxes = Vec::new();
        el.all("w:txbxContent", &mut boxes);
        for one in &boxes {
            self.lose("a text box; its text is now below this paragraph", &one.text_of(&["w:t"]));
            let mut inner = Vec::new();
            // The paragraphs inside change what is being read.
            let looks = std::mem::take(&mut self.looks);
            self.blocks(one, &mut inner);
            self.looks = looks;
            self.below.append(&mut inner);
        }
        !boxes.is_empty()
    }

    fn picture(&mut self, id: &str, (alt, decorative): (&str, bool), style: &InlineStyle, out: &mut Vec<Piece>) {
        let Some(relation) = self.relations.get(id).cloned() else {
            self.lose("an image that is missing from the file", alt);
            return;
        };
        if relation.outside {
            self.lose("an image that is not in the file; save it next to the page and add it", &relation.target);
            return;
        }
        let name = match self.names.get(&relation.target) {
            Some(name) => name.clone(),
            None => {
                let name = self.take_out(&relation.target, alt);
                self.names.insert(relation.target.clone(), name.clone());
                name
            }
        };
        if let Some(name) = name {
            let kind = PieceKind::Picture { name, alt: alt.to_owned(), decorative };
            out.push(Piece { kind, style: InlineStyle { link: style.link.clone(), ..InlineStyle::default() } });
        }
    }

    /// A picture as a file of its own; none when a website cannot show it.
    fn take_out(&mut self, part: &str, alt: &str) -> Option<String> {
        let Some(bytes) = self.package.bytes(part) else {
            self.lose("an image that is damaged or too large", alt);
            return None;
        };
        let ending = part.rsplit_once('.').map_or("?", |(_, ending)| ending).to_uppercase();
        match image_file::look(&bytes) {
            Ok(found) => {
                let name = format!("{}-{}.{}", self.stem, self.document.pictures.len() + 1, found.kind.ending());
                self.document.pictures.push(ImportedImage { name: name.clone(), bytes });
                Some(name)
            }
            Err(_) => {
                let what =
                    format!("an image in a format that browsers do not support ({ending}); save it as PNG and add it");
                self.lose(what, alt);
                None
            }
        }
    }

    /// A letter of a font of pictures.
    pub(super) fn symbol(&mut self, el: &El, style: &InlineStyle, out: &mut Vec<Piece>) {
        let code = el.attribute("w:char").and_then(|code| u32::from_str_radix(code, 16).ok());
        let c = code.and_then(char::from_u32);
        match c.filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c)) {
            Some(c) => out.push(Piece::text(c, style)),
            None => {
                let font = el.attribute("w:font").unwrap_or("a symbol font").to_owned();
                self.lose(format!("a symbol of the font {font}"), "");
            }
        }
    }

    /// An equation: its letters in one line.
    pub(super) fn equation(&mut self, el: &El, style: &InlineStyle, out: &mut Vec<Piece>) {
        let text = el.text_of(&["m:t", "w:t"]);
        self.lose("an equation; its characters are now on one line", &text);
        out.push(Piece::text(text, style));
    }
}
