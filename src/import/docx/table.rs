//! Tables of a Word file: rows, cells, and which of them are merged.
//!
//! It counts columns. What a table means is for the recognition.

use super::Node;
use super::change::Met;
use super::reader::{Reader, choice, words};
use crate::diagnostic::Diagnostic;
use crate::import::draft::{At, Cell, Paragraph, Piece, Row, Table};
use crate::import::fault::too_large;
use crate::import::report::Remark;
use crate::import::xml::{attribute, child, switch, value, word_name};

/// The most columns of a table.
const MAX_COLUMNS: usize = 63;
/// The most cells of a table.
const MAX_CELLS: usize = 20_000;

impl<'d> Reader<'_, 'd, '_> {
    /// Reads a table. What is no words in it stands behind it.
    pub fn table(&mut self, node: Node<'d>, pieces: &mut Vec<Piece>) -> Result<(), Diagnostic> {
        // A table within a cell isn't counted, and neither are its cells.
        let outer = self.place.clone();
        if outer.is_none() {
            self.counts[1] += 1;
        }
        let number = self.counts[1];
        let whole = outer.clone().unwrap_or(At::Cell { table: number, row: 0, cell: 0 });
        let style = child(node, "tblPr");
        let has_rules = style.is_some_and(|style| {
            let borders = child(style, "tblBorders");
            let is_drawn = |node: Node| attribute(node, "val").is_some_and(|value| !matches!(value, "none" | "nil"));
            let named = value(style, "tblStyle").is_some();
            borders.map_or(named, |borders| borders.children().any(is_drawn))
        });
        let mut table = Table { has_rules, has_spans: true, at: whole, ..Table::default() };
        let mut behind = Vec::new();
        self.deeper(|reader| {
            let mut rows = Vec::new();
            rows_of(node, &mut rows);
            for row in rows {
                let number = outer.is_none().then_some((number, table.rows.len() + 1));
                if let Some(row) = reader.row(row, number, &mut behind)? {
                    table.rows.push(row);
                }
                if table.rows.iter().map(|row| row.cells.len()).sum::<usize>() > MAX_CELLS {
                    return Err(too_large(""));
                }
            }
            Ok(())
        })?;
        self.place = outer;
        count_rows(&mut table);
        pieces.push(Piece::Table(table));
        pieces.append(&mut behind);
        Ok(())
    }

    /// Reads a row. Returns `None` if a change removes it.
    fn row(
        &mut self,
        node: Node<'d>,
        number: Option<(usize, usize)>,
        behind: &mut Vec<Piece>,
    ) -> Result<Option<Row>, Diagnostic> {
        if let Some((table, row)) = number {
            self.place = Some(At::Cell { table, row, cell: 0 });
        }
        let properties = child(node, "trPr");
        let outer = self.row.clone();
        for change in properties.into_iter().flat_map(|properties| properties.children()) {
            let (met, stays_if_accepted) = match word_name(change) {
                "ins" => (Met::RowInserted, true),
                "del" => (Met::RowDeleted, false),
                _ => continue,
            };
            let cells = node.children().filter(|child| word_name(*child) == "tc").map(words);
            self.meet(change, met, cells.collect::<Vec<_>>().join(" │ "), false);
            if self.is_listing {
                let by = attribute(change, "author").unwrap_or_default().to_owned();
                self.row = self.events.last().map(|event| (event.key, by));
            } else if self.accepts(change) != stays_if_accepted {
                self.forget_notes(node);
                self.row = outer;
                return Ok(None);
            }
        }
        let mut row =
            Row { cells: Vec::new(), is_head: properties.is_some_and(|node| switch(node, "tblHeader") == Some(true)) };
        let skipped = properties.and_then(|node| value(node, "gridBefore")).map_or(0, count);
        row.cells.extend(std::iter::repeat_n(Cell::default(), skipped.min(MAX_COLUMNS)));
        let mut cells = Vec::new();
        cells_of(node, &mut cells);
        for cell in cells {
            if let Some((table, row_number)) = number {
                self.place = Some(At::Cell { table, row: row_number, cell: row.cells.len() + 1 });
            }
            self.cell(cell, &mut row, behind)?;
            if row.columns() > MAX_COLUMNS {
                return Err(too_large(""));
            }
        }
        self.row = outer;
        Ok(Some(row))
    }

