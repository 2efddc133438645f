//! Opening hours: days and times as they are printed on a door, `mon-fri: "9:00 am - 5:00 pm"`.

use crate::page::Hours;
use vertebra_base::diagnostic::{self, Severity};
use vertebra_base::span::{Span, Spanned};

/// One thing that is wrong with opening hours.
#[derive(Debug, PartialEq)]
pub(super) struct HoursFault {
    pub severity: Severity,
    pub code: &'static str,
    pub span: Span,
    pub message: String,
    pub help: String,
}

const DAY: u16 = 24 * 60;
const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const SHORT: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const EXAMPLE: &str = "mon-fri: \"9:00 am - 5:00 pm\"";
const WITH_BREAK: &str = "mon-fri: \"9:00 am - 1:00 pm, 2:00 pm - 5:00 pm\"";

/// The same text for every day: `by appointment`, `closed`.
pub(super) fn whole_week(text: &str) -> Option<Vec<Hours>> {
    without_times(text).then(|| vec![Hours { days: (0..7).collect(), ranges: Vec::new(), text: text.to_owned() }])
}

/// Reads the lines of a week: days and what is written for them.
pub(super) fn parse(lines: &[(Spanned<String>, Spanned<String>)], out: &mut Vec<HoursFault>) -> Vec<Hours> {
    let mut hours = Vec::new();
    let mut set = [false; 7];
    for (key, text) in lines {
        let mut fault = |code, span: Span, (message, help)| {
            out.push(HoursFault { severity: Severity::Error, code, span, message, help });
        };
        let days = read_days(&key.value).unwrap_or_else(|words| {
            fault("hours-day", key.span, words);
            Vec::new()
        });
        if let Some(twice) = days.iter().find(|day| set[usize::from(**day)]) {
            let words =
                (format!("{} already has opening hours", NAMES[usize::from(*twice)]), "keep one of them".to_owned());
            fault("hours-twice", key.span, words);
        }
        days.iter().for_each(|day| set[usize::from(*day)] = true);
        match read_times(&text.value) {
            Ok(ranges) => hours.push(Hours { days, ranges, text: text.value.clone() }),
            Err((code, message, help)) => fault(code, text.span, (message, help)),
        }
    }
    if let (true, Some((first, _))) = (out.is_empty(), lines.first()) {
        let missing: Vec<usize> = (0..7).filter(|day| !set[*day]).collect();
        if !missing.is_empty() {
            let names: Vec<_> = missing.iter().map(|day| NAMES[*day]).collect();
            let help: Vec<_> = missing.iter().map(|day| format!("{}: closed", SHORT[*day])).collect();
            let message = format!("there are no opening hours for {}", listed(&names));
            let (severity, span) = (Severity::Warning, first.span);
            out.push(HoursFault { severity, code: "hours-missing", span, message, help: help.join("\n") });
        }
    }
    hours
}

fn listed(names: &[&str]) -> String {
    match names {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        _ => names.concat(),
    }
}

/// `mon`, `mon-fri`, `mon, wed`, `daily`; from Monday on.
fn read_days(text: &str) -> Result<Vec<u8>, (String, String)> {
    let mut days = Vec::new();
    let lower = text.to_lowercase().replace(" and ", ",").replace('&', ",");
    for part in lower.split(',').map(str::trim) {
        match part {
            "daily" | "every day" | "everyday" => days.extend(0..7),
            "weekdays" => days.extend(0..5),
            "weekend" | "weekends" => days.extend(5..7),
            _ => {
                let part = part.replace(" to ", "-").replace(['–', '—'], "-");
                let (first, last) = part.split_once('-').unwrap_or((&part, &part));
                let (first, last) = (read_day(first)?, read_day(last)?);
                let mut day = first;
                days.push(day);
                while day != last {
                    day = (day + 1) % 7;
                    days.push(day);
                }
            }
        }
    }
    days.sort_unstable();
    days.dedup();
    Ok(days)
}

fn read_day(text: &str) -> Result<u8, (String, String)> {
    let text = text.trim().trim_end_matches('.');
    let is_day = |name: &&str| text.len() >= 3 && name.starts_with(text);
    NAMES.iter().position(is_day).map(|day| day as u8).ok_or_else(|| {
        let near = diagnostic::did_you_mean(text, SHORT.into_iter().chain(NAMES));
        let help = near.unwrap_or_else(|| format!("write mon, tue, wed, thu, fri, sat or sun, like this:\n{EXAMPLE}"));
        (format!("\"{text}\" is not a day of the week"), help)
    })
}

