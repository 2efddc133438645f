//! Tables: rows of cells, each cell on one line.

use std::collections::BTreeMap;

use super::reader::{Inside, Place, Reader};
use crate::model::{Block, InlineStyle, Kind, Lost, Piece, PieceKind, first_words, is_blank, plain};
use vertebra_html::{Handle, rows_of};

impl Reader<'_> {
    pub(super) fn table(&mut self, node: &Handle, inside: &Inside, depth: usize) {
        self.flush();
        let id = self.id();
        let before = self.document.lost.len();
        // It is told of the table, not of its first cell.
        let moved = std::mem::take(&mut self.moved);
        let (mut elements, mut captions) = (Vec::new(), Vec::new());
        rows_of(node, &mut elements, &mut captions);
        let inner = Inside { lists: 0, ..inside.clone() };
        let (mut rows, mut merged, mut alone) = (Vec::new(), false, None);
        // Columns that a cell of a row above goes on in, and for how many rows.
        let mut taken: BTreeMap<usize, u64> = BTreeMap::new();
        for row in &elements {
            let mut cells: Vec<Vec<Piece>> = Vec::new();
            let children = row.children.borrow().clone();
            for cell in children.iter().filter(|cell| matches!(cell.tag(), "td" | "th")) {
                fill(&mut cells, &mut taken);
                let number =
                    |name| cell.attribute(name).and_then(|it| it.trim().parse::<u64>().ok()).unwrap_or(1).clamp(1, 50);
                let (columns, down) = (number("colspan"), number("rowspan"));
                merged |= columns > 1 || down > 1;
                let mut blocks = self.apart(cell, &inner, depth);
                if down > 1 {
                    taken.extend((0..columns as usize).map(|at| (cells.len() + at, down - 1)));
                }
                let told = self.document.lost.len();
                cells.push(self.cell(&mut blocks));
                cells.extend((1..columns).map(|_| Vec::new()));
                alone = Some((blocks, told));
            }
            fill(&mut cells, &mut taken);
            rows.push(cells);
        }
        if let ([row], Some((blocks, told))) = (&rows[..], alone)
            && row.len() == 1
        {
            let words = blocks.iter().map(Block::text).collect::<Vec<_>>().join(" ");
            // What it would have lost as a cell, it keeps as text.
            self.document.lost.truncate(told);
            if let Some(first) = blocks.first() {
                let what = "a frame around text".to_owned();
                self.document.lost.push(Lost { block: Some(first.id), what, words: first_words(&words) });
            }
            self.block = None;
            self.blocks.extend(blocks);
            return self.captions(captions, inside, depth);
        }
        // What the paragraphs of cells lost is told of the table.
        self.document.lost[before..].iter_mut().for_each(|lost| lost.block = Some(id));
        let words = rows.iter().flatten().map(|cell| plain(cell)).collect::<Vec<_>>().join(" ");
        self.block = Some(id);
        self.moved = moved;
        self.lose_moved(&words);
        if merged {
            self.lose("merged cells in a table; split, with empty cells added", &words);
        }
        if rows.iter().flatten().any(|cell| !is_blank(cell)) {
            let anchors = std::mem::take(&mut self.pending);
            self.blocks.push(Block { id, anchors, kind: Kind::Table(rows) });
        }
        self.block = None;
        self.captions(captions, inside, depth);
    }

    fn captions(&mut self, captions: Vec<Handle>, inside: &Inside, depth: usize) {
        for caption in captions {
            self.places.push(Place::Caption);
            self.children(&caption, inside, depth);
            self.flush();
            self.places.pop();
        }
    }

    /// What stands in a cell, on one line.
    fn cell(&mut self, blocks: &mut [Block]) -> Vec<Piece> {
        let words = blocks.iter().map(Block::text).collect::<Vec<_>>().join(" ");
        let lists = blocks.iter().any(|block| matches!(block.kind, Kind::Item(_) | Kind::Table(_)));
        let mut cell: Vec<Piece> = Vec::new();
        for (at, block) in blocks.iter_mut().enumerate() {
            self.pending.append(&mut block.anchors.clone());
            if at > 0 {
                cell.push(Piece::text(if lists { "; " } else { " " }, &InlineStyle::default()));
            }
            if let Kind::Code(text) = &block.kind {
                cell.push(Piece { kind: PieceKind::Code(text.clone()), style: InlineStyle::default() });
            }
            for pieces in block.pieces_mut() {
                cell.extend(pieces.iter().cloned());
            }
        }
        if blocks.iter().any(|block| matches!(&block.kind, Kind::Code(text) if text.contains('\n'))) {
            self.lose("code inside a table cell; it is now on one line", &words);
        }
        match (lists, blocks.len()) {
            (true, _) => self.lose("a list or table inside a cell; its text is now on one line", &words),
            (false, 2..) => self.lose("paragraphs in a cell; they are now on one line", &words),
            _ => {}
        }
        cell
    }
}

/// Empty cells where a cell of a row above goes on.
fn fill(cells: &mut Vec<Vec<Piece>>, taken: &mut BTreeMap<usize, u64>) {
    while let Some(rows) = taken.get_mut(&cells.len()) {
        *rows -= 1;
        if *rows == 0 {
            taken.remove(&cells.len());
        }
        cells.push(Vec::new());
    }
}
