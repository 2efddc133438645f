//! What pages make browsers do, as a security policy can allow it: by directive, the sources that are asked for.
//!
//! Only what may be allowed: files of the site, hosts that `site.yaml` allows, pictures, fonts and recordings that stand in
//! the page, and code in the page where the theme says that it is to be known by its hash.
//!
//! Source of the words: W3C, Content Security Policy Level 3, section 6.

use std::collections::{BTreeMap, BTreeSet};

use vertebra_base::link::{BaseUrl, LinkPlace, place};
use vertebra_base::path::OutputPath;
use vertebra_html::{InlineCode, InlineKind, Load, LoadKind, PageFacts, of_styles};
use vertebra_schema::config::HostTarget;
use vertebra_site::Site;

/// This site, in the words of a policy.
pub const OWN: &str = "'self'";
/// All code that stands in pages.
pub const ALL_INLINE: &str = "'unsafe-inline'";

/// Sources by directive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskedSources(BTreeMap<&'static str, BTreeSet<String>>);

impl AskedSources {
    /// What a finished page asks for. `page` is the output in which it stands.
    pub fn of_page(facts: &PageFacts, page: &OutputPath, site: &Site) -> Self {
        let mut asked = AskedSources::default();
        facts.loads.iter().for_each(|load| asked.load(load, page, site));
        facts.inline.iter().for_each(|found| asked.inline(found, site));
        asked
    }

    /// What the site has, whatever its pages ask for: scripts may ask for more than can be read in a page.
    pub fn of_site(site: &Site) -> Self {
        let mut asked = AskedSources::default();
        asked.own("img-src");
        asked.own("form-action");
        let files = site.files.iter().filter(|file| file.is_published()).map(|file| file.url.as_str());
        let assets = site.assets.each().map(|(_, asset)| asset.output.as_str());
        for path in files.chain(assets).chain(site.theme.statics.keys().map(String::as_str)) {
            asked.file(path);
        }
        let manifest = OutputPath::new(vertebra_site::MANIFEST);
        if manifest.is_ok_and(|path| site.plan.owner(&path).is_some()) {
            asked.own("manifest-src");
        }
        let sheets = site.assets.each().filter(|(name, _)| name.ends_with(".css"));
        for (_, sheet) in sheets {
            let css = String::from_utf8_lossy(&sheet.bytes);
            for (url, kind) in of_styles(&css) {
                asked.load(&Load { url, kind, place: 0..0 }, &sheet.output, site);
            }
        }
        asked
    }

    fn own(&mut self, directive: &'static str) {
        self.add(directive, OWN.to_owned());
    }

    fn add(&mut self, directive: &'static str, source: String) {
        self.0.entry(directive).or_default().insert(source);
    }

    /// A file that is published, by its name.
    fn file(&mut self, path: &str) {
        let ending = path.rsplit('.').next().unwrap_or_default();
        match ending {
            "js" | "mjs" => {
                self.own("script-src");
                // What a script asks for is asked by scripts alone.
                self.own("connect-src");
            }
            "css" => self.own("style-src"),
            "woff2" | "woff" | "ttf" | "otf" => self.own("font-src"),
            "webmanifest" => self.own("manifest-src"),
            _ if is_recording(path) => self.own("media-src"),
            _ => {}
        }
    }

    fn load(&mut self, load: &Load, page: &OutputPath, site: &Site) {
        let Some(source) = source_of(&load.url, page, &site.config.base_url) else { return };
        let is_allowed = match source.strip_prefix("https://").or_else(|| source.strip_prefix("http://")) {
            Some(host) => site.config.checks.allows(host.split(':').next().unwrap_or_default()),
            // Where no policy is sent it works, but for what the checks take for unsafe.
            None if source == "data:" && !site.config.deploy.target.value.has_policy() => {
                !matches!(load.kind, LoadKind::Frame | LoadKind::Form)
            }
            None if source == "data:" => matches!(
                load.kind,
                LoadKind::Picture | LoadKind::Style | LoadKind::Icon | LoadKind::Font | LoadKind::Recording
            ),
            None => true,
        };
        if !is_allowed {
            return;
        }
        for directive in directives(load.kind) {
            self.add(directive, source.clone());
        }
        // A script that is let in talks to where it comes from.
        if load.kind == LoadKind::Script {
            self.add("connect-src", source.clone());
        }
        // Pages must agree to be shown in a frame, too.
        if source == OWN && matches!(load.kind, LoadKind::Frame | LoadKind::Object) {
            self.own("frame-ancestors");
        }
    }

