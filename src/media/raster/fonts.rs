//! The fonts of a theme: which letters they have, and how wide each is. Reads font files, never those of the system.

use std::fmt;
use std::sync::Arc;

use resvg::usvg::fontdb::{Database, Source, Style};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};

/// Fonts that were read, in the order in which they are asked for a letter.
#[derive(Clone, Default)]
pub struct Fonts {
    database: Arc<Database>,
    faces: Vec<Face>,
    /// A bit for each code point that some font has.
    covered: Vec<u64>,
    print: Fingerprint,
}

/// One font file's face.
#[derive(Clone)]
struct Face {
    bytes: Arc<[u8]>,
    index: u32,
    family: String,
    /// 400 for regular, 700 for bold.
    weight: u16,
    upright: bool,
}

/// A face that is ready to be measured, at a size of one unit.
pub(super) struct Measure<'a> {
    charmap: skrifa::charmap::Charmap<'a>,
    metrics: skrifa::metrics::GlyphMetrics<'a>,
}

impl Fonts {
    /// Reads font files, TrueType or OpenType. Returns the places of those that are none.
    pub fn read(files: impl IntoIterator<Item = Arc<[u8]>>) -> (Fonts, Vec<usize>) {
        let mut database = Database::new();
        let mut fonts = Fonts::default();
        let mut unreadable = Vec::new();
        let mut all = Fingerprinter::new();
        for (at, bytes) in files.into_iter().enumerate() {
            let ids = database.load_font_source(Source::Binary(Arc::new(bytes.clone())));
            if ids.is_empty() {
                unreadable.push(at);
            }
            for id in ids {
                let Some(face) = database.face(id) else { continue };
                let family = face.families.first().map_or_else(String::new, |(name, _)| name.clone());
                let upright = face.style == Style::Normal;
                fonts.faces.push(Face {
                    bytes: bytes.clone(),
                    index: face.index,
                    family,
                    weight: face.weight.0,
                    upright,
                });
            }
            all.print(Fingerprint::of_bytes(&bytes));
        }
        if let Some(first) = fonts.faces.first() {
            // A drawing that names no family, or just any, gets the theme's first one.
            database.set_sans_serif_family(&first.family);
            database.set_serif_family(&first.family);
            database.set_monospace_family(&first.family);
        }
        fonts.cover();
        fonts.print = all.finish();
        fonts.database = Arc::new(database);
        (fonts, unreadable)
    }

    /// The fingerprint of all the files.
    pub fn print(&self) -> Fingerprint {
        self.print
    }

    /// The first letter of a text that no font has.
    pub fn missing(&self, text: &str) -> Option<char> {
        text.chars().find(|letter| !is_silent(*letter) && !self.covers(*letter))
    }

    pub(super) fn database(&self) -> Arc<Database> {
        self.database.clone()
    }

    /// The family that is meant where none is named; nothing when there are no fonts.
    pub(super) fn family(&self) -> &str {
        self.faces.first().map_or("", |face| &face.family)
    }

    /// Faces to measure a text with: the one that is asked for, then the others.
    pub(super) fn measures(&self, family: &str, weight: u16) -> Vec<Measure<'_>> {
        let mut faces: Vec<&Face> = self.faces.iter().collect();
        let distance = |face: &&Face| (face.family != family, !face.upright, face.weight.abs_diff(weight));
        faces.sort_by_key(distance);
        faces.into_iter().filter_map(Face::measure).collect()
    }

    fn covers(&self, letter: char) -> bool {
        let at = letter as usize;
        self.covered.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }

    fn cover(&mut self) {
        let mut covered = std::mem::take(&mut self.covered);
        for font in self.faces.iter().filter_map(Face::font) {
            for (letter, _) in font.charmap().mappings() {
                let at = letter as usize;
                if covered.len() <= at / 64 {
                    covered.resize(at / 64 + 1, 0);
                }
                covered[at / 64] |= 1 << (at % 64);
            }
        }
        self.covered = covered;
    }
}

impl Face {
    fn font(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.bytes, self.index).ok()
    }

    fn measure(&self) -> Option<Measure<'_>> {
        let font = self.font()?;
        let units = font.metrics(Size::unscaled(), LocationRef::default()).units_per_em;
        let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        (units > 0).then(|| Measure { charmap: font.charmap(), metrics })
    }
}

impl Measure<'_> {
    /// The width of a letter at a size of one unit; nothing when the face does not have it.
    pub fn width(&self, letter: char) -> Option<f32> {
        self.metrics.advance_width(self.charmap.map(letter)?)
    }
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fonts").field("family", &self.family()).field("print", &self.print).finish_non_exhaustive()
    }
}

/// What is not seen: spaces, joiners, marks of direction, variation selectors; and the sign for bytes that are no text,
/// which is told where the file is read.
pub(super) fn is_silent(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
        || matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fffd}')
}
