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

mod attribute;
mod budget;
mod examined;
mod found;
mod markup;
mod page_rules;
mod site_rules;
mod source_lookup;
mod srcset;
mod weighed;
mod written_values;

pub use attribute::{KnownFaults, tell};
pub use budget::{BudgetLimit, Judged, Over, PageWeight, judge};
pub use examined::{
    CheckedOutput, CheckedPage, Outside, SentPolicy, examine_file, examine_file_policy, examine_page, examine_policy,
};
pub use markup::WrittenAddresses;
pub use page_rules::local::{is_local, is_local_url};
pub use site_rules::{RULES, Whole};
pub use source_lookup::Sources;
pub use weighed::{PageSizes, weigh};

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
