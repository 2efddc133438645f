//! One table of addresses for everything that takes them apart.

use super::*;
use crate::path::OutputPath;

use AddressKind::{Data, Disk, Empty, Mail, Other, Script, Site, Telephone, Web};

/// An address, its kind, and its parts: path, query, fragment.
const TABLE: &[(&str, AddressKind, &str, &str, Option<&str>)] = &[
    ("", Empty, "", "", None),
    ("  ", Empty, "  ", "", None),
    ("#", Site, "", "", Some("")),
    ("#part", Site, "", "", Some("part")),
    ("?q=1", Site, "", "?q=1", None),
    ("a.md", Site, "a.md", "", None),
    ("../a.md#b?c", Site, "../a.md", "", Some("b?c")),
    ("/a/?q#b#c", Site, "/a/", "?q", Some("b#c")),
    ("a/b:c.md", Site, "a/b:c.md", "", None),
    ("Note: read this", Other, "Note: read this", "", None),
    ("Read this: a.md", Site, "Read this: a.md", "", None),
    ("images\\room.jpg", Site, "images\\room.jpg", "", None),
    ("1:2", Site, "1:2", "", None),
    (":x", Site, ":x", "", None),
    ("https://a.example/b?c#d", Web, "https://a.example/b", "?c", Some("d")),
    ("HTTP://A.example", Web, "HTTP://A.example", "", None),
    ("//a.example/b", Web, "//a.example/b", "", None),
    ("mailto:a@b.example?subject=x", Mail, "mailto:a@b.example", "?subject=x", None),
    ("tel:+13108287757", Telephone, "tel:+13108287757", "", None),
    ("sms:+13108287757", Telephone, "sms:+13108287757", "", None),
    ("ftp://a.example", Other, "ftp://a.example", "", None),
    ("geo:1,2", Other, "geo:1,2", "", None),
    ("C:\\room.jpg", Disk, "C:\\room.jpg", "", None),
    ("c:/room.jpg", Disk, "c:/room.jpg", "", None),
    ("\\\\server\\room.jpg", Disk, "\\\\server\\room.jpg", "", None),
    ("file:///room.jpg", Disk, "file:///room.jpg", "", None),
    ("data:text/html,x", Data, "data:text/html,x", "", None),
    (" Data:,x", Data, " Data:,x", "", None),
    ("javascript:alert(1)", Script, "javascript:alert(1)", "", None),
    ("JaVaScRiPt:x", Script, "JaVaScRiPt:x", "", None),
    ("java\tscript:x", Script, "java\tscript:x", "", None),
    ("java\r\nscript:x", Script, "java\r\nscript:x", "", None),
    ("\u{1}javascript:x", Script, "\u{1}javascript:x", "", None),
    ("javascript\n:x", Script, "javascript\n:x", "", None),
    ("vbscript:x", Script, "vbscript:x", "", None),
    ("javascript.md", Site, "javascript.md", "", None),
    ("javascripts:x", Other, "javascripts:x", "", None),
];

#[test]
fn hosts_are_told_from_paths() {
    for (text, parts, is_whole) in [
        ("https://a.example/b/c?d#e", Some(("a.example", "/b/c")), true),
        ("HTTPS://A.example:8080", Some(("A.example:8080", "")), true),
        ("https://me:secret@a.example/", Some(("a.example", "/")), true),
        ("https://a.example?b=//c", Some(("a.example", "")), true),
        ("//a.example/b", Some(("a.example", "/b")), false),
        ("file:///room.jpg", Some(("", "/room.jpg")), false),
        ("ftp://a.example/b", Some(("a.example", "/b")), false),
        ("/a//b", None, false),
        ("a.md#//b", None, false),
        ("mailto:a@b.example", None, false),
        ("", None, false),
    ] {
        let link = Link::parse(text);
        assert_eq!((link.host_and_path(), link.is_whole()), (parts, is_whole), "{text}");
    }
}

#[test]
fn addresses_are_taken_apart() {
    for (text, kind, path, query, fragment) in TABLE {
        let link = Link::parse(text);
        assert_eq!((link.kind, link.path, link.query, link.fragment), (*kind, *path, *query, *fragment), "{text:?}");
        assert_eq!(format!("{}{}", link.path, link.rest()), *text);
        assert_eq!(link.is_elsewhere(), !matches!(kind, Site | Empty), "{text:?}");
        assert_eq!(link.is_unsafe(), matches!(kind, Data | Script), "{text:?}");
    }
    assert!(Link::parse("/a").is_rooted() && !Link::parse("//a").is_rooted() && !Link::parse("a").is_rooted());
}

