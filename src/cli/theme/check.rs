//! `vertebra theme check`: builds made-up pages of every type of a theme, the barest and the fullest, and tells what the theme
//! does wrong. Writes nothing.

use crate::arguments::{DayArguments, SiteArguments, ThemeCheckArguments};
use crate::common;
use crate::failure::{Exit, Failure};
use crate::terminal::Terminal;
use vertebra_base::diagnostic::{self, Diagnostic, Severity, nearest};
use vertebra_base::snapshot::Snapshot;
use vertebra_disk::read;
use vertebra_engine::{Build, CheckLevel, Options, SampleSite, sample};
use vertebra_report::{self as report, Tally, count};
use vertebra_schema::theme::{EMBEDDED, Theme};

/// Checks the theme that was named, or that of the site.
pub fn run(site: &SiteArguments, asked: &ThemeCheckArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let options = common::plain_options(&DayArguments::default());
    let files = read::read(&site.root, options.threads)?;
    let name = match &asked.name {
        Some(name) => known(name, &files)?,
        None => vertebra_schema::config::read(&files).0.theme.value,
    };
    let options = Options { depth: CheckLevel::Thorough, ..options };
    let mut diagnostics = Vec::new();
    let plain = Build::new(sample(&files, &name, SampleSite::Bare, None), &options);
    let theme = &plain.site().theme;
    let mut texts = plain.snapshot().clone();
    for kind in [SampleSite::Bare, SampleSite::Full] {
        let made_up = sample(&files, &name, kind, Some(theme));
        texts.files.extend(made_up.files.iter().map(|(path, bytes)| (path.clone(), bytes.clone())));
        let build = Build::new(made_up, &options);
        let rendered = build.render_all(options.threads, &drop);
        let found = build.diagnostics().iter().cloned().chain(rendered.diagnostics).filter(concerns_theme);
        diagnostics.extend(found.map(|it| with_template(it, &texts, theme)));
    }
    diagnostic::sort(&mut diagnostics);
    // Both sites show the same place.
    diagnostics.dedup_by(|next, first| {
        (&next.file, next.span, next.code, &next.message) == (&first.file, first.span, first.code, &first.message)
    });
    terminal.remark(&report::draw(&diagnostics, &texts, terminal.remark_painter(), terminal.verbose));
    let tally = Tally::of(&diagnostics);
    if tally.stops(asked.strict) {
        return Ok(Exit::SiteHasErrors);
    }
    if !terminal.quiet {
        let types = theme.types.len();
        terminal.result(&format!(
            "Checked the theme {name}: {}, each with a bare page and a full one.\n",
            count(types, "type")
        ));
    }
    Ok(Exit::Fine)
}

/// Whether a theme's author can do something about it. Pages are made up, and have no error of their own: what is less than
/// an error is about their words.
fn concerns_theme(diagnostic: &Diagnostic) -> bool {
    let file = diagnostic.file.as_str();
    match file.starts_with("themes/") {
        true => !file.contains("/pages/"),
        false => diagnostic.severity == Severity::Error,
    }
}

/// An error on a made-up page, with the template that makes the page.
fn with_template(diagnostic: Diagnostic, texts: &Snapshot, theme: &Theme) -> Diagnostic {
    let text =
        texts.text(&diagnostic.file).filter(|_| diagnostic.file.extension() == "md" && diagnostic.note.is_none());
    let kind = text.as_deref().and_then(|text| text.lines().find_map(|line| line.strip_prefix("type: ")));
    match kind.and_then(|kind| Some((kind, theme.types.get(kind)?))) {
        Some((kind, declared)) => {
            let note =
                format!("this is a made-up page of the type {kind}; its template is templates/{}", declared.template);
            diagnostic.with_note(note)
        }
        None => diagnostic,
    }
}

fn known(name: &str, files: &Snapshot) -> Result<String, Failure> {
    let folder = |path: &str| path.strip_prefix("themes/")?.strip_suffix("/theme.yaml").map(str::to_owned);
    let own = files.files.keys().filter_map(|path| folder(path.as_str()));
    let all: Vec<String> = own.chain(EMBEDDED.iter().map(|name| (*name).to_owned())).collect();
    if all.iter().any(|known| known == name) {
        return Ok(name.to_owned());
    }
    let help = match nearest(name, all.iter().map(String::as_str)) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("the themes here are: {}", all.join(", ")),
    };
    Err(Failure::Usage { message: format!("there is no theme \"{name}\""), help })
}
