//! Fills the holes of a body: addresses, pictures and directives, each known only now that the site is linked.

use std::ops::Range;

use pulldown_cmark_escape::{escape_href, escape_html};
use tera::{ComponentArgType, ComponentInfo, Context, Value};

use super::own::LinksOf;
use super::pictures::{self, Picture};
use super::values;
use super::worker::Worker;
use vertebra_base::diagnostic::{Diagnostic, did_you_mean, nearest};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_markdown::{Argument, Body, Directive, Filling, Image, mark_position};
use vertebra_site::deps::Dep;
use vertebra_site::{LinkTarget, Linked, PageId, SitePage};

/// What Markdown itself says of a picture, and what follows from its file.
const OWN: [&str; 9] = ["src", "alt", "title", "decorative", "alone", "width", "height", "picture", "first"];

/// A page whose holes are being filled, and what was found wrong with them.
pub struct Filler<'a, 'w> {
    pub worker: &'a Worker<'w>,
    pub page: &'a SitePage,
    /// Where its links lead.
    links: &'a [Linked],
    /// What components may ask for with `@page` and `@config`.
    pub implicits: &'a Context,
    /// A picture was shown before: the ones after it may load later.
    pub has_picture: bool,
    pub diagnostics: Vec<Diagnostic>,
    /// The bytes of what was filled in, and where it is written; only where somebody asks.
    pub spans: Vec<(Range<usize>, Span)>,
}

impl<'a, 'w> Filler<'a, 'w> {
    /// Ready to fill the holes of a page.
    pub fn new(worker: &'a Worker<'w>, id: PageId, implicits: &'a Context) -> Self {
        let page = worker.shared.site.page(id);
        let links = worker.slot.ask(&LinksOf(id));
        Filler { worker, page, links, implicits, has_picture: false, diagnostics: Vec::new(), spans: Vec::new() }
    }
}

impl Filler<'_, '_> {
    /// The body as HTML.
    pub fn fill(&mut self, body: &Body) -> String {
        let mut html = String::with_capacity(body.html.len() + body.holes.len() * 48);
        let mut done = 0;
        for hole in &body.holes {
            html.push_str(&body.html[done..hole.at]);
            done = hole.at;
            let start = html.len();
            let span = match &hole.filling {
                Filling::Address(link) => {
                    self.address(*link, &mut html);
                    self.page.page.links.get(*link).map(|link| link.span)
                }
                Filling::Image(image) => {
                    self.image(image, &mut html);
                    Some(image.span)
                }
                Filling::Directive(directive) => {
                    // Where a component puts its text is its own affair: all of it comes from the directive.
                    let before = self.spans.len();
                    self.directive(directive, &mut html);
                    self.spans.truncate(before);
                    Some(directive.span)
                }
            };
            let span = span.filter(|_| self.worker.texts.borrow().is_some());
            self.spans.extend(span.map(|span| (start..html.len(), span)));
        }
        html.push_str(&body.html[done..]);
        html
    }

    fn address(&self, link: usize, html: &mut String) {
        let Some(linked) = self.links.get(link) else { return };
        // Writing to a String cannot fail.
        _ = escape_href(html, &self.href(linked));
    }

    fn href(&self, linked: &Linked) -> String {
        values::href(&self.worker.shared.site, linked)
    }

    fn image(&mut self, image: &Image, html: &mut String) {
        let Some(linked) = self.links.get(image.link) else { return };
        let start = html.len();
        self.picture(image, linked, html);
        image.line.into_iter().for_each(|line| mark_position(html, start, line));
    }

