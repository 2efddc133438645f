//! The outputs of a linked site that are made as files: what of the plan is, and the forms of the pictures that pages show.

use std::collections::HashSet;

use super::model::{Job, Owner, Planned};
use crate::addresses::{Redirect, RedirectTarget};
use crate::site::Site;

impl Site {
    /// Every output to make, in a fixed order, those that only a preview has at the end: what of the plan is published as
    /// a file, and the forms of the pictures that pages show.
    pub fn jobs(&self) -> Vec<Planned> {
        let mut jobs: Vec<Planned> = self.plan.each().filter(|planned| self.is_made(&planned.job)).cloned().collect();
        let (hidden, shown): (Vec<_>, Vec<_>) = self.pictures_shown().partition(|(_, hidden)| *hidden);
        let free = |(planned, _): (Planned, bool)| self.plan.get(&planned.output).is_none().then_some(planned);
        jobs.extend(shown.into_iter().filter_map(free));
        jobs.extend(self.plan.hidden.iter().cloned());
        jobs.extend(hidden.into_iter().filter_map(free));
        // Equal pictures have equal forms: what is named by its content is one file, whoever wants it.
        let mut taken = HashSet::with_capacity(jobs.len());
        jobs.retain(|planned| taken.insert(planned.output.clone()));
        jobs
    }

    /// Whether what has an address is a file that Vertebra writes: a picture of which only the forms are shown is not
    /// published itself, and where the host leads on by itself, a page in the way would keep it from doing so.
    fn is_made(&self, job: &Job) -> bool {
        match job {
            Job::File(at) => self.files[*at].is_published(),
            Job::Alias(at) => {
                !self.config.deploy.target.value.has_redirects() && self.redirects.get(*at).is_some_and(has_stub)
            }
            _ => true,
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

/// Whether a page can stand at an old address and lead on. Nothing can say in this way that a page is gone, and no browser
/// reads a page in a file that is called like a picture or a document.
pub fn has_stub(redirect: &Redirect) -> bool {
    let output = redirect.from.output();
    let is_page = [".html", ".htm"].iter().any(|ending| output.as_str().to_lowercase().ends_with(ending));
    is_page && redirect.to != RedirectTarget::Gone
}
