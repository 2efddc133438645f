//! Which plural form a whole number takes, by language.
//!
//! Source of the rules: Unicode CLDR 45, plural rules for cardinal numbers, for whole numbers (`v = 0`).

/// The name of the plural category: `zero`, `one`, `two`, `few`, `many` or `other`.
pub fn category(count: i64, language: &str) -> &'static str {
    let n = count.unsigned_abs();
    let (ten, hundred) = (n % 10, n % 100);
    let base = language.split('-').next().unwrap_or(language);
    let million = n != 0 && n.is_multiple_of(1_000_000);
    match base {
        "ja" | "zh" | "ko" | "vi" | "th" | "id" | "ms" | "km" | "lo" | "my" => "other",
        "fa" | "hi" | "bn" | "am" | "gu" | "kn" | "zu" | "hy" if n <= 1 => "one",
        "fr" | "pt" if million => "many",
        "pt" if n == 0 && language.eq_ignore_ascii_case("pt-PT") => "other",
        "fr" | "pt" if n <= 1 => "one",
        "es" | "it" | "ca" if million => "many",
        "ar" => match (n, hundred) {
            (0, _) => "zero",
            (1, _) => "one",
            (2, _) => "two",
            (_, 3..=10) => "few",
            (_, 11..=99) => "many",
            _ => "other",
        },
        "he" if n == 2 => "two",
        "ru" | "uk" | "be" => match (ten, hundred) {
            (1, rest) if rest != 11 => "one",
            (2..=4, rest) if !(12..=14).contains(&rest) => "few",
            _ => "many",
        },
        "sr" | "hr" | "bs" => match (ten, hundred) {
            (1, rest) if rest != 11 => "one",
            (2..=4, rest) if !(12..=14).contains(&rest) => "few",
            _ => "other",
        },
        "pl" => match (n, ten, hundred) {
            (1, ..) => "one",
            (_, 2..=4, rest) if !(12..=14).contains(&rest) => "few",
            _ => "many",
        },
        "cs" | "sk" if (2..=4).contains(&n) => "few",
        "sl" => match hundred {
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
        "ro" if n != 1 && (n == 0 || (1..=19).contains(&hundred)) => "few",
        "ga" => match n {
            1 => "one",
            2 => "two",
            3..=6 => "few",
            7..=10 => "many",
            _ => "other",
        },
        "fil" | "tl" => {
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

#[cfg(test)]
mod tests {
    use super::category;

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
        ] {
            let found: Vec<_> = [0, 1, 2, 5, 11, 100].map(|count| category(count, language)).into();
            assert_eq!(found.join(" "), forms, "{language}");
        }
        assert_eq!(category(2_000_000, "es"), "many");
        assert_eq!((category(21, "ru"), category(21, "pl"), category(103, "ar")), ("one", "many", "few"));
    }
}
