//! The way through a template as it is rendered: which variables there are, and what values are. Includes and components
//! are followed with what they are given; both branches of a choice are taken.

use std::collections::{BTreeMap, BTreeSet};

use super::calls::{Callable, FILTERS, TERA_FUNCTIONS, TESTS};
use super::given::{OTHERS, PAGE, Scope, TemplateSources};
use super::names::{self, Told};
use super::scope::{Place, bound as bind, gather_blocks, merge};
use super::shape::{Objects, ValueShape, objects};
use super::strings;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::span::Span;
use vertebra_site::Site;
use vertebra_template::{
    CallArgument, ComponentDefinition, ExprKind, ListComprehension, TemplateExpr, TemplateNode, TemplateTree,
};

/// Templates and everything that they may name.
pub struct Checker<'a> {
    pub site: &'a Site,
    sources: &'a TemplateSources,
    trees: &'a BTreeMap<&'a str, &'a TemplateTree>,
    components: BTreeMap<&'a str, (&'a str, &'a ComponentDefinition)>,
    functions: Vec<Callable>,
    filters: Vec<Callable>,
    tests: Vec<Callable>,
    objects: Objects,
    /// Every name that some template gives a value.
    bound: BTreeSet<&'a str>,
    seen: BTreeSet<&'a str>,
    /// Keys that a template has asked for with `?.`: it knows that they may be missing.
    guarded: BTreeSet<(&'a str, String)>,
    told: Told,
}

