//! Entries of lists as Markdown: flat entries with levels become lists inside lists.

use super::model::{Item, Part};
use vertebra_markdown::writer::{self, EscapeContext};

/// The lists that are open while entries are written.
#[derive(Debug, Default)]
pub(super) struct Open {
    levels: Vec<Level>,
}

#[derive(Debug)]
struct Level {
    /// The level that the document gave it.
    level: usize,
    list: String,
    ordered: bool,
    /// Two lists of one kind that follow each other need different marks.
    other_mark: bool,
    /// Where its text begins, in columns.
    indent: usize,
    number: Option<u64>,
}

impl Open {
    /// An entry as lines, with the text before its first line.
    pub fn item(&mut self, item: &Item, troubles: &mut Vec<&'static str>) -> String {
        let ordered = item.number.is_some();
        while self.levels.last().is_some_and(|open| open.level > item.level) {
            self.levels.pop();
        }
        let mut other_mark = false;
        let mut before = None;
        if let Some(open) = self.levels.last().filter(|open| open.level == item.level) {
            other_mark = open.other_mark;
            if open.ordered == ordered && open.list == item.list {
                before = open.number;
            } else {
                // Marks of another kind begin a new list by themselves.
                other_mark = if open.ordered == ordered { !other_mark } else { other_mark };
            }
            self.levels.pop();
        }
        // Only the first number of a list counts: the others follow it. Source: CommonMark 0.31.2, 5.3.
        if before.zip(item.number).is_some_and(|(before, number)| before.saturating_add(1) != number) {
            troubles.push("the number of an entry, which does not follow the one before; the list counts on");
        }
        let outer = self.levels.last().map_or(0, |open| open.indent);
        let mark = match (item.number, other_mark) {
            (Some(number), false) => format!("{}. ", number.min(999_999_999)),
            (Some(number), true) => format!("{}) ", number.min(999_999_999)),
            (None, false) => "- ".to_owned(),
            (None, true) => "* ".to_owned(),
        };
        let indent = outer + mark.len();
        self.levels.push(Level {
            level: item.level,
            list: item.list.clone(),
            ordered,
            other_mark,
            indent,
            number: item.number,
        });
        let mut text = format!("{}{mark}", " ".repeat(outer));
        for (at, part) in item.parts.iter().enumerate() {
            if at > 0 {
                text.push_str("\n\n");
                text.push_str(&" ".repeat(indent));
            }
            let inside = match part {
                Part::Words(pieces) => writer::write(pieces, EscapeContext::Text, troubles),
                Part::Code(code) => writer::code_block(code, ""),
            };
            text.push_str(&writer::indented(&inside, indent));
        }
        text.trim_end().to_owned()
    }
}
