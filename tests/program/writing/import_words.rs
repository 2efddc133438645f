//! Words in, words out: what stands in a document stands on the page that is built from it, letter for letter, and what
//! lost its form is told with its line.

use support::Site;

use super::documents::{docx, dropped, html, p, r, t};
use vertebra_import::Imported;

const SETTINGS: &str =
    "title: S\nbase_url: https://e.example/\nlanguage: en\ntime_zone: UTC\ntheme: t\nchecks: {html-pasted: off}\n";
const THEME: &str = "name: t\ntypes: {page: {template: page.html}, section: {template: page.html}}\n";
const TEMPLATE: &str = "<!doctype html><html lang=en><head><title>{{ page.title }}</title></head>\
    <body><main><h1>T</h1>{{ page.content }}</main></body></html>";

/// What a row of the table holds: the document, the words of the page, what is told.
struct Case {
    document: String,
    read: Imported,
    words: &'static str,
    told: &'static [&'static str],
}

/// The text of the finished page, without its tags, with single spaces.
fn shown(page: &str) -> String {
    let main = page.split_once("</h1>").and_then(|(_, rest)| rest.split_once("</main>")).expect("a page").0;
    let mut text = String::new();
    for part in main.split('<') {
        let (tag, rest) = part.split_once('>').unwrap_or(("", part));
        let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap_or_default();
        let is_inline = ["", "a", "b", "code", "del", "em", "i", "s", "span", "strong", "sub", "sup"].contains(&name);
        text.push_str(if is_inline { "" } else { " " });
        text.push_str(rest);
    }
    for (entity, letter) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")]
    {
        text = text.replace(entity, letter);
    }
    text.split(' ').filter(|it| !it.trim().is_empty()).map(str::trim).collect::<Vec<_>>().join(" ")
}

