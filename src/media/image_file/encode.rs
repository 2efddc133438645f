//! One variant of a picture as a file. Holds nothing but pixels: no metadata goes in.

use std::borrow::Cow;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder};

use super::master::resized;
use super::{ImageError, ImageInfo, ImageKind, Master, Variant, VariantFormat, strip};

/// Good enough that nobody sees a difference on a screen; higher ones cost bytes.
const JPEG_QUALITY: u8 = 80;
const WEBP_QUALITY: f32 = 78.0;
/// How hard libwebp tries to make a lossless file small, from 0 to 100.
const EXACT_EFFORT: f32 = 75.0;

/// Makes a variant. `master` gives the decoded picture, which is not asked for where the file itself will do.
pub fn encode<M: AsRef<Master>>(
    picture: &ImageInfo,
    bytes: &[u8],
    variant: Variant,
    master: impl FnOnce() -> Result<M, ImageError>,
) -> Result<Vec<u8>, ImageError> {
    if variant.form == VariantFormat::Kept {
        return strip(picture, bytes);
    }
    let master = master()?;
    let pixels = sized(&master.as_ref().0, variant)?;
    let made = match variant.form {
        VariantFormat::Jpeg => jpeg(&pixels),
        VariantFormat::Png => png(&pixels),
        _ => webp(&pixels, picture.exact),
    }?;
    Ok(own(picture, bytes, variant).filter(|own| own.len() <= made.len()).unwrap_or(made))
}

impl AsRef<Master> for Master {
    fn as_ref(&self) -> &Master {
        self
    }
}

/// The file itself, which somebody may have made smaller with care, where it is the very variant.
fn own(picture: &ImageInfo, bytes: &[u8], variant: Variant) -> Option<Vec<u8>> {
    let same = matches!(
        (picture.kind, variant.form),
        (ImageKind::Jpeg, VariantFormat::Jpeg)
            | (ImageKind::Png, VariantFormat::Png)
            | (ImageKind::WebP, VariantFormat::WebP)
    );
    let whole = picture.stored == (variant.width, variant.height) && picture.turn == 1 && !picture.for_print;
    if same && whole { strip(picture, bytes).ok() } else { None }
}

fn sized(pixels: &DynamicImage, variant: Variant) -> Result<Cow<'_, DynamicImage>, ImageError> {
    match (pixels.width(), pixels.height()) == (variant.width, variant.height) {
        true => Ok(Cow::Borrowed(pixels)),
        false => resized(pixels.clone(), variant.width, variant.height).map(Cow::Owned),
    }
}

fn jpeg(pixels: &DynamicImage) -> Result<Vec<u8>, ImageError> {
    let mut out = Vec::new();
    let rgb = pixels.to_rgb8();
    let encoder = JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY);
    let done = encoder.write_image(&rgb, rgb.width(), rgb.height(), ExtendedColorType::Rgb8);
    done.map(|()| out).map_err(|error| ImageError::Broken(error.to_string()))
}

fn png(pixels: &DynamicImage) -> Result<Vec<u8>, ImageError> {
    let mut out = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Best, FilterType::Adaptive);
    let done = encoder.write_image(pixels.as_bytes(), pixels.width(), pixels.height(), pixels.color().into());
    done.map(|()| out).map_err(|error| ImageError::Broken(error.to_string()))
}

fn webp(pixels: &DynamicImage, exact: bool) -> Result<Vec<u8>, ImageError> {
    let (width, height) = (pixels.width(), pixels.height());
    let encoder = match pixels {
        DynamicImage::ImageRgba8(pixels) => webp::Encoder::from_rgba(pixels, width, height),
        DynamicImage::ImageRgb8(pixels) => webp::Encoder::from_rgb(pixels, width, height),
        _ => return Err(ImageError::Broken(String::new())),
    };
    let made = encoder.encode_simple(exact, if exact { EXACT_EFFORT } else { WEBP_QUALITY });
    made.map(|made| made.to_vec()).map_err(|error| ImageError::Broken(format!("{error:?}")))
}
