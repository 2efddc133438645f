//! Scripts of a theme: their imports follow the published names, and what browsers cannot read is told.

use super::fixture::{Built, build};

/// A theme with these scripts.
fn with(files: &str) -> Built {
    build(&format!(
        "-- themes/mini/theme.yaml --\nname: mini\nextends: base\n\
         -- themes/base/theme.yaml --\nname: base\ntypes: {{page: {{template: page.html}}, section: {{template: page.html}}}}\n\
         -- themes/mini/templates/page.html --\n<h1>{{{{ page.title }}}}</h1>\n-- content/a.md --\n---\ntitle: A\n---\n{files}"
    ))
}

/// The published name of a script without `assets/`, and its text.
fn script<'a>(site: &'a Built, name: &str) -> (String, &'a str) {
    let begin = format!("assets/{name}.");
    let found: Vec<_> = site.names().into_iter().filter(|path| path.starts_with(&begin)).collect();
    assert_eq!(found.len(), 1, "{name}: {:?}\n{}", site.names(), site.told());
    (found[0].trim_start_matches("assets/").to_owned(), site.text(found[0]))
}

#[test]
fn imports_follow_the_published_names() {
    let site = with(
        "-- themes/mini/scripts/main.js --\nimport './menu.js';\nexport * from \"./lib/deep.js\";\nimport('./lib/lazy.js?v=1').then(go);\n\
         import data from './data.json' with { type: 'json' };\nimport '/worker.js'; // import './no.js'\n\
         -- themes/base/scripts/menu.js --\nimport { a } from './lib/deep.js';\n\
         -- themes/mini/scripts/lib/deep.js --\nexport const a = \"import './no.js'\";\n\
         -- themes/mini/scripts/lib/lazy.js --\nimport '../menu.js';\n-- themes/mini/scripts/data.json --\n{}\n\
         -- themes/mini/static/worker.js --\nimport './untouched.js';\n",
    );
    site.clean();
    let ((menu, menu_text), (deep, deep_text)) = (script(&site, "menu"), script(&site, "lib/deep"));
    let ((lazy, lazy_text), (data, _)) = (script(&site, "lib/lazy"), script(&site, "data"));
    assert_eq!(
        script(&site, "main").1,
        format!(
            "import './{menu}';\nexport * from \"./{deep}\";\nimport('./{lazy}?v=1').then(go);\n\
             import data from './{data}' with {{ type: 'json' }};\nimport '../worker.js'; // import './no.js'\n"
        )
    );
    assert_eq!(menu_text, format!("import {{ a }} from './{deep}';\n"));
    assert_eq!(deep_text, "export const a = \"import './no.js'\";\n");
    assert_eq!(lazy_text, format!("import '../{menu}';\n"));
    assert_eq!(site.text("worker.js"), "import './untouched.js';\n");
}

#[test]
fn the_name_of_a_script_follows_what_it_imports() {
    let names = |inner: &str| {
        let site = with(&format!(
            "-- themes/mini/scripts/a.js --\nimport './b.js';\n-- themes/mini/scripts/b.js --\nimport './c.js';\n\
             -- themes/mini/scripts/c.js --\n{inner}\n-- themes/mini/scripts/d.js --\nd();\n"
        ));
        ["a", "b", "c", "d"].map(|name| script(&site, name).0)
    };
    let (one, other) = (names("one()"), names("other()"));
    assert_eq!(one, names("one()"));
    assert!(one[0] != other[0] && one[1] != other[1] && one[2] != other[2] && one[3] == other[3], "{one:?} {other:?}");
}

#[test]
fn scripts_may_import_each_other_in_a_circle() {
    let site = |text: &str| {
        with(&format!(
            "-- themes/mini/scripts/a.js --\nimport './b.js'; import './c.js';\n-- themes/mini/scripts/b.js --\nimport './a.js'; {text}\n\
             -- themes/mini/scripts/c.js --\nimport './c.js';\n"
        ))
    };
    let (one, other) = (site("one()"), site("other()"));
    one.clean();
    let ((a, a_text), (b, b_text), (c, c_text)) = (script(&one, "a"), script(&one, "b"), script(&one, "c"));
    assert_eq!(a_text, format!("import './{b}'; import './{c}';\n"));
    assert_eq!(b_text, format!("import './{a}'; one()\n"));
    assert_eq!(c_text, format!("import './{c}';\n"));
    assert!(script(&other, "a").0 != a && script(&other, "b").0 != b);
}

#[test]
fn a_broken_script_is_told_at_its_place() {
    let site = with(
        "-- themes/mini/scripts/a.js --\nimport './mneu.js';\nimport x from 'menu.js';\nimport y from 'lodash';\nimport '../../secret.js';\n\
         import 'https://example.org/x.js';\n\
         -- themes/mini/scripts/menu.js --\nfunction open() {\n  go(1, [2);\n}\n\
         -- themes/mini/scripts/b.js --\ngo(\"never ends);\n-- themes/mini/scripts/c.js --\ngo();\n}\n\
         -- themes/mini/scripts/d.js --\ngo(`never ${1 + 2}\n-- themes/mini/scripts/e.js --\ngo(); /* never\n\
         -- themes/mini/scripts/f.ts --\nlet a: string;\n-- themes/mini/styles/f.scss --\n$a: 1;\n",
    );
    assert_eq!(
        site.told_in_full(),
        r#"themes/mini/scripts/a.js:1:9: error[script-missing]: the theme has no script mneu.js
  ^ ./mneu.js
  help: did you mean "menu.js"?
themes/mini/scripts/a.js:2:16: error[script-missing]: browsers cannot find the module "menu.js"
  ^ menu.js
  help: write: "./menu.js"
themes/mini/scripts/a.js:3:16: error[script-missing]: browsers cannot find the module "lodash"
  ^ lodash
  help: write a path that begins with ./ or ../, such as "./menu.js"
themes/mini/scripts/a.js:4:9: error[script-missing]: the theme has no script ../../secret.js
  ^ ../../secret.js
  help: create this file, or remove this line
themes/mini/scripts/b.js:1:4: error[script-broken]: this text is not closed on its line, so browsers cannot read the script
  ^ "
  help: write the closing quotation mark
themes/mini/scripts/c.js:2:1: error[script-broken]: this bracket closes nothing, so browsers cannot read the script
  ^ }
  help: remove it, or write the opening bracket
themes/mini/scripts/d.js:1:4: error[script-broken]: this template text is not closed, so browsers cannot read the script
  ^ `
  help: write ` at its end
themes/mini/scripts/e.js:1:7: error[script-broken]: this comment is not closed, so browsers cannot read the script
  ^ /*
  help: write */ at its end
themes/mini/scripts/f.ts: warning[script-broken]: browsers cannot read this file, which is not JavaScript
  help: translate it to JavaScript, and keep this file in another folder
themes/mini/scripts/menu.js:2:9: error[script-broken]: this bracket is not closed, so browsers cannot read the script
  ^ [
  help: write the closing bracket
themes/mini/styles/f.scss: warning[style-broken]: browsers cannot read this file, which is not CSS
  help: translate it to CSS, and keep this file in another folder
"#
    );
}
