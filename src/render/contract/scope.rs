//! What the variables and blocks of templates are called, and which there are behind a choice. Tells of nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::given::Scope;
use vertebra_template::{TemplateNode, TemplatePart, visit};

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

impl<'a> Place<'a> {
    /// At the beginning of a template.
    pub fn new(template: &'a str, scope: Scope) -> Self {
        Place { template, scope, blocks: BTreeMap::new(), block: None, inside: Vec::new(), is_component: false }
    }
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
    visit(nodes, &mut |part| {
        if let TemplatePart::Node(TemplateNode::Block { name, body }) = part {
            blocks.entry(name).or_default().push((template, body));
        }
    });
}

/// The names that a template gives values to.
pub fn bound<'a>(nodes: &'a [TemplateNode], names: &mut BTreeSet<&'a str>) {
    visit(nodes, &mut |part| match part {
        TemplatePart::Node(TemplateNode::Set { name, .. }) => _ = names.insert(name),
        TemplatePart::Node(TemplateNode::Captured { name, .. }) => names.extend(name.as_deref()),
        TemplatePart::Node(TemplateNode::For { key, value, .. }) => {
            names.extend(key.as_deref());
            names.insert(value);
        }
        _ => {}
    });
}
