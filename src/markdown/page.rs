//! One Markdown file, read: a page and the parts of it that other rooms ask for.

use std::sync::OnceLock;

use super::source_marks::SourceMarks;
use vertebra_base::datetime::Moment;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::link::Link as Address;
use vertebra_base::path::SourcePath;
use vertebra_base::readability::Measure;
use vertebra_base::span::{Span, Spanned};
use vertebra_yaml::{MapEntry, YamlNode};

/// A Markdown file after reading. Holds nothing of any other file.
#[derive(Debug, Clone)]
pub struct Page {
    /// `content/guides/first-visit.md`.
    pub source: SourcePath,
    pub front: FrontMatter,
    pub body: Body,
    /// Every link, picture and wikilink of the body and its notes; holes name them by their place in this list.
    pub links: Vec<WrittenLink>,
    pub headings: Vec<Heading>,
    /// Every id in the body, with the headings' own, sorted.
    pub anchors: Vec<String>,
    /// Footnotes and citations in the order of their first mention, then entries of data that are never cited.
    pub notes: Vec<Footnote>,
    /// Terms of definition lists.
    pub terms: Vec<DefinitionTerm>,
    /// Plain text: what stands before `<!-- more -->`, else the description, else the first paragraph.
    pub summary: String,
    pub words: usize,
    /// What translations of the page are compared with; only in a site with several languages.
    pub meaning: Option<Box<SourceMarks>>,
    /// What looks like a telephone number or an address in the text, if anything does.
    pub contacts: Option<Box<Contacts>>,
    /// How hard the text is to read, where that was asked for.
    pub reading: Option<Box<Readability>>,
    /// What the text is made of, in the marks of the address book; made when somebody asks.
    pub words_print: OnceLock<[u8; 16]>,
    /// Made when somebody asks.
    pub(super) text_print: OnceLock<Fingerprint>,
}

impl FrontMatter {
    /// Since when the page is there, as far as it says so: its date, else the moment for which it was scheduled.
    pub fn published(&self) -> Option<&Spanned<Moment>> {
        self.date.as_ref().or(self.publish_at.as_ref())
    }
}

/// Front matter, read and typed. Spans are places in the page's file, or in `site.yaml` for defaults.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter {
    /// Empty when the file has none, which is an error already reported.
    pub title: Spanned<String>,
    pub description: Option<Spanned<String>>,
    pub slug: Option<Spanned<String>>,
    /// The whole address, as its editor wants it.
    pub url: Option<Spanned<String>>,
    pub date: Option<Spanned<Moment>>,
    pub updated: Option<Spanned<Moment>>,
    pub publish_at: Option<Spanned<Moment>>,
    pub expires: Option<Spanned<Moment>>,
    /// Where the address leads once the page has expired: an address, a page by its path, or `gone`.
    pub expires_to: Option<Spanned<String>>,
    pub draft: bool,
    /// The content type's name; `page`, or `section` for an `index.md`, when nothing names one.
    pub kind: Spanned<String>,
    pub weight: Option<i64>,
    pub aliases: Vec<Spanned<String>>,
    /// Terms by taxonomy, in the order of `site.yaml`.
    pub terms: Vec<(String, Vec<Spanned<String>>)>,
    pub image: Option<Spanned<String>>,
    pub image_alt: Option<String>,
    pub toc: Option<bool>,
    /// Menus that list this page.
    pub menus: Vec<Spanned<String>>,
    pub noindex: bool,
    pub author: Option<Spanned<String>>,
    pub reviewed: Option<Review>,
    /// The entries of data that the text can cite, in the order of the fields that name them.
    pub citable: Vec<CitableEntry>,
    /// Fields of which the page says that it has nothing for them: `sources: none`.
    pub has_none_of: Vec<String>,
    pub series: Option<Spanned<String>>,
    /// Pages on a list page; 0 for no limit.
    pub paginate: Option<usize>,
    /// The short name by which other pages ask for this record.
    pub key: Option<Spanned<String>>,
    /// Translations of the page are held back while they lag behind it, as a field of the theme says.
    pub holds_translations: bool,
    /// What a translation says of itself.
    pub translated: Option<Box<Translated>>,
    /// What the page is in the words of schema.org, where it is something else than its type says; empty for nothing.
    pub structured: Option<Vec<String>>,
    pub extra: Vec<MapEntry>,
    /// The fields that the page's type declares, in the order of the declaration.
    pub fields: Vec<(String, FieldValue)>,
    /// The texts of declared fields in which Markdown works.
    pub markdown_texts: Vec<Spanned<String>>,
    /// Every entry of a data file that a field names, whichever field.
    pub data_keys: Vec<DataKey>,
    /// Every page that a field of the kind `page` or `pages` names: the field, and the path.
    pub pages_named: Vec<(String, Spanned<String>)>,
}

