//! The rule that the text of templates is read in one way, by the crate `template`: whoever looks for their marks and words is
//! led astray by a comment, a text in quotation marks, a raw part, or a blank where none was thought of.

use crate::source::Source;

/// What knows these marks from elsewhere, or meets them where there is no tree.
const OTHERS: &[(&str, &str)] = &[
    ("src/engine/refactor/heading.rs", "values in Markdown"),
    ("src/engine/refactor/heading_line.rs", "the id of a heading in Markdown"),
    ("src/lsp/complete/", "values in Markdown, and remarks, while they are typed"),
    ("src/markdown/", "values in Markdown"),
    ("src/render/markdown_filter.rs", "values in Markdown"),
    ("src/schema/codes/allow.rs", "remarks, which hold for templates that cannot be read too"),
    ("src/check/source_lookup.rs", "values in Markdown"),
    ("src/style/style/references.rs", "names of styles whose ends are put in later"),
    ("src/yaml/inline.rs", "braces that YAML itself gives a meaning"),
];

const MARKS: [&str; 6] = ["{{", "{%", "{#", "}}", "%}", "#}"];

/// The words of tags that a template is known by.
const WORDS: [&str; 8] = ["block", "component", "endblock", "endcomponent", "extends", "include", "set", "super()"];

/// Calls that look for something in a text.
const SEARCHES: [&str; 8] = [
    "contains(",
    "find(",
    "match_indices(",
    "split(",
    "split_once(",
    "starts_with(",
    "strip_prefix(",
    "trim_start_matches(",
];

pub fn templates_are_read_in_one_way(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    let knows = |file: &&Source| OTHERS.iter().any(|(other, _)| file.path.starts_with(other));
    let all = files.iter().filter(|file| !file.path.starts_with("src/template/") && !file.is_test);
    for file in all.filter(|file| !knows(file)) {
        for (at, text) in &file.strings {
            let text = text.trim();
            let is_mark = MARKS.contains(&text.trim_matches('-'));
            let is_sought = || {
                let before = file.code[..*at].trim_end_matches(['b', 'r', '&']);
                SEARCHES.iter().any(|call| before.ends_with(call))
            };
            let holds_mark = || ["{%", "{#"].iter().any(|mark| text.contains(mark)) || text.starts_with("{{");
            if is_mark || (WORDS.contains(&text) || holds_mark()) && is_sought() {
                faults.push(file.fault(*at, "looks for the marks of a template; ask the crate template"));
            }
        }
        for search in SEARCHES {
            let search = format!("template.text.{search}");
            let found = file.code.match_indices(&search).map(|(at, _)| at);
            faults.extend(found.map(|at| file.fault(at, "looks through a template; ask the crate template")));
        }
    }
    faults
}

fn files(all: &[(&str, &str)]) -> Vec<Source> {
    all.iter().map(|(path, text)| Source::new(path, text)).collect()
}

#[test]
fn a_second_reader_of_templates_is_found() {
    let bad = files(&[
        ("src/cli/a.rs", "fn f() {\n    text.split(\"{%\").skip(1);\n    text.find(\"{% component\");\n}"),
        ("src/check/b.rs", "fn f() {\n    text.split_once(\"extends\");\n    tag.strip_prefix(\"block \");\n}"),
        ("src/site/c.rs", "fn f() {\n    template.text.contains(\"picture(\");\n    text.contains(\"{{ body\");\n}"),
        ("src/site/d.rs", "const END: &str = \"%}\";\nfn f() {\n    for mark in [\"{{-\", \"x\"] {}\n}"),
    ]);
    let expected = [
        "src/cli/a.rs:2",
        "src/cli/a.rs:3",
        "src/check/b.rs:2",
        "src/check/b.rs:3",
        "src/site/c.rs:3",
        "src/site/c.rs:2",
        "src/site/d.rs:1",
        "src/site/d.rs:3",
    ];
    let found = templates_are_read_in_one_way(&bad);
    let places: Vec<_> = found.iter().filter_map(|fault| Some(fault.split_once(": ")?.0)).collect();
    assert_eq!(places, expected);
    let fine = files(&[
        ("src/template/lexer.rs", "fn f() { text.find(\"#}\"); }"),
        ("src/markdown/body/prepare.rs", "fn f() { text.find(\"{{\"); }"),
        ("src/site/e.rs", "fn f() { format!(\"{{{x}}}\"); let help = \"write {% include %}\"; map.get(\"block\"); }"),
        ("src/site/f.rs", "#[cfg(test)]\nmod tests {\n    fn f() { assert!(text.contains(\"{%\")); }\n}"),
    ]);
    assert_eq!(templates_are_read_in_one_way(&fine), [""; 0]);
}
