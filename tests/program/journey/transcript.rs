//! `docs/editing.md` is played: every command in it is typed and every edit made, in order, in one site, and what the
//! program answers is what stands there. Days are today's and times are as long as they are.
//!
//! After a change of words: `SNAPSHOTS=overwrite cargo test --test program journey::transcript` writes the answers anew.

use std::path::{Path, PathBuf};
use std::process::Command;

use support::Site;

#[test]
fn the_guide_for_editors_says_what_the_program_says() {
    let document = support::project().join("docs/editing.md");
    let written = std::fs::read_to_string(&document).unwrap();
    let played = play(&written);
    if support::overwrites() {
        std::fs::write(&document, &played).unwrap();
        return;
    }
    for (at, (says, does)) in written.lines().zip(played.lines()).enumerate() {
        assert_eq!(steady(says), steady(does), "docs/editing.md, line {}", at + 1);
    }
    assert_eq!(
        written.lines().count(),
        played.lines().count(),
        "docs/editing.md is longer or shorter than what is said"
    );
}

/// The document with the answers that the program gives now.
fn play(document: &str) -> String {
    let site = Site::empty();
    let mut here = site.path().to_owned();
    let mut out = String::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(head) = line.strip_prefix("```").filter(|head| !head.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match head.split_once(' ').unwrap_or((head, "")) {
            ("console", _) => answer(&block, &mut here, &mut out),
            ("diff", path) => {
                change(&here.join(path), &block);
                block.iter().for_each(|line| out.push_str(&format!("{line}\n")));
            }
            _ => block.iter().for_each(|line| out.push_str(&format!("{line}\n"))),
        }
        out.push_str("```\n");
    }
    out
}

/// Types the commands of a block and writes down what comes back.
fn answer(block: &[&str], here: &mut PathBuf, out: &mut String) {
    for typed in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
        out.push_str(&format!("$ {typed}\n"));
        let words = words(typed);
        match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["cd", folder] => here.push(folder),
            ["rm", file] => std::fs::remove_file(here.join(file)).unwrap(),
            ["cat", file] => out.push_str(&std::fs::read_to_string(here.join(file)).unwrap()),
            ["vertebra", ..] => out.push_str(&run(&words[1..], here)),
            _ => panic!("docs/editing.md types what cannot be typed here: {typed}"),
        }
    }
}

fn run(arguments: &[String], here: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vertebra"));
    let done = command.args(arguments).current_dir(here).env("NO_COLOR", "1").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let said = text(done.stderr) + &text(done.stdout);
    said.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// What was typed, as a shell would take it apart.
fn words(typed: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in typed.split('"').enumerate() {
        match at % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

/// Makes an edit that is written as a difference: lines with a space stay, with `-` go, with `+` come.
fn change(path: &Path, block: &[&str]) {
    let side = |mark: char| -> String {
        let lines = block.iter().filter(|line| !line.starts_with(mark));
        lines.map(|line| format!("{}\n", line.get(1..).unwrap_or_default())).collect()
    };
    let (old, new) = (side('+'), side('-'));
    let text = std::fs::read_to_string(path).unwrap_or_default();
    assert!(text.matches(&old).count() == 1 || text.is_empty(), "{} has not once:\n{old}\n{text}", path.display());
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, if text.is_empty() { new } else { text.replacen(&old, &new, 1) }).unwrap();
}

/// A line without what differs from day to day and from run to run.
fn steady(line: &str) -> String {
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit() || c == '.') && !word.is_empty();
    let is_day = |word: &str| word.len() == 10 && word.split('-').count() == 3 && word.split('-').all(is_number);
    let mut words: Vec<&str> = line.split(' ').collect();
    for at in 0..words.len() {
        let bare = words[at].trim_matches(|c: char| !c.is_ascii_digit());
        if is_day(bare) {
            words[at] = "DAY";
        } else if is_number(bare)
            && words.get(at + 1).is_some_and(|unit| matches!(unit.trim_end_matches(['.', ',', ':']), "s" | "ms"))
        {
            words[at] = "TIME";
        }
    }
    words.join(" ")
}
