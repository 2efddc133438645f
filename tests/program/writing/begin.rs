//! `vertebra new page` that asks, and `vertebra new TYPE`. The tests have no terminal: they say that there is somebody.

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
    site.write("content/clinics/index.md", "---\ntitle: Clinics\ntype: section\n---\n");
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
    assert!(
        err.contains("  guide      Guide: Advice for patients on one topic.\n")
            && err.contains("Number or name [page]: "),
        "{err}"
    );
    assert!(
        err.contains("   1  content  directly in content/\n")
            && err.ends_with("Number, or the name of a new folder [guides]: "),
        "{err}"
    );
    assert!(out.starts_with("Created content/guides/your-plan.md."), "{out}");
    let text = site.read("content/guides/your-plan.md");
    assert!(text.contains("title: \"Your plan\"\n") && text.contains("type: guide\ndate: 2026-11-20\n"), "{text}");
    assert!(
        text.contains("\ndraft: true # To publish the page, delete this line.\n") && !text.contains("reviewed"),
        "{text}"
    );
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
    assert!(run.err.contains("a page needs a title") && run.err.contains("vertebra new clinic "), "{}", run.err);
    let (code, _, err) = asked(&site, &["new", "page"], "Only a title\n");
    assert!(code == 2 && err.contains("there was no input, so nothing was written"), "{err}");
    assert!(!site.has("content/only-a-title.md"));
}

#[test]
fn the_fields_of_a_type_are_asked_for_and_what_nobody_knows_stays_unknown() {
    let site = site();
    // The country comes first; `back` asks again for what was answered before; `done` leaves the rest open.
    let lines = "Test Clinic\n\n\nMassage clinic\nSanta Moncia\nback\nSanta Monica\nCA\n\n90401\n310-555-010\n(310) 555-0100\n\n\n9 to 5\n9am - 5.30pm\n=\n=\n\nback\n\n5:00 pm - 9:00 am\nby appointment\nclosed\n=\nneck, back rubs\ndone\n";
    let (code, out, err) = asked(&site, &["new", "clinic"], lines);
    assert_eq!(code, 0, "{err}");
    for words in [
        "What is the title of the page? Which folder in content/?\n",
        "If you do not know something, press Enter. To correct the answer before, type back.",
        "Country (The two-letter country code, such as US) [US]: Kind of clinic (A few words, such as \"Massage clinic\"): ",
        "City (The city or town): State or region (The state or region, such as CA): City (The city or town) [Santa Moncia]: ",
        "a US phone number has 10 digits; this one has 9\nsuch as (310) 828-7757\nPhone ",
        "these opening hours are not valid\nwrite it like this, or \"closed\", or \"by appointment\": 9:00 am - 5:00 pm\nwith a break: 9:00 am - 1:00 pm, 2:00 pm - 5:00 pm\n",
        "such as 9:00 am - 5:00 pm, or 9:00 am - 1:00 pm, 2:00 pm - 5:00 pm with a break, or closed: ",
        "the closing time is before the opening time\n",
    ] {
        assert!(err.contains(words), "no {words} in\n{err}");
    }
    let text = site.read("content/clinics/test-clinic.md");
    for line in [
        "name: \"Test Clinic\"",
        "phone: \"(310) 555-0100\"",
        "street: unknown",
        "locality: \"Santa Monica\"",
        "region: \"CA\"",
        "postcode: \"90401\"",
        "country: \"US\"",
        "hours:\n  mon-wed: \"9am - 5.30pm\"\n  fri: \"by appointment\"\n  sat-sun: \"closed\"",
        "services: [\"neck\", \"back rubs\"]",
        "email: unknown",
        "draft: true # To publish the page, delete this line.",
    ] {
        assert!(text.contains(&format!("\n{line}\n")), "{line} is not in\n{text}");
    }
    assert!(
        out.contains("Created content/clinics/test-clinic.md.")
            && out.contains("Fill in first: schema_type, source, checked."),
        "{out}"
    );
}

/// A clinic somewhere else: its telephone number is read by the country that was answered first.
#[test]
fn a_number_of_another_country_is_taken_as_people_there_write_it() {
    for (country, number, taken) in [
        ("IE", "091 555 123", true),
        ("GB", "(020) 7946 0958", true),
        ("DE", "+49 30 1234567", true),
        ("IE", "0912", false),
        ("US", "091 555 123", false),
    ] {
        let site = site();
        let lines = format!("{country}\n\nGalway\nCounty Galway\n\n\n{number}\ndone\n");
        let (code, _, err) = asked(&site, &["new", "clinic", "Test Clinic"], &lines);
        assert_eq!(code, 0, "{err}");
        let text = site.read("content/clinics/test-clinic.md");
        assert_eq!(text.contains(&format!("\nphone: \"{number}\"\n")), taken, "{country} {number}\n{err}");
        assert!(text.contains(&format!("\ncountry: \"{country}\"\n")), "{text}");
    }
}

