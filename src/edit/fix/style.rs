//! What a pasted tag means, once its looks are left out: emphasis, a link, or nothing at all.

/// The meaning of a tag inside a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InlineMeaning {
    pub strong: bool,
    pub emphasis: bool,
    pub struck: bool,
    pub link: Option<HtmlLink>,
}

/// A link and the words that appear when a mouse rests on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlLink {
    pub address: String,
    pub title: Option<String>,
}

/// Attributes as the tokenizer gives them.
pub type HtmlAttributes = [(String, String)];

/// The value of an attribute.
pub fn get<'a>(attributes: &'a HtmlAttributes, name: &str) -> Option<&'a str> {
    attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// What an element inside a line means; `None` for one that has no form in Markdown.
pub fn meaning(name: &str, attributes: &HtmlAttributes) -> Option<InlineMeaning> {
    let style = Style::of(attributes);
    let mut meaning = InlineMeaning::default();
    match name {
        "span" | "font" | "u" | "center" => {}
        _ if name.contains(':') => {}
        "b" | "strong" => meaning.strong = style.bold != Some(false),
        "i" | "em" => meaning.emphasis = style.italic != Some(false),
        "s" | "del" | "strike" => meaning.struck = true,
        "a" => {
            let title = get(attributes, "title").map(str::to_owned).filter(|title| !title.is_empty());
            let address = get(attributes, "href").map(|href| href.trim().to_owned()).filter(|href| !href.is_empty());
            meaning.link = address.map(|address| HtmlLink { address, title });
        }
        _ => return None,
    }
    meaning.strong |= style.bold == Some(true);
    meaning.emphasis |= style.italic == Some(true);
    meaning.struck |= style.struck;
    Some(meaning)
}

/// The part of a `style` that can mean something.
struct Style {
    bold: Option<bool>,
    italic: Option<bool>,
    struck: bool,
}

impl Style {
    fn of(attributes: &HtmlAttributes) -> Self {
        let mut style = Style { bold: None, italic: None, struck: false };
        for (name, value) in declarations(get(attributes, "style").unwrap_or_default()) {
            match name.as_str() {
                "font-weight" => {
                    let heavy =
                        value.parse::<u16>().map_or(matches!(&*value, "bold" | "bolder"), |number| number >= 600);
                    style.bold = Some(heavy);
                }
                "font-style" => style.italic = Some(matches!(&*value, "italic" | "oblique")),
                "text-decoration" | "text-decoration-line" => style.struck = value.contains("line-through"),
                _ => {}
            }
        }
        style
    }
}

/// `name: value` of a style, in small letters.
pub fn declarations(style: &str) -> impl Iterator<Item = (String, String)> + '_ {
    style.split(';').filter_map(|it| {
        let (name, value) = it.split_once(':')?;
        Some((name.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase()))
    })
}

/// Why the name of an element is needed, or its class belongs to the site: then nothing may be left out.
pub fn is_needed(attributes: &HtmlAttributes) -> Option<String> {
    for (name, value) in attributes {
        let value = value.trim();
        match name.as_str() {
            "id" | "name" if !value.is_empty() && !is_made_up(value) => {
                return Some(format!("there may be links to its name \"{value}\""));
            }
            "class" if !value.split_whitespace().all(is_vendor_class) => {
                return Some(format!("the site may use its class \"{value}\""));
            }
            "dir" if value.eq_ignore_ascii_case("rtl") => {
                return Some("it sets the text direction to right-to-left".to_owned());
            }
            _ => {}
        }
    }
    None
}

/// Names that programs give to places: nobody types a link to them.
fn is_made_up(name: &str) -> bool {
    let starts = ["_", "docs-internal", "OLE_LINK", "ftn", "edn", "h.", "yui_", "x_", "isPasted", "gmail", "docs-"];
    starts.iter().any(|start| name.starts_with(start))
}

/// Classes of Word, Google Docs, Apple Pages, Outlook and Gmail.
fn is_vendor_class(class: &str) -> bool {
    let short = |class: &str| {
        let digits = class.trim_start_matches(['c', 'p', 's', 'l', 't', 'u', 'o']);
        !digits.is_empty() && digits.len() < class.len() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let lower = class.to_ascii_lowercase();
    let starts =
        ["mso", "xmso", "x_mso", "apple-", "gmail", "lst-kix", "wordsection", "spelle", "grame", "normaltextrun"];
    starts.iter().any(|start| lower.starts_with(start))
        || matches!(&*lower, "western" | "eop" | "textrun" | "paragraph" | "default" | "im" | "title" | "subtitle")
        || short(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, attributes: &[(&str, &str)]) -> String {
        let attributes: Vec<_> = attributes.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        match meaning(name, &attributes) {
            None => "none".to_owned(),
            Some(it) => {
                let marks = [(it.strong, "strong"), (it.emphasis, "emphasis"), (it.struck, "struck")];
                let mut words: Vec<_> =
                    marks.iter().filter(|(on, _)| *on).map(|(_, word)| (*word).to_owned()).collect();
                words.extend(it.link.map(|link| link.address));
                words.join(" ")
            }
        }
    }

    #[test]
    fn looks_are_left_out_and_meaning_is_kept() {
        for (name, attributes, expected) in [
            ("span", &[("style", "color:red")][..], ""),
            ("span", &[("style", "font-weight: 700; font-style:italic")], "strong emphasis"),
            ("b", &[("style", "font-weight:normal;"), ("id", "docs-internal-guid-1")], ""),
            ("i", &[("style", "mso-bidi-font-style:normal")], "emphasis"),
            ("span", &[("style", "text-decoration:line-through")], "struck"),
            ("a", &[("href", " a.md ")], "a.md"),
            ("sup", &[], "none"),
            ("o:p", &[], ""),
        ] {
            assert_eq!(of(name, attributes), expected, "{name} {attributes:?}");
        }
    }

    #[test]
    fn what_may_belong_to_the_site_is_needed() {
        let needed = |name: &str, value: &str| is_needed(&[(name.to_owned(), value.to_owned())]).is_some();
        assert!(needed("id", "prices") && needed("class", "lead") && needed("dir", "rtl"));
        for (name, value) in
            [("id", "_Toc12"), ("class", "MsoNormal c12"), ("style", "x"), ("dir", "ltr"), ("class", "p1")]
        {
            assert!(!needed(name, value), "{name} {value}");
        }
    }
}
