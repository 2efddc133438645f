//! The comparer must be able to fail: builds that are wrong on purpose, and what it says of them.

use vertebra_base::path::OutputPath;
use vertebra_base::snapshot::Changes;
use vertebra_engine::{Now, Purpose};

use super::edits;
use super::oracle::{Fresh, How, Kept, beginnings, complaint};
use super::run::{Plan, length, run};
use super::site;
use super::world::World;
use support::dice::Dice;

const HOW: How = How { purpose: Purpose::Watch, drafts: false, base_url: None };

fn pair(world: &World) -> (Kept, Fresh) {
    let options = HOW.options(&world.now);
    let mut kept = Kept::new(world.snapshot(), &options);
    kept.refresh(1).expect("nothing to complain of");
    (kept, Fresh::new(world.snapshot(), &options))
}

fn site_of_12_pages() -> World {
    site::make(12, &mut Dice::new(3))
}

fn output(path: &str) -> OutputPath {
    OutputPath::new(path).expect("a path")
}

#[test]
fn a_build_that_is_right_is_not_complained_of() {
    let (kept, fresh) = pair(&site_of_12_pages());
    assert!(fresh.outputs.len() > 20, "{:?}", fresh.outputs.keys());
    assert_eq!(complaint(&kept, &fresh), None);
}

#[test]
fn one_wrong_byte_is_seen_and_shown() {
    let (mut kept, fresh) = pair(&site_of_12_pages());
    let page = kept.outputs.get_mut(&output("about/index.html")).expect("it was made");
    let at = page.windows(5).position(|window| window == b"About").expect("its title");
    page[at] = b'a';
    let words = complaint(&kept, &fresh).expect("a complaint");
    assert!(words.starts_with("about/index.html differs: from byte "), "{words}");
    assert!(words.contains("<title>about |") && words.contains("<title>About |"), "{words}");
}

#[test]
fn an_output_too_few_is_seen() {
    let (mut kept, fresh) = pair(&site_of_12_pages());
    kept.outputs.remove(&output("robots.txt"));
    let words = complaint(&kept, &fresh).expect("a complaint");
    assert_eq!(words, "robots.txt differs: it was not made, but a fresh build makes it");
}

#[test]
fn an_output_too_many_is_seen() {
    let (mut kept, _) = pair(&site_of_12_pages());
    kept.outputs.insert(output("old/index.html"), b"old".to_vec());
    assert_eq!(kept.refresh(1), Err("old/index.html is there no more, but was not removed".to_owned()));
}

#[test]
fn bytes_from_before_an_edit_are_seen() {
    let world = site_of_12_pages();
    let (mut kept, _) = pair(&world);
    let stale = kept.outputs.clone();
    let mut later = world.clone();
    later.put("content/about.md", "---\ntitle: Above\n---\nWe moved.\n");
    kept.apply(later.changes_since(&world), &later.now);
    kept.refresh(1).expect("nothing to complain of");
    let (_, fresh) = pair(&later);
    assert_eq!(complaint(&kept, &fresh), None);
    kept.outputs = stale;
    let words = complaint(&kept, &fresh).expect("a complaint");
    assert!(words.contains("about/index.html"), "{words}");
}

#[test]
fn another_place_of_a_diagnostic_is_seen() {
    let mut world = site_of_12_pages();
    world.put("content/about.md", "---\ntitle: About\n---\n[a](b.md)\n");
    let (kept, _) = pair(&world);
    world.put("content/about.md", "---\ntitle:  About\n---\n[a](b.md)\n");
    let (_, fresh) = pair(&world);
    let words = beginnings(&kept, &fresh).expect("a complaint");
    assert!(words.starts_with("of the files, diagnostics differ"), "{words}");
    assert!(words.contains("link-broken"), "{words}");
}

/// What a watcher or an engine could overlook, and how.
type Overlooks = (&'static str, fn(&mut Changes, &mut Now));

fn without(changes: &mut Changes, unseen: fn(&str) -> bool) {
    changes.files.retain(|path, _| !unseen(path.as_str()));
}

const OVERLOOKED: &[Overlooks] = &[
    ("data", |changes, _| without(changes, |path| path.starts_with("content/data/"))),
    ("pictures", |changes, _| without(changes, |path| path.ends_with(".png"))),
    ("words of the theme", |changes, _| without(changes, |path| path.contains("/strings/"))),
    ("styles", |changes, _| without(changes, |path| path.contains("/styles/"))),
    ("components", |changes, _| without(changes, |path| path.contains("/components/"))),
    ("templates", |changes, _| without(changes, |path| path.contains("/templates/"))),
    ("theme.yaml", |changes, _| without(changes, |path| path.ends_with("/theme.yaml"))),
    ("site.yaml", |changes, _| without(changes, |path| path == "content/site.yaml")),
    ("pages of sections", |changes, _| without(changes, |path| path.ends_with("/index.md"))),
    ("pages in other languages", |changes, _| without(changes, |path| path.ends_with(".es.md"))),
    ("deleted files", |changes, _| changes.files.retain(|_, bytes| bytes.is_some())),
    ("files that cannot be read", |changes, _| changes.faults.clear()),
    ("the time", |_, now| *now = site::beginning()),
];

#[test]
fn random_edits_reach_everything_that_could_be_overlooked() {
    for (what, overlook) in OVERLOOKED {
        let caught = (1..9).any(|seed| run(&Plan { seed, edits: length(seed), overlook: *overlook }).is_err());
        assert!(caught, "nobody notices when {what} are overlooked");
    }
}

#[test]
fn a_seed_always_tells_the_same_story() {
    let story = |seed| {
        let mut dice = Dice::new(seed);
        let mut world = site::make(10, &mut dice);
        let told: Vec<_> = (0..60).map(|_| edits::one(&mut world, &mut dice)).collect();
        (told, world.files)
    };
    assert_eq!(story(5), story(5));
    assert_ne!(story(5).0, story(6).0);
}
