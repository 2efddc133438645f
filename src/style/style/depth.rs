//! How deep brackets stand inside each other. The parser goes down with them, and would fall at some depth.

/// Deeper than any style sheet that somebody has written by hand.
const DEEPEST: usize = 32;

/// Where brackets stand too deep; strings and remarks have none.
pub fn too_deep(css: &str) -> Option<usize> {
    let bytes = css.as_bytes();
    let (mut depth, mut at) = (0usize, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes[at..].starts_with(b"/*") => {
                at = css[at + 2..].find("*/").map_or(bytes.len(), |end| at + 2 + end + 1);
            }
            quote @ (b'"' | b'\'') => at = end_of_string(bytes, at, quote),
            b'\\' => at += 1,
            b'{' | b'(' | b'[' => {
                depth += 1;
                if depth > DEEPEST {
                    return Some(at);
                }
            }
            b'}' | b')' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The place of the quotation mark that ends a string, or of the line's end, where browsers end it too.
fn end_of_string(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != quote && bytes[at] != b'\n' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_brackets_that_count_are_counted() {
        let many = |open: &str| open.repeat(DEEPEST + 1);
        assert_eq!(too_deep(&format!("a{}", many("{"))), Some(DEEPEST + 1));
        assert_eq!(too_deep(&many("(")), Some(DEEPEST));
        for css in
            [many("{}"), format!("/*{}*/", many("{")), format!("\"{}\\\"{}\"", many("("), many("(")), many("\\{")]
        {
            assert_eq!(too_deep(&css), None, "{css}");
        }
        assert_eq!(too_deep("/* é"), None);
        assert_eq!(too_deep("\"é\\"), None);
    }
}
