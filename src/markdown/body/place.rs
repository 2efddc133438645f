//! The lines on which the blocks of a body begin, as far as somebody wants to know.

use std::ops::Range;

use super::position::Mark;
use super::reader::Reader;

impl Reader<'_, '_> {
    /// The line on which a range of the text begins, white space aside; none when nobody wants to know, or when it was
    /// not written by the editor.
    pub fn line_of(&self, range: &Range<usize>) -> Option<u32> {
        let lines = self.task.lines.as_ref()?;
        let source = self.task.prepared.source(range.clone());
        let blank = source.len() - source.trim_start().len();
        Some(lines.at(self.task.prepared.place(range.start)? + blank))
    }

    /// Writes the beginning of a tag, `<p`, of what begins at a range.
    pub fn push_tag(&mut self, tag: &str, range: &Range<usize>) {
        self.at.push(tag);
        if let Some(line) = self.line_of(range) {
            let at = self.at.len();
            self.at.marks.push(Mark { at, line });
        }
    }
}
