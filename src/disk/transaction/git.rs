//! Tells `git` which of the files that it keeps have other names or are gone, as `git mv` and `git rm` would: the new name
//! is staged with what was staged under the old one. Never touches a file, and what fails here harms nothing.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::note::{TransactionRecord, TransactionStep};

/// Stages the moves and removals of a change.
pub fn tell(root: &Path, note: &TransactionRecord) {
    let gone: BTreeMap<&str, Option<&str>> = note
        .steps
        .iter()
        .filter_map(|step| match step {
            TransactionStep::Move { path, to } => Some((path.as_str(), Some(to.as_str()))),
            TransactionStep::Remove { path, .. } => Some((path.as_str(), None)),
            TransactionStep::Write { .. } => None,
        })
        .collect();
    if !gone.is_empty() {
        let _ = stage(root, &gone);
    }
    // A removal that is taken back: what was staged for it goes as well.
    let back = |step: &TransactionStep| match step {
        TransactionStep::Write { path, before: None, .. } if note.undoes.is_some() => Some(path.clone()),
        _ => None,
    };
    let mut back = note.steps.iter().filter_map(back).peekable();
    if back.peek().is_some() {
        let mut arguments = vec!["reset".to_owned(), "--quiet".to_owned(), "--".to_owned()];
        arguments.extend(back);
        let _ = git(root, &arguments, "");
    }
}

fn stage(root: &Path, gone: &BTreeMap<&str, Option<&str>>) -> Option<()> {
    let prefix = git(root, &["rev-parse".to_owned(), "--show-prefix".to_owned()], "")?;
    let prefix = prefix.trim_end_matches('\n');
    let mut arguments: Vec<String> = ["ls-files", "--stage", "-z", "--"].map(str::to_owned).into();
    arguments.extend(gone.keys().map(|path| (*path).to_owned()));
    let listed = git(root, &arguments, "")?;
    let mut index = String::new();
    for entry in listed.split_terminator('\0') {
        // `100644 4a0c… 0<Tab>content/a.md`: source: git-ls-files(1), "OUTPUT".
        let (mode_and_blob, path) = entry.split_once('\t')?;
        let (what, stage) = mode_and_blob.rsplit_once(' ')?;
        let Some(to) = gone.get(path).filter(|_| stage == "0") else { continue };
        // Source of the form, and of the mode 0 for what goes: git-update-index(1), "USING --INDEX-INFO".
        let nothing = "0".repeat(what.len() - what.find(' ')? - 1);
        index += &format!("0 {nothing}\t{prefix}{path}\0");
        if let Some(to) = to {
            index += &format!("{what}\t{prefix}{to}\0");
        }
    }
    if !index.is_empty() {
        git(root, &["update-index", "-z", "--index-info"].map(str::to_owned), &index)?;
    }
    Some(())
}

/// What a command of `git` prints; none where it fails, or where there is no `git`.
fn git(root: &Path, arguments: &[String], input: &str) -> Option<String> {
    let mut command = Command::new("git");
    command.arg("--literal-pathspecs").arg("-C").arg(root).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    // Dropped at the end of the statement, so that git sees the end of its input.
    child.stdin.take()?.write_all(input.as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).ok()).flatten()
}
