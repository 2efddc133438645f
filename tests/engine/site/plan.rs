//! Everything that a build makes is in its plan, and of two that want one address an editor is told.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use vertebra_base::path::SourcePath;
use vertebra_base::slug::slugify;
use vertebra_base::snapshot::Snapshot;

use super::fixture::{Built, PLAIN, build, build_snapshot, files, options};
use support::pictures::png;

const CONFIG: &str =
    "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n";

fn page(path: &str, front: &str) -> String {
    format!("-- content/{path} --\n---\ntitle: A\n{front}---\n")
}

#[test]
fn two_that_want_one_address_are_told_where_it_was_written() {
    let copies = format!("{CONFIG}machine_readable: {{markdown: true}}\n");
    let nginx = format!("{CONFIG}deploy: {{target: nginx}}\n");
    for (site, expected) in [
        (
            format!("{copies}{}-- themes/mini/static/a/index.md --\nx\n", page("a.md", "")),
            "content/a.md error[slug-twice] this page and themes/mini/static/a/index.md have the same address, /a/index.md",
        ),
        (
            format!("{copies}{}{}", page("a.md", ""), page("b.md", "aliases: [/a/index.md]\n")),
            "content/b.md:3:11 error[alias-taken] the alias /a/index.md is already the address of the Markdown of /a/",
        ),
        (
            page("a.md", "aliases: [/sitemap.xml]\n"),
            "content/a.md:3:11 error[alias-taken] the alias /sitemap.xml is already the address of the built-in sitemap.xml",
        ),
        (
            format!("{nginx}{}", page("a.md", "aliases: [/.deploy/nginx-server.conf]\n")),
            "content/a.md:3:11 error[alias-taken] the alias /.deploy/nginx-server.conf is already the address of what nginx reads",
        ),
        (
            format!("{nginx}-- themes/mini/static/.deploy/nginx-server.conf --\nx\n"),
            "themes/mini/static/.deploy/nginx-server.conf error[host-file] .deploy/nginx-server.conf is already generated for nginx",
        ),
        (
            "-- content/papers/cafe\u{301}.pdf --\n1\n-- content/papers/caf\u{e9}.pdf --\n2\n".to_owned(),
            "content/papers/caf\u{e9}.pdf error[slug-twice] this file and content/papers/cafe\u{301}.pdf have the same address",
        ),
        ("-- content/papers/Plan.pdf --\n1\n-- themes/mini/static/papers/plan.pdf --\n2\n".to_owned(), ""),
        (
            format!("{}-- content/a/index.html --\nx\n", page("a.md", "draft: true\n")),
            "content/a.md warning[slug-twice] this page and content/a/index.html have the same address, /a/",
        ),
        (
            "-- themes/mini/styles/main.css --\na{color:red}\n-- themes/mini/styles/more.css --\nb{color:red}\n\
             -- content/assets --\nx\n"
                .to_owned(),
            "content/assets error[slug-twice] /assets/main.",
        ),
        // A file of the site takes the place of what Vertebra makes by itself: that is how it is changed.
        ("-- content/atom.xml --\nx\n-- content/robots.txt --\nx\n-- content/feed.xml --\nx\n".to_owned(), ""),
    ] {
        let built = build(&site);
        let told: Vec<_> = built.told().lines().map(str::to_owned).collect();
        match expected {
            "" => _ = built.clean(),
            expected => assert!(told.len() == 1 && told[0].starts_with(expected), "{site}\n{}", built.told()),
        }
    }
}

#[test]
fn a_file_cannot_have_the_name_of_a_resized_copy_or_of_a_style_sheet() {
    let pictures = |more: &[(&str, Vec<u8>)]| {
        let mut all = files(PLAIN);
        all.extend(files(&format!("{}![a](room.png)\n", page("a.md", ""))));
        all.extend(files("-- themes/mini/styles/main.css --\na{color:red}\n"));
        let texts = all.into_iter().map(|(path, text)| (SourcePath::new(path), text.into_bytes().into()));
        let room = png(90, 60, 120);
        let more = [("content/room.png", room)].into_iter().chain(more.iter().cloned());
        let files = texts.chain(more.map(|(path, bytes)| (SourcePath::new(path), bytes.into()))).collect();
        build_snapshot(Snapshot { files, ..Snapshot::default() }, &options())
    };
    let plain = pictures(&[]);
    plain.clean();
    let made = plain.names().into_iter().filter(|name| name.starts_with("assets/")).map(str::to_owned);
    let made: Vec<String> = made.collect();
    assert!(
        made.iter().any(|name| name.ends_with(".css")) && made.iter().any(|name| name.ends_with(".png")),
        "{made:?}"
    );
    for name in &made {
        let copy = format!("content/{name}");
        let built = pictures(&[(&copy, b"x".to_vec())]);
        let whose =
            if name.ends_with(".css") { "themes/mini/styles/main.css" } else { "a resized copy of content/room.png" };
        let expected = format!("{copy} error[slug-twice] this file and {whose} have the same address, /{name}");
        assert!(built.told().lines().any(|line| line.starts_with(&expected)), "{name}: {}", built.told());
        let alias = pictures(&[(
            "content/b.md",
            page("", &format!("aliases: [/{name}]\n")).replacen("-- content/ --\n", "", 1).into_bytes(),
        )]);
        assert!(!alias.codes().is_empty(), "an alias at {name}");
    }
}

