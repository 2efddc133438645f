//! What `check` and `explain` take.

use std::net::SocketAddr;

use clap::Args;

use super::common::CheckArguments;

/// What `check` takes.
#[derive(Debug, Default, Args)]
pub struct CheckAsked {
    #[command(flatten)]
    pub common: CheckArguments,
    #[command(flatten)]
    pub external: ExternalArguments,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

/// Whether other websites are asked, and how.
#[derive(Debug, Default, Args)]
pub struct ExternalArguments {
    /// Check links to other websites; results are cached for up to a week
    #[arg(long)]
    pub external: bool,
    /// With --external: check again, ignoring cached results
    #[arg(long, requires = "external")]
    pub fresh: bool,
    /// Send all requests to this address, without delay: for tests
    #[arg(long, requires = "external", hide = true, value_name = "ADDRESS")]
    pub only: Option<SocketAddr>,
}

/// What `check` takes for the plain-language report.
#[derive(Debug, Default, Args)]
pub struct ReadingArguments {
    /// Show how hard every page is to read, and its hardest sentences
    #[arg(long)]
    pub reading: bool,
}

/// What `explain` takes.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The code in square brackets in a message, such as link-broken [default: list all codes]
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}
