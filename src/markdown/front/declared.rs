//! The fields that a page's type declares: `phone`, `hours`, whatever the theme asks for.

use crate::page::{FieldValue, Value};
use vertebra_base::diagnostic::{self, Diagnostic, Severity};
use vertebra_base::link::Link;
use vertebra_base::span::{Span, Spanned};
use vertebra_schema::schema_org::VOCABULARY;
use vertebra_schema::{Field, FieldKind};
use vertebra_yaml::{self as yaml, Invisible, NamedValue, YamlNode};

use super::reader::Reader;
use super::shared::{NONE, says_none};
use super::{hours, phone};

/// What stands for a value that is known to be unknown.
const UNKNOWN: &str = "unknown";

/// Reads the declared fields in their order; required ones that are missing are reported at `kind`, unless part of
/// the front matter could not be read.
pub(super) fn read(reader: &mut Reader<'_>, kind: &Spanned<String>, complete: bool) -> Vec<(String, FieldValue)> {
    let schema = reader.schema;
    let Some(declared) = schema.types.get(&kind.value) else { return Vec::new() };
    let mut values = Vec::new();
    for field in &declared.fields {
        let given = reader.get(&field.name);
        let value = match (given, &field.default) {
            (Some(given), _) if stands_for_value(given.node) => {
                open(reader, field, given);
                None
            }
            // `people: []` names nobody: to say so, there are words.
            (Some(given), None) if field.required && holds_nothing(given.node) => {
                let fault = blank(field, kind, given);
                reader.out.push(fault);
                None
            }
            (Some(given), _) => field_value(reader, field, given),
            (None, Some(default)) => default_value(reader, field, default),
            (None, None) => {
                if field.required && complete {
                    let missing = missing(reader, field, kind);
                    reader.out.push(missing);
                }
                None
            }
        };
        values.extend(value.map(|value| (field.name.clone(), value)));
    }
    values
}

/// `…`, as it stands in examples for what is to be written.
fn stands_for_value(node: &YamlNode) -> bool {
    let is_dots = |text: &str| matches!(text.trim(), "…" | "...");
    node.as_text().is_some_and(is_dots)
        || node.as_list().is_some_and(|items| items.iter().any(|item| item.as_text().is_some_and(is_dots)))
}

fn open(reader: &mut Reader<'_>, field: &Field, given: NamedValue<'_>) {
    let message = format!("\"{}\" is not filled in: the dots of an example stand for your own words", given.name);
    let mut help = match &field.help {
        Some(about) => format!("write the value in their place: {}", about.trim()),
        None => "write the value in their place".to_owned(),
    };
    if field.stated {
        help += &format!("\nif it is not known: {0}: {UNKNOWN}\nif there is none: {0}: {NONE}", given.name);
    } else if !field.required {
        help += "\nor remove this line";
    }
    reader.error(given, given.node.span, "field-form", message, help);
}

/// What the page's own fields of the kinds `page` and `pages` name: whether it is there is seen when all pages are known.
pub(super) fn pages(reader: &Reader<'_>, kind: &str) -> Vec<(String, Spanned<String>)> {
    let declared = reader.schema.types.get(kind).into_iter().flat_map(|kind| &kind.fields);
    let of_pages = declared.filter(|field| matches!(field.kind, FieldKind::Page | FieldKind::Pages));
    let mut named = Vec::new();
    for field in of_pages {
        let Some(given) = reader.get(&field.name).filter(|given| given.file == reader.source) else { continue };
        let paths = given.list(&mut Invisible::default(), &mut Vec::new());
        let is_word = |path: &str| field.stated && matches!(path, UNKNOWN | NONE);
        named.extend(paths.into_iter().filter(|path| !is_word(&path.value)).map(|path| (field.name.clone(), path)));
    }
    named
}

fn holds_nothing(node: &YamlNode) -> bool {
    node.as_list().is_some_and(<[YamlNode]>::is_empty) || node.as_map().is_some_and(<[yaml::MapEntry]>::is_empty)
}

