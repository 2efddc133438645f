//! Makes the changes that can be proved, round after round, and lists what is left.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Edit, apply};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::span::{Span, position};

use super::find::find;
use super::known::is_fixable;
use super::verify::{self, TextContent};
use super::{Fix, FixContext, FixedText, Left, NewFile};

/// Some changes become possible only when others are made: a curly quote behind a Tab.
const ROUNDS: usize = 8;

/// What is said of a change that was not proved.
const NOT_SAME: &str = "it would change the meaning of the text";

/// Makes every change that keeps what the text says. The text is in UTF-8; a file in another encoding comes in decoded.
pub fn mend(subject: &FixContext, text: &str) -> FixedText {
    let mut work =
        Work { subject, text: text.to_owned(), done: BTreeMap::new(), files: Vec::new(), failed: BTreeSet::new() };
    for _ in 0..ROUNDS {
        if !work.round() {
            break;
        }
    }
    let left = work.left();
    FixedText { text: work.text, done: work.done.into_iter().collect(), left, files: work.files }
}

/// The change that answers a diagnostic, proved; none where there is nothing that cannot alter the meaning.
pub fn fixes_for(subject: &FixContext, text: &str, diagnostic: &Diagnostic) -> Option<Fix> {
    let span = diagnostic.span?;
    if !is_fixable(diagnostic.code) {
        return None;
    }
    let meets = |at: Span| at.start <= span.end && span.start <= at.end;
    let fits = |fix: &Fix| fix.code == diagnostic.code && (meets(fix.at) || fix.edits.iter().any(|it| meets(it.span)));
    let fix = find(subject, text).fixes.into_iter().find(fits)?;
    let before = verify::read(subject.source, text, subject.schema);
    let after = verify::read(subject.source, &apply(text, &fix.edits)?, subject.schema);
    verify::holds(&before, &after, &[&fix]).then_some(fix)
}

struct Work<'a> {
    subject: &'a FixContext<'a>,
    text: String,
    done: BTreeMap<&'static str, usize>,
    files: Vec<NewFile>,
    /// What was tried in vain: the code and the text that it would have changed.
    failed: BTreeSet<(&'static str, String)>,
}

impl Work<'_> {
    /// One look at the text; whether it changed.
    fn round(&mut self) -> bool {
        let fixes = find(self.subject, &self.text).fixes;
        // A name that a picture of an earlier round took is in no list of files yet.
        let free = |file: &NewFile| !self.files.iter().any(|it| it.path == file.path && it.bytes != file.bytes);
        let fresh = fixes.into_iter().filter(|fix| !self.failed.contains(&self.name(fix)));
        let fresh = fresh.filter(|fix| fix.file.iter().all(free));
        let fixes = apart(fresh.collect());
        if fixes.is_empty() {
            return false;
        }
        let before = verify::read(self.subject.source, &self.text, self.subject.schema);
        let mut kept: Vec<&Fix> = Vec::new();
        let all: Vec<&Fix> = fixes.iter().collect();
        self.keep(&before, &all, &mut kept);
        for fix in &fixes {
            if !kept.iter().any(|it| std::ptr::eq(*it, fix)) {
                let name = self.name(fix);
                self.failed.insert(name);
            }
        }
        let edits: Vec<Edit> = kept.iter().flat_map(|fix| fix.edits.iter().cloned()).collect();
        let Some(text) = apply(&self.text, &edits) else { return false };
        self.text = text;
        for fix in &kept {
            *self.done.entry(fix.code).or_default() += 1;
            self.files.extend(fix.file.clone());
        }
        !kept.is_empty()
    }

    /// Keeps those of some fixes that can be made together with the ones that are kept: all at once where that holds,
    /// else by halves.
    fn keep<'f>(&self, before: &TextContent, fixes: &[&'f Fix], kept: &mut Vec<&'f Fix>) {
        if fixes.is_empty() {
            return;
        }
        let together: Vec<&Fix> = kept.iter().chain(fixes).copied().collect();
        let edits: Vec<Edit> = together.iter().flat_map(|fix| fix.edits.iter().cloned()).collect();
        let proved = apply(&self.text, &edits).is_some_and(|text| {
            let after = verify::read(self.subject.source, &text, self.subject.schema);
            verify::holds(before, &after, &together)
        });
        if proved {
            kept.extend(fixes);
        } else if fixes.len() > 1 {
            let (first, second) = fixes.split_at(fixes.len() / 2);
            self.keep(before, first, kept);
            self.keep(before, second, kept);
        }
    }

    fn name(&self, fix: &Fix) -> (&'static str, String) {
        let old: Vec<&str> = fix.edits.iter().filter_map(|edit| self.text.get(edit.span.range())).collect();
        (fix.code, old.join("\u{0}"))
    }

    /// What is left for a person, each with its reason.
    fn left(&self) -> Vec<Left> {
        let found = find(self.subject, &self.text);
        let line = |at: usize| position(&self.text, at).line;
        let mut left = BTreeMap::new();
        for fix in &found.fixes {
            left.insert((line(fix.at.start as usize), fix.code), NOT_SAME.to_owned());
        }
        for it in found.refused {
            left.insert((line(it.at.start as usize), it.code), it.why);
        }
        let told = verify::read(self.subject.source, &self.text, self.subject.schema).told;
        for it in told.iter().filter(|it| is_fixable(it.code)) {
            let at = line(it.span.map_or(0, |span| span.start as usize));
            left.entry((at, it.code)).or_insert_with(|| "this needs a decision".to_owned());
        }
        left.into_iter().map(|((line, code), why)| Left { code, line, why }).collect()
    }
}

/// Fixes that do not overlap, in the order of the text.
fn apart(mut fixes: Vec<Fix>) -> Vec<Fix> {
    let range = |fix: &Fix| {
        let start = fix.edits.iter().map(|edit| edit.span.start).min().unwrap_or(0);
        (start, fix.edits.iter().map(|edit| edit.span.end).max().unwrap_or(start))
    };
    fixes.sort_by_key(range);
    let mut taken: Vec<Span> = Vec::new();
    fixes.retain(|fix| {
        let meets = |edit: &Edit| taken.iter().rev().any(|it| it.start < edit.span.end && edit.span.start < it.end);
        let free = !fix.edits.iter().any(meets);
        if free {
            taken.extend(fix.edits.iter().map(|edit| edit.span));
        }
        free
    });
    fixes
}
