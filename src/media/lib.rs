//! Pictures, drawings and what hosts send compressed: bytes to bytes.
//!
//! Never knows a page.

pub mod compress;
pub mod draw;
pub mod picture;
