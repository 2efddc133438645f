//! What a site makes of messages: exceptions in the files, and weights in `site.yaml`.

use super::fixture::{Built, build};

const BROKEN: &str = "-- content/a.md --\n---\ntitle: A\n---\n";

fn codes(site: &Built) -> Vec<&str> {
    site.diagnostics.iter().map(|it| it.code).collect()
}

/// A page with this text after its fields.
fn page(text: &str) -> Built {
    build(&format!("{BROKEN}{text}"))
}

fn settings(lines: &str, text: &str) -> Built {
    let settings = format!(
        "-- content/site.yaml --\ntitle: Test site\nbase_url: https://example.org/\nlanguage: en\n\
         time_zone: UTC\ntheme: mini\n{lines}"
    );
    build(&format!("{settings}{BROKEN}{text}"))
}

#[test]
fn an_exception_lets_one_message_be() {
    assert_eq!(codes(&page("[x](gone.md)\n")), ["link-broken"]);
    for text in [
        "[x](gone.md) <!-- allow: link-broken \"it is made by hand\" -->\n",
        "<!-- allow: link-broken \"it is made by hand\" -->\n[x](gone.md)\n",
        "<!-- allow: link-broken \"it is made by hand\" -->\n\n- a\n- [x](gone.md)\n",
    ] {
        page(text).clean();
    }
    let elsewhere = page("<!-- allow: link-broken \"it is made by hand\" -->\nHere.\n\n[x](gone.md)\n");
    assert_eq!(codes(&elsewhere), ["allow-unused", "link-broken"]);
    let another = page("[x](gone.md) <!-- allow: link-alias \"it is made by hand\" -->\n");
    assert_eq!(codes(&another), ["link-broken", "allow-unused"]);
}

#[test]
fn an_exception_is_never_printed() {
    for html in ["allow", "sanitize", "forbid"] {
        let site = settings(
            &format!("markdown: {{raw_html: {html}}}\n"),
            "## Head <!-- allow: heading-skip \"a secret\" -->\n\n<!-- allow: heading-skip \"a secret\" -->\n#### Deep\n",
        );
        let page = site.text("a/index.html");
        assert!(!page.contains("secret") && !page.contains("<!--") && page.contains("Deep</h4>"), "{page}");
        assert_eq!(codes(&site), ["allow-unused"], "{}", site.told());
    }
}

#[test]
fn exceptions_reach_every_place_where_messages_arise() {
    // A field, read.
    let field =
        build("-- content/a.md --\n---\ntitle: A\n# allow: field-unknown \"for another program\"\nother: 1\n---\n");
    field.clean();
    let field =
        build("-- content/a.md --\n---\ntitle: A\nother: 1 # allow: field-unknown \"for another program\"\n---\n");
    field.clean();
    // A template, rendered: the messages of components stand in the page.
    let anchor = page("[x](#gone) <!-- allow: anchor-broken \"a script makes it\" -->\n");
    anchor.clean();
    // Settings.
    let site = settings("# allow: field-unknown \"for another program\"\nother: {a: 1}\n", "Text.\n");
    site.clean();
    // A file as a whole.
    let whole = "-- content/a.markdown --\nx\n";
    assert_eq!(codes(&build(whole)), ["file-ending"]);
    // Data.
    let data = "-- content/data/rooms.yaml --\n";
    assert_eq!(codes(&build(&format!("{data}room: Suite #4\n"))), ["yaml-comment"]);
    build(&format!("{data}# allow: yaml-comment \"the number is known\"\nroom: Suite #4\n")).clean();
}

#[test]
fn what_is_wrong_with_an_exception_is_told() {
    let site = page(
        "[x](gone.md) <!-- allow: link-borken \"it is made by hand\" -->\n\n\
         [x](gone.md) <!-- allow: link-broken -->\n\n\
         [x](javascript:a) <!-- allow: link-unsafe \"I know what I do\" -->\n\n\
         Nothing. <!-- allow: -->\n\n\
         Nothing. <!-- allow: link-broken \"it is made by hand\" -->\n",
    );
    let told = site.told_in_full();
    let exceptions: Vec<_> = told.split("content/").filter(|it| it.contains("[allow-")).collect();
    let expected = r#"a.md:4:14: error[allow-unknown]: there is no message with the code "link-borken"
  ^ <!-- allow: link-borken "it is made by hand" -->
  help: did you mean link-broken?
a.md:6:14: error[allow-reason]: this comment does not give a reason
  ^ <!-- allow: link-broken -->
  help: add the reason in quotation marks: allow: link-broken "your reason"
a.md:8:19: error[allow-safety]: [link-unsafe] cannot be turned off: the safety of readers may depend on it
  ^ <!-- allow: link-unsafe "I know what I do" -->
  help: remove this comment, and fix the problem
  note: to learn why, run: vertebra explain link-unsafe
a.md:10:10: error[allow-unknown]: this comment does not name a code
  ^ <!-- allow: -->
  help: write the code in square brackets in the message, and the reason:
        allow: link-broken "your reason"
a.md:12:10: warning[allow-unused]: this turns off [link-broken], but there is no such message here any more
  ^ <!-- allow: link-broken "it is made by hand" -->
  help: remove this comment
"#;
    assert_eq!(exceptions.concat(), expected, "{told}");
    // What is not allowed after all is told as well.
    assert_eq!(codes(&site).iter().filter(|code| code.starts_with("link-")).count(), 3);
}

#[test]
fn a_site_gives_messages_other_weights() {
    let text = "[x](gone.md)\n\n## B\n\n#### C\n";
    let weights = |lines: &str| {
        let site = settings(lines, text);
        site.diagnostics.iter().map(|it| format!("{:?} {}", it.severity, it.code)).collect::<Vec<_>>()
    };
    assert_eq!(weights(""), ["Error link-broken", "Error heading-skip"]);
    assert_eq!(weights("checks: {link-broken: warning, heading-skip: off}\n"), ["Warning link-broken"]);
    assert_eq!(weights("checks:\n  heading-skip: note\n"), ["Error link-broken", "Note heading-skip"]);
    // A ready set for sites that come from another program; what is said of a single code is meant, wherever it stands.
    for ready in ["checks: imported\n", "checks: {imported: warning}\n"] {
        assert_eq!(weights(ready), ["Error link-broken", "Warning heading-skip"], "{ready}");
    }
    assert_eq!(weights("checks: {heading-skip: error, imported: off}\n"), ["Error link-broken", "Error heading-skip"]);
    let unused = "checks: {allow-unused: off}\n";
    settings(unused, "x <!-- allow: link-broken \"y\" -->\n").clean();
}

#[test]
fn weights_that_cannot_be_given_are_told() {
    let site =
        settings("checks:\n  heading-skp: note\n  encoding: warning\n  link-broken: no\n  date-order: error\n", "");
    let expected = r#"content/site.yaml:7:3: error[check-unknown]: there is no message with the code "heading-skp"
  ^ heading-skp
  help: did you mean "heading-skip"?
content/site.yaml:8:13: error[check-safety]: "encoding" cannot be turned off or downgraded: the safety of readers may depend on it
  ^ warning
  help: remove this line, and fix the problem
  note: to learn why, run: vertebra explain encoding
content/site.yaml:9:16: error[field-choice]: the severity of "link-broken" is not valid
  ^ no
  help: write error, warning, note or off: link-broken: warning
"#;
    assert_eq!(site.told_in_full(), expected);
}
