//! Texts of a certain form, as patterns of JSON Schema: the part of ECMA-262's regular expressions that every reader has.
//! Each is a little wider than what the site takes, and never narrower.

/// A pattern, and what editors say where a text does not match it.
#[derive(Debug)]
pub struct TextPattern(pub &'static str, pub &'static str);

/// `true` and `false`, which may stand in quotation marks. Source: `NamedValue::as_boolean`.
pub const BOOLEAN: TextPattern = TextPattern("^ *([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]) *$", "Write true or false.");

/// The second of them.
pub const FALSE: TextPattern = TextPattern("^ *[Ff][Aa][Ll][Ss][Ee] *$", "Write false.");

/// A whole number in quotation marks.
pub const INTEGER: TextPattern = TextPattern("^ *[+-]?[0-9]+ *$", "Write a whole number, such as 10.");

/// The same, 0 or more.
pub const COUNT: TextPattern = TextPattern("^ *[+]?[0-9]+ *$", "Write a whole number, 0 or more, such as 20.");

/// `2026-11-20`, perhaps with a time behind it. Source: `moment`.
pub const DATE: TextPattern = TextPattern(
    "^ *[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]) *([Tt ] *([01][0-9]|2[0-4]):?[0-5][0-9].*)?$",
    "Write the date as year-month-day: 2026-11-20.",
);

/// A number sign and six hexadecimal digits. Source: CSS Color 4, section 5.2.
pub const COLOR: TextPattern =
    TextPattern("^#[0-9a-fA-F]{6}$", "Write # and six digits or letters from a to f, in quotes: \"#005eb8\".");

/// Digits and what stands between them, a plus only at the beginning. Source: ITU-T E.164.
pub const PHONE: TextPattern = TextPattern(
    "^ *[+]?[0-9 ()./\u{2011}\u{2013}-]*[0-9][0-9 ()./\u{2011}\u{2013}-]{6,}$",
    "Write a phone number: (310) 828-7757, or with + and the country code.",
);

/// No slash, no space, no capital letter, no dots that lead elsewhere.
pub const SLUG: TextPattern = TextPattern(
    "^ *[^ \\t/\\\\A-Z.][^ \\t/\\\\A-Z]* *$",
    "Use lowercase letters, digits and hyphens: your-first-visit.",
);

/// `12 months`.
pub const PERIOD: TextPattern = TextPattern(
    "^ *[0-9]{1,5} +(day|week|month|year)s* *$",
    "Write a number of days, weeks, months or years: 12 months.",
);

/// An address of this site: no other website.
pub const ALIAS: TextPattern =
    TextPattern("^ */?[^/:]([^:]|:[^/])*$|^ */ *$", "Write only what follows the host name: /old-page/.");

/// The whole address of a website.
pub const ADDRESS: TextPattern =
    TextPattern("^ *https?://[^/ ]+(/[^ ?#\"<>]*)? *$", "Write the full address: https://www.example.org/.");

/// A pattern of addresses.
pub const PATTERN: TextPattern = TextPattern("\\{slug\\}", "Write an address with {slug} in it: /{section}/{slug}/.");

/// What stands for a day, or for several, in opening hours.
pub fn days() -> String {
    let day = format!("({})[a-z]*[.]?", ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(any_case).join("|"));
    let day = day.replace("[a-z]", "[A-Za-z]");
    let words = ["daily", "every day", "everyday", "weekdays", "weekends", "weekend"].map(any_case).join("|");
    let span = format!("{day}( *(-|\u{2013}|\u{2014}) *{day}| +{} +{day})?", any_case("to"));
    let part = format!("({words}|{span})");
    format!("^ *{part}( *(,|&| {} ) *{part})* *$", any_case("and"))
}

/// The times of a day, or a word.
pub fn times() -> String {
    let words = ["closed", "by appointment", "by appointment only", "24 hours", "open 24 hours"].map(any_case);
    let clock =
        format!("([0-9]{{1,2}}(:[0-9]{{2}})? *([AaPp][.]? *[Mm][.]?)?|{}|{})", any_case("noon"), any_case("midnight"));
    let range =
        format!("{clock} *(-|\u{2013}|\u{2014}| {} ) *{clock}( *[(,]? *{})?", any_case("to"), any_case("next day"));
    format!("^ *({}|{range}( *(,|;| {} ) *{range})*) *$", words.join("|"), any_case("and"))
}

/// The same text for a whole week.
pub fn whole_week() -> String {
    format!("^ *({}) *$", ["closed", "by appointment", "by appointment only"].map(any_case).join("|"))
}

/// A word in capital and small letters: not every reader of patterns knows a flag for it.
fn any_case(word: &str) -> String {
    let letter = |c: char| match c.is_ascii_alphabetic() {
        true => format!("[{}{c}]", c.to_ascii_uppercase()),
        false => c.to_string(),
    };
    word.chars().map(letter).collect()
}
