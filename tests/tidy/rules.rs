//! The rules, but for those about diagnostics. To change the house, change the tables at the top.

use std::collections::BTreeMap;

use crate::source::Source;
use crate::text::{find_word, paths};

/// The rooms from the ground up. A room uses only rooms that stand before it; those of one floor share a line. What lies
/// in crates of their own is held apart by Cargo as well; those that share one (`source::SHARED`) only here.
pub const FLOORS: &[&[&str]] = &[
    &[
        "stray",
        "path",
        "fingerprint",
        "span",
        "diagnostic",
        "link",
        "encoding",
        "file_content",
        "snapshot",
        "output",
        "slug",
        "collation",
        "parallel",
        "artifact_cache",
        "readability",
        "html",
    ],
    &["compress", "datetime"],
    &["yaml", "template", "raster"],
    &["schema_org", "codes", "rules", "schema", "shape", "config", "theme"],
    &["style"],
    &["image_file"],
    &["markdown"],
    &["addresses"],
    &["site"],
    &["deps"],
    &["host", "emit", "json_schema", "search", "json_ld", "render", "check", "edit", "schedule", "import"],
    &["engine"],
    &["refactor"],
    &["report"],
    &["disk"],
    &["serve", "deploy", "external", "lsp"],
    &["cli"],
    &["main"],
];

/// The tops of crates that are no room themselves: they only name those inside.
const TOPS: &[&str] = &["src/base/lib.rs", "src/media/lib.rs"];

/// The rooms that may touch the outside world.
const EDGE: &[&str] = &["disk", "serve", "deploy", "external", "lsp", "cli", "main"];

/// What reaches outside, by the beginnings of paths.
const OUTSIDE: &[&[&str]] = &[
    &["std", "fs"],
    &["std", "net"],
    &["std", "env"],
    &["std", "process"],
    &["std", "time", "SystemTime"],
    &["jiff", "Timestamp", "now"],
    &["jiff", "Zoned", "now"],
    &["Timestamp", "now"],
    &["Zoned", "now"],
    &["SystemTime", "now"],
    &["walkdir"],
    &["notify"],
];

/// What one room keeps for itself.
const KEPT: &[(&str, &str)] = &[
    ("notify", "disk"),
    ("axum", "serve"),
    ("tokio", "serve"),
    ("lsp_server", "lsp"),
    ("lsp_types", "lsp"),
    ("ureq", "external"),
];

/// What writes, renames or removes files.
const WRITING: &[&str] = &[
    "File::create(",
    "File::create_new(",
    ".create(true)",
    "fs::write(",
    "fs::rename(",
    "fs::copy(",
    "fs::hard_link(",
    "fs::remove_file(",
    "fs::remove_dir_all(",
];

/// The only files that may: how one file is put in place, the one transaction for files of editors, and what keeps the
/// finished site and the state of the program.
const WRITERS: &[&str] = &[
    "src/disk/atomic.rs",
    "src/disk/transaction/",
    "src/disk/cache.rs",
    "src/disk/journal.rs",
    "src/disk/links.rs",
    "src/disk/lock.rs",
    "src/disk/notes.rs",
    "src/disk/publish.rs",
    "src/disk/replace.rs",
    "src/disk/staging.rs",
];

pub const LONGEST: usize = 400;

pub fn imports_run_downwards(files: &[Source]) -> Vec<String> {
    let order: Vec<&str> = FLOORS.concat();
    let floor = |room: &str| order.iter().position(|name| *name == room);
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| !TOPS.contains(&file.path.as_str())) {
        let Some(own) = floor(&file.room()) else {
            faults.push(format!("{}:1: the room \"{}\" has no floor in tests/tidy/rules.rs", file.path, file.room()));
            continue;
        };
        for (at, path) in file.paths_inside() {
            let other = path.first().map_or("", String::as_str);
            if floor(other).is_some_and(|other| other > own) {
                faults.push(file.fault(at, &format!("\"{}\" uses \"{other}\", which stands above it", file.room())));
            }
        }
    }
    faults
}

pub fn no_room_uses_its_roof(files: &[Source]) -> Vec<String> {
    let functions: BTreeMap<_, _> = files.iter().map(|file| (file.module(), file.free_functions())).collect();
    let mut faults = Vec::new();
    for file in files {
        let own = file.module();
        for (at, path) in file.paths_inside() {
            let Some((name, roof)) = path.split_last() else { continue };
            let Some(there) = functions.get(roof).filter(|_| roof.len() < own.len() && own.starts_with(roof)) else {
                continue;
            };
            if there.contains(name) || (name == "*" && !there.is_empty()) {
                let roof = roof.join("::");
                faults.push(file.fault(at, &format!("uses \"{name}\" of its own roof \"{roof}\"")));
            }
        }
    }
    faults
}

