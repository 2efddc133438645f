//! What a site consists of: its pages, sections and files, by their ids, and where links lead. Holds; derives nothing.

use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;
use std::sync::Arc;

use crate::hidden::Hidden;
use crate::translated::Translation;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::file_content::FileContent;
use vertebra_base::link::composed;
use vertebra_base::path::{OutputPath, SourcePath, UrlPath};
use vertebra_markdown::Page;
use vertebra_media::image_file::{ImageError, ImageInfo, Variant, has_camera_data, variants};
use vertebra_schema::config::Lang;

/// A page, by its place in `Site::pages`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

impl PageId {
    /// Its place in `Site::pages`.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A section, by its place in `Site::sections`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub u32);

impl SectionId {
    /// Its place in `Site::sections`.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A page and what follows from the others.
#[derive(Debug)]
pub struct SitePage {
    pub page: Arc<Page>,
    pub url: UrlPath,
    pub lang: Lang,
    /// The file that it would be in the first language; none for its own.
    pub(crate) base: Option<SourcePath>,
    /// What is known of it as a translation.
    pub translation: Option<Box<Translation>>,
    pub section: SectionId,
    /// The page is its section's own.
    pub is_index: bool,
    /// Why it is not published; such pages are there only in a preview.
    pub hidden: Option<Hidden>,
}

impl SitePage {
    /// Readers of the published site see it.
    pub fn is_published(&self) -> bool {
        self.hidden.is_none()
    }

    /// The file that it would be in the first language: the versions of a page have it in common.
    pub fn base(&self) -> &SourcePath {
        self.base.as_ref().unwrap_or(&self.page.source)
    }

    /// The key that it names, else its file's name without the extension; of a page in a folder of its own, the folder's.
    pub fn key(&self) -> &str {
        let base = self.base();
        let is_alone = base.file_name() == "index.md" && !self.is_index;
        let name = || if is_alone { base.folder().rsplit('/').next().unwrap_or_default() } else { base.stem() };
        self.page.front.key.as_ref().map_or_else(name, |key| key.value.as_str())
    }
}

/// A file beside the pages, and where it stands.
#[derive(Debug)]
pub struct AddressedFile {
    pub source: SourcePath,
    pub url: UrlPath,
    pub content: FileContent,
    /// What stands in it, when it is called like a picture.
    pub looked: Looked,
}

impl AddressedFile {
    /// What is known of the picture, when the file is one and can be read.
    pub fn picture(&self) -> Option<&ImageInfo> {
        self.looked.as_ref()?.as_ref().as_ref().ok()
    }
}

/// A file beside the pages: published as it is, or a picture of which other files are made.
#[derive(Debug)]
pub struct SiteFile {
    pub(crate) file: Arc<AddressedFile>,
    /// Who wants it, and how.
    pub used: FileUse,
    /// The page that is not published, where the file belongs to none that is: then it is not published either.
    pub of_hidden: Option<SourcePath>,
}

impl Deref for SiteFile {
    type Target = AddressedFile;

    fn deref(&self) -> &AddressedFile {
        &self.file
    }
}

/// What was found in a file that is called like a picture; none for other files.
pub type Looked = Option<Arc<Result<ImageInfo, ImageError>>>;

/// A file beside the pages, what stands in it, and what was found there.
pub type Given = (SourcePath, FileContent, Looked);

/// How a site uses one of its files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FileUse {
    /// The forms of the picture are published.
    pub shown: bool,
    /// Only pages that are not published show it: it is there in a preview.
    pub hidden: bool,
    /// The first page that shows it.
    pub first: Option<PageId>,
    /// Somebody may want the file under its own name.
    pub named: bool,
}

impl SiteFile {
    /// A picture that readers could open and that cannot be cleaned: a drawing may run programs, a photo may say where it
    /// was taken. It is not published, whoever asks for it.
    pub fn is_withheld(&self) -> bool {
        let Some(Err(fault)) = self.looked.as_deref() else { return false };
        let is_foreign = matches!(fault, ImageError::Foreign(_));
        !self.used.hidden && (self.is_drawing() || !is_foreign && has_camera_data(self.content.held()))
    }

    /// It is called like an SVG picture, so browsers take it for one.
    pub fn is_drawing(&self) -> bool {
        self.source.extension().eq_ignore_ascii_case("svg")
    }

    /// The forms of the picture that are published, with the places of their files. None when nobody shows it.
    pub fn forms(&self) -> Vec<(Variant, OutputPath)> {
        let Some(picture) = self.picture().filter(|_| self.used.shown) else { return Vec::new() };
        let place = |variant: Variant| {
            let name = variant.file_name(picture, self.source.stem());
            Some((variant, OutputPath::new(&format!("assets/{}", composed(&name))).ok()?))
        };
        variants(picture).into_iter().filter_map(place).collect()
    }

    /// The file itself is published, under its own name.
    pub fn is_published(&self) -> bool {
        if self.of_hidden.is_some() {
            return false;
        }
        let only_shown = self.picture().is_some() && self.used.shown && !self.used.hidden;
        !only_shown || self.used.named
    }
}

/// Where a link leads, and what its `href` says.
#[derive(Debug, Clone)]
pub struct Linked {
    pub target: LinkTarget,
    /// Without the base path for addresses of this site.
    pub address: String,
}

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    Page(PageId),
    /// Something of this site that is not a page.
    Other(UrlPath),
    Outside,
    Broken,
}

/// A fragment that must be found in the finished HTML of its page.
#[derive(Debug, Clone)]
pub struct AnchorCheck {
    pub output: OutputPath,
    pub id: String,
    /// What to say when it is not there.
    pub missing: Diagnostic,
}

/// Checks by the output in which they look.
pub type AnchorChecks = BTreeMap<OutputPath, Vec<AnchorCheck>>;

/// The pages of series, by language and name.
pub type SeriesPages = BTreeMap<(Lang, String), Vec<PageId>>;

/// The pages of types by language, type and key.
pub(crate) type Records = HashMap<(Lang, String, String), PageId>;

/// Glossary entries by the slug of their term: the page, and the place in its terms.
pub type Glossary = BTreeMap<String, (PageId, usize)>;

/// Pictures by their addresses: those of their files, and those of their forms.
#[derive(Debug, Default)]
pub struct Pictures(pub(crate) HashMap<String, u32>);

/// Who looks for something: a page in a language, which may be one that readers do not see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LookupScope {
    pub lang: Lang,
    /// It is hidden itself, and sees versions that are hidden too.
    pub sees_hidden: bool,
}

impl LookupScope {
    /// Whether the asker sees a page.
    pub fn sees(self, page: &SitePage) -> bool {
        page.is_published() || self.sees_hidden
    }
}
