//! Which pages are there in the preview only, and why.

use vertebra_base::path::OutputPath;
use vertebra_engine::Build;
use vertebra_site::Hidden;

/// Why the page at an output is not published now; nothing when it is.
pub fn hidden(build: &Build, output: &OutputPath) -> Option<Hidden> {
    let site = build.site();
    let id = site.find(output.url().as_str())?;
    site.page(id).hidden.clone()
}
