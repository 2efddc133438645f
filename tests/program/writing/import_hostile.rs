//! Files that were made to harm, and files that were damaged: they end in words or in what is left, never in a panic.

use support::dice::Dice;

use super::documents::{docx, item, p, r, read, t, zipped};
use vertebra_import::{self as import, ImportSource};

fn refused(name: &str, bytes: &[u8]) -> String {
    import::read(&ImportSource { name, bytes, stem: "a", beside: &|_| None }).unwrap_err().message
}

#[test]
fn files_that_are_no_documents_are_refused_in_words() {
    assert_eq!(refused("a.pdf", b"%PDF"), "only .docx and .html files can be imported");
    assert_eq!(refused("a.doc", b""), ".doc files cannot be imported");
    assert_eq!(refused("a.docx", b"hello"), "this file is damaged, or it is not a .docx file");
    let old = refused("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    assert_eq!(old, "this file is protected by a password, or was saved by an old version of Word");
    assert_eq!(refused("a.docx", &zipped(&[("x".to_owned(), Vec::new())])), "this file is not a Word document");
    let many: Vec<_> = (0..10_001).map(|n| (format!("{n}"), Vec::new())).collect();
    assert_eq!(refused("a.docx", &zipped(&many)), "this file contains more parts than a document can have");
}

#[test]
fn a_part_that_grows_too_large_is_not_unpacked() {
    let bomb = vec![b' '; 65 * 1024 * 1024];
    let picture = "<w:r><w:drawing><wp:docPr descr=\"bomb\"/><pic:pic><a:blip r:embed=\"media/b.png\"/></pic:pic></w:drawing></w:r>";
    let read = docx(&p("", &(picture.to_owned() + &t("text")))).part("image", "media/b.png", &bomb).read();
    assert_eq!(read.body, "text\n");
    assert!(read.dropped.iter().any(|it| it.what == "an image that is damaged or too large"));
}

#[test]
fn names_inside_a_document_choose_no_place_for_a_file() {
    let picture = support::pictures::png(4, 4, 9);
    let body = p(
        "",
        "<w:r><w:drawing><wp:docPr descr=\"x\"/><pic:pic><a:blip r:embed=\"../../../etc/x.png\"/></pic:pic></w:drawing></w:r>",
    );
    let docx = docx(&body).part("image", "../../../etc/x.png", &picture);
    let read = docx.read();
    assert!(
        read.pictures.iter().all(|it| it.name.starts_with("guide-") && !it.name.contains('/')),
        "{:?}",
        read.dropped
    );
}

#[test]
fn depth_without_end_ends() {
    let deep = "<w:ins>".repeat(50_000) + &t("deep") + &"</w:ins>".repeat(50_000);
    docx(&p("", &deep)).read();
    let html = "<div>".repeat(5_000) + "deep" + &"</div>".repeat(5_000);
    assert_eq!(read("a.html", html.as_bytes()).body, "deep\n");
    let spans = "<b><i>".repeat(1_000) + "deep";
    assert!(read("a.html", spans.as_bytes()).body.contains("deep"));
    let lists = "<ul><li>".repeat(2_000) + "deep";
    assert!(read("a.html", lists.as_bytes()).body.contains("deep"));
    let many = "<div>".repeat(200_000) + "deep";
    assert_eq!(refused("a.html", many.as_bytes()), "this file has more than 5000 nested elements");
    let marked: String = (0..2_000).map(|number| format!("<p><b id=a{number}>deep</p>")).collect();
    let crowded: String = (0..1_000_000).map(|at| format!(" a{at}")).collect();
    let told = refused("a.html", format!("<p{crowded}>deep").as_bytes());
    assert_eq!(told, "an element of this file has more than 1000 attributes");
    let xml: String = (0..200_000).map(|at| format!(" a{at}=\"\"")).collect();
    assert_eq!(docx(&format!("<w:p{xml}>{}</w:p>", t("deep"))).read().body, "deep\n");
    let expected = "this file would become more than 1000000 elements, because bold or italic text never ends in it";
    assert_eq!(refused("a.html", marked.as_bytes()), expected);
}

/// Bytes of good documents, changed at random; the same each time.
#[test]
fn damaged_documents_never_panic() {
    let body = [
        p("berschrift1", &t("Title")),
        item(2, 0, &r("<w:b/>", "one")),
        item(2, 1, &t("two")),
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>".to_owned(),
        p(
            "",
            "<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>HYPERLINK \"https://a.example/\"</w:instrText></w:r>",
        ),
    ];
    let xml = format!("<w:document><w:body>{}</w:body></w:document>", body.concat());
    let html = "<style>.a{font-weight:700}</style><p class=a>x<ul><li>y<table><tr><td rowspan=3>z</table><a href='#ftnt1' id=ftnt_ref1>1</a><div><a href='#ftnt_ref1' id=ftnt1>n</a></div><p class=MsoListParagraph>1.&nbsp;a";
    let whole = docx(&body.concat()).bytes();
    let mut dice = Dice::new(7);
    let mut dice = |most: usize| dice.below(most);
    let mut damage = |bytes: &[u8]| {
        let mut bytes = bytes.to_vec();
        for _ in 0..1 + dice(8) {
            let at = dice(bytes.len());
            match dice(4) {
                0 => bytes[at] = dice(256) as u8,
                1 => _ = bytes.remove(at),
                2 => bytes.insert(at, b"<>\"&=/w:\0\xff"[dice(10)]),
                _ => {
                    let end = (at + dice(40)).min(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    let to = dice(bytes.len());
                    bytes.splice(to..to, piece);
                }
            }
        }
        bytes
    };
    for _ in 0..60 {
        let parts = [("word/document.xml".to_owned(), damage(xml.as_bytes()))];
        let _ = import::read(&ImportSource { name: "a.docx", bytes: &zipped(&parts), stem: "a", beside: &|_| None });
        let _ = import::read(&ImportSource { name: "a.docx", bytes: &damage(&whole), stem: "a", beside: &|_| None });
        let _ = import::read(&ImportSource {
            name: "a.html",
            bytes: &damage(html.as_bytes()),
            stem: "a",
            beside: &|_| None,
        });
    }
}
