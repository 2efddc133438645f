//! Sites as text through the public door: files go in, outputs and diagnostics come out. No disk.

mod dom;
mod fixture;
#[path = "../support/pictures.rs"]
mod made;

mod addresses;
mod cards;
mod checks;
mod checks_contrast;
mod checks_whole;
mod component_rules;
mod components;
mod components_clinics;
mod components_pages;
mod content;
mod directives;
mod feeds;
mod icons;
mod languages;
mod links;
mod lists;
mod machines;
mod messages;
mod messages_addresses;
mod messages_hosts;
mod messages_rules;
mod messages_texts;
mod mutated;
mod pictures;
mod plain;
mod preview;
mod publishing;
mod reading;
mod real;
mod redirects;
mod reproducible;
mod rtl;
mod search;
mod shapes;
mod structured;
mod styles;
mod templates;
mod theme_pages;
mod themes;
mod translations;
mod weights;
