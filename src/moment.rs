//! Days and times as editors write them, in the site's own time zone. (stand-in)

use jiff::civil;

#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    pub zoned: jiff::Zoned,
    pub has_time: bool,
}

impl Moment {
    pub fn day(&self) -> civil::Date {
        self.zoned.date()
    }
    pub fn to_text(&self) -> String {
        if self.has_time {
            jiff::fmt::strtime::format("%Y-%m-%dT%H:%M:%S%:z", &self.zoned).unwrap_or_default()
        } else {
            self.day().to_string()
        }
    }
    pub fn parse(text: &str, zone: &jiff::tz::TimeZone) -> Option<Moment> {
        let date: Result<civil::Date, _> = if text.len() == 10 { text.parse() } else { "x".parse() };
        if let Ok(d) = date {
            return Some(Moment { zoned: d.to_zoned(zone.clone()).ok()?, has_time: false });
        }
        let dt: civil::DateTime = text.parse().ok()?;
        Some(Moment { zoned: dt.to_zoned(zone.clone()).ok()?, has_time: true })
    }
}
