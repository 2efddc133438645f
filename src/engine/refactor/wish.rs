//! What an editor asks for, and the files that are meant by it.

use super::heading::{self, HeadingName, MeantHeading};
use super::model::{Mapping, MoveRefusal};
use crate::Build;
use vertebra_base::link::{Link, composed};
use vertebra_base::path::{SourcePath, UrlPath, unusable};
use vertebra_base::slug::slugify;
use vertebra_site::{PageId, Site};

/// What is to become of a page, a file or a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MoveRequest {
    /// Another name: paths inside `content/`, with or without it; the first may also be an address. With the id of a
    /// heading behind it (`faq.md#costs`), the heading is meant, and the second is what it is called then.
    Rename { from: String, to: String },
    /// Another address, under the same name.
    Slug { page: String, slug: String },
    /// It goes. Its address and its links lead to another page, or to nothing.
    Remove { page: String, to: Option<String> },
    /// One heading of a page, by its id there, is called otherwise.
    Heading { page: String, id: String, name: HeadingName },
}

/// What is meant by a wish.
pub struct ResolvedMove {
    pub mapping: Mapping,
    /// Pages that get another slug.
    pub slug: Option<(Vec<SourcePath>, String)>,
    /// The page that takes the place of those that go.
    pub instead: Option<SourcePath>,
    /// The heading that is called otherwise.
    pub heading: Option<MeantHeading>,
}

fn refuse<T>(message: impl Into<String>, help: impl Into<String>) -> Result<T, MoveRefusal> {
    Err(MoveRefusal::Asked { message: message.into(), help: help.into() })
}

/// Finds the files that are meant.
pub fn meant(build: &Build, wish: &MoveRequest) -> Result<ResolvedMove, MoveRefusal> {
    let mut meant = ResolvedMove { mapping: Mapping::default(), slug: None, instead: None, heading: None };
    match wish {
        MoveRequest::Rename { from, to } => match of_heading(build, from) {
            Some((page, id)) => meant.heading = Some(heading(build, page, id, &HeadingName::typed(to))?),
            None => meant.mapping = renamed(build, from, to)?,
        },
        MoveRequest::Heading { page, id, name } => meant.heading = Some(heading(build, page, id, name)?),
        MoveRequest::Slug { page, slug } => {
            let source = page_of(build, page)?;
            if slugify(slug) != *slug || slug.is_empty() {
                let help = format!("use lowercase letters, digits and hyphens: {}", slugify(slug));
                return refuse(format!("\"{slug}\" is not a valid last part of an address"), help);
            }
            if is_fixed(&source) {
                return refuse(format!("the address of {source} cannot be changed"), "rename another page");
            }
            if build.page(&source).is_some_and(|page| page.front.url.is_some()) {
                let help = "change that line, and write the old address under aliases:";
                return refuse(format!("the whole address of {source} is written in it, after url:"), help);
            }
            meant.slug = Some((vec![source], slug.clone()));
        }
        MoveRequest::Remove { page, to } => {
            let source = page_of(build, page)?;
            if is_fixed(&source) {
                return refuse(format!("{source} is required"), "edit its text instead");
            }
            let instead = to.as_ref().map(|to| page_of(build, to)).transpose()?;
            meant.mapping.removed = versions(build, &source).into_iter().collect();
            if let Some(instead) = &instead {
                if instead.in_content() == Some("404.md") {
                    return refuse(
                        "the page for addresses that do not exist cannot replace another page",
                        "leave out --to",
                    );
                }
                if meant.mapping.removed.contains(instead) {
                    return refuse("a page cannot replace itself", "give another page with --to");
                }
                let removed = meant.mapping.removed.iter();
                meant.mapping.files = removed.map(|source| (source.clone(), instead.clone())).collect();
            }
            meant.instead = instead;
        }
    }
    Ok(meant)
}

/// A page and the id of a heading, as one address; none for the name of a file that has a number sign.
fn of_heading<'t>(build: &Build, typed: &'t str) -> Option<(&'t str, &'t str)> {
    let link = Link::parse(typed);
    let name = inside(build, typed);
    let is_file = |path: &SourcePath| path.as_str() == name || path.as_str().starts_with(&format!("{name}/"));
    let id = link.fragment.filter(|_| !link.path.is_empty())?;
    (!build.snapshot().files.keys().any(is_file)).then_some((link.path, id))
}

