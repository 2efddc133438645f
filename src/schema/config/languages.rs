//! The languages of a site: the one that `language` names, and those that `languages` declares beside it.

use super::parts::{Menu, menus};
use vertebra_base::diagnostic::{Diagnostic, did_you_mean};
use vertebra_base::path::SourcePath;
use vertebra_base::span::{Span, Spanned};
use vertebra_yaml::Fields;
use vertebra_yaml::MapEntry;

/// A language of the site, by its place: the first is the one that `language` names, the others follow as declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Lang(pub u8);

impl Lang {
    /// The language of every file whose name does not say another.
    pub const FIRST: Lang = Lang(0);

    /// True for the language that a site has anyway.
    pub fn is_first(self) -> bool {
        self == Lang::FIRST
    }

    /// Its place among all languages of the site.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A further language, and what `site.yaml` says in it.
#[derive(Debug, Clone)]
pub struct Language {
    /// A BCP 47 tag, such as `es`: the end of the file names, before `.md`.
    pub tag: String,
    pub span: Span,
    /// What the language calls itself.
    pub name: String,
    pub title: Option<String>,
    pub description: Option<String>,
    /// Menus that this language has of its own.
    pub menus: Vec<Menu>,
    /// What taxonomies are called; their addresses are made of it.
    pub taxonomies: Vec<(Spanned<String>, String)>,
    /// Settings of the theme with another value.
    pub settings: Vec<MapEntry>,
}

impl Language {
    /// The first part of its addresses.
    pub fn folder(&self) -> String {
        self.tag.to_lowercase()
    }
}

/// Reads `languages`: tags with what each has of its own, or a list of tags alone. `first` is what `language` says.
pub fn languages<'a>(fields: &mut Fields<'a>, first: &str, out: &mut Vec<Diagnostic>) -> Vec<Language> {
    let file = fields.file;
    let Some(entry) = fields.take("languages") else { return Vec::new() };
    let mut all: Vec<Language> = Vec::new();
    let Some(entries) = entry.value.as_map() else {
        for tag in fields.texts("languages", out) {
            add(&mut all, plain(&tag.value, tag.span), first, file, out);
        }
        return all;
    };
    for entry in entries {
        let language = own(entry, file, out);
        add(&mut all, language, first, file, out);
    }
    all
}

fn plain(tag: &str, span: Span) -> Language {
    Language {
        tag: tag.to_owned(),
        span,
        name: name(tag).to_owned(),
        title: None,
        description: None,
        menus: Vec::new(),
        taxonomies: Vec::new(),
        settings: Vec::new(),
    }
}

fn own(entry: &MapEntry, file: &SourcePath, out: &mut Vec<Diagnostic>) -> Language {
    let mut language = plain(&entry.key, entry.key_span);
    let mut fields = Fields::of(&entry.value, file, out);
    if let Some(name) = fields.text("name", out) {
        language.name = name.value;
    }
    language.title = fields.text("title", out).map(|text| text.value);
    language.description = fields.text("description", out).map(|text| text.value);
    language.menus = menus(&mut fields, out);
    let titles = fields.entries("taxonomies", out);
    let titles = fields.texts_of(titles, out).into_iter();
    language.taxonomies =
        titles.map(|(entry, title)| (Spanned::new(entry.key.clone(), entry.key_span), title.value)).collect();
    language.settings = fields.entries("settings", out).to_vec();
    fields.finish(out);
    language
}

/// The code of a language. What is none is reported; it is then the code of the language with that name, if there is one.
pub fn code(tag: Spanned<String>, file: &SourcePath, out: &mut Vec<Diagnostic>) -> Option<String> {
    if is_tag(&tag.value) {
        return Some(tag.value);
    }
    let name = tag.value.to_lowercase();
    let named = NAMES.iter().chain(&IN_ENGLISH).find(|(_, known)| known.to_lowercase() == name);
    let near = named.map(|(code, _)| (*code).to_owned());
    // `en_US`, as programs name their languages.
    let near = near.or_else(|| Some(tag.value.replace('_', "-")).filter(|tag| is_tag(tag)));
    let help = match &near {
        Some(code) => format!("write {code}"),
        None => did_you_mean(&tag.value, NAMES.iter().map(|(code, _)| *code))
            .unwrap_or_else(|| "use a two-letter code, such as es, or one with a region, such as pt-BR".to_owned()),
    };
    let message = format!("\"{}\" is not a language code", tag.value);
    out.push(Diagnostic::error("language-code", file, tag.span, message).with_help(help));
    near
}

fn add(all: &mut Vec<Language>, language: Language, first: &str, file: &SourcePath, out: &mut Vec<Diagnostic>) {
    let tag = language.tag.as_str();
    if !is_tag(tag) {
        code(Spanned::new(language.tag, language.span), file, out);
        return;
    }
    let is_first = tag.eq_ignore_ascii_case(first);
    if is_first || all.iter().any(|known| known.tag.eq_ignore_ascii_case(tag)) || all.len() >= 250 {
        let message = match is_first {
            true => format!("\"{tag}\" is already the language of this site"),
            false => format!("\"{tag}\" is declared twice"),
        };
        let help = "remove it here; \"languages\" lists the languages other than \"language\"";
        out.push(Diagnostic::error("language-twice", file, language.span, message).with_help(help));
        return;
    }
    all.push(language);
}

/// The form of a language tag, its parts not looked up. Source: RFC 5646, section 2.1.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    parts.next().is_some_and(|base| matches!(base.len(), 2 | 3) && base.bytes().all(|b| b.is_ascii_alphabetic()))
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// What a language calls itself; its tag when that is not known here.
pub fn name(tag: &str) -> &str {
    let base = tag.split('-').next().unwrap_or(tag);
    [tag, base].into_iter().find_map(|tag| known_name(tag)).unwrap_or(tag)
}

fn known_name(tag: &str) -> Option<&'static str> {
    NAMES.iter().find(|(code, _)| code.eq_ignore_ascii_case(tag)).map(|(_, name)| *name)
}

/// Languages by their own names, as the first word of a line. Source: Unicode CLDR, `localeDisplayNames`.
const NAMES: [(&str, &str); 45] = [
    ("ar", "العربية"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fil", "Filipino"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("id", "Indonesia"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("km", "ខ្មែរ"),
    ("ko", "한국어"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sv", "Svenska"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
    ("zh-Hant", "繁體中文"),
];

/// The same by their English names, as people write them who do not know that a code is wanted.
const IN_ENGLISH: [(&str, &str); 43] = [
    ("ar", "Arabic"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("ca", "Catalan"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("eu", "Basque"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fil", "Filipino"),
    ("fr", "French"),
    ("ga", "Irish"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("id", "Indonesian"),
    ("is", "Icelandic"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("km", "Khmer"),
    ("ko", "Korean"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("sv", "Swedish"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_called_by_their_own_names() {
        assert_eq!(name("es"), "Español");
        assert_eq!(name("en-US"), "English");
        assert_eq!(name("tlh"), "tlh");
    }

    #[test]
    fn tags_have_two_or_three_letters_and_may_have_a_region() {
        for (tag, expected) in
            [("es", true), ("pt-BR", true), ("zh-Hant-TW", true), ("Spanish", false), ("e", false), ("es_MX", false)]
        {
            assert_eq!(is_tag(tag), expected, "{tag}");
        }
    }
}
