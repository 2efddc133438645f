//! What the checks of finished pages need to know of one: read in one pass over its tokens, as browsers read it.
//!
//! Judges nothing. Keeps texts, never the page.

use std::cell::RefCell;
use std::collections::HashSet;

use html5ever::tokenizer::states::{RawKind, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states,
};

use super::html::local;
use super::loads;

/// A finished page, read.
#[derive(Debug, Default)]
pub struct Reading {
    /// The `lang` of the whole page; none where it has none.
    pub language: Option<String>,
    pub title: String,
    /// The page asks search engines to stay away.
    pub noindex: bool,
    pub headings: Vec<Heading>,
    pub landmarks: Landmarks,
    /// Ids that stand in more than one tag.
    pub repeated_ids: Vec<String>,
    pub links: Vec<Link>,
    /// Buttons without a name: how many.
    pub nameless_buttons: usize,
    /// The addresses of pictures that say nothing about `alt`.
    pub without_alt: Vec<String>,
    /// Places of the page that its own links name and that do not exist.
    pub lost_fragments: Vec<String>,
    /// What a browser asks for by itself, and where forms send what was typed.
    pub loads: Vec<Load>,
    /// Other addresses that machines read: the page's own place, its picture for sharing.
    pub named: Vec<String>,
    /// Texts outside of code that name a place on the computer of the writer.
    pub local_texts: Vec<String>,
}

/// A heading, in the order of the page.
#[derive(Debug, PartialEq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    pub id: Option<String>,
    pub text: String,
}

/// The regions that people jump between. Source: WAI-ARIA 1.2, section 5.3.4; HTML-AAM 1.0, section 3.4.
#[derive(Debug, Default)]
pub struct Landmarks {
    pub mains: usize,
    pub banners: usize,
    pub contentinfos: usize,
    /// What each navigation is called; empty for one without a name.
    pub navigations: Vec<String>,
}

/// A link that readers may follow.
#[derive(Debug)]
pub struct Link {
    pub href: String,
    /// What it is called for those who hear it; none when that stands elsewhere on the page.
    pub name: Option<String>,
    pub in_main: bool,
}

/// Something that a browser asks for.
#[derive(Debug, PartialEq)]
pub struct Load {
    pub url: String,
    /// `a script`, `a picture`.
    pub what: &'static str,
}

/// Reads a page.
pub fn read(html: &str) -> Reading {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(html.into());
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish()
}

#[derive(Default)]
struct Sink(RefCell<State>);

#[derive(Default)]
struct State {
    reading: Reading,
    ids: HashSet<String>,
    /// The open elements inside which a header or a footer is not that of the page.
    sections: Vec<String>,
    link: Option<Open>,
    button: Option<Open>,
    heading: Option<(u8, Open)>,
    in_title: bool,
    in_style: bool,
    /// How many drawings are open.
    drawings: usize,
    /// How many elements of code are open.
    code: usize,
    /// Inside an element that is not read out: its name, and how many of that name are open.
    hidden: Option<(String, usize)>,
}

/// An element whose name is being gathered.
#[derive(Default)]
struct Open {
    /// Its `href` or `id`.
    key: Option<String>,
    text: String,
    /// A name that wins over the text.
    label: Option<String>,
    /// It is named by another element.
    is_named_elsewhere: bool,
    in_main: bool,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => state.end(&tag.name),
            Token::TagToken(tag) => {
                state.start(&tag);
                return raw_kind(&tag.name).map_or(TokenSinkResult::Continue, TokenSinkResult::RawData);
            }
            Token::CharacterTokens(text) => state.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// How browsers that run scripts read what lies inside an element, when not as HTML.
fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(ScriptData),
        "textarea" | "title" => Some(states::Rcdata),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => Some(states::Rawtext),
        _ => None,
    }
}

const SECTIONS: [&str; 5] = ["article", "aside", "main", "nav", "section"];
const CODE: [&str; 4] = ["code", "pre", "kbd", "samp"];
const EMPTY: [&str; 8] = ["img", "input", "br", "hr", "source", "meta", "link", "wbr"];

