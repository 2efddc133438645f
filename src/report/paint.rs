//! Colours on a terminal, by their meaning.

/// A colour by its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    Error,
    Warning,
    Note,
    Strong,
    Faint,
}

/// Puts colours around words, or leaves them plain.
#[derive(Debug, Clone, Copy)]
pub struct Painter(bool);

impl Painter {
    /// No colours.
    pub const PLAIN: Painter = Painter(false);

    /// With colours, or without.
    pub fn new(colored: bool) -> Self {
        Painter(colored)
    }

    /// The text in its colour; nothing around it when there are no colours.
    pub fn paint(self, paint: Paint, text: &str) -> String {
        let code = match paint {
            Paint::Error => "1;31",
            Paint::Warning => "1;33",
            Paint::Note => "1;36",
            Paint::Strong => "1",
            Paint::Faint => "2",
        };
        if self.0 && !text.is_empty() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}
