//! Pictures: what templates learn of one, and the bytes of each of its forms.

use std::rc::Rc;

use tera::{Error, Kwargs, Map, TeraResult, Value};

use super::slot::Slot;
use super::values::{internal, put};
use super::worker::{Rendered, Worker};
use vertebra_base::diagnostic::{Diagnostic, nearest};
use vertebra_base::fingerprint::Fingerprinter;
use vertebra_base::link::Link;
use vertebra_base::output::{Bytes, Output};
use vertebra_base::path::{OutputPath, join};
use vertebra_media::picture::{self, Fault, Form, Kind, Master, Picture, Variant};
use vertebra_site::plan::Planned;
use vertebra_site::track::Fact;
use vertebra_site::{Site, SiteFile};

/// The width that a browser takes which cannot choose.
const USUAL: u32 = 800;

/// `picture(src="room.jpg", sizes="100vw")`: what an `img` or `picture` element needs. `src` is a file beside the page,
/// or a path or address from the top.
pub fn picture(slot: &Slot, kwargs: &Kwargs) -> TeraResult<Value> {
    let src = kwargs.must_get::<&str>("src")?;
    let sizes = kwargs.get::<&str>("sizes")?;
    let shared = slot.shared;
    let link = Link::parse(src);
    let mut value = if link.is_elsewhere() {
        outside(src)
    } else {
        let found = names(slot, src).into_iter().find_map(|name| {
            slot.log(Fact::Picture(name.clone()));
            find(&shared.site, &name)
        });
        match found {
            Some(file) => value(&shared.site, file),
            None if kwargs.get::<bool>("optional")?.unwrap_or(false) => return Ok(Value::none()),
            None => return Err(none_such(&shared.site, src)),
        }
    };
    put(&mut value, "sizes", sizes);
    Ok(Value::from(value))
}

/// What a name may mean, the nearest first: addresses, and paths inside the site.
fn names(slot: &Slot, src: &str) -> Vec<String> {
    let site = &slot.shared.site;
    let src = &*Link::parse(src).decoded_path();
    if let Some(inside) = src.strip_prefix('/') {
        let address = site.config.base_url.inside(src).unwrap_or(src).to_owned();
        return vec![address, format!("content/{inside}")];
    }
    let page = slot.current().page.map(|id| site.page(id).page.source.clone());
    let beside = page.and_then(|source| join(source.folder(), src));
    let inside = src.strip_prefix("content/").unwrap_or(src);
    beside.into_iter().chain([format!("content/{inside}")]).collect()
}

fn find<'s>(site: &'s Site, name: &str) -> Option<&'s SiteFile> {
    if name.starts_with('/') { site.picture(name) } else { site.file(name).filter(|file| file.looked.is_some()) }
}

fn none_such(site: &Site, src: &str) -> Error {
    let names = site.files.iter().filter(|file| file.looked.is_some()).filter_map(|file| file.source.in_content());
    let help = nearest(src.trim_start_matches('/'), names).map(|near| format!("did you mean \"{near}\"?"));
    let help = help.unwrap_or_else(|| "write the path of a picture inside content".to_owned());
    Error::message(format!("there is no picture \"{src}\"; {help}"))
}

/// The fingerprint of all that `value` tells.
pub fn print(all: &mut Fingerprinter, site: &Site, name: &str) {
    let Some(file) = find(site, name) else { return };
    all.text(file.source.as_str()).text(file.url.as_str()).flag(file.used.shown);
    all.maybe(file.picture().map(|picture| picture.print));
}

/// The form for programs that show links, and for those that know no other: the largest in the picture's own kind.
pub fn plain(file: &SiteFile) -> Option<OutputPath> {
    plain_form(file).map(|(_, path)| path)
}

/// Width and height of that form; of the file, where there is none.
pub fn plain_size(file: &SiteFile) -> Option<(u32, u32)> {
    let size = plain_form(file).map(|(form, _)| (form.width, form.height)).or_else(|| Some(file.picture()?.size()));
    size.filter(|(width, height)| *width > 0 && *height > 0)
}

