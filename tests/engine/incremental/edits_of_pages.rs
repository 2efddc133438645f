//! What editors do to pages and to the files beside them.

use super::world::{World, blocks, field as field_of, with_blocks, with_field};
use super::{site, words};
use support::dice::Dice;
use support::pictures as made;

fn some_page(world: &World, dice: &mut Dice) -> Option<String> {
    dice.any(&world.pages()).cloned()
}

/// Another text: a block more, less, or in place of another.
pub fn body(world: &mut World, dice: &mut Dice) -> Option<String> {
    let path = some_page(world, dice)?;
    let text = world.text(&path);
    let mut all = blocks(&text);
    let at = dice.below(all.len() + 1);
    let new = words::block(world, &path, dice);
    let told = match if all.len() > 8 { 0 } else { dice.below(4) } {
        0 if at < all.len() => format!("{path}: took out {:?}", all.remove(at)),
        1 if at < all.len() => {
            all[at].push_str(" And more.");
            format!("{path}: longer {:?}", all[at])
        }
        2 if at < all.len() => {
            all[at] = new;
            format!("{path}: replaced by {:?}", all[at])
        }
        _ => {
            all.insert(at, new);
            format!("{path}: put in {:?}", all[at])
        }
    };
    world.put(&path, with_blocks(&text, &all));
    Some(told)
}

/// So many links that lead nowhere that not each of them gets a suggestion any more; on one page at a time.
pub fn many_broken_links(world: &mut World, dice: &mut Dice) -> Option<String> {
    const FIRST: &str = "[0](firs0.md)";
    let spoilt = world.pages().into_iter().find(|path| world.text(path).contains(FIRST));
    let path = spoilt.or_else(|| some_page(world, dice))?;
    let text = world.text(&path);
    let mut all = blocks(&text);
    let before = all.len();
    all.retain(|block| !block.starts_with(FIRST));
    let count = if all.len() < before { 0 } else { 60 + dice.below(180) };
    if count > 0 {
        all.push((0..count).map(|at| format!("[{at}](firs{}.md)", at % 30)).collect::<Vec<_>>().join(" "));
    }
    world.put(&path, with_blocks(&text, &all));
    Some(format!("{path}: {count} links that lead nowhere"))
}

/// Other words in a heading: what links to it leads nowhere any more.
pub fn heading(world: &mut World, dice: &mut Dice) -> Option<String> {
    let headed: Vec<_> = world.pages().into_iter().filter(|path| world.text(path).contains("\n## ")).collect();
    let path = dice.any(&headed)?;
    let text = world.text(path);
    let new = dice.of(&["## First steps", "## What helps", "## Costs", "## Something else", "### Too deep"]);
    let (before, after) = text.split_once("\n## ")?;
    let rest = after.split_once('\n').map_or("", |(_, rest)| rest);
    world.put(path, format!("{before}\n{new}\n{rest}"));
    Some(format!("{path}: the first heading is now {new}"))
}

pub fn field(world: &mut World, dice: &mut Dice) -> Option<String> {
    let path = some_page(world, dice)?;
    let (name, value) = site::field(&path, dice);
    world.put(&path, with_field(&world.text(&path), name, value.as_deref()));
    Some(format!("{path}: {name}: {value:?}"))
}

/// Hides a page or shows it.
pub fn draft(world: &mut World, dice: &mut Dice) -> Option<String> {
    let path = some_page(world, dice)?;
    let text = world.text(&path);
    let value = (field_of(&text, "draft").as_deref() != Some("true")).then_some("true");
    world.put(&path, with_field(&text, "draft", value));
    Some(format!("{path}: draft: {value:?}"))
}

pub fn add(world: &mut World, dice: &mut Dice) -> Option<String> {
    let path = words::path(dice);
    let text = site::page(world, &path, dice);
    let told = if world.files.contains_key(&path) { "written anew" } else { "added" };
    world.put(&path, text);
    Some(format!("{path}: {told}"))
}

/// A page for a folder that has none, or none for one that has.
pub fn add_index(world: &mut World, dice: &mut Dice) -> Option<String> {
    let path = format!("content/{}index.md", dice.of(words::FOLDERS));
    match world.files.remove(&path) {
        Some(_) => Some(format!("{path}: deleted")),
        None => {
            let text = site::page(world, &path, dice);
            world.put(&path, text);
            Some(format!("{path}: added"))
        }
    }
}

pub fn delete(world: &mut World, dice: &mut Dice) -> Option<String> {
    let path = some_page(world, dice)?;
    world.files.remove(&path)?;
    Some(format!("{path}: deleted"))
}

pub fn rename(world: &mut World, dice: &mut Dice) -> Option<String> {
    let (path, to) = (some_page(world, dice)?, words::path(dice));
    let bytes = world.files.remove(&path)?;
    world.files.insert(to.clone(), bytes);
    Some(format!("{path}: renamed to {to}"))
}

/// A folder with all that it holds gets another name, or becomes one with a folder that is there.
pub fn move_folder(world: &mut World, dice: &mut Dice) -> Option<String> {
    let folders = ["content/guides/", "content/news/", "content/stories/", "content/guides/deep/", "content/Moved/"];
    let (from, to) = (dice.of(&folders), dice.of(&folders));
    let all = world.below(from, "");
    if from == to || to.starts_with(from) || all.is_empty() {
        return None;
    }
    for path in all {
        let bytes = world.files.remove(&path)?;
        world.files.insert(path.replacen(from, to, 1), bytes);
    }
    Some(format!("{from}: moved to {to}"))
}

pub fn picture(world: &mut World, dice: &mut Dice) -> Option<String> {
    let path =
        dice.of(&["content/pic.png", "content/guides/pic.png", "content/other.png", "content/stories/paper.pdf"]);
    if world.files.contains_key(path) && dice.chance(30) {
        world.files.remove(path);
        return Some(format!("{path}: deleted"));
    }
    let number = dice.below(5);
    let bytes = match dice.below(4) {
        0 => format!("no picture {number}").into_bytes(),
        1 => site::svg(number + 1).into_bytes(),
        _ => made::png(2 + number as u32 % 2, 2, number as u8),
    };
    let told = format!("{path}: {} bytes, {number}", bytes.len());
    world.put(path, &bytes);
    Some(told)
}

/// Files that take the place of others, have the name of others, or stand where they do not belong.
pub fn odd_file(world: &mut World, dice: &mut Dice) -> Option<String> {
    let path = dice.of(&[
        "content/robots.txt",
        "content/favicon.svg",
        "content/icon.svg",
        "content/site.webmanifest",
        "content/cards/about.png",
        "content/card.png",
        "content/atom.xml",
        "content/Pic.PNG",
        "content/x.markdown",
        "content/data/page.md",
        "content/404.md",
        "content/guides/index.html",
        "content/news/First.MD",
        "content/guides/first",
        "themes/clinic/styles/own.css",
    ]);
    match world.files.remove(path) {
        Some(_) => Some(format!("{path}: deleted")),
        None => {
            let bytes = vertebra_base::file_content::FileContent::from(&b"---\ntitle: Odd\n---\nAn odd file.\n"[..]);
            world.files.insert(path.to_owned(), bytes);
            Some(format!("{path}: added"))
        }
    }
}
