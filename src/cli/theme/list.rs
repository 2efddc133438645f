//! `vertebra theme list`: what the themes of a site have, by kind, and which theme each file is taken from.

use super::files::{ThemeCopy, ThemeFiles};
use vertebra_report::{Paint, Painter, count};

/// The kinds of files, by the folder of a theme, in the order in which they are listed.
const KINDS: [(&str, &str); 10] = [
    ("templates/parts/", "Parts of templates"),
    ("templates/", "Templates"),
    ("components/", "Components"),
    ("styles/", "Style sheets"),
    ("scripts/", "Scripts"),
    ("images/", "Images"),
    ("fonts/", "Fonts"),
    ("static/", "Static files"),
    ("strings/", "Strings"),
    ("", "Other files"),
];

/// The list. Pages that show a theme are left out: nobody replaces them.
pub fn text(files: &ThemeFiles, painter: Painter) -> String {
    let mut out = match files.chain.split_first() {
        Some((first, [])) => format!("The theme of this site is {first}.\n\n"),
        Some((first, rest)) => format!("The theme of this site is {first}, which extends {}.\n\n", rest.join(", ")),
        None => String::new(),
    };
    let kind = |path: &str| KINDS.iter().position(|(folder, _)| path.starts_with(folder));
    // Templates come first, then their parts.
    for at in [1, 0, 2, 3, 4, 5, 6, 7, 8, 9] {
        let own = files.files.iter().filter(|(path, _)| kind(path) == Some(at) && !path.starts_with("pages/"));
        let rows: Vec<(String, String)> = own.map(|(path, copies)| (path.clone(), about(path, copies))).collect();
        if rows.is_empty() {
            continue;
        }
        let width = rows.iter().map(|(path, _)| path.chars().count()).max().unwrap_or(0);
        out += &format!("{} ({})\n", painter.paint(Paint::Strong, KINDS[at].1), rows.len());
        for (path, about) in rows {
            out += format!("  {path:width$}  {about}").trim_end();
            out.push('\n');
        }
        out.push('\n');
    }
    out + "To read a file:                      vertebra theme show FILE\n\
           To change a copy in your own theme:  vertebra theme take FILE\n"
}

/// Which theme a file is from, what it replaces, and what it has that can be replaced alone.
fn about(path: &str, copies: &[ThemeCopy]) -> String {
    let Some((nearest, farther)) = copies.split_first() else { return String::new() };
    let others = farther.iter().map(|copy| copy.theme.as_str()).collect::<Vec<_>>().join(", ");
    if path.starts_with("strings/") {
        // Strings replace each other one by one.
        let of = |copy: &ThemeCopy| format!("{}: {}", copy.theme, count(keys(copy), "string"));
        return copies.iter().map(of).collect::<Vec<_>>().join(", ");
    }
    let mut text = match others.is_empty() {
        true => nearest.theme.clone(),
        false => format!("{}, replaces that of {others}", nearest.theme),
    };
    let blocks = blocks(nearest);
    if !blocks.is_empty() {
        text += &format!("; blocks: {}", blocks.join(", "));
    }
    text
}

fn keys(copy: &ThemeCopy) -> usize {
    let is_key =
        |line: &&str| line.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'')) && line.contains(':');
    String::from_utf8_lossy(&copy.bytes).lines().filter(is_key).count()
}

/// The blocks of a template, in their order.
fn blocks(copy: &ThemeCopy) -> Vec<String> {
    if !copy.path.ends_with(".html") {
        return Vec::new();
    }
    let tree = vertebra_template::parse(&String::from_utf8_lossy(&copy.bytes)).unwrap_or_default();
    tree.blocks().into_iter().map(str::to_owned).collect()
}
