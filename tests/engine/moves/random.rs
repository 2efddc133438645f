//! The sample site, renamed, re-slugged and pruned at random 500 times: every address that was ever published answers, with
//! a page, with a redirect to one, or with the word that it is gone.

use std::collections::BTreeSet;

use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::{SourcePath, UrlPath};
use vertebra_engine::Build;
use vertebra_engine::refactor::{MoveRefusal, MoveRequest, carry};
use vertebra_site::addresses::RedirectTarget;
use vertebra_site::plan::redirect_output;

use super::sample::{now, put, release, told, watch};
use crate::site::real;
use support::dice::Dice;

const TIMES: usize = 500;
/// Each a site of its own, so that several can be renamed at the same time.
const SITES: usize = 4;

#[test]
fn nothing_is_lost_in_the_first_site() {
    Editor::new(1).work(TIMES / SITES);
}

#[test]
fn nothing_is_lost_in_the_second_site() {
    Editor::new(2).work(TIMES / SITES);
}

#[test]
fn nothing_is_lost_in_the_third_site() {
    Editor::new(3).work(TIMES / SITES);
}

#[test]
fn nothing_is_lost_in_the_fourth_site() {
    Editor::new(4).work(TIMES / SITES);
}

/// Somebody who cannot decide what pages are to be called.
struct Editor {
    seed: u64,
    /// The host cannot redirect, and pages stand at old addresses instead.
    stubs: bool,
    dice: Dice,
    build: Build,
    /// Every address that was published.
    ever: BTreeSet<UrlPath>,
    done: Vec<MoveRequest>,
}

const NAMES: [&str; 8] = ["firm", "light-touch", "first", "the-spine", "x", "2026", "a-page-about-rest", "soreness"];
const FOLDERS: [&str; 6] = ["", "guides/", "techniques/", "advice/", "advice/back/", "about/"];

impl Editor {
    fn new(seed: u64) -> Self {
        let mut build = watch(real::snapshot());
        let stubs = seed.is_multiple_of(2);
        if stubs {
            let settings = build.snapshot().text(&SourcePath::new("content/site.yaml")).expect("settings").into_owned();
            put(&mut build, "content/site.yaml", Some(&settings.replace("deploy: {target: netlify}\n", "")));
        }
        assert_eq!(told(&build), "", "the sample site begins without a word");
        release(&mut build);
        let mut editor = Editor { seed, stubs, dice: Dice::new(seed), build, ever: BTreeSet::new(), done: Vec::new() };
        editor.publish();
        editor
    }

    fn work(&mut self, times: usize) {
        let mut tries = 0;
        while self.done.len() < times {
            tries += 1;
            assert!(tries < times * 4, "{}: most of what is asked for is refused", self.seed);
            if self.build.site().pages.len() < 25 {
                self.write_a_page();
            }
            let wish = self.wish();
            match carry(&mut self.build, &wish, &now()) {
                Ok(_) => {
                    self.done.push(wish);
                    self.look();
                    if self.dice.chance(30) {
                        self.publish();
                    }
                }
                // Refused for a good reason, and nothing has changed.
                Err(MoveRefusal::Told(told)) if told.iter().all(|d| is_expected(&wish, d)) => self.look(),
                Err(MoveRefusal::Told(told)) => {
                    let told: Vec<_> = told.iter().map(|d| format!("{} [{}] {}", d.file, d.code, d.message)).collect();
                    panic!("seed {}, {wish:?}: {told:#?}\nafter {:#?}", self.seed, self.done)
                }
                // A name that is taken, a page that others link to.
                Err(MoveRefusal::Asked { .. } | MoveRefusal::Linked(_)) => self.look(),
            }
        }
        self.publish();
    }

