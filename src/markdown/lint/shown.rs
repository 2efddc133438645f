//! A mark that is shown to readers as it was typed, and the way from the text that they see back to the file. Says nothing
//! itself.

use std::ops::Range;

use super::LintInput;
use crate::prose::{Block, BlockKind};
use vertebra_base::diagnostic::Severity;
use vertebra_base::span::Span;

/// A mark in the text of a block, and what to do about it.
pub(super) struct Leftover {
    /// In the text of the page.
    pub range: Range<usize>,
    /// Of one kind, only the first of a block is told.
    pub kind: &'static str,
    /// An error is a link or an image; a note may well be a name.
    pub weight: Severity,
    pub message: String,
    pub help: String,
}

impl Leftover {
    /// The same in a field or in the heading of a block, which are plain text.
    pub fn in_plain_text(self) -> Self {
        let message = match self.kind {
            "link" | "picture" => "a link does not work here, so it is shown to readers as it is typed".to_owned(),
            "braces" => "a value is not filled in here, so it is shown to readers as it is typed".to_owned(),
            _ => self.message,
        };
        let help = "only plain text works here: write it without Markdown".to_owned();
        Leftover { message, help, ..self }
    }
}

/// Whether Markdown means nothing in a block.
pub(super) fn is_plain(said: &LintInput, block: &Block) -> bool {
    let begins_block = said.file.as_bytes().get(block.span.start as usize) == Some(&b':');
    matches!(block.kind, BlockKind::Field | BlockKind::Name) || block.kind == BlockKind::Heading && begins_block
}

/// Whether a block is a field of the front matter.
pub(super) fn is_field(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Field | BlockKind::Name | BlockKind::Markdown)
}

/// Whether a mark was typed as it is shown: not as an entity and not with a backslash before it.
pub(super) fn is_typed(said: &LintInput, block: &Block, range: Range<usize>) -> bool {
    let shown = said.prose.text.get(range.clone()).unwrap_or("");
    let span = said.prose.span(range);
    let written = said.file.get(span.range()).unwrap_or("");
    if is_field(block) && !written.starts_with(shown) {
        return true;
    }
    let before = said.file.get(..span.start as usize).unwrap_or("");
    let escapes = before.bytes().rev().take_while(|byte| *byte == b'\\').count();
    written.starts_with(shown) && escapes % 2 == 0
}

/// A warning of a mark.
pub(super) fn shown(range: Range<usize>, kind: &'static str, message: String, help: String) -> Leftover {
    Leftover { range, kind, weight: Severity::Warning, message, help }
}

/// Where the block stands in the file, line by line: the places and texts of its lines.
pub(super) fn lines<'t>(said: &LintInput<'t>, block: &Block) -> impl Iterator<Item = (Span, &'t str)> {
    let start = block.span.start as usize;
    let text = said.file.get(block.span.range()).unwrap_or("");
    let base = text.as_ptr() as usize;
    text.lines().map(move |line| {
        let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let at = start + line.as_ptr() as usize - base;
        (Span::new(at, at + line.len()), line)
    })
}
