//! The real site is the first fixture: it builds without a single diagnostic.

use std::collections::BTreeMap;

use super::fixture::{Built, build_snapshot, sharing};
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;

/// The files of the sample site and its theme.
pub fn snapshot() -> Snapshot {
    let root = support::project();
    let mut snapshot = Snapshot::default();
    for folder in ["content", "themes"] {
        for entry in walkdir::WalkDir::new(root.join(folder)) {
            let entry = entry.expect("the sample site can be read");
            if entry.file_type().is_file() {
                let path = entry.path().strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
                snapshot.files.insert(SourcePath::new(path), std::fs::read(entry.path()).expect("read").into());
            }
        }
    }
    snapshot
}

fn real() -> Built {
    build_snapshot(snapshot(), &sharing())
}

#[test]
fn the_sample_site_has_no_diagnostic() {
    let site = real();
    site.clean();
    let pages = site.names().iter().filter(|name| name.ends_with("index.html")).count();
    assert!(pages >= 32, "{pages}");
}

#[test]
fn every_page_has_one_heading_its_place_and_the_notice_of_a_sample() {
    let site = real();
    let site_pages: BTreeMap<_, _> = site.build.site().pages.iter().map(|page| (page.url.output(), page)).collect();
    assert!(site_pages.len() >= 33);
    for output in site_pages.keys() {
        let html = site.text(output.as_str());
        assert!(html.contains("Not run by or connected with the clinics named here"), "{output}");
        assert!(html.contains("<link rel=\"canonical\" href=\"https://example.org/"), "{output}");
        assert_eq!(html.matches("<h1").count(), 1, "{output}");
    }
}

#[test]
fn a_phone_number_is_only_ever_that_of_a_clinic() {
    let site = real();
    for (name, bytes) in &site.outputs {
        let html = String::from_utf8_lossy(bytes);
        for link in html.split("href=\"tel:").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(["+13108287757", "911"].contains(&link), "{link} in {name}");
        }
    }
}
