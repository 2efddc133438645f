//! How a run ends, and what is said when the tool itself could not do its work.

use std::process::ExitCode;
use std::sync::Once;

use super::terminal::Terminal;
use vertebra_disk::PublishError;
use vertebra_disk::document::DocumentError;
use vertebra_disk::read::ReadError;
use vertebra_disk::transaction::EditError;
use vertebra_disk::watch::WatchError;
use vertebra_report::{Paint, labelled};
use vertebra_serve::ServeError;

/// How a run ended, as scripts see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    Fine,
    /// The site has errors, or warnings where those count.
    SiteHasErrors,
    /// Somebody was asked, and did not say yes; or there was nobody to ask.
    NothingDone,
    /// Something was typed that makes no sense, or the disk did not allow it, or Vertebra has a fault.
    CouldNotRun,
    /// The program that was served went away without a word. Source of the number: LSP 3.17, "Exit Notification".
    LeftAlone,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Fine => 0,
            Exit::SiteHasErrors | Exit::NothingDone | Exit::LeftAlone => 1,
            Exit::CouldNotRun => 2,
        })
    }
}

/// Why the tool could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Publish(#[from] PublishError),
    #[error(transparent)]
    Edit(#[from] EditError),
    #[error(transparent)]
    Document(#[from] DocumentError),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error(transparent)]
    Watch(#[from] WatchError),
    #[error("the site's files can no longer be watched")]
    WatchEnded,
    /// A question was asked, and there was no more input to answer it.
    #[error("there was no input, so nothing was written")]
    InputEnded,
    /// Something was asked for that is not there.
    #[error("{message}")]
    Usage { message: String, help: String },
}

impl Failure {
    /// Says what happened and what to do next.
    pub fn report(&self, terminal: &Terminal) -> Exit {
        let painter = terminal.remark_painter();
        let mut text = format!("{}: {self}\n", painter.paint(Paint::Error, "vertebra"));
        text.push_str(&labelled(painter, "help", &self.help()));
        if matches!(self, Failure::Publish(error) if error.left_site_alone()) {
            text.push_str(&labelled(painter, "note", "nothing was written; the site is unchanged"));
        }
        terminal.remark(&text);
        Exit::CouldNotRun
    }

    fn help(&self) -> String {
        let help = match self {
            Failure::Edit(error) => return error.help(),
            Failure::Read(error) => error.help(),
            Failure::Publish(error) => error.help(),
            Failure::Document(_) => {
                "write the path of the file from the current folder, in quotation marks if it contains spaces"
            }
            Failure::Serve(error) => error.help(),
            Failure::Watch(error) => error.help(),
            Failure::WatchEnded => "run the same command again",
            Failure::InputEnded => {
                "run the command again and answer the questions, or pass the values as options: vertebra new --help"
            }
            Failure::Usage { help, .. } => help,
        };
        help.to_owned()
    }
}

/// Makes a fault of Vertebra say that it is one, once, in place of a programmer's traces.
pub fn announce_faults(terminal: Terminal) {
    let once = Once::new();
    std::panic::set_hook(Box::new(move |panic| {
        once.call_once(|| {
            let what = panic.payload_as_str().unwrap_or("no message");
            let place = panic.location().map(|it| format!(" ({}:{})", it.file(), it.line())).unwrap_or_default();
            terminal.remark(&format!(
                "vertebra: this is a bug in Vertebra, not in your site\n  help: please report it with this line: {} {}{place}: {what}\n",
                env!("CARGO_PKG_NAME"),
                env!("CARGO_PKG_VERSION"),
            ));
        });
    }));
}
