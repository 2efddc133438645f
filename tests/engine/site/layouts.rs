//! Pages in all the layouts in which people have them from Hugo, Zola, Jekyll and Eleventy, mixed at random: each page is in
//! each list exactly once, where its name says, and its text stands at one address.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::fixture::{Built, build_files, files, options};
use support::dice::Dice;
use vertebra_base::link::encode;
use vertebra_base::slug::slugify;

const THEME: &str = "\
-- content/site.yaml --
title: Test site
base_url: https://example.org/
language: en
time_zone: UTC
theme: mini
pagination: 2
feeds: {limit: 1000}
taxonomies: [tags]
-- themes/mini/theme.yaml --
name: mini
types:
  page: {template: page.html}
  section: {template: section.html}
-- themes/mini/templates/page.html --
{% set n = neighbors() %}{{ page.content }}
after {% if n.previous %}{{ n.previous.source }}{% endif %}; {{ page.source }}
-- themes/mini/templates/section.html --
{% if section.pager.number == 1 %}{{ page.content }}{% endif %}
{% for p in section.pages %}in {{ section.path }}; page {{ p.source }}
{% endfor %}{% if section.pager.number == 1 %}{% for s in section.sections %}in {{ section.path }}; section {{ s.path }}
{% endfor %}{% endif %}{% if section.path == \"\" and section.pager.number == 1 %}{% for p in pages(recursive=true) %}all {{ p.source }}
{% endfor %}{% endif %}
-- themes/mini/templates/taxonomy.html --
{{ page.content }}
-- themes/mini/templates/term.html --
{% if term.pager.number == 1 %}{{ page.content }}{% endif %}
{% for p in term.pages %}under {{ term.slug }}; page {{ p.source }}
{% endfor %}
";

/// Where a page must be found.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// Among the pages of a folder.
    Listed(String),
    /// It is the page of a folder.
    Own,
}

/// A site while it is made up.
struct Layout {
    dice: Dice,
    files: BTreeMap<String, String>,
    places: BTreeMap<String, Place>,
    /// Folders that are sections, but for the top.
    sections: BTreeSet<String>,
    dated: BTreeSet<String>,
    tagged: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Layout {
    fn page(&mut self, path: &str, place: Place) {
        let number = self.files.len();
        let source = format!("content/{path}");
        let mut text = format!("---\ntitle: T{}\n", self.dice.below(1000));
        if self.dice.chance(33) {
            let _ = writeln!(text, "date: 2026-0{}-1{}", 1 + self.dice.below(9), self.dice.below(9));
            self.dated.insert(source.clone());
        }
        if self.dice.chance(25) {
            let _ = writeln!(text, "weight: {}", self.dice.below(5));
        }
        if self.dice.chance(40) && !path.starts_with("tags/") {
            let tag = ["One tag", "c", "C++"][self.dice.below(3)];
            let _ = writeln!(text, "tags: [{tag}]");
            self.tagged.entry(tag).or_default().insert(source.clone());
        }
        let _ = write!(text, "---\nWORDS-{number}-OF-THIS-PAGE\n");
        self.files.insert(source.clone(), text);
        self.places.insert(source, place);
    }

    /// Puts pages into a folder, in some of the forms in which they may be written, and so on below.
    fn fill(&mut self, folder: &str, depth: usize) {
        let inside = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        for at in 0..1 + self.dice.below(5) {
            let name = format!("{}{at}", self.dice.of(&["a", "post", "with-dots.v", "b_c"]));
            let own = inside(&name);
            let listed = Place::Listed(folder.to_owned());
            match self.dice.below(if depth == 0 { 3 } else { 8 }) {
                0 => self.page(&format!("{own}.md"), listed),
                1 => self.page(&inside(&format!("2024-03-0{}-{name}.md", at + 1)), listed),
                2 => {
                    self.page(&format!("{own}/index.md"), listed);
                    self.files.insert(format!("content/{own}/notes.txt"), "x".to_owned());
                }
                form => {
                    // A folder with pages: with its page in it under two names, beside it, or without one.
                    let index = match form {
                        3 => Some(format!("{own}/index.md")),
                        4 => Some(format!("{own}/_index.md")),
                        5 | 6 => Some(format!("{own}.md")),
                        _ => None,
                    };
                    index.into_iter().for_each(|index| self.page(&index, Place::Own));
                    self.sections.insert(own.clone());
                    self.fill(&own, depth - 1);
                }
            }
        }
    }
}

fn layout(seed: u64) -> Layout {
    let mut made = Layout {
        dice: Dice::new(seed),
        files: BTreeMap::new(),
        places: BTreeMap::new(),
        sections: BTreeSet::new(),
        dated: BTreeSet::new(),
        tagged: BTreeMap::new(),
    };
    made.page("index.md", Place::Own);
    made.fill("", 3);
    // The text of a term, as a file or as a folder.
    if made.tagged.contains_key("One tag") {
        let path = [None, Some("tags/one-tag.md"), Some("tags/one-tag/index.md")][made.dice.below(3)];
        path.into_iter().for_each(|path| made.page(path, Place::Own));
    }
    made
}

/// All lines of the pages of a site that begin with a word: what stands before and behind their semicolon.
fn lines<'s>(site: &'s Built, begin: &str) -> Vec<(&'s str, &'s str)> {
    let mut names: Vec<&String> = site.outputs.keys().filter(|name| name.ends_with(".html")).collect();
    // The pages of one list in their order.
    names.sort_by_key(|name| (name.len(), (*name).clone()));
    let lines = names.into_iter().flat_map(|name| site.text(name).lines());
    let found = lines.filter_map(|line| line.strip_prefix(begin)).filter_map(|line| line.split_once(';'));
    found.map(|(before, behind)| (before.trim(), behind.trim())).collect()
}

