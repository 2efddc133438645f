//! The program as it is typed: exit status, streams, and words for people who typed something else.

use std::fs;
use std::path::Path;

use support::Site;
use tempfile::TempDir;

#[test]
fn help_goes_to_stdout_and_is_no_failure() {
    let site = Site::small();
    for arguments in [&["--help"][..], &["build", "--help"], &["new", "page", "--help"], &["--version"]] {
        let run = site.run(arguments).ends(0);
        assert!(run.err.is_empty() && !run.out.is_empty());
    }
    let help = site.run(&["--help"]).out;
    for command in ["build", "check", "new", "why", "explain", "list", "schema", "completions"] {
        assert!(help.contains(&format!("\n  {command} ")), "{help}");
    }
    for command in
        [&["build"][..], &["check"], &["new", "page"], &["why"], &["explain"], &["list"], &["schema"], &["completions"]]
    {
        let help = site.run(&[command, &["--help"]].concat()).ends(0).out;
        assert!(help.contains("Example"), "{help}");
    }
}

#[test]
fn what_cannot_be_understood_ends_with_2() {
    let site = Site::small();
    for arguments in [
        &["biuld"][..],
        &["build", "--dratfs"],
        &["build", "--date", "tomorrow"],
        &["build", "--threads", "0"],
        &["build", "-q", "-v"],
        &["list", "all"],
        &["new"],
        &[],
    ] {
        let run = site.run(arguments).ends(2);
        assert!(run.out.is_empty() && !run.err.is_empty(), "{arguments:?}");
    }
    assert!(site.run(&["build", "--date", "2026-13-01"]).err.contains("such as 2026-12-24"));
}

#[test]
fn a_folder_without_a_site_is_named_with_a_way_out() {
    let empty = TempDir::new().unwrap();
    let site = Site(empty);
    for command in ["build", "check", "list"] {
        let run = site.run(&[command]).ends(2);
        assert!(run.err.contains("there is no site in this folder: it has no folder content/"), "{}", run.err);
        assert!(run.err.contains("vertebra new site NAME"), "{}", run.err);
    }
    site.write("content/index.md", "");
    assert!(site.run(&["check"]).ends(2).err.contains("no file content/site.yaml"));
    assert!(site.run(&["build", "--root", "nowhere"]).ends(2).err.contains("there is no folder nowhere"));
    assert!(!site.path().join("nowhere").exists() && !site.path().join("public").exists());
}

#[test]
fn root_names_the_site_from_anywhere() {
    let site = Site::small();
    let elsewhere = Site(TempDir::new().unwrap());
    elsewhere.run(&["build", "--root", site.path().to_str().unwrap()]).ends(0);
    assert!(site.path().join("public/index.html").exists());
    elsewhere.run(&["--root", site.path().to_str().unwrap(), "build", "--out", "here"]).ends(0);
    assert!(elsewhere.path().join("here/index.html").exists());
}

#[test]
fn the_last_line_of_a_build_says_what_happened() {
    let site = Site::small();
    let first = site.run(&["build"]).ends(0);
    let line = first.last_line();
    assert!(line.contains(" 0 unchanged, 0 removed in N s. The site is in public/."), "{line}");
    let second = site.run(&["build"]).ends(0).last_line();
    assert!(second.contains(": 0 written, "), "{second}");
    assert_eq!(site.run(&["build", "-q"]).ends(0).out, "");
    site.write("content/index.md", "---\ntitle: Home\n---\nMore.\n");
    assert!(site.run(&["build", "--timings"]).ends(0).out.contains("\npublish "));
}

#[test]
fn a_check_writes_nothing() {
    let site = Site::small();
    let run = site.run(&["check"]).ends(0);
    assert!(run.last_line().ends_with("To publish the site, run: vertebra publish"), "{}", run.last_line());
    assert!(!site.path().join("public").exists());
}

