//! Tables as text: a row of names, then a row for each record, as a list of maps. Every cell is text.
//!
//! Source: RFC 4180. Beside it: semicolons, as spreadsheets write them where a comma is in numbers, and tabs.

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::{Span, Spanned};
use vertebra_yaml::{MapEntry, NodeKind, YamlNode};

/// Reads a table. Without a `mark` between cells, it is the comma or the semicolon that the first row has more of.
pub fn read(text: &str, mark: Option<char>, file: &SourcePath, out: &mut Vec<Diagnostic>) -> YamlNode {
    let first = text.lines().next().unwrap_or_default();
    let count = |mark| first.matches(mark).count();
    let mark = mark.unwrap_or(if count(';') > count(',') { ';' } else { ',' });
    let mut rows = rows(text, mark, file, out).into_iter();
    let Some(names) = rows.next() else { return YamlNode { kind: NodeKind::List(Vec::new()), span: Span::default() } };
    // Programs of Windows put a mark before the first name that nobody sees.
    let names: Vec<Spanned<String>> = names
        .into_iter()
        .map(|name| {
            Spanned::new(name.value.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned(), name.span)
        })
        .collect();
    check_names(&names, file, out);
    let mut records = Vec::new();
    for row in rows {
        let span = Span::new(
            row.first().map_or(0, |cell| cell.span.start as usize),
            row.last().map_or(0, |cell| cell.span.end as usize),
        );
        if row.len() != names.len() {
            let cells = |count| if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") };
            let message = format!("this row has {}, and the first row has {}", cells(row.len()), cells(names.len()));
            let help = format!(
                "put a cell that contains \"{}\" in quotation marks: \"…\"",
                if mark == '\t' { ' ' } else { mark }
            );
            out.push(Diagnostic::error("data-invalid", file, span, message).with_help(help));
        }
        let entry = |(name, cell): (&Spanned<String>, Spanned<String>)| MapEntry {
            key: name.value.clone(),
            key_span: cell.span,
            value: YamlNode { kind: NodeKind::Text(cell.value), span: cell.span },
        };
        records.push(YamlNode { kind: NodeKind::Map(names.iter().zip(row).map(entry).collect()), span });
    }
    YamlNode { kind: NodeKind::List(records), span: Span::new(0, text.len()) }
}

/// Each column needs a name of its own: templates read cells by it.
fn check_names(names: &[Spanned<String>], file: &SourcePath, out: &mut Vec<Diagnostic>) {
    for (at, name) in names.iter().enumerate() {
        let message = if name.value.is_empty() {
            "a column has no name".to_owned()
        } else if names[..at].iter().any(|before| before.value == name.value) {
            format!("two columns are called \"{}\"", name.value)
        } else {
            continue;
        };
        let help = "give each column its own name in the first row";
        out.push(Diagnostic::error("data-invalid", file, name.span, message).with_help(help));
    }
}

/// The cells, row by row; rows without any text are left out.
fn rows(text: &str, mark: char, file: &SourcePath, out: &mut Vec<Diagnostic>) -> Vec<Vec<Spanned<String>>> {
    let mut all = Vec::new();
    let mut row: Vec<Spanned<String>> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (cell, end) = cell(text, at, mark, file, out);
        row.push(cell);
        let rest = &text[end..];
        at = end + rest.chars().next().map_or(0, char::len_utf8);
        if rest.starts_with(mark) {
            // A mark at the very end has an empty cell behind it.
            if at >= text.len() {
                row.push(Spanned::new(String::new(), Span::at(at)));
            }
            continue;
        }
        if rest.starts_with("\r\n") {
            at += 1;
        }
        all.push(std::mem::take(&mut row));
    }
    if !row.is_empty() {
        all.push(row);
    }
    all.retain(|row| row.iter().any(|cell| !cell.value.trim().is_empty()));
    all
}

