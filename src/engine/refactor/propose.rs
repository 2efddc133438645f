//! What renames come to before a file has moved: for programs that move the files themselves and ask what has to change in
//! texts. The edits are those of `carry`, no others. Leaves the build as it was.

use std::collections::BTreeMap;

use super::before::{put_back, texts_of};
use super::model::MoveRefusal;
use super::plan_move::carry;
use super::wish::MoveRequest;
use crate::{Build, Now};
use vertebra_base::file_content::FileContent;
use vertebra_base::path::SourcePath;
use vertebra_edit::{Edit, between};

/// What has to be done together with some renames.
#[derive(Debug, Clone, Default)]
pub struct Proposal {
    /// Changes of texts, by the names that the files have before anything moves.
    pub edits: BTreeMap<SourcePath, Vec<Edit>>,
    /// Texts of files that are not there yet.
    pub created: BTreeMap<SourcePath, String>,
    /// Every file that gets another name, by its name before; those that nobody asked for too, such as translations.
    pub moves: Vec<(SourcePath, SourcePath)>,
}

/// Plans several wishes, each on top of those before it.
///
/// # Errors
/// The refusal of the first wish that cannot be fulfilled. The build is then as it was, too.
pub fn propose(build: &mut Build, wishes: &[MoveRequest], at: &Now) -> Result<Proposal, MoveRefusal> {
    let before = texts_of(build);
    let mut names: BTreeMap<SourcePath, SourcePath> = BTreeMap::new();
    let planned = wishes.iter().try_for_each(|wish| {
        for (from, to) in carry(build, wish, at)?.moves {
            let original = names.iter().find(|(_, now)| **now == from).map(|(original, _)| original.clone());
            names.insert(original.unwrap_or(from), to);
        }
        Ok(())
    });
    let after = texts_of(build);
    put_back(build, &before, at);
    planned?;
    Ok(compared(&before, &after, names))
}

fn compared(
    before: &BTreeMap<SourcePath, FileContent>,
    after: &BTreeMap<SourcePath, FileContent>,
    names: BTreeMap<SourcePath, SourcePath>,
) -> Proposal {
    let text = |bytes: &FileContent| bytes.text().map(str::to_owned);
    let mut proposal = Proposal::default();
    for (path, old) in before {
        let now = after.get(names.get(path).unwrap_or(path)).filter(|new| *new != old);
        if let Some((old, new)) = text(old).zip(now.and_then(text)) {
            proposal.edits.insert(path.clone(), between(&old, &new));
        }
    }
    let is_moved = |path: &SourcePath| names.values().any(|to| to == path);
    let fresh = after.iter().filter(|(path, _)| !before.contains_key(*path) && !is_moved(path));
    proposal.created = fresh.filter_map(|(path, bytes)| Some((path.clone(), text(bytes)?))).collect();
    proposal.moves = names.into_iter().collect();
    proposal
}
