//! Which sizes and forms are made of a picture, and what their files are called.

use super::{ImageInfo, ImageKind};
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};
use vertebra_base::slug::slugify_or;

/// Counts up whenever the same picture would come out with other bytes.
const MAKER: u64 = 1;

/// The widths that are made, in pixels: phones to wide screens. Larger ones are not made: text columns are 700 pixels
/// wide, twice that on fine screens.
const WIDTHS: [u32; 4] = [480, 800, 1200, 1600];
/// The widths in the picture's own kind, for the few programs that know no WebP, and for those that show links.
const FALLBACKS: [u32; 2] = [800, 1200];

/// Drawings of so few bytes are made in one size: a narrower one, with all its edges blurred, is larger.
const SMALL: usize = 60_000;

/// WebP holds no more rows or columns; JPEG and PNG do. Source: WebP container specification, "Canvas Width".
const WEBP_MOST: u32 = 16_383;

/// What one file holds of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant {
    pub form: VariantFormat,
    /// In pixels.
    pub width: u32,
    pub height: u32,
}

/// How a variant is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VariantFormat {
    Jpeg,
    Png,
    WebP,
    /// The file itself, without what is not to be published.
    Kept,
}

/// All that is made of a picture: first in its own kind, then as WebP, each from narrow to wide. Never empty.
pub fn variants(picture: &ImageInfo) -> Vec<Variant> {
    let (width, height) = picture.size();
    if picture.is_kept() {
        return vec![Variant { form: VariantFormat::Kept, width, height }];
    }
    let at = |form: VariantFormat, wide: u32| {
        let high = (u64::from(height) * u64::from(wide) + u64::from(width) / 2) / u64::from(width.max(1));
        Variant { form, width: wide, height: u32::try_from(high.max(1)).unwrap_or(u32::MAX) }
    };
    let is_too_large = |it: &Variant| it.width.max(it.height) > WEBP_MOST;
    if picture.exact && picture.bytes <= SMALL && width <= WIDTHS[WIDTHS.len() - 1] {
        if is_too_large(&at(VariantFormat::WebP, width)) {
            return vec![at(VariantFormat::Png, width)];
        }
        let own = if picture.kind == ImageKind::Png { vec![at(VariantFormat::Png, width)] } else { Vec::new() };
        return own.into_iter().chain([at(VariantFormat::WebP, width)]).collect();
    }
    let own = match picture.kind {
        ImageKind::Jpeg => Some(VariantFormat::Jpeg),
        ImageKind::Png => Some(VariantFormat::Png),
        _ => None,
    };
    let mut webp: Vec<Variant> = widths(&WIDTHS, width).map(|wide| at(VariantFormat::WebP, wide)).collect();
    if webp.iter().any(is_too_large) {
        // Narrower ones would fit, and browsers would show those on wide screens too.
        let form = own.unwrap_or(VariantFormat::Png);
        webp.iter_mut().for_each(|it| it.form = form);
        return webp;
    }
    let fallbacks = own.into_iter().flat_map(|form| widths(&FALLBACKS, width).map(move |wide| at(form, wide)));
    fallbacks.chain(webp).collect()
}

/// Those of some widths that make a picture clearly narrower, and its own one if that is not too wide.
fn widths(wanted: &'static [u32], natural: u32) -> impl Iterator<Item = u32> {
    let widest = wanted.last().copied().unwrap_or(natural);
    // Two files that are nearly the same serve nobody.
    let narrower = wanted.iter().copied().filter(move |wide| wide * 10 <= natural.saturating_mul(9));
    let widest = if natural < widest || u64::from(natural) * 9 < u64::from(widest) * 10 { natural } else { widest };
    let narrower: Vec<u32> = narrower.filter(|wide| *wide < widest).collect();
    narrower.into_iter().chain([widest.max(1)])
}

impl Variant {
    /// The name of the file inside `assets/`: `photo-800.0123abcd.webp`. The digits stand for the content of the file and
    /// for all that decides what is made of it, so that it may be cached for ever.
    pub fn file_name(&self, picture: &ImageInfo, stem: &str) -> String {
        let stem = slugify_or(stem, "picture");
        let print = self.key(picture).short();
        match self.form {
            VariantFormat::Kept => format!("{stem}.{print}.{}", picture.kind.ending()),
            form => format!("{stem}-{}.{print}.{}", self.width, form.ending()),
        }
    }

    /// What a result is kept under.
    pub fn key(&self, picture: &ImageInfo) -> Fingerprint {
        let mut all = Fingerprinter::new();
        all.text("picture").number(MAKER).print(picture.print).text(self.form.ending());
        all.number(self.width.into()).number(self.height.into()).finish()
    }
}

impl VariantFormat {
    /// The ending of a file in this form.
    fn ending(self) -> &'static str {
        match self {
            VariantFormat::Jpeg => "jpg",
            VariantFormat::Png => "png",
            VariantFormat::WebP => "webp",
            VariantFormat::Kept => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(wanted: &'static [u32], natural: u32) -> Vec<u32> {
        widths(wanted, natural).collect()
    }

    #[test]
    fn nothing_is_made_larger_or_nearly_twice() {
        for (natural, expected) in [
            (1, vec![1]),
            (480, vec![480]),
            (500, vec![500]),
            (900, vec![480, 800, 900]),
            (1250, vec![480, 800, 1250]),
            (1600, vec![480, 800, 1200, 1600]),
            (1700, vec![480, 800, 1200, 1700]),
            (4000, vec![480, 800, 1200, 1600]),
        ] {
            assert_eq!(all(&WIDTHS, natural), expected, "{natural}");
        }
        assert_eq!(all(&FALLBACKS, 4000), [800, 1200]);
        assert_eq!(all(&FALLBACKS, 700), [700]);
    }

    fn picture(kind: ImageKind, stored: (u32, u32), bytes: usize) -> ImageInfo {
        ImageInfo {
            kind,
            stored,
            turn: 1,
            moves: false,
            exact: kind == ImageKind::Png,
            has_place: false,
            for_print: false,
            removed: Vec::new(),
            print: Fingerprint::default(),
            bytes,
        }
    }

    #[test]
    fn what_is_too_large_for_webp_stays_in_its_own_kind() {
        for (kind, form) in [(ImageKind::Png, VariantFormat::Png), (ImageKind::Jpeg, VariantFormat::Jpeg)] {
            for bytes in [1_000, 1_000_000] {
                let tall = variants(&picture(kind, (800, 17_000), bytes));
                assert!(!tall.is_empty() && tall.iter().all(|it| it.form == form), "{kind:?} {bytes}: {tall:?}");
                assert_eq!(tall.last().map(|it| (it.width, it.height)), Some((800, 17_000)), "{kind:?} {bytes}");
                let fits = variants(&picture(kind, (800, WEBP_MOST), bytes));
                assert!(fits.iter().any(|it| it.form == VariantFormat::WebP), "{kind:?} {bytes}: {fits:?}");
            }
            // Wide ones are made narrower, and fit.
            let wide = variants(&picture(kind, (20_000, 1_000), 1_000_000));
            assert!(wide.iter().any(|it| it.form == VariantFormat::WebP), "{kind:?}: {wide:?}");
        }
    }
}
