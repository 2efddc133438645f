//! `vertebra why`: where a page is published, or exactly why it is not.

use std::path::Path;

use super::arguments::{SiteArguments, WhyArguments};
use super::clock::StepClock;
use super::common;
use super::failure::{Exit, Failure};
use super::summary::table;
use super::terminal::Terminal;
use vertebra_base::diagnostic::nearest;
use vertebra_base::path::SourcePath;
use vertebra_disk::read;
use vertebra_engine::{Build, ShownOutput};
use vertebra_report::Paint;

/// Prints what became of a page or an address.
pub fn run(site: &SiteArguments, asked: &WhyArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let build = common::open(site, &common::plain_options(&asked.day), &mut StepClock::start())?;
    let query = asked.query.strip_prefix("./").unwrap_or(&asked.query);
    let Some(explanation) = build.why(query) else {
        return Err(Failure::Usage {
            message: format!("there is no page or file \"{query}\" in this site"),
            help: suggestion(&build, query),
        });
    };
    let mut lines = explanation.lines;
    lines.extend(explanation.shown.iter().flat_map(|shown| published(&site.root, shown)));
    let rows: Vec<_> = lines.iter().map(|(name, text)| (format!("{name}:"), text)).collect();
    let title = terminal.result_painter().paint(Paint::Strong, &explanation.title);
    terminal.result(&format!("{title}\n{}", table(&rows)));
    Ok(Exit::Fine)
}

/// How what is published compares with what a build would publish now, and which of the files that were read are newer.
fn published(root: &Path, shown: &ShownOutput) -> Vec<(String, String)> {
    let line = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let place = root.join("public").join(shown.output.as_str());
    match read::print(&place) {
        Ok(print) if print == shown.print => return vec![line("in public", "up to date")],
        Ok(_) => {}
        Err(_) => return vec![line("in public", "missing: the next build writes it")],
    }
    let changed = |path: &Path| path.metadata().and_then(|it| it.modified()).ok();
    let written = changed(&place);
    let is_newer = |(_, files): &&(String, Vec<SourcePath>)| {
        files.iter().any(|file| changed(&root.join(file.as_str())).zip(written).is_some_and(|(file, out)| file > out))
    };
    let mut lines = vec![line("in public", "out of date: the next build writes it again")];
    lines.extend(shown.reads.iter().filter(is_newer).map(|(fact, _)| line("changed since", fact)));
    lines
}

fn suggestion(build: &Build, query: &str) -> String {
    let published = build.site().pages.iter().map(|page| &page.page.source);
    let sources = published.chain(build.unpublished().iter().map(|page| &page.source));
    match nearest(query.trim_start_matches("content/"), sources.filter_map(|path| path.in_content())) {
        Some(near) => format!("did you mean {near}?"),
        None => "write the path of a file in content/, such as guides/first-visit.md, or an address".to_owned(),
    }
}
