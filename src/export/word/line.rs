//! Writes the text of the Word file, part by part: paragraphs with their words, notes and bookmarks.

use std::fmt::Write as _;

use super::super::book::{Item, Line, Manuscript, Part, Piece, Placement, Segment, Style};
use super::super::identity::{BOOKMARK_PREFIX, IdentityParagraph};
use super::super::place::{CHARACTER_PT, PITCH_PT};
use super::super::xml::escape;
use super::list::LEVELS;
use super::media::Embedded;
use super::{is_table, style, twips};

/// What a subtitle begins with (副标题).
const SUBTITLE: &str = "——";
/// A paragraph of a point's height. Word wants one behind a table or a frame.
const LOW_PARAGRAPH: &str = "<w:p><w:pPr><w:pStyle w:val=\"Picture\"/><w:keepNext w:val=\"0\"/></w:pPr></w:p>";
/// How much of the white above the imprint is left out, in lines, so that a text that is a line longer in Word doesn't push
/// it off its page.
const IMPRINT_SLACK: f64 = 1.0;

/// Writes the text of a manuscript.
pub struct Writer<'m> {
    /// The manuscript.
    manuscript: &'m Manuscript,
    /// The text so far, in XML.
    pub body: String,
    /// The footnotes so far, in XML.
    pub notes: String,
    /// The number of footnotes so far.
    note_count: usize,
    /// The number of bookmarks so far.
    bookmarks: usize,
    /// The pictures so far.
    pub pictures: Vec<Embedded>,
    /// What the paragraphs are.
    paragraphs: Vec<IdentityParagraph>,
}

/// What a paragraph gets besides its style and its own place.
#[derive(Debug, Clone, Copy, Default)]
pub struct Around {
    /// The white below it, in lines.
    pub lines_after: f64,
    /// Whether it begins a page.
    pub begins_page: bool,
    /// Whether it stands in a cell and begins at the left.
    pub is_left: bool,
}

impl<'m> Writer<'m> {
    /// Makes a writer that has written nothing yet.
    pub fn new(manuscript: &'m Manuscript) -> Self {
        Self {
            manuscript,
            body: String::new(),
            notes: String::new(),
            note_count: 0,
            bookmarks: 0,
            pictures: Vec::new(),
            paragraphs: Vec::new(),
        }
    }

    /// Returns what the paragraphs are that were written.
    pub fn take_paragraphs(&mut self) -> Vec<IdentityParagraph> {
        std::mem::take(&mut self.paragraphs)
    }

