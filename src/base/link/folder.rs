//! Files and folders among addresses: one rule for where a slash belongs. Looks at names only.

use super::text::{composed, decoded};
use crate::path::UrlPath;

/// Endings of pages that programs make on a server: old addresses have them, and no table of media types does.
const PAGES: [&str; 16] = [
    "action", "asp", "aspx", "cfm", "cgi", "do", "htm", "html", "jsp", "jspx", "md", "php", "php3", "phtml", "pl",
    "shtml",
];

/// Whether a path from the root of the site lies in a folder of `public` that belongs to Vertebra or to Git: nothing is
/// published there.
pub fn is_reserved(path: &str) -> bool {
    matches!(path.trim_start_matches('/').split('/').next(), Some(".vertebra" | ".git"))
}

/// Whether an address is that of a folder: it has a slash at its end, or its last part has no ending that any type of
/// file has. `/release-1.2`, `/dr.smith` and `/old/` are folders, `/logo.svg` and `/page.html` are files.
pub fn is_folder(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let Some((_, ending)) = name.rsplit_once('.') else { return true };
    let ending = ending.to_ascii_lowercase();
    // `1`, `2` and `123` are versions and days, whatever else they may be.
    let is_number = ending.bytes().all(|byte| byte.is_ascii_digit());
    let is_known = PAGES.contains(&ending.as_str()) || mime_guess::from_ext(&ending).first_raw().is_some();
    is_number || !is_known
}

/// The address of a page or file as somebody typed it, in plain letters: decoded, composed, and with a slash at its end
/// if it is that of a folder. None for what leads outside the site.
pub fn page_address(typed: &str) -> Option<UrlPath> {
    let address = |path: &str| {
        let slash = if is_folder(path) { "/" } else { "" };
        UrlPath::new(&format!("{}{slash}", path.trim_end_matches('/'))).ok()
    };
    // Browsers show some addresses encoded, and people copy them so; hosts look for the plain letters.
    let plain = Some(decoded(typed)).filter(|plain| !plain.contains('\u{fffd}'));
    plain.and_then(|plain| address(&plain)).or_else(|| address(&composed(typed)))
}
