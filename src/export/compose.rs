//! Makes the manuscript of an issue: which paragraphs it has, and which fields their words are.
//!
//! It takes the document that a layout would draw. Where the paragraphs stand in print is for `place`.

use std::path::Path;

use super::book::{Line, Manuscript, Part, Picture, Piece, Placement, Segment, Style};
use crate::diagnostic::message::Lang;
use crate::typeset::document::data::{
    ArticleData, Block, Closing, Contents, Imprint, ImprintEntry, IssueData, Masthead, Run, Words,
};
use crate::typeset::document::sign::without_signs;
use crate::typeset::document::{Document, LayoutData, one_line};
use crate::typeset::field::{Field, RunningText};

/// Makes the manuscript of an issue. Its parts have no places yet. `path` is the issue's file. A document that is no issue has
/// no parts.
pub fn compose(document: &Document, path: &Path) -> Manuscript {
    let mut composer = Composer { document, parts: Vec::new(), lists: 0, path };
    let mut issuer = String::new();
    if let LayoutData::Issue(data) = &document.data {
        issuer.clone_from(&data.document.author);
        composer.issue(data);
    }
    Manuscript {
        name: document.name.clone(),
        issuer,
        date: document.date,
        red: document.print_setup.red_on_screen(),
        parts: composer.parts,
        pages: 0,
    }
}

/// Puts the parts of an issue together.
pub(super) struct Composer<'c> {
    /// The document.
    pub(super) document: &'c Document,
    /// The parts so far.
    pub(super) parts: Vec<Part>,
    /// The number of lists so far.
    pub(super) lists: usize,
    /// The file of the issue.
    path: &'c Path,
}

