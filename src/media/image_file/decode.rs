//! Pixels out of a file.

use std::panic::{AssertUnwindSafe, catch_unwind};

use image::DynamicImage;

use super::header::decoder;
use super::{ImageError, ImageKind};

/// Decodes a picture. A decoder that gives up in the middle says so; one that panics is a fault of the file as well.
pub fn decode(kind: ImageKind, bytes: &[u8]) -> Result<DynamicImage, ImageError> {
    let decode =
        || DynamicImage::from_decoder(decoder(kind, bytes)?).map_err(|error| ImageError::Broken(error.to_string()));
    catch_unwind(AssertUnwindSafe(decode)).unwrap_or_else(|_| Err(ImageError::Broken(String::new())))
}
