//! A wish to a plan: lets a build take in the move, changes all texts, and proves that nothing is told afterwards that was
//! not told before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::before::{Before, put_back};
use super::fields;
use super::heading::HeadingName;
use super::model::{Mapping, MovePlan, MoveRefusal, NamesAfterMove, TextChange};
use super::names;
use super::present::{What, present};
use super::texts::{self, Edits};
use super::wish::{MoveRequest, ResolvedMove, meant};
use crate::{Build, Now};
use vertebra_base::file_content::FileContent;
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_base::snapshot::Changes;
use vertebra_edit::{Edit, FieldWriter, Unwritable, apply};
use vertebra_markdown::Page;
use vertebra_site::addresses::{self, AddressBookChange};

/// Plans what a wish comes to. The build, which must be one that is watched, is afterwards what it will be when the plan
/// has been carried out; as it was, if the wish is refused.
pub fn carry(build: &mut Build, wish: &MoveRequest, at: &Now) -> Result<MovePlan, MoveRefusal> {
    let meant = meant(build, wish)?;
    let before = Before::look(build, &meant.mapping);
    if let (MoveRequest::Remove { .. }, None) = (wish, &meant.instead) {
        let links = before.linking(&meant.mapping);
        if !links.is_empty() {
            return Err(MoveRefusal::Linked(links));
        }
    }
    let first = first_edits(build, &meant, &before)?;
    let moves = Changes { files: changes(&before, &meant.mapping, &first), faults: build.snapshot().faults.clone() };
    build.apply(moves, at.clone());
    let result = finish(build, &meant, &before, first, at);
    if result.is_err() {
        put_back(build, &before.texts, at);
    }
    result
}

/// What has to change together with the names of files: slugs, and patterns of folders.
fn first_edits(build: &Build, meant: &ResolvedMove, before: &Before) -> Result<Edits, MoveRefusal> {
    let mut edits = Edits::new();
    let text = |source: &SourcePath| build.snapshot().text(source).unwrap_or_default();
    if let Some((pages, slug)) = &meant.slug {
        for page in pages {
            let text = text(page);
            let Some(mut fields) = FieldWriter::new(page, &text) else {
                let (message, help) =
                    (format!("{page} has no fields at its top"), "add a title at the top first".to_owned());
                return Err(MoveRefusal::Asked { message, help });
            };
            fields.set("slug", slug, &["title"]).map_err(|_| unwritable(page, &format!("slug: {slug}")))?;
            edits.entry(page.clone()).or_default().extend(fields.edits());
        }
    }
    if let Some(heading) = &meant.heading {
        edits.insert(heading.source.clone(), heading.edits(build, &text(&heading.source))?);
    }
    let file = SourcePath::new(vertebra_schema::config::FILE);
    let site = text(&file);
    let (node, _) = vertebra_yaml::parse(&site, 0, &file);
    let mut patterns = fields::patterns(&site, &node, &meant.mapping);
    if let Some(feeds) = node.get("feeds") {
        let (base, replaced) = (&before.base, &before.removed);
        let then = NamesAfterMove { mapping: &meant.mapping, addresses: &BTreeMap::new(), ids: None, base, replaced };
        fields::of_node(&site, feeds, &then, true, &mut patterns);
    }
    if !patterns.is_empty() {
        edits.insert(file, patterns);
    }
    Ok(edits)
}

/// A field that only a person can write, for it is in a form that could not be proved.
fn unwritable(page: &SourcePath, line: &str) -> MoveRefusal {
    let message = format!("a field at the top of {page} cannot be changed automatically");
    MoveRefusal::Asked { message, help: format!("write this there, then run the command again:\n{line}") }
}

/// The files that change: names, and texts with edits made.
fn changes(before: &Before, mapping: &Mapping, edits: &Edits) -> BTreeMap<SourcePath, Option<FileContent>> {
    let mut files = BTreeMap::new();
    let moved: Vec<_> = mapping.moves().collect();
    files.extend(mapping.removed.iter().map(|source| (source.clone(), None)));
    files.extend(moved.iter().map(|(from, _)| ((*from).clone(), None)));
    for (from, to) in moved {
        files.extend(before.texts.get(from).map(|bytes| (to.clone(), Some(bytes.clone()))));
    }
    for (source, edits) in edits {
        if let Some(new) = before.text(source).and_then(|text| apply(text, edits)) {
            files.insert(SourcePath::new(mapping.name(source.as_str())), Some(new.into_bytes().into()));
        }
    }
    files
}

