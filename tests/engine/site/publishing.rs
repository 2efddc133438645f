//! `why`: what became of a file or an address.

use super::fixture::build;

#[test]
fn why_answers_for_pages_addresses_and_hidden_files() {
    let site = build(
        "-- content/g/a.md --\n---\ntitle: A\naliases: [/old/]\n---\n[b](b.md)\n-- content/g/b.md --\n---\ntitle: B\n---\n\
         -- content/g/d.md --\n---\ntitle: D\ndraft: true\n---\n",
    );
    let why = |query: &str| {
        let explanation = site.build.why(query).unwrap_or_else(|| panic!("nothing on {query}"));
        explanation.lines.iter().map(|(name, text)| format!("{name}: {text}")).collect::<Vec<_>>().join("\n")
    };
    for query in ["content/g/b.md", "g/b.md", "/g/b/", "https://example.org/g/b/"] {
        assert!(why(query).contains("published: yes\naddress: /g/b/"), "{query}: {}", why(query));
        assert!(why(query).contains("linked from: content/g/a.md"));
    }
    assert!(why("/g/a/").contains("reads: the text of content/g/a.md"), "{}", why("/g/a/"));
    assert!(why("/g/a/").contains("reads: the link targets of content/g/a.md"));
    assert!(why("g/d.md").contains("published: no: draft") && why("/g/d/").contains("/g/d/ once it is published"));
    assert!(why("/old/").contains("a redirect to /g/a/"));
    assert!(why("/g/").contains("the list of content/g"), "{}", why("/g/"));
    assert!(why("/g/").contains("reads: the first page of the list of content/g"), "{}", why("/g/"));
    assert!(site.build.why("/nowhere/").is_none());
}

#[test]
fn why_names_the_template_that_shows_the_page_of_a_term() {
    let template = "-- themes/mini/templates/term.html --\n{{ page.content }}\n";
    let site = build(&format!(
        "{template}-- content/a.md --\n---\ntitle: A\ntags: [one]\n---\n-- content/tags/one.md --\n---\ntitle: One\n---\nText.\n"
    ));
    let named = |query: &str| {
        let lines = site.build.why(query).map(|it| it.lines).unwrap_or_default();
        let of = |name: &str| lines.iter().filter(|line| line.0 == name).map(|line| line.1.clone()).collect::<Vec<_>>();
        (
            of("template").join(" "),
            of("reads").into_iter().filter(|fact| fact.starts_with("the template")).collect::<Vec<_>>().join(" "),
        )
    };
    assert_eq!(named("content/tags/one.md"), ("term.html".to_owned(), "the template term.html".to_owned()));
    assert_eq!(named("content/a.md"), ("page.html".to_owned(), "the template page.html".to_owned()));
}
