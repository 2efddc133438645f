//! Colors as numbers: read from CSS, how well two of them can be told apart, and the same color lighter or darker.
//!
//! Sources: CSS Color 4 (forms, OKLab); WCAG 2.2 (relative luminance, contrast ratio).

/// An opaque color of sRGB; each part from 0 to 1, as it is written (with gamma).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Color([f64; 3]);

impl Color {
    /// Reads `#rgb`, `#rrggbb`, `rgb(…)`, `oklch(…)`, `white`, `black`. Nothing for other forms and for what can be seen
    /// through.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        if let Some(hex) = text.strip_prefix('#') {
            return Color::hex(hex);
        }
        match text.as_str() {
            "white" => return Some(Color([1.0; 3])),
            "black" => return Some(Color([0.0; 3])),
            _ => {}
        }
        let (name, inside) = text.strip_suffix(')')?.split_once('(')?;
        if inside.contains('/') {
            return None;
        }
        let parts: Vec<&str> = inside.split([' ', ',']).filter(|part| !part.is_empty()).collect();
        let [a, b, c] = parts.as_slice() else { return None };
        match name {
            "rgb" | "rgba" => {
                let part = |text: &str| number(text, 255.0).map(|value| (value / 255.0).clamp(0.0, 1.0));
                Some(Color([part(a)?, part(b)?, part(c)?]))
            }
            "oklch" => {
                let hue = c.strip_suffix("deg").unwrap_or(c).parse::<f64>().ok()?.to_radians();
                let (light, chroma) = (number(a, 1.0)?, number(b, 0.4)?);
                Some(Color::of_oklab([light, chroma * hue.cos(), chroma * hue.sin()]))
            }
            _ => None,
        }
    }

    fn hex(hex: &str) -> Option<Self> {
        let wide: String = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
        if wide.len() != 6 || !wide.is_ascii() {
            return None;
        }
        let part = |at: usize| Some(f64::from(u8::from_str_radix(&wide[at..at + 2], 16).ok()?) / 255.0);
        Some(Color([part(0)?, part(2)?, part(4)?]))
    }

    /// `#rrggbb`.
    pub fn to_hex(self) -> String {
        let byte = |part: f64| (part.clamp(0.0, 1.0) * 255.0).round() as u8;
        let [r, g, b] = self.0.map(byte);
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// How well two colors can be told apart, from 1 to 21.
    pub fn contrast(self, other: Color) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// How light the color looks, from 0 to 1: the lightness of OKLCH.
    pub fn lightness(self) -> f64 {
        self.oklab()[0]
    }

    /// The same color, as little lighter or darker as it takes to be told apart from others so well. Nothing when
    /// neither does.
    pub fn told_apart_from(self, others: &[(Color, f64)]) -> Option<Color> {
        let [light, a, b] = self.oklab();
        let found = (1..=200).flat_map(|step| [light - f64::from(step) / 200.0, light + f64::from(step) / 200.0]);
        found.filter(|light| (0.0..=1.0).contains(light)).find_map(|light| {
            // What is seen is what can be written: eight bits a part.
            let color = Color::parse(&Color::of_oklab([light, a, b]).to_hex())?;
            others.iter().all(|(other, at_least)| color.contrast(*other) >= *at_least).then_some(color)
        })
    }

    fn oklab(self) -> [f64; 3] {
        let [r, g, b] = self.0.map(linear);
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        [
            0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s,
            1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s,
            0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s,
        ]
    }

    fn of_oklab([light, a, b]: [f64; 3]) -> Self {
        let l = (light + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (light - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (light - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        Color([
            written(4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s),
            written(-1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s),
            written(-0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s),
        ])
    }
}

/// A number, or a part of `whole` in percent.
fn number(text: &str, whole: f64) -> Option<f64> {
    match text.strip_suffix('%') {
        Some(percent) => Some(percent.parse::<f64>().ok()? / 100.0 * whole),
        None => text.parse().ok(),
    }
}

fn linear(part: f64) -> f64 {
    if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

fn written(part: f64) -> f64 {
    let value = if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
    value.clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color(text: &str) -> Color {
        Color::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn colors_are_read_in_every_form() {
        for (text, hex) in [
            ("#FFF", "#ffffff"),
            ("#0a5873", "#0a5873"),
            ("rgb(10, 88, 115)", "#0a5873"),
            ("rgb(100% 0% 0%)", "#ff0000"),
            ("white", "#ffffff"),
            // Source: CSS Color 4, the samples of section 9.4: oklch(59.69% 0.156 49.77) is rgb(77.6%, 36.4%, 2.6%).
            ("oklch(59.69% 0.156 49.77)", "#c65d07"),
        ] {
            assert_eq!(color(text).to_hex(), hex, "{text}");
        }
        for none in ["red", "#12", "#12345678", "rgb(0 0 0 / 50%)", "var(--x)", "CanvasText"] {
            assert_eq!(Color::parse(none), None, "{none}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        assert_eq!(color("#fff").contrast(color("#000")), 21.0);
        // Source: WCAG 2.2, the grey that is named as just enough for text on white.
        assert!(color("#767676").contrast(color("#fff")) >= 4.5);
        assert!(color("#777").contrast(color("#fff")) < 4.5);
    }

    #[test]
    fn a_color_is_changed_no_more_than_needed() {
        let (soft, paper) = (color("#8fa3ab"), color("#ffffff"));
        let found = soft.told_apart_from(&[(paper, 4.5)]).expect("one is dark enough");
        let ratio = found.contrast(paper);
        assert!((4.5..4.7).contains(&ratio), "{ratio}");
        assert!(found.lightness() < soft.lightness());
        assert_eq!(color("#777777").told_apart_from(&[(color("#767676"), 21.0)]), None);
    }
}
