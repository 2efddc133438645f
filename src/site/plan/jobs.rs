//! Which outputs a site has, one kind after the other. Who comes first has an address that two want.

use std::collections::{HashMap, HashSet};

use super::model::{Job, Owner, Plan, Planned};
use super::programs::{self, LLMS, feeds, formats, has_llms, sitemap_name, sitemap_parts, twins};
use crate::addressed::Addressed;
use crate::model::{PageId, SectionId};
use crate::searched;
use crate::social_cards::{ICONS, MANIFEST};
use vertebra_base::path::{OutputPath, SourcePath, UrlPath};
use vertebra_schema::config::host_files;

/// Plans every output of a site but those that hang on links, and the pages at old addresses.
pub fn plan(site: &Addressed) -> Plan {
    let mut jobs = Jobs { site, plan: Plan::default(), hidden: Vec::new() };
    jobs.plan.places.reserve(site.pages.len() * 2);
    jobs.pages();
    jobs.terms();
    jobs.sections();
    jobs.files();
    jobs.built_in();
    jobs.copies();
    jobs.drawn();
    for name in host_files(&site.config.deploy) {
        jobs.made(Job::Host(name), name, format!("what {} reads", site.config.deploy.target.value.title()));
    }
    let Jobs { mut plan, hidden, .. } = jobs;
    let mut taken = HashSet::new();
    let is_free = |planned: &Planned| plan.get(&planned.output).is_none() && taken.insert(planned.output.folded());
    plan.hidden = hidden.into_iter().filter(is_free).collect();
    plan
}

/// The plan while it grows.
struct Jobs<'a> {
    site: &'a Addressed,
    plan: Plan,
    hidden: Vec<Planned>,
}

