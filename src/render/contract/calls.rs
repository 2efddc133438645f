//! What may be called in templates: filters and tests with their arguments, and what filters give. The functions of
//! Vertebra have theirs in `functions`.

use super::shape::ValueShape;

/// Something that can be called.
#[derive(Debug, Clone)]
pub struct Callable {
    pub name: &'static str,
    /// By name; `true` for those that every call needs.
    pub arguments: Vec<(&'static str, bool)>,
    /// It takes any other argument too.
    pub takes_more: bool,
    pub gives: ValueShape,
}

impl Callable {
    /// Of a row of a table: arguments with a `!` behind those that are needed, `…` for any other; and a shape.
    pub fn of((name, arguments, gives): (&'static str, &'static str, &'static str)) -> Self {
        let words = arguments.split_whitespace().filter(|word| *word != "…");
        let arguments_of = words.map(|word| (word.trim_end_matches('!'), word.ends_with('!'))).collect();
        Callable {
            name, arguments: arguments_of, takes_more: arguments.contains('…'), gives: ValueShape::parse(gives)
        }
    }
}

/// Functions of Tera. Source: Tera 2, `functions.rs`.
pub const TERA_FUNCTIONS: &[(&str, &str, &str)] =
    &[("range", "start end! step_by", "[]"), ("throw", "message!", ""), ("super", "", "")];

/// Filters of Tera and our own. `=` stands for what the filter is given, `*` for an item of it. Source: Tera 2,
/// `filters.rs`.
pub const FILTERS: &[(&str, &str, &str)] = &[
    ("absolute", "", ""),
    ("date", "format lang", ""),
    ("json", "", ""),
    ("markdown", "", ""),
    ("slugify", "", ""),
    ("abs", "", ""),
    ("capitalize", "", ""),
    ("default", "value! boolean", "?"),
    ("escape", "", ""),
    ("escape_html", "", ""),
    ("escape_xml", "", ""),
    ("first", "", "*"),
    ("float", "", ""),
    ("get", "key! default", "?"),
    ("group_by", "attribute!", "?"),
    ("indent", "width indentation first blank", ""),
    ("int", "base", ""),
    ("join", "sep", ""),
    ("keys", "", "[]"),
    ("last", "", "*"),
    ("length", "", ""),
    ("lower", "", ""),
    ("newlines_to_br", "", ""),
    ("nth", "n!", "*"),
    ("pairs", "", "?"),
    ("pluralize", "singular plural", ""),
    ("replace", "from! to!", ""),
    ("reverse", "", "="),
    ("round", "method precision", ""),
    ("safe", "", ""),
    ("sort", "attribute", "="),
    ("split", "pat!", "[]"),
    ("str", "", ""),
    ("title", "", ""),
    ("trim", "pat", ""),
    ("trim_end", "pat", ""),
    ("trim_start", "pat", ""),
    ("truncate", "length! end", ""),
    ("unique", "", "="),
    ("upper", "", ""),
    ("values", "", "?"),
    ("wordcount", "", ""),
];

/// Tests of Tera. Source: Tera 2, `tests.rs`.
pub const TESTS: &[(&str, &str, &str)] = &[
    ("array", "", ""),
    ("bool", "", ""),
    ("containing", "pat!", ""),
    ("defined", "", ""),
    ("divisible_by", "divisor!", ""),
    ("ending_with", "pat!", ""),
    ("even", "", ""),
    ("float", "", ""),
    ("integer", "", ""),
    ("iterable", "", ""),
    ("map", "", ""),
    ("none", "", ""),
    ("number", "", ""),
    ("odd", "", ""),
    ("starting_with", "pat!", ""),
    ("string", "", ""),
    ("undefined", "", ""),
];