    fn picture(&mut self, image: &Image, linked: &Linked, html: &mut String) {
        let site = &self.worker.shared.site;
        let first = !std::mem::replace(&mut self.has_picture, true);
        let file = match &linked.target {
            LinkTarget::Other(url) => site.picture(url.as_str()),
            _ => None,
        };
        // A file that is no picture yet may become one.
        if let (None, LinkTarget::Other(url)) = (file, &linked.target) {
            self.worker.slot.note(&Picture(url.as_str()));
        }
        let mut known = None;
        let mut src = self.href(linked);
        if let Some(file) = file {
            self.worker.slot.note(&Picture(file.source.as_str()));
            let value = Value::from(pictures::value(site, file));
            src = value.get_from_path("src").and_then(Value::as_str).map_or(src, str::to_owned);
            known = Some(value);
        }
        let side = |name: &str| known.as_ref().and_then(|known| known.get_from_path(name)).cloned();
        self.worker.slot.log(Dep::Templates("components/image.html".to_owned()));
        let Some(info) = self.worker.tera.get_component_definition("image") else {
            html.push_str("<img src=\"");
            _ = escape_href(&mut *html, &src);
            html.push_str("\" alt=\"");
            _ = escape_html(&mut *html, &image.alt);
            html.push('"');
            for (name, value) in ["width", "height"].map(|name| (name, side(name).and_then(|side| side.as_i64()))) {
                value.into_iter().for_each(|value| html.push_str(&format!(" {name}=\"{value}\"")));
            }
            html.push('>');
            return;
        };
        let mut arguments = Context::new();
        arguments.insert_value("src", Value::from(src));
        arguments.insert_value("alt", Value::from(image.alt.as_str()));
        arguments.insert_value("title", Value::from(image.title.as_deref().unwrap_or_default()));
        arguments.insert_value("decorative", Value::from(image.decorative));
        arguments.insert_value("alone", Value::from(image.alone));
        // Themes may leave out what they do not need.
        let declared = |name: &str| info.args().iter().any(|arg| arg.name() == name);
        let more = [
            ("width", side("width")),
            ("height", side("height")),
            ("picture", known),
            ("first", Some(Value::from(first))),
        ];
        for (name, value) in more {
            if let Some(value) = value.filter(|_| declared(name)) {
                arguments.insert_value(name, value);
            }
        }
        self.attributes(image, &info, &mut arguments);
        self.component("image", &arguments, None, image.span, html);
    }

    /// What stands in braces after a picture, as far as the theme has a place for it.
    fn attributes(&mut self, image: &Image, info: &ComponentInfo, arguments: &mut Context) {
        let own =
            |name: &str| !info.args().iter().any(|arg| arg.is_implicit() && arg.name() == name) && !OWN.contains(&name);
        let names: Vec<&str> = info.args().iter().map(|arg| arg.name()).filter(|name| own(name)).collect();
        if let Some(Argument { name, value, span }) = image.attributes.first().filter(|_| !image.alone) {
            let message =
                format!("\"{}\" is not available for an image inside a paragraph", name.as_ref().unwrap_or(value));
            let help = "put the image on a line of its own, with an empty line before and after it";
            let source = &self.page.page.source;
            self.diagnostics.push(Diagnostic::error("picture-alone", source, *span, message).with_help(help));
            return;
        }
        for Argument { name, value, span } in &image.attributes {
            // A bare word says yes: `{wide}`.
            let (written, value) = match name {
                Some(name) => (name.as_str(), value.as_str()),
                None => (value.as_str(), "true"),
            };
            let target = written.replace('-', "_");
            let source = &self.page.page.source;
            if !names.contains(&target.as_str()) {
                let mut all: Vec<_> = std::iter::once("decorative").chain(names.iter().copied()).collect();
                let help = did_you_mean(written, all.iter().copied()).unwrap_or_else(|| {
                    all.sort_unstable();
                    format!("images have the attributes: {}", all.join(", "))
                });
                let message = format!("images have no attribute \"{written}\"");
                self.diagnostics.push(Diagnostic::error("argument-unknown", source, *span, message).with_help(help));
                continue;
            }
            let is_flag =
                info.args().iter().any(|arg| arg.name() == target && arg.arg_type() == Some(ComponentArgType::Bool));
            match typed(value, &target, info) {
                Ok(value) if name.is_some() || is_flag => arguments.insert_value(target, value),
                Ok(_) => {
                    let message = format!("\"{written}\" needs a value");
                    let help = format!("write it like this: {written}=\"…\"");
                    self.diagnostics.push(Diagnostic::error("argument-kind", source, *span, message).with_help(help));
                }
                Err((kind, example)) => {
                    let message = format!("\"{written}\" must be {kind}; this is \"{value}\"");
                    let help = format!("write it like this: {written}={example}");
                    self.diagnostics.push(Diagnostic::error("argument-kind", source, *span, message).with_help(help));
                }
            }
        }
    }

