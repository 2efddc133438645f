//! The table of the heaviest pages.

use vertebra_check::{BudgetLimit, Judged};
use vertebra_schema::config::KILOBYTE;

const HEADS: [&str; 7] = ["HTML", "CSS", "JS", "picture", "page", "requests", "others"];

/// The heaviest pages of a site with the limits above them. `!` stands behind what is over.
pub fn weights(judged: &Judged) -> String {
    let figure = |limit: BudgetLimit, number: usize| match limit {
        BudgetLimit::Requests | BudgetLimit::ThirdParties => number.to_string(),
        _ => {
            let tenths = (number * 10).div_ceil(KILOBYTE);
            format!("{}.{}", tenths / 10, tenths % 10)
        }
    };
    let allowed = BudgetLimit::ALL.map(|limit| figure(limit, limit.may(&judged.budgets)) + " ");
    let mut rows = vec![(String::new(), HEADS.map(|head| format!("{head} "))), ("allowed".to_owned(), allowed)];
    for row in &judged.worst {
        let cells = BudgetLimit::ALL.map(|limit| {
            let is = limit.of(row);
            let mark = if is > limit.may(&judged.budgets) { "!" } else { " " };
            figure(limit, is) + mark
        });
        rows.push((row.page.url().to_string(), cells));
    }
    let first = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut text = "Page sizes in KB (compressed), largest first:\n".to_owned();
    for (name, cells) in &rows {
        let mut line = format!("  {name:first$}");
        for (at, cell) in cells.iter().enumerate() {
            let width = rows.iter().map(|(_, cells)| cells[at].chars().count()).max().unwrap_or(0);
            line += &format!("  {cell:>width$}");
        }
        text += line.trim_end();
        text.push('\n');
    }
    text + "\n"
}
