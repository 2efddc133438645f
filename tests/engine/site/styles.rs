//! Style sheets of a theme: bundled, made small, told about in their own lines.

use super::fixture::{Built, build, build_with, options};
use vertebra_engine::Options;

/// A theme with these style sheets, and one that it extends.
fn with(files: &str) -> Built {
    build(&format!(
        "-- themes/mini/theme.yaml --\nname: mini\nextends: base\n\
         settings: {{accent: {{kind: color, default: \"#005EB8\"}}, other: {{kind: color}}}}\n\
         -- themes/base/theme.yaml --\nname: base\ntypes: {{page: {{template: page.html}}, section: {{template: page.html}}}}\n\
         -- themes/mini/templates/page.html --\n<h1>{{{{ page.title }}}}</h1>\n-- content/a.md --\n---\ntitle: A\n---\n{files}"
    ))
}

/// The only published style sheet of that name, whatever its hash.
fn sheet<'a>(site: &'a Built, name: &str) -> &'a str {
    let begin = format!("assets/{name}.");
    let found: Vec<_> =
        site.names().into_iter().filter(|path| path.starts_with(&begin) && path.ends_with(".css")).collect();
    assert_eq!(found.len(), 1, "{:?}\n{}", site.names(), site.told());
    site.text(found[0])
}

#[test]
fn a_style_sheet_is_published_with_all_that_it_imports() {
    let site = with(
        "-- themes/mini/styles/main.css --\n\
         @layer base, theme;\n@import \"parts/tokens.css\";\n@import url(parts/base.css) layer(base);\n\
         @import \"print.css\" print;\n@import \"parts/grid.css\" layer(theme) supports(display: grid) screen and (min-width: 40em);\n\
         @layer theme { .card { margin-inline-start: 1rem; color: var(--setting-accent); & h2 { margin: 0px } } }\n\
         -- themes/mini/styles/parts/tokens.css --\n@import \"colors.css\";\n:root { --gap: 1rem }\n\
         -- themes/base/styles/parts/colors.css --\n:root { color-scheme: light dark; --text: light-dark(#111111, #eeeeee) }\n\
         -- themes/base/styles/parts/tokens.css --\n:root { --never: 1 }\n\
         -- themes/base/styles/parts/base.css --\nbody { background: url(\"../../images/spine.svg\") }\n\
         -- themes/base/images/spine.svg --\n<svg/>\n\
         -- themes/base/styles/print.css --\na { color: black }\n\
         -- themes/base/styles/parts/grid.css --\n.grid { display: grid }\n@media (prefers-contrast: more) { .grid { color: CanvasText } }\n\
         @media (forced-colors: active) { .grid { border: 1px solid ButtonText } }\n",
    );
    site.clean();
    let spine = site.names().into_iter().find(|name| name.starts_with("assets/images/spine.")).expect("published");
    let spine = spine.trim_start_matches("assets/");
    assert_eq!(
        sheet(&site, "main"),
        format!(
            ":root{{--setting-accent:#005eb8}}@layer base{{body{{background:url({spine})}}}}\
             @layer theme{{@supports (display:grid){{@media screen and (width>=40em){{.grid{{display:grid}}\
             @media (prefers-contrast:more){{.grid{{color:canvastext}}}}\
             @media (forced-colors:active){{.grid{{border:1px solid buttontext}}}}}}}}\
             .card{{color:var(--setting-accent);margin-inline-start:1rem}}.card h2{{margin:0}}}}\
             :root{{color-scheme:light dark;--text:light-dark(#111,#eee);--gap:1rem}}@media print{{a{{color:#000}}}}"
        )
    );
    assert_eq!(site.names().iter().filter(|name| name.ends_with(".css")).count(), 1, "{:?}", site.names());
}

#[test]
fn a_theme_builds_on_the_style_sheet_of_the_one_it_extends() {
    let site = with(
        "-- themes/mini/styles/main.css --\n@import \"base/main.css\";\n.own { color: red }\n\
         -- themes/base/styles/main.css --\n@import \"parts/tokens.css\";\n.base { color: red }\n\
         -- themes/base/styles/parts/tokens.css --\n.tokens { color: green }\n\
         -- themes/mini/styles/parts/tokens.css --\n.own-tokens { color: green }\n\
         -- themes/base/styles/extra.css --\n.extra { color: red }\n",
    );
    site.clean();
    assert_eq!(sheet(&site, "main"), ".own-tokens{color:green}.base,.own{color:red}");
    assert_eq!(sheet(&site, "extra"), ".extra{color:red}");
}