fn without_times(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "closed" | "by appointment" | "by appointment only")
}

type Words = (&'static str, String, String);

fn read_times(text: &str) -> Result<Vec<(u16, u16)>, Words> {
    if without_times(text) {
        return Ok(Vec::new());
    }
    if matches!(text.to_lowercase().as_str(), "24 hours" | "open 24 hours") {
        return Ok(vec![(0, DAY)]);
    }
    let mut ranges: Vec<(u16, u16)> = Vec::new();
    for part in text.split([',', ';']).flat_map(|part| part.split(" and ")) {
        let range = read_range(part.trim())?;
        if ranges.last().is_some_and(|before| range.0 < before.1) {
            let help = "put them in order; each must start after the one before ends".to_owned();
            return Err(("hours-overlap", "these times overlap".to_owned(), help));
        }
        ranges.push(range);
    }
    Ok(ranges)
}

fn read_range(text: &str) -> Result<(u16, u16), Words> {
    let unclear = || {
        let help = format!(
            "write it like this, or \"closed\", or \"by appointment\":\n{EXAMPLE}\nwith a break:\n{WITH_BREAK}"
        );
        ("hours-invalid", "these opening hours are not valid".to_owned(), help)
    };
    let lower = text.to_lowercase();
    let (times, next_day) = match lower.strip_suffix("next day") {
        Some(times) => (times.trim_end().trim_end_matches([',', '(']).trim_end(), true),
        None => (lower.as_str(), false),
    };
    let times = times.replace(" to ", "-").replace(['–', '—'], "-");
    let (from, to) = times.split_once('-').ok_or_else(unclear)?;
    let (from, to) = (from.trim(), to.trim());
    let (opens, closes) = (read_time(from).ok_or_else(unclear)?, read_time(to).ok_or_else(unclear)?);
    match closes {
        _ if next_day && closes <= opens => Ok((opens, closes + DAY)),
        _ if next_day => Err(unclear()),
        // Midnight ends a day as well as it begins one.
        0 => Ok((opens, DAY)),
        _ if closes > opens => Ok((opens, closes)),
        _ if closes == opens => {
            let help = "if it is open around the clock, write \"24 hours\"".to_owned();
            Err(("hours-order", "the closing time is the same as the opening time".to_owned(), help))
        }
        _ => {
            let help = format!(
                "did you mean \"{to} - {from}\"?\nif it is open past midnight, write \"{from} - {to} next day\""
            );
            Err(("hours-order", "the closing time is before the opening time".to_owned(), help))
        }
    }
}

/// Minutes after midnight: `9:00 am`, `9am`, `17:30`, `noon`. A bare `9` could be either half of the day.
fn read_time(text: &str) -> Option<u16> {
    // `5.30pm`: a point between digits is a colon; one behind a letter, as in `p.m.`, is nothing.
    let text: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
    let digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    let is_colon = |at: usize| at > 0 && digit(at - 1) && digit(at + 1);
    let clock = |(at, c): (usize, &char)| match c {
        '.' => is_colon(at).then_some(':'),
        c => Some(*c),
    };
    let text: String = text.iter().enumerate().filter_map(clock).collect();
    match text.as_str() {
        "noon" => return Some(DAY / 2),
        "midnight" => return Some(0),
        _ => {}
    }
    let half = [("am", 0), ("pm", DAY / 2)].into_iter().find_map(|(name, add)| Some((text.strip_suffix(name)?, add)));
    let clock = half.map_or(text.as_str(), |(clock, _)| clock);
    let (hour, minute) = match clock.split_once(':') {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        None if half.is_some() => (clock, "00"),
        _ => return None,
    };
    let number = |text: &str| text.parse::<u16>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
    let (hour, minute) = (number(hour)?, number(minute).filter(|minute| *minute < 60)?);
    match half {
        Some((_, add)) => (1..=12).contains(&hour).then_some(hour % 12 * 60 + minute + add),
        None => (hour < 24).then_some(hour * 60 + minute),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(lines: &[(&str, &str)]) -> (Vec<Hours>, Vec<HoursFault>) {
        let at = |n: usize, text: &str| Spanned::new(text.to_owned(), Span::new(n, n + text.len()));
        let lines: Vec<_> =
            lines.iter().enumerate().map(|(n, (key, text))| (at(n * 100, key), at(n * 100 + 50, text))).collect();
        let mut out = Vec::new();
        let hours = parse(&lines, &mut out);
        (hours, out)
    }

    #[test]
    fn days() {
        for (text, days) in [
            ("mon", vec![0]),
            ("Monday", vec![0]),
            ("tues.", vec![1]),
            ("mon-fri", vec![0, 1, 2, 3, 4]),
            ("Mon – Wed", vec![0, 1, 2]),
            ("fri-mon", vec![0, 4, 5, 6]),
            ("mon, wed and fri", vec![0, 2, 4]),
            ("daily", vec![0, 1, 2, 3, 4, 5, 6]),
            ("weekends", vec![5, 6]),
        ] {
            assert_eq!(read_days(text), Ok(days), "{text}");
        }
        let unknown = |text| read_days(text).unwrap_err();
        assert_eq!(unknown("mom"), ("\"mom\" is not a day of the week".into(), "did you mean \"mon\"?".into()));
        assert!(unknown("someday").1.starts_with("write mon, tue"));
    }

    #[test]
    fn times() {
        for (text, ranges) in [
            ("9:00 am - 5:00 pm", vec![(540, 1020)]),
            ("9am-5 p.m.", vec![(540, 1020)]),
            ("2pm - 5.30pm", vec![(840, 1050)]),
            ("9.00 a.m. - 5.30 p.m.", vec![(540, 1050)]),
            ("08.30–17.00", vec![(510, 1020)]),
            ("09:00–17:30", vec![(540, 1050)]),
            ("9:00 am to noon, 1:00 pm - 5:00 pm", vec![(540, 720), (780, 1020)]),
            ("5:00 pm - 9:00 am next day", vec![(1020, 1980)]),
            ("6 pm - 12 am", vec![(1080, 1440)]),
            ("12:00 am - 12:00 pm", vec![(0, 720)]),
            ("Closed", vec![]),
            ("by appointment", vec![]),
            ("24 hours", vec![(0, 1440)]),
        ] {
            assert_eq!(read_times(text), Ok(ranges), "{text}");
        }
        for (text, code) in [
            ("5:00 pm - 9:00 am", "hours-order"),
            ("9:00 am - 9:00 am", "hours-order"),
            ("9 - 5", "hours-invalid"),
            ("9 - 5 pm", "hours-invalid"),
            ("13:00 pm - 2 pm", "hours-invalid"),
            ("9:5 am - 5 pm", "hours-invalid"),
            ("9.5 am - 5 pm", "hours-invalid"),
            ("9.30.00 - 17.00", "hours-invalid"),
            ("25:00 - 26:00", "hours-invalid"),
            ("mornings", "hours-invalid"),
            ("", "hours-invalid"),
            ("9 am - 1 pm, 12 pm - 5 pm", "hours-overlap"),
            ("9 am - 5 pm next day", "hours-invalid"),
        ] {
            assert_eq!(read_times(text).unwrap_err().0, code, "{text}");
        }
    }

    #[test]
    fn a_week() {
        let (hours, faults) = week(&[("mon-fri", "9:00 am - 5:00 pm"), ("sat, sun", "closed")]);
        assert_eq!(faults, []);
        assert_eq!(
            hours[0],
            Hours { days: vec![0, 1, 2, 3, 4], ranges: vec![(540, 1020)], text: "9:00 am - 5:00 pm".into() }
        );
        assert_eq!(hours[1], Hours { days: vec![5, 6], ranges: vec![], text: "closed".into() });

        let fault = |lines: &[(&str, &str)]| week(lines).1.remove(0);
        assert_eq!(
            fault(&[("daily", "5:00 pm - 9:00 am")]),
            HoursFault {
                severity: Severity::Error,
                code: "hours-order",
                span: Span::new(50, 67),
                message: "the closing time is before the opening time".into(),
                help: "did you mean \"9:00 am - 5:00 pm\"?\nif it is open past midnight, write \"5:00 pm - 9:00 am next day\"".into(),
            }
        );
        assert_eq!(
            fault(&[("mon-fri", "closed")]),
            HoursFault {
                severity: Severity::Warning,
                code: "hours-missing",
                span: Span::new(0, 7),
                message: "there are no opening hours for saturday and sunday".into(),
                help: "sat: closed\nsun: closed".into(),
            }
        );
        assert_eq!(
            fault(&[("daily", "closed"), ("mon", "9 am - 5 pm")]),
            HoursFault {
                severity: Severity::Error,
                code: "hours-twice",
                span: Span::new(100, 103),
                message: "monday already has opening hours".into(),
                help: "keep one of them".into(),
            }
        );
    }
}
