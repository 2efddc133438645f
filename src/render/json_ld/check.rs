//! What readers of structured data ask for and a graph does not say.

use serde_json::{Map, Value};

use vertebra_schema::schema_org::VOCABULARY;

/// A property that a node lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The type of the node.
    pub kind: String,
    pub property: String,
    /// Without it readers ignore the node; else they would only have liked to see it.
    pub is_required: bool,
    /// The front matter field that would give it.
    pub from: Option<String>,
}

/// What the nodes lack, each with all that stands inside them.
pub fn missing(nodes: &[Value]) -> Vec<Missing> {
    let mut found = Vec::new();
    nodes.iter().for_each(|node| look(node, &mut found));
    found
}

fn look(value: &Value, found: &mut Vec<Missing>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| look(item, found)),
        Value::Object(node) => {
            if !is_reference(node) {
                of_node(node, found);
            }
            node.values().for_each(|inner| look(inner, found));
        }
        _ => {}
    }
}

/// A few words about something that is described elsewhere.
fn is_reference(node: &Map<String, Value>) -> bool {
    node.keys().all(|key| matches!(key.as_str(), "@type" | "@id" | "name" | "url"))
}

fn of_node(node: &Map<String, Value>, found: &mut Vec<Missing>) {
    let Some(kind) = node.get("@type").and_then(Value::as_str) else { return };
    let mut lacks = |property: &str, is_required: bool, from: Option<&str>| {
        let path: Vec<&str> = property.split('.').collect();
        if !has(node, &path) {
            let (property, from) = (property.to_owned(), from.map(str::to_owned));
            found.push(Missing { kind: kind.to_owned(), property, is_required, from });
        }
    };
    VOCABULARY.required(kind).for_each(|property| lacks(property, true, None));
    VOCABULARY.recommended(kind).for_each(|(property, from)| lacks(property, false, from));
}

/// Whether each of the values that a path leads to is there.
fn has(node: &Map<String, Value>, path: &[&str]) -> bool {
    let Some((first, rest)) = path.split_first() else { return true };
    let inside = |value: &Value| match value {
        Value::Object(node) => rest.is_empty() || is_id(node) || has(node, rest),
        Value::Null => false,
        Value::String(text) => rest.is_empty() && !text.is_empty(),
        _ => rest.is_empty(),
    };
    match node.get(*first) {
        Some(Value::Array(values)) => !values.is_empty() && values.iter().all(inside),
        Some(value) => inside(value),
        None => false,
    }
}

/// Only an id: the rest is said elsewhere.
fn is_id(node: &Map<String, Value>) -> bool {
    node.len() == 1 && node.contains_key("@id")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(node: Value) -> Vec<String> {
        let line = |it: Missing| format!("{}.{}{}", it.kind, it.property, if it.is_required { "!" } else { "" });
        missing(&[node]).into_iter().map(line).filter(|line| line.ends_with('!')).collect()
    }

    #[test]
    fn what_is_required_is_looked_for_in_every_value() {
        let list = |steps: Value| json!({"@type": "BreadcrumbList", "itemListElement": steps});
        assert_eq!(told(list(json!([{"position": 1, "name": "Home"}]))), Vec::<String>::new());
        assert_eq!(
            told(list(json!([{"position": 1, "name": "Home"}, {"position": 2}]))),
            ["BreadcrumbList.itemListElement.name!"]
        );
        assert_eq!(told(list(json!([]))).len(), 2);
    }

    #[test]
    fn what_stands_inside_is_looked_at_and_references_are_not() {
        let inside = json!({"@type": "WebPage", "about": {"@type": "MedicalClinic", "name": "A", "telephone": "+1"}});
        assert_eq!(told(inside), ["MedicalClinic.address!"]);
        let reference = json!({"@type": "WebPage", "about": {"@type": "MedicalClinic", "@id": "x", "name": "A"}});
        assert_eq!(told(reference), Vec::<String>::new());
    }
}
