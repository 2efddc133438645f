//! `vertebra schema` and `vertebra new site --vscode`.

use support::Site;

#[test]
fn schemas_are_listed_printed_and_written() {
    let site = Site::small();
    let list = site.run(&["schema"]).ends(0).out;
    for line in ["site ", "page ", "clinic ", "data/people ", "theme "] {
        assert!(list.lines().any(|it| it.starts_with(line)), "{list}");
    }
    let printed = site.run(&["schema", "site"]).ends(0).out;
    let value: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(value["required"], serde_json::json!(["title", "base_url", "language", "time_zone"]));
    assert_eq!(site.run(&["schema", "data/people"]).ends(0).out, site.run(&["schema", "people"]).ends(0).out);

    let run = site.run(&["schema", "--out", "made"]).ends(0);
    assert!(run.out.ends_with("schemas are in made.\n"), "{}", run.out);
    assert_eq!(site.read("made/site.json"), printed);
    // What was made may be made again.
    site.run(&["schema", "site", "--out", "made"]).ends(0);
    site.write("made/site.json", "{}");
    let run = site.run(&["schema", "site", "--out", "made"]).ends(2);
    assert!(run.err.contains("made/site.json was not created by Vertebra, so it was not changed"), "{}", run.err);
    assert_eq!(site.read("made/site.json"), "{}");
}

#[test]
fn schemas_are_not_put_among_files_of_others() {
    let site = Site::small();
    site.write("notes/mine.txt", "mine");
    let run = site.run(&["schema", "--out", "notes"]).ends(2);
    assert!(
        run.err.contains("notes contains a file not created by Vertebra: mine.txt; nothing was changed\n  help: choose an empty folder, such as: vertebra schema --out schemas"),
        "{}",
        run.err
    );
    assert_eq!(site.tree("notes").len(), 1);
    // An empty folder is taken, and one that holds schemas alone is taken again; hidden files do no harm.
    std::fs::create_dir(site.path().join("made")).unwrap();
    site.run(&["schema", "--out", "made"]).ends(0);
    site.write("made/.gitignore", "*");
    site.run(&["schema", "--out", "made"]).ends(0);
    site.write("made/deep/down/README.txt", "mine");
    site.run(&["schema", "--out", "made"]).ends(2);
}

#[test]
fn schemas_are_never_put_among_the_files_of_the_site() {
    let site = Site::small();
    // What an earlier command made in a folder of its own does not make its surroundings the program's.
    site.run(&["schema", "--out", "schemas"]).ends(0);
    let before: Vec<String> = site.tree(".").into_keys().collect();
    for folder in [".", "schemas/..", "content", "content/schemas", "themes/schemas", ".."] {
        let run = site.run(&["schema", "--out", folder]).ends(2);
        let words = format!("{folder} contains the files of the site; nothing was changed");
        assert!(run.err.contains(&words), "{}", run.err);
    }
    // One that holds the folder of the schemas, and something else.
    site.write("more/mine.txt", "mine");
    site.run(&["schema", "--out", "more/schemas"]).ends(0);
    let run = site.run(&["schema", "--out", "more"]).ends(2);
    assert!(run.err.contains("more contains a file not created by Vertebra: mine.txt"), "{}", run.err);
    site.remove("more/mine.txt");
    let after: Vec<String> = site.tree(".").into_keys().filter(|path| !path.starts_with("more/")).collect();
    assert_eq!(before, after);
}

#[test]
fn a_schema_that_is_not_there_is_told_with_the_nearest() {
    let run = Site::small().run(&["schema", "peple"]).ends(2);
    assert!(
        run.err.contains("there is no schema \"peple\"")
            && run.err.contains("the schemas of this site are: site, page")
    );
}

#[test]
fn settings_of_an_editor_are_never_changed() {
    let site = Site::small();
    site.write(".vscode/settings.json", "{\"mine\": 1}\n");
    let run = site.run(&["schema", "--vscode"]).ends(0);
    assert_eq!(site.read(".vscode/settings.json"), "{\"mine\": 1}\n");
    assert!(run.out.contains("already exists and was not changed. Add these lines to it:\n{\n  \"yaml.schemas\""));
    assert!(site.read(".vscode/extensions.json").contains("redhat.vscode-yaml"));
    assert!(site.read(".vscode/vertebra/data/people.json").contains("credential"));
}
