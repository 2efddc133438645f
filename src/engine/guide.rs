//! The pages that a theme brings along to show itself: `themes/<name>/pages/`, a small site of its own beside the real
//! one. It has its own records, data, menus and lists, so nothing of one site is ever found in the other.
//!
//! There is one only where drafts are shown. It stands at addresses that the real site leaves free, asks search engines
//! to stay away, and speaks of its files by their true names.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Build, Depth, Handed, Options, Purpose, Refreshed};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::output::Output;
use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_base::snapshot::Snapshot;
use vertebra_schema::FieldKind;
use vertebra_schema::config::Config;
use vertebra_schema::theme::Theme;
use vertebra_site::plan::{Job, Planned};
use vertebra_yaml::Entry;

/// What the real site says for the pages of its theme too, and where their files truly stand.
#[derive(Debug, Clone)]
pub struct Host {
    config: Arc<Config>,
    /// True paths by those that the small site knows.
    names: Arc<BTreeMap<SourcePath, SourcePath>>,
}

impl Host {
    /// Puts what the real site decides into the small one's configuration.
    pub fn rule(&self, config: &mut Config) {
        config.base_url = self.config.base_url.clone();
        config.theme = self.config.theme.clone();
        config.time_zone = self.config.time_zone.clone();
        config.time_zone_name = self.config.time_zone_name.clone();
        config.noindex = true;
        (config.feeds.atom, config.feeds.json) = (false, false);
        // The theme is seen in the site's colors.
        let is_color = |entry: &&Entry| entry.value.as_text().is_some_and(FieldKind::is_color);
        for color in self.config.settings.iter().filter(is_color) {
            config.settings.retain(|own| own.key != color.key);
            config.settings.push(color.clone());
        }
        // A page that shows everything at once is for those who make themes.
        config.budgets = None;
        config.severities = self.config.severities.clone();
    }

    /// Leaves the outputs that belong to a whole site to the real one.
    pub fn keep_pages(&self, planned: &mut Vec<Planned>) {
        planned.retain(|planned| {
            !matches!(
                planned.job,
                Job::NotFound | Job::Feed(..) | Job::Sitemap(_) | Job::SitemapIndex | Job::Robots | Job::Static(_)
            )
        });
    }

    /// Names the true files.
    pub fn rename(&self, found: &mut [Diagnostic]) {
        for diagnostic in found {
            let places = diagnostic.related.as_mut().map(|related| &mut related.file);
            for file in std::iter::once(&mut diagnostic.file).chain(places) {
                if let Some(name) = self.names.get(file) {
                    *file = name.clone();
                }
            }
        }
    }

    /// The true path of a file of the small site.
    pub fn name(&self, source: &SourcePath) -> Option<&SourcePath> {
        self.names.get(source)
    }

    /// What is said about the pages themselves: of the theme's other files the real site tells.
    pub fn about_pages(&self, found: &[Diagnostic]) -> Vec<Diagnostic> {
        let pages: Vec<&SourcePath> = self.names.values().collect();
        found.iter().filter(|diagnostic| pages.contains(&&diagnostic.file)).cloned().collect()
    }
}

/// Builds the pages of a theme, when there are some and drafts are shown.
pub fn build(
    snapshot: &Snapshot,
    config: &Config,
    theme: &Theme,
    options: &Options,
    old: Option<Build>,
) -> Option<Build> {
    if !options.drafts && options.purpose != Purpose::Preview {
        return None;
    }
    let mut names = BTreeMap::new();
    for layer in &theme.chain {
        let folder = format!("themes/{layer}/pages/");
        for path in snapshot.files.keys() {
            // The nearest theme wins, file by file.
            if let Some(inside) = path.as_str().strip_prefix(&folder) {
                names.entry(SourcePath::new(format!("content/{inside}"))).or_insert_with(|| path.clone());
            }
        }
    }
    if names.is_empty() {
        return None;
    }
    let mut files = Snapshot::default();
    let is_page = |path: &SourcePath| path.as_str().split('/').nth(2) == Some("pages");
    let of_theme = snapshot.files.iter().filter(|(path, _)| path.as_str().starts_with("themes/") && !is_page(path));
    files.files.extend(of_theme.map(|(path, bytes)| (path.clone(), bytes.clone())));
    for (inside, path) in &names {
        files.files.extend(snapshot.get(path).map(|bytes| (inside.clone(), bytes.clone())));
    }
    files
        .files
        .entry(SourcePath::new(vertebra_schema::config::FILE))
        .or_insert_with(|| Arc::from(settings(config).as_bytes()));
    let host = Host { config: Arc::new(config.clone()), names: Arc::new(names) };
    let (ledger, revision) = old.map_or_else(Default::default, |old| (old.ledger, old.revision + 1));
    let handed = Handed { ledger, revision, host: Some(host), ..Handed::default() };
    // Pages that show everything at once are no site that anybody should find their way in.
    let options = Options { depth: Depth::Quick, ..options.clone() };
    Some(Build::following(handed, files, &options))
}

/// For a theme that says nothing of the site that its pages are.
fn settings(config: &Config) -> String {
    format!(
        "title: Pages of the theme\nbase_url: https://example.org/\nlanguage: {}\ntime_zone: UTC\n",
        config.language
    )
}

impl Build {
    /// The site of the theme's pages, for an output that the real site does not have.
    pub(super) fn guide_of(&self, output: &OutputPath) -> Option<&Build> {
        self.guide.as_deref().filter(|guide| !self.places.contains_key(output) && guide.places.contains_key(output))
    }

    /// As `guide_of`, to make it.
    pub(super) fn guide_of_mut(&mut self, output: &OutputPath) -> Option<&mut Build> {
        if self.places.contains_key(output) {
            return None;
        }
        self.guide.as_deref_mut().filter(|guide| guide.places.contains_key(output))
    }

    /// The outputs of the theme's pages, less those whose addresses the real site has taken.
    pub(super) fn guide_outputs(&self) -> impl Iterator<Item = &OutputPath> {
        let outputs = self.guide.iter().flat_map(|guide| &guide.planned).map(|planned| &planned.output);
        outputs.filter(|output| !self.places.contains_key(*output))
    }

    /// Brings the theme's pages up to date, after the real site.
    pub(super) fn refresh_guide(&mut self, threads: usize, sink: &(dyn Fn(Output) + Sync), refreshed: &mut Refreshed) {
        let gone = std::mem::take(&mut self.gone);
        refreshed.removed.extend(gone.into_iter().filter(|output| !self.is_planned(output)));
        let Some(mut guide) = self.guide.take() else { return };
        let free = |output: &OutputPath| !self.places.contains_key(output);
        let made = guide.refresh(threads, &|output| {
            if free(&output.path) {
                sink(output);
            }
        });
        // What the real site has given up becomes visible here.
        let (back, removed): (Vec<OutputPath>, Vec<OutputPath>) =
            std::mem::take(&mut refreshed.removed).into_iter().partition(|path| guide.is_planned(path));
        refreshed.removed = removed;
        for output in back {
            if !made.changed.contains(&output) {
                guide.make(&output).into_iter().for_each(sink);
                refreshed.changed.push(output);
            }
        }
        refreshed.rendered.extend(made.rendered.into_iter().filter(free));
        refreshed.changed.extend(made.changed.into_iter().filter(free));
        refreshed.removed.extend(made.removed.into_iter().filter(free));
        self.guide = Some(guide);
    }
}
