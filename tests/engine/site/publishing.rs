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
