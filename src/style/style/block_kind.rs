//! What a block of a style sheet may contain, by the rule that opens it.

/// What stands in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CssBlockKind {
    /// Properties, and other rules.
    Style,
    /// The steps of an animation.
    Keyframes,
    /// Properties, and these besides.
    Page,
    /// Only these names.
    Descriptors(&'static [&'static str]),
    /// Names of the author's own.
    Free,
}

/// What `@page` has besides properties. Source: CSS Paged Media 3, section 7.
pub const PAGE: &[&str] = &["bleed", "marks", "page-margin-safety", "page-orientation", "size"];

/// Source: CSS Fonts 5, section 4.
const FONT_FACE: &[&str] = &[
    "ascent-override",
    "descent-override",
    "font-display",
    "font-family",
    "font-feature-settings",
    "font-language-override",
    "font-named-instance",
    "font-size",
    "font-stretch",
    "font-style",
    "font-variant",
    "font-variation-settings",
    "font-weight",
    "font-width",
    "line-gap-override",
    "size-adjust",
    "src",
    "subscript-position-override",
    "subscript-size-override",
    "superscript-position-override",
    "superscript-size-override",
    "unicode-range",
];

/// Source: CSS Counter Styles 3, section 2.
const COUNTER_STYLE: &[&str] =
    &["additive-symbols", "fallback", "negative", "pad", "prefix", "range", "speak-as", "suffix", "symbols", "system"];

/// Source: CSS Properties and Values 1, section 2.
const PROPERTY: &[&str] = &["inherits", "initial-value", "syntax"];
/// Source: CSS Fonts 4, section 9.
const PALETTE: &[&str] = &["base-palette", "font-family", "override-colors"];
/// Source: CSS View Transitions 2, section 3.
const VIEW_TRANSITION: &[&str] = &["navigation", "types"];

/// The kind of a block with this prelude inside one of another kind.
pub fn of(prelude: &str, parent: Option<CssBlockKind>) -> CssBlockKind {
    let Some(rest) = prelude.strip_prefix('@') else {
        return match parent {
            Some(CssBlockKind::Free) => CssBlockKind::Free,
            _ => CssBlockKind::Style,
        };
    };
    let name = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
    let name = name.to_ascii_lowercase();
    match name.as_str() {
        "media" | "supports" | "layer" | "container" | "scope" | "starting-style" | "position-try" => {
            CssBlockKind::Style
        }
        "keyframes" | "-webkit-keyframes" | "-moz-keyframes" | "-o-keyframes" => CssBlockKind::Keyframes,
        "page" => CssBlockKind::Page,
        "font-face" => CssBlockKind::Descriptors(FONT_FACE),
        "counter-style" => CssBlockKind::Descriptors(COUNTER_STYLE),
        "property" => CssBlockKind::Descriptors(PROPERTY),
        "font-palette-values" => CssBlockKind::Descriptors(PALETTE),
        "view-transition" => CssBlockKind::Descriptors(VIEW_TRANSITION),
        _ if parent == Some(CssBlockKind::Page) => CssBlockKind::Page,
        _ => CssBlockKind::Free,
    }
}
