//! `serve --built`: the finished site as a host serves it.

use super::client::Server;
use support::{SETTINGS, Site};

fn site() -> Site {
    let site = Site::small();
    site.write("content/guides/a.md", "---\ntitle: A\n---\nWords of a.\n");
    site.write("content/404.md", "---\ntitle: Nothing here\n---\nSorry.\n");
    site.run(&["build"]).ends(0);
    site
}

#[test]
fn files_are_served_as_they_are() {
    let site = site();
    site.write("content/guides/a.md", "---\ntitle: A\n---\nNot built yet.\n");
    let server = Server::start(&site, &["--built"]);
    let answer = server.get("/guides/a/");
    assert_eq!((answer.status, answer.text()), (200, site.read("public/guides/a/index.html")));
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), Some("public, max-age=0, must-revalidate"));
    assert_eq!(server.get("/guides/a").header("location"), Some("/guides/a/"));
    assert_eq!(server.get("/guides/a").status, 301);
    let lost = server.get("/none/");
    assert_eq!((lost.status, lost.text()), (404, site.read("public/404.html")));
    assert_eq!(lost.header("cache-control"), Some("no-store"));
    let page = answer.text();
    let sheet = page.split("href=\"").find(|part| part.starts_with("/assets/")).unwrap().split('"').next().unwrap();
    assert_eq!(server.get(sheet).header("cache-control"), Some("public, max-age=31536000, immutable"));
}

#[test]
fn what_a_browser_has_is_not_sent_again() {
    let site = site();
    let server = Server::start(&site, &["--built"]);
    let first = server.get("/");
    let tag = first.header("etag").unwrap();
    let again = server.ask("GET", "/", &[("If-None-Match", tag)], "");
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(server.ask("GET", "/", &[("If-None-Match", "\"another\"")], "").status, 200);
    let date = first.header("last-modified").unwrap();
    assert!(date.ends_with(" GMT"), "{date}");
    assert_eq!(server.ask("GET", "/", &[("If-Modified-Since", date)], "").status, 304);
    let head = server.ask("HEAD", "/", &[], "");
    assert_eq!((head.status, head.body.len(), head.header("etag")), (200, 0, Some(tag)));
}

#[test]
fn what_is_not_the_site_is_not_served() {
    let site = site();
    site.write("public/_headers", "/*\n  X: y\n");
    site.write("secret.txt", "a secret");
    let server = Server::start(&site, &["--built"]);
    for path in [
        "/_headers",
        "/.vertebra/manifest.json",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/guides/a/index.html/",
        "/assets/",
    ] {
        let answer = server.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.has("a secret"), "{path}");
    }
    assert_eq!(server.ask("POST", "/", &[], "").status, 405);
    assert_eq!(server.ask("GET", "/", &[("Host", "evil.example")], "").status, 421);
    assert_eq!(server.get("/__vertebra/").status, 404);
}

#[test]
fn another_folder_and_the_base_path_are_kept() {
    let site = Site::small();
    site.write("content/site.yaml", SETTINGS.replace("https://example.org/", "https://example.org/clinic/"));
    site.run(&["build", "--out", "finished"]).ends(0);
    let server = Server::start(&site, &["--built", "--out", "finished"]);
    assert_eq!(server.get("/").header("location"), Some("/clinic/"));
    assert_eq!(server.get("/clinic/").status, 200);
}

#[test]
fn the_host_of_the_site_is_imitated() {
    let site = Site::small();
    let deploy = "deploy: {target: netlify, headers: {hsts: true, extra: {\"/guides/*\": {X-Guide: \"1\"}}}}\n";
    site.write("content/site.yaml", format!("{SETTINGS}{deploy}"));
    site.write("content/guides/a.md", "---\ntitle: A\naliases: [/old page/]\nnoindex: true\n---\nWords of a.\n");
    site.write("content/404.md", "---\ntitle: Nothing here\n---\nSorry.\n");
    site.write(
        "content/addresses.yaml",
        "gone:\n  /prices/: 2026-01-02\nredirects:\n  /b/: {to: /guides/a/, temporary: true}\n",
    );
    site.run(&["build"]).ends(0);
    let server = Server::start(&site, &["--built"]);
    for old in ["/old%20page/?x=1", "/old%20page?x=1"] {
        let answer = server.get(old);
        assert_eq!((answer.status, answer.header("location")), (301, Some("/guides/a/?x=1")));
    }
    assert_eq!((server.get("/b/").status, server.get("/b/").header("location")), (302, Some("/guides/a/")));
    let gone = server.get("/prices/");
    assert_eq!((gone.status, gone.text()), (410, site.read("public/404.html")));
    assert_eq!(gone.header("cache-control"), Some("no-store"));
    let page = server.get("/guides/a/");
    assert_eq!((page.header("x-guide"), page.header("x-robots-tag")), (Some("1"), Some("noindex")));
    assert_eq!(page.header("cache-control"), Some("public, max-age=0, must-revalidate"));
    assert_eq!(page.header("strict-transport-security"), None, "there is no https here");
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'") && !policy.contains("upgrade"), "{policy}");
    assert_eq!(server.get("/").header("x-guide"), None);
    for path in ["/_headers", "/_redirects"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
}

#[test]
fn the_old_address_of_a_file_leads_on_as_on_a_host_without_redirects() {
    let site = Site::small();
    site.write("content/guides/a.md", "---\ntitle: A\naliases: [/guides/old.php, /list.pdf]\n---\n");
    site.run(&["build"]).ends(0);
    for (arguments, status) in [(&["--built"][..], 301), (&[], 307)] {
        let server = Server::start(&site, arguments);
        for old in ["/guides/old.php", "/list.pdf"] {
            let answer = server.get(old);
            assert_eq!((answer.status, answer.header("location")), (status, Some(&*format!("{old}/"))));
            let page = server.get(&format!("{old}/"));
            assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
            assert!(page.has("url=/guides/a/"), "{}", page.text());
        }
    }
}
