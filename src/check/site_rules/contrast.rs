//! The pairs of colors that a theme declares: whether one can be read on the other, on light and on dark screens.
//!
//! Sources: WCAG 2.2, 1.4.3 (text, 4.5; large text, 3) and 1.4.11 (edges, 3).

use std::collections::BTreeMap;

use super::view::Whole;
use vertebra_base::diagnostic::{Diagnostic, did_you_mean};
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_schema::config::FILE;
use vertebra_schema::theme::Pair;
use vertebra_style::{Color, Token, names_behind, place_of, tokens};

/// Holds every pair against the style sheets as they are published.
pub fn check(whole: &Whole, out: &mut Vec<Diagnostic>) {
    let site = whole.sources.site;
    if site.theme.contrast.is_empty() {
        return;
    }
    let sheets = site.assets.each().filter(|(name, _)| name.ends_with(".css"));
    let css: String = sheets.map(|(_, asset)| String::from_utf8_lossy(&asset.bytes)).collect::<Vec<_>>().join("\n");
    let all = tokens(&css);
    let own = site.theme.chain.first().map(|name| format!("themes/{name}/theme.yaml"));
    let mut low: BTreeMap<(SourcePath, Option<Span>), Vec<Low>> = BTreeMap::new();
    for pair in &site.theme.contrast {
        let find = |name: &str| all.iter().find(|token| token.name == name);
        let (Some(text), Some(on)) = (find(&pair.text), find(&pair.on)) else {
            // A theme that extends another may do without some of its colors.
            if Some(pair.file.as_str()) == own.as_deref() {
                let lacks = if find(&pair.text).is_none() { &pair.text } else { &pair.on };
                let message = format!("no style sheet sets the property --{lacks} on :root");
                let help = did_you_mean(lacks, all.iter().map(|token| token.name.as_str()))
                    .unwrap_or_else(|| "write the name of a property, or remove this pair".to_owned());
                out.push(Diagnostic::warning("contrast-unknown", &pair.file, pair.span, message).with_help(help));
            }
            continue;
        };
        let same = text.light == text.dark && on.light == on.dark;
        for dark in [false, true].into_iter().filter(|dark| !(*dark && same)) {
            match measure(whole, &Case { pair, text, on, dark, same, css: &css }) {
                Ok(Some(found)) => low.entry(place(whole, &css, &found)).or_default().push(found),
                Ok(None) => {}
                Err(told) => out.push(*told),
            }
        }
    }
    out.extend(low.into_iter().filter_map(|((file, span), found)| tell(&file, span, &found)));
}

/// A pair on one kind of screen.
struct Case<'a> {
    pair: &'a Pair,
    text: &'a Token,
    on: &'a Token,
    dark: bool,
    /// It is the same on both.
    same: bool,
    css: &'a str,
}

/// A pair that cannot be told apart well enough.
struct Low<'a> {
    pair: &'a Pair,
    ratio: f64,
    screens: &'static str,
    dark: bool,
    /// The property that is to be changed, its color, and the other color.
    name: &'a str,
    color: Color,
    other: Color,
    /// The setting that gives the color.
    setting: Option<String>,
}

fn measure<'a>(whole: &Whole, case: &Case<'a>) -> Result<Option<Low<'a>>, Box<Diagnostic>> {
    let pair = case.pair;
    let value = |token: &'a Token| if case.dark { token.dark.as_str() } else { token.light.as_str() };
    let color = |name: &str, value: &str| {
        Color::parse(value).ok_or_else(|| {
            let message = format!("the color --{name}, \"{value}\", cannot be measured");
            let help = "write it as #rrggbb, rgb(…) or oklch(…), without transparency";
            Box::new(Diagnostic::warning("contrast-unknown", &pair.file, pair.span, message).with_help(help))
        })
    };
    let (text, on) = (color(&pair.text, value(case.text))?, color(&pair.on, value(case.on))?);
    let ratio = text.contrast(on);
    if ratio >= pair.at_least {
        return Ok(None);
    }
    let screens = match (case.same, case.dark) {
        (true, _) => "",
        (_, false) => " on light screens",
        (_, true) => " on dark screens",
    };
    // A color that the editor has chosen is the one to change, then one that the nearest theme has chosen.
    let setting = |name: &str| {
        let names = names_behind(case.css, name, case.dark);
        names.into_iter().find_map(|name| name.strip_prefix("setting-").map(str::to_owned))
    };
    let (own, ground) = (setting(&pair.text), setting(&pair.on));
    let depth = |name: &str| in_styles(whole, case.css, name, case.dark).map_or(usize::MAX, |(depth, ..)| depth);
    let chosen = match (&own, &ground) {
        (None, None) => depth(&pair.on) < depth(&pair.text),
        (own, ground) => own.is_none() && ground.is_some(),
    };
    let (name, color, other) = match chosen {
        true => (&pair.on, on, text),
        false => (&pair.text, text, on),
    };
    Ok(Some(Low { pair, ratio, screens, dark: case.dark, name, color, other, setting: own.or(ground) }))
}

