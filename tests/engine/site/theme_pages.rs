//! The pages that a theme brings to show itself: a site of their own, there only where drafts are.

use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_base::snapshot::{Changes, Snapshot};
use vertebra_engine::{Build, Options, Purpose};

use super::components::site as clinic_site;
use super::dom::parse;
use super::fixture::{Built, build_with, options};
use super::real;

const PAGES: &str = "\
-- themes/mini/pages/site.yaml --
title: Show
base_url: https://elsewhere.example/
language: en
time_zone: UTC
-- themes/mini/pages/show/index.md --
---
title: Show
---
See [one](one.md).
-- themes/mini/pages/show/one.md --
---
title: One
type: clinic
key: made-up
phone: +1 310-555-0100
---
Shown.
-- themes/mini/templates/page.html --
<h1>{{ page.title }}</h1>{{ page.content }}{% for c in records(type=\"clinic\") %}({{ c.title }}){% endfor %} {{ config.noindex }} {{ page.permalink }}
-- content/a.md --
---
title: Real
type: clinic
key: real
phone: unknown
---
Real words.
";

fn drafts() -> Options {
    Options { drafts: true, ..options() }
}

fn with(more: &str, options: &Options) -> Built {
    build_with(&format!("{PAGES}{more}"), options)
}

#[test]
fn a_plain_build_has_none_of_them_and_says_nothing() {
    let site = with("", &options());
    site.clean();
    assert!(!site.names().iter().any(|name| name.starts_with("show")), "{:?}", site.names());
    assert!(site.build.unpublished().is_empty());
}

#[test]
fn with_drafts_they_stand_beside_the_site_and_ask_search_engines_to_stay_away() {
    let site = with("", &drafts());
    site.clean();
    assert_eq!(
        site.text("show/one/index.html").trim(),
        "<h1>One</h1><p>Shown.</p>\n(One) true https://example.org/show/one/"
    );
    assert!(site.text("show/index.html").contains("href=\"/show/one/\""));
    assert!(!site.text("sitemap.xml").contains("show"));
    assert!(site.build.unpublished().is_empty(), "nobody has forgotten them");
}

#[test]
fn nothing_of_one_site_is_found_in_the_other() {
    let site = with("", &drafts());
    assert_eq!(
        site.text("a/index.html").trim(),
        "<h1>Real</h1><p>Real words.</p>\n(Real) false https://example.org/a/"
    );
    assert!(!site.text("index.html").contains("Show"), "{}", site.text("index.html"));
    let linked = with("-- content/a.md --\n---\ntitle: A\n---\n[x](/show/one/)\n", &drafts());
    assert_eq!(linked.only().code, "link-broken");
}

#[test]
fn their_faults_are_told_in_the_files_of_the_theme() {
    let site =
        with("-- themes/mini/pages/show/one.md --\n---\ntitle: One\n---\n[x](gone.md) {{ nothing }}\n", &drafts());
    let told = site.told();
    assert!(told.contains("themes/mini/pages/show/one.md:4:5 error[link-broken]"), "{told}");
    assert!(told.contains("themes/mini/pages/show/one.md:4:17 error[directive-unknown]"), "{told}");
    assert_eq!(site.diagnostics.len(), 2, "{told}");
    with("-- themes/mini/pages/show/one.md --\n---\ntitle: One\n---\n[x](gone.md)\n", &options()).clean();
}

#[test]
fn a_page_of_the_site_has_its_address_before_them() {
    let site = with("-- content/show/one.md --\n---\ntitle: Mine\n---\nx\n", &drafts());
    assert!(site.text("show/one/index.html").contains("<h1>Mine</h1>"));
    assert!(site.build.outputs().filter(|path| path.as_str() == "show/one/index.html").count() == 1);
}

#[test]
fn a_nearer_theme_replaces_single_pages() {
    let site = with(
        "-- themes/child/theme.yaml --\nname: child\nextends: mini\n-- themes/child/pages/show/one.md --\n---\ntitle: Other\n---\nx\n\
         -- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: child\ntaxonomies: [tags]\n",
        &drafts(),
    );
    assert!(site.text("show/one/index.html").contains("<h1>Other</h1>"), "{}", site.told());
    assert!(site.has("show/index.html"));
}

#[test]
fn the_preview_follows_edits_of_them_and_knows_their_files() {
    let options = Options { purpose: Purpose::Preview, ..options() };
    let all = super::fixture::files(&format!("{}{PAGES}", super::fixture::PLAIN));
    let mut build =
        Build::new(Snapshot::from_texts(all.iter().map(|(path, text)| (path.as_str(), text.as_str()))), &options);
    let output = OutputPath::new("show/one/index.html").expect("a path");
    let shown =
        |build: &mut Build| String::from_utf8_lossy(build.make(&output).expect("it is made").bytes.held()).into_owned();
    assert!(build.is_planned(&output));
    assert!(shown(&mut build).contains("Shown."));
    assert!(build.is_fresh(&output));
    assert_eq!(build.source_of(&output), Some(&SourcePath::new("themes/mini/pages/show/one.md")));
    let edit = |text| Changes::from_texts([("themes/mini/pages/show/one.md", text)]);
    build.apply(edit(Some("---\ntitle: Two\n---\nEdited.\n")), options.now.clone());
    assert!(!build.is_fresh(&output));
    assert!(shown(&mut build).contains("Edited."));
    build.apply(edit(Some("---\ntitle: Two\n---\n[x](gone.md)\n")), options.now.clone());
    assert_eq!(build.diagnostics()[0].file.as_str(), "themes/mini/pages/show/one.md");
    build.apply(edit(None), options.now.clone());
    assert!(!build.is_planned(&output) && build.make(&output).is_none());
}

#[test]
fn a_watched_build_with_drafts_brings_them_up_to_date() {
    let options = Options { purpose: Purpose::Watch, ..drafts() };
    let all = super::fixture::files(&format!("{}{PAGES}", super::fixture::PLAIN));
    let mut build =
        Build::new(Snapshot::from_texts(all.iter().map(|(path, text)| (path.as_str(), text.as_str()))), &options);
    let names = |paths: Vec<OutputPath>| paths.iter().map(OutputPath::to_string).collect::<Vec<_>>();
    build.refresh(1, &|_| ());
    build.apply(Changes::from_texts([("content/a.md", Some("---\ntitle: Real\n---\nEdited.\n"))]), options.now.clone());
    assert_eq!(names(build.refresh(1, &|_| ()).changed), ["a/index.html"]);
    let mine = [("content/show/one.md", Some("---\ntitle: Mine\n---\nx\n"))];
    build.apply(Changes::from_texts(mine), options.now.clone());
    assert!(names(build.refresh(1, &|_| ()).changed).contains(&"show/one/index.html".to_owned()));
    build.apply(Changes::from_texts([("content/show/one.md", None)]), options.now.clone());
    let back = build.refresh(1, &|_| ());
    assert!(names(back.changed).contains(&"show/one/index.html".to_owned()), "it is theirs again");
    assert!(!names(back.removed).contains(&"show/one/index.html".to_owned()));
    let gone = ["site.yaml", "show/index.md", "show/one.md"].map(|name| format!("themes/mini/pages/{name}"));
    build.apply(Changes::from_texts(gone.iter().map(|path| (path.as_str(), None))), options.now.clone());
    let removed = names(build.refresh(1, &|_| ()).removed);
    assert_eq!(removed.iter().filter(|path| path.starts_with("show/")).count(), 2, "{removed:?}");
}

/// The style guide of the clinic theme, beside the sample site.
fn guide() -> Built {
    super::fixture::build_snapshot(real::snapshot(), &drafts())
}

#[test]
fn the_style_guide_has_no_fault_and_no_address_outside_its_folders() {
    let (plain, guide) = (super::fixture::build_snapshot(real::snapshot(), &options()), guide());
    guide.clean();
    let added: Vec<_> = guide.names().into_iter().filter(|name| !plain.has(name)).collect();
    assert!(added.len() > 25, "{added:?}");
    let apart = |name: &&str| !["style-guide/", "samples/", "assets/"].iter().any(|own| name.starts_with(own));
    let strays: Vec<_> = added.iter().copied().filter(|name| apart(name) && !name.contains("style-guide")).collect();
    assert!(strays.is_empty(), "{strays:?}");
    for name in added.iter().filter(|name| name.ends_with(".html")) {
        let page = parse(guide.text(name));
        assert_eq!(page.one("meta[name=robots]").get("content"), Some("noindex"), "{name}");
        assert_eq!(page.all("h1").len(), 1, "{name}");
    }
}

#[test]
fn the_style_guide_names_nothing_real() {
    let guide = guide();
    for name in guide.names().into_iter().filter(|name| name.starts_with("style-guide/") && name.ends_with(".html")) {
        let html = guide.text(name);
        for real in ["MetaTouch", "Spine Institute", "828-7757", "+13108287757"] {
            assert!(!html.contains(real), "{real} in {name}");
        }
    }
    for name in guide.names().into_iter().filter(|name| !name.contains("style-guide") && name.ends_with(".html")) {
        assert!(!guide.text(name).contains("555-0100") || name.starts_with("samples/"), "{name}");
    }
}

#[test]
fn the_style_guide_shows_every_component_of_the_theme_as_it_is_typed() {
    let snapshot = real::snapshot();
    let pages: Vec<String> = snapshot
        .files
        .keys()
        .filter(|path| path.as_str().starts_with("themes/clinic/pages/") && path.extension() == "md")
        .map(|path| snapshot.text(path).expect("text").into_owned())
        .collect();
    for page in &pages {
        for typed in page.split("```markdown\n").skip(1) {
            let (typed, after) = typed.split_once("```\n").expect("the block ends");
            assert!(after.trim_start().starts_with(typed.trim_end()), "what is typed is not what is shown:\n{typed}");
        }
    }
    let all = pages.concat();
    for path in snapshot.files.keys().filter(|path| path.as_str().starts_with("themes/clinic/components/")) {
        let name = path.stem().replace('_', "-");
        // These two are written in Markdown's own way.
        let written = match name.as_str() {
            "alert" => all.contains("> [!NOTE]"),
            "image" => all.contains("!["),
            _ => all.contains(&format!("::: {name}")) || all.contains(&format!("{{{{ {name}")),
        };
        assert!(written, "the style guide does not show \"{name}\"");
    }
    let shown = guide();
    for kind in shown.build.site().theme.types.keys() {
        let of_kind = |text: &String| text.contains(&format!("\ntype: {kind}\n"));
        assert!(kind == "section" || pages.iter().any(of_kind), "the style guide has no page of the type \"{kind}\"");
    }
}

#[test]
fn the_contrast_of_the_colors_is_enough() {
    let guide = guide();
    let page = parse(guide.text("style-guide/tokens/index.html"));
    let rows = page.all("section[aria-label=Contrast] tbody tr");
    let rows = if rows.is_empty() { page.all("table")[0].all("tbody tr") } else { rows };
    assert!(rows.len() > 10);
    for row in rows {
        let least = if row.text().contains("3 is enough") { 3.0 } else { 4.5 };
        for value in &row.texts("td")[1..] {
            assert!(value.parse::<f64>().is_ok_and(|ratio| ratio >= least), "{}", row.text());
        }
    }
    assert!(clinic_site("").names().iter().all(|name| !name.contains("style-guide")));
}
