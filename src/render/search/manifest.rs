//! The one file of the index with a name that stays: it says which files there are. The others carry their content in their
//! names, so that a browser may keep them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::language::LanguageIndex;
use super::settings::SearchSettings;
use super::words;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::path::OutputPath;
use vertebra_schema::config::Lang;
use vertebra_site::Site;

/// How many words can be suggested for one that is not found.
const LIKELY: usize = 300;

/// How many digits of a fingerprint stand in the names of files with words, and with texts. The latter have a number too,
/// so fewer are enough to tell two versions apart; a large site names thousands.
const WORDS_DIGITS: usize = 10;
const TEXTS_DIGITS: usize = 6;

/// The files of the index, by their paths, with their fingerprints.
pub type SearchIndexFiles = BTreeMap<OutputPath, (Arc<[u8]>, Fingerprint)>;

/// Adds the files of a language, but for the one that names them.
pub fn add_parts(files: &mut SearchIndexFiles, tag: &str, language: &LanguageIndex) {
    let mut add = |name: String, file: &super::shards::SearchIndexFile| {
        if let Ok(output) = OutputPath::new(&format!("{}{name}", folder(tag))) {
            files.insert(output, (file.bytes.clone(), file.print));
        }
    };
    for file in &language.shards {
        add(format!("words.{}.json", digits(file, WORDS_DIGITS)), file);
    }
    for (number, file) in &language.blocks {
        add(format!("texts-{number}.{}.json", digits(file, TEXTS_DIGITS)), file);
    }
}

fn folder(tag: &str) -> String {
    format!("assets/search/{}/", tag.to_lowercase())
}

fn digits(file: &super::shards::SearchIndexFile, count: usize) -> String {
    let mut text = file.print.to_string();
    text.truncate(count);
    text
}

/// What is shown first when somebody may need help.
pub fn emergency(site: &Site, settings: &SearchSettings, lang: Lang) -> Option<Value> {
    let page = site.page(settings.page(site, lang)?);
    let front = &page.page.front;
    let said: Vec<String> = settings.emergency.iter().map(|text| words::all(text).join(" ")).collect();
    let description = front.description.as_ref().map_or(page.page.summary.as_str(), |text| text.value.as_str());
    Some(json!({ "words": said, "url": page.url.as_str(), "title": front.title.value, "text": description }))
}

/// Writes the file that names the others. `base` is the path that the site stands in.
pub fn write(
    base: &str,
    settings: &SearchSettings,
    emergency: Option<Value>,
    (tag, language): (&str, &LanguageIndex),
) -> Vec<u8> {
    let words: String = language.shards.iter().map(|file| digits(file, WORDS_DIGITS)).collect();
    let last = language.blocks.keys().next_back().map_or(0, |last| last + 1);
    let empty = "0".repeat(TEXTS_DIGITS);
    let texts: String = (0..last)
        .map(|number| language.blocks.get(&number).map_or_else(|| empty.clone(), |file| digits(file, TEXTS_DIGITS)))
        .collect();
    let firsts: Vec<&str> = language.shards.iter().map(|file| file.first.as_str()).collect();
    let synonyms = settings.synonyms.iter().map(|it| json!([words::all(&it.typed).join(" "), it.meant]));
    let all = json!({
        "base": base.trim_end_matches('/'),
        "folder": format!("/{}", folder(tag)),
        "entries": language.count(),
        "firsts": firsts,
        "words": words,
        "texts": texts,
        "common": words::common(tag),
        "likely": language.likely(LIKELY).join(" "),
        "synonyms": synonyms.collect::<Vec<_>>(),
        "emergency": emergency,
    });
    let mut text = all.to_string();
    text.push('\n');
    text.into_bytes()
}
