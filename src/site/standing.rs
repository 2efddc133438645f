//! What each page is before it has an address: its language, what it was translated from, and whether it is published.
//! Judges pages by what they say and by the folders they lie in. Looks at no address, and makes none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Zoned;

use super::hidden::Hidden;
use super::languages::{self, PageLanguages};
use super::translated::{self, StaleData, Translation, TranslationContext, Translations};
use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::path::SourcePath;
use vertebra_markdown::Page;
use vertebra_schema::config::{Config, Lang};
use vertebra_schema::shape::data_keys::data_file;
use vertebra_schema::theme::Theme;
use vertebra_schema::{FolderPages, FolderRole};
use vertebra_yaml::YamlNode;

/// What each page is, by its place in the list of all pages.
#[derive(Debug)]
pub struct Standing {
    pub(crate) spoken: PageLanguages,
    pub(crate) translations: Translations,
    pub(crate) stale_data: Vec<StaleData>,
    /// Why each page is not published; nothing for those that are.
    pub(crate) hidden: Vec<Option<Hidden>>,
    /// Drafts, and what lies in the folders of drafts.
    drafts: BTreeSet<SourcePath>,
    /// What is wrong with languages and translations.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// What pages are judged by.
pub struct StandingContext<'a> {
    pub config: &'a Config,
    pub theme: &'a Theme,
    pub data: &'a BTreeMap<String, YamlNode>,
    /// The roles of the files, counted as if all were published.
    pub folder_pages: &'a FolderPages,
    pub now: &'a Zoned,
    /// Publish drafts too.
    pub drafts: bool,
}

impl Standing {
    /// Judges all pages.
    pub fn new(pages: &[Arc<Page>], context: &StandingContext) -> Self {
        let mut diagnostics = Vec::new();
        let StandingContext { config, theme, data, now, drafts, .. } = *context;
        let spoken =
            languages::spoken(pages, config, |page| hidden_by_date(page, now, drafts).is_some(), &mut diagnostics);
        let stale_data = translated::stale_data(data, config);
        let people = data.get(data_file(translated::REVIEWER));
        let judge = TranslationContext { stale_data: &stale_data, theme, people, now };
        let translations = translated::all(pages, &spoken, &judge, &mut diagnostics);
        let mut hidden: Vec<Option<Hidden>> = Vec::with_capacity(pages.len());
        hidden.extend(
            pages
                .iter()
                .enumerate()
                .map(|(at, page)| hidden_by_date(page, now, drafts).or_else(|| held_back(translations.get(at)?))),
        );
        let mut standing = Standing { spoken, translations, stale_data, hidden, drafts: BTreeSet::new(), diagnostics };
        standing.hide_folders(pages, context.folder_pages);
        standing
    }

    /// Hides all pages of the folders whose own page is hidden.
    fn hide_folders(&mut self, pages: &[Arc<Page>], folder_pages: &FolderPages) {
        let (mut folders, mut drafts) = (BTreeMap::new(), BTreeSet::new());
        for (at, page) in pages.iter().enumerate() {
            let Some(hidden) = &self.hidden[at] else { continue };
            let Some(folder) = section_folder(page, folder_pages) else { continue };
            let key = (self.spoken.lang(at), format!("{folder}/"));
            if *hidden == Hidden::Draft {
                drafts.insert(key.clone());
            }
            folders.insert(key, &page.source);
        }
        let is_draft = |(at, page): &(usize, &Arc<Page>)| match self.hidden[*at] {
            Some(Hidden::Draft) => true,
            _ => drafts.iter().any(|folder| self.lies_in(*at, page, folder)),
        };
        self.drafts = pages.iter().enumerate().filter(is_draft).map(|(_, page)| page.source.clone()).collect();
        if folders.is_empty() {
            return;
        }
        for (at, page) in pages.iter().enumerate().filter(|(at, _)| self.hidden[*at].is_none()).collect::<Vec<_>>() {
            let index = folders.iter().find(|(folder, _)| self.lies_in(at, page, folder)).map(|(_, index)| *index);
            self.hidden[at] = index.cloned().map(Hidden::Section);
        }
    }

    fn lies_in(&self, at: usize, page: &Page, (lang, folder): &(Lang, String)) -> bool {
        *lang == self.spoken.lang(at) && page.source.as_str().starts_with(folder.as_str())
    }

    /// Whether a page is published.
    pub fn is_published(&self, at: usize) -> bool {
        self.hidden[at].is_none()
    }

    /// Whether every page is published.
    pub fn all_published(&self) -> bool {
        self.hidden.iter().all(Option::is_none)
    }

    /// Whether nobody means a page to be read yet: it is a draft that is not asked for, or lies in the folder of one.
    pub fn is_draft(&self, source: &SourcePath) -> bool {
        self.drafts.contains(source)
    }

    /// Makes what is wrong with drafts a warning: nobody reads them, so they stop no site.
    pub(crate) fn soften(&self, found: &mut [Diagnostic]) {
        let of_drafts = found.iter_mut().filter(|it| it.severity == Severity::Error && self.is_draft(&it.file));
        of_drafts.for_each(|it| it.severity = Severity::Warning);
    }
}

/// The folder of which a page is the page, as that of a section: none for a page among others, nor for one that is alone in
/// its folder, unless it says that it is a section.
pub fn section_folder<'p>(page: &'p Page, folder_pages: &FolderPages) -> Option<&'p str> {
    let is_section = match folder_pages.role(&page.source) {
        FolderRole::Page => false,
        FolderRole::Alone => page.front.kind.value == "section",
        FolderRole::Index | FolderRole::Beside => true,
    };
    folder_pages.folder(&page.source).filter(|_| is_section)
}

/// Why a page is not published by its own words, if it is not.
fn hidden_by_date(page: &Page, now: &Zoned, drafts: bool) -> Option<Hidden> {
    let front = &page.front;
    if front.draft && !drafts {
        return Some(Hidden::Draft);
    }
    if let Some(at) = front.publish_at.as_ref().or(front.date.as_ref()).filter(|at| at.value.zoned > *now) {
        return Some(Hidden::Scheduled(at.value.zoned.clone()));
    }
    let expires = front.expires.as_ref().filter(|at| at.value.zoned <= *now)?;
    Some(Hidden::Expired(expires.value.zoned.clone()))
}

/// Why a translation may not be published, if it may not.
fn held_back(translation: &Translation) -> Option<Hidden> {
    if translation.unreviewed {
        return Some(Hidden::Unreviewed(translation.stale.clone()));
    }
    translation.stale.clone().filter(|_| translation.critical).map(Hidden::Stale)
}