/// Of the program and of its tests; data that tests read from other files may be long.
pub fn files_are_short(files: &[Source], tests: &[(String, String)]) -> Vec<String> {
    let sources = files.iter().map(|file| (&file.path, &file.text));
    let all = sources.chain(tests.iter().filter(|(path, _)| path.ends_with(".rs")).map(|(path, text)| (path, text)));
    let long = all.map(|(path, text)| (path, text.lines().count())).filter(|(_, lines)| *lines > LONGEST);
    long.map(|(path, lines)| format!("{path}:{LONGEST}: goes on to line {lines}")).collect()
}

pub fn files_begin_with_a_head(files: &[Source]) -> Vec<String> {
    let bare = files.iter().filter(|file| !file.text.starts_with("//! "));
    bare.map(|file| format!("{}:1: does not say in a //! head what it holds", file.path)).collect()
}

pub fn only_the_edge_touches_the_world(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| !EDGE.contains(&file.room().as_str())) {
        for (at, path) in paths(&file.code) {
            if OUTSIDE
                .iter()
                .any(|outside| path.iter().map(String::as_str).take(outside.len()).eq(outside.iter().copied()))
            {
                faults
                    .push(file.fault(at, &format!("uses {}, which is kept for {}", path.join("::"), EDGE.join(", "))));
            }
        }
    }
    faults
}

pub fn what_one_room_keeps_is_used_there_only(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        for (at, path) in paths(&file.code) {
            let kept =
                KEPT.iter().find(|(name, room)| path.first().is_some_and(|it| it == name) && file.room() != *room);
            faults.extend(kept.map(|(name, room)| file.fault(at, &format!("uses {name}, which is kept for {room}"))));
        }
    }
    faults
}

pub fn only_the_command_line_prints(files: &[Source]) -> Vec<String> {
    let quiet = files.iter().filter(|file| !matches!(file.room().as_str(), "cli" | "main"));
    find_all(quiet, &["print!", "println!", "eprint!", "eprintln!", "dbg!"], "prints, which is kept for cli")
}

/// A second way to write files of editors would not be finished after a kill, nor be taken back.
pub fn files_are_written_in_one_way(files: &[Source]) -> Vec<String> {
    let others = files.iter().filter(|file| !WRITERS.iter().any(|writer| file.path.starts_with(writer)));
    find_all(others, WRITING, "changes files past disk::transaction")
}

pub fn nothing_panics(files: &[Source]) -> Vec<String> {
    let words = [".unwrap()", ".unwrap_err()", ".expect(", ".expect_err(", "panic!", "todo!", "unimplemented!"];
    let mut faults = find_all(files.iter(), &words, "can panic");
    for file in files {
        for at in find_word(&file.code, "unreachable!") {
            let inside = file.code[at + "unreachable!".len()..].trim_start_matches(['(', '[', '{', ' ', '\n']);
            if !inside.starts_with('"') {
                faults.push(file.fault(at, "does not say why it cannot be reached"));
            }
        }
    }
    faults
}

/// No file speaks of the machine it was written on, or of where that machine gets its packages from.
pub fn nothing_is_local(files: &[(String, String)], home: &str, root: &str) -> Vec<String> {
    let mut shapes =
        vec![concat!("/ho", "me/"), concat!("/Us", "ers/"), concat!("/ro", "ot/"), concat!(":\\Us", "ers\\")];
    shapes.extend([home, root].into_iter().filter(|path| path.matches('/').count() > 1));
    let mut faults = Vec::new();
    for (path, text) in files {
        let is_lock = path.ends_with("package-lock.json") || path.ends_with("Cargo.lock");
        for (number, line) in text.lines().enumerate() {
            let mut fault = |what: &str| faults.push(format!("{path}:{}: {what}", number + 1));
            if shapes.iter().any(|shape| holds_path(line, shape)) {
                fault("names a path of one machine");
            }
            let source = line.trim_start().strip_prefix("source = \"");
            let elsewhere = source
                .is_some_and(|source| !source.starts_with("registry+https://github.com/rust-lang/crates.io-index"));
            if is_lock && (elsewhere || line.contains("\"resolved\":")) {
                fault("names where one machine gets its packages from");
            }
        }
    }
    faults
}

/// Whether a line holds an absolute path that begins so: `/a/b/` is not in `x/a/b/`.
fn holds_path(line: &str, path: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '~' | '/' | '}' | ')' | '*');
    line.match_indices(path).any(|(at, _)| {
        let rest = &line[at + path.len()..];
        !line[..at].ends_with(part) && rest.starts_with(|c: char| c.is_alphanumeric() || c == '/' || c == '.')
    })
}

fn find_all<'a>(files: impl Iterator<Item = &'a Source>, words: &[&str], what: &str) -> Vec<String> {
    let faults = |file: &'a Source, word: &&str| -> Vec<String> {
        find_word(&file.code, word).into_iter().map(|at| file.fault(at, &format!("{word} {what}"))).collect()
    };
    files.flat_map(|file| words.iter().flat_map(|word| faults(file, word)).collect::<Vec<_>>()).collect()
}
