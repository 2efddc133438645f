//! Everything that may happen to a site, by how often it does.

use super::world::World;
use super::{
    edits_of_addresses as addresses, edits_of_pages as pages, edits_of_settings as settings, edits_of_themes as themes,
    edits_of_translations as translations, mischief,
};
use support::dice::Dice;

/// Does something to a site and says what, unless there is nothing to do it to.
pub type Edit = fn(&mut World, &mut Dice) -> Option<String>;

const EDITS: &[(usize, Edit)] = &[
    (10, pages::body),
    (6, pages::heading),
    (1, pages::many_broken_links),
    (22, pages::field),
    (5, pages::draft),
    (7, pages::add),
    (3, pages::add_index),
    (5, pages::delete),
    (5, pages::rename),
    (2, pages::move_folder),
    (6, translations::translate),
    (5, translations::bring_up_to_date),
    (3, translations::review),
    (4, pages::picture),
    (2, pages::odd_file),
    (4, addresses::book),
    (7, settings::data),
    (3, settings::data_file),
    (9, settings::site),
    (5, settings::time),
    (2, settings::fault),
    (6, themes::template),
    (3, themes::template_file),
    (4, themes::strings),
    (3, themes::styles),
    (3, themes::declared),
    (4, mischief::break_something),
    (2, mischief::save_again),
    (4, mischief::remark),
];

/// Makes one edit and says which. What is broken is soon mended: a site that cannot be made proves little.
pub fn one(world: &mut World, dice: &mut Dice) -> String {
    if !world.broken.is_empty() && dice.chance(35) {
        return mischief::mend(world, dice);
    }
    loop {
        let mut at = dice.below(EDITS.iter().map(|(often, _)| often).sum());
        let edit = EDITS.iter().find(|(often, _)| {
            let here = at < *often;
            at = at.saturating_sub(*often);
            here
        });
        if let Some(told) = edit.and_then(|(_, edit)| edit(world, dice)) {
            return told;
        }
    }
}
