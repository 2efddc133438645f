//! `.docx` files as Word writes them.

use super::documents::{docx, dropped, item, p, r, t};
use support::pictures as made;

#[test]
fn a_title_leaves_the_text_and_headings_begin_at_the_second_level() {
    let body = [
        p("Titel", &t("Your first visit")),
        p("berschrift1", &t("Before you come")),
        p("", &[t("Eat "), r("<w:b/>", "something light"), r("<w:b/><w:i/>", " and tasty"), t(" first.")].concat()),
        p("Mine", &t("What to wear")),
        p("", ""),
        p("Heading4", &t("Too deep")),
        p("Quote", &t("It was fine.")),
    ];
    let read = docx(&body.concat()).read();
    assert_eq!(read.title.as_deref(), Some("Your first visit"));
    let expected = "## Before you come\n\nEat **something light *and tasty*** first.\n\n### What to wear\n\n#### Too deep\n\n> It was fine.\n";
    assert_eq!(read.body, expected);
    assert_eq!(dropped(&read), ["7 | a heading skipped a level; it is now level 4, #### | Too deep"]);
}

#[test]
fn a_document_that_begins_with_its_only_first_heading_is_called_so() {
    let read =
        docx(&[p("berschrift1", &t("Soreness")), p("berschrift2", &t("At home")), p("", &t("Rest."))].concat()).read();
    assert_eq!((read.title.as_deref(), read.body.as_str()), (Some("Soreness"), "## At home\n\nRest.\n"));
    let read = docx(&[p("berschrift1", &t("One")), p("", &t("a")), p("berschrift1", &t("Two"))].concat()).read();
    assert_eq!((read.title, read.body.as_str()), (None, "## One\n\na\n\n## Two\n"));
}

#[test]
fn lists_keep_their_levels_and_numbers() {
    let body = [
        item(1, 0, &t("water")),
        item(1, 1, &t("cold")),
        item(1, 1, &t("warm")),
        item(1, 0, &t("a towel")),
        item(2, 0, &t("first")),
        item(2, 1, &t("letters")),
        p("", &t("In between.")),
        item(2, 0, &t("second")),
        item(3, 0, &t("fourth")),
    ];
    let read = docx(&body.concat()).read();
    let expected =
        "- water\n  - cold\n  - warm\n- a towel\n1. first\n   1. letters\n\nIn between.\n\n2. second\n4) fourth\n";
    assert_eq!(read.body, expected);
    assert_eq!(dropped(&read), ["6 | letters or Roman numerals in a list; replaced with numbers | letters"]);
}

#[test]
fn styles_say_what_is_an_entry_a_quotation_and_code() {
    let body = [
        p("Liste", &t("one")),
        p("Liste2", &t("nested")),
        p("Nummer2", &t("counted")),
        p("Nummer2", &t("again")),
        p("Liste", &t("two")),
        p("Quotations", &t("It helped.")),
        p("Preformatted", &t("x = 1")),
        p("Preformatted", &t("y = 2")),
    ];
    let read = docx(&body.concat()).read();
    let expected = "- one\n  - nested\n  1. counted\n  2. again\n- two\n\n> It helped.\n\n```\nx = 1\ny = 2\n```\n";
    assert_eq!((read.body.as_str(), dropped(&read)), (expected, Vec::new()));
    let numbered = p("", &t("Prices")).replace(
        "<w:p>",
        "<w:p><w:pPr><w:pStyle w:val=\"berschrift2\"/><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr>",
    );
    let read = docx(&(p("", &t("Text.")) + &numbered + &p("", &t("More.")))).read();
    assert_eq!(dropped(&read), ["3 | the automatic number of a heading; type it if readers need it | Prices"]);
}