    fn directive(&mut self, directive: &Directive, html: &mut String) {
        let theme = &self.worker.shared.site.theme;
        let name = directive.name.replace('-', "_");
        let known = theme.directives.iter().any(|known| known.replace('-', "_") == name);
        let info = self.worker.tera.get_component_definition(&name).filter(|_| known);
        let Some(info) = info else {
            self.unknown(directive);
            return;
        };
        let body = directive.body.as_ref().map(|body| self.fill(body));
        let arguments = self.arguments(directive, &info);
        let inline = info.metadata().get("form").and_then(Value::as_str) == Some("inline");
        let paragraph = directive.alone && inline;
        let framed =
            self.worker.for_markdown.get() && info.metadata().get("markdown").and_then(Value::as_str) == Some("quote");
        let (before, after) = match (framed, paragraph) {
            (true, _) => ("<blockquote>", "</blockquote>\n"),
            (false, true) => ("<p>", "</p>\n"),
            (false, false) => ("", ""),
        };
        let start = html.len();
        html.push_str(before);
        self.component(&name, &arguments, body.as_deref(), directive.span, html);
        html.push_str(after);
        directive.line.into_iter().for_each(|line| mark_position(html, start, line));
    }

    fn unknown(&mut self, directive: &Directive) {
        let source = &self.page.page.source;
        let names: Vec<String> =
            self.worker.shared.site.theme.directives.iter().map(|name| name.replace('_', "-")).collect();
        let near = nearest(&directive.name, names.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean \"{near}\"?"),
            None if names.is_empty() => "remove it: the theme has no blocks and no values".to_owned(),
            None => format!("the theme has: {}", names.join(", ")),
        };
        let message = format!("the theme has no block \"{}\"", directive.name);
        let fault = Diagnostic::error("directive-unknown", source, directive.name_span, message).with_help(help);
        self.diagnostics.push(fault.suggesting(near));
    }

    /// The arguments of a call by the names that the component declares.
    fn arguments(&mut self, directive: &Directive, info: &ComponentInfo) -> Context {
        let source = &self.page.page.source;
        let mut context = Context::new();
        let declared = |name: &str| info.args().iter().any(|arg| !arg.is_implicit() && arg.name() == name);
        let mut free = places(info).into_iter();
        if let Some(heading) = &directive.heading {
            if declared("heading") {
                context.insert_value("heading", Value::from(heading.as_str()));
            } else {
                let message = format!("\"{}\" has no heading", directive.name);
                self.diagnostics.push(
                    Diagnostic::error("argument-unknown", source, directive.span, message)
                        .with_help("move the text into the block"),
                );
            }
        }
        for Argument { name, value, span } in &directive.arguments {
            let target = match name {
                Some(name) => Some(name.replace('-', "_")).filter(|name| declared(name) || info.rest_param().is_some()),
                None => free.next(),
            };
            match target {
                Some(target) => match typed(value, &target, info) {
                    Ok(value) => context.insert_value(target, value),
                    Err((kind, example)) => {
                        let message = format!("\"{target}\" must be {kind}; this is \"{value}\"");
                        self.diagnostics.push(
                            Diagnostic::error("argument-kind", source, *span, message)
                                .with_help(format!("write it like this: {target}={example}")),
                        );
                    }
                },
                None => {
                    let written = name.as_deref().unwrap_or(value);
                    let names = info.args().iter().filter(|arg| !arg.is_implicit()).map(|arg| arg.name());
                    let all: Vec<_> = names.clone().filter(|name| !matches!(*name, "heading" | "body")).collect();
                    let help = did_you_mean(written, names).unwrap_or_else(|| match all.is_empty() {
                        true => "it has no attributes: remove this".to_owned(),
                        false => format!("its attributes are: {}", all.join(", ")),
                    });
                    let message = format!("\"{}\" has no attribute \"{written}\"", directive.name);
                    self.diagnostics
                        .push(Diagnostic::error("argument-unknown", source, *span, message).with_help(help));
                }
            }
        }
        for missing in info.args().iter().filter(|arg| arg.is_required() && !matches!(arg.name(), "body")) {
            if context.contains_key(missing.name()) {
                continue;
            }
            let name = missing.name();
            let help = match (name, &directive.body) {
                ("heading", _) => format!("::: {} Its heading", directive.name),
                (_, Some(_)) => format!("::: {} {{{name}=…}}", directive.name),
                (_, None) => format!("{{{{ {} {name} }}}}", directive.name),
            };
            let message = format!("\"{}\" needs its {name}", directive.name);
            let fault = Diagnostic::error("argument-missing", source, directive.span, message);
            self.diagnostics.push(fault.with_help(format!("write: {help}")));
            context.insert_value(name.to_owned(), Value::from(""));
        }
        context
    }

    fn component(&mut self, name: &str, arguments: &Context, body: Option<&str>, span: Span, html: &mut String) {
        let worker = self.worker;
        worker.slot.log(Dep::Templates(format!("components/{name}.html")));
        let before = self.diagnostics.len();
        match worker.tera.render_component_with_implicits(name, arguments, self.implicits, body, true) {
            Ok(text) => html.push_str(&text),
            // An argument that is missing has been told in better words.
            Err(_) if worker.slot.current().is_told => {}
            Err(_) if before > 0 && self.diagnostics.iter().any(|d| d.span == Some(span)) => {}
            Err(error) => self.diagnostics.push(self.failed(&error, name, span)),
        }
    }

    /// A component that fails because of what the editor wrote is the page's fault, shown where it was written.
    fn failed(&self, error: &tera::Error, name: &str, span: Span) -> Diagnostic {
        let source: &SourcePath = &self.page.page.source;
        let sources = &self.worker.templates.sources;
        let inner = super::errors::rendering(error, &format!("components/{name}.html"), None, sources);
        let (message, help, note) = in_editors_words(&inner.message);
        // Whoever writes a telephone number there wants it to be shown.
        let number = message.split('"').nth(1).filter(|key| message.starts_with("there is no ") && is_number(key));
        let help =
            number.map_or_else(|| help.to_owned(), |number| format!("write the number without braces: {number}"));
        let failed = Diagnostic::error("directive-failed", source, span, message).with_help(help);
        let failed = note.into_iter().fold(failed, Diagnostic::with_note);
        match inner.span {
            Some(place) => failed.with_related(&inner.file, place, "in this component of the theme"),
            None => failed,
        }
    }
}

