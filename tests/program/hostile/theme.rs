//! Themes that are missing, go round in a circle, or never end.

use support::{SETTINGS, Site};

/// A published site with a theme of its own that builds on the default one.
fn themed(files: &[(&str, &str)]) -> Site {
    let site = Site::published();
    site.write("content/site.yaml", format!("{SETTINGS}theme: mine\n"));
    site.write("themes/mine/theme.yaml", "name: mine\nextends: clinic\n");
    files.iter().for_each(|(path, text)| site.write(&format!("themes/mine/{path}"), text));
    site
}

#[test]
fn a_missing_theme_is_told_with_those_that_are_there() {
    for (theme, words) in
        [("clinci", "did you mean \"clinic\"?"), ("../../etc", "the themes here are: clinic"), ("\"\"", "")]
    {
        let site = Site::published();
        site.write("content/site.yaml", format!("{SETTINGS}theme: {theme}\n"));
        if words.is_empty() {
            site.run(&["build"]).ends(0);
        } else {
            site.refuses(1, words);
        }
    }
    let site = themed(&[("theme.yaml", "name: mine\nextends: nobody\n")]);
    site.refuses(1, "there is no theme \"nobody\"");
    let site = themed(&[("theme.yaml", "name: mine\nextends: mine\n")]);
    site.refuses(1, "error[theme-circle]");
}

#[test]
fn a_template_that_includes_itself_is_named() {
    let site = themed(&[("templates/page.html", "{% include \"page.html\" %}")]);
    site.refuses(1, "themes/mine/templates/page.html:1:12: error[template]: this template includes itself");
    let site = themed(&[
        ("templates/page.html", "{% include \"a.html\" %}"),
        ("templates/a.html", "{% include \"b.html\" %}"),
        ("templates/b.html", "{% include \"a.html\" %}"),
    ]);
    site.refuses(1, "this template includes itself, directly or through others");
    let site = themed(&[("templates/page.html", "{% extends \"page.html\" %}")]);
    site.refuses(1, "this template extends itself, directly or through others");
}

#[test]
fn a_component_that_uses_itself_comes_to_an_end() {
    let site = themed(&[(
        "components/boom.html",
        "{% component boom(n=1) {\"form\": \"inline\"} %}{{<boom n={n} />}}{% endcomponent boom %}",
    )]);
    site.write("content/a.md", "---\ntitle: T\n---\nA {{ boom }}\n");
    site.refuses(1, "this component of the theme includes itself endlessly");
}

#[test]
fn templates_that_cannot_be_read_are_all_told() {
    let site = themed(&[
        ("templates/page.html", "{% if %}"),
        ("templates/section.html", "{{ page.title"),
        ("templates/term.html", "{% for %}{% endfor %}"),
    ]);
    let run = site.refuses(1, "themes/mine/templates/page.html");
    assert!(
        run.err.contains("mine/templates/section.html") && run.err.contains("mine/templates/term.html"),
        "{}",
        run.err
    );
}
