//! What a real site says for the small site of its theme's pages, and the files of which that is made.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::options::{CheckLevel, Options, Purpose};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_schema::FieldKind;
use vertebra_schema::config::Config;
use vertebra_schema::theme::Theme;
use vertebra_site::plan::{Job, Planned};
use vertebra_yaml::MapEntry;

/// What the real site says for the pages of its theme too, and where their files truly stand.
#[derive(Debug, Clone)]
pub struct ParentSite {
    config: Arc<Config>,
    /// True paths by those that the small site knows.
    names: Arc<BTreeMap<SourcePath, SourcePath>>,
}

impl ParentSite {
    /// Puts what the real site decides into the small one's configuration.
    pub fn rule(&self, config: &mut Config) {
        config.base_url = self.config.base_url.clone();
        config.theme = self.config.theme.clone();
        config.time_zone = self.config.time_zone.clone();
        config.time_zone_name = self.config.time_zone_name.clone();
        // What the site lets its pages do, these may do.
        config.deploy = self.config.deploy.clone();
        config.checks.allowed_hosts = self.config.checks.allowed_hosts.clone();
        config.noindex = true;
        (config.feeds.atom, config.feeds.json) = (false, false);
        // The theme is seen in the site's colors.
        let is_color = |entry: &&MapEntry| entry.value.as_text().is_some_and(FieldKind::is_color);
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
                Job::NotFound
                    | Job::Feed(..)
                    | Job::Sitemap(_)
                    | Job::SitemapIndex
                    | Job::Robots
                    | Job::Static(_)
                    | Job::Host(_)
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

/// The files of a theme's pages, and how they are built, when there are some and drafts are shown.
pub fn pages_of_theme(
    snapshot: &Snapshot,
    config: &Config,
    theme: &Theme,
    options: &Options,
) -> Option<(ParentSite, Snapshot, Options)> {
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
        .or_insert_with(|| settings(config).as_bytes().into());
    let host = ParentSite { config: Arc::new(config.clone()), names: Arc::new(names) };
    // Pages that show everything at once are no site that anybody should find their way in.
    let options = Options { depth: CheckLevel::Quick, ..options.clone() };
    Some((host, files, options))
}

/// For a theme that says nothing of the site that its pages are.
fn settings(config: &Config) -> String {
    format!(
        "title: Pages of the theme\nbase_url: https://example.org/\nlanguage: {}\ntime_zone: UTC\n",
        config.language
    )
}
