//! How hard a text is to read, as far as a formula can tell: words of sentences, syllables of words. It finds pages that
//! are worth another look; it cannot say that a text is good.
//!
//! Knows nothing of Markdown: whoever asks hands over paragraphs and items of lists, each as plain text.

mod sentence;
mod syllable;

pub use sentence::{ends_with_sentence, sentences};

use std::ops::Range;

/// A text of fewer words says nothing.
const FEWEST: usize = 30;
/// Sentences beyond this many words are long. Source: NHS digital service manual, "Content: how we write".
pub const LONG: usize = 20;
/// How many of the hardest sentences are named.
const WORST: usize = 3;
/// A sentence of fewer words is not hard, whatever its words.
const SHORT: usize = 6;

/// What was measured of one page.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadingMeasures {
    /// None for a language without a formula, or a text that is too short.
    pub measure: Option<Measure>,
    pub words: usize,
    pub sentences: usize,
    /// How many sentences have more than `LONG` words.
    pub long: usize,
    /// Words of the longest sentence.
    pub longest: usize,
    /// The hardest sentences, the hardest first.
    pub worst: Vec<Hard>,
}

/// A number and the formula that it comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measure {
    /// Years of school that an English text asks for; less is easier. Source: Kincaid and others, "Derivation of new
    /// readability formulas", Research Branch Report 8-75, 1975.
    Grade(f64),
    /// Perspicuity of a Spanish text, about 0 to 100; more is easier. Source: F. Szigriszt Pazos, "Sistemas predictivos
    /// de legibilidad del mensaje escrito", 1993; the levels of its scale: I. M. Barrio-Cantalejo and others,
    /// "Validación de la Escala INFLESZ", 2008.
    Inflesz(f64),
}

/// A sentence that is hard to read.
#[derive(Debug, Clone, PartialEq)]
pub struct Hard {
    /// Which of the texts it stands in.
    pub text: usize,
    /// Its place there.
    pub range: Range<usize>,
    pub words: usize,
}

impl Measure {
    /// The number with its unit, as people read it: `grade 6.2`, `INFLESZ 71`.
    pub fn words(self) -> String {
        match self {
            Measure::Grade(grade) => format!("grade {grade:.1}"),
            Measure::Inflesz(ease) => format!("INFLESZ {ease:.0}"),
        }
    }

    /// For putting the hardest first, whatever the language: about the years of school. The five levels of INFLESZ stand
    /// against those of the same authors for school and university.
    pub fn hardness(self) -> f64 {
        match self {
            Measure::Grade(grade) => grade,
            Measure::Inflesz(ease) => (100.0 - ease) / 5.0,
        }
    }
}

/// Counts of one text or of many.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    words: usize,
    sentences: usize,
    syllables: usize,
}

/// Measures the texts of a page in a language, by its tag. Nothing for texts without a word.
pub fn measure<'t>(texts: impl IntoIterator<Item = &'t str>, language: &str) -> ReadingMeasures {
    let language = language.split('-').next().unwrap_or(language);
    let mut all = Counts::default();
    let (mut long, mut longest) = (0, 0);
    let mut worst: Vec<(f64, Hard)> = Vec::new();
    for (at, text) in texts.into_iter().enumerate() {
        for range in sentences(text, language) {
            let one = count(&text[range.clone()], language);
            if one.words == 0 {
                continue;
            }
            all.words += one.words;
            all.sentences += 1;
            all.syllables += one.syllables;
            long += usize::from(one.words > LONG);
            longest = longest.max(one.words);
            if one.words >= SHORT {
                let hard = formula(one, language).map_or(one.words as f64, Measure::hardness);
                worst.push((hard, Hard { text: at, range, words: one.words }));
            }
        }
    }
    worst.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    worst.truncate(WORST);
    ReadingMeasures {
        measure: if all.words < FEWEST { None } else { formula(all, language) },
        words: all.words,
        sentences: all.sentences,
        long,
        longest,
        worst: worst.into_iter().map(|(_, hard)| hard).collect(),
    }
}

fn count(sentence: &str, language: &str) -> Counts {
    let mut counts = Counts { sentences: 1, ..Counts::default() };
    for word in sentence.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)) {
        counts.words += 1;
        counts.syllables += syllable::count(word, language);
    }
    counts
}

fn formula(counts: Counts, language: &str) -> Option<Measure> {
    let (words, sentences) = (counts.words as f64, counts.sentences.max(1) as f64);
    let (length, weight) = (words / sentences, counts.syllables as f64 / words.max(1.0));
    match language {
        "en" => Some(Measure::Grade((0.39 * length + 11.8 * weight - 15.59).max(0.0))),
        "es" => Some(Measure::Inflesz((206.835 - 62.3 * weight - length).clamp(0.0, 100.0))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grade(texts: &[&str]) -> Option<f64> {
        measure(texts.iter().copied(), "en-US").measure.map(|measure| match measure {
            Measure::Grade(number) | Measure::Inflesz(number) => number,
        })
    }

    #[test]
    fn plain_words_ask_for_fewer_years_of_school() {
        let plain = "You may feel sore. It should fade. Tell us if it hurts. You can stop at any time. ".repeat(3);
        let hard = "Neuromuscular rehabilitation methodologies necessitate comprehensive interdisciplinary evaluation \
                    preceding individualized therapeutic interventions. "
            .repeat(3);
        assert!(grade(&[&plain]).unwrap() < 3.0, "{:?}", grade(&[&plain]));
        assert!(grade(&[&hard]).unwrap() > 15.0, "{:?}", grade(&[&hard]));
        assert_eq!(grade(&["Too short."]), None);
    }

    #[test]
    fn each_item_of_a_list_is_a_sentence() {
        assert!(grade(&["Bring loose clothes and water"; 8]).unwrap() < 6.0);
    }

    #[test]
    fn spanish_has_a_scale_of_its_own_and_other_languages_have_none() {
        let easy = "Puede sentir un poco de dolor. Debe pasar pronto. Diga si le duele mucho. ".repeat(4);
        let hard = "La rehabilitación neuromuscular interdisciplinaria individualizada requiere necesariamente \
                    procedimientos terapéuticos extraordinariamente especializados y evaluaciones "
            .repeat(3);
        let ease = |text: &str| match measure([text], "es").measure {
            Some(Measure::Inflesz(ease)) => ease,
            other => panic!("{other:?}"),
        };
        assert!(ease(&easy) > 75.0, "{}", ease(&easy));
        assert!(ease(&hard) < 20.0, "{}", ease(&hard));
        assert_eq!(measure([&*easy], "fr").measure, None);
        assert_eq!(measure([&*easy], "fr").sentences, 12);
    }

    #[test]
    fn the_hardest_sentences_come_first() {
        let texts = [
            "It may help. Ask first.",
            "Practitioners customarily administer individualized interventions following comprehensive evaluation. \
             We walk to the shop and then we walk home.",
        ];
        let reading = measure(texts, "en");
        let shown: Vec<&str> = reading.worst.iter().map(|hard| &texts[hard.text][hard.range.clone()]).collect();
        assert_eq!(shown.len(), 2, "short sentences are not hard");
        assert!(shown[0].starts_with("Practitioners") && shown[1].starts_with("We walk"));
        assert_eq!((reading.longest, reading.sentences, reading.long), (10, 4, 0));
    }
}
