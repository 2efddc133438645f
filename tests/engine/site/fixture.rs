//! The one place where tests call the engine. A site is one text with heads such as `-- content/a.md --`.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};

use vertebra_base::artifact_cache::{ArtifactCache, CacheBackend};
use vertebra_base::diagnostic::{self, Diagnostic};
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::snapshot::Snapshot;
use vertebra_base::span::position;
use vertebra_engine::{Build, Now, Options};

pub use support::files;

/// What a site became.
pub struct Built {
    pub build: Build,
    /// The files as they were given: a build lets go of the text of its pages.
    pub given: Snapshot,
    pub outputs: BTreeMap<String, Vec<u8>>,
    pub diagnostics: Vec<Diagnostic>,
}

/// The settings of a site with the theme `mini`.
macro_rules! settings {
    ($title:literal, $base_url:literal) => {
        concat!("title: ", $title, "\nbase_url: ", $base_url, "\nlanguage: en\ntime_zone: UTC\ntheme: mini\n")
    };
}

/// That theme with more types of pages, such as `  search: {template: page.html}`, and with what stands before them.
macro_rules! mini_theme {
    ($types:literal) => {
        mini_theme!("", $types)
    };
    ($before:literal, $types:literal) => {
        concat!(
            "name: mini\n",
            $before,
            "types:\n  page: {template: page.html}\n  section: {template: section.html}\n",
            $types
        )
    };
}

pub(crate) use {mini_theme, settings};

/// A configuration and a theme that show just what a test looks at.
pub const PLAIN: &str = "\
-- content/site.yaml --
title: Test site
base_url: https://example.org/
language: en
time_zone: America/Los_Angeles
theme: mini
taxonomies: [tags]
-- themes/mini/theme.yaml --
name: mini
fields:
  evidence: {kind: list, keys_of: evidence, none: true, cite: true}
  facts: {kind: list, keys_of: facts?, hidden: true}
  safety_critical: {kind: boolean, holds_translations: true, hidden: true}
types:
  page: {template: page.html}
  section: {template: section.html}
  glossary: {template: page.html, glossary: true}
  clinic:
    template: page.html
    fields:
      phone: {kind: phone, required: true, stated: true}
      hours: {kind: hours, stated: true}
-- themes/mini/templates/page.html --
<h1>{{ page.title }}</h1>{{ page.content }}{% for n in page.notes %}<p id='{{ n.id }}'>{{ n.content }}</p>{% endfor %}
-- themes/mini/templates/section.html --
<h1>{{ page.title }}</h1>{{ page.content }}{% for n in page.notes %}<p id='{{ n.id }}'>{{ n.content }}</p>{% endfor %}{% for p in section.pages %}[{{ p.title }} {{ p.url }}]{% endfor %}{% for s in section.sections %}<{{ s.title }} {{ s.url }}>{% endfor %}
-- themes/mini/templates/taxonomy.html --
{% for t in taxonomy.terms %}[{{ t.name }} {{ t.url }} {{ t.count }}]{% endfor %}
-- themes/mini/templates/term.html --
<h1>{{ term.name }}</h1>{{ page.content }}{% for p in term.pages %}[{{ p.title }}]{% endfor %}
-- themes/mini/templates/404.html --
<h1>{{ page.title }}</h1>
";

/// A day that the tests call today, and two threads.
pub fn options() -> Options {
    Options { threads: 2, ..Options::at(Now::Day("2026-11-20".parse().expect("a date"))) }
}

/// Options of builds that share what is slow to make: for tests that build the real site again and again.
pub fn sharing() -> Options {
    static STORE: LazyLock<ArtifactCache> = LazyLock::new(|| ArtifactCache::new(Memory::default()));
    Options { store: STORE.clone(), ..options() }
}

#[derive(Debug, Default)]
struct Memory(Mutex<BTreeMap<Fingerprint, Vec<u8>>>);

impl CacheBackend for Memory {
    fn get(&self, key: Fingerprint) -> Option<Vec<u8>> {
        self.0.lock().expect("no panic").get(&key).cloned()
    }

    fn put(&self, key: Fingerprint, result: &[u8]) {
        self.0.lock().expect("no panic").insert(key, result.to_vec());
    }
}

/// Builds `PLAIN` with the files of `text` added or replaced.
pub fn build(text: &str) -> Built {
    build_with(text, &options())
}

