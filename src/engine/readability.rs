//! How hard the pages of a site are to read. Measured when somebody asks, since it concerns no output.

use std::sync::Arc;

use super::state::Build;
use vertebra_base::parallel;
use vertebra_base::path::SourcePath;
use vertebra_markdown::{self as document, Readability};
use vertebra_schema::Schema;
use vertebra_schema::rules::Rules;

/// What was measured of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PageReading {
    pub source: SourcePath,
    pub title: String,
    pub reading: Readability,
}

impl Build {
    /// What was measured of every published page with text, the hardest first; pages that cannot be measured come last, in
    /// the order of their paths. Pages whose files the build has let go of are left out.
    pub fn readings(&self) -> Vec<PageReading> {
        let rules = Rules { measures: true, ..(*self.documents.schema.rules).clone() };
        let schema = Schema { rules: Arc::new(rules), ..self.documents.schema.clone() };
        let pages: Vec<_> = self.site().pages.iter().filter(|page| page.is_published()).collect();
        let measured = parallel::map(self.input.options.threads, &pages, |page| {
            let page = &page.page;
            let reading = page.reading.clone().or_else(|| {
                let bytes = self.input.snapshot.get(&page.source)?;
                document::parse(&page.source, bytes.held(), &schema).page.reading
            })?;
            let (source, title) = (page.source.clone(), page.front.title.value.clone());
            (reading.words > 0).then_some(PageReading { source, title, reading: *reading })
        });
        let mut all: Vec<PageReading> = measured.into_iter().flatten().collect();
        let hardness = |page: &PageReading| page.reading.measure.map_or(-1.0, |measure| measure.hardness());
        all.sort_by(|a, b| hardness(b).total_cmp(&hardness(a)).then_with(|| a.source.cmp(&b.source)));
        all
    }
}
