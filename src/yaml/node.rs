//! What YAML says: values in a tree, each with its place. Reads no text, and reports nothing.

use vertebra_base::span::Span;

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct YamlNode {
    pub kind: NodeKind,
    /// Bytes of the value in the file; of the key for an empty value.
    pub span: Span,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum NodeKind {
    #[default]
    Null,
    /// A plain `true` or `false`, and the text as typed.
    Bool(bool, String),
    /// A plain number, and the text as typed (`007`, `1.10`, `+13105550100`).
    Number(f64, String),
    Text(String),
    List(Vec<YamlNode>),
    /// In the order of the file, each key once.
    Map(Vec<MapEntry>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct MapEntry {
    pub key: String,
    pub key_span: Span,
    pub value: YamlNode,
}

impl YamlNode {
    /// The text as typed, for every kind of scalar; `None` for null, lists and maps.
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Text(text) | NodeKind::Bool(_, text) | NodeKind::Number(_, text) => Some(text),
            _ => None,
        }
    }

    /// The entries of a map.
    pub fn as_map(&self) -> Option<&[MapEntry]> {
        match &self.kind {
            NodeKind::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The items of a list.
    pub fn as_list(&self) -> Option<&[YamlNode]> {
        match &self.kind {
            NodeKind::List(items) => Some(items),
            _ => None,
        }
    }

    /// The value of a key, when this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&YamlNode> {
        self.as_map()?.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The same value at no place: for comparing what two texts say.
    pub fn without_places(&self) -> YamlNode {
        let kind = match &self.kind {
            NodeKind::List(items) => NodeKind::List(items.iter().map(YamlNode::without_places).collect()),
            NodeKind::Map(entries) => NodeKind::Map(
                entries
                    .iter()
                    .map(|it| MapEntry {
                        key: it.key.clone(),
                        key_span: Span::default(),
                        value: it.value.without_places(),
                    })
                    .collect(),
            ),
            kind => kind.clone(),
        };
        YamlNode { kind, span: Span::default() }
    }

    /// True when nothing was written.
    pub fn is_null(&self) -> bool {
        self.kind == NodeKind::Null
    }

    /// What a person would call this kind of value, for messages.
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            NodeKind::Null => "nothing",
            NodeKind::Bool(..) => "yes or no",
            NodeKind::Number(..) => "a number",
            NodeKind::Text(_) => "text",
            NodeKind::List(_) => "a list",
            NodeKind::Map(_) => "a group of fields",
        }
    }
}
