//! All links of all pages: where each leads, and what is wrong with those that lead nowhere.

use super::hidden::{Hidden, Unpublished};
use super::model::{AnchorCheck, AnchorChecks, LinkTarget, Linked, PageId, SitePage};
use super::resolve::{Destination, Lookup};
use super::suggestion::{relative, suggestion};
use vertebra_base::diagnostic::{Diagnostic, nearest};
use vertebra_base::link::{AddressKind, Link as Address, decoded, encode};
use vertebra_base::parallel;
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_base::slug::github_slug;
use vertebra_markdown::{LinkKind, Page, WrittenLink};
use vertebra_media::image_file::is_picture_name;

/// Puts checks to those of their outputs.
pub fn add_checks(all: &mut AnchorChecks, new: Vec<AnchorCheck>) {
    for check in new {
        let checks = all.entry(check.output.clone()).or_default();
        checks.push(check);
        checks.sort_by(|a, b| (&a.missing.file, a.missing.span).cmp(&(&b.missing.file, b.missing.span)));
    }
}

/// What is found out about the links of one page: where they lead, and those that need a word.
#[derive(Default)]
pub struct PageLinks {
    pub links: Vec<Linked>,
    faults: Vec<(At, Fault)>,
    pub anchors: Vec<AnchorCheck>,
}

/// Where an address of a page is written.
#[derive(Clone, Copy)]
enum At {
    Link(usize),
    /// The field `image`.
    Image,
}

enum Fault {
    Missing,
    /// Something is there that no browser can show as a picture.
    NoPicture,
    Empty,
    Case(SourcePath),
    Alias(UrlPath),
    Hidden(Box<Unpublished>),
}

/// How many broken links get a suggestion: looking for one compares with every path of the site.
pub const SUGGESTIONS: usize = 200;

/// Looks up every link of every page.
pub fn resolve_all(lookup: &Lookup, threads: usize) -> Vec<PageLinks> {
    parallel::map(threads, &lookup.0.pages, |page| resolve_page(page, lookup))
}

/// Looks up every link of one page.
pub fn resolve_page(page: &SitePage, lookup: &Lookup) -> PageLinks {
    let mut found = PageLinks::default();
    found.links.reserve_exact(page.page.links.len());
    for (at, link) in page.page.links.iter().enumerate() {
        let linked = resolve(page, link, at, lookup, &mut found);
        found.links.push(linked);
    }
    let image = image(&page.page);
    let image = image.and_then(|image| picture_fault(lookup.resolve(&page.into(), &image).found, &image));
    found.faults.extend(image.map(|fault| (At::Image, fault)));
    // What is wrong with a page that is not published is told when it is.
    if !page.is_published() {
        found.faults.clear();
        found.anchors.clear();
    }
    found
}

