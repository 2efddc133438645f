//! 128-bit fingerprints of meaning: equal inputs give equal fingerprints on every machine.
//!
//! Every field goes in with its length before it, so `("ab", "c")` and `("a", "bc")` differ.
//! Positions, times of modification and the order of hash maps never go in.

use std::fmt;
use std::io::{self, Read};

/// What identifies a content: the first 128 bits of a BLAKE3 hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fingerprint(u128);

/// Collects the fields of a value, in an order that the caller keeps fixed.
#[derive(Default)]
pub struct Fingerprinter(blake3::Hasher);

impl Fingerprint {
    /// The fingerprint of plain bytes, such as a file.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self::from_hash(&blake3::hash(bytes))
    }

    /// The fingerprint of all that can be read, as `of_bytes` makes it, with little in memory at a time.
    ///
    /// # Errors
    /// When reading fails.
    pub fn of_reader(reader: impl Read) -> io::Result<Self> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(reader)?;
        Ok(Self::from_hash(&hasher.finalize()))
    }

    fn from_hash(hash: &blake3::Hash) -> Self {
        let mut first = [0; 16];
        first.copy_from_slice(&hash.as_bytes()[..16]);
        Fingerprint(u128::from_be_bytes(first))
    }

    /// The first eight hexadecimal digits: enough to tell the versions of one file apart in its name.
    pub fn short(&self) -> String {
        format!("{self}")[..8].to_owned()
    }

    /// Reads what `Display` wrote.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 32).then(|| u128::from_str_radix(text, 16).ok()).flatten().map(Fingerprint)
    }
}

impl Fingerprinter {
    /// A fingerprint of nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.number(text.len() as u64);
        self.0.update(text.as_bytes());
        self
    }

    /// Adds a number.
    pub fn number(&mut self, number: u64) -> &mut Self {
        self.0.update(&number.to_le_bytes());
        self
    }

    /// Adds a yes or no.
    pub fn flag(&mut self, flag: bool) -> &mut Self {
        self.number(flag.into())
    }

    /// Adds a text that may be missing, which is not the same as an empty one.
    pub fn optional(&mut self, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.flag(true).text(text),
            None => self.flag(false),
        }
    }

    /// Adds the fingerprint of something that may be missing.
    pub fn maybe(&mut self, print: Option<Fingerprint>) -> &mut Self {
        match print {
            Some(print) => self.flag(true).print(print),
            None => self.flag(false),
        }
    }

    /// Adds the fingerprint of something else.
    pub fn print(&mut self, print: Fingerprint) -> &mut Self {
        self.0.update(&print.0.to_le_bytes());
        self
    }

    /// The fingerprint of all that was added, in that order.
    pub fn finish(&self) -> Fingerprint {
        Fingerprint::from_hash(&self.0.finalize())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_do_not_run_together() {
        let a = Fingerprinter::new().text("ab").text("c").finish();
        let b = Fingerprinter::new().text("a").text("bc").finish();
        assert_ne!(a, b);
    }

    #[test]
    fn display_and_parse_agree() {
        let print = Fingerprint::of_bytes(b"back");
        assert_eq!(Fingerprint::parse(&print.to_string()), Some(print));
        assert_eq!(Fingerprint::parse("zz"), None);
    }
}
