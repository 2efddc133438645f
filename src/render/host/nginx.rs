//! nginx: two files to include, one among the lines of `http` and one in the site's `server`. Source: nginx.org/en/docs,
//! of the modules core, headers, map, rewrite, gzip_static.
//!
//! A block that sends one header of its own sends none of those around it. So all headers stand in one place, and what
//! differs from address to address is looked up in maps.

use super::class::{CacheClass, DAILY, DAILY_BELOW, HASHED};
use super::model::{Model, forms};
use super::pattern::AddressPattern;
use super::text::{HEAD, literal, quoted};
use vertebra_media::compress::Method;

/// What stands among the lines of `http`.
pub fn http(model: &Model) -> String {
    let mut text = format!("# {HEAD}\n# Include this file inside http {{ }}, outside every server {{ }}.\n");
    let mut keys = 0;
    let mut longest = 0;
    let mut redirects = String::new();
    for moved in &model.moved {
        for from in forms(&moved.from) {
            // A key is compared whatever the case of its letters; an expression is not.
            let key = if moved.is_of_case() { quoted(&format!("~^{}$", literal(from))) } else { key(from) };
            redirects += &format!("    {key} \"{}\";\n", moved.woven("$is_args$args"));
            (keys, longest) = (keys + 1, longest.max(from.len()));
        }
    }
    let temporary: Vec<_> = model.moved.iter().filter(|moved| moved.status != 301).collect();
    let once = |paths: &mut dyn Iterator<Item = &String>| -> String {
        paths.flat_map(|path| forms(path)).map(|path| format!("    {} 1;\n", key(path))).collect()
    };
    let temporary = once(&mut temporary.iter().map(|moved| &moved.from));
    let gone = once(&mut model.gone.iter());
    longest = model.gone.iter().map(String::len).chain([longest]).max().unwrap_or(0);
    text += &sizes(keys.max(model.gone.len() * 2), longest);
    let mut map = |from: &str, to: &str, lines: &str| text += &format!("map {from} {to} {{\n{lines}}}\n");
    // The path is compared in plain letters, whatever the case of its letters.
    map("$uri", "$vertebra_to", &format!("    default \"\";\n{redirects}"));
    map("$uri", "$vertebra_for_a_while", &format!("    default \"\";\n{temporary}"));
    // Looked up anew for the page that tells it: that page is not gone.
    map("$uri", "$vertebra_gone", &format!("    volatile;\n    default \"\";\n{gone}"));
    map("$uri", "$vertebra_class", &classes(&model.base));
    map(
        "$status",
        "$vertebra_cache",
        &format!("    default $vertebra_class;\n    ~^[45] \"{}\";\n", CacheClass::Error.value()),
    );
    for (number, name) in names(model).iter().enumerate() {
        map("$uri", &format!("$vertebra_header_{number}"), &values(model, name));
    }
    text
}

/// Room for long addresses and for many. Source: nginx.org, "Setting up hashes": a bucket holds a key with some bytes
/// around it, and its size is a power of two.
fn sizes(keys: usize, longest: usize) -> String {
    let mut text = String::new();
    if longest > 40 {
        text += &format!("map_hash_bucket_size {};\n", (longest + 24).next_power_of_two().max(128));
    }
    if keys > 1_000 {
        text += &format!("map_hash_max_size {};\n", (keys * 2).next_power_of_two());
    }
    text
}

/// A path as the key of a map.
fn key(path: &str) -> String {
    quoted(path)
}

fn classes(base: &str) -> String {
    let mut text = format!("    default \"{}\";\n", CacheClass::Page.value());
    for path in DAILY {
        text += &format!("    {} \"{}\";\n", key(&format!("{base}{path}")), CacheClass::Daily.value());
    }
    let start = literal(base);
    for folder in DAILY_BELOW {
        text +=
            &format!("    {} \"{}\";\n", quoted(&format!("~^{start}{}", literal(folder))), CacheClass::Daily.value());
    }
    text + &format!("    {} \"{}\";\n", quoted(&format!("~^{start}{HASHED}")), CacheClass::Hashed.value())
}

