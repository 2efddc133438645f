//! `vertebra new clinic`: the page of a clinic, with what is known of it. What is not known stays unknown.
//!
//! What is typed is read by the readers of the engine: a number or a time that would be an error in the page is not taken.

use std::collections::BTreeMap;

use super::arguments::{NewClinicArguments, SiteArguments};
use super::clock::StepClock;
use super::common;
use super::dialogue::{self as ask, Ask, Keyboard};
use super::failure::{Exit, Failure};
use super::fresh::{self, NewPageText};
use super::terminal::Terminal;
use vertebra_base::diagnostic::Severity;
use vertebra_base::path::SourcePath;
use vertebra_disk::transaction::carry_out;
use vertebra_edit::{FileEdit, FileEdits};
use vertebra_markdown as document;
use vertebra_schema::codes::{self, Part};
use vertebra_schema::{ContentType, Field, Schema};

const DAYS: [(&str, &str); 7] = [
    ("mon", "Monday"),
    ("tue", "Tuesday"),
    ("wed", "Wednesday"),
    ("thu", "Thursday"),
    ("fri", "Friday"),
    ("sat", "Saturday"),
    ("sun", "Sunday"),
];

/// What is asked, by the properties of schema.org that fields of the theme stand for: what a clinic is called and where it is.
const QUESTIONS: [(&str, &str); 7] = [
    ("address.addressCountry", "Country, two-letter code such as US"),
    ("telephone", "Phone number, such as +1 310-555-0100: "),
    ("address.streetAddress", "Street and number: "),
    ("address.addressLocality", "City or town: "),
    ("address.addressRegion", "State, such as CA: "),
    ("address.postalCode", "ZIP code: "),
    ("openingHoursSpecification", ""),
];

/// Writes the page of a new clinic.
pub fn run(site: &SiteArguments, asked: &NewClinicArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let options = common::plain_options(&asked.day);
    let build = common::open(site, &options, &mut StepClock::start())?;
    let schema = build.schema();
    let (kind_name, kind) = clinic_type(schema)?;
    let mut form = Form { schema, kind_name, kind, values: BTreeMap::new() };
    let keyboard = Keyboard::new(terminal);
    let name = match (&asked.name, keyboard) {
        (Some(name), None) => name.clone(),
        (name, Some(mut keyboard)) => {
            terminal.remark("If something is not known, press Enter. The page then says that it is not known.\n");
            let name = match name {
                Some(name) => name.clone(),
                None => ask::text(&mut keyboard, "Name of the clinic: ")?,
            };
            form.take(asked)?;
            form.ask(&mut keyboard)?;
            name
        }
        (None, None) => return Err(nameless()),
    };
    if form.values.is_empty() {
        form.take(asked)?;
    }
    form.close(&name);

    let folder = asked.folder.clone().unwrap_or_else(|| folder_of_clinics(&build, kind_name));
    let path = fresh::path_of(&|path| build.spelled(path), &name, kind_name, &folder)?;
    let page = NewPageText { title: &name, kind: (kind_name, kind), values: &form.values, body: "" };
    let edit = FileEdit::create(&path, fresh::page(&page, schema, fresh::today(&options, schema)));
    carry_out(&site.root, &FileEdits::new("new clinic", vec![edit]))?;
    if !terminal.quiet {
        terminal.result(&format!(
            "Created {path}. It is a draft until you delete the line draft: true.\n{}To preview it, run: vertebra serve\n",
            fresh::to_fill_in(&page)
        ));
    }
    Ok(Exit::Fine)
}

fn nameless() -> Failure {
    Failure::Usage {
        message: "a clinic needs a name".to_owned(),
        help: "write it in quotation marks: vertebra new clinic \"Example Clinic\" --phone \"(310) 555-0100\""
            .to_owned(),
    }
}

