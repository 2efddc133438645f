//! Keys and passwords that were pasted where everybody can read them. What they look like is data: `secrets.yaml`.
//!
//! Only what can hardly be anything else: a false alarm would teach people not to look.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::subject::PageUnderCheck;
use crate::found::{Trace, UnplacedFault};
use vertebra_base::path::SourcePath;
use vertebra_yaml::{self as yaml, YamlNode};

/// A kind of secret.
struct Kind {
    /// `a key of GitHub`.
    what: String,
    begins: String,
    /// What follows: at least so many letters, digits or marks of this set.
    count: usize,
    marks: String,
    /// A digit must be among them.
    digit: bool,
    /// Not the form of a key that a service gives out: in code on a page it may be an example.
    guess: bool,
}

struct Kinds {
    all: Vec<Kind>,
    search: Option<AhoCorasick>,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| {
    let (node, _) = yaml::parse(include_str!("secrets.yaml"), 0, &SourcePath::new("builtin/secrets.yaml"));
    let text = |node: &YamlNode, key: &str| node.get(key).and_then(YamlNode::as_text).unwrap_or_default().to_owned();
    let mut all = Vec::new();
    for node in node.as_list().unwrap_or_default() {
        for begins in
            node.get("begins").and_then(YamlNode::as_list).unwrap_or_default().iter().filter_map(YamlNode::as_text)
        {
            let flag = |key| node.get(key).is_some();
            let (what, marks) = (text(node, "what"), text(node, "marks"));
            let count = text(node, "count").parse().unwrap_or(0);
            all.push(Kind {
                what,
                begins: begins.to_owned(),
                count,
                marks,
                digit: flag("digit"),
                guess: flag("guess"),
            });
        }
    }
    let search = AhoCorasick::new(all.iter().map(|kind| kind.begins.as_str())).ok();
    Kinds { all, search }
});

/// Looks through the whole page, comments and scripts included. What is only a guess and stands in code may be an example.
pub fn check(subject: &PageUnderCheck, out: &mut Vec<UnplacedFault>) {
    let in_code = |range: &Range<usize>| {
        let texts = &subject.facts.texts;
        texts.iter().any(|text| text.in_code && text.place.start <= range.start && range.end <= text.place.end)
    };
    for (range, kind) in find(subject.html) {
        let secret = &subject.html[range.clone()];
        let fault = if kind.guess && in_code(&range) {
            let message = format!("this may be {}, and everyone who visits can read it", kind.what);
            let help = "if it is real, remove it and replace it with a new one; if it is made up, write: example";
            UnplacedFault::note("secret", Trace::Text(vec![secret.to_owned()]), message, help)
        } else {
            kind.fault(secret)
        };
        out.push(fault.at(&range));
    }
}

/// The secrets in a text, each told once.
pub fn in_text(text: &str) -> Vec<UnplacedFault> {
    find(text).into_iter().map(|(range, kind)| kind.fault(&text[range.clone()]).at(&range)).collect()
}

/// The place of each secret, the first of those that are the same, and its kind.
fn find(text: &str) -> Vec<(Range<usize>, &'static Kind)> {
    let kinds = &*KINDS;
    let mut found: Vec<(Range<usize>, &Kind)> = Vec::new();
    let Some(search) = &kinds.search else { return found };
    for hit in search.find_overlapping_iter(text) {
        let kind = &kinds.all[hit.pattern().as_usize()];
        let Some(secret) = kind.whole(text, hit.start(), hit.end()) else { continue };
        let range = hit.start()..hit.start() + secret.len();
        if !is_example(&text[hit.end()..range.end]) && !found.iter().any(|(known, _)| text[known.clone()] == *secret) {
            found.push((range, kind));
        }
    }
    found
}

/// Whether what follows the beginning says of itself that it is made up, as those in manuals do.
fn is_example(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    lower.ends_with("example") || ["demo", "example", "sample", "your", "xxxx"].iter().any(|it| lower.starts_with(it))
}

impl Kind {
    fn fault(&self, secret: &str) -> UnplacedFault {
        let message = format!("this looks like {}, and everyone who visits can read it", self.what);
        let help = "remove it and replace it with a new one: this one may already have leaked";
        UnplacedFault::error("secret", Trace::Text(vec![secret.to_owned()]), message, help)
    }

    /// The whole secret, if what follows its beginning is one.
    fn whole<'t>(&self, text: &'t str, start: usize, end: usize) -> Option<&'t str> {
        let before = text.get(..start)?.chars().next_back();
        if before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')) {
            return None;
        }
        let rest = text.get(end..)?;
        let is_mark = |c: char| c.is_ascii_alphanumeric() || self.marks.contains(c);
        let length = rest.find(|c: char| !is_mark(c)).unwrap_or(rest.len());
        let inside = &rest[..length];
        let enough = length >= self.count && (!self.digit || inside.contains(|c: char| c.is_ascii_digit()));
        enough.then(|| &text[start..end + length])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_secrets_count() {
        let told = |text: &str| in_text(text).into_iter().map(|found| found.trace).collect::<Vec<_>>();
        // Put together here, so that no other program takes this file for one with secrets in it.
        let aws = ["AKI", "A", &"Q7".repeat(8)].concat();
        assert_eq!(told(&format!("<p>{aws}</p>")), [Trace::Text(vec![aws.clone()])]);
        let github = ["gh", "p_", &"a1B2".repeat(9)].concat();
        assert_eq!(told(&format!("x {github} {github}")).len(), 1);
        let private = ["-----BEGIN RSA PRI", "VATE KEY-----"].concat();
        assert_eq!(told(&private).len(), 1);
        assert_eq!(told("password=tr0ub4dor&3").len(), 1);
        for harmless in [
            "AKIA",
            "SAKIAQ7Q7Q7Q7Q7Q7Q7Q7",
            "password=",
            "password=secret",
            "type=\"password\"",
            "sk_live_",
            "AKIAIOSFODNN7EXAMPLE",
            "password=demo28806",
            "password=example123",
        ] {
            assert!(told(harmless).is_empty(), "{harmless}");
        }
    }
}
