//! The rules about diagnostics: where their codes are given, that each is in the registry, and that each is tested.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::samples::{places, texts};
use crate::source::Source;
use crate::text::{blanks, find_word, ident};

/// Every code of a diagnostic is in the registry, given as code and place, and every code there is one of a diagnostic.
/// `in_data`: the codes that are given in data, with their places.
pub fn codes_are_registered(
    files: &[Source],
    in_data: &[(String, String)],
    registry: &[(String, String)],
) -> Vec<String> {
    let (mut codes, mut faults) = diagnostic_codes(files);
    in_data.iter().for_each(|(code, place)| codes.entry(code.clone()).or_default().push(place.clone()));
    let known: BTreeMap<&str, &str> = registry.iter().map(|(code, place)| (code.as_str(), place.as_str())).collect();
    for (code, places) in &codes {
        if !known.contains_key(code.as_str()) {
            faults.extend(
                places.iter().map(|place| format!("{place}: \"{code}\" has no entry in src/schema/codes/*.yaml")),
            );
        }
    }
    for (code, place) in known.iter().filter(|(code, _)| !codes.contains_key(**code)) {
        faults.push(format!("{place}: \"{code}\" is the code of no diagnostic"));
    }
    faults
}

/// Every code is shown by a test as people see it, `error[code]`, with each severity that it may have. To be named is
/// not enough: a test may name a code to say that it is not told.
pub fn codes_are_tested(
    files: &[Source],
    in_data: &[(String, String)],
    severities: impl Fn(&str) -> Vec<String>,
    tests: &[(String, String)],
) -> Vec<String> {
    let inside = files.iter().flat_map(Source::test_texts);
    let texts: Vec<&str> = inside.chain(tests.iter().map(|(_, text)| text.as_str())).collect();
    let (mut codes, _) = diagnostic_codes(files);
    in_data.iter().for_each(|(code, place)| codes.entry(code.clone()).or_default().push(place.clone()));
    let mut faults = Vec::new();
    for (code, places) in &codes {
        for shown in severities(code).iter().map(|severity| format!("{severity}[{code}]")) {
            if !texts.iter().any(|text| text.contains(&shown)) {
                faults.push(format!("{}: no test shows {shown}", places[0]));
            }
        }
    }
    faults
}

/// The codes that rules of the program and of its themes give, `code: name`, with their places.
pub fn codes_in_rules(files: &[(String, String)]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with("rules.yaml") || path.ends_with("general.yaml"))
    {
        for (at, line) in text.lines().enumerate() {
            if let Some(code) = line.trim().strip_prefix("code: ") {
                found.push((code.to_owned(), format!("{path}:{}", at + 1)));
            }
        }
    }
    found
}

/// A function or closure that takes the code of a diagnostic.
struct Maker {
    name: String,
    /// Which of its arguments is the code, `self` not counted.
    position: usize,
    /// How it is called: behind a `.`, behind `::`, or bare.
    call: Call,
    /// The files that can call it: those whose paths begin so.
    seen: String,
}

#[derive(Clone, Copy, PartialEq)]
enum Call {
    Method,
    Associated,
    Bare,
}

/// Every code and where it is given; and the places where one is given in a form that hides it from this test.
fn diagnostic_codes(files: &[Source]) -> (BTreeMap<String, Vec<String>>, Vec<String>) {
    let makers: Vec<Maker> = files.iter().flat_map(makers).collect();
    let (mut codes, mut faults) = (BTreeMap::<String, Vec<String>>::new(), Vec::new());
    for file in files {
        for maker in makers.iter().filter(|maker| file.path.starts_with(&maker.seen)) {
            for argument in file.arguments_of(maker) {
                let given: Vec<_> = file.strings.iter().filter(|(at, _)| argument.contains(at)).collect();
                let handed_on = find_word(&file.code[argument.clone()], "code");
                if given.is_empty() && handed_on.is_empty() && !argument.is_empty() {
                    faults.push(file.fault(argument.start, "spell out the code of the diagnostic here"));
                }
                for (at, code) in given {
                    codes.entry(code.clone()).or_default().push(file.place(*at));
                }
            }
        }
        // A field that keeps a code until the diagnostic is made.
        for at in find_word(&file.code, "code") {
            let behind = file.code[at + 4..].strip_prefix(':').map(|rest| at + 5 + blanks(rest));
            for (at, code) in file.strings.iter().filter(|(at, _)| Some(*at) == behind) {
                codes.entry(code.clone()).or_default().push(file.place(*at));
            }
        }
        for (at, code) in file.codes_in_tuples() {
            codes.entry(code).or_default().push(file.place(at));
        }
    }
    (codes, faults)
}

