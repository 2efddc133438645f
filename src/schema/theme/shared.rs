//! What a theme declares for all its types at once: the fields that every page can have, and groups of types by name.

use super::field::common;
use super::model::Theme;
use crate::{Field, SharedField, TypeGroup};
use vertebra_base::diagnostic::{Diagnostic, did_you_mean};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Spanned;
use vertebra_yaml::{Fields, MapEntry};

/// A field that every page can have.
pub(super) fn field(entry: &MapEntry, file: &SourcePath, out: &mut Vec<Diagnostic>) -> Field {
    let mut fields = Fields::of(&entry.value, file, out);
    let mut flag = |name: &'static str| fields.boolean(name, out).unwrap_or(false);
    let shared = SharedField {
        none: flag("none"),
        cite: flag("cite"),
        holds_translations: flag("holds_translations"),
        hidden: flag("hidden"),
    };
    let field = common(&mut fields, entry, file, out);
    if shared.cite && field.keys_of.is_none() {
        let message =
            format!("the text cannot cite \"{}\": it does not say which data file its keys are from", entry.key);
        let help = format!("name the file in content/data, without .yaml: keys_of: {}", entry.key);
        out.push(Diagnostic::error("field-missing", file, entry.key_span, message).with_help(help));
    }
    fields.finish(out);
    Field { shared: Some(shared), ..field }
}

/// A group of types.
pub(super) fn group(entry: &MapEntry, file: &SourcePath, out: &mut Vec<Diagnostic>) -> TypeGroup {
    let mut fields = Fields::of(&entry.value, file, out);
    let label = fields.text("label", out).map_or_else(|| format!("of the group \"{}\"", entry.key), |text| text.value);
    let group = TypeGroup { label, review: fields.boolean("review", out).unwrap_or(false) };
    fields.finish(out);
    group
}

/// Gives every type the fields that all have; what a type says of a field of its own stays.
pub(super) fn add_to_types(theme: &mut Theme) {
    for kind in theme.types.values_mut() {
        let own = std::mem::take(&mut kind.fields);
        let is_own = |field: &&Field| own.iter().any(|known| known.name == field.name);
        kind.fields = theme.fields.iter().filter(|field| !is_own(field)).cloned().collect();
        kind.fields.extend(own);
    }
}

/// Reports groups that no theme of the chain declares.
pub(super) fn check_groups(theme: &Theme, named: &[(SourcePath, Vec<Spanned<String>>)], out: &mut Vec<Diagnostic>) {
    for (file, groups) in named {
        for name in groups.iter().filter(|name| !theme.groups.contains_key(&name.value)) {
            let message = format!("there is no group of page types \"{}\"", name.value);
            let help = did_you_mean(&name.value, theme.groups.keys().map(String::as_str))
                .unwrap_or_else(|| format!("declare it in this file:\ngroups:\n  {}: {{review: true}}", name.value));
            out.push(Diagnostic::error("field-choice", file, name.span, message).with_help(help));
        }
    }
}
