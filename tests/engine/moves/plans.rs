//! What one rename comes to, file by file.

use vertebra_base::snapshot::Snapshot;
use vertebra_engine::Build;
use vertebra_engine::refactor::{MovePlan, MoveRefusal, MoveRequest, carry};

use support::files;

use super::sample::{now, release, told, watch};

const SITE: &str = "\
-- content/site.yaml --
title: T
base_url: https://example.org/
language: en
languages: {es: {}}
time_zone: America/Los_Angeles
theme: mini
menus: {main: [{title: Firm, page: techniques/deep-tissue.md}, techniques/index.md]}
defaults: {\"techniques/*.md\": {type: technique}}
feeds: {formats: [atom], sections: [techniques]}
settings: {start: techniques/deep-tissue.md, all: [techniques]}
-- content/data/links.yaml --
best: techniques/deep-tissue.md
also: /techniques/deep-tissue/#what
other: techniques/swedish.md
-- content/index.md --
---
title: Home
---
[a](techniques/deep-tissue.md#what) [b](/techniques/deep-tissue/) [c][ref] [d](techniques/swedish.md)

[ref]: techniques/deep-tissue.md \"Title\"
-- content/index.es.md --
---
title: Inicio
translated_from: MARK
---
[a](techniques/deep-tissue.md)
-- content/techniques/index.md --
---
title: Techniques
---
[a](deep-tissue.md) [b](./deep-tissue.md)
-- content/techniques/deep-tissue.md --
---
title: Deep tissue massage
date: 2026-01-01
---
## What

[top](#what) [other](swedish.md) [home](../index.md) ![room](room.svg) [plan](plan.pdf)
-- content/techniques/deep-tissue.es.md --
---
title: Masaje profundo
---
[x](swedish.md)
-- content/techniques/swedish.md --
---
title: Swedish
---
[deep](deep-tissue.md) [plan](plan.pdf)
-- content/techniques/room.svg --
<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"/>
-- content/techniques/plan.pdf --
%PDF
-- content/guides/index.md --
---
title: Guides
---
-- themes/mini/theme.yaml --
name: mini
types:
  page: {template: page.html}
  section: {template: page.html}
  technique: {template: page.html}
settings:
  start: {kind: page}
  all: {kind: pages}
-- themes/mini/templates/page.html --
{{ page.title }}{{ page.content }}
";

fn site() -> Build {
    let files = files(SITE);
    let mark = |text: &str| {
        let all = files.iter().map(|(path, own)| (path.as_str(), own.as_str()));
        let build = watch(Snapshot::from_texts(all));
        let page = build.pages().find(|page| page.source.as_str() == "content/index.md").unwrap();
        text.replace("MARK", &page.meaning.as_ref().unwrap().mark())
    };
    let files: Vec<_> = files.iter().map(|(path, text)| (path.clone(), mark(text))).collect();
    let build = watch(Snapshot::from_texts(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))));
    assert!(!told(&build).contains("content/index.es.md"), "{}", told(&build));
    build
}

fn rename(build: &mut Build, from: &str, to: &str) -> MovePlan {
    let wish = MoveRequest::Rename { from: from.to_owned(), to: to.to_owned() };
    carry(build, &wish, &now()).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

/// The lines that a plan adds to files.
fn added(plan: &MovePlan) -> String {
    let mut text = String::new();
    for (path, own) in &plan.texts {
        let old: Vec<&str> = own.old.lines().collect();
        let new = own.new.lines().filter(|line| !old.contains(line) && !line.starts_with('#') && !line.is_empty());
        new.for_each(|line| text.push_str(&format!("{}: {line}\n", path.in_content().unwrap())));
    }
    text
}

#[test]
fn links_from_everywhere_follow_a_page_that_moves() {
    let mut build = site();
    let plan = rename(&mut build, "techniques/deep-tissue.md", "content/guides/firm pressure.md");
    let moves: Vec<String> = plan.moves.iter().map(|(from, to)| format!("{from} {to}")).collect();
    let expected = [
        "content/techniques/deep-tissue.es.md content/guides/firm pressure.es.md",
        "content/techniques/deep-tissue.md content/guides/firm pressure.md",
        "content/techniques/room.svg content/guides/room.svg",
    ];
    assert_eq!(moves, expected);
    let mark = build.pages().find(|page| page.source.as_str() == "content/index.md").unwrap();
    let mark = mark.meaning.as_ref().unwrap().mark();
    let expected = format!(
        "\
addresses.yaml: gone:
addresses.yaml:   /es/techniques/atom.xml: 2026-11-20
addresses.yaml: redirects:
addresses.yaml:   /es/techniques/: /es/guides/firm-pressure/
addresses.yaml: published:
data/links.yaml: best: guides/firm pressure.md
data/links.yaml: also: /guides/firm-pressure/#what
guides/firm pressure.es.md: aliases: [/es/techniques/deep-tissue/]
guides/firm pressure.es.md: type: technique
guides/firm pressure.es.md: [x](../techniques/swedish.md)
guides/firm pressure.md: aliases: [/techniques/deep-tissue/]
guides/firm pressure.md: type: technique
guides/firm pressure.md: [top](#what) [other](../techniques/swedish.md) [home](../index.md) ![room](room.svg) [plan](../techniques/plan.pdf)
index.es.md: translated_from: {mark}
index.es.md: [a](guides/firm%20pressure.md)
index.md: [a](guides/firm%20pressure.md#what) [b](/guides/firm-pressure/) [c][ref] [d](techniques/swedish.md)
index.md: [ref]: guides/firm%20pressure.md \"Title\"
site.yaml: menus: {{main: [{{title: Firm, page: guides/firm pressure.md}}, techniques/index.md]}}
site.yaml: settings: {{start: guides/firm pressure.md, all: [techniques]}}
techniques/index.md: [a](../guides/firm%20pressure.md) [b](../guides/firm%20pressure.md)
techniques/swedish.md: [deep](../guides/firm%20pressure.md) [plan](plan.pdf)
"
    );
    assert_eq!(added(&plan), expected);
}

#[test]
fn a_folder_keeps_its_settings_its_feed_and_its_files() {
    let mut build = site();
    release(&mut build);
    let plan = rename(&mut build, "techniques", "methods");
    let said = added(&plan);
    for line in [
        "site.yaml: menus: {main: [{title: Firm, page: methods/deep-tissue.md}, methods/index.md]}",
        "site.yaml: defaults: {\"methods/*.md\": {type: technique}}",
        "site.yaml: feeds: {formats: [atom], sections: [methods]}",
        "site.yaml: settings: {start: methods/deep-tissue.md, all: [methods]}",
        "methods/index.md: aliases: [/techniques/]",
        "methods/swedish.md: aliases: [/techniques/swedish/]",
        "addresses.yaml:   /techniques/atom.xml: /methods/atom.xml",
        "addresses.yaml:   /techniques/plan.pdf: /methods/plan.pdf",
        "index.md: [ref]: methods/deep-tissue.md \"Title\"",
    ] {
        assert!(said.contains(&format!("{line}\n")), "{line}\n\n{said}");
    }
    assert!(!said.contains("type: technique\n"), "the patterns follow the folder\n{said}");
}

#[test]
fn back_again_it_is_as_it_was() {
    let mut build = site();
    release(&mut build);
    let before = build.snapshot().files.clone();
    rename(&mut build, "/techniques/swedish/", "guides/");
    rename(&mut build, "guides/swedish.md", "techniques/swedish.md");
    for (path, bytes) in build.snapshot().files.iter().filter(|(path, _)| path.in_content().is_some()) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let before = before.get(path).map(|bytes| text(bytes.held())).unwrap_or_default();
        // That it was not by its place what it is by its place is written now.
        let now = text(bytes.held()).replace("type: technique\n", "");
        assert_eq!(now, before, "{path}");
    }
}

#[test]
fn an_address_that_nobody_knows_is_not_kept() {
    let mut build = site();
    release(&mut build);
    super::sample::put(&mut build, "content/guides/new.md", Some("---\ntitle: New\n---\n"));
    assert_eq!(added(&rename(&mut build, "guides/new.md", "guides/newer.md")), "");
}

#[test]
fn a_new_slug_is_a_new_address() {
    let mut build = site();
    let wish = MoveRequest::Slug { page: "techniques/index.md".to_owned(), slug: "methods".to_owned() };
    let plan = carry(&mut build, &wish, &now()).unwrap();
    let said = added(&plan);
    assert!(plan.moves.is_empty());
    assert!(
        said.contains("techniques/index.md: aliases: [/techniques/]\ntechniques/index.md: slug: methods\n"),
        "{said}"
    );
    assert!(
        said.contains("index.md: [a](techniques/deep-tissue.md#what) [b](/methods/deep-tissue/) [c][ref]"),
        "{said}"
    );
    assert!(said.contains("techniques/swedish.md: aliases: [/techniques/swedish/]"), "{said}");
}

#[test]
fn a_page_that_goes_leads_to_another_or_is_gone() {
    let mut build = site();
    release(&mut build);
    let wish =
        |to: Option<&str>| MoveRequest::Remove { page: "techniques/swedish.md".to_owned(), to: to.map(str::to_owned) };
    match carry(&mut build, &wish(None), &now()) {
        Err(MoveRefusal::Linked(links)) => {
            let places: Vec<_> =
                links.iter().map(|link| format!("{}:{} {}", link.file, link.line, link.target)).collect();
            let expected = [
                "content/data/links.yaml:3 techniques/swedish.md",
                "content/index.md:4 techniques/swedish.md",
                "content/techniques/deep-tissue.es.md:4 swedish.md",
                "content/techniques/deep-tissue.md:7 swedish.md",
            ];
            assert_eq!(places, expected);
        }
        other => panic!("{other:?}"),
    }
    let plan = carry(&mut build, &wish(Some("guides/index.md")), &now()).unwrap();
    let said = added(&plan);
    assert!(said.contains("addresses.yaml:   /techniques/swedish/: /guides/\n"), "{said}");
    assert!(said.contains("[other](../guides/index.md)") && said.contains("[d](guides/index.md)"), "{said}");
    super::sample::put(&mut build, "content/guides/last.md", Some("---\ntitle: Last\naliases: [/end/]\n---\n"));
    release(&mut build);
    let wish = MoveRequest::Remove { page: "guides/last.md".to_owned(), to: None };
    let said = added(&carry(&mut build, &wish, &now()).unwrap());
    assert_eq!(said, "addresses.yaml:   /end/: 2026-11-20\naddresses.yaml:   /guides/last/: 2026-11-20\n");
}

#[test]
fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let mut build = site();
    let before = build.snapshot().files.clone();
    for (from, to, words) in [
        ("techniques/swedish.md", "techniques/deep-tissue.md", "already exists"),
        ("techniques/swedsh.md", "x.md", "there is no page"),
        ("index.md", "home.md", "cannot be renamed or moved"),
        ("techniques/plan.pdf", "techniques/plan.docx", "cannot be renamed to"),
        ("techniques", "techniques/inside", "cannot be renamed to"),
        ("techniques/swedish.md", "../../x.md", "is not a valid file name"),
        ("site.yaml", "guides/site.yaml", "cannot be renamed or moved"),
    ] {
        let wish = MoveRequest::Rename { from: from.to_owned(), to: to.to_owned() };
        match carry(&mut build, &wish, &now()) {
            Err(MoveRefusal::Asked { message, .. }) => assert!(message.contains(words), "{from} {to}: {message}"),
            other => panic!("{from} {to}: {other:?}"),
        }
    }
    // An address that another page has: only the whole site tells.
    let wish = MoveRequest::Slug { page: "techniques/swedish.md".to_owned(), slug: "deep-tissue".to_owned() };
    assert!(matches!(carry(&mut build, &wish, &now()), Err(MoveRefusal::Told(told)) if told[0].code == "slug-twice"));
    assert_eq!(build.snapshot().files.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    assert!(build.snapshot().files.iter().all(|(path, bytes)| before[path] == *bytes));
}

#[test]
fn a_file_gets_other_letters_and_keeps_its_old_address_where_the_host_tells_them_apart() {
    let site = |target: &str| {
        format!(
            "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: plain\n\
             deploy: {{target: {target}}}\n-- content/index.md --\n---\ntitle: Home\n---\n[p](Price.pdf)\n-- content/Price.pdf --\n%PDF\n"
        )
    };
    let wish = MoveRequest::Rename { from: "Price.pdf".to_owned(), to: "price.pdf".to_owned() };
    let released = |target: &str| {
        let all = files(&site(target));
        let texts = all.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let mut build = watch(Snapshot::from_texts(texts));
        release(&mut build);
        build
    };
    let plan = carry(&mut released("nginx"), &wish, &now()).expect("a host that tells letters apart");
    let book = plan.texts.iter().find(|(path, _)| path.as_str() == "content/addresses.yaml").expect("the address book");
    assert!(book.1.new.contains("\n  /Price.pdf: /price.pdf\n"), "{}", book.1.new);
    assert!(carry(&mut released("vercel"), &wish, &now()).is_err(), "the old address would be lost without a word");
}