#[test]
fn a_site_is_not_published_into_its_own_sources() {
    let site = Site::small();
    let run = site.run(&["build", "--out", "content/public"]).ends(2);
    assert!(run.err.contains("it cannot be the output folder"), "{}", run.err);
    assert!(!site.path().join("content/public").exists());
}

#[test]
fn files_of_others_are_not_touched_without_force() {
    let site = Site::small();
    site.write("public/thesis.txt", "years of work");
    let run = site.run(&["build"]).ends(2);
    assert!(run.err.contains("public contains files not created by Vertebra: thesis.txt"), "{}", run.err);
    assert!(run.err.contains("--force"), "{}", run.err);
    let run = site.run(&["build", "--force"]).ends(0);
    assert!(run.err.contains("  thesis.txt"), "{}", run.err);
    assert_eq!(site.read("public/thesis.txt"), "years of work");
    assert!(!site.run(&["build"]).ends(0).err.contains("thesis.txt"));
}

#[cfg(unix)]
#[test]
fn a_site_with_errors_is_not_published() {
    let site = Site::small();
    site.run(&["build"]).ends(0);
    let before = site.read("public/index.html");
    std::os::unix::fs::symlink("/etc", site.path().join("content/etc")).unwrap();
    site.write("content/index.md", "---\ntitle: New\n---\n");
    let run = site.run(&["build"]).ends(1);
    assert!(run.err.contains("content/etc: error[symlink-outside]: this symbolic link points outside"), "{}", run.err);
    assert!(run.last_line().ends_with("Nothing was written. Fix the errors above, then run: vertebra build"));
    assert_eq!(site.read("public/index.html"), before);
    site.run(&["check"]).ends(1);
}

#[test]
fn colours_are_only_used_when_asked_for() {
    let site = Site(TempDir::new().unwrap());
    assert!(!site.run(&["build"]).err.contains('\u{1b}'));
    assert!(site.run(&["build", "--color", "always"]).err.contains('\u{1b}'));
    let quiet = site.command().args(["build"]).env("NO_COLOR", "1").output().unwrap();
    assert!(!quiet.stderr.contains(&0x1b));
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::process::{Command, Stdio};
    let site = Site::small();
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("vertebra"));
    command.args(["completions", "bash"]).current_dir(site.path()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success() && done.stderr.is_empty(), "{done:?}");
}

#[test]
fn a_new_site_is_complete_and_never_replaces_anything() {
    let site = Site(TempDir::new().unwrap());
    let run = site.run(&["new", "site", "my-clinic"]).ends(0);
    assert!(run.out.contains("vertebra serve --root my-clinic"), "{}", run.out);
    assert!(site.read("my-clinic/content/site.yaml").contains("title: \"My clinic\"\n"));
    assert!(site.read("my-clinic/README.md").starts_with("# My clinic\n"));
    assert!(site.path().join("my-clinic/public/.gitignore").exists());
    site.run(&["build", "--root", "my-clinic"]).ends(0);
    site.run(&["new", "site", "notes", "--theme", "plain"]).ends(0);
    assert!(site.read("notes/content/site.yaml").contains("\ntheme: plain\n"));
    site.run(&["build", "--root", "notes", "--strict"]).ends(0);
    let again = site.run(&["new", "site", "my-clinic"]).ends(2);
    assert!(again.err.contains("already exists and is not empty"), "{}", again.err);
    site.run(&["new", "site", ".."]).ends(2);
}

#[test]
fn a_new_page_has_its_fields_and_never_replaces_another() {
    let site = Site::small();
    let arguments = ["new", "page", "page", "Your first visit", "--in", "guides", "--date", "2026-11-20"];
    site.run(&arguments).ends(0);
    let text = site.read("content/guides/your-first-visit.md");
    assert!(text.starts_with("---\ntitle: \"Your first visit\"\n"), "{text}");
    assert!(text.contains("\ndate: 2026-11-20\n") && text.contains("\ndraft: true # To publish"), "{text}");
    assert!(!text.contains("reviewed"), "{text}");
    assert!(site.run(&arguments).ends(2).err.contains("already exists"));
    assert!(site.run(&["new", "page", "pgae", "T"]).ends(2).err.contains("did you mean page?"));
    assert!(site.run(&["new", "page", "page", "T", "--in", "../x"]).ends(2).err.contains("not a folder in content/"));
}

