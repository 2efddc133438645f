//! `vertebra rename` and `vertebra remove`: shows what changes in all files, asks, and changes all of them or none.

use std::collections::BTreeSet;

use super::arguments::{HowArguments, RemoveArguments, RenameArguments, SiteArguments};
use super::ask::agreed;
use super::clock::StepClock;
use super::common;
use super::failure::{Exit, Failure};
use super::terminal::Terminal;
use vertebra_base::diagnostic;
use vertebra_disk::transaction::carry_out;
use vertebra_edit::{FileEdits, Line, diff};
use vertebra_engine::refactor::{MovePlan, MoveRefusal, MoveRequest, carry};
use vertebra_engine::{Build, Options, Purpose};
use vertebra_report::{self as report, Paint};

/// Gives a page, a file, a folder or a heading another name, or a page another address.
pub fn run(site: &SiteArguments, asked: &RenameArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let wish = match (&asked.new, &asked.slug) {
        (_, Some(slug)) => MoveRequest::Slug { page: asked.old.clone(), slug: slug.clone() },
        (new, None) => MoveRequest::Rename { from: asked.old.clone(), to: new.clone().unwrap_or_default() },
    };
    let new = asked.slug.as_ref().map_or_else(|| asked.new.clone(), |slug| Some(format!("--slug {slug}")));
    let command = format!("rename {} {}", asked.old, new.unwrap_or_default());
    fulfil(site, (&wish, command), &asked.how, terminal)
}

/// Removes a page.
pub fn remove(site: &SiteArguments, asked: &RemoveArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let wish = MoveRequest::Remove { page: asked.page.clone(), to: asked.to.clone() };
    fulfil(site, (&wish, format!("remove {}", asked.page)), &asked.how, terminal)
}

fn fulfil(
    site: &SiteArguments,
    (wish, command): (&MoveRequest, String),
    how: &HowArguments,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let options = Options { purpose: Purpose::Watch, ..common::plain_options(&how.day) };
    let mut build = common::open(site, &options, &mut StepClock::start())?;
    let read = build.snapshot().clone();
    let plan = match carry(&mut build, wish, &options.now) {
        Ok(plan) => plan,
        Err(refusal) => return refused(refusal, &build, terminal),
    };
    if !terminal.quiet || !how.yes {
        terminal.result(&shown(&plan, terminal));
    }
    if how.dry_run {
        return Ok(Exit::Fine);
    }
    if !agreed(terminal, "Change these files?", how.yes, ("changed", "apply without confirming")) {
        return Ok(Exit::NothingDone);
    }
    carry_out(&site.root, &FileEdits::new(command, plan.file_edits(&read)))?;
    if !terminal.quiet {
        terminal.result(&format!("{}\nTo undo, run: vertebra undo\n", done(&plan)));
    }
    Ok(Exit::Fine)
}

/// Says why a wish was refused.
fn refused(refusal: MoveRefusal, build: &Build, terminal: &Terminal) -> Result<Exit, Failure> {
    match refusal {
        MoveRefusal::Asked { message, help } => Err(Failure::Usage { message, help }),
        MoveRefusal::Linked(links) => {
            let mut text = String::new();
            for link in &links {
                text.push_str(&format!("{}:{}: links to it: {}\n", link.file, link.line, link.target));
            }
            terminal.remark(&text);
            Err(Failure::Usage {
                message: "nothing was changed: the lines above link to this page".to_owned(),
                help: "change those links first, or name a replacement: --to OTHER".to_owned(),
            })
        }
        MoveRefusal::Told(mut told) => {
            diagnostic::sort(&mut told);
            // Their places are in texts that were never written.
            told.iter_mut().for_each(|it| (it.span, it.related) = (None, None));
            terminal.remark(&report::draw(&told, build.snapshot(), terminal.remark_painter(), terminal.verbose));
            Err(Failure::Usage {
                message: "nothing was changed, because it would cause the problems above".to_owned(),
                help: "choose another name, or make the change by hand".to_owned(),
            })
        }
    }
}

/// The moves, and the lines that differ in each file.
fn shown(plan: &MovePlan, terminal: &Terminal) -> String {
    let painter = terminal.result_painter();
    let mut text = String::new();
    for (from, to) in &plan.moves {
        text.push_str(&format!("{}\n", painter.paint(Paint::Strong, &format!("{from} → {to}"))));
    }
    for path in &plan.removed {
        text.push_str(&format!("{}\n", painter.paint(Paint::Strong, &format!("{path} (removed)"))));
    }
    for (path, own) in &plan.texts {
        text.push_str(&format!("\n{}\n", painter.paint(Paint::Strong, path.as_str())));
        for line in diff(&own.old, &own.new) {
            text.push_str(&match &line {
                Line::Removed(_) => painter.paint(Paint::Error, &line.to_string()).to_string(),
                Line::Added(_) => painter.paint(Paint::Note, &line.to_string()).to_string(),
                _ => line.to_string(),
            });
            text.push('\n');
        }
    }
    if !plan.addresses.is_empty() {
        text.push('\n');
    }
    for (old, new) in &plan.addresses {
        match new {
            Some(new) => text.push_str(&format!("{old} is now {new}\n")),
            None => text.push_str(&format!("{old} is gone\n")),
        }
    }
    text.push('\n');
    text
}

/// `1 file has another name, 3 files were changed. To publish, run: vertebra build`
fn done(plan: &MovePlan) -> String {
    let count = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 file {one}")),
        count => Some(format!("{count} files {many}")),
    };
    let moved: BTreeSet<_> = plan.moves.iter().map(|(_, to)| to).collect();
    let changed = plan.texts.keys().filter(|path| !moved.contains(path)).count();
    let parts = [
        count(plan.moves.len(), "renamed", "renamed"),
        count(plan.removed.len(), "removed", "removed"),
        count(changed, "changed", "changed"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{}. To preview the site, run: vertebra serve", parts.join(", "))
}
