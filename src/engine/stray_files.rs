//! What is told of files that nobody wrote to be published, and of pages under names that pages do not have.
//!
//! The names are in the table `stray`; what nobody uses is found once the site is linked.

use std::collections::BTreeMap;

use super::stages::{DATA, is_markdown, is_page};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_base::stray::{self, SetAside};

/// Takes the files out of the site that are not to be published, and tells each, or its folder.
pub fn set_aside(snapshot: &mut Snapshot, out: &mut Vec<Diagnostic>) {
    let mut folders: BTreeMap<String, (SetAside, Vec<SourcePath>)> = BTreeMap::new();
    for (path, found) in snapshot.set_aside() {
        match &found.folder {
            Some(folder) => folders.entry(folder.clone()).or_insert_with(|| (found, Vec::new())).1.push(path),
            None => out.push(left_out(&path, &found)),
        }
    }
    for (folder, (found, files)) in folders {
        let [first, ..] = &*files else { continue };
        let message = format!("this folder looks like {}, so nothing in it is published", found.what);
        let help = match found.what == stray::DRAFTS {
            true => "move pages that are not ready to another folder, and write in their fields: draft: true",
            false => "move it out of the folder content; if it is for readers, give it another name",
        };
        let count = if files.len() == 1 { "1 file is".to_owned() } else { format!("{} files are", files.len()) };
        let told = Diagnostic::warning("file-left-out", first, None, message).with_help(help);
        out.push(told.with_note(format!("{count} left out in {folder}")));
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

fn left_out(path: &SourcePath, found: &SetAside) -> Diagnostic {
    let what = match &found.original {
        Some(original) => format!("{} of {}", found.what, name(original)),
        None => found.what.to_owned(),
    };
    let help = match &found.original {
        Some(original) => {
            format!(
                "keep what is right in {}, and delete this file; if it is a page, give it another name",
                name(original)
            )
        }
        None => "delete it, or move it out of the site; if it is for readers, give it another name".to_owned(),
    };
    let message = format!("this looks like {what}, so it is not published");
    Diagnostic::warning("file-left-out", path, None, message).with_help(help)
}

/// Markdown files and others that look like pages and are none, and pages that may not be meant as such.
pub fn lost_pages(snapshot: &Snapshot, out: &mut Vec<Diagnostic>) {
    let mut drafts: BTreeMap<&str, &SourcePath> = BTreeMap::new();
    for (path, bytes) in snapshot.files.iter().filter(|(path, _)| path.in_content().is_some()) {
        if is_page(path) {
            out.extend(about_folder(path, bytes.held()));
            stray::maybe_drafts(path.as_str()).into_iter().for_each(|folder| _ = drafts.entry(folder).or_insert(path));
        } else if is_markdown(path) {
            let message = "content/data/ is for data files and cannot contain pages";
            let help = "move this file to another folder in content/";
            out.push(Diagnostic::error("page-in-data", path, None, message).with_help(help));
        } else if !path.as_str().starts_with(DATA) {
            out.extend(odd_page(path, bytes.held()));
        }
    }
    // With a page of its own it is meant as a section.
    let has_page = |folder: &str| {
        ["index.md", "_index.md"]
            .iter()
            .any(|name| snapshot.files.contains_key(&SourcePath::new(format!("{folder}/{name}"))))
    };
    for (folder, first) in drafts.into_iter().filter(|(folder, _)| !has_page(folder)) {
        let message =
            format!("the pages in the folder {folder} are published, though its name says that they are not ready");
        let help = format!(
            "write in the fields of pages that are not ready: draft: true\nif the folder is for readers, give it a page: {folder}/index.md"
        );
        out.push(Diagnostic::warning("folder-drafts", first, None, message).with_help(help));
    }
}

/// A page for those who work in a folder, unless it says its address: then somebody wants it to be read.
fn about_folder(path: &SourcePath, bytes: &[u8]) -> Option<Diagnostic> {
    if !stray::is_about_folder(path.as_str()) {
        return None;
    }
    let says_address = |line: &[u8]| line.starts_with(b"slug:") || line.starts_with(b"url:");
    if bytes.split(|byte| *byte == b'\n').take(50).any(says_address) {
        return None;
    }
    let stem = path.stem();
    let message = format!(
        "this page is published for readers, though {} is mostly for those who work on a site",
        path.file_name()
    );
    let help = format!(
        "if it is not for readers, move it out of the folder content\nif it is the page of its folder, rename it to index.md; if it is another page, write in its fields: slug: {}",
        stem.to_lowercase()
    );
    Some(Diagnostic::warning("page-readme", path, None, message).with_help(help))
}

/// A page under a name that a program has given it, or that pages have elsewhere.
fn odd_page(path: &SourcePath, bytes: &[u8]) -> Option<Diagnostic> {
    let stem = path.stem();
    if stray::is_other_markdown(path.as_str()) {
        let message = "this file is published unchanged, not as a page, because its name does not end in .md";
        let help = format!("if it is a page, rename it to {stem}.md");
        return Some(Diagnostic::warning("file-ending", path, None, message).with_help(help));
    }
    match &*path.extension().to_lowercase() {
        "txt" if stem.to_lowercase().ends_with(".md") => {
            let message = "this file is published unchanged, not as a page, because its name ends in .md.txt";
            let help = format!("rename it to {stem}; Windows hides the last part of names unless you let it show them");
            Some(Diagnostic::warning("file-ending", path, None, message).with_help(help))
        }
        "html" | "htm" | "xhtml" if has_fields(bytes) => {
            let message = "this file begins with the fields of a page, which readers would see, because its name does not end in .md";
            let help = format!("rename it to {stem}.md, or remove the lines between --- and ---");
            Some(Diagnostic::error("file-foreign", path, None, message).with_help(help))
        }
        _ => None,
    }
}

/// Whether a text begins with fields, in YAML or in TOML.
fn has_fields(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    [&b"---\n"[..], b"---\r\n", b"+++\n", b"+++\r\n"].iter().any(|fence| text.starts_with(fence))
}
