//! The commands that help with writing, as they are typed: `schema`, `import`, `new page` that asks, `new clinic`.

#[path = "../support/mod.rs"]
mod support;

mod schema;
