//! Styles and numberings of a document: which paragraphs are headings, and which are entries of which list.

use std::collections::BTreeMap;

use super::xml::El;

/// What a style is for, as far as a page can tell it apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    /// 0 for the title, 1 to 9 for headings.
    pub heading: Option<u8>,
    pub quote: bool,
    pub code: bool,
    pub contents: bool,
    pub strong: Option<bool>,
    pub emphasis: Option<bool>,
    /// The level of an entry by the name of the style, which Word keeps in English: 1 for `List Bullet 2`; and whether it
    /// is numbered.
    pub entry: Option<(usize, bool)>,
    /// The list and the level that paragraphs of the style belong to.
    pub numbering: (Option<String>, Option<usize>),
}

/// Styles by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Look>);

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(xml: Option<&El>) -> Styles {
        let mut all = Vec::new();
        if let Some(xml) = xml {
            xml.all("w:style", &mut all);
        }
        let by_id: BTreeMap<&str, &El> = all.iter().filter_map(|el| Some((el.attribute("w:styleId")?, *el))).collect();
        Styles(by_id.keys().map(|id| ((*id).to_owned(), look(id, &by_id))).collect())
    }

    /// What a style is for.
    pub fn get(&self, id: Option<&str>) -> Look {
        id.and_then(|id| self.0.get(id)).cloned().unwrap_or_default()
    }
}

/// A style with what it takes from those it is based on.
fn look(id: &str, by_id: &BTreeMap<&str, &El>) -> Look {
    let mut line: Vec<&El> = Vec::new();
    let mut next = by_id.get(id);
    while let Some(el) = next {
        // A chain of styles may be a circle in a damaged file.
        if line.len() > 20 {
            break;
        }
        line.push(el);
        next = el.value("w:basedOn").and_then(|id| by_id.get(id));
    }
    let mut look = Look::default();
    for el in line.iter().rev() {
        let name = el.value("w:name").unwrap_or_default().to_lowercase();
        let paragraph = el.child("w:pPr");
        if name == "title" {
            look.heading = Some(0);
        } else if let Some(level) = name.strip_prefix("heading ").and_then(|level| level.parse().ok()) {
            look.heading = Some(level).filter(|level| (1..=9).contains(level));
        } else if let Some(level) =
            paragraph.and_then(|it| it.value("w:outlineLvl")).and_then(|it| it.parse::<u8>().ok())
        {
            look.heading = Some(level + 1).filter(|level| *level <= 9);
        } else if name == "subtitle" {
            look.heading = None;
        }
        // LibreOffice calls it "Quotations".
        look.quote |= name.contains("quote") || name == "quotations";
        look.entry = entry(&name).or(look.entry);
        look.code |= name == "html preformatted" || name == "preformatted text" || name == "plain text";
        look.contents |= name.starts_with("toc ") || name == "toc heading";
        let run = el.child("w:rPr");
        look.strong = run.and_then(|run| switch(run, "w:b")).or(look.strong);
        look.emphasis = run.and_then(|run| switch(run, "w:i")).or(look.emphasis);
        if let Some(numbering) = paragraph.and_then(|it| it.child("w:numPr")) {
            let level = numbering.value("w:ilvl").and_then(|level| level.parse().ok());
            look.numbering =
                (numbering.value("w:numId").map(str::to_owned).or(look.numbering.0), level.or(look.numbering.1));
        }
    }
    look
}

/// `list bullet 2`, `list number`: the level, and whether entries are numbered.
fn entry(name: &str) -> Option<(usize, bool)> {
    let (rest, is_numbered) = match name.strip_prefix("list bullet") {
        Some(rest) => (rest, false),
        None => (name.strip_prefix("list number")?, true),
    };
    let number = if rest.is_empty() { 1 } else { rest.strip_prefix(' ')?.parse::<usize>().ok()? };
    (1..=9).contains(&number).then(|| (number - 1, is_numbered))
}

