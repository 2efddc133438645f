//! The made-up site on disk, and edits of it: each puts a word that stands nowhere else into one article.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::corpus;

/// A site in a folder.
pub struct Site {
    pub root: PathBuf,
    pub pages: usize,
}

/// What is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Body,
    Title,
}

/// An article with a word in it that stands nowhere else.
pub struct Edit {
    /// `content/neck/article-5.md`.
    pub path: String,
    /// `/neck/article-5/`.
    pub url: String,
    pub text: String,
    pub marker: String,
}

impl Site {
    /// Writes a site that is built when it is asked for.
    pub fn write(root: &Path, pages: usize) -> io::Result<Site> {
        corpus::write(root, pages)?;
        Ok(Site { root: root.to_owned(), pages })
    }

    /// Some articles, spread over the whole site; others for another `turn`.
    pub fn spread(&self, count: usize, turn: usize) -> impl Iterator<Item = usize> + use<> {
        let (pages, count) = (self.pages, count.max(1));
        (0..count).map(move |at| (at * pages / count + turn * 7) % pages)
    }

    /// The text of an article with its word in it. Made of the article as it was at first, so that it never grows.
    pub fn edit(&self, article: usize, part: Part, name: usize) -> Edit {
        let source = corpus::source(article);
        let text = corpus::article(article, self.pages);
        let marker = format!("marker{name}x");
        let text = match part {
            Part::Body => format!("{text}\nAt last {marker} was seen.\n"),
            Part::Title => text.replacen("title: \"", &format!("title: \"{marker} "), 1),
        };
        let url = format!("/{}/", source.trim_end_matches(".md"));
        Edit { path: format!("content/{source}"), url, text, marker }
    }

    /// Writes an edit as an editor saves: all at once, in place.
    pub fn save(&self, edit: &Edit) -> io::Result<()> {
        fs::write(self.root.join(&edit.path), &edit.text)
    }
}
