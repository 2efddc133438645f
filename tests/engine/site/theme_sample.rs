//! The made-up sites that show whether a theme copes with every page: no page of theirs is left out for a fault of its own.

use std::collections::BTreeSet;

use super::fixture::options;
use vertebra_base::diagnostic::Severity;
use vertebra_base::snapshot::Snapshot;
use vertebra_engine::{Build, CheckLevel, Options, SampleSite, sample};

#[test]
fn every_type_of_a_theme_of_the_program_has_a_page_without_an_error() {
    let options = Options { depth: CheckLevel::Thorough, ..options() };
    for theme in ["clinic", "plain"] {
        let plain = Build::new(sample(&Snapshot::default(), theme, SampleSite::Bare, None), &options);
        let declared = &plain.site().theme;
        for kind in [SampleSite::Bare, SampleSite::Full] {
            let build = Build::new(sample(&Snapshot::default(), theme, kind, Some(declared)), &options);
            let rendered = build.render_all(1, &drop);
            let all = build.diagnostics().iter().chain(&rendered.diagnostics);
            let errors: Vec<_> = all.filter(|it| it.severity == Severity::Error).collect();
            assert!(errors.is_empty(), "{theme} {kind:?}: {errors:#?}");
            let site = build.site();
            let shown: BTreeSet<&str> = site.pages.iter().map(|it| it.page.front.kind.value.as_str()).collect();
            let missing: Vec<_> = declared.types.keys().filter(|name| !shown.contains(name.as_str())).collect();
            assert!(missing.is_empty(), "{theme} {kind:?}: {missing:?}");
        }
    }
}
