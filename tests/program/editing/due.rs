//! `vertebra due`: one list by day.

use support::Site;

const TODAY: &str = "2026-11-20";

fn site() -> Site {
    let site = super::review::site();
    site.write("content/news/party.md", "---\ntitle: Party\nexpires: 2026-12-01\n---\nText.\n");
    site.write("content/news/soon.md", "---\ntitle: Soon\npublish_at: 2026-12-24\n---\nText.\n");
    site.write("content/news/gone.md", "---\ntitle: Gone\nexpires: 2026-01-01\n---\nText.\n");
    site.write("content/data/evidence.yaml", "nice-ng59:\n  title: A guideline\n  checked: 2025-12-01\n");
    site.write("content/.well-known/security.txt", "Contact: mailto:a@example.org\nExpires: 2027-01-31T00:00:00Z\n");
    site.edit(
        "content/site.yaml",
        "languages",
        "settings: {notice: Closed on Friday, notice_until: 2026-11-27}\nlanguages",
    );
    site.run(&["new", "page", "clinic", "Spine", "--in", "clinics", "--date", TODAY]).ends(0);
    let path = "content/clinics/spine.md";
    let text = site.read(path).replace("draft: true # To publish the page, delete this line.\n", "");
    let lines: Vec<String> = text
        .lines()
        .map(|line| match line.split(':').next().unwrap_or_default() {
            "# holidays" => "holidays: {2026-11-19: closed, 2026-12-25: closed, 2027-06-01: closed}".to_owned(),
            "checked" => "checked: 2025-12-20".to_owned(),
            "country" => "country: US".to_owned(),
            "schema_type" => "schema_type: MedicalClinic".to_owned(),
            name @ ("name" | "locality" | "region" | "source") => format!("{name}: Somewhere"),
            _ => line.to_owned(),
        })
        .collect();
    site.write(path, lines.join("\n") + "\n");
    site
}

#[test]
fn everything_with_a_day_stands_in_one_list() {
    let site = site();
    let run = site.run(&["due", "--date", TODAY]).ends(0);
    assert_eq!(
        run.out,
        "Waiting (1)
  now  guides/never.es.md: the translation awaits review

Overdue (1)
  2026-04-01, 233 days ago  guides/deep.md: review by Luis Sol (luis)

In the next 90 days (8)
  2026-11-27, in 7 days   site.yaml: notice_until ends
  2026-11-28, in 8 days   guides/soon.md: review by Ana Ruiz (ana)
  2026-12-01, in 11 days  news/party.md: the page expires
  2026-12-01, in 11 days  data/evidence.yaml: \"nice-ng59\" was last checked on 2025-12-01
  2026-12-20, in 30 days  clinics/spine.md: the details were last checked on 2025-12-20
  2026-12-24, in 34 days  news/soon.md: the page appears
  2026-12-25, in 35 days  clinics/spine.md: holidays: closed
  2027-01-31, in 72 days  .well-known/security.txt: security.txt expires; build and publish the site, or write a later date

1 page about health has never been reviewed. To see them, run: vertebra review
"
    );
    let near = site.run(&["due", "--date", TODAY, "--days", "10"]).ends(0).out;
    assert!(near.contains("In the next 10 days (2)") && near.contains("Overdue (1)"), "{near}");
    site.edit("content/guides/never.md", "Text.", "Other text.");
    let stale = site.run(&["due", "--date", TODAY]).ends(0).out;
    assert!(stale.contains("  now  guides/never.es.md: the translation is out of date ("), "{stale}");
}

#[test]
fn the_list_is_there_for_programs() {
    let site = site();
    let run = site.run(&["due", "--date", TODAY, "--format", "json"]).ends(0);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((&json["today"], &json["until"]), (&TODAY.into(), &"2027-02-18".into()));
    let kinds: Vec<_> = json["due"].as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap()).collect();
    let expected = [
        "translation-review",
        "review",
        "setting",
        "review",
        "expires",
        "data",
        "checked",
        "appears",
        "holiday",
        "security-txt",
    ];
    assert_eq!(kinds, expected);
    assert_eq!(json["never_reviewed"], 1);
    let nothing = Site::small().run(&["due", "--date", TODAY]).ends(0);
    assert!(nothing.out.starts_with("Nothing is due in the next 90 days.\n"), "{}", nothing.out);
}
