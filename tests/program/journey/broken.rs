//! The mistakes of an editor: each is told where it was made, with the words to type; nothing is published until it is
//! mended, and then everything is.

use super::{TODAY, started};

const PAGE: &str = "content/articles/sore.md";
const GOOD: &str = "\
---
title: Sore after a massage
description: What to expect.
date: 2026-11-20
type: article
---
Read [who we are](../about.md).

::: note
Drink water.
:::
";

/// What is broken, the place that is named, the message, and what to type.
const MISTAKES: &[(&str, &str, &str, &str, &str)] = &[
    ("title: Sore", "title: Sore: what now", ":2:", "error[yaml-colon]", "title: \"Sore: what now after a massage\""),
    ("title: Sore", "title: \"Sore", ":2:8:", "error[yaml-quote]", "add a \" at the end of the line"),
    ("title: Sore after a massage\n", "", ":2:1:", "error[title-missing]", "title: Sore"),
    ("description:", "descripton:", ":3:1:", "error[field-unknown]", "did you mean \"description\"?"),
    ("date: 2026-11-20", "date: 2026-02-30", ":4:7:", "error[date-invalid]", "February 2026 has 28 days"),
    ("date: 2026-11-20", "date: 03/04/2026", ":4:7:", "error[date-ambiguous]", "write 2026-03-04 for March 4"),
    ("type: article", "type: artikel", ":5:7:", "error[type-unknown]", "did you mean \"article\"?"),
    ("article\n---\n", "article\n", ":1:1:", "error[front-open]", "add --- on a line of its own"),
    ("../about.md", "../abuot.md", ":7:", "error[link-broken]", "did you mean ../about.md?"),
    (
        "../about.md",
        "../about.md#hours",
        ":7:",
        "error[anchor-broken]",
        "its headings are #how-this-page-works; or remove #hours",
    ),
    ("::: note", "::: ntoe", ":9:", "error[directive-unknown]", "did you mean \"note\"?"),
    ("water.\n:::\n", "water.\n", ":9:1:", "error[block-open]", "add ::: on a line of its own"),
    (
        "Drink water.",
        "Call {{ phone nobody }}.",
        ":10:",
        "error[directive-failed]",
        "this site has no page of the type clinic yet",
    ),
    ("Drink water.", "![](water.jpg)", ":10:", "error[image-alt]", "describe what matters in it"),
    ("Drink water.", "# Water", ":10:1:", "error[heading-h1]", "start it with ##"),
    ("type: article", "type: article\ntitle: Again", ":6:1:", "error[field-twice]", "keep one of them"),
    ("type: article", "slug: ../../etc", ":5:7:", "error[slug-invalid]", "slug: etc"),
];

/// What is told of one mistake: the line with its code, and those below it up to the next that names a place.
fn block<'a>(told: &'a str, code: &str) -> Option<&'a str> {
    let at = told.find(code)?;
    let start = told[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = told[start..].find("\ncontent/").map_or(told.len(), |end| start + end);
    Some(&told[start..end])
}

#[test]
fn every_mistake_is_told_nothing_is_published_and_mending_it_publishes() {
    let site = started();
    site.write(PAGE, GOOD);
    site.run(&["build", "--strict", "--date", TODAY]).ends(0);
    let published = site.tree("public");
    for &(old, new, place, code, help) in MISTAKES {
        site.write(PAGE, GOOD);
        site.edit(PAGE, old, new);
        let run = site.run(&["build", "--date", TODAY]).ends(1);
        let told = block(&run.err, code).unwrap_or_else(|| panic!("no {code} in\n{}", run.err));
        assert!(told.starts_with(&format!("{PAGE}{place}")), "{told}");
        let helps = told.split_once("  help: ").is_some_and(|(_, words)| words.contains(help));
        assert!(helps, "no {help:?} in\n{told}");
        assert!(run.last_line().ends_with("Nothing was written. Fix the errors above, then run: vertebra build"));
        assert!(site.tree("public") == published, "{new}");
        assert_eq!(site.run(&["check", "--date", TODAY]).code, 1);
        // Whatever is wrong, the commands that ask still answer.
        site.run(&["list", "--date", TODAY]).ends(0);
        site.run(&["why", "index.md", "--date", TODAY]).ends(0);
    }
    site.write(PAGE, GOOD);
    let run = site.run(&["build", "--date", TODAY]).ends(0);
    assert!(run.last_line().contains(": 0 written, "), "{}", run.last_line());
}

#[test]
fn two_pages_with_one_address_name_each_other() {
    let site = started();
    site.write(PAGE, GOOD);
    site.write("content/articles/other.md", "---\ntitle: Other\nslug: sore\n---\n");
    let run = site.refuses(1, "error[slug-twice]");
    assert!(run.err.contains("content/articles/other.md") && run.err.contains(PAGE), "{}", run.err);
}

#[test]
fn all_mistakes_of_all_files_are_told_in_one_run() {
    let site = started();
    for (at, (old, new, ..)) in MISTAKES.iter().enumerate() {
        site.write(&format!("content/articles/sore{at}.md"), GOOD.replacen(old, new, 1));
    }
    let run = site.run(&["build", "--date", TODAY]).ends(1);
    for (at, (.., code, _)) in MISTAKES.iter().enumerate() {
        let told = run
            .err
            .lines()
            .any(|line| line.starts_with(&format!("content/articles/sore{at}.md")) && line.contains(code));
        assert!(told, "no {code} for sore{at}.md in\n{}", run.err);
    }
}

#[test]
fn a_fault_in_the_fields_hides_none_in_the_text() {
    let site = started();
    site.write(PAGE, "---\ntitle: A: b\n---\n[x](nope.md) and {{ phone nobody }} and {{ nonsense }}.\n");
    let run = site.run(&["build", "--drafts", "--strict", "--date", TODAY]).ends(1);
    for code in ["yaml-colon", "link-broken", "directive-failed", "directive-unknown"] {
        assert!(run.err.contains(&format!("error[{code}]")), "no {code} in\n{}", run.err);
    }
    assert!(!run.err.contains("404.md"), "no far-fetched suggestion: {}", run.err);
    assert!(run.last_line().ends_with("then run: vertebra build --drafts --strict"), "{}", run.last_line());
}
