//! `vertebra new page`: a file whose front matter has every field of its type, each explained. On a terminal it asks for
//! what was not typed, one question after the other, and goes back to the one before where somebody wants to.

use std::collections::BTreeMap;

use super::arguments::{NewPageArguments, SiteArguments};
use super::clock::StepClock;
use super::common;
use super::dialogue::{self, Ask, Choice, ChoiceList, Keyboard, TypedAnswer};
use super::failure::{Exit, Failure};
use super::fresh::{self, NewPageText};
use super::questions::{Form, Values};
use super::terminal::Terminal;
use vertebra_disk::transaction::carry_out;
use vertebra_edit::{FileEdit, FileEdits};
use vertebra_engine::Build;
use vertebra_schema::{Field, Schema};
use vertebra_site::SitePage;

/// What is known of a page before it is begun.
#[derive(Default)]
struct Wanted {
    kind: Option<String>,
    title: Option<String>,
    folder: Option<String>,
    values: Values,
}

/// One thing to ask for.
enum Question<'a> {
    Title,
    Type,
    Folder,
    Field(Form<'a>, &'a Field),
}

/// Writes the file of a new page.
pub fn run(site: &SiteArguments, asked: &NewPageArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let options = common::plain_options(&asked.day);
    let build = common::open(site, &options, &mut StepClock::start())?;
    let schema = build.schema();
    let asked = &titled(asked, schema);
    let mut wanted = Wanted { kind: asked.kind.clone(), title: asked.title.clone(), ..Wanted::default() };
    if let Some(kind) = &asked.kind {
        let form = form(kind, schema)?;
        asked.fields.iter().try_for_each(|typed| form.set(typed, &mut wanted.values))?;
    }
    wanted.folder = asked.folder.as_deref().map(fresh::folder_of).transpose()?;
    match Keyboard::new(terminal) {
        Some(mut keyboard) => ask_for(asked, &build, &mut keyboard, &mut wanted)?,
        None if wanted.title.is_none() => return Err(too_little(wanted.kind.as_deref())),
        None if wanted.kind.is_none() => wanted.kind = Some("page".to_owned()),
        None => {}
    }
    let (kind, title) = (wanted.kind.unwrap_or_default(), wanted.title.unwrap_or_default());
    let form = form(&kind, schema)?;
    if asked.kind.is_none() {
        asked.fields.iter().try_for_each(|typed| form.set(typed, &mut wanted.values))?;
    }
    form.close(&title, &mut wanted.values);
    let folder = wanted.folder.unwrap_or_else(|| usual_folder(&build, &kind));
    let page = NewPageText { title: &title, kind: (&kind, form.kind), values: &wanted.values, body: "" };
    let path = fresh::path_of(&|path| build.spelled(path), &title, &kind, &folder)?;
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

/// `new page "Your first visit"`: a single word may be a type, several words are a title.
fn titled(asked: &NewPageArguments, schema: &Schema) -> NewPageArguments {
    let is_title = |typed: &&String| typed.contains(' ') && !schema.types.contains_key(*typed);
    match asked.kind.as_ref().filter(is_title) {
        Some(title) if asked.title.is_none() => {
            NewPageArguments { kind: None, title: Some(title.clone()), ..asked.clone() }
        }
        _ => asked.clone(),
    }
}

fn form<'a>(kind: &'a str, schema: &'a Schema) -> Result<Form<'a>, Failure> {
    Ok(Form { schema, name: kind, kind: fresh::find_type(kind, schema)? })
}

/// There is nobody to ask for what is missing.
fn too_little(kind: Option<&str>) -> Failure {
    match kind {
        None => Failure::Usage {
            message: "a page needs a type and a title".to_owned(),
            help: "write both: vertebra new page page \"Your first visit\" --in guides".to_owned(),
        },
        Some(kind) => Failure::Usage {
            message: "a page needs a title".to_owned(),
            help: format!("write it in quotation marks: vertebra new {kind} \"Your first visit\""),
        },
    }
}

/// Asks for what was not typed.
fn ask_for(asked: &NewPageArguments, build: &Build, who: &mut dyn Ask, wanted: &mut Wanted) -> Result<(), Failure> {
    let (mut at, mut is_told) = (0, false);
    loop {
        let kind = wanted.kind.clone();
        let questions = questions(asked, kind.as_deref(), build.schema())?;
        let Some(question) = questions.get(at) else { return Ok(()) };
        if matches!(question, Question::Field(..)) && !is_told {
            is_told = true;
            who.tell("If you do not know something, press Enter. To correct the answer before, type back. To leave the rest open, type done.\n");
        }
        let answer = match ask(question, build, who, wanted) {
            // What was answered is kept: the rest can be filled in in the file.
            Err(Failure::InputEnded) if matches!(question, Question::Field(..)) => {
                who.tell("\nThere was no more input; what was not answered is left open.\n");
                TypedAnswer::Done
            }
            answer => answer?,
        };
        match answer {
            TypedAnswer::Back => at = at.saturating_sub(1),
            // Without a type and a folder there is no page.
            TypedAnswer::Done if matches!(question, Question::Field(..)) => return Ok(()),
            TypedAnswer::Done => {}
            TypedAnswer::Given(_) | TypedAnswer::Nothing => at += 1,
        }
    }
}

/// What is to be asked, as far as it can be known yet.
fn questions<'a>(
    asked: &NewPageArguments,
    kind: Option<&'a str>,
    schema: &'a Schema,
) -> Result<Vec<Question<'a>>, Failure> {
    let mut all = Vec::new();
    all.extend(asked.title.is_none().then_some(Question::Title));
    all.extend(asked.kind.is_none().then_some(Question::Type));
    // Who types both knows the way, and a folder has a usual answer.
    all.extend((asked.folder.is_none() && !all.is_empty()).then_some(Question::Folder));
    if let Some(kind) = kind {
        let form = form(kind, schema)?;
        let is_typed = |field: &Field| {
            asked.fields.iter().filter_map(|typed| typed.split_once('=')).any(|(name, _)| form.is(field, name))
        };
        all.extend(form.questions().into_iter().filter(|it| !is_typed(it)).map(|field| Question::Field(form, field)));
    }
    Ok(all)
}