fn check(seed: u64) {
    let made = layout(seed);
    let mut all = files(THEME);
    all.extend(made.files.clone());
    let site = build_files(&all, &options());
    assert_eq!(site.told(), "", "seed {seed}");
    lists(seed, &made, &site);
    outputs(seed, &made, &site);
    // Terms list the pages that carry them, and no others.
    let under = lines(&site, "under ");
    for (tag, carry) in &made.tagged {
        let own = under.iter().filter(|(term, _)| *term == slugify(tag));
        let mut found: Vec<&str> = own.filter_map(|(_, page)| page.strip_prefix("page ")).collect();
        found.sort_unstable();
        assert_eq!(found, carry.iter().map(String::as_str).collect::<Vec<_>>(), "seed {seed}: {tag}");
    }
}

/// Each page is in one list, once; the page of a folder stands for it in the list above. Neighbours follow the list.
fn lists(seed: u64, made: &Layout, site: &Built) {
    let listed = lines(site, "in ");
    let holding = |item: String| -> Vec<&str> {
        listed.iter().filter(|(_, found)| *found == item).map(|(folder, _)| *folder).collect()
    };
    for (source, place) in &made.places {
        let found = holding(format!("page {source}"));
        match place {
            Place::Listed(folder) => assert_eq!(found, [folder.as_str()], "seed {seed}: {source}"),
            Place::Own => assert!(found.is_empty(), "seed {seed}: {source} is in {found:?}"),
        }
    }
    for section in &made.sections {
        let above = section.rsplit_once('/').map_or("", |(above, _)| above);
        assert_eq!(holding(format!("section {section}")), [above], "seed {seed}: the section {section}");
    }
    let after: BTreeMap<&str, &str> = lines(site, "after ").into_iter().map(|(before, own)| (own, before)).collect();
    let mut orders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (folder, item) in &listed {
        orders.entry(folder).or_default().extend(item.strip_prefix("page "));
    }
    for (folder, list) in &orders {
        for (before, own) in std::iter::once(&"").chain(list).zip(list) {
            assert_eq!(after.get(own), Some(before), "seed {seed}: what comes before {own} in {folder}");
        }
    }
}

/// All pages at once, the feed and the sitemap have each page once; its text stands at its address, and nowhere else.
fn outputs(seed: u64, made: &Layout, site: &Built) {
    let linked = site.build.site();
    let home = site.text("index.html");
    let (feed, map) = (site.text("atom.xml"), site.text("sitemap.xml"));
    for (source, place) in &made.places {
        let id = linked.find(source).unwrap_or_else(|| panic!("seed {seed}: {source}"));
        let url = &linked.page(id).url;
        let all = home.lines().filter(|line| line.trim() == format!("all {source}")).count();
        assert_eq!(all, usize::from(source != "content/index.md"), "seed {seed}: {source} among all, {place:?}");
        let whole = format!("https://example.org{}", encode(url.as_str()));
        let own = format!("<id>{whole}</id>");
        let in_feed = feed.split("<entry>").skip(1).filter(|entry| entry.contains(&own)).count();
        assert_eq!(in_feed, usize::from(made.dated.contains(source)), "seed {seed}: {source} in the feed");
        assert_eq!(map.matches(&format!("<loc>{whole}</loc>")).count(), 1, "seed {seed}: {source} in the sitemap");
        let words = made.files[source].lines().last().unwrap_or_default();
        let holds = |name: &&String| name.ends_with(".html") && site.text(name).contains(words);
        let found: Vec<&str> = site.outputs.keys().filter(holds).map(String::as_str).collect();
        assert_eq!(found, [url.output().as_str()], "seed {seed}: the text of {source}");
    }
}

#[test]
fn each_page_is_in_each_list_once_in_every_layout() {
    (0..150).for_each(check);
}
