//! Each fault in full: place, message, help, and what is read all the same.

use super::{check, read};

#[test]
fn a_colon_in_a_title() {
    check(
        "title: Deep tissue: what to expect\ndraft: true",
        r#"{title: "Deep tissue: what to expect", draft: true<true>}"#,
        &["2:19: error[yaml-colon]: this title has a colon in it, so it needs quotation marks
  ^ :
  = put the whole title in straight quotes:
  = title: \"Deep tissue: what to expect\""],
    );
    check(
        "description: Firm: \"deep\" massage\nimage_alt: A: b",
        r#"{description: "Firm: \"deep\" massage", image_alt: "A: b"}"#,
        &[
            "2:18: error[yaml-colon]: this \"description\" has a colon in it, so it needs quotation marks
  ^ :
  = put the whole text in straight quotes:
  = description: 'Firm: \"deep\" massage'",
            "3:13: error[yaml-colon]: this \"image_alt\" has a colon in it, so it needs quotation marks
  ^ :
  = put the whole text in straight quotes:
  = image_alt: \"A: b\"",
        ],
    );
}

#[test]
fn a_tab() {
    check(
        "title: Deep\ndescription:\tFirm massage",
        r#"{title: "Deep", description: "Firm massage"}"#,
        &["3:13: error[yaml-tab]: there is a tab character here; use a space
  ^ \t
  = type one space after the colon
  = or run: vertebra fix content/a.md"],
    );
    check(
        "topics:\n\t- back\n\t-\tneck",
        r#"{topics: ["back", "neck"]}"#,
        &[
            "3:1: error[yaml-tab]: there is a tab character here; use a space\n  ^ \t\n  = use spaces at the start of the line\n  = or run: vertebra fix content/a.md",
            "4:1: error[yaml-tab]: there is a tab character here; use a space\n  ^ \t\n  = use spaces at the start of the line\n  = or run: vertebra fix content/a.md",
            "4:3: error[yaml-tab]: there is a tab character here; use a space\n  ^ \t\n  = type one space after the hyphen\n  = or run: vertebra fix content/a.md",
        ],
    );
    check("a: x\ty\t\nb: z\t# c\n\t\n", r#"{a: "x\ty", b: "z"}"#, &[]);
}

#[test]
fn a_quote_that_is_never_closed() {
    check(
        "title: \"Deep tissue massage\nslug: deep",
        r#"{title: "Deep tissue massage", slug: "deep"}"#,
        &["2:8: error[yaml-quote]: this quotation mark is never closed
  ^ \"
  = add a \" at the end of the line"],
    );
    check(
        "title: 'Deep\ndescription: 'Firm'\nslug: \"x",
        r#"{title: "Deep", description: "Firm", slug: "x"}"#,
        &[
            "2:8: error[yaml-quote]: this quotation mark is never closed\n  ^ '\n  = add a ' at the end of the line",
            "4:7: error[yaml-quote]: this quotation mark is never closed\n  ^ \"\n  = add a \" at the end of the line",
        ],
    );
    check(
        "title: \"Deep\" tissue",
        r#"{title: "\"Deep\" tissue"}"#,
        &["2:15: error[yaml-quote]: there is text after the closing quotation mark
  ^ tissue
  = put the whole title in straight quotes:
  = title: '\"Deep\" tissue'"],
    );
}

#[test]
fn quotation_marks_inside_quotation_marks() {
    check(
        "title: \"A \"great\" day\"",
        r#"{title: "A \"great\" day"}"#,
        &["2:12: error[yaml-quote]: there are quotation marks inside quotation marks
  ^ great\" day\"
  = use the other kind around the title:
  = title: 'A \"great\" day'"],
    );
    check(
        "title: 'It's late'",
        r#"{title: "It's late"}"#,
        &["2:12: error[yaml-quote]: there are quotation marks inside quotation marks
  ^ s late'
  = use the other kind around the title:
  = title: \"It's late\""],
    );
    check(
        "title: \"Heat\" and \"cold\"",
        r#"{title: "\"Heat\" and \"cold\""}"#,
        &["2:15: error[yaml-quote]: there is text after the closing quotation mark
  ^ and \"cold\"
  = put the whole title in straight quotes:
  = title: '\"Heat\" and \"cold\"'"],
    );
}

#[test]
fn smart_quotes_from_word() {
    check(
        "title: “Deep tissue massage”",
        r#"{title: "Deep tissue massage"}"#,
        &["2:8: error[yaml-smart-quote]: curly quotes do not work as quotation marks here; they would appear in the title
  ^ “
  = use straight quotes, or none: title: Deep tissue massage
  = or run: vertebra fix content/a.md
  note: curly quotes in the text of the page are fine"],
    );
    check(
        "description: “Ouch” is a word\ntopics: [‘a’, b]",
        r#"{description: "“Ouch” is a word", topics: ["a", "b"]}"#,
        &[
            "2:14: error[yaml-smart-quote]: curly quotes do not work as quotation marks here; they would appear in \"description\"
  ^ “
  = put the whole text in straight quotes:
  = description: \"“Ouch” is a word\"
  = or run: vertebra fix content/a.md
  note: curly quotes in the text of the page are fine",
            "3:10: error[yaml-smart-quote]: curly quotes do not work as quotation marks here; they would appear in the text
  ^ ‘
  = use straight quotes, or none: a
  = or run: vertebra fix content/a.md
  note: curly quotes in the text of the page are fine",
        ],
    );
    check("title: a “b”\nother: \"“b”\"", r#"{title: "a “b”", other: "“b”"}"#, &[]);
}

#[test]
fn the_same_field_twice() {
    check(
        "updated: 2026-06-02\ntitle: x\nupdated: 2026-11-18",
        r#"{updated: "2026-06-02", title: "x"}"#,
        &["4:1: error[field-twice]: \"updated\" is set twice, on lines 2 and 4
  ^ updated
  = keep one of them; line 2 says 2026-06-02"],
    );
    check(
        "a:\n  - b: [1]\n    b: 2",
        "{a: [{b: [1<1>]}]}",
        &["4:5: error[field-twice]: \"b\" is set twice, on lines 3 and 4\n  ^ b\n  = keep one of them"],
    );
    let many: String = (0..40).map(|n| format!("k{n}: {n}\n")).collect();
    let (_, told) = read(&format!("{many}k3: x"));
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("42:1: error[field-twice]: \"k3\" is set twice, on lines 5 and 42"), "{}", told[0]);
}

#[test]
fn several_faults_in_one_run() {
    let (value, told) = read(
        "title: Deep: tissue\nslug:\tx\ndescription: \"open\ndraft:true\nweight: 3\n  aliases: [/a/]\ntopics: [a, b\nimage: @x\nkey: z",
    );
    assert_eq!(
        value,
        r#"{title: "Deep: tissue", slug: "x", description: "open", draft: true<true>, weight: 3<3>, aliases: ["/a/"], topics: ["a", "b"], image: "@x", key: "z"}"#
    );
    let heads: Vec<_> = told.iter().map(|told| told.split(": ").take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        heads,
        [
            "2:12 error[yaml-colon]",
            "3:6 error[yaml-tab]",
            "4:14 error[yaml-quote]",
            "5:6 error[yaml-syntax]",
            "7:1 error[yaml-syntax]",
            "8:9 error[yaml-syntax]",
            "9:8 error[yaml-syntax]"
        ]
    );
}

#[test]
fn lines_that_are_no_fields() {
    let syntax = |text: &str, value: &str, message: &str| check(text, value, &[message]);
    syntax(
        "title:Deep tissue",
        r#"{title: "Deep tissue"}"#,
        "2:6: error[yaml-syntax]: there is no space after this colon\n  ^ :\n  = title: Deep tissue",
    );
    syntax(
        "title = Deep\ndraft: true",
        r#"{title: "Deep", draft: true<true>}"#,
        "2:7: error[yaml-syntax]: the colon after the field name is missing\n  ^ =\n  = title: Deep",
    );
    syntax(
        "description: Firm massage\nfor tight muscles\ndraft: true",
        r#"{description: "Firm massage for tight muscles", draft: true<true>}"#,
        "3:1: error[yaml-syntax]: this line is not a field; does it belong to the line above?
  ^ for tight muscles
  = then start it with two spaces:
  =   for tight muscles",
    );
    syntax(
        "topics:\n  - back\nHello there\ndraft: true",
        r#"{topics: ["back"], draft: true<true>}"#,
        "4:1: error[yaml-syntax]: this line is not a field: a field is a name, a colon, a space and a value
  ^ Hello there
  = write it like this, or remove it:
  = title: Deep tissue massage",
    );
    syntax(
        "topics: back\n- neck\ndraft: true",
        r#"{topics: "back", draft: true<true>}"#,
        "3:1: error[yaml-syntax]: a list cannot start here
  ^ -
  = put the list below its name, on lines of its own:
  = topics:
  =   - neck",
    );
    syntax(
        "topics:\n  - back\n  neck\n  - arm\ndraft: true",
        r#"{topics: ["back", "neck", "arm"], draft: true<true>}"#,
        "4:3: error[yaml-syntax]: this line does not start with a hyphen, but the lines above it do\n  ^ neck\n  = - neck",
    );
    syntax(
        " title: Deep\ndraft: true",
        r#"{title: "Deep", draft: true<true>}"#,
        "2:1: error[yaml-syntax]: this line is not indented like the others
  ^  
  = remove the spaces before it:
  = title: Deep",
    );
    syntax(
        "reviewed:\n    by: ana\n  on: 2026-01-02\ndraft: true",
        r#"{reviewed: {by: "ana", on: "2026-01-02"}, draft: true<true>}"#,
        "4:1: error[yaml-syntax]: this line is not indented like the others
  ^   
  = start it with 4 spaces:
  =     on: 2026-01-02",
    );
    syntax(
        "a: b\n---\nc: d",
        r#"{a: "b", c: "d"}"#,
        "3:1: error[yaml-syntax]: this line would start a second set of fields\n  ^ ---\n  = remove this line",
    );
}

#[test]
fn texts_that_begin_with_a_mark() {
    let special = |text: &str, meant: &str, mark: &str, help: &str| {
        let message = format!(
            "2:8: error[yaml-syntax]: text that starts with {mark} needs quotation marks\n  ^ {}\n  = put the whole title in straight quotes:\n  = title: {help}",
            &mark[..1]
        );
        check(&format!("title: {text}\nslug: a"), &format!("{{title: {meant:?}, slug: \"a\"}}"), &[&message]);
    };
    special("*Deep* tissue", "*Deep* tissue", "*", "\"*Deep* tissue\"");
    special("**Deep**", "**Deep**", "*", "\"**Deep**\"");
    special("& friends", "& friends", "&", "\"& friends\"");
    special("&friends", "&friends", "&", "\"&friends\"");
    special("&Sons is a firm", "&Sons is a firm", "&", "\"&Sons is a firm\"");
    special("!Important \"news\"", "!Important \"news\"", "!", "'!Important \"news\"'");
    special("@home", "@home", "@", "\"@home\"");
    special("`code`", "`code`", "`", "\"`code`\"");
    special("%a", "%a", "%", "\"%a\"");
    special("> 50 %", "> 50 %", ">", "\"> 50 %\"");
    special("- a", "- a", "-", "\"- a\"");
    special("{{ phone x }}", "{{ phone x }}", "{{", "\"{{ phone x }}\"");
    check(
        "title: #1 clinic\ndraft: true",
        r##"{title: "#1 clinic", draft: true<true>}"##,
        &["2:8: error[yaml-syntax]: everything after # is a comment, so this field is empty
  ^ #1 clinic
  = put the whole title in straight quotes:
  = title: \"#1 clinic\""],
    );
    check(
        "title: We are #1\ndraft: true # later",
        r#"{title: "We are", draft: true<true>}"#,
        &["2:15: warning[yaml-comment]: everything after # is a comment and is ignored
  ^ #1
  = put the whole title in straight quotes:
  = title: \"We are #1\""],
    );
    check(
        "title: [Draft] Deep tissue",
        r#"{title: "[Draft] Deep tissue"}"#,
        &["2:16: error[yaml-syntax]: there is text after the closing bracket, so this is neither a list nor text
  ^ Deep tissue
  = if it is text, put the whole title in straight quotes:
  = title: \"[Draft] Deep tissue\""],
    );
    check(
        "topics: [back, neck\ndraft: true",
        r#"{topics: ["back", "neck"], draft: true<true>}"#,
        &["2:9: error[yaml-syntax]: this bracket is never closed\n  ^ [\n  = add a ] at the end of the list"],
    );
    check(
        "image: \"C:\\Users\\me\"",
        r#"{image: "C:\\Users\\me"}"#,
        &["2:11: error[yaml-syntax]: a backslash has a special meaning inside double quotes
  ^ \\
  = use single quotes: image: 'C:\\Users\\me'"],
    );
}

#[test]
fn what_no_field_needs_is_named() {
    check(
        "a: &x {b: 1}\nc:\n  <<: *x\n  d: 2",
        "{a: {b: 1<1>}, c: {d: 2<2>}}",
        &["4:3: error[yaml-syntax]: \"<<\" merges fields from elsewhere, which is not supported
  ^ <<
  = write the fields themselves here"],
    );
    let (value, told) = read("? a\n: b\n? [c]\n: d\n");
    assert!(told.iter().all(|told| told.contains("error[yaml-syntax]")), "{value} {told:?}");
    let (_, told) = read("a: x\u{0}y\nb: z");
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("2:5: error[yaml-syntax]: there is an invisible control character here"), "{told:?}");
    check(
        "title:\u{a0}Deep\u{2028}tissue\u{a0}x\nreviewed:\n\u{a0}\u{a0}by: x\n",
        r#"{title: "Deep tissue\u{a0}x", reviewed: {by: "x"}}"#,
        &[],
    );
}
