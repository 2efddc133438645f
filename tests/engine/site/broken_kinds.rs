//! Mistakes that an editor could make, of more than forty kinds, each at a place of the real site that dice choose.

use support::dice::Dice;

use super::real;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;

/// A line of a file, or any of them.
pub type Place = (String, Option<usize>);

/// One mistake: the files as they are with it, and the places that a message may point at.
pub struct Mistake {
    pub files: Vec<(String, Option<Vec<u8>>)>,
    pub places: Vec<Place>,
    pub told: String,
}

/// The files of the real site, as texts.
pub struct Site {
    pub clean: Snapshot,
    /// Markdown pages in the first language.
    pages: Vec<(String, String)>,
}

/// A kind of mistake; none when the dice have found no place for it.
pub type Make = fn(&Site, &mut Dice) -> Option<Mistake>;

impl Site {
    pub fn new() -> Site {
        let clean = real::snapshot();
        let is_page = |path: &str| path.starts_with("content/") && path.ends_with(".md") && !path.ends_with(".es.md");
        let pages = clean.files.iter().filter(|(path, _)| is_page(path.as_str()));
        let pages =
            pages.map(|(path, bytes)| (path.to_string(), String::from_utf8_lossy(bytes.held()).into_owned())).collect();
        Site { clean, pages }
    }

    fn text(&self, path: &str) -> String {
        self.clean.text(&SourcePath::new(path)).unwrap_or_default().into_owned()
    }

    /// Every line of every page with its number and whether it is one of the fields, from a page that the dice choose.
    fn lines(&self, dice: &mut Dice) -> Vec<(&str, usize, bool, &str)> {
        let first = dice.below(self.pages.len());
        let mut all = Vec::new();
        for (path, text) in self.pages[first..].iter().chain(&self.pages[..first]) {
            let end = text.lines().skip(1).position(|line| line == "---").map_or(0, |at| at + 2);
            all.extend(text.lines().enumerate().map(|(at, line)| (path.as_str(), at + 1, at + 1 < end, line)));
        }
        all
    }

    /// The lines of all files of the content that hold some words.
    fn lines_with(&self, words: &str) -> Vec<Place> {
        let mut found = Vec::new();
        for (path, bytes) in self.clean.files.iter().filter(|(path, _)| path.in_content().is_some()) {
            let text = String::from_utf8_lossy(bytes.held());
            let with = text.lines().enumerate().filter(|(_, line)| line.contains(words));
            found.extend(with.map(|(at, _)| (path.to_string(), Some(at + 1))));
        }
        found
    }

    /// Changes a line, one of those that `change` makes something of, and expects a message there.
    fn change(&self, dice: &mut Dice, change: impl Fn(&str, bool) -> Option<String>) -> Option<Mistake> {
        let lines = self.lines(dice);
        let fit: Vec<_> = lines
            .iter()
            .filter_map(|(path, number, field, line)| Some((*path, *number, change(line, *field)?)))
            .take(12)
            .collect();
        let (path, number, new) = fit.get(dice.below(fit.len()))?;
        Some(self.with_line(path, *number, new))
    }

    fn with_line(&self, path: &str, number: usize, new: &str) -> Mistake {
        let text = self.text(path);
        let mut lines: Vec<&str> = text.lines().collect();
        lines[number - 1] = new;
        let told = format!("{path}:{number} is now: {new}");
        Mistake {
            files: vec![(path.to_owned(), Some((lines.join("\n") + "\n").into()))],
            places: vec![(path.to_owned(), Some(number))],
            told,
        }
    }

    /// Puts a paragraph into a text, between two others.
    fn insert(&self, dice: &mut Dice, paragraph: &str) -> Option<Mistake> {
        let lines = self.lines(dice);
        let is_text = |line: &str| line.starts_with(char::is_alphabetic);
        let fit: Vec<_> = lines
            .windows(3)
            .filter(|three| three[0].0 == three[2].0 && !three[0].2)
            .filter(|three| is_text(three[0].3) && three[1].3.is_empty() && is_text(three[2].3))
            .take(12)
            .collect();
        let three = fit.get(dice.below(fit.len()))?;
        let mut mistake = self.with_line(three[1].0, three[1].1, &format!("\n{paragraph}\n"));
        mistake.places[0].1 = Some(three[1].1 + 1);
        Some(mistake)
    }

