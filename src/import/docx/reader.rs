//! The reader of a Word file's text: what it knows while it walks, and the blocks.
//!
//! It has files of its own for paragraphs, runs, tables, drawings and notes.

use std::collections::{HashMap, HashSet};

use super::Node;
use super::building::{Building, OpenComment};
use super::change::{Choices, Event, Key, Met};
use super::field::Fields;
use super::media::Media;
use super::number::Numbering;
use super::style::Styles;
use crate::diagnostic::{Code, Diagnostic};
use crate::import::draft::{At, Draft, Note, Paragraph, Piece, counted};
use crate::import::report::{Remark, Report};
use crate::import::xml::{Vocabulary, attribute, child, value, vocabulary, word_name};

/// The most tables, boxes and notes within one another.
const MAX_DEPTH: usize = 8;

/// The state of reading.
pub struct Reader<'r, 'd, 'p> {
    /// The styles.
    pub styles: &'r Styles<'d, 'd>,
    /// The automatic numbers.
    pub numbers: Numbering<'d, 'd>,
    /// The pictures and links.
    pub media: &'r mut Media<'p>,
    /// The notes of the foot and of the end.
    pub note_parts: [Option<Node<'d>>; 2],
    /// Which changes are accepted.
    choices: &'r Choices,
    /// Whether changes are only listed. Then all words are kept.
    pub is_listing: bool,
    /// The changes that were met.
    pub events: Vec<Event>,
    /// What is to be said.
    pub report: Report,
    /// The part that is read: 0 is the document, 1 and 2 are the notes.
    pub part: usize,
    /// The numbers of paragraphs, tables and boxes so far.
    pub counts: [usize; 3],
    /// The place that paragraphs have which aren't counted, and whether they are.
    pub place: Option<At>,
    /// The fields that are open.
    pub fields: Fields,
    /// How many tables, boxes and notes are open.
    depth: usize,
    /// The notes that were referred to.
    pub notes: Vec<Note>,
    /// The indices of those notes, by kind and id.
    pub note_ids: HashMap<(usize, String), usize>,
    /// The notes whose references went with a change.
    pub gone_notes: HashSet<(usize, String)>,
    /// The comments whose stretch is open, by id.
    pub open_comments: Vec<(String, OpenComment)>,
    /// The comments whose place was met, by id.
    pub found_comments: Vec<(String, OpenComment)>,
    /// The paragraph that is being read.
    pub building: Building<'d>,
    /// What was read of a paragraph whose mark is gone.
    pub pending: Option<Paragraph>,
    /// The number of unchanged characters and paragraph ends.
    pub position: usize,
    /// How many changes are open.
    pub changes_open: usize,
    /// The moves whose stretch is open, by id, with their names.
    moves: Vec<(String, String)>,
    /// The inserted or deleted row that is open.
    pub row: Option<(Key, String)>,
    /// Whether a page has ended behind the last paragraph.
    pub page_ended: bool,
    /// Whether a paragraph has shown that the text has begun.
    pub has_text: bool,
}

