//! `machine_readable` of `site.yaml`: which texts are written for programs that read for people.

use vertebra_base::diagnostic::Diagnostic;
use vertebra_yaml::Fields;

/// What is written beside the pages, for programs. Nothing, unless it is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MachineReadable {
    /// `/llms.txt`: the site in short, with links. Source: llmstxt.org.
    pub llms: bool,
    /// `index.md` beside each page: its text as Markdown.
    pub markdown: bool,
}

/// Reads `machine_readable`.
pub fn machine_readable<'a>(fields: &mut Fields<'a>, out: &mut Vec<Diagnostic>) -> MachineReadable {
    let file = fields.file;
    let Some(entry) = fields.take("machine_readable") else { return MachineReadable::default() };
    let mut inner = Fields::of(&entry.value, file, out);
    let asked = MachineReadable {
        llms: inner.boolean("llms", out).unwrap_or(false),
        markdown: inner.boolean("markdown", out).unwrap_or(false),
    };
    inner.finish(out);
    asked
}
