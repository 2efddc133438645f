//! Renames, new slugs and removals, through the same functions as the commands: no link breaks, no address is lost.

mod definitions;
mod headings;
mod headings_published;
mod plans;
mod random;
mod sample;
mod whole_addresses;
