//! Style sheets that import each other in a circle.

use std::collections::{BTreeMap, BTreeSet};

use super::bundle::DEEPEST;
use super::read::Sheet;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;

type Sheets = BTreeMap<SourcePath, Sheet>;

/// Reports the import that closes each circle.
pub fn find(sheets: &Sheets, out: &mut Vec<Diagnostic>) {
    let mut done = BTreeSet::new();
    for sheet in sheets.values() {
        visit(sheet, sheets, &mut Vec::new(), &mut done, out);
    }
}

fn visit<'a>(
    sheet: &'a Sheet,
    sheets: &'a Sheets,
    open: &mut Vec<&'a SourcePath>,
    done: &mut BTreeSet<&'a SourcePath>,
    out: &mut Vec<Diagnostic>,
) {
    if done.contains(&sheet.source) {
        return;
    }
    open.push(&sheet.source);
    for import in &sheet.imports {
        if open.contains(&&import.target) {
            let own = import.target == sheet.source;
            let message = if own {
                "this style sheet imports itself".to_owned()
            } else {
                format!("{} imports this style sheet, so the imports form a cycle", import.target)
            };
            let help = "remove one of the imports; to extend the style sheet of another theme, write the theme's name first: @import \"clinic/main.css\";";
            out.push(Diagnostic::error("style-circle", &sheet.source, import.span, message).with_help(help));
        } else if open.len() > DEEPEST {
            let message = format!("the chain of imports is more than {} style sheets long", DEEPEST);
            let help = "import this one from a style sheet nearer to the start of the chain";
            out.push(Diagnostic::error("style-broken", &sheet.source, import.span, message).with_help(help));
        } else if let Some(target) = sheets.get(&import.target) {
            visit(target, sheets, open, done, out);
        }
    }
    open.pop();
    done.insert(&sheet.source);
}
