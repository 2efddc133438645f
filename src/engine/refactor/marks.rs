//! A translation keeps a mark of every part of the page that it was made from. Links that are changed because a page has
//! another name change those marks, and nothing of what the page says: the translation gets the new ones.

use std::collections::BTreeMap;

use crate::Build;
use vertebra_base::path::SourcePath;
use vertebra_edit::Edit;
use vertebra_markdown::Page;

/// The changes of translations of a page whose text is to become another; `before` is the page whose marks are followed.
pub fn follow(build: &Build, before: &Page, source: &SourcePath, new: &str) -> Vec<(SourcePath, Edit)> {
    let mut out = Vec::new();
    let site = build.site();
    let Some(old) = before.meaning.as_ref().map(|meaning| meaning.mark()) else { return out };
    let parsed = build.read_alone(source, new.as_bytes());
    let Some(now) = parsed.page.meaning.map(|meaning| meaning.mark()).filter(|now| *now != old) else { return out };
    let marks: BTreeMap<&str, &str> = old.split('-').zip(now.split('-')).collect();
    for page in build.pages() {
        let Some(from) = page.front.translated.as_ref().and_then(|translated| translated.from.as_ref()) else {
            continue;
        };
        let base = site.config.spoken(&page.source).map(|(_, base)| base);
        let named = page.front.translated.as_ref().and_then(|translated| translated.of.as_ref());
        let is_of = base.as_ref() == Some(source)
            || named.is_some_and(|of| Some(of.value.trim_start_matches('/')) == source.in_content());
        if is_of {
            let parts: Vec<&str> =
                from.value.split('-').map(|mark| marks.get(mark.trim()).copied().unwrap_or(mark)).collect();
            let new = parts.join("-");
            if new != from.value {
                out.push((page.source.clone(), Edit::new(from.span, new)));
            }
        }
    }
    out
}
