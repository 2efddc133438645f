//! Which fields of pages some templates hand to a filter, however many variables, loops and components stand between.
//!
//! Knows by names what a variable may be: of a template that includes another, both share theirs. What cannot be known counts as
//! handed.

use std::collections::{BTreeMap, BTreeSet};

use super::ast::{CallArgument, ComponentDefinition, ExprKind, TemplateExpr, TemplateNode};
use super::template::Template;
use super::visit::{TemplatePart, visit};

/// The names of the fields, `x` of `page.fields.x`; none where it may be any.
pub fn fields_handed_to(templates: &[Template], filter: &str) -> Option<BTreeSet<String>> {
    let mut flow = Flow::default();
    for template in templates {
        let tree = template.tree.as_deref()?;
        flow.gather(None, &tree.nodes);
        for component in &tree.components {
            flow.gather(Some(component), &component.body);
        }
    }
    let handed: Vec<_> = flow.filtered.iter().filter(|(_, _, name)| *name == filter).collect();
    let mut found = Found::default();
    for (scope, value, _) in handed {
        flow.follow(*scope, value, &mut found);
    }
    (!found.is_any).then(|| found.names.into_iter().map(str::to_owned).collect())
}

/// The component that a variable belongs to; none for those of templates.
type Owner<'t> = Option<&'t str>;

/// Where values come from.
#[derive(Default)]
struct Flow<'t> {
    /// What variables are given, and what those of loops are taken from.
    given: BTreeMap<(Owner<'t>, &'t str), Vec<(Owner<'t>, &'t TemplateExpr)>>,
    /// Values, and the filters that they are handed to.
    filtered: Vec<(Owner<'t>, &'t TemplateExpr, &'t str)>,
}

#[derive(Default)]
struct Found<'t> {
    names: BTreeSet<&'t str>,
    is_any: bool,
    passed: BTreeSet<(Owner<'t>, &'t str)>,
}

impl<'t> Flow<'t> {
    fn gather(&mut self, component: Option<&'t ComponentDefinition>, nodes: &'t [TemplateNode]) {
        let own: Owner = component.map(|component| component.name.as_str());
        visit(nodes, &mut |part| match part {
            TemplatePart::Node(TemplateNode::Set { name, value }) => self.give((own, name), own, value),
            TemplatePart::Node(TemplateNode::For { key, value, target, .. }) => {
                key.iter().chain([value]).for_each(|name| self.give((own, name), own, target));
            }
            TemplatePart::Node(TemplateNode::Captured { name, filters, body }) => {
                let filters = filters.iter().filter_map(|filter| match &filter.kind {
                    ExprKind::Filter { name, .. } => Some(name.as_str()),
                    _ => None,
                });
                let filters: Vec<&str> = filters.collect();
                visit(body, &mut |part| {
                    let TemplatePart::Node(TemplateNode::Value(value)) = part else { return };
                    name.iter().for_each(|name| self.give((own, name), own, value));
                    self.filtered.extend(filters.iter().map(|filter| (own, value, *filter)));
                });
            }
            TemplatePart::Value(TemplateExpr { kind: ExprKind::Filter { of, name, .. }, .. }) => {
                self.filtered.push((own, of, name));
            }
            TemplatePart::Value(TemplateExpr { kind: ExprKind::Component { name, arguments, body, .. }, .. }) => {
                self.call(own, name, arguments, body);
            }
            TemplatePart::Value(TemplateExpr { kind: ExprKind::Comprehension(all), .. }) => {
                all.key.iter().chain([&all.value]).for_each(|name| self.give((own, name), own, &all.target));
            }
            _ => {}
        });
    }

    fn give(&mut self, variable: (Owner<'t>, &'t str), from: Owner<'t>, value: &'t TemplateExpr) {
        self.given.entry(variable).or_default().push((from, value));
    }

    fn call(&mut self, from: Owner<'t>, component: &'t str, arguments: &'t [CallArgument], body: &'t [TemplateNode]) {
        for argument in arguments {
            self.give((Some(component), &argument.name), from, &argument.value);
        }
        visit(body, &mut |part| {
            if let TemplatePart::Node(TemplateNode::Value(value)) = part {
                self.give((Some(component), "body"), from, value);
            }
        });
    }

    fn of(&self, owner: Owner<'t>, variable: &'t str) -> &[(Owner<'t>, &'t TemplateExpr)] {
        self.given.get(&(owner, variable)).map_or(&[], Vec::as_slice)
    }

