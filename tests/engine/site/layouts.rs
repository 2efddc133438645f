//! Pages in all the layouts in which people have them from Hugo, Zola, Jekyll and Eleventy, mixed at random, in two languages:
//! each page is in each list of its language exactly once, where its name says, and its text stands at one address.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::fixture::{Built, build_files, files, options};
use support::dice::Dice;
use vertebra_base::link::encode;
use vertebra_base::slug::slugify;

pub const THEME: &str = "\
-- content/site.yaml --
title: Test site
base_url: https://example.org/
language: en
time_zone: UTC
theme: mini
pagination: 2
feeds: {limit: 1000}
taxonomies: [tags]
languages: {es: {title: Sitio}}
-- themes/mini/theme.yaml --
name: mini
types:
  page: {template: page.html}
  section: {template: section.html}
  search: {template: search.html}
-- themes/mini/templates/search.html --
{{ page.content }}
{% for group in letters() %}{% for entry in group.entries %}letters {{ entry.url }}; listed
{% endfor %}{% endfor %}
-- themes/mini/templates/page.html --
{% set n = neighbors() %}{% set s = series() %}{{ page.content }}
{% if s %}series {{ s.name }}; {{ s.position }} of {{ s.pages | length }} is {{ page.source }}
{% endif %}after {% if n.previous %}{{ n.previous.source }}{% endif %}; {{ page.source }}
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

/// The folders of the languages, at the beginning of all their outputs.
const LANGUAGES: [&str; 2] = ["", "es/"];

/// Where a page must be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Among the pages of a folder.
    Listed(String),
    /// It is the page of a folder.
    Own,
}

/// A site while it is made up.
pub struct Layout {
    pub dice: Dice,
    pub files: BTreeMap<String, String>,
    pub places: BTreeMap<String, Place>,
    dated: BTreeSet<String>,
    tagged: BTreeMap<(&'static str, &'static str), BTreeSet<String>>,
    series: BTreeMap<(&'static str, &'static str), BTreeSet<String>>,
}

/// The folder of the language of a file.
fn language(source: &str) -> &'static str {
    if source.ends_with(".es.md") { "es/" } else { "" }
}

/// The folder in which a page is listed, or of which it is the page, inside `content`.
fn folder<'p>(source: &'p str, place: &'p Place) -> &'p str {
    match place {
        Place::Listed(folder) => folder,
        Place::Own => {
            let inside = source.trim_start_matches("content/").trim_end_matches(".md").trim_end_matches(".es");
            let folder = inside.strip_suffix("index").map(|folder| folder.trim_end_matches('_'));
            folder.map_or(inside, |folder| folder.trim_end_matches('/'))
        }
    }
}

impl Layout {
    /// A page, and often its translation.
    fn page(&mut self, path: &str, place: Place) {
        self.version(path, place.clone());
        if path == "index.md" || self.dice.chance(40) {
            let translation = format!("{}.es.md", path.trim_end_matches(".md"));
            self.version(&translation, place);
        }
    }

    fn version(&mut self, path: &str, place: Place) {
        let number = self.files.len();
        let source = format!("content/{path}");
        let language = language(path);
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
            self.tagged.entry((language, tag)).or_default().insert(source.clone());
        }
        if self.dice.chance(30) {
            let series = ["Back care", "Rest"][self.dice.below(2)];
            let _ = writeln!(text, "series: {series}");
            self.series.entry((language, series)).or_default().insert(source.clone());
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
                    self.fill(&own, depth - 1);
                }
            }
        }
    }
}

pub fn layout(seed: u64) -> Layout {
    let mut made = Layout {
        dice: Dice::new(seed),
        files: BTreeMap::new(),
        places: BTreeMap::new(),
        dated: BTreeSet::new(),
        tagged: BTreeMap::new(),
        series: BTreeMap::new(),
    };
    made.page("index.md", Place::Own);
    made.fill("", 3);
    for name in ["search.md", "search.es.md"] {
        made.version(name, Place::Listed(String::new()));
        let text = made.files.get_mut(&format!("content/{name}")).expect("just made");
        *text = text.replacen("---\n", "---\ntype: search\n", 1);
    }
    // The text of a term, as a file or as a folder.
    if LANGUAGES.iter().all(|language| made.tagged.contains_key(&(*language, "One tag"))) {
        let path = [None, Some("tags/one-tag.md"), Some("tags/one-tag/index.md")][made.dice.below(3)];
        path.into_iter().for_each(|path| made.page(path, Place::Own));
    }
    made
}

/// All lines of the pages of a language that begin with a word: what stands before and behind their semicolon.
fn lines<'s>(site: &'s Built, language: &str, begin: &str) -> Vec<(&'s str, &'s str)> {
    let is_own = |name: &str| name.starts_with("es/") == (language == "es/") && name.ends_with(".html");
    let mut names: Vec<&String> = site.outputs.keys().filter(|name| is_own(name)).collect();
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
    // Nobody has said what the translations were made of.
    let told = site.told();
    let other: Vec<&str> = told.lines().filter(|line| !line.contains("warning[translation-stale]")).collect();
    assert!(other.is_empty(), "seed {seed}: {other:#?}");
    for language in LANGUAGES {
        lists(seed, language, &made, &site);
        groups(seed, language, &made, &site);
    }
    outputs(seed, &made, &site);
}

