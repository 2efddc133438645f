//! The function `picture`: what an element that shows a picture needs.

use tera::{Error, Kwargs, Map, TeraResult, Value};

use super::context::RenderContext;
use super::question::{Answer, Question};
use super::shared::RenderInput;
use super::values::{internal, put};
use vertebra_base::diagnostic::nearest;
use vertebra_base::fingerprint::Fingerprinter;
use vertebra_base::link::Link;
use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_media::image_file::{ImageKind, VariantFormat};
use vertebra_site::deps::Dep;
use vertebra_site::{LookupScope, Site, SiteFile};

/// The width that a browser takes which cannot choose.
const USUAL: u32 = 800;

/// What a picture is and in which forms it is published, by the path of its file or an address; there may be none.
pub struct Picture<'q>(pub &'q str);

impl Question for Picture<'_> {
    type Answer<'s> = Option<Pictured<'s>>;
    const SPOKEN: bool = false;

    fn fact(&self, _: &Site) -> Dep {
        Dep::Picture(self.0.to_owned())
    }

    fn answer<'s>(&self, shared: &'s RenderInput, _: LookupScope) -> Option<Pictured<'s>> {
        find(&shared.site, self.0).map(Pictured)
    }
}

/// The file of a picture, whose forms are shown.
pub struct Pictured<'s>(pub &'s SiteFile);

impl Answer for Pictured<'_> {
    fn print(&self, _: &RenderInput, all: &mut Fingerprinter) {
        let file = self.0;
        all.text(file.source.as_str()).text(file.url.as_str()).flag(file.used.shown);
        all.maybe(file.picture().map(|picture| picture.print));
    }
}

/// `picture(src="room.jpg", sizes="100vw")`: what an `img` or `picture` element needs. `src` is a file beside the page,
/// or a path or address from the top.
pub fn picture(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let src = kwargs.must_get::<&str>("src")?;
    let sizes = kwargs.get::<&str>("sizes")?;
    let shared = slot.shared;
    let src = &*shared.site.config.base_url.local(src);
    let link = Link::parse(src);
    let mut value = if link.is_elsewhere() {
        outside(src)
    } else {
        match names(slot, src).into_iter().find_map(|name| slot.ask(&Picture(&name))) {
            Some(Pictured(file)) => value(&shared.site, file),
            None if kwargs.get::<bool>("optional")?.unwrap_or(false) => return Ok(Value::none()),
            None => return Err(none_such(&shared.site, src)),
        }
    };
    put(&mut value, "sizes", sizes);
    Ok(Value::from(value))
}

/// What a name may mean, the nearest first: addresses, and paths inside the site.
fn names(slot: &RenderContext, src: &str) -> Vec<String> {
    let site = &slot.shared.site;
    let src = &*Link::parse(src).decoded_path();
    let top = SourcePath::new(vertebra_schema::config::FILE);
    if src.starts_with('/') {
        let address = site.config.base_url.inside(src).unwrap_or(src).to_owned();
        return std::iter::once(address).chain(top.file_named(src)).collect();
    }
    let page = slot.current().page.map(|id| site.page(id).page.source.clone());
    let beside = page.and_then(|source| source.file_named(src));
    let inside = src.strip_prefix("content/").unwrap_or(src);
    beside.into_iter().chain(top.file_named(inside)).collect()
}

fn find<'s>(site: &'s Site, name: &str) -> Option<&'s SiteFile> {
    if name.starts_with('/') { site.picture(name) } else { site.file(name).filter(|file| file.looked.is_some()) }
}

fn none_such(site: &Site, src: &str) -> Error {
    let names = site.files.iter().filter(|file| file.looked.is_some()).filter_map(|file| file.source.in_content());
    let help = nearest(src.trim_start_matches('/'), names).map(|near| format!("did you mean \"{near}\"?"));
    let help = help.unwrap_or_else(|| "write the path of an image in content/".to_owned());
    Error::message(format!("there is no image \"{src}\"; {help}"))
}

/// A picture as templates read it.
pub fn value(site: &Site, file: &SiteFile) -> Map {
    let forms = file.forms();
    let address = |path: &OutputPath| internal(&site.config, path.url().as_str());
    let is_own = |form: VariantFormat| {
        form != VariantFormat::WebP || file.picture().is_some_and(|picture| picture.kind == ImageKind::WebP)
    };
    let own: Vec<_> = forms.iter().filter(|(form, _)| is_own(form.form)).collect();
    let usual = own.iter().rev().find(|(form, _)| form.width <= USUAL).or(own.first());
    let mut map = Map::new();
    put(&mut map, "src", usual.map_or_else(|| internal(&site.config, file.url.as_str()), |(_, path)| address(path)));
    let size = file.picture().map(|picture| picture.size()).filter(|(width, height)| *width > 0 && *height > 0);
    // The width and height that the source names are those of one of the forms; browsers only need their ratio.
    let size = usual.map(|(form, _)| (form.width, form.height)).filter(|(width, _)| *width > 0).or(size);
    put(&mut map, "width", size.map(|(width, _)| width));
    put(&mut map, "height", size.map(|(_, height)| height));
    put(&mut map, "natural_width", file.picture().map(|picture| picture.size().0).filter(|width| *width > 0));
    let set = |such: &dyn Fn(VariantFormat) -> bool| {
        let parts = forms.iter().filter(|(form, _)| such(form.form) && form.form != VariantFormat::Kept);
        let parts: Vec<_> = parts.map(|(form, path)| format!("{} {}w", address(path), form.width)).collect();
        parts.join(", ")
    };
    let srcset = set(&is_own);
    put(&mut map, "srcset", (!srcset.is_empty()).then_some(srcset));
    let webp = set(&|form| !is_own(form));
    let mut sources = Vec::new();
    if !webp.is_empty() {
        let mut source = Map::new();
        put(&mut source, "type", "image/webp");
        put(&mut source, "srcset", webp);
        sources.push(Value::from(source));
    }
    put(&mut map, "sources", sources);
    map
}

/// A picture of another site, of which nothing is known.
fn outside(src: &str) -> Map {
    let mut map = Map::new();
    put(&mut map, "src", src);
    for name in ["width", "height", "natural_width", "srcset"] {
        put(&mut map, name, Value::none());
    }
    put(&mut map, "sources", Vec::<Value>::new());
    map
}
