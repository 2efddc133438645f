//! Finishes or takes back a change that was cut off: its command was killed, or its disk failed while it was taken back.

use std::path::{Path, PathBuf};

use super::error::{EditError, NextCommand};
use super::operations::Operations;
use super::shelf::{Phase, Shelf};
use super::steps::{State, Work};
use vertebra_base::path::SourcePath;

/// What became of a change that was cut off.
#[derive(Debug)]
pub struct Recovered {
    /// The command that had been cut off.
    pub command: String,
    pub outcome: Recovery,
    /// Files that somebody has changed since: they were left alone.
    pub left: Vec<SourcePath>,
    /// Where the files are as they were before.
    pub copies: PathBuf,
}

/// How a change that was cut off ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recovery {
    Finished,
    TakenBack,
    /// It had changed nothing yet.
    NotBegun,
}

/// Finishes what was cut off in a site, or takes it back. None where nothing was, or while another command is at work.
///
/// # Errors
/// When neither can be done: then files are changed that `EditError::Halfway` names.
pub fn recover(root: &Path) -> Result<Option<Recovered>, EditError> {
    if !Shelf::is_open(root) {
        return Ok(None);
    }
    match Shelf::open(root, Operations::real())? {
        Some(shelf) => finish_open(&shelf),
        None => Ok(None),
    }
}

/// As `recover`, for whoever has the shelf already.
pub fn finish_open(shelf: &Shelf) -> Result<Option<Recovered>, EditError> {
    let Some((phase, note)) = shelf.open_note()? else { return Ok(None) };
    let work = Work { shelf, note: &note };
    let copies = shelf.copies(note.number);
    let recovered = |outcome, left| Recovered { command: note.command.clone(), outcome, left, copies: copies.clone() };
    if phase == Phase::Drafting {
        work.clear(true)?;
        shelf.drop_note(&note, false).map_err(|cause| EditError::at(&copies, cause))?;
        return Ok(Some(recovered(Recovery::NotBegun, Vec::new())));
    }
    if phase == Phase::Begun
        && let Some(tolerated) = ahead(&work.states()?)
        && work.forward(tolerated).and_then(|()| work.settle()).is_ok()
    {
        return Ok(Some(recovered(Recovery::Finished, Vec::new())));
    }
    let left = abandon(&work)?;
    clear_away(&work, &left)?;
    Ok(Some(recovered(Recovery::TakenBack, left)))
}

/// Takes back what is made of a change. Gives the files that somebody has changed since: they were left alone. What is
/// left to be done is done by the next command, and the same is told: a change that could not be marked as given up is
/// finished by it, so nothing of that is taken back.
pub fn abandon(work: &Work) -> Result<Vec<SourcePath>, EditError> {
    let shelf = work.shelf;
    let copies = shelf.copies(work.note.number);
    let marked = shelf.enter(Phase::Begun, Phase::Failed);
    if let (Err(cause), true) = (marked, shelf.is_at(Phase::Begun)) {
        // Where nothing can be read, any file may be changed.
        let states = work.states().unwrap_or_else(|_| vec![State::After; work.note.steps.len()]);
        let made = work.note.steps.iter().zip(&states).filter(|(_, state)| **state != State::Before);
        let changed: Vec<SourcePath> = made.map(|(step, _)| SourcePath::new(step.path())).collect();
        if changed.is_empty() && clear_away(work, &[]).is_ok() {
            return Ok(Vec::new());
        }
        if ahead(&states).is_some() {
            return Err(EditError::Halfway {
                path: copies.clone(),
                cause,
                changed,
                next: NextCommand::Completes,
                copies,
            });
        }
    }
    let back = work.back();
    if let Some((path, cause)) = back.cause {
        return Err(EditError::Halfway { path, cause, changed: back.changed, next: NextCommand::PutsBack, copies });
    }
    Ok(back.left)
}

/// Takes away what a change that was taken back has left: drafts, folders, its note, and copies that nobody needs.
pub fn clear_away(work: &Work, left: &[SourcePath]) -> Result<(), EditError> {
    work.clear(true)?;
    work.sync()?;
    let dropped = work.shelf.drop_note(work.note, !left.is_empty());
    dropped.map_err(|cause| EditError::at(&work.shelf.copies(work.note.number), cause))
}

/// Whether a change can be finished, and up to which step it had certainly come. A file that was changed since is no
/// hindrance when its step was made: somebody has gone on working with what the change had made of it.
fn ahead(states: &[State]) -> Option<usize> {
    let made = states.iter().rposition(|state| *state == State::After).unwrap_or(0);
    let is_behind = |(at, state): (usize, &State)| *state != State::Neither || at < made;
    states.iter().enumerate().all(is_behind).then_some(made)
}

#[cfg(test)]
mod tests {
    use super::State::{After, Before, Neither};
    use super::*;

    #[test]
    fn what_was_changed_since_tells_how_far_a_change_had_come() {
        assert_eq!(ahead(&[Before, Before]), Some(0));
        assert_eq!(ahead(&[After, Before]), Some(0));
        assert_eq!(ahead(&[Neither, After, Before]), Some(1), "the first was made, and changed then");
        assert_eq!(ahead(&[After, Neither, Before]), None, "nobody knows whether the second was made");
        assert_eq!(ahead(&[After, Before, Neither]), None);
    }
}