fn field_value(reader: &mut Reader<'_>, field: &Field, given: NamedValue<'_>) -> Option<FieldValue> {
    // A list of what there is none of is empty.
    if field.shared.as_ref().is_some_and(|shared| says_none(shared, given)) {
        return matches!(field.kind, FieldKind::List).then(|| FieldValue::Plain(Value::List(Vec::new())));
    }
    if field.stated {
        match given.node.as_text().map(str::trim) {
            Some(UNKNOWN) => return Some(FieldValue::Unknown),
            Some(NONE) => return Some(FieldValue::Absent),
            _ => {}
        }
        return value(reader, field, given).map(FieldValue::Stated);
    }
    value(reader, field, given).map(FieldValue::Plain)
}

/// Words that schema.org must know: the type of what a page is about, and the values of properties that take no others.
fn check_word(reader: &mut Reader<'_>, field: &Field, given: NamedValue<'_>, word: &Spanned<String>) {
    let (known, names): (bool, Vec<&str>) = match field.property.as_deref() {
        Some("@type") => (VOCABULARY.has(&word.value), VOCABULARY.kinds().collect()),
        Some(property) => {
            let Some(values) = VOCABULARY.values_of(property) else { return };
            (values.contains(&word.value), values.iter().map(String::as_str).collect())
        }
        None => return,
    };
    if !known {
        let message = format!("schema.org has no \"{}\" that fits here", word.value);
        let near = diagnostic::did_you_mean(&word.value, names);
        let help = near.unwrap_or_else(|| "look the word up at https://schema.org/".to_owned());
        reader.error(given, word.span, "schema-type", message, help);
    }
}

/// Values that programs read, and that are of no use in another form: the address of a mailbox or of a website, the code of a
/// country. Source: RFC 5322, 3.4.1; RFC 3986, 4.3; ISO 3166-1 alpha-2.
fn check_form(reader: &mut Reader<'_>, field: &Field, given: NamedValue<'_>, text: &Spanned<String>) {
    let word = text.value.trim();
    let (is_right, message, help) = match field.property.as_deref() {
        Some("email") => (is_mailbox(word), "this is not an email address", "info@example.org".to_owned()),
        Some("address.addressCountry") => {
            let is_code = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
            let help = "two letters, such as US, IE for Ireland or DE for Germany";
            (is_code, "this is not the code of a country", help.to_owned())
        }
        // A page of the site is no less of an address.
        Some("url" | "sameAs") => {
            let link = Link::parse(word);
            let host = link.path.split('/').next().unwrap_or_default();
            let is_host = host.starts_with("www.") && is_host(host);
            (!is_host, "this address of a website does not say how to reach it", format!("https://{word}"))
        }
        _ => return,
    };
    if !is_right && !word.is_empty() {
        let mut help = format!("write {}: {help}", given.name);
        if field.stated {
            help += &format!("\nif it is not known: {0}: {UNKNOWN}\nif there is none: {0}: {NONE}", given.name);
        }
        reader.error(given, text.span, "field-form", message.to_owned(), help);
    }
}

fn is_mailbox(word: &str) -> bool {
    let is_wrong = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '(' | ')' | ':' | '"');
    let parts = word.split_once('@');
    parts.is_some_and(|(local, host)| {
        !local.is_empty() && !word.contains(is_wrong) && is_host(host) && !host.contains('@')
    })
}

/// Two or more names with dots between them.
fn is_host(host: &str) -> bool {
    let labels = || host.split('.');
    labels().count() > 1 && labels().all(|label| !label.is_empty())
}

/// A default of the theme. What is wrong with it is told where the theme is read, not on every page.
fn default_value(reader: &mut Reader<'_>, field: &Field, default: &YamlNode) -> Option<FieldValue> {
    let given = NamedValue { name: &field.name, key_span: Span::default(), node: default, file: reader.source };
    let told = reader.out.len();
    let value = field_value(reader, field, given);
    reader.out.truncate(told);
    value
}

