//! The candidates of a `srcset` or an `imagesrcset`.
//!
//! Source: HTML Standard, 4.8.4.3.10 ("parse a srcset attribute"): a comma parts two candidates behind white space or at
//! the end of an address; one inside an address, or inside parentheses behind it, is a part of it.

/// An address from which browsers choose, and for what it is meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<'a> {
    pub url: &'a str,
    /// The byte of the attribute at which the address begins.
    pub at: usize,
    pub size: Size,
}

/// What a candidate is for; one that says nothing is for one dot to a pixel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Size {
    /// It is so many dots wide: `640w`.
    Width(f64),
    /// It has so many dots to a pixel: `2x`.
    Density(f64),
}

/// The candidates in their order. One with sizes that nobody knows is there all the same, as if it said nothing: browsers
/// pass it over, but somebody means it to be there.
pub fn candidates(srcset: &str) -> impl Iterator<Item = Candidate<'_>> {
    let mut rest = srcset;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return None;
        }
        let at = srcset.len() - rest.len();
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (url, after) = rest.split_at(end);
        let sizes = if url.ends_with(',') { "" } else { &after[..end_of_sizes(after)] };
        rest = &after[sizes.len()..];
        Some(Candidate { url: url.trim_end_matches(','), at, size: size(sizes) })
    })
}

/// Where the comma stands that ends a candidate, counted from behind its address.
fn end_of_sizes(text: &str) -> usize {
    let mut is_inside = false;
    let ends = |byte: u8| {
        match byte {
            b'(' => is_inside = true,
            b')' => is_inside = false,
            _ => {}
        }
        byte == b',' && !is_inside
    };
    text.bytes().position(ends).unwrap_or(text.len())
}

fn size(words: &str) -> Size {
    let number = |unit: char| words.split_ascii_whitespace().find_map(|word| word.strip_suffix(unit)?.parse().ok());
    let width = number('w').map(Size::Width);
    width.or_else(|| number('x').map(Size::Density)).unwrap_or(Size::Density(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_parts_only_behind_a_space_or_an_address() {
        let check = |srcset: &str, expected: &[&str]| {
            let found: Vec<String> = candidates(srcset)
                .map(|it| match it.size {
                    Size::Width(width) => format!("{} {width}w", it.url),
                    Size::Density(density) => format!("{} {density}x", it.url),
                })
                .collect();
            assert_eq!(found, expected, "{srcset}");
        };
        check("a 320w, b 640w", &["a 320w", "b 640w"]);
        check("a 320w,b 640w", &["a 320w", "b 640w"]);
        check("a, b 2x", &["a 1x", "b 2x"]);
        check("a,b", &["a,b 1x"]);
        check(" \n,, a ,\t", &["a 1x"]);
        check("/icon.svg?v=1,2 1x", &["/icon.svg?v=1,2 1x"]);
        check(
            "/w_300,h_200/a.jpg 300w, /w_600,h_400/a.jpg 600w",
            &["/w_300,h_200/a.jpg 300w", "/w_600,h_400/a.jpg 600w"],
        );
        check("data:image/png;base64,iVBO= 1x, b.png 1.5x", &["data:image/png;base64,iVBO= 1x", "b.png 1.5x"]);
        check("data:,x, b", &["data:,x 1x", "b 1x"]);
        check("a 100w 50h, b 2x (a, b), c", &["a 100w", "b 2x", "c 1x"]);
        check("a,,, b", &["a 1x", "b 1x"]);
        check("a soon, b", &["a 1x", "b 1x"]);
        check("", &[]);
        check(",", &[]);
    }
}
