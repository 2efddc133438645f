//! Writes one field of front matter: only the bytes of its value change. Comments, order, quotes, line ends and the way in
//! which a list or group is written stay as they are.
//!
//! What was written is read again: the field must hold what was asked for, and every other field what it held before.
//! What cannot be proved so is not written. Never writes a file.

use super::texts::{Edit, between};
use vertebra_base::path::SourcePath;
use vertebra_base::span::line_ending;
use vertebra_markdown as document;
use vertebra_yaml::{self as yaml, MapEntry, NodeKind, YamlNode};

/// Why a field cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwritable {
    /// The page has no fields, or they cannot all be read.
    Faulty,
    /// The field is there and is no group.
    NoGroup,
    /// It is written in a form in which only a person can change it: over several lines, with anchors, or another kind of
    /// value.
    Form,
}

/// The front matter of one page while fields are written into it, one after the other.
pub struct FieldWriter<'t> {
    source: &'t SourcePath,
    original: &'t str,
    text: String,
}

/// The front matter as it was read, with the places of its values.
struct Read {
    entries: Vec<MapEntry>,
    faults: usize,
    /// The byte behind the last line of the fields.
    end: usize,
}

impl<'t> FieldWriter<'t> {
    /// The front matter of a page; none where it has no fields.
    pub fn new(source: &'t SourcePath, text: &'t str) -> Option<Self> {
        read(source, text)?;
        Some(FieldWriter { source, original: text, text: text.to_owned() })
    }

    /// Whether something in the fields cannot be read.
    pub fn is_faulty(&self) -> bool {
        let fence = document::fence_fault(self.source, &self.text).is_some();
        fence || read(self.source, &self.text).is_none_or(|it| it.faults > 0)
    }

    /// Whether a field is there.
    pub fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// What a field says, if it is there.
    pub fn value(&self, name: &str) -> Option<YamlNode> {
        read(self.source, &self.text)?.entries.into_iter().find(|it| it.key == name).map(|it| it.value)
    }

    /// The texts of a list; one for a single text, none where there is no such field.
    pub fn texts(&self, name: &str) -> Vec<String> {
        texts(self.value(name).as_ref())
    }

    /// Gives a field a text. One that is not there yet is put below the first field of `below` that is, else at the end.
    ///
    /// # Errors
    /// When the field holds a list or a group, or is written in a form that cannot be exchanged and proved.
    pub fn set(&mut self, name: &str, value: &str, below: &[&str]) -> Result<(), Unwritable> {
        let wanted = |node: &YamlNode| node.as_text() == Some(value);
        self.first_proved(name, &wanted, |writer, read| {
            let forms = forms(value);
            match entry(read, name) {
                None => Ok(forms.map(|form| writer.insert_field(read, name, &form, below)).into()),
                Some(entry) if entry.value.as_text().is_some() || entry.value.is_null() => {
                    Ok(scalars(&writer.text, entry, value))
                }
                Some(_) => Err(Unwritable::Form),
            }
        })
    }

    /// Gives a part of a group a text, as `set` does for a field: `by` in `reviewed: {by: ana}`.
    ///
    /// # Errors
    /// When the field is there and is no group, or cannot be proved.
    pub fn set_part(&mut self, name: &str, part: &str, value: &str, below: &[&str]) -> Result<(), Unwritable> {
        let wanted = |node: &YamlNode| node.get(part).and_then(YamlNode::as_text) == Some(value);
        self.first_proved(name, &wanted, |writer, read| {
            let forms = forms(value);
            let pairs = forms.map(|form| format!("{part}: {form}"));
            let Some(field) = entry(read, name) else {
                return Ok(pairs.map(|pair| writer.insert_field(read, name, &format!("{{{pair}}}"), below)).into());
            };
            match &field.value.kind {
                NodeKind::Null => Ok(pairs.map(|pair| filled(&writer.text, field, &format!("{{{pair}}}"))).into()),
                NodeKind::Map(inner) => Ok(match inner.iter().find(|it| it.key == part) {
                    Some(entry) => scalars(&writer.text, entry, value),
                    None => pairs.map(|pair| with_part(&writer.text, &field.value, inner, &pair)).into(),
                }),
                _ => Err(Unwritable::NoGroup),
            }
        })
    }

