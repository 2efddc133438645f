//! Whatever loads, frames, submits or runs, from wherever, on every host: what the checks call right works under the
//! policy that is sent, and what does not work is told. `policy_everywhere.txt` has the whole table.
//!
//! What a browser reads in a policy is written down here a second time, as the directives that each element needs;
//! `tests/browser/policy.mjs` asks a real browser. `SNAPSHOTS=overwrite` writes the table anew; then read what has changed.

use std::fmt::Write;

use super::fixture::{Built, build_with, options};
use vertebra_base::diagnostic::Severity;
use vertebra_engine::{Build, CheckLevel, Options, Purpose};
use vertebra_render::host::Policy;
use vertebra_schema::config::HostTarget;

/// An element, the directives that must allow its source, and how it is written: `URL` is the address.
const LOADS: &[(&str, &[&str], &str)] = &[
    ("script", &["script-src"], "<script src=\"URL\"></script>"),
    ("module", &["script-src"], "<script type=\"module\" src=\"URL\"></script>"),
    ("modulepreload", &["script-src"], "<link rel=\"modulepreload\" href=\"URL\">"),
    ("preload of a font", &["font-src"], "<link rel=\"preload\" as=\"font\" href=\"URL\" crossorigin>"),
    ("preload of a picture", &["img-src"], "<link rel=\"preload\" as=\"image\" href=\"URL\">"),
    ("preload of a style sheet", &["style-src"], "<link rel=\"preload\" as=\"style\" href=\"URL\">"),
    ("preload of data", &["connect-src"], "<link rel=\"preload\" as=\"fetch\" href=\"URL\">"),
    ("style sheet", &["style-src"], "<link rel=\"stylesheet\" href=\"URL\">"),
    ("icon", &["img-src"], "<link rel=\"icon\" href=\"URL\">"),
    ("manifest", &["manifest-src"], "<link rel=\"manifest\" href=\"URL\">"),
    ("picture", &["img-src"], "<img src=\"URL\" alt=\"\">"),
    ("picture, unquoted", &["img-src"], "<IMG alt='' SRC = URL >"),
    ("picture in srcset", &["img-src"], "<img src=\"/base/own.png\" srcset=\"URL 2x\" alt=\"\">"),
    (
        "picture in picture",
        &["img-src"],
        "<picture><source srcset=\"URL\"><img src=\"/base/own.png\" alt=\"\"></picture>",
    ),
    ("picture in a drawing", &["img-src"], "<svg><image href=\"URL\"/></svg>"),
    ("picture as a button", &["img-src"], "<input type=\"image\" alt=\"Go\" src=\"URL\">"),
    ("picture behind the page", &["img-src"], "<table background=\"URL\"></table>"),
    ("poster of a film", &["img-src"], "<video poster=\"URL\"></video>"),
    ("film", &["media-src"], "<video src=\"URL\" controls></video>"),
    ("source of a film", &["media-src"], "<video controls><source src=\"URL\"></video>"),
    ("sound", &["media-src"], "<audio src=\"URL\" controls></audio>"),
    ("captions", &["media-src"], "<video><track src=\"URL\"></video>"),
    ("frame", &["frame-src"], "<iframe title=\"x\" src=\"URL\"></iframe>"),
    ("object", &["object-src", "frame-src"], "<object data=\"URL\">x</object>"),
    ("embed", &["object-src", "frame-src"], "<embed src=\"URL\">"),
    ("form", &["form-action"], "<form action=\"URL\"><button>Send</button></form>"),
    ("button that sends", &["form-action"], "<form><button formaction=\"URL\">Send</button></form>"),
    ("ping", &["connect-src"], "<a href=\"/base/\" ping=\"URL\">Home</a>"),
    (
        "picture in a frame's own page",
        &["img-src"],
        "<iframe title=\"x\" srcdoc=\"&lt;img src='URL' alt=''&gt;\"></iframe>",
    ),
];

const SOURCES: &[(&str, &str)] = &[
    ("a file of the site", "/base/own.bin"),
    ("the same by its whole address", "https://example.org/base/own.bin"),
    ("a host that is allowed", "https://ok.example/x"),
    ("the same without a scheme", "//files.ok.example/x"),
    ("another host", "https://no.example/x"),
    ("in the page itself", "data:image/gif;base64,R0lGODlhAQABAAAAACw="),
];

