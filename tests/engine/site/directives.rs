//! Directives are components of the theme.

use super::fixture::build;

const THEME: &str = "\
-- themes/mini/components/warning.html --
{% component warning(heading: string, level = \"2\") %}<aside><h{{ level }}>{{ heading }}</h{{ level }}>{{ body }}</aside>{% endcomponent %}
-- themes/mini/components/phone.html --
{% component phone(key: string) {\"form\": \"inline\"} %}{% set c = record(type=\"clinic\", key=key) %}<a href=\"{{ c.fields.phone.value.href }}\">{{ c.fields.phone.value.national }}</a>{% endcomponent %}
-- themes/mini/components/red_flags.html --
{% component red_flags(@page) %}<section>{{ page.title }}</section>{% endcomponent %}
-- content/clinics/spine.md --
---
title: Spine
type: clinic
phone: +1 310-828-7757
---
";

fn page(body: &str) -> super::fixture::Built {
    build(&format!("{THEME}-- content/a.md --\n---\ntitle: A\n---\n{body}\n"))
}

#[test]
fn a_block_holds_markdown_and_shares_references_with_the_page() {
    let site = page(
        "::: warning Call now\n- one [x]\n\n::: warning \"Inner\" {level=3}\ninside\n:::\n:::\n\n[x]: clinics/spine.md",
    );
    let site_text = site.told();
    assert!(site.diagnostics.is_empty(), "{site_text}");
    let html = site.text("a/index.html");
    assert!(html.contains("href=\"/clinics/spine/\"") && html.contains("<h3>Inner</h3>"), "{html}");
}

#[test]
fn an_outer_block_has_more_colons() {
    let site = page(":::: warning Outer\n::: warning Inner\ninside\n:::\nafter\n::::");
    site.clean();
    let html = site.text("a/index.html").replace('\n', "");
    assert!(
        html.contains("<aside><h2>Outer</h2><aside><h2>Inner</h2><p>inside</p></aside><p>after</p></aside>"),
        "{html}"
    );
}

#[test]
fn a_value_is_always_that_of_the_record() {
    let site = page("Call {{ phone spine }} now. `{{ phone spine }}`");
    site.clean();
    let html = site.text("a/index.html");
    assert!(html.contains("Call <a href=\"tel:+13108287757\">(310) 828-7757</a> now."), "{html}");
    assert!(html.contains("<code>{{ phone spine }}</code>"), "{html}");
}

#[test]
fn a_value_alone_is_a_block_unless_it_is_inline() {
    let site = page("{{ red-flags }}\n\n{{ phone spine }}");
    site.clean();
    let html = site.text("a/index.html");
    assert!(!html.contains("<p><section>") && html.contains("<section>A</section>"), "{html}");
    assert!(html.contains("<p><a href"), "{html}");
}

#[test]
fn an_unknown_one_is_an_error_with_the_nearest_name() {
    let site = page("::: warnng Heading\nx\n:::");
    assert_eq!((site.only().code, site.pointed(site.only()).as_str()), ("directive-unknown", "warnng"));
    assert_eq!(site.only().help.as_deref(), Some("did you mean \"warning\"?"));
}

#[test]
fn arguments_are_checked_against_the_component() {
    assert_eq!(page("::: warning H {levl=3}\nx\n:::").only().code, "argument-unknown");
    assert_eq!(page("::: warning\nx\n:::").only().code, "argument-missing");
    assert_eq!(page("{{ phone spine 2 }}").only().code, "argument-unknown");
}

#[test]
fn a_value_is_of_the_kind_that_the_component_declares() {
    let theme = "-- themes/mini/components/times.html --\n\
                 {% component times(count = 1, share = 0.5, loud = false, word = \"\") %}{{ count + 1 }} {{ share }} {{ loud }} {{ word }}{% endcomponent %}\n";
    let with = |call: &str| build(&format!("{theme}-- content/a.md --\n---\ntitle: A\n---\n{{{{ times {call} }}}}\n"));
    let site = with("count=2 share=0.25 loud=true word=007");
    site.clean();
    assert!(site.text("a/index.html").contains("3 0.25 true 007"), "{}", site.text("a/index.html"));
    let wrong = with("count=two");
    assert_eq!(wrong.only().code, "argument-kind");
    assert_eq!(wrong.only().message, "\"count\" must be a whole number; this is \"two\"");
    assert_eq!(
        (wrong.pointed(wrong.only()).as_str(), wrong.only().help.as_deref()),
        ("count=two", Some("write it like this: count=3"))
    );
    assert_eq!(with("loud=yes").only().code, "argument-kind");
}

#[test]
fn a_component_that_fails_is_told_where_it_was_written() {
    let site = page("Call {{ phone spin }}.");
    let d = site.only();
    assert_eq!(d.code, "directive-failed");
    assert_eq!(d.message, "there is no clinic \"spin\"");
    assert_eq!(d.help.as_deref(), Some("did you mean \"spine\"?"));
    assert!(site.place(d).starts_with("content/a.md:4:6"), "{}", site.place(d));
    assert_eq!(d.related.as_ref().map(|related| related.file.as_str()), Some("themes/mini/components/phone.html"));
}
