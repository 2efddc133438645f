//! Asks the person at the terminal before something is changed.

use std::io::{self, BufRead, IsTerminal};

use super::dialogue::ANYWAY;
use super::terminal::Terminal;

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    /// There is nobody to ask: the program runs in a script.
    Nobody,
}

/// How often an answer that is neither is asked for again.
const TRIES: usize = 3;

/// Asks a question that is answered by y or n. With `yes`, it counts as answered.
pub fn confirm(terminal: &Terminal, question: &str, yes: bool) -> Answer {
    if yes {
        return Answer::Yes;
    }
    let is_there = io::stdin().is_terminal() && io::stderr().is_terminal();
    if !is_there && std::env::var_os(ANYWAY).is_none() {
        return Answer::Nobody;
    }
    answer(&mut io::stdin().lock(), || terminal.remark(&format!("{question} [y/n] ")))
}

fn answer(input: &mut impl BufRead, ask: impl Fn()) -> Answer {
    for _ in 0..TRIES {
        ask();
        let mut line = String::new();
        // Whoever closes the input has not said yes.
        if input.read_line(&mut line).unwrap_or(0) == 0 {
            return Answer::No;
        }
        match line.trim().to_lowercase().as_str() {
            "y" | "yes" => return Answer::Yes,
            "n" | "no" => return Answer::No,
            _ => {}
        }
    }
    Answer::No
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_yes_is_a_yes() {
        for (typed, expected) in [
            ("y\n", Answer::Yes),
            ("YES\r\n", Answer::Yes),
            ("n\n", Answer::No),
            ("what?\ny\n", Answer::Yes),
            ("\n\n\ny\n", Answer::No),
            ("", Answer::No),
        ] {
            assert_eq!(answer(&mut typed.as_bytes(), || ()), expected, "{typed:?}");
        }
    }
}
