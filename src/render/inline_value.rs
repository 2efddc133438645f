//! What a single value prints, such as `{{ phone metatouch }}`: for the program in which somebody writes it.

use std::sync::Arc;

use tera::Context;

use super::fill::Filler;
use super::shared::RenderInput;
use super::worker::WorkerTemplates;
use crate::emit;
use vertebra_markdown::{Body, Deferred, Directive, Filling};
use vertebra_site::PageId;

/// What a directive on a page becomes, as Markdown; nothing when the theme can make nothing of it.
pub fn printed(kit: &WorkerTemplates, shared: &Arc<RenderInput>, id: PageId, directive: Directive) -> Option<String> {
    let worker = kit.worker(shared);
    let page = shared.site.page(id);
    worker.begin(page.lang, Some(id), None, page.url.as_str());
    let mut implicits = Context::new();
    implicits.insert_value("page", shared.cards[id.index()].clone());
    implicits.insert_value("config", worker.config(page.lang));
    let mut filler = Filler::new(&worker, id, &implicits);
    let hole = Deferred { at: 0, filling: Filling::Directive(Box::new(directive)) };
    let html = filler.fill(&Body { html: String::new(), holes: vec![hole] });
    let failed = !filler.diagnostics.is_empty();
    worker.end();
    if failed {
        return None;
    }
    let main = format!("<main>{html}</main>");
    let text = emit::markdown(&main, &shared.site.config.base_url.origin, page.url.as_str());
    // Where it comes from is said of whole pages.
    let text = text.rsplit_once("\n\n---\n").map_or(text.as_str(), |(text, _)| text);
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}
