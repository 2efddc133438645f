//! Apache: `.htaccess` at the top of the site, which Apache shows to nobody. Source: httpd.apache.org/docs/2.4, of the
//! modules alias, core, dir, headers, mime, rewrite.
//!
//! It needs `AllowOverride All` (or FileInfo, Indexes and Options) in the server's own configuration. A module that is
//! not there is passed over, but for mod_alias, which is always there.

use super::class::{CacheClass, DAILY, DAILY_BELOW, HASHED};
use super::model::{Model, RedirectRule};
use super::pattern::AddressPattern;
use super::text::{HEAD, literal, plain};
use vertebra_media::compress::Method;

/// Where a file is sent as a copy, its name is that of the copy by the time that headers are chosen.
const COPY: &str = "([.](br|gz))?";

/// The whole file.
pub fn htaccess(model: &Model) -> String {
    let base = &model.base;
    let mut text = format!("# {HEAD}\nOptions -Indexes -MultiViews\nDirectoryIndex index.html\nDirectorySlash On\n");
    text += &format!("ErrorDocument 403 {base}/404.html\nErrorDocument 404 {base}/404.html\n");
    text += &format!("ErrorDocument 410 {base}/404.html\n");
    // `Redirect` would take everything below an address along.
    for moved in &model.moved {
        text += &format!("RedirectMatch {} {} \"{}\"\n", moved.status, exactly(&moved.from), target(moved));
    }
    text += &parts(model);
    for gone in &model.gone {
        text += &format!("RedirectMatch 410 {}\n", exactly(gone));
    }
    // Notes and instructions.
    text += "RedirectMatch 404 \"/\\.(?!well-known/)\"\n";
    text += &types();
    text += &headers(model);
    text += "<IfModule mod_expires.c>\n    ExpiresActive Off\n</IfModule>\n";
    text + &copies(&model.copies)
}

/// A regular expression for one address, with and without its slash.
fn exactly(path: &str) -> String {
    match path.strip_suffix('/').filter(|bare| !bare.is_empty()) {
        Some(bare) => in_quotes(&format!("^{}/?$", literal(bare))),
        None => in_quotes(&format!("^{}$", literal(path))),
    }
}

/// In quotation marks. Two backslashes are one to Apache, all others stay.
fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace("\\\\", "\\\\\\\\").replace('"', "\\\""))
}

/// Apache encodes what it finds in the path of a target, so it gets plain letters; queries go along by themselves. What
/// looks like a part of the expression is none.
fn target(moved: &RedirectRule) -> String {
    let plain = match moved.to.starts_with('/') {
        true => RedirectRule { to: plain(&moved.to), ..moved.clone() }.woven(""),
        false => moved.woven(""),
    };
    plain.replace('\\', "%5C").replace('"', "%22").replace('$', "\\$")
}

/// A query stands before the part of a page, and `RedirectMatch` puts it behind: what is asked for with a query goes
/// another way, which Apache takes first.
fn parts(model: &Model) -> String {
    let moved: Vec<&RedirectRule> =
        model.moved.iter().filter(|moved| moved.fragment.is_some() && !moved.to.contains('?')).collect();
    if moved.is_empty() {
        return String::new();
    }
    let mut text = "<IfModule mod_rewrite.c>\n    RewriteEngine On\n".to_owned();
    for moved in moved {
        // Here, paths begin behind the folder of this file.
        let from = moved.from.strip_prefix(&format!("{}/", model.base)).unwrap_or(&moved.from);
        let from = from.strip_suffix('/').map_or_else(|| literal(from), |bare| format!("{}/?", literal(bare)));
        // A percent sign with a digit means a part of the condition.
        let [to, part] = [&moved.to, moved.fragment.as_deref().unwrap_or_default()].map(|it| it.replace('%', "\\%"));
        text += "    RewriteCond %{QUERY_STRING} .\n";
        text += &format!(
            "    RewriteRule {} \"{to}?%{{QUERY_STRING}}#{part}\" [R={},NE,L]\n",
            in_quotes(&format!("^{from}$")),
            moved.status
        );
    }
    text + "</IfModule>\n"
}