    /// Returns the extensions of the pictures, each once.
    pub fn extensions(&self) -> Vec<&'static str> {
        let mut extensions: Vec<_> = self.pictures.iter().map(|picture| picture.extension).collect();
        extensions.sort_unstable();
        extensions.dedup();
        extensions
    }

    /// Writes all parts.
    pub fn write(&mut self) {
        let parts = &self.manuscript.parts;
        let mut page = 1;
        for (index, part) in parts.iter().enumerate() {
            let placement = match part {
                Part::Line(line) => line.placement,
                Part::Table(table) => table.placement,
                Part::Picture(picture) => picture.placement,
            };
            page = placement.page.map_or(page, |own| own.max(page));
            self.add_blank_pages(placement.page_breaks);
            match part {
                Part::Line(line) => self.add_line(index, line),
                Part::Table(table) => {
                    if index == 0 || !matches!(parts[index - 1], Part::Line(_)) {
                        self.body.push_str(LOW_PARAGRAPH);
                    }
                    self.table(table);
                    if index + 1 == parts.len() || is_table(parts, index + 1) {
                        self.body.push_str(LOW_PARAGRAPH);
                    }
                }
                Part::Picture(picture) => self.picture(picture),
            }
        }
        // Blank pages behind the imprint.
        self.add_blank_pages(self.manuscript.pages.saturating_sub(page) + 1);
    }

    /// Adds the pages that stay blank before a part that begins this many pages further on.
    fn add_blank_pages(&mut self, page_breaks: usize) {
        for _ in 1..page_breaks {
            self.body.push_str("<w:p><w:pPr><w:pageBreakBefore/></w:pPr></w:p>");
        }
    }

    /// Adds a paragraph of the text.
    fn add_line(&mut self, index: usize, line: &Line) {
        let begins_page = line.placement.page_breaks > 0;
        let lines_after = match self.manuscript.parts.get(index + 1) {
            Some(Part::Table(table)) if table.placement.page_breaks == 0 => table.placement.lines_before,
            _ => 0.0,
        };
        let around = Around { lines_after, begins_page, is_left: false };
        let mut line = line.clone();
        if matches!(line.style, Style::Imprint | Style::Serial) {
            let above = &mut line.placement.lines_before;
            *above -= if *above > 2.0 * IMPRINT_SLACK { IMPRINT_SLACK } else { *above / 2.0 };
        }
        let xml = self.paragraph(&line, around);
        self.body.push_str(&xml);
    }

    /// Returns a paragraph in XML, and remembers what it is.
    pub fn paragraph(&mut self, line: &Line, around: Around) -> String {
        let bookmark = self.next_bookmark();
        let mut identity = IdentityParagraph {
            bookmark: bookmark.clone(),
            segments: line.segments.iter().map(|segment| (segment.field.clone(), segment.text())).collect(),
            is_apart: line.style == Style::Caption,
            footnotes: Vec::new(),
        };
        let mut runs = String::new();
        let size = line.placement.size_pt.map(|size| (size * 2.0).round() as u32);
        let size = if size == Some(CHARACTER_SIZE) { Some(32) } else { size };
        for segment in &line.segments {
            self.segment(segment, line, size, &mut runs, &mut identity.footnotes);
        }
        self.paragraphs.push(identity);
        let id = self.bookmarks;
        let title = article_bookmark(line);
        let open = title.as_ref().map_or_else(String::new, |name| bookmark_start(id + TITLE_IDS, name));
        let close = title.map_or_else(String::new, |_| bookmark_end(id + TITLE_IDS));
        format!(
            "<w:p>{}{}{open}{runs}{close}{}</w:p>",
            properties(line, around),
            bookmark_start(id, &bookmark),
            bookmark_end(id)
        )
    }

    /// Returns the name of the next bookmark.
    fn next_bookmark(&mut self) -> String {
        self.bookmarks += 1;
        format!("{BOOKMARK_PREFIX}{:04}", self.bookmarks)
    }

    /// Adds the words of a field.
    fn segment(
        &mut self,
        segment: &Segment,
        line: &Line,
        size: Option<u32>,
        runs: &mut String,
        footnotes: &mut Vec<IdentityParagraph>,
    ) {
        let mut is_subtitle = false;
        let mut is_first = true;
        for piece in &segment.pieces {
            match piece {
                Piece::Words { text, strong, emphasis } => {
                    is_subtitle |= line.style == Style::Title && !is_first && text.starts_with(SUBTITLE);
                    let look = look(*strong, *emphasis, is_subtitle, size, line.placement.closer_by);
                    let _ = write!(runs, "<w:r>{look}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text));
                    is_first = false;
                }
                Piece::Break { .. } => runs.push_str("<w:r><w:br/></w:r>"),
                Piece::Tab => runs.push_str("<w:r><w:tab/></w:r>"),
                Piece::Page { article, number } => page_reference(*article, *number, runs),
                Piece::Footnote(note) => {
                    self.footnote(note, footnotes);
                    let _ = write!(
                        runs,
                        "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{}\"/></w:r>",
                        self.note_count
                    );
                }
            }
        }
    }

    /// Adds a footnote.
    fn footnote(&mut self, note: &Segment, footnotes: &mut Vec<IdentityParagraph>) {
        self.note_count += 1;
        let number = self.note_count;
        let bookmark = self.next_bookmark();
        let id = self.bookmarks;
        let line = Line::new(Style::Footnote, Vec::new());
        let mut runs = String::new();
        let mut inner = Vec::new();
        self.segment(note, &line, None, &mut runs, &mut inner);
        footnotes.push(IdentityParagraph {
            bookmark: bookmark.clone(),
            segments: vec![(note.field.clone(), note.text())],
            is_apart: true,
            footnotes: inner,
        });
        let _ = write!(
            self.notes,
            "<w:footnote w:id=\"{number}\"><w:p>{}<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/>\
             </w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>{}{runs}{}</w:p></w:footnote>",
            properties(&line, Around::default()),
            bookmark_start(id, &bookmark),
            bookmark_end(id)
        );
    }
}

