//! What every code of a diagnostic means: its weight, whether it may be switched off, what to do, an example. Data, in
//! the files beside this one, by topic; `docs/diagnostics.md` is made from it, and `tests/tidy` holds both together.
//!
//! Knows codes, never a site. It is read once, and only when somebody asks: no plain build does.
//!
//! An entry of a topic:
//!
//! ```yaml
//! link-broken:
//!   weight: error            # or a list, when it is told with several: [error, warning]
//!   safety: false            # true: nobody can lower or allow it
//!   fix: true                # the command fix can mend it; may be left out
//!   fix_all: true            # the message counts the places and names the command that mends all of them
//!   stage: render            # check, outside: told only when all is rendered, by thorough checks, by asking others
//!   breaks: [fields]         # what is not there once this is told (`Part`); may be left out, like all up to `means`
//!   follows_from: [settings] # what is not told where that is broken
//!   unfinished: true         # nothing is wrong yet while the page is a draft: a note there
//!   imported: true           # a site that comes from another program may have hundreds, and was read all the same
//!   told_by: [heading-h1]    # of a finished page only where none of these was told of its file; its own name: of its place
//!   told_at: [link-broken]   # the same, where one of these was told of the place or of the words that the fault is about
//!   in_lists: false          # told only where the page itself is at fault, not what lists show of others
//!   offer: false             # an editor's program does not offer to allow it
//!   means: One or more sentences in Markdown, for editors.
//!   do: What mends it.
//!   why: Why it matters, where that is not obvious. May be left out.
//!   example:                 # may be left out where nothing is typed, such as a file that cannot be opened
//!     file: guides/first-visit.md
//!     wrong: what an editor could have written
//!     right: the same as it should be
//! ```

mod allow;
mod part;

pub use allow::{Allow, find as find_allows, is_allow, without as without_allows};
pub use part::Part;

use std::sync::LazyLock;

use vertebra_base::diagnostic::Severity;
use vertebra_base::path::SourcePath;
use vertebra_yaml::{self as yaml, YamlNode};

/// The topics in the order in which they are shown: the name of the file, its text. A topic without codes is left out.
const FILES: &[(&str, &str)] = &[
    ("files", include_str!("files.yaml")),
    ("front", include_str!("front.yaml")),
    ("text", include_str!("text.yaml")),
    ("rules", include_str!("rules.yaml")),
    ("languages", include_str!("languages.yaml")),
    ("machines", include_str!("machines.yaml")),
    ("links", include_str!("links.yaml")),
    ("addresses", include_str!("addresses.yaml")),
    ("check", include_str!("check.yaml")),
    ("site", include_str!("site.yaml")),
    ("allow", include_str!("allow.yaml")),
    ("editing", include_str!("editing.yaml")),
    ("writing", include_str!("writing.yaml")),
    ("hosts", include_str!("hosts.yaml")),
    ("theme", include_str!("theme.yaml")),
];

/// How far a build has to go before it is known whether a code is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum CheckStage {
    /// Reading and linking the files.
    #[default]
    Files,
    /// Rendering everything.
    Render,
    /// The thorough checks, which not every build makes.
    Check,
    /// Asking other websites.
    Outside,
}

/// Codes that are about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// A short word: `links`.
    pub name: &'static str,
    /// A heading, in Markdown: `Links and addresses`.
    pub title: String,
    /// What all of them have in common, in Markdown; may be empty.
    pub intro: String,
    pub codes: Vec<Code>,
}

