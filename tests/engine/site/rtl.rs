//! A site that is written from right to left: `tests/fixtures/rtl`, with the clinic theme and words of its own.

use super::fixture::{Built, build_snapshot, options};
use vertebra_base::diagnostic::Severity;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;

fn site() -> Built {
    let root = support::project().join("tests/fixtures/rtl");
    let mut snapshot = Snapshot::default();
    for entry in walkdir::WalkDir::new(&root).into_iter().map(|entry| entry.expect("the fixture can be read")) {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(&root).expect("inside").to_string_lossy().replace('\\', "/");
            snapshot.files.insert(SourcePath::new(path), std::fs::read(entry.path()).expect("read").into());
        }
    }
    build_snapshot(snapshot, &options())
}

#[test]
fn pages_are_written_in_the_direction_of_their_language() {
    let built = site();
    let told: Vec<_> = built.diagnostics.iter().filter(|it| it.severity != Severity::Note).collect();
    assert!(told.is_empty(), "{}", built.told());
    let pages: Vec<_> = built.names().into_iter().filter(|name| name.ends_with(".html")).collect();
    assert!(pages.len() >= 8, "{pages:?}");
    for name in pages {
        let (lang, dir) = if name.starts_with("en/") { ("en", "ltr") } else { ("ar", "rtl") };
        assert!(built.text(name).contains(&format!("<html lang=\"{lang}\" dir=\"{dir}\"")), "{name}");
    }
    // Numbers and addresses of a page keep their own direction.
    assert!(built.text("clinics/harbor/index.html").contains("<bdi dir=\"ltr\">"));
    let arabic = built.text("متى-تطلب-المساعدة/index.html");
    assert!(arabic.contains("<a href=\"/en/help/\" lang=\"en\" hreflang=\"en\">English</a>"), "{arabic}");
    let english = built.text("en/help/index.html");
    assert!(english.contains("lang=\"ar\" hreflang=\"ar\">العربية</a>"), "{english}");
}
