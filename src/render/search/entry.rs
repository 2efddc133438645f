//! What can be found: a page, or a term that a glossary explains. Its words with their weights, and what a result shows.

use hashbrown::{HashMap, HashSet};

use super::settings::Synonym;
use super::text::{self, SearchText};
use super::words::{self, words};
use vertebra_markdown::{FieldValue, Page, Value};

/// The most text that is kept for the lines under a result: enough for most pages, and little to load.
const TEXT_CHARACTERS: usize = 2400;
/// The same for writings whose letters take more than one byte.
const TEXT_BYTES: usize = 4800;

/// An entry of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchEntry {
    /// Names it in every build: the page's file, for a term with its id behind a `#`.
    pub name: String,
    pub words: Weighted,
    /// As a file of the index holds it: `["/guides/","Guides","Section","Description","Text"]`.
    pub shown: String,
}

/// Each word once, in order, with its weight from 1 to 63. One text holds them all: a site has millions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Weighted {
    words: String,
    weights: Vec<u8>,
}

impl Weighted {
    /// Words in order, without spaces in them.
    pub fn new<'a>(all: impl Iterator<Item = (&'a str, u8)>) -> Weighted {
        let mut weighted = Weighted::default();
        for (word, weight) in all {
            weighted.words.push_str(word);
            weighted.words.push(' ');
            weighted.weights.push(weight);
        }
        weighted.words.shrink_to_fit();
        weighted
    }

    /// The words with their weights, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u8)> {
        self.words.split_terminator(' ').zip(self.weights.iter().copied())
    }
}

/// What is asked of a page that is read.
#[derive(Debug, Clone, Copy)]
pub struct SearchedPage<'a> {
    pub url: &'a str,
    pub section: &'a str,
    /// Its definition lists are entries too.
    pub is_glossary: bool,
    pub synonyms: &'a [Synonym],
    /// Words that are not kept.
    pub common: &'a HashSet<&'static str>,
}

/// The entries of a page: itself first.
pub fn of_page(page: &Page, asked: SearchedPage) -> Vec<SearchEntry> {
    let text = text::of_page(page);
    let mut parts = vec![(Field::Title, page.front.title.value.as_str())];
    parts.extend(page.headings.iter().map(|heading| (Field::Heading, heading.title.as_str())));
    parts.extend(page.front.description.iter().map(|text| (Field::Description, text.value.as_str())));
    parts.extend(page.front.own_fields().flat_map(|(_, value)| texts(value)).map(|text| (Field::Text, text)));
    parts.push((Field::Text, &text.all));
    let mut entries = vec![SearchEntry {
        name: page.source.as_str().to_owned(),
        words: weigh(&parts, asked),
        shown: shown(page, asked, &text),
    }];
    if asked.is_glossary {
        entries.extend(terms(page, asked, &text));
    }
    entries
}

fn terms<'a>(page: &'a Page, asked: SearchedPage<'a>, text: &'a SearchText) -> impl Iterator<Item = SearchEntry> + 'a {
    page.terms.iter().map(move |term| {
        let meaning = text.entries.iter().find(|entry| entry.id == term.id).map_or("", |entry| entry.meaning.as_str());
        let title = page.front.title.value.as_str();
        SearchEntry {
            name: format!("{}#{}", page.source, term.id),
            words: weigh(&[(Field::Title, &term.name), (Field::Text, meaning)], asked),
            shown: json(&[&format!("{}#{}", asked.url, term.id), &term.name, title, "", short(meaning)]),
        }
    })
}

fn shown(page: &Page, asked: SearchedPage, text: &SearchText) -> String {
    let description = page.front.description.as_ref().map_or(page.summary.as_str(), |text| text.value.as_str());
    json(&[asked.url, &page.front.title.value, asked.section, description, short(text.all.trim())])
}

/// A list of texts as JSON.
pub fn json(texts: &[&str]) -> String {
    serde_json::to_string(texts).unwrap_or_default()
}

/// The beginning of a text, up to the end of a word.
fn short(text: &str) -> &str {
    let far = |(count, (at, c)): (usize, (usize, char))| {
        (count >= TEXT_CHARACTERS || at + c.len_utf8() > TEXT_BYTES).then_some(at)
    };
    match text.char_indices().enumerate().find_map(far) {
        Some(at) => text[..at].rfind(' ').map_or(&text[..at], |space| &text[..space]),
        None => text,
    }
}