#[test]
fn explain_says_more_about_a_code() {
    let site = Site(TempDir::new().unwrap());
    let run = site.run(&["explain", "link-broken"]).ends(0);
    assert!(run.out.starts_with("link-broken (error)\n\n  There is no such page or file."), "{}", run.out);
    for words in ["What to do\n", "<!-- allow: link-broken \"your reason\" -->", "checks:\n        link-broken: off"] {
        assert!(run.out.contains(words), "{}", run.out);
    }
    assert_eq!(site.run(&["explain", "error[link-broken]:"]).ends(0).out, run.out);
    let run = site.run(&["explain", "link-borken"]).ends(2);
    assert!(run.err.contains("did you mean link-broken?") && run.out.is_empty(), "{}", run.err);
    assert!(site.run(&["explain", "encoding"]).ends(0).out.contains("cannot be turned off"));
    let list = site.run(&["explain"]).ends(0).out;
    assert!(list.contains("\nLinks and addresses\n  link-broken ") && list.contains("vertebra explain CODE"), "{list}");
}

#[test]
fn why_finds_a_page_or_a_near_one() {
    let site = Site::small();
    assert!(site.run(&["why", "content/index.md"]).ends(0).out.contains('/'));
    let run = site.run(&["why", "indx.md"]).ends(2);
    assert!(run.err.contains("did you mean index.md?"), "{}", run.err);
}

#[test]
fn why_tells_what_makes_a_published_page_out_of_date() {
    let site = Site::small();
    let why = |query: &str| site.run(&["why", query]).ends(0).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(why("index.md").contains("in public: missing"), "{}", why("index.md"));
    site.run(&["build"]).ends(0);
    assert!(why("index.md").ends_with("in public: up to date"), "{}", why("index.md"));
    site.write("content/index.md", "---\ntitle: Changed\n---\n");
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(5);
    fs::File::options().append(true).open(site.path().join("content/index.md")).unwrap().set_modified(later).unwrap();
    let told = why("index.md");
    assert!(told.contains("in public: out of date: the next build writes it again"), "{told}");
    assert!(told.contains("changed since: the text of content/index.md"), "{told}");
    assert!(!told.contains("changed since: content/site.yaml"), "{told}");
}

#[test]
fn a_build_that_would_change_nothing_is_spared_and_says_so() {
    let site = Site::small();
    site.write("content/later.md", "---\ntitle: Later\ndraft: true\n---\n");
    let first = site.run(&["build"]).ends(0);
    let mut memos = site.tree(".vertebra/cache").into_keys().filter(|name| name.starts_with("built-"));
    let manifest = site.path().join(".vertebra/cache").join(memos.next().unwrap());
    let written = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
    let before = written(&manifest);
    let second = site.run(&["build", "--timings"]).ends(0);
    assert!(!second.out.contains("render"), "nothing is rendered: {}", second.out);
    assert_eq!(written(&manifest), before, "nothing is written");
    for run in [&first, &second] {
        assert!(run.out.contains("Not published today: 1 page\n  content/later.md  draft\n"), "{}", run.out);
    }
    assert!(second.out.contains("0 written") && second.out.contains("0 removed"), "{}", second.out);
}

