//! The outputs of a linked site that are made as files: what of the plan is, and the forms of the pictures that pages show.

use std::collections::HashSet;

use super::model::{Job, Owner, Planned};
use crate::addresses::{Redirect, RedirectTarget};
use crate::site::Site;
use vertebra_base::path::OutputPath;

impl Site {
    /// Every output to make, in a fixed order, those that only a preview has at the end: what of the plan is published as
    /// a file, and the forms of the pictures that pages show.
    pub fn jobs(&self) -> Vec<Planned> {
        let mut jobs: Vec<Planned> = self.plan.each().filter_map(|planned| self.made(planned)).collect();
        let (hidden, shown): (Vec<_>, Vec<_>) = self.pictures_shown().partition(|(_, hidden)| *hidden);
        let free = |(planned, _): (Planned, bool)| self.plan.get(&planned.output).is_none().then_some(planned);
        jobs.extend(shown.into_iter().filter_map(free));
        jobs.extend(self.plan.hidden.iter().cloned());
        // The files of pages that readers do not see are where these pages are.
        if self.published < self.pages.len() {
            let is_of_hidden = |it: &&Planned| matches!(it.job, Job::File(at) if self.files[at].of_hidden.is_some());
            jobs.extend(self.plan.each().filter(is_of_hidden).cloned());
        }
        jobs.extend(hidden.into_iter().filter_map(free));
        // Equal pictures have equal forms: what is named by its content is one file, whoever wants it.
        let mut taken = HashSet::with_capacity(jobs.len());
        jobs.retain(|planned| taken.insert(planned.output.clone()));
        jobs
    }

    /// What has an address as the file that Vertebra writes for it, if it writes one: a picture of which only the forms
    /// are shown is not published itself, and where the host leads on by itself, a page in the way would keep it from
    /// doing so.
    pub(super) fn made(&self, planned: &Planned) -> Option<Planned> {
        match &planned.job {
            Job::File(at) if !self.files[*at].is_published() => None,
            Job::Alias(at) => {
                let redirect = self.redirects.get(*at).filter(|_| !self.config.deploy.target.value.has_redirects())?;
                let output = redirect_output(redirect)?;
                // What stands in its place has been told.
                let is_free = self.plan.in_the_way(&output).is_none();
                is_free.then(|| Planned { output, ..planned.clone() })
            }
            _ => Some(planned.clone()),
        }
    }

    /// The forms of all pictures that pages show, and whether only pages do that are not published.
    pub(super) fn pictures_shown(&self) -> impl Iterator<Item = (Planned, bool)> + '_ {
        self.files.iter().enumerate().flat_map(|(at, file)| {
            file.forms().into_iter().enumerate().map(move |(number, (_, output))| {
                let owner = Owner::Picture(file.source.clone());
                (Planned { job: Job::Picture(at, number), output, owner }, file.used.hidden)
            })
        })
    }
}

/// The file of the page that stands at an old address and leads on, for hosts that cannot redirect. No browser reads a page
/// in a file that is called like a document, so it lies in a folder of that name: all hosts lead from `/price.pdf` to
/// `/price.pdf/`, as from `/about` to `/about/`. Nothing can say in this way that a page is gone. Source: GitHub Pages,
/// nginx, Apache, Caddy and S3 add the slash by the folder that they find, not by its name.
pub fn redirect_output(redirect: &Redirect) -> Option<OutputPath> {
    if redirect.to == RedirectTarget::Gone {
        return None;
    }
    let output = redirect.from.output();
    let is_page = [".html", ".htm"].iter().any(|ending| output.as_str().to_lowercase().ends_with(ending));
    if is_page { Some(output) } else { OutputPath::new(&format!("{output}/index.html")).ok() }
}
