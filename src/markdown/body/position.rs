//! Where a block stands in its file: ` data-source="12"` in its tag, for previews alone. Knows nothing of Markdown.
//!
//! While a body is read the lines stand beside the HTML, so that nobody who looks at the HTML sees another one than in a
//! build.

/// The beginnings of the lines of a file.
pub struct Lines {
    breaks: Vec<usize>,
}

impl Lines {
    /// The lines of a file.
    pub fn of(file: &str) -> Self {
        Lines { breaks: memchr::memchr_iter(b'\n', file.as_bytes()).collect() }
    }

    /// The line of a place in the file, from 1.
    pub fn at(&self, place: usize) -> u32 {
        let line = self.breaks.partition_point(|at| *at < place) + 1;
        u32::try_from(line).unwrap_or(u32::MAX)
    }
}

/// A tag that is to say where it comes from.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    /// The byte of the HTML right behind the tag's name.
    pub at: usize,
    pub line: u32,
}

/// What a tag says when it stands for a line.
pub fn attribute(line: u32) -> String {
    format!(" data-source=\"{line}\"")
}

/// Lets the tag say that begins at a place of finished HTML, white space aside, where it comes from; unless none begins
/// there, or it says so already.
pub fn mark(html: &mut String, from: usize, line: u32) {
    let start = from + html[from..].len() - html[from..].trim_start().len();
    let Some(tag) = html[start..].strip_prefix('<').filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()))
    else {
        return;
    };
    let name = tag.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).unwrap_or(tag.len());
    let end = tag.find('>').unwrap_or(tag.len());
    if !tag[..end].contains(" data-source=\"") {
        html.insert_str(start + 1 + name, &attribute(line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one() {
        let lines = Lines::of("a\nb\r\n\nc");
        assert_eq!([0, 1, 2, 4, 5, 6].map(|at| lines.at(at)), [1, 1, 2, 2, 3, 4]);
    }

    #[test]
    fn the_first_tag_says_where_it_comes_from() {
        for (html, marked) in [
            ("<p>a</p><p>b", "<p data-source=\"7\">a</p><p>b"),
            ("\n <figure class=\"x\">", "\n <figure data-source=\"7\" class=\"x\">"),
            ("<img/>", "<img data-source=\"7\"/>"),
            ("<p data-source=\"3\">", "<p data-source=\"3\">"),
            ("<p><i data-source=\"3\">", "<p data-source=\"7\"><i data-source=\"3\">"),
            ("text <p>", "text <p>"),
            ("<!-- a -->", "<!-- a -->"),
            ("</p>", "</p>"),
            ("", ""),
        ] {
            let mut made = format!("before{html}");
            mark(&mut made, "before".len(), 7);
            assert_eq!(made, format!("before{marked}"));
        }
    }
}