    /// Puts an item at the end of a list, in the style of the list. A single text becomes a list of two.
    ///
    /// # Errors
    /// When the field is a group, or cannot be proved.
    pub fn insert_item(&mut self, name: &str, item: &str, below: &[&str]) -> Result<(), Unwritable> {
        let mut items = self.texts(name);
        items.push(item.to_owned());
        let wanted = |node: &YamlNode| texts(Some(node)) == items;
        self.first_proved(name, &wanted, |writer, read| {
            let forms = forms(item);
            let Some(field) = entry(read, name) else {
                return Ok(forms.map(|form| writer.insert_field(read, name, &format!("[{form}]"), below)).into());
            };
            match &field.value.kind {
                NodeKind::Null => Ok(forms.map(|form| filled(&writer.text, field, &format!("[{form}]"))).into()),
                NodeKind::Map(_) => Err(Unwritable::Form),
                NodeKind::List(list) => Ok(match list.last() {
                    None => {
                        let start = field.value.span.start as usize + 1;
                        forms.map(|form| spliced(&writer.text, start..start, &form)).into()
                    }
                    Some(last) => with_item(&writer.text, &field.value, last, item),
                }),
                _ => {
                    let outer = outside_quotes(&writer.text, &field.value);
                    let old = &writer.text[outer.clone()];
                    Ok(forms.map(|form| spliced(&writer.text, outer.clone(), &format!("[{old}, {form}]"))).into())
                }
            }
        })
    }

    /// Takes the items of a list away that `goes` names; the whole field with the last of them.
    ///
    /// # Errors
    /// When an item is written in a form that cannot be taken out and proved.
    pub fn remove_items(&mut self, name: &str, goes: &dyn Fn(&str) -> bool) -> Result<(), Unwritable> {
        while let Some(value) = self.value(name) {
            let old = texts(Some(&value));
            let Some(at) = old.iter().position(|item| goes(item)) else { return Ok(()) };
            let mut items = old;
            items.remove(at);
            if items.is_empty() {
                return self.remove(name);
            }
            let wanted = |node: &YamlNode| texts(Some(node)) == items;
            self.first_proved(name, &wanted, |writer, read| {
                let list = entry(read, name).and_then(|it| it.value.as_list().map(|list| (&it.value, list)));
                let (value, list) = list.ok_or(Unwritable::Form)?;
                Ok(vec![without_item(&writer.text, value, list, at)])
            })?;
        }
        Ok(())
    }

    /// Takes a field away, with its lines. Comments above it stay.
    ///
    /// # Errors
    /// When what is left cannot be proved to say the same.
    pub fn remove(&mut self, name: &str) -> Result<(), Unwritable> {
        let Some(now) = read(self.source, &self.text) else { return Err(Unwritable::Faulty) };
        let Some(entry) = entry(&now, name) else { return Ok(()) };
        let start = line_start(&self.text, entry.key_span.start as usize);
        let new = spliced(&self.text, start..end_of_field(&self.text, entry, now.end), "");
        if !self.is_proved(&now, &new, name, &|node| node.is_none()) {
            return Err(Unwritable::Form);
        }
        self.text = new;
        Ok(())
    }

    /// What was changed, as edits of the text that the writer was made for.
    pub fn edits(&self) -> Vec<Edit> {
        between(self.original, &self.text)
    }

