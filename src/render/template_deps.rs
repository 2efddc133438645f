//! Which templates each template is woven of: those that it extends and includes, and the components that it calls.

use std::collections::{BTreeMap, BTreeSet};

use super::contract::TemplateSources;
use super::set::Templates;
use vertebra_base::fingerprint::{Fingerprint, Fingerprinter};
use vertebra_template::{Template, TemplateUses};

impl Templates {
    /// The fingerprint of a template with all that it is woven of; of `components/phone.html`, that of the component
    /// `phone`, in whichever file it stands.
    pub fn print(&self, name: &str) -> Fingerprint {
        let prints = self.prints.get_or_init(|| woven(&self.sources));
        let component = name.strip_prefix("components/").and_then(|name| name.strip_suffix(".html"));
        let Some(component) = component else { return prints.get(name).copied().unwrap_or_default() };
        let component = component.replace('-', "_");
        let mut all = Fingerprinter::new();
        for (name, _) in self.sources.iter().filter(|(_, template)| may_define(template, &component)) {
            all.text(name).maybe(prints.get(name).copied());
        }
        all.finish()
    }
}

/// Whether a template defines a component, as far as that is known.
fn may_define(template: &Template, component: &str) -> bool {
    template.tree.as_ref().is_none_or(|tree| tree.component(component).is_some())
}

/// The fingerprint of every template with all that it can reach: one that cannot be read may reach any.
fn woven(sources: &TemplateSources) -> BTreeMap<String, Fingerprint> {
    let mut definers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut unreadable = Vec::new();
    for (name, template) in sources {
        match &template.tree {
            Some(tree) => tree.components.iter().for_each(|own| definers.entry(&own.name).or_default().push(name)),
            None => unreadable.push(name.as_str()),
        }
    }
    let uses = |template: &'_ Template| -> Vec<&str> {
        let Some(tree) = &template.tree else { return sources.keys().map(String::as_str).collect() };
        let mut uses = TemplateUses::default();
        tree.visit(&mut |part| uses.add(part));
        uses.included.extend(tree.parent.as_ref().map(|(name, _)| name.as_str()));
        let named = uses.included.iter().filter_map(|name| sources.get_key_value(*name));
        let named: Vec<&str> = named.map(|(name, _)| name.as_str()).collect();
        let called = uses.components.iter().filter_map(|name| definers.get(name)).flatten();
        let may_be_called = unreadable.iter().filter(|_| !uses.components.is_empty());
        called.chain(may_be_called).copied().chain(named).collect()
    };
    let direct: BTreeMap<&str, Vec<&str>> =
        sources.iter().map(|(name, template)| (name.as_str(), uses(template))).collect();
    let print = |name: &str| {
        let mut reached = BTreeSet::from([name]);
        let mut next = vec![name];
        while let Some(name) = next.pop() {
            let used = direct.get(name).into_iter().flatten();
            next.extend(used.filter(|used| reached.insert(used)).collect::<Vec<_>>());
        }
        let mut all = Fingerprinter::new();
        for name in reached {
            all.text(name).text(sources.get(name).map_or("", |template| template.text.as_str()));
        }
        all.finish()
    };
    sources.keys().map(|name| (name.clone(), print(name))).collect()
}
