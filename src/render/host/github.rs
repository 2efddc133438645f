//! GitHub Pages: no redirects and no headers, so that the pages themselves do both; two small files. Source:
//! docs.github.com/pages.

use vertebra_site::Site;

/// The name under which the site is shown, for those who publish from a branch.
pub fn cname(site: &Site) -> String {
    site.config.deploy.cname.as_ref().map_or_else(String::new, |name| format!("{name}\n"))
}
