//! Telephone numbers. Sources: ITU-T E.164 for the international form, the North American Numbering Plan for the
//! national one. Numbers of other countries are printed as they were written; where the country is known, its calling code
//! and the digit that is dialled before a number inside it make the international form.

use crate::page::Phone;

/// Why a text is no telephone number: message, and a number as it should be.
pub(super) struct NoPhone {
    pub message: String,
    pub example: &'static str,
}

const NATIONAL: &str = "(310) 828-7757";
const AMERICAN: &str = "\"+1 310-828-7757\"";
const FOREIGN: &str = "\"+44 20 7946 0958\"";

/// Reads a number; `country` is the one that the page or the language of the site names, if either does. Without one a
/// number in a national form could be that of anybody in the world.
pub(super) fn parse(text: &str, country: Option<&str>) -> Result<Phone, NoPhone> {
    let fault = |message: String, example| Err(NoPhone { message, example });
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '-' | '.' | '/' | '+' | '–' | '‑');
    if !text.chars().all(allowed) || text.rfind('+').is_some_and(|at| at > 0) {
        return fault("this is not a phone number".to_owned(), NATIONAL);
    }
    if let Some(international) = text.strip_prefix('+') {
        // "(0)" is dialled only inside the country.
        let digits = digits(&international.replace("(0)", ""));
        return match digits.strip_prefix('1') {
            Some(local) => north_american(local),
            None if trunk_zero(&digits) => fault(
                "the 0 before a number is dialled only inside its country, not behind + and the country code"
                    .to_owned(),
                FOREIGN,
            ),
            None if (7..=15).contains(&digits.len()) && !digits.starts_with('0') => {
                Ok(Phone { e164: format!("+{digits}"), national: text.to_owned() })
            }
            None => fault(
                "this is not a phone number: + must be followed by a country code and a number".to_owned(),
                FOREIGN,
            ),
        };
    }
    match country {
        None => return fault("this phone number has no country code".to_owned(), AMERICAN),
        Some(country) if !shares_the_american_plan(country) => {
            let abroad = || fault("start a number outside the US with + and its country code".to_owned(), FOREIGN);
            return of_country(text, country).map_or_else(abroad, Ok);
        }
        Some(_) => {}
    }
    let digits = digits(text);
    match digits.strip_prefix('1') {
        Some(local) if digits.len() == 11 => north_american(local),
        _ => north_american(&digits),
    }
}

/// Calling codes of countries, and whether a number is dialled with a 0 before it inside the country, which is left out
/// from abroad. Source: ITU-T E.164, "List of assigned country codes", and the national numbering plans. A country that is
/// not here needs the international form.
const PLANS: &[(&str, &str, bool)] = &[
    ("AT", "43", true),
    ("AU", "61", true),
    ("BE", "32", true),
    ("BR", "55", true),
    ("CH", "41", true),
    ("CL", "56", false),
    ("CO", "57", false),
    ("CZ", "420", false),
    ("DE", "49", true),
    ("DK", "45", false),
    ("ES", "34", false),
    ("FI", "358", true),
    ("FR", "33", true),
    ("GB", "44", true),
    ("GR", "30", false),
    ("HK", "852", false),
    ("HR", "385", true),
    ("ID", "62", true),
    ("IE", "353", true),
    ("IL", "972", true),
    ("IN", "91", true),
    ("IT", "39", false),
    ("JP", "81", true),
    ("KE", "254", true),
    ("KR", "82", true),
    ("LU", "352", false),
    ("MX", "52", false),
    ("MY", "60", true),
    ("NG", "234", true),
    ("NL", "31", true),
    ("NO", "47", false),
    ("NZ", "64", true),
    ("PH", "63", true),
    ("PL", "48", false),
    ("PT", "351", false),
    ("RO", "40", true),
    ("SE", "46", true),
    ("SG", "65", false),
    ("SI", "386", true),
    ("SK", "421", true),
    ("TH", "66", true),
    ("TR", "90", true),
    ("TW", "886", true),
    ("UA", "380", true),
    ("ZA", "27", true),
];

/// A number in the national form of a country that is known by its two letters.
fn of_country(text: &str, country: &str) -> Option<Phone> {
    let country = match country.trim().to_uppercase().as_str() {
        "UK" => "GB".to_owned(),
        country => country.to_owned(),
    };
    let (_, code, drops) = PLANS.iter().find(|(known, ..)| *known == country)?;
    let all = digits(text);
    // With two zeros it is international already, as it is dialled from one country alone.
    let local = if *drops { all.strip_prefix('0').unwrap_or(&all) } else { &all };
    let known = !local.starts_with('0') || country == "IT";
    let e164 = format!("+{code}{local}");
    (known && local.len() >= 6 && e164.len() <= 16).then(|| Phone { e164, national: text.to_owned() })
}

