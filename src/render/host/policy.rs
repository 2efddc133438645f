//! The security policy of a site: browsers may load what the site has, from where it has it, and nothing else.
//!
//! Source of the words: W3C, Content Security Policy Level 3.

use vertebra_base::path::OutputPath;
use vertebra_schema::config::HostTarget;
use vertebra_site::Site;

/// Endings of what `media-src` speaks of.
const MEDIA: [&str; 8] = ["mp4", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "vtt"];

/// The policy as the value of its header.
pub fn policy(site: &Site) -> String {
    join(directives(site))
}

/// The policy as a page can carry it itself, for hosts that send no headers; without what browsers heed in headers only
/// (section 3.2 of the source). Nothing for other hosts: one policy is enough.
pub fn meta_policy(site: &Site) -> Option<String> {
    if site.config.deploy.target.value != HostTarget::GithubPages {
        return None;
    }
    Some(join(directives(site).into_iter().filter(|(name, _)| name != "frame-ancestors").collect()))
}

fn join(directives: Vec<(String, Vec<String>)>) -> String {
    let one = |(name, sources): (String, Vec<String>)| match sources.is_empty() {
        true => name,
        false => format!("{name} {}", sources.join(" ")),
    };
    directives.into_iter().map(one).collect::<Vec<_>>().join("; ")
}

fn directives(site: &Site) -> Vec<(String, Vec<String>)> {
    let headers = &site.config.deploy.headers;
    let uses = Uses::of(site);
    let own = || vec!["'self'".to_owned()];
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    let mut allow = |name: &str, used: bool| {
        if used {
            all.push((name.to_owned(), own()));
        }
    };
    // What a script may ask for is asked by scripts alone.
    allow("script-src", uses.scripts);
    allow("style-src", uses.styles);
    allow("img-src", true);
    allow("font-src", uses.fonts);
    allow("media-src", uses.media);
    allow("connect-src", uses.scripts);
    allow("manifest-src", uses.manifest);
    allow("form-action", true);
    let mut default = vec!["'none'".to_owned()];
    for (name, sources) in &headers.policy {
        match all.iter_mut().find(|(known, _)| known == name) {
            _ if name == "default-src" => default.clone_from(sources),
            Some((_, known)) => known.extend(sources.iter().filter(|source| *source != "'self'").cloned()),
            None => all.push((name.clone(), sources.clone())),
        }
    }
    all.iter_mut().for_each(|(_, sources)| {
        // `'none'` beside another source means nothing, and alone it is what was asked for.
        if sources.iter().any(|source| source == "'none'") {
            *sources = vec!["'none'".to_owned()];
        }
    });
    all.insert(0, ("default-src".to_owned(), default));
    all.push(("base-uri".to_owned(), vec!["'none'".to_owned()]));
    let frames = headers.frame_ancestors.clone().unwrap_or_else(|| "'none'".to_owned());
    all.push(("frame-ancestors".to_owned(), vec![frames]));
    if site.config.base_url.origin.starts_with("https://") {
        all.push(("upgrade-insecure-requests".to_owned(), Vec::new()));
    }
    all
}

/// What a site has that browsers load.
struct Uses {
    scripts: bool,
    styles: bool,
    fonts: bool,
    media: bool,
    manifest: bool,
}

impl Uses {
    fn of(site: &Site) -> Self {
        let mut uses = Uses { scripts: false, styles: false, fonts: false, media: false, manifest: false };
        let files = site.files.iter().filter(|file| file.is_published()).map(|file| file.url.as_str());
        let assets = site.assets.each().map(|(_, asset)| asset.output.as_str());
        for path in files.chain(assets).chain(site.theme.statics.keys().map(String::as_str)) {
            match path.rsplit('.').next().unwrap_or_default() {
                "js" | "mjs" => uses.scripts = true,
                "css" => uses.styles = true,
                "woff2" | "woff" | "ttf" | "otf" => uses.fonts = true,
                "webmanifest" => uses.manifest = true,
                ending => uses.media |= MEDIA.contains(&ending),
            }
        }
        let manifest = OutputPath::new(vertebra_site::MANIFEST);
        uses.manifest |= manifest.is_ok_and(|path| site.plan.owner(&path).is_some());
        uses
    }
}
