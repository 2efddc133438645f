//! Tables: alignment by class, header cells with a scope, a name for the region that scrolls, captions.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::position::Mark;
use super::reader::{FrameKind, Reader, Table};
use super::writer::{Writer, slice};

/// How a table is shown on small screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TableForm {
    /// As it is: for tables that are narrow enough.
    Basic,
    /// Row by row, each cell with the name of its column.
    Responsive,
    /// In a region that scrolls sideways.
    Scrolling,
}

/// What ends a caption to say how its table is shown.
const FORMS: [(&str, TableForm); 3] =
    [("{.basic}", TableForm::Basic), ("{.responsive}", TableForm::Responsive), ("{.scrolling}", TableForm::Scrolling)];

/// The same, without what it means.
pub const TABLE_FORMS: [&str; 3] = [FORMS[0].0, FORMS[1].0, FORMS[2].0];

/// What a paragraph right after a table begins with when it is the table's caption.
pub const CAPTION_MARKS: [&str; 2] = ["Table: ", ": "];

impl Reader<'_, '_> {
    /// Begins a table; alignments become classes, since styles inside tags may be forbidden.
    pub fn begin_table(&mut self, alignments: Vec<Alignment>, range: &Range<usize>) {
        self.begin_block();
        let form = self.table_form(range.end);
        let name = if form == TableForm::Scrolling { self.table_region() } else { None };
        let wrapped = name.is_some();
        if let Some(name) = name {
            // The region scrolls sideways on small screens; people reach it with the keyboard and hear its name.
            self.at.push("<section class=\"table\" tabindex=\"0\"");
            self.at.attribute("aria-label", &name);
            self.at.push(">\n");
        }
        self.push_tag("<table", range);
        self.at.push(match form {
            TableForm::Scrolling => ">\n",
            TableForm::Basic => " class=\"basic\">\n",
            // Without roles: browsers of today keep the table's meaning when a style stacks its rows, and ARIA in HTML
            // allows none of them here.
            TableForm::Responsive => " class=\"responsive\">\n",
        });
        let at = self.at.len();
        let labels = (form == TableForm::Responsive).then(Vec::new);
        self.table = Some(Table { alignments, at, wrapped, labels, head: true, rows: false, column: 0, cell: 0 });
    }

    /// How a table is shown: what the caption below it says in braces.
    fn table_form(&self, end: usize) -> TableForm {
        let source = self.task.prepared.source(end..self.task.prepared.text.len());
        let after = source.trim_start_matches(['\n', '\r', ' ', '>']);
        if !CAPTION_MARKS.iter().any(|mark| after.starts_with(mark)) {
            return TableForm::Scrolling;
        }
        let caption = after.split("\n\n").next().unwrap_or("").trim_end();
        FORMS.iter().find(|(mark, _)| caption.ends_with(mark)).map_or(TableForm::Scrolling, |(_, form)| *form)
    }

    /// The text of the heading above, numbered from the second table on: two regions cannot have one name.
    fn table_region(&mut self) -> Option<String> {
        let in_note = self.outer.iter().any(|frame| matches!(frame.kind, FrameKind::Note));
        let title = self.headings.last().filter(|_| !in_note).map(|heading| &heading.title)?;
        let (heading, count) = self.table_name;
        let count = if heading == self.headings.len() { count + 1 } else { 1 };
        self.table_name = (self.headings.len(), count);
        (!title.is_empty()).then(|| if count > 1 { format!("{title} ({count})") } else { title.clone() })
    }

    /// Ends a table.
    pub fn end_table(&mut self) {
        let Some(table) = self.table.take() else { return };
        self.at.push(if table.rows { "</tbody>\n</table>\n" } else { "</table>\n" });
        if table.wrapped {
            self.at.push("</section>\n");
        }
        self.caption_slot = Some(table.at);
    }

    /// Begins a row; `head` is the one of the headings.
    pub fn begin_row(&mut self, head: bool, range: &Range<usize>) {
        let Some(table) = &mut self.table else { return };
        table.column = 0;
        table.head = head;
        let first = !table.rows;
        table.rows |= !head;
        self.at.push(match (head, first) {
            (true, _) => "<thead>\n",
            (false, true) => "<tbody>\n",
            (false, false) => "",
        });
        self.push_tag("<tr", range);
        self.at.push(">\n");
        if !self.task.plain {
            self.check_cells(head, range);
        }
    }

    /// A row has as many cells as the table has columns: GFM 4.10 leaves out what is beyond, and fills up with nothing.
    fn check_cells(&mut self, head: bool, range: &Range<usize>) {
        let columns = self.table.as_ref().map_or(0, |table| table.alignments.len());
        let row = slice(&self.task.prepared.text, range.clone());
        let row = row.lines().next().unwrap_or("").trim_end();
        let begins = row.len() - row.trim_start_matches([' ', '\t', '>']).len();
        let begins = begins + usize::from(row[begins..].starts_with('|'));
        let mut cells = Vec::new();
        let (mut from, mut escaped) = (begins, false);
        for (at, c) in row.char_indices().filter(|(at, _)| *at >= begins) {
            if c == '|' && !escaped {
                cells.push(from..at);
                from = at + 1;
            }
            escaped = c == '\\' && !escaped;
        }
        if !row[from..].trim().is_empty() {
            cells.push(from..row.len());
        }
        let count = cells.len();
        if let Some(cell) = cells.iter().skip(columns).find(|cell| !row[(*cell).clone()].trim().is_empty()) {
            let blank = row[cell.clone()].len() - row[cell.clone()].trim_start().len();
            let span = self.trimmed_span(range.start + cell.start + blank..range.start + cell.end);
            let message =
                format!("this row has {count} cells and the table {columns} columns, so this text is left out");
            let help = "remove a | , or add a column to the heading and to the line of hyphens\n\
                        for a | inside a cell, write \\|";
            self.prose.cut_rows.push(span);
            self.error("table-cells", span, message, help);
        } else if count < columns && !head && count > 0 {
            let span = self.span(range.start + begins.saturating_sub(1)..range.start + row.len());
            let message = format!("this row has {count} of the table's {columns} cells");
            let help = "put a | between all cells, around an empty one too: | a | | c |";
            self.warning("table-short", span, message, help);
        }
    }