    /// A page without a file, or under another name: what links to it leads nowhere.
    fn leave(&self, dice: &mut Dice, to: Option<&str>) -> Option<Mistake> {
        let linked: Vec<_> = self
            .pages
            .iter()
            .map(|(path, _)| (path, self.lines_with(path.rsplit('/').next().unwrap_or(path))))
            .filter(|(path, links)| !links.is_empty() && !path.ends_with("index.md"))
            .collect();
        let (path, places) = linked.get(dice.below(linked.len()))?;
        let mut files = vec![((*path).clone(), None)];
        if let Some(to) = to {
            files.push((path.replace(".md", to), Some(self.text(path).into())));
        }
        Some(Mistake { files, places: places.clone(), told: format!("{path} is gone; {to:?}") })
    }
}

/// Replaces words of a field.
fn in_field(site: &Site, dice: &mut Dice, old: &str, new: &str) -> Option<Mistake> {
    site.change(dice, |line, field| (field && line.starts_with(old)).then(|| line.replacen(old, new, 1)))
}

/// A field with another value.
fn valued(site: &Site, dice: &mut Dice, field: &str, value: &str) -> Option<Mistake> {
    site.change(dice, |line, is_field| (is_field && line.starts_with(field)).then(|| format!("{field}{value}")))
}

/// Replaces words in the text.
fn in_text(site: &Site, dice: &mut Dice, old: &str, new: &str) -> Option<Mistake> {
    site.change(dice, |line, field| (!field && line.contains(old)).then(|| line.replacen(old, new, 1)))
}

/// Replaces words in a file that is no page.
fn beside(site: &Site, path: &str, old: &str, new: &str) -> Option<Mistake> {
    let text = site.text(path);
    let (number, line) = text.lines().enumerate().find(|(_, line)| line.contains(old))?;
    Some(site.with_line(path, number + 1, &line.replacen(old, new, 1)))
}

