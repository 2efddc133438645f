//! Rules for all pages and files beside each other, one file each. They see the linked site and what is known of every
//! finished output; they make nothing and change nothing.

mod broken;
mod contrast;
mod data;
mod descriptions;
mod files;
mod names;
mod noindex;
mod online;
mod orphans;
mod sitemap;
mod theme;
mod titles;
mod view;

pub use view::Whole;

use vertebra_base::diagnostic::Diagnostic;

/// A rule.
type Rule = fn(&Whole, &mut Vec<Diagnostic>);

/// All rules.
pub const RULES: [Rule; 11] = [
    titles::check,
    descriptions::check,
    orphans::check,
    broken::check,
    files::check,
    data::check,
    theme::check,
    noindex::check,
    online::check,
    sitemap::check,
    contrast::check,
];
