//! What is known while the events of one Markdown body go by. The rooms beside this one add what is done with it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Alignment, Event};

use super::ids::Ids;
use super::position::Lines;
use super::prepare::Prepared;
use super::syntax::Call;
use super::words::{Summary, WordCount};
use super::writer::Writer;
use crate::page::{DefinitionTerm, FrontMatter, Heading, LinkKind, NoteContent, WrittenLink};
use crate::prose::{BlockKind, Prose};
use vertebra_base::diagnostic::Diagnostic;
use vertebra_base::path::SourcePath;
use vertebra_base::span::Span;
use vertebra_schema::{ContentType, HeadingIds, RawHtml};

/// Quotes (counted once) and lists (twice) inside each other beyond this are reported.
pub const DEEPEST_NESTING: usize = 100;

/// Elements of raw HTML inside each other; browsers and the sanitizer take ever longer for deeper ones.
pub const DEEPEST_HTML: usize = 200;

/// What is read, and how.
pub struct Task<'a> {
    pub source: &'a SourcePath,
    /// The whole file.
    pub file: &'a str,
    pub prepared: &'a Prepared<'a>,
    pub front: &'a FrontMatter,
    /// What the theme says of the page's type; none for one that it does not declare.
    pub kind: Option<&'a ContentType>,
    pub raw_html: RawHtml,
    pub heading_ids: HeadingIds,
    /// The template writes the title of the page, as its first-level heading.
    pub shows_title: bool,
    /// The lines of the file, when blocks are to say where they begin.
    pub lines: Option<Lines>,
    /// Only what CommonMark knows: no ids, no paragraphs without tags.
    pub plain: bool,
}

/// The state of reading one body.
pub struct Reader<'a, 'o> {
    pub task: Task<'a>,
    pub diagnostics: &'o mut Vec<Diagnostic>,
    /// The HTML of the innermost frame.
    pub at: Writer,
    /// The frames around it, outermost first.
    pub outer: Vec<Frame>,
    /// Quotes, items, definitions and notes that are open, each with a number of its own.
    pub containers: Vec<usize>,
    pub container_count: usize,
    pub blocks: Blocks,
    pub ids: Ids<'a>,
    pub links: Vec<WrittenLink>,
    pub headings: Vec<Heading>,
    pub terms: Vec<DefinitionTerm>,
    pub notes: NoteCollector<'a>,
    pub words: WordCount,
    /// The lists that are open, outermost first; none for those without numbers.
    pub numbers: Vec<Option<ItemNumbers>>,
    /// The text as readers see it, for what is said about it later.
    pub prose: Prose,
    pub summary: Summary,
    /// The plain text of the heading or term that is open.
    pub title: Option<Title>,
    pub open_links: Vec<OpenLink>,
    pub image: Option<OpenImage>,
    pub table: Option<Table>,
    /// The plain text of the cell that is being read, or was read last.
    pub cell_text: String,
    /// Where a caption may go: the table has just ended.
    pub caption_slot: Option<usize>,
    /// The caption that is open: its place, the place where its text begins for now, and its line.
    pub caption: Option<(usize, usize, Option<u32>)>,
    /// The last heading that named a table, and how often it did.
    pub table_name: (usize, usize),
    /// Where the HTML of the open paragraph begins.
    pub paragraph: usize,
    /// The `<label>` of a task is open.
    pub label: bool,
    pub code_block: bool,
    pub html_block: HtmlBlock,
    /// Text before this place has been read already.
    pub skip_to: usize,
    /// A quotation mark is open in the block that is being read.
    pub quoted: bool,
    /// The end of the last event.
    pub last_end: usize,
    pub too_deep: bool,
    /// How far lines have been counted: a place in the file and its line.
    pub counted: (usize, u32),
    /// Elements of raw HTML that are open.
    pub html_depth: usize,
    /// Those that have begun and not ended, outermost first.
    pub elements: Vec<OpenElement>,
    /// Names of the links' addresses that are written elsewhere, as far as a link uses them.
    pub used_definitions: HashSet<String>,
}

