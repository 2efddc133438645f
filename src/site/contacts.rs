//! Telephone numbers and addresses in the texts of pages against those of the site's records: a slip in one of them sends
//! a reader to a stranger.

use super::addressed::Addressed;
use super::model::{PageId, SitePage};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::span::Spanned;
use vertebra_markdown::{FieldValue, Phone, StreetAddress, Value};
use vertebra_schema::rules::phone_digits;
use vertebra_schema::{ContentType, FieldKind};

/// What a site knows of the numbers and addresses of its records.
#[derive(Debug, Default)]
pub struct ContactIndex {
    records: Vec<ContactRecord>,
}

/// One clinic, shop or person.
#[derive(Debug, Clone, PartialEq)]
pub struct ContactRecord {
    /// What it is called.
    name: String,
    key: String,
    /// What editors call its kind: `clinic`.
    label: String,
    phones: Vec<Phone>,
    street: Option<Street>,
}

#[derive(Debug, Clone, PartialEq)]
struct Street {
    written: String,
    number: String,
    words: Vec<String>,
}

/// The property of schema.org that a field with a street stands for.
const STREET: &str = "address.streetAddress";
/// A number with more wrong digits is another one.
const SLIPS: usize = 3;

/// The book of a site: the records are pages of types that have a telephone number.
pub fn book(site: &Addressed) -> ContactIndex {
    let has_phone = |kind: &ContentType| kind.fields.iter().any(|field| field.kind == FieldKind::Phone);
    if !site.theme.types.values().any(has_phone) {
        return ContactIndex::default();
    }
    let mut book = ContactIndex::default();
    for id in site.ids().filter(|id| site.page(*id).is_published()) {
        book.records.extend(record(site, site.page(id)));
    }
    book
}

