//! `deploy` of `site.yaml`: the host that the site is for, and what only its owner can decide of what that host sends.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::parts::choice;
use vertebra_base::diagnostic::{Diagnostic, did_you_mean};
use vertebra_base::span::{Span, Spanned};
use vertebra_yaml::{Fields, Invisible, MapEntry, NamedValue};

/// Where and how the site is put online.
#[derive(Debug, Clone, Default)]
pub struct Deploy {
    pub target: Spanned<HostTarget>,
    /// The name under which GitHub Pages shows the site.
    pub cname: Option<String>,
    pub headers: Headers,
    /// RFC 9116; none unless a contact is named.
    pub security_txt: Option<SecurityTxt>,
}

/// A host, or the kind of server that a site is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HostTarget {
    /// Nobody has said: what is written works everywhere.
    #[default]
    None,
    Netlify,
    CloudflarePages,
    Vercel,
    GithubPages,
    S3Cloudfront,
    Nginx,
    Apache,
    Caddy,
}

/// Headers that are decided by the owner of a site.
#[derive(Debug, Clone, Default)]
pub struct Headers {
    /// Whether browsers are to use https alone, for a year; none where nobody has said so.
    pub hsts: Option<bool>,
    /// Which pages may show this site in a frame, as `frame-ancestors` says it.
    pub frame_ancestors: Option<String>,
    /// Further sources for parts of the security policy: `img-src` and `https://…`.
    pub policy: Vec<(String, Vec<String>)>,
    pub extra: Vec<Extra>,
}

/// Headers for some addresses.
#[derive(Debug, Clone)]
pub struct Extra {
    /// `/*`, `/downloads/*` or `/downloads/list.pdf`.
    pub pattern: Spanned<String>,
    pub headers: Vec<(Spanned<String>, String)>,
}

/// What security.txt says.
#[derive(Debug, Clone)]
pub struct SecurityTxt {
    pub contact: Vec<String>,
    pub policy: Option<String>,
    /// A day that somebody has chosen; else less than a year from the day of the build.
    pub expires: Option<Spanned<Date>>,
}

impl HostTarget {
    /// The names that `site.yaml` uses.
    pub const NAMES: [(&str, HostTarget); 9] = [
        ("none", HostTarget::None),
        ("netlify", HostTarget::Netlify),
        ("cloudflare-pages", HostTarget::CloudflarePages),
        ("vercel", HostTarget::Vercel),
        ("github-pages", HostTarget::GithubPages),
        ("s3-cloudfront", HostTarget::S3Cloudfront),
        ("nginx", HostTarget::Nginx),
        ("apache", HostTarget::Apache),
        ("caddy", HostTarget::Caddy),
    ];

    /// The name that `site.yaml` uses.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, target)| *target == self).map_or("none", |(name, _)| name)
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            HostTarget::None => "your host",
            HostTarget::Netlify => "Netlify",
            HostTarget::CloudflarePages => "Cloudflare Pages",
            HostTarget::Vercel => "Vercel",
            HostTarget::GithubPages => "GitHub Pages",
            HostTarget::S3Cloudfront => "S3 with CloudFront",
            HostTarget::Nginx => "nginx",
            HostTarget::Apache => "Apache",
            HostTarget::Caddy => "Caddy",
        }
    }

    /// Whether the host can lead old addresses on by itself. Where it cannot, pages that lead on do it.
    pub fn has_redirects(self) -> bool {
        !matches!(self, HostTarget::None | HostTarget::GithubPages)
    }

    /// Whether the host can lead `/Price.pdf` on to `/price.pdf`: it leads on by itself, and tells letter cases apart when
    /// it does. Source: the documentation of Vercel (`routes`: `caseSensitive`, which redirects do not have).
    pub fn has_redirects_by_case(self) -> bool {
        self.has_redirects() && self != HostTarget::Vercel
    }

    /// Whether the host can answer 410 at an address. Sources: the documentation of redirects of Cloudflare Pages (301,
    /// 302, 303, 307, 308 and 200 only) and of Vercel (3xx only).
    pub fn has_gone(self) -> bool {
        self.has_redirects() && !matches!(self, HostTarget::CloudflarePages | HostTarget::Vercel)
    }

    /// The status with which the host adds a missing slash. Sources: the documentation of Vercel (`trailingSlash`) and of
    /// Cloudflare Pages ("Serving Pages"); Caddy as `tests/hosts` found it.
    pub fn slash_status(self) -> u16 {
        if matches!(self, HostTarget::CloudflarePages | HostTarget::Vercel | HostTarget::Caddy) { 308 } else { 301 }
    }

    /// Whether the host never answers without https, so that browsers may be told to use nothing else. Servers of one's own
    /// may be set up otherwise.
    pub fn is_always_secure(self) -> bool {
        matches!(self, HostTarget::Netlify | HostTarget::CloudflarePages | HostTarget::Vercel)
    }

    /// Whether readers get a security policy with the pages: in a header, or in the pages themselves.
    pub fn has_policy(self) -> bool {
        self != HostTarget::None
    }

    /// Whether the host sends headers that somebody chooses.
    pub fn has_headers(self) -> bool {
        self.has_redirects()
    }

    /// Whether the host sends the copies that `precompress` makes.
    pub fn sends_copies(self) -> bool {
        matches!(self, HostTarget::None | HostTarget::Nginx | HostTarget::Apache | HostTarget::Caddy)
    }
}

