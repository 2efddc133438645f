//! What components ask of the text that calls them, and what an editor is told who does not keep to it, word for word.

use super::components::site;
use super::fixture::{build, coded};

/// A page of the clinic theme with this text from its fourth line on.
#[track_caller]
fn check(body: &str, expected: &str) {
    let site = site(&format!("-- content/a.md --\n---\ntitle: A\n---\n{body}\n"));
    assert_eq!(site.told_in_full(), expected);
}

#[test]
fn two_cards_of_one_kind() {
    check(
        "## Signs\n\n::: emergency Call 911 now if:\n- one\n:::\n\n::: emergency Call 911 too if:\n- two\n:::",
        "\
content/a.md:10:5: warning[block-many]: there is more than one \"emergency\" on this page, so readers may miss one
  ^ emergency
  help: move everything into the first one, and remove this block
",
    );
}

#[test]
fn a_card_beside_the_shared_ones_counts() {
    let data = |kind: &str| format!("{kind}: {{heading: \"Do it if:\", items: [one]}}\n");
    let data = format!("{}{}{}", data("emergency"), data("urgent"), data("non_urgent"));
    let site = site(&format!(
        "-- content/data/red-flags.yaml --\n{data}-- content/a.md --\n---\ntitle: A\n---\n## B\n\n{{{{ red-flags }}}}\n\n::: urgent Call today if:\n- one\n:::\n"
    ));
    assert_eq!(site.only().code, "block-many");
    assert_eq!(site.pointed(site.only()), "urgent");
    let related = site.only().related.as_ref().expect("the first one");
    assert_eq!(&site.given.text(&related.file).expect("the page")[related.span.range()], "red-flags");
}

#[test]
fn three_warnings() {
    let one = "::: warning Stop\nNow.\n:::\n\n";
    check(
        &format!("## A\n\n{one}{one}{one}"),
        "\
content/a.md:14:5: warning[block-many]: this is \"warning\" number 3 on this page; when there are more than 2, readers skip them
  ^ warning
  help: keep the 2 most important, and write this one as plain text
",
    );
}

#[test]
fn a_link_in_an_emergency_card() {
    check(
        "## A\n\n::: emergency Call 911 now if:\n- you read [this](b.md)\n- you call [911](tel:911)\n:::",
        "\
content/a.md:7:19: error[block-link]: there is a link in \"emergency\", where people must act, not read on
  ^ b.md
  help: remove the link; only phone numbers may be links here: [911](tel:911)
",
    );
}

#[test]
fn a_card_that_nobody_may_open() {
    check(
        "## A\n\n:::: details More\n::: urgent Call today if:\n- one\n:::\n::::",
        "\
content/a.md:7:5: error[block-inside]: \"urgent\" is inside \"details\", where readers may not see it
  ^ urgent
  help: move it out of the block \"details\"
",
    );
}

#[test]
fn a_heading_that_the_list_does_not_go_on_from() {
    check(
        "## A\n\n::: urgent Signs of trouble.\n- one\n:::",
        "\
content/a.md:6:5: warning[block-heading]: this heading does not end in \"if:\" or \"and:\", so the list below does not continue it
  ^ urgent
  help: for example: ::: urgent Signs of trouble if:
",
    );
}

#[test]
fn a_block_that_needs_its_heading() {
    check(
        "## A\n\n::: warning\nNow.\n:::",
        "\
content/a.md:6:1: error[argument-missing]: \"warning\" needs its heading
  ^ ::: warning
Now.
:::
  help: write: ::: warning Its heading
",
    );
    let site = site("-- content/a.md --\n---\ntitle: A\n---\n::: emergency \"\"\n- one\n:::\n");
    assert_eq!(site.only().code, "argument-missing", "a heading without words is none");
}

#[test]
fn too_few_and_too_many_steps_and_none() {
    check(
        "## A\n\n::: steps\n1. one\n:::\n\n::: steps\nJust words.\n:::",
        "\
content/a.md:6:5: warning[block-items]: the list in \"steps\" has 1 lines; it needs at least 2
  ^ steps
  help: add what is missing, or write it as plain text
content/a.md:10:5: warning[block-items]: there is no list in \"steps\"
  ^ steps
  help: put each point on a line of its own that starts with - or 1.
",
    );
    let many: String = (1..=8).map(|n| format!("{n}. step\n")).collect();
    check(
        &format!("## A\n\n::: steps\n{many}:::"),
        "\
content/a.md:6:5: warning[block-items]: the list in \"steps\" has 8 lines; use at most 7, so that readers keep their place
  ^ steps
  help: shorten it, or split it under two headings
",
    );
}

#[test]
fn a_line_that_sounds_like_advice() {
    check(
        "## A\n\n::: dont Do not\n- do not run\n- *never* lift\n- lying down all day\n:::",
        "\
content/a.md:6:5: warning[block-words]: \"lying down all day\" does not start with \"do not\"
  ^ dont
  help: add it to each line: someone who hears only that line would take it as advice
",
    );
}

#[test]
fn rules_hold_in_footnotes_and_for_every_page_by_itself() {
    let site = site(
        "-- content/a.md --\n---\ntitle: A\n---\nText[^1].\n\n[^1]: See.\n\n    ::: steps\n    1. one\n    :::\n\
         -- content/b.md --\n---\ntitle: B\n---\n## B\n\n::: emergency Call 911 if:\n- one\n:::\n\
         -- content/c.md --\n---\ntitle: C\n---\n## C\n\n::: emergency Call 911 if:\n- one\n:::\n",
    );
    assert_eq!(site.codes(), ["block-items"]);
}

#[test]
fn a_rule_that_cannot_be_read_is_told_to_the_author_of_the_theme() {
    let component = |rules: &str| {
        build(&format!(
            "-- themes/mini/components/box.html --\n{{% component box() {{\"rules\": {rules}}} %}}{{{{ body }}}}{{% endcomponent %}}\n"
        ))
    };
    for (rules, message, help) in [
        ("{\"mst\": 1}", "there is no rule \"mst\" for components", "did you mean \"most\"?"),
        ("{\"most\": \"one\"}", "the rule \"most\" is not valid", "write it like this: \"most\": 1"),
        ("{\"items\": [1, 2, 3]}", "the rule \"items\" is not valid", "write it like this: \"items\": [2, 7]"),
        ("1", "the rules of a component must be a map", "write it like this: {\"rules\": {\"most\": 1}}"),
    ] {
        let site = component(rules);
        let told = site.only();
        assert_eq!((coded(told).as_str(), told.message.as_str()), ("error[component-rule]", message));
        assert_eq!(told.help.as_deref(), Some(help));
        assert!(site.place(told).starts_with("themes/mini/components/box.html:1:"), "{}", site.place(told));
    }
}
