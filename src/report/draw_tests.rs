//! The layout, with the examples of its specification letter for letter.

use super::*;
use crate::Tally;
use vertebra_base::span::Span;

type Make = fn(&SourcePath, Span) -> Diagnostic;

/// Draws one diagnostic about `under` on a line of a file.
fn check((path, line): (&str, usize), text: &str, under: &str, make: Make, expected: &str) {
    let file = format!("{}{text}\n", "-\n".repeat(line - 1));
    let start = (line - 1) * 2 + text.find(under).unwrap();
    let snapshot = Snapshot::from_texts([(path, file.as_str())]);
    let diagnostic = make(&SourcePath::new(path), Span::new(start, start + under.len()));
    assert_eq!(draw(&[diagnostic], &snapshot, Painter::PLAIN, false), format!("{}\n\n", expected.trim()));
}

#[test]
fn a_colon_in_a_title() {
    check(
        ("content/techniques/deep-tissue.md", 2),
        "title: Deep tissue: what to expect",
        ": what",
        |file, span| {
            Diagnostic::error(
                "yaml-colon",
                file,
                Span::at(span.start as usize),
                "this title has a colon in it, so it needs quotation marks",
            )
            .with_help("put the whole title in straight quotes:\ntitle: \"Deep tissue: what to expect\"")
        },
        r#"
content/techniques/deep-tissue.md:2:19: error[yaml-colon]: this title has a colon in it, so it needs quotation marks
    2 | title: Deep tissue: what to expect
      |                   ^
  help: put the whole title in straight quotes:
        title: "Deep tissue: what to expect"
"#,
    );
}

#[test]
fn a_tab_in_the_front_matter() {
    check(
        ("content/techniques/deep-tissue.md", 3),
        "description:\tFirm massage for tight muscles",
        "\t",
        |file, span| {
            Diagnostic::error("yaml-tab", file, span, "there is a tab character here; use a space")
                .with_help("type one space after the colon\nor run: fix content/techniques/deep-tissue.md")
        },
        "
content/techniques/deep-tissue.md:3:13: error[yaml-tab]: there is a tab character here; use a space
    3 | description:→Firm massage for tight muscles
      |             ^
  help: type one space after the colon
        or run: fix content/techniques/deep-tissue.md
",
    );
}

#[test]
fn smart_quotes_from_word() {
    check(
        ("content/techniques/deep-tissue.md", 2),
        "title: “Deep tissue massage”",
        "“",
        |file, span| {
            let message =
                "curly quotes do not work as quotation marks here; they would appear in the title";
            Diagnostic::error("yaml-smart-quote", file, span, message)
                .with_help("use straight quotes, or none: title: Deep tissue massage\nor run: fix content/techniques/deep-tissue.md")
                .with_note("curly quotes in the text of the page are fine")
        },
        "
content/techniques/deep-tissue.md:2:8: error[yaml-smart-quote]: curly quotes do not work as quotation marks here; they would appear in the title
    2 | title: “Deep tissue massage”
      |        ^
  help: use straight quotes, or none: title: Deep tissue massage
        or run: fix content/techniques/deep-tissue.md
  note: curly quotes in the text of the page are fine
",
    );
}

#[test]
fn a_date_in_the_future() {
    check(
        ("content/techniques/deep-tissue.md", 4),
        "published: 2027-11-20",
        "2027-11-20",
        |file, span| {
            Diagnostic::warning(
                "date-future",
                file,
                span,
                "this is one year ahead, so the page will not be published yet",
            )
            .with_help("if the year is a typo, write 2026-11-20\nto schedule it, use publish_at: 2027-11-20")
            .with_note("dates use the site's time zone, America/Los_Angeles; today is 2026-11-20")
        },
        "
content/techniques/deep-tissue.md:4:12: warning[date-future]: this is one year ahead, so the page will not be published yet
    4 | published: 2027-11-20
      |            ^^^^^^^^^^
  help: if the year is a typo, write 2026-11-20
        to schedule it, use publish_at: 2027-11-20
  note: dates use the site's time zone, America/Los_Angeles; today is 2026-11-20
",
    );
}

#[test]
fn a_line_number_of_two_digits() {
    check(
        ("content/guides/first-visit.md", 31),
        "![A treatment room](images/Room.jpg)",
        "images/Room.jpg",
        |file, span| Diagnostic::note("image-large", file, span, "this photo is 6.8 MB").with_help("no action needed"),
        "
content/guides/first-visit.md:31:21: note[image-large]: this photo is 6.8 MB
    31 | ![A treatment room](images/Room.jpg)
       |                     ^^^^^^^^^^^^^^^
  help: no action needed
",
    );
}

#[test]
fn a_whole_file() {
    check(
        ("content/guides/first-visit.md", 1),
        "x",
        "x",
        |file, _| {
            let message = "this page and content/guides/your-first-visit.md have the same address, /guides/first-visit/";
            Diagnostic::error("slug-twice", file, None, message)
                .with_help("give one of them another address, for example:\nslug: your-first-visit")
        },
        "
content/guides/first-visit.md: error[slug-twice]: this page and content/guides/your-first-visit.md have the same address, /guides/first-visit/
  help: give one of them another address, for example:
        slug: your-first-visit
",
    );
}

