//! Sessions that nobody would think of: after each, what is shown is what a build from nothing says of the same files.

use std::collections::BTreeSet;
use std::path::Path;

use support::dice::Dice;
use vertebra_base::diagnostic::Severity;
use vertebra_disk::read;
use vertebra_engine::{Build, Now, Options};

use crate::editor::{Editor, problem};
use crate::site;

const FILES: [&str; 7] = [
    "content/index.md",
    "content/guides/visit.md",
    "content/guides/soreness.md",
    "content/words.md",
    "content/clinics/spine.md",
    "content/data/evidence.yaml",
    "content/new.md",
];

/// What is typed: pieces of everything that means something, whole and broken.
const PIECES: [&str; 34] = [
    "a",
    " ",
    "\n",
    "\n\n",
    "😀",
    "ñ",
    "\t",
    "\r\n",
    "---\n",
    "---",
    "title: x\n",
    "draft: true\n",
    "type: clinic\n",
    "key: spine\n",
    "[x](",
    "](",
    ")",
    "[x](guides/visit.md)",
    "[x](gone-for-ever.md#a)",
    "[[",
    "]]",
    "[[muscle]]",
    "[^trial-2015]",
    "[^",
    "{{",
    "}}",
    "{{ phone spine }}",
    "{{ phone ",
    "::: note\n",
    ":::\n",
    "## A heading\n",
    "\"",
    ": ",
    "<b>",
];

#[test]
fn after_any_session_the_same_is_shown_as_a_build_says() {
    let first: u64 = std::env::var("VERTEBRA_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7);
    for seed in first..first + 4 {
        let mut dice = Dice::new(seed);
        let site = site("");
        site.write("content/new.md", "---\ntitle: New\n---\nText.\n");
        let mut editor = Editor::new(site);
        let mut open = BTreeSet::new();
        for step in 0..60 {
            // Half of all sessions touch the settings too, which may stop everything else.
            let settings = seed % 2 == 0 && dice.below(12) == 0;
            let file = if settings { "content/site.yaml" } else { FILES[dice.below(FILES.len())] };
            act(&mut editor, &mut dice, &mut open, file);
            if step % 20 == 19 {
                for file in &open {
                    editor.save(file);
                }
                editor.settle();
                let (shown, expected) = (shown(&editor), said(editor.site.path()));
                assert_eq!(shown, expected, "VERTEBRA_SEED={seed}, after step {step}");
            }
        }
        assert_eq!(editor.quit(), (Some(0), String::new()), "VERTEBRA_SEED={seed}");
    }
}

fn act(editor: &mut Editor, dice: &mut Dice, open: &mut BTreeSet<&'static str>, file: &'static str) {
    let is_there = editor.site.has(file);
    match (dice.below(12), open.contains(file)) {
        (0, true) => editor.save(file),
        (1, true) => {
            editor.close(file);
            open.remove(file);
        }
        (2, _) => {
            let text = if is_there { editor.site.read(file) } else { String::from("---\ntitle: Again\n---\n") };
            let (_, changed) = typed(dice, &text);
            editor.outside(file, Some(&changed));
        }
        // What is open has been saved or not; its file may go all the same, and comes back when it is saved.
        (3, false) if is_there && file == "content/new.md" => editor.outside(file, None),
        (4, true) => {
            let questions = ["textDocument/completion", "textDocument/hover", "textDocument/definition"];
            let question = questions[dice.below(questions.len())];
            let text = editor.text(file).to_owned();
            let at = boundary(&text, dice.below(text.len() + 1));
            let params = serde_json::json!({
                "textDocument": {"uri": editor.uri(file)},
                "position": editor.place(file, at),
            });
            editor.ask(question, params);
        }
        (_, true) => {
            let text = editor.text(file).to_owned();
            let (place, _) = typed(dice, &text);
            editor.splice(file, place.0, place.1, place.2);
        }
        (_, false) if is_there => {
            editor.open(file);
            open.insert(file);
        }
        _ => {}
    }
}

type Place = (usize, usize, &'static str);

/// A piece in some place, and the text that comes out.
fn typed(dice: &mut Dice, text: &str) -> (Place, String) {
    let start = boundary(text, dice.below(text.len() + 1));
    let length = if dice.below(3) == 0 { dice.below(12) } else { 0 };
    let end = boundary(text, (start + length).min(text.len())).max(start);
    let piece = PIECES[dice.below(PIECES.len())];
    let mut changed = text.to_owned();
    changed.replace_range(start..end, piece);
    ((start, end - start, piece), changed)
}

/// The place itself, or the nearest before it that is between two characters. Nor is one between the two of a line's end:
/// no program lets anybody type there.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) || text[..at].ends_with('\r') && text[at..].starts_with('\n') {
        at -= 1;
    }
    at
}

/// What the editor shows, but for what it says of pages that readers do not see.
fn shown(editor: &Editor) -> Vec<String> {
    let mut all = Vec::new();
    for (path, list) in &editor.shown {
        let told = list.iter().filter(|it| !it["message"].as_str().unwrap().contains("this page is not published yet"));
        all.extend(told.map(|it| format!("{path} {}", problem(it))));
    }
    all.sort();
    all
}

/// What a build from nothing says of the same files.
fn said(root: &Path) -> Vec<String> {
    let snapshot = read::read(root, 2).unwrap();
    let options = Options { threads: 2, ..Options::at(Now::System(jiff::Timestamp::now())) };
    let build = Build::new(snapshot.clone(), &options);
    let made = build.render_all(2, &drop);
    let mut all: Vec<String> = build
        .diagnostics()
        .iter()
        .chain(&made.diagnostics)
        .map(|told| {
            let text = snapshot.text(&told.file).unwrap_or_default();
            let span = told.span.unwrap_or_default();
            let weight = match told.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            let (start, end) = (place(&text, span.start as usize), place(&text, span.end as usize));
            let message = told.message.lines().next().unwrap_or_default();
            format!("{} {start}-{end} {weight} {}: {message}", told.file, told.code)
        })
        .collect();
    all.sort();
    all.dedup();
    all
}

/// Line and column from 1, in units of UTF-16; every kind of line end counts.
fn place(text: &str, at: usize) -> String {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = text[..at].replace("\r\n", "\n").replace('\r', "\n");
    let last = before.rsplit('\n').next().unwrap();
    format!("{}:{}", before.matches('\n').count() + 1, last.encode_utf16().count() + 1)
}
