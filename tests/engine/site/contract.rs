//! The contract between pages and templates: what is declared is always there, what is not is told before any page.

use super::fixture::{build, mini_theme};

/// Two types with a field of each kind, and a section that holds pages of both.
const TYPES: &str = concat!(
    "-- themes/mini/theme.yaml --\n",
    mini_theme!(
        "  art:\n    template: art.html\n    fields:\n      text: {kind: text}\n      integer: {kind: integer}\n      boolean: {kind: boolean}\n      \
         day: {kind: date}\n      list: {kind: list}\n      choice: {kind: choice, of: [a, b]}\n      page: {kind: page}\n      pages: {kind: pages}\n      \
         color: {kind: color}\n      phone: {kind: phone}\n      hours: {kind: hours}\n      map: {kind: map}\n      any: {kind: any}\n      \
         stated: {kind: text, stated: true}\n"
    )
);

#[test]
fn a_declared_field_is_there_whoever_leaves_it_out_and_whoever_reads_it() {
    let shown = "{% for name in [\"text\", \"integer\", \"boolean\", \"day\", \"choice\", \"page\", \"color\", \"phone\", \"map\", \"any\"] %}\
                 {% if p.fields[name] is not none %}!{{ name }}{% endif %}{% endfor %}\
                 {{ p.fields.list | length }}{{ p.fields.pages | length }}{{ p.fields.hours | length }}";
    let site = build(&format!(
        "{TYPES}-- themes/mini/templates/art.html --\n{{% set p = page %}}{shown} {{{{ p.fields.stated.state }}}}\n\
         -- themes/mini/templates/page.html --\n{{% set p = page %}}{shown}{{% if p.fields.stated %}}!{{% endif %}}\n\
         -- themes/mini/templates/section.html --\n{{% for p in section.pages | sort(attribute=\"fields.text\") %}}[{{{{ p.slug }}}} {shown}]{{% endfor %}}\
         {{% for p in section.sections %}}<{shown}>{{% endfor %}}\n\
         -- content/s/a.md --\n---\ntitle: A\ntype: art\ntext: z\nlist: one\n---\n-- content/s/b.md --\n---\ntitle: B\ntype: art\n---\n\
         -- content/s/c.md --\n---\ntitle: C\n---\n-- content/s/t/d.md --\n---\ntitle: D\n---\n-- content/s/t/e.md --\n---\ntitle: E\n---\n"
    ));
    site.clean();
    assert_eq!(site.text("s/a/index.html").trim(), "!text100 unknown");
    assert_eq!(site.text("s/b/index.html").trim(), "000 unknown");
    assert_eq!(site.text("s/c/index.html").trim(), "000");
    let list = site.text("s/index.html");
    for card in ["[a !text100]", "[b 000]", "[c 000]", "<000>"] {
        assert!(list.contains(card), "{card}: {list}");
    }
}

#[test]
fn a_declared_taxonomy_is_there_on_pages_without_terms() {
    let shown = "{% for term in p.terms.tags %}({{ term.name }}){% endfor %}";
    let site = build(&format!(
        "-- themes/mini/templates/page.html --\n{{% set p = page %}}{shown}.\n\
         -- themes/mini/templates/section.html --\n{{% for p in section.pages %}}[{{{{ p.slug }}}}{shown}]{{% endfor %}}{{% for p in section.sections %}}<{shown}>{{% endfor %}}\n\
         -- content/a.md --\n---\ntitle: A\ntags: [one]\n---\n-- content/s/b.md --\n---\ntitle: B\n---\n-- content/s/c.md --\n---\ntitle: C\n---\n"
    ));
    site.clean();
    assert_eq!(site.text("a/index.html").trim(), "(one).");
    assert_eq!(site.text("s/b/index.html").trim(), ".");
    assert!(site.text("s/index.html").contains("[b][c]"));
    assert!(site.text("index.html").contains("[a(one)]<>"), "{}", site.text("index.html"));
}

