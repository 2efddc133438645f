//! The exceptions of a site: what its files allow, and what is wrong with an exception as it is written.

use std::collections::{BTreeMap, BTreeSet};

use vertebra_base::diagnostic::{Diagnostic, nearest};
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_base::span::Span;
use vertebra_schema::codes::{self, Allow, Code};

/// The exceptions of a site, by the true paths of their files; files without any are left out.
pub type Allows = BTreeMap<SourcePath, Vec<Allow>>;

/// Exceptions that have allowed something, by their files and their numbers in them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Used(pub BTreeSet<(SourcePath, usize)>);

/// The exceptions in the files beside the pages: settings, data, templates. Not for the site of a theme's pages: of the
/// other files of a theme the real site tells.
pub fn beside_pages(snapshot: &Snapshot) -> Allows {
    const KINDS: [&str; 7] = ["yaml", "yml", "html", "xml", "txt", "svg", "json"];
    let files = snapshot.files.iter().filter(|(path, _)| KINDS.contains(&path.extension()));
    let found = files.map(|(path, bytes)| (path.clone(), codes::find_allows(path, bytes.held())));
    found.filter(|(_, allows)| !allows.is_empty()).collect()
}

/// Where something was found in a file, by codes, in order: nothing, where it is about the file as a whole.
pub type PlacesByCode = BTreeMap<&'static str, Vec<Option<u32>>>;

/// Whether anything of a file is allowed by an exception in it.
pub fn allows_any(allow: &Allow, places: &PlacesByCode) -> bool {
    let Some(places) = places.get(allow.code.as_str()).filter(|_| meant(allow).is_some()) else { return false };
    let reach = allow.reach();
    let next = places.partition_point(|place| *place < Some(reach.start));
    let inside = places.get(next).is_some_and(|place| *place <= Some(reach.end));
    inside || allow.is_of_whole_file() && places.first() == Some(&None)
}

/// What the exceptions of a file reach, so that it is found at once whether any reaches a place.
#[derive(Default)]
pub struct Reaches<'a>(BTreeMap<&'a str, Reach>);

/// What the exceptions for one code reach.
#[derive(Default)]
struct Reach {
    whole: bool,
    /// Where each begins, in order, and the furthest end of all that begin there or before.
    parts: Vec<(u32, u32)>,
}

impl<'a> Reaches<'a> {
    pub fn of(allows: &'a [Allow]) -> Self {
        let mut reaches = Reaches::default();
        for allow in allows.iter().filter(|allow| meant(allow).is_some()) {
            let reach = reaches.0.entry(allow.code.as_str()).or_default();
            reach.whole |= allow.is_of_whole_file();
            reach.parts.push((allow.reach().start, allow.reach().end));
        }
        for reach in reaches.0.values_mut() {
            reach.parts.sort_unstable();
            let mut furthest = 0;
            for (_, end) in &mut reach.parts {
                furthest = furthest.max(*end);
                *end = furthest;
            }
        }
        reaches
    }

    /// Whether a diagnostic of the file is allowed where it stands.
    pub fn allow(&self, found: &Diagnostic) -> bool {
        let Some(reach) = self.0.get(found.code) else { return false };
        let Some(span) = found.span else { return reach.whole };
        let before = reach.parts.partition_point(|(start, _)| *start <= span.start);
        before.checked_sub(1).and_then(|last| reach.parts.get(last)).is_some_and(|(_, end)| span.start <= *end)
    }
}

/// The code that an exception is for, if it may be allowed and a reason is given.
pub fn meant(allow: &Allow) -> Option<&'static Code> {
    codes::find(&allow.code).filter(|code| !code.safety && allow.reason.is_some())
}

/// What is wrong with an exception as it is written.
pub fn fault(file: &SourcePath, allow: &Allow) -> Option<Diagnostic> {
    let span: Span = allow.span;
    let Some(code) = codes::find(&allow.code) else {
        let (message, help) = match allow.code.as_str() {
            "" => ("this comment does not name a code".to_owned(), None),
            name => (format!("there is no message with the code \"{name}\""), nearest(name, codes::names())),
        };
        let help = match help {
            Some(near) => format!("did you mean {near}?"),
            None => {
                "write the code in square brackets in the message, and the reason:\nallow: link-broken \"your reason\""
                    .to_owned()
            }
        };
        return Some(Diagnostic::error("allow-unknown", file, span, message).with_help(help));
    };
    if code.safety {
        let message = format!("[{}] cannot be turned off: the safety of readers may depend on it", code.name);
        let help = "remove this comment, and fix the problem";
        let note = format!("to learn why, run: vertebra explain {}", code.name);
        return Some(Diagnostic::error("allow-safety", file, span, message).with_help(help).with_note(note));
    }
    if allow.reason.is_none() {
        let message = "this comment does not give a reason";
        let help = format!("add the reason in quotation marks: allow: {} \"your reason\"", code.name);
        return Some(Diagnostic::error("allow-reason", file, span, message).with_help(help));
    }
    None
}
