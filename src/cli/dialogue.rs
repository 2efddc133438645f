//! Questions to the person at the keyboard. What is asked, and what becomes of an answer, does not know who answers.

use std::io::{self, BufRead, IsTerminal};

use super::failure::Failure;
use super::terminal::Terminal;

/// Set in tests, which have no terminal: questions are then asked and answers read all the same.
pub const ANYWAY: &str = "VERTEBRA_ASK";

/// Somebody who answers questions.
pub trait Ask {
    /// Shows some words and gives the line that is typed then; none when there is nothing more to come.
    fn ask(&mut self, words: &str) -> Option<String>;
}

/// The person at the keyboard.
pub struct Keyboard<'a>(&'a Terminal);

impl<'a> Keyboard<'a> {
    /// Whoever sits there; nobody, where the input is a file or another program.
    pub fn new(terminal: &'a Terminal) -> Option<Self> {
        let is_there = io::stdin().is_terminal() && terminal.is_watched();
        (is_there || std::env::var_os(ANYWAY).is_some()).then_some(Keyboard(terminal))
    }
}

impl Ask for Keyboard<'_> {
    fn ask(&mut self, words: &str) -> Option<String> {
        self.0.remark(words);
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line).ok()?;
        (read > 0).then(|| line.trim().to_owned())
    }
}

/// Something to choose from: what it is called, and what is said of it.
pub struct Choice {
    pub name: String,
    pub about: String,
}

/// Asks for one of several things by its number or name; an empty line takes the usual one.
pub fn choose(who: &mut dyn Ask, question: &str, choices: &[Choice], usual: usize) -> Result<String, Failure> {
    let width = choices.iter().map(|choice| choice.name.chars().count()).max().unwrap_or(0);
    let mut words = format!("{question}\n");
    for (at, choice) in choices.iter().enumerate() {
        let line = format!("{:>4}  {:width$}  {}", at + 1, choice.name, choice.about);
        words += &format!("{}\n", line.trim_end());
    }
    let last = format!("Number or name [{}]: ", choices.get(usual).map_or("", |choice| &choice.name));
    words += &last;
    loop {
        let Some(answer) = who.ask(&words) else { return Err(gone()) };
        let named = |choice: &&Choice| {
            choice.name.eq_ignore_ascii_case(&answer)
                || (!choice.about.is_empty() && choice.about.eq_ignore_ascii_case(&answer))
        };
        let number = answer.parse::<usize>().ok().and_then(|number| choices.get(number.checked_sub(1)?));
        let chosen = if answer.is_empty() { choices.get(usual) } else { number.or_else(|| choices.iter().find(named)) };
        match chosen {
            Some(choice) => return Ok(choice.name.clone()),
            None => {
                words = format!(
                    "\"{answer}\" is not one of the choices; type a number from 1 to {}.\n{last}",
                    choices.len()
                )
            }
        }
    }
}

/// Asks for a text that must not be empty.
pub fn text(who: &mut dyn Ask, question: &str) -> Result<String, Failure> {
    loop {
        match who.ask(question) {
            Some(answer) if !answer.is_empty() => return Ok(answer),
            Some(_) => {}
            None => return Err(gone()),
        }
    }
}

/// Asks until an answer is empty or good; `fault` says what is wrong with one.
pub fn checked(
    who: &mut dyn Ask,
    question: &str,
    fault: &dyn Fn(&str) -> Option<String>,
) -> Result<Option<String>, Failure> {
    let mut words = question.to_owned();
    loop {
        let Some(answer) = who.ask(&words) else { return Err(gone()) };
        if answer.is_empty() {
            return Ok(None);
        }
        match fault(&answer) {
            None => return Ok(Some(answer)),
            Some(fault) => words = format!("{fault}\n{question}"),
        }
    }
}

/// The input ended before all was known.
fn gone() -> Failure {
    Failure::Usage {
        message: "there was no input, so nothing was written".to_owned(),
        help: "run the command again and answer the questions, or pass the values as options: vertebra new --help"
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers that were written before, and what was asked.
    struct Script(Vec<&'static str>, String);

    impl Ask for Script {
        fn ask(&mut self, words: &str) -> Option<String> {
            self.1 += words;
            (!self.0.is_empty()).then(|| self.0.remove(0).to_owned())
        }
    }

    fn choices() -> Vec<Choice> {
        let choice = |name: &str, about: &str| Choice { name: name.to_owned(), about: about.to_owned() };
        vec![choice("page", "Page"), choice("guide", "A guide")]
    }

    #[test]
    fn a_choice_is_a_number_a_name_or_the_usual_one() {
        for (answers, chosen) in
            [(vec![""], "page"), (vec!["2"], "guide"), (vec!["Guide"], "guide"), (vec!["9", "a guide"], "guide")]
        {
            let mut script = Script(answers, String::new());
            assert_eq!(choose(&mut script, "Which?", &choices(), 0).unwrap(), chosen);
        }
        let mut script = Script(vec!["3", "x"], String::new());
        assert!(choose(&mut script, "Which?", &choices(), 0).is_err());
        assert!(
            script.1.starts_with("Which?\n   1  page   Page\n   2  guide  A guide\nNumber or name [page]: "),
            "{}",
            script.1
        );
        assert!(script.1.contains("\"3\" is not one of the choices; type a number from 1 to 2.\n"));
    }

    #[test]
    fn an_answer_is_asked_for_until_it_is_good() {
        let fault = |answer: &str| (answer != "good").then(|| format!("\"{answer}\" is not good"));
        let mut script = Script(vec!["bad", "good"], String::new());
        assert_eq!(checked(&mut script, "Well? ", &fault).unwrap().as_deref(), Some("good"));
        assert_eq!(script.1, "Well? \"bad\" is not good\nWell? ");
        assert_eq!(checked(&mut Script(vec![""], String::new()), "Well? ", &fault).unwrap(), None);
        assert_eq!(text(&mut Script(vec!["", "x"], String::new()), "Name? ").unwrap(), "x");
        assert!(text(&mut Script(vec![], String::new()), "Name? ").is_err());
    }
}
