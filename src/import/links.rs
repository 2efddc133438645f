//! Where links of a document lead: real addresses, places in the document, or nowhere that a website could lead to.

use super::model::Target;
use vertebra_base::link::{AddressKind, Link as Address, decoded};
use vertebra_edit::fix::unwrapped;

/// What becomes of a link.
#[derive(Debug, PartialEq)]
enum Link {
    To(Target),
    /// The real address; the link went through another website first.
    Unwrapped(Target),
    /// Nobody could follow it; what it was.
    None(&'static str),
}

/// Where the address of a link leads, and what is to be told of it.
pub(super) fn target(address: &str) -> (Option<Target>, Option<String>) {
    match read(address) {
        Link::To(target) => (Some(target), None),
        Link::Unwrapped(target) => {
            let what = "a link that went through another website; it now goes there directly";
            (Some(target), Some(what.to_owned()))
        }
        Link::None(what) => (None, Some(format!("{what}; its text was kept"))),
    }
}

/// Reads the address of a link.
fn read(address: &str) -> Link {
    let address = address.trim();
    if let Some(name) = address.strip_prefix('#') {
        return if name.is_empty() {
            Link::None("a link without a target")
        } else {
            Link::To(Target::Anchor(decoded(name).into_owned()))
        };
    }
    if let Some(real) = unwrapped(address) {
        return Link::Unwrapped(Target::Address(real));
    }
    match Address::parse(address).kind {
        AddressKind::Web | AddressKind::Mail | AddressKind::Telephone => Link::To(Target::Address(address.to_owned())),
        AddressKind::Empty => Link::None("a link without a target"),
        _ => Link::None("a link to a file on a computer, which visitors could not open"),
    }
}
