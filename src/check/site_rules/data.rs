//! Entries of data files that no page uses, of the files whose entries pages name one by one: sources that are
//! never cited, people who wrote and reviewed nothing.
//!
//! Only where it can be known: a file that some page reads as a whole is used as a whole.

use std::collections::BTreeSet;

use super::view::Whole;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_schema::shape::data_keys;
use vertebra_site::deps::Dep;
use vertebra_yaml::YamlNode;

/// Files that the program itself reads.
const OWN: [&str; 2] = ["rules", "search"];

/// Looks for files and entries without use.
pub fn check(whole: &Whole, out: &mut Vec<Diagnostic>) {
    unread(whole, out);
    let site = whole.sources.site;
    for name in &data_keys::files(site.theme.types.values()) {
        let Some(entries) = site.data.get(name).and_then(|node| node.as_map()) else { continue };
        let reads = || whole.examined.iter().flat_map(|one| &one.reads);
        if reads().any(|fact| matches!(fact, Dep::Data(path) if path == name)) {
            continue;
        }
        let mut used: BTreeSet<&str> = BTreeSet::new();
        used.extend(reads().filter_map(|fact| match fact {
            Dep::DataEntry(file, key) if file == name => Some(key.as_str()),
            _ => None,
        }));
        for page in &site.pages {
            let named = page.page.front.data_keys.iter().filter(|named| named.file == *name);
            used.extend(named.map(|named| named.key.value.as_str()));
        }
        used.extend(site.config.author.iter().map(|key| key.value.as_str()));
        let file = SourcePath::new(format!("content/data/{name}"));
        for entry in entries.iter().filter(|entry| !used.contains(entry.key.as_str())) {
            // Some lists also say what pages must not use.
            if is_left_out(&entry.value) {
                continue;
            }
            if whole.hidden_texts().any(|text| text.contains(&entry.key)) || is_named(whole, &file, &entry.key) {
                continue;
            }
            let message = format!("no page uses \"{}\"", entry.key);
            let help = "use it on the page it belongs to, or remove it";
            out.push(Diagnostic::note("data-unused", &file, entry.key_span, message).with_help(help));
        }
    }
}

/// Files that no template asks for and whose keys no field takes.
fn unread(whole: &Whole, out: &mut Vec<Diagnostic>) {
    let site = whole.sources.site;
    let base = |name: &str| -> String {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let language = stem.rsplit_once('.').filter(|(_, tag)| site.config.lang(tag).is_some());
        language.map_or(stem, |(base, _)| base).to_owned()
    };
    let keyed = data_keys::files(site.theme.types.values());
    let mut known: BTreeSet<String> = keyed.iter().map(|name| base(name)).collect();
    known.extend(OWN.map(str::to_owned));
    for fact in whole.examined.iter().flat_map(|one| &one.reads) {
        if let Dep::Data(name) | Dep::DataEntry(name, _) = fact {
            known.insert(base(name));
        }
    }
    for name in site.data.keys().filter(|name| !known.contains(&base(name))) {
        // A template may ask for it under a condition that no page meets yet.
        let stem = base(name);
        if !site.theme.templates.iter().any(|template| template.mentions(&stem)) {
            let file = SourcePath::new(format!("content/data/{name}"));
            let help = format!("remove it, or read it in a template: {{{{ load_data(path=\"{name}\") }}}}");
            out.push(Diagnostic::note("data-unused", &file, None, "nothing reads this file").with_help(help));
        }
    }
}

/// Whether an entry says itself that no page is to use it: `status: leave-out`.
fn is_left_out(value: &YamlNode) -> bool {
    let Some(status) = value.get("status") else { return false };
    let words = status.as_list().unwrap_or(std::slice::from_ref(status));
    words.iter().any(|word| word.as_text() == Some("leave-out"))
}

/// Whether `site.yaml`, another data file or a template speaks of a key.
fn is_named(whole: &Whole, own: &SourcePath, key: &str) -> bool {
    let site = whole.sources.site;
    let snapshot = whole.sources.snapshot;
    let is_data = |path: &SourcePath| path.as_str().starts_with("content/data/") && path != own;
    let data = snapshot.files.keys().filter(|path| is_data(path) || path.as_str() == vertebra_schema::config::FILE);
    data.filter_map(|path| snapshot.text(path)).any(|text| text.contains(key))
        || site.theme.templates.iter().any(|template| template.mentions(key))
}
