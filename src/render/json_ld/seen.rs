//! All that a page shows and a machine may be told.

use serde_json::Value;

use super::text::{FaqItem, GlossaryTerm};

/// All that a page shows and a machine may be told. Addresses are absolute.
#[derive(Debug, Default)]
pub struct VisibleFacts {
    /// What the page is: names of types that `vocabulary` knows.
    pub kinds: Vec<String>,
    pub url: String,
    pub title: String,
    pub description: Option<String>,
    pub language: String,
    pub site: SiteSeen,
    /// The way from the home page to this one, itself not included: titles and addresses.
    pub crumbs: Vec<(String, String)>,
    /// `2026-11-20`, or with a time (RFC 3339).
    pub published: Option<String>,
    pub updated: Option<String>,
    pub author: Option<Agent>,
    /// Who reviewed the page, and the day.
    pub review: Option<(Agent, String)>,
    pub citations: Vec<Citation>,
    /// What it is about, by name only: whole nodes of conditions and therapies would be medical claims.
    pub about: Vec<String>,
    pub image: Option<String>,
    /// For whom it is written: a type such as `Patient`.
    pub audience: Option<String>,
    /// What a list shows: titles and addresses.
    pub items: Vec<(String, String)>,
    pub definitions: Vec<GlossaryTerm>,
    pub questions: Vec<FaqItem>,
    /// The thing that the page describes, such as a clinic.
    pub thing: Option<Described>,
    /// Things whose contact details the page shows.
    pub contacts: Vec<Described>,
}

/// What every page shows of the site.
#[derive(Debug, Default)]
pub struct SiteSeen {
    /// The address of the home page.
    pub home: String,
    pub title: String,
    pub short_title: Option<String>,
    pub publisher: Option<Agent>,
    pub logo: Option<String>,
    /// The page that says how the site is written and reviewed.
    pub principles: Option<String>,
}

/// A person or an organisation.
#[derive(Debug, Clone, Default)]
pub struct Agent {
    pub is_organization: bool,
    pub name: String,
    pub url: Option<String>,
    /// What they do, in words.
    pub role: Option<String>,
    /// Letters after the name, such as `DPT`.
    pub credential: Option<String>,
}

/// A source that the page names.
#[derive(Debug, Clone)]
pub struct Citation {
    pub name: String,
    pub url: Option<String>,
}

/// Something in the world that a page describes.
#[derive(Debug, Clone, Default)]
pub struct Described {
    /// The page about it.
    pub page: String,
    /// What editors call its type, such as `clinic`: part of its id.
    pub word: String,
    /// Its type in the words of schema.org.
    pub kind: String,
    /// Properties by their names, such as `address.postalCode`.
    pub properties: Vec<(String, Value)>,
}
