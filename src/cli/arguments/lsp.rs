//! What can be typed behind `vertebra lsp`.

use clap::Args;

use super::common::ThreadArguments;

/// The text below the options.
pub const HELP: &str = "\
Nobody types this command: it is started by the program in which you write, which must be told of it once. How that is
done for VS Code, Neovim, Helix and others stands in docs/language-server.md. The program and the server speak by stdin
and stdout; the site is the folder that is open in the program, or the one that --root names.

Example:
  vertebra lsp";

#[derive(Debug, Default, Args)]
pub struct LspArguments {
    /// How you speak with it: by stdin and stdout, as always; some programs add this by themselves
    #[arg(long, hide = true)]
    pub stdio: bool,
    #[command(flatten)]
    pub threads: ThreadArguments,
}
