//! The pages that a theme brings along to show itself: `themes/<name>/pages/`, a small site of its own beside the real
//! one. It has its own records, data, menus and lists, so nothing of one site is ever found in the other.
//!
//! There is one only where drafts are shown. It stands at addresses that the real site leaves free, asks search engines
//! to stay away, and speaks of its files by their true names.

use super::render::Refreshed;
use super::state::Build;
use vertebra_base::output::Output;
use vertebra_base::path::OutputPath;

impl Build {
    /// The site of the theme's pages, for an output that the real site does not have.
    pub(super) fn guide_of(&self, output: &OutputPath) -> Option<&Build> {
        self.guide.as_deref().filter(|guide| !self.jobs.has(output) && guide.jobs.has(output))
    }

    /// As `guide_of`, to make it.
    pub(super) fn guide_of_mut(&mut self, output: &OutputPath) -> Option<&mut Build> {
        if self.jobs.has(output) {
            return None;
        }
        self.guide.as_deref_mut().filter(|guide| guide.jobs.has(output))
    }

    /// The outputs of the theme's pages, less those whose addresses the real site has taken.
    pub(super) fn guide_outputs(&self) -> impl Iterator<Item = &OutputPath> {
        let outputs = self.guide.iter().flat_map(|guide| guide.jobs.each()).map(|planned| &planned.output);
        outputs.filter(|output| !self.jobs.has(output))
    }

    /// Brings the theme's pages up to date, after the real site.
    pub(super) fn refresh_guide(&mut self, threads: usize, sink: &(dyn Fn(Output) + Sync), refreshed: &mut Refreshed) {
        let gone = std::mem::take(&mut self.gone);
        refreshed.removed.extend(gone.into_iter().filter(|output| !self.is_planned(output)));
        let Some(mut guide) = self.guide.take() else { return };
        let free = |output: &OutputPath| !self.jobs.has(output);
        let made = guide.refresh(threads, &|output| {
            if free(&output.path) {
                sink(output);
            }
        });
        // What the real site has given up becomes visible here.
        let (back, removed): (Vec<OutputPath>, Vec<OutputPath>) =
            std::mem::take(&mut refreshed.removed).into_iter().partition(|path| guide.is_planned(path));
        refreshed.removed = removed;
        for output in back {
            if !made.changed.contains(&output) {
                guide.make(&output).into_iter().for_each(sink);
                refreshed.changed.push(output);
            }
        }
        refreshed.rendered.extend(made.rendered.into_iter().filter(free));
        refreshed.changed.extend(made.changed.into_iter().filter(free));
        refreshed.removed.extend(made.removed.into_iter().filter(free));
        self.guide = Some(guide);
    }
}
