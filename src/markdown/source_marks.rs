//! What a page says, as a short mark for each of its parts: a translation keeps the marks of the page that it was made
//! from, and they tell later which parts have changed.
//!
//! The marks are made of the text as it was written, so that they stay the same from one version of the program to the
//! next: whoever changes how they are made, makes every translation of every site look out of date.

use vertebra_base::fingerprint::Fingerprint;
use vertebra_schema::Schema;
use vertebra_schema::codes::without_allows;
use vertebra_yaml::{NodeKind, YamlNode};

/// The parts of a page: its shown fields, the text before the first heading, and the text below each heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceMarks {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    /// The heading; empty for the first two parts.
    name: String,
    mark: String,
}

/// How a mark that somebody typed compares with what the page says now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkDiff {
    /// It is no mark of any page.
    Unreadable,
    /// These parts are others, in words; at least one.
    Changed(Vec<String>),
}

/// Letters of one mark: enough that a change is missed once in sixteen million times.
const LENGTH: usize = 6;

/// Fields that readers do not see as words.
const UNSHOWN: [&str; 24] = [
    "schema",
    "slug",
    "date",
    "updated",
    "draft",
    "publish_at",
    "expires",
    "expires_to",
    "type",
    "weight",
    "aliases",
    "image",
    "toc",
    "menu",
    "noindex",
    "author",
    "reviewed",
    "series",
    "paginate",
    "key",
    "extra",
    "translation_of",
    "translated_from",
    "translation_reviewed",
];

/// Whether the theme says of a field that readers see nothing of it.
fn is_hidden(schema: &Schema, name: &str) -> bool {
    let fields = schema.types.values().flat_map(|kind| &kind.fields);
    let hidden = |field: &vertebra_schema::Field| field.shared.as_ref().is_some_and(|shared| shared.hidden);
    fields.filter(|field| field.name == name).any(hidden)
}

impl SourceMarks {
    /// The meaning of a page: `yaml` its fields as they were read, `body` its text, which begins at `start` of
    /// the file, `headings` where each begins in the file, and its words.
    pub(super) fn of(yaml: &YamlNode, body: &str, start: usize, headings: &[(usize, &str)], schema: &Schema) -> Self {
        let mut shown = String::new();
        for entry in yaml.as_map().unwrap_or_default() {
            let name = entry.key.as_str();
            let is_shown = !UNSHOWN.contains(&name) && !is_hidden(schema, name);
            if is_shown && !schema.taxonomies.iter().any(|taxonomy| taxonomy == name) {
                shown.push_str(&format!("{name}: "));
                words(&entry.value, &mut shown);
            }
        }
        let mut parts = vec![part("", &shown)];
        let begins: Vec<usize> = headings.iter().map(|(begin, _)| begin.saturating_sub(start)).collect();
        let text = |from: usize, to: usize| without_allows(body.get(from..to.max(from)).unwrap_or_default());
        parts.push(part("", &text(0, begins.first().copied().unwrap_or(body.len()))));
        for (at, (_, title)) in headings.iter().enumerate() {
            let end = begins.get(at + 1).copied().unwrap_or(body.len());
            parts.push(part(title, &text(begins[at], end)));
        }
        SourceMarks { parts }
    }

    /// The meaning of a data file: one part for each of its entries, what it says of its translation aside.
    pub fn of_data(data: &YamlNode) -> Self {
        let entries = data.as_map().unwrap_or_default().iter().filter(|entry| entry.key != "translated_from");
        let of = |entry: &vertebra_yaml::MapEntry| {
            let mut shown = String::new();
            words(&entry.value, &mut shown);
            part(&entry.key, &format!("{}: {shown}", entry.key))
        };
        let first = [part("", ""), part("", "")];
        SourceMarks { parts: first.into_iter().chain(entries.map(of)).collect() }
    }

    /// The mark to type into a translation: `translated_from: …`.
    pub fn mark(&self) -> String {
        self.parts.iter().map(|part| part.mark.as_str()).collect::<Vec<_>>().join("-")
    }

    /// What has changed since a mark was made; none when nothing has.
    pub fn since(&self, mark: &str) -> Option<MarkDiff> {
        let mark = mark.trim();
        if mark == self.mark() {
            return None;
        }
        let then: Vec<&str> = mark.split('-').map(str::trim).collect();
        let is_mark = |text: &&str| text.len() == LENGTH && text.bytes().all(|b| b.is_ascii_hexdigit());
        if then.len() < 2 || !then.iter().all(is_mark) {
            return Some(MarkDiff::Unreadable);
        }
        let mut changed = Vec::new();
        if self.parts[0].mark != then[0] {
            changed.push("the title, the description or another field".to_owned());
        }
        let mut left: Vec<&str> = then[1..].to_vec();
        let mut new = 0;
        for (at, part) in self.parts.iter().enumerate().skip(1) {
            if let Some(place) = left.iter().position(|then| *then == part.mark) {
                left.remove(place);
                continue;
            }
            new += 1;
            changed.push(if at == 1 { "the introduction".to_owned() } else { format!("\"{}\"", part.name) });
        }
        if left.len() > new {
            changed.push("a part that was removed".to_owned());
        }
        if changed.is_empty() {
            changed.push("the order of its parts".to_owned());
        }
        Some(MarkDiff::Changed(changed))
    }
}

