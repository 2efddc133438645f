//! What surrounds the text of every page of the clinic theme: the ways through the site, who wrote it, paper.

use super::components::site;
use super::dom::{Node, parse};
use super::fixture::Built;

fn page(site: &Built, path: &str) -> Node {
    parse(site.text(path))
}

/// A series of so many pages; the first is looked at.
fn series(count: usize) -> Built {
    let pages = (1..=count).map(|n| {
        format!("-- content/s/p{n}.md --\n---\ntitle: Part {n}\nseries: Back care\nweight: {n}\n---\nWords.\n")
    });
    site(&pages.collect::<String>())
}

#[test]
fn a_series_of_two_to_eight_pages_shows_all_of_them_and_where_one_is() {
    let site = series(3);
    let page = page(site.clean(), "s/p2/index.html");
    let list = page.one("nav.series-contents");
    assert_eq!(list.get("aria-labelledby"), list.one("h2").get("id"));
    assert_eq!(list.texts("ol li"), ["Part 1", "Part 2", "Part 3"]);
    let here = list.one("li[aria-current=page]");
    assert_eq!((here.text().as_str(), here.all("a").len()), ("Part 2", 0));
    assert!(self::page(&series(1), "s/p1/index.html").none("nav.series-contents"));
    assert!(self::page(&series(9), "s/p1/index.html").none("nav.series-contents"));
}

#[test]
fn previous_and_next_repeat_the_titles_of_a_series() {
    let site = series(3);
    let page = page(site.clean(), "s/p2/index.html");
    let way = |rel: &str| page.one(&format!("nav.series a[rel={rel}]"));
    assert_eq!((way("prev").get("href"), way("next").get("href")), (Some("/s/p1/"), Some("/s/p3/")));
    assert_eq!((way("prev").text().as_str(), way("next").text().as_str()), ("Previous: Part 1", "Next: Part 3"));
}

#[test]
fn a_page_of_a_list_has_its_number_in_its_title() {
    let pages: String =
        (1..=5).map(|n| format!("-- content/n/p{n}.md --\n---\ntitle: Part {n}\n---\nWords.\n")).collect();
    let site = site(&format!("-- content/n/index.md --\n---\ntitle: News\npaginate: 2\n---\n{pages}"));
    let page = page(site.clean(), "n/page/2/index.html");
    assert_eq!(page.one("h1").text(), "News, page 2 of 3");
    assert_eq!(page.one("title").text(), "News, page 2 of 3 · Test site");
    let pager = page.one("nav.pager");
    assert_eq!(pager.one("a[rel=prev]").get("href"), Some("/n/"));
    assert_eq!(pager.one("a[rel=next]").get("href"), Some("/n/page/3/"));
    assert!(pager.one("a[aria-current=page]").text().contains("Page 2"));
}

#[test]
fn breadcrumbs_lead_to_the_page_above_and_leave_this_one_out() {
    let site = series(1);
    let page = page(site.clean(), "s/p1/index.html");
    let way = page.one("nav.breadcrumbs");
    assert!(way.get("aria-label").is_some_and(|name| !name.is_empty()));
    assert_eq!(way.texts("ol li a").first().map(String::as_str), Some("Home"));
    assert!(!way.text().contains("Part 1"));
    assert!(self::page(&site, "index.html").none("nav.breadcrumbs"), "not on the home page");
}

#[test]
fn the_skip_link_comes_first_and_its_target_takes_the_focus() {
    let page = page(site("").clean(), "a/index.html");
    let first = page.all("body a")[0];
    let target = first.get("href").and_then(|to| to.strip_prefix('#')).expect("a fragment");
    assert_eq!(page.one("main").get("id"), Some(target));
    assert_eq!(page.one("main").get("tabindex"), Some("-1"));
    for landmark in ["header.site-header", "main", "footer.site-footer"] {
        page.one(landmark);
    }
}

#[test]
fn the_menu_is_named_and_says_where_one_is() {
    let page = page(site("").clean(), "a/index.html");
    let menus = page.all("header.site-header nav[aria-label]");
    assert!(menus.iter().any(|menu| !menu.none("a[aria-current=page]")), "the page at hand is marked");
    assert!(page.none("header.site-header script"), "no script is needed");
}

#[test]
fn the_foot_is_the_same_on_every_page() {
    let site = site("-- content/g/index.md --\n---\ntitle: G\n---\nx\n-- content/g/p.md --\n---\ntitle: P\n---\nx\n");
    let foot = |path: &str| page(site.clean(), path).one("footer.site-footer").text();
    assert!(foot("index.html").starts_with("In an emergency, call\u{a0}911"), "{}", foot("index.html"));
    for path in ["a/index.html", "g/index.html", "g/p/index.html", "404.html"] {
        assert_eq!(foot(path), foot("index.html"), "{path}");
    }
}

