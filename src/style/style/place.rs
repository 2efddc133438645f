//! Paths inside a theme: from one file to another, and from a published style sheet to a published file.

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
        assert_eq!(from_sheet("main.css", "assets/images/x.1.svg"), "images/x.1.svg");
        assert_eq!(from_sheet("print/a.css", "assets/images/x.1.svg"), "../images/x.1.svg");
        assert_eq!(from_sheet("main.css", "favicon.svg"), "../favicon.svg");
        assert_eq!(from_sheet("main.css", "assets/images/a (b).svg"), "images/a%20%28b%29.svg");
    }
}