#[test]
fn letters_are_decoded_once_and_composed() {
    for (text, plain) in [
        ("my%20room.jpg", "my room.jpg"),
        ("a%2520b", "a%20b"),
        ("a%2Fb", "a/b"),
        ("caf%C3%A9", "caf\u{e9}"),
        ("cafe\u{301}", "caf\u{e9}"),
        ("cafe%CC%81", "caf\u{e9}"),
        ("100%", "100%"),
        ("%ff", "\u{fffd}"),
        ("日本語", "日本語"),
    ] {
        assert_eq!(decoded(text), plain, "{text}");
    }
    assert_eq!(encode("/caf\u{e9} 100%/#?"), "/caf%C3%A9%20100%25/%23%3F");
    assert!(matches!(composed("plain"), std::borrow::Cow::Borrowed(_)));
}

#[test]
fn a_slash_or_no_known_ending_makes_a_folder() {
    for (typed, address) in [
        ("/old", "/old/"),
        ("/old/", "/old/"),
        ("old", "/old/"),
        ("/", "/"),
        ("", "/"),
        ("/release-1.2/", "/release-1.2/"),
        ("/release-1.2", "/release-1.2/"),
        ("/dr.smith", "/dr.smith/"),
        ("/2015.05.21", "/2015.05.21/"),
        ("/v24.3/Rust-1.52/", "/v24.3/Rust-1.52/"),
        ("/functions/crypto.fnv32a", "/functions/crypto.fnv32a/"),
        ("/safe.js/", "/safe.js/"),
        ("/page.html", "/page.html"),
        ("/PAGE.HTM", "/PAGE.HTM"),
        ("/index.php", "/index.php"),
        ("/plan.pdf", "/plan.pdf"),
        ("/logo.svg", "/logo.svg"),
        ("/feed.xml", "/feed.xml"),
        ("/caf%C3%A9", "/caf\u{e9}/"),
        ("/cafe\u{301}", "/caf\u{e9}/"),
        ("/a%2520b", "/a%20b/"),
        ("/100%", "/100%/"),
        ("/%ff", "/%ff/"),
        ("/.well-known", "/.well-known/"),
    ] {
        assert_eq!(page_address(typed).map(|url| url.to_string()).as_deref(), Some(address), "{typed}");
    }
    for outside in ["../x", "/a/../../x", "/%2e%2e/x", "/a?b", "/a#b", "\\x"] {
        assert_eq!(page_address(outside), None, "{outside}");
    }
}

#[test]
fn the_address_of_a_site_is_taken_apart() {
    let parts = |text| BaseUrl::parse(text).map(|base| (base.origin, base.path));
    let is = |origin: &str, path: &str| Ok((origin.to_owned(), path.to_owned()));
    for (text, expected) in [
        ("https://Example.org/", is("https://example.org", "")),
        (" https://example.org ", is("https://example.org", "")),
        ("HTTPS://example.org", is("https://example.org", "")),
        ("https://a.example/project/", is("https://a.example", "/project")),
        ("https://a.example/project", is("https://a.example", "/project")),
        ("https://a.example/v1.2", is("https://a.example", "/v1.2")),
        ("https://a.example/%C3%A9/", is("https://a.example", "/\u{e9}")),
        ("https://a.example/e\u{301}/", is("https://a.example", "/\u{e9}")),
        ("https://a.example/my%20site/", is("https://a.example", "/my site")),
        ("http://[::1]:8080/a", is("http://[::1]:8080", "/a")),
        ("http://localhost:8080", is("http://localhost:8080", "")),
        ("", Err(BadBase::Empty)),
        ("  ", Err(BadBase::Empty)),
        ("example.org", Err(BadBase::NotWeb)),
        ("//example.org/", Err(BadBase::NotWeb)),
        ("/project/", Err(BadBase::NotWeb)),
        ("https:///x", Err(BadBase::NotWeb)),
        ("ftp://example.org/", Err(BadBase::NotWeb)),
        ("javascript://example.org/%0aalert(1)", Err(BadBase::NotWeb)),
        ("http://[::1", Err(BadBase::NotWeb)),
        ("https://a.example/../x", Err(BadBase::NotWeb)),
        ("https://a.example/%2e%2e/x", Err(BadBase::NotWeb)),
        ("https://a.example/?q", Err(BadBase::NotWeb)),
        ("https://a.example/#top", Err(BadBase::NotWeb)),
        ("https://a.example\\b", Err(BadBase::NotWeb)),
        ("https://me:secret@a.example/", Err(BadBase::NotWeb)),
        ("https://a..b/", Err(BadBase::NotWeb)),
        ("https://a:b/", Err(BadBase::NotWeb)),
        ("https://a.example/index.html", Err(BadBase::File("https://a.example/".to_owned()))),
        ("https://a.example/b/home.php", Err(BadBase::File("https://a.example/b/".to_owned()))),
    ] {
        assert_eq!(parts(text), expected, "{text}");
    }
}

