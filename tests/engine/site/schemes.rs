//! The beginnings of addresses: one that no browser knows is told, wherever it is written.

use super::fixture::build;

const CONFIG: &str = "title: T\nlanguage: en\ntime_zone: UTC\ntheme: mini\ntaxonomies: [tags]\n";

#[test]
fn an_address_that_no_browser_knows_is_told_at_its_line_wherever_it_is_written() {
    let page = |fields: &str, body: &str| format!("-- content/a.md --\n---\ntitle: A\n{fields}---\n{body}\n");
    let wrong = "htps://x.example/";
    for (file, text) in [
        ("content/a.md", page(&format!("extra: {{website: \"{wrong}\"}}\n"), "")),
        ("content/a.md", page("", &format!("[x]({wrong})"))),
        ("content/a.md", page("", &format!("<{wrong}>"))),
        ("content/a.md", page("", &format!("[x][y]\n\n[y]: {wrong}"))),
        ("content/a.md", page("", &format!("<a href=\"{wrong}\">x</a>"))),
        ("content/a.md", page("", &format!("{{{{ button \"{wrong}\" }}}}"))),
        (
            "content/site.yaml",
            format!(
                "-- content/site.yaml --\n{CONFIG}base_url: https://example.org/\npublisher: {{name: x, url: {wrong}}}\n{}",
                page("", "Hi.")
            ),
        ),
        ("content/data/people.yaml", format!("-- content/data/people.yaml --\na: {{name: A, url: \"{wrong}\"}}\n")),
    ] {
        let site = build(&text);
        let told: Vec<_> = site.diagnostics.iter().filter(|d| d.code == "link-scheme").collect();
        assert_eq!(told.len(), 1, "{text}\n{}", site.told());
        assert_eq!(
            (told[0].file.as_str(), told[0].help.as_deref()),
            (file, Some("write: https://x.example/")),
            "{text}"
        );
    }
    let site = build("-- content/a.md --\n---\ntitle: A\nextra:\n  website: htps://x.example/\n---\n[x](zorp://y)\n");
    assert_eq!(
        site.told_in_full(),
        "\
content/a.md:4:12: error[link-scheme]: no browser knows addresses that begin with \"htps:\"
  ^ htps://x.example/
  help: write: https://x.example/
content/a.md:6:5: warning[link-scheme]: no browser knows addresses that begin with \"zorp:\"
  ^ zorp://y
  help: write the whole address of a web page, which begins with https://, or one with mailto: or tel:
"
    );
    // What is proposed is what people meant.
    for (wrong, meant) in [("htp", "http"), ("HTPS", "https"), ("ttps", "https")] {
        let site = build(&page("", &format!("[x]({wrong}://x.example/)")));
        assert_eq!(site.only().help, Some(format!("write: {meant}://x.example/")), "{wrong}");
    }
    // What has a rule of its own is told once.
    assert_eq!(build(&page("image: htps://x.example/a.png\n", "")).codes().len(), 1);
    let settings = format!("-- content/site.yaml --\n{CONFIG}base_url: htps://example.org/\n");
    assert_eq!(build(&settings).codes(), ["base-url"]);
}

#[test]
fn addresses_that_something_opens_are_let_through() {
    for good in [
        "https://x.example/",
        "HTTP://x.example/",
        "mailto:a@b.example",
        "tel:+15550100",
        "sms:+15550100",
        "geo:37.78,-122.39",
        "whatsapp://send?text=a",
        "ftp://x.example/",
        "webcal://x.example/a.ics",
        "com.example.app://open",
        "git+ssh://x.example/a",
        "//x.example/",
        "x-app://a",
    ] {
        build(&format!("-- content/a.md --\n---\ntitle: A\nextra: {{website: \"{good}\"}}\n---\n[x]({good})\n"))
            .clean();
    }
    // Texts are no addresses.
    for text in ["Note:this", "10:30", "Tea: green", "see htps://x.example/", "ratio:1", "a:b", "tea:green"] {
        build(&format!("-- content/a.md --\n---\ntitle: A\nextra: {{note: \"{text}\"}}\n---\n")).clean();
    }
}
