//! What can be read of a site, by name, and the note that is taken of it.

use vertebra_base::path::{OutputPath, SourcePath};

/// Something of the site that an output depends on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dep {
    /// A page's text, which only its own output sees, feeds and search aside.
    Body(SourcePath),
    /// Where the links of a page lead.
    Links(SourcePath),
    /// What other pages may see of a page: title, address, dates, description, terms.
    PageMeta(SourcePath),
    /// Which pages and sections a section lists, in which order, with their cards: the section's folder.
    Listing(String),
    /// What one page of a section's list shows, from 1: the section's folder.
    Slice(String, usize),
    /// What one page of a term's list shows, from 1, by taxonomy and slug.
    Term(String, String, usize),
    /// All terms of a taxonomy.
    Terms(String),
    /// The pages of a series.
    Series(String),
    /// The newest pages of the site or a section.
    Recent(String, usize),
    /// The answer to a question for pages.
    Pages(Query),
    /// The pages before and after a page in its section.
    Neighbors(SourcePath),
    /// The titles and addresses from the home page to a section's folder.
    Breadcrumbs(String),
    /// A menu, by its name.
    Menu(String),
    /// Every page of the site.
    All,
    /// Where a link leads, as a template writes it.
    Link(String),
    /// Where the links of a text lead that is no page's; the page among whose fields it stands, if it does.
    TextLinks(String, Option<SourcePath>),
    /// The pages that link to a page.
    Backlinks(SourcePath),
    /// A look-up by path or address, which may have found nothing.
    Lookup(String),
    /// All pages of a type.
    Records(String),
    /// The page of a type with a key, which may not exist.
    Record(String, String),
    /// A data file.
    Data(String),
    /// An entry of a data file.
    DataEntry(String, String),
    /// The address of a file of the theme, by the name that templates use.
    Asset(String),
    /// What a picture is and in which forms it is published, by the path of its file or an address; there may be none.
    Picture(String),
    /// Where the social card of a page stands, if it has one.
    SocialCard(SourcePath),
    /// A drawing of the site or the theme, by its address.
    Drawing(String),
    /// The fonts of the theme.
    Fonts,
    /// What stands in a file.
    File(SourcePath),
    /// A template with all that it includes.
    Templates(String),
    /// The words of the theme.
    Strings(String),
    /// What `site.yaml` and `theme.yaml` say.
    Config,
    /// The day of the build.
    BuildDate,
    /// What stands at an address, and which headings links look for there.
    Place(OutputPath),
    /// All that can be found in a language, from A to Z.
    AzIndex(String),
    /// A file of the search index.
    Search(OutputPath),
    /// What stands in a file for the host, by its name.
    Host(&'static str),
    /// Which pages and names there are at all: what messages suggest.
    Names,
    /// The versions of a page or of a section in other languages: its file, or the name of the section.
    Versions(String),
    /// Another fact, as it is for a page in a further language, by the tag of that language.
    InLanguage(String, Box<Dep>),
    /// Which pages have faults in their fields, so that what follows from them is not told as well.
    PagesWithFieldErrors,
}

/// What a template asks `pages` for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Query {
    pub section: String,
    /// Empty for pages of all types.
    pub kind: String,
    pub recursive: bool,
    /// 0 for all.
    pub limit: usize,
    /// Empty for the order of lists.
    pub sort: String,
}

/// How far a change of files can reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeScope {
    /// Only facts that are named one by one.
    Named = 0,
    /// Those, and facts about what many pages show of themselves and link to.
    Cards = 1,
    /// Those, and facts about which page follows which.
    Order = 2,
    /// Any fact.
    All = 3,
}

impl Dep {
    /// The fact, whatever the language it is asked in.
    pub fn bare(&self) -> &Dep {
        match self {
            Dep::InLanguage(_, fact) => fact,
            fact => fact,
        }
    }

    /// How far a change must reach to get at this fact without naming it.
    pub fn reach(&self) -> ChangeScope {
        use Dep::*;
        match self {
            Listing(_) | Slice(..) | Term(..) | Terms(_) | Series(_) | Recent(..) | Pages(_) | Menu(_) | All
            | Backlinks(_) | Records(_) | Versions(_) | AzIndex(_) => ChangeScope::Cards,
            Neighbors(_) => ChangeScope::Order,
            InLanguage(_, fact) => fact.reach(),
            _ => ChangeScope::All,
        }
    }
}

/// The facts that one output has read.
#[derive(Debug, Clone, Default)]
pub struct DepLog(Vec<Dep>);

impl DepLog {
    /// Takes note of a fact.
    pub fn log(&mut self, fact: Dep) {
        // Loops read the same fact again and again; most repeats come right after each other.
        if self.0.last() != Some(&fact) {
            self.0.push(fact);
        }
    }

    /// The facts read so far, in the order of reading; some more than once.
    pub fn each(&self) -> impl Iterator<Item = &Dep> {
        self.0.iter()
    }

    /// Whether any of the facts read so far is such a one.
    pub fn any(&self, such: impl Fn(&Dep) -> bool) -> bool {
        self.0.iter().any(such)
    }

    /// All facts, each once, in order.
    pub fn into_facts(mut self) -> Vec<Dep> {
        self.0.sort_unstable();
        self.0.dedup();
        self.0
    }
}
