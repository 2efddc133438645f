//! The rule that files do not use each other in a circle, so that each can be read after those that it uses. `mod.rs` and
//! `lib.rs` are files like others; a name that they only pass on belongs to the file that it comes from.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Source;
use crate::text::{find_word, paths};

/// The files of each room that use each other in circles.
pub fn circles(files: &[Source]) -> Vec<String> {
    let files: Vec<&Source> = files.iter().filter(|file| !file.is_test).collect();
    let names = Names::of(&files);
    let arrows: Vec<BTreeSet<usize>> = files.iter().map(|file| names.used_by(file)).collect();
    let mut found: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for file in tied(&arrows).into_iter().flatten().map(|at| files[at]) {
        found.entry(file.room()).or_default().push(&file.path);
    }
    let faults = found.iter().map(|(room, files)| {
        let what = "files use each other in circles; let none of them begin one";
        format!("{}:1: {} {what}: (\"{room}\") {}", files[0], files.len(), files.join(", "))
    });
    faults.collect()
}

/// What every path of the project means.
struct Names {
    /// The files by their modules.
    modules: BTreeMap<Vec<String>, usize>,
    /// What a file passes on by `pub use`: the path under which it is asked for, and where it comes from.
    passed_on: BTreeMap<Vec<String>, Vec<String>>,
}

impl Names {
    fn of(files: &[&Source]) -> Names {
        let modules: BTreeMap<_, _> = files.iter().enumerate().map(|(at, file)| (file.module(), at)).collect();
        let mut names = Names { modules, passed_on: BTreeMap::new() };
        for file in files {
            let module = file.module();
            let shown: Vec<_> = shown(&file.code);
            for (_, path) in names.paths_of(file).into_iter().filter(|(at, _)| shown.iter().any(|it| it.contains(at))) {
                let (from, name) = match path.split_last() {
                    Some((name, rest)) if name == "self" => (rest.to_vec(), rest.last().cloned()),
                    Some((name, _)) => (path.clone(), Some(name.clone())),
                    None => continue,
                };
                names.passed_on.insert(module.iter().cloned().chain(name).collect(), from);
            }
        }
        names
    }

    /// The paths in a file to something of the project, from the room on; those too that begin with a module right below.
    fn paths_of(&self, file: &Source) -> Vec<(usize, Vec<String>)> {
        let module = file.module();
        let below = paths(&file.code).into_iter().filter_map(|(at, path)| {
            let whole = [module.as_slice(), &path].concat();
            self.modules.contains_key(&whole[..=module.len()]).then_some((at, whole))
        });
        file.paths_inside().into_iter().chain(below).collect()
    }

    /// The other files that a file uses.
    fn used_by(&self, file: &Source) -> BTreeSet<usize> {
        let own = self.modules.get(&file.module());
        let used = self.paths_of(file).into_iter().filter_map(|(_, path)| self.file_of(path));
        used.filter(|other| Some(other) != own).collect()
    }

    /// The file in which something stands.
    fn file_of(&self, mut path: Vec<String>) -> Option<usize> {
        // What is passed on may be passed on again; more often than this only in a circle.
        for _ in 0..8 {
            let passed = (1..=path.len()).rev().find_map(|end| Some((end, self.passed_on.get(&path[..end])?)));
            match passed {
                Some((end, from)) if !self.modules.contains_key(&path[..end]) => {
                    path = [from.as_slice(), &path[end..]].concat()
                }
                _ => break,
            }
        }
        (1..=path.len()).rev().find_map(|end| self.modules.get(&path[..end]).copied())
    }
}

/// Where `pub use …;` stands.
fn shown(code: &str) -> Vec<std::ops::Range<usize>> {
    let uses = find_word(code, "use").into_iter().filter(|at| {
        let line = code[..*at].rfind('\n').map_or(0, |end| end + 1);
        code[line..*at].trim_start().starts_with("pub")
    });
    uses.map(|at| at..at + code[at..].find(';').unwrap_or(0)).collect()
}

/// The groups of points from each of which every other can be reached, by Tarjan's algorithm; single points left out.
fn tied(arrows: &[BTreeSet<usize>]) -> Vec<Vec<usize>> {
    let mut search = Search { arrows, ..Search::default() };
    for start in 0..arrows.len() {
        if !search.number.contains_key(&start) {
            search.visit(start);
        }
    }
    search.groups.retain(|group| group.len() > 1);
    search.groups
}

#[derive(Default)]
struct Search<'a> {
    arrows: &'a [BTreeSet<usize>],
    /// When each point was come to first.
    number: BTreeMap<usize, usize>,
    /// The earliest point that can be reached from each.
    lowest: BTreeMap<usize, usize>,
    open: Vec<usize>,
    groups: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn visit(&mut self, at: usize) {
        let number = self.number.len();
        self.number.insert(at, number);
        self.lowest.insert(at, number);
        self.open.push(at);
        for next in &self.arrows[at] {
            let reached = match self.number.get(next) {
                None => {
                    self.visit(*next);
                    self.lowest[next]
                }
                Some(number) if self.open.contains(next) => *number,
                Some(_) => continue,
            };
            let lowest = self.lowest[&at].min(reached);
            self.lowest.insert(at, lowest);
        }
        if self.lowest[&at] == number {
            let from = self.open.iter().position(|open| *open == at).unwrap();
            let mut group = self.open.split_off(from);
            group.sort_unstable();
            self.groups.push(group);
        }
    }
}