/// Terms list the pages that carry them, and no others; every page of a series has a place of its own in it.
fn groups(seed: u64, language: &str, made: &Layout, site: &Built) {
    let under = lines(site, language, "under ");
    for ((_, tag), carry) in made.tagged.iter().filter(|((own, _), _)| *own == language) {
        let own = under.iter().filter(|(term, _)| *term == slugify(tag));
        let mut found: Vec<&str> = own.filter_map(|(_, page)| page.strip_prefix("page ")).collect();
        found.sort_unstable();
        assert_eq!(found, carry.iter().map(String::as_str).collect::<Vec<_>>(), "seed {seed}: {language}{tag}");
    }
    let positions = lines(site, language, "series ");
    for ((_, name), members) in made.series.iter().filter(|((own, _), _)| *own == language) {
        // The page of a folder is no part of a series that its template shows, so it only takes a place.
        let shown = |source: &&String| matches!(made.places[*source], Place::Listed(_)) && !source.contains("search");
        let mut places = BTreeSet::new();
        for source in members.iter().filter(shown) {
            let end = format!(" of {} is {source}", members.len());
            let own: Vec<&str> =
                positions.iter().filter_map(|(of, it)| it.strip_suffix(&*end).filter(|_| of == name)).collect();
            assert_eq!(own.len(), 1, "seed {seed}: {source} in the series {name}: {own:?}");
            assert!(places.insert(own[0].to_owned()), "seed {seed}: two pages of {name} at the place {}", own[0]);
        }
    }
}

/// Each page is in one list, once; the page of a folder stands for it in the list above. Neighbours follow the list.
fn lists(seed: u64, language: &str, made: &Layout, site: &Built) {
    let listed = lines(site, language, "in ");
    let holding = |item: String| -> Vec<&str> {
        listed.iter().filter(|(_, found)| *found == item).map(|(folder, _)| *folder).collect()
    };
    let own = || made.places.iter().filter(|(source, _)| self::language(source) == language);
    let mut sections: BTreeSet<&str> = BTreeSet::new();
    for (source, place) in own().filter(|(source, _)| !source.starts_with("content/tags/")) {
        let found = holding(format!("page {source}"));
        let above = folder(source, place);
        match place {
            Place::Listed(_) => assert_eq!(found, [above], "seed {seed}: {source}"),
            Place::Own => assert!(found.is_empty(), "seed {seed}: {source} is in {found:?}"),
        }
        sections.extend(std::iter::successors(Some(above), |it| Some(it.rsplit_once('/')?.0)));
    }
    for section in sections.into_iter().filter(|section| !section.is_empty()) {
        let above = section.rsplit_once('/').map_or("", |(above, _)| above);
        assert_eq!(holding(format!("section {section}")), [above], "seed {seed}: the section {language}{section}");
    }
    let after = lines(site, language, "after ");
    let after: BTreeMap<&str, &str> = after.into_iter().map(|(before, own)| (own, before)).collect();
    let mut orders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (folder, item) in &listed {
        orders.entry(folder).or_default().extend(item.strip_prefix("page "));
    }
    for (folder, list) in &orders {
        for (before, own) in std::iter::once(&"").chain(list).zip(list).filter(|(_, own)| !own.contains("search")) {
            assert_eq!(after.get(own), Some(before), "seed {seed}: what comes before {own} in {language}{folder}");
        }
    }
}

/// All pages at once, the list from A to Z, the feed and the sitemap have each page once; its text stands at its address,
/// and nowhere else.
fn outputs(seed: u64, made: &Layout, site: &Built) {
    let linked = site.build.site();
    let map = site.text("sitemap.xml");
    let letters = LANGUAGES.map(|language| lines(site, language, "letters "));
    for (source, place) in &made.places {
        let language = language(source);
        let (home, feed) = (site.text(&format!("{language}index.html")), site.text(&format!("{language}atom.xml")));
        let id = linked.find(source).unwrap_or_else(|| panic!("seed {seed}: {source}"));
        let url = &linked.page(id).url;
        let all = home.lines().filter(|line| line.trim() == format!("all {source}")).count();
        let is_home = source.starts_with("content/index.");
        assert_eq!(all, usize::from(!is_home), "seed {seed}: {source} among all, {place:?}");
        let whole = format!("https://example.org{}", encode(url.as_str()));
        let own = format!("<id>{whole}</id>");
        let in_feed = feed.split("<entry>").skip(1).filter(|entry| entry.contains(&own)).count();
        assert_eq!(in_feed, usize::from(made.dated.contains(source)), "seed {seed}: {source} in the feed");
        assert_eq!(map.matches(&format!("<loc>{whole}</loc>")).count(), 1, "seed {seed}: {source} in the sitemap");
        let found =
            letters[usize::from(!language.is_empty())].iter().filter(|(found, _)| *found == url.as_str()).count();
        let is_searched = !source.starts_with("content/search.");
        assert_eq!(found, usize::from(is_searched), "seed {seed}: {source} from A to Z");
        let words = made.files[source].lines().last().unwrap_or_default();
        let holds = |name: &&String| name.ends_with(".html") && site.text(name).contains(words);
        let found: Vec<&str> = site.outputs.keys().filter(holds).map(String::as_str).collect();
        assert_eq!(found, [url.output().as_str()], "seed {seed}: the text of {source}");
    }
}

#[test]
fn each_page_is_in_each_list_once_in_every_layout() {
    (0..100).for_each(check);
}
