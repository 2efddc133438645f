//! Tags that are opened and never closed, or closed and never opened: Tera names the end of the file, people look for the
//! place where it begins.

use super::lexer::{TemplateMark, TemplateToken, tokens};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;

/// What is wrong with the tags of a template, if it is that.
pub fn unclosed(file: &SourcePath, text: &str) -> Option<Diagnostic> {
    let all = match tokens(text) {
        Ok(all) => all,
        Err(start) => {
            let mark = text.get(start..start + 2)?;
            let close = if mark == "{{" {
                "}}"
            } else if mark == "{%" {
                "%}"
            } else {
                "#}"
            };
            let message = format!("this {mark} is never closed");
            let help = format!("add {close} where it ends");
            return Some(Diagnostic::error("template", file, Span::new(start, start + 2), message).with_help(help));
        }
    };
    let mut open: Vec<(&str, Span)> = Vec::new();
    let tags = all.iter().enumerate().filter(|(_, (token, _))| *token == TemplateToken::Open(TemplateMark::Tag));
    for (at, _) in tags {
        let Some((TemplateToken::Name(word), span)) = all.get(at + 1) else { continue };
        let is_short = |sign: &str| matches!(all.get(at + 3), Some((TemplateToken::Sign(found), _)) if *found == sign);
        match word.strip_prefix("end") {
            Some(ended) if OPENERS.contains(&ended) => match open.pop() {
                Some((opened, _)) if opened == ended || (opened, ended) == ("set_global", "set") => {}
                opened => return Some(crossed(file, (ended, *span), opened)),
            },
            _ if matches!(*word, "set" | "set_global") && is_short("=") => {}
            _ if OPENERS.contains(word) => open.push((word, *span)),
            _ => {}
        }
    }
    let (word, span) = open.pop()?;
    let message = format!("this \"{word}\" is never closed");
    Some(Diagnostic::error("template", file, span, message).with_help(format!("add {} where it ends", end_of(word))))
}

const OPENERS: [&str; 7] = ["if", "for", "block", "filter", "component", "set", "set_global"];

fn end_of(word: &str) -> String {
    format!("{{% end{} %}}", word.trim_end_matches("_global"))
}

/// An end that is not that of the tag which is open.
fn crossed(file: &SourcePath, (ended, span): (&str, Span), opened: Option<(&str, Span)>) -> Diagnostic {
    match opened {
        Some((opened, at)) => {
            let message = format!("\"end{ended}\" stands here while \"{opened}\" is open");
            Diagnostic::error("template", file, span, message)
                .with_help(format!("close it first: {}", end_of(opened)))
                .with_related(file, at, format!("the \"{opened}\" that is open"))
        }
        None => {
            let help = format!("remove it, or add {{% {ended} … %}} before it");
            Diagnostic::error("template", file, span, format!("\"end{ended}\" closes nothing")).with_help(help)
        }
    }
}