/// What there is to know about one code. All texts are Markdown, without raw HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// As messages show it: `link-broken`.
    pub name: String,
    /// How much it weighs; several, when it depends on the case. The first is the usual one.
    pub weights: Vec<Severity>,
    /// Nobody may lower or allow it: readers would be misled or harmed, or something would be missing from the site
    /// without a word.
    pub safety: bool,
    /// The command `fix` can mend it.
    pub fix: bool,
    /// There are seldom few of it: the message names the command that mends all of them.
    pub fix_all: bool,
    /// When it is told at the latest.
    pub stage: CheckStage,
    /// What is not there, or not whole, once this is told.
    pub breaks: Vec<Part>,
    /// What this is a mere consequence of, once that is broken.
    pub follows_from: Vec<Part>,
    /// Something is not written yet, which is no fault of a draft.
    pub unfinished: bool,
    /// A good site that comes from another program may have many of it: `checks: {imported: warning}` gives all of these
    /// another weight.
    pub imported: bool,
    /// Codes that say the same about a file before its page is finished.
    pub told_by: Vec<String>,
    /// Codes that say the same about a place before its page is finished.
    pub told_at: Vec<String>,
    /// It is also told of what a page shows of others, as lists do.
    pub in_lists: bool,
    /// Editors' programs offer to allow it, unless its safety forbids that.
    pub offer: bool,
    pub means: String,
    /// What mends it.
    pub remedy: String,
    /// Why it matters, where that is not obvious.
    pub why: Option<String>,
    pub example: Option<Example>,
}

/// What an editor could have written, and how it is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The file it stands in, inside `content` or the theme.
    pub file: String,
    pub wrong: String,
    pub right: String,
}

static TOPICS: LazyLock<Vec<Topic>> = LazyLock::new(|| {
    let topics = FILES.iter().map(|(name, text)| topic(name, text));
    topics.filter(|topic| !topic.codes.is_empty()).collect()
});

/// All topics that have codes, in the order in which they are shown.
pub fn topics() -> &'static [Topic] {
    &TOPICS
}

/// All codes, by topic.
pub fn all() -> impl Iterator<Item = &'static Code> {
    topics().iter().flat_map(|topic| &topic.codes)
}

/// The names of all codes.
pub fn names() -> impl Iterator<Item = &'static str> {
    all().map(|code| code.name.as_str())
}

/// The codes that an editor may allow in a file, as far as that is offered.
pub fn allowable() -> impl Iterator<Item = &'static Code> {
    all().filter(|code| code.is_allowable())
}

impl Code {
    /// Whether an editor's program offers to allow it.
    pub fn is_allowable(&self) -> bool {
        self.offer && !self.safety
    }
}

/// What is known of a code.
pub fn find(name: &str) -> Option<&'static Code> {
    all().find(|code| code.name == name)
}

/// Whether a diagnostic with this code says that a part is not there, or not whole.
pub fn breaks(code: &str, part: Part) -> bool {
    find(code).is_some_and(|known| known.breaks.contains(&part))
}

/// Whether a diagnostic with this code is a mere consequence where a part is broken.
pub fn follows_from(code: &str, part: Part) -> bool {
    find(code).is_some_and(|known| known.follows_from.contains(&part))
}

/// Whether a diagnostic with this code says that something is not written yet.
pub fn is_unfinished(code: &str) -> bool {
    find(code).is_some_and(|known| known.unfinished)
}

fn topic(name: &'static str, text: &str) -> Topic {
    let (node, _) = yaml::parse(text, 0, &SourcePath::new("builtin/codes.yaml"));
    let entries = node.get("codes").and_then(YamlNode::as_map).unwrap_or_default();
    Topic {
        name,
        title: words(&node, "topic").unwrap_or_default(),
        intro: words(&node, "intro").unwrap_or_default(),
        codes: entries.iter().map(|entry| code(&entry.key, &entry.value)).collect(),
    }
}

