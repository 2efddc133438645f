//! What was typed, before it is read: short forms are written out, and what cannot be read is told in words for people.
//!
//! `new TYPE` is `new page TYPE`, and an option of it that nobody knows is a field of the type: which fields there are is known
//! only when the theme is read.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory, Error, Parser};

use super::arguments::Arguments;
use vertebra_base::diagnostic::nearest;

/// What people type who know other programs, and what it is called here.
const ELSEWHERE: &[(&str, &str)] = &[
    ("init", "new site NAME"),
    ("create", "new site NAME"),
    ("add", "new page"),
    ("post", "new page"),
    ("deploy", "publish"),
    ("upload", "publish"),
    ("release", "publish"),
    ("generate", "build"),
    ("compile", "build"),
    ("render", "build"),
    ("preview", "serve"),
    ("server", "serve"),
    ("start", "serve"),
    ("dev", "serve"),
    ("run", "serve"),
    ("watch", "build --watch"),
    ("lint", "check"),
    ("test", "check"),
    ("validate", "check"),
    ("doctor", "check"),
    ("move", "rename OLD NEW"),
    ("mv", "rename OLD NEW"),
    ("delete", "remove PAGE"),
    ("rm", "remove PAGE"),
    ("drafts", "list drafts"),
    ("convert", "import FILE"),
    ("revert", "undo"),
    ("themes", "theme list"),
];

/// Reads what was typed.
///
/// # Errors
///
/// Help and version come this way too, as `clap` has it.
pub fn read_arguments(typed: impl IntoIterator<Item = OsString>) -> Result<Arguments, Error> {
    Arguments::try_parse_from(written_out(typed.into_iter().collect())).map_err(in_plain_words)
}

/// `help build` as `build --help`, `new article` as `new page article`, `--phone 1` as `--set phone=1`.
fn written_out(mut words: Vec<OsString>) -> Vec<OsString> {
    let Some(at) = next_word(&words, 1) else { return words };
    match words[at].to_str() {
        Some("version") => words[at] = "--version".into(),
        Some("help") => {
            words.remove(at);
            words.push("--help".into());
        }
        Some("new") => {
            let mut whole = Arguments::command();
            whole.build();
            let Some(new) = whole.find_subcommand("new") else { return words };
            let known = |word: &OsString| word.to_str().is_some_and(|word| new.find_subcommand(word).is_some());
            let Some(what) = next_word(&words, at + 1) else { return words };
            if !known(&words[what]) {
                words.insert(what, "page".into());
            }
            if words[what] == "page"
                && let Some(page) = new.find_subcommand("page")
            {
                return fields_as_options(words, what + 1, page);
            }
        }
        _ => {}
    }
    words
}

/// The next word that is neither an option nor the value of one of those that every command has.
fn next_word(words: &[OsString], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(word) = words.get(at) {
        match word.to_str() {
            Some("--root" | "--color") => at += 2,
            Some(word) if word.starts_with('-') => at += 1,
            _ => return Some(at),
        }
    }
    None
}

/// Options that `new page` does not have are fields.
fn fields_as_options(words: Vec<OsString>, from: usize, page: &Command) -> Vec<OsString> {
    let known = |name: &str| name == "help" || page.get_arguments().any(|it| it.get_long() == Some(name));
    let mut all = Vec::new();
    let mut words = words.into_iter().enumerate();
    while let Some((at, word)) = words.next() {
        let option = word.to_str().and_then(|word| word.strip_prefix("--")).filter(|it| at >= from && !it.is_empty());
        let (name, value) = option.map_or((None, None), |it| {
            it.split_once('=').map_or((Some(it.to_owned()), None), |(name, value)| {
                (Some(name.to_owned()), Some(OsString::from(value)))
            })
        });
        match name {
            Some(name) if !known(&name) => match value.or_else(|| words.next().map(|(_, word)| word)) {
                Some(value) => {
                    let mut typed = OsString::from(format!("--set={name}="));
                    typed.push(value);
                    all.push(typed);
                }
                None => all.push(word),
            },
            _ => all.push(word),
        }
    }
    all
}

/// The same failure, told for somebody who has never seen an argument parser.
fn in_plain_words(error: Error) -> Error {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return error;
    }
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand) else { return error };
    let lower = typed.to_lowercase();
    let whole = Arguments::command();
    let names: Vec<&str> = whole.get_subcommands().map(Command::get_name).collect();
    let known = ELSEWHERE.iter().find(|(name, _)| *name == lower).map(|(_, here)| *here);
    let words = match known.or_else(|| nearest(&lower, names.iter().copied())) {
        Some(here) => format!("did you mean: vertebra {here}"),
        None => format!("the commands are: {}", names.join(", ")),
    };
    let text = format!(
        "there is no command \"{typed}\"\n  help: {words}\n  note: to see what each does, run: vertebra --help\n"
    );
    Error::raw(ErrorKind::InvalidSubcommand, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(words: &str) -> String {
        let words = words.split(' ').map(OsString::from).collect();
        written_out(words).iter().map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn short_forms_are_written_out() {
        for (typed, whole) in [
            ("v new article Hello", "v new page article Hello"),
            ("v --root a new -q article Hello --in news", "v --root a new -q page article Hello --in news"),
            ("v new page article Hello --in news", "v new page article Hello --in news"),
            ("v new site x --theme plain", "v new site x --theme plain"),
            ("v new article A --phone 1 --root b --city=x", "v new page article A --set=phone=1 --root b --set=city=x"),
            ("v new article --help", "v new page article --help"),
            ("v new --help", "v new --help"),
            ("v new page A --phone", "v new page A --phone"),
            ("v help", "v --help"),
            ("v help new site", "v new site --help"),
            ("v version", "v --version"),
            ("v check --drafts", "v check --drafts"),
            ("v", "v"),
        ] {
            assert_eq!(written(typed), whole, "{typed}");
        }
    }

    #[test]
    fn every_command_of_elsewhere_leads_to_one_that_there_is() {
        let whole = Arguments::command();
        for (name, here) in ELSEWHERE {
            assert!(whole.find_subcommand(name).is_none(), "{name} is a command");
            assert!(whole.find_subcommand(here.split(' ').next().unwrap()).is_some(), "{here}");
        }
    }

    #[test]
    fn a_command_that_there_is_not_is_told_with_the_nearest() {
        let told = |word: &str| read_arguments(["v", word].map(OsString::from)).unwrap_err().to_string();
        assert!(told("deploy").contains("there is no command \"deploy\"\n  help: did you mean: vertebra publish\n"));
        assert!(told("chekc").contains("did you mean: vertebra check\n"), "{}", told("chekc"));
        assert!(told("xyzzy").contains("the commands are: build, check, serve, new"), "{}", told("xyzzy"));
    }
}
