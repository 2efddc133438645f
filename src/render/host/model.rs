//! What a host is to do with the site, whichever host it is: one model that all writers and the preview read.

use super::asked::AskedSources;
use super::class::CacheClass;
use super::headers;
use super::pattern::HeaderRule;
use super::text::{encoded, plain, whole};
use vertebra_base::link::Link;
use vertebra_base::path::UrlPath;
use vertebra_media::compress::Method;
use vertebra_schema::config::HostTarget;
use vertebra_site::Site;
use vertebra_site::addresses::RedirectTarget as To;

/// Everything a host is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    pub target: HostTarget,
    /// `www.example.org`
    pub host: String,
    /// The path that the site is published under, such as `/guide`, or empty.
    pub base: String,
    /// Old addresses that lead on, in the order of the addresses.
    pub moved: Vec<RedirectRule>,
    /// Plain paths at which nothing is any more, with the path of the site.
    pub gone: Vec<String>,
    /// Headers of every answer, by their names.
    pub always: Vec<(String, String)>,
    /// Headers of some addresses. No header is there twice for one address.
    pub own: Vec<HeaderRule>,
    /// The copies that stand beside files.
    pub copies: Vec<Method>,
    /// Files whose names have no dot, as plain paths: they are no folders.
    pub bare_files: Vec<String>,
}

/// An old address and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectRule {
    /// A plain path, with the path of the site; ends in a slash, unless it is the address of a file.
    pub from: String,
    /// A path or a whole address, encoded, without fragment.
    pub to: String,
    /// Encoded, without `#`.
    pub fragment: Option<String>,
    /// 301, or 302 for what is only for a while.
    pub status: u16,
}

/// What a host answers at an old address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RedirectStatus {
    Moved { status: u16, location: String },
    Gone,
}

impl Model {
    /// The model of a site. `asked`: what its finished pages ask for.
    pub fn of(site: &Site, asked: &AskedSources) -> Self {
        let config = &site.config;
        let base = config.base_url.path.clone();
        let (mut moved, mut gone) = (Vec::new(), Vec::new());
        for redirect in site.redirects.each() {
            match &redirect.to {
                To::Gone => gone.push(format!("{base}{}", plain(redirect.from.as_str()))),
                to => moved.push(RedirectRule::new(&base, &redirect.from, to, redirect.status())),
            }
        }
        moved.sort_by(|a, b| a.from.cmp(&b.from));
        gone.sort();
        let bare = site.files.iter().filter(|file| file.is_published()).map(|file| file.url.as_str());
        let statics = site.theme.statics.keys().map(|name| format!("/{name}"));
        let is_bare = |path: &String| path.rsplit('/').next().is_some_and(|name| !name.contains('.'));
        let mut bare_files: Vec<String> =
            bare.map(str::to_owned).chain(statics).filter(is_bare).map(|path| format!("{base}{path}")).collect();
        bare_files.sort();
        bare_files.dedup();
        Model {
            target: config.deploy.target.value,
            host: config.base_url.host().to_owned(),
            moved,
            gone,
            always: headers::always(site, asked),
            own: headers::own(site),
            copies: config.precompress.clone(),
            bare_files,
            base,
        }
    }

    /// What is answered at a plain path. An old address of a folder is one without its slash, too: there is no folder
    /// any more to which a host could add it.
    pub fn answer(&self, path: &str, query: Option<&str>) -> Option<RedirectStatus> {
        let is = |from: &str| from == path || from.strip_suffix('/') == Some(path);
        if let Some(moved) = self.moved.iter().find(|moved| is(&moved.from)) {
            return Some(RedirectStatus::Moved { status: moved.status, location: moved.location(query) });
        }
        self.gone.iter().any(|from| is(from)).then_some(RedirectStatus::Gone)
    }

    /// The headers of an answer, by the plain path that was asked for and the status.
    pub fn headers(&self, path: &str, status: u16) -> Vec<(&str, &str)> {
        let own = self.own.iter().filter(|own| own.pattern.holds(path)).flat_map(|own| &own.headers);
        let mut all: Vec<_> =
            self.always.iter().chain(own).map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let class = match status {
            400.. => CacheClass::Error,
            _ => CacheClass::of(path.strip_prefix(self.base.as_str()).unwrap_or(path)),
        };
        if !all.iter().any(|(name, _)| name.eq_ignore_ascii_case("cache-control")) || class == CacheClass::Error {
            all.retain(|(name, _)| !name.eq_ignore_ascii_case("cache-control"));
            all.push(("Cache-Control", class.value()));
        }
        all
    }
}

impl RedirectRule {
    /// Takes an old address of the site, and where it leads.
    pub fn new(base: &str, from: &UrlPath, to: &To, status: u16) -> Self {
        let (to, fragment) = match to {
            To::Here { url, fragment } => (encoded(&format!("{base}{url}")), fragment.as_deref()),
            To::Outside(address) => {
                let link = Link::parse(address);
                (whole(&format!("{}{}", link.path, link.query)), link.fragment)
            }
            // Nothing is there to lead to: whoever asks gets the home page.
            To::Gone => (encoded(&format!("{base}/")), None),
        };
        let fragment = fragment.filter(|text| !text.is_empty()).map(encoded);
        RedirectRule { from: format!("{base}{}", plain(from.as_str())), to, fragment, status }
    }

    /// Whether it leads to the same address in other letters: what does not tell them apart would lead on for ever.
    pub fn is_of_case(&self) -> bool {
        plain(&self.to).to_lowercase() == self.from.to_lowercase()
    }

    /// The value of `Location`. What was asked behind the path goes along, unless the target asks something itself.
    pub fn location(&self, query: Option<&str>) -> String {
        let query = query.filter(|query| !query.is_empty()).map_or(String::new(), |query| format!("?{query}"));
        self.woven(&query)
    }

    /// The target with something in the place of the query.
    pub fn woven(&self, query: &str) -> String {
        let query = if self.to.contains('?') { "" } else { query };
        let fragment = self.fragment.as_ref().map_or(String::new(), |fragment| format!("#{fragment}"));
        format!("{}{query}{fragment}", self.to)
    }
}

/// The two ways in which an old address is asked for: `/old/` and `/old`; only one for the address of a file.
pub fn forms(from: &str) -> Vec<&str> {
    let bare = from.strip_suffix('/').filter(|bare| !bare.is_empty());
    std::iter::once(from).chain(bare).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_stand_before_fragments() {
        let from = UrlPath::new("/old/").unwrap();
        let to = |to: To| RedirectRule::new("/base", &from, &to, 301).location(Some("a=1"));
        let here = To::Here { url: UrlPath::new("/new/").unwrap(), fragment: Some("part two".to_owned()) };
        assert_eq!(to(here), "/base/new/?a=1#part%20two");
        assert_eq!(to(To::Outside("https://x.example/?b=2#c".to_owned())), "https://x.example/?b=2#c");
        assert_eq!(forms("/old/"), ["/old/", "/old"]);
        assert_eq!(forms("/old.html"), ["/old.html"]);
        assert_eq!(forms("/"), ["/"]);
    }
}
