//! What the test programs have in common: the program as it is typed, in a site of its own; numbers that look like chance
//! (`dice`); a reader of JSON Schemas (`json_schema`); pictures (`pictures`); events to wait for (`signals`). It never uses the library `vertebra`, so that a change there does not compile it again.

pub mod dice;
pub mod json_schema;
pub mod pictures;
pub mod signals;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{self, Stdio};
use std::time::Duration;

use assert_cmd::Command;
use tempfile::TempDir;

/// As long as nothing takes, even on a busy machine: what takes longer hangs.
pub const HANGS: Duration = Duration::from_secs(120);

pub const SETTINGS: &str =
    "title: Test\nbase_url: https://example.org/\nlanguage: en\ntime_zone: America/Los_Angeles\n";

/// The files of a text with heads such as `-- content/a.md --`; a head that comes again replaces the file.
///
/// # Panics
///
/// When words stand before the first head.
pub fn files(text: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut name = None;
    for line in text.split_inclusive('\n') {
        match line.trim_end().strip_prefix("-- ").and_then(|line| line.strip_suffix(" --")) {
            Some(head) => {
                files.insert(head.to_owned(), String::new());
                name = Some(head.to_owned());
            }
            None => {
                let name = name.as_ref().expect("a fixture begins with a head");
                files.get_mut(name).expect("the head was inserted").push_str(line);
            }
        }
    }
    files
}

/// Whether goldens are to be written anew instead of compared: `SNAPSHOTS=overwrite`.
pub fn overwrites() -> bool {
    std::env::var_os("SNAPSHOTS").is_some_and(|it| it == "overwrite")
}

/// The test program once more, to run one test in a process that may be killed. The test is named by its `module_path!()`
/// and its name; a variable tells it that it is the child.
pub fn once_more(module: &str, test: &str, variable: &str, value: &Path) -> process::Command {
    let module = module.split_once("::").map_or("", |(_, inside)| inside);
    let mut command = process::Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("{module}::{test}")]).env(variable, value);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// A site in a folder of its own, and the program to be run in it.
pub struct Site(pub TempDir);

/// What a run said and how it ended.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The folder of the project, whichever package a test belongs to.
pub fn project() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap()
}

impl Site {
    /// A folder with nothing in it.
    pub fn empty() -> Self {
        Site(TempDir::new().unwrap())
    }

    pub fn new(files: &[(&str, &str)]) -> Self {
        let site = Site::empty();
        files.iter().for_each(|(path, text)| site.write(path, text));
        site
    }

    pub fn small() -> Self {
        Site::new(&[("content/site.yaml", SETTINGS), ("content/index.md", "---\ntitle: Home\n---\nHello.\n")])
    }

    /// A small site that is published.
    pub fn published() -> Self {
        let site = Site::small();
        site.run(&["build"]).ends(0);
        site
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    pub fn has(&self, path: &str) -> bool {
        self.path().join(path).exists()
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path().join(path)).unwrap();
    }

    /// Replaces words in a file, which must be there.
    pub fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} has no {old:?}:\n{text}");
        self.write(path, text.replacen(old, new, 1));
    }

    /// Every file below a folder with its bytes and the time of its last change; links as what they are.
    pub fn tree(&self, folder: &str) -> BTreeMap<String, (Vec<u8>, std::time::SystemTime)> {
        let root = self.path().join(folder);
        let entries = walkdir::WalkDir::new(&root).into_iter().filter_map(Result::ok);
        let files = entries.filter(|entry| !entry.file_type().is_dir());
        files
            .map(|file| {
                let name = file.path().strip_prefix(&root).unwrap().to_string_lossy().into_owned();
                (name, (fs::read(file.path()).unwrap_or_default(), file.metadata().unwrap().modified().unwrap()))
            })
            .collect()
    }

    pub fn command(&self) -> Command {
        let mut command = Command::cargo_bin("vertebra").unwrap();
        command.current_dir(self.path()).env_remove("NO_COLOR").timeout(HANGS);
        // Inside of the site no secret of the user is kept: nothing of the user's own is read or written.
        command.env("XDG_STATE_HOME", self.path());
        command
    }

    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Run {
        let done = self.command().args(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let (out, err) = (text(done.stdout), text(done.stderr));
        let code = done.status.code().unwrap_or_else(|| panic!("{arguments:?} hangs or was killed\n{err}"));
        assert!(!err.contains("bug in Vertebra"), "{err}");
        Run { code, out, err }
    }

    /// Builds, and expects it to fail with these words and to leave what is published as it was.
    #[track_caller]
    pub fn refuses(&self, code: i32, words: &str) -> Run {
        let before = self.tree("public");
        let run = self.run(&["build"]).ends(code);
        assert!(run.err.contains(words), "no {words:?} in:\n{}", clip(&run.err));
        assert!(self.tree("public") == before, "something was published:\n{}", clip(&run.err));
        let last = run.err.lines().last().unwrap_or_default();
        assert!(last.contains("run: vertebra build") || last.contains("the site is unchanged"), "{last}");
        run
    }
}

/// The beginning of what may be very long.
pub fn clip(text: &str) -> String {
    text.chars().take(4000).collect()
}

impl Run {
    #[track_caller]
    pub fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", clip(&self.out), clip(&self.err));
        self
    }

    /// The last line, without the time that the run took.
    pub fn last_line(&self) -> String {
        let text = if self.out.is_empty() { &self.err } else { &self.out };
        let line = text.lines().last().unwrap_or_default();
        let Some((before, after)) = line.split_once(" s.") else { return line.to_owned() };
        format!("{}N s.{after}", before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.'))
    }
}
