//! The nodes of a page: the page itself, the article in it, the way to it, and on some pages the site and its publisher.

use serde_json::{Value, json};

use super::node::{JsonLdNode, reference};
use super::place;
use super::seen::{Agent, Citation, VisibleFacts};
use vertebra_schema::schema_org::VOCABULARY;

/// All nodes of a page, the page itself first. Nothing for a page that is nothing.
pub fn graph(seen: &VisibleFacts) -> Vec<Value> {
    let Some(kind) = page_kind(seen) else { return Vec::new() };
    let mut nodes = vec![page(seen, kind)];
    let of = |family: &str| seen.kinds.iter().find(|kind| VOCABULARY.is_a(kind, family));
    nodes.extend(of("Article").map(|kind| article(seen, kind)));
    nodes.extend(of("DefinedTermSet").map(|_| terms(seen)));
    nodes.extend(seen.thing.as_ref().map(|thing| place::node(thing, seen)));
    nodes.extend(breadcrumbs(seen));
    nodes.extend(of("WebSite").map(|_| site(seen)));
    // A clinic is an organisation too, but not the one that publishes the site.
    if seen.kinds.iter().any(|kind| kind == "Organization") {
        nodes.extend(seen.site.publisher.as_ref().map(|publisher| organization(seen, publisher)));
    }
    nodes
}

/// What the page is as a page. A list of questions without questions is a plain page.
fn page_kind(seen: &VisibleFacts) -> Option<&str> {
    if seen.kinds.is_empty() {
        return None;
    }
    let is_page = |kind: &&String| VOCABULARY.is_a(kind, "WebPage");
    let kind = seen.kinds.iter().find(is_page).map_or("WebPage", String::as_str);
    Some(if kind == "FAQPage" && seen.questions.is_empty() { "WebPage" } else { kind })
}

fn page(seen: &VisibleFacts, kind: &str) -> Value {
    let mut node = JsonLdNode::new(kind, Some(format!("{}#webpage", seen.url)));
    node.put("url", seen.url.as_str()).put("name", seen.title.as_str());
    node.maybe("description", seen.description.as_deref());
    node.put("inLanguage", seen.language.as_str()).put("isPartOf", reference(&seen.site.home, "website"));
    node.maybe("publisher", publisher(seen));
    if !seen.crumbs.is_empty() {
        node.put("breadcrumb", reference(&seen.url, "breadcrumb"));
    }
    if VOCABULARY.is_a(kind, "MedicalWebPage") {
        node.maybe("datePublished", seen.published.as_deref()).maybe("dateModified", seen.updated.as_deref());
        if let Some((by, on)) = &seen.review {
            node.put("lastReviewed", on.as_str()).put("reviewedBy", agent(seen, by));
        }
        node.maybe("medicalAudience", seen.audience.as_ref().map(|kind| json!({"@type": kind})));
        subject(seen, &mut node);
    }
    match kind {
        "FAQPage" => _ = node.put("mainEntity", questions(seen)),
        "CollectionPage" => _ = node.maybe("mainEntity", list(seen)),
        "AboutPage" if seen.site.publisher.is_some() => {
            node.put("mainEntity", reference(&seen.site.home, "organization"));
        }
        "ContactPage" => {
            node.list("about", seen.contacts.iter().map(place::mention).collect());
            node.list("mainEntity", seen.contacts.iter().filter_map(place::contact_point).collect());
        }
        _ => {}
    }
    if let Some(thing) = &seen.thing {
        node.put("mainEntity", json!({"@id": thing.id()}));
    }
    if seen.kinds.iter().any(|kind| kind == "DefinedTermSet") {
        node.put("mainEntity", reference(&seen.url, "terms"));
    }
    node.into()
}

/// What the text is about, by name, and the sources that it names.
fn subject(seen: &VisibleFacts, node: &mut JsonLdNode) {
    node.list("about", seen.about.iter().map(|name| json!({"@type": "Thing", "name": name})).collect());
    node.list("citation", seen.citations.iter().map(citation).collect());
    node.maybe("publishingPrinciples", seen.site.principles.as_deref());
}

fn article(seen: &VisibleFacts, kind: &str) -> Value {
    let mut node = JsonLdNode::new(kind, Some(format!("{}#article", seen.url)));
    node.put("headline", seen.title.as_str()).maybe("description", seen.description.as_deref());
    node.maybe("image", seen.image.as_deref());
    node.maybe("datePublished", seen.published.as_deref()).maybe("dateModified", seen.updated.as_deref());
    node.maybe("author", seen.author.as_ref().map(|author| agent(seen, author)));
    node.maybe("publisher", publisher(seen)).put("inLanguage", seen.language.as_str());
    node.put("mainEntityOfPage", reference(&seen.url, "webpage"));
    // Said once: by the page, when it is one that says so.
    if !seen.kinds.iter().any(|kind| VOCABULARY.is_a(kind, "MedicalWebPage")) {
        subject(seen, &mut node);
    }
    node.into()
}

