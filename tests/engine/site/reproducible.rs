//! Same input, same bytes.

use super::fixture::{build_with, options};

#[test]
fn one_thread_and_many_give_the_same_bytes_and_the_same_words() {
    let mut text = String::new();
    for n in 0..200 {
        text += &format!(
            "-- content/s{}/p{n}.md --\n---\ntitle: P{n}\ndate: 2026-01-{:02}\ntags: [t{}, t{}]\n---\n## H\n\n[x](p{}.md) [[none]]\n",
            n % 7,
            n % 28 + 1,
            n % 11,
            n % 13,
            (n + 7) % 210
        );
    }
    let mut one = options();
    one.threads = 1;
    let mut many = options();
    many.threads = 8;
    let (one, many) = (build_with(&text, &one), build_with(&text, &many));
    assert_eq!(one.told(), many.told());
    assert!(!one.diagnostics.is_empty() && one.outputs.len() > 200);
    assert!(one.outputs == many.outputs);
}
