//! A template as a tree: only what the checks ask of it. Holds data alone.

use vertebra_base::span::Span;

/// A template with the one it extends.
#[derive(Debug, Default)]
pub struct TemplateTree {
    pub parent: Option<String>,
    pub nodes: Vec<TemplateNode>,
    pub components: Vec<ComponentDefinition>,
}

#[derive(Debug)]
pub enum TemplateNode {
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
    Include(String),
    Block {
        name: String,
        body: Vec<TemplateNode>,
    },
}

/// `{% component name(…) %}`.
#[derive(Debug)]
pub struct ComponentDefinition {
    pub name: String,
    pub parameters: Vec<ComponentParameter>,
    /// `...rest` takes all other arguments under this name.
    pub rest: Option<String>,
    pub body: Vec<TemplateNode>,
}

#[derive(Debug)]
pub struct ComponentParameter {
    pub name: String,
    /// Taken from the page that calls it: `@page`.
    pub is_implicit: bool,
    pub is_required: bool,
}

#[derive(Debug)]
pub struct TemplateExpr {
    pub kind: ExprKind,
    /// Of the name that it is known by, else of its first token.
    pub span: Span,
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
    Map(Vec<(Option<String>, TemplateExpr)>),
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