fn heading(build: &Build, page: &str, id: &str, name: &HeadingName) -> Result<MeantHeading, MoveRefusal> {
    let source = page_of(build, page)?;
    match build.page(&source) {
        Some(page) => heading::meant(page, &composed(id), name),
        None => refuse(format!("{source} cannot be read"), "fix its errors first"),
    }
}

/// Pages that every site has under their own names.
fn is_fixed(source: &SourcePath) -> bool {
    let name = source.in_content().filter(|name| !name.contains('/') && name.ends_with(".md"));
    name.is_some_and(|name| name.starts_with("index.") || name.starts_with("404."))
}

/// A path as the site knows it, in the letters of its files.
fn inside(build: &Build, path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path).trim_matches('/');
    let path = path.strip_prefix("content/").unwrap_or(if path == "content" { "" } else { path });
    build.spelled(format!("content/{path}").trim_end_matches('/'))
}

fn page_of(build: &Build, path: &str) -> Result<SourcePath, MoveRefusal> {
    let source = SourcePath::new(inside(build, path));
    if Build::is_page(&source) && build.snapshot().get(&source).is_some() {
        return Ok(source);
    }
    let site = build.site();
    if let Some(id) = site.find(path) {
        return Ok(site.page(id).page.source.clone());
    }
    let names = build.pages().filter_map(|page| page.source.in_content());
    let wanted = source.in_content().unwrap_or_default();
    let near = vertebra_base::diagnostic::nearest(wanted, names).map(|near| format!("did you mean {near}?"));
    let help = near.unwrap_or_else(|| "write the path of a page in content/, such as guides/first-visit.md".to_owned());
    refuse(format!("there is no page \"{path}\""), help)
}

/// A page in all languages: `page.md`, `page.es.md`. Only the page itself, when its name says its language.
fn versions(build: &Build, source: &SourcePath) -> Vec<SourcePath> {
    let site = build.site();
    if site.config.spoken(source).is_some() {
        return vec![source.clone()];
    }
    let is_version = |other: &SourcePath| site.config.spoken(other).is_some_and(|(_, base)| base == *source);
    let others = build.pages().map(|page| &page.source).filter(|other| is_version(other));
    std::iter::once(source).chain(others).cloned().collect()
}

fn renamed(build: &Build, from: &str, to: &str) -> Result<Mapping, MoveRefusal> {
    let old = inside(build, from);
    let files = &build.snapshot().files;
    let is_folder = files.keys().any(|path| path.as_str().starts_with(&format!("{old}/")));
    let is_file = files.contains_key(&SourcePath::new(&old));
    let mapping = if is_folder
        && !is_file
        && !from.ends_with(".md")
        && build.site().find(from).is_none_or(|_| !from.starts_with('/'))
    {
        folder(build, &old, to)?
    } else {
        let source = if is_file { SourcePath::new(&old) } else { page_of(build, from)? };
        file(build, &source, to)?
    };
    for (from, to) in &mapping.files {
        if UrlPath::new(to.as_str()).is_err() || to.as_str().contains("//") {
            return refuse(format!("{to} is not a valid file name"), "use letters, digits and hyphens");
        }
        if let Some(why) = unusable(to) {
            return refuse(format!("{to} is not a valid file name: {why}"), "use letters, digits and hyphens");
        }
        let is_same = |path: &SourcePath| path != to && path.as_str().to_lowercase() == to.as_str().to_lowercase();
        if let Some(near) = files.keys().find(|path| is_same(path) && !mapping.files.contains_key(*path)) {
            let message = format!(
                "{to} and {near} differ only in upper and lower case, and some computers treat them as one file"
            );
            return refuse(message, "choose another name");
        }
        let is_data = |path: &SourcePath| path.as_str().starts_with("content/data/");
        if is_fixed(from)
            || is_data(from) != is_data(to)
            || matches!(from.in_content(), Some("site.yaml" | "addresses.yaml"))
        {
            return refuse(format!("{from} cannot be renamed or moved"), "rename another file");
        }
        let is_index = |path: &SourcePath| Build::is_page(path) && path.stem().split('.').next() == Some("index");
        if is_index(from) && !is_index(to) {
            let folder = from.folder().strip_prefix("content/").unwrap_or_default();
            let help = format!("rename the folder: vertebra rename {folder} NEW");
            return refuse(format!("{from} is the page of its folder, so it cannot be renamed"), help);
        }
        if files.contains_key(to) && !mapping.files.contains_key(to) {
            return refuse(format!("{to} already exists"), "choose another name");
        }
    }
    if mapping.files.iter().all(|(from, to)| from == to) {
        return refuse("the file already has this name", "give the new name after the old one");
    }
    Ok(mapping)
}

