//! An editor's program, as far as the protocol sees it: texts that are open, what is typed into them, what is shown.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};

use serde_json::{Value, json};

use support::{HANGS, Site};

/// The program, and what it has told so far.
pub struct Editor {
    pub site: Site,
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    number: i32,
    utf8: bool,
    texts: BTreeMap<String, (String, i32)>,
    /// What is shown of each file that something was told of.
    pub shown: BTreeMap<String, Vec<Value>>,
    /// Everything that came besides answers and diagnostics.
    pub notes: Vec<Value>,
}

/// What most clients can do.
pub fn abilities() -> Value {
    json!({
        "textDocument": {
            "completion": {"completionItem": {"snippetSupport": true}},
            "publishDiagnostics": {"relatedInformation": true},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
        },
    })
}

/// What clients can do that make and rename files as a part of a change.
pub fn abilities_of_files() -> Value {
    let mut abilities = abilities();
    abilities["workspace"] =
        json!({"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create", "rename", "delete"]}});
    abilities
}

impl Editor {
    /// A site of these files is opened, and all is told.
    pub fn new(site: Site) -> Self {
        Editor::with(site, abilities())
    }

    /// As `new`, by a client that can do this.
    pub fn with(site: Site, abilities: Value) -> Self {
        let root = root(&site);
        let mut editor = Editor::started(site);
        let utf8 = abilities.pointer("/general/positionEncodings/0").is_some_and(|name| name == "utf-8");
        let folders = json!([{"uri": uri(&root), "name": "site"}]);
        let answer = editor.ask("initialize", json!({"capabilities": abilities, "workspaceFolders": folders}));
        editor.utf8 = utf8;
        let agreed = answer["capabilities"]["positionEncoding"].as_str().unwrap();
        assert_eq!(agreed, if utf8 { "utf-8" } else { "utf-16" });
        editor.tell("initialized", json!({}));
        editor.settle();
        editor
    }

