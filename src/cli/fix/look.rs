//! What `fix` would do to one file, in words and as changes. Writes nothing.

use crate::failure::Failure;
use vertebra_base::encoding;
use vertebra_base::path::SourcePath;
use vertebra_base::snapshot::Snapshot;
use vertebra_edit::FileEdit;
use vertebra_edit::fix::{self, BadEncoding, FIXABLE, FixContext};
use vertebra_media::image_file;
use vertebra_schema::Schema;

/// What all files are looked at with.
pub struct FixSession<'a> {
    pub schema: &'a Schema,
    pub snapshot: &'a Snapshot,
    pub encoding: Option<&'a str>,
    pub extract_images: bool,
}

/// What can be done for one file.
pub struct FileFixes {
    pub path: SourcePath,
    /// Both empty for a picture.
    pub before: String,
    pub after: String,
    pub changes: Vec<FileEdit>,
    /// Lines that say what is mended, and what is left and why.
    pub done: Vec<String>,
    pub left: Vec<String>,
}

/// Looks at a page or a data file.
pub fn text(way: &FixSession, path: &SourcePath) -> Result<FileFixes, Failure> {
    let content = way.snapshot.get(path).cloned().unwrap_or_default();
    let bytes = content.held();
    let mut looked = FileFixes {
        path: path.clone(),
        before: String::from_utf8_lossy(bytes).into_owned(),
        after: String::new(),
        changes: Vec::new(),
        done: Vec::new(),
        left: Vec::new(),
    };
    let text = match way.encoding {
        Some(name) => fix::decode(bytes, name).map_err(|error| refused(path, &error))?,
        None => match encoding::text(bytes) {
            Some(text) => text.to_owned(),
            None => {
                looked.left.push(other_encoding(path, bytes));
                looked.after.clone_from(&looked.before);
                return Ok(looked);
            }
        },
    };
    if way.encoding.is_some() {
        looked.done.push(format!("{} [encoding]", words("encoding", 1)));
    }
    let subject =
        FixContext { source: path, schema: way.schema, files: way.snapshot, extract_images: way.extract_images };
    let outcome = fix::mend(&subject, &text);
    looked.done.extend(outcome.done.iter().map(|(code, number)| format!("{} [{code}]", words(code, *number))));
    looked.left.extend(outcome.left.iter().map(|it| format!("line {}: {} [{}]", it.line, it.why, it.code)));
    for file in outcome.files {
        looked.done.push(format!("new file: {}", file.path));
        // The same picture may be there already.
        let is_new = way.snapshot.get(&file.path).is_none();
        if is_new && !looked.changes.iter().any(|change| *change.path() == file.path) {
            looked.changes.push(FileEdit::create(file.path.as_str(), file.bytes));
        }
    }
    if outcome.text.as_bytes() != bytes {
        looked.changes.push(FileEdit::write(path, content.clone(), outcome.text.clone()));
    }
    looked.after = outcome.text;
    Ok(looked)
}

/// What was mended, once or several times.
fn words(code: &str, number: usize) -> String {
    let known = FIXABLE.iter().find(|(known, _)| *known == code).map_or("", |(_, words)| words);
    if number == 1 { known.to_owned() } else { format!("{known} ({number} times)") }
}

fn refused(path: &SourcePath, error: &BadEncoding) -> Failure {
    let help = match error {
        BadEncoding::Unknown(_) => "common ones are windows-1252, macintosh, utf-16, gb18030 and shift_jis",
        BadEncoding::IsUtf8 => "leave out --encoding",
        BadEncoding::Other(..) => "try another encoding: windows-1252, macintosh or utf-16",
    };
    Failure::Usage { message: format!("{path}: {error}"), help: help.to_owned() }
}

/// What is known about a file in another encoding. It is left to the editor: a wrong guess changes letters.
fn other_encoding(path: &SourcePath, bytes: &[u8]) -> String {
    let mut told = Vec::new();
    encoding::decode(path, bytes, &mut told);
    let what = told.first().map(|it| it.message.clone()).unwrap_or_default();
    format!("{what}; {} [encoding]", encoding::offers(path, bytes))
}

/// Looks at a picture that is to lose what it says about the place where it was taken.
pub fn picture(way: &FixSession, path: &SourcePath) -> Result<FileFixes, Failure> {
    let no_picture = |_| Failure::Usage {
        message: format!("{path} is not a readable image"),
        help: "name a JPEG, PNG or WebP file".to_owned(),
    };
    let content = way.snapshot.get(path).cloned().unwrap_or_default();
    let bytes = content.held();
    let picture = image_file::look(bytes).map_err(no_picture)?;
    let mut looked = FileFixes {
        path: path.clone(),
        before: String::new(),
        after: String::new(),
        changes: Vec::new(),
        done: Vec::new(),
        left: Vec::new(),
    };
    if !picture.has_place {
        looked.left.push("it contains no location".to_owned());
        return Ok(looked);
    }
    let after = image_file::strip(&picture, bytes).map_err(no_picture)?;
    let gone = bytes.len().saturating_sub(after.len());
    looked.done.push(format!(
        "{}, with the time, the camera and other metadata ({gone} bytes); the image looks the same [image-location]",
        words("image-location", 1)
    ));
    looked.changes.push(FileEdit::write(path, content.clone(), after));
    Ok(looked)
}
