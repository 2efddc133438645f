//! One table of addresses for every place that takes one: each is exact, or told at its line, and the same everywhere.

use super::fixture::{Built, build, coded};

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
            "content/site.yaml:1:1: error[field-missing]: \"base_url\" is missing\n  ^ \n  help: add the line: base_url: https://www.example.org/\n",
        ),
        (
            "www.example.org",
            "content/site.yaml:6:11: error[base-url]: this is not the address of a website\n  ^ www.example.org\n  help: write the full address, such as https://www.example.org/\n",
        ),
        (
            "https://example.org/clinic/index.html",
            "content/site.yaml:6:11: error[base-url]: this is the address of one page, not of the website\n  ^ https://example.org/clinic/index.html\n  help: leave out the name of the page: https://example.org/clinic/\n",
        ),
    ] {
        assert_eq!(at(base, page).told_in_full(), told, "{base}");
    }
}

/// Addresses that browsers run or show as a page of their own, as YAML. Browsers look through case, tabs, line breaks and
/// what cannot be seen.
const RUNS: &[&str] = &[
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "\"javascript: alert(1)\"",
    "\"java\\tscript:alert(1)\"",
    "\"java\\nscript:alert(1)\"",
    "\" javascript:alert(1)\"",
    "\"\\x01javascript:alert(1)\"",
    "\"java\\u200bscript:alert(1)\"",
    "vbscript:x",
    "data:text/html,x",
];

#[test]
fn an_address_that_would_run_is_an_error_at_its_line_wherever_it_is_written() {
    let page = |fields: &str, body: &str| format!("-- content/a.md --\n---\ntitle: A\n{fields}---\n{body}\n");
    let settings = |lines: &str| {
        format!("-- content/site.yaml --\n{CONFIG}base_url: https://example.org/\n{lines}\n{}", page("", "Hi."))
    };
    for runs in RUNS {
        for (file, text) in [
            ("content/a.md", page(&format!("image: {runs}\n"), "")),
            ("content/a.md", page(&format!("extra: {{more: {runs}}}\n"), "")),
            ("content/a.md", page(&format!("extra: {{more: [{{url: {runs}}}]}}\n"), "")),
            ("content/site.yaml", settings(&format!("menus: {{main: [{{title: x, url: {runs}}}]}}"))),
            ("content/site.yaml", settings(&format!("publisher: {{name: x, url: {runs}}}"))),
            ("content/site.yaml", settings(&format!("settings: {{logo: {runs}}}"))),
            ("content/data/people.yaml", format!("-- content/data/people.yaml --\na: {{name: A, url: {runs}}}\n")),
            (
                "themes/mini/theme.yaml",
                format!(
                    "-- themes/mini/theme.yaml --\nname: mini\nsettings: {{logo: {{kind: text, default: {runs}}}}}\n\
                     types: {{page: {{template: page.html}}, section: {{template: section.html}}}}\n"
                ),
            ),
        ] {
            let site = build(&text);
            let told: Vec<_> = site.diagnostics.iter().filter(|d| d.code == "link-unsafe").collect();
            assert_eq!(told.len(), 1, "{text}\n{}", site.told());
            assert_eq!((told[0].file.as_str(), told[0].span.is_some()), (file, true), "{text}");
        }
    }
    for runs in ["javascript:alert(1)", "data:text/html,x"] {
        for body in [
            format!("[x]({runs})"),
            format!("<a href=\"{runs}\">x</a>"),
            format!("<blockquote cite=\"{runs}\">x</blockquote>"),
            format!("<q cite=\"{runs}\">x</q>"),
            format!("<del cite=\"{runs}\">x</del>"),
            format!("{{{{ button \"{runs}\" }}}}"),
        ] {
            let site = build(&page("", &body));
            assert!(site.codes().contains(&"link-unsafe"), "{body}: {}", site.told());
            assert!(!site.outputs.values().any(|bytes| String::from_utf8_lossy(bytes).contains(&format!("=\"{runs}"))));
        }
    }
}

#[test]
fn an_address_that_would_run_is_told_in_the_same_words() {
    let site = build("-- content/a.md --\n---\ntitle: A\nextra:\n  website: javascript:alert(1)\n---\n");
    assert_eq!(
        site.told_in_full(),
        "\
content/a.md:4:12: error[link-unsafe]: a link cannot contain a script or data
  ^ javascript:alert(1)
  help: link to a web page, a file of this site, or an address that starts with mailto: or tel:
"
    );
    for prose in
        ["\"JavaScript: a history\"", "\"Data: what we keep\"", "javascript.md", "https://a.example/javascript:x"]
    {
        build(&format!("-- content/a.md --\n---\ntitle: A\ndescription: {prose}\nextra: {{a: {prose}}}\n---\n"))
            .clean();
    }
}

const ROOM: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"/>\n";

