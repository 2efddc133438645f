//! A quick look at a finished page: whether it makes browsers do anything that is worth reading it in full for.
//!
//! Most pages show pictures and link style sheets and scripts of their own site, and nothing else. To know that costs a
//! hundredth of reading them. Says "plain" only of a page of which that is certain; whoever gets another answer reads.

use memchr::{memchr, memchr_iter};

/// What a page shows at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Glance {
    /// It loads scripts of its own site.
    pub scripts: bool,
    /// It loads style sheets of its own site.
    pub sheets: bool,
    pub manifest: bool,
    /// It fetches fonts before its style sheets ask for them.
    pub fonts: bool,
    /// It has a security policy of its own.
    pub policy: bool,
    /// There may be more than that: frames, recordings, code in the page, addresses elsewhere.
    pub is_more: bool,
}

/// Looks at a page.
pub fn glance(html: &str) -> Glance {
    let bytes = html.as_bytes();
    let mut seen = Glance::default();
    for at in memchr_iter(b'<', bytes) {
        let tag = &bytes[at + 1..];
        if tag.first().is_some_and(u8::is_ascii_alphabetic) {
            seen.tag(tag);
        }
    }
    seen.is_more = seen.is_more || memchr_iter(b'=', bytes).any(|at| is_telling(bytes, at));
    seen
}

impl Glance {
    /// Looks at the name of a tag, and at its attributes where the name asks for that.
    fn tag(&mut self, tag: &[u8]) {
        let length = tag.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(tag.len());
        // The names that tell something have three to seven letters, and begin with one of these; most have not.
        let first = tag.first().map_or(0, u8::to_ascii_lowercase);
        if !(3..=7).contains(&length) || !b"abefilmostuv".contains(&first) {
            return;
        }
        let mut name = [0; 7];
        name[..length].copy_from_slice(&tag[..length]);
        name.make_ascii_lowercase();
        let whole = || &tag[..memchr(b'>', tag).unwrap_or(tag.len())];
        let elsewhere = |tag: &[u8]| has(tag, b"//") || has(tag, b"data:");
        match &name[..length] {
            b"iframe" | b"frame" | b"embed" | b"object" | b"applet" | b"base" | b"video" | b"audio" | b"track"
            | b"style" => self.is_more = true,
            b"use" | b"image" | b"feimage" => self.is_more |= elsewhere(whole()),
            b"script" => match (value(whole(), b"src"), value(whole(), b"type")) {
                (Some(_), _) => self.scripts = true,
                (None, Some(kind)) if has(kind, b"json") => {}
                _ => self.is_more = true,
            },
            b"link" => {
                let whole = whole();
                let rel = value(whole, b"rel").unwrap_or_default();
                let loads = has(rel, b"stylesheet") || has(rel, b"icon") || has(rel, b"load") || has(rel, b"fetch");
                self.sheets |= has(rel, b"stylesheet");
                self.manifest |= has(rel, b"manifest");
                let names = !loads && ["canonical", "alternate"].iter().any(|word| has(rel, word.as_bytes()));
                let is_font = value(whole, b"as").is_some_and(|it| has(it, b"font"));
                self.fonts |= is_font;
                self.is_more |= elsewhere(whole) && !names || has(rel, b"load") && !is_font;
            }
            b"meta" => self.policy |= value(whole(), b"http-equiv").is_some_and(|it| has(it, b"security")),
            _ => {}
        }
    }
}

/// Whether the attribute that ends at an equals sign may be one that asks for something elsewhere, or runs.
fn is_telling(bytes: &[u8], at: usize) -> bool {
    let before = bytes[..at].trim_ascii_end();
    let from = before.iter().rposition(|byte| !is_name(*byte)).map_or(0, |it| it + 1);
    let name = &before[from..];
    // Nearly all others end here: `class`, `href`, `id`, `alt`, `lang`.
    let may_tell = match name.first().map_or(0, u8::to_ascii_lowercase) {
        b's' => matches!(name.len(), 3 | 5 | 6),
        b'p' | b'd' => matches!(name.len(), 4 | 6),
        b'a' => name.len() == 6,
        b'b' | b'f' => name.len() == 10,
        b'i' => name.len() == 11,
        b'o' => true,
        _ => false,
    };
    if !may_tell {
        return false;
    }
    let is = |known: &[&str]| known.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()));
    let value = &bytes[at + 1..];
    if is(&["src", "poster", "background", "data", "action", "formaction"]) {
        return !is_own(quoted(value));
    }
    if is(&["srcset", "imagesrcset"]) {
        return quoted(value)
            .iter()
            .zip(quoted(value).iter().skip(1))
            .any(|two| matches!(two, (b':', _) | (b'/', b'/')));
    }
    let runs = name.len() > 4 && name[..2].eq_ignore_ascii_case(b"on") && name.iter().all(u8::is_ascii_alphabetic);
    runs || is(&["style", "srcdoc", "ping"])
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'_')
}