pub const KINDS: &[(&str, Make)] = &[
    ("a colon in a title", |site, dice| {
        site.change(dice, |line, field| {
            let title = line.strip_prefix("title: ").filter(|title| field && !title.starts_with('"'))?;
            Some(format!("title: {}: {title}", title.split(' ').next()?))
        })
    }),
    ("a quotation mark is dropped", |site, dice| {
        site.change(dice, |line, field| {
            Some(line.strip_suffix('"').filter(|_| field && line.contains(": \""))?.to_owned())
        })
    }),
    ("a tab", |site, dice| in_field(site, dice, "date: ", "date:\t")),
    ("curly quotes", |site, dice| {
        site.change(dice, |line, field| {
            let title = line.strip_prefix("title: ").filter(|title| field && !title.contains('"'))?;
            Some(format!("title: “{title}”"))
        })
    }),
    ("a misspelt field", |site, dice| {
        let (right, wrong) =
            [("description:", "descripton:"), ("updated:", "updted:"), ("topics:", "topcis:")][dice.below(3)];
        in_field(site, dice, right, wrong)
    }),
    ("a field twice", |site, dice| {
        let mut twice = in_field(site, dice, "date: ", "date: 2026-11-20\ndate: ")?;
        twice.places[0].1 = twice.places[0].1.map(|line| line + 1);
        Some(twice)
    }),
    ("no such day", |site, dice| valued(site, dice, "date: ", "2026-02-30")),
    ("a day that could be another", |site, dice| valued(site, dice, "date: ", "03/04/2026")),
    ("a year ahead", |site, dice| valued(site, dice, "date: ", "2027-11-20")),
    ("days in the wrong order", |site, dice| valued(site, dice, "updated: ", "2020-01-02")),
    ("a field of the wrong kind", |site, dice| in_field(site, dice, "toc: true", "toc: yes please")),
    ("a type that does not exist", |site, dice| valued(site, dice, "type: ", "artcle")),
    ("no title", |site, dice| {
        let mut none = in_field(site, dice, "title: ", "# title: ")?;
        none.places[0].1 = None;
        Some(none)
    }),
    ("no line below the fields", |site, dice| {
        let page = &site.pages[dice.below(site.pages.len())];
        let text = page.1.replacen("\n---\n", "\n", 1);
        let told = format!("{}: without its second ---", page.0);
        Some(Mistake { files: vec![(page.0.clone(), Some(text.into()))], places: vec![(page.0.clone(), None)], told })
    }),
    ("a broken link", |site, dice| in_text(site, dice, ".md)", "s.md)")),
    ("a link in other letters", |site, dice| in_text(site, dice, "](../guides/", "](../Guides/")),
    ("a link to a heading that is not there", |site, dice| in_text(site, dice, ".md)", ".md#what-to-ware)")),
    ("a link without an address", |site, dice| {
        site.change(dice, |line, field| {
            let (before, rest) = line.split_once("](").filter(|_| !field)?;
            Some(format!("{before}](){}", rest.split_once(')')?.1))
        })
    }),
    ("a heading that is linked is deleted", |site, dice| {
        let lines = site.lines(dice);
        let fit: Vec<_> = lines
            .iter()
            .filter_map(|(path, number, _, line)| {
                let id = line.strip_prefix("## ")?.split_once("{#")?.1.trim_end_matches('}');
                let places = site.lines_with(&format!("{}#{id}", path.rsplit('/').next()?));
                (!places.is_empty()).then_some((*path, *number, places))
            })
            .collect();
        let (path, number, places) = fit.get(dice.below(fit.len()))?;
        Some(Mistake { places: places.clone(), ..site.with_line(path, *number, "") })
    }),
    ("a page is renamed", |site, dice| site.leave(dice, Some("-new.md"))),
    ("a page is deleted", |site, dice| site.leave(dice, None)),
    ("a page becomes a draft", |site, dice| {
        let mut draft = site.leave(dice, None)?;
        let path = draft.files[0].0.clone();
        draft.files[0].1 = Some(site.text(&path).replacen("---\n", "---\ndraft: true\n", 1).into());
        draft.told = format!("{path} is a draft");
        Some(draft)
    }),
    ("a slug twice", |site, dice| {
        let guides: Vec<_> = site.pages.iter().filter(|(path, _)| path.starts_with("content/guides/")).collect();
        let (one, other) = (guides[dice.below(guides.len())], guides[dice.below(guides.len())]);
        let slug = other.0.rsplit('/').next()?.strip_suffix(".md").filter(|slug| *slug != "index" && one != other)?;
        if one.0.ends_with("index.md") {
            return None;
        }
        let text = one.1.replacen("---\n", &format!("---\nslug: {slug}\n"), 1);
        let places = vec![(one.0.clone(), None), (other.0.clone(), None)];
        Some(Mistake {
            files: vec![(one.0.clone(), Some(text.into()))],
            places,
            told: format!("{}: slug: {slug}", one.0),
        })
    }),
    ("a slug with spaces", |site, dice| in_field(site, dice, "date: ", "slug: Our Page\ndate: ")),
    ("a card is never closed", |site, dice| {
        let lines = site.lines(dice);
        let pairs: Vec<_> = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| line.3.starts_with("::: "))
            .filter_map(|(at, open)| Some((open, lines[at..].iter().find(|line| line.3 == ":::" && line.0 == open.0)?)))
            .take(12)
            .collect();
        let (open, close) = pairs.get(dice.below(pairs.len()))?;
        let places = vec![(open.0.to_owned(), Some(open.1))];
        Some(Mistake { places, ..site.with_line(close.0, close.1, "") })
    }),
    ("a line ::: too many", |site, dice| site.insert(dice, ":::")),
    ("a misspelt card", |site, dice| site.change(dice, |line, _| Some(format!("::: x{}", line.strip_prefix("::: ")?)))),
    ("a second title", |site, dice| {
        site.change(dice, |line, field| {
            Some(line.strip_prefix('#').filter(|_| !field && line.starts_with("## "))?.to_owned())
        })
    }),
    ("a level of headings is skipped", |site, dice| {
        site.change(dice, |line, field| (!field && line.starts_with("## ")).then(|| format!("##{line}")))
    }),
    ("a picture without a description", |site, dice| site.insert(dice, "![](/wordmark.svg)")),
    ("a description that is a file name", |site, dice| site.insert(dice, "![IMG_2041.jpg](/wordmark.svg)")),
    ("a picture inside the text", |site, dice| site.insert(dice, "![A room](data:image/png;base64,iVBORw0KGgo=)")),
    ("an unknown clinic", |site, dice| {
        site.change(dice, |line, field| {
            (!field && line.contains("{{ ") && line.contains("the-spine-institute"))
                .then(|| line.replacen("the-spine-institute", "the-spine-institut", 1))
        })
    }),
    ("a value that the theme does not have", |site, dice| in_text(site, dice, "{{ ", "{{ x")),
    ("braces that are never closed", |site, dice| in_text(site, dice, " }}", "")),
    ("an unknown word", |site, dice| in_text(site, dice, "[[", "[[xq ")),
    ("unknown evidence", |site, dice| in_field(site, dice, "evidence: [", "evidence: [nobody-2020, ")),
    ("a note that is not there", |site, dice| in_text(site, dice, "[^", "[^nobody-")),
    ("a telephone number that lacks a digit", |site, dice| valued(site, dice, "phone: \"", "+1310828775\"")),
    ("a telephone number of nobody", |site, dice| site.insert(dice, "Call (310) 828-7775 to ask.")),
    ("HTML from Word", |site, dice| site.insert(dice, "<p class=\"MsoNormal\"><span>Bring a list</span></p>")),
    // What a page about privacy says of health is not looked at.
    ("a claim", |site, dice| {
        let mistake = site.insert(dice, "Massage cures chronic back pain.")?;
        (mistake.files[0].0 != "content/privacy.md").then_some(mistake)
    }),
    ("a credential", |site, dice| site.insert(dice, "Our licensed massage therapists can help.")),
    ("a note to oneself", |site, dice| site.insert(dice, "TODO: ask the clinic about ice packs")),
    ("bold text for a heading", |site, dice| site.insert(dice, "**What to wear**")),
    ("a link through Google", |site, dice| {
        site.insert(dice, "[guideline](https://www.google.com/url?q=https://www.nice.org.uk/ng59&sa=D)")
    }),
    ("a text twice", |site, dice| {
        site.change(dice, |line, field| {
            let is_long = !field && line.starts_with(char::is_alphabetic) && line.len() > 120 && !line.contains('|');
            is_long.then(|| format!("{line}\n\n{line}"))
        })
        .map(|mut twice| {
            twice.places[0].1 = twice.places[0].1.map(|line| line + 2);
            twice
        })
    }),
    ("a byte of another encoding", |site, dice| {
        let mut mistake = site.insert(dice, "It~s here.")?;
        let bytes = mistake.files[0].1.as_mut()?;
        let at = bytes.windows(4).position(|four| four == b"It~s")?;
        bytes[at + 2] = 0x92;
        Some(mistake)
    }),
    ("a menu that leads nowhere", |site, dice| {
        let page = ["page: contact.md", "page: glossary.md", "page: privacy.md", "page: faq.md"][dice.below(4)];
        beside(site, "content/site.yaml", page, "page: nowhere.md")
    }),
    ("a time zone that does not exist", |site, _| beside(site, "content/site.yaml", "Los_Angeles", "Los_Angels")),
    ("a setting that does not exist", |site, dice| {
        let (right, wrong) =
            [("pagination:", "paginaton:"), ("feeds:", "fedes:"), ("defaults:", "defalts:")][dice.below(3)];
        beside(site, "content/site.yaml", right, wrong)
    }),
    ("evidence under another name", |site, dice| {
        let name = ["furlan-2015", "who-2023", "nice-ng59", "acp-2017"][dice.below(4)];
        let gone = beside(site, "content/data/evidence.yaml", &format!("{name}:"), &format!("{name}-x:"))?;
        Some(Mistake { places: site.lines_with(name), ..gone })
    }),
];
