//! One function a kind of job: which template, with which context.

use tera::{Context, Map, Value};

use super::fill::Filler;
use super::page_card::PageContent;
use super::values::{internal, put};
use super::worker::{RenderedOutput, Worker};
use super::{component_check, errors, feed, lists, llms_txt, page_card, redirect_page, sitemap, terms, values};
use crate::emit;
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::output::{Bytes, Output};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_html::Filled;
use vertebra_markdown::{Heading, NoteContent};
use vertebra_schema::config::Lang;
use vertebra_site::deps::Dep;
use vertebra_site::plan::{self, Job, Planned};
use vertebra_site::{PageId, SectionId};

impl Worker<'_> {
    /// Makes the output of one job.
    pub fn render(&self, planned: &Planned) -> RenderedOutput {
        let site = &self.shared.site;
        let url = planned.output.url();
        let url = url.as_str();
        let done = |bytes: Bytes, facts: Vec<Dep>| RenderedOutput {
            output: Some(Output { path: planned.output.clone(), bytes }),
            facts,
            diagnostics: Vec::new(),
        };
        let read = |source: &SourcePath, bytes| {
            done(Bytes::Read(bytes), vec![Dep::File(source.clone()), Dep::Place(planned.output.clone())])
        };
        let (template, context, diagnostics) = match &planned.job {
            Job::File(at) => return self.file(*at, planned),
            Job::Picture(at, number) => return self.form(*at, *number, planned),
            Job::Static(name) => return read(&site.theme.statics[name].source, site.theme.statics[name].bytes.clone()),
            Job::Asset(name) => return self.asset(planned, name),
            Job::SocialCard(id) => return self.social_card(*id, planned),
            Job::Icon(at) => return self.icon(*at, planned),
            Job::Search => return self.search(planned),
            Job::Host(name) => return self.host(planned, name),
            Job::Page(id) => self.page(*id, url),
            Job::List(id, number) => self.list(*id, *number, url),
            Job::Taxonomy(at) => {
                let all = &site.terms[*at];
                self.begin(all.lang, all.page, None, url);
                let (mut context, diagnostics) = self.own(all.page, &all.title, planned);
                context.insert_value("taxonomy", lists::taxonomy(&self.slot, all));
                ("taxonomy.html".to_owned(), context, diagnostics)
            }
            Job::Term(at, term, number) => {
                let all = &site.terms[*at];
                let term = &all.terms[*term];
                let own = term.page.filter(|_| *number == 1);
                self.begin(all.lang, own, None, url);
                let (mut context, diagnostics) = self.own(own, &term.name, planned);
                context.insert_value("term", lists::term(&self.slot, all, term, *number));
                context.insert_value("taxonomy", Value::from(terms::taxonomy(site, all)));
                ("term.html".to_owned(), context, diagnostics)
            }
            Job::NotFound => {
                self.begin(Lang::FIRST, None, None, url);
                let (context, diagnostics) = self.own(None, "Page not found", planned);
                self.slot.log(Dep::Templates("404.html".to_owned()));
                let template = if self.templates.sources.contains_key("404.html") { "404.html" } else { "page.html" };
                (template.to_owned(), context, diagnostics)
            }
            Job::Feed(lang, section, format) => {
                self.begin(*lang, None, *section, url);
                let (context, diagnostics) = feed::feed(self, *lang, *section, *format);
                (format.file_name().to_owned(), context, diagnostics)
            }
            Job::Sitemap(part) => {
                self.begin(Lang::FIRST, None, None, url);
                ("sitemap.xml".to_owned(), sitemap::sitemap(self, *part), Vec::new())
            }
            Job::SitemapIndex => {
                self.begin(Lang::FIRST, None, None, url);
                ("sitemap-index.xml".to_owned(), sitemap::sitemap_index(self), Vec::new())
            }
            Job::Robots => {
                self.begin(Lang::FIRST, None, None, url);
                let mut context = Context::new();
                self.slot.note(&sitemap::IndexedPages);
                let sitemap = (plan::sitemap_parts(site) > 0)
                    .then(|| site.config.base_url.absolute(&internal(&site.config, "/sitemap.xml")));
                context.insert_value("sitemap", Value::from(sitemap));
                ("robots.txt".to_owned(), context, Vec::new())
            }
            Job::Llms => {
                self.begin(Lang::FIRST, None, None, url);
                (plan::LLMS.to_owned(), llms_txt::llms(self), Vec::new())
            }
            Job::Twin(id) => return self.twin(*id, planned),
            Job::Manifest => {
                self.begin(Lang::FIRST, None, None, url);
                (vertebra_site::MANIFEST.to_owned(), self.manifest(), Vec::new())
            }
            Job::Alias(at) => {
                let leads = redirect_page::RedirectPage::of(site, *at);
                self.begin(leads.lang, None, None, url);
                ("alias.html".to_owned(), leads.context(&self.slot), Vec::new())
            }
        };
        self.finish(planned, &template, context, diagnostics)
    }

    /// A page once more, and what its `main` holds as Markdown. What there is to say about it is told with the page.
    fn twin(&self, id: PageId, planned: &Planned) -> RenderedOutput {
        let site = &self.shared.site;
        let page = site.page(id);
        self.for_markdown.set(true);
        let (template, context, diagnostics) = match page.is_index {
            true => self.list(page.section, 1, page.url.as_str()),
            false => self.page(id, page.url.as_str()),
        };
        let mut rendered = self.finish(planned, &template, context, diagnostics);
        self.for_markdown.set(false);
        rendered.diagnostics.clear();
        let address = site.config.base_url.absolute(&internal(&site.config, page.url.as_str()));
        rendered.output = rendered.output.and_then(|output| {
            let html = std::str::from_utf8(output.bytes.held()).ok()?;
            let text = emit::markdown(html, &site.config.base_url.origin, &address);
            Some(Output { path: output.path, bytes: Bytes::Made(text.into_bytes()) })
        });
        rendered
    }

    fn page(&self, id: PageId, url: &str) -> (String, Context, Vec<Diagnostic>) {
        let site = &self.shared.site;
        self.begin(site.page(id).lang, Some(id), None, url);
        let (page, diagnostics) = self.whole(id);
        let mut context = Context::new();
        context.insert_value("page", page);
        (self.template_of(&site.page(id).page.front.kind.value), context, diagnostics)
    }

    /// A section's list; its first page is the section's own page.
    fn list(&self, id: SectionId, number: usize, url: &str) -> (String, Context, Vec<Diagnostic>) {
        let site = &self.shared.site;
        let section = site.section(id);
        let own = section.index.filter(|_| number == 1);
        self.begin(section.lang, own, Some(id), url);
        let (page, diagnostics) = match own {
            Some(own) => self.whole(own),
            None => {
                let url = vertebra_site::numbered(&section.url, number);
                (Value::from(lists::made_page(&self.slot, &section.title, &url, "section", section.index)), Vec::new())
            }
        };
        let mut context = Context::new();
        context.insert_value("page", page);
        context.insert_value("section", lists::section(&self.slot, id, number));
        let kind = section.index.map_or("section", |id| site.page(id).page.front.kind.value.as_str());
        (self.template_of(kind), context, diagnostics)
    }

    fn template_of(&self, kind: &str) -> String {
        let types = &self.shared.site.theme.types;
        types
            .get(kind)
            .or_else(|| types.get("page"))
            .map_or_else(|| "page.html".to_owned(), |kind| kind.template.clone())
    }

    /// The `page` of a list: the Markdown file at its address, else one made up.
    fn own(&self, own: Option<PageId>, title: &str, planned: &Planned) -> (Context, Vec<Diagnostic>) {
        let (page, diagnostics) = match own {
            Some(id) => self.whole(id),
            None => {
                let url = planned.output.url();
                let mut page = lists::made_page(&self.slot, title, &url, "list", None);
                if planned.job == Job::NotFound {
                    put(&mut page, "noindex", true);
                    put(&mut page, "type", "error");
                }
                (Value::from(page), Vec::new())
            }
        };
        let mut context = Context::new();
        context.insert_value("page", page);
        (context, diagnostics)
    }

    /// A page with all its parts: its card, its text, its contents list, its notes.
    fn whole(&self, id: PageId) -> (Value, Vec<Diagnostic>) {
        let page = self.shared.site.page(id);
        let mut implicits = Context::new();
        if !page.page.body.holes.is_empty() || !page.page.notes.is_empty() {
            implicits.insert_value("page", self.shared.cards[id.index()].clone());
            implicits.insert_value("config", self.config(page.lang));
        }
        let mut filler = Filler::new(self, id, &implicits);
        let content = filler.fill(&page.page.body);
        self.keep(&content, &mut filler);
        let notes: Vec<Value> = page
            .page
            .notes
            .iter()
            .map(|note| {
                let mut map = Map::new();
                put(&mut map, "number", note.number);
                put(&mut map, "id", note.id.as_str());
                put(&mut map, "back", values::texts(note.marks.iter().map(String::as_str)));
                let (kind, key, content) = match &note.content {
                    NoteContent::Text(body) => {
                        let content = filler.fill(body);
                        self.keep(&content, &mut filler);
                        ("note", None, content)
                    }
                    NoteContent::Entry(entry) => (entry.field.as_str(), Some(entry.key.value.as_str()), String::new()),
                };
                put(&mut map, "kind", kind);
                put(&mut map, "key", key);
                put(&mut map, "content", Value::safe_string(&content));
                Value::from(map)
            })
            .collect();
        let mut diagnostics = filler.diagnostics;
        component_check::rules(self, &page.page, &mut diagnostics);
        let text = PageContent {
            content: Value::safe_string(&content),
            words: page.page.words,
            toc: contents(&page.page.headings).into(),
            notes: notes.into(),
        };
        (page_card::whole(&self.shared.site, &self.shared.card_parts, id, &text), diagnostics)
    }

    /// Keeps a text as it is before the template takes it, where that is wanted.
    fn keep(&self, html: &str, filler: &mut Filler) {
        let spans = std::mem::take(&mut filler.spans);
        if let Some(texts) = &mut *self.texts.borrow_mut() {
            texts.push(Filled { html: html.to_owned(), spans });
        }
    }

    /// Renders a template and ends the job.
    fn finish(
        &self,
        planned: &Planned,
        template: &str,
        mut context: Context,
        mut diagnostics: Vec<Diagnostic>,
    ) -> RenderedOutput {
        context.insert_value("config", self.config(self.slot.lang()));
        self.slot.log(Dep::Templates(template.to_owned()));
        self.slot.log(Dep::Place(planned.output.clone()));
        let mut bytes = Vec::with_capacity(16 * 1024);
        let done = self.tera.render_to(template, &context, &mut bytes);
        let output = match done {
            Ok(()) => {
                diagnostics.extend(self.lost_notes(template, &context, &bytes, planned));
                bytes.shrink_to_fit();
                Some(Output { path: planned.output.clone(), bytes: Bytes::Made(bytes) })
            }
            Err(_) if self.slot.current().is_told => None,
            Err(error) => {
                let subject = self.subject(planned);
                let subject = subject.as_ref().map(|(source, span)| (source, *span));
                diagnostics.push(errors::rendering(&error, template, subject, &self.templates.sources));
                None
            }
        };
        let (facts, told) = self.end();
        diagnostics.extend(told);
        RenderedOutput { output, facts, diagnostics }
    }

    /// What is told of a template that leaves out the notes of its page. Only pages with notes are looked through.
    fn lost_notes(&self, template: &str, context: &Context, bytes: &[u8], planned: &Planned) -> Option<Diagnostic> {
        let id = self.slot.current().page?;
        if self.shared.site.page(id).page.notes.is_empty() {
            return None;
        }
        let html = std::str::from_utf8(bytes).ok()?;
        let notes = context.get("page")?.get_from_path("notes")?.as_array()?;
        let text = |note: &Value| note.get_from_path("content").and_then(Value::as_str).unwrap_or_default().to_owned();
        let is_lost = |note: &&Value| Some(text(note)).is_some_and(|text| !html.contains(text.trim()));
        notes.iter().find(is_lost)?;
        let source = &self.templates.sources.get(template)?.source;
        let message = format!("this template leaves out the notes of its page, which are lost: {template}");
        let help = "print them below the text: {% for note in page.notes %}<p id=\"{{ note.id }}\">{{ note.content }}</p>{% endfor %}";
        let mut told = Diagnostic::error("notes-lost", source, None, message).with_help(help);
        if let Some((file, span)) = self.subject(planned) {
            told = told.with_related(&file, span, "a page with notes");
        }
        Some(told)
    }

    /// The Markdown file that a job is about, and the place of its title.
    fn subject(&self, planned: &Planned) -> Option<(SourcePath, Span)> {
        let site = &self.shared.site;
        let id = match &planned.job {
            Job::Page(id) => Some(*id),
            Job::List(id, _) => site.section(*id).index,
            Job::Alias(at) => redirect_page::RedirectPage::of(site, *at).page,
            _ => None,
        }?;
        let page = &site.page(id).page;
        Some((page.source.clone(), page.front.title.span))
    }
}

/// The headings as a tree: deeper ones are children of the nearest higher one before them.
fn contents(headings: &[Heading]) -> Vec<Value> {
    let mut rest = headings;
    let mut tree = Vec::new();
    while !rest.is_empty() {
        tree.push(branch(&mut rest));
    }
    tree
}

/// Takes the first heading and those below it. Depth is at most six, as headings have six levels.
fn branch(rest: &mut &[Heading]) -> Value {
    let heading = &rest[0];
    *rest = &rest[1..];
    let mut children = Vec::new();
    while rest.first().is_some_and(|next| next.level > heading.level) {
        children.push(branch(rest));
    }
    let mut map = values::ValueMap::with_capacity(4);
    map.put("id", heading.id.as_str());
    map.put("title", heading.title.as_str());
    map.put("level", u64::from(heading.level));
    map.put("children", children);
    map.into_value()
}
