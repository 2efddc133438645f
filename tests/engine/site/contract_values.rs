//! Every key of every value that templates get, and every argument that the documentation names, against the check of
//! templates: what is there may be asked for, and a misspelling is told.

use super::contract::told_of;
use super::fixture::build;

/// The keys of everything that templates get, as they are: each may be asked for.
#[test]
fn every_key_that_a_value_has_is_known() {
    let values = [
        ("page", "page"),
        ("config", "config"),
        ("config.publisher", "config.publisher"),
        ("section", "section"),
        ("section.pager", "section.pager"),
        ("pager page", "section.pager.pages | first"),
        ("card", "section.pages | first"),
        ("section card", "section.sections | first"),
        ("found", "section(path=\"s\")"),
        ("menu", "menu(name=\"main\") | first"),
        ("crumb", "breadcrumbs() | first"),
        ("neighbors", "neighbors()"),
        ("heading", "page.toc | first"),
        ("note", "page.notes | first"),
        ("taxonomy", "config.taxonomies | first"),
        ("term", "terms(taxonomy=\"tags\") | first"),
        ("own term", "page.terms.tags | first"),
        ("reviewed", "page.reviewed"),
        ("letter", "letters() | first"),
        ("picture", "picture(src=\"https://example.net/a.jpg\")"),
        ("feed", "config.feeds | first"),
    ];
    let content = "-- content/index.md --\n---\ntitle: Home\ndate: 2026-01-02\ntags: [one]\nreviewed: {by: ann, on: 2026-01-02, every: 12 months}\n---\n## A heading\n\nText.[^1]\n\n[^1]: A note.\n\
                   -- content/data/people.yaml --\nann: {name: Ann}\n\
                   -- content/s/a.md --\n---\ntitle: A\n---\n-- content/s/b.md --\n---\ntitle: B\n---\n-- content/a.md --\n---\ntitle: A\nmenu: main\n---\n";
    let settings = "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\ntaxonomies: [tags]\nfeeds: {sections: [s]}\npublisher: {name: P}\nmenus: {main: [a.md]}\n";
    let of = |template: &str| {
        let site = build(&format!(
            "{settings}-- themes/mini/templates/section.html --\n{template}{{% for n in page.notes %}}{{{{ n.content }}}}{{% endfor %}}\n-- themes/mini/templates/page.html --\n{{{{ page.content }}}}\n{content}"
        ));
        (site.outputs.get("index.html").map(|it| String::from_utf8_lossy(it).into_owned()), site.told())
    };
    let listed: String =
        values.iter().map(|(name, value)| format!("{{% set x = {value} %}}{{% if x %}}{name}:{{% for k, v in x %}} {{{{ k }}}}{{% endfor %}}{{% endif %}}\n")).collect();
    let (text, told) = of(&listed);
    let text = text.unwrap_or_else(|| panic!("{told}"));
    let mut asked = String::new();
    let mut count = 0;
    for (name, value) in values {
        let keys = text.lines().find_map(|line| line.strip_prefix(&format!("{name}: "))).unwrap_or_default();
        count += usize::from(!keys.is_empty());
        asked += &format!("{{% set x = {value} %}}");
        for key in keys.split(' ').filter(|key| !key.is_empty()) {
            asked += &format!("{{% if x.{key} %}}{{% endif %}}");
        }
        asked += "\n";
    }
    let (_, told) = of(&asked);
    assert!(!told.contains("template"), "{told}");
    assert!(count >= 17, "{count}: {text}");
}

/// The rows of the table of functions: the name and the arguments of each.
fn documented_functions() -> Vec<(String, Vec<String>)> {
    let text = include_str!("../../../themes/README.md");
    let part = text.split_once("## Functions").expect("the heading").1.split("\n## ").next().unwrap_or_default();
    let calls = part.lines().filter(|line| line.starts_with("| `")).flat_map(|line| {
        let first = line.split('|').nth(1).unwrap_or_default();
        first.split('`').skip(1).step_by(2).filter_map(|call| call.split_once('(')).collect::<Vec<_>>()
    });
    calls
        .map(|(name, arguments)| {
            let names =
                arguments.trim_end_matches(')').split(", ").filter_map(|it| it.split_once('=').map(|(name, _)| name));
            (name.to_owned(), names.map(str::to_owned).collect())
        })
        .collect()
}

#[test]
fn every_documented_argument_is_known_and_its_misspelling_is_told() {
    let functions = documented_functions();
    assert!(functions.len() > 25, "{functions:?}");
    for (name, arguments) in functions.iter().filter(|(name, _)| name != "t") {
        let known = told_of(&format!("{{% if false %}}{{{{ {name}({}) }}}}{{% endif %}}", written(arguments)));
        assert!(!known.iter().any(|told| told.contains("argument") || told.contains("needs")), "{name}: {known:?}");
        for argument in arguments {
            let wrong: Vec<String> =
                arguments.iter().map(|it| if it == argument { format!("{it}q") } else { it.clone() }).collect();
            let told = told_of(&format!("{{% if false %}}{{{{ {name}({}) }}}}{{% endif %}}", written(&wrong)));
            let words = format!("\"{argument}q\" is not an argument of the function \"{name}\"");
            assert!(told.iter().any(|told| told.contains(&words)), "{words}: {told:?}");
        }
    }
}

fn written(arguments: &[String]) -> String {
    arguments.iter().map(|name| format!("{name}=page.title")).collect::<Vec<_>>().join(", ")
}
