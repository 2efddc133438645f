//! What editors are told, word for word: a file as one could have written it, and the whole message.
//!
//! In place of the excerpt stand the words under the caret.

use std::sync::Arc;

use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;

use super::fixture::{PLAIN, build, build_snapshot, files, options};

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(build(text).told_in_full(), expected);
}

/// A page about deep tissue massage with these lines of front matter.
#[track_caller]
fn fields(lines: &str, expected: &str) {
    check(&format!("-- content/techniques/deep-tissue.md --\n---\n{lines}\n---\nFirm pressure.\n"), expected);
}

/// A guide with this text from its tenth line on, in a site with some other pages.
#[track_caller]
fn guide(body: &str, expected: &str) {
    let others = "\
-- content/techniques/deep-tissue.md --
---
title: Deep tissue massage
---
Firm pressure.
-- content/guides/soreness.md --
---
title: Soreness after a massage
draft: true
---
It fades.
-- content/guides/images/room.jpg --
<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"/>
";
    let head = "---\ntitle: Your first visit\n---\n## What happens\n\nYou talk first.\n\n## What to wear\n\n";
    check(&format!("{others}-- content/guides/first-visit.md --\n{head}{body}\n"), expected);
}

#[test]
fn a_colon_in_a_title() {
    fields(
        "title: Deep tissue: what to expect",
        "\
content/techniques/deep-tissue.md:2:19: error[yaml-colon]: this title has a colon in it, so it needs quotation marks
  ^ :
  help: put the whole title in straight quotes:
        title: \"Deep tissue: what to expect\"
",
    );
}

#[test]
fn a_title_that_is_missing_or_misspelt_is_one_error() {
    fields(
        "description: Firm massage",
        "\
content/techniques/deep-tissue.md:2:1: error[title-missing]: this page has no title
  ^ description
  help: add this line after the first ---
        title: Deep tissue
",
    );
    fields(
        "titel: Deep tissue massage",
        "\
content/techniques/deep-tissue.md:2:1: error[field-unknown]: \"titel\" is not a known field
  ^ titel
  help: did you mean \"title\"?
",
    );
}

#[test]
fn an_invalid_date_is_one_error_even_where_the_address_contains_it() {
    let pattern = "taxonomies: [tags]\npermalinks:\n  \"news/**\": \"/{year}/{slug}/\"\n";
    let site = PLAIN.replace("taxonomies: [tags]\n", pattern);
    check(
        &format!("{site}-- content/news/a.md --\n---\ntitle: A\ndate: 2026-13-45\n---\nNews.\n"),
        "\
content/news/a.md:3:7: error[date-invalid]: there is no month 13
  ^ 2026-13-45
  help: write the date as year-month-day: 2026-11-20
",
    );
}