/// Functions with a parameter `code: &'static str`, and closures with a parameter `code`.
fn makers(file: &Source) -> Vec<Maker> {
    let mut found = Vec::new();
    for at in find_word(&file.code, "fn") {
        let start = at + 2 + blanks(&file.code[at + 2..]);
        let name = ident(&file.code[start..]);
        let Some(open) = parameters(&file.code, start + name.len()) else { continue };
        let arguments = split(&file.code, open);
        let texts: Vec<_> = arguments.iter().map(|range| file.code[range.clone()].trim()).collect();
        let is_method = texts.first().is_some_and(|first| find_word(first, "self").len() == 1 && !first.contains("::"));
        let is_code = |text: &&str| text.starts_with("code:") && text.contains("str");
        let Some(position) = texts.iter().position(is_code) else { continue };
        let line = file.code[..at].rfind('\n').map_or(0, |end| end + 1);
        let call = match (is_method, file.code[line..].starts_with(' ')) {
            (true, _) => Call::Method,
            (false, true) => Call::Associated,
            (false, false) => Call::Bare,
        };
        let position = position - usize::from(is_method);
        found.push(Maker { name: name.to_owned(), position, call, seen: seen(file, &file.code[line..at]) });
    }
    for at in find_word(&file.code, "let") {
        let start = at + 3 + blanks(&file.code[at + 3..]);
        let start = start + file.code[start..].strip_prefix("mut ").map_or(0, |rest| 4 + blanks(rest));
        let name = ident(&file.code[start..]);
        let Some(rest) = file.code[start + name.len()..].trim_start().strip_prefix('=') else { continue };
        let Some(inside) = rest.trim_start().trim_start_matches("move ").strip_prefix('|') else { continue };
        let inside = &inside[..inside.find('|').unwrap_or(0)];
        if let Some(position) = inside.split(',').position(|text| ident(text.trim()) == "code") {
            found.push(Maker { name: name.to_owned(), position, call: Call::Bare, seen: file.path.clone() });
        }
    }
    found
}

/// Who can call a function with these words before its `fn`: its file, its folder for `pub(super)`, or everyone.
fn seen(file: &Source, words: &str) -> String {
    let folder = |path: &str| path.rfind('/').map_or(String::new(), |at| path[..=at].to_owned());
    match (words.contains("pub(super)"), words.contains("pub")) {
        (true, _) => folder(file.path.trim_end_matches("/mod.rs")),
        (_, true) => String::new(),
        _ => file.path.clone(),
    }
}

impl Source {
    /// The codes that functions give back as the first part of a tuple: `("yaml-tab", message, help)`. A constant of
    /// the file may stand for one.
    fn codes_in_tuples(&self) -> Vec<(usize, String)> {
        const TUPLE: &str = "(&'static str, String";
        let aliases = find_word(&self.code, "type").into_iter().filter_map(|at| {
            let (name, behind) = self.code[at + 4..].split_once('=')?;
            behind.trim_start().starts_with(TUPLE).then(|| ident(name.trim()))
        });
        let types: Vec<&str> = aliases.chain([TUPLE]).collect();
        let mut found = Vec::new();
        for at in find_word(&self.code, "fn") {
            let Some(open) = self.code[at..].find('{').map(|open| at + open) else { continue };
            let Some((_, result)) = self.code[at..open].rsplit_once("->") else { continue };
            if types.iter().any(|name| !find_word(result, name).is_empty()) {
                let body = &self.code[open..=end_of_bracket(&self.code, open)];
                let tuples = body.match_indices('(').map(|(at, _)| open + at).filter(|at| is_tuple(&self.code[..*at]));
                found.extend(tuples.filter_map(|at| self.code_at(at + 1)));
            }
        }
        found
    }