#[test]
fn a_spared_build_never_hides_a_change() {
    let site = Site::small();
    let public = site.path().join("public");
    let again = |what: &str| {
        let run = site.run(&["build", "--timings"]).ends(0);
        assert!(run.out.contains("render"), "{what}: {}", run.out);
        run
    };
    again("the first build");
    fs::write(public.join("index.html"), "damaged").unwrap();
    assert!(again("a damaged page").out.contains("1 written"));
    assert!(site.read("public/index.html").contains("Hello."));
    fs::remove_file(public.join("robots.txt")).unwrap();
    again("a lost file");
    fs::write(public.join("ads.txt"), "mine").unwrap();
    assert!(again("a file of somebody else").err.contains("ads.txt"));
    site.write("content/index.md", "---\ntitle: Home\n---\nChanged.\n");
    again("an edit");
    site.run(&["build", "--base-url", "https://other.example/", "--timings"]).ends(0);
    assert!(site.read("public/index.html").contains("https://other.example/"), "another option");
    assert!(again("the option taken back").out.contains("written"));
    assert!(site.read("public/index.html").contains("https://example.org/"));
}

#[test]
fn a_warning_is_said_at_every_build() {
    let site = Site::small();
    site.write("content/note.md", "---\ntitle: Note\n---\nText.\n\n[^1]: Never mentioned.\n");
    for _ in 0..2 {
        let run = site.run(&["build"]).ends(0);
        assert!(run.err.contains("note-unused"), "{}", run.err);
    }
}

#[test]
fn two_builds_leave_the_same_bytes_their_notes_included() {
    let site = Site::small();
    site.write("content/news.md", "---\ntitle: News\ndate: 2026-01-02\n---\n");
    for (out, threads) in [("one", "1"), ("two", "2")] {
        site.run(&["build", "--out", out, "--threads", threads]).ends(0);
    }
    for file in [".vertebra/manifest.json", "news/index.html", "sitemap.xml"] {
        assert_eq!(site.read(&format!("one/{file}")), site.read(&format!("two/{file}")), "{file}");
    }
}

#[test]
fn copies_for_hosts_are_made_when_asked_for_and_go_with_their_files() {
    let site = Site::small();
    let names = || site.tree("public").into_keys().filter(|name| name.ends_with(".gz") || name.ends_with(".br"));
    site.write("content/long.md", format!("---\ntitle: Long\n---\n{}", "Words about backs.\n".repeat(100)));
    site.run(&["build"]).ends(0);
    assert_eq!(names().count(), 0, "nobody asked for copies");
    site.write("content/site.yaml", format!("{}precompress: [gzip, brotli]\n", support::SETTINGS));
    site.run(&["build"]).ends(0);
    let all: Vec<_> = names().collect();
    for name in ["long/index.html.gz", "long/index.html.br"] {
        assert!(all.iter().any(|it| it == name), "{all:?}");
    }
    assert!(!all.iter().any(|name| name.starts_with("robots.txt")), "too short to gain: {all:?}");
    site.run(&["build", "--verify"]).ends(0);
    let before = site.tree("public");
    site.run(&["build", "--threads", "1"]).ends(0);
    assert!(site.tree("public") == before, "the same bytes, and nothing written");
    site.remove("content/long.md");
    site.run(&["build"]).ends(0);
    assert!(!names().any(|name| name.starts_with("long/")), "gone with the page");
    site.write("content/site.yaml", support::SETTINGS);
    site.run(&["build"]).ends(0);
    assert_eq!(names().count(), 0, "gone with the setting");
}

#[test]
fn a_page_over_its_budget_is_never_published_nor_spared() {
    let site = Site::published();
    let settings = |budget: usize| format!("{}budgets: {{css: {budget}}}\n", support::SETTINGS);
    site.write("content/site.yaml", settings(1));
    for _ in 0..2 {
        let run = site.refuses(1, "error[budget]");
        assert!(run.err.contains("Page sizes in KB (compressed), largest first:\n"), "{}", run.err);
        site.run(&["check"]).ends(1);
    }
    site.write("content/site.yaml", settings(50));
    assert!(!site.run(&["build"]).ends(0).err.contains("Weights"));
    assert!(site.run(&["check", "-v"]).ends(0).err.contains("Page sizes"));
}