fn code(name: &str, node: &YamlNode) -> Code {
    let weights = node.get("weight").map(|node| match node.as_list() {
        Some(items) => items.iter().filter_map(weight).collect(),
        None => weight(node).into_iter().collect(),
    });
    Code {
        name: name.to_owned(),
        weights: weights.unwrap_or_default(),
        safety: words(node, "safety").is_some_and(|text| text == "true"),
        fix: words(node, "fix").is_some_and(|text| text == "true"),
        fix_all: words(node, "fix_all").is_some_and(|text| text == "true"),
        stage: match words(node, "stage").as_deref() {
            Some("render") => CheckStage::Render,
            Some("check") => CheckStage::Check,
            Some("outside") => CheckStage::Outside,
            _ => CheckStage::Files,
        },
        breaks: list(node, "breaks").iter().filter_map(|name| Part::named(name)).collect(),
        follows_from: list(node, "follows_from").iter().filter_map(|name| Part::named(name)).collect(),
        unfinished: words(node, "unfinished").is_some_and(|text| text == "true"),
        imported: words(node, "imported").is_some_and(|text| text == "true"),
        told_by: list(node, "told_by"),
        told_at: list(node, "told_at"),
        in_lists: words(node, "in_lists").is_none_or(|text| text != "false"),
        offer: words(node, "offer").is_none_or(|text| text != "false"),
        means: words(node, "means").unwrap_or_default(),
        remedy: words(node, "do").unwrap_or_default(),
        why: words(node, "why"),
        example: node.get("example").map(|node| Example {
            file: words(node, "file").unwrap_or_default(),
            wrong: words(node, "wrong").unwrap_or_default(),
            right: words(node, "right").unwrap_or_default(),
        }),
    }
}

fn weight(node: &YamlNode) -> Option<Severity> {
    match node.as_text()? {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        "note" => Some(Severity::Note),
        _ => None,
    }
}

fn words(node: &YamlNode, key: &str) -> Option<String> {
    Some(node.get(key)?.as_text()?.trim_end().to_owned())
}

fn list(node: &YamlNode, key: &str) -> Vec<String> {
    let items = node.get(key).and_then(YamlNode::as_list).unwrap_or_default();
    items.iter().filter_map(|item| Some(item.as_text()?.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_file_is_read_without_a_fault() {
        for (name, text) in FILES {
            let (_, faults) = yaml::parse(text, 0, &SourcePath::new(name));
            assert!(faults.is_empty(), "{name}.yaml: {faults:?}");
        }
    }

    #[test]
    fn every_entry_is_whole_and_has_no_other_field() {
        const FIELDS: &[&str] = &[
            "weight",
            "safety",
            "fix",
            "fix_all",
            "stage",
            "breaks",
            "follows_from",
            "unfinished",
            "imported",
            "told_by",
            "told_at",
            "in_lists",
            "offer",
            "means",
            "do",
            "why",
            "example",
        ];
        for (name, text) in FILES {
            let (node, _) = yaml::parse(text, 0, &SourcePath::new(name));
            for entry in node.get("codes").and_then(YamlNode::as_map).unwrap_or_default() {
                let keys: Vec<_> = entry.value.as_map().unwrap_or_default().iter().map(|it| it.key.as_str()).collect();
                assert!(keys.iter().all(|key| FIELDS.contains(key)), "{name}.yaml, {}: {keys:?}", entry.key);
                assert!(keys.contains(&"safety"), "{name}.yaml, {}: say safety: true or false", entry.key);
                for key in ["breaks", "follows_from"] {
                    let words = list(&entry.value, key);
                    assert!(words.iter().all(|it| Part::named(it).is_some()), "{name}.yaml, {}: {words:?}", entry.key);
                }
                let told_before = [list(&entry.value, "told_by"), list(&entry.value, "told_at")].concat();
                assert!(told_before.iter().all(|it| find(it).is_some()), "{}", entry.key);
            }
        }
        for code in all() {
            assert!(!code.weights.is_empty(), "{}: weight is error, warning or note", code.name);
            assert!(!code.means.is_empty() && !code.remedy.is_empty(), "{}: means, do", code.name);
            let example = code.example.iter().flat_map(|it| [&it.file, &it.wrong, &it.right]);
            assert!(example.into_iter().all(|text| !text.is_empty()), "{}: file, wrong, right", code.name);
        }
    }

    #[test]
    fn a_code_stands_in_one_topic_only() {
        let mut seen = BTreeSet::new();
        assert!(all().all(|code| seen.insert(&code.name)));
        assert_eq!(find("link-broken").map(|code| code.weights.as_slice()), Some([Severity::Error].as_slice()));
        assert!(find("link-borken").is_none());
    }
}
