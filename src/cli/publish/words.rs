//! What `publish` says: what visitors will see change, what else is good to know, and what to do next.

use super::compare::{ChangedPage, VisibleChanges};
use crate::common;
use crate::rendering::Rendering;
use crate::summary;
use vertebra_disk::PublishSummary;
use vertebra_engine::Build;
use vertebra_report::{Paint, Painter, count};
use vertebra_schema::config::HostTarget;
use vertebra_site::schedule::{Overdue, reviews};

/// Pages of a kind, and lines of a page, that are shown without `--full`.
const PAGES: usize = 20;
const LINES: usize = 6;
const FILES: usize = 5;

/// What visitors will see change.
pub fn changes(changes: &VisibleChanges, full: bool, painter: Painter) -> String {
    if changes.is_empty() {
        return "Nothing changes for visitors: the built site is up to date.\n\n".to_owned();
    }
    let mut text = String::new();
    if changes.is_built {
        text.push_str("This site has been built, but these pages were never published.\n\n");
    }
    let most = if full { usize::MAX } else { PAGES };
    let mut list = |title: &str, rows: Vec<String>| {
        if rows.is_empty() {
            return;
        }
        text.push_str(&format!("{} ({})\n", painter.paint(Paint::Strong, title), rows.len()));
        rows.iter().take(most).for_each(|row| text.push_str(row));
        if rows.len() > most {
            text.push_str(&format!("  and {} more; to see all, add: --full\n", rows.len() - most));
        }
        text.push('\n');
    };
    let named = |page: &ChangedPage| format!("  {}  {}\n", page.url, page.title).replace("  \n", "\n");
    list("New pages", changes.added.iter().map(named).collect());
    let changed = changes.changed.iter().map(|page| format!("{}{}", named(page), lines(page, full, painter)));
    list("Changed pages", changed.collect());
    list("Removed pages", changes.removed.iter().map(named).collect());
    list(
        "Redirected addresses",
        changes.redirected.iter().map(|(from, to)| format!("  {from} redirects to {to}\n")).collect(),
    );
    if changes.looks > 0 {
        let s = if changes.looks == 1 { "s" } else { "" };
        text.push_str(&format!(
            "{} change{s} only in navigation, design or code; the text is the same.\n",
            count(changes.looks, "page")
        ));
    }
    text.push_str(&files(changes, full));
    text + "\n"
}

/// The words of a page that differ.
fn lines(page: &ChangedPage, full: bool, painter: Painter) -> String {
    let most = if full { usize::MAX } else { LINES };
    let paint = |line: &String| {
        let paint = if line.starts_with('-') { Paint::Error } else { Paint::Note };
        format!("    {}\n", painter.paint(paint, line))
    };
    let mut text: String = page.words.iter().take(most).map(paint).collect();
    if page.words.len() > most {
        text.push_str(&format!(
            "    and {} more {}; to see all, add: --full\n",
            page.words.len() - most,
            plural(page.words.len() - most)
        ));
    }
    text
}

fn plural(lines: usize) -> &'static str {
    if lines == 1 { "line" } else { "lines" }
}

/// Pictures, documents, feeds: by number, and some by name.
fn files(changes: &VisibleChanges, full: bool) -> String {
    let (new, changed, gone) = &changes.files;
    let mut text = String::new();
    for (files, one, many) in [(new, "is new", "are new"), (changed, "changes", "change"), (gone, "goes", "go")] {
        if files.is_empty() {
            continue;
        }
        let most = if full { usize::MAX } else { FILES };
        let names: Vec<&str> = files.iter().take(most).map(String::as_str).collect();
        let more = files.len() - names.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let verb = if files.len() == 1 { one } else { many };
        text.push_str(&format!("{} {verb}: {}{more}.\n", count(files.len(), "other file"), names.join(", ")));
    }
    text
}

/// What is good to know before a site goes online.
pub fn to_know(build: &Build, rendering: &Rendering) -> String {
    let site = build.site();
    let today = site.now.date();
    let mut lines = Vec::new();
    if site.config.noindex {
        lines.push(
            "The whole site is marked noindex (search engines should leave it out): see content/site.yaml.".to_owned(),
        );
    }
    let hidden: Vec<&str> = site
        .pages
        .iter()
        .filter(|page| page.is_published() && page.page.front.noindex)
        .map(|page| page.url.as_str())
        .collect();
    if !hidden.is_empty() {
        lines.push(format!(
            "{} marked noindex (search engines leave them out): {}.",
            count(hidden.len(), "page"),
            some(&hidden)
        ));
    }
    let all = reviews(site);
    let number = |stands| all.iter().filter(|review| review.published && review.stands(today) == stands).count();
    let (never, overdue) = (number(Overdue::Never), number(Overdue::Overdue));
    if never > 0 {
        let verb = if never == 1 { "has" } else { "have" };
        let pages = vertebra_report::counted(never, "page", site.theme.reviewed_label());
        lines.push(format!("{pages} {verb} never been reviewed."));
    }
    if overdue > 0 {
        let verb = if overdue == 1 { "is" } else { "are" };
        lines.push(format!("{} {verb} overdue.", count(overdue, "review")));
    }
    if never + overdue > 0 {
        lines.push("To see what each reviewer has to do, run: vertebra review".to_owned());
    }
    if rendering.tally.warnings > 0 {
        lines.push(format!(
            "{} above; warnings do not stop you from publishing.",
            count(rendering.tally.warnings, "warning")
        ));
    }
    let mut text = summary::unpublished(&common::unpublished(build));
    if !lines.is_empty() {
        text.push_str(&format!(
            "Before you publish\n{}\n",
            lines.iter().map(|line| format!("  {line}\n")).collect::<String>()
        ));
    }
    text
}

fn some(names: &[&str]) -> String {
    let shown = names[..names.len().min(FILES)].join(", ");
    match names.len().saturating_sub(FILES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// What was done, and what the editor does now.
pub fn next(changes: &VisibleChanges, published: &PublishSummary, folder: &str, host: HostTarget) -> String {
    let done = format!(
        "Site written to {folder}: {} written, {} unchanged, {} removed.\n",
        published.written, published.unchanged, published.removed
    );
    let gone = if published.removed > 0 { "; then delete the removed files there" } else { "" };
    let by_hand = |host: &str| format!("upload everything in {folder} to {host}, the .html files last{gone}");
    let step = match host {
        HostTarget::None => by_hand("your web host"),
        HostTarget::S3Cloudfront => format!("{}; then invalidate the CloudFront cache", by_hand("your bucket")),
        HostTarget::Nginx | HostTarget::Apache | HostTarget::Caddy => by_hand("your web server"),
        HostTarget::Netlify => format!("drag the folder {folder} onto your site's page at Netlify"),
        HostTarget::CloudflarePages => format!("upload the folder {folder} to Cloudflare Pages as a new deployment"),
        HostTarget::Vercel => format!("upload the folder {folder} to Vercel as a new deployment"),
        HostTarget::GithubPages => format!("push the contents of {folder} to the branch that GitHub Pages serves"),
    };
    if changes.is_empty() {
        return format!("{done}If you have not uploaded it since it was built: {step}.\n");
    }
    format!("{done}What to do next: {step}.\nThen open your live site and check the pages listed above.\n")
}
