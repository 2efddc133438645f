//! What a theme says of itself and what nothing reads of it: its name, its folders, pages that defaults name, files that are
//! published as they are, mistakes on which every page fails.

use super::fixture::build;

const PAGE: &str = "-- content/a.md --\n---\ntitle: A\n---\n-- content/b.md --\n---\ntitle: B\n---\n";
const TYPES: &str = "types: {page: {template: page.html}, section: {template: section.html}}\n";

#[test]
fn the_name_of_a_theme_is_that_of_its_folder() {
    let site = build(&format!("{PAGE}-- themes/mini/theme.yaml --\nname: other\n{TYPES}"));
    assert_eq!(
        site.told_in_full(),
        "themes/mini/theme.yaml:1:7: warning[theme-name]: the theme is called \"other\" here, and by its folder \"mini\"\n  ^ other\n  help: write: name: mini\n        or rename the folder, and write the new name in site.yaml\n"
    );
    build(&format!("{PAGE}-- themes/mini/theme.yaml --\nname: mini\n{TYPES}")).clean();
}

#[test]
fn misspelt_folders_and_files_of_a_theme_are_told_once() {
    for (path, told) in [
        ("staticc/a.txt", "nothing reads the folder \"staticc\" of a theme | did you mean \"static\"?"),
        ("template/a.html", "nothing reads the folder \"template\" of a theme | did you mean \"templates\"?"),
        ("Strings/en.yaml", "nothing reads the folder \"Strings\" of a theme | did you mean \"strings\"?"),
        ("style/main.css", "nothing reads the folder \"style\" of a theme | did you mean \"styles\"?"),
        ("rule.yaml", "nothing reads the file \"rule.yaml\" of a theme | did you mean \"rules.yaml\"?"),
        ("rules.yml", "nothing reads the file \"rules.yml\" of a theme | did you mean \"rules.yaml\"?"),
    ] {
        let folder = path.split('/').next().unwrap_or_default();
        let second = if folder == path { String::new() } else { format!("-- themes/mini/{folder}/z --\nx\n") };
        let site = build(&format!("{PAGE}-- themes/mini/{path} --\nx\n{second}"));
        assert_eq!(site.told(), format!("themes/mini/{path} warning[theme-name] {told}"));
    }
    build(&format!(
        "{PAGE}-- themes/mini/README.md --\nx\n-- themes/mini/docs/a.md --\nx\n-- themes/mini/LICENSE --\nx\n"
    ))
    .clean();
}

#[test]
fn a_default_that_names_no_page_is_told_at_the_theme_once() {
    for (declared, place) in [
        ("settings: {start: {kind: page, default: nope.md}}", "themes/mini/theme.yaml:2:41"),
        ("settings: {start: {kind: pages, default: [a.md, nope.md]}}", "themes/mini/theme.yaml:2:49"),
        ("fields: {rel: {kind: page, default: nope.md}}", "themes/mini/theme.yaml:2:37"),
    ] {
        let shown = if declared.starts_with("settings: {start: {kind: page,") {
            "{{ url(to=config.settings.start) }}"
        } else if declared.starts_with("fields") {
            "{{ url(to=page.fields.rel) }}"
        } else {
            ""
        };
        let site = build(&format!(
            "{PAGE}-- themes/mini/theme.yaml --\nname: mini\n{declared}\n{TYPES}-- themes/mini/templates/page.html --\n{{{{ page.content }}}}{shown}\n"
        ));
        assert_eq!(
            site.told(),
            format!(
                "{place} error[link-broken] there is no page \"nope.md\" | write the path of a page in content/, such as guides/first-visit.md, or remove this line"
            ),
            "{declared}"
        );
        let good = declared.replace("nope.md", "b.md");
        build(&format!("{PAGE}-- themes/mini/theme.yaml --\nname: mini\n{good}\n{TYPES}")).clean();
    }
    let types = "types: {page: {template: page.html, fields: {rel: {kind: page, default: nope.md}}}, section: {template: section.html}}\n";
    let site = build(&format!("{PAGE}-- themes/mini/theme.yaml --\nname: mini\n{types}"));
    assert_eq!(site.codes(), ["link-broken"], "{}", site.told());
}

#[test]
fn style_sheets_and_scripts_that_are_published_as_they_are_are_checked() {
    for (path, text, told) in [
        (
            "themes/mini/static/x.css",
            "a { color: red;\nb { color: blue }",
            ":1:3 warning[style-broken] the block that opens here is not closed",
        ),
        (
            "content/files/x.css",
            "a { colr: red }",
            ":1:5 warning[style-broken] browsers do not know the property \"colr\"",
        ),
        ("themes/mini/static/x.js", "f(() => {", ":1:9 warning[script-broken] this bracket is not closed"),
        ("content/x.mjs", "const a = 'b;\n", ":1:11 warning[script-broken] this text is not closed on its line"),
    ] {
        let site = build(&format!("{PAGE}-- {path} --\n{text}\n"));
        assert!(site.told().contains(&format!("{path}{told}")), "{path}: {}", site.told());
    }
    for path in ["content/x.min.js", "themes/mini/static/x.min.css", "content/data/x.csv"] {
        build(&format!("{PAGE}-- {path} --\na {{\n")).clean();
    }
}

#[test]
fn a_mistake_in_a_template_is_one_message_however_many_pages_fail() {
    let site = build(&format!(
        "{PAGE}-- content/c.md --\n---\ntitle: C\n---\n-- themes/mini/templates/page.html --\n{{{{ throw(message=\"Stop\") }}}}\n"
    ));
    let told = site.only();
    let related = told.related.as_ref().expect("a page");
    assert_eq!(
        (related.file.as_str(), related.label.as_str()),
        ("content/a.md", "while rendering this page and 2 others")
    );
}

