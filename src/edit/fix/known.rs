//! What can be mended without a decision, by the codes of diagnostics.

/// The codes of diagnostics for which there may be a fix, and what the fix does, for one and for many.
pub const FIXABLE: [(&str, &str); 11] = [
    ("yaml-tab", "tabs replaced with spaces"),
    ("yaml-smart-quote", "curly quotes around a field replaced with straight quotes"),
    ("invisible-characters", "invisible characters removed"),
    ("front-dashes", "a line of long dashes replaced with three hyphens"),
    ("front-late", "empty lines above the first field removed"),
    ("html-pasted", "pasted formatting converted to Markdown"),
    ("html-forbidden", "HTML converted to Markdown"),
    ("link-wrapped", "a link changed to its real address"),
    ("image-inline", "an image in the text saved as a file"),
    ("image-location", "the location removed from an image"),
    ("encoding", "the file saved as UTF-8"),
];

/// Whether `fix` may be able to mend what a code stands for.
pub fn is_fixable(code: &str) -> bool {
    FIXABLE.iter().any(|(known, _)| *known == code)
}
