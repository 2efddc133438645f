//! Which templates each template is woven of: those that it extends and includes, and the components that it may call.

use std::collections::{BTreeMap, BTreeSet};

use super::set::Templates;
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};

impl Templates {
    /// The fingerprint of a template with all that it is woven of; of `components/phone.html`, that of the component
    /// `phone`, in whichever file it stands.
    pub fn print(&self, name: &str) -> Fingerprint {
        let prints = self.prints.get_or_init(|| woven(self));
        let component = name.strip_prefix("components/").and_then(|name| name.strip_suffix(".html"));
        let Some(component) = component else { return prints.get(name).copied().unwrap_or_default() };
        let component = component.replace('-', "_");
        let mut all = Fingerprinter::new();
        for (name, (_, text)) in &self.sources {
            if components(text).contains(component.as_str()) {
                all.text(name).maybe(prints.get(name).copied());
            }
        }
        all.finish()
    }
}

/// The fingerprint of every template with all that it can reach. Names are looked for in the text: the engine takes no
/// computed names, and a name too many only renders a page again for nothing.
fn woven(templates: &Templates) -> BTreeMap<String, Fingerprint> {
    let sources = &templates.sources;
    let components: Vec<(&str, BTreeSet<&str>)> =
        sources.iter().map(|(name, (_, text))| (name.as_str(), components(text))).collect();
    let uses = |text: &str| -> Vec<&str> {
        let named = sources.keys().map(String::as_str).filter(|name| text.contains(name));
        let words: BTreeSet<&str> = words(text).collect();
        let called = components.iter().filter(|(_, own)| !own.is_disjoint(&words)).map(|(name, _)| *name);
        named.chain(called).collect()
    };
    let direct: BTreeMap<&str, Vec<&str>> =
        sources.iter().map(|(name, (_, text))| (name.as_str(), uses(text))).collect();
    let print = |name: &str| {
        let mut reached = BTreeSet::from([name]);
        let mut next = vec![name];
        while let Some(name) = next.pop() {
            let used = direct.get(name).into_iter().flatten();
            next.extend(used.filter(|used| reached.insert(used)).collect::<Vec<_>>());
        }
        let mut all = Fingerprinter::new();
        for name in reached {
            all.text(name).text(sources.get(name).map_or("", |(_, text)| text.as_str()));
        }
        all.finish()
    };
    sources.keys().map(|name| (name.clone(), print(name))).collect()
}

/// The names of the components that a text defines: `{% component phone(key) %}`.
fn components(text: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let mut before = "";
    for word in words(text) {
        if before == "component" {
            names.insert(word);
        }
        before = word;
    }
    names
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}