    /// Ends a row.
    pub fn end_row(&mut self, head: bool) {
        self.at.push(if head { "</tr>\n</thead>\n" } else { "</tr>\n" });
    }

    /// Begins a cell in the alignment of its column.
    pub fn begin_cell(&mut self) {
        let Some(table) = &mut self.table else { return };
        let class = match table.alignments.get(table.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            _ => "",
        };
        table.column += 1;
        table.cell = self.at.len();
        self.at.push(if table.head { "<th scope=\"col\"" } else { "<td" });
        self.at.push(class);
        let label = table.labels.as_ref().and_then(|labels| labels.get(table.column - 1));
        if let Some(label) = label.filter(|label| !table.head && !label.is_empty()) {
            self.at.attribute("data-label", label);
        }
        self.at.push(">");
        self.cell_text.clear();
    }

    /// Ends a cell.
    pub fn end_cell(&mut self) {
        let Some(table) = &mut self.table else { return };
        if let Some(labels) = table.labels.as_mut().filter(|_| table.head) {
            labels.push(self.cell_text.trim().to_owned());
        }
        let (cell, first) = (table.cell, !table.head && table.column == 1);
        if first && self.bold_cell(cell) {
            self.at.push("</th>\n");
            return self.words.part();
        }
        let Some(table) = &self.table else { return };
        let empty = self.at.html.ends_with('>') && !self.at.html[table.cell + 1..].contains('<');
        match (table.head, empty && self.at.holes.last().is_none_or(|hole| hole.at < self.at.len())) {
            // A header cell without text heads nothing.
            (true, true) => {
                self.at.truncate(table.cell);
                self.at.push("<td></td>\n");
            }
            (true, false) => self.at.push("</th>\n"),
            (false, _) => self.at.push("</td>\n"),
        }
        self.words.part();
    }

    /// Makes the first cell of a row its header when all of it is bold.
    fn bold_cell(&mut self, cell: usize) -> bool {
        let html = &self.at.html;
        let Some(from) = html[cell..].find('>').map(|at| cell + at + 1) else { return false };
        let to = html.len();
        let inner = html[from..].strip_prefix("<strong>").and_then(|rest| rest.strip_suffix("</strong>"));
        let beside = self.at.holes.iter().rev().take_while(|hole| hole.at >= cell);
        if inner.is_none_or(|inner| inner.contains("strong>"))
            || beside.into_iter().any(|hole| hole.at <= from || hole.at == to)
        {
            return false;
        }
        self.at.truncate(to - "</strong>".len());
        self.at.replace(from..from + "<strong>".len(), "");
        self.at.replace(cell..cell + "<td".len(), "<th scope=\"row\"");
        // The header of a row names itself: it is no cell of a column.
        let tag = self.at.html[cell..].find('>').map_or(cell, |at| cell + at);
        if let Some(label) = self.at.html[cell..tag].find(" data-label=").map(|at| cell + at) {
            self.at.replace(label..tag, "");
        }
        true
    }

    /// Begins a caption when a paragraph right after a table is one.
    pub fn begin_caption(&mut self, slot: Option<usize>, range: &Range<usize>) -> bool {
        let Some(slot) = slot else { return false };
        let source = self.task.prepared.source(range.clone());
        let Some(mark) = CAPTION_MARKS.into_iter().find(|mark| source.starts_with(mark)) else { return false };
        self.skip_to = range.start + mark.len();
        self.caption = Some((slot, self.at.len(), self.line_of(range)));
        true
    }

    /// Moves the caption that has ended into its table.
    pub fn end_caption(&mut self) -> bool {
        let Some((slot, from, line)) = self.caption.take() else { return false };
        if let Some((mark, _)) = FORMS.iter().find(|(mark, _)| self.at.html[from..].ends_with(mark)) {
            let end = self.at.html.len() - mark.len();
            let end = from + self.at.html[from..end].trim_end().len();
            self.at.truncate(end);
        }
        if self.at.html[from..].is_empty() && self.at.holes.iter().all(|hole| hole.at < from) {
            return true;
        }
        self.at.move_back(from, slot, "<caption>", "</caption>\n");
        self.at.marks.extend(line.map(|line| Mark { at: slot + "<caption".len(), line }));
        true
    }

    /// The tag of a list of numbers that does not begin with 1.
    pub fn begin_list(&mut self, start: Option<u64>) {
        self.begin_block();
        match start {
            None => self.at.push("<ul>\n"),
            Some(1) => self.at.push("<ol>\n"),
            Some(start) => {
                let mut tag = Writer::default();
                tag.push("<ol");
                tag.attribute("start", &start.to_string());
                tag.push(">\n");
                self.at.push(&tag.html);
            }
        }
    }
}
