//! What follows from the whole document: its title, the levels of its headings, and where links inside it lead.

use std::collections::BTreeMap;

use super::model::{Block, Document, Kind, Lost, Piece, PieceKind, Target, first_words, plain};
use vertebra_base::slug::slugify;

/// Makes a document fit to be a page.
pub(super) fn finish(mut document: Document) -> Document {
    drop_blank(&mut document);
    let named = document.title.take().filter(|title| !title.trim().is_empty());
    let title = title(&mut document, named.as_deref());
    // The words of the other title are nowhere else.
    if let (Some(title), Some(named)) = (&title, &named)
        && !named.split_whitespace().all(|word| title.contains(word))
    {
        let what = "another title, which the file has in its properties".to_owned();
        document.lost.push(Lost { block: None, what, words: first_words(named) });
    }
    document.title = title.or(named);
    shift_levels(&mut document);
    lose_levels(&mut document);
    link_places(&mut document);
    document
}

/// Paragraphs with nothing in them were only space. A place that links lead to goes to what follows.
fn drop_blank(document: &mut Document) {
    let mut anchors = Vec::new();
    let mut kept: Vec<Block> = Vec::with_capacity(document.blocks.len());
    for mut block in std::mem::take(&mut document.blocks) {
        if block.is_blank() {
            anchors.append(&mut block.anchors);
            continue;
        }
        block.anchors.splice(0..0, anchors.drain(..));
        kept.push(block);
    }
    document.blocks = kept;
}

/// The title leaves the text: it is printed above it. It is what is marked as a title, else the only heading of its level
/// when the document begins with it.
fn title(document: &mut Document, named: Option<&str>) -> Option<String> {
    let level = |block: &Block| match &block.kind {
        Kind::Heading(level, _) => Some(*level),
        _ => None,
    };
    let levels: Vec<u8> = document.blocks.iter().filter_map(level).collect();
    // The title of a web page has the name of the website behind it: `About us | Our Clinic`.
    let is_named = |block: &Block| {
        let text = block.text();
        let begins = |named: &str| named.strip_prefix(text.trim()).is_some_and(is_name_of_website);
        level(block) == Some(1) && named.is_some_and(begins)
    };
    let only_first = levels.iter().filter(|it| **it == 1).count() == 1;
    let of_page = || document.blocks.iter().position(is_named).filter(|_| only_first);
    let at = document.blocks.iter().position(|block| level(block) == Some(0)).or_else(of_page).or_else(|| {
        let first = level(document.blocks.first()?)?;
        let only = levels.iter().filter(|it| **it == first).count() == 1 && levels.iter().all(|it| *it >= first);
        (only && first == 1).then_some(0)
    })?;
    if document.blocks.get(at).is_none_or(|block| block.text().trim().is_empty()) {
        return None;
    }
    let mut block = document.blocks.remove(at);
    let title = block.text();
    // A field holds no picture and no note: they stand below the title.
    let is_kept = |piece: &Piece| matches!(piece.kind, PieceKind::Picture { .. } | PieceKind::Note(_));
    let kept: Vec<Piece> =
        block.pieces_mut().into_iter().flatten().filter(|piece| is_kept(piece)).map(|it| it.clone()).collect();
    if !kept.is_empty() {
        let below = Block { id: block.id, anchors: Vec::new(), kind: Kind::Paragraph(kept) };
        document.blocks.insert(at, below);
    }
    // Links to the title lead to what follows it.
    if let Some(next) = document.blocks.get_mut(at) {
        next.anchors.splice(0..0, block.anchors.iter().cloned());
    }
    for lost in document.lost.iter_mut().filter(|lost| lost.block == Some(block.id)) {
        lost.block = None;
    }
    Some(title)
}

/// Whether a title goes on with the name of its website, or ends.
fn is_name_of_website(rest: &str) -> bool {
    rest.is_empty() || [" | ", " - ", " – ", " — ", " · ", " :: ", " » "].iter().any(|mark| rest.starts_with(mark))
}

/// Headings in the text begin at the second level and do not jump over one.
fn shift_levels(document: &mut Document) {
    let levels = document.blocks.iter().filter_map(|block| match &block.kind {
        Kind::Heading(level, _) => Some(*level),
        _ => None,
    });
    let Some(top) = levels.min() else { return };
    let mut above = 1;
    for block in &mut document.blocks {
        let Kind::Heading(level, pieces) = &mut block.kind else { continue };
        let shifted = (*level - top + 2).min(6);
        *level = shifted.min(above + 1);
        above = *level;
        let words = plain(pieces);
        if *level < shifted {
            let what = format!("a heading skipped a level; it is now level {level}, {}", "#".repeat((*level).into()));
            document.lost.push(Lost { block: Some(block.id), what, words: first_words(&words) });
        }
        // A heading is strong by itself.
        pieces.iter_mut().for_each(|piece| (piece.style.strong, piece.style.emphasis) = (false, false));
    }
}

/// Links to places of the document lead to the heading at or above the place; a heading that is linked to gets a name.
/// Something between two entries ends a list, and what lies deeper begins anew behind it.
fn lose_levels(document: &mut Document) {
    let Document { blocks, lost, .. } = document;
    // The level at which the list began that is open.
    let mut open: Option<usize> = None;
    for block in blocks.iter() {
        let Kind::Item(item) = &block.kind else {
            open = None;
            continue;
        };
        let first = *open.get_or_insert(item.level);
        if first > 0 && item.level > 0 {
            let what = "how deep an entry of a list lies, behind something that stood inside the list".to_owned();
            lost.push(Lost { block: Some(block.id), what, words: first_words(&block.text()) });
        } else {
            open = Some(0);
        }
    }
}

fn link_places(document: &mut Document) {
    let mut places: BTreeMap<String, Option<usize>> = BTreeMap::new();
    let mut heading = None;
    for (at, block) in document.blocks.iter().enumerate() {
        if matches!(block.kind, Kind::Heading(..)) {
            heading = Some(at);
        }
        for anchor in &block.anchors {
            places.entry(anchor.clone()).or_insert(heading);
        }
    }
    let mut names: BTreeMap<usize, String> = BTreeMap::new();
    let Document { blocks, notes, lost, .. } = document;
    let all_headings: Vec<Option<String>> =
        blocks.iter().map(|block| matches!(block.kind, Kind::Heading(..)).then(|| slugify(&block.text()))).collect();
    for block in blocks.iter_mut().chain(notes.iter_mut().flat_map(|(_, blocks)| blocks)) {
        let (id, words) = (block.id, first_words(&block.text()));
        for piece in block.pieces_mut().into_iter().flatten() {
            let Some(Target::Anchor(anchor)) = &piece.style.link else { continue };
            piece.style.link = places.get(anchor).copied().flatten().map(|at| {
                let name = names.entry(at).or_insert_with(|| {
                    // Headings of the same words before it have its name already.
                    let own = all_headings.get(at).cloned().flatten().unwrap_or_default();
                    match all_headings.iter().take(at).flatten().filter(|other| **other == own).count() {
                        0 => own,
                        before => format!("{own}-{}", before + 1),
                    }
                });
                Target::Anchor(name.clone())
            });
            if piece.style.link.is_none() && matches!(piece.kind, PieceKind::Text(_)) {
                let what = "a link to a place in the document that is not a heading; its text was kept".to_owned();
                let told = Lost { block: Some(id), what, words: words.clone() };
                if lost.last() != Some(&told) {
                    lost.push(told);
                }
            }
        }
    }
    for (at, block) in blocks.iter_mut().enumerate() {
        block.anchors = names.remove(&at).into_iter().collect();
    }
}
