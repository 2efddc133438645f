//! `vertebra schema`: what the files of the site may hold, in the words of JSON Schema, for editors.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::arguments::{DayArguments, SchemaArguments, SiteArguments};
use super::clock::StepClock;
use super::common;
use super::failure::{Exit, Failure};
use super::terminal::Terminal;
use vertebra_base::diagnostic::nearest;
use vertebra_base::path::SourcePath;
use vertebra_disk::check_place;
use vertebra_disk::foreign::first_not_made;
use vertebra_disk::transaction::carry_out_for_good;
use vertebra_edit::{FileEdit, FileEdits};
use vertebra_engine::Build;
use vertebra_render::json_schema::{self, COMMENT, Declared, KnownNames, NamedSchema};

/// Where the schemas for Visual Studio Code stand, from the folder of the site.
const VSCODE: &str = ".vscode/vertebra";
const SETTINGS: &str = ".vscode/settings.json";
const EXTENSIONS: &str = ".vscode/extensions.json";

/// Lists, prints or writes the schemas of the site.
pub fn run(site: &SiteArguments, asked: &SchemaArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let build = common::open(site, &common::plain_options(&DayArguments::default()), &mut StepClock::start())?;
    let all = schemas(&build);
    if asked.vscode {
        let told = vscode(&site.root, &all)?;
        if !terminal.quiet {
            terminal.result(&told);
        }
        return Ok(Exit::Fine);
    }
    let chosen: Vec<&NamedSchema> = match &asked.name {
        None => all.iter().collect(),
        Some(name) => vec![find(&all, name)?],
    };
    match (&asked.out, &asked.name) {
        (Some(folder), _) => {
            let mut edits = Vec::new();
            for made in &chosen {
                edits.extend(edit_of(folder, format!("{}.json", made.name), made)?);
            }
            check_folder(&site.root, folder)?;
            carry_out_for_good(folder, &FileEdits::new("schema", edits))?;
            if !terminal.quiet {
                terminal.result(&format!("{} in {}.\n", counted(chosen.len()), folder.display()));
            }
        }
        (None, Some(_)) => chosen.iter().for_each(|made| terminal.result(&text(&made.schema))),
        (None, None) => terminal.result(&list(&all)),
    }
    Ok(Exit::Fine)
}

/// The schemas of a site that was read.
fn schemas(build: &Build) -> Vec<NamedSchema> {
    let names = KnownNames::of(build.site());
    json_schema::all(&Declared { schema: build.schema(), theme: &build.site().theme, names: &names })
}

/// Sets up Visual Studio Code for the site in a folder: writes the schemas, and the settings where there are none yet.
/// Gives what is to be said about it.
pub fn set_up_vscode(root: &Path) -> Result<String, Failure> {
    let options = common::plain_options(&DayArguments::default());
    let snapshot = vertebra_disk::read::read(root, options.threads)?;
    vscode(root, &schemas(&common::plan(snapshot, &options, &mut StepClock::start())))
}

fn vscode(root: &Path, all: &[NamedSchema]) -> Result<String, Failure> {
    let mut edits = Vec::new();
    for made in all {
        edits.extend(edit_of(root, format!("{VSCODE}/{}.json", made.name), made)?);
    }
    let mut told = format!("{} in {VSCODE}.\n", counted(all.len()));
    let wanted = json!({ "yaml.schemas": mapping(all) });
    for (path, value) in [(SETTINGS, wanted), (EXTENSIONS, json!({"recommendations": ["redhat.vscode-yaml"]}))] {
        if root.join(path).symlink_metadata().is_ok() {
            // Somebody's own settings are not ours to change.
            told += &format!("{path} already exists and was not changed. Add these lines to it:\n{}", text(&value));
        } else {
            edits.push(FileEdit::create(path, text(&value)));
            told += &format!("The editor finds them through {path}.\n");
        }
    }
    carry_out_for_good(root, &FileEdits::new("schema --vscode", edits))?;
    Ok(told)
}

/// Which file is checked by which schema.
fn mapping(all: &[NamedSchema]) -> Value {
    let for_files = all.iter().filter(|made| !made.files.is_empty());
    Value::Object(
        for_files
            .map(|made| {
                let globs = match &made.files[..] {
                    [one] => json!(one),
                    many => json!(many),
                };
                (format!("./{VSCODE}/{}.json", made.name), globs)
            })
            .collect::<Map<_, _>>(),
    )
}

/// The file of a schema, if it is another than the one that is there; one that Vertebra did not make is left alone.
fn edit_of(root: &Path, path: String, made: &NamedSchema) -> Result<Option<FileEdit>, Failure> {
    let new = text(&made.schema);
    match fs::read_to_string(root.join(&path)) {
        Ok(old) if old == new => Ok(None),
        Ok(old) if old.contains(COMMENT) => Ok(Some(FileEdit::write(&SourcePath::new(path), old.into_bytes(), new))),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(Some(FileEdit::create(path, new))),
        Ok(_) | Err(_) => Err(not_ours(&root.join(path))),
    }
}

/// Refuses a folder that is not there for the schemas alone: one of the site, and one that holds anything else.
fn check_folder(root: &Path, folder: &Path) -> Result<(), Failure> {
    let message = match (check_place(root, folder), first_not_made(folder, COMMENT)) {
        (Err(_), _) => format!("{} contains the files of the site; nothing was changed", folder.display()),
        (_, Some(other)) => {
            format!(
                "{} contains a file not created by Vertebra: {}; nothing was changed",
                folder.display(),
                other.display()
            )
        }
        _ => return Ok(()),
    };
    Err(Failure::Usage { message, help: "choose an empty folder, such as: vertebra schema --out schemas".to_owned() })
}

fn not_ours(path: &Path) -> Failure {
    Failure::Usage {
        message: format!("{} was not created by Vertebra, so it was not changed", path.display()),
        help: "choose another folder, such as: vertebra schema --out schemas".to_owned(),
    }
}

fn find<'a>(all: &'a [NamedSchema], name: &str) -> Result<&'a NamedSchema, Failure> {
    let plain = name.trim_end_matches(".yaml").trim_start_matches("content/");
    all.iter().find(|made| made.name == plain || made.name.strip_prefix("data/") == Some(plain)).ok_or_else(|| {
        let names = || all.iter().map(|made| made.name.as_str());
        let near = nearest(name, names()).map(|near| format!("did you mean {near}?\n")).unwrap_or_default();
        let help = format!("{near}the schemas of this site are: {}", names().collect::<Vec<_>>().join(", "));
        Failure::Usage { message: format!("there is no schema \"{name}\""), help }
    })
}

fn list(all: &[NamedSchema]) -> String {
    let width = all.iter().map(|made| made.name.len()).max().unwrap_or(0);
    all.iter().map(|made| format!("{:width$}  {}\n", made.name, made.about)).collect()
}

fn counted(count: usize) -> String {
    match count {
        1 => "1 schema is".to_owned(),
        _ => format!("{count} schemas are"),
    }
}

fn text(value: &Value) -> String {
    format!("{value:#}\n")
}
