//! The security policy allows what a site has, and nothing else.

use vertebra_base::snapshot::Snapshot;
use vertebra_engine::Build;
use vertebra_render::host::{AskedSources, Model};

use crate::site::fixture::options;

/// The policy of a site with these settings for the host, and this file.
fn policy(deploy: &str, file: &str) -> String {
    let settings = format!(
        "title: T\nbase_url: http://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: bare\ndeploy: {{target: caddy, {deploy}}}\n"
    );
    let files = [
        ("content/site.yaml", settings.as_str()),
        ("content/index.md", "---\ntitle: Home\n---\nWords.\n"),
        ("themes/bare/theme.yaml", "name: bare\ntypes:\n  page: {template: page.html}\n"),
        ("themes/bare/templates/page.html", "{{ page.content }}"),
        (file, "x"),
    ];
    let build = Build::new(Snapshot::from_texts(files), &options());
    assert!(
        build.diagnostics().iter().all(|d| d.severity != vertebra_base::diagnostic::Severity::Error),
        "{:?}",
        build.diagnostics()
    );
    let model = Model::of(build.site(), &AskedSources::default());
    let sent = model.headers("/", 200);
    sent.iter().find(|(name, _)| *name == "Content-Security-Policy").expect("there is one").1.to_owned()
}

#[test]
fn a_site_of_words_allows_pictures_and_forms() {
    assert_eq!(
        policy("", "content/a.txt"),
        "default-src 'none'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
}

#[test]
fn what_the_site_has_is_allowed() {
    for (file, part) in [
        ("content/walk.mp4", "media-src 'self'"),
        ("content/site.webmanifest", "manifest-src 'self'"),
        ("themes/bare/static/a.js", "script-src 'self'; img-src 'self'; connect-src 'self'"),
        ("themes/bare/static/a.css", "style-src 'self'"),
        ("themes/bare/static/a.woff2", "font-src 'self'"),
    ] {
        let policy = policy("", file);
        assert!(policy.contains(part), "{file}: {policy}");
    }
}

#[test]
fn sources_are_added_where_they_are_asked_for() {
    assert_eq!(
        policy(
            "headers: {frame_ancestors: [self, https://a.example], security_policy: {img-src: [https://b.example, self], \
             frame-src: [https://c.example], form-action: [none], default-src: [self]}}",
            "content/a.txt"
        ),
        "default-src 'self'; img-src 'self' https://b.example; form-action 'none'; frame-src https://c.example; \
         base-uri 'none'; frame-ancestors 'self' https://a.example"
    );
}