impl MarkDiff {
    /// What has changed, in a few words.
    pub fn words(&self) -> String {
        const NAMED: usize = 4;
        match self {
            MarkDiff::Unreadable => "its value does not belong to that page".to_owned(),
            MarkDiff::Changed(parts) if parts.len() <= NAMED => parts.join(", "),
            MarkDiff::Changed(parts) => {
                format!("{} and {} other parts", parts[..NAMED - 1].join(", "), parts.len() + 1 - NAMED)
            }
        }
    }
}

/// The marks of text, whatever its lines and spaces are.
fn part(name: &str, text: &str) -> Part {
    // The hyphens or signs of the next heading may stand at the end.
    let text = text.trim_end().trim_end_matches(['#', ' ', '\n', '\r', '\t']);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mark = Fingerprint::of_bytes(words.as_bytes()).to_string()[..LENGTH].to_owned();
    Part { name: name.to_owned(), mark }
}

fn words(node: &YamlNode, text: &mut String) {
    match &node.kind {
        NodeKind::List(items) => items.iter().for_each(|item| words(item, text)),
        NodeKind::Map(entries) => {
            for entry in entries {
                text.push_str(&format!("{}: ", entry.key));
                words(&entry.value, text);
            }
        }
        _ => {
            text.push_str(node.as_text().unwrap_or_default());
            text.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use vertebra_base::path::SourcePath;
    use vertebra_schema::{ContentType, Field, FieldKind, Schema, SharedField};

    fn meaning(text: &str) -> SourceMarks {
        let unseen = Field {
            name: "unseen".to_owned(),
            kind: FieldKind::Boolean,
            required: false,
            stated: false,
            label: None,
            help: None,
            default: None,
            keys_of: None,
            needs_file: false,
            property: None,
            shared: Some(SharedField { hidden: true, ..SharedField::default() }),
        };
        let kind = ContentType { fields: vec![unseen], ..ContentType::default() };
        let types = std::collections::BTreeMap::from([("page".to_owned(), kind)]);
        let schema =
            Schema { types, taxonomies: vec!["topics".to_owned()], languages: vec!["es".into()], ..Schema::default() };
        let page = parse(&SourcePath::new("content/a.md"), text.as_bytes(), &schema).page;
        *page.meaning.expect("a site with two languages")
    }

    const PAGE: &str =
        "---\ntitle: A\ndate: 2026-11-20\n---\nFirst words.\n\n## Rest\n\nLie down.\n\n## Walk\n\nA bit.\n";

    #[test]
    fn spaces_lines_and_dates_mean_nothing() {
        let mark = meaning(PAGE).mark();
        assert_eq!(mark.len(), 4 * LENGTH + 3, "{mark}");
        for (from, to) in [
            ("First words.", "First\nwords. "),
            ("\n\n## Walk", "\n\n\n\n## Walk"),
            ("2026-11-20", "2026-11-21"),
            ("date:", "topics: [x]\nunseen: true\nweight: 3\ndate:"),
            ("\n", "\r\n"),
        ] {
            assert_eq!(meaning(&PAGE.replace(from, to)).mark(), mark, "{from:?} {to:?}");
        }
    }

    #[test]
    fn what_changed_is_named() {
        let mark = meaning(PAGE).mark();
        for (from, to, expected) in [
            ("title: A", "title: B", "the title, the description or another field"),
            ("First words", "Other words", "the introduction"),
            ("Lie down", "Sit down", "\"Rest\""),
            ("## Walk", "## Run", "\"Run\""),
            ("## Walk", "### Walk", "\"Walk\""),
            ("## Walk\n\nA bit.\n", "", "a part that was removed"),
            ("A bit.\n", "A bit.\n\n## More\n\nNew.\n", "\"More\""),
            (
                "## Rest\n\nLie down.\n\n## Walk\n\nA bit.",
                "## Walk\n\nA bit.\n\n## Rest\n\nLie down.",
                "the order of its parts",
            ),
        ] {
            let drift = meaning(&PAGE.replace(from, to)).since(&mark);
            assert_eq!(drift, Some(MarkDiff::Changed(vec![expected.to_owned()])), "{from:?} {to:?}");
        }
        assert_eq!(meaning(PAGE).since("soon"), Some(MarkDiff::Unreadable));
    }
}
