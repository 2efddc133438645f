//! Documents to import: `.docx` files, made of the XML that Word writes, and how an import is shown.

use std::io::{Cursor, Write};

use vertebra_import::{self as import, ImportSource, Imported};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const DOCUMENT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>BODY</w:body></w:document>"#;

const STYLES: &str = r#"<w:styles>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="My heading"/><w:basedOn w:val="berschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading4"><w:name w:val="heading 4"/></w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Quotations"><w:name w:val="Quotations"/></w:style>
<w:style w:type="paragraph" w:styleId="Preformatted"><w:name w:val="Preformatted Text"/></w:style>
<w:style w:type="paragraph" w:styleId="Liste"><w:name w:val="List Bullet"/></w:style>
<w:style w:type="paragraph" w:styleId="Liste2"><w:name w:val="List Bullet 2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Nummer2"><w:name w:val="List Number 2"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>
</w:styles>"#;

const NUMBERING: &str = r#"<w:numbering>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
</w:numbering>"#;

/// A `.docx` in the making.
pub struct Docx {
    body: String,
    relations: Vec<(String, String, String, bool)>,
    parts: Vec<(String, Vec<u8>)>,
}

/// A document with this inside its body, and the usual styles and lists.
pub fn docx(body: &str) -> Docx {
    let docx = Docx { body: body.to_owned(), relations: Vec::new(), parts: Vec::new() };
    docx.part("styles", "styles.xml", STYLES.as_bytes()).part("numbering", "numbering.xml", NUMBERING.as_bytes())
}

impl Docx {
    /// A part that the document refers to by its kind; its id is the kind too.
    pub fn part(mut self, kind: &str, name: &str, bytes: &[u8]) -> Self {
        self.relations.push((name.to_owned(), kind.to_owned(), name.to_owned(), false));
        self.parts.push((format!("word/{name}"), bytes.to_vec()));
        self
    }

    /// An address outside of the document.
    pub fn link(mut self, id: &str, address: &str) -> Self {
        self.relations.push((id.to_owned(), "hyperlink".to_owned(), address.to_owned(), true));
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let relation = |(id, kind, target, outside): &(String, String, String, bool)| {
            let mode = if *outside { " TargetMode=\"External\"" } else { "" };
            let target = target.replace('&', "&amp;");
            format!("<Relationship Id=\"{id}\" Type=\"http://schemas/{kind}\" Target=\"{target}\"{mode}/>")
        };
        let relations: String = self.relations.iter().map(relation).collect();
        let top = "<Relationships><Relationship Id=\"a\" Type=\"http://schemas/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
        let mut files = vec![
            ("_rels/.rels".to_owned(), top.as_bytes().to_vec()),
            ("word/document.xml".to_owned(), DOCUMENT.replace("BODY", &self.body).into_bytes()),
            (
                "word/_rels/document.xml.rels".to_owned(),
                format!("<Relationships>{relations}</Relationships>").into_bytes(),
            ),
        ];
        files.extend(self.parts.iter().cloned());
        zipped(&files)
    }

    pub fn read(&self) -> Imported {
        read("guide.docx", &self.bytes())
    }
}

pub fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A paragraph of a style.
pub fn p(style: &str, inside: &str) -> String {
    let style = if style.is_empty() { String::new() } else { format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>") };
    format!("<w:p>{style}{inside}</w:p>")
}

/// An entry of a list.
pub fn item(list: u32, level: u32, inside: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{inside}</w:p>"
    )
}

/// A run of text with properties.
pub fn r(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// A run of plain text.
pub fn t(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

pub fn read(name: &str, bytes: &[u8]) -> Imported {
    import::read(&ImportSource { name, bytes, stem: "guide", beside: &|_| None }).unwrap_or_else(|no| panic!("{no:?}"))
}

pub fn html(text: &str) -> Imported {
    read("guide.html", text.as_bytes())
}

/// What was left out, a line each: `3 | what | first words`.
pub fn dropped(imported: &Imported) -> Vec<String> {
    let line = |line: Option<usize>| line.map_or("-".to_owned(), |line| line.to_string());
    imported.dropped.iter().map(|it| format!("{} | {} | {}", line(it.line), it.what, it.words)).collect()
}
