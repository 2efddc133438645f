//! The fields of a page that was translated: of what, from which version, and who reviewed it.

use crate::page::{Review, Translated};
use vertebra_base::diagnostic;

use super::reader::{Given, Reader};

const EXAMPLE: &str = "translation_reviewed: {by: name, on: 2026-11-20}";

/// Reads them; none for a page that has none of them.
pub(super) fn read(reader: &mut Reader<'_>) -> Option<Box<Translated>> {
    let translated = Translated {
        of: reader.text("translation_of"),
        from: reader.text("translated_from"),
        reviewed: reviewed(reader),
    };
    let any = translated.of.is_some() || translated.from.is_some() || translated.reviewed.is_some();
    any.then(|| Box::new(translated))
}

/// A review counts only with a name and a day: one without the other is told, and is none.
fn reviewed(reader: &mut Reader<'_>) -> Option<Review> {
    let field = reader.get("translation_reviewed")?;
    let Some(entries) = field.node.as_map() else {
        reader.wrong_kind(field, field.node, "a group of fields", EXAMPLE);
        return None;
    };
    let mut review = Review { by: None, on: None, every: None };
    for entry in entries {
        let part = Given { name: &entry.key, key_span: entry.key_span, node: &entry.value, file: field.file };
        match entry.key.as_str() {
            "by" => review.by = reader.text_of(part, &entry.value),
            "on" => review.on = reader.date_of(part, &entry.value),
            name => {
                let help = diagnostic::did_you_mean(name, ["by", "on"]).unwrap_or_else(|| EXAMPLE.to_owned());
                let message = format!("\"{name}\" is not a known part of \"translation_reviewed\"");
                reader.error(part, entry.key_span, "field-unknown", message, help);
            }
        }
    }
    let given = |name: &str| entries.iter().any(|entry| entry.key == name && !entry.value.is_null());
    if !given("by") || !given("on") {
        let message = "a review needs the key of a person and a date".to_owned();
        reader.error(field, field.key_span, "field-missing", message, EXAMPLE.to_owned());
    }
    (review.by.is_some() && review.on.is_some()).then_some(review)
}
