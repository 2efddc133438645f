//! The thorough checks of a build: every finished page is looked at while it is rendered, and all of them beside each other
//! when all are there.

use std::collections::BTreeMap;

use super::options::CheckLevel;
use super::policy::is_page_file;
use super::state::Build;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::OutputPath;
use vertebra_check::{self as check, Checked, CheckedPage, OutsideLink, SentPolicy, Sources, Whole};
use vertebra_html::Filled;
use vertebra_render::RenderedOutput;
use vertebra_render::host::AskedSources;
use vertebra_schema::config::HostTarget;
use vertebra_site::PageId;
use vertebra_site::plan::{Job, Planned};

impl Build {
    /// Looks at an output, where that was asked for.
    pub(super) fn examine(
        &self,
        planned: &Planned,
        (rendered, asked): (&RenderedOutput, &AskedSources),
        texts: &[Filled],
    ) -> Option<CheckedPage> {
        if self.input.options.depth == CheckLevel::Quick {
            return None;
        }
        let output = rendered.output.as_ref()?;
        let site = self.site();
        match self.page_of(&planned.job) {
            Some((page, language)) => {
                let language = site.config.tag(language);
                let policy = self.sent_policy(asked);
                let is_carried = site.config.deploy.target.value == HostTarget::GithubPages;
                let policy = policy.as_ref().map(|policy| SentPolicy { policy, is_carried });
                let made = check::CheckedOutput { output, page, language, policy, facts: &rendered.facts, texts };
                Some(check::examine_page(&made, &site.config))
            }
            None => match planned.job {
                Job::File(_) | Job::Static(_) | Job::Asset(_) => {
                    let policy = is_page_file(planned).then(|| self.sent_policy(asked)).flatten();
                    let policy = policy.filter(|_| site.config.deploy.target.value != HostTarget::GithubPages);
                    check::examine_file(output, policy.as_ref(), &site.config)
                }
                _ => None,
            },
        }
    }

    /// The Markdown page of a job that makes a page for people, and its language; none for other jobs.
    pub(super) fn page_of(&self, job: &Job) -> Option<(Option<PageId>, vertebra_schema::config::Lang)> {
        let site = self.site();
        Some(match job {
            Job::Page(id) => (Some(*id), site.page(*id).lang),
            Job::List(id, number) => {
                let section = site.section(*id);
                (section.index.filter(|_| *number == 1), section.lang)
            }
            Job::Taxonomy(at) => (site.terms[*at].page, site.terms[*at].lang),
            Job::Term(at, term, number) => {
                let all = &site.terms[*at];
                (all.terms[*term].page.filter(|_| *number == 1), all.lang)
            }
            Job::NotFound => (None, vertebra_schema::config::Lang::FIRST),
            _ => return None,
        })
    }

    /// Says what was found in finished pages and in all of them together.
    pub(super) fn check_site(&self, examined: &[CheckedPage], out: &mut Vec<Diagnostic>) -> Option<Checked> {
        if self.input.options.depth == CheckLevel::Quick {
            return None;
        }
        let sources = Sources { site: self.site(), snapshot: &self.input.snapshot };
        let known = self.said.diagnostics.iter().chain(out.iter());
        let told = check::tell(examined, &sources, &check::KnownFaults::of(known));
        out.extend(told);
        let is_release = self.input.options.depth == CheckLevel::Release;
        let outputs = self.outputs().map(OutputPath::as_str).collect();
        let whole = Whole { sources, examined, outputs: &outputs, embedded: &self.input.embedded, is_release };
        check::RULES.iter().for_each(|rule| rule(&whole, out));
        let pages = examined.iter().filter(|it| it.is_page);
        let (mut count, mut links) = (0, 0);
        for page in pages {
            count += 1;
            links += page.links;
        }
        let outside = outside(examined, &whole.sources);
        Some(Checked { pages: count, links, outside })
    }
}

/// The links to other websites, each once, at the first place where it was written.
fn outside(examined: &[CheckedPage], sources: &Sources) -> Vec<OutsideLink> {
    let mut known: BTreeMap<&str, OutsideLink> = BTreeMap::new();
    for one in examined {
        for link in &one.outside {
            if let Some(known) = known.get_mut(link.href.as_str()) {
                known.others += 1;
            } else if !check::is_local_url(&link.href) {
                let spot = sources.outside(one, link);
                let url = link.href.clone();
                known.insert(&link.href, OutsideLink { url, file: spot.file, span: spot.span, others: 0 });
            }
        }
    }
    known.into_values().collect()
}
