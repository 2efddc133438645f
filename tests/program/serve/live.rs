//! What open tabs are told.

use std::collections::BTreeMap;

use super::client::Server;
use support::{SETTINGS, Site};

fn site() -> Site {
    let site = Site::small();
    site.write("content/a.md", "---\ntitle: A\n---\nWords of a.\n");
    site.write("content/b.md", "---\ntitle: B\n---\nWords of b.\n");
    site
}

#[test]
fn a_tab_is_told_when_its_page_changes_and_only_then() {
    let site = site();
    let server = Server::start(&site, &[]);
    let (mut a, mut b) = (server.open("/a/"), server.open("/b/"));
    site.edit("content/a.md", "Words of a.", "New words of a.");
    assert_eq!(a.next().0, "reload");
    assert!(server.get("/a/").has("New words of a."));
    site.edit("content/b.md", "Words of b.", "New words of b.");
    assert_eq!(b.next().0, "reload");
    let told = server.told_until("b.md changed");
    let line = told.iter().find(|line| line.starts_with("a.md changed")).unwrap();
    assert!(line.ends_with("1 open page reloads"), "{line}");
}

#[test]
fn saving_a_file_without_changing_it_tells_nobody() {
    let site = site();
    let server = Server::start(&site, &[]);
    let mut a = server.open("/a/");
    // By another name first, as editors save: a file that is half written would be one that says something else.
    let save = |text: String| {
        site.write("content/.a.md", text);
        std::fs::rename(site.path().join("content/.a.md"), site.path().join("content/a.md")).unwrap();
    };
    save(site.read("content/a.md"));
    save(site.read("content/a.md").replace("Words", "Other words"));
    assert_eq!(a.next().0, "reload");
    assert_eq!(server.told_until("a.md changed").iter().filter(|line| line.contains("changed")).count(), 1);
}

#[test]
fn changes_are_found_without_being_told_of() {
    let site = site();
    let server = Server::start(&site, &["--poll", "0.1"]);
    let mut a = server.open("/a/");
    site.edit("content/a.md", "Words", "Other words");
    assert_eq!(a.next().0, "reload");
}

#[test]
fn a_new_style_alone_is_swapped() {
    let site = site();
    site.write("content/site.yaml", format!("{SETTINGS}theme: own\n"));
    site.write("themes/own/theme.yaml", "extends: clinic\n");
    site.write("themes/own/styles/main.css", "body { color: black }\n");
    let server = Server::start(&site, &[]);
    let mut a = server.open("/a/");
    let sheet = |server: &Server| {
        let page = server.get("/a/").text();
        let at = page.find("/assets/main.").unwrap();
        page[at..].split('"').next().unwrap().to_owned()
    };
    let before = sheet(&server);
    site.write("themes/own/styles/main.css", "body { color: navy }\n");
    let (event, data) = a.next();
    assert_eq!(event, "style", "{data}");
    let data: BTreeMap<String, String> = serde_json::from_str(&data).unwrap();
    let after = sheet(&server);
    assert_ne!(before, after);
    assert_eq!((before.trim_start_matches('/'), after.trim_start_matches('/')), (&*data["from"], &*data["to"]));
    assert!(server.get(&after).has("navy"));
    // The tab is up to date now: coming back with the version it was told, it has nothing to do.
    let mut again = server.listen("/a/", &data["version"], "");
    assert_eq!(again.next().0, "notices");
    site.edit("content/a.md", "Words", "Other words");
    assert_eq!(again.next().0, "reload");
}

#[test]
fn a_new_picture_is_told_of() {
    let site = site();
    site.write("content/rooms/the room.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>");
    let server = Server::start(&site, &[]);
    let mut a = server.open("/a/");
    site.edit("content/rooms/the room.svg", "/>", "><path/></svg>");
    assert_eq!(a.next(), ("files".to_owned(), r#"{"paths":["/rooms/the%20room.svg"]}"#.to_owned()));
}

#[test]
fn an_error_comes_and_goes_without_a_reload() {
    let site = site();
    let server = Server::start(&site, &[]);
    let (mut a, mut b) = (server.open("/a/"), server.open("/b/"));
    site.edit("content/a.md", "Words of a.", "Words of a. [x](none.md)");
    let (event, data) = a.next();
    assert!(event == "notices" && data.contains("link-broken"), "{event}: {data}");
    let (event, data) = b.next();
    assert!(event == "notices" && data.contains("1 error in other files"), "{event}: {data}");
    site.edit("content/a.md", " [x](none.md)", "");
    let (event, data) = a.next();
    assert!(event == "notices" && !data.contains("link-broken"), "{event}: {data}");
    let (event, data) = b.next();
    assert!(event == "notices" && !data.contains("in other files"), "{event}: {data}");
}

#[test]
fn a_tab_that_comes_late_is_told_at_once() {
    let site = site();
    let server = Server::start(&site, &[]);
    let mut a = server.listen("/a/", "200-of-an-earlier-preview", "");
    assert_eq!(a.next().0, "reload");
}

#[test]
fn a_page_that_is_missing_is_told_of_too() {
    let site = site();
    let server = Server::start(&site, &[]);
    let mut tab = server.open("/c/");
    site.write("content/c.md", "---\ntitle: C\n---\nWords of c.\n");
    assert_eq!(tab.next().0, "reload");
    let mut tab = server.open("/c/");
    site.remove("content/c.md");
    assert_eq!(tab.next().0, "reload");
    assert_eq!(server.get("/c/").status, 404);
}

#[test]
fn the_browser_follows_the_page_that_is_saved() {
    let site = site();
    let server = Server::start(&site, &["--navigate"]);
    let mut a = server.open("/a/");
    site.edit("content/b.md", "Words of b.", "New words of b.");
    let (event, data) = a.next();
    assert_eq!((event.as_str(), data.as_str()), ("go", r#"{"to":"/b/"}"#));
}

#[test]
fn a_page_appears_when_its_time_has_come() {
    // On a busy machine the program may begin so late that the time has come already: then the time is farther off.
    for wait in [1, 4, 16, 64] {
        let site = site();
        let soon = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(wait);
        let soon = soon.to_zoned(jiff::tz::TimeZone::get("America/Los_Angeles").unwrap());
        let at = soon.strftime("%Y-%m-%d %H:%M:%S");
        site.write("content/soon.md", format!("---\ntitle: Soon\npublish_at: {at}\n---\nSoon.\n"));
        let server = Server::start(&site, &[]);
        let mut tab = server.open("/soon/");
        if !server.get("/soon/").has("Will appear on") {
            continue;
        }
        // The page itself may say it, too: then it is loaded again.
        let (event, data) = tab.next();
        assert!(event == "reload" || !data.contains("Will appear on"), "{event}: {data}");
        server.get_until("/soon/", |it| !it.has("Will appear on"));
        return;
    }
    panic!("it takes more than a minute to begin");
}
