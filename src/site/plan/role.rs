//! What a job makes, by names that mean the same in every build: never a place in a list.

use super::model::{Job, Planned};
use crate::addresses::RedirectTarget;
use crate::model::PageId;
use crate::site::Site;
use crate::social_cards::ICONS;

impl Planned {
    /// What is made, by names that mean the same in every build.
    pub fn role(&self, site: &Site) -> String {
        let page = |id: PageId| match &site.page(id).hidden {
            None => site.page(id).page.source.to_string(),
            Some(hidden) => format!("{} ({})", site.page(id).page.source, hidden.reason()),
        };
        let term = |at: usize| site.config.taxonomies[site.terms[at].taxonomy].name.as_str();
        match &self.job {
            Job::Page(id) => format!("page {}", page(*id)),
            Job::List(id, number) => {
                let section = site.section(*id);
                format!("list {} {number} {:?}", section.name, section.index.map(page))
            }
            Job::Taxonomy(at) => {
                let all = &site.terms[*at];
                format!("taxonomy {} {} {:?}", term(*at), site.config.tag(all.lang), all.page.map(page))
            }
            Job::Term(at, place, number) => {
                let place = &site.terms[*at].terms[*place];
                let language = site.config.tag(site.terms[*at].lang);
                format!("term {} {language} {} {number} {:?}", term(*at), place.slug, place.page.map(page))
            }
            Job::NotFound => "not found".to_owned(),
            Job::Feed(lang, section, format) => {
                let of = section.map(|id| &site.section(id).name);
                format!("feed {} {of:?} {}", site.config.tag(*lang), format.file_name())
            }
            Job::Sitemap(part) => format!("sitemap {part}"),
            Job::SitemapIndex => "sitemap index".to_owned(),
            Job::Robots => "robots".to_owned(),
            Job::Llms => "llms".to_owned(),
            Job::Twin(id) => format!("twin {}", page(*id)),
            Job::Alias(at) => match site.redirects.get(*at).map(|redirect| &redirect.to) {
                Some(RedirectTarget::Here { url, fragment }) => {
                    format!("alias {url} {fragment:?} {:?}", site.find(url.as_str()).map(page))
                }
                to => format!("alias {to:?}"),
            },
            Job::File(at) => format!("file {}", site.files[*at].source),
            Job::Picture(at, number) => format!("picture {} {number}", site.files[*at].source),
            Job::Static(name) => format!("static {name} {}", site.theme.statics[name].source),
            Job::Asset(name) => format!("asset {name}"),
            Job::SocialCard(id) => format!("social card {}", page(*id)),
            Job::Icon(at) => format!("icon {} {:?}", ICONS[*at].0, site.icon().map(|icon| icon.source)),
            Job::Manifest => "manifest".to_owned(),
            Job::Search => "search".to_owned(),
            Job::Host(name) => format!("host {} {name}", site.config.deploy.target.value.name()),
        }
    }
}
