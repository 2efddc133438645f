//! The one table of files that nobody wrote to be published: what editors, systems, sync programs, version control,
//! downloads and other site generators leave beside pages.
//!
//! Four ways to treat them, the first that fits: `ignored` (comes and goes while people work, never read), `set_aside`
//! (read, not published, told), `foreign` (another program's: published raw if nobody stopped it), `other_format` (a page
//! that is not Markdown). Knows names, and never what a page is.

/// How a name is recognised.
enum Sign {
    Name(&'static str),
    Begin(&'static str),
    End(&'static str),
    Part(&'static str),
}

use Sign::{Begin, End, Name, Part};

/// Names that are ignored in silence, wherever they lie, and who leaves them.
const IGNORED: [(Sign, &str); 31] = [
    (Begin("~$"), "Microsoft Office marks an open document so"),
    (End("~"), "editors keep the text before the last save so"),
    (End(".swp"), "Vim keeps unsaved text so"),
    (End(".swo"), "Vim keeps unsaved text so"),
    (Name("4913"), "Vim tries out so whether it can write"),
    (End("___jb_tmp___"), "editors of JetBrains save so"),
    (End("___jb_old___"), "editors of JetBrains save so"),
    (Part(".sb-"), "macOS saves so"),
    (End(".tmp"), "programs name so what is not finished"),
    (End(".crdownload"), "browsers name a download so that is not finished"),
    (End(".part"), "browsers name a download so that is not finished"),
    (End(".partial"), "browsers name a download so that is not finished"),
    (End(".download"), "browsers name a download so that is not finished"),
    (End(".opdownload"), "browsers name a download so that is not finished"),
    (End(".filepart"), "programs name an upload so that is not finished"),
    (Name("Thumbs.db"), "Windows keeps small pictures of a folder so"),
    (Name("ehthumbs.db"), "Windows keeps small pictures of a folder so"),
    (Name("desktop.ini"), "Windows keeps the look of a folder so"),
    (Name("$RECYCLE.BIN"), "Windows keeps deleted files so"),
    (Name("System Volume Information"), "Windows keeps data about a disk so"),
    (Name("Icon\r"), "macOS keeps the picture of a folder so"),
    (Name("__MACOSX"), "macOS packs data about files so"),
    (Name("Network Trash Folder"), "macOS keeps deleted files so"),
    (Name("Temporary Items"), "macOS keeps files so that are not finished"),
    (Name("@eaDir"), "Synology keeps small pictures so"),
    (Name("@Recycle"), "QNAP keeps deleted files so"),
    (Name("#recycle"), "Synology keeps deleted files so"),
    (Name("lost+found"), "Linux keeps damaged files so"),
    (Name("_darcs"), "Darcs keeps its own data so"),
    (Name("__pycache__"), "Python keeps its own data so"),
    (End(".lnk"), "Windows names a shortcut so"),
];

/// These begin with a dot and are still meant for the web server.
const WANTED: [&str; 3] = [".well-known", ".nojekyll", ".htaccess"];

const BACKUP: &str = "a backup";
const CONFLICT: &str = "a copy that a sync program made because of a conflict";
const MERGE: &str = "what version control leaves after a conflict";

/// Names of files that are read and told, but not published: in small letters, but for those that version control gives.
const SET_ASIDE: [(Sign, &str); 25] = [
    (End(".bak"), BACKUP),
    (End(".backup"), BACKUP),
    (End(".old"), BACKUP),
    (End(".save"), BACKUP),
    (End(".md_backup"), BACKUP),
    (End(".md_old"), BACKUP),
    (End(".md.lock"), "what an editor leaves while a page is open"),
    (End(".orig"), "the text before a change by patch or version control"),
    (End(".rej"), "what patch could not change"),
    (End(".mine"), MERGE),
    (Part("_BACKUP_"), MERGE),
    (Part("_BASE_"), MERGE),
    (Part("_LOCAL_"), MERGE),
    (Part("_REMOTE_"), MERGE),
    (Part(".sync-conflict-"), CONFLICT),
    (Part("conflicted copy"), CONFLICT),
    (Part("(case conflict"), CONFLICT),
    (Part("_conflict-"), CONFLICT),
    (Part("(sfconflict "), CONFLICT),
    (Part("_conf("), CONFLICT),
    (Part("in konflikt stehende kopie"), CONFLICT),
    (Part("copia en conflicto"), CONFLICT),
    (Part("copie en conflit"), CONFLICT),
    (Part("copia in conflitto"), CONFLICT),
    (Part("cópia em conflito"), CONFLICT),
];

/// Folders of which nothing is published, in small letters.
const FOLDERS: [(&str, &str); 12] = [
    ("_drafts", DRAFTS),
    ("_draft", DRAFTS),
    ("_includes", "a folder of templates of Jekyll or Eleventy"),
    ("_layouts", "a folder of templates of Jekyll or Eleventy"),
    ("_templates", "a folder of templates"),
    ("_data", "a folder of data of Jekyll or Eleventy"),
    ("_plugins", "a folder of programs of Jekyll"),
    ("_sass", "a folder of style sheets of Jekyll"),
    ("_site", "the finished site of Jekyll or Eleventy"),
    ("_trash", "a folder of deleted files"),
    ("node_modules", "a folder of programs that npm has loaded"),
    ("bower_components", "a folder of programs that Bower has loaded"),
];

/// A folder whose pages are not ready.
pub const DRAFTS: &str = "a folder of drafts";

/// Folders that may be for drafts, or for readers: in small letters.
const MAYBE_DRAFTS: [&str; 4] = ["drafts", "draft", "unpublished", "wip"];

/// Endings that Markdown has elsewhere.
const MARKDOWN: [&str; 5] = ["markdown", "mdown", "mkd", "mkdn", "mdx"];

/// Endings of pages and other texts that are in another form.
const OTHER_FORMATS: [(&str, &str); 21] = [
    ("docx", "a document of Word"),
    ("doc", "a document of Word"),
    ("odt", "a document of LibreOffice"),
    ("rtf", "a document of a word processor"),
    ("pages", "a document of Pages"),
    ("gdoc", "a link to a document of Google"),
    ("org", "a text in Org"),
    ("rst", "a text in reStructuredText"),
    ("adoc", "a text in AsciiDoc"),
    ("asciidoc", "a text in AsciiDoc"),
    ("textile", "a text in Textile"),
    ("mediawiki", "a text in the markup of a wiki"),
    ("wiki", "a text in the markup of a wiki"),
    ("rmd", "a text in R Markdown"),
    ("qmd", "a text in Quarto"),
    ("ipynb", "a notebook of Jupyter"),
    ("mdoc", "a text in Markdoc"),
    ("scss", "a style sheet in Sass, which no browser reads"),
    ("sass", "a style sheet in Sass, which no browser reads"),
    ("less", "a style sheet in Less, which no browser reads"),
    ("tsx", "a script in TypeScript, which no browser reads"),
];

/// What nobody writes for readers.
pub const SETTINGS: &str = "settings or data";
const TEMPLATE: &str = "a template of another program";
const KEYS: &str = "a file of keys or passwords";
const DATABASE: &str = "a database";

/// Names of keys, as programs that log in to computers give them.
const KEY_NAMES: [&str; 4] = ["id_rsa", "id_dsa", "id_ecdsa", "id_ed25519"];

/// Endings of files of other programs, which nobody writes for readers.
const FOREIGN: [(&str, &str); 30] = [
    ("yaml", SETTINGS),
    ("yml", SETTINGS),
    ("toml", SETTINGS),
    ("ini", SETTINGS),
    ("njk", TEMPLATE),
    ("liquid", TEMPLATE),
    ("hbs", TEMPLATE),
    ("mustache", TEMPLATE),
    ("haml", TEMPLATE),
    ("pug", TEMPLATE),
    ("ejs", TEMPLATE),
    ("erb", TEMPLATE),
    ("slim", TEMPLATE),
    ("j2", TEMPLATE),
    ("jinja", TEMPLATE),
    ("tera", TEMPLATE),
    ("twig", TEMPLATE),
    ("astro", TEMPLATE),
    ("vue", TEMPLATE),
    ("svelte", TEMPLATE),
    ("pem", KEYS),
    ("ppk", KEYS),
    ("p12", KEYS),
    ("pfx", KEYS),
    ("kdbx", KEYS),
    ("env", KEYS),
    ("sqlite", DATABASE),
    ("sqlite3", DATABASE),
    ("mdb", DATABASE),
    ("sql", DATABASE),
];

/// Pages about a folder, for those who work in it. `contributing.md` in small letters may be a page like others.
const ABOUT_FOLDER: [&str; 4] = ["CONTRIBUTING", "CODE_OF_CONDUCT", "AGENTS", "CLAUDE"];

/// Why a file or folder of this name is ignored wherever it lies; none where it is not.
pub fn ignored(name: &str) -> Option<&'static str> {
    if name.starts_with('.') {
        return (!WANTED.contains(&name)).then_some("names that begin with a dot are hidden");
    }
    if name.len() > 2 && name.starts_with('#') && name.ends_with('#') {
        return Some("Emacs keeps unsaved text so");
    }
    let fits = |sign: &Sign| match sign {
        // `page.md.sb-1a2b3c4d-x7yZ9q`
        Part(part) => name.split_once(part).is_some_and(|(_, rest)| {
            rest.split_once('-')
                .is_some_and(|(number, _)| number.len() == 8 && number.bytes().all(|b| b.is_ascii_hexdigit()))
        }),
        sign => sign.fits(name),
    };
    IGNORED.iter().find(|(sign, _)| fits(sign)).map(|(_, who)| *who)
}

/// What a file looks like that is read and not published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// With its article: `a backup`.
    pub what: &'static str,
    /// The folder that is meant as a whole: `content/_drafts`.
    pub folder: Option<String>,
    /// The page that it is a copy of, if that is beside it.
    pub original: Option<String>,
}

/// What a file looks like by its path alone, if it is not to be published.
pub fn set_aside(path: &str) -> Option<SetAside> {
    let mut end = 0;
    for part in path.split('/') {
        end += part.len();
        let is_folder = end < path.len();
        let known = |(name, _): &&(&str, &str)| part.eq_ignore_ascii_case(name);
        if let Some((_, what)) = FOLDERS.iter().find(known).filter(|_| is_folder) {
            return Some(SetAside { what, folder: Some(path[..end].to_owned()), original: None });
        }
        end += 1;
    }
    let written = name_of(path);
    let name = written.to_lowercase();
    let found = SET_ASIDE.iter().find(|(sign, what)| match sign {
        // `page_LOCAL_1234.md`
        Part(part) if *what == MERGE => written.split_once(part).is_some_and(|(_, rest)| {
            let number = rest.split('.').next().unwrap_or_default();
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        }),
        sign => sign.fits(&name),
    });
    let what = found.map(|(_, what)| *what).or_else(|| {
        let ending = name.rsplit_once('.')?.1;
        // Subversion: `page.md.r17`.
        let is_revision =
            ending.strip_prefix('r').is_some_and(|it| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit()));
        // Backups by day: `page.md.2026-01-01`.
        let is_day = ending.len() >= 8 && ending.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let kind = if is_day { BACKUP } else { MERGE };
        ((is_revision || is_day) && name.contains(".md.")).then_some(kind)
    })?;
    Some(SetAside { what, folder: None, original: None })
}

/// The folder of a path that may be one for drafts, `content/drafts`, and is a section like all others.
pub fn maybe_drafts(path: &str) -> Option<&str> {
    let mut end = 0;
    path.split('/').find_map(|part| {
        end += part.len() + 1;
        let is_it = end <= path.len() && MAYBE_DRAFTS.iter().any(|name| part.eq_ignore_ascii_case(name));
        is_it.then(|| &path[..end - 1])
    })
}

/// What a file of another program is, by its ending.
pub fn foreign(path: &str) -> Option<&'static str> {
    // Hosts read this one.
    let by_name = KEY_NAMES.contains(&name_of(path)).then_some(KEYS);
    by_name.or_else(|| by_ending(&FOREIGN, path)).filter(|_| name_of(path) != "netlify.toml")
}

