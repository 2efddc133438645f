//! The filter `markdown`: a line of Markdown that stands in no page's text (a setting, a field, data, a string of the theme,
//! a template) becomes part of the site all the same. Its links lead where those of a page would, and what leads nowhere, or
//! means nothing here, is told at the line that says it.
//!
//! Reads no file: where a text is written is known by its being the same.

use std::borrow::Cow;
use std::sync::Arc;

use pulldown_cmark_escape::{escape_href, escape_html};
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::context::{ContextCell, RenderContext};
use super::forms;
use super::question::{Answer, Question};
use super::shared::RenderInput;
use super::values::{href, internal};
use vertebra_base::diagnostic::{Diagnostic, Suggestion};
use vertebra_base::fingerprint::Fingerprinter;
use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_base::span::Span;
use vertebra_markdown::{FieldValue, Filling, Image, InlineText, Value as Field, WrittenLink, inline};
use vertebra_schema::config::FILE;
use vertebra_site::deps::Dep;
use vertebra_site::{LinkTarget, Linked, LookupScope, PageId, Site, TextLinks};
use vertebra_yaml::{NodeKind, YamlNode};

/// Registers the filter, which looks links up for the page at hand.
pub fn register(tera: &mut Tera, desk: &Arc<ContextCell>) {
    let desk = desk.clone();
    tera.register_filter("markdown", move |text: &str, _: Kwargs, _: &State| match desk.attached() {
        Some(at) => markdown(&desk.slot(&at.shared), text).map(|html| Value::safe_string(&html)),
        None => Ok(Value::none()),
    });
}

fn markdown(slot: &RenderContext, text: &str) -> TeraResult<String> {
    let read = inline(text);
    let mut faults = shown(&read.body.html, text);
    if read.links.is_empty() && faults.is_empty() {
        return Ok(read.body.html);
    }
    let site = &slot.shared.site;
    let page = slot.current().page.filter(|id| in_fields(site, *id, text).is_some());
    let from = page.map(|id| &site.page(id).page.source);
    let asked = LinksInText { text, links: Cow::Borrowed(&read.links), from };
    let found = if read.links.is_empty() { None } else { Some(slot.ask(&asked)) };
    let links = match found {
        Some(ResolvedText(found)) => {
            faults.extend(found.faults);
            let is_lost = |output: &OutputPath, id: &str| {
                site.find(output.url().as_str()).is_some_and(|page| !slot.shared.may_write_id(page, id))
            };
            faults.extend(found.anchors.into_iter().filter(|it| is_lost(&it.output, &it.id)).map(|it| it.missing));
            found.links
        }
        None => Vec::new(),
    };
    tell(slot, (text, page), faults)?;
    Ok(fill(site, &read, &links))
}

/// The text as HTML, with its addresses. What leads nowhere has been told.
fn fill(site: &Site, read: &InlineText, links: &[Linked]) -> String {
    let mut html = String::with_capacity(read.body.html.len() * 5 / 4);
    let mut done = 0;
    for hole in &read.body.holes {
        html.push_str(&read.body.html[done..hole.at]);
        done = hole.at;
        match &hole.filling {
            Filling::Address(link) => match links.get(*link) {
                // A part that every page has: what leads nowhere is told once, and not again for each page.
                Some(linked) if linked.target == LinkTarget::Broken => html.push('#'),
                linked => _ = escape_href(&mut html, &linked.map(|it| href(site, it)).unwrap_or_default()),
            },
            Filling::Image(image) => picture(site, image, links.get(image.link), &mut html),
            Filling::Directive(_) => {}
        }
    }
    html.push_str(&read.body.html[done..]);
    html
}

/// Writing to a String cannot fail.
fn picture(site: &Site, image: &Image, linked: Option<&Linked>, html: &mut String) {
    let Some(linked) = linked.filter(|linked| linked.target != LinkTarget::Broken) else {
        _ = escape_html(html, &image.alt);
        return;
    };
    // A picture of which only forms are published is shown by the one that every browser knows.
    let shown = match &linked.target {
        LinkTarget::Other(url) => site.picture(url.as_str()).filter(|file| !file.is_published()).and_then(forms::plain),
        _ => None,
    };
    let src = shown.map_or_else(|| href(site, linked), |form| internal(&site.config, form.url().as_str()));
    html.push_str("<img src=\"");
    _ = escape_href(&mut *html, &src);
    html.push_str("\" alt=\"");
    _ = escape_html(&mut *html, &image.alt);
    if let Some(title) = &image.title {
        html.push_str("\" title=\"");
        _ = escape_html(&mut *html, title);
    }
    html.push_str("\" />");
}

/// What only the text of a page may call: readers would see it as it is typed. `html` is that of the text, where code is
/// told apart.
fn shown(html: &str, text: &str) -> Vec<Diagnostic> {
    const CALLS: [(&str, &str, &str); 2] = [
        ("{{", "}}", "a value is not filled in here, so it is shown to readers as it is typed"),
        ("[^", "]", "a footnote does not work here, so its mark is shown to readers as it is"),
    ];
    let mut found = Vec::new();
    for (open, close, message) in CALLS {
        let Some(at) = text.find(open).filter(|at| text[*at..].contains(close)) else { continue };
        if vertebra_html::read(html).texts.iter().any(|shown| !shown.in_code && shown.text.contains(open)) {
            let span = Span::new(at, at + open.len());
            let help = "write it without, or as code: `…`";
            found.push(Diagnostic::warning("markup-shown", &SourcePath::new(FILE), span, message).with_help(help));
        }
    }
    found
}

