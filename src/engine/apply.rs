//! What happened to the files, taken into a build: a page for the same page, read again, where that is enough; else the
//! whole site linked anew, with all pages whose files are the same.

use std::sync::Arc;

use super::following::ReusedState;
use super::options::Now;
use super::stages;
use super::state::Build;
use vertebra_base::file_content::FileContent;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Changes;
use vertebra_site::deps::{ChangeScope, Dep};

/// With this many links that lead nowhere, what is said about one depends on the others.
const FEW: usize = vertebra_site::SUGGESTIONS / 2;

type Changed = Vec<(SourcePath, Option<FileContent>)>;

impl Build {
    /// Takes in what happened to the files, at a time. Afterwards the build is what it would be if it were made anew
    /// from all files. Only builds that are to be watched can do this: others have let go of their files.
    pub fn apply(&mut self, changes: Changes, at: Now) {
        let same_faults = changes.faults == self.input.snapshot.faults;
        let is_new = |(path, bytes): &(SourcePath, Option<FileContent>)| {
            // A theme of the binary is in the snapshot only for want of another.
            let of_binary = || path.as_str().split('/').nth(1).is_some_and(|name| self.input.embedded.contains(&name));
            self.input.snapshot.get(path) != bytes.as_ref() || path.as_str().starts_with("themes/") && of_binary()
        };
        let changed: Changed = changes.files.into_iter().filter(is_new).collect();
        let same_time = self.is_same_at(&at);
        self.input.options.now = at;
        if changed.is_empty() && same_faults && same_time {
            return;
        }
        self.made.revision += 1;
        let of_themes = changed.iter().any(|(path, _)| path.as_str().starts_with("themes/"));
        let embedded = self.input.embedded.clone();
        if of_themes {
            vertebra_schema::theme::remove_embedded(&mut self.input.snapshot, &embedded);
            self.input.embedded.clear();
        }
        let are_pages = changed.iter().all(|(path, bytes)| bytes.is_some() && self.documents.pages.contains_key(path));
        self.input.snapshot.apply(Changes { files: changed.iter().cloned().collect(), faults: changes.faults });
        if of_themes && embedded != vertebra_schema::theme::without_folder(&self.input.snapshot) {
            // A theme comes or goes, and what front matter may hold with it.
            self.documents.pages.clear();
        }
        if !(are_pages && same_faults && same_time && self.exchange(&changed)) {
            self.link_anew(&changed);
        }
    }

    /// Whether the same files give the same site as they did when it was linked.
    fn is_same_at(&self, at: &Now) -> bool {
        let site = self.site();
        let then = stages::now(at, &site.config);
        let (since, until) = &site.same_between;
        let between =
            since.as_ref().is_none_or(|since| *since <= then) && until.as_ref().is_none_or(|until| then < *until);
        between && then.date() == site.now.date()
    }

    /// Exchanges single pages. False when that is not enough; then only their new texts have been read.
    fn exchange(&mut self, changed: &Changed) -> bool {
        let mut pages = Vec::with_capacity(changed.len());
        for (path, bytes) in changed {
            let Some(bytes) = bytes else { return false };
            if self.input.snapshot.is_judged_by_text(path) {
                return false;
            }
            let read = stages::read(path, bytes.held(), &self.documents.schema);
            self.documents.pages.insert(path.clone(), read.clone());
            pages.push(read);
        }
        // A site that is thrown away need not be mended: all that follows may stop half way.
        let mut reach = ChangeScope::Named;
        let mut touched = Vec::new();
        let mut said = false;
        for read in pages {
            let source = read.page.source.clone();
            let Some(shared) = Arc::get_mut(&mut self.shared) else { return false };
            if self.said.told.is_named(&source) || self.said.told.found_in_pages() > FEW {
                return false;
            }
            let Some((exchanged, card_changed)) = shared.exchange(read.page) else { return false };
            if exchanged.findings.len() > FEW {
                return false;
            }
            let one = match (exchanged.moved, card_changed || exchanged.leads_elsewhere) {
                (true, _) => ChangeScope::Order,
                (false, true) => ChangeScope::Cards,
                (false, false) => ChangeScope::Named,
            };
            reach = reach.max(one);
            said |= self.said.told.exchange(&source, read.diagnostics, exchanged.findings);
            said |= self.said.told.allow(&source, read.allows);
            touched.extend(exchanged.anchors.into_iter().map(Dep::Place));
            touched.extend([Dep::File, Dep::Body, Dep::Links, Dep::PageMeta].map(|fact| fact(source.clone())));
        }
        if said {
            self.tell();
            touched.push(Dep::PagesWithFieldErrors);
        }
        let Some(indexed) = self.index_again() else { return false };
        touched.extend(indexed);
        self.made.ledger.advance(self.made.revision, reach);
        touched.iter().for_each(|fact| self.made.ledger.touch(fact));
        true
    }

    fn link_anew(&mut self, changed: &Changed) {
        let mut pages = std::mem::take(&mut self.documents.pages);
        if changed.iter().any(|(path, _)| stages::rules_pages(path)) {
            pages.clear();
        }
        changed.iter().for_each(|(path, _)| _ = pages.remove(path));
        let is_of_templates = |path: &SourcePath| path.as_str().starts_with("themes/") || stages::rules_pages(path);
        let kits = (!changed.iter().any(|(path, _)| is_of_templates(path)))
            .then(|| (std::mem::take(&mut self.kits), std::mem::take(&mut self.said.told.templates)));
        let assets = Some(self.site().assets.clone());
        let mut snapshot = std::mem::take(&mut self.input.snapshot);
        vertebra_schema::theme::remove_embedded(&mut snapshot, &self.input.embedded);
        let ledger = std::mem::take(&mut self.made.ledger);
        let asked = std::mem::take(&mut self.made.asked);
        let files = std::mem::take(&mut self.documents.files);
        let index = std::mem::take(&mut self.index);
        let guide = self.guide.take();
        let template_facts = Some(std::mem::take(&mut self.documents.schema.templates));
        let folder_pages = Some(std::mem::take(&mut self.documents.schema.folder_pages));
        let handed = ReusedState {
            pages,
            template_facts,
            folder_pages,
            files,
            kits,
            assets,
            ledger,
            asked,
            index,
            revision: self.made.revision,
            guide,
            host: None,
        };
        let options = self.input.options.clone();
        let old = std::mem::replace(self, Build::following(handed, snapshot, &options));
        vertebra_base::parallel::let_go(old);
    }
}
