//! Paths inside a theme: from one file to another, and from a published style sheet to a published file.

/// A path as written in a file of `folder`, from the theme's top; nothing when it leads out of it.
pub fn resolve(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The folder of a path, empty at the top.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The address of a published file as a style sheet writes it. Relative, so that a site in a folder needs no other
/// style sheet: those are published in `assets/`, under their names.
pub fn from_sheet(name: &str, output: &str) -> String {
    let own = format!("assets/{name}");
    let mut from: Vec<&str> = folder(&own).split('/').collect();
    let mut to: Vec<&str> = output.split('/').collect();
    while to.len() > 1 && from.first() == to.first() {
        from.remove(0);
        to.remove(0);
    }
    let up = "../".repeat(from.len());
    up + &percent_encoding::utf8_percent_encode(&to.join("/"), UNSAFE).to_string()
}

/// Whether an address begins with a scheme, such as `https:` (RFC 3986, section 3.1).
pub fn has_scheme(url: &str) -> bool {
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// What would end an address inside `url()`.
const UNSAFE: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'\'')
    .add(b'(')
    .add(b')')
    .add(b'\\')
    .add(b'<')
    .add(b'>')
    .add(b'%');

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_browsers() {
        assert_eq!(resolve("styles/parts", "../../images/x.svg").as_deref(), Some("images/x.svg"));
        assert_eq!(resolve("styles", "./a.css").as_deref(), Some("styles/a.css"));
        assert_eq!(resolve("styles", "../../a.css"), None);
        assert_eq!(from_sheet("main.css", "assets/images/x.1.svg"), "images/x.1.svg");
        assert_eq!(from_sheet("print/a.css", "assets/images/x.1.svg"), "../images/x.1.svg");
        assert_eq!(from_sheet("main.css", "favicon.svg"), "../favicon.svg");
        assert_eq!(from_sheet("main.css", "assets/images/a (b).svg"), "images/a%20%28b%29.svg");
    }
}
