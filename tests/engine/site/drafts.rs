//! Pages that are not published change nothing that readers see: a site with drafts, scheduled and expired pages at random
//! places gives the bytes that it gives without their files.

use std::collections::{BTreeMap, BTreeSet};

use super::fixture::{Built, build, build_files, build_with, files, options};
use super::layouts::{Layout, THEME, layout};
use vertebra_base::diagnostic::Severity;
use vertebra_base::path::SourcePath;
use vertebra_engine::{Build, Options, Purpose};

/// What hides a page from readers.
const HIDDEN: [&str; 4] = ["draft: true", "date: 2027-02-03", "publish_at: 2027-01-01", "expires: 2026-01-01"];

/// What a draft may be like before it is finished, and must not stop a site.
const UNFINISHED: [&str; 6] = [
    "",
    "url: https://elsewhere.example/",
    "slug: \"\"",
    "nonsense: 1",
    "tags: {a: b}",
    "reviewed: {by: nobody, on: 2026-01-01}",
];

/// Hides some of the pages of a layout, and puts others beside them that are hidden. The paths of all of these.
fn hide(made: &mut Layout) -> BTreeSet<String> {
    let mut hidden = BTreeSet::new();
    let sources: Vec<String> = made.places.keys().cloned().collect();
    for source in &sources {
        let is_own = |name: &str| source.starts_with(&format!("content/{name}."));
        // A site has a home page, and here one for searching.
        if is_own("index") || is_own("search") || !made.dice.chance(12) {
            continue;
        }
        let line = made.dice.of(&HIDDEN).to_owned();
        let field = line.split(':').next().unwrap_or_default();
        let text = &made.files[source];
        let text: String = text.lines().filter(|it| !it.starts_with(field)).map(|it| format!("{it}\n")).collect();
        made.files.insert(source.clone(), text.replacen("---\n", &format!("---\n{line}\n"), 1));
        hidden.insert(source.clone());
    }
    for source in &sources {
        let (above, name) = source.rsplit_once('/').unwrap_or_default();
        let stem = name.split('.').next().unwrap_or_default();
        // Beside a page; the page of a folder whose page is another one; inside a folder of the name of a page.
        let near = match made.dice.below(12) {
            0 => format!("{above}/new.md"),
            1 => format!("{above}/new/index.md"),
            2 if above != "content" => format!("{above}.md"),
            3 if !stem.contains("index") => format!("{above}/{stem}/new.md"),
            4 => format!("{above}/new.es.md"),
            _ => continue,
        };
        if made.files.contains_key(&near) {
            continue;
        }
        let line = made.dice.of(&HIDDEN).to_owned();
        let unfinished = if line.starts_with("draft") { made.dice.of(&UNFINISHED) } else { "" };
        let text = format!(
            "---\ntitle: New\n{line}\nseries: Rest\n{unfinished}\n---\nNOT-FOR-READERS [broken](nowhere.md) ![none](none.jpg)\n"
        );
        made.files.insert(near.clone(), text);
        hidden.insert(near);
    }
    hidden
}

/// A site without the files that are not published.
fn without_unpublished(all: &BTreeMap<String, String>, site: &Built) -> BTreeMap<String, String> {
    let pages = site.build.unpublished().iter().map(|page| page.source.as_str());
    let linked = site.build.site();
    let beside = linked.files.iter().filter(|file| !file.is_published()).map(|file| file.source.as_str());
    let gone: BTreeSet<&str> = pages.chain(beside).collect();
    all.iter().filter(|(path, _)| !gone.contains(path.as_str())).map(|it| (it.0.clone(), it.1.clone())).collect()
}

fn errors(site: &Built) -> Vec<String> {
    let errors = site.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    errors
        .map(|found| {
            format!("{} {} {} {:?} {:?}", site.place(found), found.code, found.message, found.related, found.note)
        })
        .collect()
}

