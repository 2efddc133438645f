//! HTML as it grows, with its holes. Knows nothing of Markdown.

use std::ops::Range;

use super::escape;
use super::position::{self, Mark};
use crate::page::{Body, Deferred, Filling};

/// A `Body` in the making.
#[derive(Default)]
pub struct Writer {
    pub html: String,
    /// In rising order of `at`.
    pub holes: Vec<Deferred>,
    /// Tags that are to say where they come from, in any order.
    pub marks: Vec<Mark>,
    /// Holds HTML that an editor wrote, which is not safe before it has been sanitized.
    pub raw: bool,
}

impl Writer {
    /// Adds HTML as it is.
    pub fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Adds text, escaped.
    pub fn text(&mut self, text: &str) {
        escape::text(&mut self.html, text);
    }

    /// Writes ` name="value"`.
    pub fn attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.push(name);
        self.push("=\"");
        self.text(value);
        self.html.push('"');
    }

    /// Begins a line, unless one has just begun.
    pub fn line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    /// How long the HTML is so far.
    pub fn len(&self) -> usize {
        self.html.len()
    }

    /// Leaves a hole for what is not known yet.
    pub fn hole(&mut self, filling: Filling) {
        self.holes.push(Deferred { at: self.html.len(), filling });
    }

    /// A hole on a line of its own.
    pub fn block_hole(&mut self, filling: Filling) {
        self.line();
        self.hole(filling);
        self.html.push('\n');
    }

    /// Puts HTML before what was written from `at` on.
    pub fn insert(&mut self, at: usize, html: &str) {
        self.html.insert_str(at, html);
        for hole in self.holes.iter_mut().rev().take_while(|hole| hole.at >= at) {
            hole.at += html.len();
        }
        for mark in self.marks.iter_mut().filter(|mark| mark.at > at) {
            mark.at += html.len();
        }
    }

    /// Puts HTML in the place of some that holds no hole.
    pub fn replace(&mut self, range: Range<usize>, html: &str) {
        self.html.replace_range(range.clone(), html);
        for hole in self.holes.iter_mut().rev().take_while(|hole| hole.at >= range.end) {
            hole.at = hole.at - range.len() + html.len();
        }
        for mark in self.marks.iter_mut().filter(|mark| mark.at >= range.end) {
            mark.at = mark.at - range.len() + html.len();
        }
    }

    /// Takes back what was written from `at` on, its holes aside.
    pub fn truncate(&mut self, at: usize) {
        self.html.truncate(at);
        self.marks.retain(|mark| mark.at <= at);
    }

    /// Moves what was written from `from` on to the earlier place `to`, between two pieces of HTML.
    pub fn move_back(&mut self, from: usize, to: usize, before: &str, after: &str) {
        let moved = self.html.split_off(from);
        let grown = before.len() + moved.len() + after.len();
        let first = self.holes.partition_point(|hole| hole.at < to);
        let middle = self.holes.partition_point(|hole| hole.at < from);
        for hole in &mut self.holes[first..middle] {
            hole.at += grown;
        }
        for hole in &mut self.holes[middle..] {
            hole.at = hole.at - from + to + before.len();
        }
        self.holes[first..].rotate_left(middle - first);
        for mark in &mut self.marks {
            mark.at = match mark.at {
                at if at > from => at - from + to + before.len(),
                at if at > to => at + grown,
                at => at,
            };
        }
        self.html.insert_str(to, &[before, &moved, after].concat());
    }

    /// The only hole written from `at` on, when nothing else but white space was.
    pub fn lone_hole(&mut self, at: usize) -> Option<&mut Deferred> {
        if !self.html[at..].trim().is_empty() {
            return None;
        }
        let from = self.holes.partition_point(|hole| hole.at < at);
        match &mut self.holes[from..] {
            [hole] => Some(hole),
            _ => None,
        }
    }

    /// Writes down where the tags come from.
    pub fn write_marks(&mut self) {
        let mut marks = std::mem::take(&mut self.marks);
        if marks.is_empty() {
            return;
        }
        marks.sort_by_key(|mark| mark.at);
        let mut html = String::with_capacity(self.html.len() + marks.len() * 20);
        let mut holes = self.holes.iter_mut().peekable();
        let mut done = 0;
        for mark in marks {
            while let Some(hole) = holes.next_if(|hole| hole.at < mark.at) {
                hole.at += html.len() - done;
            }
            html.push_str(&self.html[done..mark.at]);
            html.push_str(&position::attribute(mark.line));
            done = mark.at;
        }
        holes.for_each(|hole| hole.at += html.len() - done);
        html.push_str(&self.html[done..]);
        self.html = html;
    }

    /// What was written, with its holes.
    pub fn into_body(mut self) -> Body {
        self.write_marks();
        Body { html: self.html, holes: self.holes }
    }
}

/// The text of a range, empty when the range is out of bounds or cuts a character.
pub fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(writer: &Writer) -> String {
        let mut out = writer.html.clone();
        for hole in writer.holes.iter().rev() {
            let Filling::Address(n) = hole.filling else { panic!("only addresses here") };
            out.insert_str(hole.at, &format!("⟦{n}⟧"));
        }
        out
    }

    #[test]
    fn holes_move_with_the_html_around_them() {
        let mut writer = Writer::default();
        writer.push("<t>");
        let to = writer.len();
        writer.push("a");
        writer.hole(Filling::Address(0));
        writer.push("</t>\n");
        let from = writer.len();
        writer.push("b");
        writer.hole(Filling::Address(1));
        writer.push("c");
        writer.move_back(from, to, "<c>", "</c>");
        assert_eq!(shown(&writer), "<t><c>b⟦1⟧c</c>a⟦0⟧</t>\n");
        writer.insert(0, "<d>");
        assert_eq!(shown(&writer), "<d><t><c>b⟦1⟧c</c>a⟦0⟧</t>\n");
        writer.replace(6..9, "");
        assert_eq!(shown(&writer), "<d><t>b⟦1⟧c</c>a⟦0⟧</t>\n");
    }
}
