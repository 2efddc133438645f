//! The real site with something broken in it, many times: never a panic, never a hang, and a build without an error
//! lacks no page.
//!
//! `MUTATIONS=20000 cargo test --release --test engine site::mutated` tries more; `SEED=7` begins elsewhere.

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::thread;

use support::dice::Dice;

use super::fixture::{Built, build_snapshot, sharing};
use super::real;
use support::HANGS;
use vertebra_base::diagnostic::Severity;
use vertebra_base::file_content::FileContent;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_engine::CheckLevel;

/// Lines that mean something to one of the readers.
const LINES: &[&str] = &[
    "---",
    "--- ",
    "...",
    "title:",
    "title: [a, {b: c",
    "title: \"never closed",
    "title: Back pain: what now",
    "type: section",
    "type: glossary",
    "type: clinic",
    "slug: ../..",
    "slug: \"\"",
    "aliases: [/, /a/, /guides/]",
    "date: 2026-02-30",
    "date: 9999-12-31T23:59:60",
    "publish_at: 2026-03-08 02:30",
    "expires: 0001-01-01",
    "draft: true",
    "weight: 99999999999999999999",
    "paginate: 1",
    "evidence: [nobody-2020]",
    "menu: main",
    "extra: &a {b: *a}",
    "\t- tab",
    "::: note",
    ":::::: warning \"x\" {a=b",
    ":::",
    "::: emergency Call {{ phone x }} [a](b.md)",
    "{{ phone the-spine-institute }}",
    "{{ phone }}",
    "{{ red-flags",
    "{{ page-list \"\" }}",
    "[[fascia|]] [[]] [[|]]",
    "[^1] [^furlan-2015] [^nobody]",
    "[^1]: [^1]",
    "[a](#) [b](?) [c](//) [d](%ff) [e](<>) [f](../../..) [g](index.md#x)",
    "![](x.png) ![a](mark.svg){decorative}",
    "<div><script>alert(1)</script></p>",
    "<!-- more",
    "<!-- more -->",
    "<a href=\"javascript:x\" id=\"a\">",
    "| a | b |",
    "|---|:-:|",
    "> [!NOTE]",
    "> > > - 1. > x",
    "```",
    "    code",
    ": a definition",
    "## {#id .class}",
    "# H1",
    "######## x",
    "\u{feff}",
    "\u{202e}\u{0}\u{fffd}\u{10ffff}",
    "{% include \"page.html\" %}",
    "{% for a in section.pages %}",
    "{{ page.nothing.at.all }}",
    "{% endblock %}",
    "extends: clinic",
    "taxonomies: {}",
    "pagination: -1",
    "theme: nobody",
    "base_url: example",
    "permalinks: {\"**\": \"/x/\"}",
    "permalinks: {\"**\": \"/{year}/{slug}/\"}",
    "defaults: {\"**\": {draft: true, type: 7}}",
];

type Files = BTreeMap<SourcePath, FileContent>;

/// Breaks one thing and says which.
fn mutate(files: &mut Files, dice: &mut Dice) -> String {
    let part = if dice.below(5) == 0 { "themes/" } else { "content/" };
    let paths: Vec<SourcePath> = files.keys().filter(|path| path.as_str().starts_with(part)).cloned().collect();
    if paths.is_empty() {
        return "nothing is left".to_owned();
    }
    let path = paths[dice.below(paths.len())].clone();
    let other = paths[dice.below(paths.len())].clone();
    let what = match dice.below(20) {
        0 => {
            files.remove(&path);
            "removed".to_owned()
        }
        1 => {
            let bytes = files.remove(&path).expect("listed");
            let name = dice.of(&["index.md", "404.md", "A B.md", "x.MD", "é.md", ".md", "x", "x.yaml", "data/x.md"]);
            let folder = dice.of(&[path.folder(), other.folder(), "content", "content/new folder/deep"]);
            files.insert(SourcePath::new(format!("{folder}/{name}")), bytes);
            format!("renamed to {folder}/{name}")
        }
        2 => {
            let bytes = files[&other].clone();
            files.insert(path.clone(), bytes);
            format!("replaced by {other}")
        }
        3 | 4 => {
            let mut bytes = files[&path].held().to_vec();
            let at = dice.below(bytes.len());
            let told = match dice.below(3) {
                0 => {
                    bytes.truncate(at);
                    "cut off"
                }
                1 => {
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte = dice.below(256) as u8;
                    }
                    "one byte changed"
                }
                _ => {
                    bytes.insert(
                        at,
                        *dice
                            .of(&[b":", b"\"", b"'", b"{", b"[", b"\n", b"\t", b"\\", b"-", b"\xff"])
                            .first()
                            .expect("a byte"),
                    );
                    "one byte added"
                }
            };
            files.insert(path.clone(), bytes.into());
            format!("{told} at {at}")
        }
        _ => {
            let text = String::from_utf8_lossy(files[&path].held()).into_owned();
            let donor = String::from_utf8_lossy(files[&other].held()).into_owned();
            let (text, told) = mutate_lines(&text, &donor, dice);
            files.insert(path.clone(), text.into_bytes().into());
            told
        }
    };
    format!("{path}: {what}")
}