    /// Takes the first of some ways to write a field that reads back as it is meant.
    fn first_proved(
        &mut self,
        name: &str,
        wanted: &dyn Fn(&YamlNode) -> bool,
        ways: impl FnOnce(&Self, &Read) -> Result<Vec<String>, Unwritable>,
    ) -> Result<(), Unwritable> {
        let now = read(self.source, &self.text).ok_or(Unwritable::Faulty)?;
        let is_wanted = |node: Option<&YamlNode>| node.is_some_and(wanted);
        if is_wanted(entry(&now, name).map(|it| &it.value)) {
            return Ok(());
        }
        let ways = ways(self, &now)?;
        let proved = ways.into_iter().find(|new| self.is_proved(&now, new, name, &is_wanted));
        self.text = proved.ok_or(Unwritable::Form)?;
        Ok(())
    }

    /// Whether a new text differs in one field alone, which is as it is wanted.
    fn is_proved(&self, now: &Read, new: &str, name: &str, wanted: &dyn Fn(Option<&YamlNode>) -> bool) -> bool {
        let Some(then) = read(self.source, new) else {
            // The only field is gone.
            return now.entries.len() == 1 && wanted(None);
        };
        let others = |read: &'_ Read| -> Vec<(String, YamlNode)> {
            let others = read.entries.iter().filter(|it| it.key != name);
            others.map(|it| (it.key.clone(), it.value.without_places())).collect()
        };
        wanted(entry(&then, name).map(|it| &it.value))
            && others(now) == others(&then)
            && now.faults == then.faults
            && self.text.get(now.end..) == new.get(then.end..)
    }

    fn insert_field(&self, read: &Read, name: &str, value: &str, below: &[&str]) -> String {
        let above = below.iter().find_map(|above| entry(read, above));
        let at = above.map_or(read.end, |entry| end_of_field(&self.text, entry, read.end));
        spliced(&self.text, at..at, &format!("{name}: {value}{}", line_ending(&self.text)))
    }
}

fn read(source: &SourcePath, text: &str) -> Option<Read> {
    let range = document::split(text).0?;
    let (node, faults) = yaml::parse(text.get(range.clone())?, range.start, source);
    let NodeKind::Map(entries) = node.kind else { return None };
    Some(Read { entries, faults: faults.len(), end: range.end })
}

fn entry<'r>(read: &'r Read, name: &str) -> Option<&'r MapEntry> {
    read.entries.iter().find(|entry| entry.key == name)
}

/// The texts of a list; one for a single text.
fn texts(value: Option<&YamlNode>) -> Vec<String> {
    let Some(value) = value else { return Vec::new() };
    match value.as_list() {
        Some(items) => items.iter().map(|item| item.as_text().unwrap_or_default().to_owned()).collect(),
        None => value.as_text().map(str::to_owned).into_iter().collect(),
    }
}

fn spliced(text: &str, range: std::ops::Range<usize>, with: &str) -> String {
    format!("{}{with}{}", &text[..range.start], &text[range.end..])
}

/// The ways to write another text in the place of one: in the quotes that are there, bare, in quotes.
fn scalars(text: &str, entry: &MapEntry, value: &str) -> Vec<String> {
    if entry.value.is_null() {
        return forms(value).map(|form| filled(text, entry, &form)).into();
    }
    let outer = outside_quotes(text, &entry.value);
    let forms = std::iter::once(in_style_of(&text[outer.clone()], value)).chain(forms(value));
    forms.map(|form| spliced(text, outer.clone(), &form)).collect()
}

/// A text in the quotes of another, or in none.
fn in_style_of(written: &str, value: &str) -> String {
    match written.chars().next() {
        Some('"') => format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")),
        Some('\'') => format!("'{}'", value.replace('\'', "''")),
        _ => bare(value),
    }
}

/// The ways to write a text where none was, the lightest first.
fn forms(value: &str) -> [String; 2] {
    [bare(value), yaml::quoted(value)]
}

/// A text as an editor types it; an address without quotes.
fn bare(value: &str) -> String {
    let is_address = value.starts_with('/') && value.chars().all(|c| c.is_alphanumeric() || "/._-~".contains(c));
    if is_address { value.to_owned() } else { yaml::typed(value) }
}

