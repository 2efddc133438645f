//! Tera's errors as diagnostics: the template's line with its excerpt, and the page that was being rendered.

use tera::ErrorKind;

use super::contract::TemplateSources as Sources;

use vertebra_base::diagnostic::{Diagnostic, Related};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_template::{Template, TemplateNode, TemplatePart, TemplateTree};

/// What went wrong while templates were loaded.
pub fn loading(error: &tera::Error, sources: &Sources) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let told = reported(report, sources);
            let is_about_tags = matches!(told.message.as_str(), "unexpected end of input" | "unknown tag");
            let template = sources.get(report.filename()).filter(|_| is_about_tags);
            let opened = template.and_then(|it| vertebra_template::unclosed(&it.source, &it.text));
            let help = syntax_help(&told.message);
            vec![opened.unwrap_or_else(|| told.with_help(help))]
        }
        ErrorKind::MissingParent { current, parent } => {
            let names = sources.keys().map(String::as_str);
            let message = format!("this template extends \"{parent}\", which does not exist");
            let help = vertebra_base::diagnostic::did_you_mean(parent, names);
            vec![about(current, sources, extended, message).maybe_help(help)]
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            let message = "this template extends itself, directly or through others".to_owned();
            vec![about(tpl, sources, extended, message).with_help("remove one of the \"extends\" lines")]
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            let message = "this template includes itself, directly or through others".to_owned();
            vec![about(tpl, sources, first_included, message).with_help(RECURSION)]
        }
        _ => references(&error.to_string(), sources),
    }
}

/// What to do about a line that is no template.
fn syntax_help(message: &str) -> &'static str {
    match message {
        _ if message.starts_with("found `.` but") => {
            "give the value a name first: {% set found = … %}{{ found.title }}"
        }
        _ if message.ends_with("but expected }}") => {
            "close the value before this with }}; to join two texts, write ~ between them"
        }
        _ if message.ends_with("but expected %}") => "close the tag before this with %}",
        _ => "fix this line of the template",
    }
}

/// What to do where a template includes itself.
const RECURSION: &str = "remove one of the \"include\" lines; for something that holds things of its own kind, such as a menu, write a component that calls itself";

/// Whether Tera knows all syntax, and not all names.
pub fn is_unknown_name(error: &tera::Error) -> bool {
    use ErrorKind::{CircularExtend, CircularInclude, MissingParent, RenderingError, SyntaxError};
    !matches!(
        error.kind(),
        SyntaxError(_) | RenderingError(_) | MissingParent { .. } | CircularExtend { .. } | CircularInclude { .. }
    )
}

/// Unknown names of components, filters and the like come as one text, with places such as `--> page.html:4:6`.
fn references(text: &str, sources: &Sources) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for report in text.split("\n\n") {
        let message = lower(report.lines().next().unwrap_or_default().trim_start_matches("error:").trim());
        let place = report.lines().find_map(|line| line.trim_start().strip_prefix("-->"));
        let found = place.and_then(|place| {
            let mut parts = place.trim().trim_start_matches('[').trim_end_matches(']').rsplitn(3, ':');
            let column: usize = parts.next()?.trim().parse().ok()?;
            let line: usize = parts.next()?.trim().parse().ok()?;
            let template = sources.get(parts.next()?.trim())?;
            Some((&template.source, Span::at(offset(&template.text, line, column.saturating_sub(1)))))
        });
        if let Some((source, span)) = found {
            let help = renamed(&message)
                .map_or_else(|| "fix this line of the template".to_owned(), |it| format!("write: {it}"));
            out.push(Diagnostic::error("template", source, span, message).with_help(help));
        } else if !message.is_empty() {
            let source = SourcePath::new("themes");
            out.push(Diagnostic::error("template", &source, None, message).with_note(report.trim().to_owned()));
        }
    }
    out
}

/// What to write instead of a function that has another name now.
fn renamed(message: &str) -> Option<&'static str> {
    super::functions::renamed(message.strip_prefix("unknown function `")?.strip_suffix('`')?)
}

/// What went wrong while an output was rendered; `subject` is the page whose turn it was.
pub fn rendering(
    error: &tera::Error,
    template: &str,
    subject: Option<(&SourcePath, Span)>,
    sources: &Sources,
) -> Diagnostic {
    let mut diagnostic = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => reported(report, sources),
        other => about(template, sources, |_| None, in_order(&lower(&other.to_string()))),
    };
    if let Some((file, span)) = subject {
        diagnostic.related = Some(Related { file: file.clone(), span, label: "while rendering this page".to_owned() });
    }
    diagnostic
}

fn reported(report: &tera::ReportError, sources: &Sources) -> Diagnostic {
    let Some(Template { source, text, .. }) = sources.get(report.filename()) else {
        let message = in_order(&lower(report.message()));
        return Diagnostic::error("template", &SourcePath::new(report.filename()), None, message);
    };
    // For an unexpected end Tera's byte range is not where its line and column are; those are right.
    let place = report.span();
    let start = offset(text, place.start_line, place.start_col);
    let end = offset(text, place.end_line, place.end_col);
    // What a theme says itself, it says in its own letters.
    let is_own = text.get(start..).is_some_and(|rest| rest.starts_with("throw("));
    let message = if is_own { report.message().to_owned() } else { in_order(&lower(report.message())) };
    Diagnostic::error("template", source, Span::new(start, end), message)
}

/// A diagnostic at a place of a template.
fn about(
    template: &str,
    sources: &Sources,
    place: impl FnOnce(&TemplateTree) -> Option<Span>,
    message: String,
) -> Diagnostic {
    match sources.get(template) {
        Some(it) => Diagnostic::error("template", &it.source, it.tree.as_deref().and_then(place), message),
        None => Diagnostic::error("template", &SourcePath::new(template), None, message),
    }
}

/// Where a template says what it extends.
fn extended(tree: &TemplateTree) -> Option<Span> {
    tree.parent.as_ref().map(|(_, span)| *span)
}

/// Where a template includes the first other one.
fn first_included(tree: &TemplateTree) -> Option<Span> {
    let mut first = None;
    tree.visit(&mut |part| {
        if let TemplatePart::Node(TemplateNode::Include(_, span)) = part {
            first = first.or(Some(*span));
        }
    });
    first
}

/// The byte at a line (from 1) and a column (from 0, in characters).
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}

/// The engine names arguments that a component does not have in an order that changes from run to run.
fn in_order(message: &str) -> String {
    const HEAD: &str = "unknown argument(s) ";
    let parts = message.strip_prefix(HEAD).and_then(|rest| rest.split_once(" in component call"));
    let Some((names, rest)) = parts else { return message.to_owned() };
    let mut names: Vec<&str> = names.split(", ").collect();
    names.sort_unstable();
    format!("{HEAD}{} in component call{rest}", names.join(", "))
}

fn lower(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    let mut chars = text.chars();
    let second_is_lower = text.chars().nth(1).is_some_and(|c| !c.is_uppercase());
    match chars.next() {
        Some(first) if second_is_lower => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}
