//! Texts before and after `fix`, as data, and what must hold for every one of them.

mod promises;

use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_schema::{RawHtml, Schema};

use super::{FixContext, FixedText, Left, mend};

const CASES: &str = include_str!("cases.txt");

pub fn schema(raw_html: RawHtml) -> Schema {
    let markdown = vertebra_schema::MarkdownOptions { raw_html, ..Default::default() };
    Schema { taxonomies: vec!["topics".into()], markdown, ..Schema::default() }
}

pub fn fixed(path: &str, text: &str, raw_html: RawHtml) -> FixedText {
    let (source, schema, files) = (SourcePath::new(path), schema(raw_html), Snapshot::default());
    mend(&FixContext { source: &source, schema: &schema, files: &files, extract_images: true }, text)
}

pub struct Case {
    pub name: String,
    pub path: &'static str,
    pub raw_html: RawHtml,
    pub before: String,
    pub after: String,
    pub left: String,
}

/// The cases, with what cannot be seen in a file spelt out: `\t`, `\r`, `\u{a0}`.
pub fn cases() -> Vec<Case> {
    let spelt = |text: &str| {
        let text = text.replace("\\t", "\t").replace("\\r", "\r");
        ["a0", "ad", "200b", "feff", "2028"].iter().fold(text, |text, code| {
            let c = char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
            text.replace(&format!("\\u{{{code}}}"), &c.to_string())
        })
    };
    let read = |case: &str| {
        let (name, rest) = case.split_once('\n').unwrap();
        let (before, rest) = rest.split_once("--- after\n").unwrap_or_else(|| panic!("{name} has no result"));
        let (after, left) = rest.split_once("--- left\n").unwrap_or((rest, ""));
        let body = |text: &str| {
            let text = spelt(text.trim_end_matches('\n')) + "\n";
            let own = text.starts_with("---") || text.starts_with(['—', '\n']) || name.ends_with("(data)");
            if own { text } else { format!("---\ntitle: T\n---\n{text}") }
        };
        Case {
            name: name.to_owned(),
            path: if name.ends_with("(data)") { "content/data/a.yaml" } else { "content/guides/a.md" },
            raw_html: if name.ends_with("(forbid)") { RawHtml::Forbid } else { RawHtml::Sanitize },
            before: body(before),
            after: body(after),
            left: left.trim().to_owned(),
        }
    };
    CASES.split("=== ").skip(1).map(read).collect()
}

#[test]
fn texts_before_and_after() {
    for case in cases() {
        let outcome = fixed(case.path, &case.before, case.raw_html);
        assert_eq!(outcome.text, case.after, "{}", case.name);
        let left = |it: &Left| format!("{} {}: {}", it.line, it.code, it.why);
        assert_eq!(outcome.left.iter().map(left).collect::<Vec<_>>().join("\n"), case.left, "{}", case.name);
    }
}

#[test]
fn pictures_get_names_of_their_own() {
    const PNG: &str =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
    let text = format!(
        "---\ntitle: T\n---\n![A room](data:image/png;base64,{PNG}) ![A room](<data:image/png;base64,{PNG}>)\n\n![][image1]\n\n![x](data:image/png;base64,AAAA)\n\n[image1]: <data:image/png;base64,{PNG}>\n"
    );
    let outcome = fixed("content/guides/a.md", &text, RawHtml::Sanitize);
    let name = outcome.files.iter().map(|it| it.path.as_str()).find(|it| it.contains("picture-")).unwrap();
    let short = name.trim_start_matches("content/guides/");
    assert_eq!(
        outcome.text,
        format!(
            "---\ntitle: T\n---\n![A room](images/a-room.png) ![A room](images/a-room.png)\n\n![][image1]\n\n![x](data:image/png;base64,AAAA)\n\n[image1]: {short}\n"
        )
    );
    assert_eq!(
        outcome.left,
        [Left { code: "image-inline", line: 8, why: "this image is damaged, or not an image".into() }]
    );
    let again = fixed("content/guides/a.md", &outcome.text, RawHtml::Sanitize);
    assert_eq!(again.text, outcome.text);
    assert!(again.files.is_empty());

    // A file that is there already keeps its name and its picture.
    let (source, schema) = (SourcePath::new("content/guides/a.md"), schema(RawHtml::Sanitize));
    let files = Snapshot::from_texts([("content/guides/images/A-Room.png", "another")]);
    let subject = FixContext { source: &source, schema: &schema, files: &files, extract_images: true };
    let outcome = mend(&subject, &text);
    assert!(outcome.text.contains("(images/a-room-2.png)"), "{}", outcome.text);
    let outcome = mend(&FixContext { extract_images: false, ..subject }, &text);
    assert_eq!(outcome.text, text, "only when it was asked for");
    assert_eq!(outcome.left[0].why, "to save the image as a file, add --extract-images");
}
