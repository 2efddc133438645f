//! A preview shows what is not published yet, and says of the rest what a build says.

use std::collections::BTreeMap;
use std::sync::Mutex;

use vertebra::build::{Build, Now, Options, Purpose};
use vertebra::diagnostic::{self, Diagnostic};
use vertebra::fingerprint::Fingerprint;
use vertebra::path::OutputPath;
use vertebra::site::Hidden;
use vertebra::snapshot::{Changes, Snapshot};

use super::fixture::{Built, PLAIN, build_files, build_with, files, options};
use super::real;

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
        let bytes = build.make(&output).map(|output| output.bytes.to_vec());
        let mut told = build.made(&output).map(|made| made.diagnostics.clone()).unwrap_or_default();
        diagnostic::sort(&mut told);
        made.insert(output, (bytes, told));
    }
    made
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

/// Asserts that a preview says what a build says, and shows what it shows where no hidden page is listed. `context` is
/// told when it does not.
fn assert_same(snapshot: &Snapshot, context: &str) {
    let ((build, published), (preview, previewed)) = both(snapshot);
    assert_eq!(build.diagnostics(), preview.diagnostics(), "{context}");
    let hidden: Vec<_> = preview.site().pages.iter().filter(|page| page.hidden.is_some()).collect();
    assert_eq!(hidden.len(), build.unpublished().len(), "{context}");
    for (output, (bytes, told)) in &published {
        let (shown, said) = previewed.get(output).unwrap_or_else(|| panic!("no {output} in the preview\n{context}"));
        assert_eq!(told, said, "{output}\n{context}");
        if bytes == shown {
            continue;
        }
        let shown = String::from_utf8_lossy(shown.as_deref().unwrap_or_default());
        // A hidden page may also be the text of a list that a build has without one.
        let url = output.url();
        let lists = hidden_addresses(&preview).iter().any(|hidden| shown.contains(hidden) || url.as_str() == *hidden);
        let machines = ["sitemap.xml", "robots.txt"].contains(&output.as_str());
        assert!(lists && !machines, "{output} differs\n{context}\n{shown}");
        // What a feed holds may link to a hidden page, but is none.
        if output.as_str().ends_with("atom.xml") {
            let built = String::from_utf8_lossy(bytes.as_deref().unwrap_or_default());
            assert!(ids(&shown).eq(ids(&built)), "{output}\n{context}\n{shown}");
        }
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
        ("g/draft/index.html", "Draft: not published while its front matter says draft: true"),
        ("later/index.html", "Will be published on 24 December 2026 at 09:00"),
        ("gone/index.html", "Not published any more since 1 January 2026"),
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
         -- content/g/b.md --\n---\ntitle: B\n---\n-- content/g.md --\n---\ntitle: G\ndraft: true\n---\n\
         -- content/404.md --\n---\ntitle: Lost\ndraft: true\n---\n",
    );
    assert!(site.text("a/index.html").contains("<h1>A</h1>"));
    assert!(site.text("g/index.html").contains("[B /g/b/]"), "{}", site.text("g/index.html"));
    assert!(site.text("404.html").contains("<h1>Page not found</h1>"), "{}", site.text("404.html"));
    assert_eq!(site.build.source_of(&OutputPath::new("g/index.html").unwrap()), None, "the list, not the draft");
    assert_eq!(site.codes(), ["slug-twice"], "{}", site.told());
    assert_eq!(site.only().severity, vertebra::diagnostic::Severity::Warning);
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
        "{{ clinic(key=\"c\") | length }}",
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
    assert!(site.told().contains("this menu leads to a page that is not published: draft"), "{}", site.told());
}

/// xorshift64 (Marsaglia 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len())]
    }
}

/// Lines of front matter that hide a page.
const HIDE: [&str; 3] = ["draft: true\n", "publish_at: 2027-01-01\n", "expires: 2020-01-01\n"];

