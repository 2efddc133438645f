//! Which files are pictures, who shows them, and in which forms they are published.
//!
//! A picture that pages only show is published in the forms that are made of it; the file itself, which may be large and
//! say where it was taken, only where a page links to it, or nobody speaks of it.

use std::collections::HashMap;

use super::catalog::Catalog;
use super::model::{FileUse, LinkTarget, Linked, PageId, Pictures, SiteFile, SitePage};
use super::site::Site;
use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::link::{self, BaseUrl, Link as Address, is_folder};
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_base::span::Span;
use vertebra_markdown::{FieldValue, LinkKind, Page, Value};
use vertebra_media::image_file::{ImageError, ImageInfo};
use vertebra_yaml::{NodeKind, YamlNode};

impl Site {
    /// The picture at an address without the base path, of its file or of one of its forms.
    pub fn picture(&self, address: &str) -> Option<&SiteFile> {
        self.files.get(*self.pictures.0.get(address)? as usize)
    }

    /// A file beside the pages, by its path.
    pub fn file(&self, source: &str) -> Option<&SiteFile> {
        self.files.get(self.index.file_place(source, &self.catalog.files)?)
    }

    /// Where a picture is shown first: the page, and the place in it. The file itself when no page shows it.
    pub fn first_place(&self, file: &SiteFile) -> (SourcePath, Option<Span>) {
        let Some(id) = file.used.first.filter(|_| !file.used.hidden) else { return (file.source.clone(), None) };
        let page = self.page(id);
        let shows = |at: &usize| shows(self, id, *at, &file.url);
        let span = (0..self.links(id).len()).find(shows).map(|at| page.page.links[at].span);
        (page.page.source.clone(), span.or(page.page.front.image.as_ref().map(|image| image.span)))
    }
}

/// Finds out who uses which picture, in the order of the files; `links` in that of the pages. Costs nothing where there
/// are none.
pub fn uses(site: &Catalog, links: &[Vec<Linked>]) -> Vec<FileUse> {
    let mut uses = vec![FileUse::default(); site.files.len()];
    let pictures = || site.files.iter().zip(0..).filter(|(file, _)| file.looked.is_some());
    if pictures().next().is_none() {
        return uses;
    }
    let by_url: HashMap<&str, usize> = pictures().map(|(file, at)| (file.url.as_str(), at)).collect();
    for ((page, id), links) in site.pages.iter().zip(site.ids()).zip(links) {
        for (link, linked) in page.page.links.iter().zip(links) {
            let LinkTarget::Other(url) = &linked.target else { continue };
            let Some(at) = by_url.get(url.as_str()) else { continue };
            match link.kind {
                LinkKind::Image => uses[*at].show(page, id),
                // In a build such a link is not there.
                _ => uses[*at].named |= page.is_published(),
            }
        }
        let own =
            page.page.front.image.as_ref().and_then(|image| beside(&page.page, &site.config.base_url, &image.value));
        if let Some(at) = own.and_then(|source| site.index.file_place(&source, &site.files)) {
            uses[at].show(page, id);
        }
    }
    if site.theme.templates.iter().any(|template| template.may_call("picture")) {
        mention(site, &mut uses);
    }
    uses
}

/// Pictures that fields and data name: a theme may ask for their forms, or for the files.
fn mention(site: &Catalog, uses: &mut [FileUse]) {
    let mut mention = |source: &str, page: Option<(&SitePage, PageId)>| {
        let place = site.index.file_place(source, &site.files);
        let Some(at) = place.filter(|at| site.files[*at].looked.is_some()) else { return };
        match page {
            Some((page, id)) => uses[at].show(page, id),
            None => (uses[at].shown, uses[at].hidden) = (true, false),
        }
        uses[at].named |= page.is_none_or(|(page, _)| page.is_published());
    };
    let base = &site.config.base_url;
    let mut data = Vec::new();
    site.data.values().for_each(|node| texts(node, &mut data));
    site.config.settings.iter().for_each(|entry| texts(&entry.value, &mut data));
    for name in data {
        mention(&format!("content/{}", base.local(name).trim_start_matches('/')), None);
    }
    for (page, id) in site.pages.iter().zip(site.ids()) {
        for name in files_named(&page.page) {
            beside(&page.page, base, name).iter().for_each(|source| mention(source, Some((page, id))));
        }
    }
}

