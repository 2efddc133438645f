//! The program `vertebra`: reads what was typed, has it done, says how it went.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use vertebra_cli::{self as cli, Exit, Terminal};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = match cli::read_arguments(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(answer) => {
            // Help and version come this way too. A closed pipe is no reason to complain.
            let _ = answer.print();
            return if answer.use_stderr() { Exit::CouldNotRun } else { Exit::Fine }.into();
        }
    };
    let terminal = Terminal::new(&arguments.site);
    cli::announce_faults(terminal);
    let exit = match catch_unwind(AssertUnwindSafe(|| cli::run(&arguments, &terminal))) {
        Ok(Ok(exit)) => exit,
        Ok(Err(failure)) => failure.report(&terminal),
        // Already announced, where it happened.
        Err(_) => Exit::CouldNotRun,
    };
    exit.into()
}
