//! Days and times as editors write them, in the site's own time zone.
//!
//! Only `year-month-day` is taken as a date: anything else would be a guess about a fact. What else is written is
//! understood far enough to say what to type instead.

use jiff::civil::{self, Date, DateTime};
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

mod fault;

pub use fault::{MONTHS, MomentFault};

/// A day, or a day with a time, and the instant at which it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// The instant, in the zone it was written in (the site's, when none was given).
    pub zoned: jiff::Zoned,
    /// False for a bare day such as `2026-11-20`, which begins at midnight.
    pub has_time: bool,
}

impl Moment {
    /// Reads `2026-11-20`, `2026-11-20 09:00`, the same with seconds, `T`, `Z` or an offset, or RFC 9557; a time
    /// without a zone is one of `zone`.
    pub fn parse(text: &str, zone: &TimeZone) -> Result<Moment, MomentFault> {
        let text = text.trim();
        let (date, rest) = split_date(text);
        let date = read_date(date)?;
        if rest.is_empty() {
            let zoned = date.to_zoned(zone.clone()).map_err(|_| MomentFault::NoDate)?;
            return Ok(Moment { zoned, has_time: false });
        }
        let time: String = rest.chars().filter(|c| !c.is_whitespace()).collect();
        let fault = || MomentFault::Time { date, meant: meant_time(date, rest) };
        let whole = format!("{date}T{time}");
        let pieces = Pieces::parse(&whole).map_err(|_| fault())?;
        let local = date.to_datetime(pieces.time().ok_or_else(fault)?);
        let zoned = if pieces.time_zone_annotation().is_some() {
            whole.parse().map_err(|_| MomentFault::Zone)?
        } else {
            let zone = match pieces.offset() {
                None => {
                    clock_change(local, zone)?;
                    zone.clone()
                }
                Some(PiecesOffset::Numeric(offset)) => TimeZone::fixed(offset.offset()),
                Some(_) => TimeZone::UTC,
            };
            local.to_zoned(zone).map_err(|_| MomentFault::NoDate)?
        };
        Ok(Moment { zoned, has_time: true })
    }

    /// The day, in the zone it was written in.
    pub fn day(&self) -> civil::Date {
        self.zoned.date()
    }

    /// `2026-11-20`, or RFC 3339 when a time was given: `2026-11-20T09:00:00-08:00`.
    pub fn to_text(&self) -> String {
        if self.has_time {
            self.zoned.timestamp().display_with_offset(self.zoned.offset()).to_string()
        } else {
            self.day().to_string()
        }
    }
}

/// A time on a day on which the clocks change may be none, or two.
fn clock_change(local: DateTime, zone: &TimeZone) -> Result<(), MomentFault> {
    let ambiguous = zone.to_ambiguous_zoned(local);
    let time = local.time();
    match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => Ok(()),
        AmbiguousOffset::Gap { .. } => {
            let instead = ambiguous.compatible().map_err(|_| MomentFault::NoDate)?.datetime();
            Err(MomentFault::Skipped { time, instead })
        }
        AmbiguousOffset::Fold { before, after } => {
            let with = |offset: Offset| {
                let moment = local.to_zoned(TimeZone::fixed(offset)).ok();
                let written = moment.and_then(|it| jiff::fmt::strtime::format("%Y-%m-%d %H:%M%:z", &it).ok());
                written.ok_or(MomentFault::NoDate)
            };
            Err(MomentFault::Twice { time, first: with(before)?, second: with(after)? })
        }
    }
}

/// The date and what follows it: `T09:00`, ` 9 am`. Dates with month names have blanks inside.
fn split_date(text: &str) -> (&str, &str) {
    let at = text.find(['T', 't', ' ']).filter(|at| text[..*at].bytes().all(|b| !b.is_ascii_alphabetic()));
    match at {
        Some(at) if text[..at].bytes().filter(u8::is_ascii_digit).count() >= 5 => (&text[..at], text[at + 1..].trim()),
        _ => (text, ""),
    }
}

