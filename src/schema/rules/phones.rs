//! Telephone numbers as they are compared.

/// The digits of a telephone number, without the 1 that numbers in North America begin with.
pub fn phone_digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix('1') {
        Some(local) if local.len() == 10 => local.to_owned(),
        _ => digits,
    }
}