#[test]
fn fields_can_be_typed_with_the_command_and_are_checked() {
    let site = site();
    let hours = "mon-fri: 9:00 am - 5:00 pm; sat, sun: closed";
    let typed =
        ["--phone", "(310) 555-0100", "--city", "Santa Monica", "--set", "languages=English, Irish", "--hours", hours];
    site.run(&[&["new", "clinic", "Test Clinic"][..], &typed].concat()).ends(0);
    let text = site.read("content/clinics/test-clinic.md");
    assert!(text.contains("\nhours:\n  mon-fri: \"9:00 am - 5:00 pm\"\n  sat, sun: \"closed\"\n"), "{text}");
    assert!(text.contains("\nlocality: \"Santa Monica\"\n") && text.contains("\nregion: \"\"\n"), "{text}");
    assert!(text.contains("\nlanguages: [\"English\", \"Irish\"]\n"), "{text}");
    // In the form of a file, with a break, and with quotation marks.
    for (name, hours, line) in [
        ("Braces", "{mon-fri: \"9:00 am - 5:00 pm\"}", "hours: {mon-fri: \"9:00 am - 5:00 pm\"}"),
        (
            "Quotes",
            "mon-fri: \"9:00 am - 1:00 pm, 2:00 pm - 5:00 pm\"; sat: 'closed'",
            "hours:\n  mon-fri: \"9:00 am - 1:00 pm, 2:00 pm - 5:00 pm\"\n  sat: \"closed\"",
        ),
    ] {
        site.run(&["new", "clinic", name, "--set", &format!("hours={hours}")]).ends(0);
        let text = site.read(&format!("content/clinics/{}.md", name.to_lowercase()));
        assert!(text.contains(&format!("\n{line}\n")), "{text}");
    }
    let abroad = Site::small();
    let run = abroad.run(&["new", "clinic", "Galway", "--phone", "091 555 123"]).ends(2);
    let words = "vertebra: phone: this phone number has no country code\n  help: name its country first, for example: --set country=IE\n        or write the number with + and its country code: phone: \"+1 310-828-7757\"\n";
    assert!(run.err.starts_with(words), "{}", run.err);
    abroad.run(&["new", "clinic", "Galway", "--set", "country=IE", "--phone", "091 555 123"]).ends(0);
    let run = site.run(&["new", "clinic", "Other", "--phone", "call us"]).ends(2);
    assert!(run.err.contains("phone: this is not a phone number"), "{}", run.err);
    let run = site.run(&["new", "clinic", "Other", "--phon", "call us"]).ends(2);
    assert!(run.err.contains("have no field \"phon\"") && run.err.contains("did you mean \"phone\"?"), "{}", run.err);
    assert!(!site.has("content/clinics/other.md"));
    let run = site.run(&["new", "clinic", "Test Clinic"]).ends(2);
    assert!(run.err.contains("already exists; nothing was changed"), "{}", run.err);
    let plain = Site::small();
    plain.write("content/site.yaml", format!("{}theme: plain\n", support::SETTINGS));
    let run = plain.run(&["new", "clinic", "X"]).ends(2);
    assert!(run.err.contains("there is no page type \"clinic\""), "{}", run.err);
}

/// Whoever closes the input in the middle of the questions keeps what was answered.
#[test]
fn answers_are_kept_when_the_input_ends() {
    let site = site();
    let (code, out, err) = asked(&site, &["new", "clinic"], "Test Clinic\n\nIE\nMassage clinic\n");
    assert!(code == 0 && out.contains("Created content/clinics/test-clinic.md."), "{err}");
    assert!(err.contains("There was no more input; what was not answered is left open.\n"), "{err}");
    assert!(site.read("content/clinics/test-clinic.md").contains("\ncountry: \"IE\"\n"));
}

/// What `new` has put in the place of a text is no text: without a word from its author it is not published.
#[test]
fn the_words_that_a_new_page_begins_with_are_not_published() {
    let site = site();
    site.run(&["new", "page", "page", "Prices"]).ends(0);
    site.run(&["build"]).ends(0);
    site.edit("content/prices.md", "draft: true # To publish the page, delete this line.\n", "");
    let run = site.run(&["build"]).ends(1);
    assert!(run.err.contains("error[placeholder]: a note to yourself is still on this page"), "{}", run.err);
    site.edit(
        "content/prices.md",
        "Write your text here. The title is shown above it; start further headings with ##.",
        "Ask.",
    );
    assert!(!site.read("content/prices.md").contains("To publish"));
    site.run(&["build"]).ends(0);
}

#[test]
fn the_help_says_how_the_types_are_listed() {
    let site = Site::small();
    let run = site.run(&["new", "page", "nonsense", "X"]).ends(2);
    let (_, types) = run.err.split_once("theme are: ").expect("the types");
    assert!(site.run(&["new", "--help"]).ends(0).out.contains("Without a terminal, vertebra schema lists them."));
    let listed = site.run(&["schema"]).ends(0).out;
    let lacks = types.trim().split(", ").find(|name| !listed.contains(*name));
    assert_eq!(lacks, None, "{listed}");
}

