//! `vertebra import`: a document of another program as a draft, with a word on everything that was left out.

use std::path::Path;

use super::arguments::{ImportArguments, SiteArguments};
use super::clock::StepClock;
use super::common;
use super::failure::{Exit, Failure};
use super::fresh::{self, NewPageText};
use super::terminal::Terminal;
use vertebra_base::slug::slugify;
use vertebra_disk::document;
use vertebra_disk::transaction::carry_out;
use vertebra_edit::{FileEdit, FileEdits};
use vertebra_import::{self as import, Dropped, ImportSource, Imported, LARGEST};

/// Reads a document and writes a page and its pictures.
pub fn run(site: &SiteArguments, asked: &ImportArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let options = common::plain_options(&asked.day);
    let build = common::open(site, &options, &mut StepClock::start())?;
    let schema = build.schema();
    let folder = fresh::folder_of(&asked.folder)?;
    let kind_name =
        asked.kind.clone().or_else(|| fresh::usual_type(schema, &folder)).unwrap_or_else(|| "page".to_owned());
    let kind = fresh::find_type(&kind_name, schema)?;

    let bytes = document::read(&asked.file, LARGEST)?;
    let stem = asked.file.file_stem().and_then(|stem| stem.to_str()).unwrap_or("page");
    let first = read(&asked.file, &bytes, &slugify(stem))?;
    let title = asked.title.clone().or(first.title.clone()).unwrap_or_else(|| stem.replace(['-', '_'], " "));
    // Pictures are called after the page, whose name is known only now.
    let name = slugify(&title);
    let mut imported =
        if first.pictures.is_empty() || name == slugify(stem) { first } else { read(&asked.file, &bytes, &name)? };

    // The title of the document stands above its text, where the page has another now.
    if let Some(own) = imported.title.take().filter(|own| *own != title) {
        let what = "the title of the document, since --title gives the page another".to_owned();
        imported.dropped.insert(0, Dropped { line: None, what, words: own });
    }

    let path = fresh::path_of(&|path| build.spelled(path), &title, &kind_name, &folder)?;
    let body = if imported.body.is_empty() { "\n" } else { &imported.body };
    let page = NewPageText { title: &title, kind: (&kind_name, kind), values: &Default::default(), body };
    let text = fresh::page(&page, schema, fresh::today(&options, schema));
    let head = text.len() - body.len();
    let above = text[..head].matches('\n').count();
    let beside = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let pictures: Vec<String> = imported.pictures.iter().map(|it| format!("{beside}/{}", it.name)).collect();
    let report = left_out(&imported, above);

    if asked.dry_run {
        terminal.result(&text);
        terminal.remark(&format!("{report}Nothing was written. Without --dry-run, the page would be {path}.\n"));
        return Ok(Exit::Fine);
    }
    let mut edits = vec![FileEdit::create(&path, text)];
    edits.extend(pictures.iter().zip(imported.pictures).map(|(path, it)| FileEdit::create(path, it.bytes)));
    carry_out(&site.root, &FileEdits::new("import", edits))?;
    if !terminal.quiet {
        let mut told = format!("Created {path}. It is a draft until you delete the line draft: true.\n");
        if !pictures.is_empty() {
            told += &format!("Its images: {}.\n", pictures.join(", "));
        }
        told += &format!(
            "{report}{}To preview it, run: vertebra serve\nTo find what is left to fix, run: vertebra check --drafts\n",
            fresh::to_fill_in(&page)
        );
        terminal.result(&told);
    }
    Ok(Exit::Fine)
}

fn read(file: &Path, bytes: &[u8], stem: &str) -> Result<Imported, Failure> {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let beside = |name: &str| document::beside(file, name, LARGEST);
    import::read(&ImportSource { name, bytes, stem, beside: &beside })
        .map_err(|no| Failure::Usage { message: format!("{}: {}", file.display(), no.message), help: no.help })
}

/// What was left out or changed, by the line of the page.
fn left_out(imported: &Imported, above: usize) -> String {
    if imported.dropped.is_empty() {
        return "Nothing was left out.\n".to_owned();
    }
    let mut text = "Left out or changed:\n".to_owned();
    for dropped in &imported.dropped {
        let line = dropped.line.map_or(String::new(), |line| format!("line {}", line + above));
        let words = if dropped.words.is_empty() { String::new() } else { format!(": \"{}\"", dropped.words) };
        text += &format!("  {line:<10}{}{words}\n", dropped.what);
    }
    text
}
