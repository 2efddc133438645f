//! Reads the facts of a page in one pass over its tokens.

use super::elements::parts_words;
use super::facts::{
    Id, InlineCode, Landmark, LandmarkKind, Load, PageFacts, PageHeading, PageLink, PageText, TagAddress, TagRange,
};
use super::inline;
use super::loads::{of_styles, of_tag};
use super::tokens::{HtmlToken, Positions, tokenize};
use html5ever::tokenizer::Tag;

/// Reads a page.
pub fn read(html: &str) -> PageFacts {
    let mut state = State::default();
    tokenize(html, Positions::Wanted, |seen, place| match seen {
        HtmlToken::Start(tag) => state.start(tag, place),
        HtmlToken::End(name) => state.end(name),
        HtmlToken::Text(text) => state.text(text, place),
        HtmlToken::Comment(_) | HtmlToken::Doctype => {}
    });
    state.facts
}

/// The places of a page that links may lead to, without anything else: its ids, and the names of old.
pub fn anchors(html: &str) -> std::collections::HashSet<String> {
    let mut anchors = std::collections::HashSet::new();
    let mut templates = 0_usize;
    tokenize(html, Positions::Unwanted, |seen, _| match seen {
        HtmlToken::Start(tag) => {
            let get = |name: &str| tag.attrs.iter().find(|it| &*it.name.local == name).map(|it| it.value.to_string());
            if templates == 0 {
                anchors.extend(get("id"));
                anchors.extend(get("name").filter(|_| &*tag.name == "a"));
            }
            templates += usize::from(&*tag.name == "template");
        }
        HtmlToken::End("template") => templates = templates.saturating_sub(1),
        _ => {}
    });
    anchors
}

#[derive(Default)]
struct State {
    facts: PageFacts,
    /// The open elements inside which a header or a footer is not that of the page.
    sections: Vec<String>,
    link: Option<Open>,
    button: Option<Open>,
    heading: Option<(u8, Open)>,
    /// Where the open items, rows and terms begin, and the last heading before this place.
    items: Vec<usize>,
    last_heading: Option<usize>,
    /// How many `template` elements are open: what they hold is no part of the page.
    templates: usize,
    in_title: bool,
    in_style: bool,
    /// The script or style that is open, and what of it was read.
    code_block: Option<InlineCode>,
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
    context: Option<usize>,
    place: TagRange,
}

const SECTIONS: [&str; 5] = ["article", "aside", "main", "nav", "section"];
const ITEMS: [&str; 4] = ["dd", "dt", "li", "tr"];
const CODE: [&str; 4] = ["code", "pre", "kbd", "samp"];
const EMPTY: [&str; 8] = ["img", "input", "br", "hr", "source", "meta", "link", "wbr"];

