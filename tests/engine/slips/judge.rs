//! Compares a page with what it was before a slip.

use std::collections::BTreeMap;

use super::make::Slip;
use super::read::{Counts, Reading, count_words, finished, marks};
use crate::site::fixture::Built;
use vertebra_base::path::SourcePath;
use vertebra_base::span::position;

/// A page of a built site.
pub struct Page {
    pub source: String,
    /// None where the page was not made.
    pub reading: Option<Reading>,
    /// Code, message and line of each diagnostic.
    pub told: Vec<(String, usize)>,
}

impl Page {
    pub fn of(built: &Built, path: &str) -> Self {
        let source = built.given.text(&SourcePath::new(path)).expect("a text").into_owned();
        let site = built.build.site();
        let page = site.pages.iter().find(|page| page.page.source.as_str() == path);
        let html = page.and_then(|page| built.outputs.get(page.url.output().as_str()));
        let reading = html.map(|html| finished(&String::from_utf8_lossy(html)));
        let told = built.diagnostics.iter().filter(|told| told.file.as_str() == path);
        let told = told.map(|told| {
            let line = told.span.map_or(1, |span| position(&source, span.start as usize).line as usize);
            (format!("{} {}", told.code, told.message), line)
        });
        Page { told: told.collect(), reading, source }
    }
}

/// What became of a slip.
pub enum Verdict {
    Harmless,
    Told,
    Silent(String),
}

/// Judges a slip.
pub fn judge(before: &Page, after: &Page, slip: &Slip) -> Verdict {
    let fault = fault(before, after, slip);
    let Some(fault) = fault else { return Verdict::Harmless };
    if is_told(before, after, slip) { Verdict::Told } else { Verdict::Silent(fault) }
}

fn fault(before: &Page, after: &Page, slip: &Slip) -> Option<String> {
    let Some(was) = &before.reading else { return None };
    let Some(is) = &after.reading else { return Some("the page is not there".to_owned()) };
    let (mut typed, mut typed_before) = (Counts::new(), Counts::new());
    let unseen = unseen(&before.source, &was.words);
    count_words(&without(&unseen, &before.source, None), &mut typed_before);
    count_words(&without(&unseen, &after.source, Some(slip)), &mut typed);
    let mut words = Vec::new();
    let all: std::collections::BTreeSet<&String> =
        typed.keys().chain(typed_before.keys()).chain(is.words.keys()).chain(was.words.keys()).collect();
    for word in all {
        let get = |counts: &Counts| counts.get(word).copied().unwrap_or(0);
        let (wanted, got) = (get(&typed) - get(&typed_before), get(&is.words) - get(&was.words));
        // What a component says goes with it.
        if got < wanted && get(&is.words) < get(&typed) {
            words.push(format!("-{word}"));
        } else if got > wanted {
            words.push(format!("+{word}"));
        }
    }
    // A heading that is no heading any more takes its words away from nothing: only what is lost counts.
    let lost: Vec<&String> = words.iter().filter(|word| word.starts_with('-')).collect();
    let (marked, marked_before) = (marks(&is.running), marks(&was.running));
    let more = marked.iter().filter(|(mark, count)| **count > marked_before.get(*mark).copied().unwrap_or(0));
    let more: Vec<&str> = more.map(|(mark, _)| mark.as_str()).collect();
    match (lost.is_empty(), more.is_empty()) {
        (true, true) => None,
        (false, _) => Some(format!("words {}", words.join(" "))),
        (true, false) => Some(format!("marks {}", more.join(" "))),
    }
}

/// Whether something is said of the page that was not said before, at the line of the slip or of what it belongs to.
fn is_told(before: &Page, after: &Page, slip: &Slip) -> bool {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (message, _) in &before.told {
        *known.entry(message).or_default() += 1;
    }
    let lines = around(before, after, slip);
    after.told.iter().any(|(message, line)| {
        let was_known = known.get_mut(message.as_str()).filter(|count| **count > 0);
        if let Some(count) = was_known {
            *count -= 1;
            return false;
        }
        lines.contains(line)
    })
}

