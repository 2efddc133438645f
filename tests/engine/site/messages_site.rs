//! What editors are told about files and settings, and about pages that do not go together, word for word.
//!
//! In place of the excerpt stand the words under the caret.

use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;

use super::fixture::{PLAIN, build, build_snapshot, files, options};
use super::messages::check;

/// What is said about a site in which one file has these bytes.
fn with_bytes(name: &str, bytes: &[u8]) -> String {
    let mut snapshot = Snapshot::from_texts(files(PLAIN).iter().map(|(path, text)| (path.as_str(), text.as_str())));
    snapshot.files.insert(SourcePath::new(name), bytes.into());
    build_snapshot(snapshot, &options()).told_in_full()
}

#[test]
fn the_name_of_the_language_in_place_of_its_code_is_one_error() {
    for (written, help) in [("english", "write en"), ("Español", "write es"), ("en_US", "write en-US")] {
        let site = PLAIN.replace("language: en\n", &format!("language: {written}\n"));
        let built = build(&format!("{site}-- content/index.md --\n---\ntitle: A\n---\nText.\n"));
        let told: Vec<_> = built.diagnostics.iter().map(|d| (d.code, built.pointed(d), d.help.as_deref())).collect();
        assert_eq!(told, [("language-code", written.to_owned(), Some(help))]);
    }
}

#[test]
fn two_pages_with_one_address() {
    check(
        "-- content/guides/first-visit.md --\n---\ntitle: First visit\n---\n\
         -- content/guides/your-first-visit.md --\n---\ntitle: Your first visit\nslug: first-visit\n---\n",
        "\
content/guides/your-first-visit.md:3:7: error[slug-twice]: this page and content/guides/first-visit.md have the same address, /guides/first-visit/
  ^ first-visit
  help: give one of them another address, for example:
        slug: your-first-visit
",
    );
    check(
        "-- content/guides/before.md --\n---\ntitle: First visit\nslug: first-visit\n---\n\
         -- content/guides/first-visit.md --\n---\ntitle: Your first visit\n---\n",
        "\
content/guides/first-visit.md: error[slug-twice]: this page and content/guides/before.md have the same address, /guides/first-visit/
  help: give one of them another address, for example:
        slug: before
",
    );
    check(
        "-- content/guides/First visit.md --\n---\ntitle: First visit\n---\n\
         -- content/guides/first-visit.md --\n---\ntitle: Your first visit\n---\n",
        "\
content/guides/first-visit.md: error[slug-twice]: this page and content/guides/First visit.md have the same address, /guides/first-visit/
  help: give one of them another address, for example:
        slug: first-visit-guides
",
    );
}

#[test]
fn every_kind_of_file_is_read_with_the_same_care() {
    for name in ["content/data/people.yaml", "themes/mini/strings/en.yaml", "themes/mini/templates/other.html"] {
        let told = with_bytes(name, b"a: caf\xe9\n");
        let expected = "this file is not saved as UTF-8 (byte 0xe9 here, probably \"\u{e9}\" saved by Windows)";
        assert!(told.starts_with(&format!("{name}:1:7: error[encoding]: {expected}")), "{told}");
        assert_eq!(with_bytes(name, b"\xef\xbb\xbfa: b\r\n"), "", "{name}");
    }
    let told = with_bytes("content/site.yaml", b"title: Clinique S\xe9vign\xe9\nbase_url: https://example.org/\n");
    assert!(told.starts_with("content/site.yaml:1:18: error[encoding]: "), "{told}");
    assert_eq!(told.matches("error[").count(), 1, "{told}");
    let mark = format!("\u{feff}{}", files(PLAIN)["content/site.yaml"]);
    assert_eq!(with_bytes("content/site.yaml", mark.as_bytes()), "");
}

#[test]
fn two_records_with_one_key() {
    let clinic = |key: &str| format!("---\ntitle: C\ntype: clinic\nphone: unknown\nkey: {key}\n---\n");
    check(
        &format!("-- content/a.md --\n{}-- content/b.md --\n{}", clinic("spine"), clinic("spine")),
        "\
content/b.md:5:6: error[key-twice]: the key \"spine\" is already used by content/a.md
  ^ spine
  help: give one of the two pages another key
",
    );
}

#[test]
fn a_site_without_its_configuration() {
    let mut all = files(PLAIN);
    all.remove("content/site.yaml");
    let told = super::fixture::build_files(&all, &options()).told_in_full();
    assert_eq!(
        told,
        "\
content/site.yaml: error[config-missing]: there is no site.yaml
  help: create the file content/site.yaml with these lines:
        title: Our clinic
        base_url: https://www.example.org/
        language: en
        time_zone: America/Los_Angeles
"
    );
}

