//! What elements are by their names.

use super::tree::Handle;

/// The rows of a table, without those of tables inside it, and what says what it shows.
pub fn rows_of(node: &Handle, rows: &mut Vec<Handle>, captions: &mut Vec<Handle>) {
    for child in node.children.borrow().iter() {
        match child.tag() {
            "tr" => rows.push(child.clone()),
            "caption" => captions.push(child.clone()),
            "thead" | "tbody" | "tfoot" => {
                rows.extend(child.children.borrow().iter().filter(|it| it.tag() == "tr").cloned());
            }
            _ => {}
        }
    }
}

/// Elements that begin and end lines of their own. Source: CommonMark 4.6, HTML blocks, of which those that are shown.
pub fn is_block(tag: &str) -> bool {
    const BLOCKS: &str = "html body div section article main header footer aside nav figure figcaption address dl dt dd \
                          center fieldset form details summary ul ol li table tr td th tbody thead tfoot caption p h1 h2 \
                          h3 h4 h5 h6 blockquote pre hr search hgroup";
    BLOCKS.split(' ').any(|block| block == tag)
}

/// Whether the tag of an element parts the words around it. Marks inside a word do not.
pub fn parts_words(name: &str) -> bool {
    const MARKS: [&str; 13] =
        ["a", "abbr", "b", "bdi", "code", "del", "em", "i", "mark", "s", "small", "span", "strong"];
    !MARKS.contains(&name)
}
