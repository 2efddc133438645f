//! `vertebra build --watch`, as it is typed: the real program, real files, and in the end always the same question: is the
//! output folder what a plain build gives?

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Instant;

mod edits;
mod trouble;
mod verify;

use support::{HANGS, SETTINGS, Site};

/// A site that a running program keeps right.
struct Kept {
    site: Site,
    child: Child,
    /// What it says on stdout and on stderr: nobody knows which of the two comes first.
    lines: [Receiver<String>; 2],
    said: Vec<String>,
}

fn page(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\ndescription: Words.\n---\n{text}\n")
}

impl Kept {
    /// A small site, built and watched.
    fn new(arguments: &[&str]) -> Self {
        let site = Site::small();
        site.write("content/a/one.md", page("One", "First."));
        site.write("content/a/two.md", page("Two", "Second, after [the first](one.md)."));
        let mut kept = Kept::start(site, arguments);
        kept.hears("Watching for changes");
        kept
    }

    fn start(site: Site, arguments: &[&str]) -> Self {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("vertebra"));
        command.args(["build", "--watch"]).args(arguments).current_dir(site.path());
        Kept::begin(site, command)
    }

    fn begin(site: Site, mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        let lines = streams.map(|stream| {
            let (sender, lines) = channel();
            thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
            });
            lines
        });
        Kept { site, child, lines, said: Vec::new() }
    }

    /// Waits for a line with these words among the results.
    #[track_caller]
    fn hears(&mut self, words: &str) -> String {
        self.wait_for(0, words)
    }

    /// Waits for a line with these words among what is told of mistakes and troubles.
    #[track_caller]
    fn hears_of_trouble(&mut self, words: &str) -> String {
        self.wait_for(1, words)
    }

    #[track_caller]
    fn wait_for(&mut self, stream: usize, words: &str) -> String {
        let end = Instant::now() + HANGS;
        while let Ok(line) = self.lines[stream].recv_timeout(end.saturating_duration_since(Instant::now())) {
            assert!(!line.contains("bug in Vertebra"), "{line}");
            self.said.push(line.clone());
            if line.contains(words) {
                return line;
            }
        }
        panic!("nobody says {words:?} after:\n{}", self.said.join("\n"));
    }

    /// Waits until what is published is what a plain build gives; the notes aside.
    #[track_caller]
    fn settles(&mut self) {
        let expected = self.plain();
        if !self.comes_to(|kept| kept.published() == expected) {
            let names = |tree: &Tree| tree.keys().cloned().collect::<Vec<_>>().join("\n");
            let (expected, published) = (names(&expected), names(&self.published()));
            panic!("{}\nexpected:\n{expected}\npublished:\n{published}", self.said.join("\n"));
        }
    }

    /// Looks now, and after each line of the program, which tells a result when it is there; false when nothing comes.
    fn comes_to(&mut self, is_there: impl Fn(&Self) -> bool) -> bool {
        while !is_there(self) {
            let Ok(line) = self.lines[0].recv_timeout(HANGS) else { return false };
            self.said.push(line);
            self.said.extend(self.lines[0].try_iter());
        }
        true
    }

    /// What a plain build gives.
    fn plain(&self) -> Tree {
        self.site.run(&["build", "--out", "plain"]).ends(0);
        tree(&self.site, "plain")
    }

    fn published(&self) -> Tree {
        tree(&self.site, "public")
    }

    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

type Tree = BTreeMap<String, Vec<u8>>;

/// Every file and every folder, without Vertebra's own notes.
fn tree(site: &Site, folder: &str) -> Tree {
    let root = site.path().join(folder);
    let entries = walkdir::WalkDir::new(&root).min_depth(1).into_iter().filter_map(Result::ok);
    let all = entries.map(|entry| {
        let name = entry.path().strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        (name, fs::read(entry.path()).unwrap_or_default())
    });
    all.filter(|(name, _)| !name.starts_with(".vertebra")).collect()
}

/// A line without the time of day, and without how long it took.
fn calm(line: &str) -> String {
    let line = line.split_once("  ").unwrap().1;
    line.rsplit_once(" in ").map_or(line, |(before, _)| before).to_owned()
}
