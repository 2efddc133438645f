//! Answers before they become HTTP: status, headers and bytes.

use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};

use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use vertebra_base::path::OutputPath;

/// An answer to a request.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    /// The media type, with its character set.
    pub kind: String,
    pub headers: Vec<(HeaderName, String)>,
    pub content: Content,
}

/// What an answer holds.
#[derive(Debug, Clone)]
pub enum Content {
    Bytes(Bytes),
    /// A part of a file, which is read while it is sent.
    File(PathBuf, Range<u64>),
}

impl Content {
    /// How many bytes there are.
    pub fn length(&self) -> u64 {
        match self {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::File(_, part) => part.end.saturating_sub(part.start),
        }
    }

    /// A part of it, which must not end behind its end.
    pub fn part(self, part: Range<u64>) -> Self {
        match self {
            Content::Bytes(bytes) => Content::Bytes(bytes.slice(part.start as usize..part.end as usize)),
            Content::File(path, whole) => Content::File(path, whole.start + part.start..whole.start + part.end),
        }
    }

    fn into_body(self) -> Body {
        match self {
            Content::Bytes(bytes) => Body::from(bytes),
            Content::File(path, part) => streamed(path, part),
        }
    }
}

/// How much of a file is in memory at a time, in bytes.
const PIECE: u64 = 256 * 1024;

/// A file that is read as fast as the browser takes it. One that cannot be read any more ends the answer too early.
fn streamed(path: PathBuf, part: Range<u64>) -> Body {
    let (pieces, stream) = mpsc::channel(2);
    tokio::task::spawn_blocking(move || {
        let read = || -> std::io::Result<()> {
            let mut file = std::fs::File::open(&path)?;
            file.seek(SeekFrom::Start(part.start))?;
            let mut left = part.end.saturating_sub(part.start);
            while left > 0 {
                let mut piece = vec![0; left.min(PIECE) as usize];
                file.read_exact(&mut piece)?;
                left -= piece.len() as u64;
                if pieces.blocking_send(Ok(Bytes::from(piece))).is_err() {
                    break;
                }
            }
            Ok(())
        };
        if let Err(cause) = read() {
            let _ = pieces.blocking_send(Err(cause));
        }
    });
    Body::from_stream(ReceiverStream::new(stream))
}

/// What every answer says, as the published site does; see `docs/preview.md`. Left out is what only makes sense with
/// https.
const ALWAYS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
    ("cross-origin-opener-policy", "same-origin"),
    // Beyond the published site: no page elsewhere may show what is in a draft.
    ("cross-origin-resource-policy", "same-origin"),
];

impl Reply {
    /// An answer of a media type.
    pub fn new(status: u16, kind: impl Into<String>, body: impl Into<Bytes>) -> Self {
        Reply { status, kind: kind.into(), headers: Vec::new(), content: Content::Bytes(body.into()) }
    }

    /// A sentence.
    pub fn plain(status: u16, words: &str) -> Self {
        Reply::new(status, "text/plain; charset=utf-8", format!("{words}\n"))
    }

    /// What is asked for stands elsewhere.
    pub fn moved(status: u16, to: String) -> Self {
        Reply::plain(status, &format!("This page is at {to}")).with(header::LOCATION, to)
    }

    /// Adds a header.
    pub fn with(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// As HTTP sends it. A header that cannot be sent is left out.
    pub fn into_response(self) -> Response<Body> {
        let length = matches!(self.content, Content::File(..)).then(|| self.content.length());
        let mut response = Response::new(self.content.into_body());
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        for (name, value) in ALWAYS {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        for (name, value) in [(header::CONTENT_TYPE, self.kind)].into_iter().chain(self.headers) {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
        // Of what is in memory, the length is known.
        headers.extend(length.map(|length| (header::CONTENT_LENGTH, HeaderValue::from(length))));
        // Unless somebody said otherwise: what is written now is what is shown now.
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
        response
    }
}

/// The media type of pages.
pub const HTML: &str = "text/html; charset=utf-8";

/// The media type of a file of the site, by its name.
pub fn kind_of(path: &OutputPath) -> String {
    let name = path.as_str().rsplit('/').next().unwrap_or_default();
    match name {
        "atom.xml" => return "application/atom+xml; charset=utf-8".to_owned(),
        "feed.json" => return "application/feed+json; charset=utf-8".to_owned(),
        _ => {}
    }
    let guess = mime_guess::from_path(name).first_raw().unwrap_or("application/octet-stream");
    // Names of old. Sources: RFC 8081 (fonts), RFC 6350 (cards), RFC 9512 (YAML), RFC 7303 (XML).
    let guess = match guess {
        "text/xml" => "application/xml",
        "application/font-sfnt" if name.to_ascii_lowercase().ends_with(".otf") => "font/otf",
        "application/font-sfnt" => "font/ttf",
        "application/font-woff" => "font/woff",
        "text/x-vcard" => "text/vcard",
        "text/x-yaml" => "application/yaml",
        "video/x-m4v" => "video/mp4",
        guess => guess,
    };
    let is_text = guess.starts_with("text/")
        || matches!(guess, "application/xml" | "application/json" | "application/javascript" | "image/svg+xml")
        || guess.ends_with("+json");
    if is_text { format!("{guess}; charset=utf-8") } else { guess.to_owned() }
}

/// Bytes that somebody else holds, without a copy.
pub fn shared(bytes: Arc<[u8]>) -> Bytes {
    Bytes::from_owner(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_the_type_that_hosts_give_them() {
        let check = |path: &str, expected: &str| assert_eq!(kind_of(&OutputPath::new(path).unwrap()), expected);
        check("a/index.html", "text/html; charset=utf-8");
        check("assets/main.0a1b.css", "text/css; charset=utf-8");
        check("x.js", "text/javascript; charset=utf-8");
        check("sitemap.xml", "application/xml; charset=utf-8");
        check("guides/atom.xml", "application/atom+xml; charset=utf-8");
        check("feed.json", "application/feed+json; charset=utf-8");
        check("robots.txt", "text/plain; charset=utf-8");
        check("favicon.svg", "image/svg+xml; charset=utf-8");
        check("site.webmanifest", "application/manifest+json; charset=utf-8");
        check("room.jpg", "image/jpeg");
        check("font.woff2", "font/woff2");
        check("font.woff", "font/woff");
        check("font.OTF", "font/otf");
        check("font.ttf", "font/ttf");
        check("us.vcf", "text/vcard; charset=utf-8");
        check("data.yaml", "application/yaml");
        check("clip.mp4", "video/mp4");
        check("clip.mov", "video/quicktime");
        check("clip.m4v", "video/mp4");
        check("talk.mp3", "audio/mpeg");
        check("list.pdf", "application/pdf");
        check("CNAME", "application/octet-stream");
    }
}
