//! What is said about links to other websites. What nobody could find out is never a fault of the site.

use super::LinkStatus;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::link::Link;
use vertebra_check::OutsideLink;

/// How many are named of those that nobody could check.
const SHOWN: usize = 10;

/// Says what came of each link.
pub fn tell(links: &[OutsideLink], answers: &[LinkStatus]) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut unknown: Vec<(&OutsideLink, &str)> = Vec::new();
    for (link, answer) in links.iter().zip(answers) {
        let told = match answer {
            LinkStatus::Fine => continue,
            LinkStatus::Unknown(reason) => {
                unknown.push((link, reason));
                continue;
            }
            LinkStatus::Dead(status) => {
                let message = format!("{} no longer exists (status {status})", link.url);
                let help = "find its new address and use that, or remove the link";
                Diagnostic::warning("link-dead", &link.file, link.span, message).with_help(help)
            }
            LinkStatus::Moved(to) => {
                let message = format!("{} has moved permanently", link.url);
                let help = match is_front(to) && !is_front(&link.url) {
                    true => format!("it now redirects to the home page {to}: the page itself may be gone"),
                    false => format!("write {to}"),
                };
                Diagnostic::note("link-moved", &link.file, link.span, message).with_help(help)
            }
        };
        out.push(match link.others {
            0 => told,
            1 => told.with_note("the same link is on 1 other page"),
            others => told.with_note(format!("the same link is on {others} other pages")),
        });
    }
    if let Some((first, _)) = unknown.first() {
        let message = match unknown.len() {
            1 => "a link to another website could not be checked".to_owned(),
            all if all == links.len() => {
                "no link to another website could be checked; is this computer online?".to_owned()
            }
            some => format!("{some} links to other websites could not be checked"),
        };
        let mut lines: Vec<String> =
            unknown.iter().take(SHOWN).map(|(link, reason)| format!("{}: it {reason}", link.url)).collect();
        if unknown.len() > SHOWN {
            lines.push(format!("and {} more", unknown.len() - SHOWN));
        }
        let help = "to be sure, open them in a browser: some websites block automatic requests";
        out.push(
            Diagnostic::note("link-unchecked", &first.file, first.span, message)
                .with_help(help)
                .with_note(lines.join("\n")),
        );
    }
    out
}

/// The address of a whole website.
fn is_front(url: &str) -> bool {
    let link = Link::parse(url);
    link.query.is_empty() && link.host_and_path().is_some_and(|(_, path)| path.trim_end_matches('/').is_empty())
}
