//! Sites as text through the public door: files go in, outputs and diagnostics come out. No disk.

mod dom;
mod fixture;

mod addresses;
mod cards;
mod components;
mod components_clinics;
mod components_pages;
mod component_rules;
mod content;
mod directives;
mod feeds;
mod icons;
mod links;
mod lists;
mod messages;
mod mutated;
mod preview;
mod publishing;
mod real;
mod reproducible;
mod styles;
mod templates;
mod plain;
mod theme_pages;
mod themes;
