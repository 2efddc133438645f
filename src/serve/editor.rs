//! Opens a file of the site at a line, in the editor's own program. Never through a shell.

use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, io, thread};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// How a file is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditorCommand {
    /// A program was started.
    Program,
    /// No program is known that opens a window of its own: an address that the browser may hand on instead.
    Link(String),
}

/// Opens a file. `wanted` is a command such as `code -g {file}:{line}`; without one, the usual variables are asked.
pub fn open(wanted: Option<&str>, file: &Path, line: usize) -> io::Result<EditorCommand> {
    let usual = || ["VISUAL", "EDITOR"].iter().find_map(|name| env::var(name).ok()).filter(|it| !it.trim().is_empty());
    let command = match wanted {
        Some(template) => command(template, true, file, line),
        None => usual().and_then(|template| self::command(&template, false, file, line)),
    };
    let Some((program, arguments)) = command else { return Ok(EditorCommand::Link(link(file, line))) };
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // Somebody has to take note of its end.
    thread::spawn(move || child.wait());
    Ok(EditorCommand::Program)
}

/// Editors that open a window, and how they are told a line.
const WINDOWS: &[(&[&str], &[&str])] = &[
    (&["code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"], &["-g", "{file}:{line}"]),
    (&["subl", "sublime_text", "zed", "zeditor", "lapce", "pulsar", "atom"], &["{file}:{line}"]),
    (&["idea", "webstorm", "phpstorm", "pycharm", "rustrover", "rubymine", "clion"], &["--line", "{line}", "{file}"]),
    (
        &["gedit", "gnome-text-editor", "mousepad", "pluma", "xed", "geany", "gvim", "emacsclient"],
        &["+{line}", "{file}"],
    ),
    (&["kate", "kwrite"], &["--line", "{line}", "{file}"]),
    (&["mate", "bbedit"], &["-l", "{line}", "{file}"]),
    (&["notepad++"], &["-n{line}", "{file}"]),
];

/// The program and its arguments. A template that does not say where the file goes is completed as its program wants it;
/// of programs that were not named for this purpose, only those that open a window will do.
fn command(template: &str, named: bool, file: &Path, line: usize) -> Option<(String, Vec<String>)> {
    let mut words = words(template).into_iter();
    let program = words.next()?;
    let mut arguments: Vec<String> = words.collect();
    if !arguments.iter().any(|word| word.contains("{file}")) {
        let name = Path::new(&program).file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_lowercase();
        match WINDOWS.iter().find(|(names, _)| names.contains(&name.as_str())) {
            Some((_, form)) => arguments.extend(form.iter().map(|&word| word.to_owned())),
            None if named => arguments.push("{file}".to_owned()),
            None => return None,
        }
    }
    let filled = |word: String| word.replace("{line}", &line.to_string()).replace("{file}", &file.to_string_lossy());
    Some((program, arguments.into_iter().map(filled).collect()))
}

/// Words between blanks; quotation marks keep blanks together.
fn words(text: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in text.chars() {
        match quote {
            Some(end) if c == end => quote = None,
            None if matches!(c, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// What stays as it is in the path of an address.
const KEPT: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`');

/// An address by which browsers ask Visual Studio Code to open a file. Source: its manual, "Opening VS Code with URLs".
fn link(file: &Path, line: usize) -> String {
    let path = file.to_string_lossy().replace('\\', "/");
    format!("vscode://file/{}:{line}", utf8_percent_encode(path.trim_start_matches('/'), KEPT))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(template: &str, named: bool, expected: Option<&str>) {
        let made = command(template, named, Path::new("/site/a b.md"), 12);
        let shown = made.map(|(program, arguments)| format!("{program} | {}", arguments.join(" | ")));
        assert_eq!(shown.as_deref(), expected, "{template}");
    }

    #[test]
    fn a_template_says_where_file_and_line_go() {
        check("code -g {file}:{line}", true, Some("code | -g | /site/a b.md:12"));
        check("'my editor' --at={line} \"{file}\"", true, Some("my editor | --at=12 | /site/a b.md"));
        check("odd", true, Some("odd | /site/a b.md"));
        check("  ", true, None);
    }

    #[test]
    fn known_editors_need_no_template() {
        check("code --wait", false, Some("code | --wait | -g | /site/a b.md:12"));
        check("/usr/bin/subl", false, Some("/usr/bin/subl | /site/a b.md:12"));
        check("Code.exe", false, Some("Code.exe | -g | /site/a b.md:12"));
        check("idea", false, Some("idea | --line | 12 | /site/a b.md"));
        check("gedit", true, Some("gedit | +12 | /site/a b.md"));
    }

    #[test]
    fn editors_of_the_terminal_have_no_window_to_open() {
        check("vim", false, None);
        check("nano -w", false, None);
    }

    #[test]
    fn nothing_is_left_to_a_shell() {
        check("code; rm -rf /", false, None);
        check("code -g {file}:{line} ; x", true, Some("code | -g | /site/a b.md:12 | ; | x"));
        let odd = command("subl", false, Path::new("/site/$(x) {line}.md"), 3).unwrap().1;
        assert_eq!(odd, ["/site/$(x) {line}.md:3"]);
    }

    #[test]
    fn a_link_is_an_address() {
        assert_eq!(link(Path::new("/site/a b#c.md"), 3), "vscode://file/site/a%20b%23c.md:3");
        assert_eq!(link(Path::new("C:\\site\\a.md"), 3), "vscode://file/C:/site/a.md:3");
    }
}