impl Pictures {
    /// All pictures of a site, by the addresses of their files and of their forms.
    pub fn of(files: &[SiteFile]) -> Self {
        let mut all = HashMap::new();
        for (file, at) in files.iter().zip(0..).filter(|(file, _)| file.picture().is_some()) {
            all.insert(file.url.as_str().to_owned(), at);
            all.extend(file.forms().into_iter().map(|(_, path)| (path.url().as_str().to_owned(), at)));
        }
        Pictures(all)
    }
}

impl FileUse {
    fn show(&mut self, page: &SitePage, id: PageId) {
        // Pages that are not published come last.
        self.hidden = if self.shown { self.hidden } else { !page.is_published() };
        self.shown = true;
        self.first = self.first.or(Some(id));
    }
}

/// All of a page that decides which pictures are shown and which files are wanted.
pub fn wanted(page: &Page) -> impl Iterator<Item = &String> {
    let links = page.links.iter().filter(|link| link.kind == LinkKind::Image || is_file_name(link.address().path));
    let links = links.flat_map(|link| {
        let kind = if link.kind == LinkKind::Image { &SHOWN } else { &LINKED };
        [&**kind, &link.target]
    });
    links.chain(page.front.image.as_ref().map(|image| &image.value)).chain(files_named(page))
}

/// Whether a text may be the name of a file that is no page.
pub fn is_file_name(text: &str) -> bool {
    !is_folder(text) && !text.ends_with(".md")
}

static SHOWN: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| "!".to_owned());
static LINKED: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| "-".to_owned());

/// What may be names of files in the fields of a page.
pub fn files_named(page: &Page) -> impl Iterator<Item = &String> {
    let mut found = Vec::new();
    for entry in &page.front.extra {
        texts(&entry.value, &mut found);
    }
    for (_, value) in page.front.own_fields() {
        match value {
            FieldValue::Stated(value) | FieldValue::Plain(value) => match value {
                Value::Text(text) if is_file_name(text) => found.push(text),
                Value::List(all) => found.extend(all.iter().filter(|text| is_file_name(text))),
                Value::Any(node) => texts(node, &mut found),
                _ => {}
            },
            FieldValue::Unknown | FieldValue::Absent => {}
        }
    }
    found.into_iter()
}

/// What may be names of files in settings, data or a field.
pub fn texts<'n>(node: &'n YamlNode, found: &mut Vec<&'n String>) {
    match &node.kind {
        NodeKind::Text(text) if is_file_name(text) => found.push(text),
        NodeKind::List(items) => items.iter().for_each(|item| texts(item, found)),
        NodeKind::Map(entries) => entries.iter().for_each(|entry| texts(&entry.value, found)),
        _ => {}
    }
}

/// The file that a field of a page means: beside the page, or from the top of the content. `base`: where the site is
/// published, for whole addresses of its own.
pub fn beside(page: &Page, base: &BaseUrl, name: &str) -> Option<String> {
    let local = base.local(name);
    let address = Address::parse(&local);
    if address.kind != link::AddressKind::Site {
        return None;
    }
    page.source.file_named(&address.decoded_path())
}

fn shows(site: &Site, id: PageId, at: usize, url: &UrlPath) -> bool {
    let link = &site.page(id).page.links[at];
    link.kind == LinkKind::Image && matches!(&site.links(id)[at].target, LinkTarget::Other(to) if to == url)
}

/// An animation of more bytes is told: every reader waits for it.
const HEAVY: usize = 1_000_000;
/// A photo of more bytes and more pixels on a side than any screen shows is told, since it only takes up space.
const LARGE: usize = 2_000_000;
const WIDE: u32 = 2500;

