//! Where tags and the values of their attributes stand in a text whose pieces are known.

use std::ops::Range;

use super::addresses::attribute_places;

/// Where the value of an attribute stands in a tag, without its quotes.
pub fn value_place(tag: &str, attribute: &str, value: &str) -> Option<Range<usize>> {
    let (_, place) = attribute_places(tag).into_iter().find(|(name, _)| name.eq_ignore_ascii_case(attribute))?;
    (tag.get(place.clone()) == Some(value)).then_some(place)
}

/// Finds the tags of a text that was cut into pieces, one after another.
#[derive(Debug)]
pub struct TagPlaces<'t> {
    source: &'t str,
    at: usize,
}

impl<'t> TagPlaces<'t> {
    /// From the beginning of a text.
    pub fn new(source: &'t str) -> Self {
        TagPlaces { source, at: 0 }
    }

    /// The next tag that begins so; the rest of the line when there is none.
    pub fn next(&mut self, tag: &str) -> Range<usize> {
        let rest = &self.source[self.at..];
        let starts = |at: &usize| rest.get(*at..at + tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
        let found = rest.match_indices('<').map(|(at, _)| at).find(starts);
        let start = self.at + found.unwrap_or(0);
        let end = self.source[start..].find(['>', '\n']).map_or(self.source.len(), |at| start + at + 1);
        let end = start + self.source[start..end].trim_end().len();
        if found.is_some() {
            self.at = start + tag.len();
        }
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_behind_their_names() {
        for (tag, attribute, value, expected) in [
            ("<a href=\"a\">", "href", "a", Some(9..10)),
            ("<a title='x' HREF = x>", "href", "x", Some(20..21)),
            ("<a title=\"x\">", "href", "x", None),
            ("<a title='href=\"x\"' href=x>", "href", "x", Some(25..26)),
            ("<a href=\"&#97;\">", "href", "a", None),
        ] {
            assert_eq!(value_place(tag, attribute, value), expected, "{tag}");
        }
    }
}