#[test]
fn tables_have_a_row_of_headings_and_one_line_a_cell() {
    let cell = |inside: &str| format!("<w:tc>{inside}</w:tc>");
    let wide = "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>".to_owned() + &p("", &t("both")) + "</w:tc>";
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let body = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row(&[cell(&p("", &t("Technique"))), cell(&p("", &t("Pressure")))]),
        row(&[cell(&p("", &r("<w:b/>", "Swedish"))), cell(&(p("", &t("light | soft")) + &p("", &t("or firm"))))]),
        row(&[wide]),
    );
    let read = docx(&body).read();
    let expected = "| Technique | Pressure |\n| --- | --- |\n| **Swedish** | light \\| soft or firm |\n| both |  |\n";
    assert_eq!(read.body, expected);
    assert_eq!(
        dropped(&read),
        [
            "1 | paragraphs in a cell; they are now on one line | light | soft or firm",
            "1 | merged cells in a table; split, with empty cells added | Technique Pressure Swedish light | soft or firm …"
        ]
    );
    let framed = docx(&format!("<w:tbl>{}</w:tbl>", row(&[cell(&p("", &t("Call us.")))]))).read();
    assert_eq!(framed.body, "Call us.\n");
    assert_eq!(dropped(&framed), ["1 | a frame around text | Call us."]);
}

#[test]
fn links_lead_where_they_led_without_a_way_around() {
    let body = [
        p("berschrift1", &(String::from("<w:bookmarkStart w:id=\"0\" w:name=\"_Toc1\"/>") + &t("What to ask"))),
        p(
            "",
            &[
                format!("<w:hyperlink r:id=\"a\">{}</w:hyperlink>", r("<w:rStyle w:val=\"Hyperlink\"/>", "the guideline")),
                t(", "),
                format!("<w:hyperlink w:anchor=\"_Toc1\">{}</w:hyperlink>", t("see above")),
                t(", "),
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"https://b.example/(x)\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>".to_owned(),
                t("old style"),
                "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>".to_owned(),
                t(" and "),
                format!("<w:hyperlink r:id=\"c\">{}</w:hyperlink>", t("a file")),
            ]
            .concat(),
        ),
        p("berschrift1", &t("More")),
    ];
    let docx = docx(&body.concat())
        .link("a", "https://www.google.com/url?q=https://www.nice.org.uk/ng59&sa=D")
        .link("c", "file:///C:/secret.docx");
    let read = docx.read();
    assert_eq!(
        read.body,
        "## What to ask {#what-to-ask}\n\n[the guideline](https://www.nice.org.uk/ng59), [see above](#what-to-ask), [old style](https://b.example/%28x%29) and a file\n\n## More\n"
    );
    assert_eq!(
        dropped(&read),
        [
            "3 | a link that went through another website; it now goes there directly | https://www.google.com/url?q=https://www.nice.or …",
            "3 | a link to a file on a computer, which visitors could not open; its text was kept | file:///C:/secret.docx"
        ]
    );
}

#[test]
fn notes_of_both_kinds_become_notes() {
    let note = |kind: &str, id: u32, text: &str| format!("<w:{kind} w:id=\"{id}\">{}</w:{kind}>", p("", &t(text)));
    let feet = format!(
        "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"0\"/>{}</w:footnotes>",
        note("footnote", 2, "Ask first.")
    );
    let ends = format!("<w:endnotes>{}</w:endnotes>", note("endnote", 2, "Furlan 2015."));
    let body = p(
        "",
        &(t("It may help")
            + "<w:r><w:endnoteReference w:id=\"2\"/></w:r>"
            + &t(", if you ask")
            + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>"
            + &t(".")),
    );
    let read = docx(&body)
        .part("footnotes", "footnotes.xml", feet.as_bytes())
        .part("endnotes", "endnotes.xml", ends.as_bytes())
        .read();
    assert_eq!(read.body, "It may help[^1], if you ask[^2].\n\n[^2]: Ask first.\n\n[^1]: Furlan 2015.\n");
    assert_eq!(dropped(&read), Vec::<String>::new());
}

