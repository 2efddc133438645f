//! What came of rendering a site, for those who say so. Prints nothing.

use vertebra_check::Checked;
use vertebra_report::Tally;

/// A site after rendering: how much of it there is, and whether it may be published.
pub struct Rendering {
    /// Nothing at all was said.
    pub silent: bool,
    pub reads_clock: bool,
    pub tally: Tally,
    pub pages: usize,
    pub files: usize,
    /// What the thorough checks looked at, where they were asked for.
    pub checked: Option<Checked>,
}
