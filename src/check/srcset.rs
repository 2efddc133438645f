//! Which of several versions of a picture a phone takes: 360 px wide, two dots to a pixel.
//!
//! HTML Living Standard, 4.8.4.2: the candidates of `srcset`, the slot that `sizes` gives, the `source` elements of a
//! `picture`. What is not understood counts as if it were not there, so that the larger picture is weighed.

use vertebra_html::{Candidate, Size, candidates};

/// The phone's width, and the dots that one of its pixels has.
const WIDTH: f64 = 360.0;
const DENSITY: f64 = 2.0;

/// The font size that `em` and `rem` mean in conditions.
const EM: f64 = 16.0;

/// The address that the phone takes of an `srcset` with its `sizes`, or of `src`.
pub fn choose(src: Option<&str>, srcset: Option<&str>, sizes: Option<&str>) -> Option<String> {
    let candidates: Vec<Candidate> = candidates(srcset.unwrap_or_default()).collect();
    let by_width = candidates.iter().any(|it| matches!(it.size, Size::Width(_)));
    let slot = slot(sizes.unwrap_or_default());
    let density = |size: &Size| match size {
        Size::Width(width) => width / slot,
        Size::Density(density) => *density,
    };
    let mut all: Vec<(f64, &str)> = candidates.iter().map(|it| (density(&it.size), it.url)).collect();
    if !by_width {
        all.extend(src.filter(|src| !src.is_empty()).map(|src| (1.0, src)));
    }
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let enough = all.iter().find(|(density, _)| *density >= DENSITY);
    enough.or(all.last()).map(|(_, url)| (*url).to_owned())
}

/// Whether the phone takes a `source` at all.
pub fn takes(kind: Option<&str>, media: Option<&str>) -> bool {
    const KINDS: [&str; 6] = ["image/avif", "image/webp", "image/png", "image/jpeg", "image/gif", "image/svg+xml"];
    kind.is_none_or(|kind| KINDS.contains(&kind.trim())) && media.is_none_or(matches)
}

/// The width that a picture has on the phone, in pixels.
fn slot(sizes: &str) -> f64 {
    for part in split(sizes, ',') {
        let part = part.trim();
        let (media, size) = match split(part, ' ').last().map(|size| size.trim()) {
            Some(size) => (part[..part.len() - size.len()].trim(), size),
            None => continue,
        };
        if size != "auto" && (media.is_empty() || matches(media)) {
            return length(size).filter(|length| *length > 0.0).unwrap_or(WIDTH);
        }
    }
    WIDTH
}

/// Whether a media query is true for the phone, on a screen, in light colors.
fn matches(media: &str) -> bool {
    split(media, ',').into_iter().any(|query| {
        let query = query.trim().to_ascii_lowercase();
        query.split(" and ").all(|part| match part.trim().trim_start_matches("only ") {
            "all" | "screen" | "" | "(orientation: portrait)" | "(prefers-color-scheme: light)" => true,
            part => width_condition(part.trim_start_matches('(').trim_end_matches(')')).unwrap_or(false),
        })
    })
}

/// `min-width: 40em`, `width <= 600px`.
fn width_condition(text: &str) -> Option<bool> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let at = |rest: &str| length(rest);
    if let Some(rest) = compact.strip_prefix("min-width:").or(compact.strip_prefix("width>=")) {
        return Some(WIDTH >= at(rest)?);
    }
    if let Some(rest) = compact.strip_prefix("max-width:").or(compact.strip_prefix("width<=")) {
        return Some(WIDTH <= at(rest)?);
    }
    if let Some(rest) = compact.strip_prefix("width>") {
        return Some(WIDTH > at(rest)?);
    }
    Some(WIDTH < at(compact.strip_prefix("width<")?)?)
}

/// A length in pixels.
fn length(text: &str) -> Option<f64> {
    let units = [("px", 1.0), ("rem", EM), ("em", EM), ("vw", WIDTH / 100.0)];
    units.iter().find_map(|(unit, pixels)| Some(text.strip_suffix(unit)?.trim().parse::<f64>().ok()? * pixels))
}

/// The parts of a text between marks that stand in no parentheses.
fn split(text: &str, mark: char) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0i32, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            c if c == mark && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_phone_takes_what_fills_its_dots() {
        let check = |srcset: &str, sizes: &str, expected: &str| {
            let sizes = (!sizes.is_empty()).then_some(sizes);
            assert_eq!(choose(Some("s"), Some(srcset), sizes).as_deref(), Some(expected), "{srcset} {sizes:?}");
        };
        check("a 320w, b 640w, c 1280w", "", "c");
        check("a 320w, b 720w, c 1280w", "", "b");
        check("a 320w, b 720w", "50vw", "b");
        check("a 400w, b 720w", "50vw", "a");
        check("a 320w,b 640w", "(min-width: 40em) 300px, 100vw", "b");
        check("a 320w, b 640w, c 900w", "(width >= 20em) 300px, 100vw", "b");
        check("a 320w, b 640w, c 900w", "auto, 10rem", "a");
        check("a 320w, b 640w, c 900w", "min(100vw, 10rem)", "c");
        check("a 2x, b 3x", "", "a");
        check("a, b 1.5x", "", "b");
        check("", "", "s");
        check("data:x,y 1x, b 2x", "", "b");
        assert_eq!(choose(None, None, None), None);
    }

    #[test]
    fn sources_for_others_are_passed_over() {
        assert!(takes(Some("image/webp"), None) && takes(None, Some("screen and (max-width: 40em)")));
        assert!(!takes(Some("image/jxl"), None) && !takes(None, Some("(min-width: 40em)")));
        assert!(!takes(None, Some("print")) && !takes(None, Some("(prefers-color-scheme: dark)")));
        assert!(takes(None, Some("print, (width < 30em)")));
    }
}
