//! How numbers of things are said.

/// `2 pages about gardens`; `2 pages` where there is no label.
pub fn counted(number: usize, noun: &str, label: &str) -> String {
    format!("{} {label}", count(number, noun)).trim_end().to_owned()
}

/// `1 page`, `2 pages`.
pub fn count(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}
