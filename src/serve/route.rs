//! Addresses as a host understands them: which file of the finished site an address means.
//!
//! Looks at names only. Whether there is such a file is asked of the caller, so that the preview and the finished site
//! follow the same rules. Source of the rules: the hosts that are compared in `docs/preview.md`.

use percent_encoding::percent_decode_str;

use vertebra_base::link::encode;
use vertebra_base::path::OutputPath;

/// What an address means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    File(OutputPath),
    /// The page stands at another address: the same with a slash at its end, or below the base path.
    Moved(String),
    /// There is nothing; the site's own not-found page says so.
    Missing,
    /// No browser asks like this.
    Bad,
}

/// Finds what a path means, as it was sent: percent-encoded, without query. `base` is the path that the site is
/// published under, such as `/guide`, or empty.
pub fn route(path: &str, base: &str, exists: impl Fn(&OutputPath) -> bool) -> Route {
    let Some(path) = plain(path) else { return Route::Bad };
    if path == base || (path == "/" && !base.is_empty()) {
        return Route::Moved(encode(&format!("{base}/")).into_owned());
    }
    let Some(inside) = path.strip_prefix(base).and_then(|rest| rest.strip_prefix('/')) else { return Route::Missing };
    if inside.starts_with('/') || inside.contains("//") {
        return Route::Missing;
    }
    let found = |file: String| OutputPath::new(&file).ok().filter(|file| exists(file));
    if inside.is_empty() || inside.ends_with('/') {
        return found(format!("{inside}index.html")).map_or(Route::Missing, Route::File);
    }
    match (found(inside.to_owned()), found(format!("{inside}/index.html"))) {
        (Some(file), _) => Route::File(file),
        (None, Some(_)) => Route::Moved(encode(&format!("{base}/{inside}/")).into_owned()),
        (None, None) => Route::Missing,
    }
}

/// The path in plain letters; nothing for one that could be read in two ways or that leads outside.
pub fn plain(path: &str) -> Option<String> {
    let small = path.to_ascii_lowercase();
    let two_ways = ["%2f", "%5c", "%00", "\\", "%2e%2e", "%2e/", "/%2e"].iter().any(|part| small.contains(part));
    let text = percent_decode_str(path).decode_utf8().ok()?;
    let outside = text.split('/').any(|part| part == ".." || part == ".") || text.chars().any(char::is_control);
    (text.starts_with('/') && !two_ways && !outside).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, base: &str, expected: Route) {
        let files = ["index.html", "a/index.html", "a/b.txt", "café menu.pdf", "404.html", "both", "both/index.html"];
        assert_eq!(route(path, base, |file| files.contains(&file.as_str())), expected, "{path} below {base:?}");
    }

    fn file(path: &str) -> Route {
        Route::File(OutputPath::new(path).unwrap())
    }

    fn moved(to: &str) -> Route {
        Route::Moved(to.to_owned())
    }

    #[test]
    fn folders_answer_with_their_index() {
        check("/", "", file("index.html"));
        check("/a/", "", file("a/index.html"));
        check("/a/index.html", "", file("a/index.html"));
        check("/a/b.txt", "", file("a/b.txt"));
        check("/404.html", "", file("404.html"));
        check("/caf%C3%A9%20menu.pdf", "", file("café menu.pdf"));
        check("/both", "", file("both"));
    }

    #[test]
    fn a_missing_slash_is_added() {
        check("/a", "", moved("/a/"));
        check("/a", "/guide", Route::Missing);
        check("/guide/a", "/guide", moved("/guide/a/"));
    }

    #[test]
    fn the_base_path_is_where_the_site_begins() {
        check("/", "/guide", moved("/guide/"));
        check("/guide", "/guide", moved("/guide/"));
        check("/guide/", "/guide", file("index.html"));
        check("/guide/a/b.txt", "/guide", file("a/b.txt"));
        check("/guidebook/", "/guide", Route::Missing);
        check("/a/", "/guide", Route::Missing);
    }

    #[test]
    fn nothing_else_is_there() {
        for path in ["/b/", "/b", "/a/b.txt/", "//a/", "//evil.example/", "/a//", "/A/", "/.git/config", "/index.html/"]
        {
            check(path, "", Route::Missing);
        }
    }

    #[test]
    fn no_way_leads_outside() {
        let bad =
            ["/../x", "/a/../index.html", "/%2e%2e/x", "/%2E./x", "/a%2fb.txt", "/a%5cb.txt", "/a\\b.txt", "/./a/"];
        for path in bad.into_iter().chain(["/a%00", "/a%0a", "/%ff", "a/", "", "/.%2e/x", "/a/.."]) {
            check(path, "", Route::Bad);
        }
        // Encoded twice is a name that no file has.
        check("/%252e%252e/x", "", Route::Missing);
    }
}
