//! `vertebra check --external`: what it takes, and the asking.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::arguments::{ExternalArguments, SiteArguments};
use super::terminal::Terminal;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_check::Checked;
use vertebra_disk::links;
use vertebra_external::{LinkCheckSettings, Memory, ask_all, tell};
use vertebra_report::count;

/// Asks about all links to other websites. Tells what comes of it; never that something failed.
pub fn ask(
    checked: &Checked,
    (site, base): (&SiteArguments, &str),
    asked: &ExternalArguments,
    terminal: &Terminal,
) -> Vec<Diagnostic> {
    let urls: Vec<String> = checked.outside.iter().map(|link| link.url.clone()).collect();
    if urls.is_empty() {
        return Vec::new();
    }
    let now = jiff::Timestamp::now();
    let mut memory = if asked.fresh { Memory::default() } else { Memory::parse(&links::read(&site.root)) };
    let settings = match asked.only {
        None => LinkCheckSettings::polite(base),
        only => LinkCheckSettings {
            pause: Duration::ZERO,
            patience: Duration::ZERO,
            only,
            ..LinkCheckSettings::polite(base)
        },
    };
    let open = urls.iter().filter(|url| memory.get(url, now).is_none()).count();
    if open > 0 && !terminal.quiet {
        terminal.remark(&format!("Checking {} to other websites.\n", count(open, "link")));
    }
    let done = AtomicUsize::new(0);
    let step = |url: &str| {
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if terminal.verbose {
            terminal.remark(&format!("  {done} of {open}: {url}\n"));
        }
    };
    let answers = ask_all(&urls, &mut memory, now, &settings, &step);
    links::write(&site.root, &memory.to_text(now));
    tell(&checked.outside, &answers)
}
