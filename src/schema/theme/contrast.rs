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
    let Some(value) = fields.value("contrast") else { return };
    let Some(items) = value.node.as_list() else {
        value.wrong_kind::<()>("a list of pairs", "contrast:\n- {text: ink, on: paper}", out);
        return;
    };
    let is_first = pairs.is_empty();
    for item in items {
        let mut pair = Fields::of(item, file, out);
        let bare = |name: String| name.trim_start_matches("--").to_owned();
        let text = bare(pair.required("text", "--ink", out).value);
        let on = bare(pair.required("on", "--paper", out).value);
        let ratio = ("a number from 1 to 21", "at_least: 4.5");
        let at_least = pair.value("at_least").and_then(|value| value.decimal(1.0..=21.0, ratio, out));
        pair.finish(out);
        if is_first && !text.is_empty() && !on.is_empty() {
            let at_least = at_least.unwrap_or(USUAL);
            pairs.push(Pair { text, on, at_least, file: file.clone(), span: item.span });
        }
    }
}
