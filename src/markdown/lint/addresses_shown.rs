//! Words that look like the address of a website or a mailbox and are none, because a sign in them is wrong: readers see
//! them, and nothing leads anywhere. Looks at the text that readers see, where addresses that are right stand no more.

use std::ops::Range;

use super::LintInput;
use crate::body::end_of_address;
use crate::prose::{Block, OBJECT};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::link::Misspelt;
use vertebra_base::span::Span;

/// More of them on one page say one thing over and over.
const MOST: usize = 20;

/// Tells them.
pub fn check(said: &LintInput, out: &mut Vec<Diagnostic>) {
    let text = said.prose.text.as_bytes();
    let holds = |mark: &str| memchr::memmem::find(text, mark.as_bytes()).is_some();
    if !["/", "www", "WWW", "@"].iter().any(|mark| holds(mark)) {
        return;
    }
    let found = said.prose.blocks.iter().flat_map(|block| faults(said, block)).take(MOST);
    for (range, it) in found {
        let span = said.prose.span(range);
        out.push(Diagnostic::warning("address-shown", said.source, span, it.message).with_help(it.help));
    }
}

fn faults<'t>(said: &'t LintInput, block: &'t Block) -> impl Iterator<Item = (Range<usize>, Misspelt)> + 't {
    let text = said.prose.of(block);
    let mut words = text.split(|c: char| c.is_whitespace() || c == OBJECT).peekable();
    std::iter::from_fn(move || Some((words.next()?, words.peek().copied()))).filter_map(move |(word, next)| {
        // Of a tag, of a link that became none, and of what stands in signs for programs, others speak.
        if word.contains(['<', '$']) || word.contains("](") || word.len() < 5 {
            return None;
        }
        let bare = word.trim_start_matches(['(', '[', '"', '\'', '“', '‘', '«', '*', '_', '~']);
        let bare = bare.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/');
        let at = block.range.start + (bare.as_ptr() as usize - text.as_ptr() as usize);
        let range = at..at + bare.len();
        // In the file it has its stars and underscores.
        let written = || {
            let written = said.file.get(said.prose.span(range.clone()).range());
            written.filter(|it| !it.contains(char::is_whitespace))
        };
        let fault = match Misspelt::find(bare) {
            Some(fault) => written().and_then(Misspelt::find).unwrap_or(fault),
            None if bare.contains('/') => match next.and_then(|next| Misspelt::find_space(word, next)) {
                Some(fault) => fault,
                None => return marks(said, at, bare),
            },
            None => return None,
        };
        (!is_in_link(said, said.prose.span(range.clone()))).then_some((range, fault))
    })
}

/// What signs of Markdown took from the address in a word that begins at a place of the text.
fn marks(said: &LintInput, at: usize, word: &str) -> Option<(Range<usize>, Misspelt)> {
    let (before, address) = word.split_at(Misspelt::beginning(word));
    // The value of an attribute, in a tag that is told of.
    if before.ends_with("=\"") {
        return None;
    }
    let start = at + before.len();
    let range = start..start + end_of_address(address);
    let span = said.prose.span(range.clone());
    let written = said.file.get(span.range()).filter(|it| !it.contains(char::is_whitespace))?;
    let fault = Misspelt::find_marks(said.prose.text.get(range.clone())?, written)?;
    (!is_in_link(said, span)).then_some((range, fault))
}

/// Whether a text is, or reaches into, the words of a link: it leads somewhere.
fn is_in_link(said: &LintInput, text: Span) -> bool {
    said.links.iter().any(|link| {
        if link.span.start <= text.start {
            return text.start < link.span.end;
        }
        let between = said.file.get(text.start as usize..link.span.start as usize).unwrap_or("");
        let words = between.trim_end_matches('<').strip_suffix("](");
        words.is_some_and(|it| !it.contains("\n\n") && it.matches('[').count() == it.matches(']').count())
    })
}
