//! Facts in the words of people.

use std::fmt;

use super::Dep;

impl fmt::Display for Dep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let site = |name: &str| if name.is_empty() { "the whole site".to_owned() } else { name.to_owned() };
        match self {
            Dep::Body(page) => write!(f, "the text of {page}"),
            Dep::Links(page) => write!(f, "the link targets of {page}"),
            Dep::PageMeta(page) => write!(f, "title, address and dates of {page}"),
            Dep::Listing(folder) => write!(f, "the list of pages in {folder}"),
            Dep::Slice(folder, 1) => write!(f, "the first page of the list of {folder}"),
            Dep::Slice(folder, number) => write!(f, "page {number} of the list of {folder}"),
            Dep::Term(taxonomy, term, _) => write!(f, "the pages with \"{term}\" in {taxonomy}"),
            Dep::Terms(taxonomy) => write!(f, "all terms of {taxonomy}"),
            Dep::Series(name) => write!(f, "the pages of the series \"{name}\""),
            Dep::Recent(of, count) => write!(f, "the {count} newest pages of {}", site(of)),
            Dep::Pages(query) => write!(f, "the pages of {} that the template lists", site(&query.section)),
            Dep::Neighbors(page) => write!(f, "the pages before and after {page}"),
            Dep::Breadcrumbs(folder) => write!(f, "the breadcrumbs to {folder}"),
            Dep::Menu(name) => write!(f, "the menu \"{name}\""),
            Dep::All => f.write_str("all pages of the site"),
            Dep::Link(target) => write!(f, "the target of the link {target}"),
            Dep::TextLinks(..) => f.write_str("the link targets of a setting, a field or data"),
            Dep::Backlinks(page) => write!(f, "which pages link to {page}"),
            Dep::Lookup(name) => write!(f, "whether there is \"{name}\""),
            Dep::Records(kind) => write!(f, "all pages of the type {kind}"),
            Dep::Record(kind, key) => write!(f, "whether there is a {kind} with the key \"{key}\""),
            Dep::Data(path) => write!(f, "content/data/{path}"),
            Dep::DataEntry(file, key) => write!(f, "\"{key}\" in content/data/{file}"),
            Dep::Asset(path) => write!(f, "the address of the theme's file {path}"),
            Dep::Picture(name) => write!(f, "the image {name}"),
            Dep::SocialCard(page) => write!(f, "whether {page} has a social card"),
            Dep::Drawing(path) => write!(f, "the drawing {path}"),
            Dep::Fonts => f.write_str("the theme's fonts"),
            Dep::File(path) => write!(f, "the file {path}"),
            Dep::Templates(name) => write!(f, "the template {name}"),
            Dep::Strings(language) => write!(f, "the theme's strings in {language}"),
            Dep::Config => f.write_str("content/site.yaml"),
            Dep::BuildDate => f.write_str("the date of the build"),
            Dep::Place(output) => write!(f, "the content of {}", output.url()),
            Dep::Versions(name) => write!(f, "the versions of {name} in other languages"),
            Dep::InLanguage(language, fact) => write!(f, "{fact}, in {language}"),
            Dep::AzIndex(_) => f.write_str("all pages and terms from A to Z"),
            Dep::Host(name) => write!(f, "the host settings in {name}"),
            Dep::Search(output) => write!(f, "the search index at {}", output.url()),
            Dep::Names => f.write_str("which pages there are"),
            Dep::PagesWithFieldErrors => f.write_str("which pages have errors in their fields"),
        }
    }
}
