//! What editors are told about the fields of a page, word for word: a file as one could have written it, and the whole message.
//! `messages_body` and `messages_site` have the rest.
//!
//! In place of the excerpt stand the words under the caret.

use super::fixture::{PLAIN, build};

#[track_caller]
pub fn check(text: &str, expected: &str) {
    assert_eq!(build(text).told_in_full(), expected);
}

/// A page about deep tissue massage with these lines of front matter.
#[track_caller]
pub fn fields(lines: &str, expected: &str) {
    check(&format!("-- content/techniques/deep-tissue.md --\n---\n{lines}\n---\nFirm pressure.\n"), expected);
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
