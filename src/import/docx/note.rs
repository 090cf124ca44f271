//! Notes of the foot and of the end of a Word file, in the order of their references.
//!
//! Several paragraphs of a note are joined.

use super::Node;
use super::reader::{Reader, words};
use crate::diagnostic::Diagnostic;
use crate::import::draft::{At, Note, Paragraph, Piece, Run, counted, push_run};
use crate::import::report::Remark;
use crate::import::xml::{attribute, word_name};

impl<'d> Reader<'_, 'd, '_> {
    /// Reads a reference to a note, and the note.
    pub fn note(&mut self, reference: Node<'d>) -> Result<(), Diagnostic> {
        let kind = usize::from(word_name(reference) == "endnoteReference");
        let id = attribute(reference, "id").unwrap_or_default().to_owned();
        let at = self.here();
        let Some(node) = self.note_nodes(kind).into_iter().find(|node| attribute(*node, "id") == Some(&id)) else {
            return Ok(());
        };
        if self.note_ids.contains_key(&(kind, id.clone())) {
            self.report.add(Remark::NoPlace, "second-reference", at, &words(node));
            return Ok(());
        }
        let index = self.notes.len();
        self.notes.push(Note::default());
        self.note_ids.insert((kind, id), index);
        let (part, name) = (self.part, self.media.part.clone());
        self.part = kind + 1;
        if let Some(part) = self.media.part_of(["footnotes", "endnotes"][kind]) {
            self.media.part = part;
        }
        let place = self.place.replace(At::Note(index + 1));
        let pieces = self.deeper(|reader| reader.blocks(node));
        (self.part, self.media.part, self.place) = (part, name, place);
        let mut note = Note { is_end_note: kind == 1, ..Note::default() };
        for piece in pieces? {
            match piece {
                Piece::Paragraph(paragraph) => note.paragraphs += usize::from(add(&mut note.runs, paragraph)),
                Piece::Table(table) => {
                    let cells = table.rows.into_iter().flat_map(|row| row.cells);
                    cells.flat_map(|cell| cell.paragraphs).for_each(|paragraph| {
                        add(&mut note.runs, paragraph);
                    });
                }
                Piece::Picture(_) => self.report.add(Remark::RefusedPicture, "", At::Note(index + 1), ""),
            }
        }
        if note.is_end_note || note.paragraphs > 1 {
            let text: String = note.runs.iter().map(|run| run.text.as_str()).collect();
            let detail = if note.is_end_note { "end" } else { "joined" };
            self.report.add(Remark::ChangedNote, detail, At::Note(index + 1), &text);
        }
        self.notes[index] = note;
        self.building.paragraph.runs.push(Run { note: Some(index), ..Run::default() });
        Ok(())
    }

    /// Returns the notes of a kind, without the rules that part them from the text.
    fn note_nodes(&self, kind: usize) -> Vec<Node<'d>> {
        let notes = self.note_parts[kind].into_iter().flat_map(|root| root.children());
        let is_note = |node: &Node| {
            matches!(word_name(*node), "footnote" | "endnote")
                && matches!(attribute(*node, "type"), None | Some("normal"))
        };
        notes.filter(is_note).collect()
    }

    /// Remarks on the notes that nothing refers to.
    pub fn leave_unused_notes(&mut self) {
        for kind in [0, 1] {
            for node in self.note_nodes(kind) {
                let id = (kind, attribute(node, "id").unwrap_or_default().to_owned());
                let text = words(node);
                if !self.note_ids.contains_key(&id) && !self.gone_notes.contains(&id) && counted(&text).next().is_some()
                {
                    self.report.add(Remark::LeftNote, "", At::Whole, text.trim());
                }
            }
        }
    }
}

/// Adds the words of a paragraph to those of a note. Returns whether there are any.
fn add(runs: &mut Vec<Run>, paragraph: Paragraph) -> bool {
    if paragraph.is_empty() {
        return false;
    }
    let label = paragraph.label.map(Run::plain);
    for mut run in label.into_iter().chain(paragraph.runs) {
        if runs.is_empty() {
            run.text = run.text.trim_start().to_owned();
        }
        push_run(runs, run);
    }
    true
}
