//! What an output read and what became of it, at `/__vertebra/why`.

use serde::Serialize;

use super::edition::PreviewSite;
use vertebra_report::count;

/// The answer, for its template.
#[derive(Debug, Serialize)]
pub struct Why {
    title: String,
    asked: String,
    /// Names and what there is to say; equal names follow each other.
    facts: Vec<(String, String)>,
    reads: Vec<String>,
    read: String,
}

/// Explains a page, by its address or its file. The base path that a browser shows may stand before the address.
pub fn why(edition: &PreviewSite, page: &str) -> Why {
    let found = edition.build.why(page);
    let (title, lines) = match found {
        Some(it) => (it.title, it.lines),
        None => ("This page does not exist".to_owned(), Vec::new()),
    };
    let (reads, facts): (Vec<_>, Vec<_>) = lines.into_iter().partition(|(name, _)| name == "reads");
    let reads: Vec<_> = reads.into_iter().map(|(_, text)| text).collect();
    Why { title, asked: page.to_owned(), facts, read: count(reads.len(), "thing"), reads }
}
