//! Everything with a day, in one list.

use jiff::civil::Date;

use super::holds::{self, HeldKind};
use super::reviews::{Reviewer, reviews};
use crate::{Hidden, Site, SitePage};
use vertebra_base::path::SourcePath;
use vertebra_markdown::{FieldValue, Value};
use vertebra_schema::FieldKind;
use vertebra_schema::config::Lang;

/// Something to do or to know, and its day.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// None for what waits already.
    pub day: Option<Date>,
    pub kind: DueKind,
    pub file: SourcePath,
    /// What it is, in plain words, without the file.
    pub what: String,
    pub who: Option<Reviewer>,
}

/// What something is about, as programs read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueKind {
    Review,
    TranslationReview,
    TranslationStale,
    Appears,
    Expires,
    Holiday,
    Checked,
    Data,
    Setting,
    SecurityTxt,
}

impl DueKind {
    /// A stable word.
    pub fn word(self) -> &'static str {
        match self {
            DueKind::Review => "review",
            DueKind::TranslationReview => "translation-review",
            DueKind::TranslationStale => "translation-stale",
            DueKind::Appears => "appears",
            DueKind::Expires => "expires",
            DueKind::Holiday => "holiday",
            DueKind::Checked => "checked",
            DueKind::Data => "data",
            DueKind::Setting => "setting",
            DueKind::SecurityTxt => "security-txt",
        }
    }
}

/// How near something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// It waits, and has no day.
    Waits,
    Overdue,
    Today,
    Ahead,
}

impl Due {
    /// How near it is.
    pub fn urgency(&self, today: Date) -> Urgency {
        match self.day {
            None => Urgency::Waits,
            Some(day) if day < today => Urgency::Overdue,
            Some(day) if day == today => Urgency::Today,
            Some(_) => Urgency::Ahead,
        }
    }
}

/// What is due until a day, that day included, and what is overdue. `published_security` is the `security.txt` that is
/// online, where the site has none of its own.
pub fn due(site: &Site, until: Date, published_security: Option<(&SourcePath, &str)>) -> Vec<Due> {
    let today = site.now.date();
    let mut all = Vec::new();
    of_reviews(site, &mut all);
    for page in &site.pages {
        of_page(page, today, &mut all);
    }
    of_data(site, &mut all);
    of_settings(site, today, &mut all);
    of_security(site, published_security, &mut all);
    all.retain(|it| it.day.is_none_or(|day| day <= until));
    all.sort_by(|a, b| (a.day, a.kind, &a.file, &a.what).cmp(&(b.day, b.kind, &b.file, &b.what)));
    all.dedup();
    all
}

fn of_reviews(site: &Site, all: &mut Vec<Due>) {
    for review in reviews(site) {
        let due = |kind, day, what: &str, who| Due { day, kind, file: review.page.clone(), what: what.to_owned(), who };
        if review.translation {
            all.push(due(DueKind::TranslationReview, None, "the translation awaits review", None));
        } else if let Some(next) = review.next {
            all.push(due(DueKind::Review, Some(next), "review", review.by.clone()));
        }
    }
}

fn of_page(page: &SitePage, today: Date, all: &mut Vec<Due>) {
    let front = &page.page.front;
    let mut push = |kind, day: Option<Date>, what: String| {
        all.push(Due { day, kind, file: page.page.source.clone(), what, who: None });
    };
    if matches!(page.hidden, Some(Hidden::Draft | Hidden::Expired(_))) {
        return;
    }
    if let Some(Hidden::Scheduled(at)) = &page.hidden {
        push(DueKind::Appears, Some(at.date()), "the page appears".to_owned());
    }
    if let Some(expires) = &front.expires {
        push(DueKind::Expires, Some(expires.value.day()), "the page expires".to_owned());
    }
    if let Some(stale) = page.translation.as_ref().and_then(|translation| translation.stale.as_ref()) {
        push(DueKind::TranslationStale, None, format!("the translation is out of date ({stale})"));
    }
    for (name, value) in &front.fields {
        match value {
            FieldValue::Plain(value) | FieldValue::Stated(value) => match value {
                Value::Any(node) => {
                    // What is over needs nobody any more.
                    for (day, text) in holds::days_of_group(node).into_iter().filter(|(day, _)| *day >= today) {
                        push(DueKind::Holiday, Some(day), format!("{name}: {text}"));
                    }
                }
                Value::Date(moment) => {
                    if let Some((day, HeldKind::LookedAt(last))) = holds::named(name, moment.day()) {
                        push(DueKind::Checked, Some(day), format!("the details were last checked on {last}"));
                    }
                }
                _ => {}
            },
            FieldValue::Unknown | FieldValue::Absent => {}
        }
    }
}

fn of_data(site: &Site, all: &mut Vec<Due>) {
    for (name, node) in &site.data {
        for held in holds::in_data(node) {
            let what = match held.kind {
                HeldKind::LookedAt(last) => format!("\"{}\" was last checked on {last}", held.of),
                HeldKind::Until => format!("\"{}\" is due for a check", held.of),
            };
            let file = SourcePath::new(format!("content/data/{name}"));
            all.push(Due { day: Some(held.day), kind: DueKind::Data, file, what, who: None });
        }
    }
}

/// Settings of the theme that hold until a day, such as that of a notice.
fn of_settings(site: &Site, today: Date, all: &mut Vec<Due>) {
    for setting in site.theme.settings.iter().filter(|setting| setting.kind == FieldKind::Date) {
        let value = vertebra_schema::theme::setting(&site.theme, &site.config, Lang::FIRST, &setting.name);
        let Some(day) = value.and_then(|node| holds::day(&node)).filter(|day| *day >= today) else { continue };
        let file = SourcePath::new("content/site.yaml");
        all.push(Due {
            day: Some(day),
            kind: DueKind::Setting,
            file,
            what: format!("{} ends", setting.name),
            who: None,
        });
    }
}

fn of_security(site: &Site, published: Option<(&SourcePath, &str)>, all: &mut Vec<Due>) {
    let own = site.files.iter().find(|file| file.source.as_str() == "content/.well-known/security.txt");
    let own = own.map(|file| (file.source.clone(), String::from_utf8_lossy(file.content.held()).into_owned()));
    let found = own.or_else(|| published.map(|(path, text)| (path.clone(), text.to_owned())));
    let Some((file, text)) = found else { return };
    if let Some(day) = holds::security_txt(&text) {
        let what = "security.txt expires; build and publish the site, or write a later date".to_owned();
        all.push(Due { day: Some(day), kind: DueKind::SecurityTxt, file, what, who: None });
    }
}
