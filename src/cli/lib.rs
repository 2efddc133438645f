//! The command line: what was typed, one short function a command, and the only rooms that print.
//!
//! Results go to stdout, everything else to stderr. Knows nothing of how a site is built: it asks `Build`.

mod arguments;
mod ask;
mod build;
mod check;
mod clock;
mod common;
mod completions;
mod dialogue;
mod due;
mod explain;
mod external;
mod failure;
mod files;
mod fix;
mod format;
mod fresh;
mod import;
mod list;
mod lsp;
mod new_page;
mod new_site;
mod progress;
mod publish;
mod questions;
mod reading;
mod release;
mod rename;
mod rendering;
mod review;
mod scaffold;
mod schema;
mod serve;
mod summary;
mod terminal;
mod theme;
mod typed;
mod undo;
mod verify;
mod watch;
mod why;

pub use arguments::{Arguments, Command, New};
pub use failure::{Exit, Failure, announce_faults};
pub use terminal::Terminal;
pub use typed::read_arguments;

/// Does what was asked for.
pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let site = &arguments.site;
    undo::recover(site, &arguments.command, terminal)?;
    match &arguments.command {
        Command::Build(asked) if asked.verify => verify::run(site, asked, terminal),
        Command::Build(asked) if asked.watch => watch::run(site, asked, terminal),
        Command::Build(asked) => build::run(site, asked, &asked.common.format.terminal(terminal)),
        Command::Check(asked) => check::run(site, asked, &asked.common.format.terminal(terminal)),
        Command::Serve(asked) => serve::run(site, asked, terminal),
        Command::New(New::Site { name, theme, vscode }) => new_site::run(site, (name, theme, *vscode), terminal),
        Command::New(New::Page(asked)) => new_page::run(site, asked, terminal),
        Command::Why(asked) => why::run(site, asked, terminal),
        Command::Explain(asked) => explain::run(asked, terminal),
        Command::List(asked) => list::run(site, asked, terminal),
        Command::Rename(asked) => rename::run(site, asked, terminal),
        Command::Remove(asked) => rename::remove(site, asked, terminal),
        Command::Publish(asked) => publish::run(site, asked, terminal),
        Command::Due(asked) => due::run(site, asked, terminal),
        Command::Review(asked) => review::run(site, asked, terminal),
        Command::Fix(asked) => fix::run(site, asked, terminal),
        Command::Undo(asked) => undo::run(site, asked, terminal),
        Command::Import(asked) => import::run(site, asked, terminal),
        Command::Schema(asked) => schema::run(site, asked, terminal),
        Command::Theme(asked) => theme::run(site, asked, terminal),
        Command::Lsp(asked) => lsp::run(site, asked, terminal),
        Command::Completions { shell } => completions::run(*shell, terminal),
    }
}