fn value(reader: &mut Reader<'_>, field: &Field, given: NamedValue<'_>) -> Option<Value> {
    match &field.kind {
        FieldKind::Text | FieldKind::Page => {
            let text = reader.text_of(given)?;
            check_word(reader, field, given, &text);
            check_form(reader, field, given, &text);
            Some(Value::Text(text.value))
        }
        FieldKind::Integer => given.integer(reader.out).map(Value::Integer),
        FieldKind::Boolean => given.boolean(reader.out).map(Value::Boolean),
        FieldKind::Date => reader.date_of(given).map(|date| Value::Date(date.value)),
        FieldKind::List | FieldKind::Pages => {
            Some(Value::List(reader.list_of(given).into_iter().map(|item| item.value).collect()))
        }
        FieldKind::Choice(choices) => choice(reader, choices, given).map(Value::Text),
        FieldKind::Color => color(reader, given).map(Value::Text),
        FieldKind::Phone => phone_value(reader, field, given),
        FieldKind::Hours => hours_value(reader, field, given),
        FieldKind::Map => {
            given.entries(&format!("{}:\n  name: text", given.name), reader.out)?;
            Some(Value::Any(given.node.clone()))
        }
        FieldKind::Any => Some(Value::Any(given.node.clone())),
    }
}

fn choice(reader: &mut Reader<'_>, choices: &[String], given: NamedValue<'_>) -> Option<String> {
    let text = reader.text_of(given)?;
    if choices.contains(&text.value) {
        return Some(text.value);
    }
    let names = || choices.iter().map(String::as_str);
    let folded = names().find(|choice| choice.to_lowercase() == text.value.to_lowercase());
    let help = match folded.or_else(|| diagnostic::nearest(&text.value, names())) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("write one of: {}", choices.join(", ")),
    };
    let message = format!("\"{}\" is not one of the choices for \"{}\"", text.value, given.name);
    reader.error(given, text.span, "field-choice", message, help);
    None
}

fn color(reader: &mut Reader<'_>, given: NamedValue<'_>) -> Option<String> {
    let text = reader.text_of(given)?;
    if FieldKind::is_color(&text.value) {
        return Some(text.value);
    }
    let message = format!("\"{}\" is not a color that can be used for \"{}\"", text.value, given.name);
    let help = format!("write # and six digits or letters from a to f, in quotes:\n{}: \"#005eb8\"", given.name);
    reader.error(given, text.span, "color-invalid", message, help);
    None
}

fn phone_value(reader: &mut Reader<'_>, field: &Field, given: NamedValue<'_>) -> Option<Value> {
    let text = reader.text_of(given)?;
    let country = reader.get("country").and_then(|country| country.node.as_text());
    let country = country.map(str::trim).filter(|country| !matches!(*country, UNKNOWN | NONE | ""));
    let country = country.or(reader.schema.region());
    match phone::parse(&text.value, country) {
        Ok(phone) => Some(Value::Phone(phone)),
        Err(fault) => {
            let mut help = format!("{}: {}", given.name, fault.example);
            if field.stated {
                help += &format!("\nif it is not known: {0}: {UNKNOWN}\nif there is none: {0}: {NONE}", given.name);
            }
            reader.error(given, text.span, "phone-invalid", fault.message, help);
            None
        }
    }
}