fn resolve(page: &SitePage, link: &WrittenLink, at: usize, lookup: &Lookup, found: &mut PageLinks) -> Linked {
    let parts = link.address();
    let to_page = |id: PageId, fragment: Option<&str>| {
        let mut address = encode(lookup.0.pages[id.index()].url.as_str()).into_owned();
        address.push_str(parts.query);
        if let Some(fragment) = fragment {
            address.push('#');
            address.push_str(fragment);
        }
        Linked { target: LinkTarget::Page(id), address }
    };
    let broken = || Linked { target: LinkTarget::Broken, address: link.target.clone() };
    match lookup.resolve(&page.into(), link).found {
        // Nothing that browsers could show there. A file may be one that only some of them show.
        destination if link.kind == LinkKind::Image && is_no_picture(&destination, parts.kind) => {
            found.faults.push((At::Link(at), Fault::NoPicture));
            broken()
        }
        Destination::Page(id) if link.kind == LinkKind::Term => {
            let id_of_term = lookup.term(&link.target, page.lang).map(|(_, term)| term.id.as_str());
            to_page(id, id_of_term)
        }
        Destination::Page(id) => {
            let meant = check_anchor(page, id, link, parts.fragment, lookup, found);
            // A link inside the page stays one, so that it works before the page has an address.
            if parts.path.is_empty() {
                let address = meant.map_or_else(|| link.target.clone(), |id| format!("{}#{}", parts.query, encode(id)));
                return Linked { target: LinkTarget::Page(id), address };
            }
            match meant {
                Some(meant) => to_page(id, Some(&encode(meant))),
                None => to_page(id, parts.fragment),
            }
        }
        Destination::Alias(url) => {
            found.faults.push((At::Link(at), Fault::Alias(url.clone())));
            match lookup.0.index.page_at(url.as_str(), &lookup.0.pages) {
                Some(id) => to_page(id, parts.fragment),
                None => {
                    let address = format!("{}{}", encode(url.as_str()), parts.rest());
                    Linked { target: LinkTarget::Other(url), address }
                }
            }
        }
        Destination::Other(url) => {
            let mut address = encode(url.as_str()).into_owned();
            address.push_str(parts.rest());
            if let (Some(id), true) = (parts.fragment, url.as_str().ends_with('/')) {
                found.anchors.push(anchor_check(page, link, id, &url, None));
            }
            Linked { target: LinkTarget::Other(url), address }
        }
        Destination::Outside => Linked { target: LinkTarget::Outside, address: link.target.clone() },
        Destination::Hidden(hidden) => {
            found.faults.push((At::Link(at), Fault::Hidden(Box::new(hidden.clone()))));
            // In a preview the page is there, and the link leads to it.
            match lookup.0.index.page(hidden.source.as_str(), &lookup.0.pages) {
                Some(id) if parts.path.is_empty() => {
                    Linked { target: LinkTarget::Page(id), address: link.target.clone() }
                }
                Some(id) => to_page(id, parts.fragment),
                None => broken(),
            }
        }
        Destination::Case(source) => {
            found.faults.push((At::Link(at), Fault::Case(source.clone())));
            broken()
        }
        Destination::Missing => {
            found.faults.push((At::Link(at), Fault::Missing));
            broken()
        }
        Destination::Empty => {
            found.faults.push((At::Link(at), Fault::Empty));
            broken()
        }
    }
}

/// A page, or what another program follows.
fn is_no_picture(destination: &Destination, kind: AddressKind) -> bool {
    matches!(destination, Destination::Page(_)) || matches!(kind, AddressKind::Mail | AddressKind::Telephone)
}

/// The picture that a page names in its fields, as a link to it.
fn image(page: &Page) -> Option<WrittenLink> {
    let image = page.front.image.as_ref()?;
    Some(WrittenLink { target: image.value.clone(), kind: LinkKind::Image, span: image.span })
}

/// What is wrong with the picture of a page. One of another website is not looked at; what would run was told when the
/// field was read.
fn picture_fault(found: Destination, image: &WrittenLink) -> Option<Fault> {
    match found {
        Destination::Missing | Destination::Empty => Some(Fault::Missing),
        Destination::Case(source) => Some(Fault::Case(source.clone())),
        Destination::Other(url) if is_picture_name(url.as_str()) => None,
        Destination::Outside if image.address().kind == AddressKind::Web || image.address().is_unsafe() => None,
        _ => Some(Fault::NoPicture),
    }
}

/// Looks for what the fragment of a link names; the id that is meant, where it is written as other programs make it.
fn check_anchor<'a>(
    page: &SitePage,
    id: PageId,
    link: &WrittenLink,
    fragment: Option<&str>,
    lookup: &Lookup<'a>,
    found: &mut PageLinks,
) -> Option<&'a str> {
    // An empty fragment and `#top` mean the top of the page (HTML standard, section 7.4.6.3).
    let fragment = fragment.filter(|fragment| !fragment.is_empty() && *fragment != "top")?;
    let target = &lookup.0.pages[id.index()];
    let decoded = decoded(fragment);
    if has_anchor(&target.page, &decoded) {
        return None;
    }
    if let Some(meant) = by_other_id(&target.page, &decoded) {
        return Some(meant);
    }
    found.anchors.push(anchor_check(page, link, &decoded, &target.url, Some(&target.page)));
    None
}

