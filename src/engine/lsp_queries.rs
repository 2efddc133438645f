//! What the program in which somebody writes asks of a build: single pages as they were read, what could be said of those
//! that readers do not see, what components take, and what values print.

use std::sync::Arc;

use super::stages;
use super::state::Build;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_markdown::{self as document, Directive, Page, Parsed};
use vertebra_render::{self as render, Signature};

impl Build {
    /// A page as it was read, whether readers see it or not. None in a build that is made once.
    pub fn page(&self, source: &SourcePath) -> Option<&Arc<Page>> {
        self.documents.pages.get(source).map(|read| &read.page)
    }

    /// Every page, in the order of the paths.
    pub fn pages(&self) -> impl Iterator<Item = &Arc<Page>> {
        self.documents.pages.values().map(|read| &read.page)
    }

    /// What was said about a page when it was read alone.
    pub fn said_of_reading(&self, source: &SourcePath) -> &[Diagnostic] {
        self.documents.pages.get(source).map_or(&[], |read| &read.diagnostics)
    }

    /// Reads a page alone, as it would be read if it were a part of the site.
    pub fn read_alone(&self, source: &SourcePath, bytes: &[u8]) -> Parsed {
        document::parse(source, bytes, &self.documents.schema)
    }

    /// Whether a file is read as a page.
    pub fn is_page(source: &SourcePath) -> bool {
        stages::is_page(source)
    }

    /// What there would be to say about a page that readers do not see, if they did. Only builds with hidden pages know.
    pub fn said_if_published(&self, source: &SourcePath) -> Vec<Diagnostic> {
        let site = self.site();
        self.settled(site.find(source.as_str()).map_or_else(Vec::new, |id| site.said_if_published(id)))
    }

    /// The components that editors can call.
    pub fn components(&self) -> Vec<Signature> {
        self.kits.first().map_or_else(Vec::new, |kit| render::signatures(self.site(), kit.templates()))
    }

    /// What a value on a page prints, as Markdown; nothing when it cannot be made.
    pub fn printed(&self, source: &SourcePath, directive: Directive) -> Option<String> {
        let id = self.site().find(source.as_str()).filter(|_| self.can_render())?;
        render::printed(self.kits.first()?, &self.shared, id, directive)
    }

    /// Whether a file stands in the program itself and nowhere on disk.
    pub fn is_of_binary(&self, path: &SourcePath) -> bool {
        let name = path.as_str().strip_prefix("themes/").and_then(|inside| inside.split('/').next());
        name.is_some_and(|name| self.input.embedded.contains(&name))
    }
}
