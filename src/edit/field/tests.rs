//! What a writer does to the lines of an editor: cases of both, and texts put together by chance.

use super::*;
use crate::apply;

const REVIEWS: &str = include_str!("reviews.txt");
const BELOW: [&str; 4] = ["updated", "date", "description", "title"];

/// The text after some changes of its fields; why there are none.
fn written(text: &str, change: impl Fn(&mut FieldWriter) -> Result<(), Unwritable>) -> String {
    let source = SourcePath::new("content/a.md");
    let Some(mut writer) = FieldWriter::new(&source, text).filter(|it| !it.is_faulty()) else {
        return "Faulty\n".to_owned();
    };
    match change(&mut writer) {
        Ok(()) => apply(text, &writer.edits()).unwrap(),
        Err(why) => format!("{why:?}\n"),
    }
}

fn reviewed(text: &str) -> String {
    written(text, |writer| {
        writer.set_part("reviewed", "by", "ana", &BELOW)?;
        writer.set_part("reviewed", "on", "2026-11-20", &BELOW)
    })
}

/// The same with the line ends of Windows, and with a byte order mark.
fn both_ways(before: &str, after: &str, change: impl Fn(&str) -> String) {
    assert_eq!(change(before), after);
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    if after.starts_with("---") {
        assert_eq!(change(&windows(before)), windows(after), "with the line ends of Windows");
        assert_eq!(change(after), after, "twice");
    }
}

#[test]
fn a_review_is_written_as_the_editor_writes() {
    for case in REVIEWS.split("=== ").skip(1) {
        let (_, rest) = case.split_once('\n').unwrap();
        let (before, after) = rest.split_once("--- after\n").unwrap();
        both_ways(before, &(after.trim_end_matches('\n').to_owned() + "\n"), reviewed);
    }
}

fn texts_of(text: &str) -> Vec<String> {
    FieldWriter::new(&SourcePath::new("content/a.md"), text).map(|it| it.texts("aliases")).unwrap_or_default()
}

fn aliases(fields: &str, without: &[&str], with: &[&str], expected: &str) {
    let page = |fields: &str| format!("---\n{fields}---\nText.\n");
    both_ways(&page(fields), &page(expected), |text| {
        written(text, |writer| {
            writer.remove_items("aliases", &|item| without.contains(&item))?;
            let missing = with.iter().filter(|item| !texts_of(text).iter().any(|it| it == *item));
            missing.into_iter().try_for_each(|item| writer.insert_item("aliases", item, &["title"]))
        })
    });
}

#[test]
fn items_come_and_go_in_the_style_of_their_list() {
    aliases("title: A\ndate: 2026-01-01\n", &[], &["/a/"], "title: A\naliases: [/a/]\ndate: 2026-01-01\n");
    aliases("title: >\n  A\n  B\nslug: x\n", &[], &["/a/"], "title: >\n  A\n  B\naliases: [/a/]\nslug: x\n");
    aliases("title: A\naliases: [/b/]\n", &[], &["/a/", "/b/"], "title: A\naliases: [/b/, /a/]\n");
    aliases(
        "title: A\naliases: ['/b/',  \"/c/\" ]  # old\n",
        &[],
        &["/a/"],
        "title: A\naliases: ['/b/',  \"/c/\", \"/a/\" ]  # old\n",
    );
    aliases("title: A\naliases: [/b/, /c/, /d/]\n", &["/b/", "/d/"], &[], "title: A\naliases: [/c/]\n");
    aliases("title: A\naliases:\n- /b/\n", &["/b/"], &[], "title: A\n");
    aliases("title: A\naliases: []\n", &[], &["/a/"], "title: A\naliases: [/a/]\n");
    aliases("title: A\naliases:   # none\n", &[], &["/a/"], "title: A\naliases: [/a/]   # none\n");
    aliases("title: A\naliases: /b/  # one\n", &[], &["/a/"], "title: A\naliases: [/b/, /a/]  # one\n");
    aliases("title: A\naliases: \"/b/\"\n", &[], &["/a/"], "title: A\naliases: [\"/b/\", /a/]\n");
    aliases(
        "title: A\naliases:\n  # the old shop, printed on a leaflet\n  - \"/old/\"   # keep!\nslug: x\n",
        &[],
        &["/a/"],
        "title: A\naliases:\n  # the old shop, printed on a leaflet\n  - \"/old/\"   # keep!\n  - \"/a/\"\nslug: x\n",
    );
    aliases(
        "aliases:\n  - /b/\n  - /c   # gone soon\n  # the last\n  - '/d/'\nslug: x\n",
        &["/c"],
        &["/a/"],
        "aliases:\n  - /b/\n  # the last\n  - '/d/'\n  - '/a/'\nslug: x\n",
    );
    aliases(
        "title: A\naliases: [\n  /b/,\n  /c/   # two\n]\n",
        &[],
        &["/a/"],
        "title: A\naliases: [\n  /b/,\n  /c/, /a/   # two\n]\n",
    );
}