/// What a page says as a record; none for pages that are none.
pub fn record(site: &Addressed, page: &SitePage) -> Option<ContactRecord> {
    let front = &page.page.front;
    let kind = site.theme.types.get(&front.kind.value)?;
    if !kind.fields.iter().any(|field| field.kind == FieldKind::Phone) {
        return None;
    }
    let value = |name: &str| match front.fields.iter().find(|(known, _)| known == name)? {
        (_, FieldValue::Stated(value) | FieldValue::Plain(value)) => Some(value),
        _ => None,
    };
    let of_property = |property: &str| {
        let field = kind.fields.iter().find(|field| field.property.as_deref() == Some(property))?;
        match value(&field.name)? {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    };
    let phones = kind.fields.iter().filter_map(|field| match value(&field.name)? {
        Value::Phone(phone) => Some(phone.clone()),
        _ => None,
    });
    let key = page.key().to_owned();
    Some(ContactRecord {
        name: of_property("name").unwrap_or_else(|| front.title.value.clone()),
        key,
        label: kind.label.to_lowercase(),
        phones: phones.collect(),
        street: of_property(STREET).and_then(street),
    })
}

/// Reports numbers and addresses of one page that are those of nobody.
pub fn of_page(site: &Addressed, book: &ContactIndex, id: PageId, out: &mut Vec<Diagnostic>) {
    let page = site.page(id);
    let Some(contacts) = &page.page.contacts else { return };
    let Some(first) = book.records.first() else { return };
    for phone in contacts.phones.iter().filter(|phone| !book.is_known(site, &phone.value)) {
        let message = format!("this number does not belong to any {} on this site", first.label);
        let help = book.phone_help(site, phone, first);
        out.push(Diagnostic::error("phone-unknown", &page.page.source, phone.span, message).with_help(help));
    }
    for found in &contacts.streets {
        if let Some(record) = book.misspelt(found) {
            let message = format!("this address differs from that of {}", record.name);
            let written = record.street.as_ref().map_or("", |street| &street.written);
            let help = format!("did you mean {written}?");
            out.push(Diagnostic::error("address-unknown", &page.page.source, found.span, message).with_help(help));
        }
    }
}

impl ContactIndex {
    fn is_known(&self, site: &Addressed, digits: &str) -> bool {
        let known = &site.rules.known_phones;
        let of_record = |phone: &Phone| same(&phone_digits(&phone.e164), digits);
        known.iter().any(|known| same(known, digits))
            || self.records.iter().flat_map(|record| &record.phones).any(of_record)
    }

    fn phone_help(&self, site: &Addressed, phone: &Spanned<String>, first: &ContactRecord) -> String {
        let all = self.records.iter().flat_map(|record| record.phones.iter().map(move |phone| (record, phone)));
        let distance = |known: &Phone| strsim::damerau_levenshtein(&phone_digits(&known.e164), &phone.value);
        let near = all.map(|(record, known)| (distance(known), record, known)).min_by_key(|(distance, ..)| *distance);
        match near.filter(|(distance, ..)| *distance <= SLIPS && phone.value.len() > SLIPS * 2) {
            Some((_, record, known)) => {
                let meant = format!("did you mean {}, {}?", record.name, known.national);
                match site.theme.directives.iter().any(|name| name == "phone") {
                    true => {
                        format!("{meant}\nbetter: write {{{{ phone {} }}}} so that it is always correct", record.key)
                    }
                    false => meant,
                }
            }
            None => {
                let label = &first.label;
                format!(
                    "if it belongs to a {label}, add it to the page of the {label}, under \"phone\"\n\
                     if it belongs to someone else, add to content/data/rules.yaml:\n\
                     known_phones: {{\"{}\": whose it is}}",
                    phone.value
                )
            }
        }
    }
}

/// Whether two numbers are one: the 0 that is dialled inside a country stands for its code.
fn same(known: &str, digits: &str) -> bool {
    const ENOUGH: usize = 8;
    let national = digits.strip_prefix('0').filter(|national| national.len() >= ENOUGH);
    known == digits || national.is_some_and(|national| known.ends_with(national))
}

impl ContactIndex {
    /// The record whose address somebody meant, where it is no record's own.
    fn misspelt(&self, found: &StreetAddress) -> Option<&ContactRecord> {
        let words = words(&found.text[found.number.len().min(found.text.len())..]);
        let streets = || self.records.iter().filter_map(|record| Some((record, record.street.as_ref()?)));
        let begins = |street: &Street| words.get(..street.words.len()) == Some(&street.words[..]);
        if streets().any(|(_, street)| street.number == found.number && begins(street)) {
            return None;
        }
        let near = |street: &Street| {
            let written = words.iter().take(street.words.len()).cloned().collect::<Vec<_>>().join(" ");
            let known = street.words.join(" ");
            known.len() > SLIPS * 2 && strsim::damerau_levenshtein(&written, &known) < SLIPS
        };
        let meant = streets().find(|(_, street)| match street.number == found.number {
            true => near(street),
            false => begins(street) && street.words.len() > 1,
        });
        meant.map(|(record, _)| record)
    }
}

/// `1301 20th Street, Suite 400`: a number and the street, without what tells the place inside the house.
fn street(written: String) -> Option<Street> {
    let digits = written.len() - written.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = written.split_at(digits);
    let words = words(rest.split([',', '#']).next().unwrap_or(""));
    let (number, is_one) = (number.to_owned(), digits > 0 && !words.is_empty());
    is_one.then_some(Street { written, number, words })
}

/// The words of a street in small letters, shortenings spelt out. Source of these: United States Postal Service,
/// Publication 28, appendix C1.
fn words(text: &str) -> Vec<String> {
    let spelt = |word: &str| match word {
        "st" => "street".to_owned(),
        "ave" | "av" => "avenue".to_owned(),
        "blvd" => "boulevard".to_owned(),
        "rd" => "road".to_owned(),
        "dr" => "drive".to_owned(),
        "ln" => "lane".to_owned(),
        "pl" => "place".to_owned(),
        "ct" => "court".to_owned(),
        "hwy" => "highway".to_owned(),
        "pkwy" => "parkway".to_owned(),
        "sq" => "square".to_owned(),
        word => word.to_owned(),
    };
    text.split_whitespace().map(|word| spelt(&word.trim_matches(['.', ',']).to_lowercase())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        let street = |written: &str| street(written.to_owned());
        let record = |name: &str, written: &str| ContactRecord {
            name: name.to_owned(),
            key: String::new(),
            label: String::new(),
            phones: Vec::new(),
            street: street(written),
        };
        let book =
            ContactIndex { records: vec![record("A", "1301 20th Street, Suite 400"), record("B", "9 Long Road")] };
        let number: String = text.chars().take_while(char::is_ascii_digit).collect();
        let found = StreetAddress { number, text: text.to_owned(), span: Default::default() };
        book.misspelt(&found).map(|record| record.name.clone())
    }

    #[test]
    fn addresses_that_nearly_are_those_of_a_record_are_found() {
        for (text, expected) in [
            ("1301 20th Street", None),
            ("1301 20th St. Suite", None),
            ("1031 20th Street", Some("A")),
            ("1301 20th Sreet", Some("A")),
            ("9 Long Rd", None),
            ("90 Long Road", Some("B")),
            ("12 Other Street", None),
            ("1301 Adults", None),
            ("9 Months", None),
        ] {
            assert_eq!(found(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_number_is_known_in_every_form() {
        assert!(same("442079460958", "02079460958") && same("3108287757", "3108287757"));
        assert!(!same("3108287757", "3108287775") && !same("911", "0911"));
    }
}
