//! `vertebra review`: lists what is due, and writes down only what a person typed, and only what can be true.

use support::{SETTINGS, Site};

const TODAY: &str = "2026-11-20";
const PEOPLE: &str = "ana: {name: Ana Ruiz}\nluis: {name: Luis Sol}\nteam: {kind: organization, name: The team}\n";
const PAGE: &str = "---
title: Deep tissue massage
type: guide
updated: 2026-11-01
# who looked at it
reviewed: {by: luis, on: 2025-04-01, every: 12 months}   # every spring
---
Text.
";

pub fn site() -> Site {
    let guide = |line: &str| format!("---\ntitle: T\ntype: guide\n{line}---\nText.\n");
    let site = Site::new(&[
        ("content/site.yaml", &format!("{SETTINGS}languages: [es]\n")),
        ("content/index.md", "---\ntitle: Home\ntype: page\n---\nHello.\n"),
        ("content/data/people.yaml", PEOPLE),
        ("content/guides/index.md", "---\ntitle: Guides\ntype: page\n---\n"),
        ("content/guides/deep.md", PAGE),
        ("content/guides/soon.md", &guide("reviewed: {by: ana, on: 2026-06-01, every: 180 days}\n")),
        ("content/guides/later.md", &guide("reviewed: {by: ana, on: 2026-11-01, every: 1 year}\n")),
        ("content/guides/open.md", &guide("reviewed: {by: ana, on: 2026-11-01}\n")),
        ("content/guides/never.md", &guide("")),
        ("content/guides/draft.md", &guide("draft: true\n")),
    ]);
    // The mark of the page that was translated, as the program gives it.
    site.write("content/guides/never.es.md", guide("translated_from: x\n"));
    let told = site.run(&["why", "guides/never.es.md", "--date", TODAY]).ends(0).out;
    let mark = told
        .split_whitespace()
        .find(|word| word.len() > 12 && word.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-'));
    site.write("content/guides/never.es.md", guide(&format!("translated_from: {}\n", mark.expect("a mark"))));
    site
}

fn review(site: &Site, arguments: &[&str]) -> support::Run {
    site.run(&[&["review"], arguments, &["--date", TODAY]].concat())
}

#[test]
fn what_is_due_stands_by_date_and_by_person() {
    let site = site();
    let run = review(&site, &[]).ends(0);
    assert_eq!(
        run.out,
        "Overdue (1)
  guides/deep.md  2026-04-01, 233 days ago; last reviewed by Luis Sol (luis) on 2025-04-01

In the next 30 days (1)
  guides/soon.md  2026-11-28, in 8 days; last reviewed by Ana Ruiz (ana) on 2026-06-01

Later (1)
  guides/later.md  2027-11-01, in 346 days; last reviewed by Ana Ruiz (ana) on 2026-11-01

Reviewed, no next review planned (1)
  guides/open.md  last reviewed by Ana Ruiz (ana) on 2026-11-01

Never reviewed (1)
  guides/never.md  T

Translations awaiting review (1)
  guides/never.es.md  T

By person
  Ana Ruiz (ana)   0 overdue, 1 in the next 90 days
  Luis Sol (luis)  1 overdue, 0 in the next 90 days

To record a review, run: vertebra review PAGE --by KEY
"
    );
    let own = review(&site, &["--by", "luis"]).ends(0).out;
    assert!(own.contains("guides/deep.md") && !own.contains("guides/soon.md"), "{own}");
    let json: serde_json::Value = serde_json::from_str(&review(&site, &["--format", "json"]).ends(0).out).unwrap();
    assert_eq!(json["today"], TODAY);
    assert_eq!(json["reviews"][0]["page"], "content/guides/deep.md");
    assert_eq!((&json["reviews"][0]["stands"], &json["reviews"][0]["by"]), (&"overdue".into(), &"luis".into()));
}

#[test]
fn a_review_is_written_as_the_editor_writes_and_only_after_a_yes() {
    let site = site();
    let shown = review(&site, &["guides/deep.md", "--by", "ana", "--on", "2026-11-18"]).ends(1);
    assert_eq!(
        shown.out,
        "content/guides/deep.md
@@ -4,5 +4,5 @@
 updated: 2026-11-01
 # who looked at it
-reviewed: {by: luis, on: 2025-04-01, every: 12 months}   # every spring
+reviewed: {by: ana, on: 2026-11-18, every: 12 months}   # every spring
 ---
 Text.
"
    );
    assert_eq!(
        shown.err,
        "Nothing was written: there is no terminal to confirm in. To record it without confirming, add: --yes\n"
    );
    assert_eq!(site.read("content/guides/deep.md"), PAGE);

    let run = review(&site, &["guides/deep.md", "--by", "ana", "--on", "2026-11-18", "--yes"]).ends(0);
    assert!(run.out.ends_with("Review recorded. To undo, run: vertebra undo\n"), "{}", run.out);
    assert_eq!(
        site.read("content/guides/deep.md"),
        PAGE.replace("by: luis, on: 2025-04-01", "by: ana, on: 2026-11-18")
    );
    let again = review(&site, &["guides/deep.md", "--by", "ana", "--on", "2026-11-18", "--yes"]).ends(0);
    assert_eq!(again.out, "content/guides/deep.md already records this review.\n");
    site.run(&["fix", "--undo"]).ends(0);
    assert_eq!(site.read("content/guides/deep.md"), PAGE);
}

#[test]
fn a_page_without_a_review_gets_one_and_is_told_about_the_next() {
    let site = site();
    let run = review(&site, &["guides/never.md", "--by", "ana", "--yes"]).ends(0);
    assert_eq!(run.err, "note: no next review is planned; to plan one, add: --every \"12 months\"\n");
    let text = site.read("content/guides/never.md");
    assert!(text.contains("title: T\nreviewed: {by: ana, on: 2026-11-20}\ntype: guide\n"), "{text}");
    review(&site, &["guides/never.md", "--by", "ana", "--every", "12 months", "--yes"]).ends(0);
    assert!(site.read("content/guides/never.md").contains("reviewed: {by: ana, on: 2026-11-20, every: 12 months}\n"));
    let changed = review(&site, &["guides/deep.md", "--by", "ana", "--on", "2026-10-01", "--yes"]).ends(0);
    assert_eq!(changed.err, "note: the page was changed on 2026-11-01, after this review\n");
}

#[test]
fn a_translation_is_published_once_a_person_has_reviewed_it() {
    let site = site();
    let before = site.run(&["build", "--date", TODAY]);
    assert!(before.out.contains("the translation awaits review"), "{}{}", before.out, before.err);
    review(&site, &["guides/never.es.md", "--by", "luis", "--yes"]).ends(0);
    let text = site.read("content/guides/never.es.md");
    assert!(text.contains("translation_reviewed: {by: luis, on: 2026-11-20}\n"), "{text}");
    assert!(!review(&site, &[]).ends(0).out.contains("Translations awaiting"));

    site.edit("content/guides/never.md", "Text.", "Other text.");
    let stale = review(&site, &["guides/never.es.md", "--by", "ana", "--yes"]).ends(2);
    assert!(stale.err.contains("content/guides/never.es.md is out of date"), "{}", stale.err);
    assert!(stale.err.contains("update it first, then write: translated_from: "), "{}", stale.err);
}

#[test]
fn what_cannot_be_true_is_refused() {
    let site = site();
    let before = site.tree("content");
    for (arguments, message, help) in [
        (
            &["guides/deep.md", "--by", "anna"][..],
            "\"anna\" is not in content/data/people.yaml",
            "did you mean \"ana\"?",
        ),
        (
            &["guides/deep.md", "--by", "team"],
            "the reviewer must be a person; \"team\" is an organization",
            "use the key of the person who reviewed the page",
        ),
        (
            &["guides/deep.md", "--by", "ana", "--on", "2026-11-21"],
            "the date of a review cannot be in the future",
            "today is 2026-11-20",
        ),
        (&["guides/draft.md", "--by", "ana"], "content/guides/draft.md is a draft", "delete the line draft: true"),
        (
            &["guides/deep.md", "--by", "ana", "--on", "2025-01-01"],
            "a later review is already recorded, on 2025-04-01",
            "nothing to do",
        ),
        (
            &["guides/never.md", "--by", "ana", "--every", "often"],
            "\"every\" must be a number of days, weeks, months or years",
            "every: 12 months",
        ),
        (&["guides/nver.md", "--by", "ana"], "there is no file \"guides/nver.md\"", "did you mean guides/never.md?"),
        (&["guides", "--by", "ana"], "this matches several pages", "one page at a time"),
        (&["site.yaml", "--by", "ana"], "content/site.yaml is not a page", "write the path of a page"),
    ] {
        let run = review(&site, &[arguments, &["--yes"]].concat()).ends(2);
        assert!(run.err.contains(message) && run.err.contains(help), "{arguments:?}\n{}", run.err);
    }
    review(&site, &["guides/deep.md", "--yes"]).ends(2);
    assert!(site.tree("content") == before, "nothing was written");
}
