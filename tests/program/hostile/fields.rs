//! Fields that cannot be read, lead elsewhere, or hold more than they should.

use std::fs;

use support::{SETTINGS, Site, clip};

/// Nine to the power of eleven words, in eleven lines.
fn bomb(indent: &str) -> String {
    let mut text = format!("{indent}a: &a [x, x, x, x, x, x, x, x, x]\n");
    for pair in "abcdefghijkl".as_bytes().windows(2) {
        let (last, next) = (char::from(pair[0]), char::from(pair[1]));
        text += &format!("{indent}{next}: &{next} [{}]\n", vec![format!("*{last}"); 9].join(", "));
    }
    text
}

#[test]
fn fields_that_multiply_are_not_followed() {
    for (path, text) in [
        ("content/a.md", format!("---\ntitle: T\nextra:\n{}---\n", bomb("  "))),
        ("content/site.yaml", format!("{SETTINGS}settings:\n{}", bomb("  "))),
        ("content/data/d.yaml", bomb("")),
    ] {
        let site = Site::published();
        site.write(path, text);
        let run = site.refuses(1, "the aliases (*) in this text expand to too much text");
        assert!(run.err.contains(path) && run.err.contains("\n1 error in"), "{}", run.err);
    }
}

#[test]
fn fields_inside_each_other_have_a_limit() {
    let site = Site::published();
    site.write("content/a.md", format!("---\ntitle: T\nextra: {}{}\n---\n", "[".repeat(10_000), "]".repeat(10_000)));
    site.refuses(1, "lists are nested too deeply");
    let steps: String = (0..3000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    site.write("content/a.md", "---\ntitle: A\n---\n");
    site.write("content/data/deep.yaml", steps);
    site.refuses(1, "content/data/deep.yaml");
}

#[test]
fn a_title_of_a_megabyte_is_refused() {
    let site = Site::published();
    for length in [250_000, 1_000_000] {
        site.write("content/a.md", format!("---\ntitle: {}\n---\nText.\n", "x".repeat(length)));
        let run = site.run(&["build"]);
        assert!(run.code < 2 && run.out.len() + run.err.len() < 10_000, "{}", clip(&run.err));
        for command in [&["list"][..], &["why", "a.md"], &["check"]] {
            site.run(command);
        }
    }
    site.refuses(1, "error[yaml-large]: these fields are too large");
}

#[test]
fn nothing_in_the_fields_leads_outside() {
    for (fields, words) in [
        ("slug: ../../etc", "this \"slug\" has dots that point elsewhere"),
        ("slug: ..", "this \"slug\" has dots that point elsewhere"),
        ("slug: a/b", "this \"slug\" has slashes"),
        ("slug: 'a\\b'", "this \"slug\" has slashes"),
        ("aliases: [/../x/]", "this old address does not belong to this site"),
        ("aliases: [../x/]", "this old address does not belong to this site"),
        ("aliases: [/a/../../x/]", "this old address does not belong to this site"),
        ("aliases: ['/a\\..\\x']", "this old address does not belong to this site"),
        ("aliases: ['https://else.example/x']", "this old address does not belong to this site"),
    ] {
        let site = Site::published();
        site.write("content/a.md", format!("---\ntitle: T\n{fields}\n---\n"));
        site.refuses(1, words);
    }
    let site = Site::published();
    site.write("content/a.md", "---\ntitle: A\n---\n");
    site.write("content/site.yaml", format!("{SETTINGS}permalinks: {{'**': '/../{{slug}}/'}}\n"));
    site.refuses(1, "content/site.yaml");
}

#[test]
fn addresses_that_no_disk_takes_are_told_before() {
    let long = "x".repeat(300);
    for (fields, words) in [
        (format!("slug: {long}"), "one part of this address has 300 characters"),
        (format!("aliases: [/{long}/]"), "one part of this address has 300 characters"),
        (format!("aliases: [/{}/]", "y/".repeat(1000)), "this address has 2010 characters"),
        (format!("tags: [{long}]"), "one part of this address has 300 characters"),
    ] {
        let site = Site::published();
        site.write("content/site.yaml", format!("{SETTINGS}taxonomies: [tags]\n"));
        site.write("content/a.md", format!("---\ntitle: T\n{fields}\n---\n"));
        let run = site.refuses(1, words);
        assert!(run.err.contains("content/a.md:3:"), "{}", clip(&run.err));
    }
}

#[test]
fn a_broken_site_yaml_is_told_without_its_consequences() {
    let junk: String = "\u{1}:{[\"'&*!|>%@`#-,\t".chars().cycle().take(1_000_000).collect();
    for (text, words, errors) in [
        (String::new(), "\"title\" is missing", 4),
        ("- a\n- b\n".to_owned(), "this must be fields, each on a line of its own; it is a list", 5),
        ("just words\n".to_owned(), "it is text", 5),
        (junk, "content/site.yaml", 0),
        ("x".repeat(9_000_000), "error[yaml-large]", 1),
    ] {
        let site = Site::published();
        site.write("content/a.md", "---\ntitle: T\ntags: [a]\n---\n[x](index.md)\n");
        site.write("content/site.yaml", text);
        let run = site.refuses(1, words);
        assert!(run.err.len() < 20_000, "{} bytes", run.err.len());
        assert!(!run.err.contains("themes/clinic"), "{}", clip(&run.err));
        // An empty file can be read: then the tags of the page are indeed unknown.
        let tags = usize::from(run.err.contains("\"tags\" is not a known field"));
        assert!(errors == 0 || run.err.contains(&format!("\n{} error", errors + tags)), "{}", clip(&run.err));
        assert!(tags == 0 || errors == 4, "{}", clip(&run.err));
    }
    let site = Site::published();
    site.remove("content/site.yaml");
    fs::create_dir(site.path().join("content/site.yaml")).unwrap();
    site.refuses(1, "there is no site.yaml");
}

#[test]
fn a_required_field_that_is_empty_is_missing() {
    let site = Site::published();
    site.write(
        "content/clinic.md",
        "---\ntitle: C\ntype: clinic\nname:\nkind: unknown\nlocality: \"\"\nregion: CA\ncountry: US\nstreet: unknown\n\
         postcode: unknown\nphone: unknown\nemail: unknown\nwebsite: unknown\nhours: {}\nservices: []\n\
         massage_offered: unknown\npeople: none\nprices: unknown\ninsurance: unknown\nlanguages: unknown\n\
         parking: unknown\naccess: unknown\nschema_type: MedicalClinic\nsource: A letter\nchecked:\n---\n{{ contact-card clinic }}\n",
    );
    let run = site.run(&["build", "-v"]).ends(1);
    for (line, name) in [(4, "name"), (6, "locality"), (14, "hours"), (15, "services"), (25, "checked")] {
        let words = format!("content/clinic.md:{line}:1: error[field-missing]: \"{name}\" is empty");
        assert!(run.err.contains(&words), "no {words:?} in\n{}", run.err);
    }
    assert!(run.err.contains("fill it in, for example:\n        checked: 2026-11-20"), "{}", run.err);
    assert!(run.err.contains("if it is not known: hours: unknown"), "{}", run.err);
    assert!(run.err.contains("\n5 errors in"), "and nothing that follows from it: {}", run.err);
}

#[test]
fn texts_with_commas_for_a_list_get_the_list_to_type() {
    let site = Site::published();
    site.write("content/site.yaml", format!("{SETTINGS}taxonomies: [tags]\n"));
    site.write("content/a.md", "---\ntitle: T\ntags: posture, pain\naliases: /old/\nmenu: side\n---\n");
    let run = site.refuses(1, "tags: [posture, pain]");
    assert!(run.err.contains("there is no menu \"side\""), "{}", run.err);
    assert!(
        run.err.contains("\n2 errors in") && !run.err.contains("aliases"),
        "one text is a list of one: {}",
        run.err
    );
}

#[test]
fn only_an_index_can_be_a_section() {
    let site = Site::published();
    site.write("content/guides.md", "---\ntitle: T\ntype: section\n---\n");
    let run =
        site.refuses(1, "content/guides.md:3:7: error[type-section]: only an index.md can have the type \"section\"");
    assert!(run.err.contains("move this file to guides/index.md, or write:\n        type: page"), "{}", run.err);
    assert!(run.err.contains("\n1 error in"), "and nothing that follows from it: {}", run.err);
    std::fs::remove_file(site.path().join("content/guides.md")).unwrap();
    site.run(&["new", "page", "section", "Guides"]).ends(0);
    site.run(&["build", "--drafts"]).ends(0);
    assert!(site.has("content/guides/index.md") && site.has(".vertebra/public-with-drafts/guides/index.html"));
}