/// The names of headers that some addresses have and others have not.
fn names(model: &Model) -> Vec<&str> {
    let mut names: Vec<&str> =
        model.own.iter().flat_map(|own| own.headers.iter().map(|(name, _)| name.as_str())).collect();
    names.sort_unstable_by_key(|name| name.to_ascii_lowercase());
    names.dedup_by_key(|name| name.to_ascii_lowercase());
    names
}

/// What a header is for which address. One without a value is not sent.
fn values(model: &Model, name: &str) -> String {
    let mut text = "    default \"\";\n".to_owned();
    for own in &model.own {
        for (_, value) in own.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name)) {
            let value = quoted(value);
            match &own.pattern {
                AddressPattern::Below(start) => {
                    text += &format!("    {} {value};\n", quoted(&format!("~^{}", literal(start))))
                }
                AddressPattern::Exact(path) => {
                    text += &format!("    {} {value};\n", key(path));
                    // By the time that headers are sent, the name of a page is that of its file.
                    if path.ends_with('/') {
                        text += &format!("    {} {value};\n", key(&format!("{path}index.html")));
                    }
                }
            }
        }
    }
    text
}

/// What stands in the site's `server`.
pub fn server(model: &Model) -> String {
    let base = &model.base;
    let mut text = format!(
        "# {HEAD}\n# Include this file inside the server {{ }} block of the site, which sets listen, server_name and root.\n"
    );
    for (name, value) in &model.always {
        text += &format!("add_header {name} {} always;\n", quoted(value));
    }
    for (number, name) in names(model).iter().enumerate() {
        text += &format!("add_header {name} $vertebra_header_{number} always;\n");
    }
    text += "add_header Cache-Control $vertebra_cache always;\n";
    text += "charset utf-8;\ncharset_types text/css text/plain text/xml text/markdown text/javascript application/javascript application/json application/manifest+json application/feed+json application/atom+xml image/svg+xml;\n";
    text += &copies(&model.copies);
    text += "index index.html;\nautoindex off;\nabsolute_redirect off;\nmerge_slashes on;\n";
    // What is gone is told in the words of the page for what is not there.
    text += &format!("error_page 404 410 {base}/404.html;\nerror_page 403 =404 {base}/404.html;\n");
    text += "if ($vertebra_gone) {\n    return 410;\n}\n";
    text += "if ($vertebra_for_a_while) {\n    return 302 $vertebra_to;\n}\n";
    text += "if ($vertebra_to) {\n    return 301 $vertebra_to;\n}\n";
    text += "location ~ /\\.(?!well-known/) {\n    return 404;\n}\n";
    // Types that the file mime.types of older nginx does not know.
    for (pattern, kind) in [
        ("/atom\\.xml$", "application/atom+xml"),
        ("/feed\\.json$", "application/feed+json"),
        ("\\.webmanifest$", "application/manifest+json"),
        ("\\.avif$", "image/avif"),
        ("\\.mjs$", "text/javascript"),
        ("\\.md$", "text/markdown"),
    ] {
        text += &format!(
            "location ~ {pattern} {{\n    types {{ }}\n    default_type {kind};\n    try_files $uri =404;\n}}\n"
        );
    }
    text + "location / {\n    try_files $uri $uri/ =404;\n}\n"
}

/// Copies that are there are sent; else what is text is made smaller on the way.
fn copies(methods: &[Method]) -> String {
    let mut text = "gzip_vary on;\n".to_owned();
    match methods.contains(&Method::Gzip) {
        true => text += "gzip_static on;\n",
        false => {
            text += "gzip on;\ngzip_types text/css text/plain text/xml text/markdown text/javascript application/javascript application/json application/manifest+json application/feed+json application/atom+xml application/xml image/svg+xml;\n"
        }
    }
    if methods.contains(&Method::Brotli) {
        text += "# With the module ngx_brotli, which is not part of nginx:\n# brotli_static on;\n";
    }
    text
}
