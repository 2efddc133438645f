//! Fingerprints of values and of data: of what they mean, never of where it stands.

use tera::Value;

use vertebra_base::fingerprint::Fingerprinter;
use vertebra_yaml::{NodeKind, YamlNode};

/// A value of a data file, without its places.
pub fn node(all: &mut Fingerprinter, node: &YamlNode) {
    match &node.kind {
        NodeKind::Null => _ = all.number(0),
        NodeKind::Bool(flag, text) => _ = all.number(1).flag(*flag).text(text),
        NodeKind::Number(_, text) => _ = all.number(2).text(text),
        NodeKind::Text(text) => _ = all.number(3).text(text),
        NodeKind::List(items) => {
            all.number(4).number(items.len() as u64);
            items.iter().for_each(|item| self::node(all, item));
        }
        NodeKind::Map(entries) => {
            all.number(5).number(entries.len() as u64);
            for entry in entries {
                all.text(&entry.key);
                self::node(all, &entry.value);
            }
        }
    }
}

/// A value as templates see it.
pub fn value(all: &mut Fingerprinter, it: &Value) {
    if let Some(text) = it.as_str() {
        all.number(1).flag(it.is_safe()).text(text);
    } else if let Some(map) = it.as_map() {
        all.number(2).number(map.len() as u64);
        for (key, inner) in map {
            match key.as_str() {
                Some(key) => _ = all.text(key),
                None => _ = all.text(&format!("{key:?}")),
            }
            value(all, inner);
        }
    } else if let Some(items) = it.as_array() {
        all.number(3).number(items.len() as u64);
        items.iter().for_each(|item| value(all, item));
    } else if let Some(flag) = it.as_bool() {
        all.number(4).flag(flag);
    } else if let Some(number) = it.as_i64() {
        all.number(5).number(number as u64);
    } else {
        all.number(6).text(&it.to_string()).flag(it.is_none());
    }
}
