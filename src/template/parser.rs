//! The tree of a template. Takes what Tera accepts; gives none for anything else, which Tera tells of.
//!
//! Statements are here, values in `expression`.

use super::ast::{ComponentDefinition, ComponentParameter, ExprKind, TemplateExpr, TemplateNode, TemplateTree};
use super::lexer::{TemplateMark, TemplateToken, first_comment, tokens};
use vertebra_base::span::Span;

/// Reads a template.
pub fn parse(text: &str) -> Option<TemplateTree> {
    let mut parser = Parser { tokens: tokens(text).ok()?, at: 0, tree: TemplateTree::default() };
    parser.tree.nodes = parser.body(&[])?;
    parser.tree.about = first_comment(text);
    (parser.at == parser.tokens.len()).then_some(parser.tree)
}

pub(crate) struct Parser<'t> {
    pub tokens: Vec<(TemplateToken<'t>, Span)>,
    pub at: usize,
    tree: TemplateTree,
}

impl<'t> Parser<'t> {
    pub fn peek(&self) -> Option<&TemplateToken<'t>> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    pub fn span(&self) -> Span {
        self.tokens.get(self.at).map_or_else(Span::default, |(_, span)| *span)
    }

    pub fn next(&mut self) -> Option<(TemplateToken<'t>, Span)> {
        let token = self.tokens.get(self.at).cloned()?;
        self.at += 1;
        Some(token)
    }

    pub fn takes(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(TemplateToken::Sign(found)) if *found == sign);
        self.at += usize::from(found);
        found
    }

    pub fn takes_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(TemplateToken::Name(found)) if *found == word);
        self.at += usize::from(found);
        found
    }

    pub fn name(&mut self) -> Option<(String, Span)> {
        match self.next()? {
            (TemplateToken::Name(name), span) => Some((name.to_owned(), span)),
            _ => None,
        }
    }

    pub fn text(&mut self) -> Option<(String, Span)> {
        match self.next()? {
            (TemplateToken::Text(text), span) => Some((text, span)),
            _ => None,
        }
    }

    pub fn close(&mut self) -> Option<()> {
        (self.next()?.0 == TemplateToken::Close).then_some(())
    }

    /// What stands up to a tag that begins with one of these words, which is left for the caller behind its `{%`.
    pub fn body(&mut self, ends: &[&str]) -> Option<Vec<TemplateNode>> {
        let mut nodes = Vec::new();
        while let Some((token, span)) = self.next() {
            if token == TemplateToken::Outside {
                nodes.push(TemplateNode::Text(span));
                continue;
            }
            if token == TemplateToken::Open(TemplateMark::Value) {
                nodes.push(TemplateNode::Value(self.expression()?));
                self.close()?;
                continue;
            }
            let is_end = match self.peek()? {
                TemplateToken::Name(word) => ends.contains(word),
                TemplateToken::Sign(sign) => ends.contains(sign),
                _ => false,
            };
            if is_end {
                return Some(nodes);
            }
            nodes.extend(self.tag(span)?);
            self.close()?;
        }
        ends.is_empty().then_some(nodes)
    }

    /// A tag behind its `{%`, which stands at this place, with all up to the tag that ends it; the last `%}` is left.
    fn tag(&mut self, start: Span) -> Option<Option<TemplateNode>> {
        let word = match self.next()?.0 {
            TemplateToken::Name(word) => word,
            TemplateToken::Sign("<") => return self.call_with_body().map(|call| Some(TemplateNode::Value(call))),
            _ => return None,
        };
        Some(match word {
            "set" | "set_global" => Some(self.set()?),
            "include" => {
                let (name, span) = self.text()?;
                Some(TemplateNode::Include(name, span))
            }
            "extends" => {
                self.tree.parent = Some(self.text()?);
                None
            }
            "block" => {
                let (name, _) = self.name()?;
                let body = self.body_to("endblock")?;
                _ = matches!(self.peek(), Some(TemplateToken::Name(_))).then(|| self.next());
                Some(TemplateNode::Block { name, body })
            }
            "for" => Some(self.each()?),
            "if" => Some(self.choice()?),
            "filter" => {
                let filters = self.filters(true)?;
                let body = self.body_to("endfilter")?;
                Some(TemplateNode::Captured { name: None, filters, body })
            }
            "component" => {
                let component = self.component(start)?;
                self.tree.components.push(component);
                None
            }
            "break" | "continue" => None,
            _ => return None,
        })
    }

    /// `%}…{% end`.
    fn body_to(&mut self, end: &str) -> Option<Vec<TemplateNode>> {
        self.close()?;
        let body = self.body(&[end])?;
        self.next()?;
        Some(body)
    }

    fn set(&mut self) -> Option<TemplateNode> {
        let (name, _) = self.name()?;
        if self.takes("=") {
            return Some(TemplateNode::Set { name, value: self.expression()? });
        }
        let filters = self.filters(false)?;
        let body = self.body_to("endset")?;
        Some(TemplateNode::Captured { name: Some(name), filters, body })
    }

    /// `f | g(x=1)`, or `| f | g(x=1)` behind a name.
    fn filters(&mut self, is_first_bare: bool) -> Option<Vec<TemplateExpr>> {
        let mut filters = Vec::new();
        while (is_first_bare && filters.is_empty()) || self.takes("|") {
            let (name, span) = self.name()?;
            let of = Box::new(TemplateExpr { kind: ExprKind::Plain(Vec::new()), span });
            let arguments = self.arguments_or_none()?;
            filters.push(TemplateExpr { kind: ExprKind::Filter { of, name, arguments }, span });
        }
        Some(filters)
    }

    /// The names of a loop, behind `for`: `value`, or `key, value`.
    pub fn loop_names(&mut self) -> Option<(Option<String>, String)> {
        let (first, _) = self.name()?;
        let second = if self.takes(",") { Some(self.name()?.0) } else { None };
        self.takes_word("in").then_some(match second {
            Some(value) => (Some(first), value),
            None => (None, first),
        })
    }

    fn each(&mut self) -> Option<TemplateNode> {
        let (key, value) = self.loop_names()?;
        let target = self.expression()?;
        self.close()?;
        let body = self.body(&["endfor", "else"])?;
        let otherwise = if self.takes_word("else") { self.body_to("endfor")? } else { self.skip()? };
        Some(TemplateNode::For { key, value, target, body, otherwise })
    }

    /// Steps over the word that ends a body.
    fn skip(&mut self) -> Option<Vec<TemplateNode>> {
        self.next().map(|_| Vec::new())
    }

    fn choice(&mut self) -> Option<TemplateNode> {
        let condition = self.expression()?;
        self.close()?;
        let body = self.body(&["endif", "else", "elif"])?;
        let otherwise = match () {
            () if self.takes_word("elif") => vec![self.choice()?],
            () if self.takes_word("else") => self.body_to("endif")?,
            () => self.skip()?,
        };
        Some(TemplateNode::If { condition, body, otherwise })
    }

    fn component(&mut self, span: Span) -> Option<ComponentDefinition> {
        let (name, _) = self.dotted()?;
        let (parameters, body) = (Vec::new(), Vec::new());
        let mut component = ComponentDefinition { name, span, parameters, rest: None, metadata: None, body };
        if !self.takes("(") {
            return None;
        }
        while !self.takes(")") {
            if self.takes(",") {
                continue;
            }
            if self.takes("...") {
                component.rest = Some(self.name()?.0);
                continue;
            }
            let is_implicit = self.takes("@");
            let (name, _) = self.name()?;
            if self.takes(":") {
                self.name()?;
            }
            let default = if self.takes("=") { Some(self.value()?) } else { None };
            component.parameters.push(ComponentParameter {
                name,
                is_implicit,
                is_required: default.is_none() && !is_implicit,
                default,
            });
        }
        if self.peek() != Some(&TemplateToken::Close) {
            component.metadata = Some(self.value()?);
        }
        component.body = self.body_to("endcomponent")?;
        if matches!(self.peek(), Some(TemplateToken::Name(_))) {
            self.dotted()?;
        }
        Some(component)
    }

    fn call_with_body(&mut self) -> Option<TemplateExpr> {
        let (name, span, arguments, has_spread) = self.call()?;
        self.takes(">").then_some(())?;
        self.close()?;
        let body = self.body(&["</"])?;
        self.takes("</").then_some(())?;
        self.dotted()?;
        self.takes(">").then_some(())?;
        Some(TemplateExpr { kind: ExprKind::Component { name, arguments, has_spread, body }, span })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that Tera's grammar has, once.
    const CASES: &[&str] = &[
        "text { % } {# {{ comment #} {{- page.title -}} {%- if a -%}x{%- endif -%}",
        "{% raw %}{{ not this {% endraw %}{{ a }}",
        "{{ 1 + 2 * 3 // 4 ** 2 % 5 - 1.5 / 2 }}{{ -a }}{{ not a }}{{ 'a' ~ \"b\" ~ `c` }}{{ \"a\\\"b\" }}",
        "{{ a or b and not c }}{{ a in b }}{{ a not in b }}{{ (a or b) and c }}{{ a < b }}{{ a >= b }}{{ a != b }}",
        "{{ a if b else c }}{{ (a if b else c) | upper }}{{ a is defined }}{{ a is not divisible_by(divisor=2) }}",
        "{{ a.b?.c[\"d\"]?[e.f].g }}{{ a[1:2] }}{{ a[::-1] }}{{ a[:n] }}",
        "{{ [1, [2, 3],] }}{{ [...a, b] }}{{ {\"a\": 1, 2: b, ...c, true: d,} }}",
        "{{ [x.y for x in xs if x.z] }}{{ [v for k, v in m] | first }}",
        "{{ f() }}{{ f(a=1, b=g(c=2),) }}{{ a | f | g(x=1) }}",
        "{{ <c /> }}{{ <a.b x=\"1\" y={z.q} w {...rest} /> }}{{ <c a={1 / 2}/> }}",
        "{% <c x={y}> %}body {{ a }}{% </c> %}{% if a %}{% <d> %}{% </d> %}{% endif %}",
        "{% set a = b %}{% set_global a = 1 %}{% set a | upper | replace(from=\"a\", to=\"b\") %}x{% endset %}{% set a %}x{% endset %}",
        "{% for a in b %}{{ loop.index }}{% if a %}{% continue %}{% else %}{% break %}{% endif %}{% else %}none{% endfor %}",
        "{% for k, v in m %}{% endfor %}{% if a %}1{% elif b %}2{% elif c %}3{% else %}4{% endif %}",
        "{% filter upper %}x{% endfilter %}{% filter replace(from=\"a\", to=\"b\") | lower %}x{% endfilter %}",
        "{% block a %}{% block b %}{{ super() }}{% endblock %}{% endblock a %}{% include \"x.html\" %}",
        "{% extends \"x.html\" %}{% block a %}{% endblock %}",
        "{% component a.b(x, y = 1, z: map = {\"k\": [1]}, @page, w = -2, u = none, ...rest) {\"form\": \"inline\"} %}{{ x }}{% endcomponent a.b %}",
    ];

    #[test]
    fn all_that_tera_accepts_has_a_tree() {
        for case in CASES {
            let mut tera = tera::Tera::new();
            let accepts = |error: &tera::Error| !matches!(error.kind(), tera::ErrorKind::SyntaxError(_));
            assert!(tera.add_raw_template("a", case).err().is_none_or(|error| accepts(&error)), "Tera refuses {case}");
            assert!(parse(case).is_some(), "{case}");
        }
    }

    #[test]
    fn what_tera_accepts_of_a_torn_template_has_a_tree_too() {
        let mut accepted = 0;
        for case in CASES {
            for (at, c) in case.char_indices() {
                let torn = format!("{}{}", &case[..at], &case[at + c.len_utf8()..]);
                let mut tera = tera::Tera::new();
                let result = tera.add_raw_template("a", &torn);
                if matches!(result.as_ref().err().map(tera::Error::kind), Some(tera::ErrorKind::SyntaxError(_))) {
                    continue;
                }
                accepted += 1;
                assert!(parse(&torn).is_some(), "{torn}");
            }
        }
        assert!(accepted > 300, "{accepted}");
    }
}