fn finish(
    build: &mut Build,
    meant: &ResolvedMove,
    before: &Before,
    first: Edits,
    at: &Now,
) -> Result<MovePlan, MoveRefusal> {
    let mapping = &meant.mapping;
    let after = present(build.site());
    let new_address = |what: &What| after.get(&what.then(mapping)).cloned();
    let mut others = BTreeMap::new();
    let mut lost = Vec::new();
    for (what, url) in &before.present {
        match new_address(what).or_else(|| instead(meant, what, &after)) {
            Some(new) if new != *url => _ = others.insert(url.clone(), new),
            Some(_) => {}
            None => lost.push(url.clone()),
        }
    }
    let was = |source: &SourcePath| before.pages.iter().find(|page| page.source == *source);
    let ids = meant.heading.as_ref().and_then(|heading| Some(heading.ids(build, was(&heading.source)?)));
    let ids = ids.transpose()?;
    let (base, replaced) = (&before.base, &before.removed);
    let then = NamesAfterMove { mapping, addresses: &others, ids: ids.as_ref(), base, replaced };
    let mut edits = first;
    for page in before.pages.iter().filter(|page| !mapping.removed.contains(&page.source)) {
        let Some(text) = before.text(&page.source) else { continue };
        let own = texts::of_page(text, page, before.links.get(&page.source).map_or(&[], Vec::as_slice), &then);
        if !own.is_empty() {
            edits.entry(page.source.clone()).or_default().extend(own);
        }
    }
    of_fields(build, (before, &after), &then, &mut edits)?;
    let book = of_others(build, meant, (before, &after), (&then, &lost), &mut edits);
    texts_of_translations(build, before, meant, &mut edits);
    edits.values_mut().for_each(dedup);

    let mut texts = BTreeMap::new();
    for (source, edits) in &edits {
        let Some(old) = before.text(source) else { continue };
        let Some(new) = apply(old, edits) else {
            let message = format!("{source} has links that cannot be changed automatically");
            return Err(MoveRefusal::Asked {
                message,
                help: "change them by hand, then run the command again".to_owned(),
            });
        };
        if new != old {
            texts.insert(SourcePath::new(mapping.name(source.as_str())), TextChange { old: old.to_owned(), new });
        }
    }
    if let Some(book) = book {
        let file = SourcePath::new(addresses::FILE);
        let edited =
            texts.remove(&file).map_or_else(|| before.text(&file).unwrap_or_default().to_owned(), |text| text.new);
        let old = before.text(&file).unwrap_or_default().to_owned();
        let Some(new) = addresses::change(&edited, &book) else {
            let message = format!("nothing can be added to {}, because of how it is written", addresses::FILE);
            return Err(MoveRefusal::Asked {
                message,
                help: "write gone: and redirects: on lines of their own".to_owned(),
            });
        };
        if new != old {
            texts.insert(file, TextChange { old, new });
        }
    }
    let files = texts.iter().map(|(path, text)| (path.clone(), Some(text.new.as_bytes().into()))).collect();
    let faults = build.snapshot().faults.clone();
    build.apply(Changes { files, faults }, at.clone());
    before.prove(build, &|file| is_behind(build, meant, file))?;
    let moves = mapping.moves().map(|(from, to)| (from.clone(), to.clone())).collect();
    let addresses =
        others.into_iter().map(|(old, new)| (old, Some(new))).chain(lost.into_iter().map(|url| (url, None)));
    Ok(MovePlan { moves, removed: mapping.removed.iter().cloned().collect(), texts, addresses: addresses.collect() })
}

/// What takes the place of something that is not there any more: the page that was named; for a list that is empty now,
/// the list in which its page is.
fn instead(meant: &ResolvedMove, what: &What, after: &BTreeMap<What, UrlPath>) -> Option<UrlPath> {
    let page = meant.instead.as_ref().and_then(|page| after.get(&What::File(page.clone())));
    match what {
        What::File(source) if meant.mapping.removed.contains(source) => page.cloned(),
        What::Section(_) | What::Feed(..) if meant.mapping.removed.is_empty() => {
            let (_, to) = meant.mapping.moves().next()?;
            matches!(what, What::Section(_)).then(|| after.get(&What::File(to.clone())).cloned())?
        }
        _ => None,
    }
}