/// Where the color is given: in `site.yaml`, else in a style sheet, else where the pair is declared.
fn place(whole: &Whole, css: &str, low: &Low) -> (SourcePath, Option<Span>) {
    let set = low.setting.as_ref().and_then(|setting| in_settings(whole, setting));
    match set {
        Some(span) => (SourcePath::new(FILE), Some(span)),
        None => {
            let found = in_styles(whole, css, low.name, low.dark).map(|(_, file, span)| (file, Some(span)));
            found.unwrap_or_else(|| (low.pair.file.clone(), Some(low.pair.span)))
        }
    }
}

/// Tells the worst of the pairs that one color is in, and names the others.
fn tell(file: &SourcePath, span: Option<Span>, found: &[Low]) -> Option<Diagnostic> {
    let by_need = |a: &&Low, b: &&Low| (a.ratio / a.pair.at_least).total_cmp(&(b.ratio / b.pair.at_least));
    let worst = found.iter().min_by(by_need)?;
    let names = |low: &Low| format!("--{} on --{}", low.pair.text, low.pair.on);
    // Cut, not rounded: 4.49 is not 4.5.
    let shown = (worst.ratio * 100.0).floor() / 100.0;
    let (screens, least) = (worst.screens, worst.pair.at_least);
    let message = format!("{} has a contrast of {shown}{screens}; people with low vision need {least}", names(worst));
    let needs: Vec<_> = found.iter().map(|low| (low.other, low.pair.at_least)).collect();
    let name = worst.name;
    let help = match worst.color.told_apart_from(&needs) {
        Some(better) => {
            let percent = |color: Color| (color.lightness() * 100.0).round();
            let (is, would) = (percent(worst.color), percent(better));
            let word = if would < is { "darker" } else { "lighter" };
            format!("make --{name} {word}, such as {}: its lightness is {is}%; {would}% is enough", better.to_hex())
        }
        None => format!("no lightness of --{name} is enough; change the other color too"),
    };
    let told = Diagnostic::warning("contrast-low", file, span, message).with_help(help);
    let mut others: Vec<_> = found.iter().map(names).filter(|it| *it != names(worst)).collect();
    others.dedup();
    Some(match others.is_empty() {
        true => told,
        false => told.with_note(format!("the same color also has too little contrast in: {}", others.join(", "))),
    })
}

/// Where `site.yaml` sets a color.
fn in_settings(whole: &Whole, name: &str) -> Option<Span> {
    let config = &whole.sources.site.config;
    config.settings.iter().find(|entry| entry.key == name).map(|entry| entry.value.span)
}

/// Where a style sheet gives a property, or the one that it names, its value: the nearest theme that does, 0 being the
/// site's own, and the place.
fn in_styles(whole: &Whole, css: &str, name: &str, dark: bool) -> Option<(usize, SourcePath, Span)> {
    let last = names_behind(css, name, dark).pop()?;
    let theme = &whole.sources.site.theme;
    theme.chain.iter().enumerate().find_map(|(depth, layer)| {
        let folder = format!("themes/{layer}/");
        let files = theme.styles.values().chain(theme.parent_styles.values());
        files.filter(|file| file.source.as_str().starts_with(&folder)).find_map(|file| {
            let place = place_of(&String::from_utf8_lossy(file.bytes.held()), &last, dark)?;
            Some((depth, file.source.clone(), Span::new(place.start, place.end)))
        })
    })
}
