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
        let again = |path: &OutputPath| Some(compress::weight(self.render_one(path)?.0.bytes.held()));
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
                format!("the HTML of {page} is {is} KB (compressed); the limit is {may} KB"),
                "split the page in two, or remove what it does not need",
            ),
            BudgetLimit::Css => (
                format!("{page} loads {is} KB of styles; the limit is {may} KB: {names}{others}"),
                "remove unused rules from the style sheets",
            ),
            BudgetLimit::Js => (
                format!("{page} loads {is} KB of scripts; the limit is {may} KB: {names}{others}"),
                "remove scripts that readers do not need",
            ),
            BudgetLimit::Image => (
                format!("{page} shows an image of {is} KB; the limit is {may} KB: {names}{others}"),
                "use a smaller image, or one with less detail",
            ),
            BudgetLimit::Page => (
                format!("a phone loads {is} KB to show {page}; the limit is {may} KB"),
                "use fewer or smaller images at the top of the page",
            ),
            BudgetLimit::Requests => (
                format!("a browser requests {} files to show {page}; the limit is {}", over.is, over.may),
                "use fewer images, or combine style sheets and scripts",
            ),
            BudgetLimit::ThirdParties => (
                format!("{page} makes browsers contact other websites: {names}{others}"),
                "copy the files to this site, or use a link instead",
            ),
        };
        Diagnostic::error("budget", file, None, message)
            .with_help(help)
            .with_note("the limits are set in content/site.yaml under budgets:")
    }
}

/// With one digit behind the point, rounded up, so that what is over never looks as if it fitted.
fn kilobytes(bytes: usize) -> String {
    let tenths = (bytes * 10).div_ceil(KILOBYTE);
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}
