//! What editors are told about the text of a page, word for word.
//!
//! In place of the excerpt stand the words under the caret.

use super::messages::check;

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

#[test]
fn a_card_that_is_never_closed() {
    check(
        "-- themes/mini/components/emergency.html --\n{% component emergency(heading) %}{{ heading }}{{ body }}{% endcomponent %}\n\
         -- content/when-to-get-help.md --\n---\ntitle: When to get help\n---\n::: emergency Call 911 now if you have back pain and:\n- cannot feel your legs\n",
        "\
content/when-to-get-help.md:4:1: error[block-open]: this block is never closed
  ^ :::
  help: add ::: on a line of its own after its last line
",
    );
}
