//! `--format`: what was found, for programs, on standard output. Everything else then goes to standard error.

use super::arguments::{Format, SiteArguments};
use super::terminal::Terminal;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::snapshot::Snapshot;
use vertebra_report::{self as report, ReportFormat, SiteReport};

impl Format {
    fn form(self) -> Option<ReportFormat> {
        match self {
            Format::Text => None,
            Format::Json => Some(ReportFormat::Json),
            Format::Sarif => Some(ReportFormat::Sarif),
            Format::Github => Some(ReportFormat::Github),
        }
    }

    /// The terminal for a run: its standard output is kept for the data, if there are to be any.
    pub fn terminal(self, terminal: &Terminal) -> Terminal {
        if self == Format::Text { *terminal } else { terminal.results_to_stderr() }
    }

    /// Writes what was found for programs. False when people are to read it.
    pub fn write(
        self,
        site: &SiteArguments,
        (diagnostics, pages): (&[Diagnostic], usize),
        texts: &Snapshot,
        terminal: &Terminal,
    ) -> bool {
        let Some(form) = self.form() else { return false };
        let prefix = prefix(site);
        terminal.data(&report::data(form, &SiteReport { diagnostics, texts, pages, prefix: &prefix }));
        true
    }
}

/// The way from the folder of the run to that of the site, as it was typed; none when that does not lead through names.
fn prefix(site: &SiteArguments) -> String {
    let root = site.root.to_string_lossy().replace('\\', "/");
    let root = root.trim_start_matches("./").trim_end_matches('/');
    let is_below = site.root.is_relative() && !matches!(root, "" | ".") && !root.split('/').any(|name| name == "..");
    if is_below { format!("{root}/") } else { String::new() }
}
