//! What an output weighs on the way to a reader.

use crate::markup::{self, WrittenAddresses};
use vertebra_base::output::Output;
use vertebra_base::path::OutputPath;
use vertebra_media::compress;
use vertebra_schema::config::Budgets;

/// What is remembered of an output when its bytes are gone.
#[derive(Debug)]
pub struct PageSizes {
    pub path: OutputPath,
    /// Bytes on the way; at most so many, if `is_exact` is false.
    pub bytes: usize,
    pub is_exact: bool,
    /// What a page makes a browser ask for; none for what is no page.
    pub asked: Option<WrittenAddresses>,
}

/// Weighs an output. A page that fits as it is, is not compressed to find out.
pub fn weigh(output: &Output, is_page: bool, budgets: &Budgets) -> PageSizes {
    let raw = usize::try_from(output.bytes.size()).unwrap_or(usize::MAX);
    let held = output.bytes.held();
    let (bytes, is_exact) = match (compress::is_text(&output.path) && held.len() == raw, is_page && raw <= budgets.html)
    {
        (true, true) => (raw, false),
        (true, false) => (compress::weight(held).min(raw), true),
        (false, _) => (raw, true),
    };
    let asked = is_page.then(|| markup::asked(&String::from_utf8_lossy(held)));
    PageSizes { path: output.path.clone(), bytes, is_exact, asked }
}
