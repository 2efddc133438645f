//! Fields and what they hold: in front matter and in `site.yaml`.

use std::ops::Range;

use lsp_types::CompletionItemKind as Kind;
use serde_json::Value;

use super::item::{self, Completion, SnippetPart};
use crate::cursor::TextPosition;
use crate::hover::fields::{self as known, FieldHelp, Takes};
use crate::names;
use vertebra_media::image_file::is_picture_name;
use vertebra_schema::schema_org::VOCABULARY;
use vertebra_site::relative;
use vertebra_yaml::{FieldPart, FieldPlace};

/// What can be written in the front matter of a page, or in a file of YAML, whose bytes these are.
pub fn all(spot: &TextPosition, range: Range<usize>) -> Vec<Value> {
    let Some(yaml) = spot.text.as_str().get(range.clone()) else { return Vec::new() };
    let Some(mut place) = spot.offset.checked_sub(range.start).and_then(|at| vertebra_yaml::place_at(yaml, at)) else {
        return Vec::new();
    };
    place.span = place.span.shifted(range.start);
    match place.part {
        FieldPart::Key { open } => keys(spot, &place, open),
        FieldPart::Value { quoted } => {
            let taken = known::find(spot, &place.path).map_or_else(Vec::new, |known| values(spot, &known));
            item::all(spot, place.span, taken.into_iter().map(|item| typed(item, quoted)))
        }
        FieldPart::Item { quoted } => {
            let taken = known::find(spot, &place.path).map_or_else(Vec::new, |known| values(spot, &known));
            let mut all = item::all(spot, place.span, taken.into_iter().map(|item| typed(item, quoted)));
            if !quoted {
                all.extend(keys(spot, &place, true));
            }
            all
        }
    }
}

/// A text as YAML takes it.
fn typed(mut item: Completion, quoted: bool) -> Completion {
    if let (false, [SnippetPart::Text(text)]) = (quoted, item.text.as_slice()) {
        item.text = vec![SnippetPart::Text(vertebra_yaml::typed(text))];
    }
    item
}

fn keys(spot: &TextPosition, place: &FieldPlace, open: bool) -> Vec<Value> {
    let fields = known::inside(spot, &place.path).into_iter().filter(|it| !place.beside.contains(&it.name));
    let items = fields.map(|it| {
        let mut text = vec![SnippetPart::Text(it.name.clone())];
        if open {
            text.extend(beginning(&it));
        }
        let mut item = Completion { text, ..Completion::word(&it.name, Kind::FIELD) };
        item.rank = if it.is_required { 2 } else { 4 };
        item.with_detail(it.detail()).with_about(it.help.clone())
    });
    item::all(spot, place.span, items)
}

/// What stands behind the name of a field at first.
fn beginning(known: &FieldHelp) -> Vec<SnippetPart> {
    let text = |text: &str| SnippetPart::Text(text.to_owned());
    match known.takes.as_slice() {
        [Takes::Choice(words)] if !known.is_list => {
            vec![text(": "), SnippetPart::Choice(words.iter().map(|it| vertebra_yaml::typed(it)).collect())]
        }
        [Takes::Boolean] => vec![text(": "), SnippetPart::Choice(vec!["true".to_owned(), "false".to_owned()])],
        [Takes::Fields] => vec![text(":")],
        [_, ..] if known.is_list => vec![text(": ["), SnippetPart::End, text("]")],
        _ => vec![text(": ")],
    }
}

fn values(spot: &TextPosition, known: &FieldHelp) -> Vec<Completion> {
    let mut items: Vec<Completion> = known.takes.iter().flat_map(|takes| taken(spot, takes)).collect();
    if known.is_stated {
        let words = [("unknown", "not known"), ("none", "there is none")];
        items.extend(words.map(|(word, about)| Completion::word(word, Kind::KEYWORD).with_detail(Some(about))));
    }
    items
}

fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<Completion> {
    words.into_iter().map(|word| Completion::word(word, Kind::VALUE)).collect()
}

fn sorted<'a>(all: impl Iterator<Item = &'a str>) -> Vec<Completion> {
    let mut all: Vec<&str> = all.collect();
    all.sort_unstable_by_key(|word| word.to_lowercase());
    all.dedup();
    words(all)
}

fn taken(spot: &TextPosition, takes: &Takes) -> Vec<Completion> {
    let site = spot.desk.build.site();
    match takes {
        Takes::Choice(all) => all.iter().map(|it| Completion::word(it, Kind::ENUM_MEMBER)).collect(),
        Takes::Text(all) => words(all.iter().map(String::as_str)),
        Takes::Boolean => words(["true", "false"]),
        Takes::Types => {
            let types = spot.desk.build.schema().types.iter();
            types.map(|(name, kind)| Completion::word(name, Kind::ENUM_MEMBER).with_detail(Some(&kind.label))).collect()
        }
        Takes::Terms(taxonomy) => {
            let at = site.config.taxonomies.iter().position(|it| it.name == *taxonomy);
            let all = site.terms.iter().filter(|all| Some(all.taxonomy) == at).flat_map(|all| &all.terms);
            sorted(all.map(|term| term.name.as_str()))
        }
        Takes::Data(file) => {
            let entry = |it: &vertebra_yaml::MapEntry| {
                Completion::word(&it.key, Kind::REFERENCE).with_detail(names::about(&it.value))
            };
            names::data(spot.desk, file).iter().map(entry).collect()
        }
        Takes::Menus => {
            let languages = site.config.languages.iter().flat_map(|language| &language.menus);
            sorted(site.config.menus.iter().chain(languages).map(|it| it.name.as_str()))
        }
        Takes::Series => sorted(site.series.keys().map(|(_, name)| name.as_str())),
        Takes::Themes => {
            words(vertebra_schema::theme::EMBEDDED.into_iter().chain(site.theme.chain.iter().map(String::as_str)))
        }
        Takes::Zones => {
            let zones: Vec<String> = jiff::tz::db().available().map(|zone| zone.to_string()).collect();
            words(zones.iter().map(String::as_str))
        }
        Takes::Pictures => pictures(spot),
        Takes::Page => pages(spot),
        Takes::Section => sections(spot),
        Takes::Pages => sections(spot).into_iter().chain(pages(spot)).collect(),
        Takes::Vocabulary => VOCABULARY.kinds().map(|it| Completion::word(it, Kind::CLASS)).collect(),
        Takes::Day => {
            let today = site.now.date().to_string();
            vec![Completion::word(today, Kind::VALUE).with_detail(Some("today"))]
        }
        Takes::Fields | Takes::Number => Vec::new(),
    }
}

/// Pages by their paths inside `content`.
pub fn pages(spot: &TextPosition) -> Vec<Completion> {
    let site = spot.desk.build.site();
    let pages = site.pages.iter().filter_map(|page| {
        let path = page.page.source.in_content()?;
        let title = &page.page.front.title.value;
        let filter = Some(format!("{path} {title}"));
        Some(Completion { filter, ..Completion::word(path, Kind::FILE).with_detail(Some(title)) })
    });
    pages.collect()
}

/// Folders of pages.
pub fn sections(spot: &TextPosition) -> Vec<Completion> {
    let site = spot.desk.build.site();
    let folders = site.sections.iter().filter(|section| section.lang.is_first());
    let folders = folders.filter_map(|section| Some(section.folder.strip_prefix("content/")?.to_owned()));
    folders.map(|folder| Completion::word(folder, Kind::FOLDER)).collect()
}

fn pictures(spot: &TextPosition) -> Vec<Completion> {
    let files = spot.desk.build.site().files.iter().filter(|file| is_picture_name(file.source.as_str()));
    files.map(|file| Completion::word(relative(spot.path.folder(), file.source.as_str()), Kind::FILE)).collect()
}
