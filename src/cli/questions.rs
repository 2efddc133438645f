//! What is asked about the fields of a new page, and what becomes of the answers: the theme declares the fields, and what is
//! typed is read by the reader of pages, so that nothing is taken that would be an error in the page.
//!
//! Knows no field by its name, but the country, by which the reader of pages reads telephone numbers.

use std::collections::BTreeMap;

use super::dialogue::{self, Ask, TypedAnswer};
use super::failure::Failure;
use super::fresh::quoted;
use vertebra_base::diagnostic::{Diagnostic, Severity, did_you_mean};
use vertebra_base::path::SourcePath;
use vertebra_base::slug::slugify;
use vertebra_markdown as document;
use vertebra_schema::codes::{self, Part};
use vertebra_schema::{ContentType, Field, FieldKind, Schema};

const DAYS: [(&str, &str); 7] = [
    ("mon", "Monday"),
    ("tue", "Tuesday"),
    ("wed", "Wednesday"),
    ("thu", "Thursday"),
    ("fri", "Friday"),
    ("sat", "Saturday"),
    ("sun", "Sunday"),
];

/// The field by which telephone numbers are read.
const COUNTRY: &str = "country";

/// Values of fields, as they are typed behind the colon.
pub type Values = BTreeMap<String, String>;

/// The type whose fields are filled in.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    pub schema: &'a Schema,
    pub name: &'a str,
    pub kind: &'a ContentType,
}

