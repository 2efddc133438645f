//! HTML as Google Docs, Word and LibreOffice export it; written by hand, in their manner.

use super::documents::{dropped, html, read};
use support::pictures as made;
use vertebra_import::{self as import, ImportSource};

/// In the manner of a web page of Google Docs, unpacked.
const GOOGLE: &str = r##"<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"><style type="text/css">
@import url('https://themes.googleusercontent.com/fonts/css?kit=x');ol.lst-kix_a-0{list-style-type:none}
.lst-kix_a-0>li:before{content:"\0025cf  "}.c0{font-weight:700}.c1{font-style:italic}.c2{color:#000000;font-size:11pt}
.c3{color:#ff0000}.c4{text-decoration:underline;color:#1155cc}.title{font-size:26pt}</style></head>
<body class="c9 doc-content"><p class="c2 title" id="h.t"><span class="c2">Soreness after a massage</span></p>
<h2 class="c7" id="h.one"><span class="c0">At home</span></h2>
<p class="c2"><span class="c2">You may feel </span><span class="c0">a little sore</span><span class="c3">. It fades</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><span>.</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>
<ul class="c8 lst-kix_a-0 start"><li class="c2 li-bullet-0"><span>Rest</span></li></ul>
<ul class="c8 lst-kix_a-1 start"><li class="c2 li-bullet-0"><span>a day</span></li></ul>
<ul class="c8 lst-kix_a-0"><li class="c2 li-bullet-0"><span>Drink</span></li></ul>
<ol class="c8 lst-kix_b-0" start="3"><li><span>Third</span></li></ol>
<p><span class="c4"><a class="c5" href="https://www.google.com/url?q=https://www.nice.org.uk/ng59&amp;sa=D">the guideline</a></span><span>, and </span><span class="c4"><a class="c5" href="#h.one">home</a></span></p>
<p><span style="overflow: hidden; display: inline-block;"><img alt="" src="images/image1.png" style="width: 40px;" title="A towel"></span></p>
<hr class="c20"><div><p class="c6"><a href="#ftnt_ref1" id="ftnt1">[1]</a><span class="c2">&nbsp;Within days.</span></p></div>
<div class="c30"><p class="c31"><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Ask Ann</span></p></div></body></html>"##;

#[test]
fn a_document_of_google_docs() {
    let picture = made::png(8, 8, 9);
    let beside = |path: &str| (path == "images/image1.png").then(|| picture.clone());
    let source = ImportSource { name: "Soreness.html", bytes: GOOGLE.as_bytes(), stem: "soreness", beside: &beside };
    let read = import::read(&source).unwrap();
    assert_eq!(read.title.as_deref(), Some("Soreness after a massage"));
    assert_eq!(
        read.body,
        "## At home {#at-home}\n\nYou may feel **a little sore**. It fades[^1].\n\n- Rest\n  - a day\n- Drink\n3. Third\n\n\
         [the guideline](https://www.nice.org.uk/ng59), and [home](#at-home)\n\n![A towel](soreness-1.png)\n\n[^1]: Within days.\n"
    );
    assert_eq!(read.pictures[0].bytes, picture);
    assert_eq!(
        dropped(&read),
        [
            "- | fonts and font sizes: the site has its own | ",
            "3 | a comment | Ask Ann",
            "3 | text color | You may feel a little sore. It fades.",
            "10 | a link that went through another website; it now goes there directly | https://www.google.com/url?q=https://www.nice.or …"
        ]
    );
}

/// In the manner of "Web page, filtered" of Word, which is saved in Windows-1252.
const WORD: &str = r##"<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252"><meta name=Generator content="Microsoft Word 15 (filtered)">
<style><!-- /* Style Definitions */ p.MsoNormal, li.MsoNormal {margin:0in; font-size:11.0pt; font-family:"Calibri",sans-serif;}
p.MsoTitle {font-size:28.0pt;} --></style></head><body lang=EN-US style='word-wrap:break-word'><div class=WordSection1>
<p class=MsoTitle>Your plan</p>
<h1>Steps</h1>
<p class=MsoNormal>We don’t know – yet.<a href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span>[1]</span></span></a></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-.25in'><span style='font-family:Symbol'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span>Ask</p>
<p class=MsoListParagraphCxSpLast style='margin-left:1.0in;text-indent:-.25in'><span style='font-family:"Courier New"'>o<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>twice</p>
<p class=MsoListParagraph style='text-indent:-.25in'>3.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span>Then <b>wait</b></p>
<p class=MsoNormal>&nbsp;</p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>When</p></td><td><p class=MsoNormal>What</p></td></tr><tr><td rowspan=2><p class=MsoNormal>Now</p></td><td><p class=MsoNormal>Rest<o:p></o:p></p></td></tr><tr><td><p class=MsoNormal>Walk</p></td></tr></table>
<p class=MsoNormal align=center>The <del>very </del>end</p></div>
<div><br clear=all><hr align=left size=1 width="33%"><div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> Nobody does.</p></div></div></body></html>"##;

#[test]
fn a_document_of_word_in_the_encoding_that_it_names() {
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(WORD);
    assert!(std::str::from_utf8(&bytes).is_err());
    let read = read("plan.htm", &bytes);
    assert_eq!(read.title.as_deref(), Some("Your plan"));
    assert_eq!(
        read.body,
        "## Steps\n\nWe don’t know – yet.[^1]\n\n- Ask\n  - twice\n3. Then **wait**\n\n| When | What |\n| --- | --- |\n| Now | Rest |\n|  | Walk |\n\nThe end\n\n[^1]: Nobody does.\n"
    );
    assert_eq!(
        dropped(&read),
        [
            "- | fonts and font sizes: the site has its own | ",
            "9 | merged cells in a table; split, with empty cells added | When What Now Rest Walk",
            "14 | deleted text (tracked changes) | very",
            "14 | centered text | The end"
        ]
    );
}

#[test]
fn an_encoding_is_never_guessed() {
    let no =
        import::read(&ImportSource { name: "a.html", bytes: b"<p>caf\xe9", stem: "a", beside: &|_| None }).unwrap_err();
    assert_eq!(no.message, "this file is not saved as UTF-8, as it states");
    assert_eq!(html("\u{feff}<p>café").body, "café\n");
}

#[test]
fn plain_html_keeps_what_a_page_can_hold() {
    let text = "<title>Called so</title><h2>One</h2><p>a<br>b <i>c</i><blockquote><p>said</p></blockquote><ol start=5><li><p>five</p><p>more</p><li value=9>nine</ol>\
        <pre>x\n  y</pre><table><caption>What it is</caption><thead><tr><th>A<th>B<tbody><tr><td>1<td>2</table><hr><p style='display:none'>gone</p><iframe src='https://v.example/'></iframe>";
    let read = html(text);
    assert_eq!(read.title.as_deref(), Some("Called so"));
    assert_eq!(
        read.body,
        "## One\n\na\\\nb *c*\n\n> said\n\n5. five\n\n   more\n9. nine\n\n```\nx\n  y\n```\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\nTable: What it is\n\n***\n"
    );
    assert_eq!(
        dropped(&read),
        [
            "- | hidden text | gone",
            "- | embedded content from another program or website | https://v.example/",
            "11 | the number of an entry, which does not follow the one before; the list counts on | nine"
        ]
    );
}

#[test]
fn pictures_that_cannot_be_had_are_told() {
    let read = html(
        "<p>a <img src='https://a.example/x.png'><img src='x.png' alt='A room'><img src='data:image/png;base64,AAAA'></p>",
    );
    assert_eq!(read.body, "a\n");
    assert_eq!(
        dropped(&read),
        [
            "1 | an image that is not in the file; save it next to the page and add it | https://a.example/x.png",
            "1 | an image that was not found next to the file | A room",
            "1 | an image in a format that browsers do not support; save it as PNG and add it | "
        ]
    );
}
