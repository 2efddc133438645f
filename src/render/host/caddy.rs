//! Caddy: lines to import into the site's block of a Caddyfile. Source: caddyserver.com/docs/caddyfile, of the directives
//! error, file_server, handle_errors, header, map, redir; the order of directives is Caddy's own.

use super::class::{CacheClass, DAILY, DAILY_BELOW, HASHED};
use super::model::{Model, forms};
use super::pattern::AddressPattern;
use super::text::{HEAD, literal};
use vertebra_media::compress::Method;

/// The whole file. What stands in `route` is done in the order in which it is written; elsewhere, Caddy sorts headers
/// so that one for all addresses comes after those for some, and not alike in all versions.
pub fn caddyfile(model: &Model) -> String {
    let base = &model.base;
    let mut file = File::default();
    file.step("encode gzip");
    for (name, value) in &model.always {
        file.step(&format!("header {name} {}", quoted(value)));
    }
    for (number, own) in model.own.iter().enumerate() {
        let pattern = match &own.pattern {
            AddressPattern::Exact(path) => format!("^{}$", literal(path)),
            AddressPattern::Below(start) => format!("^{}", literal(start)),
        };
        let name = file.matcher(&format!("own_{number}"), &pattern);
        own.headers.iter().for_each(|(header, value)| file.step(&format!("header {name} {header} {}", quoted(value))));
    }
    let start = literal(base);
    let daily: Vec<String> = DAILY.iter().map(|path| format!("{}$", literal(path))).collect();
    let below: Vec<String> = DAILY_BELOW.iter().map(|folder| literal(folder)).collect();
    let daily = format!("^{start}({})", [daily, below].concat().join("|"));
    file.step(&format!("header Cache-Control {}", quoted(CacheClass::Page.value())));
    for (name, pattern, class) in
        [("daily", daily, CacheClass::Daily), ("hashed", format!("^{start}{HASHED}"), CacheClass::Hashed)]
    {
        let name = file.matcher(name, &pattern);
        file.step(&format!("header {name} Cache-Control {}", quoted(class.value())));
    }
    types(&mut file);
    redirects(model, &mut file);
    let hidden = file.matcher("hidden", "/[.](?:[^w]|w[^e]|we[^l])");
    file.step(&format!("error {hidden} 404"));
    file.step(&file_server(&model.copies));
    let File { matchers, steps } = file;
    let mut text =
        format!("# {HEAD}\n# Import this file inside the block of the site, which sets its name and root.\n");
    text += &format!("{matchers}route {{\n{steps}}}\n");
    text += &format!("handle_errors {{\n\theader Cache-Control {}\n", quoted(CacheClass::Error.value()));
    text + &format!("\trewrite * {base}/404.html\n\tfile_server\n}}\n")
}

/// In quotation marks, in which a backslash means itself unless one of them follows.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}

/// The file while it is written: what names some requests, and what is done.
#[derive(Default)]
struct File {
    matchers: String,
    steps: String,
}

impl File {
    /// Names the addresses that an expression finds.
    fn matcher(&mut self, name: &str, expression: &str) -> String {
        self.matchers += &format!("@{name} path_regexp {}\n", quoted(expression));
        format!("@{name}")
    }

    fn step(&mut self, line: &str) {
        self.steps += &format!("\t{}\n", line.replace('\n', "\n\t"));
    }
}

/// Types that the server's system may not know.
fn types(file: &mut File) {
    for (name, pattern, kind) in [
        ("atom", "/atom[.]xml$", "application/atom+xml; charset=utf-8"),
        ("feed", "/feed[.]json$", "application/feed+json; charset=utf-8"),
        ("manifest", "[.]webmanifest$", "application/manifest+json; charset=utf-8"),
        ("avif", "[.]avif$", "image/avif"),
        ("markdown", "[.]md$", "text/markdown; charset=utf-8"),
    ] {
        let name = file.matcher(name, pattern);
        file.step(&format!("header {name} Content-Type {}", quoted(kind)));
    }
}

/// Paths are looked up in a table, letter by letter and in plain letters; a rule of its own for each would be a program.
/// The table gives the target, its part behind the query, and the status; with a `w` the target asks something itself.
fn redirects(model: &Model, file: &mut File) {
    if model.moved.is_empty() && model.gone.is_empty() {
        return;
    }
    let mut table = "map {path} {vertebra_to} {vertebra_part} {vertebra_status} {\n".to_owned();
    for moved in model.moved.iter().filter(|moved| can_be_written(&moved.from)) {
        let part = moved.fragment.as_ref().map_or(String::new(), |fragment| format!("#{fragment}"));
        let own = if moved.to.contains('?') { "w" } else { "" };
        for from in forms(&moved.from) {
            let (from, to, part) = (quoted(from), quoted(&moved.to), quoted(&part));
            table += &format!("\t{from} {to} {part} {}{own}\n", moved.status);
        }
    }
    for from in model.gone.iter().filter(|from| can_be_written(from)).flat_map(|from| forms(from)) {
        table += &format!("\t{} \"\" \"\" 410\n", quoted(from));
    }
    file.step(&(table + "\tdefault \"\" \"\" \"\"\n}"));
    for status in [301, 302] {
        file.matchers +=
            &format!("@asked_{status} {{\n\tvars {{vertebra_status}} {status}\n\texpression `{{query}} != \"\"`\n}}\n");
        file.step(&format!("redir @asked_{status} {{vertebra_to}}?{{query}}{{vertebra_part}} {status}"));
        file.matchers += &format!("@moved_{status} vars {{vertebra_status}} {status} {status}w\n");
        file.step(&format!("redir @moved_{status} {{vertebra_to}}{{vertebra_part}} {status}"));
    }
    file.matchers += "@gone vars {vertebra_status} 410\n";
    file.step("error @gone 410");
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
        true => "file_server".to_owned(),
        false => format!("file_server {{\n\tprecompressed {}\n}}", names.join(" ")),
    }
}
