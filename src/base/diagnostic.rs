//! What Vertebra has to say about a site, as data. Made where the fault is known, printed in `cli` only.

use crate::path::SourcePath;
use crate::span::Span;

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Stops publishing.
    Error,
    /// Does not, unless `--strict` is given.
    Warning,
    /// Only informs.
    Note,
}

/// One problem: where, what, what to type, and what else helps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    /// A stable word with an entry in `codes`: `link-broken`.
    pub code: &'static str,
    pub file: SourcePath,
    /// Where in the file; `None` when the whole file is meant.
    pub span: Option<Span>,
    /// One sentence in the editor's words, lower case, no full stop.
    pub message: String,
    /// The exact text to type, or what to do; may have several lines.
    pub help: Option<String>,
    pub note: Option<String>,
    /// A second place that explains the first, such as the template that was being rendered.
    pub related: Option<Related>,
    /// What `help` says to type instead, for programs that can type it.
    pub suggestion: Option<Suggestion>,
}

/// A text that most likely was meant, and what of the file it takes the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub span: Span,
    pub text: String,
}

/// A second place, shown with its own excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    pub file: SourcePath,
    pub span: Span,
    pub label: String,
}

impl Diagnostic {
    /// A fault that stops publishing; `code` has an entry in `codes`.
    pub fn error(
        code: &'static str,
        file: &SourcePath,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Error, code, file, span.into(), message.into())
    }

    /// A fault that does not stop publishing.
    pub fn warning(
        code: &'static str,
        file: &SourcePath,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Warning, code, file, span.into(), message.into())
    }

    /// A word about something that needs no mending.
    pub fn note(
        code: &'static str,
        file: &SourcePath,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Note, code, file, span.into(), message.into())
    }

    fn new(severity: Severity, code: &'static str, file: &SourcePath, span: Option<Span>, message: String) -> Self {
        Diagnostic {
            severity,
            code,
            file: file.clone(),
            span,
            message,
            help: None,
            note: None,
            related: None,
            suggestion: None,
        }
    }

    /// Says what to type.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// As `with_help`, when there is something to say.
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Has a text that can be put in the place of the diagnostic's own, if there is one.
    pub fn suggesting(mut self, text: Option<impl Into<String>>) -> Self {
        self.suggestion = text.zip(self.span).map(|(text, span)| Suggestion { span, text: text.into() });
        self
    }

    /// Says what else helps.
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Shows a second place.
    pub fn with_related(mut self, file: &SourcePath, span: Span, label: impl Into<String>) -> Self {
        self.related = Some(Related { file: file.clone(), span, label: label.into() });
        self
    }
}

/// Puts diagnostics in the order in which they are read: by file, place, code; equal ones once.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    let key = |d: &Diagnostic| (d.file.clone(), d.span.map(|s| s.start), d.severity, d.code, d.message.clone());
    diagnostics.sort_by_cached_key(key);
    diagnostics.dedup();
}

/// Folds what is the same but for the second place, such as a mistake in a template on which many pages fail: the first
/// is kept, and says how many others there are. What is told at one place outside of `content` is one mistake, even if the
/// words hold values of the pages; some of the other words are noted.
pub fn fold_related(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by_cached_key(|d| {
        let related = d.related.as_ref().map(|it| (it.file.clone(), it.span.start));
        (d.file.clone(), d.span, d.severity, d.code, d.message.clone(), related)
    });
    let mut kept: Vec<Folded> = Vec::new();
    for next in diagnostics.drain(..) {
        match kept.last_mut().filter(|folded| folded.takes(&next)) {
            Some(folded) => folded.add(next),
            None => kept.push(Folded { first: next, others: 0, words: Vec::new() }),
        }
    }
    diagnostics.extend(kept.into_iter().map(Folded::told));
}

/// One mistake that several pages show.
struct Folded {
    first: Diagnostic,
    others: usize,
    /// What is said of the others, where it is something else.
    words: Vec<String>,
}

impl Folded {
    /// How many other words are noted.
    const MOST: usize = 3;

