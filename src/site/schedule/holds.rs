//! Days that stand in data: of records, of sources, of settings.

use jiff::ToSpan;
use jiff::civil::Date;

use vertebra_yaml::{NodeKind, YamlNode};

/// Names of fields that say when somebody looked at details last. They are looked at again after a year.
const CHECKED: [&str; 3] = ["checked", "last_checked", "accessed"];
/// Names of fields that say until when something holds or when it is to be looked at.
const UNTIL: [&str; 7] = ["review", "next_review", "review_by", "check_by", "expires", "valid_until", "until"];

/// A day that stands in data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataDate {
    pub day: Date,
    /// The names that lead to it: `nice-ng59`.
    pub of: String,
    pub kind: HeldKind,
}

/// What the day means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldKind {
    /// A year after somebody has looked.
    LookedAt(Date),
    Until,
}

/// A day as it is written in data; none for anything else.
pub fn day(node: &YamlNode) -> Option<Date> {
    as_day(node.as_text()?)
}

/// `2026-12-25`.
pub fn as_day(text: &str) -> Option<Date> {
    let text = text.trim();
    (text.len() == "2026-12-25".len()).then(|| text.parse().ok()).flatten()
}

/// When a day on which somebody looked comes round again.
pub fn a_year_after(day: Date) -> Option<Date> {
    day.checked_add(1.year()).ok()
}

/// What a field of this name says about its day.
pub fn named(name: &str, day: Date) -> Option<(Date, HeldKind)> {
    if CHECKED.contains(&name) {
        return Some((a_year_after(day)?, HeldKind::LookedAt(day)));
    }
    UNTIL.contains(&name).then_some((day, HeldKind::Until))
}

/// Every day in a data file that means something, with the names that lead to it.
pub fn in_data(node: &YamlNode) -> Vec<DataDate> {
    let mut found = Vec::new();
    look(node, &mut Vec::new(), &mut found);
    found
}

fn look<'n>(node: &'n YamlNode, path: &mut Vec<&'n str>, found: &mut Vec<DataDate>) {
    match &node.kind {
        NodeKind::Map(entries) => {
            for entry in entries {
                if let Some((day, kind)) = day(&entry.value).and_then(|day| named(&entry.key, day)) {
                    found.push(DataDate { day, of: path.join(" "), kind });
                }
                path.push(&entry.key);
                look(&entry.value, path, found);
                path.pop();
            }
        }
        NodeKind::List(items) => items.iter().for_each(|item| look(item, path, found)),
        _ => {}
    }
}

/// The days of a group such as `{2026-12-25: closed}`, with what stands there.
pub fn days_of_group(node: &YamlNode) -> Vec<(Date, String)> {
    let entries = node.as_map().unwrap_or_default();
    let day = |text: &str| as_day(text.split([' ', '/']).next().unwrap_or_default());
    let of = |entry: &vertebra_yaml::MapEntry| {
        Some((day(&entry.key)?, entry.value.as_text().unwrap_or_default().to_owned()))
    };
    entries.iter().filter_map(of).collect()
}

/// The day on which a `security.txt` stops to hold. Source: RFC 9116, section 2.5.5.
pub fn security_txt(text: &str) -> Option<Date> {
    let line = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("expires").then_some(value.trim())
    })?;
    line.get(..10)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vertebra_base::path::SourcePath;

    #[test]
    fn days_in_data_are_found_by_the_names_of_their_fields() {
        let text = "nice:\n  title: x\n  checked: 2026-02-01\nlist:\n  - {name: a, expires: 2026-12-31}\nyear: 2015\ncheckd: 2026-01-01\n";
        let found = in_data(&vertebra_yaml::parse(text, 0, &SourcePath::new("a.yaml")).0);
        let shown: Vec<_> = found.iter().map(|it| format!("{} {} {:?}", it.day, it.of, it.kind)).collect();
        assert_eq!(shown, ["2027-02-01 nice LookedAt(2026-02-01)", "2026-12-31 list Until"]);
    }

    #[test]
    fn the_day_of_a_security_txt() {
        assert_eq!(security_txt("Contact: mailto:a@b.c\nexpires: 2027-01-02T00:00:00Z\n"), as_day("2027-01-02"));
        assert_eq!(security_txt("Contact: x\n"), None);
    }
}