/// Aliases, and what a page was by its name or its place.
fn of_fields(
    build: &Build,
    (before, after): (&Before, &BTreeMap<What, UrlPath>),
    then: &NamesAfterMove,
    edits: &mut Edits,
) -> Result<(), MoveRefusal> {
    let site = build.site();
    let live: BTreeSet<&UrlPath> = after.values().collect();
    let before_that: BTreeSet<&UrlPath> = before.present.values().collect();
    let taken: Vec<UrlPath> = live.difference(&before_that).map(|url| (*url).clone()).collect();
    for page in &before.pages {
        if then.mapping.removed.contains(&page.source) {
            continue;
        }
        let url = before.present.get(&What::File(page.source.clone()));
        let is_other = url.and_then(|url| then.address(url)).is_some();
        let name = SourcePath::new(then.mapping.name(page.source.as_str()));
        let has_taken = page
            .front
            .aliases
            .iter()
            .any(|it| vertebra_base::link::page_address(&it.value).is_some_and(|url| taken.contains(&url)));
        if !is_other && name == page.source && !has_taken {
            continue;
        }
        let Some(text) = before.text(&page.source) else { continue };
        let Some(mut fields) = FieldWriter::new(&page.source, text) else { continue };
        let keep: Vec<UrlPath> =
            url.filter(|url| is_other && !live.contains(url) && must_stay(build, url)).cloned().into_iter().collect();
        // Each is put below the title, so that the last stands first.
        let now = build.page(&name);
        let key = site.config.spoken(&page.source).map_or_else(|| page.source.clone(), |(_, base)| base);
        if name.stem() != page.source.stem() && !fields.has("key") && is_asked(before, key.stem()) {
            let key = key.stem();
            fields.set("key", key, &["title"]).map_err(|_| unwritable(&page.source, &format!("key: {key}")))?;
        }
        // Only the page of a folder is a section.
        let is_other_type = |now: &Arc<Page>| now.front.kind.value != page.front.kind.value;
        if page.front.kind.value != "section" && now.is_some_and(is_other_type) && !fields.has("type") {
            let kind = &page.front.kind.value;
            fields.set("type", kind, &["title"]).map_err(|_| unwritable(&page.source, &format!("type: {kind}")))?;
        }
        let kept = |url: &UrlPath| unwritable(&page.source, &format!("aliases: [{url}]"));
        keep_addresses(&mut fields, &taken, &keep).map_err(|url| kept(&url))?;
        let own = fields.edits();
        if !own.is_empty() {
            edits.entry(page.source.clone()).or_default().extend(own);
        }
    }
    Ok(())
}

/// Takes old addresses away from a page and gives it others that it does not have yet; the one that cannot be written.
fn keep_addresses(fields: &mut FieldWriter, without: &[UrlPath], with: &[UrlPath]) -> Result<(), UrlPath> {
    let is = |text: &str, url: &UrlPath| {
        vertebra_base::link::page_address(text).is_some_and(|it| it.folded() == url.folded())
    };
    let failed = |urls: &[UrlPath]| urls.first().cloned().unwrap_or_else(UrlPath::root);
    let goes = |text: &str| without.iter().any(|url| is(text, url));
    fields.remove_items("aliases", &goes).map_err(|_: Unwritable| failed(without))?;
    for url in with.iter().filter(|url| !without.contains(url)) {
        if !fields.texts("aliases").iter().any(|text| is(text, url)) {
            fields.insert_item("aliases", url.as_str(), &["title"]).map_err(|_| url.clone())?;
        }
    }
    Ok(())
}

/// Whether readers may know an address: it was published, or nobody keeps a book of that.
fn must_stay(build: &Build, url: &UrlPath) -> bool {
    let published = &build.site().book.published;
    published.is_empty() || published.contains_key(url)
}

/// Whether some page asks for a record by this key.
fn is_asked(before: &Before, key: &str) -> bool {
    let mut asked = false;
    before.pages.iter().for_each(|page| names::arguments(&page.body, &mut |value, _| asked |= value == key));
    asked
}