/// Tells what is wrong with a text, where it is written. What a template has put together itself fails there.
fn tell(slot: &RenderContext, (text, page): (&str, Option<PageId>), faults: Vec<Diagnostic>) -> TeraResult<()> {
    let Some(first) = faults.first() else { return Ok(()) };
    let place = place(slot, text, page);
    let Some((file, value)) = place else {
        let help = first.help.iter().map(|help| format!("; {help}")).collect::<String>();
        return Err(Error::message(format!("{}{help}", first.message)));
    };
    // The line may move, and another page may become the nearest.
    slot.log(Dep::File(file.clone()));
    slot.log(Dep::Names);
    let told = faults.into_iter().map(|fault| placed(fault, &file, value, text));
    slot.current().told.extend(told);
    Ok(())
}

/// A fault at a place of a text as one at a place of the file in which the text is a value.
fn placed(fault: Diagnostic, file: &SourcePath, value: Option<Span>, text: &str) -> Diagnostic {
    let exact = value.zip(fault.span).and_then(|(value, within)| {
        // Escapes and folded lines make it another length than it has in the file.
        let start = (value.range().len() == text.len()).then_some(value.start as usize)?;
        Some(Span::new(start + within.start as usize, start + within.end as usize))
    });
    let suggestion = fault.suggestion.zip(exact).map(|(it, span)| Suggestion { span, text: it.text });
    Diagnostic { file: file.clone(), span: exact.or(value), suggestion, ..fault }
}

/// The file in which a text is a value, and the value.
fn place(slot: &RenderContext, text: &str, page: Option<PageId>) -> Option<(SourcePath, Option<Span>)> {
    let site = &slot.shared.site;
    if let Some(id) = page {
        return Some((site.page(id).page.source.clone(), in_fields(site, id, text)?));
    }
    let of_languages = site.config.languages.iter().flat_map(|language| &language.settings);
    let in_settings = site.config.settings.iter().chain(of_languages).find_map(|it| value_of(&it.value, text));
    if let Some(span) = in_settings {
        return Some((SourcePath::new(FILE), Some(span)));
    }
    let defaults = site.theme.settings.iter();
    let mut defaults = defaults.filter_map(|it| Some((it.file.clone(), Some(value_of(it.default.as_ref()?, text)?))));
    let data = site.data.iter();
    let mut data = data.filter_map(|(name, node)| {
        Some((SourcePath::new(format!("content/data/{name}")), Some(value_of(node, text)?)))
    });
    let in_strings = || {
        let (file, span) = site.theme.strings.place_of(site.config.tag(slot.lang()), text)?;
        Some((file.clone(), Some(*span)))
    };
    data.next().or_else(|| defaults.next()).or_else(in_strings)
}

/// The place of a text among the fields of a page; of some, only that they hold it is known.
fn in_fields(site: &Site, id: PageId, text: &str) -> Option<Option<Span>> {
    let front = &site.page(id).page.front;
    if let Some(span) = front.extra.iter().find_map(|entry| value_of(&entry.value, text)) {
        return Some(Some(span));
    }
    if let Some(own) = front.markdown_texts.iter().find(|own| own.value == text) {
        return Some(Some(own.span));
    }
    front.fields.iter().find_map(|(_, value)| {
        let (FieldValue::Plain(value) | FieldValue::Stated(value)) = value else { return None };
        match value {
            Field::Text(own) if own == text => Some(None),
            Field::List(items) if items.iter().any(|own| own == text) => Some(None),
            Field::Any(node) => value_of(node, text).map(Some),
            _ => None,
        }
    })
}

/// The place of a text among the values of some YAML.
fn value_of(node: &YamlNode, text: &str) -> Option<Span> {
    match &node.kind {
        // Of a text over several lines, a setting leaves out the last line break.
        NodeKind::Text(own) if own.trim() == text.trim() => Some(node.span),
        NodeKind::List(items) => items.iter().find_map(|item| value_of(item, text)),
        NodeKind::Map(entries) => entries.iter().find_map(|entry| value_of(&entry.value, text)),
        _ => None,
    }
}

/// Where the links of a text lead.
pub struct LinksInText<'q> {
    text: &'q str,
    links: Cow<'q, [WrittenLink]>,
    /// The page among whose fields it stands.
    from: Option<&'q SourcePath>,
}

impl<'q> LinksInText<'q> {
    /// The question for a text of which nothing is known yet.
    pub fn of(text: &'q str, from: Option<&'q SourcePath>) -> Self {
        LinksInText { text, links: Cow::Owned(inline(text).links), from }
    }
}

/// The answer.
pub struct ResolvedText(TextLinks);

impl Question for LinksInText<'_> {
    type Answer<'s> = ResolvedText;

    fn fact(&self, _: &Site) -> Dep {
        Dep::TextLinks(self.text.to_owned(), self.from.cloned())
    }

    fn answer(&self, shared: &RenderInput, asker: LookupScope) -> ResolvedText {
        let from = self.from.and_then(|source| shared.site.find(source.as_str()));
        ResolvedText(shared.site.resolve_text(asker.lang, from, &self.links))
    }
}

impl Answer for ResolvedText {
    fn print(&self, shared: &RenderInput, all: &mut Fingerprinter) {
        self.0.links.as_slice().print(shared, all);
        for fault in &self.0.faults {
            all.text(&fault.message).optional(fault.help.as_deref());
        }
        self.0.anchors.iter().for_each(|check| _ = all.text(&check.missing.message));
    }
}