/// The numbers of a list that is open.
#[derive(Debug, Default)]
pub struct ItemNumbers {
    pub first: u64,
    pub count: u64,
    /// The first number that is shown as another: what was typed, and where.
    pub other: Option<(u64, u64, Span)>,
    /// All were typed alike, as people do who let the list count: `1. 1. 1.`
    pub is_one: bool,
}

/// HTML that goes on after what is being written now.
pub struct Frame {
    pub html: Writer,
    pub kind: FrameKind,
}

/// What the HTML that is being written is for.
pub enum FrameKind {
    Block(OpenBlock),
    /// The range of the quote.
    Alert(&'static str, Range<usize>),
    Note,
}

/// A block directive that is open.
pub struct OpenBlock {
    pub call: Call,
    pub colons: usize,
    /// Its opening line, from the first colon, in the file.
    pub span: Span,
    /// The container it stands in; 0 for the page.
    pub container: usize,
    /// Its closing line came in a deeper container.
    pub closed: Option<Span>,
}

/// Block directives that are not open.
#[derive(Default)]
pub struct Blocks {
    /// Ended with the list or quote around them, without a closing line: colons and opening line.
    pub cut: Vec<(usize, Span)>,
    /// Colons of those that are nested too deep to be read.
    pub skipped: Vec<usize>,
}

/// Footnotes and citations.
#[derive(Default)]
pub struct NoteCollector<'a> {
    pub definitions: Vec<PendingNote<'a>>,
    /// Places in `definitions` by folded label.
    pub by_label: HashMap<String, usize>,
    /// Definitions that are open, by their place.
    pub collecting: Vec<usize>,
    /// In the order of first mention.
    pub mentions: Vec<Mention>,
    /// Places in `mentions` by folded label.
    pub numbers: HashMap<String, usize>,
    /// Mentions of what is not defined.
    pub unknown: Vec<(String, Span)>,
}

/// The events of a note, set aside until the first mention of every note is known.
pub struct PendingNote<'a> {
    pub label: String,
    pub span: Span,
    /// Stands before the body, to make an entry of data citable.
    pub added: bool,
    pub events: Vec<(Event<'a>, Range<usize>)>,
}

/// A note that is mentioned.
pub struct Mention {
    pub folded: String,
    pub id: String,
    /// What the ids of its marks begin with.
    pub mark: String,
    pub marks: Vec<String>,
    /// `None` for a footnote, whose text is read later.
    pub content: Option<NoteContent>,
}

/// A heading or term that is open.
pub struct Title {
    pub text: String,
    /// Where its HTML begins.
    pub at: usize,
}

/// A link whose text is being read.
pub struct OpenLink {
    /// `None` for one that is left out.
    pub link: Option<usize>,
    pub span: Span,
    pub start: usize,
    pub inline: bool,
    /// Its text is its address.
    pub auto: bool,
}

/// An HTML element that is open.
#[derive(Debug)]
pub struct OpenElement {
    pub name: String,
    pub span: Span,
}

/// A picture whose description is being read.
pub struct OpenImage {
    pub target: String,
    pub title: String,
    pub alt: String,
    pub start: usize,
    /// Pictures inside its description.
    pub depth: usize,
    /// Written `![text](target)`.
    pub inline: bool,
    /// The description is only the name of the file.
    pub nameless: bool,
}

/// The table that is being read.
pub struct Table {
    pub alignments: Vec<Alignment>,
    /// Where the table's HTML begins, after `<table>`.
    pub at: usize,
    pub wrapped: bool,
    /// The names of the columns, of a table whose cells repeat them.
    pub labels: Option<Vec<String>>,
    pub head: bool,
    pub rows: bool,
    pub column: usize,
    /// Where the HTML of the open cell begins.
    pub cell: usize,
}

/// A block of raw HTML, line by line.
#[derive(Default)]
pub struct HtmlBlock {
    pub open: bool,
    pub text: String,
    pub range: Range<usize>,
    /// Begins with a comment, `<pre>` or the like: a line of colons inside it is no directive.
    pub verbatim: bool,
}

