//! The thorough checks of all pages and files beside each other, word for word.

use super::checks::{FRAME, checked, checked_as};
use super::fixture::{Built, build_with, options};
use vertebra_engine::{CheckLevel, Options};

fn page(path: &str, fields: &str, text: &str) -> String {
    format!("-- content/{path} --\n---\n{fields}\n---\n{text}\n")
}

fn only(site: &Built, code: &str) -> Vec<String> {
    let all = site.told();
    let mark = format!("[{code}]");
    all.lines().filter(|line| line.contains(&mark)).map(str::to_owned).collect()
}

#[test]
fn titles_and_descriptions_are_each_pages_own() {
    let long = "word ".repeat(40);
    let site = checked(
        &[
            page("a.md", "title: Our hours\ndescription: When we are open.", ""),
            page("b.md", "title: our  hours\ndescription: When we are  OPEN.", ""),
            page("c.md", &format!("title: {long}\ndescription: {long}{long}"), ""),
            page("d.md", "title: D", ""),
            page("e.md", "title: E", ""),
            page("hidden.md", "title: Our hours\nnoindex: true", "[h](a.md)"),
        ]
        .concat(),
    );
    assert_eq!(
        site.told(),
        "content/b.md:2:8 warning[title-twice] content/a.md has the same title, so readers cannot tell them apart in a list | make the two titles different\n\
         content/b.md:3:14 warning[description-twice] content/a.md has the same description | describe what the reader will find on this page but not on the other\n\
         content/c.md:2:8 note[title-long] this title has 199 characters; search results show about 60 | put the important words first, or shorten it\n\
         content/c.md:3:14 note[description-long] this description has 399 characters; search results show about 160 | describe in one or two short sentences what the reader will find\n\
         content/d.md note[description-missing] this page has no description, so search results show an excerpt of its text | add at the top: description: one or two sentences about what the reader will find"
    );
    let missing = site.diagnostics.iter().find(|d| d.code == "description-missing").unwrap();
    assert_eq!(missing.note.as_deref(), Some("also without a description: content/e.md"));
}

#[test]
fn lengths_are_data() {
    let settings = "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/base/\nlanguage: en\ntime_zone: UTC\ntheme: mini\nlimits: {title: 4, description: 10}\n";
    let site = checked(&format!("{settings}{}", page("a.md", "title: Hours\ndescription: When we are open.", "")));
    assert_eq!(only(&site, "title-long").len(), 1, "{}", site.told());
    assert_eq!(only(&site, "description-long").len(), 2, "{}", site.told());
}

/// A site whose home page lists nothing.
fn without_lists(pages: &str) -> Built {
    checked(&format!("-- themes/mini/templates/section.html --\n{{% extends \"base.html\" %}}\n{pages}"))
}

#[test]
fn pages_that_nobody_finds_are_told() {
    let site = without_lists(
        &[
            page("index.md", "title: Home\ndescription: H.", "[a](a.md)"),
            page("a.md", "title: A\ndescription: About a.\naliases: [/old/]", "[b](b.md)"),
            page("b.md", "title: B\ndescription: About b.", ""),
            page("lost.md", "title: Lost\ndescription: About l.", "[other](other.md)"),
            page("other.md", "title: Other\ndescription: About o.", ""),
            page("search.md", "title: Search\ntype: search", ""),
            page("404.md", "title: Not found", ""),
            page("left-out.md", "title: Left out\nnoindex: true", ""),
        ]
        .concat(),
    );
    assert_eq!(
        site.told(),
        "content/lost.md:2:8 warning[orphan] no page or menu links to this page, so readers cannot find it | link to it from a related page, or add it to a menu in content/site.yaml: / - page: lost.md\n\
         content/other.md:2:8 warning[orphan] readers cannot reach this page from the home page: only other unreachable pages link to it | link to it from a related page, or add it to a menu in content/site.yaml: / - page: other.md"
    );
}

#[test]
fn links_of_lists_count() {
    let site = checked(
        &[
            page("x/index.md", "title: X\ndescription: About x.", ""),
            page("x/a.md", "title: A\ndescription: About a.", ""),
        ]
        .concat(),
    );
    site.clean();
}