/// The parts of a security policy that name sources. Source: W3C, Content Security Policy Level 3, section 6.
const DIRECTIVES: [&str; 13] = [
    "connect-src",
    "default-src",
    "child-src",
    "font-src",
    "form-action",
    "frame-src",
    "img-src",
    "manifest-src",
    "media-src",
    "object-src",
    "script-src",
    "style-src",
    "worker-src",
];

/// Reads `deploy`.
pub fn deploy<'a>(fields: &mut Fields<'a>, out: &mut Vec<Diagnostic>) -> Deploy {
    let file = fields.file;
    let Some(entry) = fields.take("deploy") else { return Deploy::default() };
    let mut inner = Fields::of(&entry.value, file, out);
    let deploy = Deploy {
        target: target(&mut inner, out),
        cname: cname(&mut inner, out),
        headers: headers(&mut inner, out),
        security_txt: security_txt(&mut inner, out),
    };
    inner.finish(out);
    deploy
}

fn target(fields: &mut Fields, out: &mut Vec<Diagnostic>) -> Spanned<HostTarget> {
    let Some(name) = fields.text("target", out) else { return Spanned::default() };
    match HostTarget::NAMES.iter().find(|(known, _)| *known == name.value) {
        Some((_, target)) => Spanned::new(*target, name.span),
        None => {
            let names: Vec<&str> = HostTarget::NAMES.iter().map(|(name, _)| *name).collect();
            out.push(choice(fields.file, name.span, &name.value, &names));
            Spanned::new(HostTarget::None, name.span)
        }
    }
}

fn cname(fields: &mut Fields, out: &mut Vec<Diagnostic>) -> Option<String> {
    let name = fields.text("cname", out)?;
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if name.value.contains('.') && name.value.split('.').all(is_label) {
        return Some(name.value);
    }
    let message = format!("\"{}\" is not a host name", name.value);
    let help = "write only the host name, without https:// and without a slash: www.example.org";
    out.push(Diagnostic::error("deploy-value", fields.file, name.span, message).with_help(help));
    None
}

fn headers<'a>(fields: &mut Fields<'a>, out: &mut Vec<Diagnostic>) -> Headers {
    let file = fields.file;
    let Some(entry) = fields.take("headers") else { return Headers::default() };
    let mut inner = Fields::of(&entry.value, file, out);
    let hsts = inner.boolean("hsts", out);
    let frames = inner.texts("frame_ancestors", out);
    let frame_ancestors = sources(&inner, &frames, out);
    let policy = inner.entries("security_policy", out);
    let policy = policy.iter().filter_map(|entry| directive(&inner, entry, out)).collect();
    let extra = inner.entries("extra", out);
    let extra = extra.iter().filter_map(|entry| one_extra(&inner, entry, out)).collect();
    inner.finish(out);
    let frame_ancestors = (!frame_ancestors.is_empty()).then(|| frame_ancestors.join(" "));
    Headers { hsts, frame_ancestors, policy, extra }
}

/// A part of the security policy and the sources that it gets.
fn directive(fields: &Fields, entry: &MapEntry, out: &mut Vec<Diagnostic>) -> Option<(String, Vec<String>)> {
    if !DIRECTIVES.contains(&entry.key.as_str()) {
        let message = format!("\"{}\" is not a directive of a content security policy that takes sources", entry.key);
        let help = did_you_mean(&entry.key, DIRECTIVES)
            .unwrap_or_else(|| "use, for example: img-src: [https://images.example.org]".to_owned());
        out.push(Diagnostic::error("deploy-value", fields.file, entry.key_span, message).with_help(help));
        return None;
    }
    let texts = NamedValue::of(entry, fields.file).list(&mut Invisible::default(), out);
    let is_unsafe = |text: &&Spanned<String>| matches!(text.value.trim_matches('\''), "unsafe-inline" | "unsafe-eval");
    for text in texts.iter().filter(is_unsafe) {
        let what = if entry.key == "style-src" { "styles" } else { "code" };
        let message = format!("{} allows all {what} that anybody manages to put into a page", text.value);
        let help =
            "remove it; move scripts and styles into files of the theme, or write in theme.yaml: hash_inline: true";
        out.push(Diagnostic::warning("policy-unsafe", fields.file, text.span, message).with_help(help));
    }
    Some((entry.key.clone(), sources(fields, &texts, out)))
}

