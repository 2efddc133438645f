//! Reads `content/addresses.yaml`. What editors write in it (`gone`, `redirects`) is read with its places; what Vertebra
//! writes (`published`) line by line. Never fails: what cannot be read is told, and the book is then never written over.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::lines::{self, PublishedAddress};
use vertebra_base::diagnostic::{Diagnostic, did_you_mean};
use vertebra_base::encoding;
use vertebra_base::link::{Link, page_address};
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_base::snapshot::Snapshot;
use vertebra_base::span::{Span, Spanned};
use vertebra_schema::address_book::{FILE, published};
use vertebra_yaml::{self as yaml, MapEntry, YamlNode};

/// What the address book says.
#[derive(Debug, Clone, Default)]
pub struct AddressBook {
    /// The site has one.
    pub exists: bool,
    /// Something in it cannot be read: nothing may be concluded from what is not in it.
    pub damaged: bool,
    pub gone: Vec<Gone>,
    pub redirects: Vec<RedirectEntry>,
    /// Every address that was ever published.
    pub published: BTreeMap<UrlPath, PublishedAddress>,
}

/// An address that an editor has given up.
#[derive(Debug, Clone)]
pub struct Gone {
    pub from: Spanned<UrlPath>,
    /// One heading of the page, and not the page: `/page/#part`.
    pub fragment: Option<String>,
    /// The day on which it went.
    pub on: Date,
}

/// An address that an editor lets lead on.
#[derive(Debug, Clone)]
pub struct RedirectEntry {
    pub from: Spanned<UrlPath>,
    /// `/page/`, `/page/#part` or the whole address of a page elsewhere.
    pub to: Spanned<String>,
    pub temporary: bool,
}

const SECTIONS: [&str; 3] = ["gone", "redirects", "published"];

/// Reads the address book of a site; an empty one where there is none.
pub fn read(snapshot: &Snapshot) -> (AddressBook, Vec<Diagnostic>) {
    let file = SourcePath::new(FILE);
    let mut out = Vec::new();
    let Some(bytes) = snapshot.get(&file) else { return (AddressBook::default(), out) };
    let text = encoding::decode(&file, bytes.held(), &mut out);
    let mut book = AddressBook { exists: true, ..AddressBook::default() };
    if text.trim().is_empty() && out.is_empty() {
        let message = "this file is empty; it records every address ever published, so that none is lost";
        let help = "restore its last version: git checkout -- content/addresses.yaml\nor restore it from a backup of the site; if nothing was published yet, delete the file";
        out.push(Diagnostic::error("addresses-empty", &file, None, message).with_help(help));
    } else if let Some(conflict) = conflict(&text) {
        let message = "this file contains an unresolved merge conflict";
        let help = "keep the lines of both versions, and remove the lines that start with <<<<<<<, ======= and >>>>>>>";
        out.push(Diagnostic::error("addresses-conflict", &file, conflict, message).with_help(help));
    } else {
        let mut reader = Reader { file, book: &mut book, out: &mut out };
        reader.read(&text);
    }
    book.damaged = !out.is_empty();
    (book, out)
}

/// What an older text of the address book keeps and a newer book does not: addresses and headings that were published, and
/// old addresses of editors that were not, so that nobody else would miss them; `is_there`: whether something stands at
/// such an address today. Nothing where the older text cannot be read.
pub fn forgotten(before: &str, now: &AddressBook, is_there: &dyn Fn(&UrlPath) -> bool) -> Vec<String> {
    let (before, _) = read(&Snapshot::from_texts([(FILE, before)]));
    let mut missing = Vec::new();
    for (url, old) in &before.published {
        match now.published.get(url) {
            None => missing.push(url.to_string()),
            Some(new) => {
                let lost = old.headings.iter().filter(|id| !new.headings.contains(id));
                missing.extend(lost.map(|id| format!("{url}#{id}")));
            }
        }
    }
    let own = |book: &AddressBook| -> BTreeSet<UrlPath> {
        let gone = book.gone.iter().filter(|gone| gone.fragment.is_none()).map(|gone| gone.from.value.clone());
        gone.chain(book.redirects.iter().map(|entry| entry.from.value.clone())).collect()
    };
    let is_answered = |url: &&UrlPath| now.published.contains_key(*url) || is_there(url);
    let lost = &own(&before) - &own(now);
    missing.extend(
        lost.iter().filter(|url| !is_answered(url) && !before.published.contains_key(url)).map(UrlPath::to_string),
    );
    missing
}

/// The first mark of a merge that was not finished.
fn conflict(text: &str) -> Option<Span> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if ["<<<<<<< ", ">>>>>>> "].iter().any(|mark| line.starts_with(mark)) {
            return Some(Span::new(at, at + line.trim_end().len()));
        }
        at += line.len();
    }
    None
}

