//! That the crates are what is written of them: the table of ARCHITECTURE.md, the members of the workspace, the floors, and
//! what the engine is marked with.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::rules::FLOORS;
use crate::source::SHARED;

/// What differs between them.
pub fn faults(root: &Path) -> Vec<String> {
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap_or_default();
    let members = members(&read("Cargo.toml"));
    let table = table(&read("ARCHITECTURE.md"));
    let mut faults = unlike(&members, &table);
    let uses: BTreeMap<String, BTreeSet<String>> =
        members.iter().map(|name| (name.clone(), used(&read(&format!("src/{name}/Cargo.toml"))))).collect();
    faults.extend(upwards(&members, &uses));
    let below = below("engine", &uses);
    let marked = between(&read("src/engine/build.rs"), "const CRATES: &[&str] =", ";");
    if quoted(&marked) != below {
        faults.push(format!("src/engine/build.rs: CRATES is {marked}, but the engine is made of {below:?}"));
    }
    faults
}

/// The crates of the workspace in their order.
fn members(manifest: &str) -> Vec<String> {
    let list = between(manifest, "members = [", "]");
    let names = list.split('"').filter_map(|text| text.strip_prefix("src/"));
    names.map(str::to_owned).collect()
}

/// The rows of the table: a crate, and the rooms in it.
fn table(text: &str) -> Vec<(String, Vec<String>)> {
    let rows = between(text, "| crate | modules |", "\n\n");
    let cells = rows.lines().filter(|line| line.starts_with("| `")).map(|line| line.split('|').collect::<Vec<_>>());
    let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    cells.filter_map(|cells| Some((names(cells.get(1)?).first()?.clone(), names(cells.get(2)?)))).collect()
}

/// Where the table, the workspace and the floors say different things.
fn unlike(members: &[String], table: &[(String, Vec<String>)]) -> Vec<String> {
    let mut faults = Vec::new();
    let listed: Vec<_> = table.iter().map(|(name, _)| name.clone()).collect();
    if listed != members {
        faults.push(format!("ARCHITECTURE.md lists the crates {listed:?}, Cargo.toml {members:?}"));
    }
    for (name, rooms) in table {
        let shared = SHARED.iter().find(|(shared, _)| shared == name).map_or(&[][..], |(_, rooms)| rooms);
        if !rooms.iter().eq(shared.iter()) {
            faults.push(format!("ARCHITECTURE.md lists {rooms:?} in {name}, tests/tidy/source.rs {shared:?}"));
        }
        for room in rooms.iter().filter(|room| !FLOORS.concat().contains(&room.as_str())) {
            faults.push(format!("ARCHITECTURE.md: the room {room} has no floor in tests/tidy/rules.rs"));
        }
    }
    faults
}

/// The crates of the project that a manifest names as dependencies; those for tests do not count.
fn used(manifest: &str) -> BTreeSet<String> {
    let list = between(&format!("{manifest}\n["), "\n[dependencies]\n", "\n[");
    let names = list.lines().filter_map(|line| line.strip_prefix("vertebra-")?.split(['.', ' ', '=']).next());
    names.map(str::to_owned).collect()
}

/// Crates that use one behind them in the list.
fn upwards(members: &[String], uses: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let floor = |name: &String| members.iter().position(|member| member == name);
    let arrows = uses.iter().flat_map(|(name, used)| used.iter().map(move |other| (name, other)));
    let up = arrows.filter(|(name, other)| floor(other) >= floor(name));
    up.map(|(name, other)| format!("src/{name}/Cargo.toml: uses {other}, which stands behind it in Cargo.toml"))
        .collect()
}

/// A crate and all that it is made of.
fn below(name: &str, uses: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<String> {
    let mut found = BTreeSet::from([name.to_owned()]);
    let mut next = vec![name.to_owned()];
    while let Some(name) = next.pop() {
        for other in uses.get(&name).into_iter().flatten() {
            if found.insert(other.clone()) {
                next.push(other.clone());
            }
        }
    }
    found
}

fn quoted(text: &str) -> BTreeSet<String> {
    text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The text between two others; empty when one is not there.
fn between(text: &str, start: &str, end: &str) -> String {
    let found = text.split_once(start).and_then(|(_, rest)| rest.split_once(end));
    found.map_or(String::new(), |(inside, _)| inside.to_owned())
}

#[test]
fn a_table_that_differs_is_found() {
    let members = members("members = [\n    \"src/base\",\n    \"src/site\",\n    \"tests/support\",\n]\n");
    assert_eq!(members, ["base", "site"]);
    let row =
        |name: &str, rooms: &[&str]| (name.to_owned(), rooms.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
    let shared = |name: &str| SHARED.iter().find(|(shared, _)| *shared == name).unwrap().1;
    let right = [row("base", shared("base")), row("site", shared("site"))];
    assert_eq!(unlike(&members, &right), [""; 0]);
    assert_eq!(unlike(&members, &[row("base", shared("base")), row("base", shared("base"))]).len(), 1);
    assert_eq!(unlike(&members, &[row("base", &["path", "attic"]), row("site", shared("site"))]).len(), 2);
    let read =
        table("| crate | modules | holds |\n| --- | --- | --- |\n| `site` | `plan`, `track` | all `pages` |\n\nx");
    assert_eq!(read, [row("site", &["plan", "track"])]);
}

#[test]
fn an_arrow_between_crates_that_runs_upwards_is_found() {
    let manifest = |name: &str| {
        format!(
            "[package]\n\n[dependencies]\nvertebra-{name}.workspace = true\ntera.workspace = true\n\n[dev-dependencies]\nvertebra-cli.workspace = true\n"
        )
    };
    let uses =
        BTreeMap::from([("base".to_owned(), used(&manifest("site"))), ("site".to_owned(), used(&manifest("base")))]);
    let members = ["base".to_owned(), "site".to_owned()];
    assert_eq!(upwards(&members, &uses), ["src/base/Cargo.toml: uses site, which stands behind it in Cargo.toml"]);
    assert_eq!(below("site", &BTreeMap::from([("site".to_owned(), used(&manifest("base")))])).len(), 2);
}
