//! What will be written: one file of the finished site.

use std::sync::Arc;

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
    Read(Arc<[u8]>),
}

impl std::ops::Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Made(bytes) => bytes,
            Bytes::Read(bytes) => bytes,
        }
    }
}
