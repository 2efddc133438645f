//! Whatever a document says, the page says the same: what was written is read again by the engine and compared.

use support::dice::Dice;

use super::documents::{docx, p, r, t};
use vertebra_base::artifact_cache::ArtifactCache;
use vertebra_base::snapshot::Snapshot;
use vertebra_engine::{Build, Now, Options, Purpose};

/// The text of a page with this body, without tags, as readers see it.
fn seen(body: &str) -> String {
    let page = format!("---\ntitle: T\n---\n{body}");
    let files = [
        (
            "content/site.yaml",
            "title: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: bare\nmarkdown: {smart_punctuation: false}\n",
        ),
        ("content/a.md", page.as_str()),
        (
            "themes/bare/theme.yaml",
            "name: bare\ntypes: {page: {template: page.html}, section: {template: page.html}}\n",
        ),
        ("themes/bare/templates/page.html", "{{ page.content }}"),
    ];
    let now = Now::Day("2026-11-20".parse().unwrap());
    let options = Options {
        base_url: None,
        drafts: false,
        now,
        threads: 1,
        purpose: Purpose::Once,
        depth: Default::default(),
        store: ArtifactCache::default(),
    };
    let build = Build::new(Snapshot::from_texts(files), &options);
    let found = std::sync::Mutex::new(String::new());
    build.render_all(1, &|output| {
        if output.path.as_str() == "a/index.html" {
            *found.lock().unwrap() = String::from_utf8(output.bytes.held().to_vec()).unwrap();
        }
    });
    let mut text = String::new();
    let mut inside = false;
    let html = found.into_inner().unwrap();
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[track_caller]
fn assert_same(text: &str) {
    let read = docx(&p("", &t(&escaped(text)))).read();
    let expected = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(seen(&read.body), expected, "{}", read.body);
}

#[test]
fn marks_of_markdown_stay_text() {
    for text in [
        "# no heading",
        "1. no list",
        "12) no list",
        "- no list",
        "+ no list",
        "> no quote",
        ": no definition",
        "::: warning no block",
        "=== no line",
        "--- no line",
        "***",
        "2 * 3 * 4 and *stars* and **two**",
        "snake_case_name and _under_",
        "`code` and ``more``",
        "[text](address) and [[term]] and [^1]",
        "![picture](x.png)",
        "<b>no tag</b> and <!-- more -->",
        "AT&T and &amp; and &copy; and &#65; and & alone",
        "{{ phone x }} and {decorative} and \\{{",
        "back\\slash and \\* more \\",
        "a | b | c",
        "~~not struck~~ and ~one~",
        "| a | b |",
        "$x$ and $$y$$",
        "[x] a task",
        "Table: of nothing",
        "https://example.org/a_b_c?d=*e*",
        "ends with a mark *",
        "![^1]: ",
    ] {
        assert_same(text);
    }
}

#[test]
fn headings_and_cells_stay_what_they_are() {
    for text in ["C #", "A {#b}", "# twice", "a | b", "{.x}", "1. first"] {
        let read = docx(&(p("berschrift1", &t("x")) + &p("berschrift1", &t(&escaped(text))) + &p("", &t("y")))).read();
        assert_eq!(seen(&read.body), format!("x {text} y"), "{}", read.body);
        let cell = |text: &str| format!("<w:tc>{}</w:tc>", p("", &t(&escaped(text))));
        let row = format!("<w:tr>{}{}</w:tr>", cell(text), cell("y"));
        let read = docx(&format!("<w:tbl>{row}{row}</w:tbl>")).read();
        assert_eq!(seen(&read.body), format!("{text} y {text} y"), "{}", read.body);
    }
}

/// Letters and marks in a random order, in random styles: the same numbers each time.
#[test]
fn random_texts_in_random_styles_stay_what_they_are() {
    const PARTS: [&str; 24] = [
        "a", "word", " ", " ", "*", "_", "[", "]", "(", ")", "!", "\\", "`", "~", "{", "}", "#", "-", "1.", ":", "|",
        "é", "“", ". ",
    ];
    const STYLES: [&str; 5] = ["", "<w:b/>", "<w:i/>", "<w:b/><w:i/>", "<w:strike/>"];
    let mut dice = Dice::new(7);
    let mut dice = |most: usize| dice.below(most);
    for round in 0..60 {
        let (mut body, mut text) = (String::new(), String::new());
        for _ in 0..1 + dice(6) {
            let run: String = (0..1 + dice(5)).map(|_| PARTS[dice(PARTS.len())]).collect();
            body.push_str(&r(STYLES[dice(STYLES.len())], &run));
            text.push_str(&run);
        }
        let read = docx(&p("", &body)).read();
        let expected = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(seen(&read.body), expected, "round {round}: {:?}", read.body);
    }
}
