//! What a theme's templates write around a text: their ids, so that no heading of the text gets one of them, and whether they
//! write a first-level heading, so that the text must not.
//!
//! Only what stands in the templates as it is: an id that is put together while a page is made is known then. Renders nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Theme;
use crate::{TemplateFacts, WrittenAround};
use vertebra_html::{self as html, HtmlPiece};
use vertebra_template::{
    ComponentDefinition, Template, TemplateNode, TemplateOutput, TemplatePart, TemplateTree, fields_handed_to, visit,
};

/// What the templates of each content type write, with those that they extend and include, and the components that they
/// call; and the fields that they hand to the filter for Markdown.
pub fn template_facts(theme: &Theme) -> TemplateFacts {
    let all = Templates::of(theme);
    let mut known: BTreeMap<&str, WrittenAround> = BTreeMap::new();
    let mut of = |template| known.entry(template).or_insert_with(|| all.around(template)).clone();
    TemplateFacts {
        around: theme.types.iter().map(|(name, kind)| (name.clone(), of(kind.template.as_str()))).collect(),
        markdown_fields: fields_handed_to(&theme.templates, "markdown"),
    }
}

/// The templates and components of a theme by their names.
struct Templates<'t> {
    templates: BTreeMap<&'t str, &'t Template>,
    components: BTreeMap<&'t str, (&'t Template, &'t ComponentDefinition)>,
}

impl<'t> Templates<'t> {
    fn of(theme: &'t Theme) -> Self {
        let templates = theme.templates.iter().map(|template| (template.name.as_str(), template)).collect();
        let components = theme.templates.iter().flat_map(|template| {
            let own = template.tree.iter().flat_map(|tree| &tree.components);
            own.map(move |component| (component.name.as_str(), (template, component)))
        });
        Templates { templates, components: components.collect() }
    }

    /// What a template writes.
    fn around(&self, template: &str) -> WrittenAround {
        let mut output = TemplateOutput::default();
        let is_known = self.write(template, &mut output);
        let ids = html::anchors(&output.html).into_iter();
        WrittenAround {
            ids: ids.filter(|id| !id.is_empty() && !id.contains(TemplateOutput::UNKNOWN)).collect(),
            // Of a template that is not there, or cannot be read, nothing is known.
            title: !is_known || html::pieces(&output.html).iter().any(is_title),
        }
    }

    /// Adds all that a template writes; whether all of it is known.
    fn write(&self, template: &str, output: &mut TemplateOutput<'t>) -> bool {
        let mut is_known = self.write_extended(template, output);
        let (mut included, mut called) = (BTreeSet::from([template.to_owned()]), BTreeSet::new());
        loop {
            let template = output.uses.included.iter().find(|name| included.insert((**name).to_owned())).copied();
            let component = output.uses.components.iter().find(|name| called.insert((**name).to_owned())).copied();
            is_known &= template.is_none_or(|name| self.write_extended(name, output));
            if let Some((template, component)) = component.and_then(|name| self.components.get(name)) {
                output.add(&template.text, &component.body, &BTreeSet::new());
            }
            if template.is_none() && component.is_none() {
                return is_known;
            }
        }
    }

    /// A template with those that it extends: the farthest is rendered, with the blocks of the nearest.
    fn write_extended(&self, name: &str, output: &mut TemplateOutput<'t>) -> bool {
        let mut next = Some(name);
        let (mut replaced, mut passed) = (BTreeSet::new(), BTreeSet::new());
        while let Some(name) = next.filter(|name| passed.insert((*name).to_owned())) {
            let Some((template, tree)) = self.tree(name) else { return false };
            let parent = tree.parent.as_ref().map(|(name, _)| name.as_str());
            for node in &tree.nodes {
                if parent.is_none() || matches!(node, TemplateNode::Block { .. }) {
                    output.add(&template.text, std::slice::from_ref(node), &replaced);
                }
            }
            replaced.extend(tree.nodes.iter().filter(|_| parent.is_some()).flat_map(replacing));
            next = parent;
        }
        true
    }

    fn tree(&self, name: &str) -> Option<(&'t Template, &'t TemplateTree)> {
        let template = self.templates.get(name)?;
        Some((template, template.tree.as_deref()?))
    }
}

/// The names of a block and those in it that do not show what they replace.
fn replacing(node: &TemplateNode) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    visit(std::slice::from_ref(node), &mut |part| {
        if let TemplatePart::Node(TemplateNode::Block { name, body }) = part
            && !vertebra_template::calls(body, "super")
        {
            names.insert(name.as_str());
        }
    });
    names
}

fn is_title(piece: &HtmlPiece) -> bool {
    matches!(piece, HtmlPiece::Start { name, .. } if name == "h1")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ContentType;
    use vertebra_base::path::SourcePath;

    fn around(files: &[(&str, &str)]) -> (String, bool) {
        let mut theme = Theme::default();
        let source = SourcePath::new("themes/own/templates/x.html");
        theme.templates = files.iter().map(|(name, text)| Template::new(name, &source, text)).collect();
        theme
            .types
            .insert("page".to_owned(), ContentType { template: "page.html".to_owned(), ..ContentType::default() });
        let found = template_facts(&theme).around.remove("page").unwrap_or_default();
        (found.ids.into_iter().collect::<Vec<_>>().join(" "), found.title)
    }

    #[test]
    fn only_ids_that_stand_there_are_known() {
        let text = "<main id=\"main\">{% if a < b %}<p id='one'>{% endif %}<p id=\"two-{{ n }}\"><p id={{ x }}>{{ <call id=\"no\" /> }}\
             {# <p id=\"comment\"> #}<p id=\"{% if x %}three{% endif %}\"><p title=\"{{ y }}\" id=four>{{ \"}} <p id='five'>\" }}\
             {% raw %}<p id=\"six\">{{ {% endraw %}";
        assert_eq!(around(&[("page.html", text)]), ("four main one six three".to_owned(), false));
    }

    #[test]
    fn what_a_template_extends_includes_and_calls_is_written_too() {
        let base = "<p id=a>{% block x %}<h1 id=b></h1>{% endblock %}{% block y %}<p id=c>{% endblock %}{% include 'parts/foot.html' %}";
        let files = |page| {
            around(&[
                ("page.html", page),
                ("base.html", base),
                ("parts/foot.html", "<p id=d>{{ <menu /> }}"),
                ("components/menu.html", "{% component menu() %}<p id=e>{{ <menu /> }}{% endcomponent menu %}"),
                ("components/other.html", "{% component other() %}<h1 id=f></h1>{% endcomponent other %}"),
            ])
        };
        let found = |ids: &str, title| (ids.to_owned(), title);
        assert_eq!(files("{% extends \"base.html\" %}<p id=lost>"), found("a b c d e", true));
        let replaced = "{% extends 'base.html' %}{% block x %}<p id=g>{% endblock %}";
        assert_eq!(files(replaced), found("a c d e g", false));
        let shown = "{% extends 'base.html' %}{% block x %}<p id=g>{{ super() }}{% endblock %}";
        assert_eq!(files(shown), found("a b c d e g", true));
        assert_eq!(files("{{ <other /> }}"), found("f", true));
        // Of what is not there, or cannot be read, nothing is known.
        assert_eq!(files("{% extends 'nowhere.html' %}"), found("", true));
        assert_eq!(files("{% if %}<p id=x>"), found("", true));
    }
}