/// The value of an attribute in a tag, in small and large letters as it stands there.
fn value<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    memchr_iter(b'=', tag).find_map(|at| {
        let before = tag[..at].trim_ascii_end();
        let start = before.len().checked_sub(name.len())?;
        let own = before[start..].eq_ignore_ascii_case(name) && start > 0 && !is_name(before[start - 1]);
        own.then(|| quoted(&tag[at + 1..]))
    })
}

/// What stands behind an equals sign, without its quotes.
fn quoted(value: &[u8]) -> &[u8] {
    let value = value.trim_ascii_start();
    let ends = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
    match value.split_first() {
        Some((quote @ (b'"' | b'\''), rest)) => &rest[..memchr(*quote, rest).unwrap_or(rest.len())],
        _ => &value[..value.iter().position(ends).unwrap_or(value.len())],
    }
}

/// Whether an address certainly stays on the site: it names no scheme and no host, and hides nothing.
fn is_own(value: &[u8]) -> bool {
    let value = value.trim_ascii();
    match value {
        [b'/', next, ..] if matches!(next, b'/' | b'\\' | b'&') || next.is_ascii_whitespace() => false,
        [b'/', ..] | [] => true,
        _ => {
            let first = value.split(|byte| matches!(byte, b'/' | b'?' | b'#')).next().unwrap_or_default();
            !first.iter().any(|byte| matches!(byte, b':' | b'&' | b'\\') || byte.is_ascii_whitespace())
        }
    }
}

/// Whether some bytes hold others, in small letters.
fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|it| it.eq_ignore_ascii_case(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    const PLAIN: &[&str] = &[
        "<p>Words, a = b, and 3 < 4</p>",
        "<a href=\"https://x.example/\">elsewhere</a>",
        "<img src=/room.jpg srcset='/a.webp 480w, /b.webp 960w' alt=''>",
        "<img src=\"room.jpg\">",
        "<link rel=canonical href=https://example.org/><link rel=\"alternate\" href='https://example.org/es/'>",
        "<script type=\"application/ld+json\">{\"url\": \"https://example.org/\"}</script>",
        "<form action=\"/search/\"><input name=q></form>",
        "<svg><use href=\"#a\"/></svg>",
    ];

    const MORE: &[&str] = &[
        "<img src=https://x.example/a.png>",
        "<IMG SRC = '//x.example/a.png'>",
        "<img src=\"/\\x.example/a.png\">",
        "<img src=\"/&#47;x.example/a.png\">",
        "<img src=\"&#104;ttps://x.example/a.png\">",
        "<img src='data:image/gif;base64,x'>",
        "<img srcset=\"/a.png 1x, https://x.example/a.png 2x\">",
        "<p style=\"color:red\">x</p>",
        "<p title=\"a > b\" STYLE='color:red'>x</p>",
        "<p title=\"a\"onclick=\"x()\">x</p>",
        "<style>p { color: red }</style>",
        "<script>x()</script>",
        "<script type=module>x()</script>",
        "<script data-src=/a.js>x()</script>",
        "<iframe src=/map.html></iframe>",
        "<object data=/a.pdf></object>",
        "<video src=/a.mp4></video>",
        "<base href=/x/>",
        "<form action=https://forms.example/></form>",
        "<button formaction='https://forms.example/'>x</button>",
        "<link rel=stylesheet href=https://x.example/a.css>",
        "<link rel='alternate stylesheet' href=//x.example/a.css>",
        "<link rel=preload as=script href=/a.js>",
        "<svg><image href=https://x.example/a.png /></svg>",
        "<a href=/ ping=/count>x</a>",
        "<body background=https://x.example/a.png>",
    ];

    #[test]
    fn plain_pages_ask_for_nothing_but_their_own() {
        for html in PLAIN {
            assert!(!glance(html).is_more, "{html}");
        }
        let seen =
            glance("<link rel=stylesheet href=/a.css><script src=/a.js></script><link rel=manifest href=/m.json>");
        assert_eq!(seen, Glance { scripts: true, sheets: true, manifest: true, ..Glance::default() });
        assert!(glance("<meta http-equiv=\"Content-Security-Policy\" content=x>").policy);
    }

    #[test]
    fn nothing_that_a_policy_speaks_of_is_passed_over() {
        for html in MORE {
            assert!(glance(html).is_more, "{html}");
            let facts = read(html);
            assert!(!facts.loads.is_empty() || !facts.inline.is_empty(), "{html}: read in vain");
        }
    }
}