#[test]
fn a_year_of_two_digits_is_not_guessed() {
    fields(
        "title: Deep tissue massage\ndate: 26-11-20",
        "\
content/techniques/deep-tissue.md:3:7: error[date-invalid]: the year must have four digits
  ^ 26-11-20
  help: write the date as year-month-day: 2026-11-20
",
    );
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
fn a_link_to_the_output_of_a_page_is_answered_with_its_source() {
    let pages = "-- content/welcome.md --\n---\ntitle: W\n---\n-- content/guides/index.md --\n---\ntitle: G\n---\n";
    for (link, help) in [
        ("welcome.html", "did you mean welcome.md?"),
        ("welcome.htm#top", "did you mean welcome.md?"),
        ("guides/index.html", "did you mean guides/index.md?"),
        ("nothing.html", "write the path of a page, such as contact.md or ../guides/first-visit.md"),
    ] {
        let built = build(&format!("{pages}-- content/a.md --\n---\ntitle: A\n---\n[Go]({link})\n"));
        assert_eq!(built.only().help.as_deref(), Some(help), "{link}");
    }
}

#[test]
fn a_tab_in_the_front_matter() {
    fields(
        "title: Deep tissue massage\ndescription:\tFirm massage for tight muscles",
        "\
content/techniques/deep-tissue.md:3:13: error[yaml-tab]: there is a tab character here; use a space
  ^ \t
  help: type one space after the colon
        or run: vertebra fix content/techniques/deep-tissue.md
",
    );
}

#[test]
fn a_quote_that_is_never_closed() {
    fields(
        "title: \"Deep tissue massage",
        "\
content/techniques/deep-tissue.md:2:8: error[yaml-quote]: this quotation mark is never closed
  ^ \"
  help: add a \" at the end of the line
",
    );
}

#[test]
fn smart_quotes_from_word() {
    fields(
        "title: “Deep tissue massage”",
        "\
content/techniques/deep-tissue.md:2:8: error[yaml-smart-quote]: curly quotes do not work as quotation marks here; they would appear in the title
  ^ “
  help: use straight quotes, or none: title: Deep tissue massage
        or run: vertebra fix content/techniques/deep-tissue.md
  note: curly quotes in the text of the page are fine
",
    );
}

#[test]
fn the_same_field_twice() {
    fields(
        "title: Deep tissue massage\ndescription: Firm.\nupdated: 2026-06-02\ndate: 2026-01-02\ntags: [firm]\nupdated: 2026-11-18",
        "\
content/techniques/deep-tissue.md:7:1: error[field-twice]: \"updated\" is set twice, on lines 4 and 7
  ^ updated
  help: keep one of them; line 4 says 2026-06-02
",
    );
}

#[test]
fn a_misspelt_field() {
    fields(
        "title: Deep tissue massage\ndescripton: Firm massage for tight muscles",
        "\
content/techniques/deep-tissue.md:3:1: error[field-unknown]: \"descripton\" is not a known field
  ^ descripton
  help: did you mean \"description\"?
",
    );
}

#[test]
fn an_impossible_date() {
    fields(
        "title: Deep tissue massage\ndescription: Firm.\nupdated: 2026-02-30",
        "\
content/techniques/deep-tissue.md:4:10: error[date-invalid]: there is no February 30
  ^ 2026-02-30
  help: February 2026 has 28 days; write the date as year-month-day
",
    );
}

#[test]
fn an_ambiguous_date() {
    fields(
        "title: Deep tissue massage\ndescription: Firm.\ndate: 03/04/2026",
        "\
content/techniques/deep-tissue.md:4:7: error[date-ambiguous]: this could be March 4 or April 3
  ^ 03/04/2026
  help: write 2026-03-04 for March 4, or 2026-04-03 for April 3
",
    );
}

#[test]
fn a_date_in_the_future() {
    fields(
        "title: Deep tissue massage\ndescription: Firm.\ndate: 2027-11-20",
        "\
content/techniques/deep-tissue.md:4:7: warning[date-future]: this is one year ahead, so the page will not be published yet
  ^ 2027-11-20
  help: if the year is a typo, write 2026-11-20
        to schedule it, use publish_at: 2027-11-20
  note: dates use the site's time zone, America/Los_Angeles; today is 2026-11-20
",
    );
    fields(
        "title: Deep tissue massage\ndate: 2026-12-24",
        "\
content/techniques/deep-tissue.md:3:7: warning[date-future]: this is more than one month ahead, so the page will not be published yet
  ^ 2026-12-24
  help: if the date is a typo, write 2026-11-20
        to schedule it, use publish_at: 2026-12-24
  note: dates use the site's time zone, America/Los_Angeles; today is 2026-11-20
",
    );
}

#[test]
fn a_review_in_the_future() {
    check(
        "-- content/data/people.yaml --\nana: {name: Ana}\n\
         -- content/techniques/deep-tissue.md --\n---\ntitle: Deep tissue massage\nreviewed:\n  by: ana\n  on: 2026-12-24\n---\n",
        "\
content/techniques/deep-tissue.md:5:7: error[date-order]: the date of a review cannot be in the future
  ^ 2026-12-24
  help: write the date on which the page was reviewed, or remove this line
",
    );
}

#[test]
fn forgotten_alt_text() {
    guide(
        "![](images/room.jpg)",
        "\
content/guides/first-visit.md:10:1: error[image-alt]: this image has no description (alt text) for people who cannot see it
  ^ ![]
  help: describe what matters in it: ![A treatment room with a massage table](images/room.jpg)
        if it is only decoration, write: ![](images/room.jpg){decorative}
",
    );
    guide("![](images/room.jpg){decorative}", "");
}

#[test]
fn alt_text_that_says_nothing_or_too_much() {
    guide(
        "![IMG_2041.jpg](images/room.jpg)",
        "\
content/guides/first-visit.md:10:3: error[image-alt-name]: the description (alt text) is a file name
  ^ IMG_2041.jpg
  help: describe the image in one short sentence
",
    );
    guide(
        &format!("![{}](images/room.jpg)", "Hands on ".repeat(15)),
        "\
content/guides/first-visit.md:10:3: warning[image-alt-long]: the description (alt text) has 134 characters; keep it to 125
  ^ Hands on Hands on Hands on Hands on Hand
  help: describe only what matters, and move the rest to the text below the image
",
    );
}

#[test]
fn letter_case_of_a_file_name() {
    guide(
        "![A treatment room](images/Room.jpg)",
        "\
content/guides/first-visit.md:10:21: error[file-case]: no file \"images/Room.jpg\"; there is \"images/room.jpg\"
  ^ images/Room.jpg
  help: use the same upper and lower case: images/room.jpg
  note: it works on your computer, but not on the web server
",
    );
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
fn a_broken_link() {
    guide(
        "See [deep tissue](../techniques/deep-tisue.md).",
        "\
content/guides/first-visit.md:10:19: error[link-broken]: there is no page \"techniques/deep-tisue.md\"
  ^ ../techniques/deep-tisue.md
  help: did you mean ../techniques/deep-tissue.md?
",
    );
}

#[test]
fn a_link_to_a_missing_heading() {
    guide(
        "See [what to wear](#what-to-ware).",
        "\
content/guides/first-visit.md:10:20: error[anchor-broken]: this page has no heading with the id \"what-to-ware\"
  ^ #what-to-ware
  help: did you mean #what-to-wear (line 8)?
",
    );
}

#[test]
fn a_draft_that_others_link_to() {
    guide(
        "Read [soreness after a massage](soreness.md) first.",
        "\
content/guides/first-visit.md:10:33: error[draft-linked]: this page is published but links to a draft
  ^ soreness.md
  help: publish content/guides/soreness.md, or remove this link
",
    );
}

#[test]
fn headings_that_skip_a_level() {
    guide(
        "#### What to bring",
        "\
content/guides/first-visit.md:10:1: error[heading-skip]: the heading level jumps from a main heading (##) to a fourth-level heading (####)
  ^ ####
  help: use ### What to bring
",
    );
}

#[test]
fn a_second_page_title() {
    guide(
        "# Your first visit",
        "\
content/guides/first-visit.md:10:1: error[heading-h1]: the title from line 2 is already shown; do not repeat it
  ^ #
  help: remove this line, or start it with ##
",
    );
}

#[test]
fn html_pasted_from_word() {
    guide(
        "<p class=\"MsoNormal\"><span style=\"color:red\">Bring a list</span></p>",
        "\
content/guides/first-visit.md:10:1: error[html-pasted]: this was pasted from Word with its formatting
  ^ <p class=\"MsoNormal\">
  help: keep only the text: Bring a list
        or run: vertebra fix content/guides/first-visit.md
",
    );
}

#[test]
fn a_picture_pasted_inside_the_text() {
    let picture = format!("data:image/png;base64,{}", "A".repeat(2_800_000));
    guide(
        &format!("![image1]({picture})"),
        "\
content/guides/first-visit.md:10:11: error[image-inline]: an image of 2.1 MB is pasted into the text
  ^ data:image/png;base64,AAAAAAAAAAAAAAAAAA
  help: save it as a file in content/guides/images/ and link to it
        or run: vertebra fix --extract-images content/guides/first-visit.md
",
    );
}

/// What is said about a site in which one file has these bytes.
fn with_bytes(name: &str, bytes: &[u8]) -> String {
    let mut snapshot = Snapshot::from_texts(files(PLAIN).iter().map(|(path, text)| (path.as_str(), text.as_str())));
    snapshot.files.insert(SourcePath::new(name), Arc::from(bytes));
    build_snapshot(snapshot, &options()).told_in_full()
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
fn opening_hours_that_end_before_they_start() {
    let clinic = |hours: &str| {
        format!("-- content/clinic.md --\n---\ntitle: C\ntype: clinic\nphone: unknown\nhours:\n{hours}\n---\n")
    };
    check(
        &clinic("  mon-sat: \"5:00 pm - 9:00 am\"\n  sun: closed"),
        "\
content/clinic.md:6:13: error[hours-order]: the closing time is before the opening time
  ^ 5:00 pm - 9:00 am
  help: did you mean \"9:00 am - 5:00 pm\"?
        if it is open past midnight, write \"5:00 pm - 9:00 am next day\"
",
    );
    check(
        &clinic("  mon-fri: \"9:00 am - 5:00 pm\"\n  wkend: closed"),
        "\
content/clinic.md:7:3: error[hours-day]: \"wkend\" is not a day of the week
  ^ wkend
  help: write mon, tue, wed, thu, fri, sat or sun, like this:
        mon-fri: \"9:00 am - 5:00 pm\"
",
    );
}

#[test]
fn a_card_that_is_never_closed() {
    check(
        "-- themes/mini/components/emergency.html --\n{% component emergency(heading) %}{{ heading }}{{ body }}{% endcomponent %}\n\
         -- content/when-to-get-help.md --\n---\ntitle: When to get help\n---\n::: emergency Call 911 now if you have back pain and:\n- cannot feel your legs\n",
        "\
content/when-to-get-help.md:4:1: error[block-open]: this card is never closed
  ^ :::
  help: add ::: on a line of its own after the last bullet
",
    );
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
