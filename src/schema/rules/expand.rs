//! The short form in which phrases are written down: `heal(s|ed|ing)` stands for four words, `[a|my] doctor` for two, and
//! `_licensed_ therapist` points at the first word alone.

use std::ops::Range;

/// One phrase, spelt out in small letters, and the part of it that a message points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    pub text: String,
    pub pointed: Range<usize>,
}

/// One short form must not stand for more phrases than this.
const MOST: usize = 400;

/// Spells a phrase out. Nothing for one with brackets that do not match, too many forms, or no letters at all.
pub fn expand(short: &str) -> Option<Vec<Phrase>> {
    let mut forms = vec![String::new()];
    let mut rest = short.trim();
    while let Some(at) = rest.find(['(', '[', ')', ']']) {
        forms.iter_mut().for_each(|form| form.push_str(&rest[..at]));
        let (close, optional) = match rest.as_bytes()[at] {
            b'(' => (')', true),
            b'[' => (']', false),
            _ => return None,
        };
        let inside = &rest[at + 1..];
        let end = inside.find(close)?;
        let mut choices: Vec<&str> = inside[..end].split('|').collect();
        if choices.iter().any(|choice| choice.contains(['(', '['])) {
            return None;
        }
        if optional {
            choices.insert(0, "");
        }
        if forms.len() * choices.len() > MOST {
            return None;
        }
        forms = forms.iter().flat_map(|form| choices.iter().map(move |choice| format!("{form}{choice}"))).collect();
        rest = &inside[end + 1..];
    }
    forms.iter_mut().for_each(|form| form.push_str(rest));
    let mut phrases: Vec<Phrase> = forms.iter().filter_map(|form| phrase(form)).collect();
    phrases.sort_by(|a, b| a.text.cmp(&b.text));
    phrases.dedup();
    (!phrases.is_empty()).then_some(phrases)
}

/// Small letters, one space between words, straight apostrophes: as texts are looked through.
fn phrase(form: &str) -> Option<Phrase> {
    let text = form.split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'");
    let text = fold(&text);
    let pointed = match (text.find('_'), text.rfind('_')) {
        (Some(from), Some(to)) if from < to => from..to - 1,
        _ => 0..text.len(),
    };
    let text = if pointed.len() == text.len() { text } else { text.replace('_', "") };
    text.contains(char::is_alphanumeric).then_some(Phrase { text, pointed })
}

/// A text in small letters, each as long in bytes as the letter it was, so that places stay the same.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => folded.push(one),
            _ => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(short: &str) -> Vec<String> {
        expand(short).unwrap_or_default().into_iter().map(|phrase| phrase.text).collect()
    }

    #[test]
    fn short_forms_are_spelt_out() {
        assert_eq!(all("heal(s|ed|ing)"), ["heal", "healed", "healing", "heals"]);
        assert_eq!(
            all("(clinically |scientifically )proven"),
            ["clinically proven", "proven", "scientifically proven"]
        );
        assert_eq!(all("[a|my]  Doctor’s"), ["a doctor's", "my doctor's"]);
        assert_eq!(all("ÉLIMINE(R)"), ["élimine", "éliminer"]);
        for wrong in ["heal(s", "heal)s", "(a|(b))", "…", "", "(a|b|c|d|e|f|g|h)(a|b|c|d|e|f|g|h)(a|b|c|d|e|f|g|h)"] {
            assert_eq!(expand(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_part_can_be_pointed_at() {
        let phrases = expand("_licensed_ massage therapist(s)").unwrap_or_default();
        assert_eq!(phrases.len(), 2);
        for phrase in phrases {
            assert!(phrase.text.starts_with("licensed massage therapist"));
            assert_eq!(&phrase.text[phrase.pointed.clone()], "licensed");
        }
    }
}
