//! `vertebra new page` that asks, and `vertebra new clinic`. The tests have no terminal: they say that there is somebody.

use support::Site;

/// A run with these lines typed.
fn asked(site: &Site, arguments: &[&str], lines: &str) -> (i32, String, String) {
    let done = site.command().env("VERTEBRA_ASK", "1").args(arguments).write_stdin(lines).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
}

fn site() -> Site {
    let site = Site::small();
    site.write("content/site.yaml", site.read("content/site.yaml").replace("language: en\n", "language: en-US\n"));
    site.write("content/guides/first.md", "---\ntitle: First\ntype: guide\n---\nText.\n");
    site.write("content/clinics/index.md", "---\ntitle: Clinics\n---\n");
    site
}

#[test]
fn a_page_is_asked_for() {
    let site = site();
    let (code, out, err) = asked(&site, &["new", "page", "--date", "2026-11-20"], "\nYour plan\nguide\n\n");
    assert_eq!(code, 0, "{err}");
    assert!(
        err.starts_with("What is the title of the page? What is the title of the page? Which page type?\n   1  "),
        "{err}"
    );
    assert!(err.contains("  guide      Guide\n") && err.contains("Number or name [page]: "), "{err}");
    assert!(
        err.contains("   1  content  directly in content/\n") && err.ends_with("Number or name [guides]: "),
        "{err}"
    );
    assert!(out.starts_with("Created content/guides/your-plan.md."), "{out}");
    let text = site.read("content/guides/your-plan.md");
    assert!(text.contains("title: \"Your plan\"\n") && text.contains("type: guide\ndate: 2026-11-20\n"), "{text}");
    assert!(text.contains("\ndraft: true\n") && !text.contains("reviewed"), "{text}");
    // What was typed is not asked for.
    let (_, out, err) = asked(&site, &["new", "page", "--in", "guides"], "Another\n\n");
    assert!(
        out.starts_with("Created content/guides/another.md.") && !err.contains("Which folder in content/?"),
        "{out}{err}"
    );
}

#[test]
fn nobody_is_asked_who_is_not_there() {
    let site = site();
    let run = site.run(&["new", "page"]).ends(2);
    assert!(run.err.contains("a page needs a type and a title") && run.out.is_empty(), "{}", run.err);
    let run = site.run(&["new", "clinic"]).ends(2);
    assert!(run.err.contains("a clinic needs a name"), "{}", run.err);
    let (code, _, err) = asked(&site, &["new", "page"], "Only a title\n");
    assert!(code == 2 && err.contains("there was no input, so nothing was written"), "{err}");
    assert!(!site.has("content/only-a-title.md"));
}

#[test]
fn a_clinic_is_asked_for_and_what_nobody_knows_stays_unknown() {
    let site = site();
    let lines = "Test Clinic\n\n310-555-010\n(310) 555-0100\n\nSanta Monica\nCA\n90401\n9 to 5\n9:00 am - 5:00 pm\n=\n=\n\n5:00 pm - 9:00 am\nby appointment\nclosed\n=\n";
    let (code, out, err) = asked(&site, &["new", "clinic"], lines);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("a US phone number has 10 digits; this one has 9\nphone: (310) 828-7757\n"), "{err}");
    assert!(
        err.contains("these opening hours are not valid\n")
            && err.contains("the closing time is before the opening time\n"),
        "{err}"
    );
    let text = site.read("content/clinics/test-clinic.md");
    for line in [
        "name: \"Test Clinic\"",
        "phone: \"(310) 555-0100\"",
        "street: unknown",
        "locality: \"Santa Monica\"",
        "region: \"CA\"",
        "postcode: \"90401\"",
        "country: \"US\"",
        "hours:\n  mon-wed: \"9:00 am - 5:00 pm\"\n  fri: \"by appointment\"\n  sat-sun: \"closed\"",
        "email: unknown",
        "draft: true",
    ] {
        assert!(text.contains(&format!("\n{line}\n")), "{line} is not in\n{text}");
    }
    assert!(
        out.contains("Created content/clinics/test-clinic.md.")
            && out.contains("Fill in first: schema_type, source, checked."),
        "{out}"
    );
}

#[test]
fn a_clinic_can_be_typed_in_one_line_and_is_checked() {
    let site = site();
    let hours = "mon-fri: 9:00 am - 5:00 pm; sat, sun: closed";
    site.run(&[
        "new",
        "clinic",
        "Test Clinic",
        "--phone",
        "(310) 555-0100",
        "--city",
        "Santa Monica",
        "--hours",
        hours,
    ])
    .ends(0);
    let text = site.read("content/clinics/test-clinic.md");
    assert!(text.contains("\nhours:\n  mon-fri: \"9:00 am - 5:00 pm\"\n  sat, sun: \"closed\"\n"), "{text}");
    assert!(text.contains("\nlocality: \"Santa Monica\"\n") && text.contains("\nregion: \"\"\n"), "{text}");
    let run = site.run(&["new", "clinic", "Other", "--phone", "call us"]).ends(2);
    assert!(run.err.contains("phone: this is not a phone number"), "{}", run.err);
    assert!(!site.has("content/clinics/other.md"));
    let run = site.run(&["new", "clinic", "Test Clinic"]).ends(2);
    assert!(run.err.contains("already exists; nothing was changed"), "{}", run.err);
    let plain = Site::small();
    plain.write("content/site.yaml", format!("{}theme: plain\n", support::SETTINGS));
    assert!(
        plain.run(&["new", "clinic", "X"]).ends(2).err.contains("the theme of this site has no page type for clinics")
    );
}

/// What a beginner types, each from the message of the one before: no draft gets to where `publish` looks.
#[test]
fn a_build_with_drafts_does_not_touch_what_is_published() {
    let site = site();
    site.run(&["build"]).ends(0);
    let before = site.tree("public");
    site.run(&["new", "page", "guide", "Why backs ache", "--in", "guides"]).ends(0);
    let run = site.run(&["build", "--drafts"]).ends(0);
    assert!(run.out.ends_with("The site is in .vertebra/public-with-drafts/.\n"), "{}", run.out);
    assert!(site.has(".vertebra/public-with-drafts/guides/why-backs-ache/index.html"));
    assert!(site.tree("public") == before, "nothing of it is in public/");
    site.run(&["build", "--drafts", "--verify"]).ends(0);
    for out in ["public", "./public/", "content/../public"] {
        let run = site.run(&["build", "--drafts", "--out", out]).ends(2);
        assert!(run.err.contains("is for what readers may see, so no drafts are written into it"), "{}", run.err);
    }
    assert!(site.tree("public") == before);
    let run = site.run(&["publish", "--yes"]).ends(0);
    assert!(
        !run.out.contains("would be removed") && !site.has("public/guides/why-backs-ache/index.html"),
        "{}",
        run.out
    );
    site.run(&["build", "--drafts", "--out", "there"]).ends(0);
    assert!(site.has("there/guides/why-backs-ache/index.html"));
}
