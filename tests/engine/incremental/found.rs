//! What random edits have found, each as a small story: outputs that were kept though they had become others.

use vertebra_base::path::OutputPath;
use vertebra_base::snapshot::Changes;
use vertebra_engine::Purpose;

use super::watched::Watched;

#[test]
fn a_file_of_a_nearer_theme_takes_the_place_of_its_parents() {
    let leaf = "-- themes/leaf/theme.yaml --\nname: leaf\nextends: small\n";
    let mut site = Watched::with(leaf, Purpose::Watch);
    site.edit("content/site.yaml", "theme: small", "theme: leaf");
    let told = site.save(&[("themes/leaf/static/dot.svg", Some("<svg class=\"leaf\"/>\n"))]);
    assert_eq!(told.changed, ["dot.svg"]);
    let told = site.save(&[("themes/leaf/static/dot.svg", None)]);
    assert_eq!(told.changed, ["dot.svg"]);
}

#[test]
fn a_home_page_that_goes_leaves_its_name_nowhere() {
    let mut site = Watched::new();
    let trail = "{% for crumb in breadcrumbs() %}{{ crumb.title }}{% endfor %}";
    site.save(&[("themes/small/templates/plain.html", Some(trail))]);
    assert_eq!(site.text("plain/index.html"), "Home");
    site.save(&[("content/index.md", None)]);
    assert_eq!(site.text("plain/index.html"), "Test");
}

#[test]
fn a_page_that_is_published_turns_its_folder_into_a_section_and_back() {
    let lone = "-- content/aside/index.md --\n---\ntitle: Aside\n---\nBeside.\n";
    let draft = "-- content/aside/more.md --\n---\ntitle: More\ndraft: true\n---\nMore.\n";
    for purpose in [Purpose::Watch, Purpose::Preview] {
        let mut site = Watched::with(&format!("{lone}{draft}"), purpose);
        // Each step is compared with a site that is made anew.
        site.edit("content/aside/more.md", "draft: true\n", "");
        let is_section = |site: &Watched| site.kept.build.site().find_section("aside").is_some();
        assert!(is_section(&site));
        site.edit("content/aside/index.md", "Beside.", "Beside it.");
        site.edit("content/aside/more.md", "title: More\n", "title: More\nexpires: 2020-01-01\n");
        site.edit("content/aside/index.md", "Beside it.", "Beside.");
        site.edit("content/aside/more.md", "expires: 2020-01-01\n", "publish_at: 2031-01-01\n");
        assert_eq!(is_section(&site), purpose == Purpose::Preview);
        site.wait("2031-01-02T00:00:00Z");
        assert!(is_section(&site));
    }
}

#[test]
fn a_section_is_not_taken_for_another_that_has_its_address() {
    let mut site = Watched::new();
    let trail = "{% for crumb in breadcrumbs() %}{{ crumb.title }} {% endfor %}";
    site.save(&[("themes/small/templates/page.html", Some(trail))]);
    site.save(&[("content/aside/index.md", Some("---\ntitle: Aside\nslug: guides\n---\nBeside.\n"))]);
    site.edit("content/guides/index.md", "title: Guides", "title: Guides\nslug: advice");
    site.edit("content/guides/index.md", "title: Guides", "title: All guides");
    assert_eq!(site.text("advice/first/index.html"), "Home All guides ");
}

#[test]
fn a_template_for_pages_that_are_not_found_is_used_once_it_is_there() {
    let mut site = Watched::new();
    let path = "themes/small/templates/404.html";
    let text = site.world.text(path);
    site.save(&[(path, None)]);
    assert_ne!(site.text("404.html"), "<h1>Page not found</h1>\n");
    let told = site.save(&[(path, Some(&text))]);
    assert_eq!(told.changed, ["404.html"]);
    assert_eq!(site.text("404.html"), "<h1>Page not found</h1>\n");
}

#[test]
fn a_folder_for_the_default_theme_takes_its_place() {
    let mut site = Watched::new();
    let settings = site.world.text("content/site.yaml").replace("theme: small", "theme: clinic");
    site.save(&[("content/site.yaml", Some(&settings)), ("content/data/flags.yaml", None)]);
    assert!(site.kept.build.can_render());
    site.save(&[("themes/clinic/styles/own.css", Some("p { color: red }\n"))]);
    assert!(!site.kept.build.can_render(), "a folder without a theme.yaml is no theme");
    site.save(&[("themes/clinic/styles/own.css", None)]);
    assert!(site.kept.build.can_render());
    // Both at once, from another theme.
    let small = settings.replace("theme: clinic", "theme: small");
    site.save(&[("content/site.yaml", Some(&small))]);
    site.save(&[("content/site.yaml", Some(&settings)), ("themes/clinic/styles/own.css", Some("p {}\n"))]);
    assert!(!site.kept.build.can_render());
}

