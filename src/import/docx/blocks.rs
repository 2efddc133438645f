//! Paragraphs, lists and tables of a document.

use super::reader::{LETTERS, Reader};
use super::styles::Look;
use super::xml::El;
use crate::model::{Block, InlineStyle, Item, Kind, Part, Piece, PieceKind, first_words, is_blank, plain};

impl Reader<'_> {
    /// What stands in a body, a cell, a note or a box.
    pub(super) fn blocks(&mut self, el: &El, out: &mut Vec<Block>) {
        for child in el.children() {
            match child.name.as_str() {
                "w:p" => self.paragraph(child, out),
                "w:tbl" => self.table(child, out),
                "w:sdt" if is_contents(child) => self.has_contents = true,
                "w:sdt" => {
                    self.form(child);
                    child.child("w:sdtContent").into_iter().for_each(|inner| self.blocks(inner, out));
                }
                "w:ins" | "w:moveTo" | "w:smartTag" | "w:customXml" | "w:txbxContent" => self.blocks(child, out),
                "w:del" | "w:moveFrom" => self.deleted(child),
                "mc:AlternateContent" => alternative(child).into_iter().for_each(|inner| self.blocks(inner, out)),
                "w:bookmarkStart" => self.bookmark(child),
                "w:altChunk" => self.lose("a document inside the document", ""),
                "m:oMathPara" => self.equation_block(child, out),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, el: &El, out: &mut Vec<Block>) {
        let id = self.new_id();
        let outer = self.block.replace(id);
        let outer_below = std::mem::take(&mut self.below);
        let properties = el.child("w:pPr");
        let look = self.styles.get(properties.and_then(|it| it.value("w:pStyle")));
        let mut pieces = Vec::new();
        self.looks.clear();
        self.runs(el, &InlineStyle::default(), &mut pieces);
        if look.contents {
            self.has_contents = true;
            self.document.lost.retain(|lost| lost.block != Some(id));
        } else {
            self.tell_looks(properties, &plain(&pieces));
            let kind = self.kind(properties, &look, pieces);
            let anchors = std::mem::take(&mut self.pending);
            match (&kind, out.last_mut().map(|block| &mut block.kind)) {
                // Each line of code is a paragraph of its own.
                (Kind::Code(line), Some(Kind::Code(code))) if anchors.is_empty() => {
                    code.push('\n');
                    code.push_str(line);
                }
                _ => out.push(Block { id, anchors, kind }),
            }
        }
        out.append(&mut self.below);
        self.below = outer_below;
        self.block = outer;
    }

    /// What a paragraph is, by its style and its numbering.
    fn kind(&mut self, properties: Option<&El>, look: &Look, pieces: Vec<Piece>) -> Kind {
        let own = properties.and_then(|it| it.value("w:outlineLvl")).and_then(|it| it.parse::<u8>().ok());
        let heading = look.heading.or(own.map(|level| level + 1).filter(|level| *level <= 9));
        let numbering = properties.and_then(|it| it.child("w:numPr"));
        let list = numbering.and_then(|it| it.value("w:numId")).map(str::to_owned).or(look.numbering.0.clone());
        if let Some(level) = heading.filter(|_| !is_blank(&pieces)) {
            if list.is_some_and(|list| list != "0") {
                self.lose("the automatic number of a heading; type it if readers need it", &plain(&pieces));
            }
            return Kind::Heading(level, pieces);
        }
        // List 0 takes a paragraph out of all lists.
        let list = list.or_else(|| {
            let (level, is_numbered) = look.entry?;
            let list = format!("style {level} {is_numbered}");
            self.numberings.declare(&list, is_numbered);
            Some(list)
        });
        if let Some(list) = list.filter(|list| list != "0" && !is_blank(&pieces)) {
            let level = numbering.and_then(|it| it.value("w:ilvl")).and_then(|it| it.parse().ok());
            let level: usize = level.or(look.numbering.1).unwrap_or(0);
            if let Some(mark) = self.numberings.next(&list, level.min(8)) {
                if mark.letters {
                    self.lose("letters or Roman numerals in a list; replaced with numbers", &plain(&pieces));
                }
                // Word gives "List Bullet 2" a list of its own, whose only level is the first.
                let level = level.max(look.entry.map_or(0, |(level, _)| level));
                let (level, parts) = (level.min(8), vec![Part::Words(pieces)]);
                return Kind::Item(Item { level, number: mark.number, list: mark.list, parts });
            }
        }
        if look.code {
            return Kind::Code(plain_lines(&pieces));
        }
        if look.quote {
            return Kind::Quote(pieces);
        }
        Kind::Paragraph(pieces)
    }

    fn tell_looks(&mut self, properties: Option<&El>, words: &str) {
        if words.is_empty() {
            return;
        }
        match properties.and_then(|it| it.value("w:jc")) {
            Some("center") => _ = self.looks.insert("centered text"),
            Some("right" | "end") => _ = self.looks.insert("right-aligned text"),
            _ => {}
        }
        for look in std::mem::take(&mut self.looks) {
            self.lose(look, words);
        }
    }

    fn table(&mut self, el: &El, out: &mut Vec<Block>) {
        let id = self.new_id();
        let before = self.document.lost.len();
        let outer = self.block.replace(id);
        let (mut rows, mut merged) = (Vec::new(), false);
        let mut elements = Vec::new();
        rows_of(el, &mut elements);
        let mut alone = None;
        for row in elements {
            if row.child("w:trPr").is_some_and(|it| it.child("w:del").is_some()) {
                self.lose("a row that was deleted", &row.text_of(&["w:t", "w:delText"]));
                continue;
            }
            let mut cells: Vec<Vec<Piece>> = Vec::new();
            let mut elements = Vec::new();
            cells_of(row, &mut elements);
            for cell in elements {
                let properties = cell.child("w:tcPr");
                let span: usize =
                    properties.and_then(|it| it.value("w:gridSpan")).and_then(|it| it.parse().ok()).unwrap_or(1);
                let goes_on = properties
                    .and_then(|it| it.child("w:vMerge"))
                    .is_some_and(|it| it.attribute("w:val").is_none_or(|val| val == "continue"));
                merged |= span > 1 || goes_on;
                let mut blocks = Vec::new();
                self.blocks(cell, &mut blocks);
                cells.push(if goes_on { Vec::new() } else { self.cell(&mut blocks) });
                cells.extend((1..span.min(50)).map(|_| Vec::new()));
                alone = Some(blocks);
            }
            rows.push(cells);
        }
        self.block = outer;
        // A table of one cell is a frame around a text.
        if let ([row], Some(blocks)) = (&rows[..], alone)
            && row.len() == 1
        {
            let words = blocks.iter().map(Block::text).collect::<Vec<_>>().join(" ");
            let first = blocks.first().map(|block| block.id);
            self.document.lost.truncate(before);
            self.document.lost.push(crate::model::Lost {
                block: first,
                what: "a frame around text".to_owned(),
                words: first_words(&words),
            });
            out.extend(blocks);
            return;
        }
        // What the paragraphs of cells lost is told of the table.
        self.document.lost[before..].iter_mut().for_each(|lost| lost.block = Some(id));
        let words = rows.iter().flatten().map(|cell| plain(cell)).collect::<Vec<_>>().join(" ");
        self.block = Some(id);
        if merged {
            self.lose("merged cells in a table; split, with empty cells added", &words);
        }
        let look = el.child("w:tblPr").and_then(|it| it.child("w:tblLook"));
        if look.and_then(|it| it.attribute("w:firstRow")) == Some("0") {
            self.lose("a table without a header row; its first row is now the header", &words);
        }
        self.block = outer;
        if rows.iter().flatten().any(|cell| !is_blank(cell)) {
            let anchors = std::mem::take(&mut self.pending);
            out.push(Block { id, anchors, kind: Kind::Table(rows) });
        }
    }

    /// What stands in a cell, on one line.
    fn cell(&mut self, blocks: &mut [Block]) -> Vec<Piece> {
        let mut cell: Vec<Piece> = Vec::new();
        let words = blocks.iter().map(Block::text).collect::<Vec<_>>().join(" ");
        let full = blocks.iter_mut().filter_map(|block| {
            self.pending.append(&mut block.anchors.clone());
            let is_list = matches!(block.kind, Kind::Item(_) | Kind::Table(_));
            let pieces: Vec<Piece> = block.pieces_mut().into_iter().flat_map(|it| it.iter().cloned()).collect();
            (!is_blank(&pieces)).then_some((is_list, pieces))
        });
        let full: Vec<_> = full.collect();
        let lists = full.iter().any(|(is_list, _)| *is_list);
        for (at, (_, pieces)) in full.iter().enumerate() {
            if at > 0 {
                let between = if lists { "; " } else { " " };
                cell.push(Piece::text(between, &InlineStyle::default()));
            }
            cell.extend(pieces.iter().cloned());
        }
        match (lists, full.len()) {
            (true, _) => self.lose("a list or table inside a cell; its text is now on one line", &words),
            (false, 2..) => self.lose("paragraphs in a cell; they are now on one line", &words),
            _ => {}
        }
        cell
    }

    fn equation_block(&mut self, el: &El, out: &mut Vec<Block>) {
        let id = self.new_id();
        let outer = self.block.replace(id);
        let mut pieces = Vec::new();
        self.equation(el, &InlineStyle::default(), &mut pieces);
        self.block = outer;
        out.push(Block { id, anchors: Vec::new(), kind: Kind::Paragraph(pieces) });
    }

    /// Text that was deleted while changes were tracked.
    pub(super) fn deleted(&mut self, el: &El) {
        let text = el.text_of(&["w:delText", "w:t"]);
        if !text.trim().is_empty() {
            self.lose("deleted text (tracked changes)", &text);
        }
    }

    /// What readers were to fill in or to choose.
    pub(super) fn form(&mut self, el: &El) {
        let Some(properties) = el.child("w:sdtPr") else { return };
        let kinds = ["w14:checkbox", "w:dropDownList", "w:comboBox", "w:date", "w:picture"];
        if kinds.iter().any(|kind| properties.child(kind).is_some()) {
            self.lose("a form field; its text was kept", &el.text_of(&LETTERS));
        }
    }

    pub(super) fn bookmark(&mut self, el: &El) {
        self.pending.extend(el.attribute("w:name").filter(|name| *name != "_GoBack").map(str::to_owned));
    }
}

/// What of several forms of the same is read: the newer one, as Word does.
pub(super) fn alternative(el: &El) -> Option<&El> {
    el.child("mc:Choice").or_else(|| el.child("mc:Fallback"))
}

fn is_contents(el: &El) -> bool {
    el.child("w:sdtPr").and_then(|it| it.find("w:docPartGallery")).and_then(|it| it.attribute("w:val"))
        == Some("Table of Contents")
}

fn rows_of<'a>(el: &'a El, rows: &mut Vec<&'a El>) {
    within(el, "w:tr", rows);
}

fn cells_of<'a>(el: &'a El, cells: &mut Vec<&'a El>) {
    within(el, "w:tc", cells);
}

/// Elements of a name right inside, or wrapped in what only marks them.
fn within<'a>(el: &'a El, name: &str, found: &mut Vec<&'a El>) {
    for child in el.children() {
        match child.name.as_str() {
            it if it == name => found.push(child),
            "w:sdt" | "w:sdtContent" | "w:ins" | "w:customXml" => within(child, name, found),
            _ => {}
        }
    }
}

fn plain_lines(pieces: &[Piece]) -> String {
    let text = pieces.iter().map(|piece| match &piece.kind {
        PieceKind::Text(text) => text.as_str(),
        PieceKind::Break => "\n",
        _ => "",
    });
    text.collect()
}
