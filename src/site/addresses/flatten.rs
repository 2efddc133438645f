//! Old addresses to redirects: chains end at their last link; what leads in a circle, to nothing, or away from a living
//! page is told and left out. Knows nothing of pages: it asks what stands at an address.

use std::collections::{BTreeMap, BTreeSet};

use super::redirect::{Origin, Redirect, RedirectTarget, Redirects};
use vertebra_base::diagnostic::{Diagnostic, nearest};
use vertebra_base::link::{AddressKind, BaseUrl, Link, page_address};
use vertebra_base::path::UrlPath;

/// An old address as somebody wrote it.
#[derive(Debug, Clone)]
pub struct Old {
    pub from: UrlPath,
    /// `/page/`, `/page/#part`, `https://…`; none for what is gone.
    pub to: Option<String>,
    pub temporary: bool,
    pub origin: Origin,
}

/// What stands at an address.
#[derive(Debug, Clone)]
pub enum AddressState {
    /// Something that is published, and its address in its true letters.
    Live(UrlPath),
    /// A page that is not published: its file, and why.
    Hidden(String, String),
    Nothing,
}

/// One redirect for each old address that leads somewhere. No two of them may have the same address. `base`: where the site
/// is published, for whole addresses of its own. `known`: all addresses that a slip of the fingers may have been meant to name.
pub fn flatten(
    olds: Vec<Old>,
    base: &BaseUrl,
    stands: &dyn Fn(&UrlPath) -> AddressState,
    known: &dyn Fn() -> Vec<UrlPath>,
    out: &mut Vec<Diagnostic>,
) -> Redirects {
    let by_address: BTreeMap<String, &Old> = olds.iter().map(|old| (old.from.folded(), old)).collect();
    let mut flat = Flat { by_address, base, stands, known, circles: BTreeSet::new() };
    let mut all = Vec::with_capacity(olds.len());
    for old in &olds {
        if let Some(to) = flat.follow(old, out) {
            let (from, origin) = (old.from.clone(), old.origin.clone());
            all.push(Redirect { from, to, temporary: old.temporary, origin });
        }
    }
    Redirects::new(all)
}

struct Flat<'a> {
    by_address: BTreeMap<String, &'a Old>,
    base: &'a BaseUrl,
    stands: &'a dyn Fn(&UrlPath) -> AddressState,
    known: &'a dyn Fn() -> Vec<UrlPath>,
    /// Addresses of circles that have been told.
    circles: BTreeSet<String>,
}

impl Flat<'_> {
    /// Where an old address leads in the end.
    fn follow(&mut self, first: &Old, out: &mut Vec<Diagnostic>) -> Option<RedirectTarget> {
        let mut way = vec![first.from.folded()];
        let mut names = vec![first.from.to_string()];
        let (mut to, mut fragment) = (first.to.clone(), None);
        loop {
            let Some(text) = to else { return Some(RedirectTarget::Gone) };
            let local = self.base.local(&text);
            let link = Link::parse(&local);
            if link.kind == AddressKind::Web {
                return Some(RedirectTarget::Outside(text.clone()));
            }
            // The part of a page that was named first is the one that is meant.
            fragment = fragment.or_else(|| link.fragment.filter(|own| !own.is_empty()).map(str::to_owned));
            let Some(url) = page_address(link.path).filter(|_| !link.is_elsewhere() && !link.path.is_empty()) else {
                out.push(unreadable(first, &text));
                return None;
            };
            // A file may have an ending that nobody else knows.
            let exact = UrlPath::new(&link.decoded_path()).ok().filter(|exact| *exact != url);
            let file =
                exact.map(|exact| (self.stands)(&exact)).filter(|stands| matches!(stands, AddressState::Live(_)));
            match file.unwrap_or_else(|| (self.stands)(&url)) {
                AddressState::Live(url) => return Some(RedirectTarget::Here { url, fragment }),
                AddressState::Hidden(file, reason) => {
                    // Told where the last step is written, once.
                    if way.len() == 1 {
                        out.push(hidden(first, &url, &file, &reason));
                    }
                    return None;
                }
                AddressState::Nothing => {}
            }
            let Some(next) = self.by_address.get(&url.folded()) else {
                if way.len() == 1 {
                    out.push(self.broken(first, &url));
                }
                return None;
            };
            names.push(next.from.to_string());
            if let Some(begins) = way.iter().position(|seen| *seen == next.from.folded()) {
                self.tell_circle(first, (&way, &names), begins, out);
                return None;
            }
            way.push(next.from.folded());
            to = next.to.clone();
        }
    }

    fn broken(&self, old: &Old, url: &UrlPath) -> Diagnostic {
        let known = (self.known)();
        let near = nearest(url.as_str(), known.iter().map(UrlPath::as_str));
        let help = near.map_or_else(
            || "write the address of a page of this site, or move the line to \"gone:\"".to_owned(),
            |near| format!("did you mean {near}?"),
        );
        let message = format!("{} redirects to {url}, where nothing is published", old.from);
        Diagnostic::error("redirect-broken", &old.origin.file, old.origin.span, message).with_help(help)
    }

    /// Each circle is told once, at the first of its addresses that is met.
    fn tell_circle(
        &mut self,
        old: &Old,
        (way, names): (&[String], &[String]),
        begins: usize,
        out: &mut Vec<Diagnostic>,
    ) {
        // What only leads into a circle is mended with it.
        if begins > 0 || self.circles.contains(&way[0]) {
            return;
        }
        self.circles.extend(way.iter().cloned());
        let message = format!("this old address redirects to itself: {}", names.join(" → "));
        let help = "point one of them to a page, or remove one of the lines";
        out.push(Diagnostic::error("redirect-loop", &old.origin.file, old.origin.span, message).with_help(help));
    }
}

