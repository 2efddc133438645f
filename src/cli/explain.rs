//! `vertebra explain`: what a code means that stands in square brackets in a message.

use super::arguments::ExplainArguments;
use super::failure::{Exit, Failure};
use super::terminal::Terminal;
use vertebra_base::diagnostic;
use vertebra_report as report;
use vertebra_schema::codes;

/// Explains one code, or lists all by topic.
pub fn run(asked: &ExplainArguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let painter = terminal.result_painter();
    let Some(code) = &asked.code else {
        terminal.result(&report::code_list(codes::topics(), painter));
        return Ok(Exit::Fine);
    };
    // `error[link-broken]`, as it was copied from a message.
    let name = code.rsplit('[').next().unwrap_or(code).trim_matches([']', ':', ' ']).to_lowercase();
    match codes::find(&name) {
        Some(code) => {
            terminal.result(&report::explanation(code, painter));
            Ok(Exit::Fine)
        }
        None => Err(Failure::Usage {
            message: format!("there is no message with the code \"{name}\""),
            help: match diagnostic::nearest(&name, codes::names()) {
                Some(near) => format!("did you mean {near}? Then run: vertebra explain {near}"),
                None => "for a list of all codes, run: vertebra explain".to_owned(),
            },
        }),
    }
}