/// Seven digits or more, and nothing but what stands between them in telephone numbers.
fn is_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= 7 && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '(' | ')' | '/' | '.'))
}

/// What an editor typed, as the kind of value that a parameter takes; else what kind that is, with an example.
fn typed(text: &str, name: &str, info: &ComponentInfo) -> Result<Value, (&'static str, &'static str)> {
    let kind = info.args().iter().find(|arg| arg.name() == name).and_then(|arg| arg.arg_type());
    match kind {
        Some(ComponentArgType::Integer) => text.parse::<i64>().map(Value::from).map_err(|_| ("a whole number", "3")),
        Some(ComponentArgType::Float | ComponentArgType::Number) => {
            let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
            number.map(Value::from).ok_or(("a number", "1.5"))
        }
        Some(ComponentArgType::Bool) => text.parse::<bool>().map(Value::from).map_err(|_| ("true or false", "true")),
        _ => Ok(Value::from(text)),
    }
}

/// What went wrong in a component: a message, what to do, and for its author what the template engine has to say.
fn in_editors_words(told: &str) -> (&str, &str, Option<String>) {
    const ENGINE: [&str; 4] = ["`", "not possible on", "undefined", "required"];
    const LOOK: &str = "check whether something is missing here or in content/data/, or ask the author of the theme";
    if told.contains("recursion depth") {
        let help = "remove the part where the component includes itself, directly or through others";
        return ("this component of the theme includes itself endlessly", help, None);
    }
    match split_help(told) {
        Some((message, help)) => (message, help, None),
        None if ENGINE.iter().any(|words| told.contains(words)) => {
            ("the theme could not render this", LOOK, Some(format!("the theme says: {told}")))
        }
        None => (told, LOOK, None),
    }
}

/// What is wrong and what to do, which a semicolon parts: not one inside quotation marks, where an editor's words stand.
fn split_help(told: &str) -> Option<(&str, &str)> {
    let is_outside = |at: usize| told[..at].matches('"').count().is_multiple_of(2);
    let (at, mark) = told.match_indices("; ").find(|(at, _)| is_outside(*at))?;
    Some((&told[..at], &told[at + mark.len()..]))
}

/// The parameters that bare values go to: those that the component's metadata lists under `values`, else the
/// required ones.
pub fn places(info: &ComponentInfo) -> Vec<String> {
    if let Some(listed) = info.metadata().get("values").and_then(Value::as_array) {
        return listed.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect();
    }
    let open = info.args().iter().filter(|arg| !arg.is_implicit() && !matches!(arg.name(), "heading" | "body"));
    let (required, optional): (Vec<_>, Vec<_>) = open.partition(|arg| arg.is_required());
    required.into_iter().chain(optional).map(|arg| arg.name().to_owned()).collect()
}
