//! `vertebra why`: where a page is published, or exactly why it is not.

use super::arguments::{SiteArguments, WhyArguments};
use super::failure::{Exit, Failure};
use super::summary::table;
use super::terminal::Terminal;
use super::work::{self, Clock};
use crate::build::Build;
use crate::diagnostic::nearest;
use crate::report::Paint;

/// Prints what became of a page or an address.
pub fn run(site: &SiteArguments, asked: &WhyArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let build = work::open(site, &work::plain_options(&asked.day), &mut Clock::start())?;
    let query = asked.query.strip_prefix("./").unwrap_or(&asked.query);
    let Some(explanation) = build.why(query) else {
        return Err(Failure::Asked {
            message: format!("there is no page and no file \"{query}\" in this site"),
            help: suggestion(&build, query),
        });
    };
    let rows: Vec<_> = explanation.lines.iter().map(|(name, text)| (format!("{name}:"), text)).collect();
    let title = terminal.result_painter().paint(Paint::Strong, &explanation.title);
    terminal.result(&format!("{title}\n{}", table(&rows)));
    Ok(Exit::Fine)
}

fn suggestion(build: &Build, query: &str) -> String {
    let published = build.site().pages.iter().map(|page| &page.page.source);
    let sources = published.chain(build.unpublished().iter().map(|page| &page.source));
    match nearest(query.trim_start_matches("content/"), sources.filter_map(|path| path.in_content())) {
        Some(near) => format!("did you mean {near}?"),
        None => "write the path of a file inside content, such as guides/first-visit.md, or an address".to_owned(),
    }
}
