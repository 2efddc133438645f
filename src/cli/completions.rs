//! `vertebra completions`: a script for a shell.

use clap::CommandFactory;
use clap_complete::Shell;

use super::arguments::Arguments;
use super::failure::{Exit, Failure};
use super::terminal::Terminal;

/// Prints the script for a shell.
pub fn run(shell: Shell, terminal: &Terminal) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "vertebra", &mut script);
    terminal.result(&String::from_utf8_lossy(&script));
    Ok(Exit::Fine)
}
