//! Pictures: what the header of a file says, in which sizes and forms a picture is shown, and the bytes of each of them.
//!
//! In order: `header` looks at a file, `variant` lists what is made of it, `master` decodes it once, `encode` makes one
//! variant. `strip` takes what cameras write out of files that are published as they are, `svg` what can run or call
//! home. Pure: bytes in, bytes out, the same on every run. Knows nothing of pages, and never makes a picture larger.

mod decode;
mod encode;
mod fault;
mod gif;
mod header;
mod jpeg;
mod master;
mod model;
mod png;
mod strip;
mod svg;
mod variant;

pub use encode::encode;
pub use fault::ImageError;
pub use header::{is_picture_name, look};
pub use master::{Master, master};
pub use model::{ImageInfo, ImageKind};
pub use strip::{has_camera_data, strip};
pub use variant::{Variant, VariantFormat, variants};
