//! A heading gets other words or another id: what its line says then, and which ids of its page are others. Which id a
//! heading gets from its words is asked of the page that is read anew, never made here.

use super::model::{MoveRefusal, NewIds};
use crate::Build;
use vertebra_base::diagnostic::nearest;
use vertebra_base::link::decoded;
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_base::slug::{github_slug, slugify_or};
use vertebra_base::span::Span;
use vertebra_edit::Edit;
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
        match text.trim().strip_prefix('#') {
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
        return refuse(format!("{source} has no heading called \"{id}\""), help);
    };
    let name = match name {
        HeadingName::Words(words) => {
            let words = words.trim();
            if words.is_empty() || words.contains(char::is_control) {
                let help = "write them in quotation marks: \"What to wear\"".to_owned();
                return refuse("a heading needs words, all on one line".to_owned(), help);
            }
            HeadingName::Words(words.to_owned())
        }
        HeadingName::Id(new) => {
            let new = new.trim().trim_start_matches('#');
            if new.is_empty() || github_slug(new, "") != new {
                let example = slugify_or(new, "what-to-wear");
                let help = format!("write the name in small letters, digits and hyphens, such as {example}");
                return refuse(format!("\"{new}\" cannot be the name of a heading in links"), help);
            }
            if page.anchors.iter().any(|anchor| anchor == new) {
                let help = "choose another name".to_owned();
                return refuse(format!("there is a heading #{new} on this page already"), help);
            }
            HeadingName::Id(new.to_owned())
        }
    };
    Ok(MeantHeading { source, at, name })
}

impl MeantHeading {
    /// What changes in the line of the heading. Where readers may know its id, other words leave it as it is: links from
    /// elsewhere cannot follow.
    ///
    /// # Errors
    /// When the heading has several lines.
    pub fn line(&self, build: &Build, text: &str) -> Result<Vec<Edit>, MoveRefusal> {
        let heading = build.page(&self.source).and_then(|page| page.headings.get(self.at)).cloned();
        let Some((line, heading)) = heading.and_then(|heading| Some((Line::of(text, &heading)?, heading))) else {
            return Err(self.unchangeable());
        };
        Ok(match &self.name {
            HeadingName::Id(id) => vec![line.with_id(id)],
            HeadingName::Words(words) => {
                let id = is_published(build, &self.source, &heading.id).then(|| line.with_id(&heading.id));
                std::iter::once(Edit::new(line.words, words.clone())).chain(id).collect()
            }
        })
    }

    /// The ids that are others now that the line has been changed; `before` is the page as it was.
    ///
    /// # Errors
    /// When the line is no heading of its level any more, or others have changed with it.
    pub fn ids(&self, build: &Build, before: &Page) -> Result<NewIds, MoveRefusal> {
        let headings = build.page(&self.source).map_or(&[][..], |page| page.headings.as_slice());
        let pairs = || before.headings.iter().zip(headings);
        let same = pairs().enumerate().all(|(at, (old, new))| {
            let is_meant = at == self.at && matches!(self.name, HeadingName::Words(_));
            old.level == new.level && (is_meant || old.title == new.title)
        });
        let is_called = |id: &String| headings.get(self.at).is_some_and(|heading| heading.id == *id);
        let done = !matches!(&self.name, HeadingName::Id(id) if !is_called(id));
        if !same || !done || before.headings.len() != headings.len() {
            return Err(self.unchangeable());
        }
        let others = pairs().filter(|(old, new)| old.id != new.id);
        let by_old = others.map(|(old, new)| (old.id.clone(), new.id.clone())).collect();
        Ok(NewIds { source: self.source.clone(), url: own_address(build, &self.source), by_old })
    }

    fn unchangeable(&self) -> MoveRefusal {
        let message = format!("this heading of {} cannot be changed without changing more", self.source);
        MoveRefusal::Asked { message, help: "change it by hand, and the links to it".to_owned() }
    }
}

/// The address of a page, published or not.
fn own_address(build: &Build, source: &SourcePath) -> Option<UrlPath> {
    build.site().referrer(source).url.cloned()
}

/// Whether the address book says that the heading was published.
fn is_published(build: &Build, source: &SourcePath, id: &str) -> bool {
    let record = own_address(build, source).and_then(|url| build.site().book.published.get(&url));
    record.is_some_and(|record| record.headings.iter().any(|heading| heading == id))
}

/// The line of a heading in its parts.
struct Line {
    words: Span,
    /// Where an id in braces is put: its place, or the place for all of it, and what stands around it.
    id: (Span, &'static str, &'static str),
}

impl Line {
    /// None for a heading of several lines, which is underlined.
    fn of(text: &str, heading: &Heading) -> Option<Line> {
        let start = heading.span.start as usize;
        let mut lines = text.get(start..)?.lines();
        let line = lines.next()?.trim_end();
        let is_underline = |line: &str| {
            let line = line.trim();
            !line.is_empty() && (line.bytes().all(|byte| byte == b'-') || line.bytes().all(|byte| byte == b'='))
        };
        let marks = line.len() - line.trim_start_matches('#').len();
        if marks == 0 && !lines.next().is_some_and(is_underline) {
            return None;
        }
        // What ends in two braces is a value: `{{ phone the-clinic }}`.
        let braces = line.rfind('{').filter(|_| line.ends_with('}') && !line.ends_with("}}"));
        let before = line[..braces.unwrap_or(line.len())].trim_end();
        let closed = if marks == 0 { before } else { before.trim_end_matches('#') };
        let words = match closed.ends_with([' ', '\t']) || closed.len() <= marks {
            true => closed.trim_end(),
            false => before,
        };
        let begins = line.len() - line[marks..].trim_start().len();
        let words = Span::new(start + begins.min(words.len()), start + words.len());
        let id = match braces {
            Some(open) => {
                let inside = &line[open + 1..line.len() - 1];
                match inside.bytes().position(|byte| byte == b'#') {
                    Some(at) => {
                        let end = inside[at..].find(' ').map_or(inside.len(), |end| at + end);
                        (Span::new(start + open + 1 + at, start + open + 1 + end), "#", "")
                    }
                    None => (Span::at(start + open + 1), "#", " "),
                }
            }
            // Number signs that close the heading stand before its id.
            None => (Span::at(start + line.len()), " {#", "}"),
        };
        Some(Line { words, id })
    }

    fn with_id(&self, id: &str) -> Edit {
        let (span, before, behind) = self.id;
        Edit::new(span, format!("{before}{id}{behind}"))
    }
}
