//! A place in a text that the client asks about.

use lsp_types::{Position, Range};
use serde_json::{Value, json};

use super::client::Client;
use super::faults::RequestError;
use super::sent_diagnostics::Board;
use super::text::DocumentText;
use super::workspace::Workspace;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;

/// A text of the site, and a byte in it.
pub struct TextPosition<'a> {
    pub desk: &'a Workspace,
    pub client: &'a Client,
    pub path: SourcePath,
    pub text: DocumentText,
    pub offset: usize,
    /// What the client shows of the text.
    pub known: &'a [Diagnostic],
}

impl<'a> TextPosition<'a> {
    /// Reads the parameters that most requests have; none where the text is not of this site.
    pub fn read(
        (desk, client, board): (&'a Workspace, &'a Client, &'a Board),
        params: &Value,
    ) -> Result<Option<Self>, RequestError> {
        let place = params.get("position").cloned().map(serde_json::from_value::<Position>);
        let place = place.transpose().map_err(|_| RequestError::parameters())?.unwrap_or_default();
        let uri = params.pointer("/textDocument/uri").and_then(Value::as_str).ok_or_else(RequestError::parameters)?;
        let found = desk.path_of(uri).and_then(|path| Some((desk.text(&path)?, path)));
        Ok(found.map(|(text, path)| {
            let offset = text.offset(place, client.encoding);
            let known = board.of(&path);
            TextPosition { desk, client, path, text, offset, known }
        }))
    }

    /// The places of a span of this text.
    pub fn range(&self, span: Span) -> Range {
        self.text.range(span, self.client.encoding)
    }

    /// A place in any file, as clients take it.
    pub fn location(&self, path: &SourcePath, span: Span) -> Value {
        let text = self.desk.text(path).unwrap_or_default();
        json!({"uri": self.desk.uri_of(path), "range": text.range(span, self.client.encoding)})
    }

    /// The line up to the place.
    pub fn before(&self) -> &str {
        let line = self.text.line_around(self.offset);
        self.text.as_str().get(line.start..self.offset).unwrap_or_default()
    }

    /// The rest of the line.
    pub fn after(&self) -> &str {
        let line = self.text.line_around(self.offset);
        self.text.as_str().get(self.offset..line.end).unwrap_or_default()
    }
}

/// Whether a span holds a byte, or ends there.
pub fn holds(span: Span, offset: usize) -> bool {
    (span.start as usize..=span.end as usize).contains(&offset) && span != Span::default()
}
