//! The site as of another day.

use super::client::Server;
use support::Site;

fn site() -> Site {
    let site = Site::small();
    site.write("content/later.md", "---\ntitle: Later\npublish_at: 2099-12-24 09:00\n---\nLater.\n");
    site.write("content/gone.md", "---\ntitle: Gone\nexpires: 2099-12-01\n---\nUntil then.\n");
    site.write("content/draft.md", "---\ntitle: Draft\ndraft: true\n---\nNot ready.\n");
    site
}

#[test]
fn exactly_what_is_published_on_that_day_is_shown() {
    let site = site();
    let server = Server::start(&site, &[]);
    let status = |path: &str| server.get(path).status;
    assert_eq!(status("/later/?at=2099-12-23"), 404);
    assert_eq!(status("/later/?at=2099-12-24"), 200);
    assert_eq!(status("/gone/?at=2099-11-30"), 200);
    assert_eq!(status("/gone/?at=2099-12-24"), 404);
    assert_eq!(status("/draft/?at=2099-12-24"), 404);
    assert_eq!(status("/draft/"), 200);
    let answer = server.get("/later/?at=2099-12-24");
    assert!(answer.has("As it will be on 24 December 2099"), "{}", answer.text());
    assert!(
        answer.has("<a href=\"/later/\">Back to the current preview</a>") && !answer.has("Will appear"),
        "{}",
        answer.text()
    );
    let bad = server.get("/?at=soon");
    assert!(bad.status == 400 && bad.has("year-month-day"), "{}", bad.text());
}

#[test]
fn changes_reach_other_days_too() {
    let site = site();
    let server = Server::start(&site, &[]);
    let mut tab = server.open("/later/?at=2099-12-24");
    site.edit("content/later.md", "Later.\n", "Later than that.\n");
    tab.wait_for("reload");
    assert!(server.get("/later/?at=2099-12-24").has("Later than that."));
    site.write("content/new.md", "---\ntitle: New\n---\nNew.\n");
    server.get_until("/new/?at=2099-12-24", |it| it.status == 200);
}

#[test]
fn a_day_can_be_the_day_of_all_pages() {
    let site = site();
    let server = Server::start(&site, &["--date", "2099-12-24"]);
    assert_eq!(server.get("/draft/").status, 404);
    let answer = server.get("/later/");
    assert!(
        answer.status == 200
            && answer.has("As it will be on 24 December 2099")
            && !answer.has("Back to the current preview")
    );
    assert_eq!(server.get("/later/?at=2099-12-23").status, 404);
    assert!(server.get("/__vertebra/").has("content/draft.md"));
}
