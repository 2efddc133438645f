//! `contrast:` of `theme.yaml`: which custom properties are colors that are read on others, and how well they must be told
//! apart.

use super::model::Pair;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_yaml::Fields;

/// What text needs.
const USUAL: f64 = 4.5;

/// Reads the pairs of a theme, unless a nearer one has declared some.
pub fn read(fields: &mut Fields, pairs: &mut Vec<Pair>, out: &mut Vec<Diagnostic>) {
    let file = fields.file;
    let Some(entry) = fields.take("contrast") else { return };
    let Some(items) = entry.value.as_list() else {
        fields.wrong_kind::<()>(entry, "a list of pairs", out);
        return;
    };
    let is_first = pairs.is_empty();
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
            pairs.push(Pair { text, on, at_least, file: file.clone(), span: item.span });
        }
    }
}
