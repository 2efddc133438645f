//! What finished pages weigh and ask for, held against the budgets of `site.yaml`; and the thorough checks: rules for
//! each finished page (`html`), rules for all of them beside each other (`whole`), and the way back from a finished page
//! to the line that somebody wrote (`trace`).
//!
//! Looks at outputs and at the linked site. Never changes one, never reads a file.
//!
//! ```
//! use vertebra_base::output::{Bytes, Output};
//! use vertebra_base::path::OutputPath;
//! use vertebra_schema::config::Budgets;
//!
//! let bytes = Bytes::Made(b"<title>Prices</title><img src=/room.jpg>".to_vec());
//! let page = Output { path: OutputPath::new("prices/index.html")?, bytes };
//! let weighed = vertebra_check::weigh(&page, true, &Budgets::default());
//! assert_eq!(weighed.bytes, 40);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod budget;
mod examined;
mod found;
mod html;
mod markup;
mod srcset;
mod tell;
mod trace;
mod whole;

pub use budget::{Judged, Limit, Over, Row, judge};
pub use examined::{Examined, Made, Outside, examine_file, examine_page};
pub use html::local::{is_local, is_local_url};
pub use markup::Asked;
pub use tell::tell;
pub use trace::Sources;
pub use whole::{RULES, Whole};

use vertebra_base::output::Output;
use vertebra_base::path::OutputPath;
use vertebra_media::compress;
use vertebra_schema::config::Budgets;

/// What is remembered of an output when its bytes are gone.
#[derive(Debug)]
pub struct Weighed {
    pub path: OutputPath,
    /// Bytes on the way; at most so many, if `is_exact` is false.
    pub bytes: usize,
    pub is_exact: bool,
    /// What a page makes a browser ask for; none for what is no page.
    pub asked: Option<Asked>,
}

/// What the thorough checks have looked at.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    pub pages: usize,
    pub links: usize,
    /// Links to other websites, which only `check --external` asks.
    pub outside: Vec<OutsideLink>,
}

/// A link to another website, and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideLink {
    pub url: String,
    pub file: vertebra_base::path::SourcePath,
    pub span: Option<vertebra_base::span::Span>,
    /// On how many pages it stands besides.
    pub others: usize,
}

/// Weighs an output. A page that fits as it is, is not compressed to find out.
pub fn weigh(output: &Output, is_page: bool, budgets: &Budgets) -> Weighed {
    let raw = output.bytes.len();
    let (bytes, is_exact) = match (compress::is_text(&output.path), is_page && raw <= budgets.html) {
        (true, true) => (raw, false),
        (true, false) => (compress::weight(&output.bytes).min(raw), true),
        (false, _) => (raw, true),
    };
    let asked = is_page.then(|| markup::asked(&String::from_utf8_lossy(&output.bytes)));
    Weighed { path: output.path.clone(), bytes, is_exact, asked }
}
