//! What one finished page holds, each with the bytes of the tag or text that it comes from.
//!
//! Judges nothing. Keeps texts, never the page.

use std::collections::BTreeSet;
use std::ops::Range;

/// The bytes of a tag or of a piece of text in the page.
pub type TagRange = Range<usize>;

/// A finished page, read.
#[derive(Debug, Default)]
pub struct PageFacts {
    /// The `lang` of the whole page; none where it has none.
    pub language: Option<String>,
    pub title: String,
    /// The page asks search engines to stay away.
    pub noindex: bool,
    pub headings: Vec<PageHeading>,
    /// In the order of the page.
    pub landmarks: Vec<Landmark>,
    /// Every id in the order of the page, one that stands twice as well. Those inside a `template` belong to whatever is
    /// made of it.
    pub ids: Vec<Id>,
    /// Places to jump to as pages of old have them: `<a name="x">`.
    pub names: Vec<String>,
    pub links: Vec<PageLink>,
    /// Buttons without a name.
    pub nameless_buttons: Vec<TagRange>,
    /// Pictures that say nothing about `alt`.
    pub without_alt: Vec<TagAddress>,
    /// What a browser asks for by itself, and where forms send what was typed.
    pub loads: Vec<Load>,
    /// What stands in the page itself and no address can be allowed for.
    pub inline: Vec<InlineCode>,
    /// The security policies that the page gives itself, as they are written.
    pub policies: Vec<TagAddress>,
    /// Other addresses that machines read: the page's own place, its picture for sharing.
    pub named: Vec<TagAddress>,
    /// Every text of the page in its order, those of scripts too, but for what is hidden from people.
    pub texts: Vec<PageText>,
}

/// A heading.
#[derive(Debug, PartialEq)]
pub struct PageHeading {
    /// 1 to 6.
    pub level: u8,
    pub id: Option<String>,
    pub text: String,
    pub place: TagRange,
}

/// A region that people jump to. Source: WAI-ARIA 1.2, section 5.3.4; HTML-AAM 1.0, section 3.4.
#[derive(Debug, PartialEq)]
pub struct Landmark {
    pub kind: LandmarkKind,
    /// What it is called, `#x` for what the element x says; empty without a name.
    pub name: String,
    pub place: TagRange,
}

/// The kinds of regions that a page has once, and navigations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LandmarkKind {
    Main,
    Banner,
    ContentInfo,
    Navigation,
}

/// The id of an element.
#[derive(Debug, PartialEq)]
pub struct Id {
    pub id: String,
    pub place: TagRange,
}

/// A link that readers may follow.
#[derive(Debug)]
pub struct PageLink {
    pub href: String,
    /// What it is called for those who hear it; none when that stands elsewhere on the page.
    pub name: Option<String>,
    pub in_main: bool,
    /// Where the item, the row, the term or the heading begins that says what the link is about: the nearest around it, or
    /// above it. Links in two of them are told apart by those (WCAG 2.2, 2.4.4, in context).
    pub context: Option<usize>,
    pub place: TagRange,
}

/// An address that a tag names.
#[derive(Debug, PartialEq)]
pub struct TagAddress {
    pub url: String,
    pub place: TagRange,
}

/// Something that a browser asks for, or a form that sends something there.
#[derive(Debug, PartialEq)]
pub struct Load {
    pub url: String,
    pub kind: LoadKind,
    pub place: TagRange,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadKind {
    Script,
    Picture,
    Frame,
    /// A page or another file inside `object` or `embed`.
    Object,
    Recording,
    Form,
    StyleSheet,
    /// A picture that a piece of CSS in the page names.
    Style,
    /// A style sheet that a piece of CSS in the page names.
    StyleImport,
    Font,
    Icon,
    Manifest,
    /// What a script will ask for, as far as the page says so.
    Data,
    /// What browsers may fetch before it is asked for: no policy speaks of its kind.
    File,
}

/// Code that stands in the page itself.
#[derive(Debug, PartialEq)]
pub struct InlineCode {
    pub kind: InlineKind,
    /// What stands there.
    pub text: String,
    /// The bytes of the tag.
    pub place: TagRange,
}

/// What a security policy blocks unless it allows all code in pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InlineKind {
    /// What a `script` without an address holds and browsers would run.
    Script,
    /// What a `style` holds.
    StyleSheet,
    /// An attribute that runs when something happens, by its name.
    Handler(String),
    /// The attribute `style`.
    Style,
    /// The address that all others of the page begin at.
    Base,
}

/// A piece of what people read.
#[derive(Debug, PartialEq)]
pub struct PageText {
    pub text: String,
    /// It stands in `code`, `pre`, `kbd` or `samp`.
    pub in_code: bool,
    pub place: TagRange,
}

impl PageFacts {
    /// Whether a fragment, with `%` resolved and without its `#`, leads to a place of the page. Source: HTML Standard,
    /// 7.4.6.3: an empty one and `top` mean the top of the page.
    pub fn has_anchor(&self, fragment: &str) -> bool {
        matches!(fragment, "" | "top")
            || self.ids.iter().any(|id| id.id == fragment)
            || self.names.iter().any(|name| name == fragment)
    }

    /// The regions of a kind.
    pub fn landmarks(&self, kind: LandmarkKind) -> impl Iterator<Item = &Landmark> {
        self.landmarks.iter().filter(move |it| it.kind == kind)
    }

    /// The ids that stand in more than one tag: of each, the second.
    pub fn repeated_ids(&self) -> impl Iterator<Item = &Id> {
        let (mut once, mut twice) = (BTreeSet::new(), BTreeSet::new());
        self.ids.iter().filter(move |id| !once.insert(id.id.as_str()) && twice.insert(id.id.as_str()))
    }

    /// The links of the page to places of its own that are not there: of each place the first, and the place's name.
    pub fn lost_fragments(&self) -> Vec<(String, &PageLink)> {
        let anchors: BTreeSet<&str> =
            self.ids.iter().map(|id| id.id.as_str()).chain(self.names.iter().map(String::as_str)).collect();
        let mut lost: Vec<(String, &PageLink)> = Vec::new();
        for link in &self.links {
            let Some(fragment) = link.href.strip_prefix('#') else { continue };
            let id = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy();
            let is_known = matches!(&*id, "" | "top") || anchors.contains(&*id);
            if !is_known && !lost.iter().any(|(known, _)| *known == id) {
                lost.push((id.into_owned(), link));
            }
        }
        lost
    }
}