    /// Adds the fields that a value is made of.
    fn follow(&self, own: Owner<'t>, value: &'t TemplateExpr, found: &mut Found<'t>) {
        match &value.kind {
            ExprKind::Key { of, name, .. } if self.is_fields(own, of, 0) => _ = found.names.insert(name),
            ExprKind::Item { of, index, .. } if self.is_fields(own, of, 0) => match self.texts(own, index) {
                Some(texts) => found.names.extend(texts),
                None => found.is_any = true,
            },
            ExprKind::Key { name, .. } if name == "fields" => found.is_any = true,
            ExprKind::Var(name) if found.passed.insert((own, name)) => {
                self.of(own, name).iter().for_each(|(from, value)| self.follow(*from, value, found));
            }
            ExprKind::Part { of, .. } => self.follow(own, of, found),
            ExprKind::Test { .. } => {}
            _ => value.parts().into_iter().for_each(|part| self.follow(own, part, found)),
        }
    }

    /// Whether a value is the fields of a page.
    fn is_fields(&self, own: Owner<'t>, value: &'t TemplateExpr, depth: usize) -> bool {
        let is = |(from, value): &(Owner<'t>, &'t TemplateExpr)| self.is_fields(*from, value, depth + 1);
        match &value.kind {
            ExprKind::Key { name, .. } => name == "fields",
            ExprKind::Var(name) => depth < 8 && self.of(own, name).iter().any(is),
            ExprKind::Either(parts) => parts.iter().any(|part| is(&(own, part))),
            ExprKind::Part { of, .. } | ExprKind::Filter { of, .. } => is(&(own, of)),
            _ => false,
        }
    }

    /// The texts that a value may be, if all are written out.
    fn texts(&self, own: Owner<'t>, value: &'t TemplateExpr) -> Option<BTreeSet<&'t str>> {
        match &value.kind {
            ExprKind::Text(text) => Some(BTreeSet::from([text.as_str()])),
            ExprKind::Var(name) => {
                let all = self.of(own, name).iter().flat_map(|(_, value)| match &value.kind {
                    ExprKind::List(items) => items.iter().collect(),
                    _ => vec![*value],
                });
                let texts = all.map(|value| match &value.kind {
                    ExprKind::Text(text) => Some(text.as_str()),
                    _ => None,
                });
                texts.collect::<Option<BTreeSet<_>>>().filter(|texts| !texts.is_empty())
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vertebra_base::path::SourcePath;

    fn handed(texts: &[&str]) -> String {
        let source = SourcePath::new("themes/own/templates/x.html");
        let templates: Vec<_> = texts.iter().map(|text| Template::new("x.html", &source, text)).collect();
        match fields_handed_to(&templates, "markdown") {
            Some(names) => names.into_iter().collect::<Vec<_>>().join(" "),
            None => "any".to_owned(),
        }
    }

    #[test]
    fn fields_are_followed_through_variables_loops_and_components() {
        for (text, expected) in [
            ("{{ page.fields.a }}{{ page.fields.b | upper }}{{ page.title | markdown }}", ""),
            ("{{ page.fields.a | markdown }}{{ page.fields?.b | default(value=\"\") | markdown | safe }}", "a b"),
            ("{{ page.fields[\"a\"] | markdown }}{{ (page.fields.b or page.fields.c) | markdown }}", "a b c"),
            (
                "{{ (page.fields.a if page.fields.b else \"\") | markdown }}{{ t(key=\"k\", x=page.fields.c) | markdown }}",
                "a c",
            ),
            ("{% set x = page.fields.a %}{% set y = x %}{{ y | markdown }}{% set z = page.fields.b %}{{ z }}", "a"),
            ("{% for x in page.fields.list %}{{ x | markdown }}{% endfor %}", "list"),
            ("{{ [x | markdown for x in page.fields.list] | join }}", "list"),
            (
                "{% set f = page.fields %}{% for n in [\"a\", \"b\"] %}{% set v = f?[n] or none %}{{ v | markdown }}{% endfor %}",
                "a b",
            ),
            ("{% for it in section.pages %}{{ it.fields.note | markdown }}{% endfor %}", "note"),
            ("{% filter markdown %}{{ page.fields.a }}{% endfilter %}", "a"),
            ("{% set x | markdown %}{{ page.fields.a }}{% endset %}", "a"),
            ("{% set x %}{{ page.fields.a }}{% endset %}{{ x | markdown }}", "a"),
            (
                "{% component c(x, y) %}{{ x | markdown }}{{ y }}{% endcomponent %}{{ <c x={page.fields.a} y={page.fields.b} /> }}",
                "a",
            ),
            ("{% component c() %}{{ body | markdown }}{% endcomponent %}{% <c> %}{{ page.fields.a }}{% </c> %}", "a"),
            ("{% component c(f) %}{{ f.a | markdown }}{% endcomponent %}{{ <c f={page.fields} /> }}", "a"),
            ("{{ page.fields[x] | markdown }}", "any"),
            ("{% for k, v in page.fields %}{{ v | markdown }}{% endfor %}", "any"),
        ] {
            assert_eq!(handed(&[text]), expected, "{text}");
        }
        assert_eq!(handed(&["{% set x = page.fields.a %}{% include 'b.html' %}", "{{ x | markdown }}"]), "a");
        assert_eq!(handed(&["{{ page.fields.a | markdown }}", "{% if %}"]), "any");
    }
}
