//! The security policy follows from what finished pages ask for: what each asks for is noted when it is made, a policy that
//! pages carry themselves is completed, and what the policy would block is told at the line that asks for it.
//!
//! Files for the host come of what all pages ask for, so they are made after the pages.

use super::options::CheckLevel;
use super::state::Build;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::output::{Bytes, Output};
use vertebra_base::path::OutputPath;
use vertebra_check::{self as check, CheckedOutput, KnownFaults, SentPolicy, Sources};
use vertebra_html::{Glance, PageFacts, glance, read};
use vertebra_render::host::{AskedSources, Policy, meta_policy};
use vertebra_render::{RenderedOutput, Worker};
use vertebra_site::plan::{Job, Planned};

/// What pages are held against.
pub struct PolicyOfPages<'a> {
    build: &'a Build,
    /// What is allowed whatever a page asks for.
    of_site: &'a AskedSources,
    /// The policy that pages carry themselves, before they ask for anything.
    carried: Option<String>,
}

impl Build {
    /// What all pages ask for that were made so far.
    pub(super) fn asked_by_pages(&self) -> AskedSources {
        let mut all = AskedSources::default();
        self.made.asked.values().for_each(|asked| all.add_all(asked));
        all
    }

    /// The security policy of a page that was made, as far as all others are known.
    pub fn policy_of(&self, output: &OutputPath) -> Policy {
        if let Some(guide) = self.guide_of(output) {
            return guide.policy_of(output);
        }
        let mut sources = self.shared.of_site.clone();
        sources.add_all(&self.asked_by_pages());
        Policy::of(self.site(), &sources)
    }

    /// The policy that readers get with a page that asks for these sources; none where the host sends none.
    pub(super) fn sent_policy(&self, asked: &AskedSources) -> Option<Policy> {
        let site = self.site();
        site.config.deploy.target.value.has_policy().then(|| {
            let mut sources = self.shared.of_site.clone();
            sources.add_all(asked);
            Policy::of(site, &sources)
        })
    }
}

impl<'a> PolicyOfPages<'a> {
    /// For the pages of a build as it is now.
    pub fn of(build: &'a Build) -> Self {
        let site = build.site();
        PolicyOfPages { build, of_site: &build.shared.of_site, carried: meta_policy(site, &build.shared.of_site) }
    }

    /// Looks what an output asks for, and says what would be blocked.
    pub fn look(&self, worker: &Worker, planned: &Planned, rendered: &mut RenderedOutput) -> AskedSources {
        let is_file = is_page_file(planned);
        let is_page = self.build.page_of(&planned.job).is_some();
        let Some(output) = rendered.output.as_mut().filter(|_| is_page || is_file) else {
            return AskedSources::default();
        };
        let Ok(html) = std::str::from_utf8(output.bytes.held()) else { return AskedSources::default() };
        if !self.is_telling(glance(html), html, is_page) {
            return AskedSources::default();
        }
        let facts = read(html);
        let asked = AskedSources::of_page(&facts, &output.path, self.build.site());
        if is_page && !self.of_site.holds(&asked) {
            self.complete(&facts, &asked, output);
        }
        if self.build.input.options.depth == CheckLevel::Quick {
            rendered.diagnostics.extend(self.blocked(worker, planned, rendered, &asked));
        }
        asked
    }

    /// Whether a page may ask for more than what every policy of the site allows.
    fn is_telling(&self, seen: Glance, html: &str, is_page: bool) -> bool {
        let carries_own = || self.carried.as_ref().is_some_and(|policy| html.contains(&escaped(policy)));
        let lacks = |is_used: bool, directive: &str| is_used && !self.of_site.has_own(directive);
        seen.is_more
            || lacks(seen.scripts, "script-src")
            || lacks(seen.sheets, "style-src")
            || lacks(seen.manifest, "manifest-src")
            || lacks(seen.fonts, "font-src")
            || is_page && (seen.policy || self.carried.is_some()) && !(seen.policy && carries_own())
    }

    /// Puts what a page asks for into the policy that it carries.
    fn complete(&self, facts: &PageFacts, asked: &AskedSources, output: &mut Output) {
        let Some(carried) = &self.carried else { return };
        let mut sources = self.of_site.clone();
        sources.add_all(asked);
        let policy = escaped(&Policy::of(self.build.site(), &sources).meta());
        let Some(tag) = facts.policies.iter().find(|it| it.url == *carried).map(|it| it.place.clone()) else { return };
        let Ok(html) = std::str::from_utf8(output.bytes.held()) else { return };
        let Some(value) = html.get(tag.clone()).and_then(content) else { return };
        let (before, after) = (&html[..tag.start + value.start], &html[tag.start + value.end..]);
        output.bytes = Bytes::Made([before, &policy, after].concat().into_bytes());
    }

    /// What the policy of the page blocks, at the lines that ask for it.
    fn blocked(
        &self,
        worker: &Worker,
        planned: &Planned,
        rendered: &RenderedOutput,
        asked: &AskedSources,
    ) -> Vec<Diagnostic> {
        let site = self.build.site();
        let policy = self.build.sent_policy(asked);
        let Some(output) = &rendered.output else { return Vec::new() };
        let examined = match (self.build.page_of(&planned.job), &policy) {
            (Some((page, language)), policy) => {
                let policy = policy.as_ref().map(|policy| SentPolicy { policy, is_carried: self.carried.is_some() });
                let language = site.config.tag(language);
                let made = CheckedOutput { output, page, language, policy, facts: &rendered.facts, texts: &[] };
                if check::examine_policy(&made, &site.config).found.is_empty() {
                    return Vec::new();
                }
                // Where each comes from is known once the texts are: made again, with them.
                let before = worker.texts.replace(Some(Vec::new()));
                worker.render(planned);
                let texts = worker.texts.replace(before).unwrap_or_default();
                check::examine_policy(&CheckedOutput { texts: &texts, ..made }, &site.config)
            }
            // Nothing can be carried by a file that is published as it is.
            (None, Some(policy)) if self.carried.is_none() => check::examine_file_policy(output, policy, &site.config),
            (None, _) => return Vec::new(),
        };
        let sources = Sources { site, snapshot: &self.build.input.snapshot };
        let mut told = check::tell(&[examined], &sources, &KnownFaults::of(std::iter::empty()));
        // On which pages it is found is known only when all are made.
        told.iter_mut().for_each(|it| it.note = None);
        told
    }
}

/// Whether an output is a page that somebody wrote as HTML.
pub fn is_page_file(planned: &Planned) -> bool {
    let name = planned.output.as_str().rsplit('.').next().unwrap_or_default();
    matches!(planned.job, Job::File(_) | Job::Static(_)) && matches!(name, "html" | "htm" | "xhtml")
}

/// Whether an output is made of what all pages ask for.
pub fn is_for_host(planned: &Planned) -> bool {
    matches!(planned.job, Job::Host(_))
}

/// As templates write a text.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

/// The bytes of the value of `content` in a tag.
fn content(tag: &str) -> Option<std::ops::Range<usize>> {
    let at = tag.to_ascii_lowercase().find("content=")? + "content=".len();
    let quote = tag[at..].chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let end = tag[at + 1..].find(quote)?;
    Some(at + 1..at + 1 + end)
}
