//! Days in words, by language.

use vertebra_base::datetime::MONTHS;

/// Long, short and numeric forms of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateForm<'a> {
    Long,
    Short,
    Iso,
    Rfc3339,
    /// A pattern of `strftime`.
    Pattern(&'a str),
}

/// The forms that have a name.
pub const FORMS: [&str; 4] = ["long", "short", "iso", "rfc3339"];

impl<'a> DateForm<'a> {
    /// Whether a text names a form, or is a pattern with a part of a date in it.
    pub fn is_known(name: &str) -> bool {
        FORMS.contains(&name) || name.contains('%')
    }

    /// A form by its name; any other text is a pattern.
    pub fn parse(name: &'a str) -> Self {
        match name {
            "long" => DateForm::Long,
            "short" => DateForm::Short,
            "iso" => DateForm::Iso,
            "rfc3339" => DateForm::Rfc3339,
            pattern => DateForm::Pattern(pattern),
        }
    }
}

const SPANISH: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// A day or time as `Moment::to_text` wrote it, in another form. Nothing when the text is no date.
pub fn format(text: &str, form: DateForm, language: &str) -> Option<String> {
    let zoned: Option<jiff::Zoned> = match text.len() {
        10 => None,
        _ => jiff::fmt::strtime::parse("%Y-%m-%dT%H:%M:%S%:z", text).ok()?.to_zoned().ok(),
    };
    let day: jiff::civil::Date = match &zoned {
        Some(zoned) => zoned.date(),
        None => text.get(..10)?.parse().ok()?,
    };
    Some(match form {
        DateForm::Iso => day.to_string(),
        DateForm::Rfc3339 if zoned.is_some() => text.to_owned(),
        DateForm::Rfc3339 => format!("{day}T00:00:00Z"),
        DateForm::Pattern(pattern) => match &zoned {
            Some(zoned) => jiff::fmt::strtime::format(pattern, zoned).ok()?,
            None => jiff::fmt::strtime::format(pattern, day).ok()?,
        },
        DateForm::Long | DateForm::Short => words(day, form, language),
    })
}

/// Languages without an entry here get the international form, which is right everywhere.
fn words(day: jiff::civil::Date, form: DateForm, language: &str) -> String {
    let month = usize::from(day.month().unsigned_abs()) - 1;
    let (number, year) = (day.day(), day.year());
    let cut = |name: &str| name.chars().take(3).collect::<String>();
    let base = language.split('-').next().unwrap_or(language);
    match (base, form == DateForm::Long) {
        // The day stands before the month in English outside the United States.
        ("en", true) if !american(language) => format!("{number} {} {year}", MONTHS[month]),
        ("en", false) if !american(language) => format!("{number} {} {year}", cut(MONTHS[month])),
        ("en", true) => format!("{} {number}, {year}", MONTHS[month]),
        ("en", false) => format!("{} {number}, {year}", cut(MONTHS[month])),
        ("es", true) => format!("{number} de {} de {year}", SPANISH[month]),
        ("es", false) => format!("{number} {} {year}", cut(SPANISH[month])),
        _ => day.to_string(),
    }
}

fn american(language: &str) -> bool {
    matches!(language, "en" | "en-US" | "en-CA" | "en-PH")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_words() {
        let long = |language| format("2026-11-20", DateForm::Long, language).unwrap();
        assert_eq!(long("en-US"), "November 20, 2026");
        assert_eq!(long("en-GB"), "20 November 2026");
        assert_eq!(long("es"), "20 de noviembre de 2026");
        assert_eq!(long("ja"), "2026-11-20");
        assert_eq!(format("2026-11-20T09:30:00-08:00", DateForm::Pattern("%H:%M"), "en").unwrap(), "09:30");
        assert_eq!(format("soon", DateForm::Long, "en"), None);
    }
}
