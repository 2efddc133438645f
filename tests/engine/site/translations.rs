//! Translations: what is told of one that lags behind its source, and what is held back until a person has seen to it.

use super::fixture::{Built, build, build_with, options};
use super::languages::SITE;

/// A guide with two headings, and what stands in front of its translation and of its own text.
fn guide(source: &str, translation: &str) -> String {
    format!(
        "{SITE}\
-- content/index.es.md --
---
title: Inicio
draft: false
translated_from: 1a8762-30c272
---
-- content/guides/first.es.md --
---
title: Primera
translated_from: 672d24-a78784
---
-- content/guides/index.es.md --
---
title: Guías
translated_from: c59735-af1349
---
-- content/signs.md --
---
title: Signs
updated: 2026-11-18
{source}---
Look here first.

## Fever

Call a doctor.

## Falls

Call for help.
-- content/signs.es.md --
---
title: Señales
{translation}---
Mire aquí.
"
    )
}

const MARK: &str = "translated_from: 2f9dee-6a2f03-880fec-ec028c\n";
const OLD: &str = "translated_from: 2f9dee-6a2f03-000000-ec028c\n";

/// The mark that the build asks for.
fn mark() -> String {
    let built = build(&guide("", ""));
    let help = built.only().help.clone().unwrap_or_default();
    format!("{}\n", help.lines().last().unwrap_or_default())
}

fn hidden(built: &Built) -> Vec<(String, String)> {
    built.build.unpublished().iter().map(|page| (page.source.to_string(), page.hidden.reason())).collect()
}

#[test]
fn a_translation_that_names_no_source_is_asked_for_its_mark() {
    assert_eq!(
        build(&guide("", "")).told_in_full(),
        format!(
            "\
content/signs.es.md:2:8: warning[translation-stale]: this page does not record which version of content/signs.md it was translated from
  ^ Señales
  help: when it matches content/signs.md, add the line:
        {MARK}"
        )
    );
    assert_eq!(mark(), MARK);
}

#[test]
fn a_translation_with_the_mark_of_its_source_is_up_to_date() {
    let built = build(&guide("", MARK));
    assert!(!built.clean().text("es/signs/index.html").contains("<old"));
}

#[test]
fn a_stale_translation_names_the_headings_that_changed_and_tells_its_readers() {
    let built = build(&guide("", OLD));
    assert_eq!(
        built.told_in_full(),
        format!(
            "\
content/signs.es.md:3:18: warning[translation-stale]: content/signs.md has changed since it was translated: \"Fever\"
  ^ 2f9dee-6a2f03-000000-ec028c
  help: when it matches content/signs.md again, write:
        {MARK}"
        )
    );
    assert!(
        built.text("es/signs/index.html").contains("<old since 2026-11-18>"),
        "{}",
        built.text("es/signs/index.html")
    );
}

#[test]
fn a_stale_translation_of_a_page_on_which_safety_hangs_is_held_back() {
    let built = build(&guide("safety_critical: true\n", OLD));
    assert_eq!(built.codes(), ["translation-stale"]);
    assert!(built.told().contains("this page is not published: content/signs.md has changed"), "{}", built.told());
    let reason = "the translation is out of date (\"Fever\")".to_owned();
    assert_eq!(hidden(&built), [("content/signs.es.md".to_owned(), reason)]);
    assert!(!built.has("es/signs/index.html"));
    assert!(!built.text("signs/index.html").contains("hreflang"));
    assert!(build(&guide("safety_critical: true\n", MARK)).clean().has("es/signs/index.html"));
}

#[test]
fn data_that_lags_behind_holds_back_what_safety_hangs_on() {
    let flags = "-- content/data/flags.es.yaml --\ntranslated_from: af1349-af1349-000000\nitems: [fiebre]\n";
    let built = build(&format!("{}{flags}", guide("safety_critical: true\n", MARK)));
    let told = built.told();
    let data = "content/data/flags.es.yaml:1:18 warning[translation-stale] content/data/flags.yaml has changed since it was translated: \"items\" | when it matches content/data/flags.yaml again, write: / translated_from: af1349-af1349-";
    assert!(told.contains(data), "{told}");
    assert!(!built.has("es/signs/index.html"));
    assert!(build(&format!("{}{flags}", guide("", MARK))).has("es/signs/index.html"), "safety does not hang on it");
}

#[test]
fn a_health_page_waits_for_a_person_and_nobody_is_warned() {
    let health = format!("type: health\n{MARK}");
    let built = build(&guide("type: health\n", &health));
    let reason = "the translation awaits review".to_owned();
    assert_eq!(hidden(built.clean()), [("content/signs.es.md".to_owned(), reason)]);
    assert!(!built.has("es/signs/index.html"));

    // To call the translation something else does not spare it the review.
    assert!(!build(&guide("type: health\n", MARK)).has("es/signs/index.html"));
    let mut drafts = options();
    drafts.drafts = true;
    assert!(!build_with(&guide("type: health\n", &health), &drafts).has("es/signs/index.html"), "a review is no draft");

    let old = build(&guide("type: health\n", &format!("type: health\n{OLD}")));
    let reason = "the translation is out of date and awaits review (\"Fever\")".to_owned();
    assert_eq!(hidden(old.clean()), [("content/signs.es.md".to_owned(), reason)]);

    let reviewed = format!("{health}translation_reviewed: {{by: ana, on: 2026-11-19}}\n");
    assert!(build(&guide("type: health\n", &reviewed)).clean().has("es/signs/index.html"));
}

