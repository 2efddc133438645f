//! What other websites have answered before: a good answer counts for a week, any other for a day.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::LinkStatus;

/// Answers by the addresses that were asked about.
#[derive(Debug, Default)]
pub struct Memory {
    known: BTreeMap<String, Known>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Known {
    /// Seconds since 1970.
    at: i64,
    answer: LinkStatus,
}

/// How long an answer counts, in hours.
const GOOD: i64 = 7 * 24;
const OTHER: i64 = 24;

impl Memory {
    /// What was remembered; nothing, when that cannot be read.
    pub fn parse(text: &str) -> Self {
        Memory { known: serde_json::from_str(text).unwrap_or_default() }
    }

    /// What is worth remembering, as a text.
    pub fn to_text(&self, now: Timestamp) -> String {
        let fresh: BTreeMap<_, _> = self.known.iter().filter(|(_, known)| known.counts(now)).collect();
        serde_json::to_string_pretty(&fresh).unwrap_or_default()
    }

    /// An answer that still counts.
    pub fn get(&self, url: &str, now: Timestamp) -> Option<&LinkStatus> {
        self.known.get(url).filter(|known| known.counts(now)).map(|known| &known.answer)
    }

    /// Remembers an answer.
    pub fn put(&mut self, url: String, answer: LinkStatus, now: Timestamp) {
        self.known.insert(url, Known { at: now.as_second(), answer });
    }
}

impl Known {
    fn counts(&self, now: Timestamp) -> bool {
        let hours = if matches!(self.answer, LinkStatus::Fine | LinkStatus::Moved(_)) { GOOD } else { OTHER };
        let age = now.as_second() - self.at;
        (0..hours * 3600).contains(&age)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_answers_count_longer() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let mut memory = Memory::default();
        memory.put("a".into(), LinkStatus::Fine, at("2026-11-01T00:00:00Z"));
        memory.put("b".into(), LinkStatus::Dead(404), at("2026-11-01T00:00:00Z"));
        memory.put("c".into(), LinkStatus::Moved("d".into()), at("2026-11-01T00:00:00Z"));
        let memory = Memory::parse(&memory.to_text(at("2026-11-01T01:00:00Z")));
        let known = |now: &str| ["a", "b", "c"].map(|url| memory.get(url, at(now)).is_some());
        assert_eq!(known("2026-11-01T23:00:00Z"), [true, true, true]);
        assert_eq!(known("2026-11-02T01:00:00Z"), [true, false, true]);
        assert_eq!(known("2026-11-08T01:00:00Z"), [false, false, false]);
        assert_eq!(known("2026-10-31T00:00:00Z"), [false, false, false], "a clock that was wrong");
        assert!(Memory::parse("{").known.is_empty());
    }
}
