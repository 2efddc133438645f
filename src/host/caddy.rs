//! Caddy: lines to import into the site's block of a Caddyfile. Source: caddyserver.com/docs/caddyfile, of the directives
//! error, file_server, handle_errors, header, map, redir; the order of directives is Caddy's own.

use super::class::{Class, DAILY, DAILY_BELOW, HASHED};
use super::model::{Model, Pattern, forms};
use super::text::{HEAD, literal, quoted};
use crate::compress::Method;

/// The whole file.
pub fn caddyfile(model: &Model) -> String {
    let base = &model.base;
    let mut text =
        format!("# {HEAD}\n# Import this file inside the block of the site, which says its name and root.\n");
    text += "encode gzip\nheader {\n";
    for (name, value) in &model.always {
        text += &format!("\t{name} {}\n", quoted(value));
    }
    text += &format!("\tCache-Control {}\n}}\n", quoted(Class::Page.value()));
    for (number, own) in model.own.iter().enumerate() {
        let pattern = match &own.pattern {
            Pattern::Exact(path) => format!("^{}$", literal(path)),
            Pattern::Below(start) => format!("^{}", literal(start)),
        };
        text += &format!("@own_{number} path_regexp {}\n", quoted(&pattern));
        for (name, value) in &own.headers {
            text += &format!("header @own_{number} {name} {}\n", quoted(value));
        }
    }
    let start = literal(base);
    let daily: Vec<String> = DAILY.iter().map(|path| format!("{}$", literal(path))).collect();
    let below: Vec<String> = DAILY_BELOW.iter().map(|folder| literal(folder)).collect();
    let daily = format!("^{start}({})", [daily, below].concat().join("|"));
    for (name, pattern, class) in
        [("daily", daily, Class::Daily), ("hashed", format!("^{start}{HASHED}"), Class::Hashed)]
    {
        text += &format!("@{name} path_regexp {}\n", quoted(&pattern));
        text += &format!("header @{name} Cache-Control {}\n", quoted(class.value()));
    }
    text += &types(base);
    text += &redirects(model);
    text += "@hidden path_regexp \"/[.](?:[^w]|w[^e]|we[^l])\"\nerror @hidden 404\n";
    text += &file_server(&model.copies);
    text += &format!("handle_errors {{\n\theader Cache-Control {}\n", quoted(Class::Error.value()));
    text + &format!("\trewrite * {base}/404.html\n\tfile_server\n}}\n")
}

/// Types that the server's system may not know.
fn types(base: &str) -> String {
    let start = literal(base);
    let mut text = String::new();
    for (name, pattern, kind) in [
        ("atom", "/atom[.]xml$", "application/atom+xml; charset=utf-8"),
        ("feed", "/feed[.]json$", "application/feed+json; charset=utf-8"),
        ("manifest", "[.]webmanifest$", "application/manifest+json; charset=utf-8"),
        ("avif", "[.]avif$", "image/avif"),
        ("markdown", "[.]md$", "text/markdown; charset=utf-8"),
    ] {
        text += &format!("@{name} path_regexp {}\n", quoted(&format!("^{start}.*{pattern}")));
        text += &format!("header @{name} Content-Type {}\n", quoted(kind));
    }
    text
}

/// Paths are looked up in a table, letter by letter and in plain letters; a rule of its own for each would be a program.
fn redirects(model: &Model) -> String {
    if model.moved.is_empty() && model.gone.is_empty() {
        return String::new();
    }
    let mut text = "map {query} {vertebra_query} {\n\t~.+ \"?{query}\"\n\tdefault \"\"\n}\n".to_owned();
    text += "map {path} {vertebra_to} {vertebra_status} {\n";
    for moved in model.moved.iter().filter(|moved| can_be_written(&moved.from)) {
        for from in forms(&moved.from) {
            let to = moved.woven("{vertebra_query}");
            text += &format!("\t{} {} {}\n", quoted(from), quoted(&to), moved.status);
        }
    }
    for from in model.gone.iter().filter(|from| can_be_written(from)).flat_map(|from| forms(from)) {
        text += &format!("\t{} - 410\n", quoted(from));
    }
    text += "\tdefault \"\" \"\"\n}\n";
    for status in [301, 302] {
        text += &format!("@moved_{status} vars {{vertebra_status}} {status}\n");
        text += &format!("redir @moved_{status} {{vertebra_to}} {status}\n");
    }
    text + "@gone vars {vertebra_status} 410\nerror @gone 410\n"
}

/// Whether a path means just itself: what stands in braces is replaced.
pub fn can_be_written(path: &str) -> bool {
    !path.contains(['{', '}'])
}

fn file_server(methods: &[Method]) -> String {
    let mut names = Vec::new();
    if methods.contains(&Method::Brotli) {
        names.push("br");
    }
    if methods.contains(&Method::Gzip) {
        names.push("gzip");
    }
    match names.is_empty() {
        true => "file_server\n".to_owned(),
        false => format!("file_server {{\n\tprecompressed {}\n}}\n", names.join(" ")),
    }
}
