//! Raw HTML as a list of tags and texts, read as browsers read it: for those who look at a piece of HTML more than once.

use super::tokens::{Places, Seen, holds_no_html, tokenize};

/// A piece of HTML.
#[derive(Debug, PartialEq)]
pub enum Piece {
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
pub fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut is_left_out = false;
    tokenize(html, Places::Unwanted, |seen, _| match seen {
        Seen::Start(tag) => {
            is_left_out = holds_no_html(&tag.name);
            let attributes = tag.attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
            pieces.push(Piece::Start { name: tag.name.to_string(), attributes });
        }
        Seen::End(name) => {
            is_left_out = false;
            pieces.push(Piece::End(name.to_owned()));
        }
        Seen::Text(_) if is_left_out => {}
        Seen::Text(text) => match pieces.last_mut() {
            Some(Piece::Text(before)) => before.push_str(text),
            _ => pieces.push(Piece::Text(text.to_owned())),
        },
        Seen::Comment(text) => pieces.push(Piece::Comment(text.to_owned())),
        Seen::Doctype => pieces.push(Piece::Other),
    });
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_read_as_browsers_do() {
        let start = |name: &str| Piece::Start { name: name.into(), attributes: Vec::new() };
        assert_eq!(
            pieces("<B>a &amp; b</B><script>if (a<b) x</script><!-- c -->"),
            [
                start("b"),
                Piece::Text("a & b".into()),
                Piece::End("b".into()),
                start("script"),
                Piece::End("script".into()),
                Piece::Comment(" c ".into()),
            ]
        );
        let attributes = vec![("title".to_owned(), "x\"y".to_owned())];
        assert_eq!(pieces("<a title='x&quot;y'"), [], "a tag that is never closed is none");
        assert_eq!(pieces("<a title='x&quot;y'>"), [Piece::Start { name: "a".into(), attributes }]);
    }
}