#[test]
fn wrong_text_encoding() {
    let path = SourcePath::new("content/clinics/metatouch.md");
    let mut bytes = b"-\n".repeat(13);
    bytes.extend(b"We give what the body\x92s");
    let span = Span::new(bytes.len() - 2, bytes.len() - 1);
    let snapshot = Snapshot { files: [(path.clone(), bytes.into())].into(), ..Snapshot::default() };
    let message = "this file is not saved as UTF-8 (byte 0x92 here, probably an apostrophe saved by Windows)";
    let diagnostic = Diagnostic::error("encoding", &path, span, message)
        .with_help("in your editor, choose: Save with encoding > UTF-8")
        .with_note("the file was not changed");
    assert_eq!(
        draw(&[diagnostic], &snapshot, Painter::PLAIN, false),
        "content/clinics/metatouch.md:14:22: error[encoding]: this file is not saved as UTF-8 (byte 0x92 here, probably an apostrophe saved by Windows)
  help: in your editor, choose: Save with encoding > UTF-8
  note: the file was not changed

"
    );
}

#[test]
fn a_second_place_has_its_own_excerpt() {
    let (page, template) = (SourcePath::new("content/a.md"), SourcePath::new("themes/x/templates/page.html"));
    let snapshot =
        Snapshot::from_texts([("content/a.md", "title: A\n"), ("themes/x/templates/page.html", "<p>\n{{ titel }}\n")]);
    let diagnostic = Diagnostic::error("template", &page, None, "this page has no field \"titel\"")
        .with_related(&template, Span::new(7, 12), "the template asks for it here")
        .with_help("did you mean \"title\"?");
    let unknown = Diagnostic::error("template", &page, Span::at(0), "another").with_related(
        &SourcePath::new("embedded.html"),
        Span::at(3),
        "in a file that is not at hand",
    );
    assert_eq!(
        draw(&[diagnostic, unknown], &snapshot, Painter::PLAIN, false),
        "content/a.md: error[template]: this page has no field \"titel\"
  themes/x/templates/page.html:2:4: the template asks for it here
    2 | {{ titel }}
      |    ^^^^^
  help: did you mean \"title\"?

content/a.md:1:1: error[template]: another
    1 | title: A
      | ^
  embedded.html: in a file that is not at hand

"
    );
}

#[test]
fn many_of_one_kind_are_counted() {
    let path = SourcePath::new("content/a.md");
    let diagnostics: Vec<_> = (0..8).map(|_| Diagnostic::error("x", &path, None, "m")).collect();
    let text = draw(&diagnostics, &Snapshot::default(), Painter::PLAIN, false);
    assert_eq!(text.matches("error[x]").count(), 5);
    assert!(text.ends_with("content/a.md: 3 more [x]; to see all, add -v\n\n"), "{text}");
    assert_eq!(draw(&diagnostics, &Snapshot::default(), Painter::PLAIN, true).matches("error[x]").count(), 8);
    assert_eq!(Tally::of(&diagnostics), Tally { errors: 8, warnings: 0 });
}

#[test]
fn the_same_words_in_many_files_are_summed() {
    let of = |number: usize, message: &str| {
        Diagnostic::error("x", &SourcePath::new(format!("content/{number:02}.md")), None, message)
    };
    let mut diagnostics = Vec::new();
    for number in 0..12 {
        diagnostics.push(of(number, "\"first_name\" is not a known field"));
        diagnostics.extend((number < 7).then(|| of(number, "no \u{1b} here")));
    }
    diagnostics.push(of(11, "something else"));
    let text = draw(&diagnostics, &Snapshot::default(), Painter::PLAIN, false);
    assert_eq!(text.matches("error[x]").count(), 11, "{text}");
    assert!(text.contains("content/11.md: error[x]: something else\n"), "{text}");
    let summed = "In more files than the 5 shown of each; to see all, add -v\n  in 12 files: [x] \"first_name\" is not a known field\n  in 7 files: [x] no ␛ here\n\n";
    assert!(text.ends_with(summed), "{text}");
    let all = draw(&diagnostics, &Snapshot::default(), Painter::PLAIN, true);
    assert!(all.matches("error[x]").count() == 20 && !all.contains("In more files"), "{all}");
    let few = draw(&diagnostics[..8], &Snapshot::default(), Painter::PLAIN, false);
    assert!(few.matches("error[x]").count() == 8 && !few.contains("In more files"), "{few}");
}

#[test]
fn nothing_in_a_message_reaches_the_terminal_as_a_command() {
    let path = SourcePath::new("content/\u{1b}[2J.md");
    let diagnostic = Diagnostic::error("x", &path, None, "no field \"\u{1b}]0;a\u{7}\"").with_help("\u{202e}b");
    let text = draw(&[diagnostic], &Snapshot::default(), Painter::PLAIN, false);
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
}
