//! Links that write the whole address of the site: they are links to its pages like all others.

use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_engine::Build;
use vertebra_engine::refactor::{MoveRefusal, MoveRequest, carry};

use support::files;

use super::sample::{now, put, told, watch};
use crate::site::fixture::PLAIN;

/// A site at an address, with links of all kinds to a page; `AT` is the address without a slash at its end.
const SITE: &str = "\
-- content/site.yaml --
title: T
base_url: AT/
language: en
time_zone: America/Los_Angeles
theme: mini
menus: {main: [{title: Costs, url: AT/faq/#costs}]}
-- content/data/links.yaml --
first: AT/faq/#costs
-- content/faq.md --
---
title: Questions
---
## Costs

[here](AT/faq/#costs)
-- content/other.md --
---
title: Other
---
-- content/visit.md --
---
title: Visit
extra: {more: AT/faq/#costs}
---
[a](AT/faq/#costs) [b](AT/faq#costs) [c](AT/faq/?x=1#costs) [d][ref] <AT/faq/#costs> <a href=\"AT/faq/#costs\">e</a>
[home](AT) [f](/faq/#costs)

[ref]: AT/faq/#costs
";

fn site(at: &str) -> Build {
    let mut all = files(PLAIN);
    all.extend(files(&SITE.replace("AT", at)));
    let build = watch(Snapshot::from_texts(all.iter().map(|(path, text)| (path.as_str(), text.as_str()))));
    assert_eq!(told(&build), "");
    build
}

fn text(build: &Build, path: &str) -> String {
    build.snapshot().text(&SourcePath::new(path)).unwrap().into_owned()
}

#[test]
fn whole_addresses_follow_renames_of_pages_and_headings_and_removals() {
    let rename = |from: &str, to: &str| MoveRequest::Rename { from: from.to_owned(), to: to.to_owned() };
    let remove = MoveRequest::Remove { page: "faq.md".to_owned(), to: Some("other.md".to_owned()) };
    for at in ["https://example.org", "https://example.org/clinic"] {
        for (wish, page, id) in [
            (rename("faq.md", "questions.md"), "questions", "#costs"),
            (rename("faq.md#costs", "#prices"), "faq", "#prices"),
            (remove.clone(), "other", ""),
        ] {
            let mut build = site(at);
            carry(&mut build, &wish, &now()).unwrap_or_else(|refusal| panic!("{at} {wish:?} {refusal:?}"));
            let now = text(&build, "content/visit.md");
            let slash = if page == "faq" { "" } else { "/" };
            let expected = format!(
                "[a]({at}/{page}/{id}) [b]({at}/{page}{slash}{id}) [c]({at}/{page}/?x=1{id}) [d][ref] <{at}/{page}/{id}> <a href=\"{at}/{page}/{id}\">e</a>\n\
                 [home]({at}) [f](/{page}/{id})\n\n[ref]: {at}/{page}/{id}\n"
            );
            assert!(now.ends_with(&expected), "{wish:?}\n{now}\n{expected}");
            assert!(now.contains(&format!("extra: {{more: {at}/{page}/{id}}}\n")), "{now}");
            assert_eq!(text(&build, "content/data/links.yaml"), format!("first: {at}/{page}/{id}\n"));
            assert!(text(&build, "content/site.yaml").contains(&format!("url: {at}/{page}/{id}}}]}}")));
            assert_eq!(told(&build), "");
        }
    }
}

#[test]
fn whoever_links_to_a_page_by_its_whole_address_keeps_it_from_being_removed() {
    let wish = MoveRequest::Remove { page: "faq.md".to_owned(), to: None };
    match carry(&mut site("https://example.org"), &wish, &now()) {
        Err(MoveRefusal::Linked(links)) => {
            let files: Vec<_> = links.iter().map(|link| format!("{}:{}", link.file, link.line)).collect();
            assert!(files.contains(&"content/data/links.yaml:1".to_owned()), "{files:?}");
            assert_eq!(files.iter().filter(|file| file.starts_with("content/visit.md")).count(), 7, "{files:?}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn pages_and_headings_behind_whole_addresses_are_looked_up() {
    for (at, link, expected) in [
        (
            "https://example.org",
            "https://example.org/faq/#nope",
            "[anchor-broken] content/faq.md has no heading with the id \"nope\"",
        ),
        (
            "https://example.org",
            "http://EXAMPLE.org/faq/#nope",
            "[anchor-broken] content/faq.md has no heading with the id \"nope\"",
        ),
        (
            "https://example.org",
            "//example.org/faq#nope",
            "[anchor-broken] content/faq.md has no heading with the id \"nope\"",
        ),
        ("https://example.org", "https://example.org/fax/", "[link-broken] there is no page \"/fax/\""),
        ("https://example.org", "https://example.org/faq.md", "[link-broken] there is no page \"/faq.md\""),
        ("https://example.org", "https://www.example.org/faq/#nope", ""),
        ("https://example.org", "https://example.org:8080/faq/#nope", ""),
        ("https://example.org", "https://example.com/faq/#nope", ""),
        ("https://www.example.org", "https://example.org/faq/#nope", ""),
        (
            "https://example.org/clinic",
            "https://example.org/clinic/faq/#nope",
            "[anchor-broken] content/faq.md has no heading with the id \"nope\"",
        ),
        ("https://example.org/clinic", "https://example.org/clinics/faq/#nope", ""),
        ("https://example.org/clinic", "https://example.org/faq/#nope", ""),
    ] {
        let mut build = site(at);
        put(&mut build, "content/new.md", Some(&format!("---\ntitle: New\n---\n[a]({link})\n")));
        let told = told(&build);
        let told: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix("content/new.md ")).collect();
        let open = build
            .site()
            .anchor_checks
            .values()
            .flatten()
            .map(|it| format!("[{}] {}", it.missing.code, it.missing.message));
        let open: Vec<String> = told.iter().map(|told| (*told).to_owned()).chain(open).collect();
        let expected: Vec<&str> = Some(expected).filter(|it| !it.is_empty()).into_iter().collect();
        assert_eq!(open, expected, "{at} {link}");
    }
}