fn check(seed: u64) {
    let mut made = layout(seed);
    let hidden = hide(&mut made);
    let mut all = files(THEME);
    all.extend(made.files.clone());
    let with = build_files(&all, &options());
    assert_eq!(errors(&with), Vec::<String>::new(), "seed {seed}");
    let unpublished: BTreeSet<String> = with.build.unpublished().iter().map(|it| it.source.to_string()).collect();
    for source in &hidden {
        assert!(unpublished.contains(source), "seed {seed}: {source} is published");
    }
    // What is hidden besides lies in the folder of a hidden page.
    for source in unpublished.difference(&hidden) {
        let lies_in = |page: &&String| {
            let folder =
                page.trim_end_matches(".md").trim_end_matches(".es").trim_end_matches("index").trim_end_matches("_");
            source.starts_with(&format!("{}/", folder.trim_end_matches('/')))
        };
        assert!(hidden.iter().any(|page| lies_in(&page)), "seed {seed}: {source} is hidden");
    }
    let without = build_files(&without_unpublished(&all, &with), &options());
    assert_eq!(errors(&without), Vec::<String>::new(), "seed {seed}");
    same(seed, &with, &without);
}

/// Whether hidden pages, which a preview counts, make nothing else of any page that readers see.
pub fn same_roles(build: &Build, preview: &Build) -> bool {
    let role = |build: &Build, source: &SourcePath| build.schema().folder_pages.role(source);
    let mut sources = build.site().pages.iter().map(|page| &page.page.source);
    sources.all(|source| role(build, source) == role(preview, source))
}

fn same(seed: u64, with: &Built, without: &Built) {
    assert_eq!(with.names(), without.names(), "seed {seed}: the files of the published site");
    for (name, bytes) in &without.outputs {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(&with.outputs[name]), text(bytes), "seed {seed}: {name}");
    }
}

#[test]
fn pages_that_are_not_published_change_nothing_that_readers_see() {
    (0..80).for_each(check);
}

const LONE: &str = "\
-- content/index.md --
---
title: Home
---
-- content/clinics/index.md --
---
title: Clinics
---
[The map](map.txt)
-- content/clinics/map.txt --
map
";

const DRAFT: &str = "-- content/clinics/galway.md --\n---\ntitle: Galway\ndraft: true\n---\n";

#[test]
fn a_draft_beside_a_page_that_is_alone_in_its_folder_leaves_it_a_page() {
    let alone = build(LONE);
    assert_eq!(alone.text("index.html"), "<h1>Home</h1>[Clinics /clinics/]\n");
    let with = build(&format!("{LONE}{DRAFT}"));
    same(0, &with, &alone);
    // Whoever sees the draft sees what the page will be then.
    for seen in [Options { drafts: true, ..options() }, Options { purpose: Purpose::Preview, ..options() }] {
        let seen = build_with(&format!("{LONE}{DRAFT}"), &seen);
        assert!(seen.text("index.html").ends_with("<Clinics /clinics/>\n"), "{}", seen.text("index.html"));
        assert!(seen.text("clinics/index.html").ends_with("[Galway /clinics/galway/]\n"));
    }
    let published = build(&format!("{LONE}{}", DRAFT.replace("draft: true\n", "")));
    assert_eq!(published.text("index.html"), "<h1>Home</h1><Clinics /clinics/>\n");
}

#[test]
fn the_address_of_a_folder_is_not_named_by_a_page_that_nobody_sees() {
    let folder = "-- content/x/index.md --\n---\ntitle: X\nslug: other\nHIDDEN---\n-- content/x/list.txt --\nlist\n\
        -- content/y.md --\n---\ntitle: Y\n---\n[List](x/list.txt)\n";
    let site = |line: &str| build(&format!("{LONE}{}", folder.replace("HIDDEN", line)));
    assert!(site("").clean().has("other/list.txt"));
    for hidden in HIDDEN {
        let site = site(&format!("{hidden}\n"));
        assert!(site.has("x/list.txt"), "{hidden}: {:?}", site.names());
        assert_eq!(site.build.unpublished()[0].url.as_str(), "/other/", "{hidden}: where it would stand");
    }
}

#[test]
fn nothing_in_the_folder_of_a_draft_stops_a_site() {
    let folder = "-- content/x/index.md --\n---\ntitle: X\ndraft: true\n---\n\
        -- content/x/a.md --\n---\ntitle: [A\nurl: https://elsewhere.example/\n---\n\
        -- content/x/y/b.md --\n---\ntype: clinic\nurl: https://elsewhere.example/\n---\n";
    let site = build(&format!("{LONE}{folder}"));
    assert_eq!(errors(&site), Vec::<String>::new());
    assert!(site.codes().contains(&"address-invalid") && site.codes().contains(&"field-missing"), "{}", site.told());
    // A page that comes by itself on its day is to be right before that.
    let later = build(&format!("{LONE}{}", folder.replace("draft: true", "date: 2027-01-01")));
    assert!(!errors(&later).is_empty());
}
