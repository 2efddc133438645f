//! Functions for social cards: the card of a page, lines of a text, drawings of the site inside a drawing.

use std::sync::Arc;

use resvg::usvg::roxmltree::{Document, Node};
use tera::{Error, Kwargs, Map, TeraResult, Value};

use super::context::RenderContext;
use super::forms;
use super::own::Card;
use super::pictures::Picture;
use super::question::{Answer, Question};
use super::shared::RenderInput;
use super::values::{self, internal, put};
use vertebra_base::file_content::FileContent;
use vertebra_base::fingerprint::Fingerprinter;
use vertebra_base::path::OutputPath;
use vertebra_media::raster::{self, CARD_HEIGHT, CARD_WIDTH, TextStyle};
use vertebra_site::deps::Dep;
use vertebra_site::{LookupScope, PageId, SectionId, Site, beside};

/// Where the social card of a page stands, if it has one.
pub struct SocialCard(pub PageId);

impl Question for SocialCard {
    type Answer<'s> = Option<OutputPath>;
    const SPOKEN: bool = false;

    fn fact(&self, site: &Site) -> Dep {
        Dep::SocialCard(site.page(self.0).page.source.clone())
    }

    fn answer(&self, shared: &RenderInput, _: LookupScope) -> Option<OutputPath> {
        shared.site.card(shared.site.page(self.0))
    }
}

/// The fonts of the theme.
pub struct ThemeFonts;

impl Question for ThemeFonts {
    type Answer<'s> = &'s raster::Fonts;
    const SPOKEN: bool = false;

    fn fact(&self, _: &Site) -> Dep {
        Dep::Fonts
    }

    fn answer<'s>(&self, shared: &'s RenderInput, _: LookupScope) -> &'s raster::Fonts {
        &shared.site.theme.fonts
    }
}

impl Answer for &raster::Fonts {
    fn print(&self, _: &RenderInput, all: &mut Fingerprinter) {
        all.print(raster::Fonts::print(self));
    }
}

/// The bytes of a drawing by its address: a file of the site, else one of the theme.
pub struct DrawingBytes<'q>(pub &'q str);

impl Question for DrawingBytes<'_> {
    type Answer<'s> = Option<Arc<[u8]>>;
    const SPOKEN: bool = false;

    fn fact(&self, _: &Site) -> Dep {
        Dep::Drawing(self.0.to_owned())
    }

    fn answer(&self, shared: &RenderInput, _: LookupScope) -> Option<Arc<[u8]>> {
        let site = &shared.site;
        let name = self.0.trim_start_matches('/');
        let own = site.files.iter().find(|file| file.url.as_str().strip_prefix('/') == Some(name));
        own.map(|file| &file.content).or_else(|| Some(&site.theme.statics.get(name)?.bytes)).map(FileContent::shared)
    }
}

/// `social_card()`: the picture that links to this page show where it is shared, or none. The page's own `image`, else
/// the card that is drawn for it; a list that has no page gets the card of the home page.
pub fn social_card(slot: &RenderContext, _: &Kwargs) -> TeraResult<Value> {
    let site = &slot.shared.site;
    let (page, section) = {
        let current = slot.current();
        (current.page, current.section)
    };
    let index = |id: SectionId| site.section(id).index;
    let Some(id) = page.or_else(|| section.and_then(index)).or_else(|| index(SectionId(0))) else {
        return Ok(Value::none());
    };
    slot.note(&Card(id));
    Ok(match slot.ask(&SocialCard(id)) {
        Some(output) => {
            let title = &site.page(id).page.front.title.value;
            let of_site = site.config.title_in(site.page(id).lang);
            let alt = if title == of_site { title.clone() } else { format!("{title}. {of_site}") };
            picture(
                internal(&site.config, output.url().as_str()),
                Some((CARD_WIDTH, CARD_HEIGHT)),
                Some("image/png"),
                Some(&alt),
            )
        }
        None => own_picture(slot, id),
    })
}

