//! Writes down that a person has reviewed a page. Only ever because somebody typed it.

use std::path::Path;

use jiff::civil::Date;

use super::list::known;
use crate::arguments::{ReviewArguments, SiteArguments};
use crate::ask::agreed;
use crate::common;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::terminal::Terminal;
use vertebra_base::diagnostic::Severity;
use vertebra_disk::read;
use vertebra_disk::transaction::carry_out;
use vertebra_edit::{FieldWriter, FileEdit, FileEdits, Unwritable, apply};
use vertebra_engine::Build;
use vertebra_markdown::{self as document, Page, Review};
use vertebra_report::changes;
use vertebra_schema::shape::data_keys::data_file;
use vertebra_site::{Hidden, SitePage};
use vertebra_yaml::YamlNode;

/// Fields that a review stands below.
const BELOW: [&str; 5] = ["reviewed", "updated", "date", "description", "title"];

/// What is to be written.
struct Wanted<'a> {
    field: &'static str,
    by: &'a str,
    on: Date,
    every: Option<&'a str>,
}

/// Checks, shows, asks, writes.
pub fn run(
    site: &SiteArguments,
    (typed, by): (&Path, &str),
    asked: &ReviewArguments,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let options = common::all_pages(&asked.day);
    let snapshot = read::read(&site.root, options.threads)?;
    let found = files::named(&site.root, &[typed.to_owned()], &snapshot)?;
    let [path] = found.as_slice() else {
        return Err(no("this matches several pages", "a review is recorded for one page at a time"));
    };
    let bytes = snapshot.get(path).cloned().unwrap_or_default();
    let build = Build::new(snapshot, &options);
    let Some(page) = build.site().pages.iter().find(|page| page.page.source == *path) else {
        return Err(no(&format!("{path} is not a page"), "write the path of a page, such as guides/first-visit.md"));
    };
    let wanted = Wanted {
        field: if page.translation.is_some() { "translation_reviewed" } else { "reviewed" },
        by,
        on: asked.on.unwrap_or(build.site().now.date()),
        every: asked.every.as_deref(),
    };
    check(&build, page, &wanted)?;
    let Some(text) = bytes.text() else { return Err(unwritable(&wanted, Unwritable::Faulty)) };
    let after = written(&build, page, text, &wanted)?;

    terminal.result(&changes(path.as_str(), text, &after, terminal.result_painter()));
    if after == text {
        terminal.result(&format!("{path} already records this review.\n"));
        return Ok(Exit::Fine);
    }
    remarks(page, &wanted).iter().for_each(|line| terminal.remark(&format!("note: {line}\n")));
    let question = format!("Has {by} reviewed the whole page on {}?", wanted.on);
    if !agreed(terminal, &question, asked.yes, ("written", "record it without confirming")) {
        return Ok(Exit::NothingDone);
    }
    let edit = FileEdit::write(path, bytes, after);
    carry_out(&site.root, &FileEdits::new(format!("review {path}"), vec![edit]))?;
    if !terminal.quiet {
        terminal.result("Review recorded. To undo, run: vertebra undo\n");
    }
    Ok(Exit::Fine)
}

fn no(message: &str, help: &str) -> Failure {
    Failure::Usage { message: message.to_owned(), help: help.to_owned() }
}

/// Refuses a review that cannot have been one.
fn check(build: &Build, page: &SitePage, wanted: &Wanted) -> Result<(), Failure> {
    known(build, wanted.by)?;
    let site = build.site();
    let person = site.data.get(data_file("reviewed.by")).and_then(|people| people.get(wanted.by));
    if person.and_then(|person| person.get("kind")).and_then(YamlNode::as_text) == Some("organization") {
        let message = format!("the reviewer must be a person; \"{}\" is an organization", wanted.by);
        return Err(no(&message, "use the key of the person who reviewed the page"));
    }
    let today = site.now.date();
    if wanted.on > today {
        let message = "the date of a review cannot be in the future";
        return Err(no(message, &format!("write the date on which the page was reviewed; today is {today}")));
    }
    if page.page.front.draft || page.hidden == Some(Hidden::Draft) {
        let help = "finish the page and delete the line draft: true, then have it reviewed";
        return Err(no(&format!("{} is a draft", page.page.source), help));
    }
    if let Some(translation) = &page.translation {
        if let Some(stale) = &translation.stale {
            let message = format!("{} is out of date: {} has changed ({stale})", page.page.source, translation.of);
            let help = format!("update it first, then write: translated_from: {}", translation.mark);
            return Err(no(&message, &help));
        }
        if wanted.every.is_some() {
            return Err(no(
                "a translation is reviewed once, and again when the original page changes",
                "leave out --every",
            ));
        }
    }
    let recorded = recorded(&page.page, wanted.field).and_then(|it| it.on.as_ref()).map(|on| on.value.day());
    if let Some(last) = recorded.filter(|last| *last > wanted.on) {
        return Err(no(&format!("a later review is already recorded, on {last}"), "nothing to do"));
    }
    Ok(())
}