fn read_date(text: &str) -> Result<Date, MomentFault> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let numbers: Vec<u16> = parts.iter().filter_map(|part| digits(part)).collect();
    let &[a, b, c] = &numbers[..] else { return Err(undivided(text)) };
    if parts.len() != 3 {
        return Err(MomentFault::NoDate);
    }
    if parts[0].len() == 4 {
        let date = checked(a, b, c)?;
        let exact = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
        return match exact {
            true => Ok(date),
            false if text.contains(['/', '.']) => Err(MomentFault::OtherForm(date)),
            false => Err(MomentFault::Unpadded(date)),
        };
    }
    if parts[2].len() != 4 {
        let short = parts.iter().all(|part| part.len() <= 2) && parts.iter().any(|part| part.len() == 2);
        return Err(if short { MomentFault::ShortYear } else { MomentFault::NoDate });
    }
    let year = c;
    Err(match (checked(year, a, b), checked(year, b, a)) {
        (Ok(month_first), Ok(day_first)) if month_first != day_first => {
            MomentFault::Ambiguous { month_first, day_first }
        }
        (Ok(date), _) | (_, Ok(date)) => MomentFault::OtherForm(date),
        (Err(fault), _) => fault,
    })
}

fn digits(text: &str) -> Option<u16> {
    text.parse().ok().filter(|_| text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit()))
}

fn checked(year: u16, month: u16, day: u16) -> Result<Date, MomentFault> {
    let date = |month: u16, day: u16| {
        let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Date::new(year, month, day).ok()
    };
    if let Some(date) = date(month, day) {
        return Ok(date);
    }
    match (i16::try_from(year), i8::try_from(month), u8::try_from(day)) {
        (Ok(year), Ok(month @ 1..=12), Ok(day)) => Err(MomentFault::NoSuchDay { year, month, day }),
        (Ok(_), Ok(month), Ok(_)) => Err(MomentFault::NoSuchMonth {
            month: month.unsigned_abs(),
            swapped: date(day, month.unsigned_abs().into()),
        }),
        _ => Err(MomentFault::NoDate),
    }
}

/// `20261120`, `May 4, 2026`, `4 May 2026`, `4th of May 2026`.
fn undivided(text: &str) -> MomentFault {
    if text.len() == 8
        && text.bytes().all(|b| b.is_ascii_digit())
        && let (Some(year), Some(month), Some(day)) = (digits(&text[..4]), digits(&text[4..6]), digits(&text[6..]))
    {
        return checked(year, month, day).map_or_else(|fault| fault, MomentFault::OtherForm);
    }
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let month = words.iter().find_map(|word| {
        let word = word.to_lowercase();
        let is_month = |name: &&str| word.len() >= 3 && name.to_lowercase().starts_with(&word);
        MONTHS.iter().position(is_month).map(|n| n as u16 + 1)
    });
    let year = words.iter().find_map(|word| digits(word).filter(|_| word.len() == 4));
    let day = words.iter().find_map(|word| {
        let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits(number).filter(|_| number.len() <= 2)
    });
    match (year, month, day) {
        (Some(year), Some(month), Some(day)) => {
            checked(year, month, day).map_or_else(|fault| fault, MomentFault::OtherForm)
        }
        _ => MomentFault::NoDate,
    }
}

/// The time that was meant, as it is to be written: `2:35:26 -0400` lacks a digit, and all else of it stays.
fn meant_time(date: Date, text: &str) -> Option<String> {
    let padded = format!("0{text}");
    let whole: String = format!("{date}T{padded}").split_whitespace().collect();
    let is_one_digit = text.find(':') == Some(1);
    if is_one_digit && Pieces::parse(&whole).is_ok() {
        return Some(padded);
    }
    loose_time(text).map(|time| time.strftime("%H:%M").to_string())
}