/// What runs where it stands, and the directive that must allow it.
const INLINE: &[(&str, &str, &str)] = &[
    ("script in the page", "script-src", "<script>let x = 1;</script>"),
    ("module in the page", "script-src", "<script type=\"module\">let x = 1;</script>"),
    (
        "script in a frame's own page",
        "script-src",
        "<iframe title=\"x\" srcdoc=\"&lt;script&gt;x()&lt;/script&gt;\"></iframe>",
    ),
    ("style sheet in the page", "style-src", "<style>p { color: red }</style>"),
    ("style of an element", "style-src", "<p style=\"color: red\">Words</p>"),
    ("what runs on a click", "script-src", "<button onclick=\"go()\">Go</button>"),
    ("data in a script", "", "<script type=\"application/ld+json\">{\"@context\": \"https://schema.org\"}</script>"),
];

fn site(target: &str, theme: &str, made: &str) -> String {
    format!(
        "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/base/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n\
         allowed_hosts: [ok.example]\nunused_files: ['*']\ndeploy: {{target: {target}}}\n\
         -- themes/mini/theme.yaml --\nname: mini\n{theme}types:\n  page: {{template: page.html}}\n  section: {{template: page.html}}\n\
         -- themes/mini/templates/page.html --\n<!doctype html><html lang=\"en\"><head><title>{{{{ page.title }}}}</title>\
         {{% if config.meta_policy %}}<meta http-equiv=\"Content-Security-Policy\" content=\"{{{{ config.meta_policy }}}}\">{{% endif %}}</head>\n\
         <body><main><h1>{{{{ page.title }}}}</h1>{{{{ page.content }}}}\n{made}\n</main></body></html>\n\
         -- content/own.bin --\nx\n-- content/own.png --\nx\n-- content/index.md --\n---\ntitle: Home\ndescription: D.\n---\nWords.\n"
    )
}

/// The policies that readers get on a host: in what it reads, or in the page.
fn published(built: &Built) -> Option<Policy> {
    let text = match built.build.site().config.deploy.target.value {
        HostTarget::None => return None,
        HostTarget::GithubPages => built.text("index.html").replace("&#39;", "'"),
        _ => built
            .outputs
            .values()
            .map(|bytes| String::from_utf8_lossy(bytes))
            .find(|text| text.contains("default-src"))?
            .into_owned(),
    };
    let policy = &text[text.find("default-src").expect("a policy")..];
    Some(Policy::parse(&policy[..policy.find("upgrade-insecure-requests").expect("https")]))
}

/// The policy of the preview, once all pages were made.
fn previewed(text: &str) -> Policy {
    let given = vertebra_base::snapshot::Snapshot::from_texts(
        support::files(text).iter().map(|(path, text)| (path.as_str(), text.as_str())),
    );
    let mut build = Build::new(given, &Options { purpose: Purpose::Preview, ..options() });
    build.refresh(2, &|_| {});
    Policy::parse(&build.policy_of(&vertebra_base::path::OutputPath::new("index.html").expect("a path")).preview())
}

/// Whether something is told of a site that has to do with policies.
fn is_told(built: &Built) -> bool {
    let codes = built.diagnostics.iter().filter(|d| d.severity == Severity::Error).map(|d| d.code);
    codes.filter(|code| matches!(*code, "host-foreign" | "policy-blocks" | "link-unsafe")).count() > 0
}

/// What becomes of something on a host: for readers, in the preview, by a plain build and by the checks.
fn became(target: &str, theme: &str, made: &str, works: &dyn Fn(&Policy) -> bool) -> &'static str {
    let text = site(target, theme, made);
    let built = build_with(&text, &options());
    let checked = build_with(&text, &Options { depth: CheckLevel::Thorough, ..options() });
    let online = published(&built).is_none_or(|policy| works(&policy));
    match (online, works(&previewed(&text)), (is_told(&built), is_told(&checked))) {
        (true, true, (false, false)) => "works",
        (false, false, (true, true)) => "told by every build",
        (true, false, (false, true)) => "told by check",
        (false, _, (false, _)) => "BLOCKED, and not told",
        (true, false, (_, false)) => "BLOCKED in the preview alone",
        (true, ..) => "works, and is TOLD",
        _ => "MIXED",
    }
}

