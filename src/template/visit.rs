//! The way through a tree, in the order in which it is written, and what is gathered on it. Judges nothing.

use std::collections::BTreeSet;
use std::ops::Range;

use super::ast::{ComponentDefinition, ExprKind, TemplateExpr, TemplateNode, TemplateTree};
use vertebra_base::span::Span;

/// What is met on the way.
#[derive(Debug, Clone, Copy)]
pub enum TemplatePart<'t> {
    Node(&'t TemplateNode),
    Value(&'t TemplateExpr),
}

type See<'s, 't> = &'s mut dyn FnMut(TemplatePart<'t>);

/// Shows some nodes and all that they hold, each before what it holds.
pub fn visit<'t>(nodes: &'t [TemplateNode], see: See<'_, 't>) {
    visit_without(&BTreeSet::new(), nodes, see);
}

/// The same without some blocks, by their names, and what they hold.
pub fn visit_without<'t>(blocks: &BTreeSet<&str>, nodes: &'t [TemplateNode], see: See<'_, 't>) {
    for node in nodes {
        see(TemplatePart::Node(node));
        match node {
            TemplateNode::Text(_) | TemplateNode::Include(..) => {}
            TemplateNode::Value(value) | TemplateNode::Set { value, .. } => inside(value, see),
            TemplateNode::Captured { filters, body, .. } => {
                filters.iter().for_each(|filter| inside(filter, see));
                visit_without(blocks, body, see);
            }
            TemplateNode::For { target, body, otherwise, .. } => {
                inside(target, see);
                visit_without(blocks, body, see);
                visit_without(blocks, otherwise, see);
            }
            TemplateNode::If { condition, body, otherwise } => {
                inside(condition, see);
                visit_without(blocks, body, see);
                visit_without(blocks, otherwise, see);
            }
            TemplateNode::Block { name, .. } if blocks.contains(name.as_str()) => {}
            TemplateNode::Block { body, .. } => visit_without(blocks, body, see),
        }
    }
}

/// Shows a value and those that it is made of.
fn inside<'t>(value: &'t TemplateExpr, see: See<'_, 't>) {
    see(TemplatePart::Value(value));
    value.parts().into_iter().for_each(|part| inside(part, see));
    if let ExprKind::Component { body, .. } = &value.kind {
        visit(body, see);
    }
}

impl TemplateExpr {
    /// The values that this one is directly made of.
    pub fn parts(&self) -> Vec<&TemplateExpr> {
        match &self.kind {
            ExprKind::Text(_) | ExprKind::Nothing | ExprKind::Var(_) => Vec::new(),
            ExprKind::Plain(parts) | ExprKind::Unknown(parts) | ExprKind::Either(parts) | ExprKind::List(parts) => {
                parts.iter().collect()
            }
            ExprKind::Key { of, .. } => vec![of],
            ExprKind::Item { of, index, .. } => vec![of, index],
            ExprKind::Part { of, bounds } => std::iter::once(&**of).chain(bounds).collect(),
            ExprKind::Filter { of, arguments, .. } | ExprKind::Test { of, arguments, .. } => {
                std::iter::once(&**of).chain(arguments.iter().map(|argument| &argument.value)).collect()
            }
            ExprKind::Call { arguments, .. } | ExprKind::Component { arguments, .. } => {
                arguments.iter().map(|argument| &argument.value).collect()
            }
            ExprKind::Map(entries) => entries.iter().map(|(_, value)| value).collect(),
            ExprKind::Comprehension(all) => [&all.item, &all.target].into_iter().chain(&all.condition).collect(),
        }
    }
}

