//! What diagnostics break and what follows from that, so that an editor is told the cause and not its consequences: the
//! keys `breaks` and `follows_from` of the registry.
//!
//! The program decides by these words only, never by the text of a code: a code can get another name without the program
//! doing anything else.

/// Something that a diagnostic can say is not there, or not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The bytes of a file: it has a name but cannot be opened.
    File,
    /// The YAML of a file: a part of it could not be read, so that fields seem to be missing.
    Yaml,
    /// The two lines around the fields of a page: there may be a title where nobody found one.
    Fences,
    /// `content/site.yaml`, which names what pages may hold.
    Settings,
    /// The fields of a page, which its template uses.
    Fields,
    /// What a component was given, as far as the template engine's own words, in a note, say that it is of no use.
    Values,
    /// The templates: without them nothing can be rendered.
    Rendering,
    /// A picture as a file of its own, with what can be said of it.
    Picture,
    /// That reading a page tells no other website of it.
    Privacy,
    /// That readers can reach the page, so that its links have to lead somewhere.
    Publishing,
    /// That nothing changes while the files are read.
    Stillness,
}

impl Part {
    /// The part with this name in the registry.
    pub fn named(name: &str) -> Option<Part> {
        Some(match name {
            "file" => Part::File,
            "yaml" => Part::Yaml,
            "fences" => Part::Fences,
            "settings" => Part::Settings,
            "fields" => Part::Fields,
            "values" => Part::Values,
            "rendering" => Part::Rendering,
            "picture" => Part::Picture,
            "privacy" => Part::Privacy,
            "publishing" => Part::Publishing,
            "stillness" => Part::Stillness,
            _ => return None,
        })
    }
}