/// The size of the text in print, in half points.
const CHARACTER_SIZE: u32 = (CHARACTER_PT * 2.0 + 0.5) as u32;
/// What the ids of the bookmarks of titles begin at, behind all others.
const TITLE_IDS: usize = 1_000_000;

fn bookmark_start(id: usize, name: &str) -> String {
    format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>")
}

fn bookmark_end(id: usize) -> String {
    format!("<w:bookmarkEnd w:id=\"{id}\"/>")
}

/// Returns the name of the bookmark by which the contents find an article's page.
fn article_bookmark(line: &Line) -> Option<String> {
    match line.field() {
        Some(crate::typeset::field::Field::ArticleTitle(article)) => Some(format!("_Article{}", article + 1)),
        _ => None,
    }
}

/// Adds the page of an article as a field, which Word can count anew.
fn page_reference(article: usize, number: usize, runs: &mut String) {
    let _ = write!(
        runs,
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGEREF _Article{} </w:instrText>\
         </w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{number}</w:t></w:r>\
         <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        article + 1
    );
}

/// Returns the properties of words. Quotes and dashes are set in the face of hanzi.
fn look(strong: bool, emphasis: bool, is_subtitle: bool, size: Option<u32>, closer_by: u32) -> String {
    let mut xml = String::from("<w:rPr>");
    match (strong, emphasis) {
        (true, _) => xml.push_str("<w:rStyle w:val=\"LeadIn\"/>"),
        (false, true) => xml.push_str("<w:rStyle w:val=\"Emphasis\"/>"),
        _ => {}
    }
    let kai = if is_subtitle || strong && emphasis { " w:eastAsia=\"楷体\"" } else { "" };
    let _ = write!(xml, "<w:rFonts w:hint=\"eastAsia\"{kai}/>");
    if closer_by > 0 {
        let _ = write!(xml, "<w:spacing w:val=\"-{}\"/>", closer_by + style::CLOSER);
    }
    if let Some(size) = if is_subtitle { Some(32) } else { size } {
        let _ = write!(xml, "<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>");
    }
    xml.push_str("</w:rPr>");
    xml
}

/// Returns the properties of a paragraph.
fn properties(line: &Line, around: Around) -> String {
    let mut xml = format!("<w:pPr><w:pStyle w:val=\"{}\"/>", style::id(&line.style));
    if around.begins_page {
        xml.push_str("<w:pageBreakBefore/>");
    }
    if let Style::Item(Item { list, depth, marker, .. }) = &line.style
        && !marker.is_empty()
    {
        let level = (*depth).min(LEVELS - 1);
        let _ = write!(xml, "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{}\"/></w:numPr>", list + 1);
    }
    let Placement { lines_before, size_pt, .. } = line.placement;
    let (before, after) = (twips(lines_before * PITCH_PT), twips(around.lines_after * PITCH_PT));
    match (&line.style, size_pt) {
        // The name takes the lines between notice and number.
        (Style::Masthead, Some(size)) => {
            let height = twips(3.0 * PITCH_PT);
            let own = twips(size * 1.3).min(height);
            let _ = write!(
                xml,
                "<w:spacing w:before=\"{}\" w:after=\"0\" w:line=\"{own}\" w:lineRule=\"exact\"/>",
                height - own
            );
        }
        (Style::HeadCell | Style::Cell, _) => {
            let _ = write!(xml, "<w:spacing w:line=\"{}\" w:lineRule=\"exact\"/>", twips(PITCH_PT) - 32);
        }
        _ if before > 0 || after > 0 => {
            let _ = write!(xml, "<w:spacing w:before=\"{before}\" w:after=\"{after}\"/>");
        }
        _ => {}
    }
    if let Style::Item(item) = &line.style {
        let character = twips(CHARACTER_PT);
        let left = item.words_at as i64 * character;
        let hanging = if item.marker.is_empty() { 0 } else { item.column as i64 * character };
        let _ = write!(xml, "<w:ind w:left=\"{left}\" w:hanging=\"{hanging}\"/>");
    }
    if around.is_left {
        xml.push_str("<w:jc w:val=\"left\"/>");
    }
    xml.push_str("</w:pPr>");
    xml
}
