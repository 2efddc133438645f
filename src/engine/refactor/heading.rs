//! A heading gets other words or another id: what its line says then, and which ids of its page are others. Which id a
//! heading gets from its words is asked of the page that is read anew, never made here.

use std::collections::{BTreeMap, BTreeSet};

use super::heading_line::{HeadingLine, typed_words};
use super::model::{MoveRefusal, NewIds};
use crate::Build;
use vertebra_base::diagnostic::nearest;
use vertebra_base::link::decoded;
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_base::slug::{github_slug, slugify_or};
use vertebra_edit::{Edit, apply};
use vertebra_markdown::{Heading, Page};

/// What a heading is to be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeadingName {
    /// Other words, as they are typed behind the number signs.
    Words(String),
    /// The same words, and another id in braces behind them.
    Id(String),
}

/// A heading that is meant, by its place on its page.
#[derive(Debug, Clone)]
pub struct MeantHeading {
    pub source: SourcePath,
    at: usize,
    pub name: HeadingName,
}

impl HeadingName {
    /// What somebody typed as a new name: `#what-to-wear` is an id, all else are words.
    pub fn typed(text: &str) -> Self {
        // `# What to wear` are words, whatever they mean in a file.
        let is_id = |rest: &&str| !rest.is_empty() && !rest.starts_with(['#', ' ', '\t']);
        match text.trim().strip_prefix('#').filter(is_id) {
            Some(id) => HeadingName::Id(id.to_owned()),
            None => HeadingName::Words(text.to_owned()),
        }
    }
}

/// Finds a heading of a page by its id, and looks whether it can be called so.
pub fn meant(page: &Page, id: &str, name: &HeadingName) -> Result<MeantHeading, MoveRefusal> {
    let refuse = |message: String, help: String| Err(MoveRefusal::Asked { message, help });
    let source = page.source.clone();
    let id = &*decoded(id.trim_start_matches('#'));
    let Some(at) = page.headings.iter().position(|heading| heading.id == id) else {
        let ids = || page.headings.iter().map(|heading| heading.id.as_str());
        let near = nearest(id, ids()).map(|near| format!("did you mean #{near}?"));
        let all = || ids().take(5).map(|id| format!("#{id}")).collect::<Vec<_>>().join(", ");
        let help = near.unwrap_or_else(|| match page.headings.is_empty() {
            true => "this page has no headings".to_owned(),
            false => format!("its headings are {}", all()),
        });
        return refuse(format!("{source} has no heading with the id \"{id}\""), help);
    };
    let name = match name {
        HeadingName::Words(words) => {
            let words = words.trim();
            if words.is_empty() || words.contains(char::is_control) {
                let help = "write it in quotation marks: \"What to wear\"".to_owned();
                return refuse("a heading must have text, all on one line".to_owned(), help);
            }
            let is_more = words.contains("{{") || words.ends_with('}') && words.contains('{');
            if is_more {
                let help = "write the text without braces; to change the id, write only: \"#what-to-wear\"".to_owned();
                return refuse(format!("\"{words}\" is more than the text of a heading"), help);
            }
            HeadingName::Words(words.to_owned())
        }
        HeadingName::Id(new) => {
            let new = new.trim().trim_start_matches('#');
            if new.is_empty() || github_slug(new, "") != new {
                let example = slugify_or(new, "what-to-wear");
                let help = format!("use lowercase letters, digits and hyphens, such as {example}");
                return refuse(format!("\"{new}\" is not a valid heading id"), help);
            }
            if page.anchors.iter().any(|anchor| anchor == new) {
                let help = "choose another name".to_owned();
                return refuse(format!("there is already a heading #{new} on this page"), help);
            }
            HeadingName::Id(new.to_owned())
        }
    };
    Ok(MeantHeading { source, at, name })
}

impl MeantHeading {
    /// What changes in the text of the page: the line of the heading, and those of headings that would lose an id that
    /// readers may know: links from elsewhere cannot follow.
    ///
    /// # Errors
    /// When a heading has several lines, or the words cannot be typed as they are.
    pub fn edits(&self, build: &Build, text: &str) -> Result<Vec<Edit>, MoveRefusal> {
        let Some(page) = build.page(&self.source) else { return Err(self.unchangeable()) };
        let change = HeadingChange { build, page, text, at: self.at, known: known_ids(build, page) };
        match &self.name {
            HeadingName::Id(id) => {
                let edits = change.settle(None, BTreeMap::from([(self.at, id.clone())]))?;
                edits.ok_or_else(|| self.unchangeable())
            }
            HeadingName::Words(words) => {
                let typed = typed_words(words);
                let ways = typed.iter().map(|typed| change.settle(Some((words, typed)), BTreeMap::new()));
                let found = ways.filter_map(Result::transpose).next().transpose()?;
                let edits = found.ok_or_else(|| self.unreadable(words))?;
                match apply(text, &edits).is_some_and(|new| new == text) {
                    true => Err(self.refusal("it already has this name", "give the new name after the old one")),
                    false => Ok(edits),
                }
            }
        }
    }

    /// The ids that are others now that the text has been changed; `before` is the page as it was.
    ///
    /// # Errors
    /// When other headings have changed with it.
    pub fn ids(&self, build: &Build, before: &Page) -> Result<NewIds, MoveRefusal> {
        let headings = build.page(&self.source).map_or(&[][..], |page| page.headings.as_slice());
        if !is_same_but(&before.headings, headings, self.at) {
            return Err(self.unchangeable());
        }
        let others = before.headings.iter().zip(headings).filter(|(old, new)| old.id != new.id);
        let by_old = others.map(|(old, new)| (old.id.clone(), new.id.clone())).collect();
        Ok(NewIds { source: self.source.clone(), url: own_address(build, &self.source), by_old })
    }

