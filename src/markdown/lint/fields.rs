//! Fields of which readers do not see what was typed: one that a number sign has made a remark, and letters that a
//! backslash inside quotation marks has changed.

use super::LintInput;
use super::shown::is_field;
use crate::front;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::span::Span;

/// Tells them.
pub fn check(said: &LintInput, out: &mut Vec<Diagnostic>) {
    switched_off(said, out);
    for block in said.prose.blocks.iter().filter(|block| is_field(block)) {
        changed_letter(said, block.span, out);
    }
}

/// `#description: …` is no field any more. Who means a remark leaves a space.
fn switched_off(said: &LintInput, out: &mut Vec<Diagnostic>) {
    let (Some(yaml), _) = front::split(said.file) else { return };
    let text = said.file.get(yaml.clone()).unwrap_or("");
    if memchr::memchr(b'#', text.as_bytes()).is_none() {
        return;
    }
    let known = front::known_fields(said.schema, &said.front.kind.value);
    let mut start = yaml.start;
    for line in text.split_inclusive('\n') {
        let name = line.strip_prefix('#').and_then(|rest| rest.split_once(':')).map(|(name, _)| name.trim_end());
        if let Some(name) = name.filter(|name| known.contains(name)) {
            let span = Span::new(start, start + 1);
            let message = format!("this # makes a remark of the line, so the page has no \"{name}\" from it");
            let help = "remove the #; if it is meant as a remark, leave a space after it";
            out.push(Diagnostic::warning("field-remark", said.source, span, message).with_help(help));
        }
        start += line.len();
    }
}

/// In double quotation marks a backslash and a letter are one sign that nobody sees. Source: YAML 1.2.2, section 5.7.
fn changed_letter(said: &LintInput, field: Span, out: &mut Vec<Diagnostic>) {
    let written = said.file.get(field.range()).unwrap_or("");
    let before = said.file.get(..field.start as usize).unwrap_or("");
    let is_quoted = written.starts_with('"') || before.ends_with('"');
    if !is_quoted || memchr::memchr(b'\\', written.as_bytes()).is_none() {
        return;
    }
    let mut escaped = false;
    for (at, c) in written.char_indices() {
        let ends = written[at + c.len_utf8()..].trim_end_matches('"').is_empty();
        if escaped && !ends && matches!(c, 'a' | 'b' | 'e' | 'f' | 'n' | 'r' | 't' | 'v' | '0' | 'N' | 'L' | 'P' | '_')
        {
            let start = field.start as usize + at - 1;
            let message = format!("in quotation marks, \\{c} is one sign that readers do not see");
            let help = "remove the backslash; to show one, write two: \\\\";
            out.push(
                Diagnostic::warning("markup-shown", said.source, Span::new(start, start + 2), message).with_help(help),
            );
        }
        escaped = c == '\\' && !escaped;
    }
}
