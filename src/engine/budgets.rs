//! The budgets of a site: its outputs are weighed while they are rendered, and judged when all are there.

use super::state::Build;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::output::Output;
use vertebra_base::path::{OutputPath, SourcePath};
use vertebra_check::{self as check, BudgetLimit, Judged, Over, PageSizes};
use vertebra_media::compress;
use vertebra_schema::codes::{self, Part};
use vertebra_schema::config::{self, Budgets, KILOBYTE};
use vertebra_site::plan::{Job, Planned};

impl Build {
    /// Weighs an output, where the site has budgets.
    pub(super) fn weigh(&self, planned: &Planned, output: &Output) -> Option<PageSizes> {
        let budgets = self.site().config.budgets.as_ref()?;
        // A page that only leads on is never looked at.
        let is_page = output.path.as_str().ends_with(".html") && !matches!(planned.job, Job::Alias(_));
        Some(check::weigh(output, is_page, budgets))
    }

    /// Holds all pages against the budgets; what is over is an error of the page.
    pub(super) fn judge(&self, weighed: &[PageSizes], budgets: &Budgets, out: &mut Vec<Diagnostic>) -> Judged {
        // The bytes of pages that fit as they are were let go of uncompressed.
        let again = |path: &OutputPath| Some(compress::weight(&self.render_one(path)?.0.bytes));
        let judged = check::judge(weighed, budgets, &self.site().config.base_url, &again);
        // Which other websites are asked was told already, at the line that does it.
        let is_told = out.iter().any(|it| codes::breaks(it.code, Part::Privacy));
        let over = judged.over.iter().filter(|over| !(is_told && over.limit == BudgetLimit::ThirdParties));
        let over: Vec<_> = over.map(|over| self.told(over)).collect();
        out.extend(over);
        judged
    }

    fn told(&self, over: &Over) -> Diagnostic {
        let site = SourcePath::new(config::FILE);
        let file = self.source_of(&over.page).unwrap_or(&site);
        let page = over.page.url();
        let page = if file == &site { format!("the page {page}") } else { "this page".to_owned() };
        let others = match over.others {
            0 => String::new(),
            1 => "; so does another page".to_owned(),
            others => format!("; so do {others} other pages"),
        };
        let names = over.names.join(", ");
        let (is, may) = (kilobytes(over.is), kilobytes(over.may));
        let (message, help) = match over.limit {
            BudgetLimit::Html => (
                format!("the HTML of {page} weighs {is} KB on the way, more than the {may} KB allowed"),
                "split the page in two, or take out what it does not need",
            ),
            BudgetLimit::Css => (
                format!("{page} loads {is} KB of styles, more than the {may} KB allowed: {names}{others}"),
                "take rules out of the style sheets that nothing uses",
            ),
            BudgetLimit::Js => (
                format!("{page} loads {is} KB of scripts, more than the {may} KB allowed: {names}{others}"),
                "take out scripts that readers can do without",
            ),
            BudgetLimit::Image => (
                format!("{page} shows a picture of {is} KB, more than the {may} KB allowed: {names}{others}"),
                "use a smaller picture, or one with fewer details",
            ),
            BudgetLimit::Page => (
                format!("a phone loads {is} KB to show {page}, more than the {may} KB allowed"),
                "use fewer or smaller pictures at the top of the page",
            ),
            BudgetLimit::Requests => (
                format!("a browser asks for {} files to show {page}, more than the {} allowed", over.is, over.may),
                "use fewer pictures, or put style sheets and scripts together",
            ),
            BudgetLimit::ThirdParties => (
                format!("{page} makes the browser ask other websites: {names}{others}"),
                "save on this site what they send, or make it a link that readers may follow",
            ),
        };
        Diagnostic::error("budget", file, None, message)
            .with_help(help)
            .with_note("the limits are those of budgets: in content/site.yaml")
    }
}

/// With one digit behind the point, rounded up, so that what is over never looks as if it fitted.
fn kilobytes(bytes: usize) -> String {
    let tenths = (bytes * 10).div_ceil(KILOBYTE);
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}
