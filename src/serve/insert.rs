//! Puts what belongs to the preview into a page; every byte of the page itself stays.

use vertebra_html::{HtmlToken, Positions, tokenize};

/// The page with something put before the end of its body, or at its end when it has none.
pub fn insert(page: &[u8], addition: &str) -> Vec<u8> {
    let mut end = None;
    tokenize(std::str::from_utf8(page).unwrap_or_default(), Positions::Wanted, |seen, place| {
        if let HtmlToken::End("body") = seen {
            end = Some(place.start);
        }
    });
    let at = end.unwrap_or(page.len());
    let mut whole = Vec::with_capacity(page.len() + addition.len());
    whole.extend_from_slice(&page[..at]);
    whole.extend_from_slice(addition.as_bytes());
    whole.extend_from_slice(&page[at..]);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_addition_is_new() {
        let check = |page: &str, expected: &str| assert_eq!(insert(page.as_bytes(), "+"), expected.as_bytes());
        check("<body><p>a</p>\n</body>\n</html>\n", "<body><p>a</p>\n+</body>\n</html>\n");
        check("<BODY>a</BODY >", "<BODY>a+</BODY >");
        check("<pre>&lt;/body></pre></body>", "<pre>&lt;/body></pre>+</body>");
        check(
            "<body>a</body><!-- </body> --><script>'</body>'</script>",
            "<body>a+</body><!-- </body> --><script>'</body>'</script>",
        );
        check("<p>a", "<p>a+");
        check("", "+");
    }
}