    fn takes(&self, next: &Diagnostic) -> bool {
        let first = &self.first;
        let is_of_other = match (&first.related, &next.related) {
            (Some(one), Some(other)) => one.label == other.label && one.file != other.file,
            // What belongs to no page comes first.
            (None, Some(_)) => first.file.in_content().is_none(),
            _ => false,
        };
        let is_same = *first == Diagnostic { related: first.related.clone(), ..next.clone() };
        let is_there = first.file.in_content().is_none()
            && first.span.is_some()
            && (&first.file, first.span, first.severity, first.code)
                == (&next.file, next.span, next.severity, next.code);
        is_of_other && (is_same || is_there)
    }

    fn add(&mut self, next: Diagnostic) {
        if next.message != self.first.message && !self.words.contains(&next.message) {
            self.words.push(next.message);
        }
        match self.first.related {
            Some(_) => self.others += 1,
            None => self.first.related = next.related,
        }
    }

    fn told(self) -> Diagnostic {
        let Folded { mut first, others, words } = self;
        if let (Some(related), 1..) = (&mut first.related, others) {
            let pages = if others == 1 { "1 other".to_owned() } else { format!("{others} others") };
            related.label = format!("{} and {pages}", related.label);
        }
        if let Some(more) = words.len().checked_sub(Self::MOST).filter(|more| *more > 0) {
            let some = words[..Self::MOST].join("\n");
            return first.with_note(format!("on other pages:\n{some}\nand {more} more"));
        }
        if words.is_empty() { first } else { first.with_note(format!("on other pages:\n{}", words.join("\n"))) }
    }
}

/// The nearest of some names, if it is near enough to be a slip of the fingers.
pub fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let reach = (name.chars().count() / 3).clamp(1, 4);
    let own = letters(name);
    names
        .into_iter()
        .filter(|candidate| least_steps(&own, &letters(candidate)) <= reach)
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= reach)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How often each letter stands in a name; several letters share a place, of which there are few.
fn letters(name: &str) -> [u32; 64] {
    let mut counts = [0; 64];
    name.chars().for_each(|c| counts[c as usize % 64] += 1);
    counts
}

/// The steps between two names are no fewer: each step takes away one letter at most, and adds one. Nearly all names are
/// told apart by that, where the steps themselves take a hundred times longer to count.
fn least_steps(a: &[u32; 64], b: &[u32; 64]) -> usize {
    let missing = |a: &[u32; 64], b: &[u32; 64]| -> u32 { a.iter().zip(b).map(|(a, b)| a.saturating_sub(*b)).sum() };
    missing(a, b).max(missing(b, a)) as usize
}

/// `did you mean "x"?`, when some name is near.
pub fn did_you_mean<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(name, names).map(|near| format!("did you mean \"{near}\"?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_near_names_are_suggested() {
        let names = ["description", "date", "draft"];
        assert_eq!(nearest("descripton", names), Some("description"));
        assert_eq!(nearest("dtae", names), Some("date"));
        assert_eq!(nearest("colour", names), None);
    }

    #[test]
    fn no_near_name_is_passed_over() {
        for (a, b) in
            [("dtae", "date"), ("größe", "groesse"), ("x", "y"), ("abc", ""), ("日本", "本日"), ("aab", "abb")]
        {
            let steps = strsim::damerau_levenshtein(a, b);
            assert!(least_steps(&letters(a), &letters(b)) <= steps, "{a} {b}");
        }
    }

    #[test]
    fn order_is_by_file_and_place() {
        let (a, b) = (SourcePath::new("a.md"), SourcePath::new("b.md"));
        let mut all = vec![
            Diagnostic::error("x", &b, None, "m"),
            Diagnostic::error("x", &a, Span::at(9), "m"),
            Diagnostic::error("x", &a, Span::at(2), "m"),
            Diagnostic::error("x", &a, Span::at(2), "m"),
        ];
        sort(&mut all);
        let places: Vec<_> = all.iter().map(|d| (d.file.as_str(), d.span.map(|s| s.start))).collect();
        assert_eq!(places, [("a.md", Some(2)), ("a.md", Some(9)), ("b.md", None)]);
    }
}
