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

#[test]
fn exceptions_that_are_each_needed_leave_nothing_to_tell() {
    let site = with("[a page](none.md) <!-- allow: link-broken \"not yet\" -->\n");
    let run = site.run(&["build"]).ends(0);
    assert_eq!(run.err, "");
}