fn citation(citation: &Citation) -> Value {
    let mut node = JsonLdNode::new("CreativeWork", None);
    node.put("name", citation.name.as_str()).maybe("url", citation.url.as_deref());
    node.into()
}

/// The publisher by name, with the id under which the home page tells more.
fn publisher(seen: &VisibleFacts) -> Option<Value> {
    seen.site.publisher.as_ref().map(|publisher| agent(seen, publisher))
}

fn agent(seen: &VisibleFacts, agent: &Agent) -> Value {
    let is_publisher =
        agent.is_organization && seen.site.publisher.as_ref().is_some_and(|publisher| publisher.name == agent.name);
    let id = is_publisher.then(|| format!("{}#organization", seen.site.home));
    let mut node = JsonLdNode::new(if agent.is_organization { "Organization" } else { "Person" }, id);
    node.put("name", agent.name.as_str()).maybe("url", agent.url.as_deref());
    if !agent.is_organization {
        node.maybe("jobTitle", agent.role.as_deref()).maybe("honorificSuffix", agent.credential.as_deref());
    }
    node.into()
}

/// The way that the page shows, and the page itself at its end: Google wants at least two steps, and lets the last one
/// be without an address.
fn breadcrumbs(seen: &VisibleFacts) -> Option<Value> {
    if seen.crumbs.is_empty() {
        return None;
    }
    let above = seen.crumbs.iter().map(|(name, url)| (name, Some(url)));
    let steps = above.chain([(&seen.title, None)]).zip(1..).map(|((name, url), position)| {
        let mut node = JsonLdNode::new("ListItem", None);
        node.put("position", position).put("name", name.as_str()).maybe("item", url.map(String::as_str));
        node.into()
    });
    let steps: Vec<Value> = steps.collect();
    let mut node = JsonLdNode::new("BreadcrumbList", Some(format!("{}#breadcrumb", seen.url)));
    node.put("itemListElement", steps);
    Some(node.into())
}

fn site(seen: &VisibleFacts) -> Value {
    let mut node = JsonLdNode::new("WebSite", Some(format!("{}#website", seen.site.home)));
    node.put("url", seen.site.home.as_str()).put("name", seen.site.title.as_str());
    let other = seen.site.short_title.as_deref().filter(|short| *short != seen.site.title);
    node.maybe("alternateName", other).put("inLanguage", seen.language.as_str()).maybe("publisher", publisher(seen));
    node.into()
}

fn organization(seen: &VisibleFacts, publisher: &Agent) -> Value {
    let mut node = JsonLdNode::new("Organization", Some(format!("{}#organization", seen.site.home)));
    node.put("name", publisher.name.as_str()).put("url", publisher.url.as_deref().unwrap_or(&seen.site.home));
    node.maybe("logo", seen.site.logo.as_deref()).maybe("publishingPrinciples", seen.site.principles.as_deref());
    node.into()
}

fn list(seen: &VisibleFacts) -> Option<Value> {
    let item = |((name, url), position): (&(String, String), usize)| json!({"@type": "ListItem", "position": position, "name": name, "url": url});
    let items: Vec<Value> = seen.items.iter().zip(1..).map(item).collect();
    (!items.is_empty()).then(|| json!({"@type": "ItemList", "itemListElement": items}))
}

fn terms(seen: &VisibleFacts) -> Value {
    let set = reference(&seen.url, "terms");
    let term = |term: &super::GlossaryTerm| {
        let url = format!("{}#{}", seen.url, term.id);
        let mut node = JsonLdNode::new("DefinedTerm", Some(url.clone()));
        node.put("name", term.name.as_str()).put("description", term.text.as_str()).put("url", url);
        node.put("inDefinedTermSet", set.clone());
        node.into()
    };
    let terms: Vec<Value> = seen.definitions.iter().map(term).collect();
    let mut node = JsonLdNode::new("DefinedTermSet", Some(format!("{}#terms", seen.url)));
    node.put("name", seen.title.as_str()).put("url", seen.url.as_str()).put("inLanguage", seen.language.as_str());
    node.put("hasDefinedTerm", terms);
    node.into()
}

fn questions(seen: &VisibleFacts) -> Vec<Value> {
    let question = |it: &super::FaqItem| {
        let answer = json!({"@type": "Answer", "text": it.answer});
        json!({"@type": "Question", "name": it.question, "acceptedAnswer": answer})
    };
    seen.questions.iter().map(question).collect()
}