/// The type `clinic`, else the first whose pages have a telephone number and opening hours.
fn clinic_type(schema: &Schema) -> Result<(&str, &ContentType), Failure> {
    let named = schema.types.get_key_value("clinic");
    let has = |kind: &ContentType, property: &str| {
        kind.fields.iter().any(|field| field.property.as_deref() == Some(property))
    };
    let alike =
        || schema.types.iter().find(|(_, kind)| has(kind, "telephone") && has(kind, "openingHoursSpecification"));
    named.or_else(alike).map(|(name, kind)| (name.as_str(), kind)).ok_or_else(|| Failure::Usage {
        message: "the theme of this site has no page type for clinics".to_owned(),
        help: "use the theme clinic, or declare the type clinic in theme.yaml".to_owned(),
    })
}

/// The folder in which clinics lie already, else `clinics`.
fn folder_of_clinics(build: &vertebra_engine::Build, kind: &str) -> String {
    let pages = build.site().pages.iter().filter(|page| page.page.front.kind.value == kind);
    let mut sources = pages.filter_map(|page| page.page.source.in_content());
    sources.find_map(|source| source.rsplit_once('/')).map_or("clinics".to_owned(), |(folder, _)| folder.to_owned())
}

/// The fields of a clinic that are being filled in.
struct Form<'a> {
    schema: &'a Schema,
    kind_name: &'a str,
    kind: &'a ContentType,
    /// As they are typed behind the colon.
    values: BTreeMap<String, String>,
}