    /// Reads a cell.
    fn cell(&mut self, node: Node<'d>, row: &mut Row, behind: &mut Vec<Piece>) -> Result<(), Diagnostic> {
        let properties = child(node, "tcPr");
        let merge = |name: &str| {
            properties.and_then(|node| child(node, name)).map(|node| attribute(node, "val").unwrap_or("continue"))
        };
        for change in properties.into_iter().flat_map(|properties| properties.children()) {
            if matches!(word_name(change), "cellIns" | "cellDel" | "cellMerge") {
                let at = self.here();
                self.report.add(Remark::RefusedChange, change.tag_name().name(), at, &words(node));
            }
        }
        let span = properties.and_then(|node| value(node, "gridSpan")).map_or(1, count).max(1);
        if span > MAX_COLUMNS {
            return Err(too_large(""));
        }
        let at = self.place.clone().unwrap_or_default();
        let mut paragraphs = Vec::new();
        let mut has_table = false;
        for piece in self.blocks(node)? {
            match piece {
                Piece::Paragraph(paragraph) if paragraph.is_empty() => {}
                Piece::Paragraph(paragraph) => paragraphs.push(paragraph),
                Piece::Table(inner) => {
                    has_table = true;
                    let cells = inner.rows.into_iter().flat_map(|row| row.cells);
                    paragraphs.extend(cells.flat_map(|cell| cell.paragraphs));
                }
                Piece::Picture(mut picture) => {
                    picture.is_amid = true;
                    behind.push(Piece::Picture(picture));
                }
            }
        }
        if has_table || paragraphs.len() > 1 {
            let words: String = paragraphs.iter().map(Paragraph::text).collect();
            self.report.add(Remark::ChangedCell, if has_table { "table" } else { "" }, at, &words);
        }
        if merge("hMerge") == Some("continue")
            && let Some(last) = row.cells.last_mut()
        {
            last.span += span;
            last.paragraphs.append(&mut paragraphs);
            return Ok(());
        }
        let continues = merge("vMerge") == Some("continue");
        row.cells.push(Cell { paragraphs, span, continues, rows: 1 });
        Ok(())
    }
}

/// Reads a count that may be too large.
fn count(text: &str) -> usize {
    text.trim().parse().unwrap_or(if text.starts_with('-') { 0 } else { usize::MAX })
}

/// Collects the rows of a table, also those in content controls and alternatives.
fn rows_of<'d>(parent: Node<'d>, rows: &mut Vec<Node<'d>>) {
    collect(parent, "tr", rows);
}

/// Collects the cells of a row, also those in content controls.
fn cells_of<'d>(parent: Node<'d>, cells: &mut Vec<Node<'d>>) {
    collect(parent, "tc", cells);
}

/// Collects elements of a name, through what only encloses them.
fn collect<'d>(parent: Node<'d>, name: &str, found: &mut Vec<Node<'d>>) {
    for node in parent.children() {
        match word_name(node) {
            own if own == name => found.push(node),
            "sdt" | "sdtContent" | "customXml" | "ins" | "del" | "moveFrom" | "moveTo" => collect(node, name, found),
            _ if node.tag_name().name() == "AlternateContent" => {
                choice(node).into_iter().for_each(|choice| collect(choice, name, found));
            }
            _ => {}
        }
    }
}

/// Counts for each cell how many rows it covers.
fn count_rows(table: &mut Table) {
    // For each column the row of the cell that reaches down.
    let mut above: Vec<Option<(usize, usize)>> = vec![None; MAX_COLUMNS + 1];
    for row in 0..table.rows.len() {
        let mut column = 0;
        for index in 0..table.rows[row].cells.len() {
            let (span, continues) = (table.rows[row].cells[index].span, table.rows[row].cells[index].continues);
            match above.get(column).copied().flatten() {
                Some((from, cell)) if continues => table.rows[from].cells[cell].rows = row - from + 1,
                _ => {
                    table.rows[row].cells[index].continues = false;
                    for covered in above.iter_mut().skip(column).take(span) {
                        *covered = Some((row, index));
                    }
                }
            }
            column += span;
        }
    }
}