fn hours_value(reader: &mut Reader<'_>, field: &Field, given: NamedValue<'_>) -> Option<Value> {
    if let Some(week) = given.node.as_text().and_then(|text| hours::whole_week(text.trim())) {
        return Some(Value::Hours(week));
    }
    let Some(entries) = given.node.as_map() else {
        let mut example = format!("{}:\n  mon-fri: \"9:00 am - 5:00 pm\"\n  sat-sun: closed", given.name);
        if field.stated {
            example += &format!("\nif they are not known: {}: {UNKNOWN}", given.name);
        }
        reader.wrong_kind(given, "a line for each day or group of days", &example);
        return None;
    };
    let lines: Vec<_> = entries
        .iter()
        .filter_map(|entry| {
            let line = NamedValue::of(entry, given.file);
            Some((Spanned::new(entry.key.clone(), entry.key_span), reader.text_of(line)?))
        })
        .collect();
    let mut faults = Vec::new();
    let hours = hours::parse(&lines, &mut faults);
    for fault in faults {
        let make = match fault.severity {
            Severity::Error => Diagnostic::error,
            Severity::Warning => Diagnostic::warning,
            Severity::Note => Diagnostic::note,
        };
        let code = fault.code;
        reader.out.push(make(code, given.file, Some(fault.span), fault.message).with_help(fault.help));
    }
    Some(Value::Hours(hours))
}

/// A required field that no line names.
fn missing(reader: &Reader<'_>, field: &Field, kind: &Spanned<String>) -> Diagnostic {
    if let Some(given) = reader.blank.iter().find(|given| given.name == field.name) {
        return blank(field, kind, *given);
    }
    let own = reader.get("type").is_some_and(|given| given.file == reader.source);
    let message = format!("\"{}\" is required on pages of the type \"{}\"", field.name, kind.value);
    let help = match field.stated {
        true => format!(
            "add this line, with the value if you know it:\n{0}: {UNKNOWN}\nif there is none: {0}: {NONE}",
            field.name
        ),
        false => format!("add this line:\n{}", example(field)),
    };
    let span = if own { Some(kind.span) } else { None };
    explained(Diagnostic::error("field-missing", reader.source, span, message).with_help(help), field)
}

/// A required field whose line is there and waits to be filled in.
fn blank(field: &Field, kind: &Spanned<String>, given: NamedValue<'_>) -> Diagnostic {
    let message = format!("\"{}\" is empty, but pages of the type \"{}\" require it", field.name, kind.value);
    let help = match field.stated {
        true => format!(
            "write the value after the colon\nif it is not known: {0}: {UNKNOWN}\nif there is none: {0}: {NONE}",
            field.name
        ),
        false => format!("fill it in, for example:\n{}", example(field)),
    };
    explained(Diagnostic::error("field-missing", given.file, given.key_span, message).with_help(help), field)
}

fn explained(diagnostic: Diagnostic, field: &Field) -> Diagnostic {
    match &field.help {
        Some(about) => diagnostic.with_note(about.clone()),
        None => diagnostic,
    }
}

/// The line to type for a field of this kind.
fn example(field: &Field) -> String {
    let value = match &field.kind {
        FieldKind::Text | FieldKind::Any => "…".to_owned(),
        FieldKind::Integer => "1".to_owned(),
        FieldKind::Boolean => "false".to_owned(),
        FieldKind::Date => "2026-11-20".to_owned(),
        FieldKind::List => "[one, two]".to_owned(),
        FieldKind::Page => "guides/first-visit.md".to_owned(),
        FieldKind::Pages => "[guides, contact.md]".to_owned(),
        FieldKind::Choice(choices) => choices.first().map_or("…".to_owned(), |first| yaml::typed(first)),
        FieldKind::Color => "\"#005eb8\"".to_owned(),
        FieldKind::Phone => "(310) 828-7757".to_owned(),
        FieldKind::Hours => "\n  mon-fri: \"9:00 am - 5:00 pm\"\n  sat-sun: closed".to_owned(),
        FieldKind::Map => "\n  name: text".to_owned(),
    };
    let space = if value.starts_with('\n') { "" } else { " " };
    let others = match &field.kind {
        FieldKind::Choice(choices) if choices.len() > 1 => format!("\nor another of: {}", choices[1..].join(", ")),
        _ => String::new(),
    };
    format!("{}:{space}{value}{others}", field.name)
}
