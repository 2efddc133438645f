//! The fields of a page that was translated: of what, from which version, and who reviewed it.

use crate::page::Translated;

use super::reader::Reader;
use super::review::translation_reviewed;

/// Reads them; none for a page that has none of them.
pub(super) fn read(reader: &mut Reader<'_>) -> Option<Box<Translated>> {
    let translated = Translated {
        of: reader.text("translation_of"),
        from: reader.text("translated_from"),
        reviewed: translation_reviewed(reader),
    };
    let any = translated.of.is_some() || translated.from.is_some() || translated.reviewed.is_some();
    any.then(|| Box::new(translated))
}
