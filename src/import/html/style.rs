//! As much of CSS as says what is bold, italic or colored: classes of `<style>`, and `style` attributes.

use std::collections::BTreeMap;

use crate::shift::Shift;

/// What a set of declarations says about letters.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Look {
    pub strong: Option<bool>,
    pub emphasis: Option<bool>,
    pub struck: Option<bool>,
    pub underlined: Option<bool>,
    pub colored: bool,
    pub backed: bool,
    pub shift: Option<Shift>,
    pub centered: bool,
    pub hidden: bool,
    pub fonts: bool,
    /// A font whose letters are signs.
    pub signs: bool,
}

/// The classes of a document.
#[derive(Debug, Default)]
pub(super) struct Sheet(BTreeMap<String, Look>);

impl Sheet {
    /// Reads the texts of `<style>` elements.
    pub fn read(text: &str) -> Sheet {
        let text = text.replace("<!--", " ").replace("-->", " ");
        let mut classes: BTreeMap<String, Look> = BTreeMap::new();
        let mut rest = without_comments(&text);
        while let Some((selectors, after)) = rest.split_once('{') {
            let Some((declarations, after)) = after.split_once('}') else { break };
            for selector in selectors.split(',').map(str::trim) {
                // A rule for what lies inside another thing is not for every element of the class.
                let whole = selector.rsplit(['}', ';']).next().unwrap_or(selector).trim();
                if let Some((_, class)) = whole.split_once('.').filter(|_| !whole.contains([' ', '>', ':', '+', '~'])) {
                    classes.entry(class.to_lowercase()).or_default().add(declarations);
                }
            }
            rest = after.to_owned();
        }
        Sheet(classes)
    }

    /// What the classes of an element and its own style say; its own style counts more.
    pub fn look(&self, classes: &[String], style: Option<&str>) -> Look {
        let mut look = Look::default();
        for class in classes {
            if let Some(known) = self.0.get(&class.to_lowercase()) {
                look.join(known);
            }
        }
        if let Some(style) = style {
            look.add(style);
        }
        look
    }
}

fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

impl Look {
    fn add(&mut self, declarations: &str) {
        for declaration in declarations.split(';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let value = value.trim().trim_end_matches("!important").trim().to_lowercase();
            match name.trim().to_lowercase().as_str() {
                "font-weight" => self.strong = Some(is_bold(&value)),
                "font-style" => self.emphasis = Some(matches!(value.as_str(), "italic" | "oblique")),
                "text-decoration" | "text-decoration-line" => {
                    self.struck = Some(value.contains("line-through"));
                    self.underlined = Some(value.contains("underline"));
                }
                "color" => self.colored = is_color(&value),
                "background" | "background-color" => self.backed = is_color(&value) && !is_white(&value),
                "vertical-align" => {
                    self.shift = match value.as_str() {
                        "super" => Some(Shift::Up),
                        "sub" => Some(Shift::Down),
                        _ => None,
                    };
                }
                "text-align" => self.centered = value == "center",
                "display" => self.hidden = value == "none",
                "mso-hide" => self.hidden = value == "all",
                "font-family" | "font-size" | "font" => {
                    self.fonts = true;
                    self.signs |= is_sign_font(&value);
                }
                "visibility" => self.hidden |= value == "hidden",
                _ => {}
            }
        }
    }

    fn join(&mut self, other: &Look) {
        self.strong = other.strong.or(self.strong);
        self.emphasis = other.emphasis.or(self.emphasis);
        self.struck = other.struck.or(self.struck);
        self.underlined = other.underlined.or(self.underlined);
        self.colored |= other.colored;
        self.backed |= other.backed;
        self.shift = other.shift.or(self.shift);
        self.centered |= other.centered;
        self.hidden |= other.hidden;
        self.fonts |= other.fonts;
        self.signs |= other.signs;
    }
}

/// Fonts in which `a` is a Greek letter, an arrow or a telephone.
pub(super) fn is_sign_font(names: &str) -> bool {
    let first = names.split(',').next().unwrap_or_default().trim().trim_matches(['"', '\'']).to_lowercase();
    ["symbol", "wingdings", "webdings", "zapfdingbats", "zapf dingbats", "marlett"]
        .iter()
        .any(|it| first.starts_with(it))
}

fn is_bold(value: &str) -> bool {
    matches!(value, "bold" | "bolder") || value.parse::<u16>().is_ok_and(|weight| weight >= 600)
}

/// Whether somebody chose a color: black, greys and what the reader's settings say are none.
fn is_color(value: &str) -> bool {
    if matches!(
        value,
        "black" | "white" | "windowtext" | "inherit" | "initial" | "auto" | "transparent" | "none" | "currentcolor"
    ) {
        return false;
    }
    if let Some(hex) = value.strip_prefix('#') {
        let part = hex.len() / 3;
        return !(matches!(hex.len(), 3 | 6)
            && hex.is_ascii()
            && hex[..part] == hex[part..part * 2]
            && hex[..part] == hex[part * 2..]);
    }
    if let Some((_, numbers)) = value.split_once('(').filter(|_| value.starts_with("rgb")) {
        let numbers: Vec<&str> =
            numbers.trim_end_matches(')').split([',', ' ', '/']).filter(|it| !it.is_empty()).collect();
        return !matches!(&numbers[..], [a, b, c, ..] if a == b && b == c);
    }
    !value.contains("grey") && !value.contains("gray")
}

fn is_white(value: &str) -> bool {
    matches!(value, "white" | "#fff" | "#ffffff")
}