impl State {
    fn start(&mut self, tag: &Tag) {
        let get = |name: &str| tag.attrs.iter().find(|it| &*it.name.local == name).map(|it| &*it.value);
        let some = |name: &str| get(name).map(str::trim).filter(|value| !value.is_empty());
        let name = &*tag.name;
        if let Some(id) = some("id")
            && !self.ids.insert(id.to_owned())
            && !self.reading.repeated_ids.iter().any(|known| known == id)
        {
            self.reading.repeated_ids.push(id.to_owned());
        }
        // What is hidden until a script shows it needs a name all the same.
        self.hide(name, get("aria-hidden") == Some("true"));
        if get("hidden").is_none() {
            self.landmark(name, some("role"), some("aria-label"), some("aria-labelledby"));
        }
        if SECTIONS.contains(&name) {
            self.sections.push(name.to_owned());
        }
        if let Some(label) = some("aria-label").filter(|_| !matches!(name, "a" | "button")) {
            self.say(label);
        }
        let open = |key: &str, in_main| Open {
            key: get(key).map(str::to_owned),
            label: some("aria-label").map(str::to_owned),
            text: String::new(),
            is_named_elsewhere: some("aria-labelledby").is_some() || some("title").is_some(),
            in_main,
        };
        match name {
            "html" => self.reading.language = some("lang").map(str::to_owned),
            "svg" if !tag.self_closing => self.drawings += 1,
            // Drawings have titles too.
            "title" => self.in_title = self.drawings == 0,
            "style" => self.in_style = true,
            "a" | "area" if get("href").is_some() => {
                self.close_link();
                let in_main = self.sections.iter().any(|name| name == "main");
                let mut link = open("href", in_main);
                // What is kept from everybody needs no name.
                link.is_named_elsewhere |= self.hidden.is_some();
                self.link = Some(link);
                if name == "area" {
                    self.say(get("alt").unwrap_or_default());
                    self.close_link();
                }
            }
            // A place to jump to, as pages of old have it.
            "a" => self.ids.extend(some("name").map(str::to_owned)),
            "button" => self.button = Some(open("id", false)),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.hidden.is_none() => {
                self.heading = Some((name.as_bytes()[1] - b'0', open("id", false)));
            }
            "meta" if some("name").is_some_and(|it| it.eq_ignore_ascii_case("robots")) => {
                self.reading.noindex |= get("content").is_some_and(|it| it.to_ascii_lowercase().contains("noindex"));
            }
            "meta" => self.reading.named.extend(some("content").filter(|it| it.contains("://")).map(str::to_owned)),
            "img" => match get("alt") {
                Some(alt) => self.say(alt),
                None if get("aria-hidden").is_none() && get("role") != Some("presentation") => {
                    self.reading.without_alt.push(some("src").unwrap_or_default().to_owned());
                }
                None => {}
            },
            _ => {}
        }
        if CODE.contains(&name) {
            self.code += 1;
        }
        loads::of_tag(name, &get, &mut self.reading);
    }

