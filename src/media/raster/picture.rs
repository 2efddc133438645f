//! A drawing as a PNG file. Drawings are SVG without scripts, and reach no other file.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, RgbaImage};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, ImageHrefResolver, Options, Tree, roxmltree};

use super::Fonts;
use vertebra_base::artifact_cache::ArtifactCache;
use vertebra_base::fingerprint::Fingerprinter;

/// Changes whenever the same drawing would give other bytes: part of every key under which results are kept.
pub(super) const VERSION: &str = concat!("draw 1, resvg 0.49, vertebra ", env!("CARGO_PKG_VERSION"));

/// The width of a social card in pixels: what Facebook, LinkedIn, X and others show without cutting.
pub const CARD_WIDTH: u32 = 1200;
/// The height of a social card in pixels.
pub const CARD_HEIGHT: u32 = 630;
/// The most bytes that a card should have: some messengers show no picture above 300 KB, and all load a small one faster.
pub const CARD_LIMIT: usize = 200_000;

/// Why something could not be drawn.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DrawError {
    #[error("this SVG cannot be drawn: {0}")]
    Unreadable(String),
    #[error("a social card is {CARD_WIDTH} × {CARD_HEIGHT} pixels; this drawing is {0} × {1}")]
    Size(u32, u32),
    #[error("the image could not be written: {0}")]
    Encoding(String),
}

/// Draws a social card, on white where the drawing leaves the ground free.
pub fn card(svg: &str, fonts: &Fonts, store: &ArtifactCache) -> Result<Vec<u8>, DrawError> {
    let key = Fingerprinter::new().text(VERSION).text("card").print(fonts.print()).text(svg).finish();
    store.get_or_make(key, || {
        let tree = tree(svg, fonts)?;
        let (width, height) = (tree.size().width().round() as u32, tree.size().height().round() as u32);
        if (width, height) != (CARD_WIDTH, CARD_HEIGHT) {
            return Err(DrawError::Size(width, height));
        }
        let mut pixels = canvas(CARD_WIDTH, CARD_HEIGHT)?;
        pixels.fill(Color::WHITE);
        resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
        opaque_png(pixels)
    })
}

/// The texts that a drawing shows.
pub fn texts(svg: &str) -> Vec<String> {
    let Ok(document) = roxmltree::Document::parse(svg) else { return Vec::new() };
    let elements = document.descendants().filter(|node| node.has_tag_name("text"));
    let inside = |node: roxmltree::Node| -> String {
        node.descendants().filter(roxmltree::Node::is_text).filter_map(|it| it.text()).collect()
    };
    elements.map(inside).collect()
}

/// Reads a drawing. Addresses of files in it lead nowhere: what is drawn is all in the text.
pub(super) fn tree(svg: &str, fonts: &Fonts) -> Result<Tree, DrawError> {
    let options = Options {
        font_family: fonts.family().to_owned(),
        fontdb: fonts.database(),
        image_href_resolver: ImageHrefResolver {
            resolve_data: ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    Tree::from_str(svg, &options).map_err(|error: usvg::Error| DrawError::Unreadable(error.to_string()))
}

pub(super) fn canvas(width: u32, height: u32) -> Result<Pixmap, DrawError> {
    Pixmap::new(width, height).ok_or_else(|| DrawError::Unreadable("it has no size".to_owned()))
}

/// A picture without transparency, three bytes a pixel.
pub(super) fn opaque_png(pixels: Pixmap) -> Result<Vec<u8>, DrawError> {
    let clear = RgbaImage::from_raw(pixels.width(), pixels.height(), pixels.take());
    png(clear.map(|clear| DynamicImage::ImageRgba8(clear).into_rgb8().into()))
}

/// A picture with transparency.
pub(super) fn clear_png(pixels: Pixmap) -> Result<Vec<u8>, DrawError> {
    let clear = RgbaImage::from_raw(pixels.width(), pixels.height(), pixels.take_demultiplied());
    png(clear.map(DynamicImage::ImageRgba8))
}

fn png(picture: Option<DynamicImage>) -> Result<Vec<u8>, DrawError> {
    let picture = picture.ok_or_else(|| DrawError::Encoding("its size is not valid".to_owned()))?;
    let mut file = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut file, CompressionType::Default, FilterType::Adaptive);
    picture.write_with_encoder(encoder).map_err(|error| DrawError::Encoding(error.to_string()))?;
    Ok(file)
}
