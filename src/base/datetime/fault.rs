//! Why a text is no day and no time, and what to type instead.

use jiff::civil::{Date, DateTime, Time};

/// Why a text is no moment, with what is needed to say what to type.
#[derive(Debug, Clone, PartialEq)]
pub enum MomentFault {
    /// February 30.
    NoSuchDay {
        year: i16,
        month: i8,
        day: u8,
    },
    /// Month 13; the date that has both numbers the other way round, if there is one.
    NoSuchMonth {
        month: u8,
        swapped: Option<Date>,
    },
    /// `03/04/2026`: month first, and day first.
    Ambiguous {
        month_first: Date,
        day_first: Date,
    },
    /// `26-11-20`, `3.4.26`: which number is the year, and of which century, is not certain.
    ShortYear,
    /// `2026-5-4`.
    Unpadded(Date),
    /// A date that can be understood, but is written in another way: `May 4, 2026`.
    OtherForm(Date),
    /// The time after a good date; how it is to be written, with its seconds and its offset, if that can be told.
    Time {
        date: Date,
        meant: Option<String>,
    },
    /// A time that the clocks pass over when they go forward, and the one that they show instead.
    Skipped {
        time: Time,
        instead: DateTime,
    },
    /// A time that comes twice when the clocks go back, and how to write each, with its offset.
    Twice {
        time: Time,
        first: String,
        second: String,
    },
    /// The zone after a good time.
    Zone,
    NoDate,
}

/// `02:30`, as it is on a clock.
fn on_the_clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

impl MomentFault {
    /// The code, the message and the help, in an editor's words.
    pub fn explain(&self) -> (&'static str, String, String) {
        const INVALID: &str = "date-invalid";
        match self {
            MomentFault::NoSuchDay { year, month, day } => {
                let (name, days) = (MONTHS[usize::from(month.unsigned_abs()) - 1], days_in(*year, *month));
                let help = format!("{name} {year} has {days} days; write the date as year-month-day");
                (INVALID, format!("there is no {name} {day}"), help)
            }
            MomentFault::NoSuchMonth { month, swapped } => {
                let help = match swapped {
                    Some(date) => format!("did you mean {date}? write the date as year-month-day"),
                    None => "write the date as year-month-day: 2026-11-20".to_owned(),
                };
                (INVALID, format!("there is no month {month}"), help)
            }
            MomentFault::Ambiguous { month_first, day_first } => {
                let [one, two] = [month_first, day_first].map(|date| format!("{} {}", month_name(*date), date.day()));
                let help = format!("write {month_first} for {one}, or {day_first} for {two}");
                ("date-ambiguous", format!("this could be {one} or {two}"), help)
            }
            MomentFault::ShortYear => {
                let help = "write the date as year-month-day: 2026-11-20";
                (INVALID, "the year must have four digits".to_owned(), help.to_owned())
            }
            MomentFault::Unpadded(date) => {
                (INVALID, "the month and the day must have two digits".to_owned(), format!("write {date}"))
            }
            MomentFault::OtherForm(date) => {
                (INVALID, "a date must be written as year-month-day".to_owned(), format!("write {date}"))
            }
            MomentFault::Time { date, meant } => {
                let help = match meant {
                    Some(time) => format!("write {date} {time}"),
                    None => format!("write a time from 00:00 to 23:59, such as: {date} 09:00"),
                };
                (INVALID, "this is not a valid time".to_owned(), help)
            }
            MomentFault::Skipped { time, instead } => {
                let message = format!("there is no {} on this day: the clocks go forward", on_the_clock(*time));
                (INVALID, message, format!("write {} {}", instead.date(), on_the_clock(instead.time())))
            }
            MomentFault::Twice { time, first, second } => {
                let message = format!("{} comes twice on this day: the clocks go back", on_the_clock(*time));
                ("date-ambiguous", message, format!("write {first} for the first, or {second} for the second"))
            }
            MomentFault::Zone => {
                let help = "leave out the time zone; times are in the site's time zone, set in site.yaml";
                (INVALID, "this time zone does not match the time".to_owned(), help.to_owned())
            }
            MomentFault::NoDate => {
                let help = "write the date as year-month-day: 2026-11-20";
                (INVALID, "this is not a date".to_owned(), help.to_owned())
            }
        }
    }
}

/// The months in English.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_name(date: Date) -> &'static str {
    MONTHS[usize::from(date.month().unsigned_abs()) - 1]
}

fn days_in(year: i16, month: i8) -> i8 {
    Date::new(year, month, 1).map_or(31, Date::days_in_month)
}
