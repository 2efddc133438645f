//! What stands above a page: the ribbons that say what kind of page it is, and the overlay that says what is wrong.

use jiff::Zoned;
use jiff::civil::Date;
use serde::Serialize;

use super::pages::{PreviewTemplates, escaped};
use super::problem::Problem;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_report::count;
use vertebra_site::Hidden;

/// How many problems are shown above a page.
const SHOWN: usize = 20;

/// What is to be said above a page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Notices {
    headline: String,
    /// What is to be seen beneath the overlay.
    beneath: &'static str,
    problems: Vec<Problem>,
    /// How many more there are.
    more: Option<String>,
    ribbons: Vec<Ribbon>,
}

#[derive(Debug, Clone, Serialize)]
struct Ribbon {
    kind: &'static str,
    text: String,
    /// Where to, and in which words.
    link: Option<(String, String)>,
}

/// What is beneath the overlay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fallback {
    /// The version from before the error.
    LastGood,
    /// The page with its faults.
    AsFarAsItGoes,
}

/// Notices as HTML, and the version by which a tab knows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawn {
    pub html: String,
    pub version: String,
}

impl Notices {
    /// Says what is wrong with the page itself.
    pub fn problems(&mut self, faults: &[Diagnostic], snapshot: &Snapshot, beneath: Fallback) {
        (self.problems, self.more) = told(faults, snapshot);
        self.headline = format!("This page has {}", count(faults.len(), "error"));
        self.beneath = match beneath {
            Fallback::LastGood => "Below: the last version without errors.",
            Fallback::AsFarAsItGoes => "Below: what can be shown of it.",
        };
    }

    /// Says that the page is not published now, and why.
    pub fn hidden(&mut self, hidden: &Hidden) {
        let (kind, text) = match hidden {
            Hidden::Draft => ("draft", "Draft: to publish it, delete the line draft: true".to_owned()),
            Hidden::Scheduled(at) => ("scheduled", format!("Will appear on {}", moment(at))),
            Hidden::Expired(at) => ("expired", format!("Expired on {}", moment(at))),
            Hidden::Unreviewed(_) | Hidden::Stale(_) => ("draft", hidden.ribbon()),
            Hidden::Section(index) => ("draft", format!("Not published: its section is hidden by {index}")),
        };
        self.ribbons.push(Ribbon { kind, text, link: None });
    }

    /// Says that the site is shown as of another day.
    pub fn day(&mut self, day: Date, back: Option<String>) {
        let text = format!("As it will be on {}", written(day));
        self.ribbons.push(Ribbon {
            kind: "day",
            text,
            link: back.map(|to| (to, "Back to the current preview".to_owned())),
        });
    }

    /// Says that other files have errors.
    pub fn elsewhere(&mut self, errors: usize) {
        if errors > 0 {
            let text = format!("{} in other files", count(errors, "error"));
            let link = Some(("/__vertebra/#problems".to_owned(), "Show".to_owned()));
            self.ribbons.push(Ribbon { kind: "errors", text, link });
        }
    }

    /// Says that something is wrong with the folder of the site.
    pub fn trouble(&mut self, words: &str) {
        self.ribbons.push(Ribbon { kind: "errors", text: words.to_owned(), link: None });
    }

    /// The notices as HTML.
    pub fn draw(&self, pages: &PreviewTemplates) -> Drawn {
        let html = pages.render("notices.html", self);
        Drawn { version: Fingerprint::of_bytes(html.as_bytes()).short(), html }
    }
}

/// As many problems as are shown, and a word on the others.
pub fn told(faults: &[Diagnostic], snapshot: &Snapshot) -> (Vec<Problem>, Option<String>) {
    let problems = faults.iter().take(SHOWN).map(|it| Problem::of(it, snapshot)).collect();
    let more = faults.len().saturating_sub(SHOWN);
    (problems, (more > 0).then(|| format!("And {more} more.")))
}

/// What goes into a page: the notices in a tree of their own, which the page's styles do not reach, and the script, which
/// is told the version of the page and the file behind it.
pub fn addition(notices: &Drawn, version: &str, source: Option<&SourcePath>) -> String {
    let Drawn { html, version: notices } = notices;
    let version = escaped(version);
    let file = source.map(|source| format!(" data-file=\"{}\"", escaped(source.as_str()))).unwrap_or_default();
    format!(
        "<vertebra-preview><template shadowrootmode=\"open\"><link rel=\"stylesheet\" href=\"/__vertebra/preview.css\">\
         <div id=\"notices\">{html}</div><div class=\"room\"></div></template></vertebra-preview>\
         <script src=\"/__vertebra/client.js\" data-version=\"{version}\" data-notices=\"{notices}\"{file} defer></script>"
    )
}

/// `24 December 2026`, and the time if there is one: `24 December 2026 at 09:00`.
fn moment(at: &Zoned) -> String {
    match (at.hour(), at.minute()) {
        (0, 0) => written(at.date()),
        (hour, minute) => format!("{} at {hour:02}:{minute:02}", written(at.date())),
    }
}

/// `24 December 2026`.
pub fn written(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ribbons(say: impl Fn(&mut Notices)) -> Vec<String> {
        let mut notices = Notices::default();
        say(&mut notices);
        notices.ribbons.into_iter().map(|ribbon| ribbon.text).collect()
    }

    #[test]
    fn ribbons_say_when_a_page_is_to_be_seen() {
        let at: Zoned = "2026-12-24T09:00[America/Los_Angeles]".parse().unwrap();
        let midnight: Zoned = "2026-01-02T00:00[America/Los_Angeles]".parse().unwrap();
        assert_eq!(
            ribbons(|it| it.hidden(&Hidden::Scheduled(at.clone()))),
            ["Will appear on 24 December 2026 at 09:00"]
        );
        assert_eq!(ribbons(|it| it.hidden(&Hidden::Expired(midnight.clone()))), ["Expired on 2 January 2026"]);
        assert_eq!(ribbons(|it| it.hidden(&Hidden::Draft)), ["Draft: to publish it, delete the line draft: true"]);
    }

    #[test]
    fn no_errors_elsewhere_are_not_mentioned() {
        assert_eq!(ribbons(|it| it.elsewhere(0)), [""; 0]);
        assert_eq!(ribbons(|it| it.elsewhere(1)), ["1 error in other files"]);
    }

    #[test]
    fn what_is_said_is_escaped() {
        let drawn = {
            let mut notices = Notices::default();
            notices.trouble("</template><script>");
            notices.draw(&PreviewTemplates::new())
        };
        assert!(!drawn.html.contains("<script>") && drawn.html.contains("&lt;script"), "{}", drawn.html);
    }
}
