//! Templates as trees: what a template extends and includes, its blocks, the components that it defines and calls, every value
//! that it asks for, and the text around them, each with its place.
//!
//! Renders nothing, and knows no page and no theme. Tells of nothing but marks that are never closed.
//!
//! ```
//! let tree = vertebra_template::parse("{% extends \"base.html\" %}{% block main %}{{ page.title }}{% endblock %}");
//! let tree = tree.unwrap_or_default();
//! assert_eq!(tree.parent.as_ref().map(|(name, _)| name.as_str()), Some("base.html"));
//! assert_eq!(tree.blocks(), ["main"]);
//! ```

mod ast;
mod expression;
mod handed;
mod lexer;
mod parser;
mod template;
mod unclosed;
mod visit;

pub use ast::{
    CallArgument, ComponentDefinition, ComponentParameter, ExprKind, ListComprehension, TemplateExpr, TemplateNode,
    TemplateTree,
};
pub use handed::fields_handed_to;
pub use parser::parse;
pub use template::Template;
pub use unclosed::unclosed;
pub use visit::{TemplateOutput, TemplatePart, TemplateUses, calls, visit};