    fn end(&mut self, name: &str) {
        match name {
            "a" => self.close_link(),
            "button" => {
                if let Some(open) = self.button.take() {
                    self.reading.nameless_buttons += usize::from(open.name().is_some_and(|name| name.is_empty()));
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                if let Some((level, open)) = self.heading.take() {
                    let text = open.name().unwrap_or_default();
                    self.reading.headings.push(Heading { level, id: open.key, text });
                }
            }
            "svg" => self.drawings = self.drawings.saturating_sub(1),
            "title" => self.in_title = false,
            "style" => self.in_style = false,
            _ if CODE.contains(&name) => self.code = self.code.saturating_sub(1),
            _ => {}
        }
        if let Some(at) = self.sections.iter().rposition(|open| open == name) {
            self.sections.truncate(at);
        }
        if let Some((hidden, open)) = &mut self.hidden
            && hidden == name
        {
            *open -= 1;
            if *open == 0 {
                self.hidden = None;
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_title {
            self.reading.title.push_str(text);
        } else if self.in_style {
            loads::of_styles(text, &mut self.reading.loads);
        } else {
            self.say(text);
            if self.code == 0 && self.hidden.is_none() {
                self.reading.local_texts.extend(local::in_text(text));
            }
        }
    }

    fn finish(self) -> Reading {
        let State { mut reading, ids, .. } = self;
        for fragment in reading.links.iter().filter_map(|link| link.href.strip_prefix('#')) {
            let id = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy();
            // An empty fragment and `#top` mean the top of the page (HTML standard, section 7.4.6.3).
            let is_known = id.is_empty() || id == "top" || ids.contains(id.as_ref());
            if !is_known && !reading.lost_fragments.iter().any(|known| *known == id) {
                reading.lost_fragments.push(id.into_owned());
            }
        }
        reading
    }

    /// Adds words to the names of what is open.
    fn say(&mut self, text: &str) {
        if self.hidden.is_some() || self.in_title {
            return;
        }
        let heading = self.heading.as_mut().map(|(_, open)| open);
        for open in [self.link.as_mut(), self.button.as_mut(), heading].into_iter().flatten() {
            open.text.push_str(text);
            open.text.push(' ');
        }
    }

    fn close_link(&mut self) {
        if let Some(open) = self.link.take() {
            let (name, in_main) = (open.name(), open.in_main);
            self.reading.links.push(Link { href: open.key.unwrap_or_default(), name, in_main });
        }
    }

    fn hide(&mut self, name: &str, begins: bool) {
        match &mut self.hidden {
            Some((hidden, open)) if hidden == name => *open += 1,
            None if begins && !EMPTY.contains(&name) => self.hidden = Some((name.to_owned(), 1)),
            _ => {}
        }
    }

    fn landmark(&mut self, name: &str, role: Option<&str>, label: Option<&str>, named_by: Option<&str>) {
        let (found, scoped) = (&mut self.reading.landmarks, !self.sections.is_empty());
        if self.hidden.is_none() {
            match (name, role) {
                ("main", None) | (_, Some("main")) => found.mains += 1,
                ("nav", None) | (_, Some("navigation")) => {
                    let label = label.map(str::to_owned).or_else(|| named_by.map(|id| format!("#{id}")));
                    found.navigations.push(label.unwrap_or_default());
                }
                (_, Some("banner")) => found.banners += 1,
                ("header", None) if !scoped => found.banners += 1,
                (_, Some("contentinfo")) => found.contentinfos += 1,
                ("footer", None) if !scoped => found.contentinfos += 1,
                _ => {}
            }
        }
    }
}

impl Open {
    /// What the element is called; none when another element says so.
    fn name(&self) -> Option<String> {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        match &self.label {
            Some(label) => Some(words(label)),
            None if self.is_named_elsewhere && self.text.trim().is_empty() => None,
            None => Some(words(&self.text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_are_heard() {
        let found = read(
            "<a href=/a>One <b>two</b><span aria-hidden=true> arrow <span>x</span></span></a><a href=/b aria-label=' Spoken '>seen</a>\
             <a href=/c><img src=x alt='A back'></a><a href=/d><svg><title>Drawn</title></svg></a><a href=/e></a>\
             <a href=/f aria-labelledby=h></a><a name=old>no link</a><button></button><button>Go</button>\
             <h2 id=h>Two <i>words</i></h2>",
        );
        let names: Vec<_> = found.links.iter().map(|link| link.name.as_deref().unwrap_or("?")).collect();
        assert_eq!(names, ["One two", "Spoken", "A back", "Drawn", "", "?"]);
        assert_eq!(found.nameless_buttons, 1);
        assert_eq!(found.headings, [Heading { level: 2, id: Some("h".into()), text: "Two words".into() }]);
    }

    #[test]
    fn landmarks_are_those_of_the_page() {
        let found = read(
            "<html lang=en><title>A &amp; b</title><header></header><nav aria-label=Main></nav><nav></nav>\
             <main><article><header></header><footer></footer></article></main><footer></footer><nav hidden></nav>",
        );
        let landmarks = &found.landmarks;
        assert_eq!((landmarks.mains, landmarks.banners, landmarks.contentinfos), (1, 1, 1));
        assert_eq!(landmarks.navigations, ["Main", ""]);
        assert_eq!((found.language.as_deref(), found.title.as_str()), (Some("en"), "A & b"));
    }

    #[test]
    fn everything_that_is_asked_for_is_found() {
        let found = read(
            "<script src=/a.js></script><img src=b.png srcset='c.png 1x, d.png 2x'><form action=/send></form>\
             <link rel=canonical href=https://x.example/><link rel=preconnect href=//y.example>\
             <p style=\"background: url('e.png')\"><style>@import 'f.css'; a { b: url(g.png) }</style>",
        );
        let urls: Vec<_> = found.loads.iter().map(|load| load.url.as_str()).collect();
        assert_eq!(urls, ["/a.js", "b.png", "c.png", "d.png", "/send", "//y.example", "e.png", "g.png", "f.css"]);
        assert_eq!(found.named, ["https://x.example/"]);
        assert!(found.without_alt == ["b.png"]);
    }
}