struct Reader<'a> {
    file: SourcePath,
    book: &'a mut AddressBook,
    out: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn read(&mut self, text: &str) {
        let last = published(text).filter(|lines| lines.end == text.len());
        let quick = last.and_then(|lines| Some((lines.start, lines::read(text.get(lines.clone())?, lines.start)?)));
        let head = match quick {
            Some((start, published)) => {
                self.book.published = published;
                text.get(..start).unwrap_or_default()
            }
            None => text,
        };
        let (node, faults) = yaml::parse(head, 0, &self.file);
        self.out.extend(faults);
        for entry in node.as_map().unwrap_or_default() {
            match entry.key.as_str() {
                "gone" => self.entries(&entry.value).iter().for_each(|entry| self.gone(entry)),
                "redirects" => self.entries(&entry.value).iter().for_each(|entry| self.moved(entry)),
                "published" => self.entries(&entry.value).iter().for_each(|entry| self.record(entry)),
                other => {
                    let message = format!("\"{other}\" is not a known part of this file");
                    let help = did_you_mean(other, SECTIONS)
                        .unwrap_or_else(|| "the parts are: gone, redirects, published".to_owned());
                    self.out
                        .push(Diagnostic::error("field-unknown", &self.file, entry.key_span, message).with_help(help));
                }
            }
        }
        if node.as_map().is_none() && !node.is_null() {
            self.fault(
                node.span,
                "this file must start with gone:, redirects: or published:",
                "gone:\n  /old-page/: 2026-11-20",
            );
        }
    }

    fn entries<'n>(&mut self, node: &'n YamlNode) -> &'n [MapEntry] {
        if node.as_map().is_none() && !node.is_null() {
            let help = "write one address per line, indented by two spaces:\n  /old-page/: …";
            self.fault(node.span, &format!("this must be a list of addresses; it is {}", node.kind_name()), help);
        }
        node.as_map().unwrap_or_default()
    }

    fn fault(&mut self, span: Span, message: &str, help: &str) {
        self.out.push(Diagnostic::error("addresses-line", &self.file, span, message).with_help(help));
    }

    /// The address of an entry, without its fragment.
    fn address(&mut self, entry: &MapEntry) -> Option<(Spanned<UrlPath>, Option<String>)> {
        let link = Link::parse(&entry.key);
        let url = Some(link.path).filter(|_| link.is_rooted()).and_then(page_address);
        if url.is_none() {
            let help = "write only what follows the host name, starting with a slash: /old-page/";
            self.fault(entry.key_span, "this old address does not belong to this site", help);
        }
        Some((Spanned::new(url?, entry.key_span), link.fragment.map(str::to_owned)))
    }

    fn gone(&mut self, entry: &MapEntry) {
        let Some((from, fragment)) = self.address(entry) else { return };
        match entry.value.as_text().and_then(|text| text.parse().ok()) {
            Some(on) => self.book.gone.push(Gone { from, fragment, on }),
            None => {
                let help = format!("write the date as year-month-day:\n  {}: 2026-11-20", entry.key);
                self.fault(entry.value.span, "this must be the date on which the page was removed", &help);
            }
        }
    }

    fn moved(&mut self, entry: &MapEntry) {
        let Some((from, fragment)) = self.address(entry) else { return };
        if fragment.is_some() {
            let help = format!("browsers keep the #part automatically; write only {}", from.value);
            return self.fault(entry.key_span, "a part of a page cannot be redirected", &help);
        }
        let to = entry.value.get("to").unwrap_or(&entry.value);
        let temporary =
            entry.value.get("temporary").is_some_and(|node| node.kind == yaml::NodeKind::Bool(true, "true".to_owned()));
        match to.as_text().filter(|to| is_target(to)) {
            Some(text) => {
                let to = Spanned::new(text.to_owned(), to.span);
                self.book.redirects.push(RedirectEntry { from, to, temporary });
            }
            None => {
                let help = format!("write the new address of the page, for example:\n  {}: /new-page/", entry.key);
                self.fault(to.span, "this is not a valid target for a redirect", &help);
            }
        }
    }

    fn record(&mut self, entry: &MapEntry) {
        let Some((typed, _)) = self.address(entry) else { return };
        // What was published stands here letter by letter: a file may have an ending that nobody else knows.
        let url = UrlPath::new(&entry.key).unwrap_or(typed.value);
        match lines::of_node(&entry.value) {
            Some(record) => lines::put(&mut self.book.published, url, record),
            None => {
                let help = format!(
                    "write at least the date on which it was first published:\n  {}: {{since: 2026-11-20}}",
                    entry.key
                );
                self.fault(entry.value.span, "this line is not in the form that Vertebra writes", &help);
            }
        }
    }
}

