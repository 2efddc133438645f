//! What a page describes: a clinic with its address, its telephone and its hours, as far as they are known.

use serde_json::{Map, Value};

use super::node::{JsonLdNode, reference};
use super::seen::{Described, VisibleFacts};

impl Described {
    /// The id under which every page speaks of it.
    pub fn id(&self) -> String {
        format!("{}#{}", self.page, self.word)
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.properties.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

/// The whole node, on the page about it.
pub fn node(thing: &Described, seen: &VisibleFacts) -> Value {
    let mut node = JsonLdNode::new(&thing.kind, Some(thing.id()));
    for (name, value) in &thing.properties {
        match name.split_once('.') {
            None => _ = node.put(name, value.clone()),
            Some((part, inner)) => put_inside(&mut node.0, part, inner, value.clone()),
        }
    }
    node.maybe("contactPoint", contact_point(thing));
    node.put("mainEntityOfPage", reference(&seen.url, "webpage"));
    node.into()
}

/// Only its name and where to read about it, on other pages.
pub fn mention(thing: &Described) -> Value {
    let mut node = JsonLdNode::new(&thing.kind, Some(thing.id()));
    node.maybe("name", thing.get("name").cloned()).put("url", thing.page.as_str());
    node.into()
}

/// How to reach it by telephone.
pub fn contact_point(thing: &Described) -> Option<Value> {
    let telephone = thing.get("telephone")?;
    let mut node = JsonLdNode::new("ContactPoint", Some(format!("{}#telephone", thing.page)));
    node.maybe("name", thing.get("name").cloned()).put("telephone", telephone.clone());
    Some(node.into())
}

/// `address.postalCode` stands inside the address.
fn put_inside(map: &mut Map<String, Value>, part: &str, inner: &str, value: Value) {
    let kind = if part == "geo" { "GeoCoordinates" } else { "PostalAddress" };
    let whole = map.entry(part).or_insert_with(|| JsonLdNode::new(kind, None).into());
    if let Value::Object(whole) = whole {
        whole.insert(inner.to_owned(), value);
    }
}
