//! `vertebra theme`: the files of the site's theme and of those it extends: listed, shown, taken over, checked.

mod check;
mod files;
mod list;
mod take;

use super::arguments::{DayArguments, SiteArguments, ThemeCommand};
use super::clock::StepClock;
use super::common;
use super::failure::{Exit, Failure};
use super::terminal::Terminal;

/// Does what was asked of the theme.
pub fn run(site: &SiteArguments, asked: &ThemeCommand, terminal: &Terminal) -> Result<Exit, Failure> {
    if let ThemeCommand::Check(asked) = asked {
        return check::run(site, asked, terminal);
    }
    let build = common::open(site, &common::plain_options(&DayArguments::default()), &mut StepClock::start())?;
    let files = files::ThemeFiles::of(&build);
    match asked {
        ThemeCommand::List => terminal.result(&list::text(&files, terminal.result_painter())),
        ThemeCommand::Show { file } => terminal.result(&files.find_original(file)?.text()?),
        ThemeCommand::Take { file, merged: false } => terminal.result(&take::run(site, &files, file)?),
        ThemeCommand::Take { file, merged: true } => terminal.result(&take::merged(site, &files, file)?),
        ThemeCommand::Check(_) => {}
    }
    Ok(Exit::Fine)
}
