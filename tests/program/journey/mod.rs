//! The way of an editor from an empty folder to a site that changes: every step is typed, every answer looked at.

mod broken;
mod change;
mod transcript;

use support::Site;

/// A day that the tests call today.
const TODAY: &str = "2026-11-20";

/// The site that `new site` makes, published.
fn started() -> Site {
    let site = Site::empty();
    let run = site.run(&["new", "site", "my-clinic"]).ends(0);
    assert_eq!(run.last_line(), "To preview it, run: vertebra serve --root my-clinic");
    let inside = site.path().join("my-clinic");
    for entry in std::fs::read_dir(&inside).unwrap().map(Result::unwrap) {
        std::fs::rename(entry.path(), site.path().join(entry.file_name())).unwrap();
    }
    std::fs::remove_dir(inside).unwrap();
    // The first article was written on the day of the test.
    let article = site.read("content/articles/welcome.md");
    let day = article.lines().find(|line| line.starts_with("date: ")).unwrap().to_owned();
    site.edit("content/articles/welcome.md", &day, "date: 2026-11-20");
    site.run(&["build", "--strict", "--date", TODAY]).ends(0);
    site
}

/// What the theme offers, as the program says it.
fn types(site: &Site) -> Vec<String> {
    let run = site.run(&["new", "page", "nothing-like-it", "T"]).ends(2);
    let names = run.err.split("the page types of this site's theme are: ").nth(1).expect("a list of types");
    names.trim().split(", ").map(str::to_owned).collect()
}

#[test]
fn a_new_site_is_published_without_a_warning_and_then_left_alone() {
    let site = started();
    let before = site.tree("public");
    let again = site.run(&["build", "--date", TODAY]).ends(0);
    assert!(again.last_line().contains(": 0 written, ") && again.last_line().ends_with("The site is in public/."));
    assert!(site.tree("public") == before, "a second build writes nothing, not even the same");
    let check = site.run(&["check", "--date", TODAY]).ends(0);
    assert!(
        check.last_line().ends_with("no errors. To publish the site, run: vertebra publish"),
        "{}",
        check.last_line()
    );
}

#[test]
fn a_new_page_of_every_type_is_shown_once_it_is_filled_in() {
    let site = started();
    let types = types(&site);
    assert!(types.len() > 10 && types.iter().any(|name| name == "clinic"), "{types:?}");
    for kind in &types {
        let run = site.run(&["new", "page", kind, &format!("New {kind}"), "--in", "new", "--date", TODAY]).ends(0);
        assert!(run.out.contains("It is a draft until you delete the line draft: true."), "{}", run.out);
        let path = run.out.split(' ').nth(1).unwrap().trim_end_matches('.').to_owned();
        assert!(site.has(&path), "{path}");
        assert!(site.read(&path).contains(&format!("\ntype: {kind}\n")));

        let shown = site.run(&["build", "--drafts", "--verbose", "--date", TODAY]);
        site.run(&["build", "--date", TODAY]).ends(0);
        if let Some(names) = run.out.split("Fill in first: ").nth(1).and_then(|rest| rest.split(".\n").next()) {
            assert_eq!(shown.code, 0, "a draft stops nothing: {kind}\n{}", shown.err);
            for name in names.split(", ") {
                let told = |line: &str| line.contains("[field-missing]") && line.contains(&format!("\"{name}\""));
                assert!(shown.err.lines().any(told), "{name} is not asked for:\n{}", shown.err);
                let line =
                    site.read(&path).lines().find(|line| line.starts_with(&format!("{name}:"))).unwrap().to_owned();
                let value = match name {
                    "checked" => TODAY,
                    "country" => "US",
                    "schema_type" => "MedicalClinic",
                    _ => "Somewhere",
                };
                site.edit(&path, &line, &format!("{name}: {value}"));
            }
            assert!(!shown.err.contains("[template]"), "nothing that follows from it: {}", shown.err);
            site.run(&["build", "--drafts", "--strict", "--date", TODAY]).ends(0);
        } else {
            shown.ends(0);
        }
        site.edit(&path, "draft: true # To publish the page, delete this line.\n", "");
        if let Some(line) = site.read(&path).lines().find(|line| line.starts_with("Write your text here")) {
            site.run(&["build", "--date", TODAY]).ends(1);
            site.edit(&path, line, "What we know.");
        }
        let run = site.run(&["build", "--date", TODAY]).ends(0);
        assert!(!run.out.contains("Not published today"), "{}", run.out);
    }
    for kind in &types {
        assert!(site.has(&format!("public/new/new-{kind}/index.html")), "{kind}");
    }
}

