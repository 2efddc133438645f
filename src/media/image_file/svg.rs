//! SVG pictures without scripts and without requests to other places: what is left, how large it is, what went.

use std::collections::BTreeMap;

use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};

use super::ImageError;
use vertebra_base::link::{AddressKind, Link};
use vertebra_html::{MOST_ATTRIBUTES, crowded};

const SVG: &str = "http://www.w3.org/2000/svg";
/// More parts than any drawing has; what is larger was made to break programs.
const MOST_NODES: u32 = 500_000;

/// Deeper than drawings are: the work that follows grows with the square of the depth.
const DEEPEST: usize = 256;

/// An SVG that is safe to publish.
#[derive(Debug)]
pub struct Clean {
    pub bytes: Vec<u8>,
    /// Width and height in pixels; 0 where it says neither.
    pub size: (u32, u32),
    /// What was taken out, in words.
    pub removed: Vec<String>,
}

/// Takes out what can run or call home.
pub fn clean(bytes: &[u8]) -> Result<Clean, ImageError> {
    let broken = |said: String| ImageError::Broken(said);
    let text = std::str::from_utf8(bytes).map_err(|_| broken("its text is not UTF-8".to_owned()))?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !crowded(text).is_empty() {
        return Err(ImageError::Crowded(MOST_ATTRIBUTES));
    }
    let before = parse(text)?;
    if depth(&before) > DEEPEST {
        return Err(ImageError::Deep(DEEPEST));
    }
    let mut left = Vec::with_capacity(bytes.len());
    let mut filter = svg_hush::Filter::new();
    filter.set_data_url_filter(svg_hush::data_url_filter::allow_standard_images);
    filter.filter(text.as_bytes(), &mut left).map_err(|error| broken(error.to_string()))?;
    let after = String::from_utf8(left).map_err(|_| broken(String::new()))?;
    let (removed, size) = {
        let after = parse(&after)?;
        (removed(&before, &after), size(&after))
    };
    Ok(Clean { bytes: after.into_bytes(), size, removed })
}

fn parse(text: &str) -> Result<Document<'_>, ImageError> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document =
        Document::parse_with_options(text, options).map_err(|error| ImageError::Broken(error.to_string()))?;
    match document.root_element().has_tag_name((SVG, "svg")) {
        true => Ok(document),
        false => Err(ImageError::Broken("it does not start with an svg element in the SVG namespace".to_owned())),
    }
}

/// How many elements lie in each other at most, those that entities bring included.
fn depth(document: &Document) -> usize {
    let mut open: Vec<Node> = Vec::new();
    let mut deepest = 0;
    for node in document.descendants().filter(Node::is_element) {
        while open.last().is_some_and(|last| node.parent_element() != Some(*last)) {
            open.pop();
        }
        open.push(node);
        deepest = deepest.max(open.len());
    }
    deepest
}

/// What there is less of than before. What drawing programs keep for themselves is not worth a word.
fn removed(before: &Document, after: &Document) -> Vec<String> {
    let after = counts(after);
    let gone = |(name, count): (String, usize)| (after.get(&name).copied().unwrap_or(0) < count).then_some(name);
    counts(before).into_iter().filter_map(gone).collect()
}

fn counts(document: &Document) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let mut count = |name: String| *counts.entry(name).or_insert(0) += 1;
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name();
        if (name.namespace() == Some(SVG) && name.name() != "metadata") || name.name().eq_ignore_ascii_case("script") {
            count(format!("<{}>", name.name()));
        }
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value().trim());
            if name.len() > 2 && name[..2].eq_ignore_ascii_case("on") && attribute.namespace().is_none() {
                count(name.to_owned());
            } else if name == "href" && is_elsewhere(&Link::parse(value)) {
                count("links to other files".to_owned());
            } else if value.contains("url(") && !value.contains("url(#") {
                count("addresses of other files".to_owned());
            }
        }
    }
    counts
}

/// What a drawing holds within itself is no other place.
fn is_elsewhere(address: &Link) -> bool {
    address.is_elsewhere() && address.kind != AddressKind::Data
}

