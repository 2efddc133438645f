//! Keys and passwords that were pasted where everybody can read them. What they look like is data: `secrets.yaml`.
//!
//! Only what can hardly be anything else: a false alarm would teach people not to look.

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
            let (what, marks) = (text(node, "what"), text(node, "marks"));
            let count = text(node, "count").parse().unwrap_or(0);
            all.push(Kind { what, begins: begins.to_owned(), count, marks, digit: node.get("digit").is_some() });
        }
    }
    let search = AhoCorasick::new(all.iter().map(|kind| kind.begins.as_str())).ok();
    Kinds { all, search }
});

/// Looks through the whole page, comments and scripts included.
pub fn check(subject: &PageUnderCheck, out: &mut Vec<UnplacedFault>) {
    out.extend(in_text(subject.html));
}

/// The secrets in a text, each told once.
pub fn in_text(text: &str) -> Vec<UnplacedFault> {
    let kinds = &*KINDS;
    let mut found: Vec<UnplacedFault> = Vec::new();
    let Some(search) = &kinds.search else { return found };
    for hit in search.find_overlapping_iter(text) {
        let kind = &kinds.all[hit.pattern().as_usize()];
        let Some(secret) = kind.whole(text, hit.start(), hit.end()) else { continue };
        let message = format!("this looks like {}, and everyone who visits can read it", kind.what);
        let help = "remove it and replace it with a new one: this one may already have leaked";
        let fault = UnplacedFault::error("secret", Trace::Text(vec![secret.to_owned()]), message, help);
        let fault = fault.at(&(hit.start()..hit.start() + secret.len()));
        if !found.iter().any(|known| known.trace == fault.trace) {
            found.push(fault);
        }
    }
    found
}

impl Kind {
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
        for harmless in
            ["AKIA", "SAKIAQ7Q7Q7Q7Q7Q7Q7Q7", "password=", "password=secret", "type=\"password\"", "sk_live_"]
        {
            assert!(told(harmless).is_empty(), "{harmless}");
        }
    }
}
