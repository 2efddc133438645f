//! Files too large to be held in memory: what is published is what stands in them, and nothing is written twice.

use std::fs::{self, File};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use support::Site;
use vertebra_base::file_content::{FileContent, LargeFile};
use vertebra_base::fingerprint::Fingerprint;
use vertebra_base::output::{Bytes, Output};
use vertebra_base::path::OutputPath;
use vertebra_disk::{PublishError, PublishTransaction};

const FILM: &str = "content/guides/film.mp4";
const ONLINE: &str = "public/guides/film.mp4";

/// Two megabytes, of which the last differs.
fn film(last: u8) -> Vec<u8> {
    [vec![b'-'; 2_000_000], vec![last]].concat()
}

/// Puts a film into a site, written so long ago that what is known of it may be kept.
fn write(site: &Site, bytes: &[u8]) {
    site.write(FILM, bytes);
    let before = SystemTime::now() - Duration::from_secs(60);
    File::options().write(true).open(site.path().join(FILM)).unwrap().set_modified(before).unwrap();
}

fn online(site: &Site) -> Vec<u8> {
    fs::read(site.path().join(ONLINE)).unwrap()
}

#[test]
fn a_large_file_is_published_byte_for_byte_and_follows_every_change() {
    let site = Site::small();
    for last in *b"abb" {
        write(&site, &film(last));
        site.run(&["build"]).ends(0);
        assert!(online(&site) == film(last), "as it is now: {last}");
    }
    let manifest = site.read("public/.vertebra/manifest.json");
    assert!(manifest.contains(&Fingerprint::of_bytes(&film(b'b')).to_string()), "{manifest}");
    let before = site.tree("public");
    site.run(&["build"]).ends(0);
    assert_eq!(site.tree("public"), before, "nothing is written again");
    // Somebody else has written into what is published.
    fs::write(site.path().join(ONLINE), film(b'x')).unwrap();
    site.run(&["build"]).ends(0);
    assert!(online(&site) == film(b'b'));
    site.remove(FILM);
    site.run(&["build"]).ends(0);
    assert!(!site.has(ONLINE));
}

#[test]
fn a_large_file_goes_the_way_of_its_page_and_comes_back() {
    let site = Site::small();
    site.write("content/guides/talk/index.md", "---\ntitle: A talk\n---\nThe [film](film.mp4).\n");
    site.write("content/guides/talk/film.mp4", film(b'a'));
    site.run(&["build"]).ends(0);
    site.run(&["rename", "guides/talk", "guides/lecture", "--yes"]).ends(0);
    assert!(fs::read(site.path().join("content/guides/lecture/film.mp4")).unwrap() == film(b'a'));
    site.run(&["undo"]).ends(0);
    assert!(fs::read(site.path().join("content/guides/talk/film.mp4")).unwrap() == film(b'a'));
    site.run(&["remove", "guides/talk", "--yes"]).ends(0);
    assert!(!site.has("content/guides/talk/index.md"));
    site.run(&["undo"]).ends(0);
    assert!(fs::read(site.path().join("content/guides/talk/film.mp4")).unwrap() == film(b'a'));
}

#[test]
fn a_file_that_changes_between_reading_and_writing_is_told_and_nothing_is_published() {
    let site = Site::small();
    write(&site, &film(b'a'));
    site.run(&["build"]).ends(0);
    let before = site.tree("public");
    // As it was read; it is another when its turn comes.
    let place = site.path().join(FILM);
    let large = LargeFile { place: place.clone(), size: 2_000_001, print: Fingerprint::of_bytes(&film(b'b')) };
    let publish = PublishTransaction::begin(&site.path().join("public"), false).unwrap();
    let bytes = Bytes::Read(FileContent::OnDisk(Arc::new(large)));
    publish.put(Output { path: OutputPath::new("guides/film.mp4").unwrap(), bytes });
    let error = publish.commit(None).unwrap_err();
    assert!(matches!(&error, PublishError::Changed(path) if *path == place), "{error}");
    assert_eq!(error.to_string(), format!("{} was changed while the site was being written", place.display()));
    assert_eq!(error.help(), "when the file is saved, run the same command again");
    assert_eq!(site.tree("public"), before);
}
