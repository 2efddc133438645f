//! `vertebra fix`: mends what cannot alter what a page says, after it has shown what it would do.

mod look;

use super::arguments::{DayArguments, FixArguments, SiteArguments, UndoArguments};
use super::ask::agreed;
use super::common;
use super::failure::{Exit, Failure};
use super::files;
use super::terminal::Terminal;
use super::undo;
use look::{FileFixes, FixSession};
use vertebra_disk::read;
use vertebra_disk::transaction::carry_out;
use vertebra_edit::FileEdits;
use vertebra_engine::Build;
use vertebra_report::{Paint, changes, count};

/// Shows, asks, changes.
pub fn run(site: &SiteArguments, asked: &FixArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    if asked.undo {
        return undo::run(site, &UndoArguments::default(), terminal);
    }
    let options = common::plain_options(&DayArguments::default());
    let snapshot = read::read(&site.root, options.threads)?;
    let pictures = files::named(&site.root, &asked.strip_location, &snapshot)?;
    let texts = match asked.files.as_slice() {
        // Who names pictures means these alone.
        [] if !pictures.is_empty() => Vec::new(),
        [] => snapshot.files.keys().filter(|path| path.in_content().is_some()).cloned().collect(),
        typed => files::named(&site.root, typed, &snapshot)?,
    };
    let build = Build::new(snapshot.clone(), &options);
    let way = FixSession {
        schema: build.schema(),
        snapshot: &snapshot,
        encoding: asked.encoding.as_deref(),
        extract_images: asked.extract_images,
    };
    let mut looked = Vec::new();
    for path in texts.iter().filter(|path| matches!(path.extension(), "md" | "yaml" | "yml")) {
        looked.push(look::text(&way, path)?);
    }
    for path in &pictures {
        looked.push(look::picture(&way, path)?);
    }
    looked.retain(|it| !it.changes.is_empty() || !it.left.is_empty());

    show(&looked, !terminal.quiet || !asked.yes, terminal);
    let changed = looked.iter().filter(|it| !it.changes.is_empty()).count();
    let number = texts.len() + pictures.len();
    if changed == 0 {
        say(terminal, &format!("Nothing to fix in {}.\n", count(number, "file")));
        return Ok(Exit::Fine);
    }
    if asked.dry_run {
        say(terminal, &format!("{} would change. To apply, run again without --dry-run\n", count(changed, "file")));
        return Ok(Exit::Fine);
    }
    let question = format!("Change {} as shown?", count(changed, "file"));
    if !agreed(terminal, &question, asked.yes, ("changed", "apply without confirming")) {
        return Ok(Exit::NothingDone);
    }
    let all: Vec<_> = looked.into_iter().flat_map(|it| it.changes).collect();
    carry_out(&site.root, &FileEdits::new("fix", all))?;
    say(terminal, &format!("{} fixed. To undo, run: vertebra undo\n", count(changed, "file")));
    Ok(Exit::Fine)
}

/// What changes, for whoever is to agree, and what is left to do by hand.
fn show(looked: &[FileFixes], with_changes: bool, terminal: &Terminal) {
    let painter = terminal.result_painter();
    for it in looked {
        let mut text = changes(it.path.as_str(), &it.before, &it.after, painter);
        if text.is_empty() {
            text = format!("{}\n", painter.paint(Paint::Strong, it.path.as_str()));
        }
        it.done.iter().for_each(|line| text.push_str(&format!("  fix: {line}\n")));
        it.left.iter().for_each(|line| text.push_str(&format!("  not fixed: {line}\n")));
        text.push('\n');
        if !terminal.quiet || with_changes && !it.changes.is_empty() {
            terminal.result(&text);
        }
    }
}

fn say(terminal: &Terminal, text: &str) {
    if !terminal.quiet {
        terminal.result(text);
    }
}
