//! `vertebra list`: the pages that are not published today.

use super::arguments::{ListArguments, SiteArguments, Which};
use super::clock::StepClock;
use super::common;
use super::failure::{Exit, Failure};
use super::summary::table;
use super::terminal::Terminal;
use vertebra_report::{Paint, Tally, count};
use vertebra_site::{Hidden, Unpublished};

/// Prints the pages by the reason for which they are not published.
pub fn run(site: &SiteArguments, asked: &ListArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let build = common::open(site, &common::plain_options(&asked.day), &mut StepClock::start())?;
    let wanted = |group: &Group| asked.which.is_none_or(|which| which == group.0);
    let painter = terminal.result_painter();

    let mut text = String::new();
    for (_, title, belongs) in GROUPS.iter().filter(|group| wanted(group)) {
        let pages: Vec<_> = build.unpublished().iter().filter(|page| belongs(page)).collect();
        if pages.is_empty() {
            continue;
        }
        let rows: Vec<_> = pages.iter().map(|page| (page.source.as_str(), about(page))).collect();
        text.push_str(&format!("{} ({})\n{}\n", painter.paint(Paint::Strong, title), pages.len(), table(&rows)));
    }
    if text.is_empty() {
        text = match asked.which {
            None => "All pages are published today.\n".to_owned(),
            Some(_) => "There are none.\n".to_owned(),
        };
    }
    terminal.result(&text);

    // A page that cannot be read may be missing above.
    let errors = Tally::of(build.diagnostics()).errors;
    if errors > 0 {
        terminal.remark(&format!("{} in this site; to see them, run: vertebra check\n", count(errors, "error")));
    }
    Ok(Exit::Fine)
}

type Group = (Which, &'static str, fn(&Unpublished) -> bool);

const GROUPS: [Group; 4] = [
    // A page whose section is hidden comes back with its section, as a draft does when it is finished.
    (Which::Drafts, "Drafts", |page| matches!(page.hidden, Hidden::Draft | Hidden::Section(_))),
    (Which::Translations, "Translations", |page| matches!(page.hidden, Hidden::Unreviewed(_) | Hidden::Stale(_))),
    (Which::Scheduled, "Scheduled", |page| matches!(page.hidden, Hidden::Scheduled(_))),
    (Which::Expired, "Expired", |page| matches!(page.hidden, Hidden::Expired(_))),
];

fn about(page: &Unpublished) -> String {
    match page.hidden {
        Hidden::Draft => page.title.clone(),
        _ => format!("{}: {}", page.title, page.hidden.reason()),
    }
}