/// The id of the heading, or of the term of a list, to which GitHub gives this one, and Hugo, which makes ids in the same way and puts hyphens together
/// no more than GitHub does.
fn by_other_id<'a>(page: &'a Page, id: &str) -> Option<&'a str> {
    let headings = page.headings.iter().map(|heading| (&heading.title, &heading.id));
    let terms = page.terms.iter().map(|term| (&term.name, &term.id));
    let mut all = headings.chain(terms).filter(|(words, _)| github_slug(words, "") == id);
    all.next().filter(|_| all.next().is_none()).map(|(_, id)| id.as_str())
}

/// Whether the text of a page has something with an id.
pub fn has_anchor(page: &Page, id: &str) -> bool {
    page.anchors.binary_search_by(|anchor| anchor.as_str().cmp(id)).is_ok()
        || page.notes.iter().any(|note| note.id == id || note.marks.iter().any(|mark| mark == id))
}

fn anchor_check(page: &SitePage, link: &WrittenLink, id: &str, url: &UrlPath, target: Option<&Page>) -> AnchorCheck {
    let same = target.is_some_and(|target| target.source == page.page.source);
    let whose = match target {
        _ if same => "this page".to_owned(),
        Some(target) => target.source.to_string(),
        None => format!("the page {url}"),
    };
    let meant = target.and_then(|target| nearest(id, target.anchors.iter().map(String::as_str)));
    let near =
        target.zip(meant).map(|(target, near)| match target.headings.iter().find(|heading| heading.id == near) {
            Some(heading) => format!("did you mean #{near} (line {})?", heading.line),
            None => format!("did you mean #{near}?"),
        });
    let some: Vec<_> =
        target.iter().flat_map(|target| &target.headings).take(5).map(|heading| format!("#{}", heading.id)).collect();
    let help = near.unwrap_or_else(|| match some.is_empty() {
        true => format!("remove #{id} from the link"),
        false => format!("its headings are {}; or remove #{id} from the link", some.join(", ")),
    });
    let message = format!("{whose} has no heading with the id \"{id}\"");
    let missing = Diagnostic::error("anchor-broken", &page.page.source, link.span, message).with_help(help);
    let Address { path, query, .. } = link.address();
    let missing = missing.suggesting(meant.map(|meant| format!("{path}{query}#{meant}")));
    AnchorCheck { output: url.output(), id: id.to_owned(), missing }
}

/// Turns what was found wrong with the links of the pages into diagnostics.
pub fn report<'a>(
    found: impl IntoIterator<Item = (&'a Page, &'a PageLinks)>,
    lookup: &Lookup,
    out: &mut Vec<Diagnostic>,
) {
    let faults = found.into_iter().flat_map(|(page, links)| links.faults.iter().map(move |fault| (page, fault)));
    let mut known = None;
    for (count, (page, (at, fault))) in faults.enumerate() {
        let known: &Vec<&str> = known.get_or_insert_with(|| names(lookup));
        let names = if count < SUGGESTIONS { known.as_slice() } else { &[] };
        let link = match at {
            At::Link(at) => page.links.get(*at).cloned(),
            At::Image => image(page),
        };
        out.extend(link.map(|link| describe(page, &link, fault, names, lookup)));
    }
}

/// All that a link may have been meant to name.
fn names<'a>(lookup: &Lookup<'a>) -> Vec<&'a str> {
    let pages = lookup.0.pages.iter().filter(|page| page.is_published()).map(|page| page.page.source.as_str());
    let hidden = lookup.0.unpublished.iter().map(|page| page.source.as_str());
    pages.chain(hidden).chain(lookup.0.files.iter().map(|file| file.source.as_str())).collect()
}

