//! Whether a value fits a JSON Schema: as much of draft-07 as the schemas of the program use, and a panic at anything else.
//!
//! Source: JSON Schema Validation, draft-07, section 6.

use regex_lite::Regex;
use serde_json::{Map, Value};

/// Says nothing about the value.
const REMARKS: [&str; 11] = [
    "$schema",
    "$comment",
    "title",
    "description",
    "examples",
    "default",
    "definitions",
    "enumDescriptions",
    "markdownEnumDescriptions",
    "patternErrorMessage",
    "errorMessage",
];

/// The first rule that a value breaks, with the place of the value; `None` if it fits.
pub fn refusal(schema: &Value, value: &Value) -> Option<String> {
    Checker { root: schema }.refusal(schema, value, "")
}

struct Checker<'a> {
    root: &'a Value,
}

impl Checker<'_> {
    fn fits(&self, schema: &Value, value: &Value) -> bool {
        self.refusal(schema, value, "").is_none()
    }

    fn refusal(&self, schema: &Value, value: &Value, at: &str) -> Option<String> {
        let rules = match schema {
            Value::Object(rules) => rules,
            Value::Bool(true) => return None,
            _ => return Some(format!("{at}: nothing is taken here")),
        };
        // What stands beside a reference counts for nothing.
        if let Some(name) = rules.get("$ref") {
            let pointer = name.as_str().and_then(|name| name.strip_prefix('#')).expect("a reference inside");
            return self.refusal(self.root.pointer(pointer).expect("a definition"), value, at);
        }
        rules.iter().find_map(|(rule, says)| self.broken(rules, (rule, says), value, at))
    }

    fn broken(
        &self,
        rules: &Map<String, Value>,
        (rule, says): (&str, &Value),
        value: &Value,
        at: &str,
    ) -> Option<String> {
        let list = || says.as_array().expect("a list");
        let least = || says.as_u64().expect("a count") as usize;
        let holds = match rule {
            "type" => says.as_array().map_or_else(|| is(says, value), |all| all.iter().any(|name| is(name, value))),
            "enum" => list().contains(value),
            "const" => says == value,
            "pattern" => value.as_str().is_none_or(|text| matches(says, text)),
            "minLength" => value.as_str().is_none_or(|text| text.chars().count() >= least()),
            "minimum" => value.as_f64().is_none_or(|number| says.as_f64().is_some_and(|least| number >= least)),
            "minItems" => value.as_array().is_none_or(|items| items.len() >= least()),
            "minProperties" => value.as_object().is_none_or(|entries| entries.len() >= least()),
            "required" => value
                .as_object()
                .is_none_or(|it| list().iter().all(|name| it.contains_key(name.as_str().expect("a name")))),
            "anyOf" => list().iter().any(|one| self.fits(one, value)),
            "if" => !self.fits(says, value) || rules.get("then").is_none_or(|then| self.fits(then, value)),
            "then" => true,
            "allOf" => return list().iter().find_map(|one| self.refusal(one, value, at)),
            "items" => {
                return value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .find_map(|item| self.refusal(says, item, &format!("{at}[]")));
            }
            "propertyNames" => {
                value.as_object().is_none_or(|it| it.keys().all(|key| self.fits(says, &Value::from(key.as_str()))))
            }
            "properties" => {
                let entries = value.as_object().into_iter().flatten();
                let mut known = entries.filter_map(|(key, value)| Some((key, says.get(key)?, value)));
                return known.find_map(|(key, says, value)| self.refusal(says, value, &format!("{at}.{key}")));
            }
            "additionalProperties" => {
                let known = |key: &str| rules.get("properties").is_some_and(|all| all.get(key).is_some());
                let mut others = value.as_object().into_iter().flatten().filter(|(key, _)| !known(key));
                return others.find_map(|(key, value)| self.refusal(says, value, &format!("{at}.{key}")));
            }
            remark if REMARKS.contains(&remark) => true,
            rule => panic!("nobody knows the rule {rule}"),
        };
        (!holds).then(|| format!("{at}: {value} breaks {rule} {says}"))
    }
}

fn is(name: &Value, value: &Value) -> bool {
    match name.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("string") => value.is_string(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        Some("number") => value.is_number(),
        Some("integer") => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        _ => panic!("nobody knows the type {name}"),
    }
}

fn matches(pattern: &Value, text: &str) -> bool {
    Regex::new(pattern.as_str().expect("a pattern")).expect("a pattern that can be read").is_match(text)
}
