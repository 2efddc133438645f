//! All files to an `Addressed` site: which pages are published, where each stands, in which section, under which terms.
//! Nothing is planned, and no link is looked up.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::addressed::Addressed;
use crate::addresses::AddressBook;
use crate::model::Given;
use crate::published::{self, Placed};
use crate::standing::Standing;
use crate::versions::Versions;
use crate::{address, hidden_files, listing, lookup_tables, redirects, social_cards, taxonomy};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_markdown::Page;
use vertebra_schema::FolderPages;
use vertebra_schema::config::Config;
use vertebra_schema::rules::Rules;
use vertebra_schema::theme::Theme;
use vertebra_style::Assets;
use vertebra_yaml::YamlNode;

/// What a site is made of, before anything is derived.
pub struct Parts {
    pub config: Config,
    pub theme: Theme,
    pub rules: Arc<Rules>,
    pub assets: Arc<Assets>,
    pub pages: Vec<Arc<Page>>,
    /// What the files of the pages are in their folders.
    pub folder_pages: FolderPages,
    /// Data files by their path inside `content/data/`.
    pub data: BTreeMap<String, YamlNode>,
    /// Files beside the pages, and what those that are pictures hold.
    pub files: Vec<Given>,
    /// The addresses that were ever published.
    pub book: AddressBook,
    pub now: jiff::Zoned,
    /// What each of the pages is.
    pub standing: Standing,
    /// Have pages too that are not published, for the eyes of editors.
    pub preview: bool,
    pub threads: usize,
}

impl Addressed {
    /// Gives every page and every file its address. Never fails; what has none is told.
    pub fn new(parts: Parts, out: &mut Vec<Diagnostic>) -> Self {
        let Parts {
            config, theme, rules, assets, pages, folder_pages, data, files, book, now, standing, preview, ..
        } = parts;
        out.extend(standing.diagnostics.iter().cloned());
        let ground = address::Ground { folder_pages: &folder_pages, standing: &standing, config: &config, preview };
        let folders = address::folders(&pages, &files, &ground, out);
        let urls = address::pages(&pages, &folders, &ground, out);
        standing.soften(out);
        let same_between = published::span(&pages, rules.requirements.grace, &now);
        let stale_data: Vec<_> = standing.stale_data.iter().map(|data| (data.lang, data.warning())).collect();
        let placed = lookup_tables::place(pages, urls, standing);
        let (mut shown, hidden) = published::split(placed, &now, out);
        let is_spoken = |lang| shown.iter().any(|placed| placed.lang == lang);
        out.extend(stale_data.into_iter().filter(|(lang, _)| is_spoken(*lang)).map(|(_, warning)| warning));
        let expired = redirects::expired(&hidden);
        let unpublished: Vec<_> = hidden.iter().filter_map(Placed::unpublished).collect();
        let files = address::files(files, &folders, out);
        let file_owners = hidden_files::owners(&files, (&shown, &hidden), &folder_pages, &config);
        let published = shown.len();
        if preview {
            shown.extend(hidden);
        }
        let (sections, pages) = listing::sections(shown, &folders, &folder_pages, &config);
        let terms = taxonomy::gather(&pages, &config, out);
        let versions = Versions::new(&pages, &sections, &config);
        let cards = social_cards::has_cards(&theme, &config, out);
        Addressed {
            config,
            theme,
            rules,
            assets,
            pages,
            published,
            sections,
            terms,
            data,
            files,
            file_owners,
            unpublished,
            book,
            expired,
            now,
            same_between,
            versions,
            cards,
        }
    }
}
