//! What is told of lists, terms, menus, series and patterns, word for word; and what is told once only.

use super::fixture::{PLAIN, build, build_files, files, options};
use super::messages_published::published;

#[track_caller]
fn told(text: &str, expected: &str) {
    assert_eq!(build(text).told_in_full(), expected);
}

const CONFIG: &str = "-- content/site.yaml --\ntitle: Test site\nbase_url: https://example.org/\nlanguage: en\n\
                      time_zone: America/Los_Angeles\ntheme: mini\ntaxonomies: [tags]\n";

#[test]
fn two_entries_of_a_glossary_with_one_name() {
    told(
        "-- content/words.md --\n---\ntitle: Words\ntype: glossary\n---\nMassage\n: Rubbing.\n\nmassage\n: Pressing.\n",
        "\
content/words.md:8:1: warning[term-twice]: the glossary explains \"massage\" already, as \"Massage\" above
  ^ massage
  help: put both explanations into one entry, or give one of them another name
",
    );
}

#[test]
fn a_menu_that_lists_a_page_twice() {
    told(
        &format!(
            "{CONFIG}menus: {{main: [{{title: A, page: a.md}}]}}\n\
             -- content/a.md --\n---\ntitle: A\nmenu: main\n---\n"
        ),
        "\
content/a.md:3:7: note[menu-twice]: the menu \"main\" lists this page already, in content/site.yaml
  ^ main
  help: remove this line, or the one there
",
    );
}

#[test]
fn two_series_that_are_meant_as_one() {
    told(
        "-- content/a.md --\n---\ntitle: A\nseries: Getting Started\n---\n\
         -- content/b.md --\n---\ntitle: B\nseries: Getting started\n---\n\
         -- content/c.md --\n---\ntitle: C\nseries: Getting Started\n---\n",
        "\
content/b.md:3:9: warning[series-twice]: \"Getting started\" and \"Getting Started\" are two series, since their letters differ
  ^ Getting started
  help: if they are one, write here as well: Getting Started
",
    );
}