#[test]
fn files_without_use_are_told_by_folder() {
    let files = "-- content/leaflet.pdf --\n1\n-- content/forgotten.pdf --\n2\n-- content/scans/a.txt --\n3\n-- content/scans/b.txt --\n4\n\
        -- content/scans/c.txt --\n5\n-- content/favicon.ico --\n6\n-- content/_headers --\n7\n-- content/.well-known/x.txt --\n8\n-- content/kept/x.txt --\n9\n-- content/data/list.yaml --\nmap: scans/c.txt\n";
    let settings = "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/base/\nlanguage: en\ntime_zone: UTC\ntheme: mini\nunused_files: [\"kept/*\"]\n";
    let site = checked(&format!(
        "{settings}{files}{}",
        page("a.md", "title: A\ndescription: About a.", "[Leaflet](leaflet.pdf)")
    ));
    assert_eq!(
        site.told(),
        "content/forgotten.pdf warning[file-unused] no page uses this file, but anyone can download it | link to it, or remove it / if only other websites link to it, write in content/site.yaml: unused_files: [forgotten.pdf]\n\
         content/scans/a.txt warning[file-unused] no page uses this file, but anyone can download it | link to it, or remove it / if only other websites link to it, write in content/site.yaml: unused_files: [scans/a.txt]"
    );
    assert_eq!(site.diagnostics[1].note.as_deref(), Some("also unused in this folder: b.txt"));
}

#[test]
fn entries_of_data_that_no_page_uses_are_told() {
    let data = "-- content/data/evidence.yaml --\nused: {title: U}\ncited: {title: C}\nspare: {title: S}\nleft: {title: L, status: leave-out}\nlater: {title: D}\n\
        -- content/data/people.yaml --\nann: {name: Ann}\nbob: {name: Bob}\n";
    let site = checked(
        &[
            data.to_owned(),
            page("a.md", "title: A\ndescription: About a.\nevidence: [used, cited]\nauthor: ann", "Said so.[^cited]"),
            page("b.md", "title: B\ndraft: true\nevidence: [later]", ""),
        ]
        .concat(),
    );
    assert_eq!(
        only(&site, "data-unused"),
        [
            "content/data/evidence.yaml:3:1 note[data-unused] no page uses \"spare\" | use it on the page it belongs to, or remove it",
            "content/data/people.yaml:2:1 note[data-unused] no page uses \"bob\" | use it on the page it belongs to, or remove it",
        ]
    );
    let whole = "-- themes/mini/templates/page.html --\n{% extends \"base.html\" %}{% block list %}{% for key, it in load_data(path=\"people.yaml\") %}{{ it.name }}{% endfor %}{% endblock list %}\n";
    let site = checked(
        &[
            whole.to_owned(),
            data.to_owned(),
            page("a.md", "title: A\ndescription: About a.\nevidence: [used, cited, spare, later]", ""),
        ]
        .concat(),
    );
    assert!(only(&site, "data-unused").is_empty(), "a page lists all people: {}", site.told());
}