/// What is told of a template, each as its code, its message and its help.
pub fn told_of(template: &str) -> Vec<String> {
    let site = build(&format!(
        "{TYPES}-- themes/mini/templates/art.html --\n-- themes/mini/templates/page.html --\n{template}\n\
         -- themes/mini/strings/en.yaml --\nhello: Hello\npage-of: \"page {{number}} of {{count}}\"\n\
         page-count: {{one: \"{{count}} page of {{name}}\", other: \"{{count}} pages\"}}\n\
         -- themes/mini/components/box.html --\n{{% component box(heading, level = 2) %}}{{{{ heading }}}}{{% endcomponent box %}}\n\
         -- content/a.md --\n---\ntitle: A\n---\n"
    ));
    let told = site.diagnostics.iter().filter(|d| d.code.starts_with("template"));
    told.map(|d| format!("{} {}: {}; {}", site.place(d), d.code, d.message, d.help.as_deref().unwrap_or_default()))
        .collect()
}

/// A template that asks for something that is not there, and what is told of it behind the place in the template.
const ASKS: &[(&str, &str)] = &[
    ("{{ page.titel }}", "\"titel\" is not a key of \"page\"; did you mean \"title\"?"),
    ("{% if page.titel %}{% endif %}", "\"titel\" is not a key of \"page\"; did you mean \"title\"?"),
    ("{% if false %}{{ page.titel }}{% endif %}", "\"titel\" is not a key of \"page\"; did you mean \"title\"?"),
    (
        "{% if a is defined %}{% elif page.titel %}{% endif %}",
        "\"titel\" is not a key of \"page\"; did you mean \"title\"?",
    ),
    ("{{ page.titel or \"x\" }}", "\"titel\" is not a key of \"page\"; did you mean \"title\"?"),
    ("{{ \"x\" if page.titel else page.title }}", "\"titel\" is not a key of \"page\"; did you mean \"title\"?"),
    ("{{ page.titel | default(value=\"x\") }}", "\"titel\" is not a key of \"page\"; did you mean \"title\"?"),
    ("{{ page?.titel }}", "\"titel\" is not a key of \"page\"; did you mean \"title\"?"),
    ("{{ page[\"titel\"] }}", "\"titel\" is not a key of \"page\"; did you mean \"title\"?"),
    ("{{ [page.titel, {\"a\": page.title}] | length }}", "\"titel\" is not a key of \"page\"; did you mean \"title\"?"),
    ("{% set x = page %}{{ x.titel }}", "\"titel\" is not a key of \"page\"; did you mean \"title\"?"),
    ("{% set x %}{{ page.titel }}{% endset %}", "\"titel\" is not a key of \"page\"; did you mean \"title\"?"),
    (
        "{% filter upper %}{{ page.titel }}{% endfilter %}",
        "\"titel\" is not a key of \"page\"; did you mean \"title\"?",
    ),
    ("{% block b %}{{ page.titel }}{% endblock b %}", "\"titel\" is not a key of \"page\"; did you mean \"title\"?"),
    ("{{ <box heading={page.titel} /> }}", "\"titel\" is not a key of \"page\"; did you mean \"title\"?"),
    (
        "{% <box heading=\"x\"> %}{{ page.titel }}{% </box> %}",
        "\"titel\" is not a key of \"page\"; did you mean \"title\"?",
    ),
    ("{{ config.titel }}", "\"titel\" is not a key of \"config\"; did you mean \"title\"?"),
    (
        "{{ config.settings.acent }}",
        "\"acent\" is not a key of \"config.settings\"; declare it under \"settings:\" in theme.yaml",
    ),
    ("{{ page.fields.tex }}", "\"tex\" is not a key of \"page.fields\"; did you mean \"text\"?"),
    ("{{ page.fields.phone.nationl }}", "\"nationl\" is not a key of a phone; did you mean \"national\"?"),
    ("{{ page.terms.tag }}", "\"tag\" is not a key of \"page.terms\"; did you mean \"tags\"?"),
    (
        "{% for t in page.terms.tags %}{{ t.nam }}{% endfor %}",
        "\"nam\" is not a key of a term link; did you mean \"name\"?",
    ),
    (
        "{% for h in page.toc %}{% for c in h.children %}{{ c.levl }}{% endfor %}{% endfor %}",
        "\"levl\" is not a key of a heading; did you mean \"level\"?",
    ),
    (
        "{% for p in section.pages %}{{ p.titel }}{% endfor %}",
        "\"titel\" is not a key of a page in a list; did you mean \"title\"?",
    ),
    (
        "{% for p in pages() | reverse %}{{ p.titel }}{% endfor %}",
        "\"titel\" is not a key of a page in a list; did you mean \"title\"?",
    ),
    (
        "{% set p = pages() | first %}{{ p.titel }}",
        "\"titel\" is not a key of a page in a list; did you mean \"title\"?",
    ),
    (
        "{{ [p.titel for p in pages()] | length }}",
        "\"titel\" is not a key of a page in a list; did you mean \"title\"?",
    ),
    (
        "{{ [p for p in pages() if p.titel] | length }}",
        "\"titel\" is not a key of a page in a list; did you mean \"title\"?",
    ),
    (
        "{{ pages() | sort(attribute=\"fields.tex\") | length }}",
        "\"tex\" is not a key of \"page.fields\"; did you mean \"text\"?",
    ),
    (
        "{{ pages() | group_by(attribute=\"serie\") | length }}",
        "\"serie\" is not a key of a page in a list; did you mean \"series\"?",
    ),
    (
        "{% for p in pages() %}{{ p.content }}{% endfor %}",
        "\"content\" is not a key of a page in a list; a page in a list has no text: content, words, toc and notes are there for its own template",
    ),
    (
        "{% set n = neighbors() %}{{ n.next.titel }}",
        "\"titel\" is not a key of a page in a list; did you mean \"title\"?",
    ),
    (
        "{% for m in menu(name=\"main\") %}{{ m.titel }}{% endfor %}",
        "\"titel\" is not a key of a menu entry; did you mean \"title\"?",
    ),
    ("{{ page.title.x }}", "what stands before \".x\" is a text, a number or a flag, and has no keys; remove .x"),
    ("{% if pgae %}{% endif %}", "there is no variable \"pgae\"; did you mean \"page\"?"),
    ("{{ zzzzz or 1 }}", "there is no variable \"zzzzz\"; give it a value first: {% set zzzzz = … %}"),
    (
        "{{ pages(secton=\"x\") | length }}",
        "\"secton\" is not an argument of the function \"pages\"; did you mean \"section\"?",
    ),
    (
        "{{ today(zone=\"x\") }}",
        "\"zone\" is not an argument of the function \"today\"; it has no arguments: remove this",
    ),
    (
        "{% if false %}{{ url(href=\"x\", to=\"y\") }}{% endif %}",
        "\"href\" is not an argument of the function \"url\"; its arguments are: to, absolute",
    ),
    (
        "{{ page.date | date(formt=\"%Y\") }}",
        "\"formt\" is not an argument of the filter \"date\"; did you mean \"format\"?",
    ),
    (
        "{{ page.title | truncate(length=1, ende=\"\") }}",
        "\"ende\" is not an argument of the filter \"truncate\"; did you mean \"end\"?",
    ),
    (
        "{{ 4 is divisible_by(divisr=2, divisor=2) }}",
        "\"divisr\" is not an argument of the test \"divisible_by\"; did you mean \"divisor\"?",
    ),
    (
        "{{ <box heading=\"x\" levl={3} /> }}",
        "\"levl\" is not an argument of the component \"box\"; did you mean \"level\"?",
    ),
    ("{{ page.title | uppper }}", "there is no filter \"uppper\"; did you mean \"upper\"?"),
    ("{{ get_pages() }}", "there is no function \"get_pages\"; did you mean \"get_page\"?"),
    ("{{ 1 is strng }}", "there is no test \"strng\"; did you mean \"string\"?"),
    ("{{ <bax /> }}", "there is no component \"bax\"; did you mean \"box\"?"),
    ("{{ pages(type=\"nope\") | length }}", "there is no content type \"nope\"; there are: art, page, section"),
    ("{{ records(type=\"pge\") | length }}", "there is no content type \"pge\"; did you mean \"page\"?"),
    ("{{ pages(sort=\"titel\") | length }}", "there is no order \"titel\"; did you mean \"title\"?"),
    (
        "{{ page.date | date(format=\"kurz\") }}",
        "there is no date format \"kurz\"; write long, short, iso, rfc3339, or a pattern such as %Y",
    ),
    ("{{ t(key=\"helo\") }}", "the theme has no string \"helo\"; did you mean \"hello\"?"),
    (
        "{{ t(key=\"hello\", name=1) }}",
        "\"name\" is not an argument of the string \"hello\"; it has no arguments: remove this",
    ),
    (
        "{{ t(key=\"page-of\", number=1) }}",
        "the string \"page-of\" needs \"count\"; write it like this: t(key=\"page-of\", count=…)",
    ),
    (
        "{{ t(key=\"page-count\", name=1) }}",
        "the string \"page-count\" needs \"count\"; write it like this: t(key=\"page-count\", count=…)",
    ),
    (
        "{% set k = \"page-count\" %}{% if false %}{{ t(key=k, count=1, more=2) }}{% endif %}",
        "the string \"page-count\" needs \"name\"; write it like this: t(key=\"page-count\", name=…)",
    ),
    (
        "{% set k = \"helo\" %}{% if false %}{{ t(key=k) }}{% endif %}",
        "the theme has no string \"helo\"; did you mean \"hello\"?",
    ),
    ("{% set k = \"pge\" %}{{ pages(type=k) | length }}", "there is no content type \"pge\"; did you mean \"page\"?"),
    (
        "{% set k = \"x.toml\" %}{% if false %}{{ load_data(path=k) }}{% endif %}",
        "load_data cannot read x.toml; data files are YAML, JSON, CSV or TSV: save it as content/data/x.yaml or x.csv",
    ),
    (
        "{% if false %}{{ t(key=\"page-count\", count=1) }}{% endif %}",
        "the string \"page-count\" needs \"name\"; write it like this: t(key=\"page-count\", name=…)",
    ),
    ("{{ url() }}", "the function \"url\" needs \"to\"; write it like this: url(to=…)"),
    (
        "{{ page.title | replace(from=\"a\") }}",
        "the filter \"replace\" needs \"to\"; write it like this: replace(to=…)",
    ),
    ("{{ <box level={3} /> }}", "the component \"box\" needs \"heading\"; write it like this: <box heading={…} />"),
];

