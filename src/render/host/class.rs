//! How long browsers may keep a file, by its address.

/// A kind of file that browsers keep in the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CacheClass {
    /// The name carries the content: another content has another name.
    Hashed,
    /// Pages and whatever is to be right at once.
    Page,
    /// Small files with fixed names, such as icons and robots.txt.
    Daily,
    /// What is not there may be there in a minute.
    Error,
}

/// The folder of all files whose names carry their content.
pub const ASSETS: &str = "/assets/";

/// Addresses of the class `Daily`.
pub const DAILY: [&str; 9] = [
    "/robots.txt",
    "/favicon.ico",
    "/favicon.svg",
    "/icon.svg",
    "/apple-touch-icon.png",
    "/icon-192.png",
    "/icon-512.png",
    "/icon-maskable-512.png",
    "/card.png",
];

/// Folders of the class `Daily`.
pub const DAILY_BELOW: [&str; 2] = ["/.well-known/", "/cards/"];

/// The files whose names carry their content, as a regular expression that nginx, Apache and Caddy read alike; what
/// stands before it is the path of the site.
pub const HASHED: &str = "/assets/.+[.][0-9a-f]{8}[.][a-z0-9]+$";

impl CacheClass {
    /// The class of an address, without the path of the site: `/assets/main.0a1b2c3d.css`.
    pub fn of(path: &str) -> Self {
        if path.starts_with(ASSETS) && is_hashed(path) {
            CacheClass::Hashed
        } else if DAILY.contains(&path) || DAILY_BELOW.iter().any(|folder| path.starts_with(folder)) {
            CacheClass::Daily
        } else {
            CacheClass::Page
        }
    }

    /// The value of `Cache-Control`. Source of the words: RFC 9111, section 5.2.2, and RFC 8246 for `immutable`.
    pub fn value(self) -> &'static str {
        match self {
            CacheClass::Hashed => "public, max-age=31536000, immutable",
            CacheClass::Page => "public, max-age=0, must-revalidate",
            CacheClass::Daily => "public, max-age=86400",
            CacheClass::Error => "no-store",
        }
    }
}

/// `name.0a1b2c3d.ext`
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let mut parts = name.rsplit('.');
    let (extension, hash, stem) = (parts.next(), parts.next(), parts.next());
    let is_hash = |text: &str| text.len() == 8 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let is_extension =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'z'));
    stem.is_some() && hash.is_some_and(is_hash) && extension.is_some_and(is_extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_carry_their_content_last() {
        for (path, class) in [
            ("/assets/main.0a1b2c3d.css", CacheClass::Hashed),
            ("/assets/clinics/room-800.0a1b2c3d.webp", CacheClass::Hashed),
            ("/assets/main.css", CacheClass::Page),
            ("/assets/0a1b2c3d.css", CacheClass::Page),
            ("/main.0a1b2c3d.css", CacheClass::Page),
            ("/guides/", CacheClass::Page),
            ("/sitemap.xml", CacheClass::Page),
            ("/robots.txt", CacheClass::Daily),
            ("/a/robots.txt", CacheClass::Page),
            ("/cards/about.png", CacheClass::Daily),
            ("/.well-known/security.txt", CacheClass::Daily),
        ] {
            assert_eq!(CacheClass::of(path), class, "{path}");
        }
    }
}