#[test]
fn who_wrote_and_reviewed_a_page_stands_below_it() {
    let site = site(
        "-- content/data/people.yaml --\nann: {name: Ann, role: Editor}\ndoc: {name: Dr Doc, credential: sample}\n\
         -- content/a.md --\n---\ntitle: A\ntype: guide\nauthor: ann\ndate: 2026-01-02\nupdated: 2026-03-04\nreviewed: {by: doc, on: 2026-02-03, every: 12 months}\n---\nx\n\
         -- content/b.md --\n---\ntitle: B\ntype: guide\n---\nx\n-- content/p.md --\n---\ntitle: P\ntype: policy\n---\nx\n",
    );
    let rows = |path: &str| page(&site, path).one("section.review dl").texts("div");
    assert_eq!(
        rows("a/index.html"),
        [
            "AuthorAnn. Editor",
            "PublishedJanuary 2, 2026",
            "UpdatedMarch 4, 2026",
            "ReviewedFebruary 3, 2026 by Dr Doc, sample",
            "Next review dueFebruary 3, 2027"
        ]
    );
    assert_eq!(rows("b/index.html"), ["ReviewedNot yet reviewed by a health professional"]);
    assert!(!page(&site, "p/index.html").text().contains("Not yet reviewed"), "a policy needs none");
}

#[test]
fn references_lead_back_to_where_they_are_named() {
    let site = site(
        "-- content/data/evidence.yaml --\nex-2020: {title: Example, citation: Example 2020., doi: 10.1000/1, url: \"https://example.net/x\"}\n\
         -- content/a.md --\n---\ntitle: A\nevidence: [ex-2020]\n---\nOnce[^ex-2020] and twice[^ex-2020].\n",
    );
    let page = page(site.clean(), "a/index.html");
    let marks: Vec<_> = page.all("sup a").iter().filter_map(|mark| mark.get("id")).collect();
    let note = page.one("section.notes li");
    assert!(page.all("sup a").iter().all(|mark| mark.get("href").map(|to| &to[1..]) == note.get("id")));
    let back: Vec<_> = note.all("a.note-back").iter().filter_map(|back| back.get("href").map(|to| &to[1..])).collect();
    assert_eq!((marks.len(), back), (2, marks));
    assert!(note.all("a").iter().any(|link| link.get("href") == Some("https://doi.org/10.1000/1")));
}

#[test]
fn a_notice_is_there_until_its_day_and_is_no_alert() {
    let with = |until: &str| {
        site(&format!(
            "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\nsettings: {{notice: Closed for repairs., notice_until: {until}}}\n\
             -- content/b.md --\n---\ntitle: B\n---\nx\n"
        ))
    };
    let shown = |until: &str| page(with(until).clean(), "a/index.html");
    assert_eq!(shown("2026-11-20").one(".notice").text(), "Closed for repairs.");
    assert!(shown("2026-11-20").none("[role=alert]"));
    assert!(!shown("2026-11-19").text().contains("Closed for repairs."), "neither above nor below");
    assert_eq!(with("2026-02-30").only().code, "date-invalid");
    assert_eq!(with("[soon]").only().code, "field-kind");
}

#[test]
fn a_page_that_is_not_found_leads_on_from_any_address() {
    let page = page(site("").clean(), "404.html");
    let from_here = |to: &&str| !["/", "#", "tel:", "https:"].iter().any(|start| to.starts_with(start));
    let relative: Vec<_> = page.all("a").iter().filter_map(|link| link.get("href")).filter(from_here).collect();
    assert!(relative.is_empty(), "{relative:?}");
    assert_eq!(page.texts("main ul a"), ["Some words"], "the main menu");
    assert_eq!(page.one("footer a[href=tel:911]").text(), "call\u{a0}911");
    assert_eq!(page.one("meta[name=robots]").get("content"), Some("noindex"));
}

#[test]
fn search_is_a_list_from_a_to_z_until_a_script_wakes_the_form() {
    let site = site("-- content/search.md --\n---\ntitle: Search\ntype: search\nnoindex: true\n---\nFind a page.\n");
    let page = page(site.clean(), "search/index.html");
    let form = page.one("form.search-page-form");
    assert!(form.get("hidden").is_some() && form.get("action").is_none(), "what is typed goes nowhere");
    assert_eq!(form.one("label").get("for"), form.one("input").get("id"));
    assert!(page.texts("ul.search-letter a").contains(&"Some words".to_owned()));
    let letters: Vec<_> = page.all("nav.letters a").iter().filter_map(|link| link.get("href")?.get(1..)).collect();
    assert!(!letters.is_empty() && letters.iter().all(|id| !page.none(&format!("h3#{id}"))));
}

#[test]
fn paper_has_a_name_a_number_and_a_day() {
    let site = site(&format!(
        "-- content/c.md --\n{}-- content/a.md --\n---\ntitle: A\nupdated: 2026-03-04\n---\nx\n",
        super::components_clinics::KNOWN
    ));
    let page = page(site.clean(), "a/index.html");
    assert_eq!(page.one(".print-header").text(), "Test site");
    assert_eq!(
        page.one(".print-footer").text(),
        "Sample Clinic: (310) 555-0100 A. Updated March 4, 2026. https://example.org/a/"
    );
    assert!(page.none("a.print-only") && page.none(".print-only a"), "nothing there takes the focus");
}