#[test]
fn whatever_a_template_asks_for_that_is_not_there_is_told_once_before_any_page() {
    for (template, words) in ASKS {
        let told = told_of(template);
        assert_eq!(told.len(), 1, "{template}: {told:#?}");
        let (place, told) = told[0].split_once(' ').expect("a place");
        assert!(place.starts_with("themes/mini/templates/page.html:1:"), "{template}: {place}");
        assert_eq!(told.split_once(": ").map(|(_, told)| told), Some(*words), "{template}");
    }
}

#[test]
fn what_is_there_is_not_told() {
    for template in [
        "{{ page.extra?.x or 1 }}{% if page.extra.y is defined %}{% endif %}",
        "{% if page.fields?.other %}{{ page.fields.other }}{% endif %}{% if config.settings?.other %}{% endif %}",
        "{% if page.terms?.topics %}{% endif %}{{ section?.pager?.count or term?.name or \"\" }}",
        "{% set all = section?.pages or term?.pages or taxonomy?.terms or [] %}{% for x in all %}{{ x.anything | default(value=1) }}{% endfor %}",
        "{% set x = none %}{% if page.date %}{% set x = page %}{% endif %}{% if x %}{{ x.title }}{% endif %}",
        "{% for k, v in page %}{% if v is array %}{% endif %}{% endfor %}{% if unset is not defined %}{% endif %}",
        "{% set data = load_data(path=\"none.yaml\", optional=true) %}{% if data %}{{ data.x.y }}{% endif %}",
        "{{ t(key=\"page-of\", raw=true) }}{{ t(key=\"page-of\", number=1, count=2, lang=\"en\") }}",
        "{% set rest = {\"heading\": \"x\"} %}{{ <box {...rest} /> }}",
        "{% set k = \"hello\" %}{% if page.date %}{% set k = \"page-of\" %}{% endif %}{{ t(key=k, number=1, count=2) }}",
        "{% for k in [\"hello\", \"page-of\"] %}{{ t(key=k, number=1, count=2) }}{% endfor %}",
        "{% set k = \"nope\" %}{% set k = k | replace(from=\"n\", to=\"p\") %}{% if false %}{{ t(key=k) }}{{ pages(type=k[0:1]) | length }}{% endif %}",
        "{{ page.date | default(value=\"none\") }}{{ \"2026-01-01\" | date(format=\"%Y\") }}",
    ] {
        assert_eq!(told_of(template), Vec::<String>::new(), "{template}");
    }
}

