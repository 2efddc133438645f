//! What can be mended without a decision, by the codes of diagnostics.

/// The codes of diagnostics for which there may be a fix, and what the fix does, for one and for many.
pub const FIXABLE: [(&str, &str); 11] = [
    ("yaml-tab", "Tabs became spaces"),
    ("yaml-smart-quote", "curly quotes around a field became straight ones"),
    ("invisible-characters", "invisible characters were taken out"),
    ("front-dashes", "a line of long dashes became three hyphens"),
    ("front-late", "empty lines above the first field were removed"),
    ("html-pasted", "pasted formatting became Markdown"),
    ("html-forbidden", "HTML became Markdown"),
    ("link-wrapped", "a link leads to its real address"),
    ("image-inline", "a picture in the text became a file"),
    ("image-location", "the place where a picture was taken was removed"),
    ("encoding", "the file is saved as UTF-8"),
];

/// Whether `fix` may be able to mend what a code stands for.
pub fn is_fixable(code: &str) -> bool {
    FIXABLE.iter().any(|(known, _)| *known == code)
}
