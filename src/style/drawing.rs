//! An SVG file as a part of a page: markup without what only files need, whose ids are other ones at every use.
//!
//! What a strict content security policy would block, inside a page, is refused here: scripts, styles.

use resvg::usvg::roxmltree::{Document, Node};

/// A drawing that is ready to be put into pages.
#[derive(Debug, PartialEq)]
pub struct Drawing {
    /// The attributes of the outermost element but for its class, each with a space before it.
    attributes: Vec<Piece>,
    class: String,
    inside: Vec<Piece>,
}

/// A piece of markup.
#[derive(Debug, PartialEq)]
enum Piece {
    Markup(String),
    /// The beginning of an id, which every use has for itself.
    Prefix,
}

/// How a page uses a drawing.
pub struct DrawingUse<'a> {
    /// What makes its ids different from those of other uses on the page.
    prefix: String,
    pub title: &'a str,
    pub class: &'a str,
}

impl<'a> DrawingUse<'a> {
    /// The use with this number on its page, from 1.
    pub fn new(number: usize, title: &'a str, class: &'a str) -> Self {
        DrawingUse { prefix: format!("drawing{number}-"), title, class }
    }
}

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

impl Drawing {
    /// Reads an SVG file. The fault is a sentence in plain words.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(bytes).map_err(|_| "it is not saved as UTF-8".to_owned())?;
        let text = text.trim_start_matches('\u{feff}');
        let options = resvg::usvg::roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let document = Document::parse_with_options(text, options).map_err(|error| format!("it is broken: {error}"))?;
        let root = document.root_element();
        if !root.has_tag_name((SVG, "svg")) && !root.has_tag_name("svg") {
            return Err("it is not an SVG image".to_owned());
        }
        let mut writer = Writer { pieces: Vec::new(), text: String::new(), depth: 0 };
        writer.attributes(root, &["class", "role", "aria-hidden", "aria-labelledby", "aria-label", "version"])?;
        let attributes = writer.take();
        for child in root.children().filter(|child| !child.has_tag_name((SVG, "title"))) {
            writer.node(child)?;
        }
        let class = root.attribute("class").unwrap_or_default().to_owned();
        Ok(Drawing { attributes, class, inside: writer.take() })
    }

    /// The markup for one use: named for those who cannot see it, or hidden from them when it has no title.
    pub fn markup(&self, used: &DrawingUse) -> String {
        let mut html = String::from("<svg");
        let class = format!("{} {}", self.class, used.class);
        if !class.trim().is_empty() {
            html += &format!(" class=\"{}\"", escaped(class.trim()));
        }
        put(&mut html, &self.attributes, &used.prefix);
        if used.title.is_empty() {
            html += " aria-hidden=\"true\">";
        } else {
            let id = format!("{}title", used.prefix);
            html +=
                &format!(" role=\"img\" aria-labelledby=\"{id}\"><title id=\"{id}\">{}</title>", escaped(used.title));
        }
        put(&mut html, &self.inside, &used.prefix);
        html + "</svg>"
    }
}

fn put(html: &mut String, pieces: &[Piece], prefix: &str) {
    for piece in pieces {
        html.push_str(match piece {
            Piece::Markup(text) => text,
            Piece::Prefix => prefix,
        });
    }
}

/// Deeper drawings are not drawn by hand.
const DEEPEST: usize = 100;

struct Writer {
    pieces: Vec<Piece>,
    text: String,
    depth: usize,
}

