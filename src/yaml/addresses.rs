//! Texts in YAML that would run if a theme put them into a link: the one gate for all addresses that are not written in
//! Markdown. Looks at texts only, never at what a field is for, since a theme may put each of them anywhere.

use super::node::{NodeKind, YamlNode};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::link::{UNSAFE, is_unsafe_text};
use vertebra_base::path::SourcePath;

/// Tells every text of a file, or of front matter, that is an address of a program or of data.
pub fn unsafe_addresses(node: &YamlNode, file: &SourcePath, out: &mut Vec<Diagnostic>) {
    match &node.kind {
        NodeKind::Text(text) if is_unsafe_text(text) => {
            let (message, help) = UNSAFE;
            out.push(Diagnostic::error("link-unsafe", file, node.span, message).with_help(help));
        }
        NodeKind::List(items) => items.iter().for_each(|item| unsafe_addresses(item, file, out)),
        NodeKind::Map(entries) => entries.iter().for_each(|entry| unsafe_addresses(&entry.value, file, out)),
        _ => {}
    }
}