#[test]
fn commands_that_ask_answer_and_change_nothing() {
    let site = started();
    site.run(&["new", "page", "article", "Sore backs", "--in", "articles", "--date", TODAY]).ends(0);
    site.write("content/later.md", "---\ntitle: Later\npublish_at: 2027-01-02\n---\n");
    site.write("content/gone.md", "---\ntitle: Gone\nexpires: 2026-01-02\n---\n");
    let before = (site.tree("content"), site.tree("public"));
    let list = site.run(&["list", "--date", TODAY]).ends(0).out;
    for words in ["Drafts (1)", "articles/sore-backs.md", "Scheduled (1)", "2027-01-02", "Expired (1)", "2026-01-02"] {
        assert!(list.contains(words), "no {words} in\n{list}");
    }
    assert!(!site.run(&["list", "drafts", "--date", TODAY]).ends(0).out.contains("Scheduled"));
    for (query, words) in [
        ("articles/sore-backs.md", "no: draft"),
        ("/articles/sore-backs/", "no: draft"),
        ("content/later.md", "no: scheduled for 2027-01-02"),
        ("gone.md", "no: expired on 2026-01-02"),
        ("index.md", "public"),
        ("/", "index.html"),
        ("https://example.org/about/", "content/about.md"),
        ("/sitemap.xml", "the sitemap"),
        ("/robots.txt", "the rules for crawlers"),
    ] {
        let run = site.run(&["why", query, "--date", TODAY]).ends(0);
        assert!(run.out.contains(words) || words == "public" && run.out.contains("yes"), "{query}: {}", run.out);
    }
    assert!(site.run(&["why", "/artcles/welcome/", "--date", TODAY]).ends(2).err.contains("help: "));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(site.run(&["completions", shell]).ends(0).out.contains("vertebra"), "{shell}");
    }
    assert!(site.run(&["completions", "dos"]).ends(2).err.contains("bash"));
    site.run(&["check", "--date", TODAY]).ends(0);
    assert!((site.tree("content"), site.tree("public")) == before);
}

#[test]
fn less_and_more_can_be_said() {
    let site = started();
    let quiet = site.run(&["build", "-q", "--date", TODAY]).ends(0);
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
    site.write("content/a.md", format!("---\ntitle: A\n---\n{}", "[x](no.md) ".repeat(9)));
    let usual = site.run(&["build", "--date", TODAY]).ends(1);
    assert_eq!(usual.err.matches("error[link-broken]").count(), 5);
    assert!(usual.err.contains("content/a.md: 4 more [link-broken]; to see all, add -v"), "{}", usual.err);
    let more = site.run(&["build", "-v", "--date", TODAY]).ends(1);
    assert_eq!(more.err.matches("error[link-broken]").count(), 9);
    let quiet = site.run(&["build", "-q", "--date", TODAY]).ends(1);
    assert!(quiet.err.contains("error[link-broken]") && quiet.out.is_empty());
    for (setting, arguments, colours) in [
        ("1", &["build"][..], false),
        ("1", &["build", "--color", "always"], true),
        ("", &["build", "--color", "never"], false),
        ("", &["build"], false),
    ] {
        let run = site.command().args(arguments).env("NO_COLOR", setting).output().unwrap();
        assert_eq!(run.stderr.contains(&0x1b), colours, "{setting:?} {arguments:?}");
    }
}
