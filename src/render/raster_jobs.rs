//! Jobs that draw: social cards and icons, and the manifest that lists icons.

use tera::{Context, Map, Value};

use super::cards::ThemeFonts;
use super::context::CurrentJob;
use super::errors;
use super::own::{Card, Settings};
use super::values::{internal, put};
use super::worker::{RenderedOutput, Worker};
use vertebra_base::diagnostic::{Diagnostic, Related};
use vertebra_base::output::{Bytes, Output};
use vertebra_base::path::SourcePath;
use vertebra_media::raster::{self, CARD_LIMIT, Icon};
use vertebra_schema::config::Lang;
use vertebra_schema::theme;
use vertebra_site::deps::Dep;
use vertebra_site::plan::Planned;
use vertebra_site::{CARD_TEMPLATE, ICONS, PageId, Site};

impl Worker<'_> {
    /// Draws the social card of a page. It sees the page as others see it, so an edit of the text draws nothing.
    pub fn social_card(&self, id: PageId, planned: &Planned) -> RenderedOutput {
        let site = &self.shared.site;
        let source = &site.page(id).page.source;
        self.begin_drawing(Some(id), planned);
        self.slot.note(&Card(id));
        self.slot.note(&ThemeFonts);
        self.slot.log(Dep::Templates(CARD_TEMPLATE.to_owned()));
        let mut context = Context::new();
        context.insert_value("page", self.shared.cards[id.index()].clone());
        context.insert_value("config", self.config(site.page(id).lang));
        let mut diagnostics = Vec::new();
        let subject = (source, site.page(id).page.front.title.span);
        let bytes = match self.tera.render(CARD_TEMPLATE, &context) {
            Ok(svg) => self.drawn_card(&svg, subject, &mut diagnostics),
            Err(_) if self.slot.current().is_told => None,
            Err(error) => {
                let told = errors::rendering(&error, CARD_TEMPLATE, Some(subject), &self.templates.sources);
                diagnostics.push(told);
                None
            }
        };
        self.drawn(planned, bytes, diagnostics)
    }

    fn drawn_card(
        &self,
        svg: &str,
        (page, span): (&SourcePath, vertebra_base::span::Span),
        out: &mut Vec<Diagnostic>,
    ) -> Option<Vec<u8>> {
        let fonts = &self.shared.site.theme.fonts;
        let template = self.templates.sources.get(CARD_TEMPLATE).map(|template| template.source.clone());
        let template = template.unwrap_or_else(|| SourcePath::new(CARD_TEMPLATE));
        let related =
            || Related { file: page.clone(), span, label: "while drawing the social card of this page".to_owned() };
        let mut tell = |mut told: Diagnostic| {
            told.related = Some(related());
            out.push(told);
        };
        if let Some(letter) = raster::texts(svg).iter().find_map(|text| fonts.missing(text)) {
            let message = format!("the theme's fonts lack the character \"{letter}\", which this drawing contains");
            let help = "put a font (.ttf or .otf) that has it into the theme's folder fonts";
            tell(Diagnostic::warning("card-drawing", &template, None, message).with_help(help));
        }
        let drawn = raster::card(svg, fonts, &self.shared.store);
        if let Ok(bytes) = &drawn
            && bytes.len() > CARD_LIMIT
        {
            let message = format!("this card is {} KB; keep cards under 200 KB", bytes.len() / 1000);
            let help = "use flat colors and less detail: gradients and photos make large files";
            tell(Diagnostic::warning("card-drawing", &template, None, message).with_help(help));
        }
        drawn.map_err(|fault| tell(Diagnostic::error("card-drawing", &template, None, fault.to_string()))).ok()
    }

    /// Draws one form of the site's icon.
    pub fn icon(&self, at: usize, planned: &Planned) -> RenderedOutput {
        let site = &self.shared.site;
        self.begin_drawing(None, planned);
        let mut diagnostics = Vec::new();
        let bytes = site.icon().and_then(|file| {
            self.slot.log(Dep::File(file.source.clone()));
            self.slot.note(&ThemeFonts);
            let ground = setting(site, "icon_background").unwrap_or_default();
            let svg = String::from_utf8_lossy(file.bytes.held());
            let drawn = ICONS[at].1.draw(&svg, &ground, &site.theme.fonts, &self.shared.store);
            let tell = |fault: raster::DrawError| {
                let help = "save it as plain SVG from a drawing program";
                diagnostics
                    .push(Diagnostic::error("icon-drawing", &file.source, None, fault.to_string()).with_help(help));
            };
            drawn.map_err(tell).ok()
        });
        self.drawn(planned, bytes, diagnostics)
    }

    /// What the template of the web manifest sees. Source: W3C, Web Application Manifest.
    pub fn manifest(&self) -> Context {
        let site = &self.shared.site;
        let mut map = Map::new();
        put(&mut map, "name", site.config.title.as_str());
        let short = setting(site, "short_title").filter(|title| !title.is_empty());
        put(&mut map, "short_name", short.as_deref().unwrap_or(&site.config.title));
        put(&mut map, "description", site.config.description.as_deref());
        put(&mut map, "lang", site.config.language.as_str());
        put(&mut map, "dir", if is_right_to_left(&site.config.language) { "rtl" } else { "ltr" });
        put(&mut map, "start_url", internal(&site.config, "/"));
        put(&mut map, "theme_color", setting(site, "theme_color"));
        put(&mut map, "background_color", setting(site, "background_color").or_else(|| setting(site, "theme_color")));
        let icons = ICONS.iter().filter_map(|(name, icon)| {
            let (size, purpose) = match icon {
                Icon::Png(size) => (*size, "any"),
                Icon::Maskable(size) => (*size, "maskable"),
                Icon::Ico | Icon::Opaque(_) => return None,
            };
            Some(listed(site, name, &format!("{size}x{size}"), "image/png", purpose))
        });
        let drawing = listed(site, "icon.svg", "any", "image/svg+xml", "any");
        put(&mut map, "icons", std::iter::once(drawing).chain(icons).collect::<Vec<_>>());
        let mut context = Context::new();
        context.insert_value("manifest", Value::from(map));
        context
    }

    fn begin_drawing(&self, page: Option<PageId>, planned: &Planned) {
        let url = planned.output.url().as_str().to_owned();
        let lang = page.map_or(Lang::FIRST, |id| self.shared.site.page(id).lang);
        *self.slot.current() = CurrentJob { lang, page, section: None, url, ..CurrentJob::default() };
        self.slot.note(&Settings);
        self.slot.log(Dep::Place(planned.output.clone()));
    }

    fn drawn(&self, planned: &Planned, bytes: Option<Vec<u8>>, mut diagnostics: Vec<Diagnostic>) -> RenderedOutput {
        let output = bytes.map(|bytes| Output { path: planned.output.clone(), bytes: Bytes::Made(bytes) });
        let (facts, told) = self.end();
        diagnostics.extend(told);
        RenderedOutput { output, facts, diagnostics }
    }
}

fn listed(site: &Site, name: &str, sizes: &str, kind: &str, purpose: &str) -> Value {
    let mut map = Map::new();
    put(&mut map, "src", internal(&site.config, &format!("/{name}")));
    put(&mut map, "sizes", sizes);
    put(&mut map, "type", kind);
    put(&mut map, "purpose", purpose);
    Value::from(map)
}

fn setting(site: &Site, name: &str) -> Option<String> {
    let value = theme::setting(&site.theme, &site.config, Lang::FIRST, name)?;
    value.as_text().map(str::to_owned)
}

/// Languages that are written from right to left, by their subtags. Source: Unicode CLDR, `characterOrder`.
fn is_right_to_left(language: &str) -> bool {
    let base = language.split('-').next().unwrap_or(language);
    ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"].contains(&base)
}