impl<'a> Form<'a> {
    /// The fields to ask for: what pages must have and what can be typed in a line. The country comes first.
    pub fn questions(&self) -> Vec<&'a Field> {
        let is_asked = |field: &&Field| {
            let has_line = !matches!(field.kind, FieldKind::Map | FieldKind::Any);
            field.required && field.default.is_none() && has_line && !is_name(field)
        };
        let mut fields: Vec<_> = self.kind.fields.iter().filter(is_asked).collect();
        fields.sort_by_key(|field| field.name != COUNTRY);
        fields
    }

    /// Takes `field=value`, as it is typed with the command.
    pub fn set(&self, typed: &str, values: &mut Values) -> Result<(), Failure> {
        let usage = |message: String, help: String| Failure::Usage { message, help };
        let Some((name, value)) = typed.split_once('=') else {
            return Err(usage(
                format!("\"{typed}\" names no value"),
                "write it like this: --set FIELD=VALUE".to_owned(),
            ));
        };
        let Some(field) = self.kind.fields.iter().find(|field| self.is(field, name)) else {
            let names: Vec<&str> = self.kind.fields.iter().map(|field| field.name.as_str()).collect();
            let all = match names.is_empty() {
                true => format!("pages of the type {} have no fields of their own", self.name),
                false => format!("its fields are: {}", names.join(", ")),
            };
            let help = did_you_mean(name, names).unwrap_or(all);
            return Err(usage(format!("pages of the type {} have no field \"{name}\"", self.name), help));
        };
        let value = typed_value(field, value);
        if let Some(fault) = self.fault(field, &value, values) {
            let mut help = fault.help.unwrap_or_default();
            let lacks_country = field.kind == FieldKind::Phone && !values.contains_key(COUNTRY) && self.has(COUNTRY);
            if lacks_country && self.schema.region().is_none() {
                help = format!(
                    "name its country first, for example: --set {COUNTRY}=IE\nor write the number with + and its country code: {help}"
                );
            }
            return Err(usage(format!("{}: {}", field.name, fault.message), help));
        }
        values.insert(field.name.clone(), value);
        Ok(())
    }

    fn has(&self, name: &str) -> bool {
        self.kind.fields.iter().any(|field| field.name == name)
    }

    /// Whether a field is meant by a name: its own, or what it is called where none has that name: `locality`, `city`.
    pub fn is(&self, field: &Field, name: &str) -> bool {
        let own = |field: &Field| field.name == name || field.name == name.replace('-', "_");
        let called = || field.label.as_deref().is_some_and(|label| slugify(label) == name);
        own(field) || called() && !self.kind.fields.iter().any(own)
    }

    /// Asks for one field. What is known of it already stays, where nothing else is typed.
    pub fn ask(&self, field: &Field, values: &mut Values, who: &mut dyn Ask) -> Result<TypedAnswer, Failure> {
        let known = values.get(&field.name).cloned();
        let answer = match field.kind {
            FieldKind::Hours => self.ask_hours(field, values, who)?,
            _ => {
                // Where the language of the site names a country, an empty line means it.
                let usual = self.schema.region().filter(|_| field.name == COUNTRY).map(quoted);
                let usual = known.clone().or(usual);
                let fault = |answer: &str| {
                    let fault = self.fault(field, &typed_value(field, answer), values)?;
                    Some(told(&fault, &field.name))
                };
                let answer = dialogue::checked(who, &question(field, usual.as_deref()), &fault)?;
                match (answer, usual) {
                    (TypedAnswer::Given(answer), _) => TypedAnswer::Given(typed_value(field, &answer)),
                    (TypedAnswer::Nothing, Some(usual)) => TypedAnswer::Given(usual),
                    (answer, _) => answer,
                }
            }
        };
        if let TypedAnswer::Given(value) = &answer {
            values.insert(field.name.clone(), value.clone());
        }
        Ok(answer)
    }

    /// Asks day by day; days of which nothing is known are left out.
    fn ask_hours(&self, field: &Field, values: &Values, who: &mut dyn Ask) -> Result<TypedAnswer, Failure> {
        let mut texts: [Option<String>; 7] = Default::default();
        let mut at = 0;
        while let Some((day, long)) = DAYS.get(at) {
            let before = at.checked_sub(1).and_then(|before| texts[before].clone());
            let again = if before.is_some() { "; = for the same hours as the day before" } else { "" };
            let question = match at {
                0 => format!(
                    "{} on {long}, such as 9:00 am - 5:00 pm, or 9:00 am - 1:00 pm, 2:00 pm - 5:00 pm with a break, or closed: ",
                    label(field)
                ),
                _ => format!("On {long}{again}: "),
            };
            let fault = |answer: &str| match (answer, &before) {
                ("=", Some(_)) => None,
                _ => {
                    let fault = self.fault(field, &format!("{{{day}: {}}}", quoted(answer)), values)?;
                    Some(told(&fault, day))
                }
            };
            match dialogue::checked(who, &question, &fault)? {
                TypedAnswer::Given(text) if text == "=" => texts[at] = before,
                TypedAnswer::Given(text) => texts[at] = Some(text),
                TypedAnswer::Nothing => texts[at] = None,
                TypedAnswer::Back if at == 0 => return Ok(TypedAnswer::Back),
                TypedAnswer::Back => {
                    at -= 1;
                    continue;
                }
                TypedAnswer::Done => break,
            }
            at += 1;
        }
        let days: Vec<_> = DAYS.iter().zip(texts).filter_map(|((day, _), text)| Some((*day, text?))).collect();
        Ok(if days.is_empty() { TypedAnswer::Nothing } else { TypedAnswer::Given(lines(&days)) })
    }

    /// What the reader of pages has to say about a value.
    fn fault(&self, field: &Field, typed: &str, values: &Values) -> Option<Diagnostic> {
        let country = values.get(COUNTRY).filter(|_| field.name != COUNTRY);
        let country = country.map(|value| format!("{COUNTRY}: {value}\n")).unwrap_or_default();
        let space = if typed.starts_with('\n') { "" } else { " " };
        let (kind, name) = (self.name, &field.name);
        let text = format!("---\ntitle: A page\ntype: {kind}\n{country}{name}:{space}{typed}\n---\n");
        let start = text.find(&format!("\n{name}:"))? + 1;
        let parsed = document::parse(&SourcePath::new("content/a-page.md"), text.as_bytes(), self.schema);
        parsed.diagnostics.into_iter().find(|it| {
            it.severity == Severity::Error
                && !codes::follows_from(it.code, Part::Yaml)
                && it.span.is_some_and(|span| span.start as usize >= start)
        })
    }

    /// What nobody typed is unknown where the field can say so; what the page is called is known.
    pub fn close(&self, title: &str, values: &mut Values) {
        if let Some(field) = self.kind.fields.iter().find(|field| is_name(field) && field.required) {
            values.entry(field.name.clone()).or_insert_with(|| quoted(title));
        }
    }
}

