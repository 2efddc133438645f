//! `security.txt`: whom to tell about a weakness. Source: RFC 9116.

use jiff::ToSpan;
use jiff::civil::Date;

use vertebra_site::Site;

/// The whole file. A site that has none gets nothing.
pub fn text(site: &Site) -> String {
    let config = &site.config;
    let Some(security) = &config.deploy.security_txt else { return String::new() };
    let mut text = String::new();
    security.contact.iter().for_each(|contact| text += &format!("Contact: {contact}\n"));
    text += &format!("Expires: {}T00:00:00Z\n", expires(site));
    security.policy.iter().for_each(|policy| text += &format!("Policy: {policy}\n"));
    let languages: Vec<&str> = config.langs().map(|lang| config.tag(lang)).collect();
    text += &format!("Preferred-Languages: {}\n", languages.join(", "));
    let base = &config.base_url;
    text + &format!("Canonical: {}\n", base.absolute(&format!("{}/.well-known/security.txt", base.href_path())))
}

/// The day until which the file holds: as somebody has decided, else the first of a month ten to eleven months away. The
/// RFC (section 2.5.5) wants less than a year; and a day that moves once a month writes the file once a month.
pub fn expires(site: &Site) -> Date {
    let chosen = site.config.deploy.security_txt.as_ref().and_then(|security| security.expires.as_ref());
    let today = site.now.date();
    chosen.map_or_else(|| today.first_of_month().checked_add(11.months()).unwrap_or(today), |day| day.value)
}