/// An entry of a data file that the text of the page can cite: `[^key]`.
#[derive(Debug, Clone, PartialEq)]
pub struct CitableEntry {
    /// The field of the page that names it.
    pub field: String,
    /// The file in `content/data/`: `sources.yaml`.
    pub file: String,
    pub key: Spanned<String>,
}

/// The name of an entry of a data file.
#[derive(Debug, Clone, PartialEq)]
pub struct DataKey {
    /// The field of the page that names it, or the one around that field.
    pub field: String,
    /// The file in `content/data/`: `people.yaml`.
    pub file: String,
    pub key: Spanned<String>,
    /// Without the file, it is a remark.
    pub needs_file: bool,
}

impl FrontMatter {
    /// The fields that the page's type declares, without those that only name entries of data.
    pub fn own_fields(&self) -> impl Iterator<Item = (&str, &FieldValue)> {
        let names_data = |name: &str| self.data_keys.iter().any(|key| key.field == name);
        let fields = self.fields.iter().map(|(name, value)| (name.as_str(), value));
        fields.filter(move |(name, _)| !names_data(name))
    }

    /// What a translation says of the page that it was made from.
    pub fn translated_from(&self) -> Option<&str> {
        self.translated.as_ref()?.from.as_ref().map(|from| from.value.as_str())
    }
}

/// What a translated page says of its making.
#[derive(Debug, Clone, Default)]
pub struct Translated {
    /// The page that it is a translation of, where the file names do not tell: a path inside `content/`.
    pub of: Option<Spanned<String>>,
    /// The mark of that page when it was translated: see `Meaning`.
    pub from: Option<Spanned<String>>,
    /// The person who reviewed the translation, and the day; both are there.
    pub reviewed: Option<Review>,
}

/// Who reviewed a page, when, and how often that is to happen.
#[derive(Debug, Clone)]
pub struct Review {
    pub by: Option<Spanned<String>>,
    pub on: Option<Spanned<Moment>>,
    /// Days between two reviews.
    pub every: Option<u32>,
}

/// The value of a field that a type declares.
#[derive(Debug, Clone)]
pub enum FieldValue {
    /// Known to be unknown.
    Unknown,
    /// Known not to exist.
    Absent,
    /// A value of a field that also takes `unknown` and `none`.
    Stated(Value),
    /// A value of a field that does not.
    Plain(Value),
}

/// What a field holds once it has been checked.
#[derive(Debug, Clone)]
pub enum Value {
    Text(String),
    Integer(i64),
    Boolean(bool),
    Date(Moment),
    List(Vec<String>),
    Phone(Phone),
    Hours(Vec<Hours>),
    Any(YamlNode),
}

/// A telephone number. Source of the form: ITU-T E.164; of the link: RFC 3966.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// `+13108287757`.
    pub e164: String,
    /// `(310) 828-7757`.
    pub national: String,
}

/// Opening hours of some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// Days from Monday (0) to Sunday (6), in order.
    pub days: Vec<u8>,
    /// Opening and closing in minutes after midnight; closing may pass 24 hours. Empty when closed.
    pub ranges: Vec<(u16, u16)>,
    /// As written: `9:00 am - 5:00 pm`, `closed`, `by appointment`.
    pub text: String,
}

/// HTML with holes: what cannot be known from one file alone is filled in when the page is rendered.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    pub html: String,
    /// In rising order of `at`.
    pub holes: Vec<Deferred>,
}

