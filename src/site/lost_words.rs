//! What is said of addresses and headings that were published and are gone: what to type in each case. Source of the
//! words: the journey of an editor who renames a page by changing the name of its file.

use jiff::civil::Date;

use super::hidden::{Expired, Hidden, Unpublished};
use super::moved_headings::MovedHeading;
use crate::addresses::{self, PublishedAddress};
use vertebra_base::diagnostic::{Diagnostic, nearest};
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_markdown::{Heading, Page};
use vertebra_schema::config::HostTarget;

/// An address that was published and is not answered any more.
pub struct Lost<'a> {
    pub url: &'a UrlPath,
    pub record: &'a PublishedAddress,
    pub today: Date,
    pub mentions: Mentions,
}

/// How much of the site still speaks of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mentions {
    pub pages: usize,
    /// Components that name it.
    pub cards: usize,
    /// Menus and settings.
    pub settings: usize,
}

impl Mentions {
    /// `3 pages on this site and 1 card link to it`.
    fn words(self) -> String {
        let count = |count: usize, one: &str, many: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {many}")),
        };
        let pages = count(self.pages, "page on this site", "pages on this site");
        let cards = count(self.cards, "card", "cards");
        let lines = count(self.settings, "line of content/site.yaml", "lines of content/site.yaml");
        let parts: Vec<String> = [pages, cards, lines].into_iter().flatten().collect();
        let Some((last, first)) = parts.split_last() else { return "no page on this site links to it".to_owned() };
        let verb = if self.pages + self.cards + self.settings == 1 { "links" } else { "link" };
        let joined = if first.is_empty() { last.clone() } else { format!("{} and {last}", first.join(", ")) };
        format!("{joined} {verb} to it")
    }
}

impl Lost<'_> {
    fn what(&self) -> &'static str {
        match (self.url.as_str().ends_with('/'), &self.record.to) {
            (_, Some(_)) => "old address",
            (true, None) => "page",
            (false, None) if self.record.bytes.is_some() => "file",
            (false, None) if self.record.file.is_some() => "page",
            _ => "feed",
        }
    }

    /// `the page /techniques/deep-tissue/ was published on 2026-06-02`.
    fn begin(&self) -> String {
        format!("the {} {} was published on {}", self.what(), self.url, self.record.since)
    }

    fn error(&self, file: &SourcePath, message: String, help: String) -> Diagnostic {
        let whole = Diagnostic::error("url-lost", file, None, message).with_help(help);
        whole.with_note(self.mentions.words())
    }

    /// The last words of every help.
    fn gone(&self) -> String {
        let Lost { url, today, .. } = self;
        format!("if it is gone for good, add below \"gone:\" in {}:\n  {url}: {today}", addresses::FILE)
    }

    fn moved(&self, words: &str, to: &str) -> String {
        format!("{words}, add below \"redirects:\" in {}:\n  {}: {to}", addresses::FILE, self.url)
    }
}

/// A page that is probably what became of the lost one.
pub fn replaced(lost: &Lost, page: &Page) -> Diagnostic {
    let url = lost.url;
    let known = page.front.aliases.iter().map(|alias| alias.value.as_str());
    let all: Vec<&str> = known.chain([url.as_str()]).collect();
    let add = match all.len() {
        1 => "if this page replaces it, add under the title:",
        _ => "if this page replaces it, write under the title:",
    };
    let help = format!("{add}\naliases: [{}]\n{}", all.join(", "), lost.gone());
    lost.error(&page.source, format!("{} and no longer exists", lost.begin()), help)
}

/// Nothing on the site is like it.
pub fn page(lost: &Lost) -> Diagnostic {
    let file = SourcePath::new(addresses::FILE);
    let moved = lost.moved("if another page replaces it", "/new-page/");
    let back = lost.record.source().map_or_else(String::new, |source| format!("\nor restore the file: {source}"));
    let help = format!("{moved}\n{}{back}", lost.gone());
    let mut told = lost.error(&file, format!("{} and no longer exists", lost.begin()), help);
    told.span = Some(lost.record.span);
    told
}

