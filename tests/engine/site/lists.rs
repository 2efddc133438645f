//! Sections, pagination, taxonomies and their terms.

use super::fixture::build;

const CONFIG: &str =
    "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n";

#[test]
fn pages_are_listed_by_weight_then_newest_then_title() {
    let site = build(
        "-- content/s/a.md --\n---\ntitle: Apple\n---\n\
         -- content/s/b.md --\n---\ntitle: Old\ndate: 2020-01-01\n---\n\
         -- content/s/c.md --\n---\ntitle: New\ndate: 2024-01-01\n---\n\
         -- content/s/d.md --\n---\ntitle: First\nweight: 1\n---\n\
         -- content/s/e.md --\n---\ntitle: Aardvark\n---\n",
    );
    let html = site.text("s/index.html");
    let order: Vec<_> = html.split('[').skip(1).filter_map(|part| part.split(' ').next()).collect();
    assert_eq!(order, ["First", "New", "Old", "Aardvark", "Apple"]);
}

#[test]
fn long_lists_are_split_into_pages() {
    let mut text = format!(
        "{CONFIG}pagination: 2\n-- themes/mini/templates/section.html --\n{{% for p in section.pages %}}[{{{{ p.title }}}}]{{% endfor %}}\
         {{{{ section.pager.number }}}}/{{{{ section.pager.count }}}} {{{{ section.pager.previous }}}} {{{{ section.pager.next }}}} {{{{ page.permalink }}}}\n"
    );
    for n in 1..=5 {
        text += &format!("-- content/s/p{n}.md --\n---\ntitle: P{n}\nweight: {n}\n---\n");
    }
    let site = build(&text);
    site.clean();
    assert_eq!(site.text("s/index.html").trim(), "[P1][P2]1/3  /s/page/2/ https://example.org/s/");
    assert_eq!(site.text("s/page/2/index.html").trim(), "[P3][P4]2/3 /s/ /s/page/3/ https://example.org/s/page/2/");
    assert_eq!(site.text("s/page/3/index.html").trim(), "[P5]3/3 /s/page/2/  https://example.org/s/page/3/");
    assert!(!site.has("s/page/4/index.html") && !site.has("s/page/1/index.html"));
}

#[test]
fn a_section_may_choose_the_length_of_its_pages() {
    let site = build(&format!(
        "{CONFIG}pagination: 1\n-- content/s/index.md --\n---\ntitle: S\npaginate: 0\n---\n\
         -- content/s/a.md --\n---\ntitle: A\n---\n-- content/s/b.md --\n---\ntitle: B\n---\n"
    ));
    assert!(site.has("s/index.html") && !site.has("s/page/2/index.html"));
}

#[test]
fn terms_get_pages() {
    let site = build(
        "-- content/a.md --\n---\ntitle: A\ntags: [Posture, low back]\n---\n-- content/b.md --\n---\ntitle: B\ntags: [posture]\n---\n",
    );
    site.clean();
    assert_eq!(site.text("tags/index.html").trim(), "[low back /tags/low-back/ 1][Posture /tags/posture/ 2]");
    assert_eq!(site.text("tags/posture/index.html").trim(), "<h1>Posture</h1>[A][B]");
}

#[test]
fn a_term_may_have_a_page_of_its_own() {
    let site = build(
        "-- content/a.md --\n---\ntitle: A\ntags: [posture]\n---\n\
         -- content/tags/posture.md --\n---\ntitle: Posture and pain\n---\nAbout **posture**.\n",
    );
    site.clean();
    let html = site.text("tags/posture/index.html");
    assert!(html.contains("<h1>Posture and pain</h1><p>About <strong>posture</strong>.</p>"), "{html}");
    assert!(html.contains("[A]"), "{html}");
    assert!(site.text("tags/index.html").contains("[Posture and pain /tags/posture/ 1]"));
}

#[test]
fn neighbours_series_and_breadcrumbs() {
    let site = build(
        "-- themes/mini/templates/page.html --\n{% set n = neighbors() %}{% if n.previous %}<{{ n.previous.title }}{% endif %}\
         {% if n.next %}>{{ n.next.title }}{% endif %}{% set s = series() %}{% if s %} {{ s.name }} {{ s.position }}/{{ s.pages | length }}{% endif %}\
         {% for b in breadcrumbs() %} {{ b.title }}:{{ b.url }}{% endfor %}\n\
         -- content/g/a.md --\n---\ntitle: A\nweight: 1\nseries: Start\n---\n\
         -- content/g/b.md --\n---\ntitle: B\nweight: 2\n---\n\
         -- content/g/c.md --\n---\ntitle: C\nweight: 3\nseries: Start\n---\n",
    );
    site.clean();
    assert_eq!(site.text("g/a/index.html").trim(), ">B Start 1/2 Test site:/ G:/g/");
    assert_eq!(site.text("g/b/index.html").trim(), "<A>C Test site:/ G:/g/");
    assert_eq!(site.text("g/c/index.html").trim(), "<B Start 2/2 Test site:/ G:/g/");
}

#[test]
fn a_menu_knows_where_the_reader_is() {
    let site = build(&format!(
        "{CONFIG}menus:\n  main:\n    - {{page: g/index.md}}\n    - {{title: Out, url: \"https://example.com/\"}}\n    - contact.md\n\
         -- themes/mini/templates/page.html --\n{{% for i in menu(name=\"main\") %}}[{{{{ i.title }}}} {{{{ i.url }}}} {{{{ i.current or \"-\" }}}}]{{% endfor %}}\n\
         -- content/g/index.md --\n---\ntitle: G\n---\n-- content/g/a.md --\n---\ntitle: A\nmenu: main\n---\n\
         -- content/contact.md --\n---\ntitle: Contact\n---\n"
    ));
    site.clean();
    assert_eq!(
        site.text("g/a/index.html").trim(),
        "[G /g/ section][Out https://example.com/ -][Contact /contact/ -][A /g/a/ page]"
    );
}
