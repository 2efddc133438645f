//! Addresses that work on the writer's computer only: `localhost`, numbers of private networks, paths of a disk.
//!
//! Sources: RFC 6761 (localhost), RFC 1918 and RFC 4193 (private networks), RFC 3927 (link-local), RFC 8089 (file).

use super::subject::PageUnderCheck;
use crate::found::{Trace, UnplacedFault};
use vertebra_base::link::{AddressKind, Link};

/// Looks at every address of the page, and at its text outside of code.
pub fn check(subject: &PageUnderCheck, out: &mut Vec<UnplacedFault>) {
    // A site that is built for such an address names it everywhere.
    let is_own = |url: &str| url.starts_with(&subject.base.origin);
    let facts = subject.facts;
    // A page with code explains something, often what its readers run on their own computers.
    let has_code = facts.texts.iter().any(|text| text.in_code);
    let links = facts.links.iter().map(|link| {
        let names_itself = link.name.as_deref().is_some_and(|name| name.trim_end_matches('/') == link.href);
        (link.href.as_str(), &link.place, has_code || names_itself)
    });
    let loads = facts.loads.iter().map(|load| (load.url.as_str(), &load.place, false));
    let addresses = links.chain(loads).chain(facts.named.iter().map(|it| (it.url.as_str(), &it.place, false)));
    let mut told: Vec<&str> = Vec::new();
    let is_local = |url: &str| is_local_url(url) || Link::parse(url).kind == AddressKind::Disk;
    for (url, place, is_explained) in addresses.filter(|(url, ..)| is_local(url)) {
        if is_own(url) || told.contains(&url) {
            continue;
        }
        told.push(url);
        let trace = Trace::Text(vec![url.to_owned()]);
        let found = if is_explained {
            let message = format!("this link goes to {url}: readers get there only if that runs on their own computer");
            UnplacedFault::note("address-local", trace, message, QUOTE)
        } else {
            let message = format!("{url} is on your own computer or network, so nobody else can open it");
            UnplacedFault::error("address-local", trace, message, "use its public address, or remove it")
        };
        out.push(found.at(place));
    }
    let texts = facts
        .texts
        .iter()
        .filter(|text| !text.in_code)
        .flat_map(|it| in_text(&it.text).into_iter().map(|text| (text, &it.place)));
    for (text, place) in texts.filter(|(text, _)| !told.contains(&text.as_str()) && !is_own(text)) {
        let message = format!("{text} is a place on a computer or network of its own: most readers have no such place");
        let found = UnplacedFault::note("address-local", Trace::Text(vec![text.clone()]), message, QUOTE);
        if !out.iter().any(|known| known.message == found.message) {
            out.push(found.at(place));
        }
    }
}

const QUOTE: &str = "remove it, or if you are writing about it, put it between ` characters";

/// Whether an address leads to the computer that reads it, or to a network of its own.
pub fn is_local_url(url: &str) -> bool {
    let link = Link::parse(url);
    let Some((host, _)) = link.host_and_path() else { return false };
    match link.kind {
        AddressKind::Disk => true,
        AddressKind::Web | AddressKind::Other => is_local(host),
        _ => false,
    }
}

/// Whether a host, with or without a port, is this computer or one of a private network.
pub fn is_local(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    if let Some((inside, _)) = host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let private = ["fc", "fd", "fe8", "fe9", "fea", "feb"].iter().any(|begin| inside.starts_with(begin));
        return inside == "::1" || inside == "::" || private && inside.contains(':');
    }
    let name = host.split(':').next().unwrap_or_default().trim_end_matches('.');
    if name == "localhost" || [".localhost", ".local", ".internal"].iter().any(|end| name.ends_with(end)) {
        return true;
    }
    let numbers: Vec<u8> = name.split('.').map_while(|part| part.parse().ok()).collect();
    name.split('.').count() == 4
        && matches!(numbers[..], [0 | 10 | 127, _, _, _] | [192, 168, _, _] | [169, 254, _, _] | [172, 16..=31, _, _])
}

/// The beginnings of paths that only one disk has.
const DISKS: [&str; 4] =
    [concat!("/ho", "me/"), concat!("/Us", "ers/"), concat!("C:\\Us", "ers\\"), concat!("C:/Us", "ers/")];

/// Folders that stand for anybody's: manuals are full of them.
const ANYBODY: [&str; 10] =
    ["user", "username", "you", "me", "name", "example", "ubuntu", "runner", "vagrant", "runneradmin"];

/// Whether a word is a path on one disk, and not on that of anybody.
fn is_path(word: &str) -> bool {
    let inside = DISKS.iter().find_map(|disk| word.strip_prefix(disk)).unwrap_or_default();
    let folder = inside.split(['/', '\\']).next().unwrap_or_default();
    let is_meant = folder.starts_with(|c: char| c.is_alphanumeric());
    is_meant && !ANYBODY.contains(&folder.to_ascii_lowercase().as_str())
}

/// The local addresses and paths in a text, as they stand there.
pub fn in_text(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    // Nearly no text has any: two quick looks.
    if memchr::memmem::find(text.as_bytes(), b"://").is_none() && !DISKS.iter().any(|disk| text.contains(disk)) {
        return found;
    }
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '(' | ')' | ',' | ';')) {
        let word = word.trim_end_matches(['.', '!', '?', ':']);
        if is_local_url(word) || is_path(word) {
            found.push(word.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_places_are_told_from_public_ones() {
        for url in [
            "http://localhost:4000/x",
            "https://127.0.0.1/",
            "file:///a.html",
            "http://192.168.1.4:80/",
            "http://[::1]:8080/",
            "http://10.0.0.1",
            "https://172.20.1.1/",
            "http://printer.local/",
            "http://me@localhost/",
        ] {
            assert!(is_local_url(url), "{url}");
        }
        for url in [
            "https://example.org/localhost",
            "https://localhost.example.org/",
            "https://8.8.8.8/",
            "https://172.32.1.1/",
            "mailto:me@localhost",
            "/guides/",
            "https://10.example.org/",
            "https://[2001:db8::1]/",
            "tel:127.0.0.1",
        ] {
            assert!(!is_local_url(url), "{url}");
        }
    }

    #[test]
    fn texts_are_looked_through_word_by_word() {
        let path = concat!("/ho", "me/ann/site");
        assert_eq!(in_text(&format!("See http://localhost:4000/, or {path}.")), ["http://localhost:4000/", path]);
        for generic in ["user/data", "USERNAME/x", "$USER/x", "<you>/x", "*/x"] {
            assert!(in_text(&format!("In {}{generic} it is.", DISKS[0])).is_empty(), "{generic}");
        }
        assert!(in_text("At https://example.org/ho and 127.0.0.1 alone.").is_empty());
    }
}
