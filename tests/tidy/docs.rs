//! The documentation that is made from data. With `SNAPSHOTS=overwrite` (or `UPDATE_DOCS=1`) in the environment it is written; without, it is
//! compared.

use std::path::Path;

use vertebra_base::diagnostic::Severity;
use vertebra_schema::codes::{self, Code, Topic};

/// Begins the part of `docs/diagnostics.md` that is made.
const MARK: &str = "<!-- From here on: see the first lines of this file. -->\n";

/// Begins `docs/messages.md`.
const HEAD: &str = "\
<!-- This file is made from src/schema/codes/*.yaml. To change it, change those files and run:
     SNAPSHOTS=overwrite cargo test --test tidy -->

# Message details

The output of `vertebra explain CODE` for every code. [Messages](diagnostics.md) has all codes in tables.
[Turn off messages or change their severity](exceptions.md) says how to do that.
";

/// Every code of the registry and the line of its entry.
pub fn registry(files: &[(String, String)]) -> Vec<(String, String)> {
    let place = |code: &Code| {
        let entry = format!("  {}:", code.name);
        let line = |text: &str| text.lines().position(|line| line == entry);
        let found = files.iter().find_map(|(path, text)| Some(format!("{path}:{}", line(text)? + 1)));
        found.unwrap_or_else(|| "src/codes".to_owned())
    };
    codes::all().map(|code| (code.name.clone(), place(code))).collect()
}

/// The files that are not what they would be if they were made now; none, after they were written.
pub fn differing(root: &Path) -> Vec<String> {
    let tables = "docs/diagnostics.md";
    let there = std::fs::read_to_string(root.join(tables)).unwrap_or_default();
    let Some((by_hand, _)) = there.split_once(MARK) else { return vec![format!("{tables}:1: has no line {MARK:?}")] };
    let rows: String = codes::topics().iter().map(table).collect();
    let pages: String = codes::topics().iter().map(chapter).collect();
    let made = [(tables, format!("{by_hand}{MARK}{rows}")), ("docs/messages.md", format!("{HEAD}{pages}"))];
    made.iter().filter_map(|(path, text)| differs(root, path, text)).collect()
}

/// Compares a file with what it should be, or writes it.
fn differs(root: &Path, path: &str, made: &str) -> Option<String> {
    if support::overwrites() || std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(root.join(path), made).unwrap();
        return None;
    }
    let there = std::fs::read_to_string(root.join(path)).unwrap_or_default();
    let line = first_difference(&there, made)?;
    let wanted = made.lines().nth(line - 1).unwrap_or("the end of the file");
    Some(format!("{path}:{line}: run SNAPSHOTS=overwrite cargo test --test tidy; here belongs: {wanted}"))
}

/// The first line, from 1, that is not the same in two texts.
fn first_difference(one: &str, other: &str) -> Option<usize> {
    let (mut one, mut other) = (one.split('\n'), other.split('\n'));
    (1..).map(|line| (line, one.next(), other.next())).find_map(|(line, one, other)| match (one, other) {
        (None, None) => Some(None),
        _ => (one != other).then_some(Some(line)),
    })?
}

/// The codes of a topic, one a row.
fn table(topic: &Topic) -> String {
    let intro = if topic.intro.is_empty() { String::new() } else { format!("\n{}\n", wrapped(&topic.intro)) };
    let rows: String = topic.codes.iter().map(row).collect();
    let head = "| code | severity | what it means | what to do |\n| --- | --- | --- | --- |\n";
    format!("\n## {}\n{intro}\n{head}{rows}", topic.title)
}

fn row(code: &Code) -> String {
    let cell = |text: &str| text.replace('\n', " ").replace('|', "\\|");
    let link = format!("[`{0}`](messages.md#{0})", code.name);
    format!("| {link} | {} | {} | {} |\n", weights(code), cell(&code.means), cell(&code.remedy))
}

/// The codes of a topic, each with all there is to say about it under a heading of its own.
fn chapter(topic: &Topic) -> String {
    let codes: String = topic.codes.iter().map(section).collect();
    format!("\n## {}\n{codes}", topic.title)
}

fn section(code: &Code) -> String {
    let safety = if code.safety { "; cannot be turned off or downgraded" } else { "" };
    let mut text = format!("\n### {}\n\n*{}{safety}.* {}\n", code.name, weights(code), code.means);
    text += &format!("\n**What to do.** {}\n", code.remedy);
    if let Some(why) = &code.why {
        text += &format!("\n**Why it matters.** {why}\n");
    }
    if let Some(example) = &code.example {
        let fence = if example.wrong.contains("```") { "~~~" } else { "```" };
        let block = |text: &str| format!("\n{fence}text\n{text}\n{fence}\n");
        let (wrong, right) = (block(&example.wrong), block(&example.right));
        text += &format!("\nIn `{}`, instead of\n{wrong}\nwrite\n{right}", example.file);
    }
    text
}

/// `error`, or `error, warning`.
fn weights(code: &Code) -> String {
    let word = |weight: &Severity| match weight {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    code.weights.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// A paragraph in lines of at most 120 characters.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.last_mut().unwrap();
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > 120 {
            lines.push(word.to_owned());
        } else {
            let space = if last.is_empty() { "" } else { " " };
            *last += &format!("{space}{word}");
        }
    }
    lines.join("\n")
}