#[test]
fn patterns_that_match_nothing() {
    told(
        &format!(
            "{CONFIG}permalinks: {{\"gides/**\": \"/x/{{slug}}/\"}}\ndefaults: {{\"nope/*.md\": {{type: page}}}}\n\
             -- content/guides/a.md --\n---\ntitle: A\n---\n"
        ),
        "\
content/site.yaml:7:27: note[pattern-unused]: no page matches \"gides/**\", so this line of permalinks does nothing
  ^ /x/{slug}/
  help: did you mean guides/**?
content/site.yaml:8:13: note[pattern-unused]: no page matches \"nope/*.md\", so this line of defaults does nothing
  ^ nope/*.md
  help: write a path in content/ as it is there, such as guides/*.md or guides/**, or remove this line
",
    );
}

#[test]
fn a_page_that_becomes_the_page_of_a_section() {
    let alone = "-- content/blog/one.md --\n---\ntitle: One\n---\n-- content/blog/two/index.md --\n---\ntitle: Two\n---\nText.\n";
    let mut all = published(alone);
    build_files(&all, &options()).clean();
    all.insert("content/blog/two/more.md".to_owned(), "---\ntitle: More\n---\n".to_owned());
    let expected = "\
content/blog/two/index.md:2:8: note[section-new]: this page is the page of a section now, because content/blog/two/more.md is in its folder: the list of content/blog names it as a section
  ^ Two
  help: if it is to stay a page like the others, move more.md to another folder
";
    assert_eq!(build_files(&all, &options()).told_in_full(), expected);
    // Once it is published so, it is known.
    let site = "-- content/blog/one.md --\n---\ntitle: One\n---\n-- content/blog/two/index.md --\n---\ntitle: Two\n---\nText.\n\
                -- content/blog/two/more.md --\n---\ntitle: More\n---\n";
    build_files(&published(site), &options()).clean();
    // A section that says so was one before.
    let mut all = published(&alone.replace("title: Two", "title: Two\ntype: section"));
    all.insert("content/blog/two/more.md".to_owned(), "---\ntitle: More\n---\n".to_owned());
    build_files(&all, &options()).clean();
}

#[test]
fn a_change_that_is_still_to_come_is_told_and_not_published() {
    let text = "-- content/a.md --\n---\ntitle: A\ndate: 2026-11-01\nupdated: 2027-06-01\n---\n";
    told(
        text,
        "\
content/a.md:4:10: warning[date-order]: the date of the last change is in the future, so it is not shown
  ^ 2027-06-01
  help: write the date on which the page was changed, or remove this line
",
    );
    let site = build(text);
    for name in ["sitemap.xml", "atom.xml"] {
        assert!(site.text(name).contains("2026-11-01") && !site.text(name).contains("2027"), "{name}");
    }
}

#[test]
fn a_setting_that_names_no_page_is_told_where_it_is_written() {
    let theme = files(PLAIN)["themes/mini/theme.yaml"].clone() + "settings: {first: {kind: page}}\n";
    for named in ["nope.md", "/nope/", "https://example.org/nope/"] {
        let site = build(&format!(
            "{CONFIG}settings: {{first: '{named}'}}\n-- themes/mini/theme.yaml --\n{theme}\
             -- themes/mini/templates/page.html --\n<a href=\"{{{{ url(to=config.settings.first) }}}}\">x</a>\n\
             -- content/a.md --\n---\ntitle: A\n---\n-- content/b.md --\n---\ntitle: B\n---\n"
        ));
        let codes: Vec<_> = site.diagnostics.iter().map(|d| (d.code, d.file.as_str())).collect();
        assert_eq!(codes, [("link-broken", "content/site.yaml")], "{named}");
    }
}

#[test]
fn words_that_the_first_language_lacks_are_one_error() {
    let site = build(&format!(
        "{}-- themes/mini/strings/en.yaml --\nhello: Hello\nbye: Bye\nunused: x\n\
         -- themes/mini/templates/page.html --\n{{{{ t(key=\"hello\") }}}}{{{{ t(key=\"bye\") }}}}\n\
         -- content/a.md --\n---\ntitle: A\n---\n-- content/b.md --\n---\ntitle: B\n---\n",
        CONFIG.replace("language: en", "language: fr")
    ));
    let expected = "\
content/site.yaml:3:11: error[string-missing]: the theme has no translation of 2 strings into Fran\u{e7}ais (fr)
  ^ fr
  help: add to themes/mini/strings/fr.yaml:
        bye: \"\u{2026}\"
        hello: \"\u{2026}\"
";
    assert_eq!(site.told_in_full(), expected);
}

#[test]
fn an_address_is_kept_exactly_as_it_is_written() {
    let page = |url: &str| {
        format!(
            "-- content/a.md --\n---\ntitle: A\nurl: '{url}'\n---\n-- content/b.md --\n---\ntitle: B\n---\n[a](a.md)\n"
        )
    };
    for (url, output, href) in [
        ("/v24.3/a_B/", "v24.3/a_B/index.html", "/v24.3/a_B/"),
        ("/v24.3/a_B", "v24.3/a_B/index.html", "/v24.3/a_B/"),
        ("/Old/Page.html", "Old/Page.html", "/Old/Page.html"),
        ("/page.php", "page.php/index.html", "/page.php/"),
        ("/caf%C3%A9/", "caf\u{e9}/index.html", "/caf%C3%A9/"),
        ("https://example.org/X/", "X/index.html", "/X/"),
    ] {
        let site = build(&page(url));
        site.clean();
        assert!(site.outputs.contains_key(output), "{url}: {:?}", site.names());
        assert!(site.text("b/index.html").contains(&format!("href=\"{href}\"")), "{url}");
    }
    for url in ["https://other.example/x/", "/x/?y", "#z"] {
        let site = build(&page(url));
        let told = format!("content/a.md:3:7: error[address-invalid]: this page cannot have the address \"{url}\"");
        assert!(site.told_in_full().contains(&told), "{url}: {}", site.told_in_full());
    }
    // The page of a folder has it for the folder.
    let site = build(
        "-- content/docs/index.md --\n---\ntitle: D\nurl: /v1.2/Docs/\n---\n-- content/docs/a.md --\n---\ntitle: A\n---\n",
    );
    site.clean();
    assert!(site.outputs.contains_key("v1.2/Docs/index.html") && site.outputs.contains_key("v1.2/Docs/a/index.html"));
}

#[test]
fn each_page_shows_a_term_as_it_writes_it() {
    let page = "-- themes/mini/templates/page.html --\n{% for t in page.terms.tags or [] %}<{{ t.name }} {{ t.url }}>{% endfor %}\n\
                -- content/a.md --\n---\ntitle: A\ntags: [Low Back]\n---\n-- content/b.md --\n---\ntitle: B\ntags: [low back]\n---\n";
    let site = build(page);
    site.clean();
    assert_eq!(site.text("a/index.html").trim(), "<Low Back /tags/low-back/>");
    assert_eq!(site.text("b/index.html").trim(), "<low back /tags/low-back/>");
    // A term with a page of its own has a name.
    let site = build(&format!("{page}-- content/tags/low-back/index.md --\n---\ntitle: The low back\n---\nWORDS\n"));
    site.clean();
    assert_eq!(site.text("b/index.html").trim(), "<The low back /tags/low-back/>");
    let term = site.text("tags/low-back/index.html");
    assert!(term.contains("WORDS") && term.contains("[A][B]"), "text and list: {term}");
}
