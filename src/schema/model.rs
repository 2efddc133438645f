//! What a page's front matter may hold: made from `site.yaml` and the theme, read by `document` and `new page`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::folder_pages::FolderPages;
use crate::glob::Glob;
use crate::rules::Rules;
use vertebra_yaml::YamlNode;

/// Everything that reading one Markdown file depends on besides the file.
#[derive(Debug, Clone)]
pub struct Schema {
    pub time_zone: jiff::tz::TimeZone,
    /// Content types by name, as the theme declares them.
    pub types: BTreeMap<String, ContentType>,
    pub templates: TemplateFacts,
    /// Names of the declared taxonomies: each is a field that holds a list of terms.
    pub taxonomies: Vec<String>,
    pub markdown: MarkdownOptions,
    /// Front matter by path: the first glob that matches and has the field wins over later ones.
    pub defaults: Vec<Defaults>,
    pub language: String,
    /// The tags of further languages: `page.es.md` is in Spanish if `es` is one of them.
    pub languages: Vec<String>,
    /// What the files of the site are in their folders.
    pub folder_pages: FolderPages,
    /// What texts must not say.
    pub rules: Arc<Rules>,
}

/// What the templates of the theme say of the texts that they show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFacts {
    /// What those of each content type write around a text: no heading gets one of their ids.
    pub around: BTreeMap<String, WrittenAround>,
    /// The declared fields in which Markdown works, since a template hands them to its filter; none where they may be any.
    pub markdown_fields: Option<BTreeSet<String>>,
}

impl Default for TemplateFacts {
    /// Of templates that show nothing.
    fn default() -> Self {
        TemplateFacts { around: BTreeMap::new(), markdown_fields: Some(BTreeSet::new()) }
    }
}

/// What a template and those that it extends and includes write around a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrittenAround {
    pub ids: BTreeSet<String>,
    /// A first-level heading, which is the title of the page.
    pub title: bool,
}

impl Default for Schema {
    /// A site in English that declares nothing.
    fn default() -> Self {
        Schema {
            time_zone: jiff::tz::TimeZone::UTC,
            types: BTreeMap::new(),
            templates: TemplateFacts::default(),
            taxonomies: Vec::new(),
            markdown: MarkdownOptions::default(),
            defaults: Vec::new(),
            language: "en".to_owned(),
            languages: Vec::new(),
            folder_pages: FolderPages::default(),
            rules: Arc::default(),
        }
    }
}

impl Schema {
    /// The country that the language of the site names: `US` of `en-US`. Source: RFC 5646, section 2.2.4.
    pub fn region(&self) -> Option<&str> {
        let is_region = |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
        self.language.split('-').skip(1).find(is_region)
    }

    /// The ids that the template of a content type writes; an unknown type is shown as `page` is.
    pub fn taken_ids(&self, kind: &str) -> Option<&BTreeSet<String>> {
        self.written_around(kind).map(|written| &written.ids)
    }

    /// Whether the template of a content type writes the title of the page; where nothing is known of it, it does.
    pub fn shows_title(&self, kind: &str) -> bool {
        self.written_around(kind).is_none_or(|written| written.title)
    }

    /// Whether Markdown works in a declared field, as far as that is known.
    pub fn is_markdown(&self, field: &str) -> bool {
        self.templates.markdown_fields.as_ref().is_none_or(|fields| fields.contains(field))
    }

    fn written_around(&self, kind: &str) -> Option<&WrittenAround> {
        self.templates.around.get(kind).or_else(|| self.templates.around.get("page"))
    }
}

/// Front matter for the pages whose path inside `content/` matches a glob.
#[derive(Debug, Clone)]
pub struct Defaults {
    pub glob: Glob,
    /// A map of fields, already read from `site.yaml`.
    pub fields: YamlNode,
    /// The file the fields were written in, for diagnostics.
    pub source: vertebra_base::path::SourcePath,
    /// Where the pattern is written.
    pub span: vertebra_base::span::Span,
}

/// A content type: the template that shows it and the fields it adds to the common ones.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ContentType {
    pub template: String,
    /// What editors call it.
    pub label: String,
    /// What pages of it are for, in a sentence.
    pub help: Option<String>,
    /// A site has one such page at most, as the one for addresses that do not exist: nobody is asked to make another.
    pub once: bool,
    /// Terms of definition lists on its pages are glossary entries.
    pub glossary: bool,
    /// The groups of types that it belongs to, as the theme names them: rules and reviews go by them.
    pub groups: Vec<String>,
    /// What its pages are in the words of schema.org; none when the theme does not say, empty for nothing at all.
    pub structured: Option<Vec<String>>,
    pub fields: Vec<Field>,
}