fn plain_form(file: &SiteFile) -> Option<(Variant, OutputPath)> {
    let forms = file.forms();
    let own = forms.iter().rev().find(|(form, _)| form.form != Form::WebP);
    own.or(forms.last()).cloned()
}

/// A picture as templates read it.
pub fn value(site: &Site, file: &SiteFile) -> Map {
    let forms = file.forms();
    let address = |path: &OutputPath| internal(&site.config, path.url().as_str());
    let is_own = |form: Form| form != Form::WebP || file.picture().is_some_and(|picture| picture.kind == Kind::WebP);
    let own: Vec<_> = forms.iter().filter(|(form, _)| is_own(form.form)).collect();
    let usual = own.iter().rev().find(|(form, _)| form.width <= USUAL).or(own.first());
    let mut map = Map::new();
    put(&mut map, "src", usual.map_or_else(|| internal(&site.config, file.url.as_str()), |(_, path)| address(path)));
    let size = file.picture().map(Picture::size).filter(|(width, height)| *width > 0 && *height > 0);
    // The width and height that the source names are those of one of the forms; browsers only need their ratio.
    let size = usual.map(|(form, _)| (form.width, form.height)).filter(|(width, _)| *width > 0).or(size);
    put(&mut map, "width", size.map(|(width, _)| width));
    put(&mut map, "height", size.map(|(_, height)| height));
    put(&mut map, "natural_width", file.picture().map(|picture| picture.size().0).filter(|width| *width > 0));
    let set = |such: &dyn Fn(Form) -> bool| {
        let parts = forms.iter().filter(|(form, _)| such(form.form) && form.form != Form::Kept);
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

impl Worker<'_> {
    /// A file under its own name. A picture goes without what cameras write into it.
    pub fn file(&self, at: usize, planned: &Planned) -> Rendered {
        let file = &self.shared.site.files[at];
        let bytes = match file.picture() {
            Some(picture) => picture::strip(picture, &file.bytes).map(Bytes::Made),
            None => Ok(Bytes::Read(file.bytes.clone())),
        };
        self.made(file, bytes, planned)
    }

    /// One form of a picture: as it was kept, or made now.
    pub fn form(&self, at: usize, number: usize, planned: &Planned) -> Rendered {
        let file = &self.shared.site.files[at];
        let forms = file.forms();
        let bytes = match (file.picture(), forms.get(number)) {
            (Some(picture), Some((form, _))) => self.shared.store.get_or_make(form.key(picture), || {
                picture::encode(picture, &file.bytes, *form, || self.decoded(picture, &file.bytes))
            }),
            _ => Err(Fault::Broken(String::new())),
        };
        self.made(file, bytes.map(Bytes::Made), planned)
    }

    fn made(&self, file: &SiteFile, bytes: Result<Bytes, Fault>, planned: &Planned) -> Rendered {
        let facts = vec![Fact::File(file.source.clone()), Fact::Place(planned.output.clone())];
        match bytes {
            Ok(bytes) => {
                let output = Some(Output { path: planned.output.clone(), bytes });
                Rendered { output, facts, diagnostics: Vec::new() }
            }
            Err(fault) => {
                let diagnostics: Vec<Diagnostic> = vec![vertebra_site::broken(&self.shared.site, file, &fault)];
                Rendered { output: None, facts, diagnostics }
            }
        }
    }

    /// The pixels of a picture; those of the last one are still at hand.
    fn decoded(&self, picture: &Picture, bytes: &[u8]) -> Result<Rc<Master>, Fault> {
        if let Some((print, master)) = &*self.decoded.borrow()
            && *print == picture.print
        {
            return Ok(master.clone());
        }
        // What is not needed any more is let go of before the next is decoded.
        self.decoded.replace(None);
        let master = Rc::new(picture::master(picture, bytes)?);
        self.decoded.replace(Some((picture.print, master.clone())));
        Ok(master)
    }
}
