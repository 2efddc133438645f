//! Which plural form a whole number takes, by language.
//!
//! Source of the rules: Unicode CLDR 45, plural rules for cardinal numbers, for whole numbers (`v = 0`).

/// The name of the plural category: `zero`, `one`, `two`, `few`, `many` or `other`.
pub fn category(count: i64, language: &str) -> &'static str {
    let n = count.unsigned_abs();
    let (ten, hundred) = (n % 10, n % 100);
    let base = language.split('-').next().unwrap_or(language);
    let is_million = n != 0 && n.is_multiple_of(1_000_000);
    match base {
        "bm" | "bo" | "dz" | "id" | "ig" | "ii" | "ja" | "jv" | "km" | "ko" | "lo" | "ms" | "my" | "sah" | "sg"
        | "su" | "th" | "to" | "vi" | "wo" | "yo" | "yue" | "zh" => "other",
        "fr" | "pt" | "es" | "it" | "ca" | "scn" | "vec" | "br" if is_million => "many",
        "pt" if n == 0 && language.eq_ignore_ascii_case("pt-PT") => "other",
        "fr" | "pt" | "fa" | "hi" | "bn" | "am" | "as" | "gu" | "kn" | "zu" | "hy" | "ff" | "kab" | "ak" | "ln"
        | "mg" | "nso" | "pa" | "si" | "ti" | "wa"
            if n <= 1 =>
        {
            "one"
        }
        "ar" => by_number(n, &[("zero", 0), ("one", 1), ("two", 2)]).unwrap_or(match hundred {
            3..=10 => "few",
            11..=99 => "many",
            _ => "other",
        }),
        "cy" => by_number(n, &[("zero", 0), ("one", 1), ("two", 2), ("few", 3), ("many", 6)]).unwrap_or("other"),
        "he" | "se" | "sma" | "smj" | "smn" | "iu" if n == 2 => "two",
        "mt" => by_number(n, &[("one", 1), ("two", 2), ("few", 0)]).unwrap_or(match hundred {
            3..=10 => "few",
            11..=19 => "many",
            _ => "other",
        }),
        "ga" => by_number(n, &[("one", 1), ("two", 2)]).unwrap_or(match n {
            3..=6 => "few",
            7..=10 => "many",
            _ => "other",
        }),
        "gd" => match n {
            1 | 11 => "one",
            2 | 12 => "two",
            3..=10 | 13..=19 => "few",
            _ => "other",
        },
        "br" => match (ten, hundred) {
            (1, rest) if !matches!(rest, 11 | 71 | 91) => "one",
            (2, rest) if !matches!(rest, 12 | 72 | 92) => "two",
            (3 | 4 | 9, rest) if !matches!(rest, 10..=19 | 70..=79 | 90..=99) => "few",
            _ => "other",
        },
        "ru" | "uk" | "be" | "sr" | "hr" | "bs" => match (ten, hundred) {
            (1, rest) if rest != 11 => "one",
            (2..=4, rest) if !(12..=14).contains(&rest) => "few",
            _ if matches!(base, "ru" | "uk" | "be") => "many",
            _ => "other",
        },
        "pl" => match (n, ten, hundred) {
            (1, ..) => "one",
            (_, 2..=4, rest) if !(12..=14).contains(&rest) => "few",
            _ => "many",
        },
        "cs" | "sk" if (2..=4).contains(&n) => "few",
        "sl" | "hsb" | "dsb" => match hundred {
            1 => "one",
            2 => "two",
            3 | 4 => "few",
            _ => "other",
        },
        "lt" => match (ten, hundred) {
            (1, rest) if !(11..=19).contains(&rest) => "one",
            (2..=9, rest) if !(11..=19).contains(&rest) => "few",
            _ => "other",
        },
        "lv" => match (ten, hundred) {
            (0, _) | (_, 11..=19) => "zero",
            (1, _) => "one",
            _ => "other",
        },
        "is" | "mk" if hundred == 11 || ten != 1 => "other",
        "is" | "mk" => "one",
        "ro" if n != 1 && (n == 0 || (1..=19).contains(&hundred)) => "few",
        "fil" | "tl" | "ceb" => {
            if matches!(ten, 4 | 6 | 9) {
                "other"
            } else {
                "one"
            }
        }
        _ if n == 1 => "one",
        _ => "other",
    }
}