pub fn build_with(text: &str, options: &Options) -> Built {
    let mut all = files(PLAIN);
    all.extend(files(text));
    build_files(&all, options)
}

pub fn build_files(all: &BTreeMap<String, String>, options: &Options) -> Built {
    build_snapshot(Snapshot::from_texts(all.iter().map(|(path, text)| (path.as_str(), text.as_str()))), options)
}

pub fn build_snapshot(snapshot: Snapshot, options: &Options) -> Built {
    let given = snapshot.clone();
    let build = Build::new(snapshot, options);
    let outputs = Mutex::new(BTreeMap::new());
    let rendered = build.render_all(options.threads, &|output| {
        let twice = outputs.lock().expect("no panic").insert(output.path.to_string(), output.bytes.held().to_vec());
        assert!(twice.is_none(), "{} was made twice", output.path);
    });
    let mut diagnostics = build.diagnostics().to_vec();
    diagnostics.extend(rendered.diagnostics);
    diagnostic::sort(&mut diagnostics);
    let outputs = outputs.into_inner().expect("no panic");
    Built { build, given, outputs, diagnostics }
}

/// A severity and a code as messages show them: `error[link-broken]`.
pub fn coded(d: &Diagnostic) -> String {
    format!("{}[{}]", format!("{:?}", d.severity).to_lowercase(), d.code)
}

impl Built {
    /// An output as text.
    pub fn text(&self, path: &str) -> &str {
        let bytes =
            self.outputs.get(path).unwrap_or_else(|| panic!("no {path} in {:?}\n{}", self.names(), self.told()));
        std::str::from_utf8(bytes).expect("UTF-8")
    }

    pub fn names(&self) -> Vec<&str> {
        self.outputs.keys().map(String::as_str).collect()
    }

    pub fn has(&self, path: &str) -> bool {
        self.outputs.contains_key(path)
    }

    /// The diagnostics, a line each: `content/a.md:3:1 error[code] message | help`.
    pub fn told(&self) -> String {
        self.diagnostics.iter().map(|d| self.line(d)).collect::<Vec<_>>().join("\n")
    }

    /// The diagnostics in full, with the words that each points at in place of the excerpt.
    pub fn told_in_full(&self) -> String {
        let indented = |name: &str, text: &Option<String>| match text {
            Some(text) => format!("\n  {name}: {}", text.replace('\n', "\n        ")),
            None => String::new(),
        };
        let one = |d: &Diagnostic| {
            let excerpt = if d.span.is_some() { format!("\n  ^ {}", self.pointed(d)) } else { String::new() };
            let (help, note) = (indented("help", &d.help), indented("note", &d.note));
            format!("{}: {}: {}{excerpt}{help}{note}\n", self.place(d), coded(d), d.message)
        };
        self.diagnostics.iter().map(one).collect()
    }

    pub fn codes(&self) -> Vec<&'static str> {
        self.diagnostics.iter().map(|d| d.code).collect()
    }

    fn line(&self, d: &Diagnostic) -> String {
        let help = d.help.as_ref().map_or(String::new(), |help| format!(" | {}", help.replace('\n', " / ")));
        format!("{} {} {}{help}", self.place(d), coded(d), d.message)
    }

    pub fn place(&self, d: &Diagnostic) -> String {
        let text = self.text_of(d);
        match d.span {
            Some(span) => {
                let at = position(&text, span.start as usize);
                format!("{}:{}:{}", d.file, at.line, at.column)
            }
            None => d.file.to_string(),
        }
    }

    fn text_of(&self, d: &Diagnostic) -> std::borrow::Cow<'_, str> {
        self.given.text(&d.file).or_else(|| self.build.snapshot().text(&d.file)).unwrap_or_default()
    }

    /// The words that a diagnostic points at.
    pub fn pointed(&self, d: &Diagnostic) -> String {
        let text = self.text_of(d);
        d.span.map_or(String::new(), |span| text[span.range()].to_owned())
    }

    /// The only diagnostic there is.
    pub fn only(&self) -> &Diagnostic {
        assert_eq!(self.diagnostics.len(), 1, "{}", self.told());
        &self.diagnostics[0]
    }

    pub fn clean(&self) -> &Self {
        assert!(self.diagnostics.is_empty(), "{}", self.told());
        self
    }
}
