//! The rule that an address is taken apart in `base::link` alone: two ways of doing it soon say two things of one address.

use crate::source::Source;

/// Where the same signs part something else.
const OTHERS: &[(&str, &str)] = &[
    ("src/base/link/", "the one place"),
    ("src/html/reader.rs", "a meta element holds an address among other words"),
    ("src/lsp/uri.rs", "names of files as editors write them, RFC 8089"),
    ("src/serve/message.rs", "the target of a request, RFC 9112"),
    ("src/site/contacts.rs", "the number of an apartment"),
    ("src/yaml/outline.rs", "a colon without a space, which is none of a field"),
];

/// Who may join a path with a folder: everybody else asks `SourcePath::file_named` or `Lookup::resolve` of the crate site.
const JOINS: &[(&str, &str)] = &[
    ("src/base/path.rs", "the one place"),
    ("src/site/resolve.rs", "an address that is no file, as browsers read it"),
    ("src/style/", "the files of a theme"),
];

/// What takes texts apart, or looks at their beginnings.
const CUTS: [&str; 8] =
    [".split_once(", ".rsplit_once(", ".split(", ".find(", ".rfind(", ".contains(", ".starts_with(", ".strip_prefix("];

pub fn addresses_are_taken_apart_in_one_place(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| !OTHERS.iter().any(|(other, _)| file.path.starts_with(other))) {
        for cut in CUTS {
            for (at, _) in file.code.match_indices(cut) {
                let behind = &file.text[at + cut.len()..];
                if is_of_address(cut, &behind[..behind.find(')').unwrap_or(0)]) {
                    faults.push(file.fault(at, "takes an address apart by hand; ask base::link::Link"));
                }
            }
            for (at, _) in file.code.match_indices("fn has_scheme") {
                faults.push(file.fault(at, "looks for a scheme by hand; ask base::link::Link"));
            }
        }
    }
    for file in files.iter().filter(|file| !JOINS.iter().any(|(other, _)| file.path.starts_with(other))) {
        for (at, _) in file.code.match_indices(".folder()") {
            let line = file.code[..at].rsplit('\n').next().unwrap_or_default();
            if line.contains("join(") {
                faults.push(file.fault(at, JOINED));
            }
        }
        for (at, _) in file.code.match_indices("use vertebra_base::path::") {
            let import = file.code[at..].split(';').next().unwrap_or_default();
            if import.split(|c: char| !c.is_alphanumeric()).any(|word| word == "join") {
                faults.push(file.fault(at, JOINED));
            }
        }
        // `content/` before what was typed: the same, from the top.
        for (at, _) in file.code.match_indices(".strip_prefix(") {
            let behind = file.text[at..].lines().take(3).collect::<Vec<_>>().concat();
            if behind.starts_with(".strip_prefix('/')") && behind.contains("format!(\"content/{") {
                faults.push(file.fault(at, JOINED));
            }
        }
    }
    faults.dedup();
    faults
}

const JOINED: &str = "reads a link by hand; ask SourcePath::file_named, or Lookup::resolve of the crate site";

/// Whether what stands between the brackets parts an address: `"://"`, `"//"`, `'#'`, `['/', '?', '#']`.
fn is_of_address(cut: &str, between: &str) -> bool {
    let parts: Vec<&str> =
        between.trim_matches(['[', ']']).split(", ").map(|part| part.trim_matches(['"', '\''])).collect();
    let looks_only = matches!(cut, ".contains(" | ".starts_with(" | ".strip_prefix(");
    // Two slashes in the middle of a path are no host.
    let of_host = |part: &str| part == "://" || part == "//" && cut != ".contains(";
    parts.iter().any(|part| of_host(part) || !looks_only && matches!(*part, "#" | "?"))
}
