//! What is said while the site is watched: one calm line a round.

use std::path::Path;
use std::time::Duration;

use crate::summary::{folder, problems};
use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_base::snapshot::Changes;
use vertebra_disk::PublishSummary;
use vertebra_engine::Build;
use vertebra_report::{Tally, count};

/// How many files, and how many reasons, are named.
const NAMED: usize = 3;

/// What the first build is followed by.
pub fn watching(is_good: bool) -> &'static str {
    if is_good {
        "Watching for changes. To stop, press Ctrl-C.\n"
    } else {
        "Watching for changes. The site will be rebuilt when this is fixed. To stop, press Ctrl-C.\n"
    }
}

/// `content/a.md, content/b.md and 7 more`.
pub fn files(changes: &Changes) -> String {
    let names: Vec<&str> = changes.files.keys().map(SourcePath::as_str).collect();
    match names.len() {
        0 => "the site's files".to_owned(),
        _ => listed(&names),
    }
}

fn listed(names: &[impl AsRef<str>]) -> String {
    let shown: Vec<&str> = names.iter().take(NAMED).map(AsRef::as_ref).collect();
    match names.len().saturating_sub(NAMED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// `2 written, 1 removed in 12 ms`
pub fn published(published: &PublishSummary, took: Duration) -> String {
    let parts = [(published.written, "written"), (published.removed, "removed")];
    let parts: Vec<_> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    match parts.is_empty() {
        true => format!("nothing to write, checked in {}", time(took)),
        false => format!("{} in {}", parts.join(", "), time(took)),
    }
}

/// `2 errors. public/ is left unchanged until they are fixed`
pub fn stopped(tally: Tally, out: &Path) -> String {
    let they = if tally.errors + tally.warnings == 1 { "it is" } else { "they are" };
    format!("{}. {} is left unchanged until {they} fixed", problems(tally), folder(out))
}

/// `, with 2 warnings`
pub fn with_warnings(tally: Tally) -> String {
    if tally.warnings == 0 { String::new() } else { format!(", with {}", count(tally.warnings, "warning")) }
}

/// Each output that is about to be written or removed, and why it is another than before.
pub fn outputs(build: &Build, news: &[OutputPath]) -> String {
    let line = |path: &OutputPath| {
        let made = build.made(path).filter(|made| made.print.is_some() && build.is_planned(path));
        let because: Vec<String> = made.map_or(&[][..], |made| &made.because).iter().map(ToString::to_string).collect();
        match (made, because.is_empty()) {
            (None, _) => format!("  {path}: removed\n"),
            (Some(_), true) => format!("  {path}\n"),
            (Some(_), false) => format!("  {path}: {}\n", listed(&because)),
        }
    };
    news.iter().map(line).collect()
}

fn time(took: Duration) -> String {
    match took.as_millis() {
        ms @ 0..1000 => format!("{ms} ms"),
        _ => format!("{:.2} s", took.as_secs_f64()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_a_few_files_and_counts_the_others() {
        let line = |names: &[&str]| files(&Changes::from_texts(names.iter().map(|name| (*name, Some("")))));
        assert_eq!(line(&["a"]), "a");
        assert_eq!(line(&["a", "b", "c"]), "a, b, c");
        assert_eq!(line(&["a", "b", "c", "d", "e"]), "a, b, c and 2 more");
        assert_eq!(line(&[]), "the site's files");
    }

    #[test]
    fn a_line_says_what_was_done_and_how_long_it_took() {
        let done = |written, removed| PublishSummary { written, removed, ..PublishSummary::default() };
        assert_eq!(published(&done(2, 0), Duration::from_millis(12)), "2 written in 12 ms");
        assert_eq!(published(&done(1, 3), Duration::from_millis(1500)), "1 written, 3 removed in 1.50 s");
        assert_eq!(published(&done(0, 0), Duration::from_millis(3)), "nothing to write, checked in 3 ms");
        let out = Path::new("public");
        let tally = Tally { errors: 1, warnings: 0 };
        assert_eq!(stopped(tally, out), "1 error. public/ is left unchanged until it is fixed");
        let tally = Tally { errors: 2, warnings: 1 };
        assert_eq!(stopped(tally, out), "2 errors, 1 warning. public/ is left unchanged until they are fixed");
    }
}