    /// The program runs, and nobody has said anything.
    pub fn started(site: Site) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_vertebra"))
            .args(["lsp", "--stdio", "--threads", "2"])
            .current_dir(std::env::temp_dir())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let output = child.stdout.take().unwrap();
        let (sender, messages) = mpsc::channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let input = child.stdin.take();
        let (texts, shown) = Default::default();
        Editor { site, child, input, messages, number: 0, utf8: false, texts, shown, notes: Vec::new() }
    }

    /// Sends bytes as they are.
    pub fn send_raw(&mut self, text: &str) {
        let input = self.input.as_mut().unwrap();
        write!(input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        input.flush().unwrap();
    }

    fn send(&mut self, message: &Value) {
        self.send_raw(&message.to_string());
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Asks, and leaves the answer to come later.
    pub fn begin(&mut self, method: &str, params: Value) -> i32 {
        self.number += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params}));
        self.number
    }

    /// The whole answer to what was asked.
    pub fn answer(&mut self, id: i32) -> Value {
        loop {
            let message = self.next().expect("the program has ended");
            if message.get("id") == Some(&json!(id)) && message.get("method").is_none() {
                return message;
            }
        }
    }

    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.begin(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The error that a question is answered with: its number and its words.
    pub fn refused(&mut self, method: &str, params: Value) -> (i64, String) {
        let id = self.begin(method, params);
        let answer = self.answer(id);
        let error = answer.get("error").unwrap_or_else(|| panic!("{method} is answered: {answer}"));
        (error["code"].as_i64().unwrap(), error["message"].as_str().unwrap().to_owned())
    }

    /// The next message, taken note of.
    fn next(&mut self) -> Option<Value> {
        let message = self.messages.recv_timeout(HANGS).ok()?;
        if message["method"] == "textDocument/publishDiagnostics" {
            let params = &message["params"];
            let path = self.path_of(params["uri"].as_str().unwrap());
            self.shown.insert(path, params["diagnostics"].as_array().unwrap().clone());
        } else if message.get("method").is_some() {
            self.notes.push(message.clone());
        }
        Some(message)
    }

    /// Waits until everything that was typed is told.
    pub fn settle(&mut self) {
        self.ask("vertebra/settled", json!({}));
    }

    fn path_of(&self, uri: &str) -> String {
        let root = format!("{}/", self.uri(""));
        uri.strip_prefix(root.trim_end_matches('/')).unwrap_or(uri).trim_start_matches('/').to_owned()
    }

    pub fn uri(&self, path: &str) -> String {
        let root = uri(&root(&self.site));
        if path.is_empty() { root } else { format!("{root}/{path}") }
    }

    pub fn text(&self, path: &str) -> &str {
        &self.texts[path].0
    }

    /// Opens a file as it stands on disk, without the mark that some begin with.
    pub fn open(&mut self, path: &str) {
        let text = std::fs::read_to_string(self.site.path().join(path)).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
        self.open_as(path, &text);
    }

    pub fn open_as(&mut self, path: &str, text: &str) {
        let document = json!({"uri": self.uri(path), "languageId": "markdown", "version": 1, "text": text});
        self.texts.insert(path.to_owned(), (text.to_owned(), 1));
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Types over the first place where `old` stands.
    pub fn change(&mut self, path: &str, old: &str, new: &str) {
        let at = self.text(path).find(old).unwrap_or_else(|| panic!("{path} has no {old:?}"));
        self.splice(path, at, old.len(), new);
    }

    pub fn splice(&mut self, path: &str, at: usize, length: usize, new: &str) {
        let range = json!({"start": self.place(path, at), "end": self.place(path, at + length)});
        let (text, version) = self.texts.get_mut(path).unwrap();
        text.replace_range(at..at + length, new);
        *version += 1;
        let document = json!({"uri": uri_in(&self.site, path), "version": *version});
        let changes = json!([{"range": range, "text": new}]);
        self.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    pub fn save(&mut self, path: &str) {
        self.site.write(path, self.text(path));
        let document = json!({"uri": self.uri(path)});
        self.tell("textDocument/didSave", json!({"textDocument": document}));
    }

    pub fn close(&mut self, path: &str) {
        self.texts.remove(path);
        let document = json!({"uri": self.uri(path)});
        self.tell("textDocument/didClose", json!({"textDocument": document}));
    }

    /// Another program writes a file, or takes it away; the client tells of it.
    pub fn outside(&mut self, path: &str, text: Option<&str>) {
        match text {
            Some(text) => self.site.write(path, text),
            None => std::fs::remove_file(self.site.path().join(path)).unwrap(),
        }
        let change = json!({"uri": self.uri(path), "type": if text.is_some() { 2 } else { 3 }});
        self.tell("workspace/didChangeWatchedFiles", json!({"changes": [change]}));
    }

    /// A byte of an open text as a place, in the units that were agreed on.
    pub fn place(&self, path: &str, at: usize) -> Value {
        let before = &self.text(path)[..at];
        let line = before.matches('\n').count();
        let last = before.rsplit('\n').next().unwrap();
        json!({"line": line, "character": if self.utf8 { last.len() } else { last.encode_utf16().count() }})
    }

    /// The parameters of a question about the place behind a text.
    pub fn behind(&self, path: &str, text: &str) -> Value {
        let at = self.text(path).find(text).unwrap_or_else(|| panic!("{path} has no {text:?}")) + text.len();
        json!({"textDocument": {"uri": self.uri(path)}, "position": self.place(path, at)})
    }

    /// What is shown of a file: a line for each, with its place counted from 1.
    pub fn problems(&self, path: &str) -> String {
        let list = self.shown.get(path).map_or(&[][..], Vec::as_slice);
        list.iter().map(problem).collect::<Vec<_>>().join("\n")
    }

    /// The labels that can be written behind a text, in their order.
    pub fn labels(&mut self, path: &str, behind: &str) -> Vec<String> {
        let items = self.items(path, behind);
        items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    }

    pub fn items(&mut self, path: &str, behind: &str) -> Vec<Value> {
        let params = self.behind(path, behind);
        let mut items = self.ask("textDocument/completion", params)["items"].as_array().unwrap().clone();
        items.sort_by_key(|item| item["sortText"].as_str().unwrap().to_owned());
        items
    }

    /// The line that comes out when an item is taken behind a text; a bar where the cursor ends.
    pub fn taken(&mut self, path: &str, behind: &str, label: &str) -> String {
        let items = self.items(path, behind);
        let item = items.iter().find(|item| item["label"] == label).unwrap_or_else(|| panic!("no {label}: {items:?}"));
        self.with_edits(path, &[item["textEdit"].clone()])
    }

    /// An open text with edits made.
    pub fn with_edits(&self, path: &str, edits: &[Value]) -> String {
        let mut text = self.text(path).to_owned();
        let mut edits: Vec<_> = edits
            .iter()
            .map(|it| (self.byte(path, &it["range"]["start"]), self.byte(path, &it["range"]["end"]), it))
            .collect();
        edits.sort_by_key(|(start, ..)| std::cmp::Reverse(*start));
        for (start, end, edit) in edits {
            text.replace_range(start..end, edit["newText"].as_str().unwrap());
        }
        text
    }

    fn byte(&self, path: &str, place: &Value) -> usize {
        let text = self.text(path);
        (0..=text.len()).filter(|at| text.is_char_boundary(*at)).find(|at| self.place(path, *at) == *place).unwrap()
    }

    pub fn hover(&mut self, path: &str, behind: &str) -> String {
        let params = self.behind(path, behind);
        let answer = self.ask("textDocument/hover", params);
        answer["contents"]["value"].as_str().unwrap_or("nothing").to_owned()
    }

    /// Where a definition is: `content/a.md:3:1`.
    pub fn definition(&mut self, path: &str, behind: &str) -> String {
        let params = self.behind(path, behind);
        let answer = self.ask("textDocument/definition", params);
        if answer.is_null() { "nowhere".to_owned() } else { self.located(&answer) }
    }

    pub fn references(&mut self, path: &str, behind: &str) -> Vec<String> {
        let mut params = self.behind(path, behind);
        params["context"] = json!({"includeDeclaration": false});
        let answer = self.ask("textDocument/references", params);
        answer.as_array().unwrap().iter().map(|it| self.located(it)).collect()
    }

    pub fn located(&self, location: &Value) -> String {
        let start = &location["range"]["start"];
        let (line, character) = (start["line"].as_u64().unwrap() + 1, start["character"].as_u64().unwrap() + 1);
        format!("{}:{line}:{character}", self.path_of(location["uri"].as_str().unwrap()))
    }

    /// Says goodbye: how the program ended, and what it said outside of the protocol.
    pub fn quit(mut self) -> (Option<i32>, String) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.ended()
    }

    /// Goes away, or has said all; how the program ended.
    pub fn ended(&mut self) -> (Option<i32>, String) {
        self.input = None;
        let status = self.child.wait().unwrap();
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (status.code(), said)
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `3:5-3:12 error link-broken: there is no page "x.md"`
pub fn problem(shown: &Value) -> String {
    let place = |name: &str| {
        let at = &shown["range"][name];
        format!("{}:{}", at["line"].as_u64().unwrap() + 1, at["character"].as_u64().unwrap() + 1)
    };
    let weight = ["", "error", "warning", "note"][shown["severity"].as_u64().unwrap() as usize];
    let message = shown["message"].as_str().unwrap().lines().next().unwrap();
    format!("{}-{} {weight} {}: {message}", place("start"), place("end"), shown["code"].as_str().unwrap())
}

fn root(site: &Site) -> PathBuf {
    site.path().canonicalize().unwrap()
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn uri_in(site: &Site, path: &str) -> String {
    format!("{}/{path}", uri(&root(site)))
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            header => length = header.strip_prefix("Content-Length: ").expect("only the protocol").parse().unwrap(),
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}
