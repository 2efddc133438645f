//! A template as a tree: only what the checks ask of it. Holds data alone.

use vertebra_base::span::Span;

/// A template with the one it extends.
#[derive(Debug, Default)]
pub struct Tree {
    pub parent: Option<String>,
    pub nodes: Vec<Node>,
    pub components: Vec<Component>,
}

#[derive(Debug)]
pub enum Node {
    Value(Expr),
    Set {
        name: String,
        value: Expr,
    },
    /// `{% set x %}…{% endset %}` and `{% filter f %}…{% endfilter %}`: filters over a text.
    Captured {
        name: Option<String>,
        filters: Vec<Expr>,
        body: Vec<Node>,
    },
    For {
        key: Option<String>,
        value: String,
        target: Expr,
        body: Vec<Node>,
        otherwise: Vec<Node>,
    },
    If {
        condition: Expr,
        body: Vec<Node>,
        otherwise: Vec<Node>,
    },
    Include(String),
    Block {
        name: String,
        body: Vec<Node>,
    },
}

/// `{% component name(…) %}`.
#[derive(Debug)]
pub struct Component {
    pub name: String,
    pub parameters: Vec<ComponentParameter>,
    /// `...rest` takes all other arguments under this name.
    pub rest: Option<String>,
    pub body: Vec<Node>,
}

#[derive(Debug)]
pub struct ComponentParameter {
    pub name: String,
    /// Taken from the page that calls it: `@page`.
    pub is_implicit: bool,
    pub is_required: bool,
}

#[derive(Debug)]
pub struct Expr {
    pub kind: Kind,
    /// Of the name that it is known by, else of its first token.
    pub span: Span,
}

#[derive(Debug)]
pub enum Kind {
    /// A number, a flag, or what is made of several values and has no keys.
    Plain(Vec<Expr>),
    /// Made of several values; it may be any of them, or another.
    Unknown(Vec<Expr>),
    Text(String),
    Nothing,
    Var(String),
    Key {
        of: Box<Expr>,
        name: String,
        is_optional: bool,
    },
    Item {
        of: Box<Expr>,
        index: Box<Expr>,
        is_optional: bool,
    },
    /// The same as `of`, or some of it, for which other values are looked at.
    Part {
        of: Box<Expr>,
        bounds: Vec<Expr>,
    },
    Call {
        name: String,
        arguments: Vec<CallArgument>,
    },
    Filter {
        of: Box<Expr>,
        name: String,
        arguments: Vec<CallArgument>,
    },
    Test {
        of: Box<Expr>,
        name: String,
        arguments: Vec<CallArgument>,
    },
    Component {
        name: String,
        arguments: Vec<CallArgument>,
        has_spread: bool,
        body: Vec<Node>,
    },
    /// One of the two: `a or b`, `a if c else b`.
    Either(Vec<Expr>),
    List(Vec<Expr>),
    Map(Vec<(Option<String>, Expr)>),
    Comprehension(Box<Comprehension>),
}

#[derive(Debug)]
pub struct Comprehension {
    pub item: Expr,
    pub key: Option<String>,
    pub value: String,
    pub target: Expr,
    pub condition: Option<Expr>,
}

#[derive(Debug)]
pub struct CallArgument {
    pub name: String,
    pub span: Span,
    pub value: Expr,
}
