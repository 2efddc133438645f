//! A picture, as far as the header of its file tells. Reads no file.

use vertebra_base::fingerprint::Fingerprint;

/// What a picture is, as far as its header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageInfo {
    pub kind: ImageKind,
    /// Width and height in pixels as stored, before `turn`. 0 where an SVG says neither.
    pub stored: (u32, u32),
    /// How it must be turned to stand upright, from 1 (not at all) to 8. Source: Exif 2.32, tag 0x0112.
    pub turn: u8,
    /// It moves, so it is kept as it is.
    pub moves: bool,
    /// It is stored without loss, so it is shown without loss.
    pub exact: bool,
    /// It says where it was taken.
    pub has_place: bool,
    /// It is made for print (CMYK): screens show its colors only about right.
    pub for_print: bool,
    /// What was taken out of an SVG, in words.
    pub removed: Vec<String>,
    /// The fingerprint of the file.
    pub print: Fingerprint,
    /// Bytes of the file.
    pub bytes: usize,
}

/// The kinds of pictures that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageKind {
    Jpeg,
    Png,
    WebP,
    Gif,
    Svg,
}

impl ImageInfo {
    /// Width and height as seen: turned upright.
    pub fn size(&self) -> (u32, u32) {
        let (width, height) = self.stored;
        if self.turn >= 5 { (height, width) } else { (width, height) }
    }

    /// The file itself is shown, without what is not to be published.
    pub fn is_kept(&self) -> bool {
        self.moves || matches!(self.kind, ImageKind::Gif | ImageKind::Svg)
    }
}

impl ImageKind {
    /// The ending of a file of this kind.
    pub fn ending(self) -> &'static str {
        match self {
            ImageKind::Jpeg => "jpg",
            ImageKind::Png => "png",
            ImageKind::WebP => "webp",
            ImageKind::Gif => "gif",
            ImageKind::Svg => "svg",
        }
    }
}
