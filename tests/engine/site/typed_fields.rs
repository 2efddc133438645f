//! A value means the same wherever a field of its type stands: on a page, in `site.yaml`, in a theme, among its settings,
//! in rules. The same is taken, and the same is said of the rest; and the schemas take what the program takes.

use serde_json::{Value, json};
use support::json_schema::refusal;
use vertebra_base::path::SourcePath;
use vertebra_yaml::{NodeKind, YamlNode};

use super::fixture::{Built, build, mini_theme, settings};
use super::shapes::schema;

/// Where a field of a type stands: the name of the field, and the file with the field's line in place of `@`.
type Place = (&'static str, &'static str, &'static str);

const SITE: &str = settings!("T", "https://example.org/");

const PAGE: &str = "content/a.md";
const SETTINGS: &str = "content/site.yaml";
const THEME: &str = "themes/mini/theme.yaml";
const RULES: &str = "content/data/rules.yaml";

const BOOLEANS: [Place; 7] = [
    ("noindex", PAGE, "---\ntitle: A\n@\n---\n"),
    ("declared_boolean", PAGE, "---\ntitle: A\ntype: typed\n@\n---\n"),
    ("noindex", SETTINGS, "SITE@\n"),
    ("smart_punctuation", SETTINGS, "SITEmarkdown:\n  @\n"),
    ("set_boolean", SETTINGS, "SITEsettings:\n  @\n"),
    (
        "hidden",
        THEME,
        "THEME  other:\n    template: page.html\nfields:\n  marked:\n    kind: text\n    label: Marked\n    @\n",
    ),
    ("off", RULES, "reading:\n  @\n"),
];

const TEXTS: [Place; 7] = [
    ("description", PAGE, "---\ntitle: A\n@\n---\n"),
    ("declared_text", PAGE, "---\ntitle: A\ntype: typed\n@\n---\n"),
    ("description", SETTINGS, "SITE@\n"),
    ("en_taxonomy", SETTINGS, "SITEtaxonomies: [en_taxonomy]\nlanguages:\n  es:\n    taxonomies:\n      @\n"),
    ("set_text", SETTINGS, "SITEsettings:\n  @\n"),
    ("label", THEME, "THEME  other:\n    template: page.html\n    @\n"),
    ("note", RULES, "wording:\n  group:\n    words: [strange]\n    message: m\n    @\n"),
];

const WHOLE_NUMBERS: [Place; 5] = [
    ("paginate", PAGE, "---\ntitle: A\n@\n---\n"),
    ("pagination", SETTINGS, "SITE@\n"),
    ("limit", SETTINGS, "SITEfeeds:\n  @\n"),
    ("max_removed", SETTINGS, "SITEpublish:\n  @\n"),
    ("grace", RULES, "review:\n  @\n"),
];

const NUMBERS: [Place; 3] = [
    ("weight", PAGE, "---\ntitle: A\n@\n---\n"),
    ("declared_number", PAGE, "---\ntitle: A\ntype: typed\n@\n---\n"),
    ("set_number", SETTINGS, "SITEsettings:\n  @\n"),
];

const LISTS: [Place; 7] = [
    ("tags", PAGE, "---\ntitle: A\n@\n---\n"),
    ("declared_list", PAGE, "---\ntitle: A\ntype: typed\n@\n---\n"),
    ("taxonomies", SETTINGS, "SITE@\n"),
    ("vague_links", SETTINGS, "SITE@\n"),
    ("set_list", SETTINGS, "SITEsettings:\n  @\n"),
    ("of", THEME, "THEME  other:\n    template: page.html\n    fields:\n      f:\n        kind: choice\n        @\n"),
    ("placeholders", RULES, "@\n"),
];

const DATES: [Place; 5] = [
    ("date", PAGE, "---\ntitle: A\n@\n---\n"),
    ("on", PAGE, "---\ntitle: A\nreviewed:\n  by: ann\n  @\n---\n"),
    ("declared_date", PAGE, "---\ntitle: A\ntype: typed\n@\n---\n"),
    ("set_date", SETTINGS, "SITEsettings:\n  @\n"),
    ("expires", SETTINGS, "SITEdeploy:\n  security_txt:\n    contact: https://example.org/help\n    @\n"),
];

const CHOICES: [Place; 1] = [("declared_choice", PAGE, "---\ntitle: A\ntype: typed\n@\n---\n")];

const COLORS: [Place; 1] = [("declared_color", PAGE, "---\ntitle: A\ntype: typed\n@\n---\n")];

const PHONES: [Place; 1] = [("declared_phone", PAGE, "---\ntitle: A\ntype: typed\n@\n---\n")];

const HOURS: [Place; 1] = [("declared_hours", PAGE, "---\ntitle: A\ntype: typed\n@\n---\n")];

const GROUPS: [Place; 4] = [
    ("extra", PAGE, "---\ntitle: A\n@\n---\n"),
    ("declared_map", PAGE, "---\ntitle: A\ntype: typed\n@\n---\n"),
    ("settings", SETTINGS, "SITE@\n"),
    ("set_map", SETTINGS, "SITEsettings:\n  @\n"),
];

const TYPES: &str = mini_theme!(
    "\
settings:
  set_boolean: {kind: boolean}
  set_text: {kind: text}
  set_number: {kind: integer}
  set_list: {kind: list}
  set_date: {kind: date}
  set_map: {kind: map}
",
    "  typed:
    template: page.html
    fields:
      declared_boolean: {kind: boolean}
      declared_text: {kind: text}
      declared_number: {kind: integer}
      declared_list: {kind: list}
      declared_date: {kind: date}
      declared_map: {kind: map}
      declared_choice: {kind: choice, of: [open, \"12\", \"true\"]}
      declared_color: {kind: color}
      declared_phone: {kind: phone}
      declared_hours: {kind: hours}
"
);

/// What is said of a value of a field at a place. The name of the field reads NAME; what concerns other things than the
/// type of the value is left out, such as a key that the data does not have.
fn said((name, file, text): Place, value: &str) -> (String, Option<String>) {
    let line = format!("{name}:{}{value}", if value.starts_with('\n') { "" } else { " " });
    let before = text.split('@').next().unwrap_or_default();
    let indent = before.len() - before.trim_end_matches(' ').len();
    let line = line.replace('\n', &format!("\n{}", " ".repeat(indent)));
    let text = text.replace("SITE", &format!("{SITE}taxonomies: [tags]\n")).replace("THEME", TYPES).replace('@', &line);
    // Some places declare taxonomies of their own.
    let text = match text.matches("taxonomies:").count() > 1 && !text.contains("languages:") {
        true => text.replacen("taxonomies: [tags]\n", "", 1),
        false => text.replace("taxonomies: [tags]\ntaxonomies", "taxonomies"),
    };
    let file_of = |own: &str, usual: &str| if file == own { String::new() } else { format!("-- {own} --\n{usual}\n") };
    let site = build(&format!(
        "{}{}-- {file} --\n{text}",
        file_of(SETTINGS, &format!("{SITE}taxonomies: [tags]")),
        file_of(THEME, TYPES)
    ));
    let of_types = [
        "field-kind",
        "field-choice",
        "color-invalid",
        "phone-invalid",
        "hours-invalid",
        "date-invalid",
        "date-ambiguous",
        "yaml-syntax",
    ];
    let told = site.diagnostics.iter().filter(|d| of_types.contains(&d.code) && d.file.as_str() == file);
    let told = told.map(|d| format!("{} | {}", d.message, d.help.as_deref().unwrap_or_default().replace('\n', " / ")));
    let told = told.collect::<Vec<_>>().join("\n");
    let told = told.replace(&format!("\"{name}\""), "\"NAME\"").replace(&format!(" {name}:"), " NAME:");
    (told, refused(&site, file, &text))
}

/// Why the schema of a file refuses it. What the theme's rules may hold is in no schema.
fn refused(site: &Built, file: &str, text: &str) -> Option<String> {
    let (name, yaml) = match file {
        PAGE => ("page", text.trim_start_matches("---\n").trim_end_matches("---\n")),
        SETTINGS => ("site", text),
        THEME => ("theme", text),
        _ => return None,
    };
    let (node, _) = vertebra_yaml::parse(yaml, 0, &SourcePath::new(file));
    refusal(&schema(site, name), &as_json(&node))
}

/// What an editor's reader of YAML makes of it.
fn as_json(node: &YamlNode) -> Value {
    match &node.kind {
        NodeKind::Null => Value::Null,
        NodeKind::Bool(value, _) => json!(value),
        NodeKind::Number(number, text) => text.parse::<i64>().map_or_else(|_| json!(number), Value::from),
        NodeKind::Text(text) => json!(text),
        NodeKind::List(items) => items.iter().map(as_json).collect(),
        NodeKind::Map(entries) => entries.iter().map(|entry| (entry.key.clone(), as_json(&entry.value))).collect(),
    }
}

/// Told by the build alone: a day that does not exist has the form of one.
const BEYOND_SCHEMAS: [&str; 1] = ["2026-02-30"];

fn check(places: &[Place], cases: &[(&str, &str)]) {
    for (value, expected) in cases {
        for place in places {
            let (told, refused) = said(*place, value);
            assert_eq!(told, *expected, "{}: {value} in {}", place.0, place.1);
            let takes = expected.is_empty() || BEYOND_SCHEMAS.contains(value) || place.1 == RULES;
            assert_eq!(refused.is_none(), takes, "the schema for {}: {value} in {}: {refused:?}", place.0, place.1);
        }
    }
}

#[test]
fn yes_and_no_are_read_alike_everywhere() {
    let takes = |what: &str, help: &str| format!("\"NAME\" must be true or false; this is {what} | NAME: {help}");
    let (yes, no) = (takes("text", "true"), takes("text", "false"));
    check(
        &BOOLEANS,
        &[
            ("true", ""),
            ("false", ""),
            ("True", ""),
            ("\"true\"", ""),
            ("'False'", ""),
            ("", ""),
            ("null", ""),
            ("\"\"", ""),
            ("yes", &yes),
            ("No", &no),
            ("flase", &no),
            ("ture", &yes),
            ("\"off\"", &no),
            ("0", &takes("a number", "false")),
            ("1", &takes("a number", "true")),
            ("[true]", &takes("a list", "true")),
            ("{a: true}", &takes("a group of fields", "true")),
        ],
    );
}

#[test]
fn texts_are_read_alike_everywhere() {
    let quotes = "put it in straight quotes, on the same line: / NAME: \"…\"";
    check(
        &TEXTS,
        &[
            ("words", ""),
            ("\"words\"", ""),
            ("true", ""),
            ("007", ""),
            ("2026-11-20", ""),
            ("", ""),
            ("\"\"", ""),
            ("[first, second]", "\"NAME\" must be text; this is a list | NAME: first"),
            ("[]", &format!("\"NAME\" must be text; this is a list | {quotes}")),
            ("{a: b}", &format!("\"NAME\" must be text; this is a group of fields | {quotes}")),
        ],
    );
}

#[test]
fn numbers_are_read_alike_everywhere() {
    let takes = |what: &str| format!("\"NAME\" must be a whole number; this is {what} | NAME: 10");
    let count = |what: &str| format!("\"NAME\" must be a whole number, 0 or more; this is {what} | NAME: 20");
    for (value, what) in [
        ("12", ""),
        ("\"12\"", ""),
        ("' 12 '", ""),
        ("", ""),
        ("\"\"", ""),
        ("1.5", "a number"),
        ("many", "text"),
        ("true", "yes or no"),
        ("[1]", "a list"),
        ("{a: 1}", "a group of fields"),
    ] {
        let (number, whole) = if what.is_empty() { (String::new(), String::new()) } else { (takes(what), count(what)) };
        check(&NUMBERS, &[(value, &number)]);
        check(&WHOLE_NUMBERS, &[(value, &whole)]);
    }
    check(&NUMBERS, &[("-3", "")]);
    check(&WHOLE_NUMBERS, &[("-3", &count("a number"))]);
}

#[test]
fn lists_are_read_alike_everywhere() {
    let takes = |what: &str, help: &str| format!("\"NAME\" must be a list of texts; this is {what} | {help}");
    check(
        &LISTS,
        &[
            ("[one, two]", ""),
            ("[1, true]", ""),
            ("[]", ""),
            ("", ""),
            ("\"\"", ""),
            ("\n- one\n-", ""),
            ("one", ""),
            ("\"one\"", ""),
            ("one, two", &takes("text", "NAME: [one, two]")),
            ("[[one]]", &takes("a list", "NAME: [one, two]")),
            ("\n- one: two", &takes("a group of fields", "put it in straight quotes: / - \"one: two\"")),
        ],
    );
    // These two take fields of their own, too.
    let no_maps: Vec<Place> = LISTS.into_iter().filter(|place| place.0 != "taxonomies").collect();
    check(&no_maps, &[("{one: two}", &takes("a group of fields", "NAME: […]"))]);
}

#[test]
fn days_are_read_alike_everywhere() {
    let takes = |what: &str| format!("\"NAME\" must be a date; this is {what} | NAME: 2026-11-20");
    check(
        &DATES,
        &[
            ("2026-11-20", ""),
            ("\"2026-11-20\"", ""),
            ("2026-11-20 09:00", ""),
            ("", ""),
            ("\"\"", ""),
            ("2026-11-5", "the month and the day must have two digits | write 2026-11-05"),
            ("November 5, 2026", "a date must be written as year-month-day | write 2026-11-05"),
            ("2026-02-30", "there is no February 30 | February 2026 has 28 days; write the date as year-month-day"),
            (
                "03/04/2026",
                "this could be March 4 or April 3 | write 2026-03-04 for March 4, or 2026-04-03 for April 3",
            ),
            ("soon", "this is not a date | write the date as year-month-day: 2026-11-20"),
            ("[2026-11-20]", &takes("a list")),
            ("{a: 1}", &takes("a group of fields")),
        ],
    );
}

#[test]
fn what_only_pages_have_is_taken_and_refused_by_editors_too() {
    let choice = |word: &str, help: &str| format!("\"{word}\" is not one of the choices for \"NAME\" | {help}");
    check(
        &CHOICES,
        &[
            ("open", ""),
            ("\"open\"", ""),
            ("12", ""),
            ("true", ""),
            ("", ""),
            ("\"\"", ""),
            ("opn", &choice("opn", "did you mean \"open\"?")),
            ("13", &choice("13", "did you mean \"12\"?")),
            ("[open]", "\"NAME\" must be text; this is a list | NAME: open"),
        ],
    );
    let color = "is not a color that can be used for \"NAME\" | \
                 write # and six digits or letters from a to f, in quotes: / NAME: \"#005eb8\"";
    check(&COLORS, &[("\"#005eb8\"", ""), ("", ""), ("\"\"", ""), ("blue", &format!("\"blue\" {color}"))]);
    check(&PHONES, &[("\"+1 310-828-7757\"", ""), ("+13108287757", ""), ("", ""), ("\"\"", "")]);
    check(&HOURS, &[("closed", ""), ("{mon: closed}", ""), ("", ""), ("\"\"", ""), ("{}", "")]);
}

#[test]
fn groups_are_read_alike_everywhere() {
    let takes = |what: &str| format!("\"NAME\" must be a group of fields; this is {what} | NAME: /   name: text");
    check(
        &GROUPS,
        &[
            ("{}", ""),
            ("", ""),
            ("\"\"", ""),
            ("x", &takes("text")),
            ("[x]", &takes("a list")),
            ("1", &takes("a number")),
        ],
    );
}

/// What a template shows of a setting and of a field of a page.
fn shown(set: &str, declared: &str) -> String {
    let template = "{{ config.settings.set_boolean }}|{{ config.settings.set_number + 1 }}|{% for one in config.settings.set_list %}({{ one }}){% endfor %}|\
        {{ page.fields.declared_boolean }}|{{ page.fields.declared_number + 1 }}|{% for one in page.fields.declared_list %}({{ one }}){% endfor %}";
    let site = build(&format!(
        "-- {SETTINGS} --\n{SITE}settings:\n{set}\n-- {THEME} --\n{TYPES}\n-- themes/mini/templates/page.html --\n{template}\n\
         -- {PAGE} --\n---\ntitle: A\ntype: typed\n{declared}\n---\n"
    ));
    site.clean().text("a/index.html").trim().to_owned()
}

#[test]
fn templates_get_a_value_as_its_type_has_it() {
    let plain = shown(
        "  set_boolean: false\n  set_number: 1\n  set_list: [one]",
        "declared_boolean: false\ndeclared_number: 1\ndeclared_list: [one]",
    );
    let quoted = shown(
        "  set_boolean: \"false\"\n  set_number: \"1\"\n  set_list: one",
        "declared_boolean: \"false\"\ndeclared_number: \"1\"\ndeclared_list: one",
    );
    assert_eq!(plain, "false|2|(one)|false|2|(one)");
    assert_eq!(quoted, plain);
}

#[test]
fn invisible_characters_are_taken_out_of_settings_and_pages_alike() {
    let site = build(&format!(
        "-- {SETTINGS} --\n{}\n-- themes/mini/templates/page.html --\n{{{{ config.title }}}}: {{{{ page.title }}}}\n\
         -- {PAGE} --\n---\ntitle: \"Back\u{200b} pain\"\n---\n",
        SITE.replace("title: T", "title: \"Our\u{200b} clinic\"")
    ));
    let told: Vec<_> = site.told().lines().map(str::to_owned).collect();
    let help = "no action needed; they often come with text pasted from Word or a web page";
    let one = "note[invisible-characters] 1 invisible character was removed from \"title\"";
    assert_eq!(told, [format!("content/a.md:2:9 {one} | {help}"), format!("content/site.yaml:1:9 {one} | {help}")]);
    assert_eq!(site.text("a/index.html").trim(), "Our clinic: Back pain");
}
