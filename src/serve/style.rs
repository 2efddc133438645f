//! Tells whether two versions of a page differ only in the addresses of their style sheets: then the page need not be
//! loaded again.

use std::collections::BTreeMap;

use memchr::memmem;

use vertebra_style::Assets;

/// Each style sheet of a theme as pages name it: where it is published, and its hash, by its name.
pub type Sheets = BTreeMap<String, (String, String)>;

/// A style sheet that is at another address now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenamedStylesheet {
    pub from: String,
    pub to: String,
    /// What stood in the attribute `integrity`, and what stands there now.
    seals: (String, String),
}

/// The published style sheets of a theme.
pub fn sheets(assets: &Assets) -> Sheets {
    let sheets = assets.each().filter(|(name, _)| name.ends_with(".css"));
    sheets.map(|(name, asset)| (name.to_owned(), (asset.output.to_string(), asset.integrity().to_owned()))).collect()
}

/// What moved between two moments.
pub fn moved(before: &Sheets, now: &Sheets) -> Vec<RenamedStylesheet> {
    let pairs = before.iter().filter_map(|(name, from)| Some((from, now.get(name)?)));
    let moved = pairs.filter(|(from, to)| from != to).map(|((from, old), (to, new))| RenamedStylesheet {
        from: from.clone(),
        to: to.clone(),
        seals: (old.clone(), new.clone()),
    });
    moved.collect()
}

/// The style sheets that an old version of a page names and the new one has in their new places, if all else is equal;
/// nothing when something else differs, too.
pub fn only_styles(old: &[u8], new: &[u8], moved: &[RenamedStylesheet]) -> Option<Vec<RenamedStylesheet>> {
    let used: Vec<_> = moved.iter().filter(|it| memmem::find(old, it.from.as_bytes()).is_some()).cloned().collect();
    let mut text = old.to_vec();
    for sheet in &used {
        text = replaced(&text, sheet.from.as_bytes(), sheet.to.as_bytes());
        text = replaced(&text, sheet.seals.0.as_bytes(), sheet.seals.1.as_bytes());
    }
    (!used.is_empty() && text == new).then_some(used)
}

fn replaced(text: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(text.len());
    let mut rest = 0;
    for at in memmem::find_iter(text, from) {
        whole.extend_from_slice(&text[rest..at]);
        whole.extend_from_slice(to);
        rest = at + from.len();
    }
    whole.extend_from_slice(&text[rest..]);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_sheet_alone_is_told_from_a_new_page() {
        let sheets = |a: &str, b: &str| -> Sheets {
            [("a.css", a), ("b.css", b)]
                .map(|(name, to)| (name.to_owned(), (to.to_owned(), format!("sha-{to}"))))
                .into()
        };
        let moved = moved(&sheets("assets/a.1.css", "assets/b.1.css"), &sheets("assets/a.2.css", "assets/b.2.css"));
        assert_eq!(moved.len(), 2);
        let old = b"<link href=/assets/a.1.css><p>a.1.css assets/a.1.css";
        let only = |new: &str| only_styles(old, new.as_bytes(), &moved).map(|it| it.len());
        assert_eq!(only("<link href=/assets/a.2.css><p>a.1.css assets/a.2.css"), Some(1));
        assert_eq!(only("<link href=/assets/a.2.css><p>A new text"), None);
        assert_eq!(only("<link href=/assets/a.1.css><p>a.1.css assets/a.1.css"), None);
        let sealed = |n: u8| format!("<link href=/assets/a.{n}.css integrity=sha-assets/a.{n}.css>");
        assert_eq!(only_styles(sealed(1).as_bytes(), sealed(2).as_bytes(), &moved).map(|it| it.len()), Some(1));
        assert_eq!(only_styles(b"<p>", b"<p>", &moved), None);
    }
}
