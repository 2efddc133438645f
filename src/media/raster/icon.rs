//! One icon in the forms that browsers and phones ask for.

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::Tree;

use super::Fonts;
use super::picture::{DrawError, VERSION, canvas, clear_png, opaque_png, tree};
use vertebra_base::artifact_cache::ArtifactCache;
use vertebra_base::fingerprint::Fingerprinter;

/// The sizes in `favicon.ico`, in pixels: for tabs on plain and on fine screens.
pub const ICO_SIZES: [u32; 2] = [16, 32];

/// The part of a maskable icon, measured from its middle, that no launcher cuts off. Source: W3C, Web App Manifest,
/// "Icon masks and safe zone": a circle with a radius of 40% of the icon's width.
const SAFE: f32 = 0.4;

/// A form of an icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// An ICO file with pictures of `ICO_SIZES`.
    Ico,
    /// A PNG of this many pixels, clear where the drawing is.
    Png(u32),
    /// A PNG on a ground of one colour: systems that show it put it on black otherwise.
    Opaque(u32),
    /// As `Opaque`, with all that is drawn in the part that no launcher cuts off.
    Maskable(u32),
}

impl Icon {
    /// Draws an icon. `ground` is the colour under it, `#0a5873`, as far as the form has one.
    pub fn draw(self, svg: &str, ground: &str, fonts: &Fonts, store: &ArtifactCache) -> Result<Vec<u8>, DrawError> {
        let mut key = Fingerprinter::new();
        key.text(VERSION).text(&format!("icon {self:?}")).text(ground).print(fonts.print()).text(svg);
        store.get_or_make(key.finish(), || {
            let tree = tree(svg, fonts)?;
            match self {
                Icon::Ico => ico(&tree),
                Icon::Png(size) => clear_png(drawn(&tree, size, 1.0, None)?),
                Icon::Opaque(size) => opaque_png(drawn(&tree, size, 1.0, Some(color(ground)))?),
                Icon::Maskable(size) => {
                    let ground = color(ground);
                    let scale = (SAFE / reach(&drawn(&tree, size, 1.0, Some(ground))?)).min(1.0);
                    opaque_png(drawn(&tree, size, scale, Some(ground))?)
                }
            }
        })
    }
}

/// A drawing in the middle of a square, as large as fits, times `scale`.
fn drawn(tree: &Tree, size: u32, scale: f32, ground: Option<Color>) -> Result<Pixmap, DrawError> {
    let mut pixels = canvas(size, size)?;
    ground.into_iter().for_each(|ground| pixels.fill(ground));
    let (width, height) = (tree.size().width(), tree.size().height());
    let factor = size as f32 / width.max(height) * scale;
    let middle = |length: f32| (size as f32 - length * factor) / 2.0;
    let place = Transform::from_row(factor, 0.0, 0.0, factor, middle(width), middle(height));
    resvg::render(tree, place, &mut pixels.as_mut());
    Ok(pixels)
}

/// How far from the middle something is drawn that is not the ground, as a part of the width.
fn reach(pixels: &Pixmap) -> f32 {
    let (size, middle) = (pixels.width(), pixels.width() as f32 / 2.0);
    let Some(ground) = pixels.pixel(0, 0) else { return SAFE };
    let far = |(at, _): (usize, _)| {
        let (x, y) = ((at as u32 % size) as f32 + 0.5, (at as u32 / size) as f32 + 0.5);
        (x - middle).hypot(y - middle)
    };
    let others = pixels.pixels().iter().enumerate().filter(|(_, pixel)| **pixel != ground);
    (others.map(far).fold(0.0, f32::max) / size as f32).max(f32::EPSILON)
}

