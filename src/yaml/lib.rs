//! YAML as editors write it: a tree of nodes, each with its place, and faults in the editor's own words.
//!
//! The one room that calls `serde_yaml`. It reads values; `outline` finds where they stand, and the text as it was
//! typed, so that `007`, `1.10`, `17:30`, `+1310…` and `no` stay text where text is wanted.
//!
//! ```
//! use vertebra_base::path::SourcePath;
//!
//! let file = SourcePath::new("content/data/prices.yaml");
//! let (node, faults) = vertebra_yaml::parse("massage: 1.10\n", 0, &file);
//! assert!(faults.is_empty());
//! // A number, and still the text that was typed.
//! assert_eq!(node.get("massage").and_then(|price| price.as_text()), Some("1.10"));
//! ```

mod addresses;
mod cursor;
mod fault;
mod fields;
mod harmless;
mod inline;
mod join;
mod node;
mod outline;
mod place;
mod raw;
mod repair;
mod texts;
mod value;
mod visible;

#[cfg(test)]
mod tests;

pub use addresses::check_addresses;
pub use fields::Fields;
pub use harmless::{SafeFix, harmless, unseen};
pub use node::{MapEntry, NodeKind, YamlNode};
pub use place::{FieldPart, FieldPlace, place_at};
pub use texts::texts;
pub use value::{Invisible, NamedValue};

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::encoding;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;

use join::{SpannedValues, is_front_matter};

/// Front matter beyond this many bytes is refused: it is data, and belongs into a file of its own.
const LARGEST_FRONT_MATTER: usize = 256 * 1024;
/// The same for whole files.
const LARGEST_FILE: usize = 8 * 1024 * 1024;

/// Reads a `.yaml` file, or the inside of front matter, which begins at byte `base` of its file.
///
/// Never fails: faults become diagnostics, and the node holds what could be read; nothing at worst. Front matter
/// (any `base` beyond a byte order mark) is taken to begin on the second line of its file.
pub fn parse(text: &str, base: usize, file: &SourcePath) -> (YamlNode, Vec<Diagnostic>) {
    let mut out = Vec::new();
    let at = Span::at(base);
    if text.len() > if is_front_matter(base) { LARGEST_FRONT_MATTER } else { LARGEST_FILE } {
        let fault = Diagnostic::error("yaml-large", file, at, "these fields are too large")
            .with_help("move long lists to a file of their own in content/data/");
        return (YamlNode { kind: NodeKind::Null, span: at }, vec![fault]);
    }
    if !repair::needs_cleaning(text) {
        let outline = outline::scan(text);
        if outline.root.form == outline::Form::Empty && outline.faults.is_empty() {
            return (YamlNode { kind: NodeKind::Null, span: at }, out);
        }
        if outline.faults.is_empty()
            && outline.too_deep.is_none()
            && let Ok(raw) = raw::read(text)
        {
            let node = SpannedValues::new(text, base, file, &mut out).node(raw, Some(&outline.root), at);
            return (node, out);
        }
    }
    let node = match repair::repair(text, base, file, &mut out) {
        Some(repair::Repaired { draft, raw, outline }) => {
            SpannedValues::mended(&draft, base, file, &mut out).node(raw, Some(&outline.root), at)
        }
        None => {
            if out.is_empty() {
                out.push(unreadable(text, base, file));
            }
            YamlNode { kind: NodeKind::Null, span: at }
        }
    };
    (node, out)
}

/// Reads a `.yaml` file as it lies on the disk. Of one in another encoding only that is told: what else could be said is
/// about letters that nobody wrote.
pub fn parse_bytes(bytes: &[u8], file: &SourcePath, out: &mut Vec<Diagnostic>) -> YamlNode {
    let before = out.len();
    let text = encoding::decode(file, bytes, out);
    let (node, faults) = parse(&text, 0, file);
    if out.len() == before {
        out.extend(faults);
    }
    node
}

/// A text as an editor types it for a field: in straight quotes where it needs them.
pub fn typed(text: &str) -> String {
    fault::typed(text)
}

/// A text in straight quotes, whatever it is.
pub fn quoted(text: &str) -> String {
    fault::quoted(text)
}

/// Nothing could be read, and no line is known to be at fault. Most often the fields name each other with `&` and `*`
/// until they would fill the memory.
fn unreadable(text: &str, base: usize, file: &SourcePath) -> Diagnostic {
    let marked = |at: &usize| text[at + 1..].starts_with(char::is_alphanumeric);
    match text.match_indices('*').map(|(at, _)| at).find(marked) {
        Some(at) => {
            let span = Span::new(at, at + 1).shifted(base);
            let message = "the aliases (*) in this text expand to too much text";
            Diagnostic::error("yaml-syntax", file, span, message)
                .with_help("write the text itself in each place, without & and *")
        }
        None => Diagnostic::error("yaml-syntax", file, Span::at(base), "these fields cannot be read")
            .with_help("write each on a line of its own:\ntitle: Deep tissue massage"),
    }
}
