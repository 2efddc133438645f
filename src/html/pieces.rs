//! Raw HTML as a list of tags and texts, read as browsers read it: for those who look at a piece of HTML more than once.

use super::tokens::{HtmlToken, Positions, holds_no_html, tokenize};

/// A piece of HTML.
#[derive(Debug, PartialEq)]
pub enum HtmlPiece {
    Start {
        name: String,
        attributes: Vec<(String, String)>,
    },
    End(String),
    /// Entities resolved.
    Text(String),
    Comment(String),
    /// `<!doctype …>`.
    Other,
}

/// Takes HTML apart. What lies inside `<script>`, `<style>` and the like is left out: it is no text for readers.
pub fn pieces(html: &str) -> Vec<HtmlPiece> {
    let mut pieces = Vec::new();
    let mut is_left_out = false;
    tokenize(html, Positions::Unwanted, |seen, _| match seen {
        HtmlToken::Start(tag) => {
            is_left_out = holds_no_html(&tag.name);
            let attributes = tag.attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
            pieces.push(HtmlPiece::Start { name: tag.name.to_string(), attributes });
        }
        HtmlToken::End(name) => {
            is_left_out = false;
            pieces.push(HtmlPiece::End(name.to_owned()));
        }
        HtmlToken::Text(_) if is_left_out => {}
        HtmlToken::Text(text) => match pieces.last_mut() {
            Some(HtmlPiece::Text(before)) => before.push_str(text),
            _ => pieces.push(HtmlPiece::Text(text.to_owned())),
        },
        HtmlToken::Comment(text) => pieces.push(HtmlPiece::Comment(text.to_owned())),
        HtmlToken::Doctype => pieces.push(HtmlPiece::Other),
    });
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_read_as_browsers_do() {
        let start = |name: &str| HtmlPiece::Start { name: name.into(), attributes: Vec::new() };
        assert_eq!(
            pieces("<B>a &amp; b</B><script>if (a<b) x</script><!-- c -->"),
            [
                start("b"),
                HtmlPiece::Text("a & b".into()),
                HtmlPiece::End("b".into()),
                start("script"),
                HtmlPiece::End("script".into()),
                HtmlPiece::Comment(" c ".into()),
            ]
        );
        let attributes = vec![("title".to_owned(), "x\"y".to_owned())];
        assert_eq!(pieces("<a title='x&quot;y'"), [], "a tag that is never closed is none");
        assert_eq!(pieces("<a title='x&quot;y'>"), [HtmlPiece::Start { name: "a".into(), attributes }]);
    }
}
