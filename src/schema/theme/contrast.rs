//! `contrast:` of `theme.yaml`: which custom properties are colors that are read on others, and how well they must be told
//! apart.

use super::Theme;
use crate::config::Fields;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;

/// A color that is read on another one.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The custom property of the text or the edge, without `--`.
    pub text: String,
    /// That of the ground.
    pub on: String,
    /// The least contrast. Source: WCAG 2.2, 1.4.3 and 1.4.11: 4.5 for text, 3 for large text and edges.
    pub at_least: f64,
    pub file: SourcePath,
    pub span: Span,
}

/// What text needs.
const USUAL: f64 = 4.5;

/// Reads the pairs of a theme, unless a nearer one has declared some.
pub fn read(fields: &mut Fields, theme: &mut Theme, out: &mut Vec<Diagnostic>) {
    let file = fields.file;
    let Some(entry) = fields.take("contrast") else { return };
    let Some(items) = entry.value.as_list() else {
        fields.wrong_kind::<()>(entry, "a list of pairs", out);
        return;
    };
    let is_first = theme.contrast.is_empty();
    for item in items {
        let mut pair = Fields::of(item, file, out);
        let bare = |name: String| name.trim_start_matches("--").to_owned();
        let text = bare(pair.required("text", "--ink", out).value);
        let on = bare(pair.required("on", "--paper", out).value);
        let at_least = pair.take("at_least").and_then(|entry| {
            let number = entry.value.as_text().and_then(|text| text.parse().ok());
            number
                .filter(|number| (1.0..=21.0).contains(number))
                .or_else(|| pair.wrong_kind(entry, "a number from 1 to 21", out))
        });
        pair.finish(out);
        if is_first && !text.is_empty() && !on.is_empty() {
            let at_least = at_least.unwrap_or(USUAL);
            theme.contrast.push(Pair { text, on, at_least, file: file.clone(), span: item.span });
        }
    }
}
