//! `--format`: what programs read. The whole of each form is compared, since others rely on it; `docs/formats.md`.

use serde_json::Value;
use support::{SETTINGS, Site};

/// A site with a mistake behind a letter that is two units of UTF-16, and one without a line.
fn broken() -> Site {
    Site::new(&[
        ("content/site.yaml", SETTINGS),
        ("content/index.md", "---\ntitle: Home\n---\n😀 [a](<gone, 50%.md>)\n"),
        ("content/notes.markdown", "Text.\n"),
    ])
}

fn data(site: &Site, arguments: &[&str]) -> Value {
    let run = site.run(arguments).ends(1);
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}:\n{}", run.out))
}

#[test]
fn json_has_every_place_in_every_count() {
    let found = data(&broken(), &["build", "--format", "json"]);
    let expected = serde_json::json!({
        "version": 1,
        "tool": {"name": "vertebra", "version": env!("CARGO_PKG_VERSION")},
        "summary": {"errors": 1, "warnings": 1, "notes": 0, "pages": 1},
        "diagnostics": [
            {
                "severity": "error",
                "code": "link-broken",
                "message": "there is no page \"gone, 50%.md\"",
                "help": "write the path of a page, such as contact.md or ../guides/first-visit.md",
                "note": null,
                "file": "content/index.md",
                "range": {
                    "start": {"line": 4, "column": 8, "utf16": 8, "byte": 30},
                    "end": {"line": 4, "column": 20, "utf16": 20, "byte": 42},
                },
                "related": [],
                "fixable": false,
                "safety": false,
            },
            {
                "severity": "warning",
                "code": "file-ending",
                "message": "this file is published unchanged, not as a page, because its name does not end in .md",
                "help": "if it is a page, rename it to notes.md",
                "note": null,
                "file": "content/notes.markdown",
                "range": null,
                "related": [],
                "fixable": false,
                "safety": false,
            },
        ],
    });
    assert_eq!(found, expected, "{found:#}");
}

#[test]
fn a_second_place_is_there_too() {
    let site = Site::new(&[
        ("content/site.yaml", &format!("{SETTINGS}theme: mine\n")),
        ("content/index.md", "---\ntitle: Home\n---\n"),
        ("content/a.md", "---\ntitle: A\ntype: leaflet\n---\nText.\n"),
        ("themes/mine/theme.yaml", "name: mine\nextends: clinic\ntypes:\n  leaflet: {template: leaflet.html}\n"),
        ("themes/mine/templates/leaflet.html", "{{ page.extra.nothing.at.all }}"),
    ]);
    let found = data(&site, &["build", "--format", "json"]);
    let all = found["diagnostics"].as_array().unwrap();
    let template = all.iter().find(|it| it["code"] == "template").unwrap_or_else(|| panic!("{found:#}"));
    assert_eq!(template["file"], "themes/mine/templates/leaflet.html");
    assert_eq!(template["related"][0]["file"], "content/a.md", "{template:#}");
    assert_eq!(template["related"][0]["message"], "while rendering this page");
}

#[test]
fn standard_output_holds_nothing_but_data() {
    let site = Site::small();
    for command in ["check", "build", "build"] {
        let run = site.run(&[command, "--format", "json"]).ends(0);
        let found: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}:\n{}", run.out));
        assert_eq!(found["summary"]["pages"], 1);
        assert!(run.err.contains("1 page, "), "{}", run.err);
    }
    let run = broken().run(&["build", "--format", "github"]).ends(1);
    assert!(run.err.contains("1 error, 1 warning in 1 page.") && !run.err.contains("gone"), "{}", run.err);
    // What makes no data says so.
    for arguments in [&["build", "--watch", "--format", "json"][..], &["check", "--format", "xml"]] {
        assert!(site.run(arguments).ends(2).out.is_empty());
    }
}

#[test]
fn github_is_given_commands_that_a_text_cannot_break() {
    let run = broken().run(&["build", "--format", "github"]).ends(1);
    let expected = "\
::error file=content/index.md,line=4,endLine=4,col=8,endColumn=20,title=link-broken::there is no page \"gone, 50%25.md\"\
%0Ahelp: write the path of a page, such as contact.md or ../guides/first-visit.md
::warning file=content/notes.markdown,title=file-ending::this file is published unchanged, not as a page, because its \
name does not end in .md%0Ahelp: if it is a page, rename it to notes.md
";
    assert_eq!(run.out, expected);
    // A folder below: GitHub looks for files from the top of the repository.
    let site = Site::new(&[
        ("a site/content/site.yaml", SETTINGS),
        ("a site/content/a,b:c.md", "---\ntitle: A\ntype: page\n---\n# A\n"),
    ]);
    let run = site.run(&["build", "--root", "./a site", "--format", "github"]).ends(1);
    assert!(run.out.contains(" file=a site/content/a%2Cb%3Ac.md,line=5,"), "{}", run.out);
    let run = site.run(&["build", "--root", "a site", "--format", "sarif"]).ends(1);
    assert!(run.out.contains("\"uri\": \"a%20site/content/a,b%3Ac.md\""), "{}", run.out);
}

/// Checked by hand against the schema of OASIS (errata 01); here, what that schema asks of the parts that are used.
#[test]
fn sarif_names_rules_levels_and_regions() {
    let log = data(&broken(), &["build", "--format", "sarif"]);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!((&run["columnKind"], &run["tool"]["driver"]["name"]), (&"unicodeCodePoints".into(), &"Vertebra".into()));
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!((rules.len(), results.len()), (2, 2));
    for result in results {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["markdown"].as_str().unwrap().contains("**What to do.**"), "{rule:#}");
        assert!(rule.get("helpUri").is_none() && rule["shortDescription"]["text"].is_string());
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.starts_with("content/"), "{uri}");
    }
    let place = &results[0]["locations"][0]["physicalLocation"];
    let region = serde_json::json!({
        "startLine": 4, "startColumn": 8, "endLine": 4, "endColumn": 20, "byteOffset": 30, "byteLength": 12,
    });
    assert_eq!(place["region"], region);
    assert_eq!(place["contextRegion"]["snippet"]["text"], "😀 [a](<gone, 50%.md>)");
    assert_eq!((&results[0]["level"], &results[1]["level"]), (&"error".into(), &"warning".into()));
    assert!(results[0]["message"]["text"].as_str().unwrap().contains("\nhelp: "));
    assert!(results[1]["locations"][0]["physicalLocation"].get("region").is_none());
}
