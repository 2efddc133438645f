//! A picture decoded once: upright, in the colors of screens (sRGB), not wider than the widest variant.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, ProfileText, TransformOptions};

use super::decode::decode;
use super::header::decoder;
use super::{ImageError, ImageInfo, variants};

/// The pixels that all variants of a picture are made of.
#[derive(Debug)]
pub struct Master(pub(super) DynamicImage);

/// Decodes a picture and brings it to the size of its widest variant.
pub fn master(picture: &ImageInfo, bytes: &[u8]) -> Result<Master, ImageError> {
    let profile = decoder(picture.kind, bytes)?.icc_profile().ok().flatten();
    let mut pixels = decode(picture.kind, bytes)?;
    let (width, height) = variants(picture).iter().map(|one| (one.width, one.height)).max().unwrap_or((1, 1));
    // The file may lie on its side.
    let (width, height) = if picture.turn >= 5 { (height, width) } else { (width, height) };
    pixels = resized(pixels, width, height)?;
    pixels = in_bytes(pixels);
    if let Some(profile) = profile.filter(|_| !picture.for_print) {
        to_srgb(&mut pixels, &profile);
    }
    if let Some(turn) = Orientation::from_exif(picture.turn) {
        pixels.apply_orientation(turn);
    }
    Ok(Master(pixels))
}

/// The same picture in another size, with eight bits for each color.
///
/// All pictures are resized as red, green, blue and alpha: the code of the resizer is compiled for each form of pixels apart
/// and for each set of instructions, and the variants have this form in the end.
pub fn resized(pixels: DynamicImage, width: u32, height: u32) -> Result<DynamicImage, ImageError> {
    if (pixels.width(), pixels.height()) == (width, height) {
        return Ok(pixels);
    }
    let clear = pixels.color().has_alpha();
    let pixels = pixels.into_rgba8();
    let broken = |error: &dyn std::fmt::Display| ImageError::Broken(error.to_string());
    let before = ImageRef::new(pixels.width(), pixels.height(), pixels.as_raw(), PixelType::U8x4)
        .map_err(|error| broken(&error))?;
    let mut after = Image::new(width, height, PixelType::U8x4);
    // Colors of what cannot be seen must not bleed into the rest.
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(clear);
    Resizer::new().resize(&before, &mut after, &options).map_err(|error| broken(&error))?;
    let smaller = RgbaImage::from_raw(width, height, after.into_vec())
        .map(DynamicImage::ImageRgba8)
        .ok_or_else(|| broken(&"it has too few pixels"))?;
    Ok(if clear { smaller } else { DynamicImage::ImageRgb8(smaller.into_rgb8()) })
}

/// Eight bits for each of red, green and blue, and for how much shows through where something does.
fn in_bytes(pixels: DynamicImage) -> DynamicImage {
    let clear = pixels.color().has_alpha();
    let pixels =
        if clear { DynamicImage::ImageRgba8(pixels.into_rgba8()) } else { DynamicImage::ImageRgb8(pixels.into_rgb8()) };
    match &pixels {
        DynamicImage::ImageRgba8(own) if own.pixels().all(|pixel| pixel.0[3] == u8::MAX) => {
            DynamicImage::ImageRgb8(pixels.into_rgb8())
        }
        _ => pixels,
    }
}

/// Other colors than those of screens, such as those of newer phones, look pale without the profile that names them.
fn to_srgb(pixels: &mut DynamicImage, profile: &[u8]) {
    let Ok(own) = ColorProfile::new_from_slice(profile) else { return };
    if own.color_space != DataColorSpace::Rgb || is_srgb(&own) {
        return;
    }
    let layout = if pixels.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let srgb = ColorProfile::new_srgb();
    let Ok(change) = own.create_transform_8bit(layout, &srgb, layout, TransformOptions::default()) else { return };
    let raw: &mut [u8] = match pixels {
        DynamicImage::ImageRgb8(pixels) => pixels,
        DynamicImage::ImageRgba8(pixels) => pixels,
        _ => return,
    };
    let before = raw.to_vec();
    if change.transform(&before, raw).is_err() {
        raw.copy_from_slice(&before);
    }
}

fn is_srgb(profile: &ColorProfile) -> bool {
    let name = match &profile.description {
        Some(ProfileText::PlainString(name)) => name.as_str(),
        Some(ProfileText::Localizable(names)) => names.first().map_or("", |name| name.value.as_str()),
        Some(ProfileText::Description(name)) => name.ascii_string.as_str(),
        None => "",
    };
    name.contains("sRGB")
}
