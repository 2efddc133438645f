//! The pairs of colors that a theme declares, word for word.

use super::checks::checked;
use super::fixture::Built;

const TYPES: &str = "types:\n  page: {template: page.html}\n  section: {template: section.html}\n";

/// Checks a theme with these pairs and this style sheet.
fn theme(pairs: &str, css: &str) -> Built {
    checked(&format!(
        "-- themes/mini/theme.yaml --\nname: mini\n{TYPES}contrast:\n{pairs}-- themes/mini/styles/main.css --\n{css}\n\
         -- themes/mini/templates/page.html --\n{{% extends \"base.html\" %}}{{% block list %}}{{% set css = asset(path=\"main.css\") %}}{{% endblock list %}}\n"
    ))
}

#[test]
fn pairs_that_can_be_read_are_passed_over_in_silence() {
    theme(
        "  - {text: --ink, on: --paper}\n  - {text: edge, on: paper, at_least: 3}\n",
        ":root { --ink: var(--black); --black: #111111; --paper: #fff; --edge: #888888 }\n@media (prefers-color-scheme: dark) { :root { --ink: oklch(90% 0 0); --paper: #000 } }",
    )
    .clean();
}

#[test]
fn a_pair_that_cannot_be_read_is_told_with_the_color_that_would_do() {
    let site = theme(
        "  - {text: --soft, on: --paper}\n",
        ":root {\n  --soft: #9a9a9a;\n  --paper: #ffffff;\n}\n@media (prefers-color-scheme: dark) {\n  :root { --soft: #444444; --paper: #111111; }\n}",
    );
    assert_eq!(
        site.told_in_full(),
        "themes/mini/styles/main.css:2:3: warning[contrast-low]: --soft on --paper has a contrast of 2.81 on light screens; people with low vision need 4.5\n  ^ --soft: #9a9a9a\n  help: make --soft darker, such as #767676: its lightness is 69%; 57% is enough\n\
         themes/mini/styles/main.css:6:11: warning[contrast-low]: --soft on --paper has a contrast of 1.93 on dark screens; people with low vision need 4.5\n  ^ --soft: #444444\n  help: make --soft lighter, such as #7c7c7c: its lightness is 39%; 59% is enough\n"
    );
}

#[test]
fn a_color_of_the_settings_is_told_there() {
    let site = checked(&format!(
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/base/\nlanguage: en\ntime_zone: UTC\ntheme: mini\nsettings: {{accent: \"#7fd0e8\"}}\n\
         -- themes/mini/theme.yaml --\nname: mini\n{TYPES}settings:\n  accent: {{kind: color}}\ncontrast:\n  - {{text: --on-color, on: --fill}}\n\
         -- themes/mini/styles/main.css --\n:root {{ --fill: var(--setting-accent, #0a5873); --on-color: #fff }}\n"
    ));
    let told = site.told();
    assert!(
        told.starts_with("content/site.yaml:6:21 warning[contrast-low] --on-color on --fill has a contrast of 1.7"),
        "{told}"
    );
    assert!(told.contains("; people with low vision need 4.5 | make --fill darker, such as #"), "{told}");
}

#[test]
fn pairs_that_cannot_be_measured_are_told() {
    let site = theme(
        "  - {text: --inc, on: --paper}\n  - {text: --glass, on: --paper}\n",
        ":root { --ink: #111; --paper: #fff; --glass: rgb(0 0 0 / 50%) }",
    );
    let told = site.told();
    assert!(told.contains("themes/mini/theme.yaml:6:5 warning[contrast-unknown] no style sheet sets the property --inc on :root | did you mean \"ink\"?"), "{told}");
    assert!(told.contains("themes/mini/theme.yaml:7:5 warning[contrast-unknown] the color --glass, \""), "{told}");
    assert!(
        told.contains("cannot be measured | write it as #rrggbb, rgb(…) or oklch(…), without transparency"),
        "{told}"
    );
    let told = theme("  - {text: --ink, on: --paper, at_least: much}\n", ":root { --ink: #111; --paper: #fff }").told();
    assert!(told.contains("error[field-kind] \"at_least\" must be a number from 1 to 21"), "{told}");
}

/// A theme that extends the clinic theme with this style sheet.
fn own_look(css: &str) -> Built {
    checked(&format!(
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/base/\nlanguage: en\ntime_zone: UTC\ntheme: own\n\
         -- themes/own/theme.yaml --\nname: own\nextends: clinic\n-- themes/own/styles/main.css --\n{css}"
    ))
}

#[test]
fn the_example_of_the_documentation_can_be_read_in_light_and_dark_mode() {
    let readme = include_str!("../../../themes/README.md");
    let (_, look) = readme.split_once("\n### Look\n").expect("the section");
    let (_, example) = look.split_once("```css\n").expect("an example");
    let (css, _) = example.split_once("```").expect("its end");
    assert!(css.contains("--paper"), "{css}");
    let told = own_look(css).told();
    assert!(!told.contains("contrast") && !told.contains("style-"), "{told}");
}

#[test]
fn too_little_contrast_is_told_at_the_color_that_the_nearest_theme_changed() {
    let told = own_look("@import \"clinic/main.css\";\n:root {\n  --paper: #ffffff;\n}\n").told();
    let low: Vec<_> = told.lines().filter(|line| line.contains("contrast-low")).collect();
    assert_eq!(low.len(), 1, "{told}");
    assert!(low[0].starts_with("themes/own/styles/main.css:3:3 warning[contrast-low] --"), "{told}");
    assert!(low[0].contains("on --paper has a contrast of 1.16 on dark screens"), "{told}");
}
