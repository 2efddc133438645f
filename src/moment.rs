//! Days and times as editors write them, in the site's own time zone.

use jiff::civil;

/// A day, or a day with a time, and the instant at which it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// The instant, in the zone it was written in (the site's, when none was given).
    pub zoned: jiff::Zoned,
    /// False for a bare day such as `2026-11-20`, which begins at midnight.
    pub has_time: bool,
}

impl Moment {
    pub fn day(&self) -> civil::Date {
        self.zoned.date()
    }
}
impl Moment {
    pub fn to_text(&self) -> String {
        self.day().to_string()
    }
}