/// The cell at a place, and where it ends: before a mark, a line end, or the end of the text.
fn cell(
    text: &str,
    start: usize,
    mark: char,
    file: &SourcePath,
    out: &mut Vec<Diagnostic>,
) -> (Spanned<String>, usize) {
    let is_end = |c: char| c == mark || matches!(c, '\n' | '\r');
    let rest = &text[start..];
    let Some(quoted) = rest.strip_prefix('"') else {
        let end = start + rest.find(is_end).unwrap_or(rest.len());
        return (Spanned::new(text[start..end].to_owned(), Span::new(start, end)), end);
    };
    let (mut value, mut at) = (String::new(), start + 1);
    let mut parts = quoted.split('"').peekable();
    while let Some(part) = parts.next() {
        value.push_str(part);
        at += part.len();
        if parts.peek().is_none() {
            let message = "this quotation mark is never closed";
            let help = "add one at the end of the cell; inside a cell, write two of them: \"\"";
            out.push(Diagnostic::error("data-invalid", file, Span::new(start, start + 1), message).with_help(help));
            return (Spanned::new(value, Span::new(start, at)), at);
        }
        at += 1;
        // Two of them are one that is meant as it is.
        if text[at..].starts_with('"') {
            value.push('"');
            at += 1;
            parts.next();
            continue;
        }
        break;
    }
    let behind = &text[at..];
    let end = at + behind.find(is_end).unwrap_or(behind.len());
    if !text[at..end].trim().is_empty() {
        let message = "there is text behind the quotation mark that ends this cell";
        let help = "inside a cell, write two quotation marks: \"\"";
        out.push(Diagnostic::error("data-invalid", file, Span::new(at, end), message).with_help(help));
    }
    (Spanned::new(value, Span::new(start, end)), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, mark: Option<char>) -> (String, Vec<String>) {
        let mut out = Vec::new();
        let node = read(text, mark, &SourcePath::new("content/data/x.csv"), &mut out);
        let record = |node: &YamlNode| {
            let entries = node.as_map().unwrap_or_default().iter();
            entries
                .map(|it| format!("{}={}", it.key, it.value.as_text().unwrap_or_default()))
                .collect::<Vec<_>>()
                .join(",")
        };
        let records: Vec<String> = node.as_list().unwrap_or_default().iter().map(record).collect();
        (records.join("|"), out.into_iter().map(|d| d.message).collect())
    }

    #[test]
    fn a_table_is_a_list_of_records() {
        for (text, records) in [
            ("a,b\n1,2\n3,4\n", "a=1,b=2|a=3,b=4"),
            ("a,b\r\n1,2\r\n\r\n3,4", "a=1,b=2|a=3,b=4"),
            ("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n", "a=x, y,b=say \"hi\""),
            ("a,b\n\"two\nlines\",\n", "a=two\nlines,b="),
            ("a;b\n1,5;2\n", "a=1,5,b=2"),
            ("a,b\n1,", "a=1,b="),
            ("a,b\n\"\",\"\"\"\"\n", "a=,b=\""),
            ("a\n\u{e9}\n", "a=\u{e9}"),
            ("", ""),
        ] {
            assert_eq!(shown(text, None), (records.to_owned(), Vec::new()), "{text:?}");
        }
        assert_eq!(shown("a\tb\n1,2\t3\n", Some('\t')).0, "a=1,2,b=3");
    }

    #[test]
    fn what_is_no_table_is_told() {
        for (text, told) in [
            ("a,b\n1,2,3\n", "this row has 3 cells, and the first row has 2 cells"),
            ("a,b\n1\n", "this row has 1 cell, and the first row has 2 cells"),
            ("a,a\n1,2\n", "two columns are called \"a\""),
            ("a,\n1,2\n", "a column has no name"),
            ("a,b\n\"1,2\n", "this quotation mark is never closed"),
            ("a,b\n\"1\"x,2\n", "there is text behind the quotation mark that ends this cell"),
        ] {
            let (_, found) = shown(text, None);
            assert!(found.iter().any(|found| found == told), "{text:?}: {found:?}");
        }
    }
}
