//! The rules of addresses, and what every answer says.

use super::client::Server;
use support::{SETTINGS, Site};

const GUIDE: &str = "---\ntitle: First visit\naliases: [/old/]\n---\nBring water.\n";

fn site() -> Site {
    let site = Site::small();
    site.write("content/guides/first-visit.md", GUIDE);
    site.write("content/guides/price list.txt", "free");
    site.write("content/404.md", "---\ntitle: Nothing here\n---\nSorry.\n");
    site
}

#[test]
fn pages_are_the_published_ones_with_one_addition() {
    let site = site();
    site.run(&["build"]).ends(0);
    let before = site.tree("public");
    let server = Server::start(&site, &[]);
    for (path, file) in [("/", "index.html"), ("/guides/first-visit/", "guides/first-visit/index.html")] {
        let answer = server.get(path);
        assert_eq!(answer.status, 200);
        assert_eq!(without_places(&answer.page()), site.read(&format!("public/{file}")), "{path}");
    }
    for file in ["atom.xml", "robots.txt", "icon.svg", "site.webmanifest", "guides/price list.txt"] {
        let answer = server.get(&format!("/{}", file.replace(' ', "%20")));
        assert_eq!((answer.status, answer.text()), (200, site.read(&format!("public/{file}"))), "{file}");
    }
    drop(server);
    assert!(site.tree("public") == before, "the preview has touched public/");
}

/// Without the places of the source, which only the preview has.
fn without_places(html: &str) -> String {
    let mut parts = html.split(" data-source=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('"').map_or("", |(_, rest)| rest))
}

#[test]
fn a_page_knows_the_lines_of_its_source() {
    let site = site();
    let server = Server::start(&site, &[]);
    let page = server.get("/guides/first-visit/");
    assert!(
        page.has("<p data-source=\"5\">Bring water.</p>") && page.has("data-file=\"content/guides/first-visit.md\"")
    );
    assert!(!server.get("/guides/first-visit/?at=2030-01-01").has("data-source"));
}

#[test]
fn a_missing_slash_leads_to_the_page() {
    let site = site();
    let server = Server::start(&site, &[]);
    let answer = server.get("/guides/first-visit?at=2030-01-01");
    assert_eq!((answer.status, answer.header("location")), (307, Some("/guides/first-visit/?at=2030-01-01")));
    assert_eq!(server.get("/guides").header("location"), Some("/guides/"));
    assert!(server.get("/old/").has("url=/guides/first-visit/"));
}

#[test]
fn what_is_not_there_is_answered_with_the_page_of_the_site() {
    let site = site();
    let server = Server::start(&site, &[]);
    for path in ["/none/", "/none.jpg", "/guides/first-visit/x/", "//guides/", "/content/index.md", "/Guides/"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.has("Nothing here"), "{path}: {}", answer.text());
    }
    assert_eq!(server.get("/404.html").status, 200);
}

#[test]
fn the_base_path_of_the_site_is_kept() {
    let site = site();
    site.write("content/site.yaml", SETTINGS.replace("https://example.org/", "https://example.org/clinic/"));
    let server = Server::start(&site, &[]);
    assert_eq!(server.get("/").header("location"), Some("/clinic/"));
    assert_eq!(server.get("/clinic").header("location"), Some("/clinic/"));
    assert_eq!(server.get("/clinic/guides").header("location"), Some("/clinic/guides/"));
    assert_eq!(server.get("/clinic/").status, 200);
    assert!(server.get("/clinic/guides/").has("href=\"/clinic/guides/first-visit/\""));
    assert_eq!(server.get("/guides/").status, 404);
    assert!(server.get("/__vertebra/").has("href=\"/clinic/guides/first-visit/\""));
}

#[test]
fn answers_say_what_they_are() {
    let site = site();
    let server = Server::start(&site, &[]);
    let kind = |path| server.get(path).header("content-type").map(str::to_owned);
    assert_eq!(kind("/").as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!(kind("/atom.xml").as_deref(), Some("application/atom+xml; charset=utf-8"));
    assert_eq!(kind("/feed.json").as_deref(), Some("application/feed+json; charset=utf-8"));
    assert_eq!(kind("/__vertebra/client.js").as_deref(), Some("text/javascript; charset=utf-8"));
    for path in ["/", "/none/", "/guides", "/__vertebra/"] {
        let answer = server.get(path);
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("default-src 'none'; script-src 'self'; style-src 'self'"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("same-origin"), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
    }
}

#[test]
fn a_look_at_the_head_gets_the_head_alone() {
    let site = site();
    let server = Server::start(&site, &[]);
    let whole = server.get("/");
    let head = server.ask("HEAD", "/", &[], "");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), whole.header("content-length"));
    assert_eq!(head.header("content-length"), Some(whole.body.len().to_string().as_str()));
}

#[test]
fn nothing_in_a_page_of_ours_comes_from_elsewhere() {
    let site = site();
    let server = Server::start(&site, &[]);
    for path in [
        "/__vertebra/",
        "/__vertebra/why?page=/guides/first-visit/",
        "/__vertebra/preview.css",
        "/__vertebra/client.js",
    ] {
        let text = server.get(path).text();
        let foreign =
            text.match_indices("//").any(|(at, _)| text[..at].ends_with("http:") || text[..at].ends_with("https:"));
        assert!(!foreign, "{path}:\n{text}");
    }
}
