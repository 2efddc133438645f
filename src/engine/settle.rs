//! What is told in the end: every diagnostic of a build, wherever it was found, goes through here on its way out. Those
//! that are allowed where they stand are left out, others get the weight that the site gives them, and what is wrong with
//! the exceptions themselves is told.
//!
//! What is kept in between (`told`, the ledger) is as it was found, so that an exception can come and go without anything
//! being made again.

use std::collections::{BTreeMap, BTreeSet};

use super::Build;
use vertebra_base::diagnostic::{self, Diagnostic, nearest};
use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_base::snapshot::Snapshot;
use vertebra_base::span::Span;
use vertebra_schema::codes::{self, Allow, Code, Stage};

/// The exceptions of a site, by the true paths of their files; files without any are left out.
pub type Allows = BTreeMap<SourcePath, Vec<Allow>>;

/// Exceptions that have allowed something, by their files and their numbers in them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Used(BTreeSet<(SourcePath, usize)>);

/// The exceptions in the files beside the pages: settings, data, templates. Not for the site of a theme's pages: of the
/// other files of a theme the real site tells.
pub fn beside_pages(snapshot: &Snapshot) -> Allows {
    const KINDS: [&str; 7] = ["yaml", "yml", "html", "xml", "txt", "svg", "json"];
    let files = snapshot.files.iter().filter(|(path, _)| KINDS.contains(&path.extension()));
    let found = files.map(|(path, bytes)| (path.clone(), codes::find_allows(path, bytes)));
    found.filter(|(_, allows)| !allows.is_empty()).collect()
}

impl Build {
    /// Settles what was found beyond a build, such as by asking other websites.
    pub fn settled(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        self.settle(found, &mut Used::default())
    }

    /// Settles what was found in a text that the build does not know yet.
    pub fn settled_in(&self, file: &SourcePath, text: &str, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let allows = codes::find_allows(file, text.as_bytes());
        let reaches = Reaches::of(&allows);
        self.weigh_anew(found.into_iter().filter(|it| !reaches.allow(it)).collect())
    }

    /// What there is to say about an output that was made.
    pub fn told_of(&self, output: &OutputPath) -> Vec<Diagnostic> {
        if let Some(guide) = self.guide_of(output) {
            return guide.told_of(output);
        }
        let made = self.ledger.entry(output).map(|made| made.diagnostics.clone()).unwrap_or_default();
        self.settle(made, &mut Used::default())
    }

    /// All that is known to be wrong, sorted: with the files, and with those of the outputs that were made.
    pub fn all_diagnostics(&self) -> Vec<Diagnostic> {
        self.diagnostics_with(self.outputs())
    }

    /// As `all_diagnostics`, for those who know which outputs have something to say.
    pub fn diagnostics_with<'a>(&self, outputs: impl IntoIterator<Item = &'a OutputPath>) -> Vec<Diagnostic> {
        let mut all = self.diagnostics.clone();
        let (mut own, mut of_guide) = (Vec::new(), Vec::new());
        for output in outputs {
            match self.guide_of(output) {
                Some(guide) => of_guide.extend(guide.ledger.entry(output)),
                None => own.extend(self.ledger.entry(output)),
            }
        }
        let found =
            |made: Vec<&vertebra_site::track::Entry>| made.iter().flat_map(|made| made.diagnostics.clone()).collect();
        if self.can_render() {
            all.extend(self.settle_rendered(found(own), self.complete()));
        }
        if let Some(guide) = &self.guide {
            all.extend(guide.settle_rendered(found(of_guide), guide.complete()));
        }
        diagnostic::sort(&mut all);
        all
    }

    /// The stages of which all is known that is kept while files change.
    fn complete(&self) -> &'static [Stage] {
        if self.all_made_in == Some(self.linked_in) { &[Stage::Render] } else { &[] }
    }

    /// Settles what was told by rendering; of the stages that are complete, exceptions without a use are told too.
    pub(super) fn settle_rendered(&self, found: Vec<Diagnostic>, complete: &[Stage]) -> Vec<Diagnostic> {
        let mut used = self.used.clone();
        let mut all = self.settle(found, &mut used);
        complete.iter().for_each(|stage| all.extend(self.unused(&used, *stage)));
        all
    }

    /// Settles what was found in the files, and tells what is wrong with the exceptions.
    pub(super) fn settle_files(&self, found: Vec<Diagnostic>) -> (Vec<Diagnostic>, Used) {
        let mut used = Used::default();
        let mut all = self.settle(found, &mut used);
        for (file, allow) in self.each_allow() {
            all.extend(fault(file, allow));
        }
        all.extend(self.unused(&used, Stage::Files));
        (all, used)
    }

    fn each_allow(&self) -> impl Iterator<Item = (&SourcePath, &Allow)> {
        self.told.allows.iter().flat_map(|(file, allows)| allows.iter().map(move |allow| (file, allow)))
    }

    fn settle(&self, mut found: Vec<Diagnostic>, used: &mut Used) -> Vec<Diagnostic> {
        if !self.told.allows.is_empty() {
            self.leave_out(&mut found, used);
        }
        self.weigh_anew(found)
    }

    /// Gives diagnostics the weights that the site gives them.
    fn weigh_anew(&self, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let severities = &self.site().config.severities;
        if !severities.is_empty() {
            found.retain_mut(|it| match severities.get(it.code) {
                None => true,
                Some(None) => false,
                Some(Some(weight)) => {
                    it.severity = *weight;
                    true
                }
            });
        }
        found
    }

    /// Leaves out what is allowed where it stands, and notes every exception that allows something. Each file with exceptions
    /// is looked at once: one made of exceptions alone is no more work than any other.
    fn leave_out(&self, found: &mut Vec<Diagnostic>, used: &mut Used) {
        let mut places: BTreeMap<&SourcePath, Places> = BTreeMap::new();
        for it in found.iter().filter(|it| self.told.allows.contains_key(&it.file)) {
            places.entry(&it.file).or_default().entry(it.code).or_default().push(it.span.map(|span| span.start));
        }
        let mut reaches = BTreeMap::new();
        for (file, mut places) in places {
            let Some(allows) = self.told.allows.get(file) else { continue };
            places.values_mut().for_each(|places| places.sort_unstable());
            for (number, _) in allows.iter().enumerate().filter(|(_, allow)| allows_any(allow, &places)) {
                used.0.insert((file.clone(), number));
            }
            reaches.insert(file.clone(), Reaches::of(allows));
        }
        found.retain(|it| !reaches.get(&it.file).is_some_and(|reaches| reaches.allow(it)));
    }

    /// A word on each exception for a code of a stage that has allowed nothing.
    fn unused(&self, used: &Used, stage: Stage) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (file, allows) in &self.told.allows {
            for (number, allow) in allows.iter().enumerate() {
                let is_due = meant(allow).is_some_and(|code| code.stage == stage);
                if is_due && !used.0.contains(&(file.clone(), number)) {
                    let message = format!("this allows [{}], but nothing of the kind is here any more", allow.code);
                    found.push(
                        Diagnostic::warning("allow-unused", file, allow.span, message).with_help("remove this remark"),
                    );
                }
            }
        }
        self.settle(found, &mut Used::default())
    }
}

