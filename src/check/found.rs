//! A fault of a finished page, before anybody knows which file it comes from.

use vertebra_base::diagnostic::Severity;
use vertebra_html::{HtmlOrigin, TagRange};

/// A fault, and what to look for to find its place.
#[derive(Debug, Clone, PartialEq)]
pub struct UnplacedFault {
    pub code: &'static str,
    pub severity: Severity,
    pub trace: Trace,
    /// Its bytes in the finished page, if it stands in one place.
    pub at: Option<TagRange>,
    /// Where those come from.
    pub origin: HtmlOrigin,
    /// One sentence, as in a diagnostic. The same fault of many pages has the same words.
    pub message: String,
    pub help: String,
}

/// What leads from a finished page back to what somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trace {
    /// A link of the text with this address and these words.
    Link { href: String, name: String },
    /// A heading, by its id and its words.
    Heading { id: Option<String>, text: String },
    /// Words or addresses as they stand in a source; the first that is found counts.
    Text(Vec<String>),
    /// The template: no text can change it.
    Template,
}

impl Trace {
    /// Words to look for, the best first.
    pub fn texts(&self) -> Option<&[String]> {
        match self {
            Trace::Text(texts) => Some(texts),
            _ => None,
        }
    }
}

impl UnplacedFault {
    /// A fault that stops publishing; `code` is documented.
    pub fn error(code: &'static str, trace: Trace, message: impl Into<String>, help: impl Into<String>) -> Self {
        UnplacedFault {
            code,
            severity: Severity::Error,
            trace,
            at: None,
            origin: HtmlOrigin::Unknown,
            message: message.into(),
            help: help.into(),
        }
    }

    /// A fault that does not stop publishing.
    pub fn warning(code: &'static str, trace: Trace, message: impl Into<String>, help: impl Into<String>) -> Self {
        UnplacedFault {
            code,
            severity: Severity::Warning,
            trace,
            at: None,
            origin: HtmlOrigin::Unknown,
            message: message.into(),
            help: help.into(),
        }
    }

    /// The same at a place of the finished page.
    pub fn at(mut self, place: &TagRange) -> Self {
        self.at = Some(place.clone());
        self
    }

    /// A word about something that harms little.
    pub fn note(code: &'static str, trace: Trace, message: impl Into<String>, help: impl Into<String>) -> Self {
        UnplacedFault {
            code,
            severity: Severity::Note,
            trace,
            at: None,
            origin: HtmlOrigin::Unknown,
            message: message.into(),
            help: help.into(),
        }
    }
}