#[test]
fn menus_and_patterns_of_addresses_that_cannot_work() {
    let site = |lines: &str| {
        format!(
            "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n{lines}\n\
             -- content/index.md --\n---\ntitle: Home\n---\n"
        )
    };
    check(
        &site("menus:\n  main:\n    - {title: Where}"),
        "\
content/site.yaml:8:7: error[menu-target]: a menu entry must have one page or one url
  ^ {title: Where}
  help: write: page: contact.md, or: url: https://www.example.org/
",
    );
    check(
        &site("permalinks: {\"news/**\": \"/{yaer}/{slug}/\"}"),
        "\
content/site.yaml:6:26: error[permalink-token]: {yaer} is not a known placeholder for addresses
  ^ /{yaer}/{slug}/
  help: did you mean \"year\"?
",
    );
    check(
        &site("permalinks: {\"news/**\": \"/{year}/\"}"),
        "\
content/site.yaml:6:26: error[permalink-token]: this pattern gives all its pages the same address
  ^ /{year}/
  help: add {slug}, which is different for each page
",
    );
    check(
        &format!("{}-- content/news/a.md --\n---\ntitle: A\n---\n", site("permalinks: {\"news/**\": \"/../{slug}/\"}")),
        "\
content/site.yaml:6:26: error[permalink-token]: this pattern does not produce a valid address: it is outside the site
  ^ /../{slug}/
  help: write it like this: /{section}/{slug}/
",
    );
    check(
        &format!("{}-- content/news/a.md --\n---\ntitle: A\n---\n", site("permalinks: {\"news/**\": \"/.git/{slug}/\"}")),
        "\
content/site.yaml:6:26: error[permalink-token]: pages cannot have an address in \".git\": folders of such a name are not published
  ^ /.git/{slug}/
  help: write it like this: /{section}/{slug}/
",
    );
}

#[test]
fn words_of_a_theme_that_are_missing() {
    check(
        "-- themes/mini/strings/en.yaml --\nby: [a]\n",
        "\
themes/mini/strings/en.yaml:1:1: error[string-empty]: \"by\" has no text
  ^ by
  help: write it after the colon: by: \"…\"
",
    );
}

#[test]
fn what_search_is_told() {
    let data = |text: &str, expected: &str| {
        let pages = "-- content/help.md --\n---\ntitle: Help\n---\nCall.\n";
        check(&format!("{pages}-- content/data/search.yaml --\n{text}"), expected);
    };
    data(
        "emergency_page: helf.md\nemergency: [numb]\n",
        "\
content/data/search.yaml:1:17: error[search-page]: there is no page \"helf.md\" to show first in an emergency
  ^ helf.md
  help: did you mean help.md?
",
    );
    data(
        "emergency: [numb]\n",
        "\
content/data/search.yaml:1:1: error[search-page]: these words should show a page first, but no page is set
  ^ emergency
  help: add it: emergency_page: help.md
"
        .replace("help.md", "when-to-get-help.md")
        .as_str(),
    );
    data(
        "synonym:\n  knots: trigger point\n",
        "\
content/data/search.yaml:1:1: error[field-unknown]: \"synonym\" is not a known field
  ^ synonym
  help: did you mean \"synonyms\"?
",
    );
    data(
        "synonyms: [knots]\n",
        "\
content/data/search.yaml:1:11: error[field-kind]: \"synonyms\" must be a group of fields; this is a list
  ^ [knots]
  help: synonyms:
          name: text
",
    );
    data(
        "synonyms:\n  knots: trigger point, myofascial\n",
        "\
content/data/search.yaml:2:10: error[field-kind]: \"knots\" must be a list of texts; this is text
  ^ trigger point, myofascial
  help: knots: [trigger point, myofascial]
",
    );
    data(
        "synonyms:\n  knots: [trigger point, \"?!\"]\n",
        "\
content/data/search.yaml:2:27: error[search-field]: nobody can search for \"?!\": it has no letters or digits
  ^ ?!
  help: write a word in its place, or remove it
",
    );
}

#[test]
fn wrong_text_encoding() {
    assert_eq!(
        with_bytes("content/clinics/metatouch.md", b"---\ntitle: MetaTouch\n---\nAsk for the therapist\x92s name.\n"),
        "\
content/clinics/metatouch.md:4:22: error[encoding]: this file is not saved as UTF-8 (byte 0x92 here, probably an apostrophe saved by Windows)
  ^ \n  help: in your editor, choose: Save with encoding > UTF-8
        or if the text should read \"Ask for the therapist’s name.\", run: vertebra fix --encoding windows-1252 content/clinics/metatouch.md
  note: the file was not changed; the command shows the new text before it writes, and vertebra undo restores the old one
"
    );
}

#[test]
fn no_command_is_offered_that_would_destroy_a_text_of_another_language() {
    // GBK. Its bytes can be read as windows-1252, and mean nothing then.
    assert_eq!(
        with_bytes("content/clinics/metatouch.md", b"---\ntitle: \xb9\xa4\xbe\xdf\nnonsense\n---\n[a](missing.md)\n"),
        "\
content/clinics/metatouch.md:2:8: error[encoding]: this file is not saved as UTF-8 (byte 0xb9 here, from another encoding)
  ^ \n  help: in your editor, choose: Save with encoding > UTF-8
        or run the command next to the correct text:
        \"title: 묏야\": vertebra fix --encoding EUC-KR content/clinics/metatouch.md
        \"title: 工具\": vertebra fix --encoding gb18030 content/clinics/metatouch.md
        \"title: 馱撿\": vertebra fix --encoding Big5 content/clinics/metatouch.md
        if none of them is correct and you know how the file was saved: vertebra fix --encoding NAME content/clinics/metatouch.md
  note: the file was not changed; the command shows the new text before it writes, and vertebra undo restores the old one
"
    );
}
