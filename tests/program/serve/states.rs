//! Pages that are broken, hidden or not there yet, and sites that never worked.

use super::client::Server;
use support::{SETTINGS, Site};

fn page(more: &str, text: &str) -> String {
    format!("---\ntitle: A page\n{more}---\n{text}\n")
}

#[test]
fn a_broken_page_shows_its_last_good_version_below_the_error() {
    let site = Site::small();
    site.write("content/a.md", page("", "Good words."));
    let server = Server::start(&site, &[]);
    assert!(server.get("/a/").has("Good words."));
    site.write("content/a.md", page("", "Bad words. [x](none.md)"));
    let broken = server.get_until("/a/", |answer| answer.has("overlay"));
    assert_eq!(broken.status, 200);
    assert!(broken.has("Good words.") && !broken.page().contains("Bad words."), "{}", broken.text());
    for words in [
        "This page has 1 error",
        "content/a.md:4:16",
        "link-broken",
        "Bad words. [x](<mark>none.md</mark>)",
        "^^^^^^^",
        "help:",
    ] {
        assert!(broken.has(words), "no {words:?} in:\n{}", broken.text());
    }
    assert!(server.get_until("/", |it| it.has("in other files")).has("1 error in other files"));
    site.write("content/a.md", page("", "Better words."));
    let mended = server.get_until("/a/", |answer| answer.has("Better words."));
    assert!(!mended.has("overlay"), "{}", mended.text());
    server.get_until("/", |it| !it.has("in other files"));
}

#[test]
fn a_page_whose_fields_are_broken_stays_at_its_address() {
    let site = Site::small();
    site.write("content/a.md", page("slug: elsewhere\n", "Good words."));
    let server = Server::start(&site, &[]);
    assert!(server.get("/elsewhere/").has("Good words."));
    site.write("content/a.md", "---\ntitle: \"A page\nslug: elsewhere\n---\nNew words.\n");
    let broken = server.get_until("/elsewhere/", |answer| answer.has("overlay"));
    assert!(broken.has("Good words.") && broken.has("yaml-quote"), "{}", broken.text());
    site.write("content/a.md", page("", "It has moved."));
    assert_eq!(server.get_until("/elsewhere/", |answer| answer.status == 404).status, 404);
}

#[test]
fn a_page_that_never_was_good_is_shown_as_far_as_it_goes() {
    let site = Site::small();
    site.write("content/a.md", page("", "Some words. [x](none.md)"));
    let server = Server::start(&site, &[]);
    let answer = server.get("/a/");
    assert!(answer.has("Some words.") && answer.has("Below: what can be shown of it"), "{}", answer.text());
}

/// A site with a theme of its own, whose pages look like this.
fn themed(template: &str) -> Site {
    let site = Site::small();
    site.write("themes/own/theme.yaml", "extends: clinic\ntypes:\n  page: {template: own.html, label: Page}\n");
    site.write("themes/own/templates/own.html", template);
    site.write("content/site.yaml", format!("{SETTINGS}theme: own\n"));
    site
}

#[test]
fn a_page_that_cannot_be_made_is_replaced_by_what_is_wrong() {
    let site =
        themed("<body>{{ page.content }}{% if page.title == \"Odd\" %}{{ page.extra.none.at_all }}{% endif %}</body>");
    site.write("content/a.md", page("", "Good words."));
    site.write("content/odd.md", "---\ntitle: Odd\n---\nOdd words.\n");
    let server = Server::start(&site, &[]);
    let answer = server.get("/odd/");
    assert_eq!(answer.status, 500);
    for words in ["This page cannot be shown yet", "themes/own/templates/own.html:1", "at_all"] {
        assert!(answer.has(words), "no {words:?} in {}", answer.text());
    }
    assert_eq!(server.get("/a/").status, 200);
}

#[test]
fn a_template_that_breaks_leaves_the_pages_that_were_shown() {
    let site = themed("<body>{{ page.content }}</body>");
    site.write("content/a.md", page("", "Good words."));
    site.write("content/b.md", page("", "Other words."));
    let server = Server::start(&site, &[]);
    assert!(server.get("/a/").has("Good words."));
    site.write("themes/own/templates/own.html", "<body>{{ page.content }</body>");
    let broken = server.get_until("/a/", |answer| answer.has("overlay"));
    assert!(broken.has("Good words.") && broken.has("themes/own/templates/own.html:1"), "{}", broken.text());
    let never = server.get("/b/");
    assert_eq!(never.status, 500);
    assert!(never.has("This site cannot be shown yet") && never.has("themes/own/templates/own.html:1"));
    site.write("themes/own/templates/own.html", "<body><i>{{ page.content }}</i></body>");
    assert!(server.get_until("/b/", |answer| answer.status == 200).has("<i>"));
}

