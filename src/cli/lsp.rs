//! `vertebra lsp`: speaks with the program in which somebody writes. Prints to stderr only: stdout belongs to the protocol.

use super::arguments::{LspArguments, SiteArguments};
use super::failure::{Exit, Failure};
use super::terminal::Terminal;
use vertebra_lsp::{self as lsp, ServerSettings};

/// Serves one client until it goes.
pub fn run(site: &SiteArguments, asked: &LspArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let settings = ServerSettings { root: site.root.clone(), threads: asked.threads.count() };
    match lsp::serve(&settings) {
        Ok(true) => Ok(Exit::Fine),
        Ok(false) => {
            terminal.remark("vertebra: the editor went away without ending the conversation\n");
            Ok(Exit::LeftAlone)
        }
        Err(cause) => Err(Failure::Usage {
            message: format!("the language server could not start: {cause}"),
            help: "start it from your editor".to_owned(),
        }),
    }
}
