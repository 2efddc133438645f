//! Addresses of files, as clients write them, to paths and back. Source of the form: RFC 8089.

use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stands in the path of an address as it is. Source: RFC 3986, section 2.3, and the slash.
const KEPT: AsciiSet = NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The path of a file on this computer; none for anything else, such as a text that was never saved.
pub fn to_path(uri: &str) -> Option<PathBuf> {
    let rest = uri.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("file:")).and(uri.get(5..))?;
    let path = match rest.strip_prefix("//") {
        Some(rest) => {
            let slash = rest.find('/')?;
            let host = &rest[..slash];
            (host.is_empty() || host.eq_ignore_ascii_case("localhost")).then(|| &rest[slash..])?
        }
        None => rest,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8().ok()?;
    // `/c:/site` on Windows.
    let drive = path.strip_prefix('/').filter(|rest| rest.as_bytes().get(1) == Some(&b':'));
    Some(PathBuf::from(if cfg!(windows) { drive.unwrap_or(&path) } else { &path }))
}

/// The address of a path, which begins at the root of the disk.
pub fn of_path(path: &Path) -> String {
    let text = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let slash = if text.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", utf8_percent_encode(&text, &KEPT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn paths_and_addresses() {
        for (uri, path) in [
            ("file:///a/b.md", Some("/a/b.md")),
            ("file://localhost/a/b.md", Some("/a/b.md")),
            ("file:/a/b.md", Some("/a/b.md")),
            ("FILE:///a/gr%C3%BC%C3%9Fe%20x.md", Some("/a/grüße x.md")),
            ("file://other/a.md", None),
            ("untitled:Untitled-1", None),
            ("file:///%ff", None),
            ("", None),
        ] {
            assert_eq!(to_path(uri), path.map(PathBuf::from), "{uri}");
        }
        assert_eq!(of_path(Path::new("/a/grüße x+.md")), "file:///a/gr%C3%BC%C3%9Fe%20x%2B.md");
    }
}