#[test]
fn what_is_outside_the_folder_of_the_site_is_not_in_it() {
    let base = BaseUrl::parse("https://example.org/base/").unwrap();
    for (path, inside) in [
        ("/base/a/", Some("/a/")),
        ("/base/", Some("/")),
        ("/base", Some("/")),
        ("/basement/x.svg", None),
        ("/a/", None),
        ("/", None),
    ] {
        assert_eq!(base.inside(path), inside, "{path}");
    }
    let top = BaseUrl::parse("https://example.org").unwrap();
    assert_eq!((top.inside("/a/"), top.inside("/")), (Some("/a/"), Some("/")));
}

#[test]
fn addresses_in_pages_lead_where_browsers_go() {
    let base = BaseUrl::parse("https://example.org/base/").unwrap();
    let page = OutputPath::new("guides/a/index.html").unwrap();
    let here = |path: &str| LinkPlace::Here(path.to_owned());
    let host = |host: &str| LinkPlace::Host(host.to_owned());
    let beside = |path: &str| LinkPlace::Beside(path.to_owned());
    for (url, expected) in [
        ("", here("guides/a/index.html")),
        ("?q=1", here("guides/a/index.html")),
        ("#part", here("guides/a/index.html")),
        ("/base/assets/main.css?x#y", here("assets/main.css")),
        ("/base/", here("index.html")),
        ("/base/a", here("a")),
        ("x%20y.webp", here("guides/a/x y.webp")),
        ("e\u{301}.webp", here("guides/a/\u{e9}.webp")),
        ("../b/", here("guides/b/index.html")),
        ("..\\b\\", here("guides/b/index.html")),
        ("https://example.org/base/x.js", here("x.js")),
        ("HTTPS://EXAMPLE.ORG/base/x.js", here("x.js")),
        ("//example.org/base/x.js", here("x.js")),
        ("https://example.org:443/base/x.js", here("x.js")),
        ("/a/", beside("/a/")),
        ("/basement/x.svg", beside("/basement/x.svg")),
        ("../../../../x", beside("/x")),
        ("https://example.org/a/", beside("/a/")),
        ("https://example.org", beside("/")),
        ("http://example.org/base/", host("example.org")),
        ("https://example.org:8443/base/", host("example.org:8443")),
        ("https://example.org.evil.example/x.js", host("example.org.evil.example")),
        ("//CDN.example/x.js", host("cdn.example")),
        ("https://fonts.example", host("fonts.example")),
        ("data:image/png;base64,xx", LinkPlace::Nowhere),
        ("mailto:a@b.example", LinkPlace::Nowhere),
        ("tel:+1", LinkPlace::Nowhere),
        ("javascript:x", LinkPlace::Nowhere),
        ("https://", LinkPlace::Nowhere),
    ] {
        assert_eq!(place(url, &page, &base), expected, "{url}");
    }
}

#[test]
fn addresses_are_joined_as_browsers_join_them() {
    for (from, href, whole) in [
        ("https://a.example/b/c", "/y?z#w", Some("https://a.example/y?z")),
        ("https://a.example/b/c", "d", Some("https://a.example/b/d")),
        ("https://a.example/b/c", "../d", Some("https://a.example/d")),
        ("https://a.example/b/c?q", "//b.example/y", Some("https://b.example/y")),
        ("https://a.example/b/c", "https://b.example", Some("https://b.example/")),
        ("https://a.example/b/c", "mailto:x@y.example", None),
        ("https://a.example/b/c", "javascript:x", None),
    ] {
        assert_eq!(absolute(from, href).as_deref(), whole, "{href}");
    }
}

