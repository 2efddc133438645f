//! The two streams, and the colours on them. Nothing else in the program prints.

use std::io::{self, IsTerminal, Write};

use super::arguments::{ColorChoice, SiteArguments};
use vertebra_report::Painter;

/// Where words go, how many of them, and whether they may be coloured.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    pub quiet: bool,
    pub verbose: bool,
    /// Colours on stdout, and on stderr.
    color: (bool, bool),
    /// Standard output is kept for data.
    aside: bool,
}

impl Terminal {
    /// Looks at what was asked for and at where the two streams lead.
    pub fn new(asked: &SiteArguments) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty())
            || std::env::var_os("TERM").is_some_and(|it| it == "dumb");
        let colored = |is_terminal| match asked.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => is_terminal && !plain,
        };
        let color = (colored(io::stdout().is_terminal()), colored(io::stderr().is_terminal()));
        Terminal { quiet: asked.quiet, verbose: asked.verbose, color, aside: false }
    }

    /// The same terminal, on which results go where remarks go: what a program reads stands alone.
    pub fn results_to_stderr(self) -> Self {
        Terminal { color: (self.color.1, self.color.1), aside: true, ..self }
    }

    /// Writes a result.
    pub fn result(&self, text: &str) {
        match self.aside {
            true => write_all(&mut io::stderr(), text),
            false => write_all(&mut io::stdout(), text),
        }
    }

    /// Writes what a program has asked for.
    pub fn data(&self, text: &str) {
        write_all(&mut io::stdout(), text);
    }

    /// Writes something about the work: a diagnostic, a failure.
    pub fn remark(&self, text: &str) {
        write_all(&mut io::stderr(), text);
    }

    /// For what goes to standard output.
    pub fn result_painter(&self) -> Painter {
        Painter::new(self.color.0)
    }

    /// For what goes to standard error.
    pub fn remark_painter(&self) -> Painter {
        Painter::new(self.color.1)
    }

    /// Whether somebody is watching, so that a progress bar makes sense.
    pub fn is_watched(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }
}

/// A reader that has gone away, as after `| head`, has seen enough; and there is nowhere to complain about the rest.
fn write_all(stream: &mut impl Write, text: &str) {
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}
