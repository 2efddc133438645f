//! A theme and those it extends, read into one: content types, settings, templates, components, strings, files.
//!
//! The nearest theme wins, file by file. Nothing is parsed here but YAML; templates are only gathered.

mod builtin;
mod contrast;
mod data_records;
mod declared;
mod field;
mod gather;
mod model;
mod offered;
mod plurals;
mod settings;
mod shared;
mod string_forms;
mod strings;
mod template_facts;
pub mod untranslated;

pub use builtin::{EMBEDDED, add_embedded, remove_embedded, without_folder};
pub use data_records::check as check_data;
pub use model::{DataFile, DefaultPage, Pair, Setting, Theme, ThemeFile};
pub use offered::{OfferedField, offered_field};
pub use settings::setting;
pub use strings::{Strings, ThemeString, placeholders};
pub use template_facts::template_facts;

use crate::config::Config;
use vertebra_base::diagnostic::{Diagnostic, did_you_mean};
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_yaml as yaml;

/// Reads the theme that `config` names and all that it extends.
pub fn read(snapshot: &Snapshot, config: &Config) -> (Theme, Vec<Diagnostic>) {
    let mut out = Vec::new();
    let mut theme = Theme::default();
    let mut groups = Vec::new();
    let mut next = Some((config.theme.value.clone(), SourcePath::new(crate::config::FILE), config.theme.span));
    while let Some((name, asked_in, span)) = next.take() {
        if theme.chain.contains(&name) {
            let message = format!("the theme \"{name}\" extends itself");
            let help = "remove one of the \"extends\" lines in the theme.yaml files";
            out.push(Diagnostic::error("theme-circle", &asked_in, span, message).with_help(help));
            break;
        }
        let file = SourcePath::new(format!("themes/{name}/theme.yaml"));
        let Some(bytes) = snapshot.get(&file) else {
            out.push(missing(snapshot, &name).unwrap_or_else(|| {
                let names = names(snapshot);
                let help = did_you_mean(&name, names.iter().map(String::as_str))
                    .unwrap_or_else(|| format!("the themes here are: {}", names.join(", ")));
                Diagnostic::error("theme-missing", &asked_in, span, format!("there is no theme \"{name}\""))
                    .with_help(help)
            }));
            break;
        };
        let node = yaml::parse_bytes(bytes.held(), &file, &mut out);
        yaml::check_addresses(&node, &file, &mut out);
        theme.chain.push(name);
        let named = declared::read(&node, &file, &mut theme, &mut out);
        groups.push((file.clone(), named.groups));
        next = named.parent.map(|parent| (parent.value, file, parent.span));
    }
    shared::check_groups(&theme, &groups, &mut out);
    shared::add_to_types(&mut theme);
    gather::gather(snapshot, &mut theme, &mut out);
    settings::check_settings(&theme, config, &mut out);
    untranslated::check(&theme, config, &mut out);
    string_forms::check(&theme, config, &mut out);
    (theme, out)
}

/// A theme's folder without a `theme.yaml` needs that file, not another name.
fn missing(snapshot: &Snapshot, name: &str) -> Option<Diagnostic> {
    let folder = format!("themes/{name}/");
    let exists = snapshot.files.keys().any(|path| path.as_str().starts_with(&folder));
    exists.then(|| {
        let file = SourcePath::new(format!("{folder}theme.yaml"));
        let help = format!("create the file {file} with the line: name: {name}");
        Diagnostic::error("theme-missing", &file, None, format!("the theme \"{name}\" has no theme.yaml"))
            .with_help(help)
    })
}

fn names(snapshot: &Snapshot) -> Vec<String> {
    let folder =
        |path: &SourcePath| path.as_str().strip_prefix("themes/")?.strip_suffix("/theme.yaml").map(str::to_owned);
    snapshot.files.keys().filter_map(folder).collect()
}
