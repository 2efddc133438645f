//! Two jobs that want one address: an error at the line that caused it, which names both. Letter case makes no two
//! addresses of one, nor do the two ways in which Unicode writes an accent: on some systems they are one file.

use std::collections::BTreeMap;

use super::model::{Job, Owner, Planned};
use crate::model::SitePage;
use crate::searched;
use crate::site::Site;
use vertebra_base::diagnostic::{Diagnostic, Severity};
use vertebra_base::path::{OutputPath, SourcePath, UrlPath};
use vertebra_base::slug::slugify;
use vertebra_base::span::Span;
use vertebra_schema::config::FILE;

/// Tells every address that two want, now or when a page will be published.
pub fn report(site: &Site, out: &mut Vec<Diagnostic>) {
    for (later, first) in site.plan.doubles.iter().filter(|(later, _)| !follows(site, &later.job)) {
        out.push(double(site, later, &site.plan.jobs[*first as usize].owner));
    }
    for (form, _) in site.pictures_shown().filter(|(_, hidden)| !hidden) {
        out.extend(site.plan.owner(&form.output).map(|first| double(site, &form, first)));
    }
    for page in &site.unpublished {
        // A list may be the one that the page is the text of, and an old address goes before no page.
        let stays = |first: &&Owner| matches!(first, Owner::Page(_) | Owner::File(_) | Owner::Theme(_));
        if let Some(first) = site.plan.owner(&page.url.output()).filter(stays) {
            let mut later = twice(&page.source, None, &page.url, first);
            later.severity = Severity::Warning;
            out.push(later.with_note(format!("this page is not published today ({})", page.hidden.reason())));
        }
    }
    folders(site, out);
}

/// Whether a job stands beside a page that has no address of its own: that is told, and mended with it.
fn follows(site: &Site, job: &Job) -> bool {
    let (Job::Twin(id) | Job::SocialCard(id)) = job else { return false };
    let page = site.page(*id);
    !matches!(site.plan.owner(&page.url.output()), Some(Owner::Page(source)) if *source == page.page.source)
}

/// What to say of a job whose address something else has.
fn double(site: &Site, later: &Planned, first: &Owner) -> Diagnostic {
    let url = later.output.url();
    let other = || first.source().cloned().unwrap_or_else(|| SourcePath::new(FILE));
    match (&later.job, &later.owner) {
        (Job::Host(name), _) => host_file(site, name, &other()),
        (Job::Twin(id), _) => twice(&site.page(*id).page.source, None, &url, first),
        (Job::Search, owner) => {
            let is_it = |page: &&SitePage| searched::file_beside(page).as_ref() == Some(&later.output);
            let page = site.pages.iter().filter(|page| searched::is_home(page)).find(is_it);
            twice(&page.map_or_else(other, |page| page.page.source.clone()), None, &url, owner)
        }
        (Job::List(..) | Job::Taxonomy(_) | Job::Term(..), Owner::List(words)) if first.source().is_none() => {
            two_lists(&url, [&first.describe(), words], &site.pages)
        }
        (_, owner @ Owner::List(_)) => twice(&other(), None, &url, owner),
        // The names of these are not chosen by hand.
        (Job::Asset(_) | Job::Picture(..) | Job::SocialCard(_), owner) if first.source().is_some() => {
            twice(&other(), None, &url, owner)
        }
        (_, owner) => {
            let source = owner.source().cloned().unwrap_or_else(other);
            twice(&source, slug(site, &source), &url, first)
        }
    }
}

/// Where a page says its own address.
fn slug(site: &Site, source: &SourcePath) -> Option<Span> {
    let page = site.pages.iter().find(|page| page.page.source == *source)?;
    let front = &page.page.front;
    front.url.as_ref().or(front.slug.as_ref()).map(|said| said.span)
}

