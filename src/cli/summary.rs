//! The last words of a run: what happened, and what to do next.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use super::arguments::CheckArguments;
use super::clock::{StepClock, StepTime};
use super::rendering::Rendering;
use vertebra_disk::PublishSummary;
use vertebra_report::{Tally, count};

/// What a run was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    Build,
    Check,
}

/// `3 errors, 2 warnings in 36 pages. Nothing was written. Fix the errors above, then run: vertebra build`
pub fn stopped(rendering: &Rendering, asked: &CheckArguments, goal: Goal) -> String {
    let found = problems(rendering.tally);
    let pages = count(rendering.pages, "page");
    let kind = if rendering.tally.errors == 0 { "warnings" } else { "errors" };
    // The same again: without it, other pages might be looked at.
    let flags: String = [(" --drafts", asked.drafts), (" --strict", asked.strict)]
        .iter()
        .filter(|(_, on)| *on)
        .map(|(flag, _)| *flag)
        .collect();
    let because = if rendering.tally.errors == 0 { ", because of --strict" } else { "" };
    match goal {
        Goal::Build => format!(
            "{found} in {pages}. Nothing was written{because}. Fix the {kind} above, then run: vertebra build{flags}\n"
        ),
        Goal::Check => format!("{found} in {pages}. Fix the {kind} above, then run: vertebra check{flags}\n"),
    }
}

/// `36 pages, 58 files: 3 written, 55 unchanged, 0 removed in 0.04 s. The site is in public/.`
pub fn published(made: (usize, usize), published: &PublishSummary, took: Duration, out: &Path) -> String {
    let (pages, files) = (count(made.0, "page"), count(made.1, "file"));
    let PublishSummary { written, unchanged, removed, .. } = published;
    format!(
        "{pages}, {files}: {written} written, {unchanged} unchanged, {removed} removed in {:.2} s. The site is in {}.\n",
        took.as_secs_f64(),
        folder(out),
    )
}

/// `36 pages, 58 files, 1210 links checked in 0.04 s: no errors. To publish the site, run: vertebra publish`
pub fn checked(rendering: &Rendering, took: Duration) -> String {
    let (pages, files) = (count(rendering.pages, "page"), count(rendering.files, "file"));
    let links = rendering.checked.as_ref().map_or_else(String::new, |it| format!(", {}", count(it.links, "link")));
    let took = took.as_secs_f64();
    format!("{pages}, {files}{links} checked in {took:.2} s: no errors. To publish the site, run: vertebra publish\n")
}

/// A word on warnings that did not stop anything; nothing when there are none.
pub fn warned(warnings: usize, goal: Goal) -> String {
    let outcome = match goal {
        Goal::Build => "the site was built anyway",
        Goal::Check => "warnings do not stop you from publishing",
    };
    match warnings {
        0 => String::new(),
        warnings => format!("{} above; {outcome}.\n", count(warnings, "warning")),
    }
}

/// Where there is more about a message than it says; once for all of them.
pub fn more(name: &str) -> String {
    format!("To learn more, run: vertebra explain {name}\n")
}

/// The pages that are not published today, and why.
pub fn unpublished(pages: &[(String, String)]) -> String {
    if pages.is_empty() {
        return String::new();
    }
    format!("Not published today: {}\n{}\n", count(pages.len(), "page"), table(pages))
}

/// Files in the output folder that are not ours.
pub fn kept(files: &[String], out: &Path, all: bool) -> String {
    const SHOWN: usize = 10;
    if files.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "{} in {} not created by Vertebra; left in place (reported only once):\n",
        count(files.len(), "file"),
        folder(out)
    );
    let shown = if all { files.len() } else { SHOWN.min(files.len()) };
    files[..shown].iter().for_each(|file| push(&mut text, format_args!("  {file}\n")));
    if shown < files.len() {
        push(&mut text, format_args!("  and {} more\n", files.len() - shown));
    }
    text.push('\n');
    text
}

/// How long each step took; parts of a step stand indented below it.
pub fn timings(clock: &StepClock) -> String {
    let total = StepTime { name: "total", took: clock.started.elapsed(), inner: false };
    let mut text = String::new();
    for StepTime { name, took, inner } in clock.laps.iter().chain([&total]) {
        let name = format!("{}{name}", if *inner { "  " } else { "" });
        push(&mut text, format_args!("{name:16} {:>9.1} ms\n", took.as_secs_f64() * 1000.0));
    }
    text.push('\n');
    text
}

/// Two columns, indented.
pub fn table<A: AsRef<str>, B: AsRef<str>>(rows: &[(A, B)]) -> String {
    let width = rows.iter().map(|(left, _)| left.as_ref().chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for (left, right) in rows {
        let row = format!("  {:width$}  {}", left.as_ref(), right.as_ref());
        push(&mut text, format_args!("{}\n", row.trim_end()));
    }
    text
}

/// `3 errors, 2 warnings`, without what there is none of.
pub fn problems(tally: Tally) -> String {
    let parts = [(tally.errors, "error"), (tally.warnings, "warning")];
    let parts: Vec<_> = parts.iter().filter(|(number, _)| *number > 0).map(|(n, noun)| count(*n, noun)).collect();
    parts.join(", ")
}

/// A folder's name with a slash at its end.
pub fn folder(path: &Path) -> String {
    let name = path.display().to_string();
    if name.ends_with('/') { name } else { name + "/" }
}

/// Writing into a `String` cannot fail.
fn push(text: &mut String, what: std::fmt::Arguments) {
    let _ = text.write_fmt(what);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendering(errors: usize, warnings: usize) -> Rendering {
        Rendering {
            silent: true,
            reads_clock: false,
            tally: Tally { errors, warnings },
            pages: 36,
            files: 58,
            checked: None,
        }
    }

    #[test]
    fn the_last_line_says_what_to_do_next() {
        assert_eq!(
            stopped(&rendering(3, 2), &CheckArguments::default(), Goal::Build),
            "3 errors, 2 warnings in 36 pages. Nothing was written. Fix the errors above, then run: vertebra build\n"
        );
        assert_eq!(
            stopped(&rendering(0, 1), &CheckArguments { strict: true, ..Default::default() }, Goal::Build),
            "1 warning in 36 pages. Nothing was written, because of --strict. Fix the warnings above, then run: vertebra build --strict\n"
        );
        assert_eq!(
            stopped(&rendering(1, 0), &CheckArguments { drafts: true, ..Default::default() }, Goal::Check),
            "1 error in 36 pages. Fix the errors above, then run: vertebra check --drafts\n"
        );
        let figures = PublishSummary { written: 3, unchanged: 55, removed: 0, kept_unknown: Vec::new() };
        assert_eq!(
            published((36, 58), &figures, Duration::from_millis(40), Path::new("public")),
            "36 pages, 58 files: 3 written, 55 unchanged, 0 removed in 0.04 s. The site is in public/.\n"
        );
    }

    #[test]
    fn few_files_are_named_and_many_counted() {
        let files: Vec<_> = (0..12).map(|n| format!("f{n}")).collect();
        assert!(kept(&files, Path::new("public"), false).ends_with("  f9\n  and 2 more\n\n"));
        assert!(kept(&files, Path::new("public"), true).ends_with("  f11\n\n"));
        assert_eq!(kept(&[], Path::new("public"), false), "");
    }
}