/// The category of a number that has one of its own.
fn by_number(n: u64, own: &[(&'static str, u64)]) -> Option<&'static str> {
    own.iter().find(|(_, number)| *number == n).map(|(name, _)| *name)
}

/// All categories that there are. Source: Unicode Technical Standard 35, part 3, section 5.1.1.
pub const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The categories that whole numbers take in a language, each with the first numbers that take it. Those that only numbers
/// from a million take are left out: no site counts so far, and `other` stands in.
pub fn needed(language: &str) -> Vec<(&'static str, Vec<i64>)> {
    let mut all: Vec<(&str, Vec<i64>)> = Vec::new();
    for count in 0..=1000 {
        let name = category(count, language);
        match all.iter_mut().find(|(known, _)| *known == name) {
            Some((_, numbers)) if numbers.len() < 3 => numbers.push(count),
            Some(_) => {}
            None => all.push((name, vec![count])),
        }
    }
    all.sort_by_key(|(name, _)| CATEGORIES.iter().position(|known| known == name));
    all
}

/// Whether a language has a category at all: for whole numbers, for large ones, or `other` for fractions.
pub fn has(language: &str, name: &str) -> bool {
    name == "other" || category(1_000_000, language) == name || needed(language).iter().any(|(known, _)| *known == name)
}

#[cfg(test)]
mod tests {
    use super::{category, has, needed};

    #[test]
    fn numbers_take_the_form_of_their_language() {
        for (language, forms) in [
            ("en-US", "other one other other other other"),
            ("es", "other one other other other other"),
            ("fr", "one one other other other other"),
            ("pt-BR", "one one other other other other"),
            ("pt-PT", "other one other other other other"),
            ("ar", "zero one two few many other"),
            ("he", "other one two other other other"),
            ("fa", "one one other other other other"),
            ("ru", "many one few many many many"),
            ("pl", "many one few many many many"),
            ("ja", "other other other other other other"),
            ("cy", "zero one two other other other"),
            ("cs", "other one few other other other"),
            ("sl", "other one two other other other"),
            ("ga", "other one two few other other"),
            ("gd", "other one two few one other"),
            ("mt", "few one two few many other"),
            ("is", "other one other other other other"),
        ] {
            let found: Vec<_> = [0, 1, 2, 5, 11, 100].map(|count| category(count, language)).into();
            assert_eq!(found.join(" "), forms, "{language}");
        }
        assert_eq!(category(2_000_000, "es"), "many");
        assert_eq!(
            (category(3, "cy"), category(6, "cy"), category(21, "is"), category(22, "br")),
            ("few", "many", "one", "two")
        );
        assert_eq!((category(21, "ru"), category(21, "pl"), category(103, "ar")), ("one", "many", "few"));
    }
    #[test]
    fn each_language_needs_the_forms_that_its_numbers_take() {
        for (language, forms) in [
            ("en-GB", "one other"),
            ("es", "one other"),
            ("ja", "other"),
            ("pl", "one few many"),
            ("ru", "one few many"),
            ("cs", "one few other"),
            ("sl", "one two few other"),
            ("ar", "zero one two few many other"),
            ("cy", "zero one two few many other"),
            ("ga", "one two few many other"),
            ("lv", "zero one other"),
        ] {
            let found: Vec<_> = needed(language).into_iter().map(|(name, _)| name).collect();
            assert_eq!(found.join(" "), forms, "{language}");
        }
        assert!(has("fr", "many") && has("pl", "other") && !has("en", "few") && !has("en", "zero"));
    }
}