/// Sources in the words of the policy: `self` and `none` get their quotes.
fn sources(fields: &Fields, texts: &[Spanned<String>], out: &mut Vec<Diagnostic>) -> Vec<String> {
    let mut found = Vec::new();
    for text in texts {
        let bare = text.value.trim_matches('\'');
        let is_word = bare.starts_with(|c: char| c.is_ascii_alphabetic())
            && bare.chars().all(|c| c.is_ascii_alphanumeric() || "-+/=".contains(c));
        let is_host = |host: &str| host.chars().all(|c| c.is_ascii_alphanumeric() || "-._:/*~%[]@".contains(c));
        if matches!(bare, "self" | "none") || is_word && text.value.starts_with('\'') && text.value.ends_with('\'') {
            found.push(format!("'{bare}'"));
        } else if text.value.strip_prefix("https://").is_some_and(|host| !host.is_empty() && is_host(host))
            || matches!(&*text.value, "data:" | "blob:")
        {
            found.push(text.value.clone());
        } else {
            let message = format!("\"{}\" is not a valid source in a content security policy", text.value);
            let help = "write self, none, or the address of a website: https://www.example.org";
            out.push(Diagnostic::error("deploy-value", fields.file, text.span, message).with_help(help));
        }
    }
    found
}

/// Headers for the addresses of a pattern.
fn one_extra(fields: &Fields, entry: &MapEntry, out: &mut Vec<Diagnostic>) -> Option<Extra> {
    let stars = entry.key.matches('*').count();
    let is_pattern = entry.key.starts_with('/')
        && (stars == 0 || stars == 1 && entry.key.ends_with('*'))
        && !entry.key.contains([' ', '?', '#', '"', '\\'])
        && !entry.key.contains(char::is_control);
    if !is_pattern {
        let message = format!("\"{}\" is not an address or a pattern for addresses", entry.key);
        let help = "write an address such as /downloads/list.pdf, or a pattern that ends in an asterisk: /downloads/*";
        out.push(Diagnostic::error("deploy-value", fields.file, entry.key_span, message).with_help(help));
        return None;
    }
    let example = format!("{}:\n  X-Frame-Options: DENY", entry.key);
    let entries = NamedValue::of(entry, fields.file).entries(&example, out)?;
    let headers = entries.iter().filter_map(|header| one_header(fields, header, out)).collect();
    Some(Extra { pattern: Spanned::new(entry.key.clone(), entry.key_span), headers })
}

fn one_header(fields: &Fields, entry: &MapEntry, out: &mut Vec<Diagnostic>) -> Option<(Spanned<String>, String)> {
    // Source of the letters: RFC 9110, section 5.6.2.
    let is_name = entry.key.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)) && !entry.key.is_empty();
    let value = entry.value.as_text().map(str::trim).filter(|text| !text.is_empty());
    // Each host has letters that it reads in a way of its own; none of these is needed.
    let is_value = |text: &str| text.chars().all(|c| matches!(c, ' '..='~') && !"\\$%{}`".contains(c));
    match value.filter(|text| is_name && is_value(text)) {
        Some(value) => Some((Spanned::new(entry.key.clone(), entry.key_span), value.to_owned())),
        None => {
            let message = format!("this is not a valid header: \"{}\"", entry.key);
            let help = "write its name, a colon and its value in ASCII: X-Frame-Options: DENY";
            let span = if is_name { entry.value.span } else { entry.key_span };
            out.push(Diagnostic::error("deploy-value", fields.file, span, message).with_help(help));
            None
        }
    }
}

fn security_txt<'a>(fields: &mut Fields<'a>, out: &mut Vec<Diagnostic>) -> Option<SecurityTxt> {
    let file = fields.file;
    let entry = fields.take("security_txt")?;
    let mut inner = Fields::of(&entry.value, file, out);
    let contact: Vec<String> = inner.texts("contact", out).into_iter().filter_map(|it| uri(&inner, it, out)).collect();
    let policy = inner.text("policy", out).and_then(|it| uri(&inner, it, out));
    // The day alone is read here, which is the same in every zone.
    let expires = inner.value("expires").and_then(|value| value.date(&TimeZone::UTC, out));
    let expires = expires.map(|moment| Spanned::new(moment.value.day(), moment.span));
    if contact.is_empty() && entry.value.get("contact").is_none() {
        let message = "security.txt needs a contact";
        let help = "add the line: contact: mailto:security@example.org";
        out.push(Diagnostic::error("security-txt", file, entry.key_span, message).with_help(help));
    }
    inner.finish(out);
    (!contact.is_empty()).then_some(SecurityTxt { contact, policy, expires })
}

/// An address of the kinds that RFC 9116, section 2.5.3, has in its examples.
fn uri(fields: &Fields, text: Spanned<String>, out: &mut Vec<Diagnostic>) -> Option<String> {
    let rest = ["https://", "mailto:", "tel:"].iter().find_map(|scheme| text.value.strip_prefix(scheme));
    if rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_graphic())) {
        return Some(text.value);
    }
    let help = match text.value.contains('@') {
        true => format!("write: mailto:{}", text.value.trim()),
        false => "write https://… for a page, mailto:… for an email address, tel:+1-… for a phone number".to_owned(),
    };
    let message = format!("\"{}\" is not a valid contact for security.txt", text.value);
    out.push(Diagnostic::error("security-txt", fields.file, text.span, message).with_help(help));
    None
}

impl Deploy {
    /// Where the target is named in `site.yaml`; nothing when nobody has named one.
    pub fn span(&self) -> Option<Span> {
        (self.target.span != Span::default()).then_some(self.target.span)
    }
}