/// Whether a 0 that is dialled only inside the country stands behind the calling code of one that has it: no telephone
/// outside could reach the number.
fn trunk_zero(digits: &str) -> bool {
    let with_code = |(_, code, drops): &(&str, &str, bool)| digits.strip_prefix(code).map(|local| (local, *drops));
    // In Italy and San Marino the 0 belongs to the number.
    PLANS.iter().find_map(with_code).is_some_and(|(local, drops)| drops && local.starts_with('0'))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn north_american(digits: &str) -> Result<Phone, NoPhone> {
    if digits.len() != 10 {
        let message = format!("a US phone number has 10 digits; this one has {}", digits.len());
        return Err(NoPhone { message, example: NATIONAL });
    }
    let (area, rest) = digits.split_at(3);
    let (exchange, line) = rest.split_at(3);
    if [area, exchange].iter().any(|part| part.starts_with(['0', '1'])) {
        let message = "this is not a valid US number: the first and the fourth digit must be 2 to 9".to_owned();
        return Err(NoPhone { message, example: NATIONAL });
    }
    Ok(Phone { e164: format!("+1{digits}"), national: format!("({area}) {exchange}-{line}") })
}

fn shares_the_american_plan(country: &str) -> bool {
    let country = country.replace('.', "").to_uppercase();
    matches!(
        country.trim(),
        "US" | "USA" | "UNITED STATES" | "UNITED STATES OF AMERICA" | "CA" | "CANADA" | "PR" | "PUERTO RICO"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let american = "+13108287757 (310) 828-7757";
        for (text, country, expected) in [
            ("(310) 828-7757", Some("CA"), american),
            ("310-828-7757", Some("U.S."), american),
            ("310.828.7757", Some("United States"), american),
            ("3108287757", Some("US"), american),
            ("1 310 828 7757", Some("US"), american),
            ("+13108287757", None, american),
            ("+1 (310) 828-7757", Some("DE"), american),
            ("+44 20 7946 0958", None, "+442079460958 +44 20 7946 0958"),
            ("+44 (0)20 7946 0958", Some("GB"), "+442079460958 +44 (0)20 7946 0958"),
            ("020 7946 0958", Some("GB"), "+442079460958 020 7946 0958"),
            ("(091) 555 123", Some("ie"), "+35391555123 (091) 555 123"),
            ("98765 43210", Some("IN"), "+919876543210 98765 43210"),
            ("06 1234 5678", Some("IT"), "+390612345678 06 1234 5678"),
            ("+39 06 1234 5678", None, "+390612345678 +39 06 1234 5678"),
        ] {
            let phone = parse(text, country).ok().map(|phone| format!("{} {}", phone.e164, phone.national));
            assert_eq!(phone.as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        const TRUNK: &str =
            "the 0 before a number is dialled only inside its country, not behind + and the country code";
        for (text, country, message) in [
            ("310-828-7757", None, "this phone number has no country code"),
            ("98765 43210", None, "this phone number has no country code"),
            ("98765 43210", Some("RU"), "start a number outside the US with + and its country code"),
            ("00353 91 555 123", Some("IE"), "start a number outside the US with + and its country code"),
            ("0912", Some("IE"), "start a number outside the US with + and its country code"),
            ("310-828-775", Some("US"), "a US phone number has 10 digits; this one has 9"),
            ("+1 310 828 77577", None, "a US phone number has 10 digits; this one has 11"),
            (
                "110-828-7757",
                Some("US"),
                "this is not a valid US number: the first and the fourth digit must be 2 to 9",
            ),
            ("+44 (020) 7946 0958", None, TRUNK),
            ("+49 030 123456", None, TRUNK),
            ("+353 091 555 123", Some("IE"), TRUNK),
            ("+0123456789", None, "this is not a phone number: + must be followed by a country code and a number"),
            ("call us", None, "this is not a phone number"),
            ("310+8287757", None, "this is not a phone number"),
            ("1-800-MASSAGE", None, "this is not a phone number"),
        ] {
            assert_eq!(parse(text, country).err().map(|fault| fault.message).as_deref(), Some(message), "{text}");
        }
    }
}
