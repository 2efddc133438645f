//! The commands that help with writing, as they are typed: `schema`, `import`, `new page` that asks, `new clinic`; and what
//! becomes of documents, by the library.

mod begin;
mod documents;
mod import;
mod import_docx;
mod import_hostile;
mod import_html;
mod import_slips;
mod import_text;
mod import_words;
mod schema;
