//! Bad samples: each rule finds what it is there for, and lets be what only looks like it.

use std::collections::BTreeSet;

use crate::addresses::addresses_are_taken_apart_in_one_place;
use crate::assert_none;
use crate::circles::circles;
use crate::codes::{codes_are_registered, codes_are_tested};
use crate::data::data_files_are_named_in_the_schema;
use crate::decisions::no_text_of_a_code_decides;
use crate::html::html_is_read_in_one_way;
use crate::rules::*;
use crate::source::{Source, mark_tests};

pub fn files(all: &[(&str, &str)]) -> Vec<Source> {
    mark_tests(all.iter().map(|(path, text)| Source::new(path, text)).collect())
}

pub fn texts(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// The places of the faults: `src/path.rs:1`.
pub fn places(faults: &[String]) -> Vec<&str> {
    faults.iter().map(|fault| fault.split(": ").next().unwrap()).collect()
}

#[test]
fn an_import_that_runs_upwards_is_found() {
    let bad = files(&[
        ("src/base/path.rs", "//! x\nuse vertebra_site::Site;"),
        ("src/base/span.rs", "use vertebra_render::{\n    X,\n    search::{self, Y},\n};"),
        ("src/yaml/lib.rs", "fn f() {\n    vertebra_cli::run();\n}"),
        ("src/yaml/node.rs", "use super::super::engine::Build;"),
        ("src/schema/codes.rs", "use super::theme::Theme;"),
        ("src/schema/lib.rs", "use crate::{config::Config as C, theme};"),
        ("src/site/plan.rs", "use crate::deps::{self, Dep};\nuse vertebra_yaml as yaml;"),
        ("src/site/lib.rs", "fn f() { crate::schedule::f(); crate::find::f(); }"),
        ("src/attic/lib.rs", ""),
    ]);
    let expected = [
        "src/base/path.rs:2",
        "src/base/span.rs:2",
        "src/base/span.rs:3",
        "src/base/span.rs:3",
        "src/yaml/lib.rs:2",
        "src/yaml/node.rs:1",
        "src/schema/codes.rs:1",
        "src/schema/lib.rs:1",
        "src/schema/lib.rs:1",
        "src/site/plan.rs:1",
        "src/site/plan.rs:1",
        "src/site/lib.rs:1",
        "src/attic/lib.rs:1",
    ];
    assert_eq!(places(&imports_run_downwards(&bad)), expected);
}

#[test]
fn what_only_looks_like_an_import_is_let_be() {
    let good = files(&[
        (
            "src/site/lib.rs",
            "//! `vertebra_render`\nuse vertebra_base::path::X; // vertebra_cli\nconst A: &str = \"vertebra_engine\";",
        ),
        ("src/base/path.rs", "#[cfg(test)]\nmod tests {\n    use vertebra_site::Site;\n}\nfn plan() { self::plan(); }"),
        ("src/cli/main.rs", "use vertebra_cli::run;"),
        ("src/base/lib.rs", "pub mod path;"),
    ]);
    assert_none(&imports_run_downwards(&good));
}

#[test]
fn a_room_that_uses_its_roof_is_found() {
    let all = files(&[
        ("src/site/lib.rs", "mod address;\npub fn link() {}\npub struct Site;\nimpl Site {\n    fn tree() {}\n}"),
        ("src/site/address.rs", "use super::{Site, link};"),
        ("src/site/list/order.rs", "fn f() { crate::link(); }"),
        ("src/site/tree.rs", "use super::*;"),
        (
            "src/site/pages.rs",
            "use super::Site;\nuse super::tree;\n#[cfg(test)]\nmod tests {\n    use super::super::link;\n}",
        ),
        ("src/site/deps.rs", "use crate::link;"),
    ]);
    let expected = ["src/site/address.rs:1", "src/site/list/order.rs:1", "src/site/tree.rs:1"];
    assert_eq!(places(&no_room_uses_its_roof(&all)), expected);
}

#[test]
fn long_and_headless_files_are_found() {
    let long = format!("//! x\n{}", "\n".repeat(LONGEST));
    let all = files(&[("src/path.rs", &long), ("src/span.rs", "// x\n"), ("src/output.rs", "//! x\n")]);
    let tests = [("tests/a.rs".to_owned(), long.clone()), ("tests/a.txt".to_owned(), long.clone())];
    assert_eq!(places(&files_are_short(&all, &tests)), ["src/path.rs:400", "tests/a.rs:400"]);
    assert_eq!(places(&files_begin_with_a_head(&all)), ["src/span.rs:1"]);
}

#[test]
fn a_way_outside_is_found() {
    let all = files(&[
        ("src/site/mod.rs", "use std::{\n    fmt,\n    fs::File,\n};"),
        ("src/render/mod.rs", "fn f() { std::env::var(\"X\"); }"),
        ("src/build.rs", "use std::time::{Duration, SystemTime};\nfn f() { jiff::Timestamp::now(); Zoned::now() }"),
        ("src/theme.rs", "use walkdir::WalkDir;"),
        ("src/disk/mod.rs", "use std::fs;"),
        ("src/main.rs", "use std::env;"),
        ("src/path.rs", "use std::fmt;\n#[cfg(test)]\nuse std::fs;\n"),
    ]);
    let expected = [
        "src/site/mod.rs:3",
        "src/render/mod.rs:1",
        "src/build.rs:1",
        "src/build.rs:2",
        "src/build.rs:2",
        "src/theme.rs:1",
    ];
    assert_eq!(places(&only_the_edge_touches_the_world(&all)), expected);
}

#[test]
fn what_belongs_to_another_room_is_found() {
    let all = files(&[
        ("src/cli/watch.rs", "use notify::Event;"),
        ("src/disk/watch/mod.rs", "use notify::Event;\nuse axum::Router;"),
        ("src/serve/http.rs", "use axum::Router;\nuse vertebra_disk::watch::Event as notify;"),
    ]);
    assert_eq!(
        places(&what_one_room_keeps_is_used_there_only(&all)),
        ["src/cli/watch.rs:1", "src/disk/watch/mod.rs:2"]
    );
}

#[test]
fn an_address_that_is_taken_apart_by_hand_is_found() {
    let bad = files(&[
        ("src/a.rs", "fn f() {\n    x.contains(\"://\");\n    x.starts_with(\"//\");\n    x.split_once('#');\n}"),
        ("src/b.rs", "fn has_scheme() { x.split(['/', '?', '#']) }"),
        ("src/c.rs", "fn f() { x.find('?') }\nfn g() { x.split_once(\"://\") }"),
    ]);
    let expected = ["src/a.rs:4", "src/a.rs:2", "src/a.rs:3", "src/b.rs:1", "src/b.rs:1", "src/c.rs:2", "src/c.rs:1"];
    let mut found =
        places(&addresses_are_taken_apart_in_one_place(&bad)).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let mut expected = expected.map(str::to_owned).to_vec();
    found.sort();
    found.dedup();
    expected.sort();
    expected.dedup();
    assert_eq!(found, expected);
    let bad = files(&[
        ("src/site/a.rs", "use vertebra_base::path::{SourcePath, join};"),
        ("src/lsp/b.rs", "fn f() { path::join(page.source.folder(), &typed) }"),
        (
            "src/site/c.rs",
            "fn f() {\n    match x.strip_prefix('/') {\n        Some(inside) => format!(\"content/{inside}\"),\n    }\n}",
        ),
    ]);
    let found = addresses_are_taken_apart_in_one_place(&bad);
    assert_eq!(places(&found), ["src/site/a.rs:1", "src/lsp/b.rs:1", "src/site/c.rs:2"]);
    assert_none(&addresses_are_taken_apart_in_one_place(&files(&[
        ("src/site/resolve.rs", "use vertebra_base::path::join;\nfn f() { join(from.folder(), path) }"),
        ("src/site/d.rs", "use vertebra_base::path::UrlPath;\nfn f() { root.join(page.source.as_str()) }"),
        ("src/base/link/mod.rs", "fn f() { x.split_once('#') }"),
        ("src/d.rs", "fn f() { x.starts_with('#'); x.split_once(\"#}\"); x.split(','); // x.split('#')\n}"),
        ("src/e.rs", "#[cfg(test)]\nmod tests {\n    fn f() { x.split('#') }\n}"),
    ])));
}

#[test]
fn printing_is_found() {
    let all = files(&[
        ("src/build.rs", "fn f() {\n    println!(\"x\");\n    eprint!(\"x\");\n    dbg!(1);\n}"),
        ("src/cli/mod.rs", "fn f() { println!() }"),
        ("src/site.rs", "fn f() { writeln!(out, \"println!\"); pretty_print!() }"),
    ]);
    assert_eq!(places(&only_the_command_line_prints(&all)), ["src/build.rs:2", "src/build.rs:3", "src/build.rs:4"]);
}

#[test]
fn a_panic_is_found() {
    let all = files(&[
        ("src/a.rs", "fn f() {\n    x.unwrap();\n    x.expect(\"y\");\n    todo!()\n}\nfn g() { unreachable!() }"),
        ("src/b.rs", "fn f() { x.unwrap_or(1); unreachable!(\"lists have an end\") }\n#[cfg(test)]\nmod tests;"),
        ("src/b/tests.rs", "fn f() { x.unwrap() }"),
        ("src/c.rs", "#[cfg(test)]\nmod tests {\n    fn f() { x.unwrap() }\n}\nfn f() { panic!() }"),
        (
            "src/d.rs",
            "const A: &str = r#\"\"x.unwrap()\"#; const B: char = '\"'; /* /* */ x.unwrap() */ fn f<'a>() { x.unwrap() }",
        ),
    ]);
    let expected = ["src/a.rs:2", "src/a.rs:3", "src/a.rs:4", "src/c.rs:5", "src/d.rs:1", "src/a.rs:6"];
    assert_eq!(places(&nothing_panics(&all)), expected);
}

const MAKERS: &str = "impl D {\n    pub fn error(code: &'static str, m: &str) -> D { Self::new(1, code, m) }\n    \
                      fn new(n: u8, code: &'static str, m: &str) -> D { D { code } }\n}";

#[test]
fn a_code_without_an_entry_or_test_is_found() {
    let all = files(&[
        ("src/diagnostic.rs", MAKERS),
        (
            "src/a.rs",
            "fn f() {\n    D::error(\n        \"no-row\", \"a, b\");\n    D::error(\"fine\", \"no-row-either\");\n}",
        ),
        ("src/b.rs", "fn f() {\n    let e = |code, m| D::error(code, m);\n    e(\"by-closure\", 1);\n}"),
        ("src/c.rs", "impl X {\n    pub fn warn(&self, code: &'static str) {}\n}\nfn f() { x.warn(\"by-method\"); }"),
        ("src/d.rs", "fn f() { Fault { code: \"by-field\" }; D::error(NAME, \"m\"); Other::new(1, name, 2) }"),
        ("src/e.rs", "#[cfg(test)]\nmod tests {\n    fn f() { D::error(\"in-test\", \"\"); \"by-field\"; }\n}"),
    ]);
    let registry = texts(&[("fine", "a.yaml:1"), ("by-field", "a.yaml:2"), ("gone", "a.yaml:3")]);
    let expected = ["src/d.rs:1", "src/c.rs:4", "src/b.rs:3", "src/a.rs:3", "a.yaml:3"];
    let faults = codes_are_registered(&all, &[], &registry);
    assert_eq!(BTreeSet::from_iter(places(&faults)), BTreeSet::from(expected), "{faults:#?}");

    let tests = texts(&[("tests/a.md", "error[no-row]: and error[no-row-either], warning[by-closure], by-method")]);
    let severities = |code: &str| match code {
        "no-row" => vec!["error".to_owned(), "warning".to_owned()],
        _ => vec!["error".to_owned()],
    };
    let untested = codes_are_tested(&all, &[], severities, &tests);
    let shown: Vec<_> = untested.iter().filter_map(|fault| fault.rsplit_once(' ').map(|(_, shown)| shown)).collect();
    assert_eq!(shown, ["error[by-closure]", "error[by-field]", "error[by-method]", "error[fine]", "warning[no-row]"]);
}

#[test]
fn a_code_in_a_tuple_or_behind_a_name_is_found() {
    let all = files(&[
        ("src/diagnostic.rs", MAKERS),
        (
            "src/a.rs",
            "type Words = (&'static str, String);\nconst NAMED: &str = \"by-name\";\nfn f() -> Result<u8, Words> {\n    \
             g(\"no code\");\n    h!(\"nor this\");\n    Err((\"in-alias\", m))\n}\n\
             fn g() -> (&'static str, String) {\n    let local = \"local\";\n    (NAMED, m);\n    (local, m)\n}\n\
             fn h() -> (String, u8) { (\"no-code-either\", 1) }",
        ),
        ("src/b.rs", "fn f() { let mut e = |code, m| D::error(code, m);\n    e(\"by-mut-closure\", 1); }"),
    ]);
    let untested = codes_are_tested(&all, &[], |_| vec!["error".to_owned()], &[]);
    assert_eq!(places(&untested), ["src/b.rs:2", "src/a.rs:10", "src/a.rs:6", "src/a.rs:11"], "{untested:#?}");
}

#[test]
fn helpers_of_one_name_in_two_rooms_are_told_apart() {
    let all = files(&[
        ("src/diagnostic.rs", MAKERS),
        ("src/a/reader.rs", "impl R {\n    pub(super) fn error(&self, code: &'static str, m: &str) {}\n}"),
        ("src/a/b.rs", "fn f() { r.error(\"first\", \"a message\"); }"),
        ("src/c/reader.rs", "impl R {\n    pub(super) fn error(&self, m: &str, code: &'static str) {}\n}"),
        ("src/c/mod.rs", "fn f() {\n    r.error(\"a message\", \"second\");\n    r.error(\"a message\", hidden);\n}"),
    ]);
    let faults = codes_are_registered(&all, &[], &texts(&[("first", "a.yaml:1"), ("second", "a.yaml:2")]));
    assert_eq!(places(&faults), ["src/c/mod.rs:3"], "{faults:#?}");
}

#[test]
fn tests_are_known_by_their_names_too() {
    let all = files(&[
        ("src/a/new_tests.rs", "//! x\nuse super::*;\nfn f() { x.unwrap(); }"),
        ("src/a/tests/deep.rs", "fn f() { x.unwrap(); }"),
        ("src/a/contests.rs", "//! x\nfn f() { x.unwrap(); }"),
    ]);
    assert_eq!(places(&nothing_panics(&all)), ["src/a/contests.rs:2"]);
    assert_eq!(places(&files_begin_with_a_head(&all)), ["src/a/tests/deep.rs:1"]);
}

#[test]
fn a_path_or_registry_of_one_machine_is_found() {
    let bad = texts(&[
        ("a.md", concat!("fine\nin /ho", "me/ada/site")),
        ("b.sh", "cd /builds/site/x"),
        ("Cargo.lock", "source = \"registry+https://packages.example/index\""),
        ("x/package-lock.json", "\"resolved\": \"https://packages.example/x.tgz\""),
    ]);
    let faults = nothing_is_local(&bad, "/", "/builds/site");
    assert_eq!(places(&faults), ["a.md:2", "b.sh:1", "Cargo.lock:1", "x/package-lock.json:1"]);
    let good = texts(&[
        ("a.md", concat!("https://example.org/ho", "me/x and ../ho", "me/y")),
        ("Cargo.lock", "source = \"registry+https://github.com/rust-lang/crates.io-index\""),
    ]);
    assert_none(&nothing_is_local(&good, "/", "/src"));
}

#[test]
fn a_decision_by_the_text_of_a_code_is_found() {
    let bad = files(&[(
        "src/a.rs",
        "fn f(d: &D) {
            d.code == \"x-y\";
            d.code != \"x\";
            \"x\" == d.code;
            it.d.code.starts_with(\"x-\");
            X.contains(&d.code);
            matches!(d.code, \"x\" | \"y\");
            match d.code {
                \"x\" => 1,
            }
        }",
    )]);
    let expected: Vec<_> = (2..9).map(|line| format!("src/a.rs:{line}")).collect();
    assert_eq!(places(&no_text_of_a_code_decides(&bad)), expected);
    let good = files(&[(
        "src/a.rs",
        "fn f(d: &D) {
            d.code == other.code && known.contains(&(file, d.code));
            codes::breaks(d.code, Part::Fields);
            match group.code {
                Code::Claim => \"x\",
            }
        }
        #[cfg(test)]
        mod tests { fn f() { assert!(d.code == \"x\"); } }",
    )]);
    assert_none(&no_text_of_a_code_decides(&good));
}

#[test]
fn a_second_way_to_write_files_is_found() {
    let bad = files(&[
        ("src/cli/rename.rs", "use std::fs;\nfn f() {\n    fs::write(a, b);\n    std::fs::rename(a, b);\n}"),
        ("src/disk/texts.rs", "fn f() {\n    File::create(a);\n}"),
        ("src/disk/atomic.rs", "fn f() {\n    fs::rename(a, b);\n}"),
        ("src/disk/transaction/shelf.rs", "fn f() {\n    fs::remove_file(a);\n}"),
        ("src/disk/read.rs", "fn f() {\n    File::open(a);\n    my_fs::write_all(a);\n}"),
    ]);
    let places: BTreeSet<String> = places(&files_are_written_in_one_way(&bad)).into_iter().map(str::to_owned).collect();
    assert_eq!(
        places.into_iter().collect::<Vec<_>>(),
        ["src/cli/rename.rs:3", "src/cli/rename.rs:4", "src/disk/texts.rs:2"]
    );
}

#[test]
fn files_that_use_each_other_are_found() {
    let all = files(&[
        // A roof and what stands under it.
        ("src/a/mod.rs", "mod b;\nmod c;\npub use b::B;\npub struct A(B);"),
        ("src/a/b.rs", "use super::A;"),
        // Three files, one by way of a name that the roof passes on.
        ("src/d/mod.rs", "mod e;\nmod f;\nmod g;\npub use e::E;"),
        ("src/d/e.rs", "use crate::f::F;"),
        ("src/d/f.rs", "fn f() { super::g::run() }"),
        ("src/d/g.rs", "use crate::E;"),
        // One way only: the roof passes on what another file below uses.
        ("src/h/mod.rs", "mod i;\nmod j;\npub use i::I;\nuse j::J;"),
        ("src/h/i.rs", "#[cfg(test)]\nmod tests {\n    use crate::j::J;\n}"),
        ("src/h/j.rs", "use super::I;\nuse super::i;"),
    ]);
    let faults = circles(&all);
    assert_eq!(places(&faults), ["src/a/mod.rs:1", "src/d/e.rs:1"], "{faults:#?}");
    assert!(faults[1].ends_with("src/d/e.rs, src/d/f.rs, src/d/g.rs"), "{faults:#?}");
}

#[test]
fn a_second_reader_of_html_is_found() {
    let bad = files(&[
        ("src/site/a.rs", "//! x\nuse html5ever::tokenizer::Tokenizer;"),
        ("src/site/b.rs", "fn f() {\n    ammonia::clean(text);\n}"),
        ("src/site/c.rs", "fn f() {\n    html.find(\"<main\");\n    html.rfind(\"</main>\");\n    html.find('<');\n}"),
        ("src/site/d.rs", "fn f() {\n    match c {\n        '<' => inside = true,\n        _ => {}\n    }\n}"),
        ("src/site/e.rs", "fn f() {\n    memrchr_iter(b'<', text);\n    page.contains(\"</body\");\n}"),
    ]);
    let expected = [
        "src/site/a.rs:2",
        "src/site/b.rs:2",
        "src/site/c.rs:2",
        "src/site/c.rs:3",
        "src/site/c.rs:4",
        "src/site/d.rs:3",
        "src/site/e.rs:2",
        "src/site/e.rs:3",
    ];
    assert_eq!(places(&html_is_read_in_one_way(&bad)), expected);
    assert_none(&html_is_read_in_one_way(&files(&[
        ("src/html/tree.rs", "use html5ever::parse_document;\nfn f() { memchr_iter(b'<', text); }"),
        ("src/markdown/body/sanitize.rs", "fn f() { ammonia::clean(text); }"),
        ("src/site/f.rs", "fn f() { text.replace('<', \"&lt;\"); out.push_str(\"<main>\"); a < b; \"<p>\".len(); }"),
        ("src/site/g.rs", "#[cfg(test)]\nmod tests {\n    fn f() { assert!(page.contains(\"<main\")); }\n}"),
    ])));
}

#[test]
fn a_data_file_that_code_names_is_found() {
    let all = files(&[
        ("src/site/a.rs", "fn f() { site.data.get(\"people.yaml\") }"),
        ("src/site/b.rs", "fn f() {\n    format!(\"add it to content/data/people.yaml\")\n}"),
        ("src/site/c.rs", "// people.yaml\nfn f() { data_file(\"author\"); x(\"suppliers.yaml\") }"),
    ]);
    let table = "author:\n  kind: text\n  names: data/people\nfacts: {names: data/facts?}\n";
    assert_eq!(places(&data_files_are_named_in_the_schema(&all, table)), ["src/site/a.rs:1", "src/site/b.rs:2"]);
}
