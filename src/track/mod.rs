//! What an output has read of the site: named facts, logged before they are answered.
//!
//! A fact is named by what a person would call it (a path, a key), never by a place in a list, so that the name
//! means the same in every build. A look-up that finds nothing is a fact too.

use std::fmt;

use crate::path::SourcePath;

/// Something of the site that an output depends on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// A page's text, which only its own output sees, feeds and search aside.
    Body(SourcePath),
    /// What other pages may see of a page: title, address, dates, description, terms.
    Card(SourcePath),
    /// Which pages and sections a section lists, in which order, with their cards: the section's folder.
    Listing(String),
    /// The pages with a term, in order, with their cards.
    Term(String, String),
    /// All terms of a taxonomy.
    Terms(String),
    /// The pages of a series.
    Series(String),
    /// The newest pages of the site or a section.
    Recent(String, usize),
    /// Every page of the site.
    All,
    /// Where a link leads, as it is written on a page of a folder.
    Link(String),
    /// The pages that link to a page.
    Backlinks(SourcePath),
    /// A look-up by path, address or key, which may have found nothing.
    Lookup(String),
    /// A data file.
    Data(String),
    /// A file of the theme or beside a page.
    Asset(String),
    /// A template with all that it includes.
    Templates(String),
    /// The words of the theme.
    Strings(String),
    /// What `site.yaml` says.
    Config,
    /// The day of the build.
    Clock,
}

/// The facts that one output has read.
#[derive(Debug, Clone, Default)]
pub struct Reads(Vec<Fact>);

impl Reads {
    /// Takes note of a fact.
    pub fn log(&mut self, fact: Fact) {
        // Loops read the same fact again and again; most repeats come right after each other.
        if self.0.last() != Some(&fact) {
            self.0.push(fact);
        }
    }

    /// All facts, each once, in order.
    pub fn into_facts(mut self) -> Vec<Fact> {
        self.0.sort_unstable();
        self.0.dedup();
        self.0
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let site = |name: &str| if name.is_empty() { "the whole site".to_owned() } else { name.to_owned() };
        match self {
            Fact::Body(page) => write!(f, "the text of {page}"),
            Fact::Card(page) => write!(f, "title, address and dates of {page}"),
            Fact::Listing(folder) => write!(f, "the list of pages in {folder}"),
            Fact::Term(taxonomy, term) => write!(f, "the pages with \"{term}\" in {taxonomy}"),
            Fact::Terms(taxonomy) => write!(f, "all terms of {taxonomy}"),
            Fact::Series(name) => write!(f, "the pages of the series \"{name}\""),
            Fact::Recent(of, count) => write!(f, "the {count} newest pages of {}", site(of)),
            Fact::All => f.write_str("all pages of the site"),
            Fact::Link(target) => write!(f, "where the link {target} leads"),
            Fact::Backlinks(page) => write!(f, "which pages link to {page}"),
            Fact::Lookup(name) => write!(f, "whether there is \"{name}\""),
            Fact::Data(path) => write!(f, "content/data/{path}"),
            Fact::Asset(path) => write!(f, "the file {path}"),
            Fact::Templates(name) => write!(f, "the template {name}"),
            Fact::Strings(language) => write!(f, "the theme's words in {language}"),
            Fact::Config => f.write_str("content/site.yaml"),
            Fact::Clock => f.write_str("the day of the build"),
        }
    }
}
