//! What the variables and blocks of templates are called, and which there are behind a choice. Tells of nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::given::Scope;
use vertebra_template::{ExprKind, TemplateExpr, TemplateNode};

/// Where the walk is.
pub struct Place<'a> {
    pub template: &'a str,
    pub scope: Scope,
    /// The blocks of the templates that extend each other, the nearest first.
    pub blocks: BTreeMap<&'a str, Vec<(&'a str, &'a [TemplateNode])>>,
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
    nodes: &'a [TemplateNode],
    blocks: &mut BTreeMap<&'a str, Vec<(&'a str, &'a [TemplateNode])>>,
) {
    for node in nodes {
        match node {
            TemplateNode::Block { name, body } => {
                blocks.entry(name).or_default().push((template, body));
                gather_blocks(template, body, blocks);
            }
            TemplateNode::If { body, otherwise, .. } | TemplateNode::For { body, otherwise, .. } => {
                gather_blocks(template, body, blocks);
                gather_blocks(template, otherwise, blocks);
            }
            TemplateNode::Captured { body, .. } => gather_blocks(template, body, blocks),
            TemplateNode::Value(TemplateExpr { kind: ExprKind::Component { body, .. }, .. }) => {
                gather_blocks(template, body, blocks)
            }
            TemplateNode::Value(_) | TemplateNode::Set { .. } | TemplateNode::Include(_) => {}
        }
    }
}

/// The names that a template gives values to.
pub fn bound<'a>(nodes: &'a [TemplateNode], names: &mut BTreeSet<&'a str>) {
    for node in nodes {
        match node {
            TemplateNode::Value(TemplateExpr { kind: ExprKind::Component { body, .. }, .. }) => bound(body, names),
            TemplateNode::Value(_) | TemplateNode::Include(_) => {}
            TemplateNode::Set { name, .. } => _ = names.insert(name),
            TemplateNode::Captured { name, body, .. } => {
                names.extend(name.as_deref());
                bound(body, names);
            }
            TemplateNode::For { key, value, body, otherwise, .. } => {
                names.extend(key.as_deref());
                names.insert(value);
                bound(body, names);
                bound(otherwise, names);
            }
            TemplateNode::If { body, otherwise, .. } => {
                bound(body, names);
                bound(otherwise, names);
            }
            TemplateNode::Block { body, .. } => bound(body, names),
        }
    }
}
