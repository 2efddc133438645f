//! Front matter that no person would write: put together at random, and with far more fields.

use super::*;

/// So many fields, or terms, each compared with all others, would take minutes.
#[test]
fn fields_are_found_by_their_names_however_many_there_are() {
    const MANY: usize = 150_000;
    let source = SourcePath::new("content/a.md");
    let entry = |key: String, kind| yaml::MapEntry {
        key,
        key_span: Span::default(),
        value: YamlNode { kind, span: Span::default() },
    };
    let name = |n: usize| format!("field_{n:06}");
    let text = |n: usize| yaml::NodeKind::Text(format!("{n}"));
    let map = |kind: yaml::NodeKind| YamlNode { kind, span: Span::default() };
    let mut fields: Vec<_> = (0..MANY).map(|n| entry(name(n), text(n))).collect();
    let terms = (0..MANY).map(|n| map(text(n))).collect();
    fields.push(entry("topics".to_owned(), yaml::NodeKind::List(terms)));
    fields.push(entry("title".to_owned(), yaml::NodeKind::Text("A".to_owned())));
    let mut schema = schema();
    let declared = (0..MANY).map(|n| field(&name(n), FieldKind::Integer)).collect();
    schema.types.insert("page".to_owned(), ContentType { fields: declared, ..ContentType::default() });
    schema.defaults[1].fields = map(yaml::NodeKind::Map(fields.clone()));
    let mut out = Vec::new();
    let front = read(&source, map(yaml::NodeKind::Map(fields)), &schema, &mut out);
    assert_eq!((front.fields.len(), front.terms[0].1.len(), out.len()), (MANY, MANY, 0));
}

/// Whatever is typed, reading ends, and every place is inside the text.
#[test]
fn any_front_matter_is_read_to_its_end() {
    let parts = [
        "---\n",
        "\n",
        "title: ",
        "slug: ",
        "a",
        "É",
        "\u{a0}",
        "\u{200b}",
        "“",
        "”",
        ": ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        "#",
        "date: ",
        "2026-02-30",
        "\t",
        "reviewed:\n",
        "  on: ",
        "type: clinic\n",
        "hours:\n",
        "  mon: ",
        "5 pm - 9 am",
        "phone: ",
        "12",
        "\u{feff}",
        "\r\n",
        "—",
        "..",
    ];
    let (source, schema) = (SourcePath::new("content/a.md"), schema());
    let mut seed = 7_u64;
    for _ in 0..4_000 {
        let mut text = if seed.is_multiple_of(3) { String::new() } else { "---\n".to_owned() };
        for _ in 0..14 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text += parts[(seed >> 33) as usize % parts.len()];
        }
        let mut out: Vec<_> = fence_fault(&source, &text).into_iter().collect();
        let (range, body) = split(&text);
        assert!(text.is_char_boundary(body), "{text:?}");
        let range = range.unwrap_or(0..0);
        let (node, faults) = yaml::parse(&text[range.clone()], range.start, &source);
        out.extend(faults);
        let front = read(&source, node, &schema, &mut out);
        let told = out.iter().filter(|d| d.file == source).filter_map(|d| d.span);
        for span in told.chain([front.title.span]) {
            assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
        }
    }
}
