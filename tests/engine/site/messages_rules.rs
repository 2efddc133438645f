//! What editors are told about the words of their texts, word for word: claims, credentials, what is missing from a page.
//!
//! In place of the excerpt stand the words under the caret.

use super::fixture::build;

/// The rules of the clinic theme for a theme that has nothing else of it.
fn with_rules(text: &str) -> String {
    let theme = "\
-- themes/mini/theme.yaml --
name: mini
groups:
  health: {label: about health, review: true}
fields:
  evidence: {kind: list, keys_of: evidence, none: true, cite: true}
  facts: {kind: list, keys_of: facts?, hidden: true}
  safety_critical: {kind: boolean, holds_translations: true, hidden: true}
types:
  page: {template: page.html}
  section: {template: section.html}
  technique: {template: page.html, groups: [health], fields: {aims: {kind: text}, name: {kind: text, schema: name}}}
  guide: {template: page.html, groups: [health]}
  policy: {template: page.html}
  clinic: {template: page.html, label: Clinic, fields: {phone: {kind: phone, stated: true}, street: {kind: text, schema: address.streetAddress}}}
-- themes/mini/components/phone.html --
{% component phone(key) %}{{ key }}{% endcomponent %}
-- themes/mini/components/note.html --
{% component note(heading) %}{{ heading }}{{ body }}{% endcomponent %}
";
    let rules = include_str!("../../../themes/clinic/rules.yaml");
    // What pages must have is tested apart from what they must not say.
    let rules = rules.split("# A page about a technique names").next().unwrap_or_default();
    format!("{theme}-- themes/mini/rules.yaml --\n{rules}{text}")
}

#[track_caller]
pub fn check(text: &str, expected: &str) {
    assert_eq!(build(&with_rules(text)).told_in_full(), expected);
}

/// A technique page with this text from its fifth line on.
pub fn technique(body: &str) -> String {
    format!("-- content/techniques/deep-tissue.md --\n---\ntitle: Deep tissue massage\ntype: technique\n---\n{body}\n")
}

#[test]
fn a_health_claim_that_is_too_strong() {
    check(
        &technique("Deep tissue massage cures chronic back pain."),
        "\
content/techniques/deep-tissue.md:5:21: error[claim]: \"cures\" promises too much for health information
  ^ cures
  help: say what the evidence supports: \"may ease back pain for some people\"
        if a source really says this, quote and cite it: [^source]
",
    );
}

#[test]
fn a_credential_word() {
    check(
        "-- content/clinics/metatouch.md --\n---\ntitle: MetaTouch\ntype: clinic\n---\nOur licensed massage therapists\n",
        "\
content/clinics/metatouch.md:5:5: error[credential]: California has no state license for massage therapists
  ^ licensed
  help: say \"certified\" only with a current certificate on record, or leave the word out
",
    );
}

/// The codes and the words that are pointed at.
#[track_caller]
fn found(text: &str) -> Vec<String> {
    let built = build(&with_rules(text));
    built.diagnostics.iter().map(|d| format!("{} {}", d.code, built.pointed(d))).collect()
}

#[track_caller]
fn found_in(body: &str) -> Vec<String> {
    found(&technique(body))
}

#[test]
fn claims_are_found_wherever_readers_see_them() {
    for (body, words) in [
        ("It **cures** pain.", "claim cures"),
        ("It c**ure**s pain.", "claim c**ure**s"),
        ("It is clinically\nproven.", "claim clinically\nproven"),
        ("It CURES pain.", "claim CURES"),
        ("> It cures pain.", "claim cures"),
        ("- It cures pain.", "claim cures"),
        ("## It cures pain", "claim cures"),
        ("| a | b |\n| --- | --- |\n| It cures pain | x |", "claim cures"),
        ("Pain\n: What massage cures.", "claim cures"),
        ("![It cures pain](room.svg)", "claim cures"),
        ("::: note It cures pain\nAsk first.\n:::", "claim cures"),
        ("::: note Ask\nIt cures pain.\n:::", "claim cures"),
        ("Ask.[^1]\n\n[^1]: It cures pain.", "claim cures"),
        ("<p>It <b>cures</b> pain.</p>", "claim cures"),
        ("A [cure](https://example.com/) for pain.", "claim cure"),
        ("It&nbsp;cures pain.", "claim cures"),
        ("It \"cures\" pain.", "claim cures"),
    ] {
        let body = format!(
            "{body}\n-- content/techniques/room.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"/>"
        );
        assert_eq!(found_in(&body), [words], "{body}");
    }
    for (line, words) in [
        ("title: Massage cures pain", "claim cures"),
        ("title: \"Massage: it cures pain\"", "claim cures"),
        ("title: M\ndescription: >\n  Massage\n  cures pain.", "claim Massage\n  cures pain."),
        ("title: M\naims: Cures pain", "claim Cures"),
    ] {
        let told = found(&format!("-- content/a.md --\n---\n{line}\ntype: technique\n---\nAsk.\n"));
        assert_eq!(told, [words], "{line}");
    }
    assert_eq!(
        found("-- content/a.md --\n---\ntitle: M\nname: The Cure\ntype: technique\n---\nAsk.\n"),
        [""; 0],
        "a name"
    );
}