/// Width and height: as said, else those of the view box. Source: SVG 2, section 8.
fn size(document: &Document) -> (u32, u32) {
    let root = document.root_element();
    let view: Vec<f64> = root
        .attribute("viewBox")
        .map(|view| view.split([' ', ',', '\n', '\t']).filter_map(|part| part.parse().ok()).collect())
        .unwrap_or_default();
    let view = match view[..] {
        [_, _, width, height] if width > 0.0 && height > 0.0 => Some((width, height)),
        _ => None,
    };
    let said = |name: &str| root.attribute(name).and_then(length);
    let (width, height) = match (said("width"), said("height"), view) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some(view)) => (width, width * view.1 / view.0),
        (None, Some(height), Some(view)) => (height * view.0 / view.1, height),
        (None, None, Some(view)) => view,
        _ => return (0, 0),
    };
    let whole = |side: f64| if side.is_finite() { side.round().clamp(1.0, 100_000.0) as u32 } else { 1 };
    (whole(width), whole(height))
}

/// A length in pixels; none for shares of something else.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    // Source: CSS Values and Units 4, section 6.2.
    let pixels = match &text[digits..] {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "mm" => 96.0 / 25.4,
        "cm" => 96.0 / 2.54,
        "in" => 96.0,
        _ => return None,
    };
    text[..digits].parse::<f64>().ok().map(|number| number * pixels).filter(|pixels| *pixels > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inside: &str) -> String {
        format!("<svg xmlns=\"{SVG}\" viewBox=\"0 0 40 30\">{inside}</svg>")
    }

    #[test]
    fn what_runs_or_calls_home_goes() {
        let text =
            svg("<script>alert(1)</script><a href=\"https://example.com/\"><path d=\"M0 0h9\" onclick=\"x()\"/></a>\
                        <image href=\"https://example.com/p.png\"/><foreignObject/><use href=\"#a\"/>");
        let clean = clean(text.as_bytes()).unwrap();
        let left = String::from_utf8(clean.bytes).unwrap();
        assert!(left.contains("M0 0h9") && left.contains("#a"), "{left}");
        assert!(!left.contains("alert") && !left.contains("onclick") && !left.contains("example"), "{left}");
        assert_eq!(clean.removed, ["<foreignObject>", "<script>", "links to other files", "onclick"]);
    }

    #[test]
    fn drawings_are_as_deep_as_drawings_are() {
        // The root is one of the elements.
        let deep = |levels: usize| svg(&format!("{}{}", "<g>".repeat(levels), "</g>".repeat(levels)));
        let kept = clean(deep(DEEPEST - 1).as_bytes()).unwrap();
        assert_eq!(String::from_utf8_lossy(&kept.bytes).matches("<g").count(), DEEPEST - 1);
        for levels in [DEEPEST, 16_000, 200_000] {
            assert_eq!(clean(deep(levels).as_bytes()).unwrap_err(), ImageError::Deep(DEEPEST), "{levels}");
        }
        // One of a million attributes would be compared with all others.
        let many: String = (0..1_000_000).map(|at| format!(" a{at}=\"\"")).collect();
        let crowded = clean(svg(&format!("<g{many}/>")).as_bytes()).unwrap_err();
        assert_eq!(crowded, ImageError::Crowded(MOST_ATTRIBUTES));
        // As many elements beside each other are no fault.
        let flat = clean(svg(&"<g/>".repeat(16_000)).as_bytes()).unwrap();
        assert_eq!(String::from_utf8_lossy(&flat.bytes).matches("<g").count(), 16_000);
        assert!(matches!(clean(svg(&"<g/>".repeat(MOST_NODES as usize)).as_bytes()), Err(ImageError::Broken(_))));
    }

    #[test]
    fn a_drawing_loses_nothing() {
        let text = svg("<title>Back</title><g fill=\"url(#g)\"><circle r=\"3\"/></g><metadata>x</metadata>");
        assert_eq!(clean(text.as_bytes()).unwrap().removed, Vec::<String>::new());
    }

    #[test]
    fn sizes() {
        for (attributes, expected) in [
            ("viewBox=\"0 0 40 30\"", (40, 30)),
            ("viewBox=\"0,0,40.6,30\" width=\"100%\"", (41, 30)),
            ("viewBox=\"0 0 40 30\" width=\"80\"", (80, 60)),
            ("width=\"1in\" height=\"12pt\"", (96, 16)),
            ("", (0, 0)),
            ("viewBox=\"0 0 0 0\"", (0, 0)),
        ] {
            let text = format!("<svg xmlns=\"{SVG}\" {attributes}/>");
            assert_eq!(clean(text.as_bytes()).unwrap().size, expected, "{attributes}");
        }
    }
}
