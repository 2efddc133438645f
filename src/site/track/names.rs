//! Facts in the words of people.

use std::fmt;

use super::Fact;

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let site = |name: &str| if name.is_empty() { "the whole site".to_owned() } else { name.to_owned() };
        match self {
            Fact::Body(page) => write!(f, "the text of {page}"),
            Fact::Links(page) => write!(f, "where the links of {page} lead"),
            Fact::Card(page) => write!(f, "title, address and dates of {page}"),
            Fact::Listing(folder) => write!(f, "the list of pages in {folder}"),
            Fact::Slice(folder, 1) => write!(f, "the first page of the list of {folder}"),
            Fact::Slice(folder, number) => write!(f, "page {number} of the list of {folder}"),
            Fact::Term(taxonomy, term, _) => write!(f, "the pages with \"{term}\" in {taxonomy}"),
            Fact::Terms(taxonomy) => write!(f, "all terms of {taxonomy}"),
            Fact::Series(name) => write!(f, "the pages of the series \"{name}\""),
            Fact::Recent(of, count) => write!(f, "the {count} newest pages of {}", site(of)),
            Fact::Pages(query) => write!(f, "the pages of {} that the template asks for", site(&query.section)),
            Fact::Neighbors(page) => write!(f, "the pages before and after {page}"),
            Fact::Trail(folder) => write!(f, "the way from the home page to {folder}"),
            Fact::Menu(name) => write!(f, "the menu \"{name}\""),
            Fact::All => f.write_str("all pages of the site"),
            Fact::Link(target) => write!(f, "where the link {target} leads"),
            Fact::Backlinks(page) => write!(f, "which pages link to {page}"),
            Fact::Lookup(name) => write!(f, "whether there is \"{name}\""),
            Fact::Records(kind) => write!(f, "all pages of the type {kind}"),
            Fact::Record(kind, key) => write!(f, "whether there is a {kind} with the key \"{key}\""),
            Fact::Data(path) => write!(f, "content/data/{path}"),
            Fact::Datum(file, key) => write!(f, "\"{key}\" in content/data/{file}"),
            Fact::Asset(path) => write!(f, "the address of the theme's file {path}"),
            Fact::Picture(name) => write!(f, "the picture {name}"),
            Fact::SocialCard(page) => write!(f, "whether {page} has a social card"),
            Fact::Drawing(path) => write!(f, "the drawing {path}"),
            Fact::Fonts => f.write_str("the theme's fonts"),
            Fact::File(path) => write!(f, "the file {path}"),
            Fact::Templates(name) => write!(f, "the template {name}"),
            Fact::Strings(language) => write!(f, "the theme's words in {language}"),
            Fact::Config => f.write_str("content/site.yaml"),
            Fact::Clock => f.write_str("the day of the build"),
            Fact::Place(output) => write!(f, "what stands at {}", output.url()),
            Fact::Versions(name) => write!(f, "the versions of {name} in other languages"),
            Fact::In(language, fact) => write!(f, "{fact}, in {language}"),
            Fact::Letters(_) => f.write_str("all pages and terms from A to Z"),
            Fact::Host(name) => write!(f, "what the host is told in {name}"),
            Fact::Search(output) => write!(f, "the search index at {}", output.url()),
            Fact::Names => f.write_str("which pages there are"),
            Fact::Faulty => f.write_str("which pages have mistakes in their fields"),
        }
    }
}