#[test]
fn a_site_that_never_worked_is_waited_for() {
    let site = Site::empty();
    let server = Server::start(&site, &[]);
    server.says("it has no folder content/");
    let answer = server.get("/a/");
    assert_eq!(answer.status, 500);
    assert!(answer.has("This site cannot be shown yet") && answer.has("config-missing"), "{}", answer.text());
    assert_eq!(server.get("/__vertebra/").status, 200);
    site.write("content/site.yaml", "title: [");
    server.get_until("/", |it| !it.has("config-missing"));
    site.write("content/site.yaml", SETTINGS);
    site.write("content/index.md", page("", "It is there."));
    assert_eq!(server.get_until("/", |it| it.has("It is there.")).status, 200);
}

#[test]
fn a_content_folder_that_goes_away_comes_back() {
    let site = Site::small();
    let server = Server::start(&site, &[]);
    assert!(server.get("/").has("Hello."));
    std::fs::rename(site.path().join("content"), site.path().join("away")).unwrap();
    assert!(server.get_until("/", |it| it.has("class=\"ribbon errors\"")).has("Hello."));
    std::fs::rename(site.path().join("away"), site.path().join("content")).unwrap();
    server.get_until("/", |it| !it.has("class=\"ribbon errors\""));
}

#[test]
fn hidden_pages_are_shown_and_say_so() {
    let site = Site::small();
    site.write("content/draft.md", page("draft: true\n", "Not ready."));
    site.write("content/later.md", page("publish_at: 2099-12-24 09:00\n", "Later."));
    site.write("content/gone.md", page("expires: 2020-01-31\n", "Gone."));
    site.write("content/plans/index.md", page("draft: true\n", "Plans."));
    site.write("content/plans/one.md", page("", "Plan one."));
    let server = Server::start(&site, &[]);
    for (path, words) in [
        ("/draft/", "Draft: to publish it, delete the line draft: true"),
        ("/later/", "Will appear on 24 December 2099 at 09:00"),
        ("/gone/", "Expired on 31 January 2020"),
        ("/plans/one/", "its section is hidden by content/plans/index.md"),
    ] {
        let answer = server.get(path);
        assert!(answer.status == 200 && answer.has(words), "{path}: {}", answer.text());
    }
    assert!(!server.get("/").has("class=\"ribbon"));
    let overview = server.get("/__vertebra/?show=drafts");
    for file in ["content/draft.md", "content/plans/index.md", "content/plans/one.md"] {
        assert!(overview.has(file), "{file}: {}", overview.text());
    }
    assert!(!overview.has("content/later.md") && !overview.has("content/index.md"));
    assert!(server.get("/__vertebra/?show=scheduled").has("content/later.md"));
    assert!(server.get("/__vertebra/?show=expired").has("content/gone.md"));
}

#[test]
fn the_overview_knows_every_page_and_problem() {
    let site = Site::small();
    site.write("content/a.md", page("reviewed: {by: ann, on: 2020-01-01, every: 30 days}\n", "[x](none.md)"));
    site.write("content/data/people.yaml", "ann: {name: Ann}\n");
    let words = "You may feel a little sore at first. It should fade in a day or two. ".repeat(5);
    site.write("content/b.md", page("", &words));
    let server = Server::start(&site, &[]);
    let overview = server.get_until("/__vertebra/", |it| it.has("link-broken"));
    for words in
        ["content/a.md", "content/b.md", "2 errors", "review-overdue", "there is no page", "^^^^^^^", "Published"]
    {
        assert!(overview.has(words), "no {words:?} in {}", overview.text());
    }
    assert!(server.get("/__vertebra/?show=reviews").has("2020-01-31, overdue"));
    let found = server.get("/__vertebra/?find=B.MD");
    assert!(
        found.has("content/b.md")
            && !found.has("<th role=\"rowheader\" scope=\"row\"><span class=\"title\"><a href=\"/a/\">")
    );
    let why = server.get("/__vertebra/why?page=content/b.md");
    assert!(why.has("the text of content/b.md") && why.has("content/site.yaml"), "{}", why.text());
    assert!(server.get("/__vertebra/why?page=/none/").has("Nothing of this site is at “/none/”"));
}