/// A colour such as `#0a5873` or `#fff`; white for anything else.
fn color(text: &str) -> Color {
    let digits = text.trim().trim_start_matches('#');
    let long: String =
        if digits.len() == 3 { digits.chars().flat_map(|it| [it, it]).collect() } else { digits.to_owned() };
    match u32::from_str_radix(&long, 16) {
        Ok(value) if long.len() == 6 => Color::from_rgba8((value >> 16) as u8, (value >> 8) as u8, value as u8, 255),
        _ => Color::WHITE,
    }
}

/// An ICO file that holds PNG pictures, as all browsers have read them since Windows Vista's days.
/// Source: Microsoft, "ICONDIR" and "ICONDIRENTRY".
fn ico(tree: &Tree) -> Result<Vec<u8>, DrawError> {
    let mut pictures = Vec::with_capacity(ICO_SIZES.len());
    for size in ICO_SIZES {
        pictures.push((size, clear_png(drawn(tree, size, 1.0, None)?)?));
    }
    let mut file = Vec::new();
    for field in [0, 1, pictures.len() as u16] {
        file.extend(field.to_le_bytes());
    }
    let mut start = 6 + 16 * pictures.len();
    for (size, png) in &pictures {
        // Width, height, colours of a palette, reserved; planes; bits a pixel; length; place.
        file.extend([*size as u8, *size as u8, 0, 0]);
        file.extend(1u16.to_le_bytes());
        file.extend(32u16.to_le_bytes());
        file.extend((png.len() as u32).to_le_bytes());
        file.extend((start as u32).to_le_bytes());
        start += png.len();
    }
    pictures.into_iter().for_each(|(_, png)| file.extend(png));
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A white disc on teal that fills its square, and a stray dot in the corner.
    const CORNER: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'><rect width='100' height='100' fill='#0a5873'/>\
                          <circle cx='95' cy='95' r='5' fill='#fff'/></svg>";

    fn pixels(png: &[u8]) -> Pixmap {
        Pixmap::decode_png(png).expect("a PNG")
    }

    fn draw(icon: Icon, svg: &str) -> Vec<u8> {
        icon.draw(svg, "#0a5873", &Fonts::default(), &ArtifactCache::default()).expect("drawn")
    }

    #[test]
    fn a_maskable_icon_keeps_all_inside_the_safe_circle() {
        let plain = pixels(&draw(Icon::Opaque(512), CORNER));
        assert!(reach(&plain) > 0.6);
        let safe = pixels(&draw(Icon::Maskable(512), CORNER));
        assert!((0.38..=0.4 + 1.0 / 512.0).contains(&reach(&safe)), "{}", reach(&safe));
    }

    #[test]
    fn an_opaque_icon_has_a_ground_and_a_plain_one_has_none() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 20'><rect width='10' height='20'/></svg>";
        let plain = pixels(&draw(Icon::Png(192), svg));
        assert_eq!((plain.width(), plain.height()), (192, 192));
        assert_eq!(plain.pixel(0, 0).map(|it| it.alpha()), Some(0));
        assert_eq!(plain.pixel(96, 96).map(|it| (it.red(), it.alpha())), Some((0, 255)));
        let opaque = pixels(&draw(Icon::Opaque(180), svg));
        assert_eq!(
            opaque.pixel(0, 0).map(|it| (it.red(), it.green(), it.blue(), it.alpha())),
            Some((10, 88, 115, 255))
        );
    }

    #[test]
    fn styles_for_dark_screens_are_not_drawn() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><style>.a { fill: #f00 } \
                   @media (prefers-color-scheme: dark) { .a { fill: #00f } }</style><rect class='a' width='8' height='8'/></svg>";
        let drawn = pixels(&draw(Icon::Png(8), svg));
        assert_eq!(drawn.pixel(4, 4).map(|it| (it.red(), it.blue())), Some((255, 0)));
    }

    #[test]
    fn what_is_no_drawing_is_told() {
        let fault = Icon::Png(32).draw("<svg", "", &Fonts::default(), &ArtifactCache::default());
        assert!(matches!(fault, Err(DrawError::Unreadable(_))), "{fault:?}");
    }
}
