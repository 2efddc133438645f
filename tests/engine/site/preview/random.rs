//! Sites in which many pages are hidden, and many things collide: a preview says of the published pages what a build says.

use std::collections::BTreeMap;
use std::sync::Mutex;

use support::dice::Dice;
use vertebra_base::diagnostic;
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::snapshot::{Changes, Snapshot};
use vertebra_engine::{Build, Now, Options};

use super::{assert_same, outputs, preview_options, snapshot};
use crate::site::fixture::{PLAIN, build_files, files, options};
use crate::site::real;

/// Lines of front matter that hide a page.
const HIDE: [&str; 3] = ["draft: true\n", "publish_at: 2027-01-01\n", "expires: 2020-01-01\n"];

#[test]
fn the_sample_site_with_hidden_pages_says_and_shows_the_same() {
    let given = real::snapshot();
    for seed in 1..=6 {
        let mut dice = Dice::new(seed * 0x9e37_79b9);
        let mut snapshot = given.clone();
        let mut hidden = String::new();
        for (path, bytes) in &mut snapshot.files {
            if path.in_content().is_some() && path.extension() == "md" && dice.below(4) == 0 {
                let text =
                    String::from_utf8_lossy(bytes.held()).replacen("---\n", &format!("---\n{}", dice.of(&HIDE)), 1);
                *bytes = text.into_bytes().into();
                hidden += &format!("{path} ");
            }
        }
        assert_same(&snapshot, &format!("seed {seed}, hidden: {hidden}"));
    }
}

