//! An address as somebody wrote it, taken apart, and its kind by its beginning. Source of the parts: RFC 3986, section 3.
//! Never decodes more than it is asked to, and looks nothing up.

use super::text::decoded;

/// An address as somebody wrote it, in its parts. Source of the parts: RFC 3986, section 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link<'t> {
    /// All of it, as it was written.
    pub text: &'t str,
    pub kind: AddressKind,
    /// What stands before the query: `../a.md`, `/a/`, `https://a.example/b`; empty for a place on the same page.
    pub path: &'t str,
    /// With its question mark; empty when there is none.
    pub query: &'t str,
    /// Without its number sign; none when there is none.
    pub fragment: Option<&'t str>,
}

/// What an address is good for, told by its beginning alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressKind {
    /// Nothing is written.
    Empty,
    /// A path, a query or a place on the same page: of this site.
    Site,
    /// `https://…`, `http://…` or `//host/…`: a web server, perhaps this one.
    Web,
    Mail,
    /// `tel:` and `sms:`
    Telephone,
    /// `data:` holds a page or a picture of its own.
    Data,
    /// `javascript:` and `vbscript:` run a program.
    Script,
    /// A file of one computer: `C:\room.jpg`, `\\server\room.jpg`, `file:///room.jpg`.
    Disk,
    /// Any other scheme.
    Other,
}

impl<'t> Link<'t> {
    /// Takes an address apart. Never fails: what is no address is a path that leads nowhere.
    pub fn parse(text: &'t str) -> Self {
        let (rest, fragment) = text.split_once('#').map_or((text, None), |(rest, fragment)| (rest, Some(fragment)));
        let (path, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
        Link { text, kind: kind(text), path, query, fragment }
    }

    /// True when no page or file of this site is meant by its path, whatever there may be.
    pub fn is_elsewhere(&self) -> bool {
        !matches!(self.kind, AddressKind::Site | AddressKind::Empty)
    }

    /// False for the address of a telephone that none can dial. Source: RFC 3966, 3 (digits, and what parts them).
    pub fn is_dialled(&self) -> bool {
        let (_, number) = self.path.split_once(':').unwrap_or(("", self.path));
        let number = number.split(';').next().unwrap_or("").replace("%20", " ");
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | '(' | ')' | ' ' | '*' | '\u{a0}');
        self.kind != AddressKind::Telephone || number.chars().all(is_part) && (2..=20).contains(&digits)
    }

    /// True for the whole address of a website, with its scheme; `//host/` has none of its own.
    pub fn is_whole(&self) -> bool {
        self.kind == AddressKind::Web && !self.text.trim_start().starts_with('/')
    }

    /// The host with its port, as it is written, and the path on it: `https://a.example/b?c` has `a.example` and `/b`.
    /// None for an address without a host. Source: RFC 3986, section 3.2.
    pub fn host_and_path(&self) -> Option<(&'t str, &'t str)> {
        let (scheme, rest) = self.path.split_once("//")?;
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let is_scheme = scheme.trim().is_empty() || scheme.ends_with(':');
        is_scheme.then(|| (authority.rsplit('@').next().unwrap_or_default(), path))
    }

    /// True when a path is written that begins at the top of the site.
    pub fn is_rooted(&self) -> bool {
        self.kind == AddressKind::Site && self.path.starts_with('/')
    }

    /// True for addresses that browsers run, or show as a page of their own.
    pub fn is_unsafe(&self) -> bool {
        matches!(self.kind, AddressKind::Data | AddressKind::Script)
    }

    /// The path in plain letters: decoded once, and composed.
    pub fn decoded_path(&self) -> std::borrow::Cow<'t, str> {
        decoded(self.path)
    }

    /// What stands behind the path, as it is written: query and fragment.
    pub fn rest(&self) -> &'t str {
        &self.text[self.path.len()..]
    }
}

/// The kind of an address. Browsers take out tabs and line breaks, and what cannot be seen before the first letter; so
/// does this, and white space as well. Source: WHATWG URL, section 4.4.
fn kind(text: &str) -> AddressKind {
    let mut seen = text.chars().filter(|c| !is_unseen(*c));
    let mut scheme = String::new();
    loop {
        match seen.next() {
            None if scheme.is_empty() && text.trim().is_empty() => return AddressKind::Empty,
            Some(':') if !scheme.is_empty() => break,
            Some(c) if c.is_ascii_alphabetic() || !scheme.is_empty() && is_of_scheme(c) => scheme.push(c),
            Some('\\') if scheme.is_empty() && seen.next() == Some('\\') => return AddressKind::Disk,
            Some('/') if scheme.is_empty() && seen.next() == Some('/') => return AddressKind::Web,
            _ => return AddressKind::Site,
        }
    }
    scheme.make_ascii_lowercase();
    match scheme.as_str() {
        "javascript" | "vbscript" => AddressKind::Script,
        "data" => AddressKind::Data,
        // Only in a scheme that runs do browsers look through what stands inside it: `Read this: a.md` is a name.
        _ if !has_scheme(text) => AddressKind::Site,
        "http" | "https" => AddressKind::Web,
        "mailto" => AddressKind::Mail,
        "tel" | "sms" => AddressKind::Telephone,
        "file" => AddressKind::Disk,
        one if one.len() == 1 && matches!(seen.next(), Some('/' | '\\')) => AddressKind::Disk,
        _ => AddressKind::Other,
    }
}

/// Control characters, white space, and what texts lose on their way into a page because nobody can see it.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

fn is_of_scheme(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')
}

/// Whether an address begins with a scheme, exactly as it is written. Source of the form: RFC 3986, section 3.1.
fn has_scheme(text: &str) -> bool {
    let Some((scheme, _)) = text.trim_start().split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(is_of_scheme)
}