/// An address of this site, or the whole one of another website.
fn is_target(to: &str) -> bool {
    let link = Link::parse(to);
    let web = link.is_whole() && !to.contains(char::is_whitespace);
    web || link.is_rooted() && link.query.is_empty() && UrlPath::new(link.path).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let snapshot = Snapshot::from_texts([(FILE, text)]);
        let (book, out) = read(&snapshot);
        assert_eq!(book.damaged, !out.is_empty());
        let word = |d: &Diagnostic| d.span.map_or("", |span| &text[span.range()]).to_owned();
        out.iter().map(|d| format!("{} [{}] {}", d.code, word(d), d.message)).collect()
    }

    const WHOLE: &str = "# ours\ngone:\n  /a/: 2026-11-20\n  /b/#part: 2026-11-21\n\nredirects:\n  /c: /d/#e\n  /f.html: \
        {to: https://else.example/, temporary: true}\n\npublished:\n  /d/: {since: 2026-01-02, file: d.md, headings: [e]}\n";

    #[test]
    fn all_parts_are_read_from_both_forms() {
        for text in [WHOLE.to_owned(), WHOLE.replace("{since", "{ since"), WHOLE.replace("\n", "\r\n")] {
            let (book, out) = read(&Snapshot::from_texts([(FILE, text.as_str())]));
            assert!(out.is_empty(), "{out:?}");
            assert_eq!(book.gone.len(), 2);
            assert_eq!(book.gone[1].fragment.as_deref(), Some("part"));
            let moved: Vec<_> =
                book.redirects.iter().map(|it| format!("{} {} {}", it.from.value, it.to.value, it.temporary)).collect();
            assert_eq!(moved, ["/c/ /d/#e false", "/f.html https://else.example/ true"]);
            let record = &book.published[&UrlPath::new("/d/").unwrap()];
            assert_eq!((record.since.to_string().as_str(), record.headings.join(" ").as_str()), ("2026-01-02", "e"));
            assert!(text[record.span.range()].contains("2026-01-02"), "{:?}", record.span);
        }
    }

    #[test]
    fn a_book_that_was_cut_short_anywhere_is_damaged_or_has_forgotten_something() {
        let whole = format!("{WHOLE}  /e/: {{since: 2026-01-02, file: e.md}}\n  /f/: {{since: 2026-01-02}}\n");
        let (book, _) = read(&Snapshot::from_texts([(FILE, whole.as_str())]));
        let forgotten = |now: &AddressBook| forgotten(&whole, now, &|_| false);
        assert!(forgotten(&book).is_empty());
        // Without the break at its end it still says all.
        for end in 0..whole.len() - 1 {
            let (book, _) = read(&Snapshot::from_texts([(FILE, &whole[..end])]));
            assert!(book.damaged || !forgotten(&book).is_empty(), "{}", &whole[..end]);
        }
        assert_eq!(forgotten(&AddressBook::default()), ["/d/", "/e/", "/f/", "/a/", "/c/", "/f.html"]);
        let (book, _) = read(&Snapshot::from_texts([(FILE, whole.replace(", headings: [e]", "").as_str())]));
        assert_eq!(forgotten(&book), ["/d/#e"]);
    }

    #[test]
    fn what_cannot_be_read_is_told_at_its_line() {
        for (text, expected) in [
            ("gone:\n  /a/: soon\n", "addresses-line [soon] this must be the date on which the page was removed"),
            ("gone:\n  a: 2026-01-01\n", "addresses-line [a] this old address does not belong to this site"),
            ("gone: [/a/]\n", "addresses-line [[/a/]] this must be a list of addresses; it is a list"),
            ("redirects:\n  /a/: b.md\n", "addresses-line [b.md] this is not a valid target for a redirect"),
            (
                "redirects:\n  /a/: javascript:x\n",
                "addresses-line [javascript:x] this is not a valid target for a redirect",
            ),
            ("redirects:\n  /a/#b: /c/\n", "addresses-line [/a/#b] a part of a page cannot be redirected"),
            ("published:\n  /a/: yes\n", "addresses-line [yes] this line is not in the form that Vertebra writes"),
            ("redirect:\n  /a/: /b/\n", "field-unknown [redirect] \"redirect\" is not a known part of this file"),
            ("hello\n", "addresses-line [hello] this file must start with gone:, redirects: or published:"),
            (
                "gone:\n<<<<<<< HEAD\n  /a/: 2026-01-01\n=======\n>>>>>>> x\n",
                "addresses-conflict [<<<<<<< HEAD] this file contains an unresolved merge conflict",
            ),
        ] {
            assert_eq!(told(text), [expected], "{text}");
        }
        assert!(told("# only words\n").is_empty() && told("gone:\npublished:\n").is_empty());
    }
}
