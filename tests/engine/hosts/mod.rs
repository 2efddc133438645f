//! What hosts are told, word for word: the small site in `site/`, built for each host, and the files in `golden/`. To write
//! them anew after a change: `SNAPSHOTS=overwrite cargo test --test engine hosts`, and read what `git diff` shows.
//!
//! Whether hosts do what they are told is tried with real servers: `servers.mjs`.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::{Changes, Snapshot};
use vertebra_disk::read;
use vertebra_engine::Build;
use vertebra_schema::config::{HostTarget, host_files};

use crate::site::fixture::options;

mod many;
mod policy;

fn folder(name: &str) -> PathBuf {
    support::project().join("tests/hosts").join(name)
}

/// The small site for a host.
fn site(target: &str) -> Snapshot {
    let mut site = read::read(&folder("site"), 2).expect("the small site is there");
    let path = SourcePath::new("content/site.yaml");
    let settings = site.text(&path).expect("it has settings").into_owned();
    let copies = if matches!(target, "nginx" | "apache" | "caddy") { "[gzip, brotli]" } else { "[]" };
    let mut settings = settings.replace("target: none  # TARGET", &format!("target: {target}"));
    settings = settings.replace("[] # COPIES", copies);
    if target != "github-pages" {
        settings = settings.replace("  cname: www.example.org  # CNAME\n", "");
    } else {
        let start = settings.find("  headers:\n").expect("it has headers");
        let end = settings.find("  security_txt:").expect("it has security.txt");
        settings.replace_range(start..end, "");
    }
    let files = BTreeMap::from([(path, Some(settings.into_bytes().into()))]);
    site.apply(Changes { files, ..Changes::default() });
    site
}

/// All outputs of a site; what is said about it is in the way.
fn outputs(site: Snapshot) -> BTreeMap<String, Vec<u8>> {
    let build = Build::new(site, &options());
    let outputs = Mutex::new(BTreeMap::new());
    let rendered = build.render_all(2, &|output| {
        outputs.lock().expect("no panic").insert(output.path.to_string(), output.bytes.held().to_vec());
    });
    let told: Vec<_> = build.diagnostics().iter().chain(&rendered.diagnostics).collect();
    assert!(told.is_empty(), "{told:#?}");
    outputs.into_inner().expect("no panic")
}

/// What is special about the pages of a host: which there are, and what one of them says in its head.
fn summary(outputs: &BTreeMap<String, Vec<u8>>) -> String {
    let names: Vec<&str> = outputs.keys().map(String::as_str).collect();
    let page = String::from_utf8_lossy(&outputs["guides/first-visit/index.html"]).into_owned();
    let metas = page.lines().filter(|line| line.starts_with("<meta"));
    let stub = outputs.get("first/index.html").map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let mut text = names.join("\n") + "\n\n-- the head of a page --\n";
    metas.for_each(|line| text += &format!("{line}\n"));
    if let Some(stub) = stub {
        text += &format!("\n-- first/index.html --\n{stub}");
    }
    text
}

#[track_caller]
fn check(target: &str) {
    let outputs = outputs(site(target));
    let settings = site(target).text(&SourcePath::new("content/site.yaml")).expect("settings").into_owned();
    let (config, _) = vertebra_schema::config::read(&Snapshot::from_texts([("content/site.yaml", settings.as_str())]));
    let golden = folder("golden").join(target);
    let mut made: BTreeMap<String, String> = BTreeMap::from([("all.txt".to_owned(), summary(&outputs))]);
    for name in host_files(&config.deploy) {
        let text = String::from_utf8(outputs[name].clone()).expect("UTF-8");
        // Names that tools of other kinds would read are written otherwise beside the tests.
        made.insert(name.replace('/', "-").trim_start_matches('.').to_owned(), text);
    }
    if support::overwrites() {
        let _ = fs::remove_dir_all(&golden);
        fs::create_dir_all(&golden).expect("a folder");
        made.iter().for_each(|(name, text)| fs::write(golden.join(name), text).expect("a file"));
        return;
    }
    let mut names: Vec<String> = fs::read_dir(&golden)
        .expect("golden files: run with SNAPSHOTS=overwrite once")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, made.keys().cloned().collect::<Vec<_>>());
    for (name, text) in made {
        let expected = fs::read_to_string(golden.join(&name)).expect("UTF-8");
        assert!(text == expected, "{target}/{name} is another:\n{text}");
    }
}

#[test]
fn every_host_is_told_what_it_was() {
    for (name, _) in HostTarget::NAMES {
        check(name);
    }
}
