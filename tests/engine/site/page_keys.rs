//! A template may ask any page for any key: pages of files and those that Vertebra makes by itself have the very same.

use std::collections::BTreeSet;

use super::fixture::build;

const KEYS: &str = "{% for key, value in page %}{{ key }} {% endfor %}";

fn words(text: &str) -> BTreeSet<&str> {
    text.split_whitespace().collect()
}

/// The keys that the tables below a heading document.
fn documented(heading: &str) -> BTreeSet<&'static str> {
    let text = include_str!("../../../themes/README.md");
    let part = text.split_once(heading).expect("the heading").1;
    let rows = part.split("\n#").next().unwrap_or_default().lines().filter(|line| line.starts_with("| `"));
    rows.flat_map(|row| row.split('|').nth(1).unwrap_or_default().split('`').skip(1).step_by(2)).collect()
}

#[test]
fn every_page_has_the_same_keys_whoever_made_it() {
    let templates: String = ["page", "section", "taxonomy", "term", "404"]
        .map(|name| format!("-- themes/mini/templates/{name}.html --\n{KEYS}\n"))
        .concat();
    let site = build(&format!(
        "{templates}-- content/a.md --\n---\ntitle: A\ntags: [one]\n---\nText.\n-- content/full/index.md --\n---\ntitle: Full\n---\n\
         -- content/bare/b.md --\n---\ntitle: B\n---\n-- content/bare/c.md --\n---\ntitle: C\n---\n"
    ));
    let keys = words(site.text("a/index.html"));
    assert_eq!(keys, documented("### `page`"));
    for made in ["full/index.html", "bare/index.html", "tags/index.html", "tags/one/index.html", "404.html"] {
        assert_eq!(words(site.text(made)), keys, "{made}");
    }
}

#[test]
fn a_page_in_a_list_has_all_keys_but_those_of_its_text() {
    let list = "{% for page in section.pages %}{% for key, value in page %}{{ key }} {% endfor %}{% endfor %}";
    let site = build(&format!(
        "-- themes/mini/templates/section.html --\n{list}\n-- themes/mini/templates/page.html --\n{KEYS}\n\
         -- content/bare/b.md --\n---\ntitle: B\n---\n-- content/bare/c.md --\n---\ntitle: C\n---\n"
    ));
    let whole = words(site.text("bare/b/index.html"));
    let card = words(site.text("bare/index.html"));
    assert_eq!(whole.difference(&card).copied().collect::<Vec<_>>(), ["content", "notes", "toc", "words"]);
}
