//! The texts of pages as they are looked at: what is measured, and that looking changes nothing of what is published.

use std::sync::Arc;

use vertebra_base::readability::Measure;
use vertebra_base::snapshot::Snapshot;
use vertebra_engine::{Build, CheckLevel, Options};
use vertebra_markdown as document;
use vertebra_schema::Schema;
use vertebra_schema::rules::Rules;

use super::fixture::{PLAIN, files, options};
use super::real;

#[test]
fn rules_change_nothing_of_the_html_of_a_page() {
    let snapshot = real::snapshot();
    let build = Build::new(snapshot.clone(), &options());
    let with = build.schema();
    let without = Schema { rules: Arc::new(Rules::default()), ..with.clone() };
    let mut pages = 0;
    for (path, bytes) in snapshot.files.iter().filter(|(path, _)| path.as_str().ends_with(".md")) {
        let (one, other) = (document::parse(path, bytes.held(), with), document::parse(path, bytes.held(), &without));
        assert_eq!(one.page.body, other.page.body, "{path}");
        assert_eq!(one.page.notes, other.page.notes, "{path}");
        assert_eq!(one.page.text_print(), other.page.text_print(), "{path}");
        assert_eq!(other.page.reading, None, "nobody asked");
        pages += 1;
    }
    assert!(pages > 30);
}

/// A page, how hard it is to read, and the lines and words of its hardest sentences.
type Row = (String, Option<Measure>, Vec<(usize, String)>);

fn readings(text: &str) -> Vec<Row> {
    let mut all = files(PLAIN);
    all.extend(files(text));
    let snapshot = Snapshot::from_texts(all.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let build = Build::new(snapshot, &Options { depth: CheckLevel::Thorough, ..options() });
    let one = |page: vertebra_engine::PageReading| {
        let worst = page.reading.worst.into_iter().map(|hard| (hard.line, hard.text)).collect();
        (page.source.to_string(), page.reading.measure, worst)
    };
    build.readings().into_iter().map(one).collect()
}

#[test]
fn pages_are_measured_without_what_is_no_sentence() {
    let easy = "You may feel sore. It should fade. Tell us if it hurts. You can stop at any time. Ask the therapist first. That is all there is to it, and it is enough.";
    let page = |name: &str, body: &str| format!("-- content/{name} --\n---\ntitle: T\n---\n{body}\n");
    let around = "## Neuromuscular rehabilitation methodologies\n\n| Interdisciplinary | Individualized |\n| --- | --- |\n| Rehabilitation | Methodologies |\n\n```\nInterdisciplinary evaluation\n```\n\n![Interdisciplinary evaluation](a.svg)\n\n";
    let site = [
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\nlanguages: {es: {title: T}, fr: {title: T}}\n".to_owned(),
        "-- content/a.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"/>\n".to_owned(),
        page("plain.md", easy),
        page("around.md", &format!("{around}{easy}")),
        page("hard.md", &format!("{easy}\n\nThe *therapist* administers individualized interventions, e.g. neuromuscular\nrehabilitation, following Dr. Smith's comprehensive evaluation of 3.5 hours.")),
        page("short.md", "Too short."),
        page("empty.md", ""),
        page("draft.md", "It.").replace("title: T", "title: T\ndraft: true"),
    ]
    .concat();
    let all = readings(&site);
    let names: Vec<&str> = all.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["content/hard.md", "content/around.md", "content/plain.md", "content/short.md"]);
    assert_eq!(all[1].1, all[2].1);
    assert_eq!(all[3].1, None);
    let (line, sentence) = &all[0].2[0];
    assert_eq!(*line, 6);
    assert_eq!(
        sentence,
        "The therapist administers individualized interventions, e.g. neuromuscular rehabilitation, following Dr. \
         Smith's comprehensive evaluation of 3.5 hours."
    );
}

#[test]
fn a_page_in_spanish_has_the_spanish_measure() {
    let body = "Puede sentir un poco de dolor. Debe pasar pronto. Diga si le duele mucho. ".repeat(4);
    let site = "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: LANG\ntime_zone: UTC\ntheme: mini\n";
    let page = format!("-- content/a.md --\n---\ntitle: T\n---\n{body}\n");
    let of = |language: &str| readings(&format!("{}{page}", site.replace("LANG", language)))[0].1;
    assert!(matches!(of("es-MX"), Some(Measure::Inflesz(ease)) if ease > 75.0));
    assert!(matches!(of("en"), Some(Measure::Grade(_))));
    assert_eq!(of("fr"), None);
}
