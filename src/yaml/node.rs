//! What YAML says: values in a tree, each with its place. Reads no text, and reports nothing.

use vertebra_base::span::Span;

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Node {
    pub kind: Kind,
    /// Bytes of the value in the file; of the key for an empty value.
    pub span: Span,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Kind {
    #[default]
    Null,
    /// A plain `true` or `false`, and the text as typed.
    Bool(bool, String),
    /// A plain number, and the text as typed (`007`, `1.10`, `+13105550100`).
    Number(f64, String),
    Text(String),
    List(Vec<Node>),
    /// In the order of the file, each key once.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub key: String,
    pub key_span: Span,
    pub value: Node,
}

impl Node {
    /// The text as typed, for every kind of scalar; `None` for null, lists and maps.
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) | Kind::Bool(_, text) | Kind::Number(_, text) => Some(text),
            _ => None,
        }
    }

    /// The entries of a map.
    pub fn as_map(&self) -> Option<&[Entry]> {
        match &self.kind {
            Kind::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The items of a list.
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.kind {
            Kind::List(items) => Some(items),
            _ => None,
        }
    }

    /// The value of a key, when this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_map()?.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The same value at no place: for comparing what two texts say.
    pub fn without_places(&self) -> Node {
        let kind = match &self.kind {
            Kind::List(items) => Kind::List(items.iter().map(Node::without_places).collect()),
            Kind::Map(entries) => Kind::Map(
                entries
                    .iter()
                    .map(|it| Entry {
                        key: it.key.clone(),
                        key_span: Span::default(),
                        value: it.value.without_places(),
                    })
                    .collect(),
            ),
            kind => kind.clone(),
        };
        Node { kind, span: Span::default() }
    }

    /// True when nothing was written.
    pub fn is_null(&self) -> bool {
        self.kind == Kind::Null
    }

    /// What a person would call this kind of value, for messages.
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            Kind::Null => "nothing",
            Kind::Bool(..) => "yes or no",
            Kind::Number(..) => "a number",
            Kind::Text(_) => "text",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a group of fields",
        }
    }
}
