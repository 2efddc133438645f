//! `vertebra theme take`: a file of a theme as the site's own, which replaces it, and the file as it was, beside it.

use super::files::{ThemeCopy, ThemeFiles};
use crate::arguments::SiteArguments;
use crate::failure::Failure;
use vertebra_base::path::SourcePath;
use vertebra_disk::transaction::carry_out;
use vertebra_edit::{FileEdit, FileEdits};
use vertebra_engine::TAKEN;

/// Writes the copy. Returns what is to be said about it.
pub fn run(site: &SiteArguments, files: &ThemeFiles, typed: &str) -> Result<String, Failure> {
    let original = files.find_original(typed)?;
    let own = own_theme(files, original)?;
    refuse_what_is_merged(original, own)?;
    let ThemeCopy { theme, path, bytes } = original;
    if files.files.get(path).is_some_and(|copies| copies.iter().any(|copy| copy.theme == *own)) {
        return Err(Failure::Usage {
            message: format!("themes/{own}/{path} already exists; it was not changed"),
            help: format!("to read the version of {theme}, run: vertebra theme show {theme}/{path}"),
        });
    }
    let kept = format!("themes/{own}/{TAKEN}/{theme}/{path}");
    let mut edits = vec![FileEdit::create(format!("themes/{own}/{path}"), bytes.to_vec())];
    edits.push(record(files, &kept, bytes));
    carry_out(&site.root, &FileEdits::new(format!("theme take {path}"), edits))?;
    Ok(format!(
        "Created themes/{own}/{path}, which now replaces that of {theme}. Change it as you like.\n\
         Created {kept}: {theme}'s version of today. Keep it unchanged; with it, Vertebra tells you when {theme} changes the\n\
         file, and what.\n"
    ))
}

/// Records that a copy has the changes of its original. Returns what is to be said about it.
pub fn merged(site: &SiteArguments, files: &ThemeFiles, typed: &str) -> Result<String, Failure> {
    let original = files.find_original(typed)?;
    let own = own_theme(files, original)?;
    let ThemeCopy { theme, path, bytes } = original;
    if !files.files.get(path).is_some_and(|copies| copies.iter().any(|copy| copy.theme == *own)) {
        return Err(Failure::Usage {
            message: format!("themes/{own} has no copy of {path}"),
            help: format!("to make one, run: vertebra theme take {path}"),
        });
    }
    let kept = format!("themes/{own}/{TAKEN}/{theme}/{path}");
    let edits = vec![record(files, &kept, bytes)];
    carry_out(&site.root, &FileEdits::new(format!("theme take {path} --merged"), edits))?;
    Ok(format!("Recorded that themes/{own}/{path} has all changes of {theme}.\n"))
}

/// The file as it is in the other theme, in place of the one that was recorded before.
fn record(files: &ThemeFiles, kept: &str, bytes: &[u8]) -> FileEdit {
    match files.taken.get(kept) {
        Some(before) => FileEdit::write(&SourcePath::new(kept), before.clone(), bytes.to_vec()),
        None => FileEdit::create(kept, bytes.to_vec()),
    }
}

/// The theme of the site that gets the copy: the nearest one.
fn own_theme<'a>(files: &'a ThemeFiles, original: &ThemeCopy) -> Result<&'a String, Failure> {
    let nearest = files.chain.first().filter(|name| files.own.contains(*name) && **name != original.theme);
    nearest.ok_or_else(|| Failure::Usage {
        message: "this site has no theme of its own that could have a copy".to_owned(),
        help: format!(
            "create themes/my-theme/theme.yaml with these lines:\n\
             name: my-theme\nextends: {}\nThen write in content/site.yaml: theme: my-theme",
            original.theme
        ),
    })
}

/// Strings and settings are not replaced file by file.
fn refuse_what_is_merged(original: &ThemeCopy, own: &str) -> Result<(), Failure> {
    let path = &original.path;
    let (message, help) = if path.starts_with("strings/") {
        (
            "strings are replaced one by one, so no copy of the file is needed".to_owned(),
            format!("write only the lines that differ into themes/{own}/{path}"),
        )
    } else if matches!(path.as_str(), "theme.yaml" | "rules.yaml") {
        (
            format!("{path} is not replaced: what your theme declares is added to it"),
            format!("write only what differs into themes/{own}/{path}"),
        )
    } else {
        return Ok(());
    };
    Err(Failure::Usage { message, help })
}
