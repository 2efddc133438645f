//! A finished page as Markdown: what its `main` element shows, with every address whole.
//!
//! Made of the HTML that readers get, so that it says what the page says.

use vertebra_base::link::{AddressKind, Link};
use vertebra_html::{Handle, parse, read};
use vertebra_markdown::writer::{self, Columns, EscapeContext, Leads, Piece, Reading, Target};

/// What a reader of plain text has no use for.
const LEFT_OUT: [&str; 12] =
    ["head", "script", "style", "template", "svg", "nav", "button", "form", "input", "noscript", "iframe", "title"];

/// The Markdown of a page. `origin` has no slash at its end, `url` is the page's own address.
pub fn markdown(html: &str, origin: &str, url: &str) -> String {
    let text = match parse(html) {
        Ok(root) => writer::markdown(&root.first("main").unwrap_or(root), &Finished { origin, url }),
        // Of what is no page any more, the words are kept.
        Err(_) => words(html),
    };
    let text = text.replace('\u{a0}', " ").replace('\u{2011}', "-");
    format!("{text}\n\n---\n\nSource: <{url}>\n")
}

fn words(html: &str) -> String {
    let pieces = read(html).texts.into_iter().map(|it| Piece::text(it.text, &Default::default()));
    writer::write(&pieces.collect::<Vec<_>>(), EscapeContext::Text, &mut Vec::new())
}

/// A page as visitors get it, and what addresses inside it are made whole with.
struct Finished<'a> {
    origin: &'a str,
    url: &'a str,
}

impl Reading for Finished<'_> {
    /// With its whole address. A number to call is text, a mark of a note its number, and the ways back from a note are
    /// left out.
    fn leads(&self, link: &Handle) -> Leads {
        let href = link.attribute("href").unwrap_or_default();
        if href.starts_with("#mark-") {
            Leads::Nowhere
        } else if link.attribute("role").as_deref() == Some("doc-noteref") {
            Leads::Note
        } else if matches!(Link::parse(&href).kind, AddressKind::Empty | AddressKind::Mail | AddressKind::Telephone) {
            Leads::Words
        } else {
            Leads::To(Target::Address(self.picture(&href)))
        }
    }

    fn picture(&self, address: &str) -> String {
        match address.as_bytes() {
            [b'#', ..] => format!("{}{address}", self.url),
            [b'/', b'/', ..] => format!("https:{address}"),
            [b'/', ..] => format!("{}{address}", self.origin),
            _ => address.to_owned(),
        }
    }

    fn is_left_out(&self, element: &Handle) -> bool {
        let hidden =
            || element.attribute("aria-hidden").as_deref() == Some("true") || element.attribute("hidden").is_some();
        let is_task = || vertebra_markdown::writer::Piece::task(element).is_some();
        LEFT_OUT.contains(&element.tag()) && !is_task() || hidden()
    }

    fn columns(&self) -> Columns {
        Columns::Aligned
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, wanted: &str) {
        let text = markdown(html, "https://example.org", "https://example.org/a/");
        assert_eq!(text, format!("{wanted}\n\n---\n\nSource: <https://example.org/a/>\n"));
    }

    #[test]
    fn only_what_main_shows_is_kept() {
        check(
            "<nav>menu</nav><main id=\"x\"><h1>A</h1><nav>here</nav><p>Text.<span aria-hidden=\"true\">↑</span></p>\
             <script>x</script><img src=\"/d.png\" alt=\"\"></main><footer>f</footer>",
            "# A\n\nText.",
        );
    }

    #[test]
    fn addresses_are_whole_and_numbers_are_text() {
        check(
            "<main><p><a href=\"/b/\">B</a> <a href=\"#c\">C</a> <a href=\"https://d.example/\">D</a> \
             <a href=\"tel:+1\">(310)\u{a0}828\u{2011}7757</a> said<sup><a href=\"#ref-x\" role=\"doc-noteref\">1</a></sup> \
             <a href=\"#mark-x\">back</a></p><p><img src=\"/p.png\" alt=\"A room\"></p></main>",
            "[B](https://example.org/b/) [C](https://example.org/a/#c) [D](https://d.example/) (310) 828-7757 said\\[1\\]\n\n\
             ![A room](https://example.org/p.png)",
        );
    }

    #[test]
    fn tables_keep_their_cells_and_lists_of_terms_their_terms() {
        check(
            "<main><table><caption>Six</caption><thead><tr><th scope=\"col\">A</th><th scope=\"col\">B</th></tr></thead>\
             <tbody><tr><th scope=\"row\">1</th><td>2</td></tr></tbody></table>\
             <dl><div><dt>Phone</dt><dd>unknown</dd></div><div><dt>Hours</dt><dd>none</dd></div>\
             <dt>Does</dt><dd><ul><li>x</li><li>y</li></ul></dd></dl></main>",
            "Six\n\n| A | B |\n| - | - |\n| 1 | 2 |\n\n\
             - **Phone**: unknown\n- **Hours**: none\n- **Does**:\n\n  - x\n  - y",
        );
    }

    #[test]
    fn framed_components_are_quotations_and_details_are_open() {
        check(
            "<main><blockquote><div><h3><span>Important: </span>Stop</h3><p>Now.</p></div></blockquote>\
             <details><summary>Will it hurt?</summary><p>A little.</p></details></main>",
            "> ### Important: Stop\n>\n> Now.\n\n**Will it hurt?**\n\nA little.",
        );
    }
    #[test]
    fn marks_are_those_that_markdown_reads_again() {
        check(
            "<main><p>1 * 2 * 3 and <del>gone</del> <b> bold </b>word, <code>a `b`</code></p><p># no heading<br>- no list</p>\
             <table><tr><td>a|b</td><td><code>c|d</code></td></tr></table><pre><code class=\"language-sh\">a\n  b\n</code></pre></main>",
            "1 \\* 2 \\* 3 and ~~gone~~ **bold** word, `` a `b` ``\n\n\\# no heading\\\n\\- no list\n\n\
             | a\\|b | `c\\|d` |\n| ---- | ------ |\n\n```sh\na\n  b\n```",
        );
    }

    #[test]
    fn entries_of_lists_keep_what_is_in_them() {
        check(
            "<main><ol start=\"9\"><li>one<ul><li>a</li><li>b</li></ul></li><li>two</li></ol><ul><li><p>x</p><p>y</p></li><li><p>z</p></li></ul></main>",
            "9.  one\n    - a\n    - b\n10. two\n\n- x\n\n  y\n\n- z",
        );
    }

    #[test]
    fn elements_inside_each_other_without_end_leave_their_words() {
        let deep =
            |count: usize| format!("<main>{}<p>deep</p>{}</main>", "<div>".repeat(count), "</div>".repeat(count));
        check(&deep(3_000), "deep");
        check(&deep(200_000), "deep");
    }
}
