//! The custom properties of a theme's style sheets, such as its colours, and how well two colours can be told apart.
//!
//! For pages that show what a theme is made of. Understands the colours of `asset::Color`.

use tera::{Kwargs, Map, TeraResult, Value};

use super::context::RenderContext;
use super::values::put;
use vertebra_site::deps::Dep;
use vertebra_style::{Color, Token, tokens as read};

/// `tokens()`: the custom properties of all style sheets in the order in which they are written, each with `name`,
/// `light` and `dark`.
pub fn tokens(slot: &RenderContext, _: &Kwargs) -> TeraResult<Value> {
    // Which style sheets there are at all.
    slot.log(Dep::Names);
    let mut css = String::new();
    for file in slot.shared.site.theme.styles.values() {
        slot.log(Dep::File(file.source.clone()));
        css.push_str(&String::from_utf8_lossy(file.bytes.held()));
        css.push('\n');
    }
    let shown = |token: Token| {
        let mut map = Map::new();
        put(&mut map, "name", token.name);
        put(&mut map, "light", token.light);
        put(&mut map, "dark", token.dark);
        Value::from(map)
    };
    Ok(Value::from(read(&css).into_iter().map(shown).collect::<Vec<_>>()))
}

/// `contrast(a="#ffffff", b="#000000")`: how well two colours can be told apart, from 1 to 21, or none when one of them
/// is no colour that is understood. Source: WCAG 2.2, contrast ratio and relative luminance.
pub fn contrast(_: &RenderContext, kwargs: &Kwargs) -> TeraResult<Value> {
    let [a, b] = [kwargs.must_get::<&str>("a")?, kwargs.must_get::<&str>("b")?].map(Color::parse);
    let (Some(a), Some(b)) = (a, b) else { return Ok(Value::none()) };
    let ratio = a.contrast(b);
    // Cut, not rounded: 4.49 does not reach 4.5.
    Ok(Value::from(format!("{:.1}", (ratio * 10.0).floor() / 10.0)))
}
