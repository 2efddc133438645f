//! What goes wrong and is mended again, and what changes files but not what they mean.

use super::world::{World, with_field};
use support::dice::Dice;

/// Breaks a file in a way that will be mended later.
pub fn break_something(world: &mut World, dice: &mut Dice) -> Option<String> {
    let pages = world.pages();
    let templates = world.below("themes/base/", ".html");
    let data = world.below("content/data/", ".yaml");
    let (page, template) = (dice.any(&pages)?.clone(), dice.any(&templates)?.clone());
    let with = |world: &World, path: &str, added: &str| world.text(path) + added;
    let (path, bytes): (String, Option<Vec<u8>>) = match dice.below(18) {
        0 => (page.clone(), Some(with_field(&world.text(&page), "title", Some("[a, {b: c")).into())),
        1 => (page.clone(), Some(with_field(&world.text(&page), "title", Some("Back pain: what now")).into())),
        2 => (page.clone(), Some(world.text(&page).replacen("\n---\n", "\n", 1).into())),
        3 => (page.clone(), Some([world.text(&page).as_bytes(), b"\n\xff\xfe\n"].concat())),
        4 => (page, Some(Vec::new())),
        5 => (page.clone(), Some(with(world, &page, "\n::: nobody-made-this\nWords\n:::\n").into())),
        6 => (page.clone(), Some(with(world, &page, "\n::: note Never closed\n").into())),
        7 => (template.clone(), Some(with(world, &template, "{% if %}").into())),
        8 => (template.clone(), Some(with(world, &template, "{{ nobody(key=1) }}").into())),
        9 => (template.clone(), Some(format!("{{% extends \"nobody.html\" %}}{}", world.text(&template)).into())),
        10 => (template.clone(), Some(with(world, &template, "{{ <nobody /> }}{{ 1 | nobody }}").into())),
        11 => ("content/site.yaml".to_owned(), None),
        12 => ("content/site.yaml".to_owned(), Some(with(world, "content/site.yaml", "menus: [a, {b\n").into())),
        13 => ("themes/base/theme.yaml".to_owned(), None),
        14 => {
            let file = dice.any(&data)?.clone();
            (file.clone(), Some(with(world, &file, "\tbroken: {\n").into()))
        }
        15 => (page.clone(), Some(world.text(&page).replace('\n', "\r\n").into())),
        16 => (page.clone(), Some(format!("\u{feff}{}", world.text(&page)).into())),
        _ => {
            let file = "themes/base/strings/en.yaml".to_owned();
            (file.clone(), Some(with(world, &file, "home: Again\nlost: \"\n").into()))
        }
    };
    world.will_break(&path);
    let told = format!("{path}: broken: {:?}", bytes.as_deref().map(tail));
    match bytes {
        Some(bytes) => world.put(&path, bytes),
        None => _ = world.files.remove(&path),
    }
    Some(told)
}

fn tail(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(30)..]).into_owned()
}

/// Puts back what was broken.
pub fn mend(world: &mut World, dice: &mut Dice) -> String {
    let (path, bytes) = world.broken.remove(dice.below(world.broken.len()));
    match bytes {
        Some(bytes) => _ = world.files.insert(path.clone(), bytes),
        None => _ = world.files.remove(&path),
    }
    format!("{path}: mended")
}

/// A file is saved as it is, or comes and goes again unseen.
pub fn save_again(world: &mut World, dice: &mut Dice) -> Option<String> {
    if dice.chance(20) {
        let path = dice.of(&["content/guides/.first.md.swp", "content/unseen.md", "themes/leaf/templates/unseen.html"]);
        world.touched.insert(path.to_owned());
        return Some(format!("{path}: came and went"));
    }
    let path = dice.any(&world.below("", ""))?.clone();
    world.touched.insert(path.clone());
    Some(format!("{path}: saved again"))
}

/// A remark or a space that means nothing, though all that follows it stands elsewhere now.
pub fn remark(world: &mut World, dice: &mut Dice) -> Option<String> {
    let path = match dice.chance(60) {
        true => dice.any(&world.pages())?.clone(),
        false => {
            let all: Vec<_> = world.below("", ".yaml").into_iter().filter(|path| !path.contains("/clinic/")).collect();
            dice.any(&all)?.clone()
        }
    };
    let text = world.text(&path);
    if text.matches("# a remark\n").count() > 2 {
        world.put(&path, text.replace("# a remark\n", ""));
        return Some(format!("{path}: no remarks any more"));
    }
    let text = match (path.ends_with(".yaml"), dice.below(4)) {
        (true, 0) => text + "\n",
        (true, _) => format!("# a remark\n{text}"),
        (false, 0) => text + "\n",
        (false, 1) => text.replacen("\ntitle: ", "\ntitle:  ", 1),
        (false, 2) => text.replacen("\n---\n", "\n# a remark\n---\n", 1),
        (false, _) => text.replacen("---\n", "---\n# a remark\n", 1),
    };
    world.put(&path, text);
    Some(format!("{path}: a remark or a space"))
}
