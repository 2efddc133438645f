//! The examples of the CommonMark specification through our own renderer, byte for byte.
//!
//! The extensions stay on, so some examples differ; each is listed below with the reason.

use serde::Deserialize;

#[derive(Deserialize)]
struct Example {
    example: usize,
    section: String,
    markdown: String,
    html: String,
}

/// Examples that are meant to differ.
const BY_DESIGN: &[(usize, &str)] = &[
    (548, "[[[foo]]] holds a wikilink"),
    (559, "[[*foo* bar]] is a wikilink"),
    (590, "![[foo]] is an image, and [[foo]] a wikilink"),
];

#[test]
fn the_examples_of_the_specification_come_out_as_it_says() {
    let text = include_str!("../fixtures/commonmark-0.31.2.json");
    let examples: Vec<Example> = serde_json::from_str(text).expect("the examples are JSON");
    assert_eq!(examples.len(), 652);
    let mut wrong = Vec::new();
    for Example { example, section, markdown, html } in &examples {
        let ours = vertebra_markdown::render_plain(markdown);
        let by_design = BY_DESIGN.iter().any(|(number, _)| number == example);
        if (ours == *html) == by_design {
            wrong
                .push(format!("example {example} ({section})\n{markdown:?}\n  expected {html:?}\n  ours     {ours:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), examples.len(), wrong.join("\n"));
}
