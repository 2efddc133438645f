//! That a name means one thing: no two public types of the project are called the same, in whichever crates they are.

use std::collections::BTreeMap;

use crate::source::Source;
use crate::text::ident;

/// The public types whose name another file has given already, with the place of the first.
pub fn names_of_types_are_unique(files: &[Source]) -> Vec<String> {
    let mut first: BTreeMap<&str, String> = BTreeMap::new();
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| !file.is_test) {
        let mut at = 0;
        for line in file.code.split_inclusive('\n') {
            if let Some(name) = public_type(line) {
                match first.get(name) {
                    Some(place) => faults.push(file.fault(at, &format!("{name} is the name of another type: {place}"))),
                    None => drop(first.insert(name, file.place(at))),
                }
            }
            at += line.len();
        }
    }
    faults
}

/// The name of the type that a line declares for others. What is declared inside a function or a trait is indented.
fn public_type(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("pub ")?;
    let name = ["struct ", "enum ", "trait ", "type "].iter().find_map(|kind| rest.strip_prefix(kind))?;
    Some(ident(name))
}

#[test]
fn a_name_that_is_given_twice_is_found() {
    let file = |path: &str, text: &str| Source::new(path, text);
    let files = [
        file("src/site/a.rs", "pub struct Entry;\npub(crate) struct Text;\n"),
        file("src/site/b.rs", "use super::a::Entry;\npub enum Text {}\nstruct Found;\n"),
        file("src/yaml/c.rs", "\npub struct Entry<'a>(&'a str);\npub type Found = u8;\n"),
    ];
    let found = names_of_types_are_unique(&files);
    assert_eq!(found, ["src/yaml/c.rs:2: Entry is the name of another type: src/site/a.rs:1"]);
}
