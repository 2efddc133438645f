//! A preview shows what is not published yet, and says of the rest what a build says.

mod random;

use std::collections::BTreeMap;

use vertebra_base::diagnostic::{self, Diagnostic};
use vertebra_base::path::{OutputPath, SourcePath, UrlPath};
use vertebra_base::snapshot::{Changes, Snapshot};
use vertebra_engine::{Build, Now, Options, Purpose};
use vertebra_site::Hidden;

use super::drafts::same_roles;
use super::fixture::{Built, PLAIN, build_with, files, options};

fn preview_options() -> Options {
    Options { purpose: Purpose::Preview, ..options() }
}

fn preview(text: &str) -> Built {
    build_with(text, &preview_options())
}

/// Every output with its bytes and what was said about it.
type Outputs = BTreeMap<OutputPath, (Option<Vec<u8>>, Vec<Diagnostic>)>;

fn outputs(build: &mut Build) -> Outputs {
    let all: Vec<OutputPath> = build.outputs().cloned().collect();
    let mut made = BTreeMap::new();
    for output in all {
        let bytes = build.make(&output).map(|output| output.bytes.held().to_vec());
        let mut told = build.made(&output).map(|made| made.diagnostics.clone()).unwrap_or_default();
        diagnostic::sort(&mut told);
        made.insert(output, (bytes, told));
    }
    made
}

fn says_where(bytes: &[u8]) -> bool {
    String::from_utf8_lossy(bytes).contains("data-source")
}

/// An output without what says where its blocks come from, also where it stands in a feed.
fn without_positions(bytes: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let mut parts = text.split(" data-source=");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let quote =
            ["\"", "&quot;", "\\\""].into_iter().find(|quote| part.starts_with(quote)).expect("a quotation mark");
        let (line, rest) = part[quote.len()..].split_once(quote).expect("the end of the attribute");
        assert!(line.parse::<u32>().is_ok(), "{line}");
        out += rest;
    }
    out.into_bytes()
}

/// Builds a site twice: as it is published, and as it is previewed.
fn both(snapshot: &Snapshot) -> ((Build, Outputs), (Build, Outputs)) {
    let one = |options: Options| {
        let mut build = Build::new(snapshot.clone(), &options);
        let outputs = outputs(&mut build);
        (build, outputs)
    };
    (one(options()), one(preview_options()))
}