#[test]
fn texts_that_would_run_are_told_from_prose() {
    for text in [
        "javascript:alert(1)",
        "javascript: alert(1)",
        "javascript: alert%281%29",
        "javascript: document.title%3D1",
        "javascript: alert%60%60",
        "java\nscript:x",
        " JAVASCRIPT:x",
        "vbscript:x",
        "data:text/html,x",
        "data:,x",
        "javascript:",
    ] {
        assert!(is_unsafe_text(text), "{text:?}");
    }
    for text in ["JavaScript: a history", "Data: what we keep", "javascript.md", "My data: a", "https://a.example/", ""]
    {
        assert!(!is_unsafe_text(text), "{text:?}");
    }
}

#[test]
fn whole_addresses_of_the_site_are_parted_from_others() {
    for (base, text, expected) in [
        ("https://a.example/", "https://a.example/b/?c#d", Some(("https://a.example", "/b/?c#d"))),
        ("https://a.example/", "http://a.example/b", Some(("http://a.example", "/b"))),
        ("https://a.example/", "//A.example/b", Some(("//A.example", "/b"))),
        ("https://a.example/", "HTTPS://A.Example:443", Some(("HTTPS://A.Example:443", "/"))),
        ("https://a.example/", "https://a.example#d", Some(("https://a.example", "/#d"))),
        ("https://a.example/", "https://a.example?c", Some(("https://a.example", "/?c"))),
        ("https://a.example/", "https://www.a.example/b", None),
        ("https://www.a.example/", "https://a.example/b", None),
        ("https://a.example/", "https://a.example:8080/b", None),
        ("https://a.example:8080/", "http://a.example:8080/b", Some(("http://a.example:8080", "/b"))),
        ("https://a.example/", "https://me@a.example/b", None),
        ("https://a.example/", "https://b.example/https://a.example/", None),
        ("https://a.example/", "/b", None),
        ("https://a.example/", "ftp://a.example/b", None),
        ("https://a.example/p/", "https://a.example/p/b", Some(("https://a.example/p", "/b"))),
        ("https://a.example/p/", "https://a.example/p", Some(("https://a.example/p", "/"))),
        ("https://a.example/p/", "https://a.example/p#d", Some(("https://a.example/p", "/#d"))),
        ("https://a.example/p/", "https://a.example/pq/b", None),
        ("https://a.example/p/", "https://a.example/", None),
        ("https://a.example/p/", "https://a.example", None),
        (
            "https://a.example/p%20q/r/",
            "https://a.example/p%20q/r/b%20c",
            Some(("https://a.example/p%20q/r", "/b%20c")),
        ),
    ] {
        let base = BaseUrl::parse(base).unwrap();
        let found = base.split(text);
        assert_eq!(found.as_ref().map(|(before, local)| (*before, &**local)), expected, "{text}");
    }
}

#[test]
fn what_was_meant_by_an_unknown_scheme_is_found() {
    for (text, meant) in [
        ("htps://x.example/", Some("https://x.example/")),
        ("HTTPSS://x.example/a?b#c", Some("https://x.example/a?b#c")),
        ("hhtp://x.example/", Some("http://x.example/")),
        ("mailt:ana@x.example", Some("mailto:ana@x.example")),
        ("email:ana@x.example", Some("mailto:ana@x.example")),
        ("tell:+15550100", Some("tel:+15550100")),
        ("phone:+15550100", Some("tel:+15550100")),
        ("example.org:8080/a", Some("https://example.org:8080/a")),
        ("zorp://y", None),
        ("Note:this", None),
    ] {
        let unknown = unknown_scheme(text).unwrap_or_else(|| panic!("{text} is known"));
        assert_eq!(unknown.meant.as_deref(), meant, "{text}");
        // Where a text may be anything, it is an address only where it cannot be anything else.
        let is_clear = text.contains("://") || meant.is_some_and(|meant| meant.starts_with("mailto:"));
        assert_eq!(unknown_scheme_in_text(text).is_some(), is_clear, "{text}");
    }
    for known in
        ["https://x", "a.md", "Read this: a.md", "../a", "", "tel:1", "localhost:4000/a", "com.example:a", "C:\\a"]
    {
        assert_eq!(unknown_scheme(known), None, "{known}");
    }
    let slashes = unknown_scheme_in_text("https//x.example/").unwrap();
    assert_eq!((slashes.scheme.as_str(), slashes.meant.as_deref()), ("https//", Some("https://x.example/")));
}
