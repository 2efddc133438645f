//! What will be written: one file of the finished site.

use std::sync::Arc;

use crate::file_content::{FileContent, LargeFile};
use crate::fingerprint::Fingerprint;
use crate::path::OutputPath;

/// A finished file.
#[derive(Debug, Clone)]
pub struct Output {
    pub path: OutputPath,
    pub bytes: Bytes,
}

/// The bytes of an output: made by a template, or shared with the file they were read from.
#[derive(Debug, Clone)]
pub enum Bytes {
    Made(Vec<u8>),
    Read(FileContent),
}

impl Bytes {
    /// The bytes that are in memory: all of them, or none of a large file, as `FileContent::held`.
    pub fn held(&self) -> &[u8] {
        match self {
            Bytes::Made(bytes) => bytes,
            Bytes::Read(content) => content.held(),
        }
    }

    /// The large file that these are the bytes of, when it is one.
    pub fn on_disk(&self) -> Option<&Arc<LargeFile>> {
        match self {
            Bytes::Made(_) => None,
            Bytes::Read(content) => content.on_disk(),
        }
    }

    /// How many bytes there are.
    pub fn size(&self) -> u64 {
        match self {
            Bytes::Made(bytes) => bytes.len() as u64,
            Bytes::Read(content) => content.size(),
        }
    }

    /// The fingerprint of all bytes, wherever they are.
    pub fn print(&self) -> Fingerprint {
        match self {
            Bytes::Made(bytes) => Fingerprint::of_bytes(bytes),
            Bytes::Read(content) => content.print(),
        }
    }
}