#[test]
fn every_group_of_phrases_is_found() {
    for (sentence, words) in [
        ("Massage heals your back.", "claim heals"),
        ("We fix your pain.", "claim fix"),
        ("It eliminates pain.", "claim eliminates"),
        ("Get rid of your back pain.", "claim Get rid of"),
        ("Enjoy lasting relief.", "claim lasting relief"),
        ("Results are guaranteed.", "claim guaranteed"),
        ("A scientifically proven method.", "claim scientifically proven"),
        ("It breaks up scar tissue.", "claim breaks up scar tissue"),
        ("It flushes out toxins.", "claim flushes out toxins"),
        ("It realigns the spine.", "claim realigns"),
        ("It lowers your blood pressure.", "claim lowers your blood pressure"),
        ("It is safe for everyone.", "claim safe for everyone"),
        ("There are no side effects.", "claim no side effects"),
        ("It treats sciatica.", "claim treats"),
        ("You should stop taking your medicine.", "claim stop taking your medicine"),
        ("Try it instead of seeing a doctor.", "claim instead of seeing a doctor"),
        ("We are the best clinic.", "claim the best clinic"),
        ("Our board-certified therapists help.", "credential board-certified"),
        ("It is not surgery but cures pain.", "claim cures"),
        ("It not only cures pain.", "claim cures"),
        ("Do not wait: massage cures pain.", "claim cures"),
        ("Nothing hurts. It cures pain.", "claim cures"),
    ] {
        assert_eq!(found_in(sentence), [words], "{sentence}");
    }
    let spanish = |sentence: &str| {
        let site = "-- content/site.yaml --\ntitle: T\nbase_url: https://example.org/\nlanguage: es\ntime_zone: UTC\ntheme: mini\n";
        found(&format!("{site}-- content/a.md --\n---\ntitle: Masaje\ntype: technique\n---\n{sentence}\n"))
    };
    assert_eq!(spanish("El masaje cura el dolor."), ["claim cura"]);
    assert_eq!(spanish("Está CLÍNICAMENTE COMPROBADO."), ["claim CLÍNICAMENTE COMPROBADO"]);
    assert_eq!(spanish("Una masajista licenciada."), ["credential licenciada"]);
    for harmless in
        ["El masaje no cura el dolor.", "Ningún masaje cura todo.", "¿El masaje cura el dolor?", "It cures pain."]
    {
        assert_eq!(spanish(harmless), [""; 0], "{harmless}");
    }
}

