//! Opening hours in the words of schema.org. Source of the rules: Google, structured data of local businesses.

use serde_json::Value;

use super::node::JsonLdNode;
use vertebra_markdown::Hours;

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MINUTES_A_DAY: u16 = 24 * 60;

/// `openingHoursSpecification`. Open all day is 00:00 to 23:59, closed is 00:00 to 00:00, and hours that pass midnight
/// are one entry that closes before it opens. Words such as "by appointment" are no hours and are left out.
pub fn opening_hours(week: &[Hours]) -> Vec<Value> {
    week.iter().flat_map(of_days).collect()
}

fn of_days(hours: &Hours) -> Vec<Value> {
    if hours.text.eq_ignore_ascii_case("closed") {
        return vec![entry(hours, "00:00".to_owned(), "00:00".to_owned())];
    }
    let all_day = |opens: u16, closes: u16| opens == 0 && closes == MINUTES_A_DAY;
    let entries = hours.ranges.iter().map(|(opens, closes)| match all_day(*opens, *closes) {
        true => entry(hours, "00:00".to_owned(), "23:59".to_owned()),
        false => entry(hours, clock(*opens), clock(*closes)),
    });
    entries.collect()
}

fn entry(hours: &Hours, opens: String, closes: String) -> Value {
    let days = hours.days.iter().filter_map(|day| DAYS.get(usize::from(*day)));
    let days = days.map(|day| Value::from(format!("https://schema.org/{day}"))).collect();
    let mut node = JsonLdNode::new("OpeningHoursSpecification", None);
    node.list("dayOfWeek", days).put("opens", opens).put("closes", closes);
    node.into()
}

/// Minutes after midnight as a clock shows them, also of the next day.
fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(days: &[u8], ranges: &[(u16, u16)], text: &str) -> Hours {
        Hours { days: days.to_vec(), ranges: ranges.to_vec(), text: text.to_owned() }
    }

    #[test]
    fn the_rules_for_all_day_closed_and_past_midnight() {
        let week = [
            hours(&[0, 1], &[(540, 720), (780, 1020)], "9:00 am - 12:00 pm, 1:00 pm - 5:00 pm"),
            hours(&[2], &[(0, 1440)], "open 24 hours"),
            hours(&[3], &[(1080, 1620)], "6:00 pm - 3:00 am"),
            hours(&[4], &[], "closed"),
            hours(&[5], &[], "by appointment"),
        ];
        let told = opening_hours(&week);
        let times: Vec<_> =
            told.iter().map(|it| format!("{}-{}", it["opens"], it["closes"]).replace('"', "")).collect();
        assert_eq!(times, ["09:00-12:00", "13:00-17:00", "00:00-23:59", "18:00-03:00", "00:00-00:00"]);
        assert_eq!(told[0]["dayOfWeek"][1], "https://schema.org/Tuesday");
        assert_eq!(told[4]["dayOfWeek"], "https://schema.org/Friday", "nothing is said of what is by appointment");
    }
}