/// Something stands at the same address in other letters. `file`: what it comes from.
pub fn other_case(lost: &Lost, (now, file): (&UrlPath, Option<&SourcePath>), host: HostTarget) -> Diagnostic {
    let code = if lost.record.bytes.is_some() { "file-lost" } else { "url-lost" };
    let message = format!("{} and is {now} now, in other upper and lower case", lost.begin());
    let old = lost.record.source().filter(|old| Some(old) != file);
    let back = match (file.and_then(SourcePath::in_content), old.as_ref().and_then(SourcePath::in_content)) {
        (Some(now), Some(old)) => format!("to keep the old address, rename it back: vertebra rename {now} {old}"),
        _ => "to keep the old address, write it again as it was".to_owned(),
    };
    let help = match host.has_redirects_by_case() {
        true => format!("{}\n{}", lost.moved("to keep the old address", now.as_str()), lost.gone()),
        false => back,
    };
    let note = format!("most hosts tell upper and lower case apart\n{}", lost.mentions.words());
    let book = SourcePath::new(addresses::FILE);
    Diagnostic::error(code, &book, lost.record.span, message).with_help(help).with_note(note)
}

/// Its file is there, but not published.
pub fn hidden(lost: &Lost, page: &Unpublished) -> Diagnostic {
    let (now, again) = match &page.hidden {
        Hidden::Draft => ("is now a draft".to_owned(), "to publish it again, remove the line draft: true".to_owned()),
        Hidden::Scheduled(_) => {
            let again = "to publish it again, remove the future date".to_owned();
            (format!("is now {}", page.hidden.reason()), again)
        }
        Hidden::Section(index) => {
            (format!("is now {}", page.hidden.reason()), format!("to publish it again, publish {index}"))
        }
        hidden => {
            let again = "to see how to publish it again, run: vertebra why".to_owned();
            (format!("is no longer published: {}", hidden.reason()), again)
        }
    };
    let moved = lost.moved("if another page replaces it", "/new-page/");
    lost.error(&page.source, format!("{} and {now}", lost.begin()), format!("{again}\n{moved}\n{}", lost.gone()))
}

/// It went on the day that its editor wrote. A site is built without anybody looking on, too: it is not stopped by that.
pub fn expired(lost: &Lost, page: &Expired) -> Diagnostic {
    let message = format!("{} and expired on {}; its address now has no page", lost.begin(), page.on);
    let help = "if another page replaces it, add:\nexpires_to: /new-page/\nif none does:\nexpires_to: gone";
    let whole = Diagnostic::warning("url-lost", &page.source, page.span, message).with_help(help);
    whole.with_note(lost.mentions.words())
}

/// A file that is no page. `kept`: it is still there, but not published; `same`: where its bytes are published now.
pub fn file(lost: &Lost, kept: Option<&SourcePath>, same: Option<&UrlPath>) -> Diagnostic {
    let file = SourcePath::new(addresses::FILE);
    let source = lost.record.source();
    let first = match (kept, same, source) {
        (_, Some(same), _) => lost.moved("if this file replaces it", same.as_str()),
        (Some(kept), ..) => {
            format!(
                "only resized copies of {kept} are published now; to publish the file itself, link to it from a page"
            )
        }
        (_, _, Some(source)) => format!("restore the file: {source}"),
        _ => lost.moved("if another file replaces it", "/new-file.pdf"),
    };
    let message = format!("{} and no longer exists", lost.begin());
    let whole = Diagnostic::error("file-lost", &file, lost.record.span, message);
    whole.with_help(format!("{first}\n{}", lost.gone())).with_note(lost.mentions.words())
}