#[test]
fn a_health_page_that_is_no_translation_needs_no_review_of_one() {
    let built =
        build(&format!("{}-- content/solo.es.md --\n---\ntitle: Solo\ntype: health\n---\nHola.\n", guide("", MARK)));
    assert!(built.clean().has("es/solo/index.html"));
}

#[test]
fn a_reviewer_is_a_person_who_is_known_and_has_done_it() {
    for (review, expected) in [
        (
            "{by: team, on: 2026-11-19}",
            "\
content/signs.es.md:4:28: error[review-person]: the reviewer must be a person; \"team\" is an organization
  ^ team
  help: use the key of the person who reviewed the translation, from content/data/people.yaml
",
        ),
        (
            "{by: anna, on: 2026-11-19}",
            "\
content/signs.es.md:4:28: error[key-unknown]: \"anna\" is not in content/data/people.yaml
  ^ anna
  help: did you mean \"ana\"?
",
        ),
        (
            "{by: ana, on: 2026-12-19}",
            "\
content/signs.es.md:4:37: error[date-order]: the date of a review cannot be in the future
  ^ 2026-12-19
  help: write the date on which the translation was reviewed, or remove this line
",
        ),
        (
            "{by: ana}",
            "\
content/signs.es.md:4:1: error[field-missing]: a review needs the key of a person and a date
  ^ translation_reviewed
  help: translation_reviewed: {by: name, on: 2026-11-20}
",
        ),
    ] {
        let built = build(&guide("type: health\n", &format!("{MARK}translation_reviewed: {review}\n")));
        assert_eq!(built.told_in_full(), expected);
        assert!(!built.has("es/signs/index.html"), "{review}");
    }
}

#[test]
fn a_tie_that_leads_nowhere_is_told() {
    let page = |name: &str, of: &str| {
        let tied = format!("-- content/{name} --\n---\ntitle: Atada\ntranslation_of: {of}\n---\n");
        build(&format!("{}{tied}", guide("", MARK))).told_in_full()
    };
    assert_eq!(
        page("atada.es.md", "sings.md"),
        "\
content/atada.es.md:3:17: error[translation-unknown]: this page is a translation of \"sings.md\", which does not exist
  ^ sings.md
  help: did you mean signs.md?
"
    );
    assert_eq!(
        page("tied.md", "signs.md"),
        "\
content/tied.md:3:17: error[translation-language]: this file name has no language code, so the page is not a translation
  ^ signs.md
  help: rename the file to tied.es.md, or remove this line
"
    );
    assert_eq!(
        page("atada.es.md", "help.md").lines().next(),
        Some(
            "content/atada.es.md:2:8: warning[translation-stale]: this page does not record which version of content/help.md it was translated from"
        )
    );
    assert_eq!(
        page("zzz.es.md", "signs.md"),
        "\
content/zzz.es.md:3:17: error[translation-twice]: content/signs.md already has a translation into this language: content/signs.es.md
  ^ signs.md
  help: keep one of the two files
"
    );
}

#[test]
fn languages_are_declared_by_their_codes() {
    let declared = |lines: &str| {
        let site = SITE.replace("languages:\n  es:", &format!("languages:\n  {lines}\n  es:"));
        let built = build(&format!("{site}{}", guide("", MARK).split_once(SITE).map_or("", |(_, rest)| rest)));
        built.told_in_full()
    };
    assert_eq!(
        declared("Français: {}"),
        "\
content/site.yaml:12:3: error[language-code]: \"Français\" is not a language code
  ^ Français
  help: write fr
"
    );
    assert_eq!(
        declared("en-US: {}"),
        "\
content/site.yaml:12:3: error[language-twice]: \"en-US\" is already the language of this site
  ^ en-US
  help: remove it here; \"languages\" lists the languages other than \"language\"
"
    );
}

#[test]
fn words_that_a_language_lacks_are_listed_with_their_file() {
    let strings = "-- themes/mini/strings/es.yaml --\npages: {one: \"{count} página\", other: \"{count} páginas\"}\n";
    let built = build(&format!("{}{strings}", guide("", MARK)));
    let told = built.told_in_full();
    let expected = "\
content/site.yaml:12:3: error[string-missing]: the theme has no translation of 2 strings into Español (es)
  ^ es
  help: add to themes/mini/strings/es.yaml:
        hello: \"…\"
        text-direction: \"…\"
";
    assert!(told.contains(expected), "{told}");
    assert!(!built.has("es/index.html"), "no page falls back to other words");
}

#[test]
fn a_language_may_have_a_menu_of_its_own() {
    let menus = "taxonomies: {topics: Temas}, menus: {main: [{title: Señas, page: signs.md}, contact.md]}";
    let site = guide("", MARK).replace("taxonomies: {topics: Temas}", menus);
    let built = build(&site);
    let text = built.clean().text("es/index.html");
    assert!(text.contains("<nav>[Señas /es/signs/ es -][Contact /contact/ en-US -]</nav>"), "{text}");
    assert!(built.text("index.html").contains("<nav>[Help /help/ en-US -]"));
}