impl<'a, 'o> Reader<'a, 'o> {
    /// Ready to read the task’s text from its beginning.
    pub fn new(task: Task<'a>, summary: Summary, diagnostics: &'o mut Vec<Diagnostic>) -> Self {
        Reader {
            task,
            diagnostics,
            at: Writer::default(),
            outer: Vec::new(),
            containers: Vec::new(),
            container_count: 0,
            blocks: Blocks::default(),
            ids: Ids::default(),
            links: Vec::new(),
            headings: Vec::new(),
            terms: Vec::new(),
            notes: NoteCollector::default(),
            words: WordCount::default(),
            prose: Prose::default(),
            numbers: Vec::new(),
            summary,
            title: None,
            open_links: Vec::new(),
            image: None,
            table: None,
            cell_text: String::new(),
            caption_slot: None,
            caption: None,
            table_name: (0, 0),
            paragraph: 0,
            label: false,
            code_block: false,
            html_block: HtmlBlock::default(),
            skip_to: 0,
            quoted: false,
            last_end: 0,
            too_deep: false,
            counted: (0, 1),
            html_depth: 0,
            elements: Vec::new(),
            used_definitions: HashSet::new(),
        }
    }

    /// The place in the file of a range of the prepared text.
    pub fn span(&self, range: Range<usize>) -> Span {
        let place = |at| self.task.prepared.place(at).unwrap_or(0);
        Span::new(place(range.start), place(range.end))
    }

    /// As `span`, without white space at the end.
    pub fn trimmed_span(&self, range: Range<usize>) -> Span {
        let length = self.task.prepared.source(range.clone()).trim_end().len();
        self.span(range.start..range.start + length)
    }

    /// The first characters of a place in the file.
    pub fn beginning(&self, span: Span, characters: usize) -> Span {
        let source = self.task.file.get(span.range()).unwrap_or("");
        let length: usize = source.chars().take(characters).map(char::len_utf8).sum();
        Span::new(span.start as usize, span.start as usize + length)
    }

    pub(super) fn error(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::error(code, self.task.source, span, message).with_help(help));
    }

    pub(super) fn warning(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::warning(code, self.task.source, span, message).with_help(help));
    }

    /// Goes on in a new frame.
    pub fn push_frame(&mut self, kind: FrameKind) {
        self.outer.push(Frame { html: std::mem::take(&mut self.at), kind });
        self.caption_slot = None;
    }

    /// Goes back to the frame around; gives what was written since, and what for.
    pub fn pop_frame(&mut self) -> Option<(Writer, FrameKind)> {
        let frame = self.outer.pop()?;
        self.caption_slot = None;
        Some((std::mem::replace(&mut self.at, frame.html), frame.kind))
    }

    /// Adds a link and gives its place.
    pub fn add_link(&mut self, target: String, kind: LinkKind, span: Span) -> usize {
        self.links.push(WrittenLink { target, kind, span });
        self.links.len() - 1
    }

    /// A block of text begins that readers see, with its range in the prepared text.
    pub fn begin_prose(&mut self, kind: BlockKind, range: &Range<usize>) {
        if !self.task.plain {
            let top = self.outer.is_empty() && self.containers.is_empty();
            let span = self.trimmed_span(range.clone());
            self.prose.begin(kind, span, top);
        }
    }

    /// A block begins: nothing inline goes on.
    pub fn begin_block(&mut self) {
        self.quoted = false;
        self.close_label();
        self.words.part();
        self.at.line();
    }

    /// Ends the label of a box to tick, if one is open.
    pub fn close_label(&mut self) {
        if std::mem::take(&mut self.label) {
            self.at.push("</label>");
        }
    }

    /// Takes note of text that readers see.
    pub fn read_text(&mut self, text: &str) {
        self.words.add(text);
        if self.table.as_ref().is_some_and(|table| table.labels.is_some()) {
            self.cell_text.push_str(text);
        }
        if let Some(title) = &mut self.title {
            title.text.push_str(text);
        } else if self.outer.is_empty() {
            self.summary.add(text);
        }
    }

    /// Takes note of a space or a line break.
    pub fn read_break(&mut self) {
        self.words.part();
        match &mut self.title {
            Some(title) => title.text.push(' '),
            None if self.outer.is_empty() => self.summary.part(),
            None => {}
        }
    }
}
