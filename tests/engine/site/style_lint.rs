//! Mistakes in style sheets are told at their places, and what is valid is not told.

use super::fixture::{Built, build};
use super::messages_cases::compare;

/// A theme with this style sheet, a template and a script that set variables, and settings.
fn with(css: &str) -> Built {
    build(&format!(
        "-- themes/mini/theme.yaml --\nname: mini\ntypes: {{page: {{template: page.html}}, section: {{template: page.html}}}}\n\
         settings: {{accent: {{kind: color, default: \"#005eb8\"}}, other: {{kind: color}}, wide: {{kind: text}}}}\n\
         -- themes/mini/templates/page.html --\n<p style=\"--from-template: 1px\" data-x=\"--made-{{{{ page.weight }}}}\">{{{{ page.title }}}}</p>\n\
         -- themes/mini/scripts/a.js --\nroot.style.setProperty('--from-script', 1); root.style.animation = 'from-script 1s';\n\
         -- content/a.md --\n---\ntitle: A\n---\n-- themes/mini/styles/main.css --\n{css}"
    ))
}

#[test]
fn every_mistake_is_told_in_these_words() {
    compare("style_mistakes.txt", include_str!("style_mistakes.txt"), with);
}

#[test]
fn valid_style_sheets_are_not_told() {
    let cases: Vec<_> = include_str!("style_valid.txt").split("== ").skip(1).collect();
    assert!(cases.len() >= 60, "{}", cases.len());
    let mut told = String::new();
    for case in cases {
        let (name, css) = case.split_once('\n').expect("a name");
        let css = if name.starts_with("windows") { css.replace('\n', "\r\n") } else { css.to_owned() };
        let site = with(&css);
        if !site.diagnostics.is_empty() {
            told += &format!("== {name}\n{}\n", site.told_in_full());
        }
    }
    assert!(told.is_empty(), "{told}");
}