fn drawing(about: &str, id: &str) -> String {
    format!(
        "<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"Picture 1\" {about}</wp:docPr><a:graphic><a:graphicData uri=\"x/picture\"><pic:pic><pic:blipFill><a:blip r:embed=\"{id}\"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
}

#[test]
fn pictures_become_files_beside_the_page() {
    let picture = made::png(40, 30, 9);
    let body = [
        p("", &drawing("descr=\"A room [with] a table\">", "media/image1.png")),
        p("", &drawing("><a:extLst><a:ext><adec:decorative val=\"1\"/></a:ext></a:extLst>", "media/image1.png")),
        p("", &drawing("descr=\"An old drawing\">", "media/image2.emf")),
        p("", &drawing("descr=\"Nothing\">", "nowhere")),
    ];
    let read = docx(&body.concat())
        .part("image", "media/image1.png", &picture)
        .part("image", "media/image2.emf", b"\x01\0\0\0 EMF")
        .read();
    assert_eq!(read.body, "![A room \\[with\\] a table](guide-1.png)\n\n![](guide-1.png){decorative}\n");
    assert_eq!(read.pictures.len(), 1);
    assert_eq!((read.pictures[0].name.as_str(), &read.pictures[0].bytes), ("guide-1.png", &picture));
    assert_eq!(
        dropped(&read),
        [
            "- | an image in a format that browsers do not support (EMF); save it as PNG and add it | An old drawing",
            "- | an image that is missing from the file | Nothing"
        ]
    );
}

#[test]
fn what_is_left_out_is_told_with_its_words() {
    let comments = format!(
        "<w:comments><w:comment w:id=\"7\" w:author=\"Ann\">{}</w:comment></w:comments>",
        p("", &t("Is this so?"))
    );
    let header = format!("<w:hdr>{}</w:hdr>", p("", &t("Draft 3, do not copy")));
    let body = [
        p("TOC1", &t("1 Introduction 3")),
        p(
            "",
            &[
                r("<w:color w:val=\"FF0000\"/>", "Red "),
                r("<w:color w:val=\"auto\"/><w:highlight w:val=\"yellow\"/>", "and marked"),
            ]
            .concat(),
        ),
        p(
            "",
            &[
                t("Kept, "),
                "<w:ins>".to_owned(),
                t("added"),
                "</w:ins><w:del><w:r><w:delText>taken away</w:delText></w:r></w:del>".to_owned(),
                t("."),
            ]
            .concat(),
        ),
        p("", &[t("Really"), "<w:r><w:commentReference w:id=\"7\"/></w:r>".to_owned(), t("?")].concat()),
        p(
            "",
            "<w:r><w:drawing><wp:anchor><wps:txbx><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></wps:txbx></wp:anchor></w:drawing></w:r><w:r><w:t>Beside it</w:t></w:r>",
        ),
        p("", "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"),
        p("", "<w:r><w:object><o:OLEObject/></w:object></w:r><w:r><w:t>After</w:t></w:r>"),
        p("", &[r("<w:vanish/>", "secret"), r("<w:rFonts w:ascii=\"Papyrus\"/>", "seen")].concat()),
        p(
            "",
            "<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent><w:r><w:t>☐ yes</w:t></w:r></w:sdtContent></w:sdt>",
        ),
    ];
    let read = docx(&body.concat())
        .part("comments", "comments.xml", comments.as_bytes())
        .part("header", "header1.xml", header.as_bytes())
        .read();
    assert_eq!(
        read.body,
        "Red and marked\n\nKept, added.\n\nReally?\n\nBeside it\n\nIn a box\n\na+b\n\nAfter\n\nseen\n\n☐ yes\n"
    );
    assert_eq!(
        dropped(&read),
        [
            "- | the page header | Draft 3, do not copy",
            "- | fonts and font sizes: the site has its own | ",
            "- | the table of contents: the site generates its own | ",
            "1 | background color of text | Red and marked",
            "1 | text color | Red and marked",
            "3 | deleted text (tracked changes) | taken away",
            "5 | a comment by Ann | Is this so?",
            "7 | a text box; its text is now below this paragraph | In a box",
            "11 | an equation; its characters are now on one line | a+b",
            "13 | an embedded object, such as an Excel sheet | ",
            "15 | hidden text | secret",
            "17 | a form field; its text was kept | ☐ yes"
        ]
    );
}
