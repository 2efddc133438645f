//! The rule that the words of one domain are data: what only sites about health need is declared by a theme, by rules and by
//! the site, so that the program serves sites about anything.

use std::collections::BTreeSet;

use crate::samples::{files, places};
use crate::source::Source;

/// Words that the code of the program does not know, in the singular.
const WORDS: [&str; 12] = [
    "california",
    "clinic",
    "evidence",
    "health",
    "massage",
    "massages",
    "medical",
    "patient",
    "red_flag",
    "red-flag",
    "safety_critical",
    "therapist",
];

/// Where one of them stands nevertheless, and why.
pub const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("src/style/style/circle.rs", "clinic", "the name of that theme, as an example of a theme"),
    ("src/render/functions.rs", "clinic", "the former name of a function, which is answered with its new one"),
    ("src/render/functions.rs", "evidence", "the former name of a function, which is answered with its new one"),
    ("src/render/graph.rs", "medical", "a type of schema.org"),
    ("src/render/json_ld/page.rs", "medical", "a type and a property of schema.org"),
    ("src/markdown/body/link.rs", "massage", "an example of an image description"),
    ("src/markdown/body/raw.rs", "massage", "an example of an image description"),
    ("src/markdown/front/mod.rs", "massage", "an example of a title"),
    ("src/yaml/fault.rs", "massage", "an example of a title"),
    ("src/yaml/lib.rs", "massage", "an example of a title"),
    ("src/yaml/repair.rs", "massage", "an example of a title"),
    ("src/schema/config/mod.rs", "clinic", "an example of the title of a site"),
    ("src/schema/config/parts.rs", "clinic", "an example of the name of a publisher"),
    ("src/cli/new_site.rs", "clinic", "an example of the name of a site"),
    ("src/cli/arguments/editing.rs", "evidence", "an example of data that is checked again"),
];

/// Finds words of one domain in names and texts of the code, and exceptions that are none any more.
pub fn words_of_one_domain_are_data(files: &[Source], exceptions: &[(&str, &str, &str)]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut used = BTreeSet::new();
    for file in files.iter().filter(|file| !file.is_test) {
        let literals = file.strings.iter().map(|(at, text)| (*at, text.as_str()));
        let mut seen = BTreeSet::new();
        for (at, text) in std::iter::once((0, file.code.as_str())).chain(literals) {
            for (place, word) in found(text) {
                let exception = exceptions.iter().position(|(path, known, _)| *path == file.path && *known == word);
                used.extend(exception);
                let line = file.place(at + place);
                if exception.is_none() && seen.insert((line.clone(), word)) {
                    faults.push(format!(
                        "{line}: \"{word}\" is a word of one domain: let a theme or the rules declare it"
                    ));
                }
            }
        }
    }
    for (at, (path, word, _)) in exceptions.iter().enumerate().filter(|(at, _)| !used.contains(at)) {
        faults.push(format!("tests/tidy/domain.rs: exception {at}: {path} does not hold \"{word}\" any more"));
    }
    faults
}

/// The words in a text or among names, in any letters, in the singular or plural: `ClinicList`, `red_flags`.
fn found(text: &str) -> Vec<(usize, &'static str)> {
    let small = text.to_ascii_lowercase();
    let mut all = Vec::new();
    for word in WORDS {
        for (at, _) in small.match_indices(word) {
            let begins = !text[..at].ends_with(|c: char| c.is_ascii_alphabetic())
                || (text[at..].starts_with(|c: char| c.is_ascii_uppercase())
                    && !text[..at].ends_with(|c: char| c.is_ascii_uppercase()));
            let rest = &text[at + word.len()..];
            let rest = rest.strip_prefix('s').unwrap_or(rest);
            if begins && !rest.starts_with(|c: char| c.is_ascii_lowercase()) {
                all.push((at, word));
            }
        }
    }
    all.sort_unstable();
    all
}

#[test]
fn a_word_of_one_domain_is_found() {
    let bad = files(&[
        ("src/site/a.rs", "//! Clinics\nstruct ClinicList;\nfn f() { front.evidence.len() }"),
        ("src/site/b.rs", "fn f() {\n    g(\"ask your patients\");\n}\nconst SAFETY_CRITICAL: bool = true;"),
        ("src/site/c.rs", "fn f() { patience(); healthy(); \"clinical\"; } // health"),
        ("src/site/d.rs", "#[cfg(test)]\nmod tests {\n    fn f() { g(\"a clinic\") }\n}"),
        ("src/site/e.rs", "fn f() { g(\"MedicalWebPage\") }"),
    ]);
    let exceptions = [("src/site/e.rs", "medical", "a word of schema.org"), ("src/site/c.rs", "health", "nothing")];
    let faults = words_of_one_domain_are_data(&bad, &exceptions);
    let expected = ["src/site/a.rs:2", "src/site/a.rs:3", "src/site/b.rs:4", "src/site/b.rs:2", "tests/tidy/domain.rs"];
    assert_eq!(places(&faults), expected, "{faults:#?}");
}
