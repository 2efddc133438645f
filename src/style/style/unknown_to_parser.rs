//! What is valid CSS though the parser cannot read it, and which functions it reads so well that its word counts.
//!
//! Found by making values from the grammars of the CSS specifications and asking the parser for each.

/// Colors by numbers.
pub const COLOR_FUNCTIONS: [&str; 8] = ["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklch"];

/// Other functions that the parser knows in every form that browsers do.
const FUNCTIONS: [&str; 23] = [
    "blur",
    "calc",
    "clamp",
    "cubic-bezier",
    "linear-gradient",
    "max",
    "min",
    "minmax",
    "radial-gradient",
    "repeat",
    "rotate",
    "rotatex",
    "rotatey",
    "rotatez",
    "scale",
    "scalex",
    "scaley",
    "steps",
    "translate",
    "translate3d",
    "translatex",
    "translatey",
    "url",
];

/// Properties whose values the parser reads only in part.
const PROPERTIES: [&str; 14] = [
    "caret",
    "color-scheme",
    "composes",
    "font-palette",
    "grid",
    "grid-template",
    "mask-border",
    "perspective-origin",
    "src",
    "text-decoration",
    "text-overflow",
    "transform-origin",
    "transition-property",
    "will-change",
];

/// Words that are valid in properties whose names begin like this.
const WORDS: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "anchor-center",
            "border-area",
            "hairline",
            "hand",
            "legacy",
            "math",
            "math-auto",
            "repeat-block",
            "repeat-inline",
            "subgrid",
            "x-end",
            "x-start",
            "y-end",
            "y-start",
        ],
    ),
    ("animation", &["auto"]),
    ("background-position", &["start", "end", "block-start", "block-end", "inline-start", "inline-end"]),
    ("box-shadow", &["none"]),
    ("container", &["scroll-state", "anchored"]),
    (
        "display",
        &[
            "grid-lanes",
            "inline-grid-lanes",
            "run-in",
            "ruby-base",
            "ruby-text",
            "ruby-base-container",
            "ruby-text-container",
            "math",
        ],
    ),
    ("flex", &["balance", "contain", "content", "min-content", "max-content", "fit-content", "stretch"]),
    ("font", &["caption", "icon", "menu", "message-box", "small-caption", "status-bar"]),
    ("grid-area", &["span"]),
    ("grid-auto-flow", &["dense"]),
    ("grid-column", &["span"]),
    ("grid-row", &["span"]),
    ("image-rendering", &["pixelated", "crisp-edges", "smooth", "high-quality", "optimizequality", "optimizespeed"]),
    ("letter-spacing", &["%"]),
    ("outline", &["auto"]),
    ("overflow", &["overlay"]),
    ("text-shadow", &["none"]),
    ("transform-style", &["preserve-3d"]),
    ("transition", &["allow-discrete", "normal"]),
    ("white-space", &["preserve", "preserve-breaks", "preserve-spaces", "break-spaces", "wrap", "collapse", "discard"]),
    ("word-break", &["break-word", "auto-phrase"]),
    ("word-spacing", &["%"]),
];

/// Whether the parser knows all forms of a function, by its name in small letters.
pub fn is_known_function(name: &str) -> bool {
    FUNCTIONS.contains(&name) || COLOR_FUNCTIONS.contains(&name)
}

/// Whether a value with these words may be valid for a property though the parser does not read it.
pub fn allows(property: &str, words: &[String]) -> bool {
    let allowed = |(begins, valid): &(&str, &[&str])| {
        let is_valid = |word: &String| valid.contains(&word.as_str()) || word.ends_with('%') && valid.contains(&"%");
        property.starts_with(begins) && words.iter().any(is_valid)
    };
    PROPERTIES.contains(&property) || WORDS.iter().any(allowed)
}

/// Whether a number other than zero is never a value of a property, nor part of one: it must have a unit.
pub fn takes_lengths_only(property: &str) -> bool {
    const GROUPS: [&str; 6] = ["margin", "padding", "inset", "scroll-margin", "scroll-padding", "outline"];
    const NAMES: [&str; 29] = [
        "width",
        "height",
        "min-width",
        "min-height",
        "max-width",
        "max-height",
        "inline-size",
        "block-size",
        "min-inline-size",
        "min-block-size",
        "max-inline-size",
        "max-block-size",
        "top",
        "right",
        "bottom",
        "left",
        "gap",
        "row-gap",
        "column-gap",
        "font-size",
        "letter-spacing",
        "word-spacing",
        "text-indent",
        "border-spacing",
        "column-width",
        "flex-basis",
        "border",
        "box-shadow",
        "text-shadow",
    ];
    let in_group = |group: &&str| {
        let rest = property.strip_prefix(*group);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    let of_border = property.starts_with("border-")
        && (property.ends_with("-width") || property.ends_with("-radius"))
        && !property.contains("image");
    NAMES.contains(&property) || of_border || GROUPS.iter().any(in_group)
}
