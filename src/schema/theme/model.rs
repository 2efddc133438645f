//! What a site takes from its theme and those it extends, in types. Reads nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::strings::Strings;
use crate::{ContentType, Field, FieldKind, TypeGroup};
use vertebra_base::file_content::FileContent;
use vertebra_base::path::SourcePath;
use vertebra_base::span::{Span, Spanned};
use vertebra_media::raster::Fonts;
use vertebra_template::Template;
use vertebra_yaml::YamlNode;

/// Everything a site takes from its theme.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// From the nearest to the farthest.
    pub chain: Vec<String>,
    pub types: BTreeMap<String, ContentType>,
    /// Fields that every page can have besides the common ones. Each type has them among its own.
    pub fields: Vec<Field>,
    /// Groups of types by name.
    pub groups: BTreeMap<String, TypeGroup>,
    pub settings: Vec<Setting>,
    /// Every page that a default of a field or a setting names.
    pub default_pages: Vec<DefaultPage>,
    /// What files in `content/data/` hold, by their names without `.yaml`.
    pub data: BTreeMap<String, DataFile>,
    /// Templates and components under every name by which they may be called.
    pub templates: Vec<Template>,
    /// Names of the components that editors may call, as their files are named.
    pub directives: Vec<String>,
    /// Style sheets by their name, `main.css`.
    pub styles: BTreeMap<String, ThemeFile>,
    /// Style sheets of the themes that this one extends, by their whole name, `clinic/main.css`: a nearer one may build
    /// on them.
    pub parent_styles: BTreeMap<String, ThemeFile>,
    /// Scripts by their name, `search.js`, and pictures and fonts for browsers by their path, `images/spine.svg`.
    pub files: BTreeMap<String, ThemeFile>,
    /// Files published as they are, by their path at the site's root.
    pub statics: BTreeMap<String, ThemeFile>,
    pub strings: Strings,
    /// Scripts and styles that stand in pages are allowed by their hashes.
    pub hashes_inline: bool,
    /// Which colors are read on which, as the nearest theme that speaks of it declares.
    pub contrast: Vec<Pair>,
    /// What drawings write with.
    pub fonts: Fonts,
}

impl Theme {
    /// Every text in quotation marks that a template holds; none where a template cannot be read, and may hold any.
    pub fn template_texts(&self) -> Option<BTreeSet<&str>> {
        self.templates.iter().try_fold(BTreeSet::new(), |mut all, template| {
            all.append(&mut template.tree.as_ref()?.texts());
            Some(all)
        })
    }

    /// Whether pages of a type are to be reviewed.
    pub fn asks_for_review(&self, kind: &str) -> bool {
        let groups = self.types.get(kind).into_iter().flat_map(|kind| &kind.groups);
        groups.filter_map(|name| self.groups.get(name)).any(|group| group.review)
    }

    /// What messages say of the pages that are to be reviewed, such as `about gardens`; empty where there is no one word
    /// for all of them.
    pub fn reviewed_label(&self) -> &str {
        let mut labels = self.groups.values().filter(|group| group.review).map(|group| group.label.as_str());
        labels.next().filter(|_| labels.next().is_none()).unwrap_or_default()
    }

    /// The fields whose keys the text of pages can cite.
    pub fn cited_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.is_cited())
    }
}

/// A file of a theme.
#[derive(Debug, Clone)]
pub struct ThemeFile {
    pub source: SourcePath,
    pub bytes: FileContent,
}

/// A setting that `site.yaml` may give.
#[derive(Debug, Clone)]
pub struct Setting {
    pub name: String,
    pub kind: FieldKind,
    pub default: Option<YamlNode>,
    pub help: Option<String>,
    /// The `theme.yaml` that declares it.
    pub file: SourcePath,
}

/// A page that a default names.
#[derive(Debug, Clone)]
pub struct DefaultPage {
    /// The `theme.yaml` that says it.
    pub file: SourcePath,
    pub path: Spanned<String>,
    /// The setting that has it; none for a field.
    pub setting: Option<String>,
}

/// What a file in `content/data/` holds.
#[derive(Debug, Clone, Default)]
pub struct DataFile {
    pub help: Option<String>,
    /// Keys of the editor's own, each with these fields; else these fields alone.
    pub records: bool,
    pub fields: Vec<Field>,
}

/// A color that is read on another one.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The custom property of the text or the edge, without `--`.
    pub text: String,
    /// That of the ground.
    pub on: String,
    /// The least contrast. Source: WCAG 2.2, 1.4.3 and 1.4.11: 4.5 for text, 3 for large text and edges.
    pub at_least: f64,
    pub file: SourcePath,
    pub span: Span,
}