#[test]
fn what_a_theme_of_the_site_does_not_need_is_told() {
    let theme = "-- themes/mini/templates/old.html --\nOld.\n-- themes/mini/templates/part.html --\nPart.\n\
        -- themes/mini/templates/page.html --\n{% extends \"base.html\" %}{% block list %}{% include \"part.html\" %}{{ asset(path=\"main.css\") }}{{ t(key=\"greeting\") }}{{ t(key=\"kind-\" ~ page.type) }}{% endblock list %}\n\
        -- themes/mini/components/tip.html --\n{% component tip(heading=\"\") %}Tip.{% endcomponent tip %}\n\
        -- themes/mini/components/spare.html --\n{% component spare(heading=\"\") %}Spare.{% endcomponent spare %}\n\
        -- themes/mini/styles/main.css --\n@import \"part.css\";\n-- themes/mini/styles/part.css --\na { color: red }\n\
        -- themes/mini/styles/old.css --\na { color: red }\n-- themes/mini/scripts/old.js --\nopen();\n\
        -- themes/mini/strings/en.yaml --\ngreeting: Hello\nkind-page: Page\nunasked: Nobody\n";
    let site = checked(&format!("{theme}{}", page("a.md", "title: A\ndescription: About a.", "::: tip\nText.\n:::")));
    assert_eq!(
        site.told(),
        "themes/mini/components/spare.html note[template-unused] no page or template uses this component | remove the file if no editor needs it\n\
         themes/mini/scripts/old.js note[template-unused] no template uses this script, and no other one imports it | remove the file, or use it in a template: asset(path=\"old.js\")\n\
         themes/mini/strings/en.yaml:3:1 note[template-unused] no template uses this string | remove the line\n\
         themes/mini/styles/old.css note[template-unused] no template uses this style sheet, and no other one imports it | remove the file, or use it in a template: asset(path=\"old.css\")\n\
         themes/mini/templates/old.html note[template-unused] no page or other template uses this template | remove the file, or name it in theme.yaml"
    );
}

#[test]
fn noindex_is_told_where_it_cannot_be_meant() {
    let settings = |more: &str| {
        format!(
            "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/base/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n{more}\n"
        )
    };
    let a = page("a.md", "title: A\nnoindex: true", "");
    let site = checked(&format!("{}{a}", settings("menus: {main: [a.md]}")));
    assert_eq!(
        site.told(),
        "content/a.md:3:1 warning[noindex-left] this page is in a menu, but is marked noindex, so search engines leave it out | remove the line noindex: true, or remove the page from the menu"
    );
    checked(&a).clean();

    let site = settings("noindex: true");
    checked(&site).clean();
    let told = checked_as(CheckLevel::Release, &site).told();
    assert_eq!(
        told,
        "content/site.yaml:6:1 warning[noindex-left] the whole site is marked noindex, so search engines will not list it | remove this line when the site is ready for the public"
    );

    let template = "-- themes/mini/templates/page.html --\n<html lang=en><title>T</title><meta name=robots content=noindex><main><h1>{{ page.title }}</h1></main></html>\n";
    let site = checked(&format!("{template}{}", page("a.md", "title: A\ndescription: About a.", "")));
    assert!(site.told().contains("themes/mini/templates/page.html warning[noindex-left] this template marks pages as noindex that do not set it themselves"), "{}", site.told());
}

#[test]
fn a_sitemap_of_the_site_must_be_whole() {
    let own = "-- content/sitemap.xml --\n<urlset><url><loc>https://example.org/base/</loc></url></urlset>\n";
    let site = checked(&format!("{own}{}", page("a.md", "title: A\ndescription: About a.", "")));
    assert_eq!(
        site.told(),
        "content/sitemap.xml warning[sitemap-lacks] this file replaces the generated sitemap, and leaves out published pages | remove this file: every build then generates a complete sitemap"
    );
    assert_eq!(site.only().note.as_deref(), Some("left out: /a/"));
}

#[test]
fn links_to_pages_that_are_not_published_say_until_when_and_what_to_do() {
    let told = |fields: &str| {
        let site = checked(
            &[
                page("a.md", "title: A\ndescription: About a.", "[b](b.md)"),
                page("b.md", &format!("title: B\ndescription: About b.\n{fields}"), ""),
            ]
            .concat(),
        );
        only(&site, "hidden-linked").join("\n")
    };
    assert_eq!(
        told("publish_at: 2026-12-24"),
        "content/a.md:5:5 error[hidden-linked] this page is published but links to a page that is not: scheduled for 2026-12-24 | remove this link until 2026-12-24, or give content/b.md an earlier publication date"
    );
    assert_eq!(
        told("expires: 2026-11-01"),
        "content/a.md:5:5 error[hidden-linked] this page is published but links to a page that is not: expired on 2026-11-01 | remove this link; if the page is still valid, remove \"expires\" from content/b.md or give it a later date"
    );
}

