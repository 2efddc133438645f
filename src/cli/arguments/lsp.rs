//! What can be typed after `vertebra lsp`.

use clap::Args;

use super::common::ThreadArguments;

/// The text after the options.
pub const HELP: &str = "\
You do not run this command yourself: your editor starts it. Set it up once: see docs/language-server.md for VS Code,
Neovim, Helix and others. The server communicates over stdin and stdout. The site is the folder that is open in the editor,
or the one given with --root.

Example:
  vertebra lsp";

#[derive(Debug, Default, Args)]
pub struct LspArguments {
    /// Communicate over stdin and stdout (always on; some editors add this option)
    #[arg(long, hide = true)]
    pub stdio: bool,
    #[command(flatten)]
    pub threads: ThreadArguments,
}
