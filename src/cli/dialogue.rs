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

    /// Says something that needs no answer.
    fn tell(&mut self, words: &str);
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

    fn tell(&mut self, words: &str) {
        self.0.remark(words);
    }
}

/// What came of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypedAnswer {
    Given(String),
    /// An empty line.
    Nothing,
    /// The question before is to be asked again.
    Back,
    /// Nothing more is to be asked.
    Done,
}

impl TypedAnswer {
    fn of(line: String) -> TypedAnswer {
        match line.as_str() {
            "" => TypedAnswer::Nothing,
            "back" => TypedAnswer::Back,
            "done" => TypedAnswer::Done,
            _ => TypedAnswer::Given(line),
        }
    }
}

/// Something to choose from: what it is called, and what is said of it.
pub struct Choice {
    pub name: String,
    pub about: String,
}

/// Several things, of which an empty line takes the usual one.
pub struct ChoiceList<'a> {
    pub choices: &'a [Choice],
    pub usual: usize,
    /// Takes what is none of them, such as the name of something new.
    pub other: &'a dyn Fn(&str) -> Option<String>,
    /// What the last line asks for.
    pub wanted: &'a str,
}

/// Asks for one of several things by its number or name.
pub fn choose(who: &mut dyn Ask, question: &str, menu: &ChoiceList<'_>) -> Result<TypedAnswer, Failure> {
    let choices = menu.choices;
    let width = choices.iter().map(|choice| choice.name.chars().count()).max().unwrap_or(0);
    let mut words = format!("{question}\n");
    for (at, choice) in choices.iter().enumerate() {
        let line = format!("{:>4}  {:width$}  {}", at + 1, choice.name, choice.about);
        words += &format!("{}\n", line.trim_end());
    }
    let usual = choices.get(menu.usual);
    let last = format!("{} [{}]: ", menu.wanted, usual.map_or("", |choice| &choice.name));
    words += &last;
    loop {
        let Some(line) = who.ask(&words) else { return Err(gone()) };
        let named = |choice: &&Choice| {
            choice.name.eq_ignore_ascii_case(&line)
                || (!choice.about.is_empty() && choice.about.eq_ignore_ascii_case(&line))
        };
        let number = line.parse::<usize>().ok().and_then(|number| choices.get(number.checked_sub(1)?));
        let chosen = if line.is_empty() { usual } else { number.or_else(|| choices.iter().find(named)) };
        if let Some(choice) = chosen {
            return Ok(TypedAnswer::Given(choice.name.clone()));
        }
        match TypedAnswer::of(line) {
            TypedAnswer::Given(line) => match (menu.other)(&line) {
                Some(other) => return Ok(TypedAnswer::Given(other)),
                None => {
                    let count = choices.len();
                    words = format!("\"{line}\" is not one of the choices; type a number from 1 to {count}.\n{last}");
                }
            },
            answer => return Ok(answer),
        }
    }
}

/// Asks for a text that must not be empty. It can be any text: there is nothing to go back to before it.
pub fn text(who: &mut dyn Ask, question: &str) -> Result<String, Failure> {
    loop {
        match who.ask(question) {
            Some(answer) if !answer.is_empty() => return Ok(answer),
            Some(_) => {}
            None => return Err(gone()),
        }
    }
}

/// Asks until there is no fault in an answer; `fault` says what is wrong with one.
pub fn checked(
    who: &mut dyn Ask,
    question: &str,
    fault: &dyn Fn(&str) -> Option<String>,
) -> Result<TypedAnswer, Failure> {
    let mut words = question.to_owned();
    loop {
        let Some(line) = who.ask(&words) else { return Err(gone()) };
        match TypedAnswer::of(line) {
            TypedAnswer::Given(answer) => match fault(&answer) {
                None => return Ok(TypedAnswer::Given(answer)),
                Some(fault) => words = format!("{fault}\n{question}"),
            },
            answer => return Ok(answer),
        }
    }
}

/// The input ended before all was known.
fn gone() -> Failure {
    Failure::InputEnded
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

        fn tell(&mut self, words: &str) {
            self.1 += words;
        }
    }

    fn choices() -> Vec<Choice> {
        let choice = |name: &str, about: &str| Choice { name: name.to_owned(), about: about.to_owned() };
        vec![choice("page", "Page"), choice("guide", "A guide")]
    }

    #[test]
    fn a_choice_is_a_number_a_name_or_the_usual_one() {
        let choices = choices();
        let none = |_: &str| None;
        let menu = ChoiceList { choices: &choices, usual: 0, other: &none, wanted: "Number or name" };
        for (answers, chosen) in
            [(vec![""], "page"), (vec!["2"], "guide"), (vec!["Guide"], "guide"), (vec!["9", "a guide"], "guide")]
        {
            let mut script = Script(answers, String::new());
            assert_eq!(choose(&mut script, "Which?", &menu).unwrap(), TypedAnswer::Given(chosen.to_owned()));
        }
        let mut script = Script(vec!["back"], String::new());
        assert_eq!(choose(&mut script, "Which?", &menu).unwrap(), TypedAnswer::Back);
        let mut script = Script(vec!["news"], String::new());
        let other = |name: &str| Some(name.to_uppercase());
        let open = ChoiceList { other: &other, ..menu };
        assert_eq!(choose(&mut script, "Which?", &open).unwrap(), TypedAnswer::Given("NEWS".to_owned()));
        let menu = ChoiceList { choices: &choices, usual: 0, other: &none, wanted: "Number or name" };
        let mut script = Script(vec!["3", "x"], String::new());
        assert!(choose(&mut script, "Which?", &menu).is_err());
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
        assert_eq!(checked(&mut script, "Well? ", &fault).unwrap(), TypedAnswer::Given("good".to_owned()));
        assert_eq!(script.1, "Well? \"bad\" is not good\nWell? ");
        for (line, answer) in [("", TypedAnswer::Nothing), ("back", TypedAnswer::Back), ("done", TypedAnswer::Done)] {
            assert_eq!(checked(&mut Script(vec![line], String::new()), "Well? ", &fault).unwrap(), answer);
        }
        assert_eq!(text(&mut Script(vec!["", "x"], String::new()), "Name? ").unwrap(), "x");
        assert!(text(&mut Script(vec![], String::new()), "Name? ").is_err());
    }
}
