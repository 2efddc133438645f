//! Texts in YAML that would run if a theme put them into a link, and addresses that no browser knows: the one gate for all
//! addresses that are not written in Markdown. Looks at texts only, never at what a field is for, since a theme may put each
//! of them anywhere.

use super::node::{NodeKind, YamlNode};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::link::{UNSAFE, is_unsafe_text, unknown_scheme_in_text};
use vertebra_base::path::SourcePath;

/// Fields whose addresses have a rule of their own.
const JUDGED: [&str; 2] = ["base_url", "image"];

/// Tells every text of a file, or of front matter, that is an address of a program or of data, or one that nothing can open.
pub fn check_addresses(node: &YamlNode, file: &SourcePath, out: &mut Vec<Diagnostic>) {
    check(node, file, true, out);
}

fn check(node: &YamlNode, file: &SourcePath, schemes: bool, out: &mut Vec<Diagnostic>) {
    match &node.kind {
        NodeKind::Text(text) if is_unsafe_text(text) => {
            let (message, help) = UNSAFE;
            out.push(Diagnostic::error("link-unsafe", file, node.span, message).with_help(help));
        }
        NodeKind::Text(text) if schemes => {
            out.extend(unknown_scheme_in_text(text).map(|unknown| unknown.diagnostic(file, node.span)));
        }
        NodeKind::List(items) => items.iter().for_each(|item| check(item, file, schemes, out)),
        NodeKind::Map(entries) => {
            for entry in entries {
                check(&entry.value, file, schemes && !JUDGED.contains(&&*entry.key), out);
            }
        }
        _ => {}
    }
}