fn snapshot(all: &BTreeMap<String, String>) -> Snapshot {
    Snapshot::from_texts(all.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// Asserts that a preview says what a build says, and shows what it shows where no hidden page is listed or counted. `context` is
/// told when it does not.
fn assert_same(snapshot: &Snapshot, context: &str) {
    let ((build, published), (preview, previewed)) = both(snapshot);
    let are_alike = same_roles(&build, &preview);
    assert!(!are_alike || build.diagnostics() == preview.diagnostics(), "{context}");
    let hidden: Vec<_> = preview.site().pages.iter().filter(|page| page.hidden.is_some()).collect();
    assert_eq!(hidden.len(), build.unpublished().len(), "{context}");
    for (output, (bytes, told)) in published.iter().filter(|_| are_alike) {
        assert!(!bytes.as_deref().is_some_and(says_where), "{output}\n{context}");
        let (shown, said) = previewed.get(output).unwrap_or_else(|| panic!("no {output} in the preview\n{context}"));
        assert_eq!(told, said, "{output}\n{context}");
        let shown = shown.as_deref().map(without_positions);
        if *bytes == shown {
            continue;
        }
        let shown = String::from_utf8_lossy(shown.as_deref().unwrap_or_default());
        let url = output.url(); // A hidden page may also be the text of a list that a build has without one.
        let hidden = hidden_addresses(&preview);
        // On a part of a list, a hidden page moves others to the parts behind it.
        let earlier: Vec<String> = parts_before(url.as_str())
            .iter()
            .filter_map(|part| previewed.get(&UrlPath::new(part).unwrap().output())?.0.as_deref())
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
            .collect();
        let is_shown = |it: &str| shown.contains(it) || earlier.iter().any(|part| part.contains(it));
        let lists = hidden.iter().any(|hidden| is_shown(hidden) || url.as_str() == *hidden);
        let machines = ["sitemap.xml", "robots.txt"].contains(&output.as_str());
        assert!(lists && !machines, "{output} differs\n{context}\n{shown}");
        // What a feed holds may link to a hidden page, but is none.
        if output.as_str().ends_with("atom.xml") {
            let built = String::from_utf8_lossy(bytes.as_deref().unwrap_or_default());
            assert!(ids(&shown).eq(ids(&built)), "{output}\n{context}\n{shown}");
        }
    }
}

/// The addresses of the parts of a list that stand before the one at this address, such as `/guides/page/3/`; none for what
/// is no such part.
fn parts_before(url: &str) -> Vec<String> {
    let part = url.strip_suffix('/').and_then(|url| url.rsplit_once("/page/"));
    let Some((list, Ok(number))) = part.map(|(list, number)| (list, number.parse::<usize>())) else {
        return Vec::new();
    };
    let others = (2..number).map(|number| format!("{list}/page/{number}/"));
    std::iter::once(format!("{list}/")).chain(others).collect()
}

#[test]
fn only_parts_of_lists_have_parts_before_them() {
    assert_eq!(parts_before("/guides/page/3/"), ["/guides/", "/guides/page/2/"]);
    assert_eq!(parts_before("/page/2/"), ["/"]);
    for url in ["/", "/guides/", "/guides/page/", "/guides/page/one/", "/guides/page/3/more/", "/page/"] {
        assert_eq!(parts_before(url), [""; 0], "{url}");
    }
}

fn ids(feed: &str) -> impl Iterator<Item = &str> {
    feed.lines().filter(|line| line.starts_with("<id>"))
}

/// The addresses that readers of the published site do not see: of pages, sections and terms.
fn hidden_addresses(preview: &Build) -> Vec<&str> {
    let site = preview.site();
    let pages = site.pages.iter().filter(|page| !page.is_published()).map(|page| page.url.as_str());
    let sections = site.sections.iter().filter(|section| !section.published).map(|section| section.url.as_str());
    let terms = site.terms.iter().flat_map(|all| &all.terms).filter(|term| !term.published);
    pages.chain(sections).chain(terms.map(|term| term.url.as_str())).collect()
}

const HIDDEN: &str = "\
-- content/index.md --
---
title: Home
---
[draft](g/draft.md#x) [later](/later/) [[Fascia]]
-- content/g/a.md --
---
title: A
weight: 1
tags: [neck]
---
[b](b.md)
-- content/g/b.md --
---
title: B
weight: 3
date: 2026-01-01
---
-- content/g/draft.md --
---
title: Draft
weight: 2
draft: true
date: 2026-02-01
tags: [neck, back]
aliases: [/old/]
---
[a](a.md) [gone](gone.md) [own](#x) [later](../later.md)
-- content/later.md --
---
title: Later
publish_at: 2026-12-24 09:00
---
-- content/gone/index.md --
---
title: Gone
expires: 2026-01-01
---
-- content/gone/page.md --
---
title: Below
---
-- content/words.md --
---
title: Words
type: glossary
draft: true
---
Fascia
: A word.
";

#[test]
fn pages_that_are_not_published_are_there_and_say_why() {
    let site = preview(HIDDEN);
    for (output, why) in [
        ("g/draft/index.html", "Draft: to publish it, delete the line draft: true"),
        ("later/index.html", "Will be published on 24 December 2026 at 09:00"),
        ("gone/index.html", "Expired on 1 January 2026"),
        ("gone/page/index.html", "Hidden with its section by content/gone/index.md"),
    ] {
        assert!(site.has(output), "{output}");
        let source = site.build.source_of(&OutputPath::new(output).unwrap()).expect("a page").clone();
        let id = site.build.site().find(source.as_str()).unwrap();
        assert_eq!(site.build.site().page(id).hidden.as_ref().map(Hidden::ribbon).as_deref(), Some(why));
    }
    let published = site.build.site().pages.iter().filter(|page| page.hidden.is_none()).count();
    assert_eq!((published, site.build.unpublished().len()), (3, 5));
    assert!(!build_with(HIDDEN, &options()).has("g/draft/index.html"));
}

#[test]
fn links_to_hidden_pages_work_and_are_told_all_the_same() {
    let site = preview(HIDDEN);
    let home = site.text("index.html");
    assert!(home.contains("href=\"/g/draft/#x\"") && home.contains("href=\"/later/\""), "{home}");
    let draft = site.text("g/draft/index.html");
    for href in ["/g/a/", "#x", "/later/"] {
        assert!(draft.contains(&format!("href=\"{href}\"")), "{href} in {draft}");
    }
    assert_eq!(site.codes(), ["draft-linked", "hidden-linked", "term-unknown"], "{}", site.told());
}

#[test]
fn lists_show_hidden_pages_where_they_will_stand() {
    let site = preview(&format!(
        "{HIDDEN}-- themes/mini/templates/page.html --\n{{% set n = neighbors() %}}{{{{ n.previous.title }}}}<{{{{ page.title }}}}>{{{{ n.next.title }}}}\n"
    ));
    assert!(site.text("g/index.html").contains("[A /g/a/][Draft /g/draft/][B /g/b/]"), "{}", site.text("g/index.html"));
    assert!(site.text("index.html").contains("<Gone /gone/>"), "{}", site.text("index.html"));
    assert_eq!(site.text("g/draft/index.html").trim(), "A<Draft>B");
    assert_eq!(site.text("tags/neck/index.html").trim(), "<h1>neck</h1>[A][Draft]");
    assert_eq!(site.text("tags/back/index.html").trim(), "<h1>back</h1>[Draft]");
}

#[test]
fn machines_are_told_of_published_pages_only() {
    let text = format!(
        "{HIDDEN}-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\n\
         time_zone: America/Los_Angeles\ntheme: mini\ntaxonomies: [tags]\nfeeds: {{sections: [g, gone]}}\n"
    );
    let (site, built) = (preview(&text), build_with(&text, &options()));
    for name in ["atom.xml", "g/atom.xml", "sitemap.xml", "robots.txt"] {
        assert_eq!(site.text(name), built.text(name), "{name}");
    }
    assert!(!site.has("gone/atom.xml") && site.codes().contains(&"feed-section"), "{}", site.told());
    assert!(!site.has("old/index.html"), "an old address of a page that nobody has seen");
}

#[test]
fn a_published_page_keeps_its_address() {
    let site = preview(
        "-- content/a.md --\n---\ntitle: A\n---\n-- content/0.md --\n---\ntitle: Zero\nslug: a\ndraft: true\n---\n\
         -- content/g/b.md --\n---\ntitle: B\n---\n-- content/x.md --\n---\ntitle: G\nslug: g\ndraft: true\n---\n\
         -- content/404.md --\n---\ntitle: Lost\ndraft: true\n---\n",
    );
    assert!(site.text("a/index.html").contains("<h1>A</h1>"));
    assert!(site.text("g/index.html").contains("[B /g/b/]"), "{}", site.text("g/index.html"));
    assert!(site.text("404.html").contains("<h1>Page not found</h1>"), "{}", site.text("404.html"));
    assert_eq!(site.build.source_of(&OutputPath::new("g/index.html").unwrap()), None, "the list, not the draft");
    assert_eq!(site.codes(), ["slug-twice"], "{}", site.told());
    assert_eq!(site.only().severity, vertebra_base::diagnostic::Severity::Warning);
}

#[test]
fn what_templates_ask_for_by_name_is_as_missing_as_in_a_build() {
    let asking = |what: &str| {
        format!(
            "{HIDDEN}-- themes/mini/templates/page.html --\n{{% if page.url == \"/g/a/\" %}}{what}{{% endif %}}\n\
             -- content/c.md --\n---\ntitle: C\ntype: clinic\nkey: c\nphone: none\ndraft: true\n---\n"
        )
    };
    for what in [
        "{{ get_page(path=\"g/draft.md\") | length }}",
        "{{ section(path=\"gone\") | length }}",
        "{{ pages(section=\"gone\") | length }}",
        "{{ url(to=\"g/draft.md\") }}",
        "{{ record(type=\"clinic\", key=\"c\") | length }}",
    ] {
        let text = asking(what);
        let (mut site, mut built) = (preview(&text), build_with(&text, &options()));
        let output = OutputPath::new("g/a/index.html").unwrap();
        assert!(built.build.make(&output).is_none() && site.build.make(&output).is_none(), "{what}");
        assert_eq!(site.told(), built.told(), "{what}");
        assert!(site.told().contains("error[template] there is no "), "{what}: {}", site.told());
    }
    // What a list has handed out may be asked for.
    let list = "{% set top = section(path=\"\") %}{% for s in top.sections %}{% set own = section(path=s.path) %}\
                {{ s.path }} {{ own.total }} {% endfor %}";
    assert_eq!(preview(&asking(list)).text("g/a/index.html").trim(), "g 3 gone 1");
}

#[test]
fn a_menu_that_leads_to_a_hidden_page_is_told() {
    let text = format!(
        "{HIDDEN}-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\n\
         time_zone: America/Los_Angeles\ntheme: mini\nmenus: {{main: [g/draft.md, gone]}}\n"
    );
    let (site, built) = (preview(&text), build_with(&text, &options()));
    assert_eq!(site.told(), built.told());
    assert!(site.told().contains("this menu links to a page that is not published: draft"), "{}", site.told());
}

const MARKED: &str = r#"-- content/a.md --
---
title: A
---
## One

Text.

![A room](r.jpg)

::: box
Inside.
:::

{{ mark }}

A {{ mark }}.

<p data-source="1">Mine</p>
-- content/r.jpg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>
-- themes/mini/components/image.html --
{% component image(src, alt = "", title = "", decorative = false, alone = false) %}
<figure><img src="{{ src }}" alt="{{ alt }}"></figure>{% endcomponent %}
-- themes/mini/components/box.html --
{% component box() %}
<aside class="box">{{ body }}</aside>{% endcomponent %}
-- themes/mini/components/mark.html --
{% component mark() {"form": "inline"} %}<i>m</i>{% endcomponent %}
"#;

#[test]
fn blocks_say_where_in_their_file_they_begin_in_a_preview_alone() {
    let (site, built) = (preview(MARKED), build_with(MARKED, &options()));
    assert_eq!(site.codes(), ["html-removed"], "{}", site.told());
    let html = site.text("a/index.html");
    for tag in [
        "<h2 data-source=\"4\" id=\"one\">",
        "<p data-source=\"6\">Text",
        "<figure data-source=\"8\"><img src",
        "<aside data-source=\"10\" class=\"box\"><p data-source=\"11\">Inside",
        "<p data-source=\"14\"><i>m</i></p>",
        "<p data-source=\"16\">A <i>m</i>.</p>",
        "<p>Mine</p>",
    ] {
        assert!(html.contains(tag), "no {tag} in {html}");
    }
    assert_eq!(String::from_utf8(without_positions(html.as_bytes())).unwrap(), built.text("a/index.html"));
}

#[test]
fn the_examples_of_commonmark_are_the_same_but_for_positions() {
    let examples: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../../fixtures/commonmark-0.31.2.json")).expect("the examples are JSON");
    for raw_html in ["allow", "sanitize"] {
        let mut site = files(PLAIN);
        *site.get_mut("content/site.yaml").expect("it") += &format!("markdown: {{raw_html: {raw_html}}}\n");
        for example in &examples {
            let markdown = example["markdown"].as_str().expect("text");
            site.insert(format!("content/e{}.md", example["example"]), format!("---\ntitle: E\n---\n{markdown}"));
        }
        assert_same(&snapshot(&site), raw_html);
    }
}

/// Takes one file in.
fn save(build: &mut Build, path: &str, text: &str, day: &str) {
    let files = [(SourcePath::new(path), Some(text.as_bytes().into()))].into();
    build.apply(Changes { files, faults: Vec::new() }, Now::Day(day.parse().expect("a day")));
}

#[test]
fn a_page_whose_time_has_come_is_found_by_those_who_asked_for_it() {
    let asks = "-- themes/mini/templates/page.html --\n{% set p = get_page(path=\"later.md\", optional=true) %}\
                {% if p %}{{ p.title }}{% else %}none{% endif %}\n";
    let mut build = preview(&format!("{HIDDEN}{asks}")).build;
    let asking = OutputPath::new("g/a/index.html").unwrap();
    let mut shown = |day: &str| {
        save(&mut build, "content/x.md", "---\ntitle: X\n---\n", day);
        assert!(!build.is_fresh(&asking), "{day}");
        String::from_utf8(build.make(&asking).expect("made").bytes.held().to_vec()).unwrap().trim().to_owned()
    };
    // Nothing has been made yet on the first day.
    assert_eq!(shown("2026-11-21"), "none");
    assert_eq!(shown("2026-12-24"), "Later");
}

#[test]
fn a_new_title_of_a_hidden_page_is_known() {
    let mut build = preview(HIDDEN).build;
    save(&mut build, "content/g/draft.md", "---\ntitle: New\nweight: 2\ndraft: true\n---\n", "2026-11-20");
    save(&mut build, "content/g/draft.md", "---\ntitle: Newer\nweight: 2\ndraft: true\n---\n", "2026-11-20");
    let titles: Vec<_> = build.unpublished().iter().map(|page| page.title.as_str()).collect();
    assert_eq!(titles, ["Newer", "Gone", "Below", "Later", "Words"]);
}
