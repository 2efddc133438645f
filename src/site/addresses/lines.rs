//! The lines of the address book that Vertebra writes, one for each address that was ever published: to text and back.
//!
//! They are YAML, so that other programs can read them; a large site has thousands, so that they are read from their outline
//! alone (`yaml::texts`) as long as they stand as they were written.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::words::MinHash;
use vertebra_base::link::Link;
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_base::span::Span;
use vertebra_yaml::{self as yaml, YamlNode};

/// What is known of an address that was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedAddress {
    /// The day on which it was published first.
    pub since: Date,
    /// The file that was shown there: below `content/`, as editors name it. None for what no single file describes.
    pub file: Option<String>,
    /// What its text was made of, so that the page is known again under another address.
    pub words: Option<MinHash>,
    /// The fingerprint of a file that is no page.
    pub bytes: Option<String>,
    /// The ids of the headings that were ever there, in order.
    pub headings: Vec<String>,
    /// What stood below them, in a few letters each, by their ids; not known of all of them.
    pub parts: BTreeMap<String, String>,
    /// Where the address led, if it was an old one already.
    pub to: Option<String>,
    /// Its line in the file; empty for what is not written yet.
    pub span: Span,
}

impl PublishedAddress {
    /// How many letters the mark of a part has.
    pub const PART: usize = 4;

    /// What is known of something on its first day.
    pub fn new(since: Date) -> Self {
        let (file, words, bytes, headings, to) = (None, None, None, Vec::new(), None);
        PublishedAddress { since, file, words, bytes, headings, parts: BTreeMap::new(), to, span: Span::default() }
    }

    /// The file, as the site names it.
    pub fn source(&self) -> Option<SourcePath> {
        self.file.as_ref().map(|file| SourcePath::new(format!("content/{file}")))
    }

    /// Takes in what another line says of the same address.
    fn join(&mut self, other: PublishedAddress) {
        self.since = self.since.min(other.since);
        for id in other.headings {
            if !self.headings.contains(&id) {
                self.headings.push(id);
            }
        }
        let PublishedAddress { file, words, bytes, parts, to, .. } = other;
        self.parts.extend(parts);
        self.file = file.or(self.file.take());
        self.words = words.or(self.words.take());
        self.bytes = bytes.or(self.bytes.take());
        self.to = to.or(self.to.take());
    }
}

/// The line of an address, with the break at its end.
pub fn written(url: &UrlPath, record: &PublishedAddress) -> String {
    let mut line = format!("  {}: {{since: {}", plain(url.as_str()), record.since);
    let mut put = |name: &str, value: &str| line.push_str(&format!(", {name}: {value}"));
    record.file.iter().for_each(|file| put("file", &plain(file)));
    record.words.iter().for_each(|words| put("words", &words.to_string()));
    record.bytes.iter().for_each(|bytes| put("bytes", &plain(bytes)));
    if !record.headings.is_empty() {
        let ids: Vec<String> = record.headings.iter().map(|id| plain(id)).collect();
        put("headings", &format!("[{}]", ids.join(", ")));
        if record.headings.iter().any(|id| record.parts.contains_key(id)) {
            let mark = |id: &String| record.parts.get(id).map_or(UNKNOWN, String::as_str);
            put("parts", &record.headings.iter().map(mark).collect::<String>());
        }
    }
    record.to.iter().for_each(|to| put("to", &plain(to)));
    line.push_str("}\n");
    line
}

/// The mark of a part of which nothing is known.
const UNKNOWN: &str = "xxxx";

