//! `vertebra check --reading`: the table of pages, the hardest to read first.

use vertebra_base::readability::LONG;
use vertebra_engine::PageReading;
use vertebra_markdown::Readability;
use vertebra_report::count;

/// Characters of a sentence that are shown.
const SHOWN: usize = 72;

/// The table, with an empty line behind it.
pub fn table(pages: &[PageReading]) -> String {
    if pages.is_empty() {
        return String::new();
    }
    let measures: Vec<String> = pages.iter().map(|page| measure(&page.reading)).collect();
    let wide = measures.iter().map(String::len).max().unwrap_or(0);
    let mut out = String::from("How hard the pages are to read, hardest first:\n\n");
    for (page, measure) in pages.iter().zip(&measures) {
        let Readability { words, sentences, long, longest, worst, .. } = &page.reading;
        let long = match long {
            0 => String::new(),
            long => format!(", {long} longer than {LONG}"),
        };
        out += &format!(
            "{measure:wide$}  {}  {} in {}, the longest {longest}{long}\n",
            page.source,
            count(*words, "word"),
            count(*sentences, "sentence"),
        );
        for hard in worst {
            out += &format!("{:wide$}    line {}: {}\n", "", hard.line, shortened(&hard.text));
        }
    }
    out += "\nA grade is the number of years of school needed to read an English text. For INFLESZ (Spanish), higher is easier.\n\
            Use these numbers to find pages worth another look. They do not show that a text is good.\n\n";
    out
}

fn measure(reading: &Readability) -> String {
    match reading.measure {
        Some(measure) => measure.words(),
        None => "not measured".to_owned(),
    }
}

fn shortened(sentence: &str) -> String {
    let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{fffc}', "…");
    match sentence.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", sentence[..at].trim_end()),
        None => sentence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vertebra_base::path::SourcePath;
    use vertebra_base::readability::Measure;
    use vertebra_markdown::HardSentence;

    #[test]
    fn the_hardest_page_comes_with_its_hardest_sentences() {
        let page = |source: &str, measure| PageReading {
            source: SourcePath::new(source),
            title: "A".to_owned(),
            reading: Readability {
                measure,
                words: 120,
                sentences: 9,
                long: 2,
                longest: 31,
                worst: vec![HardSentence {
                    line: 18,
                    span: Default::default(),
                    words: 31,
                    text: format!("The therapist\u{fffc} {}", "presses firmly ".repeat(6)),
                }],
            },
        };
        let pages = [page("content/a.md", Some(Measure::Grade(9.34))), page("content/b.fr.md", None)];
        let shown = table(&pages);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[2], "grade 9.3     content/a.md  120 words in 9 sentences, the longest 31, 2 longer than 20");
        assert_eq!(
            lines[3],
            "                line 18: The therapist… presses firmly presses firmly presses firmly presses firm…"
        );
        assert!(lines[4].starts_with("not measured  content/b.fr.md"), "{shown}");
        assert_eq!(table(&[]), "");
    }
}