#[test]
fn the_sample_site_with_hidden_pages_says_and_shows_the_same() {
    let given = real::snapshot();
    for seed in 1..=6 {
        let mut random = Random(seed * 0x9e37_79b9);
        let mut snapshot = given.clone();
        let mut hidden = String::new();
        for (path, bytes) in &mut snapshot.files {
            if path.in_content().is_some() && path.extension() == "md" && random.below(4) == 0 {
                let text = String::from_utf8_lossy(bytes).replacen("---\n", &format!("---\n{}", random.one(&HIDE)), 1);
                *bytes = text.into_bytes().into();
                hidden += &format!("{path} ");
            }
        }
        assert_same(&snapshot, &format!("seed {seed}, hidden: {hidden}"));
    }
}

/// Templates that show much of the site, and each page with its address.
const TELLING: &str = "\
-- themes/mini/templates/page.html --
<h1>{{ page.title }}</h1>{{ page.content }}{{ page.terms }}
{% for p in backlinks() %}[{{ p.url }}]{% endfor %}{% for b in breadcrumbs() %}<{{ b.title }} {{ b.url }}>{% endfor %}
{% set s = series() %}{% if s %}{% for p in s.pages %}[{{ p.url }}]{% endfor %}{% endif %}
{% set n = neighbors() %}{% for p in [n.previous, n.next] %}{% if p %}({{ p.url }}){% endif %}{% endfor %}
{% for i in menu(name=\"main\") %}<{{ i.url }}>{% endfor %}
-- themes/mini/templates/term.html --
<h1>{{ term.name }}</h1>{{ page.content }}{% for p in term.pages %}[{{ p.title }} {{ p.url }}]{% endfor %}
-- themes/mini/templates/taxonomy.html --
{% for t in taxonomy.terms %}[{{ t.name }} {{ t.url }}]{% endfor %}{{ page.content }}
";

/// A site of few names, so that much of it collides.
fn small_site(random: &mut Random) -> BTreeMap<String, String> {
    let mut all = files(PLAIN);
    all.extend(files(TELLING));
    let config = all.get_mut("content/site.yaml").expect("PLAIN has one");
    *config += &format!(
        "pagination: {}\nfeeds: {{sections: [{}]}}\nmenus: {{main: [{}]}}\n",
        random.below(3),
        random.one(&["a", "b", "tags"]),
        random.one(&["a/index.md", "b.md", "a", "/a/b/"])
    );
    let folders = ["", "a/", "b/", "a/b/", "tags/"];
    let names = ["index", "a", "b", "page", "2", "x", "404"];
    for _ in 0..4 + random.below(14) {
        let path = format!("content/{}{}.md", random.one(&folders), random.one(&names));
        let mut text = format!("---\ntitle: {}\n", random.one(&["One", "Two", "Three", "A page"]));
        let may = [
            ("slug", &["a", "b", "x", "page"][..]),
            ("aliases", &["[/a/]", "[/x/]", "[/a/page/2/]", "[/tags/x/]"]),
            ("tags", &["[x]", "[X, a]", "[a]", "[\"/\"]"]),
            ("key", &["one", "two"]),
            ("type", &["glossary", "clinic"]),
            ("series", &["s"]),
            ("menus", &["[main]", "[none]"]),
            ("date", &["2026-01-02", "2026-01-03", "2027-01-01"]),
            ("evidence", &["[e]"]),
            ("weight", &["1", "2"]),
        ];
        for (field, values) in may {
            if random.below(4) == 0 {
                text += &format!("{field}: {}\n", random.one(values));
            }
        }
        if random.below(3) == 0 {
            text += random.one(&HIDE);
        }
        text += "---\n";
        for _ in 0..random.below(4) {
            let folder = random.one(&["", "../", "/", "/a/"]);
            let target = random.one(&["a.md", "b.md", "index.md", "x", "a/", "tags/x/", "x.md#y", "q.md", "page/2/"]);
            text += &format!("[l]({folder}{target}) ");
        }
        text += random.one(&["", "[[Fascia]]", "\n\nFascia\n: A word.\n"]);
        all.insert(path, text);
    }
    all
}

/// What happens to the files when one site becomes another.
fn changes(from: &Snapshot, to: &Snapshot) -> Changes {
    let gone = from.files.keys().filter(|path| !to.files.contains_key(*path)).map(|path| (path.clone(), None));
    let new = to.files.iter().map(|(path, bytes)| (path.clone(), Some(bytes.clone())));
    Changes { files: gone.chain(new).collect(), faults: Vec::new() }
}

#[test]
fn a_preview_that_is_kept_while_files_and_days_change_is_what_it_would_be_if_made_anew() {
    let days = ["2026-11-20", "2027-02-01", "2019-01-01"];
    let (mut random, mut shown) = (Random(0x5eed_0003), 0);
    let site = small_site(&mut random);
    let mut last = snapshot(&site);
    let mut kept = Build::new(last.clone(), &preview_options());
    kept.refresh(1, &|_| ());
    for step in 0..150 {
        let mut site: BTreeMap<String, String> = last
            .files
            .keys()
            .map(|path| (path.to_string(), last.text(path).unwrap_or_default().into_owned()))
            .collect();
        match random.below(6) {
            0 => site = small_site(&mut random),
            1 => {}
            _ => {
                // One page is hidden, shown or changed.
                let pages: Vec<String> = site.keys().filter(|path| path.ends_with(".md")).cloned().collect();
                let text = site.get_mut(random.one(&pages.iter().map(String::as_str).collect::<Vec<_>>())).expect("it");
                let hidden = HIDE.iter().find(|line| text.contains(**line));
                *text = match (hidden, random.below(3)) {
                    (Some(line), 0) => text.replace(line, ""),
                    (None, 0) => text.replacen("---\n", &format!("---\n{}", random.one(&HIDE)), 1),
                    (_, 1) => text.replacen("title: ", "title: New ", 1),
                    _ => format!("{text}\nMore.\n"),
                };
            }
        }
        let now = Now::Day(random.one(&days).parse().expect("a day"));
        let next = snapshot(&site);
        kept.apply(changes(&last, &next), now.clone());
        let changed = Mutex::new(BTreeMap::new());
        kept.refresh(1, &|output| {
            _ = changed.lock().expect("no panic").insert(output.path.clone(), output.bytes.to_vec())
        });
        let mut fresh = Build::new(next.clone(), &Options { now, ..preview_options() });
        let outputs = outputs(&mut fresh);
        let changed = changed.into_inner().expect("no panic");
        for (output, (bytes, told)) in &outputs {
            let made = kept.made(output).unwrap_or_else(|| panic!("step {step}: no {output}"));
            let print = bytes.as_ref().map(|bytes| Fingerprint::of_bytes(bytes));
            assert_eq!(made.print, print, "step {step}: {output}");
            let mut said = made.diagnostics.clone();
            diagnostic::sort(&mut said);
            assert_eq!(said, *told, "step {step}: {output}");
            shown += usize::from(changed.get(output).is_some_and(|changed| Some(changed) == bytes.as_ref()));
        }
        assert_eq!(kept.diagnostics(), fresh.diagnostics(), "step {step}");
        let titles = |build: &Build| build.unpublished().iter().map(|page| page.title.clone()).collect::<Vec<_>>();
        assert_eq!(titles(&kept), titles(&fresh), "step {step}");
        last = next;
    }
    assert!(shown > 100, "{shown}");
}

#[test]
fn small_sites_full_of_collisions_say_and_show_the_same() {
    for seed in 1..=200 {
        let site = small_site(&mut Random(seed * 0x9e37_79b9));
        let context = || site.iter().filter(|(path, _)| path.starts_with("content/"));
        let context: String = context().map(|(path, text)| format!("-- {path} --\n{text}\n")).collect();
        assert_same(&snapshot(&site), &format!("seed {seed}\n{context}"));
    }
    let told = build_files(&small_site(&mut Random(0x9e37_79b9)), &options());
    assert!(!told.diagnostics.is_empty(), "such sites are full of faults");
}