fn folder(build: &Build, old: &str, to: &str) -> Result<Mapping, MoveRefusal> {
    let new = inside(build, to);
    if new.ends_with(".md") || new == "content" || old == "content" || new.starts_with(&format!("{old}/")) {
        return refuse(format!("{old} is a folder and cannot be renamed to {new}"), "give the new name of the folder");
    }
    let inside =
        |path: &SourcePath| path.as_str().strip_prefix(old).filter(|rest| rest.starts_with('/')).map(str::to_owned);
    let files = build
        .snapshot()
        .files
        .keys()
        .filter_map(|path| Some((path.clone(), SourcePath::new(format!("{new}{}", inside(path)?)))));
    Ok(Mapping { files: files.collect(), folder: Some((old.to_owned(), new.clone())), ..Mapping::default() })
}

fn file(build: &Build, source: &SourcePath, to: &str) -> Result<Mapping, MoveRefusal> {
    let mut new = inside(build, to);
    if to.ends_with('/') || build.snapshot().files.keys().any(|path| path.as_str().starts_with(&format!("{new}/"))) {
        new = format!("{new}/{}", source.file_name());
    }
    if Build::is_page(source) && !new.to_lowercase().ends_with(".md") {
        new.push_str(".md");
    }
    let new = SourcePath::new(new);
    if new.extension().to_lowercase() != source.extension().to_lowercase() {
        return refuse(
            format!("{source} cannot be renamed to {new}"),
            format!("keep the ending .{}", source.extension()),
        );
    }
    let mut mapping = Mapping::default();
    mapping.files.insert(source.clone(), new.clone());
    if !Build::is_page(source) {
        return Ok(mapping);
    }
    for version in versions(build, source).into_iter().filter(|version| version != source) {
        let mark = version.stem().rsplit('.').next().unwrap_or_default();
        let name = format!("{}/{}.{mark}.{}", new.folder(), new.stem(), new.extension());
        mapping.files.insert(version, SourcePath::new(name));
    }
    if source.folder() != new.folder() {
        for file in only_used_by(build.site(), &mapping) {
            let to = SourcePath::new(format!("{}/{}", new.folder(), file.file_name()));
            mapping.files.insert(file, to);
        }
    }
    Ok(mapping)
}

/// The files in the folder of pages that move which only they link to or show.
fn only_used_by(site: &Site, mapping: &Mapping) -> Vec<SourcePath> {
    let mut used = Vec::new();
    let Some(folder) = mapping.files.keys().next().map(SourcePath::folder) else { return used };
    let base = &site.config.base_url;
    for file in site.files.iter().filter(|file| file.source.folder() == folder) {
        let uses = |id: &PageId| {
            let page = site.page(*id);
            let image = page.page.front.image.as_ref();
            let shows = image.and_then(|image| vertebra_site::beside(&page.page, base, &image.value));
            let to_it = |linked: &vertebra_site::Linked| matches!(&linked.target, vertebra_site::LinkTarget::Other(url) if *url == file.url);
            site.links(*id).iter().any(to_it) || shows.as_deref() == Some(file.source.as_str())
        };
        let mut users = site.ids().filter(uses).map(|id| &site.page(id).page.source).peekable();
        if users.peek().is_some() && users.all(|source| mapping.files.contains_key(source)) {
            used.push(file.source.clone());
        }
    }
    used
}
