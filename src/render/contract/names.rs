//! Names in templates that nothing has, and what to say of them: the nearest one there is, else all there are.

use std::collections::{BTreeMap, BTreeSet};

use super::calls::Callable;
use super::given::TemplateSources;
use super::shape::{Object, ValueShape};
use vertebra_base::diagnostic::{Diagnostic, did_you_mean};
use vertebra_base::span::Span;
use vertebra_schema::data_files;
use vertebra_site::Site;
use vertebra_template::{CallArgument, ComponentDefinition};

/// What was found, each place and message once, however many pages and templates come by.
#[derive(Debug, Default)]
pub struct Told(BTreeMap<(String, u32, String), Fault>);

#[derive(Debug)]
struct Fault {
    /// A name that nothing has; else a call that lacks something.
    is_unknown: bool,
    span: Span,
    help: String,
}

impl Told {
    fn add(&mut self, template: &str, span: Span, (is_unknown, message, help): (bool, String, String)) {
        let key = (template.to_owned(), span.start, message);
        self.0.entry(key).or_insert(Fault { is_unknown, span, help });
    }

    /// As diagnostics of the files of the templates. A template that stands under two names is told of once.
    pub fn finish(self, sources: &TemplateSources) -> Vec<Diagnostic> {
        let mut done = BTreeSet::new();
        let each = self.0.into_iter().filter_map(|((template, start, message), fault)| {
            let file = &sources.get(&template)?.source;
            let is_new = done.insert((file.clone(), start, message.clone()));
            let told = match fault.is_unknown {
                true => Diagnostic::error("template-unknown", file, fault.span, message),
                false => Diagnostic::error("template-call", file, fault.span, message),
            };
            is_new.then(|| told.with_help(fault.help))
        });
        each.collect()
    }

    /// A `kind` of thing that is not there: its name, and what to say where none is like it.
    pub fn unknown<'n>(
        &mut self,
        (kind, name, otherwise): (&str, &str, &str),
        span: Span,
        template: &str,
        known: impl Iterator<Item = &'n str>,
    ) {
        let known: BTreeSet<&str> = known.collect();
        let help = did_you_mean(name, known.iter().copied()).unwrap_or_else(|| match (kind, otherwise) {
            ("variable", _) => format!("give it a value first: {{% set {name} = … %}}"),
            ("component", _) => format!("add the file components/{name}.html to the theme"),
            ("template", _) => format!("add the file templates/{name} to the theme"),
            (_, "") => format!("there are: {}", listed(known.iter().copied())),
            _ => otherwise.to_owned(),
        });
        self.add(template, span, (true, format!("there is no {kind} \"{name}\""), help));
    }

    /// A page or the settings, read by a component that does not ask for them.
    pub fn hidden(&mut self, name: &str, span: Span, template: &str) {
        let message = format!("a component sees only its parameters, and \"{name}\" is not one of them");
        self.add(template, span, (true, message, format!("add @{name} to its parameters")));
    }

    /// A key of an object that does not have it.
    pub fn no_key(&mut self, (name, kind): (&str, &str), object: &Object, span: Span, template: &str) {
        let names = || object.keys.keys().map(String::as_str);
        let in_fields = object.under_fields.contains(name);
        let help = in_fields
            .then(|| format!("the theme declares it as a field, so write: fields.{name}"))
            .or_else(|| did_you_mean(name, names()))
            .or_else(|| object.cure.clone())
            .unwrap_or_else(|| format!("its keys are: {}", listed(names())));
        let message = format!("\"{name}\" is not a key of {}", shown(kind));
        self.add(template, span, (true, message, help));
    }

    /// A key of something that has none.
    pub fn no_keys(&mut self, name: &str, span: Span, template: &str) {
        let message = format!("what stands before \".{name}\" is a text, a number or a flag, and has no keys");
        self.add(template, span, (true, message, format!("remove .{name}")));
    }

    /// A call that cannot work.
    pub fn call(&mut self, span: Span, template: &str, message: String, help: String) {
        self.add(template, span, (false, message, help));
    }

    /// An argument that nothing takes.
    pub fn argument<'n>(
        &mut self,
        (argument, of): (&CallArgument, &str),
        template: &str,
        known: impl Iterator<Item = &'n str>,
    ) {
        let known: Vec<&str> = known.collect();
        let help = did_you_mean(&argument.name, known.iter().copied()).unwrap_or_else(|| match known.is_empty() {
            true => "it has no arguments: remove this".to_owned(),
            false => format!("its arguments are: {}", listed(known.iter().copied())),
        });
        let message = format!("\"{}\" is not an argument of {of}", argument.name);
        self.add(template, argument.span, (true, message, help));
    }
}

