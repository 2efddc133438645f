//! The built-in templates of what machines read: feeds, sitemap, robots, old addresses. A theme may replace each.
//! And pages as Markdown.

mod markdown;

pub use markdown::markdown;

/// Every built-in template by its name.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("alias.html", include_str!("alias.html")),
    ("atom.xml", include_str!("atom.xml")),
    ("feed.json", include_str!("feed.json")),
    ("llms.txt", include_str!("llms.txt")),
    ("robots.txt", include_str!("robots.txt")),
    ("site.webmanifest", include_str!("site.webmanifest")),
    ("sitemap-index.xml", include_str!("sitemap-index.xml")),
    ("sitemap.xml", include_str!("sitemap.xml")),
];