impl Form<'_> {
    /// The field that stands for a property of schema.org.
    fn field(&self, property: &str) -> Option<&Field> {
        let of_property = |field: &&Field| field.property.as_deref() == Some(property);
        // Themes without these words may still have fields of these names.
        let plain = match property {
            "telephone" => "phone",
            "openingHoursSpecification" => "hours",
            _ => "",
        };
        let fields = &self.kind.fields;
        fields.iter().find(of_property).or_else(|| fields.iter().find(|field| field.name == plain))
    }

    /// Takes what was typed with the command; what the engine would not take is told.
    fn take(&mut self, asked: &NewClinicArguments) -> Result<(), Failure> {
        let given = [
            ("address.addressCountry", &asked.country),
            ("telephone", &asked.phone),
            ("address.streetAddress", &asked.street),
            ("address.addressLocality", &asked.city),
            ("address.addressRegion", &asked.state),
            ("address.postalCode", &asked.postcode),
            ("openingHoursSpecification", &asked.hours),
        ];
        for (property, value) in given {
            let (Some(value), Some(field)) = (value, self.field(property)) else { continue };
            let name = field.name.clone();
            let typed = if property == "openingHoursSpecification" { typed_hours(value) } else { fresh::quoted(value) };
            if let Some(fault) = self.fault(&name, &typed) {
                let (message, help) = fault.split_once('\n').unwrap_or((&fault, ""));
                return Err(Failure::Usage { message: format!("{name}: {message}"), help: help.to_owned() });
            }
            self.values.insert(name, typed);
        }
        Ok(())
    }

    /// Asks for what is not known yet.
    fn ask(&mut self, who: &mut dyn Ask) -> Result<(), Failure> {
        for (property, question) in QUESTIONS {
            let Some(name) = self.field(property).map(|field| field.name.clone()) else { continue };
            if self.values.contains_key(&name) {
                continue;
            }
            // Where the language of the site names a country, an empty line means it.
            let usual = self.schema.region().filter(|_| property == "address.addressCountry");
            let question = match (property, usual) {
                ("address.addressCountry", Some(region)) => &*format!("{question} [{region}]: "),
                ("address.addressCountry", None) => &*format!("{question}: "),
                _ => question,
            };
            let value = match property {
                "openingHoursSpecification" => self.ask_hours(&name, who)?,
                _ => {
                    let fault = |answer: &str| self.fault(&name, &fresh::quoted(answer));
                    ask::checked(who, question, &fault)?.map(|answer| fresh::quoted(&answer))
                }
            };
            let usual = usual.map(fresh::quoted);
            self.values.extend(value.or(usual).map(|value| (name, value)));
        }
        Ok(())
    }

    /// Asks day by day; days of which nothing is known are left out.
    fn ask_hours(&self, name: &str, who: &mut dyn Ask) -> Result<Option<String>, Failure> {
        let mut days: Vec<(&str, String)> = Vec::new();
        let mut before: Option<String> = None;
        for (day, long) in DAYS {
            let again = if before.is_some() { "; = for the same hours as the day before" } else { "" };
            let question = match day {
                "mon" => format!("Opening hours on {long}, such as 9:00 am - 5:00 pm, or closed: "),
                _ => format!("On {long}{again}: "),
            };
            let fault = |answer: &str| match (answer, &before) {
                ("=", Some(_)) => None,
                _ => self.fault(name, &format!("{{{day}: {}}}", fresh::quoted(answer))),
            };
            let answer = ask::checked(who, &question, &fault)?;
            before = match answer.as_deref() {
                Some("=") => before,
                other => other.map(str::to_owned),
            };
            days.extend(before.clone().filter(|_| answer.is_some()).map(|text| (day, text)));
        }
        Ok((!days.is_empty()).then(|| lines(&days)))
    }

    /// What the engine has to say about a value: its message and, below, its help.
    fn fault(&self, name: &str, typed: &str) -> Option<String> {
        let country =
            self.field("address.addressCountry").and_then(|field| Some((&field.name, self.values.get(&field.name)?)));
        let country = country.filter(|(known, _)| *known != name).map(|(known, value)| format!("{known}: {value}\n"));
        let text = format!(
            "---\ntitle: A clinic\ntype: {}\n{}{name}:{}{typed}\n---\n",
            self.kind_name,
            country.unwrap_or_default(),
            if typed.starts_with('\n') { "" } else { " " }
        );
        let start = text.find(&format!("\n{name}:"))? + 1;
        let parsed = document::parse(&SourcePath::new("content/a-clinic.md"), text.as_bytes(), self.schema);
        let of_field = parsed.diagnostics.into_iter().find(|it| {
            it.severity == Severity::Error
                && !codes::follows_from(it.code, Part::Yaml)
                && it.span.is_some_and(|span| span.start as usize >= start)
        });
        of_field.map(|it| match it.help {
            Some(help) => format!("{}\n{help}", it.message),
            None => it.message,
        })
    }

    /// What nobody typed is unknown where the field can say so; the name is known.
    fn close(&mut self, name: &str) {
        if let Some(field) = self.field("name").map(|field| field.name.clone()) {
            self.values.entry(field).or_insert_with(|| fresh::quoted(name));
        }
    }
}

/// `mon-fri: 9:00 am - 5:00 pm; sat: closed` as lines, or one text for the whole week.
fn typed_hours(text: &str) -> String {
    let days: Option<Vec<(&str, String)>> = text
        .split(';')
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.split_once(':').map(|(day, times)| (day.trim(), times.trim().to_owned())))
        .collect();
    match days {
        Some(days) if !days.is_empty() => {
            let line = |(day, times): &(&str, String)| format!("\n  {day}: {}", fresh::quoted(times));
            days.iter().map(line).collect()
        }
        _ => text.trim().to_owned(),
    }
}

/// Days that follow each other with the same hours share a line.
fn lines(days: &[(&str, String)]) -> String {
    let at = |day: &str| DAYS.iter().position(|(short, _)| *short == day).unwrap_or(0);
    let runs = days.chunk_by(|(one, a), (other, b)| a == b && at(one) + 1 == at(other));
    let line = |run: &[(&str, String)]| match run {
        [(day, times)] => format!("\n  {day}: {}", fresh::quoted(times)),
        [(first, times), .., (last, _)] => format!("\n  {first}-{last}: {}", fresh::quoted(times)),
        [] => String::new(),
    };
    runs.map(line).collect()
}
