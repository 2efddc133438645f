//! `vertebra lsp`: speaks with the program in which somebody writes. Prints nothing itself: stdout belongs to the protocol.

use super::arguments::{LspArguments, SiteArguments};
use super::failure::{Exit, Failure};
use vertebra_lsp::{self as lsp, ServerSettings};

/// Serves one client until it goes.
pub fn run(site: &SiteArguments, asked: &LspArguments) -> Result<Exit, Failure> {
    let settings = ServerSettings { root: site.root.clone(), threads: asked.threads.count() };
    match lsp::serve(&settings) {
        Ok(true) => Ok(Exit::Fine),
        Ok(false) => Ok(Exit::LeftAlone),
        Err(cause) => Err(Failure::Usage {
            message: format!("the language server could not start: {cause}"),
            help: "start it from your editor".to_owned(),
        }),
    }
}
