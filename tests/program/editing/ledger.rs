//! What becomes of the address book itself: removed, cut short, emptied, taken back. Nothing is forgotten without a word.

use std::fs;

use support::{Run, Site};

const BOOK: &str = "content/addresses.yaml";
const COPY: &str = ".vertebra/addresses/addresses.yaml";

fn publish(site: &Site) -> Run {
    site.run(&["publish", "--yes", "--date", "2026-11-20"])
}

/// A site that was published with three pages, and has one less today.
fn site() -> Site {
    let site = Site::small();
    for name in ["one", "two", "three"] {
        site.write(&format!("content/{name}.md"), format!("---\ntitle: {name}\ndescription: A page.\n---\nWords.\n"));
    }
    publish(&site).ends(0);
    site.remove("content/two.md");
    site
}

#[test]
fn a_book_that_is_missing_is_told() {
    for arguments in [&["publish", "--yes"][..], &["build", "--release"]] {
        let site = site();
        site.remove(BOOK);
        let before = site.tree("public");
        let run = site.run(arguments).ends(2);
        let told = "vertebra: content/addresses.yaml is missing; it records every address ever published, so that none is lost\n  \
             help: restore its last version: git checkout -- content/addresses.yaml\n        \
             or copy .vertebra/addresses/addresses.yaml to content/addresses.yaml; the copy was made when you last published\n        \
             to drop the missing addresses on purpose, delete .vertebra/addresses/addresses.yaml\n";
        assert!(run.err.contains(told), "{}", run.err);
        assert!(site.tree("public") == before && !site.has(BOOK), "nothing was done");
        // Once it is back, the page that went is told of.
        fs::copy(site.path().join(COPY), site.path().join(BOOK)).unwrap();
        assert!(site.run(arguments).ends(1).err.contains("error[url-lost]: the page /two/"));
    }
}

#[test]
fn a_book_that_was_cut_short_is_told() {
    let site = site();
    let book = site.read(BOOK);
    for end in [1, book.find("published:").unwrap(), book.find("  /three/").unwrap(), book.find("  /two/").unwrap()] {
        site.write(BOOK, &book[..end]);
        let run = publish(&site);
        assert!(run.code == 1 || run.code == 2, "{}\n{}", &book[..end], run.err);
        assert_eq!(site.read(BOOK), book[..end]);
    }
    site.write(BOOK, &book[..book.find("  /two/").unwrap()]);
    let told = "vertebra: content/addresses.yaml no longer lists some addresses that it listed when you last published: /two/\n";
    assert!(publish(&site).ends(2).err.contains(told), "{}", publish(&site).err);
}

/// One line or one word that is cut out by hand, and everything else is as it was.
#[test]
fn one_heading_or_one_old_address_that_is_missing_is_told() {
    let site = Site::small();
    site.write("content/one.md", "---\ntitle: One\ndescription: A page.\n---\n## Costs\n\n## Hours\n");
    publish(&site).ends(0);
    site.edit(BOOK, "gone:\n", "gone:\n  /leaflet/: 2026-11-19\n");
    site.edit(BOOK, "redirects:\n", "redirects:\n  /card/: /one/\n  /poster/: /one/\n");
    publish(&site).ends(0);
    let book = site.read(BOOK);
    for (line, missing) in [("headings: [costs, hours]", "/one/#costs"), ("  /leaflet/: 2026-11-19\n", "/leaflet/")] {
        assert!(book.contains(line), "{book}");
        site.write(BOOK, book.replace(line, if line.starts_with('h') { "headings: [hours]" } else { "" }));
        let told = format!("no longer lists some addresses that it listed when you last published: {missing}\n");
        let run = publish(&site).ends(2);
        assert!(run.err.contains(&told), "{}", run.err);
    }
    // An old address that was published is missed without the copy, too.
    site.write(BOOK, book.replace("  /poster/: /one/\n", ""));
    assert!(publish(&site).ends(1).err.contains("error[url-lost]: the old address /poster/"));
    // Where a page stands again, its old line is none.
    site.write("content/leaflet.md", "---\ntitle: Leaflet\ndescription: A page.\n---\nWords.\n");
    site.write(BOOK, book.replace("  /leaflet/: 2026-11-19\n", ""));
    publish(&site).ends(0);
}

#[test]
fn what_is_to_be_forgotten_is_forgotten_when_somebody_says_so() {
    let site = site();
    site.remove(BOOK);
    site.remove(COPY);
    publish(&site).ends(0);
    assert!(!site.read(BOOK).contains("/two/"));
    assert_eq!(site.read(COPY), site.read(BOOK));
}

#[test]
fn a_copy_of_a_site_without_any_notes_is_published() {
    let site = Site::small();
    publish(&site).ends(0);
    let clone = Site::small();
    publish(&clone).ends(0);
    fs::remove_dir_all(clone.path().join(".vertebra")).unwrap();
    fs::remove_dir_all(clone.path().join("public")).unwrap();
    clone.write(BOOK, site.read(BOOK));
    publish(&clone).ends(0);
    assert_eq!(clone.read(COPY), clone.read(BOOK));
}

#[test]
fn a_first_publication_is_not_taken_back() {
    let site = Site::small();
    publish(&site).ends(0);
    let book = site.read(BOOK);
    assert!(site.run(&["undo"]).ends(2).err.contains("there is nothing to undo"));
    assert_eq!(site.read(BOOK), book);
}

#[test]
fn lines_that_others_have_added_are_no_loss() {
    let site = Site::small();
    publish(&site).ends(0);
    site.edit(BOOK, "published:\n", "published:\n  /elsewhere/: {since: 2026-11-01}\n");
    site.edit(BOOK, "gone:\n", "gone:\n  /elsewhere/: 2026-11-02\n");
    publish(&site).ends(0);
    assert!(site.read(COPY).contains("/elsewhere/"));
}
