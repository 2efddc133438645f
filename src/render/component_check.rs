//! The rules of components that a page breaks: too many of a kind, links where there should be none, and the like.
//!
//! Looks at what the editor wrote, not at what the theme made of it. Source of the rules that the clinic theme
//! declares: the NHS service manual on care cards, warnings and lists of what to do.

use std::collections::{BTreeMap, BTreeSet};

use super::functions::Words;
use super::lists_in::{ListItem, items};
use super::rules::{AllRules, ComponentRules};
use super::worker::Worker;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::span::Span;
use vertebra_markdown::{Body, Directive, Filling, NoteContent, Page};
use vertebra_schema::theme::Strings;
use vertebra_site::deps::Dep;

/// Tells which rules a page breaks, in the order of its text.
pub fn rules(worker: &Worker, page: &Page, out: &mut Vec<Diagnostic>) {
    let all = &worker.templates.rules;
    if all.is_empty() || !has_directives(page) {
        return;
    }
    let site = &worker.shared.site;
    let language = site.config.tag(worker.slot.lang());
    let mut walk = Walk::new(all, page, &site.theme.strings, language);
    walk.body(&page.body);
    for note in &page.notes {
        if let NoteContent::Text(body) = &note.content {
            walk.body(body);
        }
    }
    for name in &walk.held {
        worker.slot.log(Dep::Templates(format!("components/{name}.html")));
    }
    if walk.reads_words {
        worker.slot.note(&Words(language));
    }
    out.append(&mut walk.found);
}

fn has_directives(page: &Page) -> bool {
    let any = |body: &Body| body.holes.iter().any(|hole| matches!(hole.filling, Filling::Directive(_)));
    any(&page.body) || page.notes.iter().any(|note| matches!(&note.content, NoteContent::Text(body) if any(body)))
}

