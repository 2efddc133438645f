//! What programs leave beside pages: not read, not published and told, or told with the name that it should have.

use super::fixture::{PLAIN, build, build_files, files, options};
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Changes;
use vertebra_engine::{Build, Options, Purpose};

const PAGE: &str = "---\ntitle: A\n---\nText.\n";

/// Left by editors, systems, sync programs, version control, downloads and other generators. `i`: ignored,
/// and `why` says the reason; `-`: not published, and told; `!`: published or an error, and told.
const LEFT: &str = "\
i .a.md.swp | i a.md.swp | i a.md~ | i a.md.~1~ | i #a.md# | i .#a.md | i 4913 | i a.md___jb_tmp___ | i a.md.tmp
i .DS_Store | i ._a.md | i Thumbs.db | i desktop.ini | i a.md.sb-1a2b3c4d-x7yZ9q | i __MACOSX/a.md | i ~$a.docx | i a.lnk
i .~lock.a.docx# | i .git/config | i .obsidian/app.json | i .stfolder/x | i .sync.ffs_db | i .a.md.kate-swp
i a.pdf.crdownload | i a.pdf.part | i a.pdf.download | i a.pdf.opdownload | i .syncthing.a.md.tmp | i a.md.filepart
i .a.md.icloud | i @eaDir/a.jpg | i .svn/entries | i .hg/store | i .trash/a.md | i .dropbox.cache/a.md
- a.md.bak | - a.md.BAK | - a.md.old | - a.md.orig | - a.md.rej | - a.md.save | - a.md.backup | - prices.pdf.bak
- a.md.mine | - a.md.r12 | - a_BACKUP_4711.md | - a_BASE_4711.md | - a_LOCAL_4711.md | - a_REMOTE_4711.md
- a (Jane's conflicted copy 2024-01-01).md | - prices (conflicted copy 2024-01-01 120000).pdf | - a (1).md | - a(2).md
- a.sync-conflict-20240101-120000-ABCDEFG.md | - a (SFConflict jane@example.org 2024-01-01-12-00-00).md
- a_conflict-20240101-120000.md | - a (Case Conflict 1).md | - a (In Konflikt stehende Kopie von Jane 2024-01-01).md
- a - Copy.md | - a - Copy (2).md | - a copy.md | - a copy 3.md | - Copy of a.md | - a 2.md | - a-LAPTOP-1A2B3C4D.md
- a - Kopie.md | - a - copia.md | - _drafts/x.md | - _drafts/deep/x.md | - news/_drafts/x.jpg | - _includes/nav.html
- _layouts/page.html | - _site/about.html | - _data/nav.yml | - node_modules/x/README.md | - _sass/main.scss
! a.md.txt | ! a.markdown | ! a.mdown | ! a.mkd | ! a.mdx | ! Flyer.docx | ! a.doc | ! a.odt | ! a.rtf | ! a.pages
! a.org | ! a.rst | ! a.adoc | ! a.textile | ! a.wiki | ! a.Rmd | ! a.qmd | ! a.ipynb
! y.html | ! y.htm | ! site.staging.yaml | ! _content.yaml | ! p.yaml | ! _config.yml | ! hugo.toml | ! a.njk | ! a.liquid
! a.hbs | ! a.pug | ! a.erb | ! a.j2 | ! main.scss | ! README.md | ! news/readme.md | ! CONTRIBUTING.md | ! CLAUDE.md
! drafts/x.md | ! news/Drafts/x.md | ! data/x.md";

fn site_with(path: &str, text: &str) -> super::fixture::Built {
    let mut all = files(PLAIN);
    all.insert("content/a.md".to_owned(), PAGE.to_owned());
    all.insert("content/news/b.md".to_owned(), PAGE.replace('A', "B"));
    all.insert(path.to_owned(), text.to_owned());
    build_files(&all, &options())
}

#[test]
fn nothing_that_programs_leave_is_published_in_silence() {
    for (how, name) in LEFT.split(['|', '\n']).filter_map(|entry| entry.trim().split_once(' ')) {
        let path = format!("content/{name}");
        let source = SourcePath::new(&path);
        // Nothing that reads files from a disk gives the build a file that is ignored.
        let site = if how == "i" { site_with("content/a.md", PAGE) } else { site_with(&path, PAGE) };
        let told = site.diagnostics.iter().any(|it| it.file == source);
        let why = site.build.why(&path).map_or_else(String::new, |why| format!("{:?}", why.lines));
        match how {
            "i" => {
                assert!(!source.is_read(), "{name} is read");
                assert!(why.contains("no: files and folders of such a name are ignored, since "), "{name}: {why}");
            }
            "-" => {
                assert!(source.is_read() && told, "{name}: {}", site.told());
                let bare = name.rsplit('/').next().unwrap();
                assert!(!site.outputs.keys().any(|output| output.contains(bare)), "{name}: {:?}", site.outputs.keys());
                assert!(site.build.site().pages.len() <= 3, "{name} is a page");
                assert!(why.contains("no: it looks like "), "{name}: {why}");
            }
            _ => assert!(source.is_read() && told, "{name}: {}", site.told()),
        }
    }
}

#[test]
fn what_is_for_readers_is_published_without_a_word() {
    for name in [
        "a 3 step plan.md",
        "talk (1).md",
        "Copying.md",
        "local_foods.md",
        "old.md",
        "_posts/x.md",
        "robots.txt",
        "notes.txt",
        "prices.pdf",
        "photo (1).txt",
        "netlify.toml",
        ".well-known/security.txt",
        "CNAME",
        "app.js",
        "conflict.md",
        "x.html",
    ] {
        let text = if name.ends_with(".md") { "---\ntitle: Another\n---\nText.\n" } else { "Text\n" };
        let site = site_with(&format!("content/{name}"), text);
        assert_eq!(site.told(), "", "{name}");
    }
    // What a page, a setting or a script uses is meant for readers.
    for user in [
        ("content/b.md", "---\ntitle: B\n---\n[The form](p.yaml)\n"),
        ("content/data/files.yaml", "form: /p.yaml\n"),
        ("themes/mini/scripts/a.js", "fetch('/p.yaml')\n"),
    ] {
        build(&format!("-- content/p.yaml --\na: 1\n-- {} --\n{}", user.0, user.1)).clean();
    }
    // A folder for drafts that has a page of its own is a section, and a page that says its address is meant.
    build(&format!("-- content/drafts/index.md --\n{PAGE}-- content/drafts/x.md --\n---\ntitle: X\n---\nText.\n"))
        .clean();
    build("-- content/README.md --\n---\ntitle: X\nslug: how-to\n---\nText.\n").clean();
}

#[test]
fn a_copy_becomes_a_page_when_it_is_the_only_one() {
    let all = files(&format!("{PLAIN}-- content/a.md --\n{PAGE}-- content/a 2.md --\n{PAGE}"));
    let snapshot = vertebra_base::snapshot::Snapshot::from_texts(all.iter().map(|(path, text)| (&**path, &**text)));
    let options = Options { purpose: Purpose::Preview, ..options() };
    let mut build = Build::new(snapshot, &options);
    let state = |build: &Build| {
        let pages: Vec<_> = build.site().pages.iter().map(|page| page.page.source.to_string()).collect();
        (pages.join(" "), build.diagnostics().iter().filter(|it| it.code == "file-left-out").count())
    };
    let mut step = |path: &str, text: Option<&str>| {
        build.apply(Changes::from_texts([(path, text)]), options.now.clone());
        state(&build)
    };
    let other = PAGE.replace("title: A", "title: Another");
    let both = "content/a 2.md content/a.md".to_owned();
    assert_eq!(step("content/a.md", Some(PAGE)), ("content/a.md".to_owned(), 1));
    assert_eq!(step("content/a.md", Some(&other)), (both.clone(), 0));
    assert_eq!(step("content/a 2.md", Some(&other)), ("content/a.md".to_owned(), 1));
    assert_eq!(step("content/a 2.md", Some(PAGE)), (both, 0));
    assert_eq!(step("content/a.md", Some(PAGE)), ("content/a.md".to_owned(), 1));
    assert_eq!(step("content/a.md", None), ("content/a 2.md".to_owned(), 0));
    assert_eq!(step("content/a 2.md", None), (String::new(), 0));
}