    /// The text that begins here, or the one behind the name of a constant that stands here.
    fn code_at(&self, at: usize) -> Option<(usize, String)> {
        let at = at + blanks(&self.code[at..]);
        let text_at = |at: usize| self.strings.iter().find(|(place, _)| *place == at).map(|(_, text)| text.clone());
        let name = ident(&self.code[at..]);
        if name.is_empty() {
            return text_at(at).map(|text| (at, text));
        }
        let declared = find_word(&self.code, name).into_iter().find_map(|at| {
            let before = self.code[..at].trim_end();
            let value =
                self.code[at + name.len()..].split_once('=').map(|(before, _)| at + name.len() + before.len() + 1)?;
            (before.ends_with("const") || before.ends_with("let")).then_some(value)
        })?;
        text_at(declared + blanks(&self.code[declared..])).map(|text| (at, text))
    }

    /// Where the code stands in every call of a function.
    fn arguments_of(&self, maker: &Maker) -> Vec<Range<usize>> {
        let calls = find_word(&self.code, &maker.name).into_iter().filter(|at| {
            let before = self.code[..*at].trim_end();
            let call = if before.ends_with("::") {
                Call::Associated
            } else if before.ends_with('.') {
                Call::Method
            } else {
                Call::Bare
            };
            let fits = call == maker.call || (maker.call == Call::Bare && call == Call::Associated);
            fits && !before.ends_with("fn") && self.code[at + maker.name.len()..].starts_with('(')
        });
        calls.filter_map(|at| split(&self.code, at + maker.name.len()).into_iter().nth(maker.position)).collect()
    }
}

/// Where the parameters of a function open; `<…>` may stand before them.
fn parameters(code: &str, at: usize) -> Option<usize> {
    let mut depth = 0;
    let mut last = ' ';
    for (offset, c) in code[at..].char_indices() {
        match c {
            '<' => depth += 1,
            '>' if last != '-' => depth -= 1,
            '(' if depth == 0 => return Some(at + offset),
            _ if depth == 0 => return None,
            _ => {}
        }
        last = c;
    }
    None
}

/// Whether a bracket behind this begins a tuple, not the arguments of a call.
fn is_tuple(before: &str) -> bool {
    !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '!' | '>' | ')' | ']'))
}

/// Where the bracket that opens here is closed.
fn end_of_bracket(code: &str, open: usize) -> usize {
    let mut depth = 0;
    let end = code[open..].char_indices().find(|(_, c)| {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    end.map_or(code.len() - 1, |(at, _)| open + at)
}

/// The parts between the commas of the bracket that opens here.
fn split(code: &str, open: usize) -> Vec<Range<usize>> {
    let (mut depth, mut start, mut parts) = (0, open + 1, Vec::new());
    for (offset, c) in code[open..].char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && c == ',') {
            let end = open + offset;
            if !code[start..end].trim().is_empty() {
                parts.push(start..end);
            }
            start = end + 1;
        }
        if depth == 0 {
            break;
        }
    }
    parts
}

#[test]
fn a_code_in_rules_counts_as_given() {
    let rules = texts(&[("themes/a/rules.yaml", "x:\n  code: a-missing\n"), ("themes/a/theme.yaml", "code: other\n")]);
    let given = codes_in_rules(&rules);
    assert_eq!(given, texts(&[("a-missing", "themes/a/rules.yaml:2")]));
    let registry = texts(&[("b-missing", "src/schema/codes/a.yaml:1")]);
    let faults = codes_are_registered(&[], &given, &registry);
    assert_eq!(places(&faults), ["themes/a/rules.yaml:2", "src/schema/codes/a.yaml:1"]);
}