/// What makes editors switch such checks off is to be told of harmless sentences.
#[test]
fn harmless_sentences_are_left_alone() {
    let sentences = "\
No treatment cures every back pain.
Research has not proven that massage helps everyone.
Massage cannot cure back pain.
Massage does not heal a slipped disc.
It doesn’t cure anything.
There is no cure for back pain.
There is no evidence that massage lowers blood pressure.
There is little evidence that massage lowers cortisol.
It is not known whether massage can heal muscles.
It has never been proven.
We found no strong proof that it prevents back pain.
That massage flushes toxins is a myth.
A cure for back pain does not exist.
Can massage cure back pain?
Is it safe for everyone?
Does anyone offer a guaranteed result?
Be careful with anyone who promises a cure.
Beware of guaranteed results.
Do not accept a promise that massage will end your pain.
Nobody can guarantee that.
Massage is not free of risk and not safe for everyone.
No technique is completely safe.
It is not true that massage breaks up knots.
A secure site keeps your details safe.
The door is secured at night.
Cured ham is salty.
The procured towels are clean.
Obscure words are explained.
The curing of concrete takes days, and so the room is closed, but not for long.
Ask a doctor first if you have an open or healing wound.
Ask whether the wound has healed.
Wait until it heals.
A broken bone needs time to heal.
Many cuts heal on their own if nobody touches them.
Do not stop taking your medicine.
Never stop taking your tablets without your doctor.
Do not book a massage instead of seeing a doctor.
Ask what works best for you.
It is best to ask first.
The best time to call is in the morning.
California has no state license for massage therapists.
Ask whether a licensed therapist is meant.
They are not licensed therapists.
Fix the date of your first visit by phone.
The price is fixed.
Prices are not guaranteed.
The leading cause of back pain is not known.
Treat your back with care.
Words such as cure are left out here.
Instead of a cure, we offer time and care.
It is unlikely that massage heals a disc.
Massage is rarely proven to help alone.
The safety of massage is not proven for everybody.
A person who claims to cure pain is wrong.
Talk to a doctor about sciatica.
Massage may ease low back pain for some people for a short time.
The research is limited, so we cannot be sure how much it helps.
Improvement was small, however hopeful people were.
A pain-free day is a good day.";
    assert!(sentences.lines().count() >= 50);
    let mut wrong = Vec::new();
    for sentence in sentences.lines() {
        let told = found_in(sentence);
        if !told.is_empty() {
            wrong.push(format!("{sentence} {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_others_say_may_be_quoted_with_its_source() {
    let note = "\n\n[^a]: A study.";
    for body in [
        format!("One clinic writes: “Massage cures pain.”[^a]{note}"),
        format!("One clinic writes: \"Massage cures pain\".[^a]{note}"),
        format!("> Massage cures pain.[^a]{note}"),
        format!("> Massage cures pain.\n\nSo says one clinic.[^a]{note}"),
        "The title is `Massage cures pain`.".to_owned(),
        "```\nMassage cures pain.\n```".to_owned(),
        "[Read it](https://example.com/massage-cures-pain)".to_owned(),
        "<!-- Massage cures pain. -->\n\nAsk.".to_owned(),
    ] {
        assert_eq!(found_in(&body), [""; 0], "{body}");
    }
    assert_eq!(found_in(&format!("“Massage” cures pain.[^a]{note}")), ["claim cures"], "no quotation");
    assert_eq!(
        found_in(&format!("“Massage cures pain.” It is so. Ask.\n\nMore.[^a]{note}")),
        ["claim cures"],
        "elsewhere"
    );
}

#[test]
fn a_policy_and_a_draft_are_judged_otherwise() {
    assert_eq!(found("-- content/a.md --\n---\ntitle: P\ntype: policy\n---\nWe guarantee your rights.\n"), [""; 0]);
    let draft = technique("It cures pain.").replace("type: technique", "type: technique\ndraft: true");
    let told = build(&with_rules(&draft)).told();
    assert!(told.contains("warning[claim]"), "{told}");
}

#[test]
fn a_site_changes_the_rules_of_its_theme_by_name() {
    let rules = |yaml: &str, body: &str| {
        let built = build(&with_rules(&format!("-- content/data/rules.yaml --\n{yaml}{}", technique(body))));
        built.told_in_full()
    };
    assert_eq!(rules("wording:\n  cure: {off: true}\n", "It cures pain."), "");
    assert_eq!(rules("wording:\n  cure: {unless: [cures pain]}\n", "It cures pain."), "");
    assert_eq!(rules("wording:\n  cure: {before: [maybe]}\n", "Maybe it cures pain."), "");
    assert_eq!(rules("wording:\n  cure: {sections: [guides]}\n", "It cures pain."), "");
    assert_eq!(rules("harmless: {en: {before: [maybe]}}\n", "Maybe it cures pain."), "");
    assert_eq!(
        rules("wording:\n  cure: {add: [mend(s)], severity: warning, suggest: Say less.}\n", "It mends backs."),
        "\
content/techniques/deep-tissue.md:5:4: warning[claim]: \"mends\" promises too much for health information
  ^ mends
  help: Say less.
        if a source really says this, quote and cite it: [^source]
"
    );
    assert_eq!(
        rules(
            "wording:\n  patients:\n    words: [patient(s)]\n    message: we say \"people\" here\n    note: Since 2026.\n",
            "Patients rest."
        ),
        "\
content/techniques/deep-tissue.md:5:1: warning[wording]: we say \"people\" here
  ^ Patients
  note: Since 2026.
"
    );
}

#[test]
fn a_site_says_how_bad_words_are() {
    let rules = |group: &str, severity: &str| {
        let yaml = format!(
            "wording:\n  odd: {{words: [strange], message: say it plainly, code: {group}, severity: {severity}}}\n"
        );
        build(&with_rules(&format!("-- content/data/rules.yaml --\n{yaml}{}", technique("A strange word."))))
            .told_in_full()
    };
    let place = "content/techniques/deep-tissue.md:5:3";
    for (group, severity, expected) in [
        ("wording", "note", "note[wording]"),
        ("wording", "warning", "warning[wording]"),
        ("wording", "error", "error[wording]"),
        ("credential", "warning", "warning[credential]"),
        ("credential", "error", "error[credential]"),
        ("claim", "warning", "warning[claim]"),
        ("claim", "error", "error[claim]"),
    ] {
        let told = rules(group, severity);
        assert!(told.starts_with(&format!("{place}: {expected}: say it plainly\n")), "{told}");
    }
}

#[test]
fn rules_that_cannot_be_read_are_told() {
    let told = |yaml: &str| build(&with_rules(&format!("-- content/data/rules.yaml --\n{yaml}"))).told_in_full();
    for (yaml, expected) in [
        (
            "wordng: {}\n",
            "content/data/rules.yaml:1:1: error[field-unknown]: \"wordng\" is not a known field\n  ^ wordng\n  help: did you mean \"wording\"?\n",
        ),
        (
            "wording:\n  mine: {message: No., word: [a]}\n",
            "content/data/rules.yaml:2:3: error[rules-field]: the group \"mine\" has no words\n  ^ mine\n  \
             help: add the words to avoid: words: [cure(s|d), \"[a|the] miracle\"]\n\
             content/data/rules.yaml:2:24: error[field-unknown]: \"word\" is not a known field\n  ^ word\n  help: did you mean \"words\"?\n",
        ),
        (
            "wording:\n  mine: {message: No., words: [\"a(b\"]}\n",
            "content/data/rules.yaml:2:3: error[rules-field]: the group \"mine\" has no words\n  ^ mine\n  \
             help: add the words to avoid: words: [cure(s|d), \"[a|the] miracle\"]\n\
             content/data/rules.yaml:2:33: error[rules-field]: these words are not valid: a bracket is not closed, or they expand to too many phrases\n  ^ a(b\n  \
             help: write them like this: heal(s|ed|ing), or \"[a|the] miracle\"\n",
        ),
        (
            "wording:\n  mine: {message: No., words: [a], code: clam, types: [tecnique]}\n",
            "content/data/rules.yaml:2:42: error[rules-field]: \"clam\" is not a known code\n  ^ clam\n  help: did you mean \"claim\"?\n\
             content/data/rules.yaml:2:56: error[rules-field]: \"tecnique\" is not a known page type\n  ^ tecnique\n  help: did you mean \"technique\"?\n",
        ),
        (
            "link_wrappers: {Mail: example.com}\n",
            "content/data/rules.yaml:1:23: error[rules-field]: this is not the address of a redirect service\n  ^ example.com\n  \
             help: write its host, its path and the query parameter that contains the real address:\n        www.google.com/url?q\n",
        ),
        (
            "disclaimer: {types: [guide], page: disclamer.md}\n-- content/disclaimer.md --\n---\ntitle: D\n---\n",
            "content/data/rules.yaml:1:36: error[rules-page]: there is no page \"disclamer.md\" to link to\n  ^ disclamer.md\n  \
             help: did you mean disclaimer.md?\n",
        ),
    ] {
        assert_eq!(told(yaml), expected, "{yaml}");
    }
}
