//! What happens to the address book: it comes, is written anew, is damaged, goes.

use super::words;
use super::world::World;
use support::dice::Dice;

const FILE: &str = "content/addresses.yaml";
const HEADINGS: &[&str] = &["first-steps", "what-helps", "where-it-hurts", "costs", "begin", "gone-for-long"];

/// Another address book, of pages that are there or may have been.
pub fn book(world: &mut World, dice: &mut Dice) -> Option<String> {
    if dice.chance(25) && world.files.remove(FILE).is_some() {
        return Some(format!("{FILE}: deleted"));
    }
    let pages: Vec<String> = world.files.keys().filter(|path| path.ends_with(".md")).cloned().collect();
    let path = |dice: &mut Dice| match dice.any(&pages).filter(|_| dice.clone().chance(80)) {
        Some(page) => page.clone(),
        None => words::path(dice),
    };
    let address = |path: &str| {
        let bare = path.trim_start_matches("content/").trim_end_matches(".md").trim_end_matches("index");
        format!("/{}", format!("{}/", bare.to_lowercase()).trim_start_matches('/'))
    };
    let mut text = String::from("gone:\n");
    if dice.chance(30) {
        text += &format!("  {}: 2026-01-01\n", address(&path(dice)));
        text += &format!("  {}#{}: 2026-01-01\n", address(&path(dice)), dice.of(HEADINGS));
    }
    text += "redirects:\n  /old/1/: /old/2/\n";
    if dice.chance(60) {
        let to = address(&path(dice));
        text += &format!("  /was/: {to}{}\n", if dice.chance(40) { "#costs" } else { "" });
        text += &format!("  /old/2/: {}\n", dice.of(&["/was/", "/", "https://else.example/", "/old/1/"]));
    }
    text += if dice.chance(5) { "published: [\n" } else { "published:\n" };
    let mut known = std::collections::BTreeSet::new();
    for _ in 0..dice.below(6) {
        let path = path(dice);
        if known.insert(address(&path)) {
            let (file, heading) = (path.trim_start_matches("content/"), dice.of(HEADINGS));
            let since = if dice.chance(10) { "2027-01-01" } else { "2020-01-01" };
            let words = format!("{:032x}", dice.below(usize::MAX));
            text += &format!(
                "  {}: {{since: {since}, file: \"{file}\", words: {words}, headings: [{heading}]}}\n",
                address(&path)
            );
        }
    }
    world.put(FILE, text);
    Some(format!("{FILE}: written anew"))
}