impl<'r, 'd, 'p> Reader<'r, 'd, 'p> {
    /// Makes a reader.
    pub fn new(
        styles: &'r Styles<'d, 'd>,
        numbers: Numbering<'d, 'd>,
        media: &'r mut Media<'p>,
        note_parts: [Option<Node<'d>>; 2],
        choices: &'r Choices,
        is_listing: bool,
    ) -> Self {
        Self {
            styles,
            numbers,
            media,
            note_parts,
            choices,
            is_listing,
            events: Vec::new(),
            report: Report::default(),
            part: 0,
            counts: [0; 3],
            place: None,
            fields: Fields::default(),
            depth: 0,
            notes: Vec::new(),
            note_ids: HashMap::new(),
            gone_notes: HashSet::new(),
            open_comments: Vec::new(),
            found_comments: Vec::new(),
            building: Building::default(),
            pending: None,
            position: 0,
            changes_open: 0,
            moves: Vec::new(),
            row: None,
            page_ended: false,
            has_text: false,
        }
    }

    /// Reads the document.
    ///
    /// # Errors
    /// It is nested too deeply, or a table or number is too large.
    pub fn read(&mut self, root: Node<'d>) -> Result<Draft, Diagnostic> {
        let body = child(root, "body").unwrap_or(root);
        let pieces = self.blocks(body)?;
        self.leave_unused_notes();
        Ok(Draft { pieces, notes: std::mem::take(&mut self.notes), has_looks: true, ..Draft::default() })
    }

    /// Reads the blocks in an element.
    pub fn blocks(&mut self, parent: Node<'d>) -> Result<Vec<Piece>, Diagnostic> {
        let mut pieces = Vec::new();
        self.children(parent, &mut pieces)?;
        pieces.extend(self.pending.take().map(Piece::Paragraph));
        Ok(pieces)
    }

    /// Reads the children of an element as blocks.
    fn children(&mut self, parent: Node<'d>, pieces: &mut Vec<Piece>) -> Result<(), Diagnostic> {
        parent.children().filter(Node::is_element).try_for_each(|node| self.block(node, pieces))
    }

    /// Reads a block.
    fn block(&mut self, node: Node<'d>, pieces: &mut Vec<Piece>) -> Result<(), Diagnostic> {
        match word_name(node) {
            "p" => self.paragraph(node, pieces),
            "tbl" => {
                pieces.extend(self.pending.take().map(Piece::Paragraph));
                self.table(node, pieces)
            }
            "sdt" => self.control(node, pieces),
            "customXml" | "smartTag" => self.children(node, pieces),
            "ins" | "del" | "moveFrom" | "moveTo" => {
                if self.enters(node) {
                    self.changes_open += 1;
                    self.children(node, pieces)?;
                    self.changes_open -= 1;
                }
                Ok(())
            }
            "altChunk" | "subDoc" => {
                let target =
                    attribute(node, "id").and_then(|id| self.media.relation(id)).map(|found| found.target.clone());
                let at = self.here();
                self.report.add(Remark::RefusedObject, "altChunk", at, &target.unwrap_or_default());
                Ok(())
            }
            "sectPr" => Ok(()),
            _ if vocabulary(node) == Vocabulary::Compatibility && node.tag_name().name() == "AlternateContent" => {
                choice(node).map_or(Ok(()), |choice| self.children(choice, pieces))
            }
            _ if vocabulary(node) == Vocabulary::Formula => {
                let at = self.here();
                self.report.add(Remark::RefusedFormula, "", at, &words(node));
                Ok(())
            }
            _ => {
                self.other(node);
                Ok(())
            }
        }
    }

    /// Reads a content control. A table of contents is left.
    fn control(&mut self, node: Node<'d>, pieces: &mut Vec<Piece>) -> Result<(), Diagnostic> {
        let Some(content) = child(node, "sdtContent") else { return Ok(()) };
        if is_placeholder(node) {
            let at = self.here();
            self.report.add(Remark::LeftHidden, "placeholder", at, &words(content));
            return Ok(());
        }
        if is_contents(node) {
            let mut inner = Vec::new();
            let before = self.report.clone();
            self.children(content, &mut inner)?;
            self.report = before;
            let at = self.here();
            self.report.add(Remark::LeftContents, "", at, &words(content));
            return Ok(());
        }
        self.children(content, pieces)
    }

    /// Returns the place of what comes next.
    pub fn here(&self) -> At {
        self.building.at.clone().or_else(|| self.place.clone()).unwrap_or(At::Paragraph(self.counts[0] + 1))
    }

    /// Reads an element that is no block and no run: marks of stretches, or something unknown.
    pub fn other(&mut self, node: Node<'d>) {
        match word_name(node) {
            "moveFromRangeStart" | "moveToRangeStart" => {
                let [id, name] = ["id", "name"].map(|name| attribute(node, name).unwrap_or_default().to_owned());
                self.moves.push((id, name));
            }
            "moveFromRangeEnd" | "moveToRangeEnd" => {
                let id = attribute(node, "id").unwrap_or_default();
                self.moves.retain(|(open, _)| open != id);
            }
            "commentRangeStart" => self.begin_comment(node),
            "commentRangeEnd" => self.end_comment(node),
            "bookmarkStart" => {
                self.building.paragraph.bookmarks.extend(attribute(node, "name").map(str::to_owned));
            }
            "bookmarkEnd" | "proofErr" | "permStart" | "permEnd" | "pPr" | "rPr" | "sdtPr" | "sdtEndPr"
            | "smartTagPr" | "customXmlPr" | "tblPr" | "tblGrid" | "trPr" | "tcPr" | "tblPrEx" | "sectPr" => {}
            _ => {
                let text = words(node);
                if counted(&text).next().is_some() {
                    let at = self.here();
                    self.report.add(Remark::RefusedUnknown, node.tag_name().name(), at, &text);
                }
            }
        }
    }

    /// Returns whether the words in a change are read, and lists the change.
    pub fn enters(&mut self, node: Node<'d>) -> bool {
        let met = match word_name(node) {
            "ins" => Met::Insertion,
            "del" => Met::Deletion,
            "moveFrom" => Met::MoveFrom,
            _ => Met::MoveTo,
        };
        if self.is_listing {
            let text = words(node);
            self.meet(node, met, text, false);
            return true;
        }
        let is_accepted = self.choices.accepts(self.key(node));
        let is_read = is_accepted == matches!(met, Met::Insertion | Met::MoveTo);
        if !is_read {
            self.forget_notes(node);
        }
        is_read
    }

    /// Returns whether a change is accepted that isn't one of words.
    pub fn accepts(&self, node: Node<'d>) -> bool {
        self.is_listing || self.choices.accepts(self.key(node))
    }

    /// Returns what a change's element is known by.
    fn key(&self, node: Node<'d>) -> Key {
        (self.part, node.id().get())
    }

    /// Lists a change.
    pub fn meet(&mut self, node: Node<'d>, met: Met, words: String, is_whole: bool) {
        if !self.is_listing {
            return;
        }
        let by = attribute(node, "author").unwrap_or_default().to_owned();
        let key = self.key(node);
        let is_move = matches!(met, Met::MoveFrom | Met::MoveTo) || matches!(word_name(node), "moveFrom" | "moveTo");
        let moved = if is_move { self.moves.last().map(|(_, name)| name.clone()) } else { None };
        let row = self.row.as_ref().filter(|(row, person)| *person == by && *row != key).map(|(row, _)| *row);
        self.building.offsets.push((self.events.len(), self.building.words.chars().count(), words.chars().count()));
        self.events.push(Event {
            key,
            met,
            date: attribute(node, "date").and_then(|date| date.get(..10)).unwrap_or_default().to_owned(),
            at: self.here(),
            words,
            position: self.position,
            depth: self.changes_open,
            moved,
            row,
            around: Default::default(),
            is_whole,
            paragraph: self.building.serial,
            by,
        });
    }

    /// Does something one table, box or note deeper.
    ///
    /// # Errors
    /// `import-too-deep`, or what the work fails with.
    pub fn deeper<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Diagnostic>) -> Result<T, Diagnostic> {
        if self.depth >= MAX_DEPTH {
            return Err(Diagnostic::new(Code::ImportTooDeep).with("part", ""));
        }
        self.depth += 1;
        let building = std::mem::take(&mut self.building);
        let (pending, fields) = (self.pending.take(), std::mem::take(&mut self.fields));
        let done = work(self);
        (self.building, self.pending, self.fields) = (building, pending, fields);
        self.depth -= 1;
        done
    }
}

