//! What is written for programs that read for people: `llms.txt` and pages as Markdown.

use super::fixture::{Built, build, build_snapshot, options};
use super::real::snapshot;

const SITE: &str = "\
-- content/site.yaml --
title: Our site
description: What it is about.
base_url: https://example.org/base/
language: en
time_zone: UTC
theme: mini
taxonomies: [tags]
machine_readable: {llms: true, markdown: true}
menus: {main: [help.md, guides/index.md]}
-- themes/mini/templates/page.html --
<head>{% set twin = markdown_url() %}{% if twin %}<link rel=\"alternate\" type=\"text/markdown\" href=\"{{ twin }}\">{% endif %}</head><nav>menu</nav><main><h1>{{ page.title }}</h1>{{ page.content }}</main>
-- themes/mini/templates/section.html --
<main><h1>{{ page.title }}</h1>{{ page.content }}<ul>{% for item in section.pages %}<li><a href=\"{{ item.url }}\">{{ item.title }}</a></li>{% endfor %}</ul></main>
-- themes/mini/components/warning.html --
{% component warning(heading) {\"markdown\": \"quote\"} %}<div><h3>Important: {{ heading }}</h3>{{ body }}</div>{% endcomponent warning %}
-- content/index.md --
---
title: Welcome
---
-- content/about.md --
---
title: About [us]
---
-- content/help.md --
---
title: Get help
description: Signs to know.
---
::: warning Call 911
- chest pain
:::

See [a guide](guides/a.md).
-- content/secret.md --
---
title: Secret
noindex: true
---
-- content/guides/index.md --
---
title: Guides
---
-- content/guides/a.md --
---
title: A
---
";

fn built(text: &str) -> Built {
    build(&format!("{SITE}{text}"))
}

#[test]
fn llms_txt_names_what_the_menu_names_first_then_sections_then_the_rest() {
    let site = built("");
    assert_eq!(
        site.clean().text("llms.txt"),
        "# Our site\n\n> What it is about.\n\n\
         ## Welcome\n\n\
         - [Get help](https://example.org/base/help/index.md): Signs to know.\n\
         - [Welcome](https://example.org/base/index.md)\n\n\
         ## Guides\n\n\
         - [Guides](https://example.org/base/guides/index.md)\n\
         - [A](https://example.org/base/guides/a/index.md)\n\n\
         ## Our site\n\n\
         - [About (us)](https://example.org/base/about/index.md)\n"
    );
}

#[test]
fn a_page_stands_beside_itself_as_markdown() {
    let site = built("");
    assert_eq!(
        site.clean().text("help/index.md"),
        "# Get help\n\n> ### Important: Call 911\n>\n> - chest pain\n\n\
         See [a guide](https://example.org/base/guides/a/).\n\n---\n\nSource: <https://example.org/base/help/>\n"
    );
    assert!(
        site.text("help/index.html")
            .contains("<link rel=\"alternate\" type=\"text/markdown\" href=\"/base/help/index.md\">")
    );
    assert!(!site.text("help/index.html").contains("<blockquote>"), "the page itself is as it was");
    assert!(site.text("guides/index.md").contains("- [A](https://example.org/base/guides/a/)"));
}

#[test]
fn tasks_keep_their_state() {
    let site = built("-- content/todo.md --\n---\ntitle: To do\n---\n- [ ] Bring towels\n- [x] Call *them*\n- Rest\n");
    let twin = site.clean().text("todo/index.md").to_owned();
    assert!(twin.contains("- [ ] Bring towels\n- [x] Call *them*\n- Rest\n"), "{twin}");
}

#[test]
fn pages_that_are_not_to_be_found_have_no_markdown() {
    let site = built("");
    assert!(!site.has("secret/index.md") && !site.text("secret/index.html").contains("text/markdown"));
    assert!(!site.text("llms.txt").contains("Secret") && !site.has("404.md"));
    let hidden = built(&SITE.replace("taxonomies: [tags]", "noindex: true"));
    assert!(!hidden.has("llms.txt") && !hidden.has("help/index.md"));
}

#[test]
fn nothing_is_written_unless_it_is_asked_for() {
    let site = built(&SITE.replace("machine_readable: {llms: true, markdown: true}\n", ""));
    assert!(
        site.clean().names().iter().all(|name| !name.ends_with(".md") && *name != "llms.txt"),
        "{:?}",
        site.names()
    );
    let llms = built(&SITE.replace(", markdown: true", ""));
    assert!(
        llms.clean().text("llms.txt").contains("](https://example.org/base/help/): Signs"),
        "{}",
        llms.text("llms.txt")
    );
    let typed = build(&SITE.replace("markdown: true", "markdwn: true"));
    assert_eq!(typed.codes(), ["field-unknown"], "{}", typed.told());
}

#[test]
fn a_file_of_the_site_takes_the_place_of_llms_txt() {
    let site = built("-- content/llms.txt --\nmine\n");
    assert_eq!(site.clean().text("llms.txt"), "mine\n");
}

#[test]
fn the_real_site_says_the_same_to_programs_as_to_people() {
    let site = build_snapshot(snapshot(), &options());
    let help = site.text("when-to-get-help/index.md");
    assert!(help.contains("> ### ") && help.contains("Call 911"), "{help}");
    let clinic = site.text("clinics/the-spine-institute-santa-monica/index.md");
    assert!(clinic.contains("(310) 828-7757") && !clinic.contains("tel:"), "{clinic}");
    let table = site.text("techniques/compare/index.md");
    let row = table.lines().find(|line| line.starts_with("| [Deep tissue]")).unwrap_or_else(|| panic!("{table}"));
    assert_eq!(row.matches(" |").count(), 5, "{row}");
    let first = site.text("llms.txt").lines().find(|line| line.starts_with("- [")).unwrap_or_default();
    assert!(first.contains("when-to-get-help"), "the warning signs come first: {first}");
    for (name, bytes) in site.outputs.iter().filter(|(name, _)| name.ends_with("index.md")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(text.starts_with("# ") && !text.contains("](/") && !text.contains("](#"), "{name}:\n{text}");
    }
}
