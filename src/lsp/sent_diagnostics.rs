//! What the client shows, so that it is told only what is new.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::client::Client;
use super::file_diagnostics;
use super::workspace::Workspace;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;

/// The diagnostics that the client shows, with the address under which it was told of each file.
#[derive(Debug, Default)]
pub struct Board(BTreeMap<SourcePath, (String, Vec<Diagnostic>)>);

impl Board {
    /// What has to be sent so that the client shows what is known now.
    pub fn differ(&mut self, desk: Option<&Workspace>, client: &Client) -> Vec<Value> {
        let mut now = BTreeMap::new();
        let mut notes = Vec::new();
        if let Some(desk) = desk {
            for (path, list) in file_diagnostics::told(desk) {
                let uri = desk.uri_of(&path);
                let same = self.0.get(&path).is_some_and(|(at, old)| *at == uri && *old == list);
                if !same {
                    let shown = file_diagnostics::shown(desk, client, &path, &list);
                    notes.push(match desk.buffers.get(&path) {
                        Some(buffer) => json!({"uri": uri, "diagnostics": shown, "version": buffer.version}),
                        None => json!({"uri": uri, "diagnostics": shown}),
                    });
                }
                now.insert(path, (uri, list));
            }
        }
        for (path, (uri, _)) in &self.0 {
            if now.get(path).is_none_or(|(at, _)| at != uri) {
                notes.push(json!({"uri": uri, "diagnostics": []}));
            }
        }
        self.0 = now;
        notes
    }

    /// What the client shows of a file.
    pub fn of(&self, path: &SourcePath) -> &[Diagnostic] {
        self.0.get(path).map_or(&[], |(_, list)| list)
    }

    /// How much the client shows.
    pub fn count(&self) -> usize {
        self.0.values().map(|(_, list)| list.len()).sum()
    }
}
