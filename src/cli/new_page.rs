//! `vertebra new page`: a file whose front matter has every field of its type, each explained. On a terminal it asks for
//! what was not typed.

use super::arguments::{NewPageArguments, SiteArguments};
use super::clock::StepClock;
use super::common;
use super::dialogue::{self as ask, Ask, Choice, Keyboard};
use super::failure::{Exit, Failure};
use super::fresh::{self, NewPageText};
use super::terminal::Terminal;
use vertebra_disk::transaction::carry_out;
use vertebra_edit::{FileEdit, FileEdits};
use vertebra_engine::Build;
use vertebra_schema::Schema;

/// What a page needs before it can be begun.
struct Wanted {
    kind: String,
    title: String,
    folder: String,
}

/// Writes the file of a new page.
pub fn run(site: &SiteArguments, asked: &NewPageArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let options = common::plain_options(&asked.day);
    let build = common::open(site, &options, &mut StepClock::start())?;
    let schema = build.schema();
    if let Some(kind) = &asked.kind {
        fresh::find_type(kind, schema)?;
    }
    let wanted = match (&asked.kind, &asked.title) {
        (Some(kind), Some(title)) => {
            let folder = asked.folder.clone().unwrap_or_default();
            Wanted { kind: kind.clone(), title: title.clone(), folder }
        }
        _ => match Keyboard::new(terminal) {
            Some(mut keyboard) => ask_for(asked, &build, &mut keyboard)?,
            None => return Err(too_little()),
        },
    };
    let kind = fresh::find_type(&wanted.kind, schema)?;
    let page = NewPageText { title: &wanted.title, kind: (&wanted.kind, kind), values: &Default::default(), body: "" };
    let path = fresh::path_of(&|path| build.spelled(path), &wanted.title, &wanted.kind, &wanted.folder)?;
    let edit = FileEdit::create(&path, fresh::page(&page, schema, fresh::today(&options, schema)));
    carry_out(&site.root, &FileEdits::new("new page", vec![edit]))?;
    if !terminal.quiet {
        terminal.result(&format!(
            "Created {path}. It is a draft until you delete the line draft: true.\n{}To preview it, run: vertebra serve\n",
            fresh::to_fill_in(&page)
        ));
    }
    Ok(Exit::Fine)
}

fn too_little() -> Failure {
    Failure::Usage {
        message: "a page needs a type and a title".to_owned(),
        help: "write both: vertebra new page page \"Your first visit\" --in guides".to_owned(),
    }
}

/// Asks for what was not typed: the title, the type by its number, the folder.
fn ask_for(asked: &NewPageArguments, build: &Build, who: &mut dyn Ask) -> Result<Wanted, Failure> {
    let schema = build.schema();
    let title = match &asked.title {
        Some(title) => title.clone(),
        None => ask::text(who, "What is the title of the page? ")?,
    };
    let kind = match &asked.kind {
        Some(kind) => kind.clone(),
        None => {
            let usual =
                asked.folder.as_deref().and_then(|folder| fresh::usual_type(schema, &fresh::folder_of(folder).ok()?));
            ask::choose(who, "Which page type?", &kinds(schema), position(schema, usual.as_deref().unwrap_or("page")))?
        }
    };
    let folder = match &asked.folder {
        Some(folder) => folder.clone(),
        None => {
            let (folders, usual) = folders(build, &kind);
            match ask::choose(who, "Which folder in content/?", &folders, usual)? {
                top if top == TOP => String::new(),
                folder => folder,
            }
        }
    };
    Ok(Wanted { kind, title, folder })
}

/// What stands for the folder `content` itself.
const TOP: &str = "content";

fn kinds(schema: &Schema) -> Vec<Choice> {
    schema.types.iter().map(|(name, kind)| Choice { name: name.clone(), about: kind.label.clone() }).collect()
}

fn position(schema: &Schema, name: &str) -> usize {
    schema.types.keys().position(|known| known == name).unwrap_or(0)
}

/// The folders that there are, and which of them pages of a type go into by the settings, or lie in most often.
fn folders(build: &Build, kind: &str) -> (Vec<Choice>, usize) {
    let site = build.site();
    let mut names: Vec<&str> =
        site.sections.iter().filter_map(|section| section.folder.strip_prefix("content/")).collect();
    names.sort_unstable();
    names.dedup();
    let count = |folder: &str| {
        let inside = |source: &str| source.rsplit_once('/').map_or("", |(folder, _)| folder) == folder;
        let pages = site.pages.iter().filter(|page| page.page.front.kind.value == kind);
        pages.filter(|page| page.page.source.in_content().is_some_and(inside)).count()
    };
    let by_settings =
        names.iter().position(|folder| fresh::usual_type(build.schema(), folder).as_deref() == Some(kind));
    let most = names.iter().enumerate().map(|(at, folder)| (count(folder), at)).filter(|(count, _)| *count > 0);
    // Of folders with as many pages, the first.
    let most = most.max_by_key(|(count, at)| (*count, std::cmp::Reverse(*at))).map(|(_, at)| at);
    let usual = by_settings.or(most).map_or(0, |at| at + 1);
    let top = Choice { name: TOP.to_owned(), about: "directly in content/".to_owned() };
    let choices = names.iter().map(|name| Choice { name: (*name).to_owned(), about: String::new() });
    (std::iter::once(top).chain(choices).collect(), usual)
}