/// The way through a page.
struct Walk<'a> {
    all: &'a AllRules,
    page: &'a Page,
    strings: &'a Strings,
    language: &'a str,
    /// The blocks around, outermost first.
    open: Vec<&'a Directive>,
    /// How often each component has been called, and where first.
    seen: BTreeMap<String, (usize, Span)>,
    /// Components that count though they are not called.
    held: BTreeSet<String>,
    reads_words: bool,
    found: Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    fn new(all: &'a AllRules, page: &'a Page, strings: &'a Strings, language: &'a str) -> Self {
        let (open, seen, held, found) = (Vec::new(), BTreeMap::new(), BTreeSet::new(), Vec::new());
        Walk { all, page, strings, language, open, seen, held, reads_words: false, found }
    }

    fn body(&mut self, body: &'a Body) {
        for hole in &body.holes {
            match &hole.filling {
                Filling::Address(link) => self.link(*link),
                Filling::Image(_) => {}
                Filling::Directive(directive) => self.directive(directive),
            }
        }
    }

    fn directive(&mut self, directive: &'a Directive) {
        let name = component(directive);
        self.count(directive, &name);
        if let Some(rules) = self.all.get(&name) {
            self.place(directive, rules);
            self.heading(directive, rules);
            self.items(directive, rules);
        }
        if let Some(body) = &directive.body {
            self.open.push(directive);
            self.body(body);
            self.open.pop();
        }
    }

    fn count(&mut self, directive: &Directive, name: &str) {
        let own = [name.to_owned()];
        let held = self.all.get(name).map_or(&[][..], |rules| &rules.holds);
        self.held.extend(held.iter().cloned());
        let mut told = false;
        for counted in own.iter().chain(held) {
            let Some(most) = self.all.get(counted).and_then(|rules| rules.most) else { continue };
            let (count, first) = self.seen.entry(counted.clone()).or_insert((0, directive.name_span));
            *count += 1;
            if *count <= most || told {
                continue;
            }
            told = true;
            let shown = counted.replace('_', "-");
            let (message, help) = match most {
                1 => (
                    format!("there is more than one \"{shown}\" on this page, so readers may miss one"),
                    "move everything into the first one, and remove this block".to_owned(),
                ),
                _ => (
                    format!(
                        "this is \"{shown}\" number {count} on this page; when there are more than {most}, readers skip them"
                    ),
                    format!("keep the {most} most important, and write this one as plain text"),
                ),
            };
            let first = *first;
            let source = &self.page.source;
            self.found.push(
                Diagnostic::warning("block-many", source, directive.name_span, message).with_help(help).with_related(
                    source,
                    first,
                    "the first one is here",
                ),
            );
        }
    }

    fn place(&mut self, directive: &Directive, rules: &ComponentRules) {
        let around = self.open.iter().rev().find(|outer| rules.not_inside.contains(&component(outer)));
        let Some(around) = around.map(|outer| outer.name.clone()) else { return };
        let message = format!("\"{}\" is inside \"{around}\", where readers may not see it", directive.name);
        let help = format!("move it out of the block \"{around}\"");
        self.found
            .push(Diagnostic::error("block-inside", &self.page.source, directive.name_span, message).with_help(help));
    }

    fn link(&mut self, link: usize) {
        let Some(link) = self.page.links.get(link) else { return };
        let strict = |outer: &&&Directive| self.all.get(&component(outer)).is_some_and(|rules| rules.no_links);
        let Some(outer) = self.open.iter().rev().find(strict) else { return };
        if link.target.starts_with("tel:") {
            return;
        }
        let message = format!("there is a link in \"{}\", where people must act, not read on", outer.name);
        let help = "remove the link; only phone numbers may be links here: [911](tel:911)";
        self.found.push(Diagnostic::error("block-link", &self.page.source, link.span, message).with_help(help));
    }

    fn heading(&mut self, directive: &Directive, rules: &ComponentRules) {
        let (Some(key), Some(heading)) = (&rules.heading_ends, &directive.heading) else { return };
        let endings = self.words(key);
        if endings.is_empty() || endings.iter().any(|ending| heading.to_lowercase().ends_with(ending)) {
            return;
        }
        let shown: Vec<_> = endings.iter().map(|ending| format!("\"{ending}\"")).collect();
        let message = format!("this heading does not end in {}, so the list below does not continue it", or(&shown));
        let start = heading.trim_end_matches([':', '.', '!']);
        let help = format!("for example: ::: {} {start} {}", directive.name, endings[0]);
        self.found.push(
            Diagnostic::warning("block-heading", &self.page.source, directive.name_span, message).with_help(help),
        );
    }

    fn items(&mut self, directive: &Directive, rules: &ComponentRules) {
        if rules.items.is_none() && rules.items_begin.is_none() {
            return;
        }
        let found = directive.body.as_ref().map(items).unwrap_or_default();
        if let Some((least, most)) = rules.items {
            self.number(directive, found.len(), least, most);
        }
        if let Some(key) = &rules.items_begin {
            self.beginnings(directive, key, &found);
        }
    }

    fn number(&mut self, directive: &Directive, count: usize, least: usize, most: Option<usize>) {
        let name = &directive.name;
        let (message, help) = match most {
            _ if count == 0 => (
                format!("there is no list in \"{name}\""),
                "put each point on a line of its own that starts with - or 1.".to_owned(),
            ),
            _ if count < least => (
                format!("the list in \"{name}\" has {count} lines; it needs at least {least}"),
                "add what is missing, or write it as plain text".to_owned(),
            ),
            Some(most) if count > most => (
                format!(
                    "the list in \"{name}\" has {count} lines; use at most {most}, so that readers keep their place"
                ),
                "shorten it, or split it under two headings".to_owned(),
            ),
            _ => return,
        };
        self.found
            .push(Diagnostic::warning("block-items", &self.page.source, directive.name_span, message).with_help(help));
    }

    fn beginnings(&mut self, directive: &Directive, key: &str, found: &[ListItem]) {
        let beginnings = self.words(key);
        if beginnings.is_empty() {
            return;
        }
        for item in found {
            let text = item.text.replace('’', "'").to_lowercase();
            let begins = |beginning: &String| {
                text.strip_prefix(beginning).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            };
            if beginnings.iter().any(begins) {
                continue;
            }
            let message = format!("\"{}\" does not start with \"{}\"", item.text, beginnings[0]);
            let help = "add it to each line: someone who hears only that line would take it as advice".to_owned();
            self.found.push(
                Diagnostic::warning("block-words", &self.page.source, directive.name_span, message).with_help(help),
            );
        }
    }

    /// Words of the theme that a rule names: a text with commas between them.
    fn words(&mut self, key: &str) -> Vec<String> {
        self.reads_words = true;
        let text = self.strings.get(self.language, key).map_or("", |text| text.for_count(None, self.language));
        text.split(',').map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty()).collect()
    }
}

fn component(directive: &Directive) -> String {
    directive.name.replace('-', "_")
}

fn or(words: &[String]) -> String {
    match words {
        [rest @ .., last] if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}