/// Whether a field says what the page is called, as its title does.
fn is_name(field: &Field) -> bool {
    field.property.as_deref() == Some("name") || field.name == "name"
}

fn label(field: &Field) -> String {
    field.label.clone().unwrap_or_else(|| {
        let words = field.name.replace(['_', '-'], " ");
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    })
}

/// `City (The city or town): `
fn question(field: &Field, usual: Option<&str>) -> String {
    let mut about: Vec<String> = field.help.iter().map(|help| help.trim().trim_end_matches('.').to_owned()).collect();
    if let FieldKind::Choice(names) = &field.kind {
        about.push(format!("one of: {}", names.join(", ")));
    }
    if matches!(field.kind, FieldKind::List | FieldKind::Pages) {
        about.push("separated by commas".to_owned());
    }
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join("; ")) };
    let usual = usual.map(|usual| format!(" [{}]", usual.trim_matches('"'))).unwrap_or_default();
    format!("{}{about}{usual}: ", label(field))
}

/// What is wrong with an answer, without the words of the file that nobody has typed here.
fn told(fault: &Diagnostic, name: &str) -> String {
    let lines = fault.help.iter().flat_map(|help| help.lines());
    let mut text = fault.message.clone();
    for line in lines.filter(|line| !line.ends_with(": unknown") && !line.ends_with(": none")) {
        let example = line
            .split_once(": ")
            .filter(|(named, _)| *named == name || DAYS.iter().any(|(day, _)| named.starts_with(day)));
        match example {
            Some((_, example)) if text.ends_with(':') => text += &format!(" {}", example.trim_matches('"')),
            Some((_, example)) => text += &format!("\nsuch as {}", example.trim_matches('"')),
            None => text += &format!("\n{line}"),
        }
    }
    text
}

/// An answer as it is typed in the file.
fn typed_value(field: &Field, answer: &str) -> String {
    let answer = answer.trim();
    if field.stated && matches!(answer, "unknown" | "none") {
        return answer.to_owned();
    }
    match field.kind {
        FieldKind::List | FieldKind::Pages => {
            let items = answer.trim_matches(['[', ']']).split(',').map(str::trim).filter(|item| !item.is_empty());
            format!("[{}]", items.map(|item| quoted(item.trim_matches('"'))).collect::<Vec<_>>().join(", "))
        }
        FieldKind::Hours => typed_hours(answer),
        FieldKind::Integer | FieldKind::Boolean | FieldKind::Date | FieldKind::Map | FieldKind::Any => {
            answer.to_owned()
        }
        FieldKind::Text | FieldKind::Page | FieldKind::Color | FieldKind::Phone | FieldKind::Choice(_) => {
            quoted(answer)
        }
    }
}

/// `mon-fri: 9:00 am - 5:00 pm; sat: closed` as lines, or one text for the whole week. In the quotation marks and braces of a
/// file it is the same.
fn typed_hours(text: &str) -> String {
    if text.starts_with('{') {
        return text.to_owned();
    }
    let days: Option<Vec<(&str, &str)>> = text
        .split(';')
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let (day, times) = line.split_once(':')?;
            Some((day.trim(), times.trim().trim_matches(['"', '\''])))
        })
        .collect();
    match days {
        Some(days) if !days.is_empty() => {
            days.iter().map(|(day, times)| format!("\n  {day}: {}", quoted(times))).collect()
        }
        _ => text.to_owned(),
    }
}

/// Days that follow each other with the same hours share a line.
fn lines(days: &[(&str, String)]) -> String {
    let at = |day: &str| DAYS.iter().position(|(short, _)| *short == day).unwrap_or(0);
    let runs = days.chunk_by(|(one, a), (other, b)| a == b && at(one) + 1 == at(other));
    let line = |run: &[(&str, String)]| match run {
        [(day, times)] => format!("\n  {day}: {}", quoted(times)),
        [(first, times), .., (last, _)] => format!("\n  {first}-{last}: {}", quoted(times)),
        [] => String::new(),
    };
    runs.map(line).collect()
}