fn mutate_lines(text: &str, donor: &str, dice: &mut Dice) -> (String, String) {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    // The first lines hold the fields, where most is decided.
    let reach = if dice.below(2) == 0 { lines.len().min(12) } else { lines.len() };
    let (at, to) = (dice.below(reach), dice.below(reach));
    let made;
    let told = match dice.below(7) {
        _ if lines.is_empty() => "already empty".to_owned(),
        0 => format!("deleted line {}: {:?}", at + 1, lines.remove(at)),
        1 => {
            lines.insert(to, lines[at]);
            format!("line {} again as line {}", at + 1, to + 1)
        }
        2 => {
            lines.swap(at, to);
            format!("lines {} and {} swapped", at + 1, to + 1)
        }
        3 => {
            let donated: Vec<&str> = donor.split_inclusive('\n').collect();
            let line = if donated.is_empty() { "\n" } else { donated[dice.below(donated.len())] };
            lines.insert(at, line);
            format!("line {} added: {line:?}", at + 1)
        }
        4 => {
            let cut = dice.below(lines[at].chars().count());
            let (left, right): (String, String) =
                (lines[at].chars().take(cut).collect(), lines[at].chars().skip(cut + 1).collect());
            made = left + &right;
            lines[at] = &made;
            format!("line {} is now {made:?}", at + 1)
        }
        5 => {
            let line = dice.of(LINES);
            let cut = dice.below(lines[at].chars().count());
            let (left, right): (String, String) =
                (lines[at].chars().take(cut).collect(), lines[at].chars().skip(cut).collect());
            made = format!("{left}{line}{right}");
            lines[at] = &made;
            format!("line {} is now {made:?}", at + 1)
        }
        _ => {
            made = format!("{}\n", dice.of(LINES));
            lines.insert(at, &made);
            format!("line {} added: {made:?}", at + 1)
        }
    };
    (lines.concat(), told)
}

/// What has to be true of every site, however broken.
fn judge(site: &Built) {
    for diagnostic in &site.diagnostics {
        assert!(!diagnostic.message.is_empty(), "{diagnostic:?}");
        let is_theirs = diagnostic.file.as_str().starts_with("content/");
        assert!(!is_theirs || diagnostic.help.is_some(), "no help: {diagnostic:?}");
        let bytes = site.build.snapshot().get(&diagnostic.file);
        if bytes.is_some_and(|bytes| bytes.text().is_some()) {
            // Fails when the span does not lie between characters of the file.
            site.pointed(diagnostic);
        }
    }
    if site.diagnostics.iter().any(|d| d.severity == Severity::Error) {
        return;
    }
    let engine = site.build.site();
    let hidden: Vec<_> = engine.unpublished.iter().map(|page| &page.source).collect();
    let shown: Vec<_> = engine.pages.iter().map(|page| &page.page.source).collect();
    for path in site.build.snapshot().files.keys() {
        let Some(inside) = path.in_content() else { continue };
        if path.extension().eq_ignore_ascii_case("md") && !inside.starts_with("data/") {
            assert!(hidden.contains(&path) || shown.contains(&path), "{path} is neither published nor listed");
        }
    }
    for page in &engine.pages {
        assert!(site.has(page.url.output().as_str()), "{} is not there", page.url);
    }
    for file in &engine.files {
        assert!(site.has(file.url.output().as_str()), "{} is not there", file.url);
    }
    assert_eq!(site.outputs.len(), site.build.job_count());
}

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| text.parse().expect("a number"))
}

#[test]
fn a_mutated_site_is_told_of_or_built_whole() {
    let clean = real::snapshot();
    let (first, count) = (number("SEED", 1), number("MUTATIONS", 300));
    let workers = thread::available_parallelism().map_or(2, |it| it.get() as u64);
    let try_some = |worker| -> Vec<String> {
        let seeds = (first..first + count).filter(|seed| seed % workers == worker);
        seeds.filter_map(|seed| attempt(&clean, seed).err()).collect()
    };
    let try_some = &try_some;
    let failures: Vec<String> = thread::scope(|scope| {
        let all: Vec<_> = (0..workers).map(|worker| scope.spawn(move || try_some(worker))).collect();
        all.into_iter().flat_map(|some| some.join().expect("attempts are caught")).collect()
    });
    assert!(failures.is_empty(), "{} of {count} fail:\n{}", failures.len(), failures.join("\n"));
}

/// Breaks the site as the seed says. What fails is told with all that leads to it again.
fn attempt(clean: &Snapshot, seed: u64) -> Result<(), String> {
    let mut dice = Dice::new(seed);
    let mut files = clean.files.clone();
    let steps: Vec<_> = (0..=dice.below(3)).map(|_| mutate(&mut files, &mut dice)).collect();
    let (done, waiting) = mpsc::channel();
    let work = thread::spawn(move || {
        let mut options = sharing();
        options.threads = 1;
        // Some are looked at thoroughly.
        options.depth = if seed.is_multiple_of(8) { CheckLevel::Thorough } else { CheckLevel::Quick };
        judge(&build_snapshot(Snapshot { files, ..Snapshot::default() }, &options));
        let _ = done.send(());
    });
    let fails = |how| Err(format!("SEED={seed} MUTATIONS=1 {how}: {}", steps.join("; ")));
    if waiting.recv_timeout(HANGS) == Err(mpsc::RecvTimeoutError::Timeout) {
        return fails("hangs");
    }
    match work.join() {
        Ok(()) => Ok(()),
        Err(panic) => fails(panic.downcast_ref::<String>().map_or("panics", String::as_str)),
    }
}