/// A file that is still there, and belongs to a page that is not published.
pub fn file_of_hidden(lost: &Lost, page: &SourcePath) -> Diagnostic {
    let book = SourcePath::new(addresses::FILE);
    let message = format!("{} and is not any more, because it belongs to {page}, which is not published", lost.begin());
    let help = format!("to publish it again, publish {page}, or link to the file from a page that is published");
    let whole = Diagnostic::error("file-lost", &book, lost.record.span, message);
    whole.with_help(format!("{help}\n{}", lost.gone())).with_note(lost.mentions.words())
}

/// Headings of a page that is still there.
pub fn headings(
    (page, url): (&Page, &UrlPath),
    (records, since): (&[&PublishedAddress], Date),
    lost: &[&str],
    today: Date,
) -> Diagnostic {
    let is_known = |id: &String| records.iter().any(|record| record.headings.contains(id));
    let new: Vec<_> = page.headings.iter().filter(|heading| !is_known(&heading.id)).collect();
    let near = match (lost, new.as_slice()) {
        ([id], [only]) => Some((*id, *only)),
        _ => lost.iter().find_map(|id| {
            let near = nearest(id, new.iter().map(|heading| heading.id.as_str()))?;
            Some((*id, *new.iter().find(|heading| heading.id == near)?))
        }),
    };
    let names: Vec<String> = lost.iter().map(|id| format!("\"{id}\"")).collect();
    let (what, is) = if names.len() == 1 { ("heading", "is") } else { ("headings", "are") };
    let message =
        format!("the {what} {} of this page {is} gone; links to it now go to the top of the page", names.join(", "));
    let message = if names.len() == 1 { message } else { message.replace("links to it", "links to them") };
    let renamed = near.map_or_else(
        || "if one was only renamed, give it its old id: ## New text {#old-id}\n".to_owned(),
        |(id, heading)| {
            let marks = "#".repeat(usize::from(heading.level));
            format!("if it is this heading now, keep its old id:\n{marks} {} {{#{id}}}\n", heading.title)
        },
    );
    let lines: String = lost.iter().map(|id| format!("\n  {url}#{id}: {today}")).collect();
    let help = format!("{renamed}if it is gone for good, add below \"gone:\" in {}:{lines}", addresses::FILE);
    let span = near.map(|(_, heading)| heading.span);
    let note = format!("the page was first published on {since}");
    Diagnostic::warning("anchor-lost", &page.source, span, message).with_help(help).with_note(note)
}

/// A heading of a page that was published with another id, which leads elsewhere now. `all`: it and all others like it.
pub fn moved_heading(
    (page, url): (&Page, &UrlPath),
    moved: &MovedHeading,
    all: &[MovedHeading],
    today: Date,
) -> Diagnostic {
    let old = &moved.old;
    let typed =
        |heading: &Heading, id: &str| format!("{} {} {{#{id}}}", "#".repeat(usize::from(heading.level)), heading.title);
    let at = |at: usize| page.headings.get(at);
    let id = at(moved.at).map_or("", |heading| &heading.id);
    let now = page.headings.iter().position(|heading| heading.id == *old);
    let where_to = if now.is_some() { "to another heading" } else { "to the top" };
    let message = format!("this heading was published as #{old} and is #{id} now; links to #{old} lead {where_to}");
    // One that has moved itself is told at its own line.
    let other = now.filter(|now| !all.iter().any(|moved| moved.at == *now)).and_then(at);
    let other = other.map(|other| {
        format!("\nand the one in line {} an id of its own:\n{}", other.line, typed(other, &format!("{old}-new")))
    });
    let own = at(moved.at).map(|heading| typed(heading, old)).unwrap_or_default();
    let gone = format!(
        "\nif links to #{old} may lead there, add below \"gone:\" in {}:\n  {url}#{old}: {today}",
        addresses::FILE
    );
    let help = format!("give it its old id:\n{own}{}{gone}", other.unwrap_or_default());
    let span = at(moved.at).map(|heading| heading.span);
    Diagnostic::warning("anchor-lost", &page.source, span, message).with_help(help)
}
