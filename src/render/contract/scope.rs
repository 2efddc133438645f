//! What the variables and blocks of templates are called, and which there are behind a choice. Tells of nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::ast::{Expr, Kind, Node};
use super::given::Scope;

/// Where the walk is.
pub struct Place<'a> {
    pub template: &'a str,
    pub scope: Scope,
    /// The blocks of the templates that extend each other, the nearest first.
    pub blocks: BTreeMap<&'a str, Vec<(&'a str, &'a [Node])>>,
    /// The block at hand, and how many of its kind stand before it.
    pub block: Option<(&'a str, usize)>,
    /// Components that are being followed: one that calls itself is followed once.
    pub inside: Vec<&'a str>,
    /// A component sees only its parameters.
    pub is_component: bool,
}

/// The variables behind a choice: what both ways leave.
pub fn merge(scope: &mut Scope, other: Scope) {
    for (name, shape) in other {
        let known = scope.remove(&name);
        scope.insert(name, known.map_or(shape.clone(), |known| known.or(shape)));
    }
}

/// The blocks of a template, at any depth.
pub fn gather_blocks<'a>(
    template: &'a str,
    nodes: &'a [Node],
    blocks: &mut BTreeMap<&'a str, Vec<(&'a str, &'a [Node])>>,
) {
    for node in nodes {
        match node {
            Node::Block { name, body } => {
                blocks.entry(name).or_default().push((template, body));
                gather_blocks(template, body, blocks);
            }
            Node::If { body, otherwise, .. } | Node::For { body, otherwise, .. } => {
                gather_blocks(template, body, blocks);
                gather_blocks(template, otherwise, blocks);
            }
            Node::Captured { body, .. } => gather_blocks(template, body, blocks),
            Node::Value(Expr { kind: Kind::Component { body, .. }, .. }) => gather_blocks(template, body, blocks),
            Node::Value(_) | Node::Set { .. } | Node::Include(_) => {}
        }
    }
}

/// The names that a template gives values to.
pub fn bound<'a>(nodes: &'a [Node], names: &mut BTreeSet<&'a str>) {
    for node in nodes {
        match node {
            Node::Value(Expr { kind: Kind::Component { body, .. }, .. }) => bound(body, names),
            Node::Value(_) | Node::Include(_) => {}
            Node::Set { name, .. } => _ = names.insert(name),
            Node::Captured { name, body, .. } => {
                names.extend(name.as_deref());
                bound(body, names);
            }
            Node::For { key, value, body, otherwise, .. } => {
                names.extend(key.as_deref());
                names.insert(value);
                bound(body, names);
                bound(otherwise, names);
            }
            Node::If { body, otherwise, .. } => {
                bound(body, names);
                bound(otherwise, names);
            }
            Node::Block { body, .. } => bound(body, names),
        }
    }
}