#[test]
fn the_name_of_a_sheet_follows_what_it_imports_and_points_at() {
    let path = |token: &str, svg: &str| {
        let site = with(&format!(
            "-- themes/mini/styles/main.css --\n@import \"parts/a.css\";\n\
             -- themes/mini/styles/parts/a.css --\n/* {token} */ a {{ color: {token}; background: url(../../images/x.svg) }}\n\
             -- themes/mini/images/x.svg --\n{svg}\n"
        ));
        site.names().into_iter().find(|name| name.ends_with(".css")).expect("a sheet").to_owned()
    };
    assert_eq!(path("red", "<svg/>"), path("red", "<svg/>"));
    assert_ne!(path("red", "<svg/>"), path("green", "<svg/>"));
    assert_ne!(path("red", "<svg/>"), path("red", "<svg></svg>"));
}

#[test]
fn a_broken_style_sheet_is_told_in_its_own_lines() {
    let site = with(
        "-- themes/mini/styles/main.css --\n@import \"parts/a.css\";\n@import \"parts/tokns.css\";\n\
         @import \"https://fonts.example/a.css\";\n@import \"../../secret.css\";\na { background: url(../images/y.svg) }\n\
         -- themes/mini/images/x.svg --\n<svg/>\n\
         -- themes/mini/styles/parts/tokens.css --\n:root { --a: 1 }\n\
         -- themes/mini/styles/parts/a.css --\n\
         a { color: navy }\nb { colör navy; }\n.é > { color: red }\n@medai print { a { color: red } }\na:hovr { color: red }\n\
         @import \"tokens.css\";\n:root { --picture: url(../../images/x.svg) }\n",
    );
    assert_eq!(
        site.told_in_full(),
        r#"themes/mini/styles/main.css:2:1: error[style-missing]: the theme has no file styles/parts/tokns.css
  ^ @import "parts/tokns.css"
  help: did you mean "parts/tokens.css"?
themes/mini/styles/main.css:3:1: error[style-elsewhere]: this style sheet loads a file from another website, which can then track every visitor
  ^ @import "https://fonts.example/a.css"
  help: save the file in the theme, and write its path here
themes/mini/styles/main.css:4:1: error[style-missing]: the theme has no file ../../secret.css
  ^ @import "../../secret.css"
  help: create this file, or remove this line
themes/mini/styles/main.css:5:21: error[style-missing]: the theme has no file images/y.svg
  ^ ../images/y.svg
  help: did you mean "images/x.svg"?
themes/mini/styles/parts/a.css:2:11: error[style-broken]: "navy" is not expected here
  ^ navy
  help: write a property, a colon, a value and a semicolon, for example: color: navy;
themes/mini/styles/parts/a.css:3:6: error[style-broken]: a selector is missing at "{"
  ^ {
  help: write which elements the rule applies to, for example: .card > h2
themes/mini/styles/parts/a.css:4:1: warning[style-broken]: browsers do not know the rule "@medai"
  ^ @medai
  help: did you mean "@media"?
themes/mini/styles/parts/a.css:5:3: warning[style-broken]: browsers do not know ":hovr"
  ^ hovr
  help: did you mean "hover"?
themes/mini/styles/parts/a.css:6:1: error[style-broken]: @import must come first; browsers ignore it here
  ^ @import
  help: move it to the top of the file
themes/mini/styles/parts/a.css:7:24: error[style-broken]: a custom property cannot contain a file address, because it may be used in another file
  ^ ../../images/x.svg
  help: write url(…) where the image is used, for example: background-image: url(…)
"#
    );
}

#[test]
fn style_sheets_that_go_in_circles_are_told_once() {
    let site = with(
        "-- themes/mini/styles/main.css --\n@import \"a.css\";\n\
         -- themes/mini/styles/a.css --\n@import \"b.css\";\na { color: red }\n\
         -- themes/mini/styles/b.css --\n@import \"a.css\";\nb { color: red }\n\
         -- themes/mini/styles/self.css --\n@import \"self.css\";\n",
    );
    assert_eq!(
        site.told_in_full(),
        r#"themes/mini/styles/b.css:1:1: error[style-circle]: themes/mini/styles/a.css imports this style sheet, so the imports form a cycle
  ^ @import "a.css"
  help: remove one of the imports; to extend the style sheet of another theme, write the theme's name first: @import "clinic/main.css";
themes/mini/styles/self.css:1:1: error[style-circle]: this style sheet imports itself
  ^ @import "self.css"
  help: remove one of the imports; to extend the style sheet of another theme, write the theme's name first: @import "clinic/main.css";
"#
    );
}

#[test]
fn colors_are_checked_and_reach_only_the_style_sheets_that_use_them() {
    let css = "-- themes/mini/styles/main.css --\na { color: var(--setting-other, red); outline-color: var(--setting-otherwise, red) }\n\
               -- themes/mini/styles/plain.css --\na { color: red }\n";
    let of = |settings: &str| {
        with(&format!(
            "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\nsettings:\n  {settings}\n{css}"
        ))
    };
    let used = of("other: \"#Aa0011\"");
    used.clean();
    assert_eq!(
        sheet(&used, "main"),
        ":root{--setting-other:#aa0011}a{color:var(--setting-other,red);outline-color:var(--setting-otherwise,red)}"
    );
    assert_eq!(sheet(&used, "plain"), "a{color:red}");
    assert!(sheet(&of("accent: \"#aa0011\""), "main").starts_with("a{"), "not asked for");
    assert_eq!(
        of("other: navy").told_in_full(),
        "content/site.yaml:7:10: error[color-invalid]: \"navy\" is not a color: write # and six digits or letters from a to f\n  ^ navy\n  help: write it in quotes: other: \"#005eb8\"\n"
    );
    assert_eq!(
        of("other: #aa0011").told_in_full(),
        "content/site.yaml:7:10: error[yaml-syntax]: everything after # is a comment, so this field is empty\n  ^ #aa0011\n  help: put the whole text in straight quotes:\n        other: \"#aa0011\"\n"
    );
}

#[test]
fn fonts_for_browsers_are_published_and_found() {
    let site = with(
        "-- themes/mini/styles/main.css --\n@font-face { font-family: Own; src: url(../fonts/own.woff2) format(\"woff2\") }\n\
         -- themes/base/fonts/own.woff2 --\nfont\n-- themes/base/fonts/OFL.txt --\nLicence\n",
    );
    site.clean();
    let font = site.names().into_iter().find(|name| name.starts_with("assets/fonts/")).expect("published");
    let font = font.trim_start_matches("assets/");
    assert_eq!(sheet(&site, "main"), format!("@font-face{{font-family:Own;src:url({font})format(\"woff2\")}}"));
    assert!(!site.names().iter().any(|name| name.contains("OFL")), "{:?}", site.names());
}

#[test]
fn the_pages_of_the_theme_are_seen_in_the_colors_of_the_site() {
    let site = build_with(
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n\
         settings: {accent: \"#aa0011\"}\nbudgets: {html: 0}\n\
         -- themes/mini/theme.yaml --\nname: mini\ntypes: {page: {template: page.html}, section: {template: page.html}}\n\
         settings: {accent: {kind: color, default: \"#005eb8\"}}\n\
         -- themes/mini/templates/page.html --\n{{ asset(path=\"main.css\") }}\n\
         -- themes/mini/styles/main.css --\na { color: var(--setting-accent) }\n\
         -- themes/mini/pages/show/index.md --\n---\ntitle: Show\n---\n",
        &Options { drafts: true, ..options() },
    );
    assert_eq!(sheet(&site, "main"), ":root{--setting-accent:#aa0011}a{color:var(--setting-accent)}");
    assert!(site.has(site.text("show/index.html").trim().trim_start_matches('/')));
    assert!(!site.told().contains("show"), "the theme's own pages have no budget: {}", site.told());
}

#[test]
fn style_sheets_without_end_are_told() {
    let deep = |open: &str, close: &str| format!("{}a{{color:red}}{}", open.repeat(5000), close.repeat(5000));
    for css in [deep("a{", "}"), deep("@media print{", "}"), format!("{}{{color:red}}", deep(":is(", ")"))] {
        let site = with(&format!("-- themes/mini/styles/main.css --\n{css}\n"));
        assert!(site.told().contains("error[style-broken] brackets are nested too deeply here"), "{}", site.told());
    }
    let row: String =
        (0..40).map(|n| format!("-- themes/mini/styles/{n}.css --\n@import \"{}.css\";\n", n + 1)).collect();
    let site = with(&format!("{row}-- themes/mini/styles/40.css --\na {{ color: red }}\n"));
    let line = |n: usize| {
        format!(
            "themes/mini/styles/{n}.css:1:1 error[style-broken] the chain of imports is more than 16 style sheets long | \
             import this one from a style sheet nearer to the start of the chain"
        )
    };
    assert_eq!(site.told(), [16, 33].map(line).join("\n"));
    let twice: String = (0..15)
        .map(|n| format!("-- themes/mini/styles/{n}.css --\n@import \"{0}.css\";\n@import \"{0}.css\" print;\n", n + 1))
        .collect();
    let site = with(&format!("{twice}-- themes/mini/styles/15.css --\na {{ color: red }}\n"));
    assert!(site.only().message.contains("more than 1000 style sheets"), "{}", site.told());
}

#[test]
fn a_template_that_asks_for_an_imported_style_sheet_is_told_which_one_to_use() {
    let site = build(
        "-- themes/mini/theme.yaml --\nname: mini\ntypes: {page: {template: page.html}, section: {template: page.html}}\n\
         -- themes/mini/templates/page.html --\n{{ asset(path=\"parts/a.css\") }}\n-- content/a.md --\n---\ntitle: A\n---\n\
         -- themes/mini/styles/main.css --\n@import \"parts/a.css\";\n-- themes/mini/styles/parts/a.css --\na { color: red }\n",
    );
    let told = site.told();
    assert!(
        told.contains("the style sheet \"parts/a.css\" has no address of its own, because another style sheet imports it; use the other one: \"main.css\""),
        "{told}"
    );
}

#[test]
fn namespaces_stand_in_front_and_concern_no_other_style_sheet() {
    let site = with(
        "-- themes/mini/styles/main.css --\n@import \"a.css\" print;\n@namespace svg url(http://www.w3.org/2000/svg);\nsvg|a { color: red }\n\
         -- themes/mini/styles/a.css --\n@namespace svg url(http://www.w3.org/2000/svg);\n@namespace x \"y\";\nb, x|b { color: blue }\n\
         -- themes/mini/styles/alone.css --\n@namespace url(http://www.w3.org/1999/xhtml);\nc { color: red }\n",
    );
    site.clean();
    assert_eq!(
        sheet(&site, "main"),
        "@namespace svg \"http://www.w3.org/2000/svg\";@namespace x \"y\";@media print{b,x|b{color:#00f}}svg|a{color:red}"
    );
    assert_eq!(sheet(&site, "alone"), "@namespace \"http://www.w3.org/1999/xhtml\";c{color:red}");
    let site = with(
        "-- themes/mini/styles/main.css --\n@import \"a.css\";\n@namespace svg \"one\";\nsvg|a { color: red }\n\
         -- themes/mini/styles/a.css --\n@namespace url(http://www.w3.org/2000/svg);\n@namespace svg \"two\";\nb { color: blue }\n",
    );
    assert_eq!(
        site.told_in_full(),
        "themes/mini/styles/a.css:1:1: error[style-broken]: this @namespace would also apply to the style sheets that are bundled with this one\n  ^ @namespace url(http://www.w3.org/2000/svg)\n  help: give it a name of its own, for example: @namespace svg url(http://www.w3.org/2000/svg);\n\
         themes/mini/styles/main.css:2:1: error[style-broken]: this @namespace would also apply to the style sheets that are bundled with this one\n  ^ @namespace svg \"one\"\n  help: give it a name of its own, for example: @namespace svg url(http://www.w3.org/2000/svg);\n"
    );
}