/// A text as it stands among others between braces: in quotes where it needs them.
pub fn plain(text: &str) -> String {
    let inside = |c: char| c.is_alphanumeric() || "/._-~+@()$!=%#".contains(c);
    let begins = |c: char| c.is_alphanumeric() || "/._".contains(c);
    let web = Link::parse(text).is_whole();
    let is_plain =
        text.chars().enumerate().all(|(at, c)| if at == 0 { begins(c) } else { inside(c) || web && c == ':' });
    if is_plain && !text.is_empty() { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Reads the lines below `published:`; `start` is the place of the first one in its file. None as soon as one stands in a form
/// that only the whole reader of YAML knows, or says no day.
pub fn read(text: &str, start: usize) -> Option<BTreeMap<UrlPath, PublishedAddress>> {
    let mut all = BTreeMap::new();
    let lines = yaml::texts(text, start)?;
    for entry in lines.as_map().unwrap_or_default() {
        let record = of_node(&entry.value)?;
        let span = Span { start: entry.key_span.start, ..record.span };
        put(&mut all, UrlPath::new(&entry.key).ok()?, PublishedAddress { span, ..record });
    }
    (lines.is_null() || lines.as_map().is_some()).then_some(all)
}

/// Puts a record to the others. Two versions of the file that were joined have two lines for one address.
pub fn put(all: &mut BTreeMap<UrlPath, PublishedAddress>, url: UrlPath, record: PublishedAddress) {
    match all.get_mut(&url) {
        Some(known) => known.join(record),
        None => _ = all.insert(url, record),
    }
}

/// Reads an entry in whatever form it was put; none when it does not say since when.
pub fn of_node(node: &YamlNode) -> Option<PublishedAddress> {
    let text = |name: &str| node.get(name).and_then(YamlNode::as_text).map(str::to_owned);
    let mut record = PublishedAddress::new(text("since")?.parse().ok()?);
    record.file = text("file");
    record.words = text("words").and_then(|words| MinHash::read(&words));
    record.bytes = text("bytes");
    record.to = text("to");
    let headings = node.get("headings").and_then(YamlNode::as_list).unwrap_or_default();
    record.headings = headings.iter().filter_map(YamlNode::as_text).map(str::to_owned).collect();
    let marks = text("parts").unwrap_or_default();
    // Where somebody has changed the list by hand, nobody can tell any more which mark belongs to which heading.
    if marks.is_ascii() && marks.len() == PublishedAddress::PART * record.headings.len() {
        let mark = |at: usize| marks[PublishedAddress::PART * at..][..PublishedAddress::PART].to_owned();
        let all = record.headings.iter().enumerate().map(|(at, id)| (id.clone(), mark(at)));
        record.parts = all.filter(|(_, mark)| mark != UNKNOWN).collect();
    }
    record.span = node.span;
    Some(record)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_comes_back_as_it_was_written_from_both_readers() {
        let mut record = PublishedAddress::new("2026-06-02".parse().unwrap());
        record.file = Some("guides/a, b: \"c\" [d].md".to_owned());
        record.words = Some(MinHash::of("one two three four five"));
        record.headings =
            ["what-to-wear", "wörter", "a]b", "no", "2026", "#x", "x, y: {z}"].map(str::to_owned).to_vec();
        record.parts =
            [("what-to-wear", "00e1"), ("no", "3fa2")].map(|(id, mark)| (id.to_owned(), mark.to_owned())).into();
        record.to = Some("https://else.example/a?b=c&d#e".to_owned());
        for url in ["/guides/a/", "/datei mit leer.pdf", "/-x/", "/it's/"] {
            let url = UrlPath::new(url).unwrap();
            let line = written(&url, &record);
            let quick = read(&line, 0).expect("as it was written");
            let mut expected = record.clone();
            expected.span = Span::new(line.find(url.as_str()).unwrap(), line.len() - 1);
            assert_eq!(quick.get(&url), Some(&expected), "{line}");
            let text = format!("published:\n{line}");
            let (node, faults) = yaml::parse(&text, 0, &SourcePath::new(super::super::FILE));
            assert!(faults.is_empty(), "{line}\n{faults:?}");
            let entry = &node.get("published").and_then(YamlNode::as_map).unwrap()[0];
            assert_eq!(entry.key, url.as_str());
            expected.span = entry.value.span;
            assert_eq!(of_node(&entry.value).as_ref(), Some(&expected), "{line}");
        }
    }

    #[test]
    fn two_lines_for_one_address_are_one() {
        let text =
            "  /a/: {since: 2026-06-02, headings: [x]}\n  /a/: {since: 2026-06-01, file: a.md, headings: [y, x]}\n";
        let all = read(text, 0).unwrap();
        let record = &all[&UrlPath::new("/a/").unwrap()];
        assert_eq!((record.since.to_string().as_str(), record.headings.join(" ").as_str()), ("2026-06-01", "x y"));
        assert_eq!(record.file.as_deref(), Some("a.md"));
    }
}
