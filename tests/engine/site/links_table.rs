//! One table of addresses for every place that takes one: each is exact, or told at its line, and the same everywhere.

use super::fixture::{Built, build};

const CONFIG: &str = "title: T\nlanguage: en\ntime_zone: UTC\ntheme: mini\ntaxonomies: [tags]\n";

fn at(base: &str, text: &str) -> Built {
    build(&format!("-- content/site.yaml --\n{CONFIG}base_url: {base}\n{text}"))
}

#[test]
fn the_address_of_the_site_is_exact_or_told() {
    let page = "-- content/a.md --\n---\ntitle: A\n---\n[home](/) [b](/b/)\n-- content/b.md --\n---\ntitle: B\n---\n";
    for (base, href) in [
        ("https://example.org", "/b/"),
        ("https://example.org/base", "/base/b/"),
        ("https://example.org/%C3%A9/", "/%C3%A9/b/"),
        ("https://example.org/\u{e9}/", "/%C3%A9/b/"),
        ("https://example.org/e\u{301}/", "/%C3%A9/b/"),
        ("https://example.org/my%20site/", "/my%20site/b/"),
        ("https://example.org/v1.2/", "/v1.2/b/"),
    ] {
        let site = at(base, page);
        let html = site.clean().text("a/index.html");
        assert!(html.contains(&format!("<a href=\"{href}\">b</a>")), "{base}: {html}");
        assert!(site.text("sitemap.xml").contains(&format!("<loc>https://example.org{href}</loc>")), "{base}");
    }
    for (base, told) in [
        (
            "''",
            "content/site.yaml:6:11: error[field-missing]: \"base_url\" is empty\n  ^ ''\n  help: write: base_url: https://www.example.org/\n",
        ),
        (
            "\" \"",
            "content/site.yaml:6:12: error[field-missing]: \"base_url\" is empty\n  ^  \n  help: write: base_url: https://www.example.org/\n",
        ),
        (
            "",
            "content/site.yaml:1:1: error[field-missing]: \"base_url\" is missing\n  ^ \n  help: add a line: base_url: https://www.example.org/\n",
        ),
        (
            "www.example.org",
            "content/site.yaml:6:11: error[base-url]: this is not the address of a website\n  ^ www.example.org\n  help: write the whole address, such as https://www.example.org/\n",
        ),
        (
            "https://example.org/clinic/index.html",
            "content/site.yaml:6:11: error[base-url]: this is the address of one page, not of the website\n  ^ https://example.org/clinic/index.html\n  help: write it without the name of the page: https://example.org/clinic/\n",
        ),
    ] {
        assert_eq!(at(base, page).told_in_full(), told, "{base}");
    }
}