impl State {
    fn start(&mut self, tag: &Tag, place: TagRange) {
        let get = |name: &str| tag.attrs.iter().find(|it| &*it.name.local == name).map(|it| &*it.value);
        let some = |name: &str| get(name).map(str::trim).filter(|value| !value.is_empty());
        let name = &*tag.name;
        if let Some(id) = get("id").filter(|id| !id.is_empty() && self.templates == 0) {
            self.facts.ids.push(Id { id: id.to_owned(), place: place.clone() });
        }
        self.templates += usize::from(name == "template");
        self.part_at(name);
        // What is hidden until a script shows it needs a name all the same.
        self.hide(name, get("aria-hidden") == Some("true"));
        if get("hidden").is_none() {
            let label = some("aria-label").map(str::to_owned);
            let label = label.or_else(|| some("aria-labelledby").map(|id| format!("#{id}")));
            self.landmark(name, some("role"), label.unwrap_or_default(), &place);
        }
        if SECTIONS.contains(&name) {
            self.sections.push(name.to_owned());
        }
        if let Some(label) = some("aria-label").filter(|_| !matches!(name, "a" | "button")) {
            self.say_apart(label);
        }
        let context = self.last_heading.max(self.items.last().copied());
        let open = |key: &str, in_main| Open {
            key: get(key).map(str::to_owned),
            label: some("aria-label").map(str::to_owned),
            text: String::new(),
            is_named_elsewhere: some("aria-labelledby").is_some() || some("title").is_some(),
            in_main,
            context,
            place: place.clone(),
        };
        match name {
            "html" => self.facts.language = some("lang").map(str::to_owned),
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
                    self.say_apart(get("alt").unwrap_or_default());
                    self.close_link();
                }
            }
            // A place to jump to, as pages of old have it.
            "a" => self.facts.names.extend(get("name").map(str::to_owned)),
            "button" => self.button = Some(open("id", false)),
            _ if is_heading(name) && self.hidden.is_none() && self.templates == 0 => {
                self.heading = Some((name.as_bytes()[1] - b'0', open("id", false)));
            }
            "meta" if some("name").is_some_and(|it| it.eq_ignore_ascii_case("robots")) => {
                self.facts.noindex |= get("content").is_some_and(|it| it.to_ascii_lowercase().contains("noindex"));
            }
            "meta" => {
                let url = some("content").filter(|it| it.contains("://"));
                self.facts.named.extend(url.map(|url| TagAddress { url: url.to_owned(), place: place.clone() }));
            }
            "img" => match get("alt") {
                Some(alt) => self.say_apart(alt),
                None if get("aria-hidden").is_none() && get("role") != Some("presentation") => {
                    let url = some("src").unwrap_or_default().to_owned();
                    self.facts.without_alt.push(TagAddress { url, place: place.clone() });
                }
                None => {}
            },
            _ => {}
        }
        if CODE.contains(&name) {
            self.code += 1;
        }
        if ITEMS.contains(&name) {
            self.items.push(place.start);
        } else if is_heading(name) {
            self.last_heading = Some(place.start);
        }
        of_tag(name, &get, &place, &mut self.facts);
        inline::of_tag(tag, &place, &mut self.facts);
        if name == "iframe"
            && let Some(inside) = get("srcdoc")
        {
            self.framed(inside, &place);
        }
        self.code_block = inline::holds(tag).map(|kind| InlineCode { kind, text: String::new(), place });
    }

    /// A frame that holds its own page: what that asks for, this page asks for.
    fn framed(&mut self, html: &str, place: &TagRange) {
        let inside = read(html);
        let PageFacts { loads, inline, .. } = &mut self.facts;
        loads.extend(inside.loads.into_iter().map(|load| Load { place: place.clone(), ..load }));
        inline.extend(inside.inline.into_iter().map(|code| InlineCode { place: place.clone(), ..code }));
    }

    fn end(&mut self, name: &str) {
        self.part_at(name);
        self.facts.inline.extend(self.code_block.take().filter(|code| !code.text.trim().is_empty()));
        match name {
            "a" => self.close_link(),
            "button" => {
                if let Some(open) = self.button.take().filter(|open| open.name().is_some_and(|name| name.is_empty())) {
                    self.facts.nameless_buttons.push(open.place);
                }
            }
            _ if is_heading(name) => {
                if let Some((level, open)) = self.heading.take() {
                    let text = open.name().unwrap_or_default();
                    self.facts.headings.push(PageHeading { level, id: open.key, text, place: open.place });
                }
            }
            "svg" => self.drawings = self.drawings.saturating_sub(1),
            "template" => self.templates = self.templates.saturating_sub(1),
            "title" => self.in_title = false,
            "style" => self.in_style = false,
            _ if CODE.contains(&name) => self.code = self.code.saturating_sub(1),
            _ if ITEMS.contains(&name) => _ = self.items.pop(),
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

    fn text(&mut self, text: &str, place: TagRange) {
        self.code_block.iter_mut().for_each(|code| code.text.push_str(text));
        if self.in_title {
            self.facts.title.push_str(text);
        } else if self.in_style {
            let urls = of_styles(text).into_iter();
            self.facts.loads.extend(urls.map(|(url, kind)| Load { url, kind, place: place.clone() }));
        } else {
            self.say(text);
            if self.hidden.is_none() {
                self.shown(text, place);
            }
        }
    }

    /// Adds to what people read. The tokenizer gives a line in pieces, parted at each entity.
    fn shown(&mut self, text: &str, place: TagRange) {
        let in_code = self.code > 0;
        match self.facts.texts.last_mut().filter(|last| last.place == place && last.in_code == in_code) {
            Some(last) => last.text.push_str(text),
            None => self.facts.texts.push(PageText { text: text.to_owned(), in_code, place }),
        }
    }

    /// Adds words to the names of what is open. The tokenizer gives a word with an entity in several pieces.
    fn say(&mut self, text: &str) {
        if self.hidden.is_some() || self.in_title {
            return;
        }
        let heading = self.heading.as_mut().map(|(_, open)| open);
        for open in [self.link.as_mut(), self.button.as_mut(), heading].into_iter().flatten() {
            open.text.push_str(text);
        }
    }

    /// The same for what is no part of the words around it: a picture.
    fn say_apart(&mut self, text: &str) {
        for part in [" ", text, " "] {
            self.say(part);
        }
    }

    fn part_at(&mut self, name: &str) {
        if parts_words(name) {
            self.say(" ");
        }
    }

    fn close_link(&mut self) {
        if let Some(open) = self.link.take() {
            let name = open.name();
            let Open { key, in_main, context, place, .. } = open;
            self.facts.links.push(PageLink { href: key.unwrap_or_default(), name, in_main, context, place });
        }
    }

    fn hide(&mut self, name: &str, begins: bool) {
        match &mut self.hidden {
            Some((hidden, open)) if hidden == name => *open += 1,
            None if begins && !EMPTY.contains(&name) => self.hidden = Some((name.to_owned(), 1)),
            _ => {}
        }
    }

    fn landmark(&mut self, name: &str, role: Option<&str>, label: String, place: &TagRange) {
        let scoped = !self.sections.is_empty();
        let kind = match (name, role) {
            ("main", None) | (_, Some("main")) => LandmarkKind::Main,
            ("nav", None) | (_, Some("navigation")) => LandmarkKind::Navigation,
            (_, Some("banner")) => LandmarkKind::Banner,
            ("header", None) if !scoped => LandmarkKind::Banner,
            (_, Some("contentinfo")) => LandmarkKind::ContentInfo,
            ("footer", None) if !scoped => LandmarkKind::ContentInfo,
            _ => return,
        };
        if self.hidden.is_none() && self.templates == 0 {
            self.facts.landmarks.push(Landmark { kind, name: label, place: place.clone() });
        }
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
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
