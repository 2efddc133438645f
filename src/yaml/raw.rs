//! What `serde_yaml` reads, before places are known. Unlike its own `Value` it keeps every entry of a map, so that a
//! field that is set twice can be shown at both places.

use std::fmt;

use serde::de::{Deserialize, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor};

/// A value without a place.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Raw {
    Null,
    Bool(bool),
    Integer(i128),
    Float(f64),
    Text(String),
    List(Vec<Raw>),
    Map(Vec<(String, Raw)>),
}

/// What `serde_yaml` had to say. Its words are for programmers and stay here; only the line is used.
pub(super) struct Refused {
    /// From 0.
    pub line: Option<usize>,
}

/// Reads one document.
pub(super) fn read(text: &str) -> Result<Raw, Refused> {
    serde_yaml::from_str(text).map_err(|fault| Refused { line: fault.location().map(|at| at.line().saturating_sub(1)) })
}

/// A key, as typed: `12` and `true` are names too.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Key)
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Integer(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Integer(value.into()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Raw, E> {
        Ok(Raw::Integer(value))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Raw, E> {
        Ok(i128::try_from(value).map_or(Raw::Float(value as f64), Raw::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Raw, E> {
        Ok(Raw::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some((Key(key), value)) = entries.next_entry()? {
            map.push((key, value));
        }
        Ok(Raw::Map(map))
    }

    /// A tagged value. The outline has already reported tags that it saw; one it did not see is refused here.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Raw, A::Error> {
        let (_, contents) = data.variant::<Key>()?;
        contents.newtype_variant::<Raw>()?;
        Err(A::Error::custom("a tag"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        read(text).map_or_else(|refused| format!("line {:?}", refused.line), |raw| format!("{raw:?}"))
    }

    /// What we rely on, so that a change of the crate below shows here first.
    #[test]
    fn quirks_of_the_reader_below() {
        for (text, expected) in [
            ("a: yes", r#"Map([("a", Text("yes"))])"#),
            ("a: 007", r#"Map([("a", Text("007"))])"#),
            ("a: 17:30", r#"Map([("a", Text("17:30"))])"#),
            ("a: 1.10", r#"Map([("a", Float(1.1))])"#),
            ("a: +13108287757", r#"Map([("a", Integer(13108287757))])"#),
            ("a: 02134", r#"Map([("a", Text("02134"))])"#),
            ("a: 2026-02-30", r#"Map([("a", Text("2026-02-30"))])"#),
            ("a: ~", r#"Map([("a", Null)])"#),
            ("a:", r#"Map([("a", Null)])"#),
            ("a: 1\na: 2", r#"Map([("a", Integer(1)), ("a", Integer(2))])"#),
            ("12: x\ntrue: y", r#"Map([("12", Text("x")), ("true", Text("y"))])"#),
            (
                "a: 99999999999999999999999999999999999999",
                r#"Map([("a", Integer(99999999999999999999999999999999999999))])"#,
            ),
            ("a: &x 1\nb: *x", r#"Map([("a", Integer(1)), ("b", Integer(1))])"#),
            ("a: !x 1", "line Some(0)"),
            ("a: b: c", "line Some(0)"),
            ("a: 1\n---\nb: 2", "line None"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