/// A property that is on, off, or not said: `<w:b/>`, `<w:b w:val="0"/>`. Source: ECMA-376, part 1, 17.17.4.
pub(super) fn switch(properties: &El, name: &str) -> Option<bool> {
    let el = properties.child(name)?;
    Some(!matches!(el.attribute("w:val"), Some("0" | "false" | "off" | "none")))
}

/// How the levels of lists count.
#[derive(Debug, Default)]
pub(super) struct Numberings {
    /// By list and level.
    levels: BTreeMap<(String, usize), Level>,
    /// Lists that share their counting, by the list.
    shared: BTreeMap<String, String>,
    counters: BTreeMap<(String, usize), u64>,
}

#[derive(Debug, Clone)]
struct Level {
    ordered: bool,
    /// Counts in letters or Roman numerals.
    letters: bool,
    start: u64,
    unmarked: bool,
}

/// What stands before an entry.
pub(super) struct Mark {
    /// None for a bullet.
    pub number: Option<u64>,
    pub letters: bool,
    /// The name of the list.
    pub list: String,
}

impl Numberings {
    /// Says how the entries of a style count that no list is declared for.
    pub fn declare(&mut self, list: &str, is_numbered: bool) {
        let level = Level { ordered: is_numbered, letters: false, start: 1, unmarked: false };
        self.levels.entry((list.to_owned(), 0)).or_insert(level);
    }

    /// Reads `numbering.xml`.
    pub fn read(xml: Option<&El>) -> Numberings {
        let mut numberings = Numberings::default();
        let Some(xml) = xml else { return numberings };
        let (mut definitions, mut lists) = (Vec::new(), Vec::new());
        xml.all("w:abstractNum", &mut definitions);
        xml.all("w:num", &mut lists);
        for list in lists {
            let (Some(id), Some(of)) = (list.attribute("w:numId"), list.value("w:abstractNumId")) else { continue };
            let definition = definitions.iter().find(|it| it.attribute("w:abstractNumId") == Some(of));
            let own: Vec<&El> = list.children().filter(|it| it.name == "w:lvlOverride").collect();
            let levels = definition.into_iter().flat_map(|it| it.children()).filter(|it| it.name == "w:lvl");
            for el in levels {
                let Some(at) = el.attribute("w:ilvl").and_then(|it| it.parse::<usize>().ok()) else { continue };
                let over = own.iter().find(|it| it.attribute("w:ilvl").and_then(|it| it.parse().ok()) == Some(at));
                let mut level = level(over.and_then(|it| it.child("w:lvl")).unwrap_or(el));
                if let Some(start) = over.and_then(|it| it.value("w:startOverride")).and_then(|it| it.parse().ok()) {
                    level.start = start;
                }
                numberings.levels.insert((id.to_owned(), at), level);
            }
            // A list that begins anew counts for itself.
            let shared = if own.is_empty() { format!("definition {of}") } else { format!("list {id}") };
            numberings.shared.insert(id.to_owned(), shared);
        }
        numberings
    }

    /// The mark of the next entry of a list.
    /// None for a list that has neither numbers nor bullets, which is no list to readers.
    pub fn next(&mut self, list: &str, at: usize) -> Option<Mark> {
        let shared = self.shared.get(list).cloned().unwrap_or_else(|| format!("list {list}"));
        let level = self.levels.get(&(list.to_owned(), at)).cloned();
        let level = level.unwrap_or(Level { ordered: false, letters: false, start: 1, unmarked: false });
        if level.unmarked {
            return None;
        }
        // Entries below begin anew.
        self.counters.retain(|(other, deeper), _| *other != shared || *deeper <= at);
        let count = self.counters.entry((shared.clone(), at)).or_insert(level.start);
        let number = *count;
        *count += 1;
        Some(Mark { number: level.ordered.then_some(number), letters: level.letters, list: shared })
    }
}

fn level(el: &El) -> Level {
    let format = el.value("w:numFmt").unwrap_or("decimal");
    let start = el.value("w:start").and_then(|start| start.parse().ok()).unwrap_or(1);
    let letters = format.contains("Letter") || format.contains("Roman");
    Level { ordered: format != "bullet", letters, start, unmarked: format == "none" }
}
