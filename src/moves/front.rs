//! Changes of single fields at the top of a page: old addresses, the slug, and what a page was by its name or its place.

use crate::document;
use crate::edit::Edit;
use crate::path::{SourcePath, UrlPath};
use crate::span::Span;
use crate::yaml::{self, Entry, Node};

/// The fields at the top of a text, with their places in it.
pub struct Front<'t> {
    text: &'t str,
    pub node: Node,
    /// Where the line behind the title begins.
    below_title: usize,
}

impl<'t> Front<'t> {
    /// Reads the top of a page; none where there is none.
    pub fn read(source: &SourcePath, text: &'t str) -> Option<Self> {
        let range = document::split(text).0?;
        let (node, _) = yaml::parse(text.get(range.clone())?, range.start, source);
        let entries = node.as_map()?;
        let title = entries.iter().find(|entry| entry.key == "title");
        let after =
            title.map_or(range.start, |title| line_end(text, title.value.span.end.max(title.key_span.end) as usize));
        Some(Front { text, below_title: after, node })
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.node.as_map()?.iter().find(|entry| entry.key == name)
    }

    /// Whether a field is there.
    pub fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// Gives a field a value.
    pub fn set(&self, name: &str, value: &str) -> Edit {
        let ending = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        match self.entry(name) {
            Some(entry) => Edit::new(self.lines(entry), format!("{name}: {value}{ending}")),
            None => Edit::insert(self.below_title, format!("{name}: {value}{ending}")),
        }
    }

    /// Takes old addresses away from a page and gives it others; none when it has them already.
    pub fn aliases(&self, without: &[UrlPath], with: &[UrlPath]) -> Option<Edit> {
        let entry = self.entry("aliases");
        let old = match entry.map(|entry| &entry.value) {
            Some(node) => node.as_list().map_or_else(
                || node.as_text().into_iter().collect(),
                |items| items.iter().filter_map(Node::as_text).collect(),
            ),
            None => Vec::new(),
        };
        let is =
            |text: &str, url: &UrlPath| crate::link::page_address(text).is_some_and(|it| it.folded() == url.folded());
        let mut new: Vec<&str> = old.iter().copied().filter(|text| !without.iter().any(|url| is(text, url))).collect();
        for url in with {
            if !new.iter().any(|text| is(text, url)) && !without.iter().any(|it| it == url) {
                new.push(url.as_str());
            }
        }
        if new == old {
            return None;
        }
        match entry {
            Some(entry) if new.is_empty() => Some(Edit::new(self.lines(entry), "")),
            _ => {
                let items: Vec<String> = new.iter().map(|text| crate::addresses::plain(text)).collect();
                Some(self.set("aliases", &format!("[{}]", items.join(", "))))
            }
        }
    }

    /// The lines of a field: its own, and those below it that belong to it.
    fn lines(&self, entry: &Entry) -> Span {
        let start = entry.key_span.start as usize;
        let start = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let mut end = line_end(self.text, entry.key_span.end as usize);
        let value = entry.value.span.end as usize;
        let belongs = |line: &str| line.starts_with([' ', '\t']) || line.starts_with("- ");
        while end < value || self.text[end..].lines().next().is_some_and(belongs) {
            let next = line_end(self.text, end);
            if next == end {
                break;
            }
            end = next;
        }
        Span::new(start, end)
    }
}

/// The first byte behind the line of a byte.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;

    fn check(fields: &str, without: &[&str], with: &[&str], expected: &str) {
        let text = format!("---\n{fields}---\nText.\n");
        let urls = |texts: &[&str]| texts.iter().map(|text| UrlPath::new(text).unwrap()).collect::<Vec<_>>();
        let front = Front::read(&SourcePath::new("content/a.md"), &text).unwrap();
        let edits: Vec<Edit> = front.aliases(&urls(without), &urls(with)).into_iter().collect();
        assert_eq!(apply(&text, &edits).unwrap(), format!("---\n{expected}---\nText.\n"));
    }

    #[test]
    fn old_addresses_come_and_go() {
        check("title: A\ndate: 2026-01-01\n", &[], &["/a/"], "title: A\naliases: [/a/]\ndate: 2026-01-01\n");
        check("title: >\n  A\n  B\nslug: x\n", &[], &["/a/"], "title: >\n  A\n  B\naliases: [/a/]\nslug: x\n");
        check("title: A\naliases: [/b/]\n", &[], &["/a/", "/b/"], "title: A\naliases: [/b/, /a/]\n");
        check(
            "title: A\naliases:\n  - /b/\n  - /c\nslug: x\n",
            &["/c/"],
            &["/a/"],
            "title: A\naliases: [/b/, /a/]\nslug: x\n",
        );
        check("title: A\naliases:\n- /b/\n", &["/b/"], &[], "title: A\n");
        check("title: A\naliases: [/a]\n", &[], &["/a/"], "title: A\naliases: [/a]\n");
    }
}
