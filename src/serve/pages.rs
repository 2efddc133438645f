//! The preview's own HTML: templates that the program carries, everything in them escaped.

use serde::Serialize;
use tera::{Context, Tera};

/// The templates, loaded.
#[derive(Debug)]
pub struct PreviewTemplates(Tera);

const TEMPLATES: &[(&str, &str)] = &[
    ("broken.html", include_str!("assets/broken.html")),
    ("dashboard.html", include_str!("assets/dashboard.html")),
    ("frame.html", include_str!("assets/frame.html")),
    ("notices.html", include_str!("assets/notices.html")),
    ("problem.html", include_str!("assets/problem.html")),
    ("tabs.html", include_str!("assets/tabs.html")),
    ("why.html", include_str!("assets/why.html")),
];

impl PreviewTemplates {
    /// Loads the templates.
    pub fn new() -> Self {
        let mut tera = Tera::new();
        // They are part of the program: a fault in one is found by the test below.
        let _ = tera.add_raw_templates(TEMPLATES.iter().copied());
        PreviewTemplates(tera)
    }

    /// Renders a template with a value whose fields are its variables.
    pub fn render(&self, name: &str, value: &impl Serialize) -> String {
        let context = Context::from_serialize(value);
        let html = context.and_then(|context| self.0.render(name, &context));
        html.unwrap_or_else(|error| format!("<!-- {name} cannot be drawn -->{}", escaped(&error.to_string())))
    }
}

/// A text for HTML, attributes included.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    // Writing into a `String` cannot fail.
    let _ = pulldown_cmark_escape::escape_html(&mut html, text);
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_sound() {
        let pages = PreviewTemplates::new();
        assert!(TEMPLATES.iter().all(|(name, _)| pages.0.contains_template(name)));
        let loaded = Tera::new().add_raw_templates(TEMPLATES.iter().copied());
        assert!(loaded.is_ok(), "{loaded:?}");
    }
}
