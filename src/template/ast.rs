//! A template as a tree. Holds data alone.

use vertebra_base::span::Span;

/// A template with the one it extends.
#[derive(Debug, Default)]
pub struct TemplateTree {
    /// The comment that it begins with, as one line.
    pub about: Option<String>,
    /// The name of the template that it extends, and where it is written.
    pub parent: Option<(String, Span)>,
    /// What stands outside of components.
    pub nodes: Vec<TemplateNode>,
    pub components: Vec<ComponentDefinition>,
}

#[derive(Debug)]
pub enum TemplateNode {
    /// What stands outside of all marks.
    Text(Span),
    Value(TemplateExpr),
    Set {
        name: String,
        value: TemplateExpr,
    },
    /// `{% set x %}…{% endset %}` and `{% filter f %}…{% endfilter %}`: filters over a text.
    Captured {
        name: Option<String>,
        filters: Vec<TemplateExpr>,
        body: Vec<TemplateNode>,
    },
    For {
        key: Option<String>,
        value: String,
        target: TemplateExpr,
        body: Vec<TemplateNode>,
        otherwise: Vec<TemplateNode>,
    },
    If {
        condition: TemplateExpr,
        body: Vec<TemplateNode>,
        otherwise: Vec<TemplateNode>,
    },
    Include(String, Span),
    Block {
        name: String,
        body: Vec<TemplateNode>,
    },
}

/// `{% component name(…) %}`.
#[derive(Debug)]
pub struct ComponentDefinition {
    pub name: String,
    /// Of the tag that it begins with.
    pub span: Span,
    pub parameters: Vec<ComponentParameter>,
    /// `...rest` takes all other arguments under this name.
    pub rest: Option<String>,
    /// What its author says of it behind its parameters: `{"form": "inline"}`.
    pub metadata: Option<TemplateExpr>,
    pub body: Vec<TemplateNode>,
}

#[derive(Debug)]
pub struct ComponentParameter {
    pub name: String,
    /// Taken from the page that calls it: `@page`.
    pub is_implicit: bool,
    pub default: Option<TemplateExpr>,
    pub is_required: bool,
}

#[derive(Debug)]
pub struct TemplateExpr {
    pub kind: ExprKind,
    /// Of the name that it is known by, else of its first token.
    pub span: Span,
}

impl TemplateExpr {
    /// An entry of a map that is written out: where its key stands, and its value.
    pub fn entry(&self, key: &str) -> Option<(Span, &TemplateExpr)> {
        let ExprKind::Map(entries) = &self.kind else { return None };
        entries.iter().find_map(|(found, value)| found.as_ref().filter(|it| it.0 == key).map(|it| (it.1, value)))
    }
}

#[derive(Debug)]
pub enum ExprKind {
    /// A number, a flag, or what is made of several values and has no keys.
    Plain(Vec<TemplateExpr>),
    /// Made of several values; it may be any of them, or another.
    Unknown(Vec<TemplateExpr>),
    Text(String),
    Nothing,
    Var(String),
    Key {
        of: Box<TemplateExpr>,
        name: String,
        is_optional: bool,
    },
    Item {
        of: Box<TemplateExpr>,
        index: Box<TemplateExpr>,
        is_optional: bool,
    },
    /// The same as `of`, or some of it, for which other values are looked at.
    Part {
        of: Box<TemplateExpr>,
        bounds: Vec<TemplateExpr>,
    },
    Call {
        name: String,
        arguments: Vec<CallArgument>,
    },
    Filter {
        of: Box<TemplateExpr>,
        name: String,
        arguments: Vec<CallArgument>,
    },
    Test {
        of: Box<TemplateExpr>,
        name: String,
        arguments: Vec<CallArgument>,
    },
    Component {
        name: String,
        arguments: Vec<CallArgument>,
        has_spread: bool,
        body: Vec<TemplateNode>,
    },
    /// One of the two: `a or b`, `a if c else b`.
    Either(Vec<TemplateExpr>),
    List(Vec<TemplateExpr>),
    /// Keys that are known, with their places, and values.
    Map(Vec<(Option<(String, Span)>, TemplateExpr)>),
    Comprehension(Box<ListComprehension>),
}

#[derive(Debug)]
pub struct ListComprehension {
    pub item: TemplateExpr,
    pub key: Option<String>,
    pub value: String,
    pub target: TemplateExpr,
    pub condition: Option<TemplateExpr>,
}

#[derive(Debug)]
pub struct CallArgument {
    pub name: String,
    pub span: Span,
    pub value: TemplateExpr,
}
