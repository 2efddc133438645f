//! Templates as trees: what a template extends and includes, its blocks, the components that it defines and calls, every value
//! that it asks for, and the text around them, each with its place.
//!
//! Renders nothing, and knows no page and no theme. Tells of nothing but marks that are never closed.
//!
//! ```
//! let tree = vertebra_template::parse("{% extends \"base.html\" %}{% block main %}{{ page.title }}{% endblock %}");
//! assert_eq!(tree.and_then(|tree| tree.parent).as_deref(), Some("base.html"));
//! ```

mod ast;
mod expression;
mod lexer;
mod parser;
mod unclosed;

pub use ast::{
    CallArgument, ComponentDefinition, ComponentParameter, ExprKind, ListComprehension, TemplateExpr, TemplateNode,
    TemplateTree,
};
pub use parser::parse;
pub use unclosed::unclosed;
