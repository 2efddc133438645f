//! The functions that give templates files of the theme: addresses, hashes, drawings. Each logs the fact it answers.

use tera::{Error, Kwargs, TeraResult, Value};

use super::context::RenderContext;
use super::question::{Answer, Question};
use super::shared::RenderInput;
use super::values;
use vertebra_base::diagnostic::did_you_mean;
use vertebra_base::fingerprint::Fingerprinter;
use vertebra_site::deps::Dep;
use vertebra_site::{LookupScope, Site};
use vertebra_style::{Asset, DrawingUse};

/// A file of the theme, by the name that templates use.
pub struct CopiedThemeFile<'q>(pub &'q str);

/// Where it is published, and the file itself where it is published under its content.
pub struct PublishedFile<'s> {
    address: Option<&'s str>,
    asset: Option<&'s Asset>,
    /// The style sheet that it is put into.
    importer: Option<&'s str>,
}

impl Question for CopiedThemeFile<'_> {
    type Answer<'s> = PublishedFile<'s>;
    const SPOKEN: bool = false;

    fn fact(&self, _: &Site) -> Dep {
        Dep::Asset(self.0.to_owned())
    }

    fn answer<'s>(&self, shared: &'s RenderInput, _: LookupScope) -> PublishedFile<'s> {
        let name = self.0.trim_start_matches('/');
        let assets = &shared.site.assets;
        let (address, asset) = (shared.assets.get(name).map(String::as_str), assets.get(name));
        let sheet = shared.site.theme.styles.get(name).filter(|_| asset.is_none());
        let importer = sheet.and_then(|file| assets.each().find(|(_, it)| it.parts.contains(&file.source)));
        PublishedFile { address, asset, importer: importer.map(|(name, _)| name) }
    }
}

impl Answer for PublishedFile<'_> {
    fn print(&self, _: &RenderInput, all: &mut Fingerprinter) {
        all.optional(self.address).maybe(self.asset.map(|asset| asset.print)).optional(self.importer);
    }
}

/// `asset(path="main.css")`: the address of a style sheet or another file of the theme.
pub fn asset(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let path = kwargs.must_get::<&str>("path")?;
    let shared = &slot.shared;
    match slot.ask(&CopiedThemeFile(path)) {
        PublishedFile { address: Some(address), .. } => Ok(Value::from(values::internal(&shared.site.config, address))),
        PublishedFile { importer: Some(importer), .. } => Err(imported(path, importer)),
        _ => {
            let known = shared.assets.keys().map(String::as_str);
            Err(missing(
                path,
                "in styles, scripts, images, fonts or static",
                did_you_mean(path.trim_start_matches('/'), known),
            ))
        }
    }
}

/// `integrity(path="main.css")`: what a browser compares the file with before it uses it.
pub fn integrity(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let path = kwargs.must_get::<&str>("path")?;
    let asset = hashed(slot, path, |name| name.ends_with(".css") || name.ends_with(".js"))?;
    Ok(Value::from(asset.integrity()))
}

/// `inline_svg(path="images/spine.svg", title="The spine", class="wide")`: a drawing as markup.
pub fn inline_svg(slot: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let path = kwargs.must_get::<&str>("path")?;
    let words = |name| Ok::<_, Error>(kwargs.get::<&str>(name)?.unwrap_or_default());
    let (title, class) = (words("title")?, words("class")?);
    let asset = hashed(slot, path, |name| name.ends_with(".svg"))?;
    let drawing = asset
        .drawing()
        .map_err(|fault| Error::message(format!("the theme's file {path} cannot be included in a page: {fault}")))?;
    let number = {
        let mut current = slot.current();
        current.drawings += 1;
        current.drawings
    };
    Ok(Value::safe_string(&drawing.markup(&DrawingUse::new(number, title, class))))
}

/// A file that is published under its content, or what it may have been meant to be.
fn hashed<'a>(slot: &RenderContext<'a>, path: &str, such: impl Fn(&str) -> bool) -> TeraResult<&'a Asset> {
    let found = slot.ask(&CopiedThemeFile(path));
    found.asset.ok_or_else(|| {
        if let Some(importer) = found.importer {
            return imported(path, importer);
        }
        let known = slot.shared.site.assets.each().map(|(name, _)| name).filter(|name| such(name));
        missing(path, "in styles, scripts, images or fonts", did_you_mean(path, known))
    })
}

fn imported(path: &str, importer: &str) -> Error {
    let message = "has no address of its own, because another style sheet imports it";
    Error::message(format!("the style sheet \"{path}\" {message}; use the other one: \"{importer}\""))
}

fn missing(path: &str, places: &str, help: Option<String>) -> Error {
    let help = help.map(|help| format!("; {help}")).unwrap_or_default();
    Error::message(format!("the theme has no file \"{path}\" {places}{help}"))
}
