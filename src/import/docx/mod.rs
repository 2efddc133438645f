//! `.docx` documents (ECMA-376): of Word, LibreOffice and Google Docs.
//!
//! `package` opens the ZIP file, `xml` reads its parts, `styles` knows what is a heading and what a list; `blocks` goes
//! through paragraphs and tables, `runs` through the text inside them, `objects` through what is no text.

mod blocks;
mod objects;
mod package;
mod reader;
mod runs;
mod styles;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Document, Kind, is_blank};
use super::{ImportSource, NotRead};
use package::{Package, Relations};
use reader::{LETTERS, Reader};
use styles::{Numberings, Styles};
use xml::El;

/// Reads a document.
pub(super) fn read(source: &ImportSource) -> Result<Document, NotRead> {
    let mut package = Package::open(source.bytes)?;
    let top = package.relations("");
    let main = top.values().find(|it| it.kind == "officeDocument").map(|it| it.target.clone());
    let main = main.unwrap_or_else(|| "word/document.xml".to_owned());
    let xml = package.xml(&main).filter(|xml| xml.find("w:body").is_some());
    if let Some(fault) = package.fault.take() {
        return Err(fault);
    }
    let Some(xml) = xml else {
        let help = "open it in Word and save it again as .docx";
        return Err(NotRead::new("this file is not a Word document", help));
    };
    let relations = package.relations(&main);
    let part = |package: &mut Package, kind: &str| {
        let target = relations.values().find(|it| it.kind == kind && !it.outside).map(|it| it.target.clone())?;
        package.xml(&target)
    };
    let styles = Styles::read(part(&mut package, "styles").as_ref());
    let numberings = Numberings::read(part(&mut package, "numbering").as_ref());
    let comments = comments(part(&mut package, "comments").as_ref());
    let title = package.xml("docProps/core.xml").and_then(|core| Some(core.find("dc:title")?.text_of(&["dc:title"])));
    let mut reader = Reader {
        package,
        relations: relations.clone(),
        styles,
        numberings,
        comments,
        stem: source.stem.to_owned(),
        document: Document { title, ..Document::default() },
        names: BTreeMap::new(),
        next: 0,
        block: None,
        pending: Vec::new(),
        below: Vec::new(),
        fields: Vec::new(),
        looks: BTreeSet::new(),
        has_fonts: false,
        has_contents: false,
    };
    let mut blocks = Vec::new();
    if let Some(body) = xml.find("w:body") {
        reader.blocks(body, &mut blocks);
    }
    reader.document.blocks = blocks;
    reader.notes(&relations, ("footnotes", "w:footnote"));
    reader.notes(&relations, ("endnotes", "w:endnote"));
    reader.edges(&relations);
    reader.package.fault.take().map_or(Ok(reader.document), Err)
}

/// Comments by their ids: who said what.
fn comments(xml: Option<&El>) -> BTreeMap<String, (String, String)> {
    let mut all = Vec::new();
    if let Some(xml) = xml {
        xml.all("w:comment", &mut all);
    }
    let comment = |el: &&El| {
        let author = el.attribute("w:author").unwrap_or_default().to_owned();
        Some((el.attribute("w:id")?.to_owned(), (author, el.text_of(&LETTERS))))
    };
    all.iter().filter_map(comment).collect()
}

impl Reader<'_> {
    /// Foot- or endnotes, by the names that runs give them.
    fn notes(&mut self, relations: &Relations, (kind, element): (&str, &str)) {
        let Some(part) = relations.values().find(|it| it.kind == kind && !it.outside).map(|it| it.target.clone())
        else {
            return;
        };
        let Some(xml) = self.package.xml(&part) else { return };
        self.relations = self.package.relations(&part);
        let mut notes = Vec::new();
        xml.all(element, &mut notes);
        // Those with a type are lines between text and notes.
        for note in notes.into_iter().filter(|note| note.attribute("w:type").is_none_or(|kind| kind == "normal")) {
            let mut blocks = Vec::new();
            self.blocks(note, &mut blocks);
            blocks.retain_mut(|block| {
                let blank = block.pieces_mut().iter().all(|pieces| is_blank(pieces));
                !blank || matches!(block.kind, Kind::Code(_))
            });
            if let Some(id) = note.attribute("w:id").filter(|_| !blocks.is_empty()) {
                self.document.notes.push((format!("{element} {id}"), blocks));
            }
        }
    }

    /// What stands at the top and the foot of every sheet of paper.
    fn edges(&mut self, relations: &Relations) {
        self.block = None;
        for relation in relations.values().filter(|it| !it.outside) {
            let what = match relation.kind.as_str() {
                "header" => "the page header",
                "footer" => "the page footer",
                _ => continue,
            };
            let text = self.package.xml(&relation.target).map(|xml| xml.text_of(&LETTERS)).unwrap_or_default();
            if !text.trim().is_empty() {
                self.lose(what, &text);
            }
        }
        if self.has_fonts {
            self.lose("fonts and font sizes: the site has its own", "");
        }
        if self.has_contents {
            self.lose("the table of contents: the site generates its own", "");
        }
    }
}
