//! Rules for all pages and files beside each other, one file each. They see the linked site and what is known of every
//! finished output; they make nothing and change nothing.

mod alike;
mod broken;
mod contrast;
mod data;
mod descriptions;
mod files;
mod names;
mod noindex;
mod orphans;
mod public_base_url;
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
    public_base_url::check,
    sitemap::check,
    contrast::check,
];