#[test]
fn a_mistake_in_a_template_is_one_message_whatever_of_the_page_it_says() {
    for (template, message, note) in [
        ("{{ throw(message=\"No hero for \" ~ page.title) }}", "No hero for A", "No hero for B"),
        ("{{ asset(path=page.slug ~ \".css\") }}", "the theme has no file \"a.css\"", "\"b.css\""),
        ("{{ page.date | date }}", "there is no date here; ask for it first: {% if page.date %}", ""),
    ] {
        let site = build(&format!("{PAGE}-- themes/mini/templates/page.html --\n{{{{ page.content }}}}{template}\n"));
        let told = site.only();
        assert!(
            told.message.starts_with(message) || told.help.as_deref().unwrap_or("").contains(message),
            "{}",
            site.told()
        );
        assert!(told.note.as_deref().unwrap_or_default().contains(note), "{}", site.told());
        assert!(
            told.related.as_ref().is_some_and(|it| it.label.starts_with("while rendering this page")),
            "{}",
            site.told()
        );
    }
}

#[test]
fn a_broken_address_that_holds_a_value_is_told_once_at_the_template() {
    for (template, pointed) in [
        ("<a href=\"/nope/{{ page.slug }}/\">Go to {{ page.title }}</a>", "/nope/{{ page.slug }}/"),
        ("<img src='/pictures/{{ page.slug }}.jpg' alt=''>", "/pictures/{{ page.slug }}.jpg"),
        ("{{ <shown slug={page.slug} /> }}", "/shown/{{ slug }}"),
    ] {
        let site = super::checks::checked(&format!(
            "{PAGE}-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n-- themes/mini/templates/page.html --\n<html lang=\"en\"><title>{{{{ page.title }}}}</title><main><h1>{{{{ page.title }}}}</h1>{{{{ page.content }}}}{template}</main>\n\
             -- themes/mini/components/shown.html --\n{{% component shown(slug) %}}<a href=\"/shown/{{{{ slug }}}}\">{{{{ slug }}}}</a>{{% endcomponent shown %}}\n"
        ));
        let broken: Vec<_> = site.diagnostics.iter().filter(|told| told.code == "link-broken").collect();
        assert_eq!(broken.len(), 1, "{template}: {}", site.told());
        assert_eq!(site.pointed(broken[0]), pointed, "{template}");
        assert!(
            broken[0].note.as_deref().is_some_and(|note| note.starts_with("found on 2 pages; the first is ")),
            "{broken:?}"
        );
    }
}

#[test]
fn what_is_no_template_is_told_with_what_to_write() {
    for (template, told) in [
        (
            "{% include \"parts/foter.html\" %}",
            "there is no template \"parts/foter.html\" | did you mean \"parts/footer.html\"?",
        ),
        (
            "{% include \"x/y.html\" %}",
            "there is no template \"x/y.html\" | add the file templates/x/y.html to the theme",
        ),
        ("{{ get_page(path=\"a.md\").title }}", "give the value a name first: {% set found = … %}{{ found.title }}"),
        ("{{ page.title title }}", "close the value before this with }}; to join two texts, write ~ between them"),
    ] {
        let site = build(&format!(
            "{PAGE}-- themes/mini/templates/page.html --\n{{{{ page.content }}}}{template}\n-- themes/mini/templates/parts/footer.html --\n<p>\n"
        ));
        assert!(site.told().contains(told), "{}", site.told());
        assert_eq!(site.diagnostics.iter().filter(|told| told.code != "template-unused").count(), 1, "{}", site.told());
    }
}

#[test]
fn a_list_that_is_never_closed_is_told_once() {
    let settings =
        super::fixture::files(super::fixture::PLAIN)["content/site.yaml"].replacen("title: Test site", "title: [", 1);
    let site = build(&format!("{PAGE}-- content/site.yaml --\n{settings}"));
    assert_eq!(site.codes().iter().filter(|code| **code == "field-kind").count(), 0, "{}", site.told());
    assert!(site.told().contains("content/site.yaml:1:8 error[yaml-syntax]"), "{}", site.told());
}

#[test]
fn a_page_of_a_term_has_no_list_of_all_terms() {
    let tagged = "-- content/c.md --\n---\ntitle: C\ntags: [one]\n---\n";
    let at = |template: &str| {
        build(&format!("{tagged}-- themes/mini/templates/term.html --\n{{{{ page.content }}}}{template}\n"))
    };
    let site = at("{% for t in taxonomy.terms %}{{ t.name }}{% endfor %}");
    assert_eq!(
        site.told(),
        "themes/mini/templates/term.html:1:40 error[template-unknown] \"terms\" is not a key of \"taxonomy\" on the page of a term | its keys are: name, title, url"
    );
    at("{% for t in taxonomy?.terms or [] %}{{ t.name }}{% endfor %}{{ taxonomy.title }}").clean();
}

#[test]
fn a_list_of_terms_without_a_template_is_told_in_english() {
    let all = super::fixture::files(super::fixture::PLAIN);
    let mut files: std::collections::BTreeMap<String, String> =
        all.into_iter().filter(|(path, _)| !path.ends_with("term.html")).collect();
    files.insert("content/c.md".to_owned(), "---\ntitle: C\ntags: [one]\n---\n".to_owned());
    let site = super::fixture::build_files(&files, &super::fixture::options());
    assert_eq!(
        site.told(),
        "themes/mini/theme.yaml error[template-missing] the taxonomies of this site need the template term.html, which the theme does not have | add the file templates/term.html to the theme"
    );
}
