//! The values inside the marks of a template: operators, calls, keys, literals.
//!
//! How strongly operators bind does not matter to the checks: a chain of them is one value of all its parts.

use super::ast::{CallArgument, ExprKind, ListComprehension, TemplateExpr};
use super::lexer::TemplateToken;
use super::parser::Parser;
use vertebra_base::span::Span;

const OPERATORS: [&str; 14] = ["+", "-", "*", "/", "//", "%", "**", "~", "<", ">", "<=", ">=", "==", "!="];

impl Parser<'_> {
    pub fn dotted(&mut self) -> Option<(String, Span)> {
        let (mut name, span) = self.name()?;
        while self.takes(".") {
            name = format!("{name}.{}", self.name()?.0);
        }
        Some((name, span))
    }

    /// A call behind its `<`, up to the `>` or `/>`: name, arguments, whether there are others that are not written out.
    pub fn call(&mut self) -> Option<(String, Span, Vec<CallArgument>, bool)> {
        let (name, span) = self.dotted()?;
        let (mut arguments, mut has_spread) = (Vec::new(), false);
        loop {
            if self.takes("{") {
                self.takes("...").then_some(())?;
                let value = self.expression()?;
                has_spread = true;
                arguments.push(CallArgument { name: String::new(), span: value.span, value });
                self.takes("}").then_some(())?;
                continue;
            }
            if !matches!(self.peek(), Some(TemplateToken::Name(_))) {
                return Some((name, span, arguments, has_spread));
            }
            let (argument, span) = self.name()?;
            let value = if !self.takes("=") {
                TemplateExpr { kind: ExprKind::Var(argument.clone()), span }
            } else if self.takes("{") {
                let value = self.expression()?;
                self.takes("}").then_some(())?;
                value
            } else {
                let (text, span) = self.text()?;
                TemplateExpr { kind: ExprKind::Text(text), span }
            };
            arguments.push(CallArgument { name: argument, span, value });
        }
    }

    pub fn arguments_or_none(&mut self) -> Option<Vec<CallArgument>> {
        if self.takes("(") { self.arguments() } else { Some(Vec::new()) }
    }

    /// Arguments behind their `(`.
    fn arguments(&mut self) -> Option<Vec<CallArgument>> {
        let mut all = Vec::new();
        while !self.takes(")") {
            if self.takes(",") {
                continue;
            }
            let (name, span) = self.name()?;
            self.takes("=").then_some(())?;
            all.push(CallArgument { name, span, value: self.expression()? });
        }
        Some(all)
    }

    /// A whole expression.
    pub fn expression(&mut self) -> Option<TemplateExpr> {
        let whole = self.chain()?;
        if !self.takes_word("if") {
            return Some(whole);
        }
        let condition = self.expression()?;
        self.takes_word("else").then_some(())?;
        let other = self.expression()?;
        let span = whole.span;
        let either = TemplateExpr { kind: ExprKind::Either(vec![whole, other]), span };
        Some(TemplateExpr { kind: ExprKind::Part { of: Box::new(either), bounds: vec![condition] }, span })
    }

    /// Values with operators between them, up to an `if`.
    fn chain(&mut self) -> Option<TemplateExpr> {
        let mut parts = vec![self.operand()?];
        let (mut has_choice, mut has_others) = (false, false);
        loop {
            let is_operator = match self.peek() {
                Some(TemplateToken::Name("or")) => {
                    has_choice = true;
                    true
                }
                // `and` gives one of its parts, or whether both hold; `not in` only the latter.
                Some(TemplateToken::Name(word @ ("and" | "in" | "not"))) => {
                    let is_negated = *word == "not";
                    self.at += usize::from(is_negated);
                    has_others = true;
                    true
                }
                Some(TemplateToken::Sign(sign)) => OPERATORS.contains(sign),
                _ => false,
            };
            // `/>` ends a call of a component.
            let ends_call = matches!(self.peek(), Some(TemplateToken::Sign("/")))
                && matches!(self.tokens.get(self.at + 1), Some((TemplateToken::Sign(">"), _)));
            if !is_operator || ends_call {
                break;
            }
            has_others |= matches!(self.next(), Some((TemplateToken::Sign(_), _)));
            parts.push(self.operand()?);
        }
        if parts.len() == 1 {
            return parts.pop();
        }
        let span = parts[0].span;
        let kind = match (has_choice, has_others) {
            (true, false) => ExprKind::Either(parts),
            _ => ExprKind::Unknown(parts),
        };
        Some(TemplateExpr { kind, span })
    }

    /// A value with what belongs to it: `not`, keys, filters, tests.
    fn operand(&mut self) -> Option<TemplateExpr> {
        let span = self.span();
        if self.takes_word("not") || self.takes("-") {
            let of = self.operand()?;
            return Some(TemplateExpr { kind: ExprKind::Plain(vec![of]), span });
        }
        let mut value = self.value()?;
        loop {
            if self.takes("|") {
                let (name, span) = self.name()?;
                let arguments = self.arguments_or_none()?;
                value = TemplateExpr { kind: ExprKind::Filter { of: Box::new(value), name, arguments }, span };
            } else if self.takes_word("is") {
                self.takes_word("not");
                let (name, span) = self.name()?;
                let arguments = self.arguments_or_none()?;
                value = TemplateExpr { kind: ExprKind::Test { of: Box::new(value), name, arguments }, span };
            } else {
                return Some(value);
            }
        }
    }

    /// A name, a literal, a call, with the keys behind it.
    pub fn value(&mut self) -> Option<TemplateExpr> {
        let (token, span) = self.next()?;
        let kind = match token {
            TemplateToken::Number | TemplateToken::Flag => ExprKind::Plain(Vec::new()),
            TemplateToken::Text(text) => ExprKind::Text(text),
            TemplateToken::Name("none" | "None" | "null") => ExprKind::Nothing,
            TemplateToken::Name(name) if self.takes("(") => {
                ExprKind::Call { name: name.to_owned(), arguments: self.arguments()? }
            }
            TemplateToken::Name(name) => ExprKind::Var(name.to_owned()),
            TemplateToken::Sign("-") => return self.value(),
            TemplateToken::Sign("(") => {
                let inside = self.expression()?;
                self.takes(")").then_some(())?;
                inside.kind
            }
            TemplateToken::Sign("[") => self.list()?,
            TemplateToken::Sign("{") => self.map()?,
            TemplateToken::Sign("<") => {
                let (name, at, arguments, has_spread) = self.call()?;
                (self.takes("/") && self.takes(">")).then_some(())?;
                let kind = ExprKind::Component { name, arguments, has_spread, body: Vec::new() };
                return Some(TemplateExpr { kind, span: at });
            }
            _ => return None,
        };
        self.keys(TemplateExpr { kind, span })
    }

    fn keys(&mut self, mut value: TemplateExpr) -> Option<TemplateExpr> {
        loop {
            let is_optional = matches!(self.peek(), Some(TemplateToken::Sign("?." | "?[")));
            if self.takes(".") || self.takes("?.") {
                let (name, span) = self.name()?;
                value = TemplateExpr { kind: ExprKind::Key { of: Box::new(value), name, is_optional }, span };
            } else if self.takes("[") || self.takes("?[") {
                let mut bounds = Vec::new();
                let mut is_slice = false;
                while !self.takes("]") {
                    if self.takes(":") {
                        is_slice = true;
                    } else {
                        bounds.push(self.expression()?);
                    }
                }
                let span = bounds.first().map_or(value.span, |bound| bound.span);
                let of = Box::new(value);
                let kind = match (bounds.len(), is_slice) {
                    (1, false) => ExprKind::Item { of, index: Box::new(bounds.pop()?), is_optional },
                    _ => ExprKind::Part { of, bounds },
                };
                value = TemplateExpr { kind, span };
            } else {
                return Some(value);
            }
        }
    }

    fn list(&mut self) -> Option<ExprKind> {
        let mut items = Vec::new();
        while !self.takes("]") {
            if self.takes(",") {
                continue;
            }
            let is_spread = self.takes("...");
            let item = self.expression()?;
            if items.is_empty() && self.takes_word("for") {
                let (key, value) = self.loop_names()?;
                let target = self.chain()?;
                let condition = if self.takes_word("if") { Some(self.chain()?) } else { None };
                self.takes("]").then_some(())?;
                return Some(ExprKind::Comprehension(Box::new(ListComprehension {
                    item,
                    key,
                    value,
                    target,
                    condition,
                })));
            }
            let span = item.span;
            items.push(if is_spread { TemplateExpr { kind: ExprKind::Unknown(vec![item]), span } } else { item });
        }
        Some(ExprKind::List(items))
    }

    fn map(&mut self) -> Option<ExprKind> {
        let mut entries = Vec::new();
        while !self.takes("}") {
            if self.takes(",") {
                continue;
            }
            if self.takes("...") {
                entries.push((None, self.expression()?));
                continue;
            }
            let key = match self.next()? {
                (TemplateToken::Text(text), span) => Some((text, span)),
                _ => None,
            };
            self.takes(":").then_some(())?;
            entries.push((key, self.expression()?));
        }
        Some(ExprKind::Map(entries))
    }
}