/// How messages call an object.
fn shown(kind: &str) -> String {
    match kind {
        "card" => "a page in a list".to_owned(),
        "taxonomy of a term" => "\"taxonomy\" on the page of a term".to_owned(),
        "section card" => "a section in a list".to_owned(),
        "found section" => "a section".to_owned(),
        "page" | "config" | "section" | "taxonomy" | "term" => format!("\"{kind}\""),
        kind if kind.contains('.') => format!("\"{kind}\""),
        kind if kind.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {kind}"),
        kind => format!("a {kind}"),
    }
}

fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// A call of a function, filter or test: is there one of this name, does it take these arguments, has it all it needs?
/// Gives what it gives, where it is known.
pub fn called(
    told: &mut Told,
    (kind, name, arguments, span): (&str, &str, &[CallArgument], Span),
    known: &[Callable],
    template: &str,
) -> Option<ValueShape> {
    let Some(found) = known.iter().find(|callable| callable.name == name) else {
        let renamed = crate::functions::renamed(name).filter(|_| kind == "function");
        let renamed = renamed.map(|new| format!("write: {new}")).unwrap_or_default();
        told.unknown((kind, name, &renamed), span, template, known.iter().map(|callable| callable.name));
        return None;
    };
    let of = format!("the {kind} \"{name}\"");
    let names = || found.arguments.iter().map(|(name, _)| *name);
    for argument in arguments.iter().filter(|it| !found.takes_more && !names().any(|name| name == it.name)) {
        told.argument((argument, &of), template, names());
    }
    for (needed, _) in found.arguments.iter().filter(|(_, is_needed)| *is_needed) {
        if !arguments.iter().any(|it| it.name == *needed) {
            let help = format!("write it like this: {name}({needed}=…)");
            told.call(span, template, format!("{of} needs \"{needed}\""), help);
        }
    }
    Some(found.gives.clone())
}

/// A call of a component: the same questions.
pub fn component(
    told: &mut Told,
    component: &ComponentDefinition,
    (arguments, has_spread): (&[CallArgument], bool),
    span: Span,
    template: &str,
) {
    let of = format!("the component \"{}\"", component.name);
    let names = || component.parameters.iter().map(|it| it.name.as_str());
    let written = arguments.iter().filter(|it| !it.name.is_empty());
    for argument in written.filter(|it| component.rest.is_none() && !names().any(|name| name == it.name)) {
        told.argument((argument, &of), template, names());
    }
    for needed in component.parameters.iter().filter(|it| it.is_required && !has_spread) {
        if !arguments.iter().any(|it| it.name == needed.name) {
            let help = format!("write it like this: <{} {}={{…}} />", component.name, needed.name);
            told.call(span, template, format!("{of} needs \"{}\"", needed.name), help);
        }
    }
}

/// Arguments that are one of a few words, where they are known.
pub fn choices(
    told: &mut Told,
    site: &Site,
    (name, arguments, given): (&str, &[CallArgument], &[ValueShape]),
    template: &str,
) {
    for (argument, shape) in arguments.iter().zip(given) {
        let ValueShape::Text(text) = shape else { continue };
        let span = argument.value.span;
        match (name, argument.name.as_str()) {
            ("pages" | "records" | "record", "type") if !text.is_empty() => {
                let types = &site.theme.types;
                if !types.contains_key(text) {
                    told.unknown(("content type", text, ""), span, template, types.keys().map(String::as_str));
                }
            }
            ("load_data", "path") if !data_files::is_data(text) => {
                told.call(span, template, format!("load_data cannot read {text}"), data_files::other_format(text));
            }
            ("pages", "sort") if !matches!(text.as_str(), "" | "title" | "date") => {
                told.unknown(("order", text, ""), span, template, ["title", "date"].into_iter());
            }
            ("date", "format") if !crate::dates::DateForm::is_known(text) => {
                let help = "write long, short, iso, rfc3339, or a pattern such as %Y";
                told.unknown(("date format", text, help), span, template, crate::dates::FORMS.into_iter());
            }
            _ => {}
        }
    }
}