impl Jobs<'_> {
    fn add(&mut self, published: bool, job: Job, output: OutputPath, owner: Owner) {
        let planned = Planned { job, output, owner };
        match published {
            true => self.plan.add(planned),
            false => self.hidden.push(planned),
        }
    }

    /// Adds what Vertebra makes under a name of its own.
    fn made(&mut self, job: Job, path: &str, words: String) {
        // A name that cannot be an address is told where it is written.
        if let Ok(output) = OutputPath::new(path) {
            self.add(true, job, output, Owner::List(words));
        }
    }

    /// Every page: for itself, or as the text of a list, which is then made at its address.
    fn pages(&mut self) {
        let site = self.site;
        let mut lists: HashMap<PageId, Job> = HashMap::new();
        for (section, id) in site.sections.iter().zip((0..).map(SectionId)) {
            section.index.into_iter().for_each(|page| _ = lists.insert(page, Job::List(id, 1)));
        }
        // Where a folder holds the text of a term, what readers look for is the term's list.
        for (at, all) in site.terms.iter().enumerate() {
            for (place, term) in all.terms.iter().enumerate().filter(|(_, term)| term.published) {
                term.page.into_iter().for_each(|id| _ = lists.insert(id, Job::Term(at, place, 1)));
            }
        }
        for (at, all) in site.terms.iter().enumerate().filter(|(_, all)| all.is_published()) {
            all.page.into_iter().for_each(|id| _ = lists.insert(id, Job::Taxonomy(at)));
        }
        for (page, id) in site.pages.iter().zip(site.ids()) {
            let job = lists.get(&id).cloned().unwrap_or(Job::Page(id));
            self.add(page.is_published(), job, page.url.output(), Owner::Page(page.page.source.clone()));
        }
    }

    fn terms(&mut self) {
        for (at, all) in self.site.terms.iter().enumerate() {
            let name = &self.site.config.taxonomies[all.taxonomy].name;
            let words = || format!("the list of all {name}");
            self.list((all.is_published(), Job::Taxonomy(at)), &all.url, all.page, &words);
            for (place, term) in all.terms.iter().enumerate() {
                let words = || format!("the list of pages with \"{}\" in {name}", term.name);
                self.list((term.published, Job::Term(at, place, 1)), &term.url, term.page, &words);
                for number in 2..=term.list_pages() {
                    let published = term.published && number <= term.published_list_pages();
                    let job = Job::Term(at, place, number);
                    self.list((published, job), &numbered(&term.url, number), None, &words);
                }
            }
        }
    }

    fn sections(&mut self) {
        let site = self.site;
        let mut lists: HashSet<&UrlPath> = site.terms.iter().map(|all| &all.url).collect();
        lists.extend(site.terms.iter().flat_map(|all| &all.terms).filter(|term| term.published).map(|term| &term.url));
        for (section, id) in site.sections.iter().zip((0..).map(SectionId)) {
            if lists.contains(&section.url) {
                continue;
            }
            let words = || format!("the list of {}", section.name);
            self.list((section.published, Job::List(id, 1)), &section.url, section.index, &words);
            for number in 2..=section.list_pages() {
                let published = section.published && number <= section.published_list_pages();
                let words = || format!("page {number} of {}", section.name);
                self.list((published, Job::List(id, number)), &numbered(&section.url, number), None, &words);
            }
        }
    }

    /// A list, unless a published page stands there as its text.
    fn list(&mut self, (published, job): (bool, Job), url: &UrlPath, page: Option<PageId>, words: &dyn Fn() -> String) {
        if !page.is_some_and(|id| self.site.page(id).is_published()) {
            self.add(published, job, url.output(), Owner::List(words()));
        }
    }

    /// Files of the site, then those of the theme.
    fn files(&mut self) {
        let site = self.site;
        for (at, file) in site.files.iter().enumerate() {
            self.add(true, Job::File(at), file.url.output(), Owner::File(file.source.clone()));
        }
        for (name, file) in &site.theme.statics {
            let Ok(output) = OutputPath::new(name) else { continue };
            self.add(true, Job::Static(name.clone()), output, Owner::Theme(file.source.clone()));
        }
        for (name, asset) in site.assets.each() {
            let source = asset.parts.first().cloned().unwrap_or_else(|| SourcePath::new(name));
            self.add(true, Job::Asset(name.to_owned()), asset.output.clone(), Owner::Theme(source));
        }
    }

    /// The not-found page, feeds, the sitemap, and what else has one name in every site.
    fn built_in(&mut self) {
        let site = self.site;
        let mut add = |job: Job, name: &str| self.made(job, name, format!("the built-in {name}"));
        match sitemap_parts(site) {
            0 => {}
            1 => add(Job::Sitemap(0), "sitemap.xml"),
            parts => {
                add(Job::SitemapIndex, "sitemap.xml");
                (0..parts).for_each(|part| add(Job::Sitemap(part), &sitemap_name(part)));
            }
        }
        add(Job::Robots, "robots.txt");
        let is_not_found = |id: PageId| {
            let page = site.page(id);
            page.is_published() && page.lang.is_first() && site.is_not_found(id)
        };
        if !site.ids().any(is_not_found) {
            add(Job::NotFound, "404.html");
        }
        for (lang, section, url) in feeds(site) {
            for format in formats(site) {
                let folder = url.as_str().trim_start_matches('/');
                add(Job::Feed(lang, section, format), &format!("{folder}{}", format.file_name()));
            }
        }
        if has_llms(site) {
            add(Job::Llms, LLMS);
        }
    }

    /// Pages as Markdown, and the file that names the parts of the search index, beside each page of search.
    fn copies(&mut self) {
        let site = self.site;
        for id in twins(site) {
            let url = &site.page(id).url;
            let path = programs::twin_url(url);
            self.made(Job::Twin(id), path.trim_start_matches('/'), format!("the Markdown of {url}"));
        }
        for output in site.pages.iter().filter(|page| searched::is_home(page)).filter_map(searched::file_beside) {
            self.add(true, Job::Search, output, Owner::List("the search index".to_owned()));
        }
    }

    /// The outputs that are drawn, and the manifest that lists icons.
    fn drawn(&mut self) {
        let site = self.site;
        if site.icon().is_some() {
            for (at, (name, _)) in ICONS.iter().enumerate() {
                self.made(Job::Icon(at), name, format!("the built-in {name}"));
            }
            self.made(Job::Manifest, MANIFEST, format!("the built-in {MANIFEST}"));
        }
        for (page, id) in site.pages.iter().zip(site.ids()) {
            if let Some(output) = site.card_wanted(page) {
                self.add(true, Job::SocialCard(id), output, Owner::Card(page.page.source.clone()));
            }
        }
    }
}

/// The address of a later page of a list: `/guides/` and 2 give `/guides/page/2/`.
pub fn numbered(url: &UrlPath, number: usize) -> UrlPath {
    if number <= 1 {
        return url.clone();
    }
    url.join_page(&format!("page/{number}")).unwrap_or_else(|_| url.clone())
}
