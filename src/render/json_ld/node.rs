//! A node of the graph, and references to others.

use serde_json::{Map, Value, json};

/// A node that is made property by property, in the order in which they are put.
#[derive(Default)]
pub struct JsonLdNode(pub Map<String, Value>);

impl JsonLdNode {
    pub fn new(kind: &str, id: Option<String>) -> Self {
        let mut node = JsonLdNode::default();
        node.put("@type", kind).maybe("@id", id);
        node
    }

    pub fn put(&mut self, name: &str, value: impl Into<Value>) -> &mut Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// Puts what is known.
    pub fn maybe(&mut self, name: &str, value: Option<impl Into<Value>>) -> &mut Self {
        match value {
            Some(value) => self.put(name, value),
            None => self,
        }
    }

    /// Puts a list that holds something; one value stands alone.
    pub fn list(&mut self, name: &str, mut values: Vec<Value>) -> &mut Self {
        match values.len() {
            0 => self,
            1 => self.put(name, values.remove(0)),
            _ => self.put(name, values),
        }
    }
}

impl From<JsonLdNode> for Value {
    fn from(node: JsonLdNode) -> Value {
        Value::Object(node.0)
    }
}

/// Another node by its id: a part of an address.
pub fn reference(url: &str, part: &str) -> Value {
    json!({"@id": format!("{url}#{part}")})
}
