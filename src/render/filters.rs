//! Filters that templates may use beside Tera's own.

use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::context::ContextCell;
use super::dates::{self, DateForm};

/// Registers every filter. `absolute`, `date` and `markdown` need the page at hand, and are registered again by each worker.
pub fn register(tera: &mut Tera) {
    tera.register_filter("date", |_: Value, _: Kwargs, _: &State| Value::none());
    tera.register_filter("default", default);
    tera.register_filter("json", |value: Value, _: Kwargs, _: &State| json(&value));
    tera.register_filter("slugify", |value: &str, _: Kwargs, _: &State| {
        Value::from(vertebra_base::slug::slugify(value))
    });
    tera.register_filter("markdown", |_: &str, _: Kwargs, _: &State| Value::none());
    tera.register_filter("absolute", |_: &str, _: Kwargs, _: &State| Value::none());
}

/// `default(value="…")`: what stands there instead of a value that is `none`, as one is that a page does not give; with
/// `boolean=true`, instead of an empty one too.
fn default(value: Value, kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let instead = kwargs.must_get::<Value>("value")?;
    let takes_empty = kwargs.get::<bool>("boolean")?.unwrap_or(false);
    let is_missing = value.is_none() || value.is_undefined() || (takes_empty && !value.is_truthy());
    Ok(if is_missing { instead } else { value })
}

/// Registers `date`, which speaks the language of the page at hand.
pub fn register_date(tera: &mut Tera, desk: &Arc<ContextCell>) {
    let desk = desk.clone();
    tera.register_filter("date", move |value: Value, kwargs: Kwargs, _: &State| {
        let Some(at) = desk.attached() else { return Ok(Value::none()) };
        let lang = desk.slot(&at.shared).lang();
        date(&value, &kwargs, at.shared.site.config.tag(lang))
    });
}

fn date(value: &Value, kwargs: &Kwargs, language: &str) -> TeraResult<Value> {
    if value.is_none() || value.is_undefined() {
        return Err(Error::message(
            "there is no date here; ask for it first: {% if page.date %}{{ page.date | date }}{% endif %}",
        ));
    }
    let text = value.as_str().ok_or_else(|| Error::message("the filter \"date\" needs a date, such as page.date"))?;
    let form = kwargs.get::<&str>("format")?.unwrap_or("long");
    let language = kwargs.get::<&str>("lang")?.unwrap_or(language);
    let written = dates::format(text, DateForm::parse(form), language);
    written
        .map(Value::from)
        .ok_or_else(|| Error::message(format!("\"{text}\" is not a date that \"{form}\" can format")))
}

/// A value as JSON that may stand inside a script element: `<` cannot close it.
fn json(value: &Value) -> TeraResult<Value> {
    let text = serde_json::to_string(value).map_err(|_| Error::message("this value cannot be written as JSON"))?;
    let text = text.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    Ok(Value::safe_string(&text))
}
