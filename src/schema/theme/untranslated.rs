//! Words that a theme has in one language and lacks in another one of the site. Reads no file.

use std::collections::BTreeSet;

use super::model::Theme;
use crate::config::{Config, Lang};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;

/// Reports words that a language of the site lacks, all of one language together: no page falls back to other words.
pub fn check(theme: &Theme, config: &Config, out: &mut Vec<Diagnostic>) {
    let Some(nearest) = theme.chain.first() else { return };
    for lang in config.langs() {
        let tag = config.tag(lang);
        let missing = missing(theme, config, lang);
        if missing.is_empty() {
            continue;
        }
        // Where the words of that language are already, else beside the nearest theme's own.
        let known = |name: &&String| theme.strings.came_from(&format!("themes/{name}/strings/{tag}.yaml"));
        let theme_name = theme.chain.iter().find(known).unwrap_or(nearest);
        let file = SourcePath::new(format!("themes/{theme_name}/strings/{tag}.yaml"));
        let (count, name) = (missing.len(), config.own_name(lang));
        let message = match count {
            1 => format!("the theme has no translation of \"{}\" into {name} ({tag})", missing[0]),
            _ => format!("the theme has no translation of {count} strings into {name} ({tag})"),
        };
        let lines: Vec<String> = missing.iter().map(|key| format!("{key}: \"…\"")).collect();
        let help = format!("add to {file}:\n{}", lines.join("\n"));
        let at = SourcePath::new(crate::config::FILE);
        let span = config.further(lang).map(|language| language.span).or(config.language_span);
        out.push(Diagnostic::error("string-missing", &at, span, message).with_help(help));
    }
}

/// Whether it is told that a language lacks the words for a key: what fails for want of them needs no word of its own.
pub fn is_told(theme: &Theme, config: &Config, lang: Lang, key: &str) -> bool {
    missing(theme, config, lang).contains(&key)
}

/// The keys of the words that a language lacks, in order: a further one those of the first. A first one that the theme does
/// not speak at all lacks those that it has in any language and asks for by name; where somebody has begun to write them,
/// only what a page needs is missing, which is told where it fails.
fn missing<'t>(theme: &'t Theme, config: &'t Config, lang: Lang) -> Vec<&'t str> {
    let lacks = |key: &&str| theme.strings.get(config.tag(lang), key).is_none();
    let first = || theme.strings.keys(&config.language);
    if !lang.is_first() {
        return first().filter(lacks).collect::<BTreeSet<_>>().into_iter().collect();
    }
    if first().next().is_some() {
        return Vec::new();
    }
    let any = theme.strings.languages().flat_map(|tag| theme.strings.keys(tag)).filter(lacks);
    let mut all: BTreeSet<&str> = any.collect();
    let asked = theme.template_texts();
    all.retain(|key| asked.as_ref().is_none_or(|asked| asked.contains(key)));
    all.into_iter().collect()
}