#[test]
fn only_what_is_made_can_be_linked_to() {
    let link = |config: &str, to: &str| {
        let site = build(&format!("{CONFIG}{config}{}[x]({to})\n", page("a.md", "")));
        site.codes().into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(link("", "/sitemap.xml"), [] as [&str; 0]);
    assert_eq!(link("noindex: true\n", "/sitemap.xml"), ["link-broken"], "there is no sitemap then");
}

/// What one input wants: its file, and the output that it should become.
type Wish = (String, String);

/// A site of few names, so that many want the same.
fn chance(seed: u64) -> (BTreeMap<String, String>, Vec<Wish>) {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut below = |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % end
    };
    const FOLDERS: [&str; 3] = ["", "g/", "G/"];
    const NAMES: [&str; 6] = ["a", "A", "b", "e\u{301}", "\u{e9}", "index.html"];
    let (mut all, mut wishes) = (BTreeMap::new(), Vec::new());
    for _ in 0..2 + below(7) {
        let (folder, name) = (FOLDERS[below(3)], NAMES[below(6)]);
        let address = if folder.is_empty() { "" } else { "g/" };
        match below(4) {
            0 | 1 => {
                let alias = ["/x/", "/g/a/", "/X/", "/sitemap.xml", "/g/b.pdf"][below(5)];
                let path = format!("content/{folder}{name}.md");
                let other = if below(3) == 0 { format!("aliases: [{alias}]\n") } else { String::new() };
                if all.insert(path.clone(), format!("---\ntitle: T\n{other}---\n")).is_some() {
                    wishes.retain(|(source, _)| *source != path);
                }
                wishes.push((path.clone(), format!("{address}{}/index.html", slugify(name))));
                if !other.is_empty() {
                    let slash = if alias.contains('.') { "" } else { "index.html" };
                    wishes.push((path, format!("{}{slash}", &alias[1..])));
                }
            }
            2 => {
                let path = format!("content/{folder}{name}.pdf");
                if all.insert(path.clone(), "1".to_owned()).is_none() {
                    wishes.push((path, format!("{address}{name}.pdf")));
                }
            }
            _ => {
                let path = format!("themes/mini/static/g/{name}.pdf");
                if all.insert(path.clone(), "1".to_owned()).is_none() {
                    wishes.push((path, format!("g/{name}.pdf")));
                }
            }
        }
    }
    (all, wishes)
}

fn folded(output: &str) -> String {
    output.to_lowercase().nfc().collect()
}

/// Two wishes for one output, except where a file of the site takes the place of the theme's.
fn is_double(a: &Wish, b: &Wish) -> bool {
    let of_theme = |wish: &Wish| wish.0.starts_with("themes/");
    let file = |wish: &Wish| wish.0.starts_with("content/") && !wish.0.ends_with(".md");
    folded(&a.1) == folded(&b.1) && !(of_theme(b) && file(a))
}

fn named(site: &Built, wish: &Wish) -> bool {
    site.diagnostics.iter().any(|d| {
        matches!(d.code, "slug-twice" | "alias-taken" | "alias-same")
            && (d.file.as_str() == wish.0 || d.message.contains(&wish.0))
    })
}

#[test]
fn what_is_planned_is_made_and_no_double_is_dropped_in_silence() {
    let (mut doubles, mut clean) = (0, 0);
    for seed in 0..150 {
        let (given, wishes) = chance(seed);
        let text: String = given.iter().map(|(path, text)| format!("-- {path} --\n{text}\n")).collect();
        let site = build(&text);
        let planned: Vec<String> = site.build.outputs().map(ToString::to_string).collect();
        let once: BTreeSet<&str> = planned.iter().map(String::as_str).collect();
        assert_eq!(once.len(), planned.len(), "seed {seed}: planned twice\n{text}");
        assert_eq!(once, site.names().into_iter().collect(), "seed {seed}: planned and made\n{text}");
        let folded_names: BTreeSet<String> = planned.iter().map(|name| folded(name)).collect();
        assert_eq!(folded_names.len(), planned.len(), "seed {seed}: one file on some systems\n{text}");
        for (at, wish) in wishes.iter().enumerate() {
            // Only pages stand at the addresses of files such as /g/b.pdf in words: nothing leads on from there.
            let is_stub = wish.0.ends_with(".md") && !wish.1.ends_with(".html");
            let of_site = |it: &Wish| folded(&it.1) == folded(&wish.1) && it.0.starts_with("content/");
            let replaced = wish.0.starts_with("themes/") && wishes.iter().any(of_site);
            let double = !replaced && wishes.iter().enumerate().any(|(other, it)| other != at && is_double(wish, it));
            if double || folded(&wish.1) == "sitemap.xml" {
                doubles += 1;
                assert!(named(&site, wish), "seed {seed}: {wish:?}\n{text}\n{}", site.told());
            } else if !is_stub {
                clean += 1;
                assert!(folded_names.contains(&folded(&wish.1)), "seed {seed}: {wish:?}\n{text}\n{}", site.told());
            }
        }
    }
    assert!(doubles > 100 && clean > 100, "{doubles} {clean}");
}
