//! Pieces of Markdown in any order: what comes out keeps its promises.

use support::dice::Dice;

use super::{Options, read, show};
use crate::page::{Body, Filling, NoteContent};

const SEED: u64 = 0x5eed_0001;
const PAGES: usize = 4000;

const PIECES: &[&str] = &[
    "a",
    " ",
    "\n",
    "\n\n",
    "    ",
    "  ",
    "> ",
    "- ",
    "1. ",
    "::: note",
    "::::",
    ":::",
    "::: x {a=b",
    "\n:::\n",
    "\n::: a\n",
    "{{ a }}",
    "{{",
    "}}",
    "{{a}}",
    "{{ b c=\"d",
    "\\",
    "`",
    "```",
    "\n```\n",
    "**",
    "_",
    "\"",
    "'",
    "--",
    "...",
    "[",
    "](",
    ")",
    "]",
    "[^1]",
    "[^1]: ",
    "[^e]",
    "[[t]]",
    "[[t|",
    "![",
    "![](x){decorative}",
    "](y.md \"t\")",
    "<b>",
    "</b>",
    "<div>",
    "\n<div>\n",
    "</div>",
    "<!--",
    "-->",
    "<script>",
    "<a href=\"x\">",
    "<img src=x>",
    "<?",
    "?>",
    "<?>",
    "| a | b |\n",
    "|---|:-:|\n",
    "\n: ",
    "Table: c",
    "## ",
    "# ",
    "{#i .c}",
    "\n===\n",
    "\u{fdd0}",
    "\u{fdd1}",
    "\u{fdd0}A",
    "\u{fdd0}0\u{fdd1}",
    "&#xfdd0;",
    "é",
    "腰",
    "\u{ad}",
    "\r\n",
    "\t",
    "- [ ] ",
    "> [!NOTE]\n",
    "<http://x>",
    "[r]: z.md\n",
    "[r]",
    "~~",
    "&amp;",
    "<o:p>",
    "<p class=\"MsoNormal\" style=\"x\">",
    "javascript:x",
    "data:image/png;base64,AAAA",
    "<!-- more -->",
    "\0",
];

#[test]
fn any_text_gives_a_sound_body() {
    let mut dice = Dice::new(SEED);
    for page in 0..PAGES {
        let text: String = (0..dice.below(40)).map(|_| PIECES[dice.below(PIECES.len())]).collect();
        let safe = page % 3 != 0;
        let options = Options::parse(if safe { "smart evidence=e,f" } else { "raw=allow evidence=e" });
        let (parts, diagnostics, file) = read(&text, &options);
        let bodies = parts.notes.iter().filter_map(|note| match &note.content {
            NoteContent::Text(body) => Some(body),
            NoteContent::Entry(_) => None,
        });
        for body in bodies.chain([&parts.body]) {
            check_body(body, parts.links.len(), safe, &text);
        }
        let spans = diagnostics.iter().filter_map(|d| d.span).chain(parts.links.iter().map(|link| link.span));
        for span in spans.chain(parts.headings.iter().map(|heading| heading.span)) {
            assert!(file.get(span.range()).is_some(), "seed {SEED:#x}, {span:?} cuts a character in {text:?}");
        }
    }
}

#[test]
fn positions_add_attributes_and_nothing_else() {
    let mut dice = Dice::new(SEED + 1);
    let mut marked = 0;
    for page in 0..PAGES {
        let text: String = (0..dice.below(40)).map(|_| PIECES[dice.below(PIECES.len())]).collect();
        let wanted = if page % 3 == 0 { "raw=allow evidence=e" } else { "smart evidence=e,f" };
        let shown = |options: &str| {
            let options = Options::parse(options);
            let (parts, diagnostics, file) = read(&text, &options);
            (show::parts(&parts, &diagnostics, &file, &options), parts.summary, parts.words, parts.anchors)
        };
        let (plain, mut with) = (shown(wanted), shown(&format!("{wanted} positions")));
        let stripped = without_positions(&with.0);
        marked += usize::from(stripped != with.0);
        with.0 = stripped;
        assert_eq!(plain, with, "seed {SEED:#x}, text {text:?}");
    }
    assert!(marked > PAGES / 2, "{marked}");
}

fn without_positions(html: &str) -> String {
    let mut parts = html.split(" data-source=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = |part: &str| part.trim_start_matches(|c: char| c.is_ascii_digit())[1..].to_owned();
    parts.fold(first, |all, part| all + &rest(part))
}

fn check_body(body: &Body, links: usize, safe: bool, text: &str) {
    let context = || format!("seed {SEED:#x}, text {text:?}, html {:?}", body.html);
    assert!(body.holes.is_sorted_by_key(|hole| hole.at), "{}", context());
    assert!(!safe || !body.html.contains("<script"), "{}", context());
    for hole in &body.holes {
        assert!(body.html.is_char_boundary(hole.at), "{}", context());
        match &hole.filling {
            Filling::Address(link) => {
                assert!(*link < links && body.html[..hole.at].ends_with("=\""), "{}", context());
                assert!(body.html[hole.at..].starts_with('"'), "{}", context());
            }
            Filling::Image(image) => assert!(image.link < links, "{}", context()),
            Filling::Directive(directive) => directive.body.iter().for_each(|b| check_body(b, links, safe, text)),
        }
    }
}
