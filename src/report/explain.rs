//! What a code means, for a terminal: the texts of the registry without their Markdown, in lines of a readable length.

use super::found::word;
use super::paint::{Paint, Painter};
use vertebra_schema::codes::{Code, Topic};

/// The longest line of a paragraph, in characters.
const WIDEST: usize = 96;
const INDENT: &str = "  ";

/// All there is to say about one code.
pub fn explanation(code: &Code, painter: Painter) -> String {
    let head = painter.paint(Paint::Strong, &code.name);
    let mut text = format!("{head} ({})\n\n{}", weights(code), paragraph(&code.means));
    let mut part = |title: &str, words: &str| {
        text.push_str(&format!("\n{INDENT}{}\n{words}", painter.paint(Paint::Strong, title)));
    };
    part("What to do", &paragraph(&code.remedy));
    if let Some(why) = &code.why {
        part("Why it matters", &paragraph(why));
    }
    if let Some(example) = &code.example {
        part(&format!("For example, in {}", example.file), &quoted(&example.wrong));
        part("Write instead", &quoted(&example.right));
    }
    part("To turn this message off", &silencing(code));
    text
}

/// The codes of all topics, each with the first sentence of what it means.
pub fn list<'a>(topics: impl IntoIterator<Item = &'a Topic>, painter: Painter) -> String {
    let mut text = String::new();
    for topic in topics {
        text.push_str(&format!("{}\n", painter.paint(Paint::Strong, &plain(&topic.title))));
        let width = topic.codes.iter().map(|code| code.name.len()).max().unwrap_or(0);
        for code in &topic.codes {
            text.push_str(&format!("  {:width$}  {}\n", code.name, first_sentence(&code.means)));
        }
        text.push('\n');
    }
    text.push_str("To learn more about a code, run: vertebra explain CODE\n");
    text
}

/// How one case, or all of them, can be silenced.
fn silencing(code: &Code) -> String {
    let name = &code.name;
    if code.safety {
        return paragraph(
            "This message cannot be turned off: readers could be misled, or content could go missing silently.",
        );
    }
    let in_text = format!("<!-- allow: {name} \"your reason\" -->");
    let in_fields = format!("# allow: {name} \"your reason\"");
    let everywhere = format!("checks:\n  {name}: off");
    [
        paragraph("For one case, write this on the line before it, or at the end of its line:"),
        quoted(&in_text),
        paragraph("for a field, between the two `---` or in a `.yaml` file:"),
        quoted(&in_fields),
        paragraph("For all cases, write this in `content/site.yaml`; instead of `off` you can use `error`, `warning` or `note`:"),
        quoted(&everywhere),
    ]
    .concat()
}

/// `error`, or `error or warning`.
pub fn weights(code: &Code) -> String {
    code.weights.iter().map(|weight| word(*weight)).collect::<Vec<_>>().join(" or ")
}

fn first_sentence(text: &str) -> String {
    let text = plain(text);
    let end = text.match_indices(". ").map(|(at, _)| at + 1).find(|at| *at > 20);
    text[..end.unwrap_or(text.len())].trim_end_matches('.').to_owned()
}

/// Text without the marks of Markdown: `[words](address)` is its words, code its letters.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '[', '*']) {
        out.push_str(&rest[..at]);
        let mark = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        let link = rest.split_once("](").and_then(|(words, behind)| Some((words, behind.split_once(')')?.1)));
        match (mark, link) {
            (b'`', _) => {
                let (code, behind) = rest.split_once('`').unwrap_or((rest, ""));
                out.push_str(code);
                rest = behind;
            }
            (b'[', Some((words, behind))) if !words.contains(['[', ']']) => {
                out.push_str(words);
                rest = behind;
            }
            (b'[', _) => out.push('['),
            _ => {}
        }
    }
    out + rest
}

fn paragraph(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in plain(text).split_whitespace() {
        let full = lines.last().is_some_and(|line| line.chars().count() + word.chars().count() >= WIDEST);
        match lines.last_mut() {
            Some(line) if line.is_empty() || !full => {
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| format!("{INDENT}{line}\n")).collect()
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("{INDENT}    {line}").trim_end().to_owned() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_markdown_are_taken_away() {
        assert_eq!(
            plain("Write `[posture]`, **not** [more](x.md) or ![](room.jpg)."),
            "Write [posture], not more or !."
        );
        assert_eq!(plain("such as `[^1]` and [one"), "such as [^1] and [one");
    }

    #[test]
    fn every_code_can_be_explained() {
        for code in vertebra_schema::codes::all() {
            let text = explanation(code, Painter::PLAIN);
            assert!(text.starts_with(&format!("{} (", code.name)) && text.contains("What to do"), "{text}");
            assert!(text.contains("cannot be turned off") == code.safety, "{text}");
        }
    }
}