/// Templates that show much of the site, and each page with its address.
const TELLING: &str = "\
-- themes/mini/templates/page.html --
<h1>{{ page.title }}</h1>{{ page.content }}{{ page.terms }}
{% for p in backlinks() %}[{{ p.url }}]{% endfor %}{% for b in breadcrumbs() %}<{{ b.title }} {{ b.url }}>{% endfor %}
{% set s = series() %}{% if s %}{% for p in s.pages %}[{{ p.url }}]{% endfor %}{% endif %}
{% set n = neighbors() %}{% for p in [n.previous, n.next] %}{% if p %}({{ p.url }}){% endif %}{% endfor %}
{% for i in menu(name=\"main\") %}<{{ i.url }}>{% endfor %}
-- themes/mini/templates/term.html --
<h1>{{ term.name }}</h1>{{ page.content }}{% for p in term.pages %}[{{ p.title }} {{ p.url }}]{% endfor %}
-- themes/mini/templates/taxonomy.html --
{% for t in taxonomy.terms %}[{{ t.name }} {{ t.url }}]{% endfor %}{{ page.content }}
";

/// A site of few names, so that much of it collides.
fn small_site(dice: &mut Dice) -> BTreeMap<String, String> {
    let mut all = files(PLAIN);
    all.extend(files(TELLING));
    let config = all.get_mut("content/site.yaml").expect("PLAIN has one");
    *config += &format!(
        "pagination: {}\nfeeds: {{sections: [{}]}}\nmenus: {{main: [{}]}}\n",
        dice.below(3),
        dice.of(&["a", "b", "tags"]),
        dice.of(&["a/index.md", "b.md", "a", "/a/b/"])
    );
    let folders = ["", "a/", "b/", "a/b/", "tags/"];
    let names = ["index", "a", "b", "page", "2", "x", "404"];
    for _ in 0..4 + dice.below(14) {
        let path = format!("content/{}{}.md", dice.of(&folders), dice.of(&names));
        let mut text = format!("---\ntitle: {}\n", dice.of(&["One", "Two", "Three", "A page"]));
        let may = [
            ("slug", &["a", "b", "x", "page"][..]),
            ("aliases", &["[/a/]", "[/x/]", "[/a/page/2/]", "[/tags/x/]"]),
            ("tags", &["[x]", "[X, a]", "[a]", "[\"/\"]"]),
            ("key", &["one", "two"]),
            ("type", &["glossary", "clinic"]),
            ("series", &["s"]),
            ("menus", &["[main]", "[none]"]),
            ("date", &["2026-01-02", "2026-01-03", "2027-01-01"]),
            ("evidence", &["[e]"]),
            ("weight", &["1", "2"]),
        ];
        for (field, values) in may {
            if dice.below(4) == 0 {
                text += &format!("{field}: {}\n", dice.of(values));
            }
        }
        if dice.below(3) == 0 {
            text += dice.of(&HIDE);
        }
        text += "---\n";
        for _ in 0..dice.below(4) {
            let folder = dice.of(&["", "../", "/", "/a/"]);
            let target = dice.of(&["a.md", "b.md", "index.md", "x", "a/", "tags/x/", "x.md#y", "q.md", "page/2/"]);
            text += &format!("[l]({folder}{target}) ");
        }
        text += dice.of(&["", "[[Fascia]]", "\n\nFascia\n: A word.\n"]);
        all.insert(path, text);
    }
    all
}

/// What happens to the files when one site becomes another.
fn changes(from: &Snapshot, to: &Snapshot) -> Changes {
    let gone = from.files.keys().filter(|path| !to.files.contains_key(*path)).map(|path| (path.clone(), None));
    let new = to.files.iter().map(|(path, bytes)| (path.clone(), Some(bytes.clone())));
    Changes { files: gone.chain(new).collect(), faults: Vec::new() }
}

#[test]
fn a_preview_that_is_kept_while_files_and_days_change_is_what_it_would_be_if_made_anew() {
    let days = ["2026-11-20", "2027-02-01", "2019-01-01"];
    let (mut dice, mut shown) = (Dice::new(0x5eed_0003), 0);
    let site = small_site(&mut dice);
    let mut last = snapshot(&site);
    let mut kept = Build::new(last.clone(), &preview_options());
    kept.refresh(1, &|_| ());
    for step in 0..150 {
        let mut site: BTreeMap<String, String> = last
            .files
            .keys()
            .map(|path| (path.to_string(), last.text(path).unwrap_or_default().into_owned()))
            .collect();
        match dice.below(6) {
            0 => site = small_site(&mut dice),
            1 => {}
            _ => {
                // One page is hidden, shown or changed.
                let pages: Vec<String> = site.keys().filter(|path| path.ends_with(".md")).cloned().collect();
                let text = site.get_mut(dice.of(&pages.iter().map(String::as_str).collect::<Vec<_>>())).expect("it");
                let hidden = HIDE.iter().find(|line| text.contains(**line));
                *text = match (hidden, dice.below(3)) {
                    (Some(line), 0) => text.replace(line, ""),
                    (None, 0) => text.replacen("---\n", &format!("---\n{}", dice.of(&HIDE)), 1),
                    (_, 1) => text.replacen("title: ", "title: New ", 1),
                    _ => format!("{text}\nMore.\n"),
                };
            }
        }
        let now = Now::Day(dice.of(&days).parse().expect("a day"));
        let next = snapshot(&site);
        kept.apply(changes(&last, &next), now.clone());
        let changed = Mutex::new(BTreeMap::new());
        kept.refresh(1, &|output| {
            _ = changed.lock().expect("no panic").insert(output.path.clone(), output.bytes.held().to_vec())
        });
        let mut fresh = Build::new(next.clone(), &Options { now, ..preview_options() });
        let outputs = outputs(&mut fresh);
        let changed = changed.into_inner().expect("no panic");
        for (output, (bytes, told)) in &outputs {
            let made = kept.made(output).unwrap_or_else(|| panic!("step {step}: no {output}"));
            let print = bytes.as_ref().map(|bytes| Fingerprint::of_bytes(bytes));
            assert_eq!(made.print, print, "step {step}: {output}");
            let mut said = made.diagnostics.clone();
            diagnostic::sort(&mut said);
            assert_eq!(said, *told, "step {step}: {output}");
            shown += usize::from(changed.get(output).is_some_and(|changed| Some(changed) == bytes.as_ref()));
        }
        assert_eq!(kept.diagnostics(), fresh.diagnostics(), "step {step}");
        let titles = |build: &Build| build.unpublished().iter().map(|page| page.title.clone()).collect::<Vec<_>>();
        assert_eq!(titles(&kept), titles(&fresh), "step {step}");
        last = next;
    }
    assert!(shown > 100, "{shown}");
}

#[test]
fn small_sites_full_of_collisions_say_and_show_the_same() {
    for seed in 1..=200 {
        let site = small_site(&mut Dice::new(seed * 0x9e37_79b9));
        let context = || site.iter().filter(|(path, _)| path.starts_with("content/"));
        let context: String = context().map(|(path, text)| format!("-- {path} --\n{text}\n")).collect();
        assert_same(&snapshot(&site), &format!("seed {seed}\n{context}"));
    }
    let told = build_files(&small_site(&mut Dice::new(0x9e37_79b9)), &options());
    assert!(!told.diagnostics.is_empty(), "such sites are full of faults");
}
