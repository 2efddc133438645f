//! Front matter that a program wrote: far more fields than any person would.

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
