//! Words that a theme has in the first language of the site and lacks in another one. Reads no file.

use super::model::Theme;
use crate::config::Config;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;

/// Reports words that the theme has in the first language and not in another one: no page falls back to other words.
pub fn check(theme: &Theme, config: &Config, out: &mut Vec<Diagnostic>) {
    let Some(nearest) = theme.chain.first() else { return };
    for language in &config.languages {
        let tag = language.tag.as_str();
        let mut missing: Vec<&str> =
            theme.strings.keys(&config.language).filter(|key| theme.strings.get(tag, key).is_none()).collect();
        missing.sort_unstable();
        missing.dedup();
        if missing.is_empty() {
            continue;
        }
        // Where the words of that language are already, else beside the nearest theme's own.
        let known = |name: &&String| theme.strings.came_from(&format!("themes/{name}/strings/{tag}.yaml"));
        let theme_name = theme.chain.iter().find(known).unwrap_or(nearest);
        let file = SourcePath::new(format!("themes/{theme_name}/strings/{tag}.yaml"));
        let (count, name) = (missing.len(), &language.name);
        let message = match count {
            1 => format!("the theme has no translation of \"{}\" into {name} ({tag})", missing[0]),
            _ => format!("the theme has no translation of {count} strings into {name} ({tag})"),
        };
        let lines: Vec<String> = missing.iter().map(|key| format!("{key}: \"…\"")).collect();
        let help = format!("add to {file}:\n{}", lines.join("\n"));
        let at = SourcePath::new(crate::config::FILE);
        out.push(Diagnostic::error("string-missing", &at, language.span, message).with_help(help));
    }
}
