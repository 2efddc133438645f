//! A template of a theme: its text, and the tree that was made of it once, for all who ask.

use std::sync::Arc;

use super::ast::TemplateTree;
use super::parser::parse;
use super::visit::is_call;
use vertebra_base::path::SourcePath;

/// A template as Tera gets it.
#[derive(Debug, Clone)]
pub struct Template {
    /// `page.html`, and for a parent theme's own version `clinic/page.html`.
    pub name: String,
    pub source: SourcePath,
    pub text: String,
    /// None for a text that is no template; whoever asks then takes everything for possible.
    pub tree: Option<Arc<TemplateTree>>,
}

impl Template {
    /// Reads a text.
    pub fn new(name: &str, source: &SourcePath, text: &str) -> Self {
        let tree = parse(text).map(Arc::new);
        Template { name: name.to_owned(), source: source.clone(), text: text.to_owned(), tree }
    }

    /// The same under another name.
    pub fn named(&self, name: &str) -> Self {
        Template { name: name.to_owned(), ..self.clone() }
    }

    /// Whether it calls a function, as far as that is known.
    pub fn may_call(&self, function: &str) -> bool {
        let Some(tree) = &self.tree else { return true };
        let mut found = false;
        tree.visit(&mut |part| found |= is_call(part, function));
        found
    }

    /// Whether these letters stand anywhere in it, in a mark or around them.
    pub fn mentions(&self, letters: &str) -> bool {
        self.text.contains(letters)
    }
}
