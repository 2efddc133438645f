//! What is drawn for a site: which pages have a social card, where each stands, and the one icon that others are made of.
//!
//! Derives; draws nothing. A theme without the template for cards has none, and pays nothing for them.

use super::addressed::Addressed;
use super::model::SitePage;
use super::plan::Owner;
use super::site::Site;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_base::span::Span;
use vertebra_media::raster::Icon;
use vertebra_schema::config::{Config, Lang};
use vertebra_schema::theme::{self, Theme, ThemeFile};
use vertebra_yaml::NodeKind;

/// The template that cards are drawn from.
pub const CARD_TEMPLATE: &str = "social-card.svg";

/// The setting with which a site does without cards.
const SETTING: &str = "social_cards";

/// The file that all icons are made of, published as it is.
pub const ICON: &str = "icon.svg";

/// Every icon that is made of it: its name and its form. Sizes: Apple, "Configuring web applications" (180); W3C, Web
/// App Manifest, and Chrome's rules for installing (192, 512); domain practice for the rest.
pub const ICONS: [(&str, Icon); 5] = [
    ("favicon.ico", Icon::Ico),
    ("apple-touch-icon.png", Icon::Opaque(180)),
    ("icon-192.png", Icon::Png(192)),
    ("icon-512.png", Icon::Png(512)),
    ("icon-maskable-512.png", Icon::Maskable(512)),
];

/// The name of the web manifest.
pub const MANIFEST: &str = "site.webmanifest";

impl Site {
    /// Where the social card of a page stands. None when nobody shares the page (it is hidden, the page for addresses
    /// that do not exist, or asks to be left out), when it brings a picture of its own, when its title cannot be written
    /// in the theme's fonts, or when something else stands there.
    pub fn card(&self, page: &SitePage) -> Option<OutputPath> {
        let output = self.card_wanted(page)?;
        let is_own = |owner: &&Owner| matches!(owner, Owner::Card(source) if *source == page.page.source);
        self.plan.owner(&output).filter(is_own)?;
        Some(output)
    }
}

impl Addressed {
    /// As `Site::card`, whatever else may stand there.
    pub fn card_wanted(&self, page: &SitePage) -> Option<OutputPath> {
        let wanted = self.cards && wants_card(page) && self.unwritable(page).is_none();
        wanted.then(|| card_path(page)).flatten()
    }

    /// All about the card of a page that others hang on: whether it is there, and what there is to say about it.
    pub(super) fn drawn_state(&self, page: &SitePage) -> (bool, Option<char>) {
        let wanted = self.cards && wants_card(page);
        (wanted, wanted.then(|| self.unwritable(page)).flatten())
    }

    /// The file that icons are made of: the site's own, else the theme's.
    pub fn icon(&self) -> Option<ThemeFile> {
        let own = self.files.iter().find(|file| file.url.as_str().strip_prefix('/') == Some(ICON));
        let own = own.map(|file| ThemeFile { source: file.source.clone(), bytes: file.content.clone() });
        own.or_else(|| self.theme.statics.get(ICON).cloned())
    }

    /// The first letter on a page's card that no font has. The card shows the titles of the page and its section.
    fn unwritable(&self, page: &SitePage) -> Option<char> {
        let fonts = &self.theme.fonts;
        let section = &self.section(page.section).title;
        fonts.missing(&page.page.front.title.value).or_else(|| fonts.missing(section))
    }
}

/// Whether the site has cards at all; says so when it cannot have them because of its own title.
pub fn has_cards(theme: &Theme, config: &Config, out: &mut Vec<Diagnostic>) -> bool {
    let asked = theme.templates.iter().any(|template| template.name == CARD_TEMPLATE);
    let refused = theme::setting(theme, config, Lang::FIRST, SETTING)
        .is_some_and(|it| matches!(it.kind, NodeKind::Bool(false, _)));
    if !asked || refused {
        return false;
    }
    let Some(letter) = theme.fonts.missing(&config.title) else { return true };
    let file = SourcePath::new(vertebra_schema::config::FILE);
    let what = "the title of the site cannot be drawn on social cards, so there are none";
    out.push(note(theme, &file, None, what, letter));
    false
}

/// Says which pages have no card for want of letters: the first one, and how many more.
pub fn report(site: &Site, out: &mut Vec<Diagnostic>) {
    if !site.cards {
        return;
    }
    let pages = site.pages.iter().filter(|page| wants_card(page));
    let mut without = pages.filter_map(|page| Some((page, site.unwritable(page)?)));
    let Some((first, letter)) = without.next() else { return };
    let what = match without.count() {
        0 => "this page has no social card".to_owned(),
        1 => "this page and 1 other have no social card".to_owned(),
        more => format!("this page and {more} others have no social card"),
    };
    let front = &first.page.front;
    out.push(note(&site.theme, &first.page.source, Some(front.title.span), &what, letter));
}

fn note(theme: &Theme, file: &SourcePath, span: Option<Span>, what: &str, letter: char) -> Diagnostic {
    let name = theme.chain.first().map_or(theme::EMBEDDED[0], String::as_str);
    let help = match theme::EMBEDDED.contains(&name) {
        // A folder with nothing but a font in it would stand in the place of the whole theme that the program carries.
        true => format!(
            "put a font (.ttf or .otf) that has it into themes/my-theme/fonts/, with a file themes/my-theme/theme.yaml that contains:\nname: my-theme\nextends: {name}\nand write in {}:\ntheme: my-theme",
            vertebra_schema::config::FILE
        ),
        false => format!("put a font (.ttf or .otf) that has it into themes/{name}/fonts/"),
    };
    let message = format!("{what}: the theme's fonts lack the character \"{letter}\"");
    Diagnostic::note("card-letter", file, span, message).with_help(help)
}

fn wants_card(page: &SitePage) -> bool {
    let front = &page.page.front;
    // Services that show links draw no SVG.
    let has_own = front.image.as_ref().is_some_and(|image| !image.value.to_lowercase().ends_with(".svg"));
    page.is_published() && !front.noindex && !has_own && page.page.source.as_str() != "content/404.md"
}

/// `/guides/first-visit/` has its card at `/cards/guides/first-visit.png`, the home page at `/card.png`. The name says
/// nothing about the drawing: outputs are planned before anything is rendered.
fn card_path(page: &SitePage) -> Option<OutputPath> {
    /// Bytes of a name to which systems allow 255, the ending and a mark aside.
    const LONGEST: usize = 240;
    let path = page.url.as_str().trim_matches('/');
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let separator = if folder.is_empty() { "" } else { "/" };
    let name = match name.len() {
        0 => return OutputPath::new("card.png").ok(),
        1..=LONGEST => name.to_owned(),
        _ => {
            let end = name.floor_char_boundary(LONGEST - 9);
            format!("{}-{}", &name[..end], Fingerprint::of_bytes(name.as_bytes()).short())
        }
    };
    OutputPath::new(&format!("cards/{folder}{separator}{name}.png")).ok()
}