/// Whether the ending of a name is one that Markdown has elsewhere.
pub fn is_other_markdown(path: &str) -> bool {
    MARKDOWN.iter().any(|known| ending(path).eq_ignore_ascii_case(known))
}

/// What the text of a file is written in that may be a page, by its ending.
pub fn other_format(path: &str) -> Option<&'static str> {
    by_ending(&OTHER_FORMATS, path)
}

fn by_ending(table: &[(&str, &'static str)], path: &str) -> Option<&'static str> {
    let ending = ending(path);
    table.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|(_, what)| *what)
}

/// Whether a page is called like one for those who work in its folder.
pub fn is_about_folder(path: &str) -> bool {
    stem(path).eq_ignore_ascii_case("readme") || ABOUT_FOLDER.contains(&stem(path))
}

impl Sign {
    fn fits(&self, name: &str) -> bool {
        match self {
            Name(known) => name == *known,
            Begin(begin) => name.starts_with(begin),
            End(end) => name.len() > end.len() && name.ends_with(end),
            Part(part) => name.contains(part),
        }
    }
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// The name without its ending, and the ending; empty where it has none.
pub(super) fn parted(path: &str) -> (&str, &str) {
    let name = name_of(path);
    name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).unwrap_or((name, ""))
}

pub(super) fn stem(path: &str) -> &str {
    parted(path).0
}

fn ending(path: &str) -> &str {
    parted(path).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_for_readers_is_not_set_aside() {
        for path in [
            "content/a.md",
            "content/old.md",
            "content/old/a.md",
            "content/local_foods_2.md",
            "content/my_local_paper.md",
            "content/resolution.md",
            "content/bakery.bakery",
            "content/.bak",
            "content/conflict.md",
            "content/_posts/a.md",
            "content/a.r12",
            "content/data.rs",
        ] {
            assert_eq!(set_aside(path), None, "{path}");
        }
    }
}