/// The picture that a page names itself. Services that show links draw no SVG.
fn own_picture(slot: &RenderContext, id: PageId) -> Value {
    let site = &slot.shared.site;
    let front = &site.page(id).page.front;
    let image = front.image.as_ref().map(|image| image.value.as_str());
    let Some(image) = image.filter(|image| !image.to_lowercase().ends_with(".svg")) else { return Value::none() };
    let url =
        slot.shared.cards[id.index()].get_from_path("image").and_then(Value::as_str).unwrap_or_default().to_owned();
    let kind = match url.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase().as_str() {
        "png" => Some("image/png"),
        "jpg" | "jpeg" => Some("image/jpeg"),
        "webp" => Some("image/webp"),
        "gif" => Some("image/gif"),
        _ => None,
    };
    let source = beside(&site.page(id).page, &site.config.base_url, image);
    let size = source.and_then(|source| {
        slot.note(&Picture(&source));
        forms::plain_size(values::image_file(site, &source)?)
    });
    picture(url, size, kind, front.image_alt.as_deref())
}

fn picture(url: String, size: Option<(u32, u32)>, kind: Option<&str>, alt: Option<&str>) -> Value {
    let mut map = Map::new();
    put(&mut map, "url", url);
    put(&mut map, "width", size.map(|(width, _)| width));
    put(&mut map, "height", size.map(|(_, height)| height));
    put(&mut map, "type", kind);
    put(&mut map, "alt", alt);
    Value::from(map)
}

/// `lines(text=page.title, width=1000, size=72, weight=700, max=3, family="")`: a text in lines that are at most so wide,
/// measured in the theme's font. With `max`, what is too much ends in an ellipsis.
pub fn lines(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let style = TextStyle {
        family: kwargs.get::<&str>("family")?.unwrap_or_default(),
        weight: kwargs.get::<u16>("weight")?.unwrap_or(400),
        size: kwargs.must_get::<f64>("size")? as f32,
    };
    let text = kwargs.must_get::<&str>("text")?;
    let width = kwargs.must_get::<f64>("width")? as f32;
    let max = kwargs.get::<usize>("max")?.unwrap_or(0);
    let lines = slot.ask(&ThemeFonts).lines(text, &style, width, max);
    Ok(Value::from(values::texts(lines.iter().map(String::as_str))))
}

/// `svg(path="/mark.svg", x=80, y=70, width=88, height=88)`: a drawing of the site or the theme, to stand inside another.
pub fn svg(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let path = kwargs.must_get::<&str>("path")?;
    let Some(bytes) = slot.ask(&DrawingBytes(path)) else {
        return Err(Error::message(format!("there is no drawing \"{path}\" in the site or the theme")));
    };
    let text = String::from_utf8_lossy(&bytes);
    let document = Document::parse(&text)
        .map_err(|error| Error::message(format!("the drawing \"{path}\" cannot be read as SVG: {error}")))?;
    let mut given = Vec::new();
    for name in ["x", "y", "width", "height"] {
        given.extend(kwargs.get::<f64>(name)?.map(|value| (name, value)));
    }
    Ok(Value::safe_string(&placed(&text, document.root_element(), &given)))
}

/// The root of a drawing with another place and size, around what stands in it.
fn placed(text: &str, root: Node, given: &[(&str, f64)]) -> String {
    let mut out = String::from("<svg");
    for space in root.namespaces() {
        let name = space.name().filter(|name| *name != "xml").map(|name| format!(":{name}")).unwrap_or_default();
        if space.name() != Some("xml") {
            out += &format!(" xmlns{name}=\"{}\"", escaped(space.uri()));
        }
    }
    // Without a view box of its own, a drawing would be cut instead of scaled.
    let length = |name: &str| root.attribute(name).map(|value| value.trim_end_matches("px"));
    if let (None, Some(width), Some(height)) = (root.attribute("viewBox"), length("width"), length("height")) {
        out += &format!(" viewBox=\"0 0 {} {}\"", escaped(width), escaped(height));
    }
    for attribute in root.attributes() {
        let replaced = given.iter().any(|(name, _)| *name == attribute.name());
        if attribute.namespace().is_none() && !replaced {
            out += &format!(" {}=\"{}\"", attribute.name(), escaped(attribute.value()));
        }
    }
    for (name, value) in given {
        out += &format!(" {name}=\"{value}\"");
    }
    let inside = root.first_child().zip(root.last_child());
    let inside = inside.and_then(|(first, last)| text.get(first.range().start..last.range().end)).unwrap_or_default();
    format!("{out}>{inside}</svg>")
}

pub(super) fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