fn check(cases: Vec<Case>) {
    let site = Site::new(&[
        ("content/site.yaml", SETTINGS),
        ("content/index.md", "---\ntitle: Home\n---\n"),
        ("themes/t/theme.yaml", THEME),
        ("themes/t/templates/page.html", TEMPLATE),
    ]);
    for (at, case) in cases.iter().enumerate() {
        site.write(&format!("content/p{at}.md"), format!("---\ntitle: T\n---\n\n{}", case.read.body));
    }
    site.run(&["build"]).ends(0);
    let mut wrong = Vec::new();
    for (at, case) in cases.iter().enumerate() {
        let words = shown(&site.read(&format!("public/p{at}/index.html")));
        let told = dropped(&case.read);
        if words != case.words || told != case.told {
            wrong.push(format!("{}\n{}{words:?}\n{told:#?}", case.document, case.read.body));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn web_pages_keep_their_words() {
    let rows: Vec<(&str, &str, &[&str])> = vec![
        ("<p>Run <code>vertebra --help \"now\"...</code> first", "Run vertebra --help \"now\"... first", &[]),
        (
            "<p>Press <kbd>Ctrl--X</kbd>, see <samp>it's</samp> and <tt>a--b</tt>",
            "Press Ctrl--X, see it's and a--b",
            &[],
        ),
        ("<p>A <code>link to <a href='https://a.example/'>it</a></code>", "A link to it", &[]),
        ("<p>one -- two --- three", "one -- two --- three", &[]),
        ("<p>---", "---", &[]),
        ("<p>-- a", "-- a", &[]),
        ("<ul><li>one<pre>a\n  b--c</pre><li>two</ul>", "one a b--c two", &[]),
        ("<ul><li><pre>x\ny</pre><li>two</ul>", "x\ny two", &[]),
        ("<pre>a<br>b</pre>", "a\nb", &[]),
        (
            "<ul><li>a<ul><li>b</ul>c</ul>",
            "a b c",
            &["2 | text behind a list inside an entry; it goes on with the last entry now | c"],
        ),
        (
            "<dl><dt>Ice<dd>It cools.<dt>Heat<dd>It warms.<dd>It rests.</dl>",
            "Ice It cools. Heat It warms. It rests.",
            &["1 | the form of a list of terms; it is a list now, with the terms in bold | Ice"],
        ),
        (
            "<dl><div><dt>Ice<dd>It <code>a--b</code> cools.</div></dl>",
            "Ice It a--b cools.",
            &["1 | the form of a list of terms; it is a list now, with the terms in bold | Ice"],
        ),
        (
            "<blockquote>a<blockquote>b</blockquote>c</blockquote>",
            "a b c",
            &["3 | the place of a quotation, which stood inside a quotation | b"],
        ),
        (
            "<ul><li>a<blockquote>b</blockquote><li>c</ul>",
            "a b c",
            &["3 | the place of a quotation, which stood inside an entry of a list | b"],
        ),
        (
            "<blockquote><ul><li>a<li>b</ul></blockquote>",
            "a b",
            &["1 | the place of a list, which stood inside a quotation | a"],
        ),
        (
            "<blockquote><pre>a--b</pre></blockquote>",
            "a--b",
            &["1 | code inside a list or a quotation; it is now below it | a--b"],
        ),
        ("<ul><li>a<h3>b</h3></ul>", "a b", &["3 | the place of a heading, which stood inside an entry of a list | b"]),
        (
            "<ul><li>a<table><tr><td>b<td>c<tr><td>d<td>e</table></ul>",
            "a b c d e",
            &["3 | the place of a table, which stood inside an entry of a list | b c d e"],
        ),
        (
            "<table><tr><td colspan=2>a<td>b<tr><td><pre>c--d\ne</pre><td>f<td>g</table>",
            "a b c--d e f g",
            &[
                "1 | code inside a table cell; it is now on one line | c--d e",
                "1 | merged cells in a table; split, with empty cells added | a b c--d e f g",
            ],
        ),
        ("<figure><p>a</p><figcaption>What it is</figcaption></figure>", "a What it is", &[]),
        ("<p>10<sup>6</sup> of H<sub>2</sub>O, 10<sup>-3</sup>", "10⁶ of H₂O, 10⁻³", &[]),
        ("<p>1<sup>1/2</sup> hours, 2<sup>3/16</sup>, 10<sup>2a</sup>", "1½ hours, 2³⁄₁₆, 10^2a", &[]),
        ("<p>the 4<sup>th</sup> day", "the 4th day", &["1 | superscript or subscript | the 4th day"]),
        (
            "<details><summary>More</summary><p>text</p></details>",
            "More text",
            &["3 | text that readers could collapse; all of it is now shown | Moretext"],
        ),
        (
            "<p>The <abbr title='World Health Organization'>WHO</abbr> says",
            "The WHO says",
            &["1 | the meaning of an abbreviation; write it out after its first use | World Health Organization"],
        ),
        ("<p>She said <q>yes</q>.", "She said “yes”.", &[]),
        ("<address>1 Main St<br>Town</address>", "1 Main St Town", &[]),
        ("<p>a<br>b<hr><p>c", "a b c", &[]),
        ("<p>5&nbsp;km &amp; 1&lt;2 &copy; &#8212; x", "5\u{a0}km & 1<2 © — x", &[]),
        ("<p>soft&shy;ware", "software", &[]),
        ("<p>*a* _b_ [c] `d` #e <b>f*</b>", "*a* _b_ [c] `d` #e f*", &[]),
        ("<p># a<p>1. b<p>+ c<p>> d", "# a 1. b + c > d", &[]),
    ];
    let case = |(document, words, told): (&str, &'static str, &'static [&'static str])| Case {
        document: document.to_owned(),
        read: html(document),
        words,
        told,
    };
    check(rows.into_iter().map(case).collect());
}

#[test]
fn documents_of_word_keep_their_words() {
    let raised = |text: &str| r("<w:vertAlign w:val=\"superscript\"/>", text);
    let lowered = |text: &str| r("<w:vertAlign w:val=\"subscript\"/>", text);
    let rows: Vec<(String, &'static str, &'static [&'static str])> = vec![
        (p("", &(t("10") + &raised("6") + &t(" of H") + &lowered("2") + &t("O"))), "10⁶ of H₂O", &[]),
        (
            p("", &(t("the 4") + &raised("th") + &t(" day"))),
            "the 4th day",
            &["1 | superscript or subscript | the 4th day"],
        ),
        (p("", &t("one -- two --- three")), "one -- two --- three", &[]),
        (p("", &t("---")), "---", &[]),
        (p("", &t("5\u{a0}km *a* _b_ [c]")), "5\u{a0}km *a* _b_ [c]", &[]),
    ];
    let case = |(document, words, told): (String, &'static str, &'static [&'static str])| Case {
        read: docx(&document).read(),
        document,
        words,
        told,
    };
    check(rows.into_iter().map(case).collect());
}