fn recorded<'p>(page: &'p Page, field: &str) -> Option<&'p Review> {
    match field {
        "reviewed" => page.front.reviewed.as_ref(),
        _ => page.front.translated.as_ref().and_then(|translated| translated.reviewed.as_ref()),
    }
}

/// The text with the review in it, read again: what is not understood as it is meant is not written.
fn written(build: &Build, page: &SitePage, text: &str, wanted: &Wanted) -> Result<String, Failure> {
    let source = &page.page.source;
    let faulty = || unwritable(wanted, Unwritable::Faulty);
    let mut writer = FieldWriter::new(source, text).filter(|it| !it.is_faulty()).ok_or_else(faulty)?;
    let mut parts = vec![("by", wanted.by.to_owned()), ("on", wanted.on.to_string())];
    parts.extend(wanted.every.map(|every| ("every", every.trim().to_owned())));
    for (part, value) in &parts {
        writer.set_part(wanted.field, part, value, &BELOW).map_err(|why| unwritable(wanted, why))?;
    }
    let after = apply(text, &writer.edits()).ok_or_else(faulty)?;
    let errors = |text: &str| {
        let parsed = document::parse(source, text.as_bytes(), build.schema());
        let errors: Vec<_> = parsed.diagnostics.into_iter().filter(|it| it.severity == Severity::Error).collect();
        (parsed.page, errors)
    };
    let (_, old) = errors(text);
    let (page, new) = errors(&after);
    if let Some(fault) = new.iter().find(|it| !old.iter().any(|known| known.message == it.message)) {
        let help = fault.help.clone().unwrap_or_else(|| "write it by hand".to_owned());
        return Err(Failure::Usage { message: fault.message.clone(), help });
    }
    let says = recorded(&page, wanted.field).is_some_and(|review| {
        review.by.as_ref().is_some_and(|by| by.value == wanted.by)
            && review.on.as_ref().is_some_and(|on| on.value.day() == wanted.on)
    });
    if says { Ok(after) } else { Err(unwritable(wanted, Unwritable::Faulty)) }
}

fn unwritable(wanted: &Wanted, why: Unwritable) -> Failure {
    let line = format!("{}: {{by: {}, on: {}}}", wanted.field, wanted.by, wanted.on);
    match why {
        Unwritable::NoGroup => no(
            &format!("\"{}\" on this page is not a group of fields", wanted.field),
            &format!("write this by hand:\n{line}"),
        ),
        Unwritable::Faulty | Unwritable::Form => no(
            "some fields at the top of this page cannot be read",
            &format!("to see what is wrong, run: vertebra check\nthen run this again, or write this by hand:\n{line}"),
        ),
    }
}

/// What the person who types this should know.
fn remarks(page: &SitePage, wanted: &Wanted) -> Vec<String> {
    let mut lines = Vec::new();
    let changed = page.page.front.updated.as_ref().map(|updated| updated.value.day());
    if let Some(changed) = changed.filter(|changed| *changed > wanted.on) {
        lines.push(format!("the page was changed on {changed}, after this review"));
    }
    let every = page.page.front.reviewed.as_ref().and_then(|review| review.every);
    if wanted.field == "reviewed" && wanted.every.is_none() && every.is_none() {
        lines.push("no next review is planned; to plan one, add: --every \"12 months\"".to_owned());
    }
    lines
}
