//! What several commands take: the day, the processors, how a site is checked and how that is said.

use clap::{ArgAction, Args, ValueEnum, ValueHint};
use jiff::civil::Date;

use vertebra_base::link::BaseUrl;

/// What a build and a check have in common.
#[derive(Debug, Default, Args)]
pub struct CheckArguments {
    /// Address of the site, instead of base_url in site.yaml
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url, value_parser = parse_base_url)]
    pub base_url: Option<String>,
    /// Include pages with draft: true
    #[arg(long)]
    pub drafts: bool,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// Show how long each step took
    #[arg(long)]
    pub timings: bool,
    /// Format of the messages; all but text are written to standard output
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_default_value = true)]
    pub format: Format,
    #[command(flatten)]
    pub day: DayArguments,
    #[command(flatten)]
    pub threads: ThreadArguments,
}

#[derive(Debug, Clone, Default, Args)]
pub struct DayArguments {
    /// Act as if today were this date (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub date: Option<Date>,
}

#[derive(Debug, Default, Args)]
pub struct ThreadArguments {
    /// Number of threads [default: one per processor]
    #[arg(long, value_name = "N", action = ArgAction::Set, value_parser = parse_threads)]
    threads: Option<u16>,
}

impl ThreadArguments {
    /// The number that was asked for, else that of the processors.
    pub fn count(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.map_or_else(all, usize::from)
    }
}

fn parse_day(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "write the date as year-month-day, such as 2026-12-24")
}

fn parse_base_url(text: &str) -> Result<String, String> {
    BaseUrl::parse(text).map(|_| text.to_owned()).map_err(|bad| bad.help())
}

fn parse_threads(text: &str) -> Result<u16, &'static str> {
    let number = text.parse().ok().filter(|number| (1..=256).contains(number));
    number.ok_or("use a number from 1 to 256")
}

/// The format of the messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON object
    Json,
    /// SARIF 2.1.0, which code hosts and editors read
    Sarif,
    /// Annotations that GitHub Actions shows next to the lines of a pull request
    Github,
}