/// A gap in the HTML.
#[derive(Debug, Clone, PartialEq)]
pub struct Deferred {
    /// The byte of `html` before which the filling goes.
    pub at: usize,
    pub filling: Filling,
}

/// What fills a hole.
#[derive(Debug, Clone, PartialEq)]
pub enum Filling {
    /// The address of `links[n]`, escaped for an attribute: stands inside `href="…"`.
    Address(usize),
    Image(Box<Image>),
    Directive(Box<Directive>),
}

/// A picture; `links[link]` is its file.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    pub link: usize,
    pub alt: String,
    pub title: Option<String>,
    pub decorative: bool,
    /// What stands in braces after it, `decorative` aside: `{wide caption="…"}`.
    pub attributes: Vec<Argument>,
    /// The picture is all that its paragraph holds (whose tags are then left out).
    pub alone: bool,
    pub span: Span,
    /// The line of the paragraph that it stands for, when positions are wanted.
    pub line: Option<u32>,
}

/// A component that the editor called for: `::: warning …` or `{{ phone metatouch }}`.
#[derive(Debug, Clone, PartialEq)]
pub struct Directive {
    pub name: String,
    pub name_span: Span,
    /// The heading of a block, plain text.
    pub heading: Option<String>,
    pub arguments: Vec<Argument>,
    /// The Markdown inside a block.
    pub body: Option<Body>,
    /// An inline directive that is all that its paragraph holds (whose tags are then left out).
    pub alone: bool,
    pub span: Span,
    /// The line where the block begins, or the paragraph that it stands for, when positions are wanted.
    pub line: Option<u32>,
}

/// `key=value`, or a bare value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    pub name: Option<String>,
    pub value: String,
    pub span: Span,
}

/// What looks like a telephone number or a street address in the text of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contacts {
    /// The digits of numbers, without the country code of North America.
    pub phones: Vec<Spanned<String>>,
    pub streets: Vec<StreetAddress>,
}

/// What looks like a street with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreetAddress {
    pub number: String,
    /// The number and the words behind it, of which the last may not belong to it.
    pub text: String,
    pub span: Span,
}

/// How hard a page is to read.
#[derive(Debug, Clone, PartialEq)]
pub struct Readability {
    /// None for a language without a formula, or a text that is too short.
    pub measure: Option<Measure>,
    pub words: usize,
    pub sentences: usize,
    /// Sentences of more than `readability::LONG` words.
    pub long: usize,
    /// Words of the longest sentence.
    pub longest: usize,
    /// At most three, the hardest first.
    pub worst: Vec<HardSentence>,
}

/// A sentence that is worth another look.
#[derive(Debug, Clone, PartialEq)]
pub struct HardSentence {
    pub line: usize,
    pub span: Span,
    pub words: usize,
    /// As readers see it.
    pub text: String,
}

/// A link as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenLink {
    pub target: String,
    pub kind: LinkKind,
    /// The target as written, or the whole link where it cannot be told apart.
    pub span: Span,
}

impl WrittenLink {
    /// The target in its parts.
    pub fn address(&self) -> Address<'_> {
        Address::parse(&self.target)
    }
}

/// How a link was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    Link,
    /// `![…](…)`
    Image,
    /// A file that a piece of HTML shows: `<img src="…">`.
    Embedded,
    /// `[[term]]`.
    Term,
}

/// A heading of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    pub id: String,
    /// Plain text.
    pub title: String,
    pub span: Span,
    /// Its line in the file, for those who have the file no more.
    pub line: u32,
}

/// A footnote, or a citation of an entry of data.
#[derive(Debug, Clone, PartialEq)]
pub struct Footnote {
    /// From 1, in the order of first mention.
    pub number: usize,
    /// The id of the note itself: `note-2`, `ref-furlan-2015`.
    pub id: String,
    pub content: NoteContent,
    /// The ids of the marks in the text that lead here; none for an entry that is never cited.
    pub marks: Vec<String>,
}

/// What a note says: a text of the page, or an entry of data.
#[derive(Debug, Clone, PartialEq)]
pub enum NoteContent {
    Text(Body),
    Entry(CitableEntry),
}

/// A term that the page defines in a definition list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionTerm {
    pub id: String,
    /// Plain text.
    pub name: String,
    pub span: Span,
}