fn types() -> String {
    let mut text = "AddDefaultCharset utf-8\n<IfModule mod_mime.c>\n".to_owned();
    text += "    AddCharset utf-8 .html .css .js .mjs .json .xml .txt .md .svg .webmanifest\n";
    text += "    AddType application/manifest+json .webmanifest\n    AddType image/avif .avif\n";
    text += "    AddType image/webp .webp\n    AddType font/woff2 .woff2\n    AddType text/javascript .js .mjs\n";
    text += "    AddType text/markdown .md\n</IfModule>\n";
    for (name, kind) in [("atom[.]xml", "application/atom+xml"), ("feed[.]json", "application/feed+json")] {
        text += &format!("<FilesMatch \"^{name}{COPY}$\">\n    ForceType \"{kind}; charset=utf-8\"\n</FilesMatch>\n");
    }
    text
}

/// Everything in the one table of headers that errors and redirects have, too; the last line that fits counts.
fn headers(model: &Model) -> String {
    let base = literal(&model.base);
    let mut text = "<IfModule mod_headers.c>\n".to_owned();
    let mut set = |name: &str, value: &str, when: Option<String>| {
        let when = when.map_or(String::new(), |when| format!(" \"expr={when}\""));
        text += &format!("    Header always set {name} \"{}\"{when}\n", value.replace('"', "\\\""));
    };
    for (name, value) in &model.always {
        set(name, value, None);
    }
    let on = |pattern: String| Some(format!("%{{REQUEST_URI}} =~ m#{}#", pattern.replace('#', "\\#")));
    for own in &model.own {
        let pattern = match &own.pattern {
            // And the name of a page is that of its file.
            AddressPattern::Exact(path) if path.ends_with('/') => format!("^{}(index[.]html)?{COPY}$", literal(path)),
            AddressPattern::Exact(path) => format!("^{}{COPY}$", literal(path)),
            AddressPattern::Below(start) => format!("^{}", literal(start)),
        };
        own.headers.iter().for_each(|(name, value)| set(name, value, on(pattern.replace('"', "[\\x22]"))));
    }
    set("Cache-Control", CacheClass::Page.value(), None);
    let daily: Vec<String> = DAILY.iter().map(|path| format!("{}{COPY}$", literal(path))).collect();
    let below: Vec<String> = DAILY_BELOW.iter().map(|folder| literal(folder)).collect();
    set("Cache-Control", CacheClass::Daily.value(), on(format!("^{base}({})", [daily, below].concat().join("|"))));
    set("Cache-Control", CacheClass::Hashed.value(), on(format!("^{base}{}{COPY}$", HASHED.trim_end_matches('$'))));
    set("Cache-Control", CacheClass::Error.value(), Some("%{REQUEST_STATUS} -ge 400".to_owned()));
    text + "</IfModule>\n"
}

/// Copies are sent in place of their files, with the files' own types. Whether there is one is looked for.
fn copies(methods: &[Method]) -> String {
    if methods.is_empty() {
        return "<IfModule mod_deflate.c>\n    AddOutputFilterByType DEFLATE text/html text/css text/plain text/markdown text/javascript application/javascript application/json application/feed+json application/manifest+json application/atom+xml application/xml text/xml image/svg+xml\n</IfModule>\n".to_owned();
    }
    let mut text = "<IfModule mod_rewrite.c>\n    RewriteEngine On\n".to_owned();
    let ways = [(Method::Brotli, "br", "br"), (Method::Gzip, "gzip", "gz")];
    let ways = || ways.iter().filter(|(method, ..)| methods.contains(method));
    for (_, coding, ending) in ways() {
        text += &format!("    RewriteCond %{{HTTP:Accept-Encoding}} \\b{coding}\\b\n");
        text += &format!("    RewriteCond %{{REQUEST_FILENAME}}.{ending} -f\n");
        text += &format!(
            "    RewriteRule ^(.+)\\.(html|css|js|mjs|json|xml|svg|txt|md|webmanifest|ics|vcf|csv)$ $1.$2.{ending} [E=no-gzip:1,L]\n"
        );
    }
    text += "</IfModule>\n<IfModule mod_mime.c>\n";
    for (_, coding, ending) in ways() {
        // Other configurations say that these are archives, or in a language that is called br.
        text +=
            &format!("    RemoveType .{ending}\n    RemoveLanguage .{ending}\n    AddEncoding {coding} .{ending}\n");
    }
    text += "</IfModule>\n<IfModule mod_headers.c>\n    Header always append Vary Accept-Encoding \"expr=%{REQUEST_URI} =~ m#(/|\\.(html|css|js|mjs|json|xml|svg|txt|md|webmanifest|ics|vcf|csv))$#\"\n</IfModule>\n";
    text
}
