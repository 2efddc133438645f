//! Many of the same: the work for twice as many is twice as much. With the square of the number in it, each of these would
//! take longer than a program may take here; as it is, each takes about a second.

use support::Site;

const MANY: usize = 20_000;

/// A page with this line many times.
fn with(line: &str) -> Site {
    let site = Site::published();
    let text = format!("---\ntitle: Many\ndescription: A page.\n---\n{}", format!("{line}\n").repeat(MANY));
    site.write("content/many.md", text);
    site
}

#[test]
fn exceptions_that_say_nothing_are_each_told() {
    let run = with("<!-- allow: -->").refuses(1, "error[allow-unknown]: this comment does not name a code");
    assert!(run.err.contains(&format!("{MANY} errors in ")), "{}", run.last_line());
}

#[test]
fn exceptions_that_nothing_needs_are_each_told() {
    let site = with("<!-- allow: link-broken \"not yet\" -->");
    let run = site.run(&["build"]).ends(0);
    assert!(run.err.contains("warning[allow-unused]"), "{}", support::clip(&run.err));
    assert!(run.err.contains(&format!("{MANY} warnings")), "{}", run.err.lines().last().unwrap_or_default());
}

/// Attributes that differ: a reader that compares each with all before it would not come to an end.
fn attributes() -> String {
    (0..1_000_000).map(|at| format!(" a{at}")).collect()
}

#[test]
fn a_tag_with_attributes_without_end_is_told() {
    let site = Site::published();
    let page = format!("---\ntitle: Many\n---\n<p{}>x</p>\n", attributes());
    site.write("content/many.md", &page);
    let run = site.refuses(1, "error[html-attributes]: a tag of this HTML has more than 1000 attributes");
    assert!(run.err.contains("content/many.md:4:1"), "{}", support::clip(&run.err));
    site.write("content/site.yaml", format!("{}markdown: {{raw_html: allow}}\n", support::SETTINGS));
    site.refuses(1, "error[html-attributes]: a tag of this HTML has more than 1000 attributes");
}

#[test]
fn a_template_with_attributes_without_end_is_read() {
    let site = Site::published();
    site.write("content/site.yaml", format!("{}theme: mine\n", support::SETTINGS));
    site.write("themes/mine/theme.yaml", "name: mine\nextends: clinic\n");
    site.write("themes/mine/templates/404.html", format!("<!doctype html><title>x</title><p{}>x", attributes()));
    let run = site.run(&["check"]);
    assert!(run.code < 2, "{}", support::clip(&run.err));
}

#[test]
fn exceptions_that_are_each_needed_leave_nothing_to_tell() {
    let line = "[a page](none.md) <!-- allow: link-broken \"not yet\" -->\n";
    let site = with(line);
    let run = site.run(&["build"]).ends(0);
    assert_eq!(run.err, "");
    assert_eq!(site.read("public/many/index.html").matches("a page").count(), MANY, "each is on the page");
    // Each allows its own line and no other.
    site.write("content/many.md", site.read("content/many.md") + "[a page](none.md)\n");
    let run = site.refuses(1, "error[link-broken]");
    let last = 5 + 2 * MANY;
    assert!(run.err.contains(&format!("content/many.md:{last}:")) && run.err.contains("\n1 error in"), "{}", run.err);
}