fn unreadable(old: &Old, to: &str) -> Diagnostic {
    let message = format!("{} redirects to \"{to}\", which is not an address of this site", old.from);
    let help = "write the address of a page of this site, or a full address that starts with https://";
    Diagnostic::error("redirect-broken", &old.origin.file, old.origin.span, message).with_help(help)
}

fn hidden(old: &Old, url: &UrlPath, file: &str, reason: &str) -> Diagnostic {
    let message = format!("{} redirects to {url}, which is not published: {reason}", old.from);
    let help = format!("publish {file}, or redirect it to another page");
    Diagnostic::error("redirect-broken", &old.origin.file, old.origin.span, message).with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vertebra_base::path::SourcePath;
    use vertebra_base::span::Span;

    fn old((at, (from, to)): (usize, &(&str, &str))) -> Old {
        Old {
            from: page_address(from).unwrap(),
            to: (!to.is_empty()).then(|| (*to).to_owned()),
            temporary: false,
            origin: Origin { file: SourcePath::new("f"), span: Span::at(at) },
        }
    }

    fn check(lines: &[(&str, &str)], expected: &[&str]) {
        let mut out = Vec::new();
        let stands = |url: &UrlPath| match url.as_str().to_lowercase().as_str() {
            "/live/" => AddressState::Live(UrlPath::new("/live/").unwrap()),
            "/draft/" => AddressState::Hidden("content/draft.md".to_owned(), "draft".to_owned()),
            _ => AddressState::Nothing,
        };
        let base = BaseUrl::parse("https://example.org/").unwrap();
        let known = || vec![UrlPath::new("/live/").unwrap()];
        let all = flatten(lines.iter().enumerate().map(old).collect(), &base, &stands, &known, &mut out);
        let mut found: Vec<_> = all.each().map(|it| format!("{} {} {}", it.from, it.to, it.status())).collect();
        found.extend(out.iter().map(|d| format!("{}: {}", d.code, d.message)));
        assert_eq!(found, expected);
    }

    #[test]
    fn chains_end_at_the_last_link() {
        check(
            &[
                ("/a", "/b/"),
                ("/b/", "https://example.org/c/#part"),
                ("/c/", "/Live/"),
                ("/x/", "https://else.example/"),
                ("/y/", "/x/"),
            ],
            &[
                "/a/ /live/#part 301",
                "/b/ /live/#part 301",
                "/c/ /live/ 301",
                "/x/ https://else.example/ 301",
                "/y/ https://else.example/ 301",
            ],
        );
        check(&[("/a/", "/b/"), ("/b/", "")], &["/a/ nothing: it is gone 410", "/b/ nothing: it is gone 410"]);
    }

    #[test]
    fn what_leads_nowhere_is_told_once() {
        check(
            &[("/a/", "/b/"), ("/b/", "/a/"), ("/into/", "/a/")],
            &["redirect-loop: this old address redirects to itself: /a/ → /b/ → /a/"],
        );
        check(&[("/a/", "/a/")], &["redirect-loop: this old address redirects to itself: /a/ → /a/"]);
        check(
            &[("/a/", "/b/"), ("/b/", "/life/")],
            &["redirect-broken: /b/ redirects to /life/, where nothing is published"],
        );
        check(&[("/a/", "/draft/")], &["redirect-broken: /a/ redirects to /draft/, which is not published: draft"]);
    }
}
