//! What readers see of a page as plain text, block by block, with the way back to the file. Filled while the body is
//! read; `said` looks through it afterwards.
//!
//! Code, addresses and the values of directives are not in it: an object character stands for each.

use std::ops::Range;

use vertebra_base::span::Span;

/// Stands for what is no text: a piece of code, a value that the theme fills in.
pub const OBJECT: char = '\u{fffc}';

/// The text of a page.
#[derive(Debug, Default)]
pub struct Prose {
    /// All blocks, a line each.
    pub text: String,
    pieces: Vec<Piece>,
    pub blocks: Vec<Block>,
    /// Where notes and citations are marked, in `text`.
    pub marks: Vec<usize>,
    /// What rows of tables hold beyond the columns.
    pub cut_rows: Vec<Span>,
    /// Texts that stand inside another block and are read apart from it.
    asides: Vec<Aside>,
    open: bool,
    /// Quotations around what is being read.
    pub quotes: usize,
    /// What is being read is a note.
    pub in_note: bool,
    /// A tag of a block of HTML goes on in the next line.
    in_tag: bool,
    /// Elements of code that are open: what they hold is no text that anybody worded.
    code: usize,
}

/// A stretch of the text and where it was written. Of different lengths where the editor wrote it in another way.
#[derive(Debug, Clone, Copy)]
struct Piece {
    at: u32,
    length: u32,
    from: u32,
    from_length: u32,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    Paragraph,
    /// An item of a list, or the meaning of a term.
    Item,
    Heading,
    /// A cell of a table, or a term.
    Cell,
    /// The description of a picture.
    Alt,
    /// A field of the front matter.
    Field,
    /// A field that holds the name of somebody.
    Name,
    /// A field in which Markdown works: what leads nowhere is told where it is shown.
    Markdown,
}

/// A paragraph, an item, a heading and so on.
#[derive(Debug, Clone)]
pub struct Block {
    pub kind: BlockKind,
    /// Its place in the text.
    pub range: Range<usize>,
    /// Its place in the file.
    pub span: Span,
    /// All of it is bold.
    pub strong: bool,
    /// Stands in no list, quotation or block directive.
    pub top: bool,
    pub quoted: bool,
    pub in_note: bool,
}

#[derive(Debug)]
struct Aside {
    kind: BlockKind,
    span: Span,
    text: String,
}

impl Prose {
    /// A block begins here; the one before has ended.
    pub fn begin(&mut self, kind: BlockKind, span: Span, top: bool) {
        self.end();
        let at = self.text.len();
        let (quoted, in_note) = (self.quotes > 0, self.in_note);
        self.blocks.push(Block { kind, range: at..at, span, strong: false, top, quoted, in_note });
        self.open = true;
    }

    /// Ends the block that is open.
    pub fn end(&mut self) {
        // What is left open ends with the block that it stands in, at the latest.
        self.code = 0;
        if !std::mem::take(&mut self.open) {
            return;
        }
        let end = self.text.len();
        match self.blocks.last_mut() {
            Some(block) if block.range.start < end => {
                block.range.end = end;
                self.text.push('\n');
            }
            _ => _ = self.blocks.pop(),
        }
    }

    /// All of the open block is bold, if it stands where the bold text stands.
    pub fn strong(&mut self, span: Span) {
        if let Some(block) = self.blocks.last_mut().filter(|block| self.open && block.span == span) {
            block.strong = true;
        }
    }

    /// Adds text that was written at a place of the file.
    pub fn push(&mut self, text: &str, from: Span) {
        if self.code > 0 && !text.trim().is_empty() {
            return self.object(from);
        }
        self.push_text(text, from);
    }

    /// A tag of HTML goes by, without its brackets: `code`, `/code`, `pre class="x"`.
    pub fn tag(&mut self, tag: &str) {
        let name = tag.trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        if !["code", "pre", "kbd", "samp", "script", "style", "textarea"].iter().any(|it| it.eq_ignore_ascii_case(name))
        {
            return;
        }
        self.code = if tag.starts_with('/') { self.code.saturating_sub(1) } else { self.code + 1 };
    }

    fn push_text(&mut self, text: &str, from: Span) {
        if !self.open {
            let at = self.text.len();
            let (quoted, in_note) = (self.quotes > 0, self.in_note);
            let kind = BlockKind::Item;
            self.blocks.push(Block { kind, range: at..at, span: from, strong: false, top: false, quoted, in_note });
            self.open = true;
        }
        self.add(text, from);
    }

    fn add(&mut self, text: &str, from: Span) {
        let plain = text.is_ascii() && !text.contains("  ");
        let as_written = text.len() == from.range().len();
        if plain || !as_written {
            let at = self.text.len();
            match plain {
                true => self.text.push_str(text),
                false => text.chars().for_each(|c| self.text.extend(shown(c))),
            }
            return self.piece(at, from.range());
        }
        // Characters that are shown otherwise than they are written begin a new piece.
        let start = from.start as usize;
        let (mut at, mut piece) = (self.text.len(), 0);
        for (place, c) in text.char_indices() {
            // Many spaces are one.
            let shown = shown(c).filter(|shown| *shown != ' ' || !self.text.ends_with(' '));
            if shown == Some(c) {
                self.text.push(c);
                continue;
            }
            self.piece(at, start + piece..start + place);
            at = self.text.len();
            self.text.extend(shown);
            piece = place + c.len_utf8();
            self.piece(at, start + place..start + piece);
            at = self.text.len();
        }
        self.piece(at, start + piece..start + text.len());
    }

