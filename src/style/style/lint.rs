//! What browsers pass over in a style sheet without a word: properties, values and media features that they do not know.
//!
//! Everything here is a warning at the place of the words. Judges no selector, and nothing that a rule of `@supports`
//! asks for.

use std::ops::Range;

use super::block_kind::{CssBlockKind, PAGE};
use super::faults::Faults;
use super::names::{FEATURES, PROPERTIES};
use super::outline::{CssBlock, Declaration, Outline, Unbalanced};
use super::values;
use vertebra_base::diagnostic::{Diagnostic, did_you_mean};

/// A style sheet, its outline, and the maker of diagnostics about it.
pub struct Lint<'a> {
    pub css: &'a str,
    pub outline: &'a Outline,
    pub faults: &'a Faults<'a>,
    /// What stands from here on is not what its author meant.
    pub end: usize,
}

impl Lint<'_> {
    /// Reports what is not closed, and everything before it that browsers ignore.
    pub fn check(&self, out: &mut Vec<Diagnostic>) {
        for (at, found) in self.outline.unbalanced.iter().enumerate() {
            // A rule that is not closed has consequences up to the end; those are not told.
            if at == 0 || !matches!(found, Unbalanced::Closing(_) | Unbalanced::Block(_)) {
                out.push(self.faults.unbalanced(*found));
            }
        }
        let before = |range: &Range<usize>| range.start < self.end;
        for block in self.outline.blocks.iter().filter(|block| before(&block.prelude)) {
            self.prelude(block, out);
        }
        let ends_before = |it: &&Declaration| it.value.end <= self.end;
        for declaration in self.outline.declarations.iter().filter(ends_before) {
            out.extend(self.declaration(declaration));
        }
    }

    fn declaration(&self, declaration: &Declaration) -> Option<Diagnostic> {
        let name = self.css[declaration.name.clone()].to_ascii_lowercase();
        let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        // What begins with a hyphen is the author's own, or for one browser.
        if !is_name || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let block = &self.outline.blocks[declaration.block];
        let known = PROPERTIES.contains(name.as_str());
        match block.kind {
            CssBlockKind::Keyframes | CssBlockKind::Free => return None,
            CssBlockKind::Descriptors(names) => {
                return (!known && !names.contains(&name.as_str()))
                    .then(|| self.unknown("property", &name, declaration.name.clone(), names.iter().copied()));
            }
            CssBlockKind::Page if PAGE.contains(&name.as_str()) => return None,
            CssBlockKind::Page | CssBlockKind::Style => {}
        }
        if self.is_asked_for(block, &name) {
            return None;
        }
        if !known {
            return Some(self.unknown("property", &name, declaration.name.clone(), PROPERTIES.iter().copied()));
        }
        let value = &self.css[declaration.value.clone()];
        if value.is_empty() {
            let message = format!("\"{name}\" has no value");
            let help = "write a value after the colon, or remove the line";
            return Some(self.faults.ignored(declaration.name.clone(), message, help));
        }
        let invalid = values::check(&name, value)?;
        let start = declaration.value.start;
        Some(self.faults.ignored(
            start + invalid.range.start..start + invalid.range.end,
            invalid.message,
            &invalid.help,
        ))
    }

    fn unknown<'n>(
        &self,
        what: &str,
        name: &str,
        range: Range<usize>,
        names: impl Iterator<Item = &'n str>,
    ) -> Diagnostic {
        let help = did_you_mean(name, names).unwrap_or_else(|| "correct the name, or remove it".to_owned());
        self.faults.ignored(range, format!("browsers do not know the {what} \"{name}\""), &help)
    }

    /// Whether a declaration stands in a rule that applies only to browsers which know its property.
    fn is_asked_for(&self, block: &CssBlock, property: &str) -> bool {
        let prelude = &self.css[block.prelude.clone()];
        let parent = || block.parent.and_then(|parent| self.outline.blocks.get(parent));
        prelude.starts_with("@supports") && prelude.contains(property)
            || parent().is_some_and(|parent| self.is_asked_for(parent, property))
    }

    fn prelude(&self, block: &CssBlock, out: &mut Vec<Diagnostic>) {
        let text = &self.css[block.prelude.clone()];
        let parent = block.parent.and_then(|parent| self.outline.blocks.get(parent));
        let start = block.prelude.start;
        if text.starts_with("@media") || text.starts_with("@container") {
            for range in features(text) {
                let name = text[range.clone()].to_ascii_lowercase();
                let whole = name.strip_prefix("min-").or_else(|| name.strip_prefix("max-")).unwrap_or(&name);
                if !name.starts_with('-') && !whole.starts_with('-') && !FEATURES.contains(whole) {
                    let range = start + range.start..start + range.end;
                    let ranged = |it: &&str| ["", "min-", "max-"].map(|by| format!("{by}{it}"));
                    let all: Vec<_> = FEATURES.iter().flat_map(ranged).collect();
                    let what = if text.starts_with("@media") { "media feature" } else { "container feature" };
                    out.push(self.unknown(what, &name, range, all.iter().map(String::as_str)));
                }
            }
        } else if parent.is_some_and(|parent| parent.kind == CssBlockKind::Keyframes) {
            let is_number = |step: &&str| step.trim().parse::<f64>().is_ok();
            if let Some(step) = text.split(',').find(is_number).map(str::trim) {
                let message = format!("browsers ignore this step of an animation: {step}");
                let help = format!("write from, to or a percentage, for example: {step}%");
                out.push(self.faults.ignored(block.prelude.clone(), message, &help));
            }
        }
    }
}

/// The names that the conditions of a prelude ask for: `width` in `(width > 40em)`. Not those inside of functions.
fn features(prelude: &str) -> Vec<Range<usize>> {
    let bytes = prelude.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(open) = prelude[at..].find('(').map(|open| at + open) {
        let is_function = open > 0 && (bytes[open - 1].is_ascii_alphanumeric() || bytes[open - 1] == b'-');
        let inner = open + 1;
        let end = prelude[inner..].find(['(', ')']).map_or(prelude.len(), |end| inner + end);
        at = end;
        if is_function {
            let mut depth = 1;
            let close = prelude[inner..].find(|c| {
                depth += i32::from(c == '(') - i32::from(c == ')');
                depth == 0
            });
            at = close.map_or(prelude.len(), |close| inner + close);
            continue;
        }
        let text = &prelude[inner..end];
        let names = match text.find(':') {
            Some(colon) => &text[..colon],
            None => text,
        };
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '%' | '_');
        let mut place = inner;
        for piece in names.split_inclusive(|c| !is_part(c)) {
            let word = piece.trim_end_matches(|c| !is_part(c));
            let joins = ["not", "and", "or"].iter().any(|it| it.eq_ignore_ascii_case(word));
            let calls = place + word.len() == end && prelude[end..].starts_with('(');
            if word.starts_with(|c: char| c.is_ascii_alphabetic()) && !joins && !calls {
                out.push(place..place + word.len());
            }
            place += piece.len();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_found_in_every_form_of_a_condition() {
        for (prelude, expected) in [
            ("@media screen and (min-width: 3px), (hover)", "min-width hover"),
            ("@media (400px <= width <= 70.5em) and (not (color))", "width color"),
            ("@media (width > calc(1px + 2em)) and (height)", "width height"),
            ("@container card (inline-size > 30em) and style(--x: y)", "inline-size"),
            ("@container scroll-state(stuck: top)", ""),
            ("@media print", ""),
        ] {
            let found: Vec<_> = features(prelude).into_iter().map(|range| &prelude[range]).collect();
            assert_eq!(found.join(" "), expected, "{prelude}");
        }
    }
}