/// A theme of somebody's own: its types are commands like any other.
#[test]
fn a_type_of_any_theme_has_a_command_with_its_questions() {
    let site = Site::small();
    site.write("content/site.yaml", format!("{}theme: mine\n", support::SETTINGS));
    site.write(
        "themes/mine/theme.yaml",
        "name: mine\nextends: plain\ntypes:\n  boat:\n    template: page.html\n    label: Boat\n    help: A boat for hire.\n    fields:\n      berths: {kind: integer, required: true, label: Berths, help: How many sleep in it.}\n      built: {kind: date, required: true}\n      hull: {kind: choice, of: [wood, steel], required: true}\n",
    );
    let (code, out, err) = asked(&site, &["new", "boat"], "Mary Ann\nboats for hire\nmany\n6\n\nglass\nwood\n");
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("Berths (How many sleep in it): ") && err.contains("Built: "), "{err}");
    assert!(err.contains("Hull (one of: wood, steel): ") && err.contains("write one of: wood, steel"), "{err}");
    assert!(out.contains("content/boats for hire/mary-ann.md") && out.contains("Fill in first: built."), "{out}");
    let text = site.read("content/boats for hire/mary-ann.md");
    assert!(text.contains("\nberths: 6\n") && text.contains("\nbuilt:\n") && text.contains("\nhull: \"wood\"\n"));
    site.run(&["build"]).ends(0);
    site.run(&["build", "--drafts"]).ends(0);
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

/// The whole kind: each command as somebody types it from the message of the one before. Whatever is left open, every other
/// command goes on, quiet ones say nothing, and `publish` works in the end.
#[test]
fn whatever_is_begun_the_site_can_be_published() {
    let types = ["page", "section", "article", "guide", "technique", "faq", "glossary", "clinic", "contact", "policy"];
    let site = site();
    site.run(&["publish", "--yes"]).ends(0);
    // What readers see: what the program notes for its next run is none of it.
    let shown =
        || site.tree("public").into_iter().filter(|(path, _)| !path.starts_with(".vertebra")).collect::<Vec<_>>();
    let before = shown();
    for kind in types {
        let title = format!("My {kind}");
        // With nobody to ask, with somebody who knows nothing, and with somebody who goes away.
        site.run(&["new", kind, &title]).ends(0);
        let (code, _, err) = asked(&site, &["new", kind, &format!("{title} too")], &"\n".repeat(40));
        assert_eq!(code, 0, "{kind}: {err}");
        let (code, _, err) = asked(&site, &["new", kind], "Half\n");
        assert!(code == 2 && err.contains("nothing was written"), "{kind}: {err}");
        let quiet = site.run(&["new", kind, &format!("{title} quietly"), "-q"]).ends(0);
        assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""), "{kind}");
    }
    site.run(&["build"]).ends(0);
    site.run(&["build", "--drafts"]).ends(0);
    // A draft that is not only unfinished: nobody reads it, so it stops nothing, and says so where drafts are looked at.
    site.write("content/wrong.md", "---\ntitle: Wrong\ndraft: true\ndate: soon\n---\n![](room.png)\n\n::: note\n");
    let check = site.run(&["check"]).ends(0);
    assert!(check.err.contains("content/wrong.md:4:7: warning[date-invalid]"), "{}", check.err);
    assert!(site.run(&["check", "--drafts"]).ends(1).err.contains("content/wrong.md:4:7: error[date-invalid]"));
    for command in [&["check", "-q"][..], &["list", "-q"], &["publish", "--yes", "-q"], &["fix", "--yes", "-q"]] {
        let run = site.run(command).ends(0);
        let is_list = command.contains(&"list");
        assert!(is_list || run.out.is_empty(), "{command:?}: {}", run.out);
    }
    assert!(shown() == before, "drafts are not published");
    // One code for all that need somebody to agree.
    site.write("content/guides/second.md", "---\ntitle: Second\ntype: guide\n---\nText.\r\n");
    for command in
        [&["publish"][..], &["rename", "guides/second.md", "guides/third.md"], &["remove", "guides/second.md"]]
    {
        let run = site.run(command).ends(1);
        assert!(run.err.contains("there is no terminal to confirm in") && run.err.contains("--yes"), "{}", run.err);
    }
    site.run(&["publish", "--yes"]).ends(0);
    assert!(site.has("public/guides/second/index.html"));
    // Once its fields are filled in, a draft is a page like any other.
    let text =
        site.read("content/guides/my-guide.md").replace("draft: true # To publish the page, delete this line.\n", "");
    let begun = text.lines().find(|line| line.starts_with("Write your text here")).unwrap().to_owned();
    site.write("content/guides/my-guide.md", text.replace(&begun, "What we know."));
    site.run(&["publish", "--yes"]).ends(0);
    assert!(site.has("public/guides/my-guide/index.html"));
}
