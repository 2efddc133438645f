//! The last good version of the pages that were looked at, for the time when a page is broken.

use std::collections::HashMap;

use axum::body::Bytes;

use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::path::{OutputPath, SourcePath};

/// How many pages are kept: more than anybody has open.
const KEPT: usize = 128;

/// Pages as they were shown last without an error.
#[derive(Debug, Default)]
pub struct LastGoodPages {
    pages: HashMap<OutputPath, ShownPage>,
    /// Counts the looks, so that the page that was not looked at for the longest time can be found.
    looks: u64,
}

/// A good version.
#[derive(Debug, Clone)]
pub struct ShownPage {
    pub body: Bytes,
    pub print: Option<Fingerprint>,
    /// The Markdown file behind it.
    pub source: Option<SourcePath>,
    looked: u64,
}

impl LastGoodPages {
    /// The last good version of a page.
    pub fn get(&self, output: &OutputPath) -> Option<&ShownPage> {
        self.pages.get(output)
    }

    /// Keeps a good version.
    pub fn keep(&mut self, output: &OutputPath, body: &Bytes, print: Option<Fingerprint>, source: Option<&SourcePath>) {
        self.looks += 1;
        let page = ShownPage { body: body.clone(), print, source: source.cloned(), looked: self.looks };
        self.pages.insert(output.clone(), page);
        if self.pages.len() > KEPT {
            let oldest = self.pages.iter().min_by_key(|(_, page)| page.looked).map(|(output, _)| output.clone());
            oldest.iter().for_each(|output| _ = self.pages.remove(output));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_nobody_looked_at_is_let_go() {
        let mut shown = LastGoodPages::default();
        let path = |number: usize| OutputPath::new(&format!("{number}.html")).unwrap();
        for number in 0..KEPT {
            shown.keep(&path(number), &Bytes::from_static(b"a"), None, None);
        }
        shown.keep(&path(0), &Bytes::from_static(b"b"), None, None);
        shown.keep(&path(KEPT), &Bytes::from_static(b"a"), None, None);
        assert_eq!(shown.pages.len(), KEPT);
        assert_eq!(shown.get(&path(0)).unwrap().body, "b");
        assert!(shown.get(&path(1)).is_none());
    }
}
