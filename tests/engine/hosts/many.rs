//! More old addresses than some hosts take.

use std::collections::BTreeMap;

use vertebra_base::snapshot::Snapshot;
use vertebra_engine::Build;

use crate::site::fixture::{coded, options};

/// A site for a host with so many old addresses, each with so many letters more than it needs.
fn told(target: &str, count: usize, length: usize) -> (Vec<String>, BTreeMap<String, String>) {
    let aliases: String = (0..count).map(|at| format!("  - /old-{at}{}/\n", "/x".repeat(length))).collect();
    let page = format!("---\ntitle: Home\naliases:\n{aliases}---\nWords.\n");
    let settings = format!(
        "title: T\nbase_url: https://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: plain\ndeploy: {{target: {target}}}\n"
    );
    let site = Snapshot::from_texts([("content/site.yaml", settings.as_str()), ("content/index.md", page.as_str())]);
    let build = Build::new(site, &options());
    let told = build.diagnostics().iter().map(|d| format!("{}: {}", coded(d), d.message)).collect();
    let texts = vertebra_schema::config::host_files(&build.site().config.deploy);
    let texts = texts
        .into_iter()
        .map(|name| (name.to_owned(), vertebra_render::host::text(build.site(), &Default::default(), name)));
    (told, texts.collect())
}

#[track_caller]
fn check(target: &str, count: usize, expected: &[&str]) {
    assert_eq!(told(target, count, 0).0, expected, "{target} with {count}");
}

#[test]
fn cloudflare_takes_two_thousand() {
    check("cloudflare-pages", 1_000, &[]);
    check(
        "cloudflare-pages",
        1_001,
        &[
            "warning[host-limit]: Cloudflare Pages supports only 2000 redirects: 1001 old addresses redirect only with a slash at the end",
        ],
    );
    check(
        "cloudflare-pages",
        2_001,
        &["error[host-limit]: there are 2001 old addresses, but Cloudflare Pages supports only 2000 redirects"],
    );
    let (told, files) = told("cloudflare-pages", 1_001, 0);
    assert_eq!(told.len(), 1);
    assert_eq!(files["_redirects"].lines().count(), 1 + 1_001);
}

#[test]
fn vercel_takes_two_thousand_and_forty_eight() {
    check("vercel", 2_048, &[]);
    check(
        "vercel",
        2_049,
        &["error[host-limit]: there are 2049 old addresses, but Vercel supports only 2048 redirects"],
    );
}

#[test]
fn netlify_is_slow_with_ten_thousand() {
    check("netlify", 9_999, &[]);
    check(
        "netlify",
        10_000,
        &["warning[host-limit]: there are 10000 old addresses; Netlify advises against 10000 or more"],
    );
}

#[test]
fn a_function_of_cloudfront_has_ten_kilobytes() {
    let (told_few, few) = told("s3-cloudfront", 100, 0);
    let (told_many, many) = told("s3-cloudfront", 1_000, 0);
    assert!(told_few.is_empty() && told_many.is_empty(), "{told_few:?} {told_many:?}");
    let (few, many) = (&few[".deploy/viewer-request.js"], &many[".deploy/viewer-request.js"]);
    assert!(few.contains("\"/old-99/\"") && !few.contains("cloudfront"), "{few}");
    assert!(!many.contains("old-99") && many.contains("import cf from 'cloudfront';"), "{many}");
    assert!(few.len() <= 10_240 && many.len() <= 10_240);
    let (told, _) = told("s3-cloudfront", 1, 300);
    assert_eq!(
        told,
        ["error[host-limit]: an old address is too long for CloudFront: 512 bytes, or 1024 with its target"]
    );
}

#[test]
fn servers_of_your_own_have_no_limits() {
    for target in ["nginx", "apache", "caddy"] {
        check(target, 3_000, &[]);
    }
    let (told, files) = told("nginx", 2_000, 20);
    assert!(told.is_empty(), "{told:?}");
    let sizes: Vec<&str> = files[".deploy/nginx-http.conf"].lines().filter(|line| line.contains("_hash_")).collect();
    assert_eq!(sizes, ["map_hash_bucket_size 128;", "map_hash_max_size 8192;"]);
}