#[test]
fn a_picture_in_the_fields_is_exact_or_told_as_in_the_text() {
    let site = |image: &str| {
        build(&format!(
            "-- themes/mini/templates/page.html --\n[{{{{ page.image }}}}]{{{{ page.content }}}}\n\
             -- content/images/room.svg --\n{ROOM}-- content/guides/my room.svg --\n{ROOM}\
             -- content/guides/index.md --\n---\ntitle: Guides\n---\n-- content/guides/plan.pdf --\nx\n\
             -- content/guides/a.md --\n---\ntitle: A\nimage: {image}\n---\n[plan](plan.pdf)\n"
        ))
    };
    for (image, name) in [
        ("/images/room.svg", "room"),
        ("../images/room.svg", "room"),
        ("..%2Fimages/room.svg", "room"),
        ("../images/room.svg?x=1", "room"),
        ("my room.svg", "my-room"),
        ("my%20room.svg", "my-room"),
        ("https://a.example/x.jpg", "https://a.example/x.jpg"),
        ("//a.example/x.jpg", "https://a.example/x.jpg"),
    ] {
        let site = site(image);
        let html = site.clean().text("guides/a/index.html");
        assert!(html.split(']').next().is_some_and(|it| it.contains(name)), "{image}: {html}");
    }
    for (image, told) in [
        ("nope.svg", "link-broken there is no file \"nope.svg\""),
        ("images/room.svg", "link-broken there is no file \"images/room.svg\""),
        ("my%2520room.svg", "link-broken there is no file \"my%2520room.svg\""),
        ("../images", "link-broken there is no file \"../images\""),
        ("../../site.yaml", "link-broken there is no file \"../../site.yaml\""),
        ("../images/Room.svg", "file-case the file is called room.svg, in small letters: room.svg"),
        ("plan.pdf", "link-broken \"plan.pdf\" is not an image"),
        ("index.md", "link-broken \"index.md\" is not an image"),
        ("/guides/", "link-broken \"/guides/\" is not an image"),
        ("mailto:a@b.example", "link-broken \"mailto:a@b.example\" is not an image"),
        ("C:\\room.jpg", "link-broken there is no file \"C:\\room.jpg\""),
        ("..\\images\\room.svg", "link-broken there is no file \"..\\images\\room.svg\""),
    ] {
        let site = site(image);
        let d = site.only();
        let found = format!("{} {}", d.code, d.message);
        assert!(d.code == "file-case" && told.starts_with("file-case") || found == told, "{image}: {}", site.told());
        assert_eq!(site.pointed(d), image);
    }
}

#[test]
fn an_old_address_keeps_its_slash_and_its_dots() {
    for (alias, file) in [
        ("/old/", "old/index.html"),
        ("/old", "old/index.html"),
        ("/release-1.2/", "release-1.2/index.html"),
        ("/release-1.2", "release-1.2/index.html"),
        ("/dr.smith/", "dr.smith/index.html"),
        ("/v24.3/Rust-1.52/", "v24.3/Rust-1.52/index.html"),
        ("/functions/crypto.fnv32a", "functions/crypto.fnv32a/index.html"),
        ("/page.html", "page.html"),
        ("/caf%C3%A9/", "caf\u{e9}/index.html"),
        ("/cafe\u{301}/", "caf\u{e9}/index.html"),
        // Browsers do not read these as pages, so a folder of that name holds the page that leads on.
        ("/old.php", "old.php/index.html"),
        ("/x.asp", "x.asp/index.html"),
        ("/rss.xml", "rss.xml/index.html"),
        ("/a.txt", "a.txt/index.html"),
        ("/f/Price%20list.PDF", "f/Price list.PDF/index.html"),
        ("/photo.jpg", "photo.jpg/index.html"),
    ] {
        let site = build(&format!("-- content/p.md --\n---\ntitle: P\naliases: [\"{alias}\"]\n---\n"));
        let stub = site.clean().text(file);
        assert!(stub.contains("/p/"), "{alias}: {stub}");
    }
    for alias in [
        "https://a.example/old/",
        "//a.example/old/",
        "javascript:x",
        "mailto:a@b.example",
        "C:\\old",
        "/a?b",
        "/a/../b",
    ] {
        let site = build(&format!("-- content/p.md --\n---\ntitle: P\naliases: ['{alias}']\n---\n"));
        assert!(site.codes().contains(&"alias-invalid"), "{alias}: {}", site.told());
    }
}

#[test]
fn names_are_compared_and_published_in_composed_letters() {
    let two = "e\u{301}";
    let site = build(&format!(
        "-- content/{two}.md --\n---\ntitle: E\n---\n-- content/f{two}/f.md --\n---\ntitle: F\nimage: r\u{e9}.svg\n---\n\
         -- content/f{two}/r{two}.svg --\n{ROOM}-- content/r{two}.txt --\nx\n-- content/data/d{two}.yaml --\na: b\n\
         -- themes/mini/templates/page.html --\n{{% set d = load_data(path=\"d\u{e9}.yaml\") %}}{{{{ d.a }}}} \
         {{{{ url(to=\"f\u{e9}/f.md\") }}}} {{{{ page.content }}}}\n\
         -- content/a.md --\n---\ntitle: A\n---\n[e](\u{e9}.md) [e](%C3%A9.md) [e](e%CC%81.md) [f](f\u{e9}/f.md) \
         [t](r\u{e9}.txt)\n\n![A room](f\u{e9}/r\u{e9}.svg)\n"
    ));
    site.clean();
    assert!(site.has("r\u{e9}.txt"), "{:?}", site.names());
    assert!(site.names().iter().all(|name| !name.contains('\u{301}')), "{:?}", site.names());
}

