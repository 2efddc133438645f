//! Asks the person at the terminal before something is changed.

use std::io::{self, BufRead, IsTerminal};

use super::dialogue::ANYWAY;
use super::terminal::Terminal;

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PromptAnswer {
    Yes,
    No,
    /// There is nobody to ask: the program runs in a script.
    Nobody,
}

/// How often an answer that is neither is asked for again.
const TRIES: usize = 3;

/// Asks a question that is answered by y or n. With `yes`, it counts as answered.
fn confirm(terminal: &Terminal, question: &str, yes: bool) -> PromptAnswer {
    if yes {
        return PromptAnswer::Yes;
    }
    let is_there = io::stdin().is_terminal() && io::stderr().is_terminal();
    if !is_there && std::env::var_os(ANYWAY).is_none() {
        return PromptAnswer::Nobody;
    }
    answer(&mut io::stdin().lock(), || terminal.remark(&format!("{question} [y/n] ")))
}

/// As `confirm`; says what was not done when nobody has said yes. `what`: the words after "Nothing was" and after "To".
pub fn agreed(terminal: &Terminal, question: &str, yes: bool, what: (&str, &str)) -> bool {
    let (done, to_do) = what;
    match confirm(terminal, question, yes) {
        PromptAnswer::Yes => return true,
        PromptAnswer::No => terminal.remark(&format!("Nothing was {done}.\n")),
        PromptAnswer::Nobody => terminal
            .remark(&format!("Nothing was {done}: there is no terminal to confirm in. To {to_do}, add: --yes\n")),
    }
    false
}

fn answer(input: &mut impl BufRead, ask: impl Fn()) -> PromptAnswer {
    for _ in 0..TRIES {
        ask();
        let mut line = String::new();
        // Whoever closes the input has not said yes.
        if input.read_line(&mut line).unwrap_or(0) == 0 {
            return PromptAnswer::No;
        }
        match line.trim().to_lowercase().as_str() {
            "y" | "yes" => return PromptAnswer::Yes,
            "n" | "no" => return PromptAnswer::No,
            _ => {}
        }
    }
    PromptAnswer::No
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_yes_is_a_yes() {
        for (typed, expected) in [
            ("y\n", PromptAnswer::Yes),
            ("YES\r\n", PromptAnswer::Yes),
            ("n\n", PromptAnswer::No),
            ("what?\ny\n", PromptAnswer::Yes),
            ("\n\n\ny\n", PromptAnswer::No),
            ("", PromptAnswer::No),
        ] {
            assert_eq!(answer(&mut typed.as_bytes(), || ()), expected, "{typed:?}");
        }
    }
}