/// The place of a value with the quotes around it.
fn outside_quotes(text: &str, value: &YamlNode) -> std::ops::Range<usize> {
    let range = value.span.range();
    let quote = text[..range.start].chars().next_back().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) if text[range.end..].starts_with(quote) => range.start - 1..range.end + 1,
        _ => range,
    }
}

/// Writes a value behind the colon of a field that has none.
fn filled(text: &str, field: &MapEntry, value: &str) -> String {
    if field.value.span != field.key_span && !field.value.span.range().is_empty() {
        return spliced(text, field.value.span.range(), value);
    }
    let key_end = field.key_span.end as usize;
    let colon = text[key_end..].find(':').map_or(key_end, |at| key_end + at + 1);
    spliced(text, colon..colon, &format!(" {value}"))
}

/// A group with one part more: in its braces, or on a line of its own below the last.
fn with_part(text: &str, group: &YamlNode, inner: &[MapEntry], pair: &str) -> String {
    let start = group.span.start as usize;
    let Some(last) = inner.last() else { return spliced(text, start + 1..start + 1, pair) };
    let end = match last.value.is_null() {
        true => text[last.key_span.end as usize..].find(':').map_or(start, |at| last.key_span.end as usize + at + 1),
        false => outside_quotes(text, &last.value).end,
    };
    if text[start..].starts_with('{') {
        return spliced(text, end..end, &format!(", {pair}"));
    }
    let key = inner.first().map_or(start, |entry| entry.key_span.start as usize);
    let indent = &text[line_start(text, key)..key];
    let at = end_of_words(text, end);
    spliced(text, at..at, &format!("{}{indent}{pair}", line_ending(text)))
}

/// The ways to write a list with one item more: the quotes of its last item, bare, in quotes.
fn with_item(text: &str, list: &YamlNode, last: &YamlNode, item: &str) -> Vec<String> {
    let outer = outside_quotes(text, last);
    let forms = std::iter::once(in_style_of(&text[outer.clone()], item)).chain(forms(item));
    if text[list.span.start as usize..].starts_with('[') {
        return forms.map(|form| spliced(text, outer.end..outer.end, &format!(", {form}"))).collect();
    }
    let before = &text[line_start(text, outer.start)..outer.start];
    let at = end_of_words(text, outer.end);
    forms.map(|form| spliced(text, at..at, &format!("{}{before}{form}", line_ending(text)))).collect()
}

/// A list with one item less, of several.
fn without_item(text: &str, list: &YamlNode, items: &[YamlNode], at: usize) -> String {
    let own = outside_quotes(text, &items[at]);
    if !text[list.span.start as usize..].starts_with('[') {
        let end = text[own.end..].find('\n').map_or(text.len(), |end| own.end + end + 1);
        return spliced(text, line_start(text, own.start)..end, "");
    }
    match at.checked_sub(1).map(|before| outside_quotes(text, &items[before])) {
        Some(before) => spliced(text, before.end..own.end, ""),
        None => spliced(text, own.start..outside_quotes(text, &items[1]).start, ""),
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |line| line + 1)
}

/// The end of a line, without its line break.
fn end_of_words(text: &str, at: usize) -> usize {
    text[at..].find(['\r', '\n']).map_or(text.len(), |end| at + end)
}

/// Where the line behind a field begins: indented lines and items below it belong to it.
fn end_of_field(text: &str, entry: &MapEntry, limit: usize) -> usize {
    let line_end = |at: usize| text[at..limit].find('\n').map_or(limit, |end| at + end + 1);
    let value = (entry.value.span.end as usize).min(limit);
    let belongs = |at: usize| text[at..limit].starts_with([' ', '\t']) || text[at..limit].starts_with("- ");
    let mut at = line_end(entry.key_span.end as usize);
    while at < limit && (at < value || belongs(at)) {
        at = line_end(at);
    }
    at
}

#[cfg(test)]
mod tests;
