//! The ZIP file that a `.docx` is: its parts by name, each within limits.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::xml::{self, El, IN_PARTS};
use crate::NotRead;

/// The largest part, in bytes when unpacked.
const LARGEST: u64 = 64 * 1024 * 1024;
/// All parts that are read together.
const ALL: u64 = 256 * 1024 * 1024;
const MOST_ENTRIES: usize = 10_000;

/// An open document.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
    /// Why it cannot be read after all: a part was too large, and nothing of it must be missing without a word.
    pub fault: Option<NotRead>,
}

/// What a part refers to: by its id, the target and whether it lies outside of the document.
pub(super) type Relations = BTreeMap<String, Relation>;

#[derive(Debug, Clone)]
pub(super) struct Relation {
    pub target: String,
    pub outside: bool,
    /// The last word of its type, such as `image`.
    pub kind: String,
}

impl<'a> Package<'a> {
    /// Opens a document. What Word keeps behind a password, and files of old versions, are no ZIP files.
    pub fn open(bytes: &'a [u8]) -> Result<Self, NotRead> {
        const OLD: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];
        if bytes.starts_with(OLD) {
            let help = "open it in Word, remove the password if it has one, and save it as .docx";
            return Err(NotRead::new(
                "this file is protected by a password, or was saved by an old version of Word",
                help,
            ));
        }
        let broken = |_| {
            NotRead::new(
                "this file is damaged, or it is not a .docx file",
                "open it in Word and save it again as .docx",
            )
        };
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if archive.len() > MOST_ENTRIES {
            return Err(NotRead::new(
                "this file contains more parts than a document can have",
                "save it again as .docx",
            ));
        }
        Ok(Package { archive, left: ALL, fault: None })
    }

    /// The bytes of a part; none when it is not there, damaged or too large.
    pub fn bytes(&mut self, name: &str) -> Option<Vec<u8>> {
        self.unpack(name)?.ok()
    }

    /// The bytes of a part, or that they are too many.
    fn unpack(&mut self, name: &str) -> Option<Result<Vec<u8>, NotRead>> {
        let entry = self.archive.by_name(name.trim_start_matches('/')).ok()?;
        let most = LARGEST.min(self.left);
        let mut bytes = Vec::new();
        entry.take(most + 1).read_to_end(&mut bytes).ok()?;
        let length = bytes.len() as u64;
        self.left = self.left.saturating_sub(length);
        let too_large = || NotRead::new("the text of this document is larger than 64 MB when it is unpacked", IN_PARTS);
        Some(if length > most { Err(too_large()) } else { Ok(bytes) })
    }

    /// A part as XML.
    pub fn xml(&mut self, name: &str) -> Option<El> {
        // Counted before a tree is made of them, which takes many times their room.
        match self.unpack(name)?.and_then(|bytes| xml::check(&bytes).map(|()| bytes)) {
            Ok(bytes) => Some(xml::parse(&bytes)),
            Err(fault) => {
                self.fault = Some(fault);
                None
            }
        }
    }

    /// What a part refers to.
    pub fn relations(&mut self, part: &str) -> Relations {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Some(xml) = self.xml(&format!("{folder}{slash}_rels/{name}.rels")) else { return Relations::new() };
        let mut all = Vec::new();
        xml.all("Relationship", &mut all);
        let relation = |el: &&El| {
            let (id, target) = (el.attribute("Id")?, el.attribute("Target")?);
            let outside = el.attribute("TargetMode") == Some("External");
            let kind = el.attribute("Type").and_then(|it| it.rsplit('/').next()).unwrap_or_default();
            let target = if outside { target.to_owned() } else { place(folder, target) };
            Some((id.to_owned(), Relation { target, outside, kind: kind.to_owned() }))
        };
        all.iter().filter_map(relation).collect()
    }
}

/// A target as the name of a part: from the folder of the part that names it, or from the top.
fn place(folder: &str, target: &str) -> String {
    let whole = match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
