//! What holds for every text: the words stay, a second time changes nothing, and no diagnostic is new.

use std::collections::BTreeMap;

use support::dice::Dice;

use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_markdown as document;
use vertebra_schema::RawHtml;

use super::super::known::is_fixable;
use super::super::{FixContext, fixes_for};
use super::{cases, fixed, schema};
use crate::apply;

/// Text as it is pasted, some of it whole and some of it torn.
fn pasted(dice: &mut Dice) -> String {
    const FIELDS: [&str; 6] = [
        "title:\tA day\n",
        "title: “A day”\n",
        "title: A\u{a0}day\n",
        "title: A day\n",
        "title: ‘It’s’ here\n",
        "title: a: b\n",
    ];
    const MORE: [&str; 5] =
        ["topics:\n\t- one\n", "topics: [“a”, b]\n", "description: \u{200b}x\u{ad}y\n", "", "slug:\t\ta\n"];
    const PARTS: [&str; 22] = [
        "Plain words.\n\n",
        "<p class=\"MsoNormal\"><span style=\"color:red\">Bring a <b>list</b></span></p>\n\n",
        "<p class=MsoNormal>One<o:p></o:p></p>\n<p class=MsoNormal>Two *stars* and 1. number</p>\n\n",
        "Some <span style=\"font-weight:700;mso-x:1\">bold </span>and <font class=MsoX color=red>red</font> words.\n\n",
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>First</p>\n<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>Second</p>\n\n",
        "- <span style=\"mso-x:x\">in a list</span>\n- two\n\n",
        "> <p style=\"mso-x:x\">quoted</p>\n\n",
        "::: note Heading\n<p class=\"MsoNormal\">inside</p>\n:::\n\n",
        "<table class=MsoTableGrid><tr><td><p class=MsoNormal>a | b</p></td><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>\n\n",
        "<div style=\"mso-x:x\">\n\nMarkdown *inside*\n\n</div>\n\n",
        "## Head\u{200b}ing\u{a0}here\n\n",
        "[guide](https://www.google.com/url?q=https://a.example/b&sa=D)\n\n",
        "Words<o:p></o:p> and `<o:p>` code.\n\n",
        "<ul style=\"mso-x:x\"><li>one</li><li>two <a href=\"b.md\" style=\"mso-x:x\">link</a></li></ul>\n\n",
        "<sup style=\"mso-x:x\">1</sup> and <u style=\"mso-x:x\">under</u>\n\n",
        "text before\n<p style=\"mso-x:x\">html at once</p>\ntext after\n\n",
        "<b style=\"font-weight:normal\" id=\"docs-internal-guid-1\">first\n\nlast</b>\n\n",
        "<p style=\"mso-x:x\">&lt;b&gt; {{ phone x }} [[y]] # not</p>\n\n",
        "<span style=\"mso-x:x\">open\n\n",
        "</p>\n\n",
        "<p style=\"mso-x:x\">It's \"so\" -- really...</p>\n\n",
        "    <p style=\"mso-x:x\">code</p>\n\n",
    ];
    let fence = dice.of(&["---\n", "---\n", "---\n", "—\n", "\n---\n"]);
    let mut text = format!("{fence}{}{}---\n", dice.of(&FIELDS), dice.of(&MORE));
    for _ in 0..dice.below(6) {
        text.push_str(dice.of(&PARTS));
    }
    if dice.below(4) == 0 { text.replace('\n', "\r\n") } else { text }
}

/// The words of a page, told in another way than the proof does: the text of the finished HTML.
fn words(text: &str) -> Vec<String> {
    let mut plain = schema(RawHtml::Sanitize);
    plain.markdown.smart_punctuation = false;
    let page = document::parse(&SourcePath::new("content/guides/a.md"), text.as_bytes(), &plain).page;
    let html = page.body.html.replace("&lt;o:p&gt;", "").replace("&lt;/o:p&gt;", "");
    let mut inside = false;
    let shown: String = html
        .replace("</p>", " ")
        .replace("<br", " <br")
        .replace("</li>", " ")
        .replace("</td>", " ")
        .replace("</th>", " ")
        .chars()
        .filter(|c| {
            let was_inside = inside;
            inside = *c == '<' || inside && *c != '>';
            let is_tag = inside || was_inside && *c == '>';
            !is_tag && !matches!(c, '\u{200b}' | '\u{ad}' | '\u{feff}')
        })
        .collect();
    let shown = shown.replace("&nbsp;", " ").replace("&quot;", "\"");
    shown.split_whitespace().filter(|word| !matches!(*word, "·" | "o" | "1.")).map(str::to_owned).collect()
}

fn codes(text: &str, raw_html: RawHtml) -> BTreeMap<&'static str, usize> {
    let told = document::parse(&SourcePath::new("content/guides/a.md"), text.as_bytes(), &schema(raw_html)).diagnostics;
    let mut codes = BTreeMap::new();
    told.iter().for_each(|it| *codes.entry(it.code).or_default() += 1);
    codes
}

#[track_caller]
fn check(text: &str, raw_html: RawHtml) {
    let outcome = fixed("content/guides/a.md", text, raw_html);
    assert_eq!(words(&outcome.text), words(text), "the words of\n{text}\nafter it\n{}", outcome.text);
    let (before, after) = (codes(text, raw_html), codes(&outcome.text, raw_html));
    for (code, number) in &after {
        assert!(*number <= before.get(code).copied().unwrap_or(0), "{code} is new in\n{}", outcome.text);
    }
    for (code, _) in outcome.done.iter().filter(|(code, _)| before.contains_key(code)) {
        assert!(after.get(code).copied().unwrap_or(0) < before[code], "{code} is still there in\n{}", outcome.text);
    }
    let again = fixed("content/guides/a.md", &outcome.text, raw_html);
    assert_eq!(again.text, outcome.text, "a second time changes\n{text}");
    assert_eq!(again.done, []);
    let bare = outcome.text.replace("\r\n", "");
    assert!(!text.contains("\r\n") || !bare.contains('\n'), "line ends are kept: {:?}", outcome.text);
}

#[test]
fn the_words_stay_and_a_second_time_changes_nothing() {
    for case in cases().iter().filter(|case| case.path.ends_with(".md") && !case.before.contains("base64")) {
        check(&case.before, case.raw_html);
    }
    let mut dice = Dice::new(5);
    for round in 0..250 {
        let raw_html = if round % 3 == 0 { RawHtml::Forbid } else { RawHtml::Sanitize };
        check(&pasted(&mut dice), raw_html);
    }
}

#[test]
fn every_diagnostic_that_is_fixed_alone_is_gone_alone() {
    let (source, schema, files) =
        (SourcePath::new("content/guides/a.md"), schema(RawHtml::Sanitize), Snapshot::default());
    let subject = FixContext { source: &source, schema: &schema, files: &files, extract_images: true };
    let mut answered = 0;
    let mut dice = Dice::new(7);
    for _ in 0..60 {
        let text = pasted(&mut dice);
        let told = document::parse(&source, text.as_bytes(), &schema).diagnostics;
        let before = codes(&text, RawHtml::Sanitize);
        for diagnostic in &told {
            let Some(fix) = fixes_for(&subject, &text, diagnostic) else { continue };
            assert!(is_fixable(diagnostic.code));
            let after = codes(&apply(&text, &fix.edits).unwrap(), RawHtml::Sanitize);
            assert!(after.get(diagnostic.code).copied().unwrap_or(0) < before[diagnostic.code], "{text}");
            answered += 1;
        }
    }
    assert!(answered > 60, "{answered}");
}