#[test]
fn what_was_meant_is_suggested_for_signs_and_capitals() {
    for (link, message, help) in [
        ("c#.md", "there is no page \"c\"", "did you mean c%23.md?"),
        ("L.MD", "there is no page \"L.MD\"", "did you mean l.md?"),
        ("images\\room.svg", "there is no page \"images\\room.svg\"", "did you mean images/room.svg?"),
    ] {
        let site = build(&format!(
            "-- content/c#.md --\n---\ntitle: C\n---\n-- content/l.md --\n---\ntitle: L\n---\n-- content/a.md --\n---\n\
             title: A\n---\n[x]({link})\n-- content/images/room.svg --\n{ROOM}"
        ));
        assert_eq!((site.only().message.as_str(), site.only().help.as_deref()), (message, Some(help)), "{link}");
    }
}

#[test]
fn what_leaves_the_folder_of_the_site_is_told() {
    let options =
        vertebra_engine::Options { depth: vertebra_engine::CheckLevel::Thorough, ..super::fixture::options() };
    let told = |template: &str, body: &str| {
        let site = super::fixture::build_with(
            &format!(
                "-- content/site.yaml --\n{CONFIG}base_url: https://e.example/base/\n\
                 -- themes/mini/templates/page.html --\n<a href=\"{template}\">x</a>{{{{ page.content }}}}\n\
                 -- content/a.md --\n---\ntitle: A\n---\n{body}\n"
            ),
            &options,
        );
        let lines = site.diagnostics.iter().filter(|d| d.code.starts_with("link-"));
        lines
            .map(|d| format!("{} {} | {}", coded(d), d.message, d.help.as_deref().unwrap_or_default()))
            .collect::<Vec<_>>()
    };
    for (template, body, expected) in [
        ("/base/a/", "[x](a.md)", None),
        ("{{ url(to='a.md') }}", "[x](/a/)", None),
        ("https://e.example/base/a/", "[x](https://e.example/base/a/)", None),
        ("https://e.example/other/", "[x](https://e.example/)", None),
        ("https://other.example/a/", "", None),
        (
            "/a/",
            "",
            Some(
                "error[link-outside] a link goes to /a/, which is outside this site's folder, /base/ | \
                 write /base/a/, or in a template: {{ url(to=\"/a/\") }}",
            ),
        ),
        (
            "/basement/",
            "",
            Some(
                "error[link-outside] a link goes to /basement/, which is outside this site's folder, /base/ | \
                 if you mean another site on the same host, write the full address",
            ),
        ),
        (
            "/base/a/",
            "[x](https://e.example/a/)",
            Some(
                "error[link-outside] a link goes to /a/, which is outside this site's folder, /base/ | \
                 write /base/a/, or in a template: {{ url(to=\"/a/\") }}",
            ),
        ),
    ] {
        assert_eq!(told(template, body), expected.into_iter().collect::<Vec<_>>(), "{template} {body}");
    }
}

#[test]
fn names_that_differ_by_their_signs_have_addresses_of_their_own() {
    let site = build(
        "-- content/a.md --\n---\ntitle: A\ntags: [C, C++, C#, ★]\n---\n-- content/c++.md --\n---\ntitle: C++\n---\n\
         -- content/c.md --\n---\ntitle: C\n---\n-- content/???.md --\n---\ntitle: Questions\n---\n\
         -- content/★/index.md --\n---\ntitle: Stars\n---\n-- content/!.md --\n---\ntitle: \"!\"\nslug: oh\n---\n",
    );
    for file in [
        "tags/c/index.html",
        "tags/c-plus-plus/index.html",
        "tags/c-sharp/index.html",
        "tags/u2605/index.html",
        "c/index.html",
        "c-plus-plus/index.html",
        "u3f-u3f-u3f/index.html",
        "u2605/index.html",
        "oh/index.html",
    ] {
        assert!(site.has(file), "{file}: {:?}", site.names());
    }
    assert_eq!(
        site.told_in_full(),
        "\
content/???.md: note[address-signs]: this file name has no letter or digit, so its address is /u3f-u3f-u3f/
  help: add the last part of the address, for example:
        slug: star
content/a.md:3:20: note[address-signs]: \"★\" has no letter or digit, so its address is /tags/u2605/
  ^ ★
  help: write it in words to get a readable address
content/★/index.md: note[address-signs]: the folder name content/★ has no letter or digit, so its address is /u2605/
  help: rename the folder
"
    );
}