#[test]
fn a_site_does_not_go_online_for_an_address_of_one_computer() {
    let settings = "-- content/site.yaml --\ntitle: T\nbase_url: http://localhost:8000/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n";
    checked(settings).clean();
    assert_eq!(
        checked_as(CheckLevel::Release, settings).told(),
        "content/site.yaml:2:11 error[address-local] http://localhost:8000 is on your own computer or network, so nobody else can open it | write the public address of the site, such as https://www.example.org/"
    );
    // Nor for one that was typed for this build alone.
    let typed = |depth, base_url: &str| {
        let settings = settings.replace("http://localhost:8000/", "https://www.example.org/");
        let base_url = Some(base_url.to_owned());
        let options = Options { depth, base_url, ..options() };
        build_with(&format!("{FRAME}{settings}"), &options).told()
    };
    for (local, origin) in [
        ("http://localhost:4000/", "http://localhost:4000"),
        ("https://127.0.0.1/guide/", "https://127.0.0.1"),
        ("http://192.168.1.7/", "http://192.168.1.7"),
    ] {
        assert_eq!(typed(CheckLevel::Thorough, local), "", "a build for oneself");
        assert_eq!(
            typed(CheckLevel::Release, local),
            format!(
                "content/site.yaml error[address-local] --base-url {origin} is on your own computer or network, so nobody else can open it | write the public address of the site, such as https://www.example.org/"
            )
        );
    }
    assert_eq!(typed(CheckLevel::Release, "https://other.example/"), "");
}

#[test]
fn links_that_no_markdown_makes_are_followed_too() {
    let template = "-- themes/mini/templates/page.html --\n{% extends \"base.html\" %}{% block list %}<a href=\"/base/contcat/\">Contact</a> <a href=\"#nowhere\">Down</a>\n<img alt=\"\" src=\"/base/lost.png\"> <a href=\"/base/contact\">Contact us</a> <a href=\"#top\">Up</a><form action=\"/base/send\"></form>{% endblock list %}\n";
    let site =
        checked(&format!("{template}{}", page("contact.md", "title: Contact\ndescription: How to reach us.", "")));
    let told = site.told_in_full();
    for expected in [
        "themes/mini/templates/page.html:1:51: error[link-broken]: a link goes to /contcat/, where nothing is published\n  ^ /base/contcat/\n  help: did you mean /contact/?\n  note: found on the page /contact/\n",
        "themes/mini/templates/page.html:1:87: error[anchor-broken]: a link goes to #nowhere, but nothing on this page has this id\n  ^ \"#nowhere\"\n  help: give the target the id \"nowhere\", or remove the link\n  note: found on the page /contact/\n",
        "themes/mini/templates/page.html:2:18: error[link-broken]: the page loads /lost.png, where nothing is published\n  ^ /base/lost.png\n  help: write the address of a file of the site, or remove this\n  note: found on the page /contact/\n",
    ] {
        assert!(told.contains(expected), "{told}");
    }
    assert_eq!(site.diagnostics.len(), 3, "{told}");
}

#[test]
fn an_image_without_a_file_is_reported_once() {
    for image in
        ["![Our room](back.png)", "Text ![Our room](back.png) and text.", "<img src=\"back.png\" alt=\"Our room\">"]
    {
        let site = checked(&page("a.md", "title: A\ndescription: About a.", image));
        assert_eq!(site.codes(), ["link-broken"], "{image}: {}", site.told());
    }
}

#[test]
fn a_page_without_a_title_is_not_blamed_on_the_template_of_a_list() {
    for (fields, codes) in
        [("description: About a.", ["title-missing"]), ("titel: A\ndescription: About a.", ["field-unknown"])]
    {
        let site = checked(&page("a.md", fields, "Text."));
        assert_eq!(site.codes(), codes, "{}", site.told());
    }
}

#[test]
fn a_broken_link_of_a_text_is_told_once() {
    let site = checked(&page("a.md", "title: A\ndescription: About a.", "[x](nowhere.md) and [y](#gone)"));
    assert_eq!(site.codes(), ["link-broken", "anchor-broken"], "{}", site.told());
}