impl Composer<'_> {
    /// Adds a paragraph.
    pub(super) fn line(&mut self, style: Style, segments: Vec<Segment>) {
        self.parts.push(Part::Line(Line::new(style, segments)));
    }

    /// Adds a paragraph of one field, if there is one.
    pub(super) fn words(&mut self, style: Style, words: Option<&Words>) {
        if let Some(Words { at, text }) = words {
            let segments = self.field(at, text);
            self.line(style, segments);
        }
    }

    /// Returns printed words as those that were typed and those of the program around them, such as 第36期.
    pub(super) fn field(&self, at: &Field, printed: &str) -> Vec<Segment> {
        let printed = without_signs(printed);
        let typed = self.document.anchors.get(at).map(|anchor| one_line(anchor.words())).unwrap_or_default();
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        // Blanks that the print leaves out stay as they were typed.
        if bare(&typed) == bare(&printed) {
            return vec![Segment::of(at.clone(), typed)];
        }
        match printed.split_once(&typed) {
            Some((before, after)) if !typed.is_empty() => {
                let fixed = |text: &str| (!text.is_empty()).then(|| Segment::fixed(text));
                let own = Segment::of(at.clone(), typed.as_str());
                [fixed(before), Some(own), fixed(after)].into_iter().flatten().collect()
            }
            _ => vec![Segment::of(at.clone(), printed)],
        }
    }

    fn issue(&mut self, data: &IssueData) {
        self.masthead(&data.masthead);
        self.contents(&data.contents);
        self.blocks(RunningText::Note, &data.note);
        for (index, article) in data.articles.iter().enumerate() {
            self.article(index, article);
        }
        for (index, attachment) in data.attachments.iter().enumerate() {
            self.line(Style::Flush, vec![Segment::fixed(attachment.heading.as_str())]);
            self.article(data.articles.len() + index, &attachment.text);
        }
        self.imprint(&data.imprint);
    }

    /// Adds the masthead.
    fn masthead(&mut self, data: &Masthead) {
        let corner = [
            (Field::CopyNumber, &data.copy_number),
            (Field::Secrecy, &data.secrecy),
            (Field::Urgency, &data.urgency),
            (Field::Notice, &data.notice),
        ];
        for (at, text) in corner {
            if let Some(text) = text {
                let segments = self.field(&at, text);
                self.line(Style::Notice, segments);
            }
        }
        if let Some(title) = &data.title {
            let segments = self.field(&Field::Title, title);
            self.line(Style::Masthead, segments);
        }
        let mut number = if data.number.is_empty() { Vec::new() } else { self.field(&Field::Number, &data.number) };
        number.extend(data.total_number.iter().flat_map(|total| self.field(&Field::TotalNumber, total)));
        if !number.is_empty() {
            self.line(Style::Number, number);
        }
        if let Some(signers) = &data.signers {
            let mut segments = vec![Segment::fixed(signers.label.as_str())];
            for (index, name) in signers.names.iter().enumerate() {
                segments.extend((index > 0).then(|| Segment::fixed("　")));
                segments.extend(self.field(&name.at, &name.text));
            }
            self.line(Style::Right, segments);
        }
        let mut segments: Vec<_> = data.issuer.iter().flat_map(|issuer| self.field(&Field::Issuer, issuer)).collect();
        segments.push(Segment { field: None, pieces: vec![Piece::Tab] });
        segments.extend(self.field(&Field::Date, &data.date));
        self.line(Style::Issuer, segments);
    }

    /// Adds the contents.
    fn contents(&mut self, data: &Contents) {
        self.words(Style::Section, data.title.as_ref());
        let mut number = 0;
        for section in &data.sections {
            if !data.no_section_names {
                let segments = self.field(&section.at, &section.heading);
                self.line(Style::Section, segments);
            }
            for entry in &section.entries {
                let mut segments = self.field(&entry.at, &entry.title);
                if data.page_numbers {
                    segments.push(Segment {
                        field: None,
                        pieces: vec![Piece::Tab, Piece::Page { article: number, number: 0 }],
                    });
                }
                self.line(Style::Entry, segments);
                number += 1;
            }
        }
    }

    /// Adds an article, or the text of an attachment.
    fn article(&mut self, index: usize, data: &ArticleData) {
        self.words(Style::Section, data.section.as_ref());
        let mut pieces = Vec::new();
        for line in &data.title {
            if !pieces.is_empty() {
                pieces.push(Piece::Break { is_typed: true });
            }
            pieces.push(Piece::plain(without_signs(line)));
        }
        self.line(Style::Title, vec![Segment { field: Some(data.at.clone()), pieces }]);
        self.words(Style::Flush, data.addressee.as_ref());
        self.blocks(RunningText::ArticleNote(index), &data.note);
        self.blocks(RunningText::Article(index), &data.blocks);
        if let Some(table) = &data.table {
            self.words(Style::Total, data.total.as_ref());
            self.table(table);
        }
        data.closings.iter().for_each(|closing| self.closing(closing));
        self.words(Style::Right, data.credit.as_ref());
        self.blocks(RunningText::Afterword(index), &data.afterword);
    }

    /// Adds the lines below a text.
    fn closing(&mut self, closing: &Closing) {
        for entry in &closing.attachments {
            let mut segments = vec![Segment::fixed(format!("{}{}", entry.label, entry.number))];
            segments.extend(self.field(&entry.at, &entry.title));
            self.line(Style::Body, segments);
        }
        if let Some(sign_off) = &closing.sign_off {
            sign_off.by.iter().for_each(|office| self.words(Style::Right, Some(office)));
            self.words(Style::Right, sign_off.date.as_ref());
        }
        self.words(Style::Body, closing.remark.as_ref());
    }

    /// Adds one block of running text that is no list's item.
    pub(super) fn block(&mut self, text: RunningText, block: &Block) {
        let is_note = !matches!(text, RunningText::Article(_));
        match block {
            Block::Text(paragraph) => {
                let style = if is_note || paragraph.quote { Style::Note } else { Style::Body };
                self.line(style, vec![segment(&paragraph.at, &paragraph.runs)]);
            }
            Block::Heading(heading) => {
                self.line(Style::Heading(heading.level), vec![segment(&heading.at, &heading.runs)]);
            }
            Block::Rule(_) => self.line(Style::Total, vec![Segment::fixed(Lang::Zh.say("printed-rule"))]),
            Block::Picture(picture) => {
                let name = picture.path.trim_start_matches('/');
                let Some(bytes) = self.document.pictures.get(name) else { return };
                let extension = ["jpg", "png", "gif", "webp"].into_iter().find(|end| name.ends_with(end));
                let typed = self.document.anchors.get(&picture.at).map_or("", |anchor| anchor.words());
                self.parts.push(Part::Picture(Picture {
                    field: picture.at.clone(),
                    bytes: bytes.clone(),
                    extension: extension.unwrap_or("jpg"),
                    path: picture_path(typed),
                    asked_mm: picture.width,
                    words: picture.alt.clone(),
                    size_pt: (0.0, 0.0),
                    placement: Placement::default(),
                    issue: self.path.to_owned(),
                }));
                if !picture.runs.is_empty() {
                    self.line(Style::Caption, vec![segment(&picture.at, &picture.runs)]);
                }
            }
            Block::Table(grid) => self.table(&grid.table),
        }
    }

    /// Adds the imprint.
    fn imprint(&mut self, data: &Imprint) {
        data.entries.iter().for_each(|entry| self.entry(entry));
        if let Some(printed_by) = &data.printed_by {
            let mut segments = self.field(&printed_by.office.at, &printed_by.office.text);
            segments.push(Segment { field: None, pieces: vec![Piece::Tab] });
            segments.extend(self.field(&printed_by.date.at, &printed_by.date.text));
            self.line(Style::Imprint, segments);
        }
        data.staff.iter().for_each(|entry| self.entry(entry));
        let segments: Vec<_> = data.serial.iter().flat_map(|part| self.field(&part.at, &part.text)).collect();
        if !segments.is_empty() {
            self.line(Style::Serial, segments);
        }
    }

    /// Adds a label of the imprint with the lines behind it.
    fn entry(&mut self, entry: &ImprintEntry) {
        let mut segments = self.field(&entry.at, &entry.label);
        for (index, line) in entry.lines.iter().enumerate() {
            if index > 0 {
                segments.push(Segment { field: None, pieces: vec![Piece::Break { is_typed: false }] });
            }
            segments.extend(self.field(&line.at, &line.text));
        }
        self.line(Style::Imprint, segments);
    }
}

/// Makes the words of a field from its runs.
pub(super) fn segment(at: &Field, runs: &[Run]) -> Segment {
    let piece = |run: &Run| match run {
        Run::Text(text) => {
            Piece::Words { text: without_signs(&text.text), strong: text.strong, emphasis: text.emphasis }
        }
        Run::Break(_) => Piece::Break { is_typed: true },
        Run::Footnote(note) => Piece::Footnote(Box::new(segment(&note.at, &note.footnote))),
    };
    Segment { field: Some(at.clone()), pieces: runs.iter().map(piece).collect() }
}

/// Returns the path of a picture from its Markdown: `![…](path "120mm")`.
fn picture_path(typed: &str) -> String {
    let inner = typed.split_once("](").map_or("", |(_, rest)| rest);
    inner.split([')', '"']).next().unwrap_or_default().trim().trim_matches(['<', '>']).to_owned()
}
