//! The fields that a type declares, and characters that nobody sees.

use super::page;
use crate::page::{FieldValue, Value};

#[test]
fn what_a_type_asks_for() {
    let clinic = |fields: &str| page("clinics/a.md", &format!("title: A\ntype: clinic\n{fields}"));
    let (front, told) = clinic(
        "name: MetaTouch\nphone: +1 310-828-7757\nhours: {mon-fri: \"9:00 am - 5:00 pm\", sat-sun: closed}\nopened: 2001-02-03\nservices: [a, b]\nparking: true\nmap: {a: b}",
    );
    assert_eq!(told, [""; 0]);
    let value = |name: &str| front.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value);
    match (value("phone"), value("hours")) {
        (Some(FieldValue::Stated(Value::Phone(phone))), Some(FieldValue::Stated(Value::Hours(hours)))) => {
            assert_eq!((phone.e164.as_str(), phone.national.as_str()), ("+13108287757", "(310) 828-7757"));
            assert_eq!(
                (hours.len(), hours[0].text.as_str(), hours[1].days.as_slice()),
                (2, "9:00 am - 5:00 pm", &[5, 6][..])
            );
        }
        other => panic!("{other:?}"),
    }
    let names: Vec<_> = front.fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["name", "phone", "hours", "opened", "services", "parking", "map"]);

    let (front, told) = clinic("name: A\nphone: unknown\nhours: none");
    assert_eq!(told, [""; 0]);
    assert!(matches!(front.fields[1].1, FieldValue::Unknown) && matches!(front.fields[2].1, FieldValue::Absent));
    assert!(clinic("name: A\nphone: none\nhours: by appointment").1.is_empty());

    let (_, told) = clinic("hours: unknown\nname:");
    assert_eq!(
        told,
        [
            "3:7 [clinic] error[field-missing]: \"phone\" is required on pages of the type \"clinic\"\n= add this line, with the value if you know it:\n= phone: unknown\n= if there is none: phone: none",
            "5:1 [name] error[field-missing]: \"name\" is empty, but pages of the type \"clinic\" require it\n= fill it in, for example:\n= name: …",
        ]
    );
    let (_, told) = page("a.md", "title: A\ntype: technique");
    assert_eq!(
        told,
        [
            "3:7 [technique] error[field-missing]: \"pressure\" is required on pages of the type \"technique\"\n= add this line:\n= pressure: light\n= or another of: medium, firm\nnote: how firm it is"
        ]
    );
}

#[test]
fn wrong_values_of_declared_fields() {
    let clinic = |fields: &str| page("clinics/a.md", &format!("title: A\ntype: clinic\nname: A\n{fields}")).1;
    let unknown = "\n= if it is not known: phone: unknown\n= if there is none: phone: none";
    assert_eq!(
        clinic("hours: none\nphone: 310-828-7757"),
        [format!(
            "6:8 [310-828-7757] error[phone-invalid]: this phone number has no country code\n= phone: \"+1 310-828-7757\"{unknown}"
        )]
    );
    assert_eq!(
        clinic("hours: none\ncountry: US\nphone: 310-828-775"),
        [format!(
            "7:8 [310-828-775] error[phone-invalid]: a US phone number has 10 digits; this one has 9\n= phone: (310) 828-7757{unknown}"
        )]
    );
    assert_eq!(
        clinic("hours: none\ncountry: Germany\nphone: 030 1234567"),
        [format!(
            "7:8 [030 1234567] error[phone-invalid]: start a number outside the US with + and its country code\n= phone: \"+44 20 7946 0958\"{unknown}"
        )]
    );
    assert_eq!(clinic("hours: none\ncountry: unknown\nphone: +13108287757"), [""; 0]);
    assert_eq!(
        clinic("phone: none\nhours:\n  mon: \"5:00 pm - 9:00 am\"\n  tue-sun: closed"),
        [
            "7:9 [5:00 pm - 9:00 am] error[hours-order]: the closing time is before the opening time\n= did you mean \"9:00 am - 5:00 pm\"?\n= if it is open past midnight, write \"5:00 pm - 9:00 am next day\""
        ]
    );
    assert_eq!(
        clinic("phone: none\nhours: {mon-fri: 9 am - 5 pm}"),
        [
            "6:9 [mon-fri] warning[hours-missing]: there are no opening hours for saturday and sunday\n= sat: closed\n= sun: closed"
        ]
    );
    assert_eq!(
        clinic("phone: none\nhours: mornings"),
        [
            "6:8 [mornings] error[field-kind]: \"hours\" must be a line for each day or group of days; this is text\n= hours:\n=   mon-fri: \"9:00 am - 5:00 pm\"\n=   sat-sun: closed\n= if they are not known: hours: unknown"
        ]
    );
    let choice = |text: &str| page("techniques/a.md", &format!("title: A\npressure: {text}")).1;
    assert_eq!(
        choice("frm"),
        [
            "3:11 [frm] error[field-choice]: \"frm\" is not one of the choices for \"pressure\"\n= did you mean \"firm\"?"
        ]
    );
    assert_eq!(
        choice("Firm"),
        [
            "3:11 [Firm] error[field-choice]: \"Firm\" is not one of the choices for \"pressure\"\n= did you mean \"firm\"?"
        ]
    );
    assert_eq!(
        choice("crushing"),
        [
            "3:11 [crushing] error[field-choice]: \"crushing\" is not one of the choices for \"pressure\"\n= write one of: light, medium, firm"
        ]
    );
}

#[test]
fn invisible_characters_are_one_note() {
    let (front, told) = page("a.md", "title: Deep\u{a0}tissue\u{200b}\ndescription: a\u{ad}b\ntopics: [\"e\u{301}\"]");
    assert_eq!(
        told,
        [
            "2:8 [Deep\u{a0}tissue\u{200b}] note[invisible-characters]: 3 invisible characters were removed from \"title\", \"description\"\n= no action needed; they often come with text pasted from Word or a web page"
        ]
    );
    assert_eq!((front.title.value.as_str(), front.terms[0].1[0].value.as_str()), ("Deep tissue", "é"));
}
