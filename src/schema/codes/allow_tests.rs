//! What exceptions reach, and that many of them are no work.

use super::*;

/// The codes and what each reaches.
fn reached<'t>(file: &str, text: &'t str) -> Vec<(String, &'t str)> {
    let found = find(&SourcePath::new(file), text.as_bytes());
    found.into_iter().map(|it| (it.code, &text[it.reach.range()])).collect()
}

fn one(text: &str) -> &str {
    reached("content/a.md", text).first().map_or("nothing", |(_, reach)| reach)
}

#[test]
fn behind_a_text_it_reaches_its_line() {
    let text = "---\ntitle: A\n---\none\ntwo <!-- allow: claim \"a title\" -->\nthree\n";
    let found = find(&SourcePath::new("content/a.md"), text.as_bytes());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code.as_str(), found[0].reason.as_deref()), ("claim", Some("a title")));
    assert_eq!(&text[found[0].reach.range()], "two <!-- allow: claim \"a title\" -->");
    assert_eq!(&text[found[0].span.range()], "<!-- allow: claim \"a title\" -->");
}

#[test]
fn alone_on_a_line_it_reaches_the_next_block() {
    let after = |text: &str| one(&format!("<!-- allow: x \"y\" -->\n{text}")).to_owned();
    assert_eq!(after("one\ntwo\n\nthree\n"), "one\ntwo");
    assert_eq!(after("\n## Head\ntext\n"), "## Head");
    assert_eq!(after("- a\n\n  b\n- c\n\nd\n"), "- a\n\n  b\n- c");
    assert_eq!(
        after("::: card A\n\n:::: inner\nx\n::::\n\ny\n:::\nz\n"),
        "::: card A\n\n:::: inner\nx\n::::\n\ny\n:::"
    );
    assert_eq!(after("```\na\n\nb\n```\nc\n"), "```\na\n\nb\n```");
    assert_eq!(after("<!-- allow: z \"y\" -->\n\none\n"), "one");
}

#[test]
fn fields_have_their_own_form() {
    let text = "---\n# allow: a \"r\"\ntitle: A\ntags:\n  # allow: b \"r\"\n  - one\n  - two\nx: \"# allow: c\" # allow: d \"r\"\n# allow: e \"r\"\nmap:\n  k: v\n---\n# allow: no\n";
    let expected =
        [("a", "title: A"), ("b", "  - one"), ("d", "x: \"# allow: c\" # allow: d \"r\""), ("e", "map:\n  k: v")];
    let found = reached("content/a.md", text);
    let found: Vec<_> = found.iter().map(|(code, reach)| (code.as_str(), *reach)).collect();
    assert_eq!(found, expected);
    assert_eq!(reached("content/site.yaml", "a: 1\n# allow: x \"y\"\nb:\n- 1\n- 2\nc: 3\n")[0].1, "b:\n- 1\n- 2");
    assert_eq!(reached("themes/a/templates/x.html", "{# allow: x \"y\" #}\n<p>\n</p>")[0].1, "<p>");
}

#[test]
fn above_everything_it_reaches_the_whole_file() {
    let whole = |text: &str| find(&SourcePath::new("content/a.md"), text.as_bytes())[0].is_of_whole_file();
    assert!(whole("---\n# allow: slug-twice \"y\"\ntitle: A\n---\n"));
    assert!(!whole("---\ntitle: A\n# allow: slug-twice \"y\"\nslug: a\n---\n"));
}

#[test]
fn any_number_of_exceptions_is_read_in_one_pass() {
    // Each of these took the square of its length: minutes, not a moment.
    const MANY: usize = 100_000;
    let allow = "<!-- allow: x \"y\" -->\n";
    let count = |text: &str| find(&SourcePath::new("content/a.md"), text.as_bytes()).len();
    assert_eq!(count(&allow.repeat(MANY)), MANY);
    assert_eq!(count(&format!("{allow}- item\n").repeat(MANY)), MANY);
    assert_eq!(count(&format!("{allow}line\n").repeat(MANY)), MANY);
    assert_eq!(count(&format!("{allow}::: card\n").repeat(MANY)), MANY);
    assert_eq!(count(&format!("{} <!-- allow: x -->\n", "<!-- \"".repeat(MANY * 2))), 1);
    // What is found in one pass is what is found one by one.
    let list = format!("{allow}- one\n{allow}- two\n\n  more\n{allow}- three\n\nend\n");
    let ends: Vec<_> = reached("content/a.md", &list).iter().map(|(_, reach)| reach.ends_with("- three")).collect();
    assert_eq!(ends, [true, true, true]);
}

#[test]
fn what_is_shown_as_code_is_no_exception() {
    for text in ["`<!-- allow: x \"y\" -->`\n", "```html\n<!-- allow: x \"y\" -->\n```\n", "allow: x \"y\"\n"] {
        assert_eq!(one(text), "nothing", "{text}");
    }
    assert_eq!(find(&SourcePath::new("content/a.md"), b"<!-- allow: -->")[0].code, "");
    assert_eq!(without("a <!-- allow: x \"y\" -->\nb <!-- more --> c"), "a\nb <!-- more --> c");
}