    fn inline(&mut self, found: &InlineCode, site: &Site) {
        let Some(directive) = inline_directive(&found.kind) else { return };
        if site.config.deploy.target.value == HostTarget::None {
            // Nobody sends a policy that could block it.
            self.add(directive, ALL_INLINE.to_owned());
        } else if site.theme.hashes_inline && matches!(found.kind, InlineKind::Script | InlineKind::StyleSheet) {
            self.add(directive, hash(&found.text));
        }
    }

    /// Adds what others ask for.
    pub fn add_all(&mut self, others: &AskedSources) {
        for (directive, sources) in &others.0 {
            self.0.entry(directive).or_default().extend(sources.iter().cloned());
        }
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether files of the site are asked for by a directive.
    pub fn has_own(&self, directive: &str) -> bool {
        self.0.get(directive).is_some_and(|sources| sources.contains(OWN))
    }

    /// Whether all that others ask for is asked for here.
    pub fn holds(&self, others: &AskedSources) -> bool {
        let has = |directive: &str, source: &String| self.0.get(directive).is_some_and(|it| it.contains(source));
        others.0.iter().all(|(directive, sources)| sources.iter().all(|source| has(directive, source)))
    }

    /// The sources of a directive.
    pub fn sources(&self, directive: &str) -> impl Iterator<Item = &str> {
        self.0.get(directive).into_iter().flatten().map(String::as_str)
    }
}

/// The directives that must allow a thing.
pub fn directives(kind: LoadKind) -> &'static [&'static str] {
    match kind {
        LoadKind::Script => &["script-src"],
        LoadKind::Picture | LoadKind::Style | LoadKind::Icon => &["img-src"],
        LoadKind::Frame => &["frame-src"],
        // Browsers differ in which of the two they ask.
        LoadKind::Object => &["object-src", "frame-src"],
        LoadKind::Recording => &["media-src"],
        LoadKind::Form => &["form-action"],
        LoadKind::StyleSheet | LoadKind::StyleImport => &["style-src"],
        LoadKind::Font => &["font-src"],
        LoadKind::Manifest => &["manifest-src"],
        LoadKind::Data => &["connect-src"],
        LoadKind::File => &[],
    }
}

/// The directive that must allow code in a page; none for what none can allow.
pub fn inline_directive(kind: &InlineKind) -> Option<&'static str> {
    match kind {
        InlineKind::Script | InlineKind::Handler(_) => Some("script-src"),
        InlineKind::StyleSheet | InlineKind::Style => Some("style-src"),
        InlineKind::Base => None,
    }
}

/// Code in the words of a policy.
pub fn hash(text: &str) -> String {
    format!("'{}'", vertebra_style::sha384(text.as_bytes()))
}

/// Where an address is, in the words of a policy; none where nobody is asked.
pub fn source_of(url: &str, page: &OutputPath, base: &BaseUrl) -> Option<String> {
    let small = url.trim_start().get(..5).unwrap_or_default().to_ascii_lowercase();
    match place(url, page, base) {
        LinkPlace::Here(_) | LinkPlace::Beside(_) => Some(OWN.to_owned()),
        // The same host without the lock is asked with it.
        LinkPlace::Host(host) if host == base.host() => Some(OWN.to_owned()),
        LinkPlace::Host(host) => {
            let is_open = base.origin.starts_with("http://") && small == "http:";
            Some(format!("{}://{host}", if is_open { "http" } else { "https" }))
        }
        LinkPlace::Nowhere => (small == "data:").then(|| "data:".to_owned()),
    }
}

/// Whether a file is a recording, by the media type of its name.
fn is_recording(path: &str) -> bool {
    let kind = mime_guess::from_path(path).first_raw().unwrap_or_default();
    kind.starts_with("video/") || kind.starts_with("audio/") || path.ends_with(".vtt")
}