/// The texts of a field that the page's type declares.
fn texts(value: &FieldValue) -> impl Iterator<Item = &str> {
    let (one, many): (Option<&str>, &[String]) = match value {
        FieldValue::Stated(Value::Text(text)) | FieldValue::Plain(Value::Text(text)) => (Some(text), &[]),
        FieldValue::Stated(Value::List(list)) | FieldValue::Plain(Value::List(list)) => (None, list),
        _ => (None, &[]),
    };
    one.into_iter().chain(many.iter().map(String::as_str))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    Text,
    Description,
    Heading,
    Title,
}

/// Where a word was seen.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    /// How many words the title has that holds it; 0 for none.
    title: u8,
    heading: bool,
    description: bool,
    times: u32,
}

impl Seen {
    fn weight(self) -> u8 {
        // A title of one word says more of it than a long one.
        let title = if self.title > 0 { 30 + 10u8.saturating_sub(self.title) } else { 0 };
        let often = self.times.checked_ilog2().map_or(0, |power| power.min(3) as u8 + 1);
        (title + 12 * u8::from(self.heading) + 6 * u8::from(self.description) + often).max(1)
    }

    fn add(&mut self, field: Field, length: usize) {
        match field {
            Field::Title => self.title = length.clamp(1, 10) as u8,
            Field::Heading => self.heading = true,
            Field::Description => self.description = true,
            Field::Text => self.times += 1,
        }
    }
}

fn weigh(parts: &[(Field, &str)], asked: SearchedPage) -> Weighted {
    let mut seen: HashMap<String, Seen> = HashMap::new();
    for (field, text) in parts {
        let length = if *field == Field::Title { words::all(text).len() } else { 0 };
        words(text, |word| match seen.get_mut(word) {
            Some(seen) => seen.add(*field, length),
            None => seen.entry_ref(word).or_default().add(*field, length),
        });
    }
    for synonym in asked.synonyms {
        let best = synonym.meant.iter().filter_map(|meant| mention(parts, &seen, meant)).max();
        if let Some(field) = best {
            words(&synonym.typed, |word| seen.entry_ref(word).or_default().add(field, 5));
        }
    }
    let mut seen: Vec<(String, Seen)> = seen.into_iter().collect();
    seen.retain(|(word, _)| !asked.common.contains(word.as_str()));
    seen.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    Weighted::new(seen.iter().map(|(word, seen)| (word.as_str(), seen.weight())))
}

/// The field of most weight that speaks of something, in one or in several.
fn mention(parts: &[(Field, &str)], seen: &HashMap<String, Seen>, meant: &str) -> Option<Field> {
    let meant = words::all(meant);
    let last = meant.last()?;
    let plurals = [last.clone(), format!("{last}s"), format!("{last}es")];
    // Most pages do not have the word at all; then nothing need be looked through.
    plurals.iter().find(|word| seen.contains_key(*word))?;
    let holds = |text: &str| {
        let all = words::all(text);
        all.windows(meant.len()).any(|window| match (window.split_last(), meant.split_last()) {
            (Some((end, begin)), Some((_, wanted))) => begin == wanted && plurals.contains(end),
            _ => false,
        })
    };
    parts.iter().filter(|(_, text)| holds(text)).map(|(field, _)| *field).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(parts: &[(Field, &str)], synonyms: &[Synonym]) -> Vec<(String, u8)> {
        let common = words::common("en").split(' ').collect();
        let asked = SearchedPage { url: "/a/", section: "", is_glossary: false, synonyms, common: &common };
        weigh(parts, asked).iter().map(|(word, weight)| (word.to_owned(), weight)).collect()
    }

    #[test]
    fn a_title_weighs_most_and_common_words_nothing() {
        let all = weights(
            &[
                (Field::Title, "The back"),
                (Field::Heading, "Neck"),
                (Field::Description, "Pain"),
                (Field::Text, "Back pain and rest, rest"),
            ],
            &[],
        );
        let names: Vec<_> = all.iter().map(|(word, weight)| format!("{word} {weight}")).collect();
        assert_eq!(names, ["back 39", "neck 12", "pain 7", "rest 2"]);
    }

    #[test]
    fn another_word_finds_what_it_means() {
        let knots = Synonym { typed: "knots".to_owned(), meant: vec!["trigger point".to_owned()] };
        let knots = std::slice::from_ref(&knots);
        let has = |text| weights(&[(Field::Text, text)], knots).iter().any(|(word, _)| word == "knots");
        assert!(has("Press the trigger points."));
        assert!(has("A trigger point."));
        assert!(!has("A point to trigger."));
    }

    #[test]
    fn a_long_text_is_cut_at_a_word() {
        let text = "word ".repeat(2000);
        assert_eq!(short(&text).len(), TEXT_CHARACTERS / 5 * 5 - 1);
        assert!(short(&"背".repeat(5000)).len() <= TEXT_BYTES);
    }
}
