//! Who names what stands at a place.

use serde_json::Value;

use super::cursor::TextPosition;
use super::goto;
use super::occurrences;
use super::target::Symbol;
use super::thing;

/// The answer to `textDocument/references`. Where nothing is named, the page itself is meant: who links here?
pub fn references(spot: &TextPosition, with_definition: bool) -> Value {
    let named = thing::at(spot).and_then(|(found, _)| thing::means(spot, &found));
    let page = || spot.desk.page(&spot.path).map(|_| Symbol::Page(spot.path.clone(), None));
    let Some(target) = named.or_else(page) else { return Value::Array(Vec::new()) };
    let mut places = occurrences::of(spot.desk, &target);
    if with_definition
        && let Some(own) = goto::place(spot, &target)
        && !places.contains(&own)
    {
        places.insert(0, own);
    }
    places.iter().map(|(path, span)| spot.location(path, *span)).collect()
}
