//! Themes: the embedded one, those that extend another, settings, strings, files.

use super::fixture::{build, build_files, files, options};

#[test]
fn a_theme_replaces_one_file_and_one_block_of_another() {
    let site = build(
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mine\n\
         -- themes/base/theme.yaml --\nname: base\ntypes: {page: {template: page.html}, section: {template: page.html}}\nsettings: {colour: {kind: text, default: blue}}\n\
         -- themes/base/templates/page.html --\n<head>{% block head %}base{% endblock %}</head>{% block main %}{{ page.title }} {{ config.settings.colour }} {{ t(key=\"hello\") }}{% endblock %}\n\
         -- themes/base/strings/en.yaml --\nhello: Hello\n\
         -- themes/base/styles/main.css --\na{}\n-- themes/base/static/dot.svg --\nbase\n\
         -- themes/mine/theme.yaml --\nname: mine\nextends: base\n\
         -- themes/mine/templates/page.html --\n{% extends \"base/page.html\" %}{% block head %}mine{% endblock %}\n\
         -- themes/mine/static/dot.svg --\nmine\n\
         -- content/a.md --\n---\ntitle: A\n---\n",
    );
    site.clean();
    assert_eq!(site.text("a/index.html").trim(), "<head>mine</head>A blue Hello");
    assert_eq!(site.text("dot.svg"), "mine\n");
}

#[test]
fn a_site_without_a_themes_folder_has_the_default_theme() {
    let site = build_files(
        &files(
            "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\n-- content/index.md --\n---\ntitle: Home\ndescription: The home page of a test site.\n---\nHello.\n",
        ),
        &options(),
    );
    site.clean();
    assert!(site.text("index.html").contains("<main"), "{}", site.text("index.html"));
    assert!(site.names().iter().any(|name| name.starts_with("assets/main.") && name.ends_with(".css")));
}

#[test]
fn style_sheets_carry_their_content_in_their_name() {
    let with = |css: &str| {
        build(&format!(
            "-- themes/mini/styles/main.css --\n{css}\n-- themes/mini/templates/page.html --\n{{{{ asset(path=\"main.css\") }}}}\n-- content/a.md --\n---\ntitle: A\n---\n"
        ))
    };
    let (first, second) = (with("a { color: red }"), with("b { color: red }"));
    let name = first.text("a/index.html").trim().to_owned();
    assert_eq!(first.text(&name[1..]), "a{color:red}");
    assert_ne!(name, second.text("a/index.html").trim());
}

#[test]
fn a_theme_that_is_missing_or_goes_in_circles_is_told() {
    let config = |theme: &str| {
        format!(
            "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: {theme}\n"
        )
    };
    let missing = build(&config("minni"));
    assert_eq!(missing.only().code, "theme-missing");
    assert_eq!(missing.only().help.as_deref(), Some("did you mean \"mini\"?"));
    let circle = build(&format!(
        "{}-- themes/a/theme.yaml --\nname: a\nextends: b\n-- themes/b/theme.yaml --\nname: b\nextends: a\n",
        config("a")
    ));
    assert!(circle.codes().contains(&"theme-circle"), "{}", circle.told());
}

#[test]
fn a_template_that_a_type_needs_and_that_is_missing_is_told() {
    let site = build(
        "-- themes/mini/theme.yaml --\nname: mini\ntypes: {page: {template: pge.html}, section: {template: section.html}}\n",
    );
    assert_eq!(site.only().code, "template-missing");
    assert_eq!(site.only().help.as_deref(), Some("did you mean \"page.html\"?"));
}

#[test]
fn settings_and_configuration_are_checked() {
    let site = build(
        "-- content/site.yaml --\ntitle: T\nbase_url: example\nlanguage: en\ntime_zone: America/Los_Angles\ntheme: mini\n\
         settings: {colour: red}\npaginaton: 3\n",
    );
    let told = site.told();
    assert!(told.contains("error[base-url]"), "{told}");
    assert!(told.contains("error[time-zone]") && told.contains("did you mean America/Los_Angeles?"), "{told}");
    assert!(told.contains("\"colour\" is not a setting of this theme"), "{told}");
    assert!(told.contains("did you mean \"pagination\"?"), "{told}");
    let empty = build("-- content/site.yaml --\ntitle: T\n");
    for field in ["base_url", "language", "time_zone"] {
        assert!(empty.told().contains(&format!("\"{field}\" is missing")), "{}", empty.told());
    }
}

#[test]
fn plurals_and_placeholders() {
    let site = build(
        "-- themes/mini/strings/en.yaml --\nminutes: {one: \"{count} minute\", other: \"{count} minutes\"}\nby: By {name}\n\
         -- themes/mini/templates/page.html --\n{{ t(key=\"minutes\", count=1) }} {{ t(key=\"minutes\", count=3) }} {{ t(key=\"by\", name=\"<A>\") }}\n\
         -- content/a.md --\n---\ntitle: A\n---\n",
    );
    site.clean();
    assert_eq!(site.text("a/index.html").trim(), "1 minute 3 minutes By &lt;A&gt;");
}

#[test]
fn a_setting_that_names_a_page_nobody_sees_is_told_like_a_menu() {
    let site = build(
        "-- themes/mini/theme.yaml --
name: mini
types:
  page: {template: page.html}
  section: {template: section.html}
settings:
  help_page: {kind: page, default: help.md}
  hubs: {kind: pages, default: []}
-- content/draft.md --
---
title: A draft
draft: true
---
-- content/guides/a.md --
---
title: A
---
-- content/site.yaml --
title: T
base_url: https://example.org/
language: en
time_zone: UTC
theme: mini
settings:
  help_page: draft.md
  hubs: [guides, guids]
",
    );
    assert_eq!(
        site.told(),
        "content/site.yaml:7:14 error[hidden-linked] the setting \"help_page\" links to a page that is not published: draft | publish content/draft.md, or remove it here
content/site.yaml:8:18 error[link-broken] there is no page \"guids\" | write the path of a page in content/, such as guides/first-visit.md, or remove this line"
    );
}