#[test]
fn parts_and_components_are_read_with_what_they_are_given() {
    let site = build(
        "-- themes/mini/templates/page.html --\n{% set item = page %}{% include \"parts/card.html\" %}{{ <row of={page} /> }}{{ <own /> }}\n\
         -- themes/mini/templates/parts/card.html --\n{{ item.titel }}\n\
         -- themes/mini/templates/parts/row.html --\n{% component row(of) %}{{ of.titel }}{{ page.title }}{% endcomponent row %}\n\
         -- themes/mini/components/own.html --\n{% component own(@page) %}{{ page.titel }}{% endcomponent own %}\n",
    );
    let told = site.told();
    for place in [
        "themes/mini/templates/parts/card.html:1:9 error[template-unknown] \"titel\" is not a key of \"page\"",
        "themes/mini/templates/parts/row.html:1:30 error[template-unknown] \"titel\" is not a key of \"page\"",
        "themes/mini/templates/parts/row.html:1:41 error[template-unknown] a component sees only its parameters, and \"page\" is not one of them",
        "themes/mini/components/own.html:1:35 error[template-unknown] \"titel\" is not a key of \"page\"",
    ] {
        assert!(told.contains(place), "{place}\n{told}");
    }
    assert_eq!(site.diagnostics.len(), 4, "{told}");
    assert_eq!(site.diagnostics[0].help.as_deref(), Some("did you mean \"title\"?"));
}

