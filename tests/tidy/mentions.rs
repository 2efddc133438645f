//! That what the papers for developers name is there: files, folders, and items of rooms.

use std::collections::BTreeSet;

use crate::source::Source;
use crate::text::find_word;

/// The folders whose paths are written from the top of the repository.
const TOP: [&str; 6] = ["src/", "tests/", "docs/", "themes/", "benches/", ".ci/"];

/// The papers that are looked at: those for developers.
pub fn is_paper(path: &str) -> bool {
    matches!(path, "README.md" | "ARCHITECTURE.md" | "CONTRIBUTING.md" | "docs/README.md")
        || path.starts_with("docs/dev/")
}

/// What papers name in code marks or link to, and what is not there.
pub fn mentions_are_there(papers: &[(String, String)], paths: &BTreeSet<String>, sources: &[Source]) -> Vec<String> {
    let faults = papers.iter().flat_map(|(paper, text)| {
        prose(text).into_iter().flat_map(move |(at, line)| {
            let named = line.split('`').skip(1).step_by(2).filter(|name| !is_there(name, paths, sources));
            let linked = links(line).filter(|link| !paths.contains(&beside(paper, link)));
            let place = format!("{paper}:{}", at + 1);
            let faults = named.chain(linked).map(|name| format!("{place}: names {name}, which is not there"));
            faults.collect::<Vec<_>>()
        })
    });
    faults.collect()
}

/// The lines outside of fenced code, with their numbers from 0.
fn prose(text: &str) -> Vec<(usize, &str)> {
    let mut fenced = false;
    let lines = text.lines().enumerate().filter(|(_, line)| {
        let fence = line.starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    });
    lines.collect()
}

/// Whether a name in code marks is one of a file or an item that is there; other words are always there.
fn is_there(name: &str, paths: &BTreeSet<String>, sources: &[Source]) -> bool {
    if TOP.iter().any(|top| name.starts_with(top)) && !name.contains([' ', '<']) {
        let whole = name.split_once('*').map_or(name, |(folder, _)| folder.rsplit_once('/').map_or(folder, |it| it.0));
        return paths.contains(whole.trim_end_matches('/'));
    }
    let Some((room, item)) = name.split_once("::") else { return true };
    let of_room: Vec<_> = sources.iter().filter(|source| source.room() == room).collect();
    let last = item.rsplit("::").next().unwrap_or(item).trim_end_matches("()");
    let is_module = |source: &&Source| source.module().iter().any(|module| module == last);
    of_room.is_empty() || of_room.iter().any(|source| is_module(source) || !find_word(&source.code, last).is_empty())
}

/// The targets of the links of a line that lead to files.
fn links(line: &str) -> impl Iterator<Item = &str> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
    let files = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
    files.map(|target| target.split_once('#').map_or(target, |(file, _)| file))
}

/// The path of what a paper links to.
fn beside(paper: &str, link: &str) -> String {
    let mut steps: Vec<&str> = paper.split('/').collect();
    steps.pop();
    for step in link.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[test]
fn what_is_not_there_is_found() {
    let paths: BTreeSet<String> = ["src", "src/site", "src/site/find.rs", "docs/a.md"].map(str::to_owned).into();
    let sources = [Source::new("src/site/find.rs", "pub fn find() {}\n")];
    let of = |text: &str| {
        let paper = ("docs/dev/x.md".to_owned(), text.to_owned());
        mentions_are_there(&[paper], &paths, &sources)
    };
    assert_eq!(
        of("`src/site/find.rs`, `src/site/*.rs`, `site::find`, `site::find()`, `draft: true`, `std::fs`"),
        [""; 0]
    );
    assert_eq!(of("[a](../a.md#b), [b](https://example.org/), [c](#d)"), [""; 0]);
    assert_eq!(of("```text\n`src/site/lost.rs`\n```"), [""; 0]);
    assert_eq!(of("x\n`src/site/lost.rs`"), ["docs/dev/x.md:2: names src/site/lost.rs, which is not there"]);
    assert_eq!(of("`site::lost`"), ["docs/dev/x.md:1: names site::lost, which is not there"]);
    assert_eq!(of("[a](a.md)"), ["docs/dev/x.md:1: names a.md, which is not there"]);
}
