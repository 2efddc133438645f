//! What schemas are made of.

use super::names::KnownNames;
use vertebra_schema::Schema;
use vertebra_schema::theme::Theme;

/// Everything that schemas are made of.
#[derive(Debug, Clone, Copy)]
pub struct Declared<'a> {
    pub schema: &'a Schema,
    pub theme: &'a Theme,
    /// Names that the site has, offered where such a name is wanted.
    pub names: &'a KnownNames,
}
