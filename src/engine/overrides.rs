//! What is told in the end: every diagnostic of a build, wherever it was found, goes through here on its way out. Those
//! that are allowed where they stand are left out, others get the weight that the site gives them, and what is wrong with
//! the exceptions themselves is told.
//!
//! What is kept in between (`told`, the ledger) is as it was found, so that an exception can come and go without anything
//! being made again.

use std::collections::BTreeMap;

use super::exceptions::{PlacesByCode, Reaches, Used, allows_any, fault, meant};
use super::state::Build;
use vertebra_base::diagnostic::{self, Diagnostic};
use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_schema::codes::{self, Allow, CheckStage};

impl Build {
    /// Gathers what there is to say about the files.
    pub(super) fn tell(&mut self) {
        let mut all = self.said.told.all();
        if let Some(host) = &self.input.host {
            host.rename(&mut all);
            all = host.about_pages(&all);
        }
        (all, self.said.used) = self.settle_files(all);
        diagnostic::sort(&mut all);
        if let Some(guide) = &self.guide {
            all.extend(guide.said.diagnostics.iter().cloned());
            diagnostic::sort(&mut all);
        }
        self.said.diagnostics = all;
    }

    /// Settles what was found beyond a build, such as by asking other websites.
    pub fn settled(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        self.settle(found, &mut Used::default())
    }

    /// Settles what was found in a text that the build does not know yet.
    pub fn settled_in(&self, file: &SourcePath, text: &str, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let allows = codes::find_allows(file, text.as_bytes());
        let reaches = Reaches::of(&allows);
        let found = found.iter().filter(|it| !reaches.allow(it));
        self.weigh_anew(found.map(|it| self.said.told.of_its_page(it)).collect())
    }

    /// What there is to say about an output that was made.
    pub fn told_of(&self, output: &OutputPath) -> Vec<Diagnostic> {
        if let Some(guide) = self.guide_of(output) {
            return guide.told_of(output);
        }
        let made = self.made.ledger.entry(output).map(|made| made.diagnostics.clone()).unwrap_or_default();
        self.settle(made, &mut Used::default())
    }

    /// All that is known to be wrong, sorted: with the files, and with those of the outputs that were made.
    pub fn all_diagnostics(&self) -> Vec<Diagnostic> {
        self.diagnostics_with(self.outputs())
    }

    /// As `all_diagnostics`, for those who know which outputs have something to say.
    pub fn diagnostics_with<'a>(&self, outputs: impl IntoIterator<Item = &'a OutputPath>) -> Vec<Diagnostic> {
        let mut all = self.said.diagnostics.clone();
        let (mut own, mut of_guide) = (Vec::new(), Vec::new());
        for output in outputs {
            match self.guide_of(output) {
                Some(guide) => of_guide.extend(guide.made.ledger.entry(output)),
                None => own.extend(self.made.ledger.entry(output)),
            }
        }
        let found = |made: Vec<&vertebra_site::deps::OutputDeps>| {
            made.iter().flat_map(|made| made.diagnostics.clone()).collect()
        };
        if self.can_render() {
            all.extend(self.settle_rendered(found(own), self.complete()));
        }
        if let Some(guide) = &self.guide {
            all.extend(guide.settle_rendered(found(of_guide), guide.complete()));
        }
        diagnostic::sort(&mut all);
        all
    }

    /// The stages of which all is known that is kept while files change.
    fn complete(&self) -> &'static [CheckStage] {
        if self.made.is_all() { &[CheckStage::Render] } else { &[] }
    }

    /// Settles what was told by rendering; of the stages that are complete, exceptions without a use are told too.
    pub(super) fn settle_rendered(&self, found: Vec<Diagnostic>, complete: &[CheckStage]) -> Vec<Diagnostic> {
        let mut used = self.said.used.clone();
        let mut found = found;
        diagnostic::fold_related(&mut found);
        let mut all = self.settle(found, &mut used);
        complete.iter().for_each(|stage| all.extend(self.unused(&used, *stage)));
        all
    }

    /// Settles what was found in the files, and tells what is wrong with the exceptions.
    pub(super) fn settle_files(&self, found: Vec<Diagnostic>) -> (Vec<Diagnostic>, Used) {
        let mut used = Used::default();
        let mut all = self.settle(found, &mut used);
        for (file, allow) in self.each_allow() {
            all.extend(fault(file, allow));
        }
        all.extend(self.unused(&used, CheckStage::Files));
        (all, used)
    }

    fn each_allow(&self) -> impl Iterator<Item = (&SourcePath, &Allow)> {
        self.said.told.allows.iter().flat_map(|(file, allows)| allows.iter().map(move |allow| (file, allow)))
    }

    fn settle(&self, mut found: Vec<Diagnostic>, used: &mut Used) -> Vec<Diagnostic> {
        if !self.said.told.allows.is_empty() {
            self.leave_out(&mut found, used);
        }
        self.weigh_anew(found)
    }

    /// Gives diagnostics the weights that the site gives them.
    fn weigh_anew(&self, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let severities = &self.site().config.severities;
        if !severities.is_empty() {
            found.retain_mut(|it| match severities.get(it.code) {
                None => true,
                Some(None) => false,
                Some(Some(weight)) => {
                    it.severity = *weight;
                    true
                }
            });
        }
        found
    }

    /// Leaves out what is allowed where it stands, and notes every exception that allows something. Each file with exceptions
    /// is looked at once: one made of exceptions alone is no more work than any other.
    fn leave_out(&self, found: &mut Vec<Diagnostic>, used: &mut Used) {
        let mut places: BTreeMap<&SourcePath, PlacesByCode> = BTreeMap::new();
        for it in found.iter().filter(|it| self.said.told.allows.contains_key(&it.file)) {
            places.entry(&it.file).or_default().entry(it.code).or_default().push(it.span.map(|span| span.start));
        }
        let mut reaches = BTreeMap::new();
        for (file, mut places) in places {
            let Some(allows) = self.said.told.allows.get(file) else { continue };
            places.values_mut().for_each(|places| places.sort_unstable());
            for (number, _) in allows.iter().enumerate().filter(|(_, allow)| allows_any(allow, &places)) {
                used.0.insert((file.clone(), number));
            }
            reaches.insert(file.clone(), Reaches::of(allows));
        }
        found.retain(|it| !reaches.get(&it.file).is_some_and(|reaches| reaches.allow(it)));
    }

    /// A word on each exception for a code of a stage that has allowed nothing.
    fn unused(&self, used: &Used, stage: CheckStage) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (file, allows) in &self.said.told.allows {
            for (number, allow) in allows.iter().enumerate() {
                let is_due = meant(allow).is_some_and(|code| code.stage == stage);
                if is_due && !used.0.contains(&(file.clone(), number)) {
                    let message =
                        format!("this turns off [{}], but there is no such message here any more", allow.code);
                    found.push(
                        Diagnostic::warning("allow-unused", file, allow.span, message).with_help("remove this comment"),
                    );
                }
            }
        }
        self.settle(found, &mut Used::default())
    }
}
