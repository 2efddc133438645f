//! `Link`: every address that anybody writes, in Markdown, fields, data, settings, templates or style sheets. Takes it
//! apart, tells its kind, decodes and encodes it once. Never says whether something stands there: that is for `site`.

mod base;
mod folder;
mod misspelt;
mod parse;
mod place;
mod scheme;
mod text;
mod unsafety;

#[cfg(test)]
mod tests;

pub use base::{BadBase, BaseUrl};
pub use folder::{is_folder, is_reserved, page_address};
pub use misspelt::Misspelt;
pub use parse::{AddressKind, Link};
pub use place::{LinkPlace, absolute, place};
pub use scheme::{UnknownScheme, unknown_scheme, unknown_scheme_in_text};
pub use text::{composed, decoded, encode};
pub use unsafety::{UNSAFE, is_unsafe_text};
