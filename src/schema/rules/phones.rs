//! Telephone numbers as they are compared.

/// The digits of a telephone number, without the 00 that stands for a + in most countries, and without the 1 that numbers in
/// North America begin with.
pub fn phone_digits(text: &str) -> String {
    const SHORTEST: usize = 8;
    let mut digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.strip_prefix("00").is_some_and(|abroad| abroad.len() >= SHORTEST && !abroad.starts_with('0')) {
        digits.drain(..2);
    }
    match digits.strip_prefix('1') {
        Some(local) if local.len() == 10 => local.to_owned(),
        _ => digits,
    }
}