    fn wish(&mut self) -> MoveRequest {
        let pages: Vec<String> = self.build.pages().map(|page| page.source.to_string()).collect();
        let page = self.dice.any(&pages).expect("a page").clone();
        let name = format!("{}{}", self.dice.of(&NAMES), self.dice.below(40));
        match self.dice.below(20) {
            0..=8 => {
                let to = format!("{}{name}.md", self.dice.of(&FOLDERS));
                MoveRequest::Rename { from: page, to: if page_is_index(&pages, &to) { name } else { to } }
            }
            9..=12 => MoveRequest::Slug { page, slug: name },
            13..=14 => {
                let folder = page.rsplit_once('/').map_or("content", |(folder, _)| folder).to_owned();
                MoveRequest::Rename { from: folder, to: name }
            }
            15..=17 => MoveRequest::Remove { page, to: self.dice.any(&pages).cloned() },
            _ => MoveRequest::Remove { page, to: None },
        }
    }

    /// New pages take the names of old ones, too.
    fn write_a_page(&mut self) {
        let number = self.dice.below(1000);
        let path = format!("content/{}{}{number}.md", self.dice.of(&FOLDERS), self.dice.of(&NAMES));
        let pages: Vec<String> = self.build.site().pages.iter().map(|page| page.page.source.to_string()).collect();
        let text = format!(
            "---\ntitle: Page {number}\ndescription: The page with the number {number}.\ntype: page\n---\nWords {number}. See [it](/{}).\n\n## More {number}\n\nMore.\n",
            self.dice.any(&pages).expect("a page").trim_start_matches("content/")
        );
        put(&mut self.build, &path, Some(&text));
        let said = told(&self.build);
        if said.contains("[redirect-taken]") || said.contains("[alias-taken]") {
            // Its folder would be the list of pages at an old address: whoever wants that takes the old address out.
            put(&mut self.build, &path, None);
        }
        self.look();
    }

    fn publish(&mut self) {
        release(&mut self.build);
        self.look();
        self.ever.extend(self.build.site().book.published.keys().cloned());
    }

    /// Every address answers as on a host that redirects, and on one that does not.
    fn look(&self) {
        let site = self.build.site();
        let last = self.done.last();
        // Who moves a second page into a folder is told, once, that its index is a section now.
        let told: String = told(&self.build).lines().filter(|line| !line.contains("[section-new]")).collect();
        assert_eq!(told, "", "seed {} after {last:?}", self.seed);
        for url in &self.ever {
            let stands = self.build.is_planned(&url.output());
            match site.redirects.at(url) {
                None => assert!(stands, "seed {}: {url} answers 404 after {last:?}", self.seed),
                Some(redirect) => match &redirect.to {
                    RedirectTarget::Here { url: to, .. } => {
                        assert_eq!(redirect.status(), 301);
                        assert!(
                            self.build.is_planned(&to.output()),
                            "seed {}: {url} leads to nothing, {to}",
                            self.seed
                        );
                        assert!(site.redirects.at(to).is_none(), "seed {}: {url} leads to {to} and on", self.seed);
                        let page = redirect_output(redirect).unwrap();
                        assert_eq!(self.build.is_planned(&page), self.stubs, "seed {}: {url}, {page}", self.seed);
                    }
                    RedirectTarget::Gone => assert!(redirect.status() == 410 && !stands),
                    RedirectTarget::Outside(_) => panic!("nobody asked for {redirect:?}"),
                },
            }
        }
    }
}

/// What may well be told: another page has, or once had, this address; settings name the folder, which would be empty;
/// nothing else explains a word, holds a phone number, or is shown to readers.
fn is_expected(wish: &MoveRequest, told: &Diagnostic) -> bool {
    let removes = matches!(wish, MoveRequest::Remove { .. });
    removes || matches!(told.code, "slug-twice" | "anchor-lost") || told.file.as_str() == "content/site.yaml"
}

/// A folder cannot be called like a page.
fn page_is_index(pages: &[String], to: &str) -> bool {
    pages.iter().any(|page| page.ends_with(to))
}