/// A file that an editor wrote by hand for a host would say something else than the one that is made.
fn host_file(site: &Site, name: &str, file: &SourcePath) -> Diagnostic {
    let host = site.config.deploy.target.value.title();
    let message = format!("{name} is already generated for {host} from content/site.yaml");
    let help = match name {
        "_redirects" => "remove this file, and add its lines as old addresses: aliases: in the page they redirect to",
        "_headers" => "remove this file, and add its lines to content/site.yaml under deploy: headers: extra:",
        _ => "remove this file, or write deploy: {target: none} to configure the host by hand",
    };
    let note = "with deploy: {target: none} no files are generated for a host, and this file is published unchanged";
    Diagnostic::error("host-file", file, None, message).with_help(help).with_note(note)
}

/// A path cannot be a file and a folder at once: `/a.html` and `/a.html/b/`. Told once for each such file.
fn folders(site: &Site, out: &mut Vec<Diagnostic>) {
    let above = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let mut clashes: BTreeMap<&OutputPath, (&OutputPath, &Owner, &Owner)> = BTreeMap::new();
    // Where an old address is none, it needs neither.
    let place = |planned: &Planned| match &planned.job {
        Job::Alias(_) => site.made(planned).map(|made| made.output),
        _ => Some(planned.output.clone()),
    };
    let file_at = |folder: String| {
        let file = &site.plan.jobs[*site.plan.places.get(&folder)? as usize];
        (place(file).as_ref() == Some(&file.output)).then_some(file)
    };
    for planned in site.plan.each() {
        let Some(folded) = place(planned).map(|output| output.folded()) else { continue };
        let mut folders = std::iter::successors(above(&folded), |folder| above(folder));
        let Some(file) = folders.find_map(file_at) else { continue };
        let clash = clashes.entry(&file.output).or_insert((&planned.output, &planned.owner, &file.owner));
        if planned.output < *clash.0 {
            *clash = (&planned.output, &planned.owner, &file.owner);
        }
    }
    for (output, owner, file) in clashes.values() {
        let named = || [owner, file].into_iter().filter_map(|owner| owner.source());
        let of_editor = named().find(|source| source.in_content().is_some()).or_else(|| named().next());
        let source = of_editor.cloned().unwrap_or_else(|| SourcePath::new(FILE));
        let message = format!("{} needs a folder where {} needs a file", output.url(), file.describe());
        let help = "give one of the two another address";
        out.push(Diagnostic::error("slug-twice", &source, None, message).with_help(help));
    }
}

/// A slug for one of two pages that want one address: the file's name of the one that is not called so.
fn other_slug(file: &SourcePath, url: &UrlPath, first: &Owner) -> String {
    let taken = url.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let stems = [Some(file), first.source()].into_iter().flatten().map(|file| slugify(file.stem()));
    stems.into_iter().find(|slug| slug != taken && slug != "index").unwrap_or_else(|| {
        let folder = file.folder().rsplit('/').next().unwrap_or_default();
        format!("{taken}-{}", slugify(folder))
    })
}

/// Two lists with one address: most often two folders whose names differ by letter case.
fn two_lists(url: &UrlPath, words: [&str; 2], pages: &[SitePage]) -> Diagnostic {
    let inside = pages.iter().rev().find(|page| page.url.folded().starts_with(&url.folded()));
    let file = inside.map_or_else(|| SourcePath::new(FILE), |page| page.page.source.clone());
    let message = format!("{} and {} have the same address, {url}", words[0], words[1]);
    Diagnostic::error("slug-twice", &file, None, message)
        .with_help("rename one of the two, or move both into one folder")
}

fn twice(file: &SourcePath, span: Option<Span>, url: &UrlPath, first: &Owner) -> Diagnostic {
    let own = if file.extension().eq_ignore_ascii_case("md") { "page" } else { "file" };
    let message = format!("this {own} and {} have the same address, {url}", first.describe());
    let is_same_name =
        first.source().is_some_and(|first| first.as_str().to_lowercase() == file.as_str().to_lowercase());
    let help = match (file.extension(), file.stem()) {
        _ if is_same_name => {
            "their names differ in capital and small letters alone, and many systems take them for one file: delete or rename one"
                .to_owned()
        }
        ("md", "index") => "rename this folder or the other page".to_owned(),
        ("md", _) => format!("give one of them another address, for example:\nslug: {}", other_slug(file, url, first)),
        _ => "rename one of the two files".to_owned(),
    };
    Diagnostic::error("slug-twice", file, span, message).with_help(help)
}
