//! The addresses that a header is sent with.

/// Headers of some addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    pub pattern: Pattern,
    pub headers: Vec<(String, String)>,
}

/// Some addresses, as plain paths with the path of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    Exact(String),
    /// All that begin so.
    Below(String),
}

impl Pattern {
    /// `/downloads/*` below `/guide` stands for all that begins with `/guide/downloads/`.
    pub fn new(base: &str, pattern: &str) -> Self {
        match pattern.strip_suffix('*') {
            Some(start) => Pattern::Below(format!("{base}{start}")),
            None => Pattern::Exact(format!("{base}{pattern}")),
        }
    }

    /// Whether an address is meant.
    pub fn holds(&self, path: &str) -> bool {
        match self {
            Pattern::Exact(one) => one == path,
            Pattern::Below(start) => path.starts_with(start.as_str()),
        }
    }

    /// Whether one address can be meant by both.
    pub fn meets(&self, other: &Pattern) -> bool {
        match (self, other) {
            (Pattern::Exact(one), other) | (other, Pattern::Exact(one)) => other.holds(one),
            (Pattern::Below(a), Pattern::Below(b)) => a.starts_with(b.as_str()) || b.starts_with(a.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_meet_where_one_address_is_in_both() {
        let pattern = |text| Pattern::new("", text);
        assert!(pattern("/a/*").meets(&pattern("/*")));
        assert!(pattern("/a/*").meets(&pattern("/a/b")));
        assert!(!pattern("/a/*").meets(&pattern("/b/*")));
        assert!(!pattern("/a").meets(&pattern("/a/")));
    }
}
