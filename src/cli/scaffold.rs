//! The files of a new site, as they stand in `scaffold/`, with its name and time zone filled in.

use jiff::civil::Date;

/// What is different from one new site to the next.
pub struct ScaffoldNames<'a> {
    pub title: &'a str,
    pub time_zone: &'a str,
    pub today: Date,
    /// The theme’s name.
    pub theme: &'a str,
}

const FILES: [(&str, &str); 8] = [
    ("README.md", include_str!("scaffold/README.md")),
    ("content/site.yaml", include_str!("scaffold/site.yaml")),
    ("content/index.md", include_str!("scaffold/index.md")),
    ("content/about.md", include_str!("scaffold/about.md")),
    ("content/404.md", include_str!("scaffold/404.md")),
    ("content/articles/index.md", include_str!("scaffold/articles-index.md")),
    ("content/articles/welcome.md", include_str!("scaffold/welcome.md")),
    ("public/.gitignore", include_str!("scaffold/gitignore")),
];

/// Paths and texts, ready to be written.
pub fn files(names: &ScaffoldNames) -> Vec<(&'static str, String)> {
    // Inside straight quotes in YAML these two have a meaning of their own.
    let quoted = names.title.replace('\\', "\\\\").replace('"', "\\\"");
    let fill = |text: &str| {
        let text = text.replace("%TITLE%", &quoted).replace("%NAME%", names.title);
        let text = text.replace("%THEME%", names.theme);
        text.replace("%TIME_ZONE%", names.time_zone).replace("%TODAY%", &names.today.to_string())
    };
    FILES.iter().map(|(path, text)| (*path, fill(text))).collect()
}
