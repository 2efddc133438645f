//! `vertebra theme`: the files of the theme listed, shown and taken over, and a theme checked with the worst pages.

use std::fs;

use support::{SETTINGS, Site, project};

/// A site whose theme extends the clinic theme.
fn own_theme() -> Site {
    let site = Site::small();
    site.write("content/site.yaml", format!("{SETTINGS}theme: mine\n"));
    site.write("themes/mine/theme.yaml", "name: mine\nextends: clinic\n");
    site
}

fn built_in(path: &str) -> String {
    fs::read_to_string(project().join("themes/clinic").join(path)).unwrap()
}

#[test]
fn the_list_shows_every_file_its_theme_its_blocks_and_what_is_replaced() {
    let site = own_theme();
    site.write("themes/mine/templates/parts/footer.html", "<footer></footer>\n");
    site.write("themes/mine/strings/en.yaml", "contents: In this article\n");
    let out = site.run(&["theme", "list"]).ends(0).out;
    let line = |path: &str| {
        let found = out.lines().find(|line| line.split_whitespace().next() == Some(path));
        found.unwrap_or_else(|| panic!("{path}: {out}")).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(out.starts_with("The theme of this site is mine, which extends clinic.\n"), "{out}");
    assert_eq!(line("templates/parts/footer.html"), "templates/parts/footer.html mine, replaces that of clinic");
    assert!(line("templates/base.html").contains("clinic; blocks: title, "), "{out}");
    assert_eq!(line("styles/tokens.css"), "styles/tokens.css clinic");
    assert!(line("strings/en.yaml").starts_with("strings/en.yaml mine: 1 string, clinic: "), "{out}");
    for kind in ["Templates", "Parts of templates", "Components", "Style sheets", "Scripts", "Strings"] {
        assert!(out.contains(&format!("\n{kind} (")), "{kind}: {out}");
    }
}

#[test]
fn a_file_of_the_theme_is_shown_as_it_is() {
    let site = own_theme();
    site.write("themes/mine/templates/parts/footer.html", "<footer></footer>\n");
    for name in ["templates/parts/footer.html", "footer.html", "clinic/templates/parts/footer.html"] {
        assert_eq!(site.run(&["theme", "show", name]).ends(0).out, built_in("templates/parts/footer.html"), "{name}");
    }
    assert_eq!(site.run(&["theme", "show", "mine/footer.html"]).ends(0).out, "<footer></footer>\n");
    let run = site.run(&["theme", "show", "foter.html"]).ends(2);
    assert!(run.err.contains("no theme of this site has a file foter.html"), "{}", run.err);
    assert!(run.err.contains("did you mean templates/parts/footer.html?"), "{}", run.err);
    assert!(site.run(&["theme", "show", "index.md"]).ends(2).err.contains("index.md can be several files"));
}

#[test]
fn a_file_is_taken_once_and_can_be_given_back() {
    let site = own_theme();
    let run = site.run(&["theme", "take", "footer.html"]).ends(0);
    assert!(run.out.contains("Created themes/mine/templates/parts/footer.html"), "{}", run.out);
    let text = built_in("templates/parts/footer.html");
    assert_eq!(site.read("themes/mine/templates/parts/footer.html"), text);
    assert_eq!(site.read("themes/mine/taken/clinic/templates/parts/footer.html"), text);
    site.run(&["build", "--strict"]).ends(0);

    let again = site.run(&["theme", "take", "footer.html"]).ends(2);
    assert!(again.err.contains("themes/mine/templates/parts/footer.html already exists"), "{}", again.err);
    assert!(site.run(&["theme", "take", "strings/en.yaml"]).ends(2).err.contains("one by one"));
    assert!(site.run(&["theme", "take", "clinic/theme.yaml"]).ends(2).err.contains("is not replaced"));
    site.run(&["undo"]).ends(0);
    assert!(!site.has("themes/mine/templates/parts/footer.html") && !site.has("themes/mine/taken"));
    assert!(site.run(&["theme", "take", "footer.html", "--merged"]).ends(2).err.contains("has no copy of"));

    let without = Site::small();
    let run = without.run(&["theme", "take", "footer.html"]).ends(2);
    assert!(run.err.contains("this site has no theme of its own"), "{}", run.err);
    assert!(run.err.contains("extends: clinic"), "{}", run.err);
}

#[test]
fn a_copy_of_an_old_version_is_told_with_what_changed_since() {
    let site = own_theme();
    site.run(&["theme", "take", "footer.html"]).ends(0);
    let text = built_in("templates/parts/footer.html");
    let own = text.replace("<footer", "<!-- my own --><footer");
    site.write("themes/mine/templates/parts/footer.html", &own);
    assert!(!site.run(&["build"]).ends(0).err.contains("theme-copy-old"));

    // As it was in an earlier version of the program.
    let (first, rest) = text.split_once('\n').unwrap();
    site.write("themes/mine/taken/clinic/templates/parts/footer.html", format!("{first} of old\n{rest}"));
    for command in ["build", "check"] {
        let err = site.run(&[command]).ends(0).err;
        assert!(err.contains("themes/mine/templates/parts/footer.html: note[theme-copy-old]: "), "{err}");
        assert!(
            err.contains("themes/clinic/templates/parts/footer.html has changed since this copy of it was taken"),
            "{err}"
        );
        assert!(err.contains(&format!("-{first} of old")) && err.contains(&format!("+{first}")), "{err}");
        assert!(!err.contains("my own"), "{err}");
        assert!(err.contains("vertebra theme take templates/parts/footer.html --merged"), "{err}");
    }
    site.run(&["theme", "take", "templates/parts/footer.html", "--merged"]).ends(0);
    assert!(!site.run(&["build"]).ends(0).err.contains("theme-copy-old"));
    assert_eq!(site.read("themes/mine/templates/parts/footer.html"), own);

    site.write("themes/mine/taken/clinic/templates/parts/gone.html", "");
    site.write("themes/mine/templates/parts/gone.html", "");
    assert!(
        site.run(&["build"])
            .ends(0)
            .err
            .contains("this is a copy of themes/clinic/templates/parts/gone.html, which no longer exists")
    );
}

#[test]
fn the_themes_of_the_program_cope_with_every_page() {
    let site = Site::small();
    for name in ["clinic", "plain"] {
        let run = site.run(&["theme", "check", name, "--strict"]);
        assert_eq!(run.err, "", "{name}");
        assert!(run.ends(0).out.contains(&format!("Checked the theme {name}: ")));
    }
    assert!(site.run(&["theme", "check", "clinik"]).ends(2).err.contains("did you mean clinic?"));
}

const THEME: &str = "name: mine\ntypes:\n  page: {template: page.html}\n  section: {template: section.html}\n  tip:\n    template: page.html\n    fields:\n      level: {kind: integer}\n";
const BASE: &str = "<!DOCTYPE html><html lang=\"{{ page.lang }}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
    <title>{{ page.title }}</title><link rel=\"canonical\" href=\"{{ page.permalink }}\"><link rel=\"stylesheet\" href=\"{{ asset(path=\"main.css\") }}\"></head>\n\
    <body>{% block body %}{% endblock body %}</body></html>\n";
const PAGE: &str = "{% extends \"base.html\" %}{% block body %}<main><h1>{{ page.title }}</h1>{{ page.content }}\
    {% for note in page.notes %}<div id=\"{{ note.id }}\">{{ note.content }}</div>{% endfor %}\nEXTRA</main>{% endblock body %}\n";

/// A theme that copes with everything, with a file in another form.
fn theme_with(path: &str, text: &str) -> Site {
    let site = Site::small();
    site.write("content/site.yaml", format!("{SETTINGS}theme: mine\n"));
    site.write("themes/mine/theme.yaml", THEME);
    site.write("themes/mine/styles/main.css", "a { color: navy }\n");
    site.write("themes/mine/templates/base.html", BASE);
    site.write("themes/mine/templates/page.html", PAGE.replace("EXTRA", ""));
    let list = "{% for card in section.pages %}<p><a href=\"{{ card.url }}\">{{ card.title }}</a></p>{% endfor %}";
    site.write("themes/mine/templates/section.html", PAGE.replace("EXTRA", list));
    site.write(path, text);
    site
}

#[test]
fn every_kind_of_mistake_of_a_theme_is_told_before_an_editor_meets_it() {
    let page = |extra: &str| PAGE.replace("EXTRA", extra);
    let cases: Vec<(&str, &str, String, &str)> = vec![
        ("a date that a page may not have", "templates/page.html", page("{{ page.date | date }}"), "page.html:2"),
        ("a field that a page may not have", "templates/page.html", page("{{ page.fields.level + 1 }}"), "page.html:2"),
        (
            "a list of terms that a page may not have",
            "templates/page.html",
            page("{{ page.reviewed.by }}"),
            "page.html:2",
        ),
        (
            "a file that is not there",
            "templates/page.html",
            page("{{ asset(path=\"mian.css\") }}"),
            "did you mean \"main.css\"?",
        ),
        (
            "a template that is not there",
            "theme.yaml",
            THEME.replacen("page.html", "pgae.html", 1),
            "error[template-missing]",
        ),
        ("a template that cannot be read", "templates/page.html", page("{% if page.date %}"), "error[template]"),
        ("an element that is not closed", "templates/page.html", page("<button></button>"), "error[button-nameless]"),
        ("a string in one language only", "strings/es.yaml", "hello: Hola\n".to_owned(), "string-"),
        (
            "a style sheet that is not closed",
            "styles/main.css",
            "a { color: navy\n".to_owned(),
            "main.css:1:3: error[style-broken]",
        ),
        ("a script that is not closed", "scripts/menu.js", "go(1;\n".to_owned(), "menu.js:1:3: error[script-broken]"),
        (
            "a setting of theme.yaml that does not exist",
            "theme.yaml",
            format!("{THEME}settigns: {{}}\n"),
            "error[field-unknown]",
        ),
        ("a component that cannot be read", "components/tip.html", "{% component tip( %}".to_owned(), "tip.html:1"),
    ];
    assert_eq!(theme_with("content/x.txt", "").run(&["theme", "check", "--strict"]).ends(0).err, "");
    for (name, path, text, expected) in cases {
        let site = theme_with(&format!("themes/mine/{path}"), &text);
        if path.starts_with("strings") {
            site.write("themes/mine/strings/en.yaml", "hello: Hello\nbye: Bye\n");
            site.write("themes/mine/templates/page.html", page("{{ t(key=\"hello\") }} {{ t(key=\"bye\") }}"));
        }
        let run = site.run(&["theme", "check"]);
        assert!(run.err.contains(expected), "{name}: {}\n{}", run.out, run.err);
        run.ends(1);
    }
}
