//! The other way round: what people write every day stays as it is typed, and nobody is told of it.

use crate::site::fixture::build;

/// A paragraph a line.
const PROSE: &str = "\
We are open from 9:30 to 17:00, and on Dec. 24 until 12:00.
He was happy :-) and she was not :-( but they laughed ;-) in the end.
The room is 12 x 8 feet, 3 * 4 = 12, and 5 < 7 > 2.
An hour costs $90, two cost $170 (tax not included), and 10 % go to charity.
Prices from $50* and up.
Write and/or call; see sections 1/2, 3-5 and 7–9.
As one review says [sic], \"it may help\" (Furlan et al., 2015).
Values lie in [0, 1) or in (2, 3].
See [1], [2] and [3] for sources.
Our street is Main St. #4, our number 310-555-0100 ext. 12.
The file snake_case_name is not ready, and neither is a_b.
It is 98.6 °F, 37 °C, ±2 and ~5 minutes.
Press Ctrl+C, then A -> B -> C, and wait...
Dr. O'Neil's patients' notes aren't here; the '90s are over.
Ask: \"what now?\" -- and then listen.
Email us & ask about R&D; 1st, 2nd and 3rd floor.
A: yes. B: no. C: it depends!
We like C#, F# and the key of G♯.
Use `code` here and \\*stars\\* there, or \\[brackets\\](like these).
1) is no list in a sentence, nor is (a) or b).
# is a number sign, and #2 our second room.
50% off! Now? Yes!! Really?!
Home | About us
I <3 massage.
Visit https://example.com/a_*b*?x=1&copy=2, www.example.com/a_b or write to a_b_c@example.com.
Read [https://example.com/a\\_b&#8211;c](https://example.com/b)._The rest_ is at [example.com/c](https://example.com/c).
Such pages are irs.gov/**newsroom** and www.[town].gov/open.
The formula $a_1 \\cdot b_2$ is not ours.
";

#[test]
fn ordinary_prose_is_not_told() {
    // Escaped: at the beginning of a line it would be a heading.
    let prose = PROSE.replace("\n# is", "\n\\# is").replace('\n', "\n\n");
    let prose = format!("---\ntitle: Prose\n---\n{prose}\n\n*Without tax.\n");
    let site = build(&format!("-- content/a.md --\n{prose}"));
    site.clean();
    let html = site.text("a/index.html");
    for shown in [
        ":-)",
        "3 * 4 = 12",
        "[0, 1)",
        "(2, 3]",
        "[1], [2]",
        "snake_case_name",
        "A -&gt; B",
        "*stars*",
        "[brackets](like these)",
        "I &lt;3",
        ">https://example.com/a_*b*?x=1&amp;copy=2</a>, ",
        ">www.example.com/a_b</a> or ",
        "\"mailto:a_b_c@example.com\"",
        "$50*",
    ] {
        assert!(html.contains(shown), "{shown} in {html}");
    }
}