/// Hosts with headers have one policy; the others have none, or pages that carry it.
const HOSTS: [&str; 3] = ["none", "netlify", "github-pages"];

fn line(table: &mut String, name: &str, became: &dyn Fn(&str) -> &'static str) {
    let mut cells: Vec<(&str, Vec<&str>)> = Vec::new();
    for target in HOSTS {
        let cell = became(target);
        match cells.iter_mut().find(|(known, _)| *known == cell) {
            Some((_, targets)) => targets.push(target),
            None => cells.push((cell, vec![target])),
        }
    }
    let most = cells.iter().map(|(_, targets)| targets.len()).max().unwrap_or(0);
    let words = cells.iter().map(|(cell, targets)| {
        if targets.len() == most { (*cell).to_owned() } else { format!("{} ({})", cell, targets.join(", ")) }
    });
    let _ = writeln!(table, "  {name:<32} {}", words.collect::<Vec<_>>().join("; "));
}

/// A part of the table: one source in all elements.
fn of_source((name, url): &(&str, &str)) -> String {
    let mut table = format!("\n{name}: {url}\n");
    let source = match *url {
        url if url.starts_with("data:") => "data:".to_owned(),
        url if url.contains("/base/") => "'self'".to_owned(),
        url => format!("https://{}", url.split('/').find(|part| part.ends_with(".example")).expect("a host")),
    };
    for (element, directives, html) in LOADS {
        let works = |policy: &Policy| directives.iter().all(|directive| policy.allows(directive, &source));
        line(&mut table, element, &|target| became(target, "", &html.replace("URL", url), &works));
    }
    table
}

#[test]
fn what_the_checks_call_right_works_under_the_policy_that_is_sent() {
    let mut table = String::from(HEAD);
    let parts = vertebra_base::parallel::map(2, SOURCES, of_source);
    parts.iter().for_each(|part| table.push_str(part));
    for (title, theme) in
        [("code in the page", ""), ("code in the page, which the theme has hashed", "hash_inline: true\n")]
    {
        let _ = write!(table, "\n{title}\n");
        for (element, directive, html) in INLINE {
            let facts = vertebra_html::read(html);
            let hash = facts.inline.first().map_or(String::new(), |code| vertebra_render::host::hash(&code.text));
            let works = |policy: &Policy| directive.is_empty() || policy.allows_inline(directive, &hash);
            line(&mut table, element, &|target| became(target, theme, html, &works));
        }
    }
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/engine/site/policy_everywhere.txt");
    if support::overwrites() {
        std::fs::write(&file, &table).expect("the table is written");
    }
    for wrong in ["BLOCKED", "TOLD", "MIXED"] {
        let lines: Vec<&str> = table.lines().filter(|line| line.contains(wrong)).collect();
        assert!(lines.is_empty(), "{wrong}:\n{}", lines.join("\n"));
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap_or_default(), table);
}

#[test]
fn all_hosts_with_headers_send_one_policy_and_are_told_of_the_same() {
    let made: String =
        LOADS.iter().zip(SOURCES.iter().cycle()).map(|((.., html), (_, url))| html.replace("URL", url)).collect();
    let of = |target: &str| {
        let built = build_with(&site(target, "", &made), &options());
        let told = built.diagnostics.iter().filter(|d| d.file.as_str().starts_with("themes/"));
        let told: Vec<String> = told.map(|d| d.message.clone()).collect();
        (published(&built).expect("a policy"), told)
    };
    let (policy, told) = of("netlify");
    for target in ["cloudflare-pages", "vercel", "s3-cloudfront", "nginx", "apache", "caddy"] {
        let other = of(target);
        assert_eq!((other.0, &other.1), (policy.clone(), &told), "{target}");
    }
}

const HEAD: &str = "\
What a page may do under its security policy, on all hosts that site.yaml can name, in the preview and for the checks.

\"works\": the policy that is sent allows it, and nothing is told of it. \"told by every build\": the policy blocks it, and
`build` and `check` say so. \"told by check\": no policy is sent that could block it, but another website would learn who
reads the page. Where hosts differ, their names stand behind the word.
";
