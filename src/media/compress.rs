//! Files made smaller for the way to the reader: how much is saved, and copies that hosts can send as they are.
//!
//! The same bytes give the same copy, on every machine: no time and no name goes in.

use std::convert::Infallible;

use vertebra_base::artifact_cache::ArtifactCache;
use vertebra_base::fingerprint::Fingerprinter;
use vertebra_base::output::{Bytes, Output};
use vertebra_base::path::OutputPath;

/// A way of making files smaller that browsers understand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// RFC 1952, in all browsers.
    Gzip,
    /// RFC 7932, in all current browsers over HTTPS.
    Brotli,
}

/// Files of so many bytes, or fewer, travel in one packet anyway.
const SMALLEST: usize = 1024;

/// How much a copy must save to be worth a file: one part in so many.
const WORTH: usize = 20;

/// Goes into the key of what is kept: another number, when other bytes come out.
const VERSION: u64 = 1;

impl Method {
    /// The names that `site.yaml` uses.
    pub const NAMES: [&str; 2] = ["gzip", "brotli"];

    /// The method of a name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "gzip" => Some(Method::Gzip),
            "brotli" => Some(Method::Brotli),
            _ => None,
        }
    }

    /// What hosts expect behind the name of the file.
    pub fn ending(self) -> &'static str {
        match self {
            Method::Gzip => "gz",
            Method::Brotli => "br",
        }
    }

    /// As small as is worth the time of a build: gzip's level 9, brotli's 11.
    fn compress(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Method::Gzip => gzip(bytes, 9),
            Method::Brotli => brotli(bytes),
        }
    }
}

/// Whether files of this name are text, which hosts make smaller on the way. Pictures and fonts are small already.
pub fn is_text(path: &OutputPath) -> bool {
    is_text_name(path.as_str())
}

/// As `is_text`, for a file that has no place among the outputs yet.
pub fn is_text_name(path: &str) -> bool {
    const ENDINGS: [&str; 13] =
        ["html", "css", "js", "mjs", "json", "xml", "svg", "txt", "md", "webmanifest", "ics", "vcf", "csv"];
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// How many bytes of a text travel, as hosts commonly send it: gzip at its usual level.
pub fn weight(bytes: &[u8]) -> usize {
    gzip(bytes, 6).len()
}

/// The copies of an output that are worth having; none of a file that is too large to be kept in memory.
pub fn copies(output: &Output, methods: &[Method], store: &ArtifactCache) -> Vec<Output> {
    let bytes = output.bytes.held();
    if methods.is_empty() || bytes.len() <= SMALLEST || !is_text(&output.path) {
        return Vec::new();
    }
    let print = output.bytes.print();
    let copy = |method: &Method| {
        let key = Fingerprinter::new().text("compressed").number(VERSION).text(method.ending()).print(print).finish();
        let made = store.get_or_make(key, || Ok::<_, Infallible>(method.compress(bytes)));
        let Ok(made) = made;
        let path = OutputPath::new(&format!("{}.{}", output.path, method.ending())).ok()?;
        let is_worth = made.len() <= bytes.len() - bytes.len() / WORTH;
        is_worth.then_some(Output { path, bytes: Bytes::Made(made) })
    };
    methods.iter().filter_map(copy).collect()
}

fn gzip(bytes: &[u8], level: i32) -> Vec<u8> {
    let level = libdeflater::CompressionLvl::new(level).unwrap_or_default();
    let mut compressor = libdeflater::Compressor::new(level);
    let mut made = vec![0; compressor.gzip_compress_bound(bytes.len())];
    // The space is as large as the result can be.
    let length = compressor.gzip_compress(bytes, &mut made).unwrap_or(0);
    made.truncate(length);
    made
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, size_hint: bytes.len(), ..Default::default() };
    let mut made = Vec::with_capacity(bytes.len() / 2);
    // Reading and writing memory does not fail; a copy that is cut off would be worse than none.
    match brotli::BrotliCompress(&mut &bytes[..], &mut made, &params) {
        Ok(_) => made,
        Err(_) => bytes.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use vertebra_base::fingerprint::Fingerprint;

    fn output(path: &str, text: &str) -> Output {
        Output { path: OutputPath::new(path).unwrap(), bytes: Bytes::Made(text.as_bytes().to_vec()) }
    }

    #[test]
    fn copies_hold_what_the_file_holds() {
        let text = "<p>Words about backs.</p>\n".repeat(100);
        let made = copies(&output("a/index.html", &text), &[Method::Gzip, Method::Brotli], &ArtifactCache::default());
        let names: Vec<_> = made.iter().map(|it| it.path.to_string()).collect();
        assert_eq!(names, ["a/index.html.gz", "a/index.html.br"]);
        let mut plain = vec![0; text.len()];
        libdeflater::Decompressor::new().gzip_decompress(made[0].bytes.held(), &mut plain).unwrap();
        assert_eq!(plain, text.as_bytes());
        let mut plain = String::new();
        brotli::Decompressor::new(made[1].bytes.held(), 4096).read_to_string(&mut plain).unwrap();
        assert_eq!(plain, text);
        // RFC 1952, 2.3: no name (flags), no time.
        assert_eq!(made[0].bytes.held()[3..8], [0, 0, 0, 0, 0]);
        let again = copies(&output("a/index.html", &text), &[Method::Gzip, Method::Brotli], &ArtifactCache::default());
        assert!(made.iter().zip(&again).all(|(one, other)| one.bytes.held() == other.bytes.held()));
    }

    #[test]
    fn only_texts_that_gain_have_copies() {
        let long = "Words about backs.\n".repeat(100);
        let count =
            |path: &str, text: &str| copies(&output(path, text), &[Method::Gzip], &ArtifactCache::default()).len();
        assert_eq!(count("a.css", &long), 1);
        assert_eq!(count("a.webp", &long), 0, "no text");
        assert_eq!(count("a.css", &long[..1024]), 0, "too short");
        // Digits of a hash chain: hexadecimal text gains half, its raw bytes, as letters of Latin-1, next to nothing.
        let mut noise = String::new();
        let mut print = Fingerprint::of_bytes(b"seed");
        while noise.len() < 4000 {
            print = Fingerprint::of_bytes(print.to_string().as_bytes());
            noise.extend(print.to_string().bytes().step_by(2).map(|byte| char::from(33 + byte % 90)));
        }
        assert_eq!(count("a.css", &noise), 1);
        assert_eq!(copies(&output("a.css", &long), &[], &ArtifactCache::default()).len(), 0);
    }
}