    fn piece(&mut self, at: usize, from: Range<usize>) {
        let length = self.text.len() - at;
        if length > 0 {
            let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            self.pieces.push(Piece {
                at: small(at),
                length: small(length),
                from: small(from.start),
                from_length: small(from.len()),
            });
        }
    }

    /// A space or the end of a line.
    pub fn space(&mut self, from: Span) {
        if self.open && !self.text.ends_with([' ', '\n']) {
            self.push(" ", from);
        }
    }

    /// Something that is no text.
    pub fn object(&mut self, from: Span) {
        let at = self.text.len();
        self.push_text("", from);
        self.text.push(OBJECT);
        self.piece(at, from.range());
    }

    /// A note is marked here.
    pub fn mark(&mut self) {
        self.marks.push(self.text.len());
    }

    /// A text that is read apart from the block that it stands in.
    pub fn aside(&mut self, kind: BlockKind, text: &str, span: Span) {
        if !text.trim().is_empty() {
            self.asides.push(Aside { kind, span, text: text.to_owned() });
        }
    }

    /// A line of HTML: what stands between its tags.
    pub fn html(&mut self, line: &str, from: usize) {
        let mut at = 0;
        while at < line.len() {
            let rest = &line[at..];
            let end = rest.find(if self.in_tag { '>' } else { '<' });
            let length = end.map_or(rest.len(), |end| end + usize::from(self.in_tag));
            if !self.in_tag && !rest[..length].trim().is_empty() {
                let text = rest[..length].trim_end_matches(['\n', '\r']);
                self.push(text, Span::new(from + at, from + at + text.len()));
            } else if self.in_tag && end.is_some() {
                self.tag(rest[..length].trim_start_matches('<'));
                self.space(Span::new(from + at, from + at + length));
            }
            at += length;
            if end.is_some() {
                self.in_tag = !self.in_tag;
            }
        }
    }

    /// The text is over: what was put aside comes last.
    pub fn finish(&mut self, file: &str) {
        self.end();
        self.in_note = false;
        self.quotes = 0;
        for aside in std::mem::take(&mut self.asides) {
            self.begin(aside.kind, aside.span, false);
            // As it stands in the file, if it does.
            let written = file.get(aside.span.range()).unwrap_or("");
            let from = match written.find(&aside.text) {
                Some(at) => {
                    let start = aside.span.start as usize + at;
                    Span::new(start, start + aside.text.len())
                }
                None => aside.span,
            };
            self.add(&aside.text, from);
            self.end();
        }
    }

    /// Where a stretch of the text was written.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.place(range.start, false), self.place(range.end.max(range.start), true))
    }

    fn place(&self, at: usize, is_end: bool) -> usize {
        // The end of a stretch belongs to the piece before it.
        let inside = if is_end { at.saturating_sub(1) } else { at };
        let number = self.pieces.partition_point(|piece| piece.at as usize <= inside);
        let Some(piece) = number.checked_sub(1).and_then(|number| self.pieces.get(number)) else { return 0 };
        let (from, length) = (piece.from as usize, piece.from_length as usize);
        let offset = at - (piece.at as usize).min(at);
        match piece.length == piece.from_length {
            true => from + offset.min(length),
            false if is_end => from + length,
            false => from,
        }
    }

    /// The block that holds a place.
    pub fn block(&self, at: usize) -> Option<(usize, &Block)> {
        let number = self.blocks.partition_point(|block| block.range.end <= at);
        Some((number, self.blocks.get(number)?))
    }

    /// The text of a block.
    pub fn of(&self, block: &Block) -> &str {
        self.text.get(block.range.clone()).unwrap_or("")
    }
}

/// How a character is looked at: all apostrophes and spaces are one, and what cannot be seen is not there.
fn shown(c: char) -> Option<char> {
    match c {
        '’' | '‘' => Some('\''),
        '\u{a0}' | '\u{2009}' | '\u{202f}' | '\t' | '\n' | '\r' | '\u{2028}' => Some(' '),
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => None,
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stretch_knows_where_it_was_written() {
        let file = "It  doesn’t cu\u{ad}re &amp; \u{a0}é";
        let mut prose = Prose::default();
        let amp = file.find("&amp;").unwrap_or(0);
        prose.begin(BlockKind::Paragraph, Span::new(0, file.len()), true);
        prose.push(&file[..amp], Span::new(0, amp));
        prose.push("&", Span::new(amp, amp + 5));
        prose.push(&file[amp + 5..], Span::new(amp + 5, file.len()));
        prose.finish(file);
        assert_eq!(prose.text, "It doesn't cure & é\n");
        for (shown, written) in
            [("doesn't", "doesn’t"), ("cure", "cu\u{ad}re"), ("&", "&amp;"), ("é", "é"), ("It", "It"), ("t c", "t c")]
        {
            let at = prose.text.find(shown).unwrap_or(0);
            assert_eq!(&file[prose.span(at..at + shown.len()).range()], written, "{shown}");
        }
    }

    #[test]
    fn tags_are_not_text() {
        let mut prose = Prose::default();
        let mut from = 0;
        for line in ["<p class=\"a\n", "b\">One <b>two</b>\n", "three</p>\n"] {
            prose.html(line, from);
            from += line.len();
        }
        prose.finish("");
        assert_eq!(prose.text.split_whitespace().collect::<Vec<_>>(), ["One", "two", "three"]);
    }
}