fn describe(page: &Page, link: &WrittenLink, fault: &Fault, known: &[&str], lookup: &Lookup) -> Diagnostic {
    let error = |code, message: String| Diagnostic::error(code, &page.source, link.span, message);
    let target = &link.target;
    match fault {
        Fault::Missing if link.kind == LinkKind::Term => {
            let near = nearest(&vertebra_base::slug::slugify(target), lookup.term_names());
            let help = near.map_or_else(
                || "add it to the glossary, or remove the double brackets".to_owned(),
                |near| format!("did you mean [[{near}]]?"),
            );
            error("term-unknown", format!("the glossary has no entry \"{target}\"")).with_help(help).suggesting(near)
        }
        Fault::NoPicture => {
            let folder = page.source.folder();
            error("link-broken", format!("\"{target}\" is not an image"))
                .with_help(format!("write the name of an image next to this page, in {folder}/"))
        }
        Fault::Missing => {
            let local = lookup.0.config.base_url.split(target);
            let typed = local.as_ref().map_or(target.as_str(), |(_, local)| local);
            let Address { path, .. } = Address::parse(typed);
            // A page is named from the top of the site: that is where it was looked for.
            let from_top = page.source.file_named(path).filter(|path| path.ends_with(".md"));
            let from_top = from_top.as_deref().and_then(|path| path.strip_prefix("content/"));
            let (what, path) = match (link.kind, from_top) {
                (LinkKind::Image | LinkKind::Embedded, _) => ("file", path),
                (_, Some(from_top)) if !path.starts_with('/') => ("page", from_top),
                _ => ("page", path),
            };
            let meant = suggestion(page, typed, known);
            let meant = whole_address(path).or(meant);
            let help = match (&meant, link.kind) {
                (Some(meant), _) => format!("did you mean {meant}?"),
                (None, LinkKind::Image | LinkKind::Embedded) => {
                    format!("put the file next to this page, in {}/", page.source.folder())
                }
                (None, _) => "write the path of a page, such as contact.md or ../guides/first-visit.md".to_owned(),
            };
            let rest = Address::parse(typed).rest();
            error("link-broken", format!("there is no {what} \"{path}\""))
                .with_help(help)
                .suggesting(meant.map(|meant| meant + rest))
        }
        Fault::Empty => error("link-empty", "this link has no target".to_owned())
            .with_help("write the page between the round brackets: [text](page.md)"),
        Fault::Case(source) => {
            let wanted = relative(page.source.folder(), source.as_str());
            error("file-case", format!("no file \"{target}\"; there is \"{wanted}\""))
                .with_help(format!("use the same upper and lower case: {wanted}"))
                .with_note("it works on your computer, but not on the web server")
                .suggesting(Some(wanted))
        }
        Fault::Alias(url) => {
            let message = format!("this is an old address; the page is now at {url}");
            Diagnostic::warning("link-alias", &page.source, link.span, message)
                .with_help(format!("write {url}"))
                .suggesting(Some(format!("{url}{}", link.address().rest())))
        }
        Fault::Hidden(hidden) if hidden.hidden == Hidden::Draft => {
            error("draft-linked", "this page is published but links to a draft".to_owned())
                .with_help(format!("publish {}, or remove this link", hidden.source))
        }
        Fault::Hidden(hidden) => {
            let reason = hidden.hidden.reason();
            error("hidden-linked", format!("this page is published but links to a page that is not: {reason}"))
                .with_help(hidden.to_link())
        }
    }
}

/// The whole address where one was written without its beginning: `www.example.com`, `info@example.com`.
fn whole_address(path: &str) -> Option<String> {
    let is_name = |text: &str| {
        let parts: Vec<&str> = text.split('.').collect();
        let ends = parts.last().is_some_and(|end| end.len() > 1 && end.chars().all(|c| c.is_ascii_alphabetic()));
        let is_part = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
        parts.len() > 1 && ends && parts.iter().all(is_part)
    };
    if let Some((name, host)) = path.split_once('@') {
        let is_mailbox = !name.is_empty() && !name.contains(['/', ' ', ':']) && is_name(host);
        return is_mailbox.then(|| format!("mailto:{path}"));
    }
    let host = path.split('/').next().unwrap_or_default();
    (host.starts_with("www.") && is_name(host)).then(|| format!("https://{path}"))
}

/// Which pages link to which, by where the links of each lead.
pub fn backlinks(links: &[Vec<Linked>]) -> Vec<Vec<PageId>> {
    let mut all = vec![Vec::new(); links.len()];
    for (links, id) in links.iter().zip(0..) {
        for linked in links {
            if let LinkTarget::Page(to) = linked.target {
                let from: &mut Vec<PageId> = &mut all[to.index()];
                if to != PageId(id) && from.last() != Some(&PageId(id)) {
                    from.push(PageId(id));
                }
            }
        }
    }
    all
}
