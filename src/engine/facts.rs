//! The fingerprints of facts: what `render` knows of the site, and what only the whole build knows.

use super::stages;
use super::state::Build;
use vertebra_base::file_content::FileContent;
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};
use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_site::deps::Dep;

impl Build {
    /// The fingerprint that a fact has now.
    pub(super) fn print(&self, fact: &Dep) -> Fingerprint {
        let mut all = Fingerprinter::new();
        match fact {
            Dep::File(path) => _ = all.maybe(self.file_print(path)),
            Dep::Host(name) => {
                _ = all.text(&vertebra_render::host::text(self.site(), &self.asked_by_pages(), name));
            }
            Dep::Templates(name) => {
                return self.kits.first().map(|kit| kit.templates().print(name)).unwrap_or_default();
            }
            Dep::Place(output) => self.place(&mut all, output),
            Dep::Names => _ = all.number(self.made.linked_in),
            Dep::PagesWithFieldErrors => {
                let mut faulty: Vec<_> = stages::pages_with_faulty_fields(&self.said.diagnostics).into_iter().collect();
                faulty.sort();
                faulty.iter().for_each(|source| _ = all.text(source.as_str()));
            }
            Dep::Config => {
                // More of it is read than templates see: how feeds are made, what addresses are made of.
                let rules = self.input.snapshot.files.iter().filter(|(path, _)| stages::rules_pages(path));
                for (path, bytes) in rules {
                    all.text(path.as_str()).print(bytes.print());
                }
                all.maybe(self.shared.print(fact));
            }
            Dep::InLanguage(_, inner) if **inner == Dep::Config => {
                all.print(self.print(inner)).maybe(self.shared.print(fact));
            }
            _ => return self.shared.print(fact).unwrap_or_default(),
        }
        all.finish()
    }

    fn file_print(&self, path: &SourcePath) -> Option<Fingerprint> {
        self.input.snapshot.get(path).map(FileContent::print)
    }

    /// What is made for an output, and which headings links look for in it.
    fn place(&self, all: &mut Fingerprinter, output: &OutputPath) {
        let site = self.site();
        all.optional(self.jobs.get(output).map(|planned| planned.role(site)).as_deref());
        for check in site.anchor_checks.get(output).into_iter().flatten() {
            all.text(&check.id).text(&format!("{:?}", check.missing));
        }
    }
}