#[test]
fn a_tag_that_is_not_closed_is_told_where_it_begins() {
    for (template, place, message) in [
        ("a\n{% if page.title %}\nb\n", "2:4", "this \"if\" is never closed; add {% endif %} where it ends"),
        (
            "{% for x in page.toc %}\n{% if x %}\n{% endif %}\n",
            "1:4",
            "this \"for\" is never closed; add {% endfor %} where it ends",
        ),
        ("{% block a %}\nx\n", "1:4", "this \"block\" is never closed; add {% endblock %} where it ends"),
        ("{% set a %}\nx\n", "1:4", "this \"set\" is never closed; add {% endset %} where it ends"),
        (
            "{% for x in page.toc %}\n{% if x %}\n{% endfor %}\n",
            "3:4",
            "\"endfor\" stands here while \"if\" is open; close it first: {% endif %}",
        ),
        ("x\n{% endif %}\n", "2:4", "\"endif\" closes nothing; remove it, or add {% if … %} before it"),
        ("x\n{{ page.title\n", "2:1", "this {{ is never closed; add }} where it ends"),
    ] {
        let told = told_of(template);
        assert_eq!(told, [format!("themes/mini/templates/page.html:{place} template: {message}")], "{template}");
    }
}

#[test]
fn a_string_whose_key_is_made_up_on_the_page_fails_there_when_it_lacks_something() {
    let told = told_of("{% set k = \"page-of\" %}{{ t(key=k, number=1) }}");
    assert!(told[0].contains("the string \"page-of\" needs \"count\""), "{told:?}");
    let told = told_of("{% set k = \"page-count\" %}{{ t(key=k, name=1) }}");
    assert!(told[0].contains("the string \"page-count\" needs \"count\""), "{told:?}");
}

#[test]
fn the_templates_that_come_with_vertebra_ask_for_nothing_that_is_not_there() {
    for theme in ["plain", "clinic"] {
        let site = build(&format!(
            "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: {theme}\n-- content/a.md --\n---\ntitle: A\n---\n"
        ));
        assert!(!site.told().contains("template"), "{}", site.told());
    }
}
