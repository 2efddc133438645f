//! What happens to pages in other languages: they are made, fall behind, catch up, are reviewed, and go.

use vertebra_base::artifact_cache::ArtifactCache;
use vertebra_engine::{Build, Purpose};

use super::oracle::How;
use super::site;
use super::world::{World, with_field};
use support::dice::Dice;

/// A page in Spanish beside one that is there, or none beside one that has one.
pub fn translate(world: &mut World, dice: &mut Dice) -> Option<String> {
    let path = dice.any(&world.pages())?.clone();
    let path = format!("{}.es.md", path.trim_end_matches(".md").trim_end_matches(".es"));
    if world.files.contains_key(&path) && dice.chance(40) {
        world.files.remove(&path);
        return Some(format!("{path}: deleted"));
    }
    let text = site::page(world, &path, dice);
    world.put(&path, text);
    Some(format!("{path}: translated"))
}

/// A translation gets the mark that its source has now.
pub fn bring_up_to_date(world: &mut World, dice: &mut Dice) -> Option<String> {
    let how = How { purpose: Purpose::Preview, drafts: false, base_url: None };
    let options = vertebra_engine::Options { store: ArtifactCache::default(), ..how.options(&world.now) };
    let build = Build::new(world.snapshot(), &options);
    let pages = build.site().pages.iter();
    let marks = pages.filter_map(|page| Some((page.page.source.to_string(), page.translation.as_ref()?.mark.clone())));
    let marks: Vec<_> = marks.collect();
    let (path, mark) = dice.any(&marks)?;
    world.put(path, with_field(&world.text(path), "translated_from", Some(mark)));
    Some(format!("{path}: translated_from: {mark}"))
}

/// A person reviews a translation.
pub fn review(world: &mut World, dice: &mut Dice) -> Option<String> {
    let all: Vec<_> = world.pages().into_iter().filter(|path| path.ends_with(".es.md")).collect();
    let path = dice.any(&all)?;
    world.put(path, with_field(&world.text(path), "translation_reviewed", Some("{by: ana, on: 2026-11-18}")));
    Some(format!("{path}: reviewed"))
}
