//! Pages that are not published today, and why.

use jiff::Zoned;
use jiff::civil::Date;

use crate::translated::Translation;
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_base::span::{Span, Spanned};

/// A page that is not published today.
#[derive(Debug, Clone)]
pub struct Unpublished {
    pub source: SourcePath,
    pub title: String,
    /// Where it would be.
    pub url: UrlPath,
    pub hidden: Hidden,
    /// What is known of it as a translation.
    pub translation: Option<Box<Translation>>,
}

impl Unpublished {
    /// What to do about a link to it.
    pub fn to_link(&self) -> String {
        let source = &self.source;
        match &self.hidden {
            Hidden::Draft => format!("publish {source}, or remove this link"),
            Hidden::Scheduled(at) => format!(
                "remove this link until {}, or give {source} an earlier publication date",
                with_time(at.date().to_string(), at)
            ),
            Hidden::Expired(_) => {
                format!(
                    "remove this link; if the page is still valid, remove \"expires\" from {source} or give it a later date"
                )
            }
            Hidden::Unreviewed(_) => {
                format!("ask a person to review {source} (docs/translating.md), or remove this link")
            }
            Hidden::Stale(_) => format!("update {source}, or remove this link"),
            Hidden::Section(index) => {
                format!("publish {index}, which hides all pages of its folder, or remove this link")
            }
        }
    }
}

/// Why a page is not published.
#[derive(Debug, Clone, PartialEq)]
pub enum Hidden {
    Draft,
    Scheduled(Zoned),
    Expired(Zoned),
    /// A translation that no person has reviewed; what has changed in its source, if it is out of date as well.
    Unreviewed(Option<String>),
    /// A translation that lags behind a page on which safety hangs: what has changed there.
    Stale(String),
    /// The `index.md` of a folder above it is hidden, and so is all that the folder holds.
    Section(SourcePath),
}

impl Hidden {
    /// The reason in words.
    pub fn reason(&self) -> String {
        let when = |at: &Zoned| with_time(at.date().to_string(), at);
        match self {
            Hidden::Draft => "draft".to_owned(),
            Hidden::Scheduled(at) => format!("scheduled for {}", when(at)),
            Hidden::Expired(at) => format!("expired on {}", when(at)),
            Hidden::Unreviewed(None) => "the translation awaits review".to_owned(),
            Hidden::Unreviewed(Some(stale)) => {
                format!("the translation is out of date and awaits review ({stale})")
            }
            Hidden::Stale(stale) => format!("the translation is out of date ({stale})"),
            Hidden::Section(index) => format!("hidden with its section by {index}"),
        }
    }

    /// What a ribbon across the page says to its editor: what the page is, and when it will appear or has disappeared.
    pub fn ribbon(&self) -> String {
        let when = |at: &Zoned| with_time(at.strftime("%-d %B %Y").to_string(), at);
        match self {
            Hidden::Draft => "Draft: to publish it, delete the line draft: true".to_owned(),
            Hidden::Scheduled(at) => format!("Will be published on {}", when(at)),
            Hidden::Expired(at) => format!("Expired on {}", when(at)),
            Hidden::Unreviewed(None) => "Translation: not published until it is reviewed".to_owned(),
            Hidden::Unreviewed(Some(stale)) => {
                format!("Translation: not published until it is reviewed; it is out of date: {stale}")
            }
            Hidden::Stale(stale) => format!("Translation: not published while it is out of date: {stale}"),
            Hidden::Section(index) => format!("Hidden with its section by {index}"),
        }
    }
}

/// A day, with the time unless that is the beginning of the day.
fn with_time(day: String, at: &Zoned) -> String {
    match (at.hour(), at.minute()) {
        (0, 0) => day,
        (hour, minute) => format!("{day} at {hour:02}:{minute:02}"),
    }
}

/// A page whose time is over.
#[derive(Debug, Clone)]
pub struct Expired {
    pub source: SourcePath,
    pub url: UrlPath,
    /// The day of its end, and where that is written.
    pub on: Date,
    pub span: Span,
    /// What its editor says of its address: another one, a page by its path, or `gone`.
    pub to: Option<Spanned<String>>,
    pub(crate) aliases: Vec<UrlPath>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ribbons_say_what_a_page_is_and_when_that_changes() {
        let at = |text: &str| format!("{text}[America/Los_Angeles]").parse::<Zoned>().unwrap();
        for (hidden, words) in [
            (Hidden::Draft, "Draft: to publish it, delete the line draft: true"),
            (Hidden::Scheduled(at("2026-12-24T09:00")), "Will be published on 24 December 2026 at 09:00"),
            (Hidden::Scheduled(at("2026-03-01T00:00")), "Will be published on 1 March 2026"),
            (Hidden::Expired(at("2026-12-24T00:00")), "Expired on 24 December 2026"),
            (Hidden::Expired(at("2026-12-24T18:30")), "Expired on 24 December 2026 at 18:30"),
            (Hidden::Section(SourcePath::new("content/x/index.md")), "Hidden with its section by content/x/index.md"),
        ] {
            assert_eq!(hidden.ribbon(), words);
        }
    }
}