/// The lines where a message of a slip may stand: those of its paragraph, and the one that opens what it stands in.
fn around(before: &Page, after: &Page, slip: &Slip) -> Vec<usize> {
    let lines: Vec<&str> = after.source.split('\n').collect();
    let own = slip.line - 1;
    let blank = |at: usize| lines.get(at).is_none_or(|line| line.trim().is_empty());
    let (mut from, mut to) = (own, own);
    while from > 0 && !blank(from - 1) {
        from -= 1;
    }
    while to + 1 < lines.len() && !blank(to + 1) {
        to += 1;
    }
    let mut allowed: Vec<usize> = (from..=to).map(|line| line + 1).collect();
    // What was open at the line before the slip was made.
    let mut open: Vec<(String, usize)> = Vec::new();
    for (at, line) in before.source.split('\n').enumerate().take(own + 1) {
        let line = line.trim_start();
        let fence: String = line.chars().take_while(|c| matches!(c, '`' | '~' | ':')).collect();
        if fence.len() >= 3 {
            match open.iter().rposition(|(mark, _)| *mark == fence && line.trim() == fence) {
                Some(opened) if at < own => open.truncate(opened),
                Some(_) => {}
                None => open.push((fence, at + 1)),
            }
        }
        if line.contains("<!--") && !line.contains("-->") {
            open.push(("<!--".to_owned(), at + 1));
        }
        if line.contains("-->") && at < own {
            open.retain(|(mark, _)| mark != "<!--");
        }
        if line.starts_with('<') && line.contains("<details") {
            open.push(("<".to_owned(), at + 1));
        }
    }
    allowed.extend(open.into_iter().map(|(_, line)| line));
    // What named the line is told where it does.
    let cut = before.source.split('\n').nth(own).unwrap_or("");
    let names = cut.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).filter(|name| !name.is_empty());
    let names: Vec<String> = names.map(|name| format!("{name}]")).collect();
    if cut.starts_with('[') || cut.contains("[^") || cut.starts_with("evidence:") {
        let mentions = |line: &str| names.iter().any(|name| line.contains(name));
        allowed.extend(lines.iter().enumerate().filter(|(_, line)| mentions(line)).map(|(at, _)| at + 1));
    }
    if own < before.source.split('\n').skip(1).position(|line| line == "---").map_or(0, |at| at + 2) {
        allowed.push(1);
    }
    allowed
}

/// The text without addresses, names of blocks, comments and other words that no reader is to see; where a slip stands
/// in one of them, it stays one of them.
fn without(unseen: &[(usize, usize)], text: &str, slip: Option<&Slip>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (start, end) in unseen.iter().copied() {
        let moved = |at: usize, is_end: bool| match slip {
            Some(slip) if at > slip.at || at == slip.at && is_end => {
                (at + slip.added).saturating_sub(slip.removed).max(slip.at)
            }
            _ => at,
        };
        let (start, end) = (moved(start, false).max(from), moved(end, true).min(text.len()));
        if start >= end {
            continue;
        }
        out.push_str(&text[from..start]);
        out.push(' ');
        from = end;
    }
    out.push_str(&text[from..]);
    out
}

/// Fields of which readers see nothing, or something else.
const FOR_PROGRAM: [&str; 13] = [
    "type", "key", "series", "weight", "date", "updated", "topics", "aliases", "evidence", "facts", "extra", "schema",
    "paginate",
];

/// Where a text that is as it should be holds what readers do not see.
fn unseen(text: &str, printed: &Counts) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut is_for_program = false;
    let body = text.get(4..).and_then(|rest| rest.find("\n---\n")).map_or(0, |at| at + 9);
    for line in text[..body].split_inclusive('\n') {
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        let key = line.find(':').map_or(0, |colon| colon + 1);
        let mut words = Counts::new();
        count_words(&line[key..], &mut words);
        let name = line[..key].trim_end_matches(':');
        is_for_program = if name.starts_with(' ') { is_for_program } else { FOR_PROGRAM.contains(&name) };
        let is_printed = !is_for_program && words.keys().all(|word| printed.contains_key(word)) && line.trim() != "---";
        found.push((start, start + if is_printed { key } else { line.len() }));
    }
    for (open, close) in [("<!--", "-->"), ("](", ")"), ("{{", "}}"), ("[[", "|"), ("<", ">"), ("[^", "]"), ("{", "}")]
    {
        let mut from = body;
        while let Some(at) = text[from..].find(open).map(|at| from + at) {
            let Some(end) = text[at + open.len()..].find(close).map(|end| at + open.len() + end) else { break };
            from = at + open.len();
            let inner = &text[from..end];
            let is_short = !inner.contains('\n') || open == "<!--";
            if is_short && !(open == "[[" && inner.contains("]]")) && !(open == "<" && inner.starts_with("http")) {
                found.push((at + usize::from(open == "]("), end + close.len()));
                from = end;
            }
        }
    }
    for (at, _) in text.match_indices("\n:::") {
        let line = text[at + 1..].find('\n').map_or(text.len(), |end| at + 1 + end);
        let name = text[at + 1..line].trim_start_matches(':').trim_start();
        let name = name.split_whitespace().next().unwrap_or(&name[..0]);
        let start = name.as_ptr() as usize - text.as_ptr() as usize;
        found.push((start, start + name.len()));
    }
    for (at, _) in text.match_indices("\n```").chain(text.match_indices("\n~~~")) {
        let line = text[at + 1..].find('\n').map_or(text.len(), |end| at + 1 + end);
        found.push((at + 4, line));
    }
    for (at, _) in text.match_indices("\n[") {
        let line = text[at + 1..].find('\n').map_or(text.len(), |end| at + 1 + end);
        if text[at..line].contains("]: ") && !text[at..].starts_with("\n[^") {
            found.push((at + 1, line));
        }
    }
    found.sort_unstable();
    found.retain(|(start, end)| start < end);
    found
}