#[test]
fn an_output_made_while_others_wait_is_made_again_when_all_is_as_before() {
    let mut site = Watched::new();
    let path = "content/guides/second.md";
    let text = site.world.text(path);
    let other = text.replace("To rest.", "To walk.");
    site.kept.apply(Changes::from_texts([(path, Some(other.as_str()))]), &site.world.now);
    let output = OutputPath::new("guides/second/index.html").expect("a path");
    assert!(String::from_utf8_lossy(site.kept.make(&output).expect("made")).contains("To walk."));
    let told = site.save(&[(path, Some(&text))]);
    assert_eq!(told.rendered, ["guides/second/index.html"]);
    assert!(site.text("guides/second/index.html").contains("To rest."));
}

#[test]
fn a_page_of_a_taxonomy_that_appears_finds_hidden_pages_no_more() {
    let pages = "\
-- content/tags/index.md --
---
title: Tags
publish_at: 2026-11-21
---
{{ card guides/hidden.md }}
-- content/guides/hidden.md --
---
title: Hidden
draft: true
---
Not yet.
";
    let mut site = Watched::with(pages, Purpose::Preview);
    let taxonomy = "<h1>{{ page.title }}</h1>{{ page.content }}";
    site.save(&[("themes/small/templates/taxonomy.html", Some(taxonomy))]);
    assert!(site.text("tags/index.html").contains("Hidden"), "an editor sees both before their time");
    site.wait("2026-11-21T01:00:00Z");
    assert!(site.text("tags/index.html").contains("nothing yet"));
}

#[test]
fn two_builds_name_what_a_component_does_not_take_in_one_order() {
    let mut site = Watched::new();
    site.edit("content/plain.md", "Nothing but a text.", "![A picture](pic.png)");
    let image = "{% component image(src) %}<img src=\"{{ src }}\">{% endcomponent image %}";
    let told = site.save(&[("themes/small/components/image.html", Some(image))]);
    assert_eq!(told.changed, ["plain/index.html"]);
    let said = site.kept.build.all_diagnostics();
    let note = said[0].note.as_deref().unwrap_or_default();
    assert!(note.contains("`alone`, `alt`, `decorative`, `title` in component call"), "{note}");
}

#[test]
fn a_component_is_looked_for_where_it_is_defined() {
    let crossed = "\
-- themes/small/components/one.html --
{% component two() %}<p>Two</p>{% endcomponent two %}
-- themes/small/components/two.html --
{% component one() %}<p>One</p>{% endcomponent one %}
";
    let mut site = Watched::with(crossed, Purpose::Watch);
    site.edit("content/plain.md", "Nothing but a text.", "{{ one }}");
    let told = site.edit("themes/small/components/two.html", "<p>One</p>", "<p>The first</p>");
    assert_eq!(told.rendered, ["plain/index.html"]);
}

#[test]
fn a_template_that_shows_a_field_as_markdown_decides_what_its_pages_are_told() {
    let mut site = Watched::new();
    let theme = site.world.text("themes/small/theme.yaml");
    let theme = theme.replacen("types:\n", "fields:\n  hint: {kind: text}\ntypes:\n", 1);
    let path = "themes/small/templates/page.html";
    let text = site.world.text(path);
    site.save(&[
        ("themes/small/theme.yaml", Some(&theme)),
        (path, Some(&format!("{text}{{{{ page.fields?.hint or \"\" }}}}"))),
    ]);
    site.save(&[("content/hint.md", Some("---\ntitle: Hint\nhint: See [all](index.md)\n---\nText.\n"))]);
    let told = |site: &Watched| site.kept.build.diagnostics().iter().any(|told| told.code == "link-shown");
    assert!(told(&site));
    site.save(&[(path, Some(&format!("{text}{{{{ (page.fields?.hint or \"\") | markdown }}}}")))]);
    assert!(!told(&site));
    assert!(site.text("hint/index.html").ends_with("See <a href=\"/\">all</a>"), "{}", site.text("hint/index.html"));
    site.save(&[(path, Some(&text))]);
    assert!(told(&site));
}

#[test]
fn a_term_in_other_letters_is_the_same_term_in_a_feed() {
    let mut site = Watched::new();
    let told = site.edit("content/news/opening.md", "tags: [rest]", "tags: [Rest]");
    assert!(site.text("atom.xml").contains("est\"/>"), "{told:?}");
    site.edit("content/guides/second.md", "tags: [rest]", "tags: [REST]");
    site.edit("content/news/opening.md", "tags: [Rest]", "tags: [rEst]");
}