impl Writer {
    fn take(&mut self) -> Vec<Piece> {
        self.end_text();
        std::mem::take(&mut self.pieces)
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            self.pieces.push(Piece::Markup(std::mem::take(&mut self.text)));
        }
    }

    fn node(&mut self, node: Node) -> Result<(), String> {
        if node.is_text() {
            let text = node.text().unwrap_or_default();
            let counts =
                |parent: Node| matches!(parent.tag_name().name(), "text" | "tspan" | "textPath" | "title" | "desc");
            // Space between shapes means nothing.
            if !text.trim().is_empty() || node.parent().is_some_and(counts) {
                self.text += &escaped(text);
            }
            return Ok(());
        }
        // Comments, instructions, and what drawing programs keep for themselves.
        let is_own = node.tag_name().namespace().is_none_or(|space| space == SVG);
        if !node.is_element() || !is_own || node.has_tag_name((SVG, "metadata")) {
            return Ok(());
        }
        let name = node.tag_name().name();
        match name {
            "script" | "foreignObject" => return Err(format!("it has a <{name}>, which is not allowed in pages")),
            "style" => {
                return Err(
                    "it has a <style>, which is not allowed in pages; use attributes, such as fill, or classes"
                        .to_owned(),
                );
            }
            _ => {}
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(format!("it has more than {DEEPEST} nested elements"));
        }
        self.text += "<";
        self.text += name;
        self.attributes(node, &[])?;
        if node.has_children() {
            self.text += ">";
            for child in node.children() {
                self.node(child)?;
            }
            self.text += &format!("</{name}>");
        } else {
            self.text += "/>";
        }
        self.depth -= 1;
        Ok(())
    }

    fn attributes(&mut self, node: Node, but: &[&str]) -> Result<(), String> {
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            let name = match attribute.namespace() {
                None if but.contains(&name) => continue,
                None => name.to_owned(),
                Some(XLINK) if name == "href" => "href".to_owned(),
                Some(XML) if name == "lang" => "lang".to_owned(),
                Some(_) => continue,
            };
            if name == "style" {
                return Err(
                    "it has a style attribute, which is not allowed in pages; use attributes, such as fill, or classes"
                        .to_owned(),
                );
            }
            if name.starts_with("on") {
                return Err(format!("it has a script in \"{name}\", which is not allowed in pages"));
            }
            if name == "href" && !value.starts_with('#') {
                return Err(format!("it loads \"{value}\" from another file"));
            }
            self.text += &format!(" {name}=\"");
            self.value(&name, value);
            self.text.push('"');
        }
        Ok(())
    }

    /// A value, with a prefix before every id in it.
    fn value(&mut self, name: &str, value: &str) {
        match name {
            "id" => self.prefixed("", value),
            "href" => self.prefixed("#", &value[1..]),
            "aria-labelledby" | "aria-describedby" => {
                for (at, id) in value.split_whitespace().enumerate() {
                    self.prefixed(if at == 0 { "" } else { " " }, id);
                }
            }
            _ => {
                let mut rest = value;
                while let Some(at) =
                    ["url(#", "url('#", "url(\"#"].iter().filter_map(|open| Some(rest.find(open)? + open.len())).min()
                {
                    let end = rest[at..].find(')').map_or(rest.len(), |end| at + end);
                    self.prefixed(&rest[..at], &rest[at..end]);
                    rest = &rest[end..];
                }
                self.text += &escaped(rest);
            }
        }
    }

    fn prefixed(&mut self, before: &str, id: &str) {
        self.text += &escaped(before);
        self.end_text();
        self.pieces.push(Piece::Prefix);
        self.text += &escaped(id);
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inline(svg: &str, title: &str, class: &str) -> Result<String, String> {
        Drawing::read(svg.as_bytes()).map(|drawing| drawing.markup(&DrawingUse::new(2, title, class)))
    }

    #[test]
    fn only_the_drawing_is_left_and_its_ids_are_new() {
        let svg = "<?xml version=\"1.0\"?>\n<!-- made by hand -->\n<!DOCTYPE svg>\n\
            <svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:ink=\"urn:ink\" \
            viewBox=\"0 0 1 1\" class=\"spine\" ink:v=\"1\">\n  <title>Old</title>\n  <defs>\n <g id=\"a\"/></defs>\n\
            <ink:page/><use xlink:href=\"#a\" fill=\"url(#b)\" clip-path=\"url('#c')\"/>\n<text x=\"1\">L5 &lt; <tspan>S1</tspan></text></svg>";
        assert_eq!(
            inline(svg, "The \"spine\"", "wide").as_deref(),
            Ok("<svg class=\"spine wide\" viewBox=\"0 0 1 1\" role=\"img\" aria-labelledby=\"drawing2-title\">\
                <title id=\"drawing2-title\">The &quot;spine&quot;</title><defs><g id=\"drawing2-a\"/></defs>\
                <use href=\"#drawing2-a\" fill=\"url(#drawing2-b)\" clip-path=\"url('#drawing2-c')\"/>\
                <text x=\"1\">L5 &lt; <tspan>S1</tspan></text></svg>")
        );
        assert_eq!(
            inline("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"><path d=\"M0 0\"/></svg>", "", "")
                .as_deref(),
            Ok("<svg aria-hidden=\"true\"><path d=\"M0 0\"/></svg>")
        );
    }

    #[test]
    fn what_a_page_must_not_hold_is_refused() {
        let with = |inside: &str| inline(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inside}</svg>"), "", "");
        for (inside, fault) in [
            ("<script>1</script>", "it has a <script>, which is not allowed in pages"),
            ("<g onclick=\"x()\"/>", "it has a script in \"onclick\", which is not allowed in pages"),
            (
                "<g style=\"fill:red\"/>",
                "it has a style attribute, which is not allowed in pages; use attributes, such as fill, or classes",
            ),
            (
                "<style>a{}</style>",
                "it has a <style>, which is not allowed in pages; use attributes, such as fill, or classes",
            ),
            ("<image href=\"https://example.org/x.png\"/>", "it loads \"https://example.org/x.png\" from another file"),
        ] {
            assert_eq!(with(inside), Err(fault.to_owned()));
        }
        assert!(with("<g>").is_err_and(|fault| fault.starts_with("it is broken: ")));
        assert!(with(&format!("{}{}", "<g>".repeat(200), "</g>".repeat(200))).is_err());
        assert_eq!(inline("<html/>", "", ""), Err("it is not an SVG image".to_owned()));
    }
}