fn set(fields: &str, value: &str, expected: &str) {
    let page =
        |fields: &str| if fields.contains(':') { format!("---\n{fields}---\nText.\n") } else { format!("{fields}\n") };
    both_ways(&page(fields), &page(expected), |text| written(text, |writer| writer.set("slug", value, &["title"])));
}

#[test]
fn a_text_takes_the_place_of_another_and_nothing_else_changes() {
    set("title: A\nslug: old   # as on the sign\nz: 1\n", "new", "title: A\nslug: new   # as on the sign\nz: 1\n");
    set("title: A\nslug: 'it''s'\n", "don't", "title: A\nslug: 'don''t'\n");
    set("slug: \"a\"\ntitle: A\n", "b \"c\" \\", "slug: \"b \\\"c\\\" \\\\\"\ntitle: A\n");
    set("title: A\n", "90401", "title: A\nslug: 90401\n");
    set("title: A\n", "a: b # c", "title: A\nslug: \"a: b # c\"\n");
    set("title: A\nslug:\n", "x", "title: A\nslug: x\n");
    // Only a person can say what becomes of these.
    set("title: A\nslug: [a, b]\n", "x", "Form");
    set("title: A\nslug: {a: b}\n", "x", "Form");
}

/// Front matter put together by chance, and what is done to it: every line that is not the field's stays, and what is read
/// back is what was asked for. The writer proves that itself; here another way of reading looks after it.
#[test]
fn whatever_the_fields_are_like_only_one_changes() {
    let others = [
        "title: A",
        "date: 2026-01-01",
        "# a remark",
        "",
        "lead: >\n  two\n  lines",
        "tags: [a, 'b']",
        "n: 007",
        "places:\n  - name: \"x\"\n    at: {a: 1, b: [2, 3]}",
        "ok: yes",
        "text: |\n  slug: not this\n\n  aliases: [/no/]",
    ];
    let lists = [
        "aliases: [/x/]",
        "aliases:\n- /x/\n- \"/y/\"",
        "aliases:\n    - '/x/' # why\n    # z",
        "aliases: /x/",
        "aliases:",
        "aliases: [ \"/x/\" , /y/ ] # z",
        "aliases: [\n  /x/,\n  /y/,\n]",
    ];
    let values =
        ["new", "it's", "a, b", "a: b", "#1", "\"q\"", "yes", "- x", "[x]", "{y", "ü 工", "x\\y", " spaced ", "1.10"];
    let mut seed = 7u64;
    let mut dice = move |sides: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % sides
    };
    let mut changed = 0;
    for round in 0..3000 {
        let mut lines: Vec<&str> = (0..1 + dice(6)).map(|_| others[dice(others.len())]).collect();
        let mut keys = std::collections::BTreeSet::new();
        lines.retain(|line| line.starts_with('#') || line.is_empty() || keys.insert(line.split(':').next()));
        if dice(3) > 0 {
            lines.insert(dice(lines.len() + 1), lists[dice(lists.len())]);
        }
        let end = if dice(2) == 0 { "\n" } else { "\r\n" };
        let text = format!("---\n{}\n---\nText.\n", lines.join("\n")).replace('\n', end);
        let value = values[dice(values.len())];
        let into_list = dice(2) == 0;
        let new = written(&text, |writer| match into_list {
            true => writer.insert_item("aliases", value, &["title"]),
            false => writer.set("slug", value, &["title"]),
        });
        if !new.starts_with("---") {
            assert!(["Faulty\n", "Form\n"].contains(&&*new), "round {round}: {new}");
            continue;
        }
        changed += 1;
        let read = |text: &str| -> serde_yaml::Mapping {
            let inside = text.split("---").nth(1).unwrap().replace("\r\n", "\n");
            serde_yaml::from_str(&inside).unwrap_or_else(|why| panic!("round {round}: {why}\n{text}"))
        };
        let (mut old, mut now) = (read(&text), read(&new));
        let name = if into_list { "aliases" } else { "slug" };
        old.remove(name);
        assert!(now.remove(name).is_some(), "round {round}:\n{new}");
        assert_eq!(old, now, "round {round}:\n{text}\n{new}");
        assert_eq!(new.matches(end).count(), new.matches('\n').count(), "round {round}: line ends of one kind");
        for line in
            text.lines().filter(|line| !line.contains("aliases") && !line.contains("/x/") && !line.contains("/y/"))
        {
            assert!(new.lines().any(|it| it == line), "round {round}: {line:?} stays\n{new}");
        }
    }
    assert!(changed > 2500, "most can be written: {changed}");
}