/// Says what is wrong with the pictures that readers are shown, each at the first place that shows it, what of the files
/// is not published, and which of them are not.
pub fn report(site: &Site, out: &mut Vec<Diagnostic>) {
    for file in &site.files {
        let Some(looked) = &file.looked else { continue };
        let is_shown = file.used.shown && !file.used.hidden;
        match &**looked {
            // What is wrong with the drawing of the icons is told where they are drawn.
            Err(_) if !is_shown && site.icon().is_some_and(|icon| icon.source == file.source) => {}
            Err(fault) if is_shown || file.is_withheld() => {
                let mut told = broken(site, file, fault);
                // A photo that nobody asks for is only left out. Templates may ask for any drawing.
                if !is_shown && !file.used.named && !file.is_drawing() {
                    told.severity = Severity::Warning;
                }
                out.push(told);
            }
            Err(_) => {}
            Ok(picture) => of_picture(site, file, picture, is_shown, out),
        }
    }
}

fn of_picture(site: &Site, file: &SiteFile, picture: &ImageInfo, is_shown: bool, out: &mut Vec<Diagnostic>) {
    let name = file.source.file_name();
    let (page, span) = site.first_place(file);
    if picture.has_place {
        let message = "this photo contains its location; the published copies do not";
        let help = format!(
            "check that no person or document can be recognized\nor run: vertebra fix --strip-location {}",
            file.source
        );
        out.push(Diagnostic::warning("image-location", &page, span, message).with_help(help));
    }
    if !picture.removed.is_empty() {
        let message = format!(
            "{name} contains parts that are not allowed in an image, so they were removed: {}",
            picture.removed.join(", ")
        );
        let help = "export it again as plain SVG, without scripts or links to other files";
        out.push(Diagnostic::warning("picture-unsafe", &page, span, message).with_help(help));
    }
    if !is_shown {
        return;
    }
    if picture.for_print {
        let message = format!("{name} uses print colors (CMYK), which look different on screens");
        let help = "save it again with RGB colors (sRGB)";
        out.push(Diagnostic::warning("picture-print", &page, span, message).with_help(help));
    }
    let size = format!("{}.{} MB", picture.bytes / 1_000_000, picture.bytes / 100_000 % 10);
    let (width, height) = picture.stored;
    if !picture.moves
        && picture.kind != vertebra_media::image_file::ImageKind::Svg
        && picture.bytes > LARGE
        && width.max(height) > WIDE
    {
        let message = format!("this photo is {size} and {width} x {height} pixels; smaller copies are published");
        let help = format!("no action needed; to save space, replace the original with one under {WIDE} pixels wide");
        out.push(Diagnostic::note("image-large", &page, span, message).with_help(help));
    }
    if picture.moves && picture.bytes > HEAVY {
        let message = format!("{name} is animated, so it is published unchanged: every reader downloads {size}");
        let help = "make it shorter or smaller, or show still images instead";
        out.push(Diagnostic::warning("picture-heavy", &page, span, message).with_help(help));
    }
}

/// A picture that cannot be shown, at the first place that shows it.
pub fn broken(site: &Site, file: &SiteFile, fault: &ImageError) -> Diagnostic {
    let (page, span) = site.first_place(file);
    let message = fault.message();
    let told = match fault {
        ImageError::Foreign(_) => Diagnostic::error("picture-kind", &page, span, message),
        ImageError::Huge(..) => Diagnostic::error("picture-huge", &page, span, message),
        ImageError::Empty
        | ImageError::Cut
        | ImageError::Deep(_)
        | ImageError::Crowded(_)
        | ImageError::Profile(_)
        | ImageError::Broken(_) => Diagnostic::error("picture-broken", &page, span, message),
    };
    let told = told.with_help(fault.help());
    match fault.note() {
        Some(note) => told.with_note(note),
        None => told,
    }
}
