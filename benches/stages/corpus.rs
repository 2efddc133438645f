//! A made-up site of any size: eight sections, forty tags, eight categories, articles of about 900 words with
//! headings, lists, emphasis, tables and links to each other. The same number of pages gives the same bytes.

use std::fs;
use std::io;
use std::path::Path;

const SECTIONS: [&str; 8] = ["back", "breathing", "feet", "hands", "hips", "neck", "shoulders", "stretching"];
const CATEGORIES: [&str; 8] =
    ["anatomy", "equipment", "home", "practice", "research", "safety", "stories", "technique"];
const WORDS: [&str; 48] = [
    "slow",
    "steady",
    "pressure",
    "along",
    "the",
    "muscle",
    "warms",
    "tissue",
    "before",
    "deeper",
    "work",
    "begins",
    "and",
    "breathing",
    "stays",
    "easy",
    "while",
    "hands",
    "rest",
    "lightly",
    "on",
    "a",
    "folded",
    "towel",
    "most",
    "people",
    "feel",
    "relief",
    "within",
    "minutes",
    "but",
    "some",
    "need",
    "several",
    "sessions",
    "stop",
    "at",
    "once",
    "when",
    "pain",
    "grows",
    "sharp",
    "or",
    "travels",
    "below",
    "knee",
    "–",
    "pétrissage",
];

/// Writes the site into a folder, with the theme that stands beside this benchmark.
pub fn write(root: &Path, pages: usize) -> io::Result<()> {
    copy(&support::project().join("benches/theme"), &root.join("themes/bench"))?;
    let content = root.join("content");
    fs::create_dir_all(&content)?;
    fs::write(
        content.join("site.yaml"),
        "title: A made-up library\nbase_url: https://library.example/\nlanguage: en\ntime_zone: UTC\ntheme: bench\n\
         taxonomies: [tags, categories]\n",
    )?;
    fs::write(
        content.join("index.md"),
        "---\ntitle: A made-up library\ndescription: All sections\n---\nChoose a section.\n",
    )?;
    for section in SECTIONS {
        fs::create_dir_all(content.join(section))?;
        let text = format!("---\ntitle: All about {section}\ndescription: Articles\n---\nArticles on *{section}*.\n");
        fs::write(content.join(section).join("index.md"), text)?;
    }
    (0..pages).try_for_each(|number| fs::write(content.join(source(number)), article(number, pages)))
}

/// Where an article stands inside `content`.
pub fn source(number: usize) -> String {
    format!("{}/article-{number}.md", SECTIONS[number % SECTIONS.len()])
}

/// The text of an article of a site with so many.
pub fn article(number: usize, pages: usize) -> String {
    let mut dice = Dice(number as u64 + 1);
    let day = number % 9_000;
    let (year, month, day) = (2001 + day / 360, day / 30 % 12 + 1, day % 28 + 1);
    let first = dice.roll(40);
    let tags = [first, (first + 7) % 40, (first + 19) % 40].map(|tag| format!("tag-{tag}")).join(", ");
    let category = CATEGORIES[dice.roll(CATEGORIES.len())];
    let mut text = format!(
        "---\ntitle: \"Article {number}: {}\"\ndate: {year}-{month:02}-{day:02}\ndescription: {}.\ntags: [{tags}]\n\
         categories: [{category}]\n---\n\n",
        dice.words(5),
        dice.words(14)
    );
    for part in 0..6 {
        text += &format!("## {} {part}\n\n{}.\n\n", dice.words(4), dice.sentence(45));
        let other = dice.roll(pages);
        text += &format!(
            "See also [{}](/{}/article-{other}/). {}.\n\n",
            dice.words(3),
            SECTIONS[other % SECTIONS.len()],
            dice.sentence(40)
        );
        match dice.roll(3) {
            0 => (0..4).for_each(|_| text += &format!("- {}\n", dice.sentence(8))),
            1 => (1..5).for_each(|n| text += &format!("{n}. {}\n", dice.sentence(8))),
            _ => text += &format!("> {}.\n", dice.sentence(24)),
        }
        text += "\n";
    }
    if number.is_multiple_of(3) {
        text += "| Stroke | Minutes |\n| --- | ---: |\n";
        (0..4).for_each(|_| text += &format!("| {} | {} |\n", dice.words(3), dice.roll(12) + 1));
    }
    text
}

/// Numbers that look like chance and are the same on every machine (a 64-bit linear congruential generator).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<_> = (0..count).map(|_| WORDS[self.roll(WORDS.len())]).collect();
        words.join(" ")
    }

    /// Words, some of them in bold or italics.
    fn sentence(&mut self, count: usize) -> String {
        let (before, after) = (self.words(count / 2), self.words(count - count / 2));
        match self.roll(3) {
            0 => format!("{before} **{}** {after}", self.words(2)),
            1 => format!("{before} *{}* {after}", self.words(1)),
            _ => format!("{before} {after}"),
        }
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