/// Returns the alternative of an element that this program reads.
pub fn choice(node: Node) -> Option<Node> {
    let named = |name: &'static str| node.children().find(move |child| child.tag_name().name() == name);
    named("Choice").or_else(|| named("Fallback"))
}

/// Returns whether a content control shows a text that asks to be replaced.
pub fn is_placeholder(control: Node) -> bool {
    child(control, "sdtPr").is_some_and(|properties| child(properties, "showingPlcHdr").is_some())
}

/// Returns whether a content control is a table of contents.
fn is_contents(control: Node) -> bool {
    let part = child(control, "sdtPr").and_then(|properties| child(properties, "docPartObj"));
    part.and_then(|part| value(part, "docPartGallery")).is_some_and(|name| name == "Table of Contents")
}

/// Returns all words in an element, those of deleted runs and formulas among them, without the alternatives for other
/// programs.
pub fn words(node: Node) -> String {
    let mut text = String::new();
    let mut next = vec![node];
    while let Some(node) = next.pop() {
        if node.is_text() && node.parent().is_some_and(|parent| matches!(parent.tag_name().name(), "t" | "delText")) {
            text.push_str(node.text().unwrap_or_default());
        }
        if matches!(word_name(node), "tab") {
            text.push(' ');
        }
        let is_alternative = node.tag_name().name() == "AlternateContent";
        let children: Vec<Node> =
            if is_alternative { choice(node).into_iter().collect() } else { node.children().collect() };
        next.extend(children.into_iter().rev());
    }
    text
}