impl TemplateTree {
    /// Shows all that a template holds, its components included.
    pub fn visit<'t>(&'t self, see: See<'_, 't>) {
        visit(&self.nodes, see);
        self.components.iter().for_each(|component| component.visit(see));
    }

    /// The component of a name, if it is defined here.
    pub fn component(&self, name: &str) -> Option<&ComponentDefinition> {
        self.components.iter().find(|component| component.name == name)
    }

    /// The names of the blocks, in their order.
    pub fn blocks(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.visit(&mut |part| {
            if let TemplatePart::Node(TemplateNode::Block { name, .. }) = part {
                names.push(name.as_str());
            }
        });
        names
    }

    /// Every text that stands in quotation marks inside of marks.
    pub fn texts(&self) -> BTreeSet<&str> {
        let mut texts: BTreeSet<&str> = self.parent.iter().map(|(name, _)| name.as_str()).collect();
        self.visit(&mut |part| match part {
            TemplatePart::Node(TemplateNode::Include(text, _))
            | TemplatePart::Value(TemplateExpr { kind: ExprKind::Text(text), .. }) => _ = texts.insert(text),
            TemplatePart::Value(TemplateExpr { kind: ExprKind::Map(entries), .. }) => {
                texts.extend(entries.iter().filter_map(|(key, _)| Some(key.as_ref()?.0.as_str())));
            }
            _ => {}
        });
        texts
    }
}

impl ComponentDefinition {
    /// Shows all that a component holds.
    pub fn visit<'t>(&'t self, see: See<'_, 't>) {
        let defaults = self.parameters.iter().filter_map(|parameter| parameter.default.as_ref());
        defaults.chain(&self.metadata).for_each(|value| inside(value, see));
        visit(&self.body, see);
    }
}

/// Whether some nodes call a function.
pub fn calls(nodes: &[TemplateNode], function: &str) -> bool {
    let mut found = false;
    visit(nodes, &mut |part| found |= is_call(part, function));
    found
}

/// Whether a part is a call of a function.
pub fn is_call(part: TemplatePart, function: &str) -> bool {
    matches!(part, TemplatePart::Value(TemplateExpr { kind: ExprKind::Call { name, .. }, .. }) if name == function)
}

/// What a template or a part of one is woven of.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct TemplateUses<'t> {
    /// The templates that it includes.
    pub included: BTreeSet<&'t str>,
    /// The components that it calls.
    pub components: BTreeSet<&'t str>,
}

impl<'t> TemplateUses<'t> {
    /// Adds what is met on the way.
    pub fn add(&mut self, part: TemplatePart<'t>) {
        match part {
            TemplatePart::Node(TemplateNode::Include(name, _)) => _ = self.included.insert(name),
            TemplatePart::Value(TemplateExpr { kind: ExprKind::Component { name, .. }, .. }) => {
                self.components.insert(name);
            }
            _ => {}
        }
    }
}

/// What some nodes write, as far as it is known before they are rendered.
#[derive(Debug, Default)]
pub struct TemplateOutput<'t> {
    /// The text that stands there, with `UNKNOWN` for each value.
    pub html: String,
    pub uses: TemplateUses<'t>,
    /// Where stretches of the text begin, and where they stand in it.
    places: Vec<(usize, Span)>,
}

impl<'t> TemplateOutput<'t> {
    /// Stands for what is only known when a template is rendered; no text holds such a character.
    pub const UNKNOWN: char = '\u{fdd2}';

    /// Adds what nodes of a text write, but for some blocks.
    pub fn add(&mut self, text: &str, nodes: &'t [TemplateNode], without: &BTreeSet<&str>) {
        visit_without(without, nodes, &mut |part| {
            match part {
                TemplatePart::Node(TemplateNode::Text(span)) => {
                    self.places.push((self.html.len(), *span));
                    self.html += text.get(span.range()).unwrap_or_default();
                }
                TemplatePart::Node(TemplateNode::Value(_)) => self.html.push(Self::UNKNOWN),
                _ => {}
            }
            self.uses.add(part);
        });
    }

    /// Where a part of what was added last stands in its text, if it begins and ends there.
    pub fn span(&self, part: &Range<usize>) -> Option<Span> {
        let place = |at: usize| {
            let (start, span) = self.places.iter().rfind(|(start, _)| *start <= at)?;
            Some(span.start as usize + at - start).filter(|at| *at <= span.end as usize)
        };
        Some(Span::new(place(part.start)?, place(part.end)?)).filter(|span| span.start < span.end)
    }
}
