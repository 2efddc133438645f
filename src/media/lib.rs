//! Pictures, drawings and what hosts send compressed: bytes to bytes.
//!
//! Never knows a page.
//!
//! ```
//! use vertebra_media::image_file::{ImageKind, look, variants};
//!
//! let drawing = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'></svg>";
//! let picture = look(drawing)?;
//! assert_eq!((picture.kind, picture.size()), (ImageKind::Svg, (40, 20)));
//! // A drawing is sharp at every width, so one file is enough.
//! assert_eq!(variants(&picture).len(), 1);
//! # Ok::<(), vertebra_media::image_file::ImageError>(())
//! ```

pub mod compress;
pub mod image_file;
pub mod raster;