/// Where something was found in a file, by codes, in order: nothing, where it is about the file as a whole.
type Places = BTreeMap<&'static str, Vec<Option<u32>>>;

/// Whether anything of a file is allowed by an exception in it.
fn allows_any(allow: &Allow, places: &Places) -> bool {
    let Some(places) = places.get(allow.code.as_str()).filter(|_| meant(allow).is_some()) else { return false };
    let reach = allow.reach();
    let next = places.partition_point(|place| *place < Some(reach.start));
    let inside = places.get(next).is_some_and(|place| *place <= Some(reach.end));
    inside || allow.is_of_whole_file() && places.first() == Some(&None)
}

/// What the exceptions of a file reach, so that it is found at once whether any reaches a place.
#[derive(Default)]
struct Reaches<'a>(BTreeMap<&'a str, Reach>);

/// What the exceptions for one code reach.
#[derive(Default)]
struct Reach {
    whole: bool,
    /// Where each begins, in order, and the furthest end of all that begin there or before.
    parts: Vec<(u32, u32)>,
}

impl<'a> Reaches<'a> {
    fn of(allows: &'a [Allow]) -> Self {
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
    fn allow(&self, found: &Diagnostic) -> bool {
        let Some(reach) = self.0.get(found.code) else { return false };
        let Some(span) = found.span else { return reach.whole };
        let before = reach.parts.partition_point(|(start, _)| *start <= span.start);
        before.checked_sub(1).and_then(|last| reach.parts.get(last)).is_some_and(|(_, end)| span.start <= *end)
    }
}

/// The code that an exception is for, if it may be allowed and a reason is given.
fn meant(allow: &Allow) -> Option<&'static Code> {
    codes::find(&allow.code).filter(|code| !code.safety && allow.reason.is_some())
}

/// What is wrong with an exception as it is written.
fn fault(file: &SourcePath, allow: &Allow) -> Option<Diagnostic> {
    let span: Span = allow.span;
    let Some(code) = codes::find(&allow.code) else {
        let (message, help) = match allow.code.as_str() {
            "" => ("this does not say what is allowed".to_owned(), None),
            name => (format!("no message has the code \"{name}\""), nearest(name, codes::names())),
        };
        let help = match help {
            Some(near) => format!("did you mean {near}?"),
            None => "write the word in square brackets in the message, and why:\nallow: link-broken \"your reason\""
                .to_owned(),
        };
        return Some(Diagnostic::error("allow-unknown", file, span, message).with_help(help));
    };
    if code.safety {
        let message = format!("[{}] cannot be allowed, since the safety of readers may hang on it", code.name);
        let help = "remove this remark, and mend what the message is about";
        let note = format!("to read why, run: vertebra explain {}", code.name);
        return Some(Diagnostic::error("allow-safety", file, span, message).with_help(help).with_note(note));
    }
    if allow.reason.is_none() {
        let message = "this does not say why";
        let help = format!("write the reason in quotation marks: allow: {} \"your reason\"", code.name);
        return Some(Diagnostic::error("allow-reason", file, span, message).with_help(help));
    }
    None
}