impl<'a> Checker<'a> {
    pub fn new(site: &'a Site, sources: &'a TemplateSources, trees: &'a BTreeMap<&'a str, &'a TemplateTree>) -> Self {
        let mut components = BTreeMap::new();
        let mut bound: BTreeSet<&str> = PAGE.iter().map(|(name, _)| *name).chain(["loop", "body"]).collect();
        bound.extend(OTHERS.iter().flat_map(|(_, given)| given.iter().map(|(name, _)| *name)));
        for (name, tree) in trees {
            bind(&tree.nodes, &mut bound);
            for component in &tree.components {
                components.insert(component.name.as_str(), (*name, component));
                bound.extend(component.parameters.iter().map(|parameter| parameter.name.as_str()));
                bound.extend(component.rest.as_deref());
                bind(&component.body, &mut bound);
            }
        }
        let all =
            |rows: &[(&'static str, &'static str, &'static str)]| rows.iter().copied().map(Callable::of).collect();
        let mut functions: Vec<Callable> = all(TERA_FUNCTIONS);
        functions.extend(crate::functions::declared().map(Callable::of));
        Checker {
            site,
            sources,
            trees,
            components,
            functions,
            filters: all(FILTERS),
            tests: all(TESTS),
            objects: objects(site),
            bound,
            seen: BTreeSet::new(),
            guarded: BTreeSet::new(),
            told: Told::default(),
        }
    }

    /// What was found, in order.
    pub fn told(self) -> Vec<Diagnostic> {
        self.told.finish(self.sources)
    }

    /// Whether a template was walked through already.
    pub fn has_seen(&self, name: &str) -> bool {
        self.seen.contains(name)
    }

    /// Walks through a template that a job renders.
    pub fn root(&mut self, name: &str, given: &[(&str, &str)]) {
        let Some((name, tree)) = self.trees.get_key_value(name) else { return };
        let scope = given.iter().map(|(name, shape)| ((*name).to_owned(), ValueShape::parse(shape))).collect();
        let mut place = Place::new(name, scope);
        self.extended(name, tree, &mut place);
    }

    /// Walks through every component as text calls it: with values of which nothing is known.
    pub fn components(&mut self) {
        for (name, component) in self.components.values().copied().collect::<Vec<_>>() {
            let scope =
                component.parameters.iter().map(|parameter| (parameter.name.clone(), ValueShape::Any)).collect();
            self.component(name, component, scope, &[]);
        }
    }

    /// A template with those that it extends: the farthest is rendered, with the blocks of the nearest.
    fn extended(&mut self, name: &'a str, tree: &'a TemplateTree, place: &mut Place<'a>) {
        let (mut name, mut tree) = (name, tree);
        let mut passed = BTreeSet::new();
        loop {
            self.seen.insert(name);
            gather_blocks(name, &tree.nodes, &mut place.blocks);
            let parent = tree.parent.as_ref().filter(|_| passed.insert(name));
            let next = parent.and_then(|(parent, _)| self.trees.get_key_value(parent.as_str()));
            let Some((next, above)) = next else { break };
            (name, tree) = (next, above);
        }
        place.template = name;
        self.nodes(&tree.nodes, place);
    }

    fn nodes(&mut self, nodes: &'a [TemplateNode], place: &mut Place<'a>) {
        nodes.iter().for_each(|node| self.node(node, place));
    }

    fn node(&mut self, node: &'a TemplateNode, place: &mut Place<'a>) {
        match node {
            TemplateNode::Value(value) => _ = self.value(value, place),
            TemplateNode::Set { name, value } => {
                let shape = self.value(value, place);
                place.scope.insert(name.clone(), shape);
            }
            TemplateNode::Captured { name, filters, body } => {
                filters.iter().for_each(|filter| _ = self.value(filter, place));
                self.nodes(body, place);
                place.scope.extend(name.clone().map(|name| (name, ValueShape::Leaf)));
            }
            TemplateNode::For { key, value, target, body, otherwise } => {
                let shape = self.value(target, place);
                let before = place.scope.clone();
                self.loop_names(key.as_deref(), value, &shape, place);
                place.scope.insert("loop".to_owned(), ValueShape::Any);
                self.nodes(body, place);
                let after = std::mem::replace(&mut place.scope, before.clone());
                self.nodes(otherwise, place);
                merge(&mut place.scope, after);
                // The variables of the loop end with it.
                for name in key.iter().chain([value]) {
                    place.scope.remove(name);
                    place.scope.extend(before.get(name).map(|shape| (name.clone(), shape.clone())));
                }
            }
            TemplateNode::If { condition, body, otherwise } => {
                self.value(condition, place);
                let before = place.scope.clone();
                self.nodes(body, place);
                let after = std::mem::replace(&mut place.scope, before);
                self.nodes(otherwise, place);
                merge(&mut place.scope, after);
            }
            TemplateNode::Text(_) => {}
            TemplateNode::Include(name, span) => {
                let Some((name, tree)) = self.trees.get_key_value(name.as_str()) else {
                    if !self.sources.contains_key(name) {
                        let known = self.sources.keys().map(String::as_str);
                        self.told.unknown(("template", name, ""), *span, place.template, known);
                    }
                    return;
                };
                if place.inside.contains(name) {
                    return;
                }
                self.seen.insert(name);
                let outside = std::mem::replace(&mut place.template, name);
                let (scope, is_component) = (place.scope.clone(), std::mem::take(&mut place.is_component));
                place.inside.push(name);
                self.nodes(&tree.nodes, place);
                place.inside.pop();
                (place.template, place.scope, place.is_component) = (outside, scope, is_component);
            }
            TemplateNode::Block { name, .. } => self.block(name, 0, place),
        }
    }

    /// A block as the `depth`th theme from the nearest has it.
    fn block(&mut self, name: &'a str, depth: usize, place: &mut Place<'a>) {
        let Some((template, body)) = place.blocks.get(name).and_then(|all| all.get(depth)).copied() else { return };
        let outside = std::mem::replace(&mut place.template, template);
        let around = place.block.replace((name, depth));
        self.nodes(body, place);
        (place.template, place.block) = (outside, around);
    }

    fn loop_names(&self, key: Option<&str>, value: &str, target: &ValueShape, place: &mut Place<'a>) {
        let item = if key.is_some() { ValueShape::Any } else { target.item() };
        place.scope.extend(key.map(|key| (key.to_owned(), ValueShape::Leaf)));
        place.scope.insert(value.to_owned(), item);
    }

    /// Follows a value, and says what it is.
    fn value(&mut self, expr: &'a TemplateExpr, place: &mut Place<'a>) -> ValueShape {
        match &expr.kind {
            ExprKind::Text(text) => ValueShape::Text(text.clone()),
            ExprKind::Nothing => ValueShape::Nothing,
            ExprKind::Plain(parts) => self.all(parts, place, ValueShape::Leaf),
            ExprKind::Unknown(parts) => self.all(parts, place, ValueShape::Any),
            ExprKind::Either(parts) => {
                parts.iter().fold(ValueShape::Nothing, |shape, part| shape.or(self.value(part, place)))
            }
            ExprKind::List(items) => {
                let items = items.iter().fold(ValueShape::Nothing, |shape, item| shape.or(self.value(item, place)));
                ValueShape::List(Box::new(items))
            }
            ExprKind::Map(entries) => {
                entries.iter().for_each(|(_, value)| _ = self.value(value, place));
                ValueShape::Any
            }
            ExprKind::Var(name) => self.variable(name, expr.span, place),
            ExprKind::Key { of, name, is_optional } => {
                let shape = self.value(of, place);
                self.key(&shape, name, *is_optional, expr.span, place.template)
            }
            ExprKind::Item { of, index, is_optional } => {
                let shape = self.value(of, place);
                self.value(index, place);
                match (&index.kind, &shape) {
                    (ExprKind::Text(name), ValueShape::Object(_)) => {
                        self.key(&shape, name, *is_optional, expr.span, place.template)
                    }
                    _ => shape.item(),
                }
            }
            ExprKind::Part { of, bounds } => {
                bounds.iter().for_each(|bound| _ = self.value(bound, place));
                self.value(of, place).changed()
            }
            ExprKind::Call { name, arguments } => self.call(name, arguments, expr.span, place),
            ExprKind::Filter { of, name, arguments } => {
                let shape = self.value(of, place);
                let given = self.arguments(arguments, place);
                let filters = std::mem::take(&mut self.filters);
                let found =
                    names::called(&mut self.told, ("filter", name, arguments, expr.span), &filters, place.template);
                self.filters = filters;
                self.attribute(name, arguments, &shape, place.template);
                names::choices(&mut self.told, self.site, (name, arguments, &given), place.template);
                match (name.as_str(), found) {
                    ("first" | "last" | "nth", _) => shape.item(),
                    ("default", _) => ValueShape::Any,
                    ("reverse" | "sort" | "unique", _) => shape.changed(),
                    (_, Some(gives)) => gives,
                    (_, None) => ValueShape::Any,
                }
            }
            ExprKind::Test { of, name, arguments } => {
                // What is asked for its being there may be missing.
                match &of.kind {
                    ExprKind::Var(_) if matches!(name.as_str(), "defined" | "undefined") => {}
                    _ => _ = self.value(of, place),
                }
                self.arguments(arguments, place);
                let tests = std::mem::take(&mut self.tests);
                names::called(&mut self.told, ("test", name, arguments, expr.span), &tests, place.template);
                self.tests = tests;
                ValueShape::Leaf
            }
            ExprKind::Component { name, arguments, has_spread, body } => {
                self.component_call((name, arguments, *has_spread), body, expr.span, place);
                ValueShape::Leaf
            }
            ExprKind::Comprehension(all) => self.comprehension(all, place),
        }
    }

    fn all(&mut self, parts: &'a [TemplateExpr], place: &mut Place<'a>, gives: ValueShape) -> ValueShape {
        parts.iter().for_each(|part| _ = self.value(part, place));
        gives
    }

    fn arguments(&mut self, arguments: &'a [CallArgument], place: &mut Place<'a>) -> Vec<ValueShape> {
        arguments.iter().map(|argument| self.value(&argument.value, place)).collect()
    }

    fn comprehension(&mut self, all: &'a ListComprehension, place: &mut Place<'a>) -> ValueShape {
        let shape = self.value(&all.target, place);
        let before = place.scope.clone();
        self.loop_names(all.key.as_deref(), &all.value, &shape, place);
        all.condition.iter().for_each(|condition| _ = self.value(condition, place));
        let item = self.value(&all.item, place);
        place.scope = before;
        ValueShape::List(Box::new(item))
    }

    fn variable(&mut self, name: &str, span: Span, place: &Place<'a>) -> ValueShape {
        if let Some(shape) = place.scope.get(name) {
            return shape.clone();
        }
        if place.is_component && PAGE.iter().any(|(given, _)| *given == name) {
            self.told.hidden(name, span, place.template);
        } else if !self.bound.contains(name) {
            let known = place.scope.keys().map(String::as_str).chain(self.bound.iter().copied());
            self.told.unknown(("variable", name, ""), span, place.template, known);
        }
        ValueShape::Any
    }

    /// What stands under a key.
    fn key(&mut self, of: &ValueShape, name: &str, is_optional: bool, span: Span, template: &'a str) -> ValueShape {
        let ValueShape::Object(kind) = of else {
            if of.is_leaf() {
                self.told.no_keys(name, span, template);
            }
            return ValueShape::Any;
        };
        let Some(object) = self.objects.get(kind) else { return ValueShape::Any };
        if let Some(shape) = object.keys.get(name) {
            return shape.clone();
        }
        let asked = (template, format!("{kind}.{name}"));
        if is_optional && object.is_open {
            self.guarded.insert(asked);
        } else if !self.guarded.contains(&asked) {
            self.told.no_key((name, kind), object, span, template);
        }
        ValueShape::Any
    }

    /// `sort(attribute="fields.x")`: a path of keys in each item.
    fn attribute(&mut self, filter: &str, arguments: &[CallArgument], of: &ValueShape, template: &'a str) {
        let given =
            arguments.iter().find(|it| it.name == "attribute").filter(|_| matches!(filter, "sort" | "group_by"));
        let Some(CallArgument { value: TemplateExpr { kind: ExprKind::Text(path), span }, .. }) = given else { return };
        let mut shape = of.item();
        for name in path.split('.') {
            shape = self.key(&shape, name, false, *span, template);
        }
    }

    fn call(&mut self, name: &'a str, arguments: &'a [CallArgument], span: Span, place: &mut Place<'a>) -> ValueShape {
        let given = self.arguments(arguments, place);
        if name == "super"
            && let Some((block, depth)) = place.block
        {
            self.block(block, depth + 1, place);
            return ValueShape::Leaf;
        }
        let functions = std::mem::take(&mut self.functions);
        let found = names::called(&mut self.told, ("function", name, arguments, span), &functions, place.template);
        self.functions = functions;
        names::choices(&mut self.told, self.site, (name, arguments, &given), place.template);
        if name == "t" {
            strings::check(&mut self.told, self.site, (arguments, &given), span, place.template);
        }
        found.unwrap_or(ValueShape::Any)
    }

    fn component_call(
        &mut self,
        (name, arguments, has_spread): (&'a str, &'a [CallArgument], bool),
        body: &'a [TemplateNode],
        span: Span,
        place: &mut Place<'a>,
    ) {
        let given = arguments.iter().map(|it| (it.name.clone(), self.value(&it.value, place))).collect::<Scope>();
        self.nodes(body, place);
        let Some((template, component)) = self.components.get(name).copied() else {
            let known = self.components.keys().copied();
            self.told.unknown(("component", name, ""), span, place.template, known);
            return;
        };
        names::component(&mut self.told, component, (arguments, has_spread), span, place.template);
        let of_page = |name: &str| place.scope.get(name).cloned().unwrap_or(ValueShape::Any);
        let parameters = component.parameters.iter().map(|parameter| {
            let shape = match (given.get(&parameter.name), parameter.is_implicit) {
                (Some(shape), _) => shape.clone(),
                (None, true) => of_page(&parameter.name),
                (None, false) => ValueShape::Any,
            };
            (parameter.name.clone(), shape)
        });
        let scope = parameters.collect();
        self.component(template, component, scope, &place.inside.clone());
    }

    fn component(&mut self, template: &'a str, component: &'a ComponentDefinition, scope: Scope, inside: &[&'a str]) {
        if inside.contains(&component.name.as_str()) {
            return;
        }
        self.seen.insert(template);
        let mut inside = inside.to_vec();
        inside.push(&component.name);
        let mut place = Place { inside, is_component: true, ..Place::new(template, scope) };
        for parameter in component.parameters.iter().filter(|it| it.is_implicit) {
            let given = PAGE.iter().find(|(name, _)| *name == parameter.name);
            if let Some((name, shape)) = given.filter(|_| place.scope.get(&parameter.name) == Some(&ValueShape::Any)) {
                place.scope.insert((*name).to_owned(), ValueShape::parse(shape));
            }
        }
        place.scope.insert("body".to_owned(), ValueShape::Leaf);
        place.scope.extend(component.rest.clone().map(|rest| (rest, ValueShape::Any)));
        self.nodes(&component.body, &mut place);
    }
}
