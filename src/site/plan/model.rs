//! A planned output: the job that makes it, the file that it becomes, who wants it there; and the list of all of them, in
//! which each address stands once.

use std::collections::HashMap;

use crate::addresses::{self, Redirect, RedirectTarget};
use crate::model::{PageId, SectionId};
use vertebra_base::path::{OutputPath, SourcePath, UrlPath};
use vertebra_schema::config::Lang;

/// One output to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    Page(PageId),
    /// A page of a section's list, from 1; the first one is the section's own page.
    List(SectionId, usize),
    /// The list of all terms of a taxonomy, by its place in `Site::terms`.
    Taxonomy(usize),
    /// A page of a term's list: taxonomy, term, number from 1.
    Term(usize, usize, usize),
    /// The not-found page of a site that has none of its own.
    NotFound,
    /// A feed of a whole language or of one of its sections.
    Feed(Lang, Option<SectionId>, FeedFormat),
    /// A part of the sitemap, from 0.
    Sitemap(usize),
    /// The list of the sitemap's parts.
    SitemapIndex,
    Robots,
    /// The site in short, for programs: `llms.txt`.
    Llms,
    /// The text of a page as Markdown.
    Twin(PageId),
    /// A page at an old address that leads on, by its place in `Site::redirects`.
    Alias(usize),
    /// A file beside the pages, by its place in `Site::files`.
    File(usize),
    /// A form of a picture: the place of its file in `Site::files`, and its own among the forms.
    Picture(usize, usize),
    /// A file of the theme's `static` folder, by its name.
    Static(String),
    /// A style sheet, script, picture or font of the theme, by the name that templates use.
    Asset(String),
    /// The picture that links to a page show where it is shared.
    SocialCard(PageId),
    /// A form of the site's icon, by its place in `ICONS`.
    Icon(usize),
    /// The web manifest.
    Manifest,
    /// A file of the search index, by its path.
    Search,
    /// A file that the host reads, or that is for those who look after it, by its name in `config::host_files`.
    Host(&'static str),
}

/// How a feed is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedFormat {
    /// RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// The name of the feed’s file.
    pub fn file_name(self) -> &'static str {
        match self {
            FeedFormat::Atom => "atom.xml",
            FeedFormat::Json => "feed.json",
        }
    }
}

/// A job, the file it makes, and who wants it there.
#[derive(Debug, Clone)]
pub struct Planned {
    pub job: Job,
    pub output: OutputPath,
    pub owner: Owner,
}

/// Who wants an output: the file that it comes from, else words for what Vertebra makes by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    Page(SourcePath),
    /// A list, or something else that Vertebra makes: the words say which.
    List(String),
    File(SourcePath),
    Theme(SourcePath),
    /// An address that leads on: the file that says so.
    Alias(SourcePath),
    /// A form of a picture: the file of the picture.
    Picture(SourcePath),
    /// The social card of a page.
    Card(SourcePath),
}

impl Owner {
    /// The file that it comes from.
    pub fn source(&self) -> Option<&SourcePath> {
        match self {
            Owner::List(_) => None,
            Owner::Page(source) | Owner::File(source) | Owner::Theme(source) | Owner::Alias(source) => Some(source),
            Owner::Picture(source) | Owner::Card(source) => Some(source),
        }
    }

    /// What it is, in a few words.
    pub fn describe(&self) -> String {
        match self {
            Owner::Page(source) | Owner::File(source) | Owner::Theme(source) => source.to_string(),
            Owner::List(words) => words.clone(),
            Owner::Alias(source) if source.as_str() == addresses::FILE => format!("a redirect in {source}"),
            Owner::Alias(source) => format!("an alias of {source}"),
            Owner::Picture(source) => format!("a resized copy of {source}"),
            Owner::Card(source) => format!("the social card of {source}"),
        }
    }
}

/// Every output that a site may have, in a fixed order, each address once.
#[derive(Debug, Default)]
pub struct Plan {
    pub(super) jobs: Vec<Planned>,
    /// Places in `jobs` by the folded output: two that agree there are one file on some systems.
    pub(super) places: HashMap<String, u32>,
    /// What only a preview has. It takes the place of nothing that a build has.
    pub(super) hidden: Vec<Planned>,
    /// Jobs that found their address taken, and the place in `jobs` of the one that has it.
    pub(super) doubles: Vec<(Planned, u32)>,
}

impl Plan {
    /// What stands at an output path, whatever its letter case.
    pub fn get(&self, output: &OutputPath) -> Option<&Planned> {
        self.jobs.get(*self.places.get(&output.folded())? as usize)
    }

    /// Who stands at an output path, whatever its letter case.
    pub fn owner(&self, output: &OutputPath) -> Option<&Owner> {
        self.get(output).map(|planned| &planned.owner)
    }

    /// Who stands at an address, and the address in its true letters.
    pub fn at(&self, url: &UrlPath) -> Option<(UrlPath, &Owner)> {
        self.get(&url.output()).map(|planned| (planned.output.url(), &planned.owner))
    }

    /// What keeps a file from an output path: one that is there, or one where a folder above it must be. Old addresses are
    /// in nobody's way.
    pub fn in_the_way(&self, output: &OutputPath) -> Option<&Planned> {
        let above = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let folded = output.folded();
        let places = std::iter::successors(Some(folded), |path| above(path));
        let mut found = places.filter_map(|place| self.jobs.get(*self.places.get(&place)? as usize));
        found.find(|planned| !matches!(planned.owner, Owner::Alias(_)))
    }

    /// Everything that has an address for readers, in the order of the plan.
    pub fn each(&self) -> impl Iterator<Item = &Planned> {
        self.jobs.iter()
    }

    /// Adds a job. Of two that want one address the first one has it, and the other is told, unless it gives way.
    pub(super) fn add(&mut self, planned: Planned) {
        match self.places.get(&planned.output.folded()) {
            None => {
                self.places.insert(planned.output.folded(), self.jobs.len() as u32);
                self.jobs.push(planned);
            }
            Some(at) if planned.gives_way(&self.jobs[*at as usize].owner) => {}
            Some(at) => self.doubles.push((planned, *at)),
        }
    }

    /// Adds the old addresses that lead on. Those in the way of something else have been told and are none.
    pub(crate) fn add_redirects<'r>(&mut self, redirects: impl Iterator<Item = &'r Redirect>) {
        for (at, redirect) in redirects.enumerate().filter(|(_, redirect)| redirect.to != RedirectTarget::Gone) {
            let owner = Owner::Alias(redirect.origin.file.clone());
            self.add(Planned { job: Job::Alias(at), output: redirect.from.output(), owner });
        }
    }
}

impl Planned {
    /// Whether a file of the site, or one of its theme, takes its place without a word: that is how one is changed.
    fn gives_way(&self, to: &Owner) -> bool {
        match &self.job {
            Job::Static(_) | Job::NotFound | Job::Feed(..) | Job::Sitemap(_) | Job::SitemapIndex => {
                matches!(to, Owner::File(_))
            }
            Job::Robots | Job::Llms | Job::Search => matches!(to, Owner::File(_)),
            // It differs in the case of its letters alone: hosts that tell them apart lead on.
            Job::Alias(_) => true,
            Job::Icon(_) | Job::Manifest | Job::SocialCard(_) => matches!(to, Owner::File(_) | Owner::Theme(_)),
            _ => false,
        }
    }
}
