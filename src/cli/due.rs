//! `vertebra due`: everything with a day, in one list.

use std::fs;

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::json;

use super::arguments::{DueArguments, ListFormat, SiteArguments};
use super::clock::StepClock;
use super::common;
use super::failure::{Exit, Failure};
use super::review;
use super::summary::table;
use super::terminal::Terminal;
use vertebra_base::path::SourcePath;
use vertebra_report::{Paint, Painter, count};
use vertebra_site::schedule::{Due, Overdue, Urgency, due, reviews};

/// The file that is online, as the editor knows it.
const SECURITY: &str = "public/.well-known/security.txt";

/// Prints what is due.
pub fn run(site: &SiteArguments, asked: &DueArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let build = common::open(site, &common::all_pages(&asked.day), &mut StepClock::start())?;
    let today = build.site().now.date();
    let until = today.checked_add(i64::from(asked.days).days()).unwrap_or(today);
    let online = fs::read_to_string(site.root.join(SECURITY)).ok();
    let path = SourcePath::new(SECURITY);
    let all = due(build.site(), until, online.as_deref().map(|text| (&path, text)));
    let never = reviews(build.site()).iter().filter(|it| it.stands(today) == Overdue::Never).count();
    match asked.format {
        ListFormat::Json => terminal.result(&as_json(&all, (today, until), never)),
        ListFormat::Text => {
            terminal.result(&as_text(&all, today, asked.days, terminal.result_painter()));
            if never > 0 && !terminal.quiet {
                let pages = vertebra_report::counted(never, "page", build.site().theme.reviewed_label());
                let verb = if never == 1 { "has" } else { "have" };
                terminal.result(&format!("{pages} {verb} never been reviewed. To see them, run: vertebra review\n"));
            }
        }
    }
    Ok(Exit::Fine)
}

fn as_text(all: &[Due], today: Date, days: u16, painter: Painter) -> String {
    if all.is_empty() {
        return format!("Nothing is due in the next {}.\n", count(days.into(), "day"));
    }
    let ahead = format!("In the next {}", count(days.into(), "day"));
    let groups = [
        (Urgency::Waits, "Waiting"),
        (Urgency::Overdue, "Overdue"),
        (Urgency::Today, "Today"),
        (Urgency::Ahead, ahead.as_str()),
    ];
    let mut text = String::new();
    for (urgency, title) in groups {
        let rows: Vec<_> = all.iter().filter(|it| it.urgency(today) == urgency).map(|it| row(it, today)).collect();
        if !rows.is_empty() {
            text.push_str(&format!("{} ({})\n{}\n", painter.paint(Paint::Strong, title), rows.len(), table(&rows)));
        }
    }
    text
}

fn row(it: &Due, today: Date) -> (String, String) {
    let when = it.day.map(|day| format!("{day}, {}", review::away(day, today))).unwrap_or_else(|| "now".to_owned());
    let file = it.file.as_str();
    let who = it.who.as_ref().map(|who| format!(" by {} ({})", who.name, who.key)).unwrap_or_default();
    (when, format!("{}: {}{who}", file.strip_prefix("content/").unwrap_or(file), it.what))
}

fn as_json(all: &[Due], (today, until): (Date, Date), never: usize) -> String {
    let of = |it: &Due| {
        json!({
            "day": it.day.map(|day| day.to_string()),
            "kind": it.kind.word(),
            "file": it.file.as_str(),
            "what": it.what,
            "by": it.who.as_ref().map(|who| &who.key),
            "name": it.who.as_ref().map(|who| &who.name),
        })
    };
    let list = json!({
        "today": today.to_string(),
        "until": until.to_string(),
        "due": all.iter().map(of).collect::<Vec<_>>(),
        "never_reviewed": never,
    });
    serde_json::to_string_pretty(&list).map(|text| text + "\n").unwrap_or_default()
}
