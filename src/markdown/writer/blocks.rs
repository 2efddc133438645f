//! Paragraphs and what stands in their place, each as its lines.

use super::escape::EscapeContext;
use super::inline;
use super::pieces::Piece;

/// How the columns of a table are typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Columns {
    /// One space around each cell.
    Plain,
    /// As wide as their longest cells, for those who read the text as it stands.
    Aligned,
}

/// A heading of a level from 1.
pub fn heading(level: u8, text: &str) -> String {
    format!("{} {text}", "#".repeat(level.into()))
}

/// Lines as a quotation.
pub fn quote(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Lines behind so many spaces, but for the first one, which stands behind a mark.
pub fn indented(text: &str, spaces: usize) -> String {
    let mut lines = text.lines();
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        out.push('\n');
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', spaces));
            out.push_str(line);
        }
    }
    out
}

/// Lines between fences, with more backticks than stand in them beside each other.
pub fn code_block(text: &str, language: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", text.trim_end())
}

/// Rows of cells; the first is the head.
pub fn table(rows: &[Vec<Vec<Piece>>], columns: Columns, troubles: &mut Vec<&'static str>) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut written: Vec<Vec<String>> = Vec::with_capacity(rows.len() + 1);
    for row in rows {
        let cell =
            |at: usize| row.get(at).map_or(String::new(), |cell| inline::write(cell, EscapeContext::Cell, troubles));
        written.push((0..width).map(cell).collect());
    }
    let widths: Vec<usize> = match columns {
        Columns::Plain => vec![3; width],
        Columns::Aligned => {
            let longest = |at: usize| written.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
            (0..width).map(|at| longest(at).max(1)).collect()
        }
    };
    if !written.is_empty() {
        written.insert(1, widths.iter().map(|width| "-".repeat(*width)).collect());
    }
    let line = |row: Vec<String>| {
        let cells = row.into_iter().zip(&widths).map(|(cell, width)| match columns {
            Columns::Plain => cell,
            Columns::Aligned => format!("{cell:width$}"),
        });
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    written.into_iter().map(line).collect::<Vec<_>>().join("\n")
}
