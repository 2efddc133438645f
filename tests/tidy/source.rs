//! One file of `src/`, cleared of comments, strings and tests, so that words mean what they seem to mean.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::text::{clear, find_word, ident, paths, test_items};

/// The rooms that share a crate: its name, and those beside the one that it is named for.
pub const SHARED: &[(&str, &[&str])] = &[
    (
        "base",
        &[
            "stray",
            "path",
            "span",
            "diagnostic",
            "fingerprint",
            "file_content",
            "snapshot",
            "output",
            "parallel",
            "artifact_cache",
            "slug",
            "collation",
            "encoding",
            "datetime",
            "readability",
            "link",
        ],
    ),
    ("media", &["compress", "image_file", "raster"]),
    ("schema", &["codes", "schema_org", "rules", "shape", "config", "theme"]),
    ("site", &["addresses", "deps", "schedule"]),
    ("render", &["emit", "json_ld", "search", "host", "json_schema"]),
    ("engine", &["refactor"]),
];

/// A file of `src/`.
pub struct Source {
    /// `src/site/lib.rs`.
    pub path: String,
    pub text: String,
    /// The text with comments, the insides of strings, and tests as blanks: every byte keeps its place.
    pub code: String,
    /// String literals outside tests, and where they begin.
    pub strings: Vec<(usize, String)>,
    /// `#[cfg(test)]` and the item behind it.
    pub tests: Vec<Range<usize>>,
    /// Files that hold nothing but tests.
    pub is_test: bool,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let (mut code, mut strings) = clear(text);
        let tests = test_items(&code);
        for range in &tests {
            let blank: String = code[range.clone()].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
            code.replace_range(range.clone(), &blank);
        }
        strings.retain(|(at, _)| !tests.iter().any(|range| range.contains(at)));
        Source { path: path.to_owned(), text: text.to_owned(), code, strings, tests, is_test: false }
    }

    pub fn fault(&self, at: usize, what: &str) -> String {
        format!("{}: {what}", self.place(at))
    }

    pub fn place(&self, at: usize) -> String {
        format!("{}:{}", self.path, self.text[..at].matches('\n').count() + 1)
    }

    /// The crate that the file belongs to: a folder of `src/`.
    fn crate_name(&self) -> &str {
        let inner = self.path.trim_start_matches("src/");
        inner.split('/').next().unwrap_or(inner).trim_end_matches(".rs")
    }

    /// The module's path from its room on: `["site", "address"]`, `["plan"]`.
    pub fn module(&self) -> Vec<String> {
        let inner = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        let mut parts: Vec<_> = inner.split('/').filter(|part| !matches!(*part, "mod" | "lib" | "main")).collect();
        if parts.get(1).is_some_and(|second| rooms_beside(parts[0]).contains(second)) {
            parts.remove(0);
        }
        parts.into_iter().map(str::to_owned).collect()
    }

    /// The room of the file; the program is a room of its own.
    pub fn room(&self) -> String {
        if self.path.ends_with("main.rs") {
            return "main".to_owned();
        }
        self.module().into_iter().next().unwrap_or_default()
    }

    /// Every path to something of the project, from its room on.
    pub fn paths_inside(&self) -> Vec<(usize, Vec<String>)> {
        let module = self.module();
        let from_room = |path: Vec<String>| {
            let mut steps = path.iter().map(String::as_str).peekable();
            let first = steps.next()?;
            let mut place: Vec<String> = match (first, first.strip_prefix("vertebra_")) {
                ("crate", _) => top_of(self.crate_name(), steps.peek().copied()),
                (_, Some(name)) => top_of(name, steps.peek().copied()),
                ("self", _) => module.clone(),
                ("super", _) => module[..module.len().checked_sub(1)?].to_vec(),
                _ => return None,
            };
            while steps.next_if_eq(&"super").is_some() {
                place.pop()?;
            }
            place.extend(steps.map(str::to_owned));
            Some(place)
        };
        paths(&self.code).into_iter().filter_map(|(at, path)| Some((at, from_room(path)?))).collect()
    }

    /// The functions that stand at the top of the file, whose lines are not indented.
    pub fn free_functions(&self) -> BTreeSet<String> {
        let starts = find_word(&self.code, "fn").into_iter().filter(|at| {
            let line = self.code[..*at].rfind('\n').map_or(0, |end| end + 1);
            !self.code[line..].starts_with(' ')
        });
        starts.map(|at| ident(self.code[at + 2..].trim_start_matches(' ')).to_owned()).collect()
    }

    pub fn test_texts(&self) -> impl Iterator<Item = &str> {
        let whole = self.is_test.then_some(self.text.as_str());
        whole.into_iter().chain(self.tests.iter().map(|range| &self.text[range.clone()]))
    }
}

/// Files behind `#[cfg(test)] mod name;` hold nothing but tests, and so do those that are named for it: what stands in
/// a folder `tests`, or in `name_tests.rs`, which a `#[path]` may have brought there.
pub fn mark_tests(mut files: Vec<Source>) -> Vec<Source> {
    let mut modules = BTreeSet::new();
    for file in &files {
        for range in &file.tests {
            let item = file.text[range.clone()].trim_end_matches(';');
            if let Some((_, name)) = item.rsplit_once("mod ").filter(|(_, name)| ident(name) == *name) {
                modules.insert([file.module(), vec![name.to_owned()]].concat());
            }
        }
    }
    for file in &mut files {
        let module = file.module();
        let behind_mark = (1..=module.len()).any(|end| modules.contains(&module[..end]));
        let named_so =
            module.iter().any(|part| part == "tests") || module.last().is_some_and(|n| n.ends_with("_tests"));
        if behind_mark || named_so {
            file.is_test = true;
            file.code = file.code.chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
            file.strings.clear();
        }
    }
    files
}

/// The rooms in a crate beside the one that it is named for.
fn rooms_beside(name: &str) -> &'static [&'static str] {
    SHARED.iter().find(|(shared, _)| *shared == name).map_or(&[], |(_, rooms)| rooms)
}

/// What a path from the top of a crate begins with: nothing when a room follows, else the room of the crate's name.
fn top_of(name: &str, next: Option<&str>) -> Vec<String> {
    let is_room = next.is_some_and(|next| rooms_beside(name).contains(&next));
    if is_room { Vec::new() } else { vec![name.to_owned()] }
}
