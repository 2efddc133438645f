//! Files that a theme took from another to change them: whether the other has changed them since.
//!
//! `themes/mine/taken/clinic/templates/page.html` is the file of the theme `clinic` as it was when
//! `themes/mine/templates/page.html` was made from it. Writes none of them.

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_edit::{Line, diff};
use vertebra_schema::theme::Theme;

/// The folder of a theme in which the files are kept as they were taken.
pub const FOLDER: &str = "taken";

/// Lines of a difference that are shown; a person reads the rest in the file.
const MOST: usize = 40;

/// A file that was taken, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenFile {
    /// As it was: `themes/mine/taken/clinic/templates/page.html`.
    pub kept: SourcePath,
    /// The copy, which may have been changed: `themes/mine/templates/page.html`.
    pub copy: SourcePath,
    /// As it is now: `themes/clinic/templates/page.html`.
    pub original: SourcePath,
}

/// All files that the themes of a chain have taken.
pub fn of(snapshot: &Snapshot, theme: &Theme) -> Vec<TakenFile> {
    let of_layer = |layer: &String| {
        let folder = format!("themes/{layer}/{FOLDER}/");
        let files = snapshot.files.range(SourcePath::new(&folder)..).map(|(path, _)| path);
        let own = files.take_while(|path| path.as_str().starts_with(&folder));
        own.filter_map(|kept| {
            let (from, inside) = kept.as_str().strip_prefix(&folder)?.split_once('/')?;
            let copy = SourcePath::new(format!("themes/{layer}/{inside}"));
            Some(TakenFile { kept: kept.clone(), copy, original: SourcePath::new(format!("themes/{from}/{inside}")) })
        })
        .collect::<Vec<_>>()
    };
    theme.chain.iter().flat_map(of_layer).collect()
}

/// Reports the copies whose originals have changed, with what changed.
pub fn check(snapshot: &Snapshot, theme: &Theme, out: &mut Vec<Diagnostic>) {
    for TakenFile { kept, copy, original } in of(snapshot, theme) {
        let (Some(before), Some(_)) = (snapshot.get(&kept), snapshot.get(&copy)) else { continue };
        let now = snapshot.get(&original);
        if now == Some(before) {
            continue;
        }
        let inside = copy.as_str().splitn(3, '/').nth(2).unwrap_or_default();
        let Some(now) = now else {
            let message = format!("this is a copy of {original}, which no longer exists");
            let help = format!("if nothing uses this file any more, remove it and {kept}; otherwise, remove {kept}");
            out.push(Diagnostic::note("theme-copy-old", &copy, None, message).with_help(help));
            continue;
        };
        let message = format!("{original} has changed since this copy of it was taken");
        let help = format!("make the same changes here, then run: vertebra theme take {inside} --merged");
        let told = Diagnostic::note("theme-copy-old", &copy, None, message).with_help(help);
        out.push(match (before.text(), now.text()) {
            (Some(before), Some(now)) => told.with_note(difference(before, now)),
            _ => told,
        });
    }
}

fn difference(before: &str, now: &str) -> String {
    let lines = diff(before, now);
    let mut shown: Vec<String> = lines
        .iter()
        .take(MOST)
        .map(|line| match line {
            Line::Head(text) => text.clone(),
            Line::Same(text) => format!(" {text}").trim_end().to_owned(),
            Line::Removed(text) => format!("-{text}"),
            Line::Added(text) => format!("+{text}"),
        })
        .collect();
    if lines.len() > MOST {
        shown.push(format!("… and {} more lines", lines.len() - MOST));
    }
    format!("what changed:\n{}", shown.join("\n"))
}