fn ask(question: &Question<'_>, build: &Build, who: &mut dyn Ask, wanted: &mut Wanted) -> Result<TypedAnswer, Failure> {
    let schema = build.schema();
    let nothing_else = |_: &str| None;
    let answer = match question {
        Question::Title => TypedAnswer::Given(dialogue::text(who, "What is the title of the page? ")?),
        Question::Type => {
            let usual = wanted.folder.as_deref().and_then(|folder| fresh::usual_type(schema, folder));
            let choices = kinds(schema);
            let usual = position(&choices, usual.as_deref().unwrap_or("page"));
            let menu = ChoiceList { choices: &choices, usual, other: &nothing_else, wanted: "Number or name" };
            dialogue::choose(who, "Which page type?", &menu)?
        }
        Question::Folder => {
            let (choices, usual) = folders(build, wanted.kind.as_deref().unwrap_or_default());
            let new = |typed: &str| fresh::folder_of(typed).ok().filter(|it| it.parse::<usize>().is_err());
            let menu =
                ChoiceList { choices: &choices, usual, other: &new, wanted: "Number, or the name of a new folder" };
            dialogue::choose(who, "Which folder in content/?", &menu)?
        }
        Question::Field(form, field) => return form.ask(field, &mut wanted.values, who),
    };
    if let TypedAnswer::Given(given) = &answer {
        match question {
            Question::Title => wanted.title = Some(given.clone()),
            Question::Type if wanted.kind.as_ref() == Some(given) => {}
            // What was answered for another type is none of this one.
            Question::Type => (wanted.kind, wanted.values) = (Some(given.clone()), Values::new()),
            _ => wanted.folder = Some(given.clone()).map(|it| if it == TOP { String::new() } else { it }),
        }
    }
    Ok(answer)
}

/// What stands for the folder `content` itself.
const TOP: &str = "content";

/// The types that somebody may want another page of, with a word on what they are for.
fn kinds(schema: &Schema) -> Vec<Choice> {
    let offered = schema.types.iter().filter(|(_, kind)| !kind.once);
    offered
        .map(|(name, kind)| {
            let about = match &kind.help {
                Some(help) => format!("{}: {help}", kind.label),
                None => kind.label.clone(),
            };
            Choice { name: name.clone(), about }
        })
        .collect()
}

fn position(choices: &[Choice], name: &str) -> usize {
    choices.iter().position(|choice| choice.name == name).unwrap_or(0)
}

/// Where pages of a type go that nobody has named a folder for. A mere page stands at the top.
fn usual_folder(build: &Build, kind: &str) -> String {
    if matches!(kind, "page" | "section") {
        return String::new();
    }
    let (folders, usual) = folders(build, kind);
    folders.get(usual).map(|folder| folder.name.clone()).filter(|name| name != TOP).unwrap_or_default()
}

/// The folders that there are, and which of them pages of a type go into by the settings, or lie in most often.
fn folders(build: &Build, kind: &str) -> (Vec<Choice>, usize) {
    // A folder with a page of its own is no section before it has another.
    let folder_of = |page: &'_ SitePage| Some(page.page.source.in_content()?.rsplit_once('/')?.0.to_owned());
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for page in &build.site().pages {
        let Some(folder) = folder_of(page) else { continue };
        *counts.entry(folder).or_default() += usize::from(page.page.front.kind.value == kind);
    }
    let names: Vec<&str> = counts.keys().map(String::as_str).collect();
    let count = |folder: &str| counts.get(folder).copied().unwrap_or_default();
    let by_settings =
        names.iter().position(|folder| fresh::usual_type(build.schema(), folder).as_deref() == Some(kind));
    let most = names.iter().enumerate().map(|(at, folder)| (count(folder), at)).filter(|(count, _)| *count > 0);
    // Of folders with as many pages, the first.
    let most = most.max_by_key(|(count, at)| (*count, std::cmp::Reverse(*at))).map(|(_, at)| at);
    let by_name =
        names.iter().position(|folder| folder.strip_prefix(kind).is_some_and(|rest| matches!(rest, "" | "s")));
    let usual = by_settings.or(most).or(by_name).map_or(0, |at| at + 1);
    let top = Choice { name: TOP.to_owned(), about: "directly in content/".to_owned() };
    let choices = names.iter().map(|name| Choice { name: (*name).to_owned(), about: String::new() });
    (std::iter::once(top).chain(choices).collect(), usual)
}