/// `9:00`, `9 am`, `5:30 p.m.`: what was meant.
fn loose_time(text: &str) -> Option<civil::Time> {
    let text: String = text.to_lowercase().chars().filter(|c| !matches!(c, ' ' | '.')).collect();
    let (clock, afternoon) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(false)),
        (_, Some(clock)) => (clock, Some(true)),
        _ => (text.as_str(), None),
    };
    let (hour, minute) = clock.split_once(':').unwrap_or((clock, "0"));
    let (hour, minute) = (i8::try_from(digits(hour)?).ok()?, i8::try_from(digits(minute)?).ok()?);
    let hour = match afternoon {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
        None => hour,
    };
    civil::Time::new(hour, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn los_angeles() -> TimeZone {
        TimeZone::posix("PST8PDT,M3.2.0,M11.1.0").unwrap()
    }

    #[test]
    fn days_and_times() {
        for (text, expected) in [
            ("2026-11-20", "2026-11-20"),
            (" 2026-11-20 ", "2026-11-20"),
            ("2026-11-20 09:00", "2026-11-20T09:00:00-08:00"),
            ("2026-07-20T09:00", "2026-07-20T09:00:00-07:00"),
            ("2026-11-20 09:00:30", "2026-11-20T09:00:30-08:00"),
            ("2026-11-20T09:00Z", "2026-11-20T09:00:00+00:00"),
            ("2026-11-20 09:00:00Z", "2026-11-20T09:00:00+00:00"),
            ("2026-05-14 10:00:00+02:00", "2026-05-14T10:00:00+02:00"),
            ("2026-05-14 10:00 +02:00", "2026-05-14T10:00:00+02:00"),
            ("2026-11-20T09:00:00-08:00", "2026-11-20T09:00:00-08:00"),
            ("2026-11-20T09:00[UTC]", "2026-11-20T09:00:00+00:00"),
            ("2026-11-20T09:00+00:00[UTC]", "2026-11-20T09:00:00+00:00"),
            ("2024-02-29", "2024-02-29"),
        ] {
            assert_eq!(Moment::parse(text, &los_angeles()).map(|m| m.to_text()), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_day_begins_at_midnight_in_the_site_s_zone() {
        let day = Moment::parse("2026-11-20", &los_angeles()).unwrap();
        assert_eq!(day.zoned.timestamp().to_string(), "2026-11-20T08:00:00Z");
        assert_eq!((day.has_time, day.day().to_string().as_str()), (false, "2026-11-20"));
    }

    #[test]
    fn what_is_no_moment_is_explained() {
        let other = "a date must be written as year-month-day";
        let time = "this is not a valid time";
        let (year, example) = ("the year must have four digits", "write the date as year-month-day: 2026-11-20");
        let days = |text: &str| format!("{text}; write the date as year-month-day");
        for (text, code, message, help) in [
            ("2026-02-30", "date-invalid", "there is no February 30", &*days("February 2026 has 28 days")),
            ("2024-2-30", "date-invalid", "there is no February 30", &days("February 2024 has 29 days")),
            ("2026-04-31 09:00", "date-invalid", "there is no April 31", &days("April 2026 has 30 days")),
            (
                "2026-13-05",
                "date-invalid",
                "there is no month 13",
                "did you mean 2026-05-13? write the date as year-month-day",
            ),
            ("2026-13-15", "date-invalid", "there is no month 13", "write the date as year-month-day: 2026-11-20"),
            (
                "03/04/2026",
                "date-ambiguous",
                "this could be March 4 or April 3",
                "write 2026-03-04 for March 4, or 2026-04-03 for April 3",
            ),
            ("04/04/2026", "date-invalid", other, "write 2026-04-04"),
            ("03/13/2026", "date-invalid", other, "write 2026-03-13"),
            ("13.03.2026", "date-invalid", other, "write 2026-03-13"),
            ("2026/05/04", "date-invalid", other, "write 2026-05-04"),
            ("20260504", "date-invalid", other, "write 2026-05-04"),
            ("May 4, 2026", "date-invalid", other, "write 2026-05-04"),
            ("4th of september 2026", "date-invalid", other, "write 2026-09-04"),
            ("Sept 31 2026", "date-invalid", "there is no September 31", &days("September 2026 has 30 days")),
            ("26-11-20", "date-invalid", year, example),
            ("3.4.26", "date-invalid", year, example),
            ("12/31/99", "date-invalid", year, example),
            ("1-2-3", "date-invalid", "this is not a date", example),
            ("2026-5-4", "date-invalid", "the month and the day must have two digits", "write 2026-05-04"),
            ("2026-11-20 9:00", "date-invalid", time, "write 2026-11-20 09:00"),
            ("2012-11-30 2:35:26 -0400", "date-invalid", time, "write 2012-11-30 02:35:26 -0400"),
            ("2012-11-30T2:35Z", "date-invalid", time, "write 2012-11-30 02:35Z"),
            ("2026-11-20 5:30 p.m.", "date-invalid", time, "write 2026-11-20 17:30"),
            ("2026-11-20 25:00", "date-invalid", time, "write a time from 00:00 to 23:59, such as: 2026-11-20 09:00"),
            (
                "2026-11-20T09:00-05:00[UTC]",
                "date-invalid",
                "this time zone does not match the time",
                "leave out the time zone; times are in the site's time zone, set in site.yaml",
            ),
            ("soon", "date-invalid", "this is not a date", "write the date as year-month-day: 2026-11-20"),
            ("2026", "date-invalid", "this is not a date", "write the date as year-month-day: 2026-11-20"),
            ("2026-11", "date-invalid", "this is not a date", "write the date as year-month-day: 2026-11-20"),
            ("", "date-invalid", "this is not a date", "write the date as year-month-day: 2026-11-20"),
            ("2026-W01-1", "date-invalid", "this is not a date", "write the date as year-month-day: 2026-11-20"),
        ] {
            let fault = Moment::parse(text, &los_angeles()).expect_err(text);
            assert_eq!(fault.explain(), (code, message.to_owned(), help.to_owned()), "{text}");
        }
    }

    #[test]
    fn odd_texts_do_not_break_it() {
        for text in ["T", "é", "2026-11-20é", "é-é-é", "2026-11-20 é:é", "99999-99-99", "0000-00-00", "2026--1-2"]
        {
            assert!(Moment::parse(text, &los_angeles()).is_err_and(|fault| !fault.explain().1.is_empty()), "{text}");
        }
    }

    #[test]
    fn a_time_at_the_change_of_the_clocks_is_none_or_two() {
        let zone = TimeZone::get("America/Los_Angeles").unwrap();
        let told = |text: &str| Moment::parse(text, &zone).unwrap_err().explain();
        assert_eq!(
            told("2027-03-14 02:30"),
            (
                "date-invalid",
                "there is no 02:30 on this day: the clocks go forward".to_owned(),
                "write 2027-03-14 03:30".to_owned()
            )
        );
        assert_eq!(
            told("2026-11-01 01:30"),
            (
                "date-ambiguous",
                "01:30 comes twice on this day: the clocks go back".to_owned(),
                "write 2026-11-01 01:30-07:00 for the first, or 2026-11-01 01:30-08:00 for the second".to_owned()
            )
        );
        // What is to be typed is taken, and so is everything around it.
        for text in [
            "2027-03-14 03:30",
            "2026-11-01 01:30-07:00",
            "2026-11-01 01:30-08:00",
            "2027-03-14 01:59",
            "2026-11-01 02:00",
            "2026-11-01",
            "2027-03-14 02:30Z",
        ] {
            assert!(Moment::parse(text, &zone).is_ok(), "{text}");
        }
        assert!(Moment::parse("2027-03-14 02:30", &TimeZone::UTC).is_ok());
    }
}