/// Settings and data, and what the address book has to say of addresses that no page can keep.
fn of_others(
    build: &Build,
    meant: &ResolvedMove,
    (before, after): (&Before, &BTreeMap<What, UrlPath>),
    (then, lost): (&NamesAfterMove, &[UrlPath]),
    edits: &mut Edits,
) -> Option<AddressBookChange> {
    texts::of_others(&before.texts, then, edits);
    let today = build.site().now.date();
    let live: BTreeSet<&UrlPath> = after.values().collect();
    let mut change =
        AddressBookChange { dropped: live.iter().map(|url| (*url).clone()).collect(), ..AddressBookChange::default() };
    let is_kept_by_page = |url: &UrlPath| {
        let kept = before.present.iter().any(|(what, it)| {
            it == url && matches!(what, What::File(source) if Build::is_page(source) && !meant.mapping.removed.contains(source))
        });
        kept || live.contains(url)
    };
    for (old, new) in then.addresses.iter().filter(|(old, _)| !is_kept_by_page(old) && must_stay(build, old)) {
        change.redirects.push((old.clone(), new.to_string()));
    }
    change.gone.extend(
        lost.iter().filter(|url| !live.contains(*url) && must_stay(build, url)).map(|url| (url.clone(), today)),
    );
    // Old addresses of a page that goes share its fate.
    let instead = meant.instead.as_ref().and_then(|page| after.get(&What::File(page.clone())));
    for page in before.pages.iter().filter(|page| meant.mapping.removed.contains(&page.source)) {
        for alias in page.front.aliases.iter().filter_map(|alias| vertebra_base::link::page_address(&alias.value)) {
            match instead {
                _ if live.contains(&alias) => {}
                Some(to) => change.redirects.push((alias, to.to_string())),
                None => change.gone.push((alias, today)),
            }
        }
    }
    let book = &build.site().book;
    let says = |url: &UrlPath| {
        book.gone.iter().any(|it| it.fragment.is_none() && it.from.value == *url)
            || book.redirects.iter().any(|it| it.from.value == *url)
    };
    if let Some((ids, url)) = then.ids.and_then(|ids| Some((ids, ids.url.as_ref()?))) {
        let page = before.pages.iter().find(|page| page.source == ids.source);
        let records = page.map(|page| build.site().published_headings(page, url)).unwrap_or_default();
        let is_known = |id: &String| records.iter().any(|(_, record)| record.headings.contains(id));
        let is_there = |id: &str| ids.by_old.values().any(|new| new == id);
        let given_up =
            |id: &str| book.gone.iter().any(|it| it.from.value == *url && it.fragment.as_deref() == Some(id));
        let lost = ids.by_old.keys().filter(|id| is_known(id) && !is_there(id) && !given_up(id));
        change.gone_headings = lost.map(|id| (url.clone(), id.clone(), today)).collect();
    }
    change.gone.retain(|(url, _)| !says(url));
    change.redirects.retain(|(url, _)| !says(url));
    change.dropped.retain(says);
    let nothing = change.gone.is_empty()
        && change.gone_headings.is_empty()
        && change.redirects.is_empty()
        && change.dropped.is_empty();
    (!nothing).then_some(change)
}

/// Marks are followed in the texts as they were, under the names of before.
fn texts_of_translations(build: &Build, before: &Before, meant: &ResolvedMove, edits: &mut Edits) {
    let mapping = &meant.mapping;
    let changed: Vec<(SourcePath, String)> = edits
        .iter()
        .filter(|(source, _)| Build::is_page(source))
        .filter_map(|(source, own)| Some((source.clone(), apply(before.text(source)?, own)?)))
        .collect();
    let names: BTreeMap<String, &Arc<Page>> =
        before.pages.iter().map(|page| (mapping.name(page.source.as_str()), page)).collect();
    for (source, new) in changed {
        let now = SourcePath::new(mapping.name(source.as_str()));
        // Other words of a heading are to be translated; that is not followed.
        let followed = match is_said_anew(meant, &source) {
            true => build.page(&now),
            false => names.get(now.as_str()).copied(),
        };
        let Some(followed) = followed.cloned() else { continue };
        for (translation, edit) in super::marks::follow(build, &followed, &now, &new) {
            if let Some(page) = names.get(translation.as_str()) {
                edits.entry(page.source.clone()).or_default().push(edit);
            }
        }
    }
}

/// Whether a page says something else afterwards.
fn is_said_anew(meant: &ResolvedMove, source: &SourcePath) -> bool {
    let heading = meant.heading.as_ref().filter(|heading| heading.source == *source);
    heading.is_some_and(|heading| matches!(heading.name, HeadingName::Words(_)))
}

/// Whether a file is the translation of a page that says something else afterwards: it lags behind then, as it should.
fn is_behind(build: &Build, meant: &ResolvedMove, file: &SourcePath) -> bool {
    build.site().config.spoken(file).is_some_and(|(_, base)| is_said_anew(meant, &base))
}

fn dedup(edits: &mut Vec<Edit>) {
    edits.sort_by(|a, b| (a.span.start, a.span.end, &a.text).cmp(&(b.span.start, b.span.end, &b.text)));
    edits.dedup();
}
