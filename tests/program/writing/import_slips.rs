//! An import accounts for every word, list level, exponent and picture: documents by chance are imported, and what is
//! neither on the page nor named in the report is a fault.

use std::fmt::Write;

use support::dice::Dice;
use support::pictures as made;
use vertebra_import::{self as import, ImportSource, Imported};

use super::documents::{docx, item, p, r, t};

/// A document in the making, and what must become of it.
#[derive(Default)]
struct Draft {
    text: String,
    /// Every word, in order. No two are the same.
    words: Vec<String>,
    /// The words of each element: the first, and the one behind the last.
    elements: Vec<(usize, usize)>,
    /// Numbers with an exponent.
    powers: Vec<(String, String)>,
    /// Entries of lists by their first word, with their level, where nothing but lists stands around them.
    items: Vec<(String, usize)>,
    /// Pictures by the words that stand for them, and how many words stand before each.
    pictures: Vec<(String, usize)>,
}

impl Draft {
    fn word(&mut self) -> String {
        let word = format!("zq{}x", self.words.len());
        self.words.push(word.clone());
        word
    }

    /// Runs `inside` and notes which words it added.
    fn element(&mut self, inside: impl FnOnce(&mut Self)) {
        let start = self.words.len();
        inside(self);
        self.elements.push((start, self.words.len()));
    }

    fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

/// What is wrong with an import: an empty list when everything is accounted for.
fn missing(draft: &Draft, read: &Imported) -> Vec<String> {
    let told: Vec<&str> = read.dropped.iter().map(|it| it.words.as_str()).collect();
    let place = |word: &str| draft.words.iter().position(|own| own == word);
    // A long part is named by its first words: it stands for the largest element that begins with them.
    let parts: Vec<(usize, usize)> = told
        .iter()
        .filter(|words| words.ends_with('…'))
        .filter_map(|words| {
            let first = place(draft.words.iter().find(|own| words.contains(own.as_str()))?)?;
            let end = draft.elements.iter().filter(|(start, _)| *start == first).map(|(_, end)| *end).max()?;
            Some((first, end))
        })
        .collect();
    let page = format!("{} {}", read.title.as_deref().unwrap_or_default(), read.body);
    let is_told = |word: &str| {
        told.iter().any(|words| words.contains(word))
            || place(word).is_some_and(|at| parts.iter().any(|(start, end)| (*start..*end).contains(&at)))
    };
    let mut wrong = Vec::new();
    wrong.extend(
        draft.words.iter().filter(|word| !page.contains(*word) && !is_told(word)).map(|it| format!("word {it}")),
    );
    for (base, power) in &draft.powers {
        let as_plain = format!("{base}{power}");
        let is_there = ["²", "ⁿ", "^", ")²", ")ⁿ", ")^"].iter().any(|mark| page.contains(&format!("{base}{mark}")));
        if page.contains(&as_plain) && !is_told(base) || page.contains(base) && !is_there && !is_told(base) {
            wrong.push(format!("power {as_plain}"));
        }
    }
    let levels = levels(&read.body);
    for (word, level) in draft.items.iter().filter(|(word, _)| read.body.contains(word) && !is_told(word)) {
        match levels.iter().find(|(text, _)| text.contains(word)) {
            Some((_, own)) if own == level => {}
            other => wrong.push(format!("level {level} of {word}: {other:?}")),
        }
    }
    wrong.extend(
        draft
            .pictures
            .iter()
            .filter(|(alt, at)| {
                let is_inside = parts.iter().any(|(start, end)| (start + 1..=*end).contains(at));
                !page.contains(alt) && !is_told(alt) && !is_inside
            })
            .map(|(alt, _)| format!("picture {alt}")),
    );
    wrong
}

/// The entries of lists in a page, each with its level. Source: CommonMark 0.31.2, 5.2.
fn levels(body: &str) -> Vec<(&str, usize)> {
    let (mut open, mut found): (Vec<usize>, _) = (Vec::new(), Vec::new());
    for line in body.lines().filter(|line| !line.trim().is_empty()) {
        let text = line.trim_start();
        let indent = line.len() - text.len();
        while open.last().is_some_and(|inside| indent < *inside) {
            open.pop();
        }
        let mark = text.find(' ').map_or("", |end| &text[..end]);
        let number = mark.strip_suffix(['.', ')']).unwrap_or_default();
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if matches!(mark, "-" | "*") || is_number {
            found.push((text, open.len()));
            open.push(indent + mark.len() + 1);
        }
    }
    found
}

const INLINE: [&str; 22] = [
    "b",
    "i",
    "span",
    "u",
    "s",
    "em",
    "code",
    "kbd",
    "q",
    "font face=Symbol",
    "span style='color:red'",
    "mark",
    "cite",
    "span style='vertical-align:super'",
    "span style='display:none'",
    "small",
    "ins",
    "del",
    "abbr title=",
    "label",
    "a href='https://a.example/'",
    "a href='#x'",
];
const BLOCK: [&str; 22] = [
    "p",
    "div",
    "section",
    "article",
    "blockquote",
    "h1",
    "h2",
    "h4",
    "pre",
    "header",
    "footer",
    "nav",
    "aside",
    "main",
    "p hidden",
    "p class=MsoNormal",
    "p align=center",
    "address",
    "form",
    "fieldset",
    "details",
    "div id=cookie-banner",
];

/// Some words, some of them inside elements.
fn inline(draft: &mut Draft, dice: &mut Dice, depth: usize) {
    for _ in 0..=dice.below(2) {
        match dice.below(14) {
            0 if depth > 0 => {
                let tag = *dice.any(&INLINE).expect("one");
                let name = tag.split(' ').next().unwrap_or(tag);
                let _ = write!(draft.text, "<{tag}>");
                draft.element(|draft| inline(draft, dice, depth - 1));
                let _ = write!(draft.text, "</{name}> ");
            }
            1 => {
                let base = draft.word();
                let power = dice.of(&["2", "2a", "n2"]).to_owned();
                let _ = write!(draft.text, "{base}<sup>{power}</sup> ");
                draft.powers.push((base, power));
            }
            2 => draft.add(" <br> "),
            3 => {
                let alt = format!("zp{}x", draft.pictures.len());
                let source = dice.of(&["a.png", "no.png", "https://a.example/a.png"]);
                let _ = write!(draft.text, "<img src='{source}' alt='{alt}'> ");
                let before = draft.words.len();
                draft.pictures.push((alt, before));
            }
            _ => {
                let word = draft.word();
                let _ = write!(draft.text, "{word} ");
            }
        }
    }
}

fn blocks(draft: &mut Draft, dice: &mut Dice, depth: usize, is_free: bool) {
    for _ in 0..=dice.below(3) {
        match dice.below(8) {
            0 if depth > 0 => draft.element(|draft| list(draft, dice, depth - 1, 0, is_free)),
            1 if depth > 0 => draft.element(|draft| table(draft, dice, depth)),
            2 if depth > 0 => {
                draft.add("<dl>");
                draft.element(|draft| {
                    for tag in ["dt", "dd", "dd"].iter().take(1 + dice.below(3)) {
                        let _ = write!(draft.text, "<{tag}>");
                        draft.element(|draft| inline(draft, dice, depth));
                    }
                });
                draft.add("</dl>");
            }
            3 if depth > 0 => {
                let tag = *dice.any(&BLOCK).expect("one");
                let name = tag.split(' ').next().unwrap_or(tag);
                let is_plain = ["div", "section", "article", "main"].contains(&tag);
                let _ = write!(draft.text, "<{tag}>");
                draft.element(|draft| blocks(draft, dice, depth - 1, is_free && is_plain));
                let _ = write!(draft.text, "</{name}>");
            }
            _ => {
                let tag = *dice.any(&BLOCK[..9]).expect("one");
                let _ = write!(draft.text, "<{tag}>");
                draft.element(|draft| inline(draft, dice, 2));
                let _ = write!(draft.text, "</{tag}>");
            }
        }
    }
}

fn table(draft: &mut Draft, dice: &mut Dice, depth: usize) {
    draft.add("<table>");
    if dice.chance(30) {
        draft.element(|draft| {
            draft.add("<caption>");
            inline(draft, dice, 1);
            draft.add("</caption>");
        });
    }
    for _ in 0..=dice.below(2) {
        draft.add("<tr>");
        draft.element(|draft| {
            for _ in 0..=dice.below(2) {
                draft.add(dice.any(&["<td>", "<th>", "<td colspan=2>", "<td rowspan=2>"]).expect("one"));
                draft.element(|draft| inline(draft, dice, depth));
                if dice.chance(20) {
                    draft.element(|draft| blocks(draft, dice, depth - 1, false));
                }
            }
        });
    }
    draft.add("</table>");
}

fn list(draft: &mut Draft, dice: &mut Dice, depth: usize, level: usize, is_free: bool) {
    let tag = *dice.any(&["ul", "ol", "ol start=4", "ol reversed", "ol type=a"]).expect("one");
    let _ = write!(draft.text, "<{tag}>");
    for _ in 0..=dice.below(3) {
        draft.add("<li>");
        draft.element(|draft| {
            let word = draft.word();
            let _ = write!(draft.text, "{word} ");
            if is_free {
                draft.items.push((word, level));
            }
            if dice.chance(30) && depth > 0 {
                draft.element(|draft| list(draft, dice, depth - 1, level + 1, is_free));
            } else if dice.chance(10) && depth > 0 {
                draft.element(|draft| blocks(draft, dice, depth - 1, false));
            }
        });
        draft.add("</li>");
    }
    let _ = write!(draft.text, "</{}>", &tag[..2]);
}

#[test]
fn every_word_level_power_and_picture_of_a_web_page_is_there_or_told() {
    let picture = made::png(2, 2, 1);
    let mut faults = Vec::new();
    for seed in 0..4000 {
        let (mut dice, mut draft) = (Dice::new(seed), Draft::default());
        if dice.chance(30) {
            let word = draft.word();
            let _ = write!(draft.text, "<title>{word}</title>");
        }
        draft.add("<body>");
        draft.element(|draft| blocks(draft, &mut dice, 4, true));
        let beside = |path: &str| (path == "a.png").then(|| picture.clone());
        let source = ImportSource { name: "a.html", bytes: draft.text.as_bytes(), stem: "a", beside: &beside };
        let read = import::read(&source).expect("a document");
        let wrong = missing(&draft, &read);
        if !wrong.is_empty() {
            faults.push((
                draft.text.len(),
                format!("seed {seed}: {wrong:?}\n{}\n{}\n{:#?}", draft.text, read.body, read.dropped),
            ));
        }
    }
    faults.sort();
    let shown: Vec<_> = faults.iter().take(5).map(|(_, it)| it.as_str()).collect();
    assert!(faults.is_empty(), "{} of 4000\n{}", faults.len(), shown.join("\n\n"));
}

/// Some runs of a document of Word.
fn runs(draft: &mut Draft, dice: &mut Dice) -> String {
    const LOOKS: [&str; 9] = [
        "",
        "<w:b/>",
        "<w:i/><w:strike/>",
        "<w:vanish/>",
        "<w:color w:val=\"FF0000\"/>",
        "<w:highlight w:val=\"yellow\"/>",
        "<w:rFonts w:ascii=\"Symbol\"/>",
        "<w:caps/>",
        "<w:u w:val=\"single\"/>",
    ];
    const AROUND: [(&str, &str); 8] = [
        ("<w:ins>", "</w:ins>"),
        ("<w:hyperlink r:id=\"no\">", "</w:hyperlink>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:smartTag>", "</w:smartTag>"),
        ("<w:fldSimple w:instr=\" PAGE \">", "</w:fldSimple>"),
        (
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
            "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        ),
        ("<w:moveTo>", "</w:moveTo>"),
        ("<w:r><w:pict><v:textbox><w:txbxContent><w:p>", "</w:p></w:txbxContent></v:textbox></w:pict></w:r>"),
    ];
    let mut text = String::new();
    for _ in 0..=dice.below(2) {
        let word = draft.word();
        let run = match dice.below(8) {
            0 => {
                let power = dice.of(&["2", "2a"]).to_owned();
                let raised = dice.of(&["<w:vertAlign w:val=\"superscript\"/>", "<w:position w:val=\"6\"/>"]);
                draft.powers.push((word.clone(), power.clone()));
                t(&word) + &r(raised, &power)
            }
            1 => format!("<w:del><w:r><w:delText>{word}</w:delText></w:r></w:del>"),
            _ => r(dice.of(&LOOKS), &format!("{word} ")),
        };
        match dice.any(&AROUND).filter(|_| dice.below(6) == 0) {
            Some((before, after)) => text += &format!("{before}{run}{after}"),
            None => text += &run,
        }
    }
    text
}

#[test]
fn every_word_level_and_power_of_a_document_of_word_is_there_or_told() {
    let mut faults = Vec::new();
    for seed in 0..1500 {
        let (mut dice, mut draft, mut body) = (Dice::new(seed), Draft::default(), String::new());
        let mut level = 0;
        for _ in 0..2 + dice.below(5) {
            let start = draft.words.len();
            let inside = runs(&mut draft, &mut dice);
            match dice.below(6) {
                0 => {
                    level = dice.below(level + 2).min(1);
                    body += &item(1, u32::try_from(level).expect("small"), &inside);
                }
                1 => {
                    let other = runs(&mut draft, &mut dice);
                    let cell = |inside: &str| format!("<w:tc>{}</w:tc>", p("", inside));
                    body += &format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(&inside), cell(&other));
                }
                _ => body += &p(dice.of(&["", "", "Quote", "Titel", "berschrift1", "Mine", "Unknown"]), &inside),
            }
            draft.elements.push((start, draft.words.len()));
        }
        let read = docx(&body).read();
        let wrong = missing(&draft, &read);
        if !wrong.is_empty() {
            faults.push((body.len(), format!("seed {seed}: {wrong:?}\n{body}\n{}\n{:#?}", read.body, read.dropped)));
        }
    }
    faults.sort();
    let shown: Vec<_> = faults.iter().take(5).map(|(_, it)| it.as_str()).collect();
    assert!(faults.is_empty(), "{} of 1500\n{}", faults.len(), shown.join("\n\n"));
}
