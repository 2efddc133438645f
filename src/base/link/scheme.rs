//! The beginnings of addresses that browsers and programs know, and what was meant by one that none does. Tells nothing of
//! addresses of the site itself, and nothing of those that would run: that is for `unsafety`.

use super::parse::{AddressKind, Link};
use crate::diagnostic::{Diagnostic, nearest};
use crate::path::SourcePath;
use crate::span::Span;

/// Schemes that a link may have, besides those that `AddressKind` tells apart. Source: the register of URI schemes of IANA,
/// and the documentation of the apps that are named.
const KNOWN: &[&str] = &[
    "acct",
    "bitcoin",
    "blob",
    "callto",
    "cid",
    "comgooglemaps",
    "content",
    "dav",
    "davs",
    "dns",
    "doi",
    "ethereum",
    "facetime",
    "facetime-audio",
    "fb",
    "fb-messenger",
    "feed",
    "ftp",
    "ftps",
    "geo",
    "git",
    "gopher",
    "im",
    "imap",
    "imessage",
    "info",
    "intent",
    "irc",
    "ircs",
    "itms",
    "itms-apps",
    "ldap",
    "ldaps",
    "line",
    "lightning",
    "magnet",
    "maps",
    "market",
    "matrix",
    "mms",
    "msteams",
    "news",
    "nntp",
    "rtmp",
    "rtsp",
    "sftp",
    "sgnl",
    "sip",
    "sips",
    "skype",
    "slack",
    "spotify",
    "ssh",
    "telnet",
    "tg",
    "urn",
    "viber",
    "view-source",
    "waze",
    "webcal",
    "webcals",
    "whatsapp",
    "ws",
    "wss",
    "xmpp",
    "zoommtg",
];

/// Those that most links have: one of them was meant by what is nearly the same. `ftp` is none of them: `htp` is nearer to
/// it than people mean.
const COMMON: [&str; 7] = ["https", "http", "mailto", "tel", "sms", "geo", "whatsapp"];

/// An address whose beginning no program knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownScheme {
    /// As it is written, with its colon: `htps:`.
    pub scheme: String,
    /// The whole address as it was most likely meant.
    pub meant: Option<String>,
}

impl UnknownScheme {
    /// What is to be said of it, in the same words wherever it stands. An app may know what nothing here is like.
    pub fn diagnostic(&self, file: &SourcePath, span: Span) -> Diagnostic {
        let message = format!("no browser knows addresses that begin with \"{}\"", self.scheme);
        match &self.meant {
            Some(meant) => Diagnostic::error("link-scheme", file, span, message).with_help(format!("write: {meant}")),
            None => {
                let help =
                    "write the whole address of a web page, which begins with https://, or one with mailto: or tel:";
                Diagnostic::warning("link-scheme", file, span, message).with_help(help)
            }
        }
    }
}

/// What is wrong with the beginning of an address that somebody wrote as a link; none for one that is known, or is the
/// name of a page.
pub fn unknown_scheme(address: &str) -> Option<UnknownScheme> {
    let address = address.trim();
    if Link::parse(address).kind != AddressKind::Other {
        return None;
    }
    let (scheme, rest) = address.split_once(':')?;
    let small = scheme.to_ascii_lowercase();
    // `example.org:8080` has lost its beginning; apps call themselves by the name of a website, and sites of one computer
    // have a rule of their own.
    let is_port = small.contains('.') && rest.starts_with(|c: char| c.is_ascii_digit());
    let is_own = small.contains(['.', '+']) || small.starts_with("x-") || small == "localhost";
    if KNOWN.contains(&&*small) || is_own && !is_port {
        return None;
    }
    let meant = match nearest(&small, COMMON) {
        _ if is_port => Some(format!("https://{address}")),
        Some(near) => Some(format!("{near}:{rest}")),
        None if rest.contains('@') && !rest.starts_with('/') => Some(format!("mailto:{rest}")),
        None if rest.starts_with('+') => Some(format!("tel:{rest}")),
        None => None,
    };
    Some(UnknownScheme { scheme: format!("{scheme}:"), meant })
}

/// As `unknown_scheme`, for a text of which nobody says that it is an address: it is one if it is a single word that looks
/// like nothing else.
pub fn unknown_scheme_in_text(text: &str) -> Option<UnknownScheme> {
    let text = text.trim();
    if text.contains(char::is_whitespace) {
        return None;
    }
    for scheme in ["https", "http"] {
        if let Some(rest) = text.strip_prefix(scheme).and_then(|rest| rest.strip_prefix("//")) {
            return Some(UnknownScheme { scheme: format!("{scheme}//"), meant: Some(format!("{scheme}://{rest}")) });
        }
    }
    let (_, rest) = text.split_once(':')?;
    let unknown = unknown_scheme(text)?;
    let is_mail = || unknown.meant.as_ref().is_some_and(|meant| meant.starts_with("mailto:") && rest.contains('@'));
    (rest.starts_with("//") || is_mail()).then_some(unknown)
}
