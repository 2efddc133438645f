//! The rules of the conversation.

use serde_json::{Value, json};

use crate::editor::{Editor, abilities};
use crate::site;
use support::Site;

#[test]
fn a_conversation_begins_and_ends_as_it_should() {
    let mut editor = Editor::started(site(""));
    let (code, _) = editor.refused("textDocument/hover", json!({}));
    assert_eq!(code, -32002, "nobody has said who they are");
    editor.tell("textDocument/didOpen", json!({}));
    let root = editor.uri("");
    let answer = editor.ask("initialize", json!({"capabilities": {}, "rootUri": root}));
    assert_eq!(answer["serverInfo"]["name"], "vertebra");
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
    editor.tell("initialized", json!({}));
    let (code, _) = editor.refused("initialize", json!({"capabilities": {}}));
    assert_eq!(code, -32600);
    editor.ask("shutdown", Value::Null);
    let (code, _) = editor.refused("textDocument/hover", json!({}));
    assert_eq!(code, -32600, "it has said goodbye");
    editor.tell("exit", Value::Null);
    assert_eq!(editor.ended(), (Some(0), String::new()));
}

#[test]
fn a_client_that_goes_away_is_not_waited_for() {
    let mut editor = Editor::new(site(""));
    let words = "vertebra: the editor went away without ending the conversation\n".to_owned();
    assert_eq!(editor.ended(), (Some(1), words.clone()));
    let mut editor = Editor::new(site(""));
    editor.tell("exit", Value::Null);
    assert_eq!(editor.ended(), (Some(1), words));
}

#[test]
fn what_cannot_be_answered_gets_the_right_number() {
    let mut editor = Editor::new(site(""));
    assert_eq!(editor.refused("textDocument/moonPhase", json!({})).0, -32601);
    assert_eq!(editor.refused("textDocument/hover", json!({"textDocument": 7})).0, -32602);
    assert_eq!(editor.refused("textDocument/hover", json!({"textDocument": {"uri": "x"}, "position": "x"})).0, -32602);
    editor.tell("$/setTrace", json!({"value": "off"}));
    editor.tell("textDocument/didChange", json!({"textDocument": {"uri": "file:///nowhere.md"}}));
    editor.tell("textDocument/didOpen", json!({"textDocument": {"uri": "untitled:Untitled-1", "text": "x"}}));
    editor.tell("workspace/didChangeConfiguration", json!({"settings": null}));
    editor.send_raw("{this is no message}");
    editor.send_raw("[]");
    let elsewhere = json!({"textDocument": {"uri": "file:///nowhere.md"}, "position": {"line": 0, "character": 0}});
    assert_eq!(editor.ask("textDocument/hover", elsewhere), Value::Null);
    assert_eq!(editor.quit(), (Some(0), String::new()));
}

#[test]
fn a_question_that_is_taken_back_is_not_answered() {
    let mut editor = Editor::new(site(""));
    editor.open("content/index.md");
    let params = editor.behind("content/index.md", "[guide](");
    // Some questions before it keep the server busy until the message that takes it back is there too.
    let others: Vec<i32> = (0..50).map(|_| editor.begin("workspace/symbol", json!({"query": ""}))).collect();
    let id = editor.begin("textDocument/completion", params);
    editor.tell("$/cancelRequest", json!({"id": id}));
    let answer = editor.answer(id);
    let taken_back = answer["error"]["code"] == -32800;
    assert!(taken_back || answer["result"].is_object(), "{answer}");
    assert!(others.len() == 50);
    assert_eq!(editor.quit().0, Some(0));
}

#[test]
fn a_folder_without_a_site_is_said_gently() {
    let site = Site::empty();
    site.write("notes/a.md", "# Notes\n[x](gone.md)\n");
    let mut editor = Editor::with(site, abilities());
    let said: Vec<_> = editor.notes.iter().map(|note| note["params"]["message"].as_str().unwrap().to_owned()).collect();
    assert!(said.len() == 1 && said[0].starts_with("There is no Vertebra site here"), "{said:?}");
    assert_eq!(editor.notes[0]["method"], "window/logMessage");
    editor.open("notes/a.md");
    let params = editor.behind("notes/a.md", "[x](");
    assert_eq!(editor.ask("textDocument/completion", params), Value::Null);
    assert!(editor.shown.is_empty());
    assert_eq!(editor.quit(), (Some(0), String::new()));
}

#[test]
fn the_site_is_found_among_the_folders_inside_one_and_around_a_file() {
    // Of several folders it is the one with content.
    let mut editor = Editor::started(site(""));
    let (empty, root) = (Site::empty(), editor.uri(""));
    let other = format!("file://{}", empty.path().canonicalize().unwrap().display());
    let folders = json!([{"uri": other, "name": "a"}, {"uri": root, "name": "b"}]);
    editor.ask("initialize", json!({"capabilities": {}, "workspaceFolders": folders}));
    editor.tell("initialized", json!({}));
    finds_the_site(editor);
    // The folder that is open lies in the site.
    let mut editor = Editor::started(site(""));
    let inside = editor.uri("content/guides");
    editor.ask("initialize", json!({"capabilities": {}, "rootUri": inside}));
    editor.tell("initialized", json!({}));
    finds_the_site(editor);
    // No folder is open, only a file.
    let mut editor = Editor::started(site(""));
    editor.ask("initialize", json!({"capabilities": {}, "rootUri": null}));
    editor.tell("initialized", json!({}));
    finds_the_site(editor);
}

fn finds_the_site(mut editor: Editor) {
    editor.open("content/index.md");
    editor.change("content/index.md", "guides/visit.md", "guides/vist.md");
    editor.settle();
    assert!(editor.problems("content/index.md").contains("link-broken"), "{:?}", editor.shown);
    assert_eq!(editor.quit().0, Some(0));
}