    fn unchangeable(&self) -> MoveRefusal {
        let message = format!("this heading of {} cannot be changed without changing other text", self.source);
        self.refusal(&message, "change it and the links to it by hand")
    }

    fn unreadable(&self, words: &str) -> MoveRefusal {
        let message = format!("a heading in {} cannot be \"{words}\"", self.source);
        self.refusal(&message, "use other text, or change it and the links to it by hand")
    }

    fn refusal(&self, message: &str, help: &str) -> MoveRefusal {
        MoveRefusal::Asked { message: message.to_owned(), help: help.to_owned() }
    }
}

/// A change of one heading of a page that is being found.
struct HeadingChange<'a> {
    build: &'a Build,
    page: &'a Page,
    text: &'a str,
    at: usize,
    /// Ids that were published.
    known: BTreeSet<&'a str>,
}

impl HeadingChange<'_> {
    /// The edits after which no published id has moved to another heading. `words`: as they are to be read, and as they
    /// are typed; `ids`: those that stand in braces from now on. None when the page would not be read so.
    fn settle(
        &self,
        words: Option<(&str, &str)>,
        mut ids: BTreeMap<usize, String>,
    ) -> Result<Option<Vec<Edit>>, MoveRefusal> {
        let old = &self.page.headings;
        loop {
            let edits = self.edits(words.map(|(_, typed)| typed), &ids)?;
            let Some(new) = apply(self.text, &edits) else { return Ok(None) };
            let new = self.build.read_alone(&self.page.source, new.as_bytes()).page.headings;
            let is_read = |words: &str| new.get(self.at).is_some_and(|new| straight(&new.title) == straight(words));
            if !is_same_but(old, &new, self.at) || words.is_some_and(|(words, _)| !is_read(words)) {
                return Ok(None);
            }
            let pairs = || old.iter().zip(&new).enumerate();
            let missed = |(at, id): (&usize, &String)| new[*at].id != *id;
            let is_lost = |(at, (old, new)): &(usize, (&Heading, &Heading))| {
                let is_known = |id: &str| self.known.contains(id);
                let is_taken = |id: &str| *at != self.at && (is_known(id) || self.has_own_id(*at));
                old.id != new.id && !ids.contains_key(at) && (is_known(&old.id) || is_taken(&new.id))
            };
            let lost: Vec<(usize, String)> =
                pairs().filter(is_lost).map(|(at, (old, _))| (at, old.id.clone())).collect();
            if lost.is_empty() {
                return Ok((!ids.iter().any(missed)).then_some(edits));
            }
            if !ids.contains_key(&self.at) && lost.iter().any(|(_, id)| new[self.at].id == *id) {
                ids.insert(self.at, self.free(&new[self.at].id));
            }
            ids.extend(lost);
        }
    }

    /// An id in braces, which goes to no other heading by itself.
    fn has_own_id(&self, at: usize) -> bool {
        HeadingLine::of(self.text, &self.page.headings[at]).is_some_and(|line| line.has_id)
    }

    /// A name that nothing on the page has or ever had.
    fn free(&self, id: &str) -> String {
        let is_free = |id: &String| !self.page.anchors.contains(id) && !self.known.contains(id.as_str());
        (2..).map(|number| format!("{id}-{number}")).find(is_free).unwrap_or_default()
    }

    fn edits(&self, words: Option<&str>, ids: &BTreeMap<usize, String>) -> Result<Vec<Edit>, MoveRefusal> {
        let mut edits = Vec::new();
        let line = |at: usize| {
            let heading = &self.page.headings[at];
            HeadingLine::of(self.text, heading).ok_or_else(|| self.has_no_line(heading))
        };
        if let Some(words) = words {
            edits.push(Edit::new(line(self.at)?.words, words));
        }
        for (at, id) in ids {
            edits.push(line(*at)?.with_id(id));
        }
        Ok(edits)
    }

    fn has_no_line(&self, heading: &Heading) -> MoveRefusal {
        let Heading { title, line, id, .. } = heading;
        let message = format!("the heading \"{title}\" in line {line} of {} has several lines", self.page.source);
        MoveRefusal::Asked { message, help: format!("write it on one line first, with its id behind it: {{#{id}}}") }
    }
}

/// Whether two pages have the same headings, but for the words of one of them and for ids.
fn is_same_but(old: &[Heading], new: &[Heading], changed: usize) -> bool {
    let is_same = |(at, (old, new)): (usize, (&Heading, &Heading))| {
        old.level == new.level && (at == changed || old.title == new.title)
    };
    old.len() == new.len() && old.iter().zip(new).enumerate().all(is_same)
}

/// A text without what typography makes of it: curly quotes, dashes, single characters for three dots.
fn straight(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = words.replace(['\u{2018}', '\u{2019}'], "'").replace(['\u{201c}', '\u{201d}'], "\"");
    plain.replace('\u{2014}', "---").replace('\u{2013}', "--").replace('\u{2026}', "...")
}

/// The ids of headings that readers may know of a page.
fn known_ids<'a>(build: &'a Build, page: &Page) -> BTreeSet<&'a str> {
    let site = build.site();
    let records = own_address(build, &page.source).map(|url| site.published_headings(page, &url)).unwrap_or_default();
    records.into_iter().flat_map(|(_, record)| &record.headings).map(String::as_str).collect()
}

/// The address of a page, published or not.
fn own_address(build: &Build, source: &SourcePath) -> Option<UrlPath> {
    build.site().referrer(source).url.cloned()
}