/// A field that a type declares, or that a theme gives to all its types.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub name: String,
    pub kind: FieldKind,
    pub required: bool,
    /// Takes `unknown` and `none` besides a value.
    pub stated: bool,
    /// What editors call it, where the theme says.
    pub label: Option<String>,
    pub help: Option<String>,
    pub default: Option<YamlNode>,
    /// The file in `content/data`, without `.yaml`, of which what stands in the field are keys.
    pub keys_of: Option<String>,
    /// Without that file, what stands in the field is a remark.
    pub needs_file: bool,
    /// The property of schema.org that it stands for, such as `address.postalCode`; `@type` names what the page is about.
    pub property: Option<String>,
    /// What it means besides, where a theme gives it to all its types.
    pub shared: Option<SharedField>,
}

/// What a field that every page can have means besides its value.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SharedField {
    /// Takes `none` as well: the page says that there is nothing.
    pub none: bool,
    /// Its keys can be cited in the text: `[^key]`.
    pub cite: bool,
    /// `true` holds translations of the page back while they lag behind it.
    pub holds_translations: bool,
    /// Readers see nothing of it: when it changes, no translation is out of date.
    pub hidden: bool,
}

impl Field {
    /// Whether its keys can be cited in the text.
    pub fn is_cited(&self) -> bool {
        self.keys_of.is_some() && self.shared.as_ref().is_some_and(|shared| shared.cite)
    }
}

/// Pages of several types, by a name that rules can use.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TypeGroup {
    /// What messages say of its pages: `about gardens`.
    pub label: String,
    /// Its pages are to be reviewed: those that never were are listed, and a translation of one waits for its review.
    pub review: bool,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldKind {
    Text,
    Integer,
    Boolean,
    Date,
    List,
    Choice(Vec<String>),
    /// A page or folder of the site by its path, or several of them: a setting that names none that readers see is told.
    Page,
    Pages,
    /// `#rrggbb`, as style sheets and browsers' settings take it.
    Color,
    Phone,
    Hours,
    Map,
    Any,
}

/// How Markdown is read.
#[derive(Debug, Clone, PartialEq)]
pub struct MarkdownOptions {
    pub smart_punctuation: bool,
    pub raw_html: RawHtml,
    pub heading_ids: HeadingIds,
    /// Lets every block say on which line of its file it begins, for a preview.
    pub positions: bool,
}

/// What happens to HTML inside Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawHtml {
    /// Keeps harmless elements and attributes, removes the rest and says so.
    Sanitize,
    /// Keeps everything.
    Allow,
    /// Every element is an error; the text is escaped.
    Forbid,
}

/// How a heading without `{#id}` gets its id from its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadingIds {
    /// As addresses are made of titles; the second of a name ends in `-2`.
    Vertebra,
    /// As GitHub does it, so that links from elsewhere keep working; the second of a name ends in `-1`.
    Github,
}

impl Default for MarkdownOptions {
    fn default() -> Self {
        MarkdownOptions {
            smart_punctuation: true,
            raw_html: RawHtml::Sanitize,
            heading_ids: HeadingIds::Vertebra,
            positions: false,
        }
    }
}

impl FieldKind {
    /// The kind by its name in `theme.yaml`; `choice` gets its values later.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "text" => FieldKind::Text,
            "integer" => FieldKind::Integer,
            "boolean" => FieldKind::Boolean,
            "date" => FieldKind::Date,
            "list" => FieldKind::List,
            "choice" => FieldKind::Choice(Vec::new()),
            "page" => FieldKind::Page,
            "pages" => FieldKind::Pages,
            "color" => FieldKind::Color,
            "phone" => FieldKind::Phone,
            "hours" => FieldKind::Hours,
            "map" => FieldKind::Map,
            "any" => FieldKind::Any,
            _ => return None,
        })
    }

    /// The names that `parse` knows, for suggestions.
    pub const NAMES: [&str; 13] = [
        "text", "integer", "boolean", "date", "list", "choice", "page", "pages", "color", "phone", "hours", "map",
        "any",
    ];

    /// Whether a text is a color such as `#005eb8` (CSS Color 4, section 5.2, in its six-digit form).
    pub fn is_color(text: &str) -> bool {
        let digits = text.strip_prefix('#').unwrap_or_default();
        digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    }
}
