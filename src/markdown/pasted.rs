//! The marks that word processors leave in HTML that was copied out of them, here and nowhere else. HTML that somebody wrote
//! by hand, however it looks, has none of them.
//!
//! Sources: what Microsoft Word and Outlook write ("Save as Web Page": `Mso` classes, `mso-` properties, elements of the
//! namespaces o, w, v, m and st1), and Google Docs (`docs-internal-guid`).

/// The prefixes of the namespaces that Office declares.
const NAMESPACES: [&str; 6] = ["o", "w", "v", "m", "st1", "x"];

/// True for a tag that only a word processor writes: its name, and its attributes as the tokenizer gives them.
pub fn is_pasted(name: &str, attributes: &[(String, String)]) -> bool {
    let is_office = name.split_once(':').is_some_and(|(prefix, _)| NAMESPACES.contains(&prefix));
    is_office || attributes.iter().any(|(name, value)| is_mark(name, value))
}

fn is_mark(name: &str, value: &str) -> bool {
    match name {
        "class" => value.split_whitespace().any(|class| class.starts_with("Mso")),
        "style" => {
            value.split(';').any(|it| it.trim_start().get(..4).is_some_and(|it| it.eq_ignore_ascii_case("mso-")))
        }
        "id" => value.starts_with("docs-internal-guid"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_word_processors_leave_such_marks() {
        let of =
            |name: &str, attribute: &str, value: &str| is_pasted(name, &[(attribute.to_owned(), value.to_owned())]);
        for (name, attribute, value) in [
            ("p", "class", "MsoNormal"),
            ("p", "class", "intro MsoListParagraph"),
            ("span", "style", "color: red; mso-fareast-language:EN-US"),
            ("b", "id", "docs-internal-guid-1f2e"),
            ("o:p", "lang", "en"),
            ("st1:place", "lang", "en"),
        ] {
            assert!(of(name, attribute, value), "{name} {attribute}={value}");
        }
        for (name, attribute, value) in [
            ("div", "style", "text-align: center;"),
            ("span", "style", "font-weight: bold"),
            ("font", "color", "red"),
            ("div", "class", "mso-tool"),
            ("p", "id", "docs-internal"),
            ("svg:rect", "width", "1"),
            ("p", "title", "MsoNormal"),
        ] {
            assert!(!of(name, attribute, value), "{name} {attribute}={value}");
        }
    }
}
