//! The files of the preview's own pages: scripts and styles that the program carries.

use super::reply::Reply;

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

/// Every file by its name below `/__vertebra/`.
const FILES: &[(&str, &str, &str)] =
    &[("client.js", SCRIPT, include_str!("client.js")), ("preview.css", STYLE, include_str!("preview.css"))];

/// A file by its name.
pub fn find(name: &str) -> Option<Reply> {
    let (_, kind, text) = FILES.iter().find(|file| file.0 == name)?;
    Some(Reply::new(200, *kind, *text))
}
