//! The addresses that a header is sent with.

/// Headers of some addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderRule {
    pub pattern: AddressPattern,
    pub headers: Vec<(String, String)>,
}

/// Some addresses, as plain paths with the path of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressPattern {
    Exact(String),
    /// All that begin so.
    Below(String),
}

impl AddressPattern {
    /// `/downloads/*` below `/guide` stands for all that begins with `/guide/downloads/`.
    pub fn new(base: &str, pattern: &str) -> Self {
        match pattern.strip_suffix('*') {
            Some(start) => AddressPattern::Below(format!("{base}{start}")),
            None => AddressPattern::Exact(format!("{base}{pattern}")),
        }
    }

    /// Whether an address is meant.
    pub fn holds(&self, path: &str) -> bool {
        match self {
            AddressPattern::Exact(one) => one == path,
            AddressPattern::Below(start) => path.starts_with(start.as_str()),
        }
    }

    /// Whether one address can be meant by both.
    pub fn meets(&self, other: &AddressPattern) -> bool {
        match (self, other) {
            (AddressPattern::Exact(one), other) | (other, AddressPattern::Exact(one)) => other.holds(one),
            (AddressPattern::Below(a), AddressPattern::Below(b)) => {
                a.starts_with(b.as_str()) || b.starts_with(a.as_str())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_meet_where_one_address_is_in_both() {
        let pattern = |text| AddressPattern::new("", text);
        assert!(pattern("/a/*").meets(&pattern("/*")));
        assert!(pattern("/a/*").meets(&pattern("/a/b")));
        assert!(!pattern("/a/*").meets(&pattern("/b/*")));
        assert!(!pattern("/a").meets(&pattern("/a/")));
    }
}
