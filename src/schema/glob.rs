//! Patterns of paths inside `content`: `*` stands for a part of a name, `**` for folders as well.

use glob::{MatchOptions, Pattern};

/// A pattern that a path matches or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glob(Pattern);

/// Only `**` goes past a slash, as in the ignore files of Git. Source: gitignore(5).
const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: false };

impl Glob {
    /// Reads a pattern. None for one that means nothing, and for alternatives in braces, which take a pattern each.
    pub fn parse(pattern: &str) -> Option<Self> {
        if pattern.contains(['{', '}']) {
            return None;
        }
        Pattern::new(pattern).ok().map(Glob)
    }

    /// The pattern as it is written.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether a path inside `content` is one of those that the pattern means.
    pub fn is_match(&self, path: &str) -> bool {
        self.0.matches_with(path, OPTIONS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_mean_what_people_expect_of_them() {
        for (pattern, matches, others) in [
            ("a.md", &["a.md"][..], &["b/a.md", "a.mdx"][..]),
            ("*.md", &["a.md", ".md"], &["b/a.md"]),
            ("guides/*.md", &["guides/a.md"], &["guides/b/a.md", "Guides/a.md", "guides.md"]),
            ("guides/*", &["guides/a.md", "guides/b"], &["guides/b/a.md"]),
            ("guides/**", &["guides/a.md", "guides/b/c/a.md"], &["guide/a.md", "guidesx/a.md"]),
            ("**/index.md", &["index.md", "a/index.md", "a/b/index.md"], &["xindex.md", "a/xindex.md"]),
            ("**", &["a.md", "a/b.md"], &[]),
            ("a/**/z.md", &["a/z.md", "a/b/z.md", "a/b/c/z.md"], &["a/xz.md", "z.md"]),
            ("?.md", &["a.md", "é.md"], &["ab.md", "/.md"]),
            ("[ab].md", &["a.md"], &["c.md"]),
            ("google*", &["google123.html"], &["a/google123.html"]),
        ] {
            let glob = Glob::parse(pattern).unwrap();
            matches.iter().for_each(|path| assert!(glob.is_match(path), "{pattern} {path}"));
            others.iter().for_each(|path| assert!(!glob.is_match(path), "{pattern} {path}"));
        }
        for pattern in ["[a.md", "a**/b", "***", "{a,b}.md", "guides/{a", "b}"] {
            assert_eq!(Glob::parse(pattern), None, "{pattern}");
        }
    }
}
